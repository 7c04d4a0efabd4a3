package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void versionNamesTheCommit() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("evenflow ").contains("commit ");
    }

    @Test
    void helpListsEveryCommand() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains(Main.commandLine().getSubcommands().keySet().toArray(String[]::new))
                .contains("verify", "study", "scenario", "powerflow", "feeder", "bench");
    }

    @Test
    void aWrongOptionIsOneComplaintAndStatus2() {
        assertThat(run("--no-such-option")).isEqualTo(2);
        assertThat(err.toString()).startsWith("evenflow: Unknown option: '--no-such-option'");
    }

    @Test
    void noCommandIsAnsweredWithTheirNamesAndStatus2() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("verify");
    }

    @Test
    void badInputPrintsItsMessageAloneAndIsStatus2(@TempDir Path folder) {
        assertThat(run("verify", folder.resolve("absent").toString())).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "evenflow: folder " + folder.resolve("absent") + " does not exist");
    }

    @Test
    void aFaultOfTheProgramIsOneLineWithoutStackTraceAndStatus3() {
        assertThat(handle(false, new IllegalStateException("broken"))).isEqualTo(3);
        assertThat(err.toString()).contains("broken", "--debug").doesNotContain("\tat ");
    }

    @Test
    void debugShowsWhereAFaultHappened() {
        assertThat(handle(true, new IllegalStateException("broken"))).isEqualTo(3);
        assertThat(err.toString()).contains("\tat ");
    }

    @Test
    void badInputIsToldFromAFault() {
        assertThat(handle(false, new InputException("x must be > 0, is -1"))).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("evenflow: x must be > 0, is -1");
    }

    private int run(String... args) {
        return quiet(Main.commandLine()).execute(args);
    }

    private int handle(boolean debug, Exception failure) {
        CommandLine command = quiet(Main.commandLine());
        return new Failures(() -> debug)
                .handleExecutionException(failure, command, command.parseArgs("--help"));
    }

    private CommandLine quiet(CommandLine command) {
        return command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    }
}
