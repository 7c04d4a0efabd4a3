package org.evenflow.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AdamTest {
    @Test
    void firstStepIsTheRateInTheDirectionOfDescent() {
        // Algorithm 1 at t = 1: m̂ = g, v̂ = g², so θ moves by α g / (|g| + ε).
        try (var x = Tensor.parameter(new float[] {1, -2, 0})) {
            var adam = new Adam(List.of(x), 1e-8);
            double norm = adam.step(new float[][] {{3, -4, 0}}, 0.01, Double.MAX_VALUE);
            assertThat(norm).isEqualTo(5);
            assertThat(x.values()).containsExactly(new float[] {0.99f, -1.99f, 0}, within(1e-6f));
        }
    }

    @Test
    void secondStepIsThatOfHandCalculation() {
        // g = 1 then 3: m = 0.1, 0.39; v = 0.001, 0.009999; m̂ = 0.39 / 0.19 = 2.0526,
        // v̂ = 0.009999 / 0.001999 = 5.0020, so θ = 1 - 0.1 - 0.1 * 2.05263 / 2.23652 = 0.808222.
        try (var x = Tensor.parameter(new float[] {1})) {
            var adam = new Adam(List.of(x), 0);
            adam.step(new float[][] {{1}}, 0.1, Double.MAX_VALUE);
            adam.step(new float[][] {{3}}, 0.1, Double.MAX_VALUE);
            assertThat(x.values()[0]).isCloseTo(0.808222f, within(1e-6f));
            assertThat(adam.steps()).isEqualTo(2);
        }
    }

    @Test
    void longGradientsAreScaledToTheLimitOverAllParameters() {
        try (var x = Tensor.parameter(new float[] {0});
                var y = Tensor.parameter(new float[] {0})) {
            var adam = new Adam(List.of(x, y), 1e-8);
            adam.step(new float[][] {{3}, {4}}, 0.1, 0.5);
            // Scaled by a tenth: m = 0.1 * 0.3 and 0.1 * 0.4, but for 1e-6 in the quotient.
            assertThat(adam.means()[0][0]).isCloseTo(0.03f, within(1e-7f));
            assertThat(adam.means()[1][0]).isCloseTo(0.04f, within(1e-7f));
        }
    }

    @Test
    void gradientsThatAreNotFiniteChangeNothing() {
        try (var x = Tensor.parameter(new float[] {7})) {
            var adam = new Adam(List.of(x), 1e-8);
            assertThat(adam.step(new float[][] {{Float.NaN}}, 0.1, 1)).isNaN();
            assertThat(x.values()).containsExactly(7);
            assertThat(adam.steps()).isZero();
        }
    }

    @Test
    void restoredMomentsGoOnWithTheSameBits() {
        try (var whole = Tensor.parameter(new float[] {2, -3});
                var half = Tensor.parameter(new float[] {2, -3})) {
            var one = new Adam(List.of(whole), 1e-5);
            descend(one, whole, 10);
            var first = new Adam(List.of(half), 1e-5);
            descend(first, half, 6);
            var second = new Adam(List.of(half), 1e-5);
            second.restore(first.steps(), first.means(), first.squares());
            descend(second, half, 4);
            assertThat(half.values()).containsExactly(whole.values());
            assertThat(second.squares()[0]).containsExactly(one.squares()[0]);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> one.restore(1, new float[1][3], new float[1][3]))
                    .withMessage("parameter 0 has 2 numbers, its moments 3 and 3");
        }
    }

    @Test
    void trainersInParallelThreadsGiveTheBitsOfSerialOnes() throws Exception {
        List<float[]> serial = Stream.of(1, 2, 3, 4).map(AdamTest::train).toList();
        try (var pool = Executors.newFixedThreadPool(2)) {
            List<Future<float[]>> parallel =
                    Stream.of(1, 2, 3, 4).map(seed -> pool.submit(() -> train(seed))).toList();
            for (int i = 0; i < serial.size(); i++) {
                assertThat(parallel.get(i).get()).containsExactly(serial.get(i));
            }
        }
    }

    private static void descend(Adam adam, Tensor x, int steps) {
        for (int i = 0; i < steps; i++) {
            try (var scope = new Scope()) {
                x.square().sum().backward();
                adam.step(0.1, 10);
            }
        }
    }

    /** Fits a network of 64 hidden units to noise-free targets; large enough to be split. */
    private static float[] train(int seed) {
        int rows = 512;
        try (var weight = Tensor.parameter(waves(8 * 64, seed), 8, 64);
                var bias = Tensor.parameter(new float[64]);
                var head = Tensor.parameter(waves(64, seed + 1), 64, 1);
                var offset = Tensor.parameter(new float[1])) {
            var adam = new Adam(List.of(weight, bias, head, offset), 1e-5);
            float[] input = waves(rows * 8, seed + 2);
            float[] target = waves(rows, seed + 3);
            for (int i = 0; i < 30; i++) {
                try (var scope = new Scope()) {
                    Tensor hidden = Tensor.of(input, rows, 8).linear(weight, bias).tanh();
                    Tensor error =
                            hidden.linear(head, offset).sub(Tensor.of(target, rows, 1)).square();
                    error.mean().backward();
                    adam.step(1e-2, 0.5);
                }
            }
            return weight.values();
        }
    }

    private static float[] waves(int count, int seed) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) Math.sin(seed + 1.7 * i * seed);
        }
        return values;
    }
}
