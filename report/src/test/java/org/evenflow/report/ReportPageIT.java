package org.evenflow.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws the page in a real browser; skipped where there is no {@code chromium}. */
final class ReportPageIT {
    private static final List<String> CHARTS =
            List.of(
                    "cost-chart",
                    "load-chart",
                    "price-chart",
                    "compare-chart",
                    "voltage-chart",
                    "feeder-chart",
                    "soc-chart",
                    "gantt-chart",
                    "cuts-chart",
                    "events-chart");

    @TempDir private Path folder;

    @BeforeEach
    void needsBrowser() {
        boolean isThere =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(dir -> Files.isExecutable(Path.of(dir, "chromium")));
        assumeTrue(isThere, "no chromium on the PATH: the report is not drawn in a browser");
    }

    @Test
    void everyChartIsDrawnWithoutAnError() throws Exception {
        String dom = dom(StudyFixture.large());
        assertThat(htmlTag(dom)).contains("data-ready=\"true\"").doesNotContain("data-error");
        for (String chart : CHARTS) {
            assertThat(figure(dom, chart))
                    .as(chart)
                    .contains("<svg")
                    .contains("</path>")
                    .doesNotContain("NaN");
        }
        assertThat(Pattern.compile("<svg").matcher(dom).results().count()).isGreaterThan(20);
    }

    @Test
    void sectionsWithoutDataLeaveOneSentence() throws Exception {
        String dom = dom(StudyFixture.small());
        assertThat(htmlTag(dom)).contains("data-ready=\"true\"").doesNotContain("data-error");
        assertThat(figure(dom, "voltage-chart")).contains("no feeder").doesNotContain("<svg");
        assertThat(figure(dom, "gantt-chart")).contains("No station had a session");
        assertThat(figure(dom, "load-chart")).contains("<svg");
        assertThat(figure(dom, "events-chart")).contains("Nothing to explain");
    }

    @Test
    void severalWorldsAndSweepsAreDrawnWithoutAnError() throws Exception {
        for (WorldsResult result : List.of(WorldsFixture.variants(), WorldsFixture.sweep())) {
            WorldsWriter.write(result, folder.resolve("out"));
            String dom = dom();
            assertThat(htmlTag(dom)).contains("data-ready=\"true\"").doesNotContain("data-error");
            for (String chart : List.of("sensitivity-chart", "pareto-chart", "pareto-matrix")) {
                assertThat(figure(dom, chart))
                        .as(chart)
                        .contains("<svg")
                        .contains("<circle")
                        .doesNotContain("NaN");
            }
            assertThat(dom).contains(">chosen<").contains("all together");
        }
    }

    private String dom(StudyResult study) throws IOException, InterruptedException {
        StudyWriter.write(study, folder.resolve("out"));
        return dom();
    }

    private String dom() throws IOException, InterruptedException {
        Path dump = folder.resolve("dom.html");
        var command =
                new ArrayList<>(List.of("chromium", "--headless", "--no-sandbox", "--disable-gpu"));
        command.addAll(
                List.of(
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--virtual-time-budget=5000",
                        "--dump-dom",
                        folder.resolve("out/report.html").toUri().toString()));
        Process browser =
                new ProcessBuilder(command)
                        .redirectOutput(dump.toFile())
                        .redirectError(folder.resolve("browser.log").toFile())
                        .start();
        assertThat(browser.waitFor(90, TimeUnit.SECONDS)).as("browser ended").isTrue();
        return Files.readString(dump);
    }

    private static String htmlTag(String dom) {
        return dom.substring(dom.indexOf("<html"), dom.indexOf('>', dom.indexOf("<html")));
    }

    private static String figure(String dom, String id) {
        int start = dom.indexOf("id=\"" + id + "\"");
        return dom.substring(start, dom.indexOf("</figure>", start));
    }
}
