package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostingCommandTest {
    @TempDir Path folder;

    private Program.Answer hosting(String out, String... more) {
        var args =
                new ArrayList<>(
                        List.of("hosting", "ieee13", "--draws=3", "--step=120", "--max-pu=1.06"));
        args.addAll(List.of(more));
        args.add("--out=" + folder.resolve(out));
        return Program.run(args.toArray(String[]::new));
    }

    private List<String> results(String out) throws IOException {
        return Files.readAllLines(folder.resolve(out).resolve("results.csv"));
    }

    @Test
    void sameSeedGivesTheSameBitsOnAnyNumberOfThreads() throws IOException {
        assertThat(hosting("one", "--threads=1").status()).isZero();
        assertThat(hosting("two", "--threads=2").status()).isZero();
        assertThat(results("two")).isEqualTo(results("one")).hasSize(1 + 4 * 3);
        assertThat(Files.readString(folder.resolve("two/envelopes.csv")))
                .isEqualTo(Files.readString(folder.resolve("one/envelopes.csv")));
        assertThat(hosting("other", "--seed=2").status()).isZero();
        assertThat(results("other")).isNotEqualTo(results("one"));
    }

    @Test
    void interruptedRunGoesOnToTheSameResults() throws IOException {
        hosting("whole");
        hosting("cut");
        Path runs = folder.resolve("cut/runs.jsonl");
        List<String> lines = Files.readAllLines(runs);
        // Five whole draws and the beginning of a sixth, as a killed process leaves them.
        Files.writeString(runs, String.join("\n", lines.subList(0, 5)) + "\n" + "{\"contr");
        Files.delete(folder.resolve("cut/results.csv"));
        assertThat(hosting("cut").status()).isZero();
        assertThat(results("cut")).isEqualTo(results("whole"));
        assertThat(Files.readAllLines(runs)).hasSameSizeAs(lines);
    }

    @Test
    void reportHoldsItselfAndAsksNoNetwork() throws IOException {
        assertThat(hosting("page").status()).isZero();
        String page = Files.readString(folder.resolve("page/hosting.html"));
        assertThat(page).contains("<!doctype html>", "Binding elements", "Operating envelopes");
        assertThat(page).doesNotContain("src=\"http", "href=\"http", "{{");
        assertThat(Files.readString(folder.resolve("page/summary.json")))
                .contains("\"median\"", "\"ci_low\"", "\"bindings\"");
    }

    @Test
    void limitsThatBaseLoadBreaksAreNamed() {
        var answer = hosting("base", "--min-pu=0.99");
        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .contains(
                        "nominal load alone breaks a limit (overload of transformer"
                                + " Transformer.XFM1");
    }

    @Test
    void badInputIsRefusedInOneSentence() {
        assertRefused("--draws must be 1 to", "--draws=0");
        assertRefused("--phases must be random, as-load or abc, is x", "--phases=x");
        assertRefused("step must be a divisor of 1440 min up to 240, is 7", "--step=7");
        assertRefused("power must be > 0 kW, is -1.0", "--power=-1");
        assertRefused("has nobody", "--controllers=nobody");
        assertRefused("session profile 'x' is not known", "--profile=x");
        var answer = Program.run("hosting", "nowhere.dss");
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.complaint()).contains("neither a file or folder nor one of");
    }

    private void assertRefused(String complaint, String option) {
        String out = "--out=" + folder.resolve("refused");
        var answer = Program.run("hosting", "ieee13", out, option);
        assertThat(answer.complaint()).contains(complaint);
        assertThat(answer.status()).isEqualTo(2);
    }
}
