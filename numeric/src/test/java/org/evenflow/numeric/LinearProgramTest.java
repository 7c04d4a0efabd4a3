package org.evenflow.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class LinearProgramTest {
    private static final double NONE = Double.POSITIVE_INFINITY;

    /** Ten digits: the solver's own tolerance is 1e-7, a vertex of small integers is exact. */
    private static final double EXACT = 1e-10;

    /** The Wyndor Glass Co. of Hillier and Lieberman, "Introduction to Operations Research". */
    private static LinearProgram wyndor() {
        var program = new LinearProgram();
        int doors = program.column(0, NONE, -3);
        int windows = program.column(0, NONE, -5);
        for (double hours : new double[] {4, 12, 18}) {
            program.row(-NONE, hours);
        }
        program.coefficient(0, doors, 1);
        program.coefficient(1, windows, 2);
        program.coefficient(2, doors, 3);
        program.coefficient(2, windows, 2);
        return program;
    }

    @Test
    void solvesWyndorGlassWithItsShadowPrices() {
        try (var program = wyndor()) {
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
            assertThat(program.objective()).isCloseTo(-36, within(EXACT));
            assertThat(program.bestBound()).isCloseTo(-36, within(EXACT));
            assertThat(program.values()).containsExactly(new double[] {2, 6}, within(EXACT));
            assertThat(program.dual(0)).isCloseTo(0, within(EXACT));
            assertThat(program.dual(1)).isCloseTo(-1.5, within(EXACT));
            assertThat(program.dual(2)).isCloseTo(-1, within(EXACT));
            assertThat(program.reducedCost(0)).isCloseTo(0, within(EXACT));
            assertThat(program.residuals().largest()).isLessThan(EXACT);
        }
    }

    @Test
    void stopsAfterSoManyIterations() {
        try (var program = wyndor()) {
            program.options(SolverOptions.USUAL.withPresolve(false));
            program.mostIterations(0);
            assertThat(program.solve(NONE)).isNotEqualTo(SolveStatus.OPTIMAL);
            assertThat(program.iterations()).isZero();
            program.mostIterations(1);
            assertThat(program.solve(NONE)).isNotEqualTo(SolveStatus.OPTIMAL);
            assertThat(program.iterations()).isOne();
            // Each solve has its own: it goes on where the last one stopped.
            program.mostIterations(100);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
        }
    }

    @Test
    void changesInPlace() {
        try (var program = wyndor()) {
            program.solve(NONE);
            program.rowBounds(2, -NONE, 15);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
            assertThat(program.values()).containsExactly(new double[] {1, 6}, within(EXACT));
            program.bounds(1, 0, 3);
            program.solve(NONE);
            assertThat(program.values()).containsExactly(new double[] {3, 3}, within(EXACT));
            program.cost(0, 1);
            program.solve(NONE);
            assertThat(program.values()).containsExactly(new double[] {0, 3}, within(EXACT));
            program.coefficient(2, 1, 10);
            program.solve(NONE);
            assertThat(program.value(1)).isCloseTo(1.5, within(EXACT));
            int free = program.column(-NONE, NONE, 1);
            int tie = program.row(2, NONE);
            program.coefficient(tie, free, 1);
            program.coefficient(tie, 1, 1);
            program.offset(100);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
            assertThat(program.value(free)).isCloseTo(0.5, within(EXACT));
            assertThat(program.objective()).isCloseTo(-7.5 + 0.5 + 100, within(EXACT));
        }
    }

    @Test
    void wholeNumbersAreKept() {
        try (var program = wyndor()) {
            program.rowBounds(2, -NONE, 17);
            program.integer(0);
            program.integer(1);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
            assertThat(program.values()).containsExactly(new double[] {1, 6}, within(EXACT));
            assertThat(program.bestBound()).isCloseTo(-33, within(EXACT));
            program.continuous(0);
            program.solve(NONE);
            assertThat(program.objective()).isCloseTo(-35, within(EXACT));
        }
    }

    @Test
    void sayingNoIsAValue() {
        try (var program = wyndor()) {
            program.rowBounds(2, -NONE, -1);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.INFEASIBLE);
            assertThat(program.bestBound()).isEqualTo(NONE);
            assertThat(program.objective()).isNaN();
            assertThat(program.value(0)).isNaN();
            program.rowBounds(2, -NONE, NONE);
            program.rowBounds(1, -NONE, NONE);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.UNBOUNDED);
            program.integer(1);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.UNBOUNDED);
            program.bounds(0, 2, 1);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.INFEASIBLE);
            program.bounds(0, 0, 1);
            program.rowBounds(1, -NONE, 12);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
            assertThat(program.objective()).isCloseTo(-33, within(EXACT));
        }
    }

    @Test
    void refusesNumbersThatAreNone() {
        try (var program = wyndor()) {
            assertThatIllegalArgumentException().isThrownBy(() -> program.cost(0, Double.NaN));
            assertThatIllegalArgumentException().isThrownBy(() -> program.cost(0, NONE));
            assertThatIllegalArgumentException().isThrownBy(() -> program.bounds(0, Double.NaN, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> program.bounds(0, NONE, NONE));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> program.rowBounds(0, 0, Double.NaN));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> program.coefficient(0, 0, Double.NaN))
                    .withMessage("coefficient must be a number below 1.0E15, is NaN");
            assertThatIllegalArgumentException().isThrownBy(() -> program.coefficient(0, 0, 1e15));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> program.coefficient(3, 0, 1))
                    .withMessage("row must be within 0 to 2, is 3");
            assertThatIllegalArgumentException().isThrownBy(() -> program.solve(Double.NaN));
            assertThatIllegalArgumentException().isThrownBy(() -> program.solve(-1));
        }
    }

    /**
     * The example on which the textbook simplex method cycles forever: E. M. L. Beale, "Cycling in
     * the dual simplex algorithm", Naval Research Logistics Quarterly 2, 1955; optimum -1/20.
     */
    @Test
    void solvesBealesCyclingExample() {
        double[][] matrix = {{0.25, -60, -0.04, 9}, {0.5, -90, -0.02, 3}, {0, 0, 1, 0}};
        for (var method : SolverOptions.Method.values()) {
            try (var program = new LinearProgram(SolverOptions.USUAL.with(method))) {
                for (double cost : new double[] {-0.75, 150, -0.02, 6}) {
                    program.column(0, NONE, cost);
                }
                for (int row = 0; row < 3; row++) {
                    program.row(-NONE, row == 2 ? 1 : 0);
                    for (int column = 0; column < 4; column++) {
                        program.coefficient(row, column, matrix[row][column]);
                    }
                }
                assertThat(program.solve(NONE)).as("%s", method).isEqualTo(SolveStatus.OPTIMAL);
                assertThat(program.objective()).isCloseTo(-0.05, within(EXACT));
            }
        }
    }

    @Test
    void nothingAndAlmostNothingAreSolved() {
        try (var program = new LinearProgram()) {
            program.offset(3);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
            assertThat(program.objective()).isEqualTo(3);
            int x = program.column(-1, 1e20, 2);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
            assertThat(program.objective()).isCloseTo(1, within(EXACT));
            program.cost(x, -2);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.UNBOUNDED);
            program.cost(x, 0);
            int empty = program.row(0, 1);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
            program.rowBounds(empty, 1, 2);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.INFEASIBLE);
        }
    }

    @Test
    void boundsThatMissEachOtherByRoundingAreEqual() {
        try (var program = new LinearProgram()) {
            int x = program.column(0, 10, 1);
            program.coefficient(program.row(7 + 1e-12, 7), x, 1);
            program.coefficient(0, x, 1);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
            assertThat(program.value(x)).isCloseTo(7, within(1e-9));
            program.rowBounds(0, 7 + 1e-6, 7);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.INFEASIBLE);
        }
    }

    @Test
    void theLatestCoefficientCounts() {
        try (var program = new LinearProgram()) {
            int x = program.column(0, NONE, 1);
            int row = program.row(6, NONE);
            program.coefficient(row, x, 5);
            program.coefficient(row, x, 2);
            program.solve(NONE);
            assertThat(program.value(x)).isCloseTo(3, within(EXACT));
            program.coefficient(row, x, 1e-10);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.INFEASIBLE);
            program.coefficient(row, x, 3);
            program.solve(NONE);
            assertThat(program.value(x)).isCloseTo(2, within(EXACT));
        }
    }

    /** Prices of the wrong sign, a point out of bounds and a gap are all seen, by hand. */
    @Test
    void theCheckSeesWhatIsWrong() {
        try (var program = wyndor()) {
            program.solve(NONE);
            var check = new OptimalityCheck();
            var model = program.model();
            double[] reduced = new double[2];
            double[] best = {2, 6};
            assertThat(check.primal(model, best)).isZero();
            double[] prices = {0, -1.5, -1};
            assertThat(check.linear(model, best, prices, reduced).largest()).isZero();
            // Row 2 is then (18 + 3) of 18, over 1 + 18.
            assertThat(check.primal(model, new double[] {3, 6})).isCloseTo(3.0 / 19, within(EXACT));
            assertThat(check.primal(model, new double[] {-1, 6})).isCloseTo(1, within(EXACT));
            assertThat(check.primal(model, new double[] {Double.NaN, 6})).isInfinite();
            check.primal(model, best);
            // A positive price wants the lower bound of a row that has none.
            var wrongSign = check.linear(model, best, new double[] {1, -1.5, -1}, reduced);
            assertThat(wrongSign.dual()).isEqualTo(1);
            // Without prices each column could gain at its upper bound, which does not exist: 5 /
            // 6.
            var noPrices = check.linear(model, best, new double[3], reduced);
            assertThat(noPrices.dual()).isCloseTo(5.0 / 6, within(EXACT));
            // Row 0 is 2 below its bound at a price of 1; scale 1 + 6 + 30, as column 0 gains -1 x
            // 2.
            var gap = check.linear(model, best, new double[] {-1, -1.5, -1}, reduced);
            assertThat(gap.gap()).isCloseTo((2.0 + 2.0) / 37, within(EXACT));
        }
    }
}
