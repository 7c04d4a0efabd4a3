package org.evenflow.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.evenflow.data.feeder.FeederYaml;
import org.evenflow.data.matpower.MatpowerReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlausibilityTest {
    private static final String FEEDER =
            """
            id: three
            source_bus: 1
            base_kv: 11
            min_pu: 0.9
            max_pu: 1.1
            buses:
              - {id: 1}
              - {id: 2, load_kw: 100, load_kvar: 50}
              - {id: 3, load_kw: 100, load_kvar: 50}
              - {id: 4}
              - {id: 5, base_kv: 0.4}
            lines:
              - {from: 1, to: 2, r_ohm: 0.5, x_ohm: 0.4, length_km: 1}
              - {from: 2, to: 3, r_ohm: 0.5, x_ohm: 0.4, length_km: 1}
              - {from: 3, to: 4, r_ohm: 0.5, x_ohm: 0.4, length_km: 1}
            transformers:
              - {from: 4, to: 5, r_ohm: 0.002, x_ohm: 0.016, rating_kva: 400}
            """;

    private static List<String> warnings(String text) {
        return Plausibility.warnings(new FeederYaml().parse("three.yaml", text).feeder());
    }

    private static List<String> warnings(String from, String to) {
        assertThat(FEEDER).contains(from);
        return warnings(FEEDER.replace(from, to));
    }

    @Test
    void aSoundFeederIsNotFlagged() {
        assertThat(warnings(FEEDER)).isEmpty();
        assertThat(warnings("rating_kva: 400", "rating_kva: 1e-1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "case18",
                "case22",
                "case33bw",
                "case33mg",
                "case39",
                "case69",
                "case85",
                "case118zh",
                "cigre_mv_eu"
            })
    void publicCasesAreNotFlagged(String name) {
        var feeder = Feeders.read(SharedFiles.file("feeders/matpower/" + name + ".m"));
        assertThat(Plausibility.warnings(feeder)).isEmpty();
    }

    @Test
    void ohmsAndKilowattsTakenForPerUnitAndMegawattsAreFlagged() {
        var file = SharedFiles.file("feeders/matpower/case33bw.m");
        String text = TextFile.text(file);
        String whole = text.substring(0, text.indexOf("%% convert branch impedances"));
        assertThat(of(whole))
                .hasSize(2)
                .anyMatch(w -> w.contains("4.55e+03 MVA"))
                .anyMatch(w -> w.contains("more than any network can"));
        // Impedances alone: 12.66 kV and 10 MVA make 16 ohm per unit, so the drop is 16 times 9 %.
        String loads = "mpc.bus(:, [3, 4]) = mpc.bus(:, [3, 4]) / 1e3;\n";
        assertThat(of(whole + loads))
                .singleElement()
                .asString()
                .contains("more than any network can", "bus 18");
    }

    private static List<String> of(String text) {
        return Plausibility.warnings(new MatpowerReader().parse("case33bw.m", text).feeder());
    }

    @Test
    void lengthsInMetresTakenForKilometresAreFlagged() {
        // 0.64 ohm over 1000 km or over one metre's worth of kilometre.
        assertThat(warnings("length_km: 1}", "length_km: 1000}"))
                .singleElement()
                .asString()
                .contains("3 lines", "ohm/km", "1-2 (0.000500 + j0.000400)");
        assertThat(warnings("length_km: 1}", "length_km: 0.01}"))
                .singleElement()
                .asString()
                .contains("1-2 (50.0 + j40.0)");
    }

    @Test
    void perUnitTakenForOhmIsFlagged() {
        String perUnit =
                FEEDER.replace("r_ohm: 0.5, x_ohm: 0.4, length_km: 1", "r_ohm: 4e-4, x_ohm: 3e-4");
        assertThat(warnings(perUnit))
                .singleElement()
                .asString()
                .contains("per unit taken for ohms");
    }

    @Test
    void transformersThatNobodyBuildsAreFlagged() {
        // 0.016 ohm on 0.4 kV: 4 % at 400 kVA, 40 % at 4 MVA, 0.2 % at 20 kVA.
        assertThat(warnings("rating_kva: 400", "rating_kva: 4000"))
                .singleElement()
                .asString()
                .contains("transformer 4-5", "40.3 %");
        assertThat(warnings("rating_kva: 400", "rating_kva: 20")).hasSize(1);
    }

    @Test
    void aFeederWithoutLoadIsFlagged() {
        assertThat(warnings("load_kw: 100, load_kvar: 50", "load_kw: 0"))
                .singleElement()
                .asString()
                .contains("no bus has any load");
    }

    @Test
    void whatIsReadFromAFileCarriesItsWarnings() {
        assertThat(Feeders.load(SharedFiles.file("feeders/matpower/case33bw.m")).audit().warnings())
                .isEmpty();
    }
}
