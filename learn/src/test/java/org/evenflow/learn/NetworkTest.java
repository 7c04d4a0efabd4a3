package org.evenflow.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.evenflow.model.InputException;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetworkTest {
    @ParameterizedTest
    @CsvSource({"5,3", "3,5", "4,4", "64,64", "1,7"})
    void vectorsOfTheShorterSideAreOrthonormalTimesTheGain(int rows, int columns) {
        float[] w = Network.orthogonal(rows, columns, 2, new RandomStream("weights", 3));
        int count = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                double dot = 0;
                for (int i = 0; i < length; i++) {
                    dot +=
                            rows < columns
                                    ? w[a * columns + i] * w[b * columns + i]
                                    : w[i * columns + a] * w[i * columns + b];
                }
                // Gain² on the diagonal; 64 products in single precision.
                assertThat(dot).isCloseTo(a == b ? 4 : 0, within(1e-5));
            }
        }
    }

    @Test
    void headIsAsSmallAsItsGainAndBiasesAreZero() {
        var network = Network.of(4, 8, 2, 1);
        float[][] begun = network.begin(0.01, new RandomStream("weights", 3));
        assertThat(network.sizes()).containsExactly(4, 8, 8, 1);
        double square = 0;
        for (float w : begun[4]) {
            square += (double) w * w;
        }
        assertThat(Math.sqrt(square)).isCloseTo(0.01, within(1e-8));
        assertThat(begun[1]).containsOnly(0);
        assertThat(begun[5]).containsOnly(0);
    }

    @Test
    void parametersComeBackFromTheirFile() {
        var network = new Network(3, 5, 2);
        float[][] begun = network.begin(1, new RandomStream("weights", 3));
        var file = new TensorFile();
        network.write(file, "actor", begun);
        var back = TensorFile.of(file.toBytes(), "x");
        assertThat(Network.in(back, "actor").sizes()).containsExactly(3, 5, 2);
        assertThat(network.read(back, "actor")).isDeepEqualTo(begun);
    }

    @Test
    void parametersOfAnotherShapeAreRefusedWithBothShapes() {
        var file = new TensorFile();
        var network = new Network(3, 5, 2);
        network.write(file, "actor", network.begin(1, new RandomStream("weights", 3)));
        assertThatThrownBy(() -> new Network(4, 5, 2).read(file, "actor"))
                .isInstanceOf(InputException.class)
                .hasMessage("policy file: array 'actor.0' must be of shape [4, 5], is [3, 5]");
        assertThatThrownBy(() -> Network.in(file, "critic"))
                .isInstanceOf(InputException.class)
                .hasMessage("policy file: lacks array 'critic.0'");
        file.put("actor.2", new float[8], 4, 2);
        assertThatThrownBy(() -> Network.in(file, "actor"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'actor.2' does not fit the layer before");
    }
}
