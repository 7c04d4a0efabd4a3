package org.evenflow.data.matpower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.evenflow.data.FeederReader;
import org.evenflow.data.FeederReaderContract;
import org.evenflow.data.Feeders;
import org.evenflow.data.SharedFiles;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.evenflow.model.Transformer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatpowerReaderTest extends FeederReaderContract {
    /** 10 kV and 100 MVA make a base impedance of 1 ohm. */
    private static final String TINY =
            """
            function mpc = tiny
            %% a comment
            mpc.version = '2';
            mpc.baseMVA = 100;
            mpc.bus = [ % id type Pd ...
              1 3 0 0 0 0 1 1 0 10 1 1 1;
              2 1 0.2 0.2/2 0 0 1 1 0 10 1 1.1 0.9
            ];
            mpc.gen = [1 0 0 10 -10 1.02 100 1 10 0];
            mpc.branch = [
              1 2 0.5 0.25 0 0 0 0 0 0 1 -360 360;
              1 2 1 1 0 0 0 0 0 0 0 ...
                -360 360;
            ];
            mpc.bus_name = {'one'; 'two'};
            """;

    @Override
    protected FeederReader reader() {
        return new MatpowerReader();
    }

    @Override
    protected String fileName() {
        return "tiny.m";
    }

    @Override
    protected String tinyFeeder() {
        return TINY;
    }

    @Override
    protected String tinyLoop() {
        return TINY.replace("0 0 0 0 0 0 0 ...", "0 0 0 0 0 0 1 ...");
    }

    private Feeder tiny(String from, String to) {
        assertThat(TINY).contains(from);
        return reader().parse("tiny.m", TINY.replace(from, to)).feeder();
    }

    private static Feeder real(String name) {
        return Feeders.read(SharedFiles.file("feeders/matpower/" + name + ".m"));
    }

    @Test
    void executesTrailingUnitConversions() {
        var feeder =
                reader().parse(
                                "tiny.m",
                                TINY
                                        + """
                                        [PQ, PV, REF, NONE, BUS_I, BUS_TYPE, PD, QD, GS, BS, BUS_AREA, VM, ...
                                            VA, BASE_KV] = idx_bus;
                                        [F_BUS, T_BUS, BR_R, BR_X] = idx_brch;
                                        Vbase = mpc.bus(1, BASE_KV) * 1e3;
                                        Sbase = mpc.baseMVA * 1e6;
                                        mpc.branch(:, [BR_R BR_X]) = 2 * mpc.branch(:, [BR_R BR_X]) / (Vbase^2 / Sbase);
                                        mpc.bus(:, [PD, QD]) = mpc.bus(:, [PD, QD]) / 1e3;
                                        """)
                        .feeder();
        assertThat(feeder.buses().get(1).loadKw()).isCloseTo(0.2, within(1e-12));
        // 0.5 "ohm" * 2 / 1 ohm per unit, back on 1 ohm.
        assertThat(((Line) feeder.branches().get(0)).rOhm()).isCloseTo(1, within(1e-12));
    }

    @Test
    void blanksSeparateSignedElements() {
        var feeder = tiny("2 1 0.2 0.2/2 0 0", "2 1 0.1+0.1 -0.1 0 0");
        assertThat(feeder.buses().get(1).loadKvar()).isCloseTo(-100, within(1e-9));
    }

    @Test
    void generatorsAtLoadBusesAreNegativeLoads() {
        var feeder = tiny("1.02 100 1 10 0];", "1.02 100 1 10 0; 2 0.05 0.01 1 -1 1 100 1 1 0];");
        assertThat(feeder.buses().get(1).loadKw()).isCloseTo(150, within(1e-9));
        assertThat(feeder.buses().get(1).loadKvar()).isCloseTo(90, within(1e-9));
    }

    @Test
    void ratingsBecomeAmperes() {
        var feeder = tiny("1 2 0.5 0.25 0 0 0", "1 2 0.5 0.25 0.01 2 0");
        var line = (Line) feeder.branches().get(0);
        // 2 MVA / (sqrt(3) * 10 kV) and 0.01 pu / 1 ohm.
        assertThat(line.ratingA()).isCloseTo(115.470053838, within(1e-8));
        assertThat(line.chargingSiemens()).isCloseTo(0.01, within(1e-12));
    }

    @Test
    void busesThatHoldVoltageAreRefused() {
        assertThatThrownBy(() -> tiny("2 1 0.2", "2 2 0.2"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not a radial distribution case")
                .hasMessageContaining("tiny.m:7");
    }

    @Test
    void faultsAreNamedByLine() {
        assertThatThrownBy(() -> tiny("2 1 0.2 0.2/2 0 0", "2 1 0.2"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("must have 13 values")
                .hasMessageContaining("tiny.m:");
        assertThatThrownBy(() -> tiny("1 2 0.5", "1 7 0.5"))
                .hasMessageContaining("bus '7', which does not exist (tiny.m:11)");
        assertThatThrownBy(() -> tiny("mpc.baseMVA = 100;", "mpc.baseMVA = half(200);"))
                .hasMessageContaining("'half' is not known")
                .hasMessageContaining("tiny.m:4");
        assertThatThrownBy(() -> tiny("'2'", "'1'")).hasMessageContaining("version must be '2'");
        assertThatThrownBy(() -> tiny("1 3 0 0", "1 1 0 0")).hasMessageContaining("type 3");
        assertThatThrownBy(() -> tiny("mpc.gen =", "mpc.generators ="))
                .hasMessageContaining("mpc.gen must be a table");
    }

    @ParameterizedTest
    @CsvSource({
        "case18, 18, 17, 17, 11.6, 7.59",
        "case22, 22, 21, 21, 0.662311, 0.6574",
        "case33bw, 33, 37, 32, 3.715, 2.3",
        "case33mg, 33, 37, 32, 3.715, 2.3",
        "case69, 69, 68, 68, 3.8021, 2.6947",
        "case85, 85, 84, 84, 2.51428, 2.565078",
        "case118zh, 118, 132, 117, 22.70972, 17.041068"
    })
    void publicCasesHaveTheirKnownSizeAndLoad(
            String name, int buses, int branches, int closed, double mw, double mvar) {
        var feeder = real(name);
        assertThat(feeder.buses()).hasSize(buses);
        assertThat(feeder.branches()).hasSize(branches);
        assertThat(feeder.branches().stream().filter(Branch::isClosed)).hasSize(closed);
        assertThat(feeder.buses().stream().mapToDouble(Bus::loadKw).sum())
                .isCloseTo(1000 * mw, within(0.01));
        assertThat(feeder.buses().stream().mapToDouble(Bus::loadKvar).sum())
                .isCloseTo(1000 * mvar, within(0.01));
    }

    @Test
    void case18KeepsItsTransformerChargingAndSource() {
        var feeder = real("case18");
        assertThat(feeder.sourceBus()).isEqualTo("51");
        assertThat(feeder.sourcePu()).isEqualTo(1.05);
        var transformer =
                (Transformer)
                        feeder.branches().stream()
                                .filter(branch -> branch instanceof Transformer)
                                .findFirst()
                                .orElseThrow();
        assertThat(transformer.fromBus()).isEqualTo("50");
        // 0.06753 pu on 12.5 kV and 10 MVA: 15.625 ohm per unit.
        assertThat(transformer.xOhm()).isCloseTo(0.06753 * 15.625, within(1e-9));
        var line = (Line) feeder.branches().get(0);
        assertThat(line.chargingSiemens()).isCloseTo(0.000035 / 15.625, within(1e-15));
        assertThat(feeder.buses().get(1).shuntKvar()).isCloseTo(1050, within(1e-9));
    }

    @Test
    void case33bwHasThePrintedImpedances() {
        var line = (Line) real("case33bw").branches().get(0);
        assertThat(line.rOhm()).isCloseTo(0.0922, within(1e-12));
        assertThat(line.xOhm()).isCloseTo(0.0470, within(1e-12));
    }

    @Test
    void meshedCase39NamesItsLoop() {
        var file = SharedFiles.file("feeders/matpower/case39.m");
        assertThatThrownBy(() -> Feeders.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("branch 7-8 from bus 7 to bus 8 closes a loop")
                .hasMessageContaining("(buses 7 - 6 - 5 - 8 - 7)");
    }

    @Test
    void extendedCigreCaseIsReadWithoutItsExtraTables() {
        var feeder = real("cigre_mv_eu");
        assertThat(feeder.buses()).hasSize(15);
        assertThat(feeder.source()).contains("ndgen");
        assertThat(feeder.branches().stream().filter(Branch::isClosed)).hasSize(14);
    }
}
