package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of two sites from the command line. */
class SitesTest {
    private static final String EXAMPLE = Path.of("..", "examples", "two-sites.yaml").toString();

    @TempDir Path folder;

    @Test
    void aStudyPlaysThemSideBySideAndTellsOfEach() throws IOException {
        Path out = folder.resolve("out");
        var answer =
                Program.run(
                        "study",
                        EXAMPLE,
                        "--out=" + out,
                        "--seeds=1",
                        "--no-bound",
                        "--controllers=uncontrolled,time_of_use");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
        var lines = Files.readAllLines(out.resolve("results.csv"));
        for (String site : new String[] {"all", "car-park", "depot"}) {
            assertThat(lines)
                    .as(site)
                    .anyMatch(
                            line ->
                                    line.contains(",time_of_use,1,total_cost,")
                                            && line.endsWith("," + site));
        }
        assertThat(lines)
                .filteredOn(line -> line.contains(",energy_balance_relative_error,"))
                .hasSize(6)
                .allMatch(line -> Double.parseDouble(line.split(",")[4]) < 1e-9);
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("<a href=\"report-depot.html\">depot</a>");
    }

    @Test
    void aCheckTellsWhatComesToEach() {
        var answer = Program.run("scenario", "check", EXAMPLE);
        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .contains(
                        "Site car-park", "Site depot", "the site limit is 40.0 kW", "  - depot: ");
    }

    @Test
    void trainingIsForOneSite() {
        var answer =
                Program.run("train", EXAMPLE, "--algorithm=ppo", "--out=" + folder.resolve("out"));
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.complaint())
                .isEqualTo(
                        "evenflow: scenario two-sites has 2 sites (car-park, depot), but here one is"
                                + " played; a study plays several");
    }
}
