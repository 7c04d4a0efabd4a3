package org.evenflow.learn.charging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.WorldShape;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorldDesignTest {
    @ParameterizedTest
    @EnumSource(WorldDesign.Signal.class)
    void designComesBackFromAFile(WorldDesign.Signal signal) {
        var design = new WorldDesign(WorldDesign.Unit.STATION, 0, 0, signal);
        var file = new TensorFile();
        design.write(file.metadata());
        assertThat(WorldDesign.read(TensorFile.of(file.toBytes(), "policy"))).isEqualTo(design);
    }

    @Test
    void fileWithoutASignalMeansPower() {
        var words = new LinkedHashMap<String, String>();
        new WorldDesign(WorldDesign.Unit.DISTRICT, 5).write(words);
        words.remove(WorldDesign.SIGNAL);
        var file = new TensorFile();
        file.metadata().putAll(words);
        assertThat(WorldDesign.read(file)).isEqualTo(new WorldDesign(WorldDesign.Unit.DISTRICT, 5));
    }

    @Test
    void shippedPoliciesSignalPower() {
        var policies = new PolicyControllers();
        for (String id : policies.ids()) {
            assertThat(WorldDesign.read(policies.file(id)).signal())
                    .as(id)
                    .isEqualTo(WorldDesign.Signal.POWER);
        }
    }

    @Test
    void feedbackHasTwoPartsTheOthersOne() {
        assertThat(design(WorldDesign.Signal.FEEDBACK, 0, 0).actions())
                .isEqualTo(new WorldShape.Continuous(2));
        assertThat(design(WorldDesign.Signal.PRICE, 0, 0).actions())
                .isEqualTo(new WorldShape.Continuous(1));
        assertThat(design(WorldDesign.Signal.PRICE, 7, 0).actions())
                .isEqualTo(new WorldShape.Discrete(7));
    }

    @Test
    void whatSignalsCannotDoIsRefused() {
        assertThatThrownBy(() -> design(WorldDesign.Signal.FEEDBACK, 5, 0))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "levels must be 0 with signal feedback, whose two numbers are continuous,"
                                + " is 5");
        assertThatThrownBy(() -> design(WorldDesign.Signal.PRICE, 0, 0.03))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "proposal_price must be 0 with signal price, since mpc refines wishes of"
                                + " power alone, is 0.03");
        assertThatThrownBy(() -> WorldDesign.signal("bid"))
                .isInstanceOf(InputException.class)
                .hasMessage("signal must be power, price or feedback, is bid");
    }

    private static WorldDesign design(WorldDesign.Signal signal, int levels, double price) {
        return new WorldDesign(WorldDesign.Unit.STATION, levels, price, signal);
    }
}
