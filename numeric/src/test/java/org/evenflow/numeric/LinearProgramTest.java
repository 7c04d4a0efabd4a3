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
                    .isThrownBy(() -> program.coefficient(0, 0, Double.NaN));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> program.coefficient(3, 0, 1))
                    .withMessage("row must be within 0 to 2, is 3");
            assertThatIllegalArgumentException().isThrownBy(() -> program.solve(Double.NaN));
            assertThatIllegalArgumentException().isThrownBy(() -> program.solve(-1));
        }
    }
}
