package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DeadlineTest {
    private long nanos;

    @Test
    void theSolverGetsWhatIsLeftButForATwentiethOfTheWhole() {
        // Clocks may begin anywhere and run over.
        nanos = Long.MAX_VALUE - 500_000_000L;
        var deadline = Fallback.Deadline.in(2, () -> nanos);
        assertThat(deadline.forSolverS()).isCloseTo(1.9, within(1e-9));
        nanos += 1_000_000_000L;
        assertThat(deadline.forSolverS()).isCloseTo(0.9, within(1e-9));
        nanos += 950_000_000L;
        assertThat(deadline.forSolverS()).isZero();
        assertThat(deadline.isOver()).isFalse();
        nanos += 50_000_000L;
        assertThat(deadline.isOver()).isTrue();
    }

    @Test
    void workIsSpentSolveBySolve() {
        var deadline = Fallback.Deadline.in(1e6, () -> 0, 3);
        try (var program = FleetProgramTest.program(1, 1, 0, false)) {
            Fallback.ToSolve solver = FleetProgram::solve;
            program.supply.block(0, 0, 0, 0.3, 0, 0);
            program.vehicle(0, 0, 0, 5, 5, 1, 0);
            program.charge(0, 0, 0, 5, 0);
            while (!deadline.isSpent()) {
                program.forget();
                deadline.solve(program, solver);
                assertThat(program.program.iterations()).isPositive();
            }
            program.forget();
            deadline.solve(program, solver);
            assertThat(program.program.iterations()).isZero();
        }
    }
}
