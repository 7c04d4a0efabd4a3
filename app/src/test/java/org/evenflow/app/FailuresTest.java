package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.evenflow.numeric.MissingSolverException;
import org.junit.jupiter.api.Test;

final class FailuresTest {
    @Test
    void aMissingSolverIsSaidInOneLine() {
        var said = new StringWriter();
        var program = Main.commandLine().setErr(new PrintWriter(said));
        var failure = new MissingSolverException("HiGHS has no library for this platform");
        int status =
                new Failures(() -> false)
                        .handleExecutionException(failure, program, program.parseArgs());
        assertThat(status).isEqualTo(Failures.BAD_INPUT);
        assertThat(said.toString().strip())
                .isEqualTo("evenflow: HiGHS has no library for this platform");
    }
}
