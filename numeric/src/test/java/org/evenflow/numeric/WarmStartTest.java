package org.evenflow.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class WarmStartTest {
    private static final double NONE = Double.POSITIVE_INFINITY;
    private static final int SOURCES = 30;
    private static final int SINKS = 60;

    private static LinearProgram transport() {
        return TransportProgram.draw(7, SOURCES, SINKS);
    }

    @Test
    void aSmallChangeTakesFewIterations() {
        try (var program = transport()) {
            program.solve(NONE);
            long cold = program.iterations();
            for (int sink = 0; sink < 5; sink++) {
                program.rowBounds(SOURCES + sink, 1.5, NONE);
            }
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
            assertThat(cold).isGreaterThan(50);
            assertThat(program.iterations()).isLessThan(cold / 3);
        }
    }

    @Test
    void anUnchangedProgramTakesNone() {
        try (var program = transport()) {
            program.solve(NONE);
            double objective = program.objective();
            program.solve(NONE);
            assertThat(program.iterations()).isZero();
            assertThat(program.objective()).isCloseTo(objective, within(1e-9 * objective));
        }
    }

    @Test
    void aBasisCarriesOverToAnotherProgram() {
        try (var first = transport();
                var second = transport()) {
            first.solve(NONE);
            second.basis(first.basis());
            assertThat(second.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
            assertThat(second.iterations()).isZero();
            assertThat(second.basis()).usingRecursiveComparison().isEqualTo(first.basis());
        }
    }

    @Test
    void aBasisSurvivesMoreRowsColumnsAndCoefficients() {
        try (var program = transport()) {
            program.solve(NONE);
            long cold = program.iterations();
            int column = program.column(0, 1, 0.5);
            int row = program.row(-NONE, 3);
            program.coefficient(SOURCES, column, 1);
            program.coefficient(row, column, 1);
            for (int sink = 0; sink < SINKS; sink++) {
                program.coefficient(sink % SOURCES, sink, 1.01);
            }
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
            assertThat(program.value(column)).isGreaterThan(0);
            assertThat(program.iterations()).isLessThan(cold / 3);
        }
    }

    @Test
    void whatIsNoBasisIsRepaired() {
        try (var program = transport()) {
            program.solve(NONE);
            double best = program.objective();
            byte[] columns = new byte[program.columns()];
            byte[] rows = new byte[program.rows()];
            Arrays.fill(columns, Basis.BASIC);
            for (byte row : new byte[] {Basis.BASIC, Basis.LOWER, Basis.UPPER, Basis.FREE}) {
                Arrays.fill(rows, row);
                program.basis(new Basis(columns, rows));
                assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
                assertThat(program.objective()).isCloseTo(best, within(1e-9 * best));
            }
            Arrays.fill(columns, Basis.UPPER);
            program.basis(new Basis(columns, Arrays.copyOf(rows, 3)));
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
            assertThat(program.objective()).isCloseTo(best, within(1e-9 * best));
        }
    }

    @Test
    void basesThatCannotBelongAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Basis(new byte[] {4}, new byte[0]));
        try (var program = transport()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> program.basis(new Basis(new byte[9999], new byte[1])));
            assertThat(program.basis().rows()).containsOnly(Basis.BASIC);
        }
    }

    @Test
    void forgettingBeginsFromNothing() {
        try (var program = transport()) {
            program.solve(NONE);
            long cold = program.iterations();
            double[] values = program.values().clone();
            program.forget();
            program.solve(NONE);
            assertThat(program.iterations()).isEqualTo(cold);
            assertThat(program.values()).isEqualTo(values);
        }
    }

    /** A wrong claim of a warm solve would be confirmed from nothing; right ones are as well. */
    @Test
    void aProgramRecoversFromHavingNoPoint() {
        try (var program = transport()) {
            program.solve(NONE);
            double best = program.objective();
            program.rowBounds(SOURCES, 1e6, NONE);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.INFEASIBLE);
            program.rowBounds(SOURCES, 0, NONE);
            assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
            assertThat(program.objective()).isLessThan(best);
        }
    }
}
