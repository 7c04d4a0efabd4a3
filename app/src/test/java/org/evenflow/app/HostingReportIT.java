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

/** Opens the page on hosting capacity in a real browser; skipped where there is none. */
final class HostingReportIT {
    private static final List<String> CHARTS =
            List.of("vehicles-chart", "plants-chart", "map-chart", "import-chart", "export-chart");

    @TempDir private Path folder;

    @BeforeEach
    void needsBrowser() {
        boolean isThere =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(dir -> Files.isExecutable(Path.of(dir, "chromium")));
        assumeTrue(isThere, "no chromium on the PATH: the report is not drawn in a browser");
    }

    @Test
    void everyChartIsDrawnOnAFeederWithAndWithoutAMap() throws Exception {
        for (String feeder : List.of("ieee13", "european_lv")) {
            Path out = folder.resolve(feeder);
            var answer = Program.run("hosting", feeder, "--draws=4", "--step=120", "--out=" + out);
            assertThat(answer.status()).as(answer.err()).isZero();
            String dom = dom(out.resolve("hosting.html"));
            String html =
                    dom.substring(dom.indexOf("<html"), dom.indexOf('>', dom.indexOf("<html")));
            assertThat(html).contains("data-ready=\"true\"").doesNotContain("data-error");
            for (String chart : CHARTS) {
                assertThat(figure(dom, chart))
                        .as("%s of %s", chart, feeder)
                        .contains("<svg", "</path>")
                        .doesNotContain("NaN");
            }
            assertThat(dom).contains("What binds, by mode", "room for one more load");
        }
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
        return Files.readString(dump);
    }

    private static String figure(String dom, String id) {
        int start = dom.indexOf("id=\"" + id + "\"");
        return dom.substring(start, dom.indexOf("</figure>", start));
    }
}
