package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.evenflow.numeric.MissingSolverException;
import org.evenflow.tensor.MissingTensorsException;
import org.junit.jupiter.api.Test;

final class FailuresTest {
    @Test
    void aMissingSolverIsSaidInOneLine() {
        assertThat(said(new MissingSolverException("HiGHS has no library for this platform")))
                .isEqualTo("evenflow: HiGHS has no library for this platform");
    }

    @Test
    void aMissingTensorLibraryIsSaidInOneLine() {
        var cause = new UnsatisfiedLinkError("no jnitorch in java.library.path");
        assertThat(said(new MissingTensorsException("mars", cause)))
                .startsWith(
                        "evenflow: libtorch has no library for this platform (mars): no jnitorch in"
                                + " java.library.path.")
                .hasLineCount(1);
    }

    private static String said(RuntimeException failure) {
        var said = new StringWriter();
        var program = Main.commandLine().setErr(new PrintWriter(said));
        int status =
                new Failures(() -> false)
                        .handleExecutionException(failure, program, program.parseArgs());
        assertThat(status).isEqualTo(Failures.BAD_INPUT);
        return said.toString().strip();
    }
}
