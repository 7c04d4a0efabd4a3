package org.evenflow.report.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.evenflow.numeric.statistics.Interval;
import org.evenflow.report.BestRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TuningWriterTest {
    private static final TuningResult.Variant FINE =
            new TuningResult.Variant("mpc[blocks=6]", Map.of("blocks", "6"), 4, 95, -5, 100, true);
    private static final TuningResult.Variant USUAL =
            new TuningResult.Variant("mpc", Map.of("blocks", "10"), 4, 100, 0, 99.9, true);
    private static final TuningResult.Variant POOR =
            new TuningResult.Variant(
                    "mpc[blocks=30]", Map.of("blocks", "30"), 2, 90, -10, 90, false);

    private static final BestRule.Candidate RULE =
            new BestRule.Candidate("time_of_use[spread=1]", 103, 100, true);

    @TempDir Path folder;

    @Test
    void theVerdictSaysWhatWasSavedAndHowToMeasureIt() {
        var lines = TuningWriter.verdict(result(List.of(FINE, USUAL, POOR), List.of(RULE)));
        assertThat(lines.getFirst())
                .isEqualTo(
                        "Best of 3 variants of mpc on validation seeds: mpc[blocks=6] with 95.00 EUR per run, 5.00 less (95 % interval 1.00 to 9.00) than as it was named.");
        assertThat(lines.get(1))
                .contains(
                        "time_of_use[spread=1] with 103.00",
                        "8.00 less (95 % interval 7.00 to 9.00)");
        assertThat(lines.getLast()).contains("flatter", "./evenflow study here");
    }

    @Test
    void whereNothingIsBetterTheVerdictSaysSo() {
        assertThat(TuningWriter.verdict(result(List.of(USUAL, FINE), List.of())))
                .first()
                .asString()
                .startsWith("No variant of mpc is better")
                .contains("100.00 EUR");
    }

    @Test
    void whereNobodyServesEnoughNothingIsChosen() {
        assertThat(TuningWriter.verdict(result(List.of(POOR), List.of(RULE))))
                .first()
                .asString()
                .startsWith("No variant of mpc serves what others serve");
    }

    @Test
    void everyVariantHasItsRowAndTheSummaryItsChoice() throws IOException {
        TuningWriter.write(result(List.of(FINE, USUAL, POOR), List.of(RULE)), folder);
        assertThat(Files.readAllLines(folder.resolve("variants.csv")))
                .containsExactly(
                        "controller,blocks,seeds,total_cost,less_usual,served_energy,is_choosable,is_chosen",
                        "mpc[blocks=6],6,4,95.0,-5.0,100.0,true,true",
                        "mpc,10,4,100.0,0.0,99.9,true,false",
                        "mpc[blocks=30],30,2,90.0,-10.0,90.0,false,false");
        var summary = new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
        assertThat(summary.get("chosen").asText()).isEqualTo("mpc[blocks=6]");
        assertThat(summary.at("/less_usual/ci_low").asDouble()).isEqualTo(-9);
        assertThat(summary.at("/rules/0/served_energy").asDouble()).isEqualTo(100);
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("under-serves", "chosen", "as named", "time_of_use[spread=1]")
                .doesNotContain("{{");
    }

    private static TuningResult result(
            List<TuningResult.Variant> variants, List<BestRule.Candidate> rules) {
        return new TuningResult(
                "here",
                "A site",
                "EUR",
                "mpc",
                Map.of("blocks", List.of("6", "10", "30")),
                List.of(900_001L, 900_002L, 900_003L, 900_004L),
                variants,
                rules,
                new Interval(-5, -9, -1),
                new Interval(-8, -9, -7),
                "./evenflow study here",
                Map.of("Connectors", "2"),
                Map.of("Command", "evenflow tune here"),
                1.5);
    }
}
