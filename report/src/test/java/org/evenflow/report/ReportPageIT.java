package org.evenflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
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

    private Browser browser;

    @BeforeEach
    void needsBrowser() {
        browser = new Browser(folder);
    }

    @Test
    void everyChartIsDrawnWithoutAnError() throws Exception {
        String dom = dom(StudyFixture.large());
        for (String chart : CHARTS) {
            assertThat(Browser.figure(dom, chart))
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
        assertThat(Browser.figure(dom, "voltage-chart"))
                .contains("no feeder")
                .doesNotContain("<svg");
        assertThat(Browser.figure(dom, "gantt-chart")).contains("No station had a session");
        assertThat(Browser.figure(dom, "load-chart")).contains("<svg");
        assertThat(Browser.figure(dom, "events-chart")).contains("Nothing to explain");
    }

    @Test
    void severalWorldsAndSweepsAreDrawnWithoutAnError() throws Exception {
        for (WorldsResult result : List.of(WorldsFixture.variants(), WorldsFixture.sweep())) {
            WorldsWriter.write(result, folder.resolve("out"));
            String dom = dom();
            for (String chart : List.of("sensitivity-chart", "pareto-chart", "pareto-matrix")) {
                assertThat(Browser.figure(dom, chart))
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
        return browser.dom(folder.resolve("out/report.html"));
    }
}
