package org.evenflow.data.pandapower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evenflow.data.FeederImport;
import org.evenflow.data.FeederReader;
import org.evenflow.data.FeederReaderContract;
import org.evenflow.data.Feeders;
import org.evenflow.data.SharedFiles;
import org.evenflow.model.Branch;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
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
        assertThat(reader().reads(java.nio.file.Path.of("net.json.gz"))).isTrue();
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
