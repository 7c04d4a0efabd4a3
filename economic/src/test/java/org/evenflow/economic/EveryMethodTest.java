package org.evenflow.economic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.evenflow.model.ChargerGroups;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of methods for each of this package. */
@ParameterizedClass
@MethodSource("ids")
class EveryMethodTest extends EconomicMethodContract {
    private final String id;

    EveryMethodTest(String id) {
        this.id = id;
    }

    static List<String> ids() {
        var ids = new EconomicMethods().ids();
        assertThat(ids).hasSize(9).doesNotHaveDuplicates();
        return ids;
    }

    @Override
    protected EconomicMethod create(ChargerGroups world) {
        return new EconomicMethods().create(id, world);
    }
}
