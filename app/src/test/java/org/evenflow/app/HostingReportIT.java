package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.evenflow.report.Browser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens the page on hosting capacity in a real browser; skipped where there is none. */
final class HostingReportIT {
    private static final List<String> CHARTS =
            List.of("vehicles-chart", "plants-chart", "map-chart", "import-chart", "export-chart");

    @TempDir private Path folder;

    private Browser browser;

    @BeforeEach
    void needsBrowser() {
        browser = new Browser(folder);
    }

    @Test
    void everyChartIsDrawnOnAFeederWithAndWithoutAMap() throws Exception {
        for (String feeder : List.of("ieee13", "european_lv")) {
            Path out = folder.resolve(feeder);
            var answer = Program.run("hosting", feeder, "--draws=4", "--step=120", "--out=" + out);
            assertThat(answer.status()).as(answer.err()).isZero();
            String dom = browser.dom(out.resolve("hosting.html"));
            for (String chart : CHARTS) {
                assertThat(Browser.figure(dom, chart))
                        .as("%s of %s", chart, feeder)
                        .contains("<svg", "</path>")
                        .doesNotContain("NaN");
            }
            assertThat(dom).contains("What binds, by mode", "room for one more load");
        }
    }
}
