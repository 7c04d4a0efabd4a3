package org.evenflow.data.pandapower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.evenflow.data.FeederImport;
import org.evenflow.data.FeederReader;
import org.evenflow.data.FeederReaderContract;
import org.evenflow.data.Feeders;
import org.evenflow.data.SharedFiles;
import org.evenflow.model.Branch;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.evenflow.model.Phases;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;
import org.junit.jupiter.api.Test;

final class PandapowerReaderTest extends FeederReaderContract {
    private static final String LINE =
            "from_bus,to_bus,length_km,r_ohm_per_km,x_ohm_per_km,c_nf_per_km,max_i_ka,parallel,in_service";
    private static final String TRAFO =
            "hv_bus,lv_bus,sn_mva,vn_hv_kv,vn_lv_kv,vk_percent,vkr_percent,pfe_kw,i0_percent,shift_degree,tap_side,tap_neutral,tap_step_percent,tap_pos,tap_changer_type,parallel,in_service";

    @Override
    protected FeederReader reader() {
        return new PandapowerReader();
    }

    @Override
    protected String fileName() {
        return "tiny.json";
    }

    @Override
    protected String tinyFeeder() {
        return TinyNet.feeder(false).json();
    }

    @Override
    protected String tinyLoop() {
        return TinyNet.feeder(true).json();
    }

    private FeederImport read(TinyNet net) {
        return reader().parse(fileName(), net.json());
    }

