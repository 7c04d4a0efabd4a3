package org.evenflow.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TensorTest {
    /** Sums of a dozen numbers near 1 in single precision, whose unit is 6e-8. */
    private static final Offset<Float> SINGLE = within(2e-6f);

    /**
     * A central difference of 2 x 1e-2 errs by 1e-4 / 6 times the third derivative (at most 40
     * here) and by 1e-6 / 2e-2 of rounding.
     */
    private static final double STEP = 1e-2;

    private static final Offset<Double> DIFFERENCE = within(1.5e-3);

    /** Positive, none alike, none within 2 steps of the limits of clamp or of one another. */
    private static final float[] X = {0.5f, 1.25f, 0.8f, 2.1f, 1.6f, 0.95f};

    private static final float[] Y = {1.5f, 0.7f, 1.1f, 0.6f, 2.2f, 1.4f};

    private Scope scope;

    @BeforeEach
    void open() {
        scope = new Scope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /** Operations on a matrix of two rows and three columns. */
    static Stream<Arguments> operations() {
        return Stream.of(
                operation("add", x -> x.add(y()).add(3)),
                operation("add broadcast", x -> Tensor.of(new float[4 * 6], 4, 2, 3).add(x)),
                operation("sub", x -> y().sub(x)),
                operation("mul", x -> x.mul(y()).mul(-2)),
                operation("mul by itself", x -> x.mul(x)),
                operation("div above", x -> x.div(y())),
                operation("div below", x -> y().div(x)),
                operation("neg", Tensor::neg),
                operation("matmul left", x -> x.matmul(y().transpose())),
                operation("matmul right", x -> y().transpose().matmul(x)),
                operation("linear, input", x -> x.linear(y().transpose(), row(0.1f, 0.2f))),
                operation("linear, weight", x -> y().transpose().linear(x, row(0.1f, 0.2f, 0.3f))),
                operation(
                        "linear, bias",
                        x -> y().linear(y().transpose(), x.reshape(3, 2).narrow(0, 1, 1))),
                operation("tanh", Tensor::tanh),
                operation("relu", x -> x.add(-1).relu()),
                operation("exp", x -> x.mul(0.5).exp()),
                operation("log", Tensor::log),
                operation("square", Tensor::square),
                operation("abs", x -> x.add(-1).abs()),
                operation("clamp", x -> x.clamp(0.7, 1.4)),
                operation("min", x -> x.min(y())),
                operation("max", x -> x.max(y())),
                operation("sum", Tensor::sum),
                operation("sum of columns", x -> x.sum(0)),
                operation("mean", Tensor::mean),
                operation("mean of rows", x -> x.mean(1)),
                operation("logSoftmax", Tensor::logSoftmax),
                operation("gather", x -> x.gather(new int[] {2, 0})),
                operation("indexSelect", x -> x.indexSelect(new int[] {1, 1, 0})),
                operation("indexAdd, this", x -> x.indexAdd(new int[] {1, 1}, y())),
                operation("indexAdd, added", x -> y().indexAdd(new int[] {1, 1}, x)),
                operation("narrow", x -> x.narrow(1, 1, 2)),
                operation("reshape", x -> x.reshape(3, 2)),
                operation("transpose", Tensor::transpose),
                operation("concat", x -> Tensor.concat(1, x, y(), x)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void gradientIsTheSlope(String name, UnaryOperator<Tensor> operation) {
        try (var x = Tensor.parameter(X, 2, 3)) {
            float[] gradient = weighed(operation.apply(x)).gradients(List.of(x))[0];
            for (int i = 0; i < X.length; i++) {
                double slope = (at(operation, i, STEP) - at(operation, i, -STEP)) / (2 * STEP);
                assertThat((double) gradient[i])
                        .as("%s by x%d", name, i)
                        .isCloseTo(slope, DIFFERENCE);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void backwardFindsTheSameGradientAndAddsUp(String name, UnaryOperator<Tensor> operation) {
        try (var x = Tensor.parameter(X, 2, 3)) {
            float[] once = weighed(operation.apply(x)).gradients(List.of(x))[0];
            assertThat(x.gradient()).containsOnly(0);
            weighed(operation.apply(x)).backward();
            assertThat(x.gradient()).as(name).containsExactly(once);
            weighed(operation.apply(x)).backward();
            for (int i = 0; i < once.length; i++) {
                assertThat(x.gradient()[i]).isEqualTo(2 * once[i]);
            }
            x.clearGradient();
            assertThat(x.gradient()).containsOnly(0);
        }
    }

    @Test
    void valuesAreThoseOfHandCalculation() {
        Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        assertThat(x.linear(x.transpose(), row(10, 20)).values())
                .containsExactly(24, 52, 42, 97); // 1+4+9+10, 4+10+18+20, 32+10, 77+20
        assertThat(x.sum(0).values()).containsExactly(5, 7, 9);
        assertThat(x.mean(1).values()).containsExactly(2, 5);
        assertThat(x.gather(new int[] {2, 0}).values()).containsExactly(3, 4);
        assertThat(x.indexAdd(new int[] {1, 1}, x).values()).containsExactly(1, 2, 3, 9, 12, 15);
        assertThat(x.clamp(2, 5).values()).containsExactly(2, 2, 3, 4, 5, 5);
        assertThat(x.narrow(0, 1, 1).shape()).containsExactly(1, 3);
        assertThat(x.sum().value()).isEqualTo(21);
        // Equal numbers share alike: log(1/3).
        assertThat(row(7, 7, 7).reshape(1, 3).logSoftmax().values()[1])
                .isCloseTo(-1.0986123f, SINGLE);
    }

    @Test
    void parametersOutliveScopesAndConstantsGetNoGradient() {
        Tensor parameter;
        try (var inner = new Scope()) {
            parameter = Tensor.parameter(new float[] {3});
            parameter.square().sum().backward();
        }
        try (parameter) {
            assertThat(parameter.values()).containsExactly(3);
            assertThat(parameter.gradient()).containsExactly(6);
            parameter.write(new float[] {5});
            Tensor half = parameter.mul(parameter.detach()).sum();
            assertThat(half.gradients(List.of(parameter))[0]).containsExactly(5);
        }
    }

    @Test
    void whatALossDoesNotDependOnHasASlopeOfZero() {
        try (var used = Tensor.parameter(new float[] {3});
                var unused = Tensor.parameter(new float[] {4, 5})) {
            assertThat(used.square().sum().gradients(List.of(unused, used)))
                    .isDeepEqualTo(new float[][] {{0, 0}, {6}});
        }
    }

    @Test
    void nothingIsKeptForGradientsWhereNoneAreWanted() {
        try (var x = Tensor.parameter(new float[] {3})) {
            Tensor kept;
            try (var noGrad = new NoGrad()) {
                kept = x.square();
            }
            Tensor loss = kept.mul(x).sum();
            assertThat(loss.gradients(List.of(x))[0]).containsExactly(9); // not 27
        }
    }

    @Test
    void shapesAndCountsMustAgree() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(new float[5], 2, 3))
                .withMessage("5 values do not fill [2, 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(new float[6], 2, 3).read(new float[5]))
                .withMessage("a tensor of shape [2, 3] has not 5");
    }

    private static Arguments operation(String name, UnaryOperator<Tensor> operation) {
        return Arguments.of(name, operation);
    }

    private static double at(UnaryOperator<Tensor> operation, int i, double by) {
        float[] moved = X.clone();
        moved[i] += (float) by;
        return weighed(operation.apply(Tensor.of(moved, 2, 3))).value();
    }

    /** A single number to which every number of a result contributes differently. */
    private static Tensor weighed(Tensor result) {
        var weights = new float[result.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 0.3f + 0.1f * (i % 4);
        }
        return result.reshape(weights.length).mul(Tensor.of(weights)).sum();
    }

    private static Tensor y() {
        return Tensor.of(Y, 2, 3);
    }

    private static Tensor row(float... values) {
        return Tensor.of(values);
    }
}
