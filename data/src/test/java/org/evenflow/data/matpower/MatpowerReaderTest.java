package org.evenflow.data.matpower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.evenflow.data.FeederReader;
import org.evenflow.data.FeederReaderContract;
import org.evenflow.data.Feeders;
import org.evenflow.data.ImportAudit;
import org.evenflow.data.SharedFiles;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.evenflow.model.Machine;
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

    private ImportAudit audit(String from, String to) {
        assertThat(TINY).contains(from);
        return reader().parse("tiny.m", TINY.replace(from, to)).audit();
    }

    @Test
    void generatorsInServiceHoldBusesOfType2() {
        var two = TINY.replace("2 1 0.2", "2 2 0.2");
        String gens =
                "1.02 100 1 10 0; 2 0.05 0.01 1 -2 1.01 100 1 1 0; 2 0.07 0 1 -2 1.03 100 0 1 0];";
        var read = reader().parse("tiny.m", two.replace("1.02 100 1 10 0];", gens));
        assertThat(read.feeder().machines())
                .containsExactly(new Machine("gen-2", "2", 50, 10, 1.01, -2000, 1000));
        assertThat(read.feeder().buses().get(1).loadKw()).isEqualTo(200);
        assertThat(read.audit().kinds())
                .contains(new ImportAudit.Kind("gen", 3, 2, Map.of("out of service", 1)));
    }

    @Test
    void aBusOfType2WithoutGeneratorIsALoadBus() {
        assertThat(tiny("2 1 0.2", "2 2 0.2").machines()).isEmpty();
        assertThat(audit("2 1 0.2", "2 2 0.2").warnings())
                .singleElement()
                .asString()
                .contains("bus 2", "taken as a load bus");
    }

    @Test
    void separateNetworksHaveOneInfeedEach() {
        var apart =
                TINY.replace("2 1 0.2 0.2/2 0 0 1 1 0", "2 3 0.2 0.1 0 0 1 0.99 -3")
                        .replace("0.25 0 0 0 0 0 0 1", "0.25 0 0 0 0 0 0 0");
        assertThat(reader().parse("tiny.m", apart).feeder().infeeds())
                .containsExactly(new Infeed("1", 1.02), new Infeed("2", 0.99, -3, 0, 0, 0, 0));
        assertThatThrownBy(() -> tiny("2 1 0.2", "2 3 0.2"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("two sources in one network")
                .hasMessageContaining("tiny.m");
    }

    @Test
    void isolatedBusesGoWithAllThatEndsThere() {
        String more = "2 1 0.2 0.2/2 0 0 1 1 0 10 1 1.1 0.9; 3 4 9 9 0 0 1 1 0 10 1 1.1 0.9";
        var text =
                TINY.replace("2 1 0.2 0.2/2 0 0 1 1 0 10 1 1.1 0.9", more)
                        .replace("1 2 1 1 0", "1 3 1 1 0");
        var read = reader().parse("tiny.m", text);
        assertThat(read.feeder().buses()).hasSize(2);
        assertThat(read.feeder().branches()).hasSize(1);
        assertThat(read.audit().kinds())
                .contains(
                        new ImportAudit.Kind("branch", 2, 1, Map.of("ends at an isolated bus", 1)));
    }

    @Test
    void theAuditNamesEveryTable() {
        var audit = audit("mpc.bus_name", "mpc.dcline = [1 2 1 0];\nmpc.bus_name");
        assertThat(audit.kinds())
                .extracting("name")
                .containsExactly("bus", "branch", "gen", "bus_name", "dcline");
        assertThat(audit.warnings()).singleElement().asString().contains("1 DC lines");
        assertThat(audit.results()).isEmpty();
        var stored = audit("1 0 10 1 1.1", "0.98 -1.5 10 1 1.1").results();
        assertThat(stored).contains(new ImportAudit.StoredVoltage("2", -1, 0.98, -1.5));
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
    void meshedCase39IsReadWithItsMachines() {
        var feeder = real("case39");
        assertThat(feeder.loop())
                .hasValueSatisfying(
                        loop ->
                                assertThat(loop)
                                        .contains("branch 7-8 from bus 7 to bus 8 closes a loop")
                                        .contains("(buses 7 - 8 - 5 - 6 - 7)"));
        assertThat(feeder.infeeds()).containsExactly(new Infeed("31", 0.982));
        assertThat(feeder.machines()).hasSize(9).allMatch(Machine::holdsVoltage);
        assertThat(feeder.machines().getFirst())
                .isEqualTo(new Machine("gen-30", "30", 250e3, 161762, 1.0499, 140e3, 400e3));
    }

    @Test
    void extendedCigreCaseIsReadWithoutItsExtraTables() {
        var feeder = real("cigre_mv_eu");
        assertThat(feeder.buses()).hasSize(15);
        assertThat(feeder.source()).contains("ndgen");
        var transformer = (Transformer) feeder.branches().getLast();
        // 0.00478 pu on 20 kV and 1 MVA: 400 ohm per unit.
        assertThat(transformer.xOhm()).isCloseTo(1.912, within(1e-9));
        assertThat(transformer.ratingKva()).isEqualTo(25e3);
        var audit = Feeders.load(SharedFiles.file("feeders/matpower/cigre_mv_eu.m")).audit();
        assertThat(audit.kinds()).extracting("name").contains("ndgen", "storage", "load_extra");
        // 20 + 20 + 30 + 33 + 30 + 1500 + 30 + 30 + 310 + 212 + 40 + 14 + 10 kW in the file.
        assertThat(audit.warnings()).singleElement().asString().contains("13 generators of 2279");
        assertThat(feeder.branches().stream().filter(Branch::isClosed)).hasSize(14);
    }
}