    private static Branch branch(Feeder feeder, String id) {
        return feeder.branches().stream().filter(b -> b.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void knowsPackedFiles() {
        assertThat(reader().reads(Path.of("net.json.gz"))).isTrue();
    }

    @Test
    void oneEndOpenKeepsTheChargingAtTheOther() {
        var read =
                read(
                        TinyNet.feeder(false)
                                .table(
                                        "line",
                                        LINE,
                                        "0: 1,2,2,0.5,0.25,0,99999,2,true",
                                        "7: 1,2,1,1,1,300,0.2,1,true")
                                .table("switch", "bus,element,et,closed", "4: 2,7,'l',false"));
        var feeder = read.feeder();
        var line = (Line) branch(feeder, "line 7");
        assertThat(line.fromBus()).isEqualTo("1");
        assertThat(line.toBus()).isEqualTo("line 7 open end");
        assertThat(line.isClosed()).isTrue();
        // 2π · 50 Hz · 300 nF
        assertThat(line.chargingSiemens()).isCloseTo(9.42477796e-5, within(1e-12));
        assertThat(line.ratingA()).isCloseTo(200, within(1e-9));
        assertThat(feeder.buses()).extracting("id").contains("line 7 open end");
        assertThat(feeder.loop()).isEmpty();
    }

    @Test
    void bothEndsOpenIsAnOpenBranch() {
        var feeder =
                read(TinyNet.feeder(true)
                                .table(
                                        "switch",
                                        "bus,element,et,closed",
                                        "0: 2,1,'l',false",
                                        "1: 1,1,'l',false"))
                        .feeder();
        assertThat(branch(feeder, "line 1").isClosed()).isFalse();
        assertThat(feeder.buses()).hasSize(2);
    }

    @Test
    void transformerBecomesTheTwoPortOfItsT() {
        var feeder =
                read(TinyNet.feeder(false)
                                .table(
                                        "bus",
                                        "name,vn_kv,in_service",
                                        "1: 'one',110,true",
                                        "2: 'two',20,true")
                                .table("line", LINE)
                                .table(
                                        "trafo",
                                        TRAFO,
                                        "3: 1,2,25,110,20,11.2,0.282,290,7.1,150,'hv',0,1.5,-2,'Ratio',1,true"))
                        .feeder();
        var trafo = (Transformer) branch(feeder, "trafo 3");
        assertThat(trafo.tapRatio()).isCloseTo(0.97, within(1e-12));
        assertThat(trafo.shiftDeg()).isEqualTo(150);
        assertThat(trafo.ratingKva()).isCloseTo(25_000, within(1e-9));
        assertThat(feeder.isBalanced()).isTrue();
        // Seen from the low-voltage side with the other one short-circuited and open, the T of
        // z = 16 Ω (0.282 % + j 11.1964 %) and y = (1.16 % - j 7.0046 %) / 16 Ω draws, by hand:
        var one = new Complex(1, 0);
        var series = new Complex(trafo.rOhm(), trafo.xOhm());
        var half = new Complex(trafo.coreSiemens(), trafo.chargingSiemens()).times(0.5);
        var shorted = half.plus(one.over(series));
        var open = half.plus(one.over(series.plus(one.over(half))));
        assertThat(shorted.re()).isCloseTo(0.01423113578632, within(1e-12));
        assertThat(shorted.im()).isCloseTo(-0.55895116748631, within(1e-12));
        assertThat(open.re()).isCloseTo(0.00071976444465, within(1e-12));
        assertThat(open.im()).isCloseTo(-0.00436109773892, within(1e-12));
    }

    @Test
    void tapChangersOnTheLowSideTurnTheRatioRound() {
        var feeder =
                read(TinyNet.feeder(false)
                                .table(
                                        "bus",
                                        "name,vn_kv,in_service",
                                        "1: 'one',110,true",
                                        "2: 'two',20,true")
                                .table("line", LINE)
                                .table(
                                        "trafo",
                                        TRAFO,
                                        "3: 1,2,25,110,20,11.2,0.282,0,0,150,'lv',0,1.5,2,'Ratio',2,true"))
                        .feeder();
        var trafo = (Transformer) branch(feeder, "trafo 3");
        assertThat(trafo.tapRatio()).isCloseTo(1 / 1.03, within(1e-12));
        // 0.282 % of (20.6 kV)² / 25 MVA, two side by side
        assertThat(trafo.rOhm()).isCloseTo(0.02393390, within(1e-8));
        assertThat(trafo.ratingKva()).isCloseTo(50_000, within(1e-9));
    }

    @Test
    void zeroSequenceOfADeltaStarIsItsTWithTheDeltaShorted() {
        String trafo =
                TRAFO
                        + ",vector_group,vk0_percent,vkr0_percent,mag0_percent,mag0_rx,si0_hv_partial";
        String cells = "3: 1,2,0.4,10,0.4,6,0,0,0,30,null,0,0,0,null,1,true,'Dyn',5,0,20,0,0.75";
        var buses =
                TinyNet.feeder(false)
                        .table(
                                "bus",
                                "name,vn_kv,in_service",
                                "1: 'one',10,true",
                                "2: 'two',0.4,true")
                        .table("line", LINE)
                        .table("trafo", trafo, cells);
        var unit = (Transformer) branch(read(buses).feeder(), "trafo 3");
        assertThat(unit.fromWinding()).isEqualTo(Transformer.Winding.DELTA);
        assertThat(unit.toWinding()).isEqualTo(Transformer.Winding.EARTHED_WYE);
        // x0 = 5 % of 0.4 Ω: a quarter, then three quarters beside 20 times the whole.
        assertThat(unit.x0Ohm()).isCloseTo(0.02 * (0.25 + 0.75 * 20 / 20.75), within(1e-12));
        // Since 3.4.0 the same number is a percentage.
        String later = buses.json().replace("\"f_hz\"", "\"version\": \"3.4.0\", \"f_hz\"");
        var now = (Transformer) branch(reader().parse(fileName(), later).feeder(), "trafo 3");
        assertThat(now.x0Ohm()).isCloseTo(0.02 * (0.25 + 0.75 * 0.2 / 0.95), within(1e-12));
    }

    @Test
    void lineWithZeroSequenceIsKnownByPhase() {
        var feeder =
                read(TinyNet.feeder(false)
                                .table(
                                        "line",
                                        LINE + ",r0_ohm_per_km,x0_ohm_per_km,c0_nf_per_km",
                                        "0: 1,2,2,0.5,0.25,0,99999,2,true,1.4,1,0")
                                .table(
                                        "asymmetric_load",
                                        "bus,p_a_mw,q_a_mvar,p_b_mw,q_b_mvar,p_c_mw,q_c_mvar,scaling,in_service,type",
                                        "0: 2,0.1,0.02,0,0,0.3,0,0.5,true,'wye'",
                                        "1: 2,0,0,0.1,0,0,0,1,true,'delta'"))
                        .feeder();
        var line = Objects.requireNonNull(((Line) branch(feeder, "line 0")).byPhase());
        assertThat(line.rOhm().at(0, 0)).isCloseTo((1.4 + 2 * 0.5) / 3, within(1e-12));
        assertThat(line.rOhm().at(0, 1)).isCloseTo((1.4 - 0.5) / 3, within(1e-12));
        assertThat(feeder.loads())
                .extracting("phases")
                .containsExactly(Phases.A, Phases.C, Phases.BC);
        assertThat(feeder.loads()).extracting("kw").containsExactly(50.0, 150.0, 100.0);
    }

    @Test
    void externalGridHoldsItsVoltageInPositiveSequenceOnly() {
        var infeed =
                read(TinyNet.feeder(false)
                                .table(
                                        "ext_grid",
                                        "bus,vm_pu,va_degree,s_sc_max_mva,rx_max,x0x_max,r0x0_max,in_service",
                                        "0: 1,1.02,0,100,0.75,2,0.5,true"))
                        .feeder()
                        .infeeds()
                        .getFirst();
        // 1.1 · (10 kV)² / 100 MVA = 1.1 Ω = |0.66 + j 0.88| Ω
        assertThat(infeed.holdsVoltage()).isTrue();
        assertThat(infeed.r2Ohm()).isCloseTo(0.66, within(1e-12));
        assertThat(infeed.x2Ohm()).isCloseTo(0.88, within(1e-12));
        assertThat(infeed.x0Ohm()).isCloseTo(1.76, within(1e-12));
        assertThat(infeed.r0Ohm()).isCloseTo(0.88, within(1e-12));
    }

    @Test
    void deadBusesAreLeftOutWithWhatStandsThere() {
        var read =
                read(
                        TinyNet.feeder(false)
                                .table(
                                        "bus",
                                        "name,vn_kv,in_service",
                                        "1: 'one',10,true",
                                        "2: 'two',10,true",
                                        "3: 'dead',10,false")
                                .table("load", "bus,p_mw,q_mvar", "0: 2,0.1,0", "1: 3,9,9")
                                .table(
                                        "switch",
                                        "bus,element,et,closed,z_ohm",
                                        "0: 2,3,'b',true,0"));
        assertThat(read.feeder().buses()).extracting("id").containsExactly("1", "2");
        assertThat(read.feeder().nominalKw()).isCloseTo(100, within(1e-9));
        assertThat(read.audit().kinds())
                .filteredOn(kind -> kind.name().equals("load"))
                .singleElement()
                .satisfies(
                        kind ->
                                assertThat(kind.ignored())
                                        .containsExactly(Map.entry("at a bus out of service", 1)));
    }

    @Test
    void switchesBetweenBusesJoinThem() {
        var feeder =
                read(TinyNet.feeder(false)
                                .table(
                                        "bus",
                                        "name,vn_kv,in_service",
                                        "1: 'one',10,true",
                                        "2: 'two',10,true",
                                        "3: 'three',10,true",
                                        "4: 'four',10,true")
                                .table(
                                        "switch",
                                        "bus,element,et,closed,z_ohm",
                                        "0: 2,3,'b',true,0",
                                        "1: 3,2,'b',true,0",
                                        "2: 3,4,'b',true,0.5"))
                        .feeder();
        assertThat(branch(feeder, "switch 0")).isInstanceOf(Switch.class);
        assertThat(feeder.branches()).noneMatch(b -> b.id().equals("switch 1"));
        var contact = (Line) branch(feeder, "switch 2");
        assertThat(Math.hypot(contact.rOhm(), contact.xOhm())).isCloseTo(0.5, within(1e-12));
        assertThat(contact.rOhm()).isCloseTo(2 * contact.xOhm(), within(1e-12));
    }

    @Test
    void wrongFilesAreRefusedWithTableAndRow() {
        String whole = TinyNet.feeder(false).json();
        assertRefused(whole.substring(0, whole.length() / 2), "tiny.json is not JSON", "line");
        assertRefused("{\"a\": 1}", "tiny.json", "pandapowerNet");
        assertRefused("[1, 2]", "tiny.json", "pandapowerNet");
        assertRefused(whole.replace("2,0.4,0.2", "9,0.4,0.2"), "table load, row 0", "is 9");
        assertRefused(
                whole.replace("1,2,2,0.5,0.25", "1,2,2,0,0"), "table line, row 0", "not zero");
        assertRefused(whole.replace("1,2,2,0.5", "1,2,2,null"), "table line, row 0", "absent");
        assertRefused(whole.replace("99999,1,2,true", "99999,1,2,false"), "island", "tiny.json");
        assertRefused(
                whole.replace("[1,1.02,0,true]", "[1,1.02,0,false]"), "ext_grid", "tiny.json");
    }

    @Test
    void twoSourcesInOneNetworkAreRefused() {
        var net =
                TinyNet.feeder(false)
                        .table("ext_grid", "bus,vm_pu,va_degree", "0: 1,1.02,0", "1: 2,1,0");
        assertRefused(net.json(), "two sources in one network", "tiny.json");
    }

    @Test
    void whatTheFeederCannotRepresentIsRefusedInServiceOnly() {
        String columns = "hv_bus,mv_bus,lv_bus,in_service";
        var net = TinyNet.feeder(false).table("trafo3w", columns, "5: 1,2,2,true");
        assertRefused(net.json(), "table trafo3w, row 5", "not supported");
        net.table("trafo3w", columns, "5: 1,2,2,false");
        assertThat(read(net).audit().kinds())
                .anyMatch(kind -> kind.name().equals("trafo3w") && kind.mapped() == 0);
    }

    @Test
    void loadsByPhaseNeedZeroSequence() {
        var net =
                TinyNet.feeder(false)
                        .table("asymmetric_load", "bus,p_a_mw,q_a_mvar", "0: 2,0.1,0.02");
        assertRefused(net.json(), "table line, row 0", "r0_ohm_per_km");
    }

    private void assertRefused(String text, String... parts) {
        assertThatThrownBy(() -> reader().parse(fileName(), text))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void sharedFilesAreReadWhole() {
        var feeder = Feeders.load(SharedFiles.file("feeders/pandapower/mv_oberrhein.json"));
        assertThat(feeder.feeder().infeeds()).hasSize(2);
        // 179 buses and the ends of six lines that are open at one end
        assertThat(feeder.feeder().buses()).hasSize(185);
        assertThat(feeder.feeder().isBalanced()).isTrue();
        assertThat(feeder.audit().results()).hasSize(179);
        var lv =
                Feeders.load(
                        SharedFiles.file("feeders/pandapower/IEEE_European_LV_Off_Peak_1.json.gz"));
        assertThat(lv.feeder().buses()).hasSize(907);
        assertThat(lv.audit().results()).hasSize(3 * 907);
        var unbalanced =
                Feeders.load(
                        SharedFiles.file("feeders/reference/pandapower_runpp_3ph_validation.json"));
        assertThat(unbalanced.feeder().loads()).hasSize(21);
        var wu = Feeders.load(SharedFiles.file("feeders/pandapower/case33bw.json"));
        assertThat(wu.feeder().nominalKw()).isCloseTo(3715, within(1e-9));
        assertThat(wu.feeder().nominalKvar()).isCloseTo(2300, within(1e-9));
    }
}
