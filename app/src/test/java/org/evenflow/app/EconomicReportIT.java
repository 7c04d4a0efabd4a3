package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens the page on economic dispatch in a real browser; skipped where there is none. */
final class EconomicReportIT {
    private static final List<String> CHARTS =
            List.of("gap-chart", "spread-chart", "runs-chart", "day-chart", "day-gap-chart");

    @TempDir private Path folder;

    @BeforeEach
    void needsBrowser() {
        boolean isThere =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(dir -> Files.isExecutable(Path.of(dir, "chromium")));
        assumeTrue(isThere, "no chromium on the PATH: the report is not drawn in a browser");
    }

    @Test
    void everyChartAndTableIsDrawn() throws Exception {
        Path file = folder.resolve("short.yaml");
        Files.writeString(
                file,
                """
                study: short
                dispatch: heterogeneous-stations
                seeds: 2
                states_per_seed: 5
                """);
        String dom = dom(play(file, "all"));
        for (String chart : CHARTS) {
            assertThat(figure(dom, chart))
                    .as(chart)
                    .contains("<svg")
                    .doesNotContain("NaN", "undefined");
        }
        assertThat(dom)
                .contains("Claimed and ours, non convex", "Order by mean gap, convex")
                .contains("target value competition (did not run)");
    }

    @Test
    void aWorldWithoutDayClaimsAndChoiceSaysSo() throws Exception {
        Path file = folder.resolve("small.yaml");
        Files.writeString(
                file,
                """
                study: small
                variants: [convex]
                seeds: 1
                states_per_seed: 3
                dispatch:
                  dispatch: two
                  regions: [A]
                  groups:
                    - {id: f, kind: fast_dc, region: A, cost_per_kw2: 0.01, cost_per_kw: 6, max_kw: 150}
                    - {id: s, kind: slow_ac, region: A, cost_per_kw: 5, max_kw: 80}
                  random_states: {total_kw: [50, 140]}
                """);
        String dom = dom(play(file, "small"));
        assertThat(figure(dom, "gap-chart")).contains("<svg").doesNotContain("NaN", "undefined");
        assertThat(dom)
                .contains("Nobody published results for this world.")
                .contains("No variant of this study lets groups be off.")
                .contains("The world names no day.");
    }

    private Path play(Path file, String name) {
        Path out = folder.resolve(name);
        var answer = Program.run("study", file.toString(), "--out=" + out);
        assertThat(answer.status()).as(answer.err()).isZero();
        return out.resolve("report.html");
    }

    private String dom(Path page) throws IOException, InterruptedException {
        Path dump = folder.resolve("dom.html");
        Process browser =
                new ProcessBuilder(
                                "chromium",
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--user-data-dir=" + folder.resolve("profile"),
                                "--virtual-time-budget=5000",
                                "--dump-dom",
                                page.toUri().toString())
                        .redirectOutput(dump.toFile())
                        .redirectError(folder.resolve("browser.log").toFile())
                        .start();
        assertThat(browser.waitFor(90, TimeUnit.SECONDS)).as("browser ended").isTrue();
        String dom = Files.readString(dump);
        String html = dom.substring(dom.indexOf("<html"), dom.indexOf('>', dom.indexOf("<html")));
        assertThat(html).contains("data-ready=\"true\"").doesNotContain("data-error");
        return dom;
    }

    private static String figure(String dom, String id) {
        int start = dom.indexOf("id=\"" + id + "\"");
        return dom.substring(start, dom.indexOf("</figure>", start));
    }
}
