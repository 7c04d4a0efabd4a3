package org.evenflow.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real browser, {@code chromium}, that draws a page. */
public final class Browser {
    private final Path folder;

    /**
     * A browser that keeps its files in a folder; skips the test where there is none.
     *
     * @param folder of the test
     */
    public Browser(Path folder) {
        this.folder = folder;
        boolean isThere =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(dir -> Files.isExecutable(Path.of(dir, "chromium")));
        assumeTrue(isThere, "no chromium on the PATH: the report is not drawn in a browser");
    }

    /** What a page has become when its scripts are through, which must be without an error. */
    public String dom(Path page) throws IOException, InterruptedException {
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

    /** What a page's figure of that id holds. */
    public static String figure(String dom, String id) {
        int start = dom.indexOf("id=\"" + id + "\"");
        return dom.substring(start, dom.indexOf("</figure>", start));
    }
}
