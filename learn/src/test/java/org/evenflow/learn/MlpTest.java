package org.evenflow.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.evenflow.numeric.RandomStream;
import org.evenflow.tensor.NoGrad;
import org.evenflow.tensor.Scope;
import org.evenflow.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MlpTest {
    @Test
    void smallNetworkGivesTheNumbersOfHandCalculation() {
        // tanh(1·0.5 + 2·(-0.25) + 0.1) = tanh(0.1) = 0.0996680; times 3, minus 1.
        var mlp = new Mlp(new Network(2, 1, 1), new float[][] {{0.5f, -0.25f}, {0.1f}, {3}, {-1}});
        var output = new float[1];
        mlp.forward(new float[] {1, 2}, 1, output);
        assertThat(output[0]).isCloseTo(-0.700996f, within(1e-6f));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 60})
    void equalsLibtorch(int rows) {
        var network = new Network(11, 64, 64, 5);
        var chance = new RandomStream("mlp", rows);
        float[][] parameters = network.begin(1, chance);
        float[] input = normal(rows * 11, chance);
        var output = new float[rows * 5];
        new Mlp(network, parameters).forward(input, rows, output);
        try (var scope = new Scope();
                var noGrad = new NoGrad()) {
            var tensors = network.parameters(parameters);
            float[] expected = network.forward(tensors, Tensor.of(input, rows, 11)).values();
            tensors.forEach(Tensor::close);
            // Two layers of 64 products near 1, each to 6e-8.
            assertThat(output).containsExactly(expected, within(2e-6f));
        }
    }

    @Test
    void aRowDoesNotDependOnTheRowsBesideIt() {
        var network = new Network(11, 64, 64, 5);
        var chance = new RandomStream("mlp", 1);
        var mlp = new Mlp(network, network.begin(1, chance));
        float[] input = normal(9 * 11, chance);
        var together = new float[9 * 5];
        mlp.forward(input, 9, together);
        for (int row = 0; row < 9; row++) {
            var own = new float[11];
            System.arraycopy(input, row * 11, own, 0, 11);
            var alone = new float[5];
            mlp.forward(own, 1, alone);
            for (int o = 0; o < 5; o++) {
                assertThat(alone[o]).isEqualTo(together[row * 5 + o]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 127, 128, 129, 399, 400, 401, 1200})
    void manyRowsGiveTheBitsOfRowsAlone(int rows) {
        for (int outputs : new int[] {1, 5, 8, 81}) {
            var network = new Network(11, 64, 10, outputs);
            var chance = new RandomStream("mlp", rows);
            var mlp = new Mlp(network, network.begin(1, chance));
            float[] input = normal(rows * 11, chance);
            var together = new float[rows * outputs];
            mlp.forward(input, rows, together);
            for (int row = 0; row < rows; row++) {
                var alone = new float[outputs];
                mlp.forward(Arrays.copyOfRange(input, row * 11, row * 11 + 11), 1, alone);
                assertThat(alone)
                        .isEqualTo(
                                Arrays.copyOfRange(together, row * outputs, (row + 1) * outputs));
            }
        }
    }

    @Test
    void tangentIsWithin3e7EverywhereAndKeepsNotANumber() {
        double worst = 0;
        for (float x = -12; x < 12; x += 1e-3f) {
            float[] y = {x};
            Mlp.tanh(y, 1);
            worst = Math.max(worst, Math.abs(y[0] - Math.tanh(x)));
        }
        assertThat(worst).isLessThan(3e-7);
        float[] y = {Float.NaN};
        Mlp.tanh(y, 1);
        assertThat(y[0]).isNaN();
    }

    private static float[] normal(int count, RandomStream chance) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) chance.nextGaussian();
        }
        return values;
    }
}
