package org.evenflow.control.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.evenflow.control.Controller;
import org.evenflow.dispatch.ControllerContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

class RulesContractTest {
    @Test
    void everyRuleHasItsIdAndADescription() {
        var rules = new Rules();
        for (String id : rules.ids()) {
            assertThat(rules.create(id).id()).isEqualTo(id);
            assertThat(rules.describe(id)).endsWith(".");
            assertThat(rules.create(id).isDispatched()).isEqualTo(!id.equals("uncontrolled_raw"));
        }
        assertThat(rules.ids()).hasSize(12).doesNotHaveDuplicates();
        assertThatThrownBy(() -> rules.create("none")).hasMessageContaining("none");
    }

    @Nested
    @ParameterizedClass
    @MethodSource("ids")
    class EveryRule extends ControllerContract {
        private final String id;

        EveryRule(String id) {
            this.id = id;
        }

        static List<String> ids() {
            return new Rules().ids();
        }

        @Override
        protected Controller create() {
            return new Rules().create(id);
        }
    }
}
