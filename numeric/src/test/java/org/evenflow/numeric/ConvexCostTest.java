package org.evenflow.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConvexCostTest {
    private static final double NONE = Double.POSITIVE_INFINITY;

    /** Rounding of a few sums of numbers near 1. */
    private static final double EXACT = 1e-12;

    private static final DoubleUnaryOperator SQUARE = x -> x * x;
    private static final DoubleUnaryOperator DOUBLE = x -> 2 * x;

    private static ConvexCost above(DoubleUnaryOperator f, double low, double high, int segments) {
        return ConvexCost.chords(f, ConvexCost.even(low, high, segments));
    }

    private static ConvexCost below(double low, double high, int segments) {
        return ConvexCost.tangents(
                SQUARE, DOUBLE, low, high, ConvexCost.middles(low, high, segments));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 16, 37})
    void errorOfASquareIsAQuarterOfTheSpacingSquared(int segments) {
        // M h^2 / 8 with M = 2.
        double spacing = 3.0 / segments;
        var chords = above(SQUARE, -1, 2, segments);
        var tangents = below(-1, 2, segments);
        assertThat(chords.segments()).isEqualTo(segments);
        assertThat(tangents.segments()).isEqualTo(segments);
        assertThat(chords.maxError()).isCloseTo(spacing * spacing / 4, within(EXACT));
        assertThat(tangents.maxError()).isCloseTo(spacing * spacing / 4, within(EXACT));
    }

    @Test
    void sixteenSegmentsMissASquareByLessThanAThousandthOfItsRange() {
        assertThat(above(SQUARE, 0, 1, 16).maxError()).isLessThan(1e-3);
        assertThat(above(SQUARE, 0, 1, 8).maxError()).isLessThan(4e-3);
    }

    @Test
    void chordsLieAboveAndTangentsBelowWithinTheError() {
        DoubleUnaryOperator f = x -> Math.exp(x) + Math.abs(x - 0.3);
        DoubleUnaryOperator slope = x -> Math.exp(x) + Math.signum(x - 0.3);
        var chords = above(f, -2, 2, 12);
        var tangents = ConvexCost.tangents(f, slope, -2, 2, ConvexCost.middles(-2, 2, 12));
        for (int k = 0; k <= 4000; k++) {
            double x = -2 + k * 1e-3;
            double truth = f.applyAsDouble(x);
            assertThat(chords.at(x) - truth).isBetween(-EXACT, chords.maxError() + EXACT);
            assertThat(truth - tangents.at(x)).isBetween(-EXACT, tangents.maxError() + EXACT);
        }
    }

    @Test
    void aStraightCostIsMetExactly() {
        DoubleUnaryOperator line = x -> 3 - 0.7 * x;
        assertThat(above(line, -5, 5, 7).maxError()).isLessThan(EXACT);
        var tangents = ConvexCost.tangents(line, x -> -0.7, -5, 5, ConvexCost.middles(-5, 5, 7));
        assertThat(tangents.maxError()).isLessThan(EXACT);
    }

    @Test
    void whatIsNotConvexIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> above(Math::sin, 0, 3, 8))
                .withMessageContaining("slopes must rise");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConvexCost.chords(SQUARE, 0, 2, 1))
                .withMessageContaining("rise; number 2 is 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConvexCost.chords(x -> 1 / x, 0, 1))
                .withMessageContaining("finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConvexCost.tangents(SQUARE, DOUBLE, 0, 1, 2));
    }

    /**
     * Minimise x^2 + 2 y^2 with x + y = 3: equal marginal costs 2 x = 4 y give x = 2, y = 1 and 6.
     */
    @Test
    void theOptimumLiesBetweenTangentsAndChordsWithinTheirErrors() {
        for (int segments : new int[] {5, 8, 16, 64}) {
            double upper = twoSources(above(SQUARE, 0, 3, segments));
            double lower = twoSources(below(0, 3, segments));
            double error = 3 * above(SQUARE, 0, 3, segments).maxError();
            assertThat(upper).isBetween(6 - 1e-9, 6 + error + 1e-9);
            assertThat(lower).isBetween(6 - error - 1e-9, 6 + 1e-9);
        }
    }

    private static double twoSources(ConvexCost square) {
        try (var program = new LinearProgram()) {
            int x = program.column(0, NONE, 0);
            int y = program.column(0, NONE, 0);
            int balance = program.row(3, 3);
            program.coefficient(balance, x, 1);
            program.coefficient(balance, y, 1);
            CostSegments.ofColumn(program, x, square);
            CostSegments.ofColumn(program, y, square).weight(2);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
            return program.objective();
        }
    }

    /** Minimise w (x + c - 4)^2 - x over 0 to 10: x = 4 - c + 1 / (2 w), here a break point. */
    @Test
    void costWeightAndConstantChangeInPlace() {
        try (var program = new LinearProgram()) {
            int x = program.column(0, 10, -1);
            int row = program.row(0, 0);
            program.coefficient(row, x, 1);
            DoubleUnaryOperator around4 = v -> (v - 4) * (v - 4);
            var cost = new CostSegments(program, row, above(around4, -4, 12, 64), 0.5, 0);
            program.solve(NONE);
            assertThat(program.value(x)).isCloseTo(5, within(1e-9));
            assertThat(cost.value()).isCloseTo(5, within(1e-9));
            assertThat(program.objective()).isCloseTo(0.5 - 5, within(1e-9));
            cost.constant(2);
            program.solve(NONE);
            assertThat(program.value(x)).isCloseTo(3, within(1e-9));
            assertThat(program.objective()).isCloseTo(0.5 - 3, within(1e-9));
            cost.weight(1);
            program.solve(NONE);
            assertThat(program.value(x)).isCloseTo(2.5, within(1e-9));
            assertThat(program.objective()).isCloseTo(0.25 - 2.5, within(1e-9));
            DoubleUnaryOperator around8 = v -> 100 + (v - 8) * (v - 8);
            cost.cost(above(around8, -4, 12, 64));
            cost.weight(1);
            program.solve(NONE);
            assertThat(program.value(x)).isCloseTo(6.5, within(1e-9));
            assertThat(program.objective()).isCloseTo(100.25 - 6.5, within(1e-9));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cost.cost(above(around8, -4, 12, 63)));
        }
    }

    @Test
    void theExpressionStaysWithinTheEndsOfItsCost() {
        try (var program = new LinearProgram()) {
            int x = program.column(-NONE, NONE, -100);
            CostSegments.ofColumn(program, x, above(SQUARE, -1, 2, 8));
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
            assertThat(program.value(x)).isCloseTo(2, within(1e-9));
        }
    }
}
