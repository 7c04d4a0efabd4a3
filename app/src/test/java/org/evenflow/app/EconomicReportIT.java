package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evenflow.report.Browser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens the page on economic dispatch in a real browser; skipped where there is none. */
final class EconomicReportIT {
    private static final List<String> CHARTS =
            List.of("gap-chart", "spread-chart", "runs-chart", "day-chart", "day-gap-chart");

    @TempDir private Path folder;

    private Browser browser;

    @BeforeEach
    void needsBrowser() {
        browser = new Browser(folder);
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
        String dom = browser.dom(play(file, "all"));
        for (String chart : CHARTS) {
            assertThat(Browser.figure(dom, chart))
                    .as(chart)
                    .contains("<svg")
                    .doesNotContain("NaN", "undefined");
        }
        assertThat(dom)
                .contains("Claimed and ours, non convex", "Order by mean gap, convex")
                .contains("target value competition")
                .doesNotContain("(did not run)");
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
        String dom = browser.dom(play(file, "small"));
        assertThat(Browser.figure(dom, "gap-chart"))
                .contains("<svg")
                .doesNotContain("NaN", "undefined");
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
}
