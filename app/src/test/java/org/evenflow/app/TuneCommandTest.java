package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of a rule for a site of six connectors. */
final class TuneCommandTest {
    @TempDir Path folder;

    private Program.Answer tune(String... options) throws IOException {
        var all =
                new ArrayList<>(
                        List.of(
                                "tune",
                                SmallSite.in(folder).toString(),
                                "--seeds=3",
                                "--count=6",
                                "--out=" + folder.resolve("out")));
        all.addAll(List.of(options));
        return Program.run(all.toArray(String[]::new));
    }

    @Test
    void itSaysWhatItChoseAndHowToMeasureIt() throws IOException {
        var answer = tune("--controller=time_of_use", "--set=tariff.price_per_kwh=0.3");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
        assertThat(answer.out())
                .contains("on validation seeds", "./evenflow study")
                .contains("--set 'tariff.price_per_kwh=0.3'", "6 variants in");
        assertThat(Files.readAllLines(folder.resolve("out/variants.csv"))).hasSize(7);
        assertThat(folder.resolve("out/report.html")).exists();
        assertThat(Files.readString(folder.resolve("out/tune.yaml")))
                .contains("# tuned: time_of_use, 6 variants");
    }

    @Test
    void settingsMayBeNamedAndTheSummaryPrinted() throws IOException {
        var answer =
                tune(
                        "--controller=time_of_use",
                        "--vary=spread=0,1",
                        "--vary=margin_h=0,1",
                        "--json");
        assertThat(answer.status()).isZero();
        var summary = new ObjectMapper().readTree(answer.out());
        // Two times two, and the controller as it was named.
        assertThat(summary.get("variants")).hasSize(5);
        assertThat(summary.at("/tried/spread").toString()).isEqualTo("[\"0\",\"1\"]");
        assertThat(summary.get("folder").asText()).isEqualTo(folder.resolve("out").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--vary=blocks | --vary must be SETTING=V1,V2",
                "--vary=bloks=1,2 | setting 'bloks' does not exist",
                "--vary=blocks=x | blocks must be a number",
                "--controller=nobody | controller 'nobody' does not exist",
                "--controller=equal_share | has no settings that are usually tried",
                "--controller=clairvoyant | no settings that are usually tried",
                "--count=0 | --count must be 1",
                "--seeds=0 | --seeds must be 1",
                "--variants=elsewhere | elsewhere"
            })
    void badInputIsOneSentenceAndStatus2(String option, String words) throws IOException {
        var answer =
                Program.run(
                        "tune",
                        SmallSite.in(folder).toString(),
                        "--out=" + folder.resolve("out"),
                        option);
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.complaint()).contains(words).doesNotContain("\n");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
