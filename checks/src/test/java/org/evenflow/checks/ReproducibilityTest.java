package org.evenflow.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.evenflow.app.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Same seeds, same bits, whatever the number of threads; only times of decisions may differ. */
final class ReproducibilityTest {
    @TempDir private Path folder;

    @Test
    void resultsAndStepsDoNotDependOnTheNumberOfThreads() throws IOException {
        assertSame("uncontrolled,equal_share,least_laxity_first", 4);
    }

    /** Deadlines that nothing reaches, or the clock would have its say. */
    @Test
    void norDoThoseOfControllersThatPlan() throws IOException {
        assertSame("mpc[deadline_s=3600]," + "centralised_v2g[deadline_s=3600],clairvoyant", 2);
    }

    private void assertSame(String controllers, int threads) throws IOException {
        Path alone = play("alone", controllers, 1);
        Path together = play("together", controllers, threads);
        assertThat(results(together)).isNotEmpty().isEqualTo(results(alone));
        assertThat(steps(together)).isNotEmpty().isEqualTo(steps(alone));
    }

    private Path play(String name, String controllers, int threads) {
        Path out = folder.resolve(name);
        var err = new StringWriter();
        int status =
                Main.commandLine()
                        .setOut(new PrintWriter(new StringWriter()))
                        .setErr(new PrintWriter(err, true))
                        .execute(
                                "study",
                                "quickstart",
                                "--seeds=2",
                                "--controllers=" + controllers,
                                "--threads=" + threads,
                                "--out=" + out);
        assertThat(status).as(err.toString()).isZero();
        return out;
    }

    private static List<String> results(Path out) throws IOException {
        return Files.readAllLines(out.resolve("results.csv")).stream()
                .filter(line -> !line.contains(",decision_ms_"))
                .toList();
    }

    private static byte[] steps(Path out) throws IOException {
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(out.resolve("steps.csv.gz")))) {
            return in.readAllBytes();
        }
    }
}
