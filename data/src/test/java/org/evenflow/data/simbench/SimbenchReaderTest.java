package org.evenflow.data.simbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.evenflow.data.FeederReader;
import org.evenflow.data.FeederReaderContract;
import org.evenflow.data.Feeders;
import org.evenflow.data.ImportAudit;
import org.evenflow.data.SharedFiles;
import org.evenflow.model.Infeed;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.evenflow.model.Machine;
import org.evenflow.model.Transformer;
import org.junit.jupiter.api.Test;

class SimbenchReaderTest extends FeederReaderContract {
    private static final String TINY =
            """
            == Node.csv
            id;type;vmSetp;vaSetp;vmR;vmMin;vmMax;substation;coordID;subnet;voltLvl
            1;busbar;1.02;0;10;NULL;NULL;;c1;;5
            2;busbar;NULL;NULL;10;0.95;1.05;;NULL;;5
            == Line.csv
            id;nodeA;nodeB;type;length;loadingMax;subnet;voltLvl
            l;1;2;t;2;;;5
            == LineType.csv
            id;r;x;b;iMax;type
            t;0.25;0.125;3;;ohl
            == Switch.csv
            id;nodeA;nodeB;type;cond;substation;subnet;voltLvl
            s;1;2;CB;0;;;5
            == ExternalNet.csv
            id;node;calc_type;dspf;pExtNet;qExtNet
            grid;1;vavm;1;;
            == Load.csv
            id;node;profile;pLoad;qLoad;sR;subnet;voltLvl
            home;2;h;0.2;0.1;;;5
            """;
    private static final String PROFILES =
            """
            == Load.Profile.csv
            time;h_pload;h_qload
            01.01.2018 00:00;0.5;0.25
            01.01.2018 00:15;1;1
            """;

    @Override
    protected FeederReader reader() {
        return new SimbenchReader();
    }

    @Override
    protected String fileName() {
        return "Node.csv";
    }

    @Override
    protected String tinyFeeder() {
        return TINY;
    }

    @Override
    protected String tinyLoop() {
        return TINY.replace("CB;0", "CB;1");
    }

    @Override
    protected Path write(Path into, String text) throws IOException {
        for (String part : text.split("== ")) {
            if (!part.isEmpty()) {
                int end = part.indexOf('\n');
                Files.writeString(into.resolve(part.substring(0, end)), part.substring(end + 1));
            }
        }
        return into;
    }

    private void refused(String from, String to, String... parts) {
        assertThat(TINY).contains(from);
        assertThatThrownBy(() -> reader().parse("tiny", TINY.replace(from, to)))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void unitsArePerKilometreMicrosiemensAndMegawatts() {
        var line = (Line) reader().parse("tiny", TINY).feeder().branches().getFirst();
        assertThat(line.chargingSiemens()).isCloseTo(6e-6, within(1e-18));
        assertThat(line.lengthKm()).isEqualTo(2);
    }

    @Test
    void profilesOfActiveAndReactivePowerAreLoadsOfTheirOwn() {
        var feeder = reader().parse("tiny", TINY + PROFILES).feeder();
        assertThat(feeder.loads()).extracting("id").containsExactly("home", "home reactive");
        assertThat(feeder.nominalKw()).isCloseTo(200, within(1e-9));
        assertThat(feeder.profiles().getFirst().stepMin()).isEqualTo(15);
        assertThat(feeder.loadFactors(0)).containsExactly(0.5, 0.25);
        assertThat(feeder.loadFactors(15)).containsExactly(1, 1);
    }

    @Test
    void vectorGroupsCountWhereLoadsAreKnownOneByOne() {
        String lv = "3;busbar;;;0.4;;;;;;7\n";
        String unit =
                """
                == Transformer.csv
                id;nodeHV;nodeLV;type;tappos;loadingMax
                u;2;3;0.4 MVA 10/0.4 kV Dyn5 ASEA;1;100
                == TransformerType.csv
                id;sR;vmHV;vmLV;va0;vmImp;pCu;pFe;iNoLoad;tapable;tapside;dVm;dVa;tapNeutr;tapMin;tapMax
                0.4 MVA 10/0.4 kV Dyn5 ASEA;0.4;10;0.4;150;6;4.8;1.2;0.3;1;HV;2.5;0;0;-2;2
                """;
        String text = TINY.replace("== Line.csv", lv + "== Line.csv") + unit;
        var byPhase = (Transformer) reader().parse("t", text + PROFILES).feeder().branches().get(1);
        assertThat(byPhase.fromWinding()).isEqualTo(Transformer.Winding.DELTA);
        assertThat(byPhase.toWinding()).isEqualTo(Transformer.Winding.EARTHED_WYE);
        assertThat(byPhase.tapRatio()).isCloseTo(1.025, within(1e-12));
        assertThat(byPhase.shiftDeg()).isEqualTo(150);
        var balanced = reader().parse("t", text).feeder();
        assertThat(balanced.isBalanced()).isTrue();
    }

    @Test
    void nodesWithoutSupplyAreLeftOutAndCounted() {
        String more = "2;busbar;NULL;NULL;10;0.95;1.05;;NULL;;5\n";
        var read = reader().parse("tiny", TINY.replace(more, more + "3;busbar;;;10;;;;;;5\n"));
        assertThat(read.feeder().buses()).hasSize(2);
        assertThat(read.audit().kinds())
                .contains(new ImportAudit.Kind("Node", 3, 2, Map.of("not supplied", 1)));
    }

    @Test
    void faultsAreNamedByLine() {
        refused("l;1;2;t;2", "l;1;7;t;2", "bus '7', which does not exist", "Line.csv:2");
        refused("l;1;2;t;2", "l;1;2;u;2", "type 'u' does not exist", "Line.csv:2");
        refused("t;0.25", "t;wide", "r must be a number, is 'wide'", "LineType.csv:2");
        refused("grid;1;vavm", "grid;1;pvm", "no ExternalNet holds voltage and angle");
        refused("grid;1;vavm", "grid;1;magic", "calc_type 'magic'", "ExternalNet.csv:2");
        refused("0.125;3;;ohl", "0.125;3;-1;ohl", "rating_a", "Line.csv:2");
    }

    @Test
    void theTestNetworkIsReadWholeAndAudited() {
        var read = Feeders.load(SharedFiles.file("feeders/simbench/test_network"));
        var feeder = read.feeder();
        assertThat(feeder.buses()).hasSize(16);
        assertThat(feeder.loop()).isPresent();
        assertThat(feeder.infeeds()).containsExactly(new Infeed("Bus 1a", 1));
        assertThat(feeder.machines())
                .extracting("id")
                .containsExactly("ExtGrid2", "Gen1", "Gen2", "RES2", "RES1");
        assertThat(feeder.machines())
                .contains(new Machine("Gen1", "Bus 4", 1000, 0, 1, -3500, 6000));
        // Six loads of 3 MW less Gen3 1 MW, RES3 1 MW and ExtGrid3 1 MW, plus Ward1 0.1 MW.
        assertThat(feeder.nominalKw()).isCloseTo(15_100, within(1e-6));
        // -0.5 Mvar at 10 kV is 2 Mvar at 20 kV, which a capacitor gives.
        assertThat(feeder.buses().get(3).shuntKvar()).isCloseTo(2000, within(1e-9));
        var transformer =
                (Transformer)
                        feeder.branches().stream()
                                .filter(Transformer.class::isInstance)
                                .findFirst()
                                .orElseThrow();
        // 12 % and 70 kW of 25 MVA at 20 kV: z = 1.92 ohm, r = 0.0448 ohm; no magnetising current
        // but 30 kW, which turn r and x by z y / 4.
        assertThat(Math.hypot(transformer.rOhm(), transformer.xOhm()))
                .isCloseTo(1.92, within(1e-4));
        assertThat(transformer.coreSiemens()).isCloseTo(30e-3 / 400, within(1e-8));
        assertThat(transformer.shiftDeg()).isEqualTo(150);
        assertThat(read.audit().warnings())
                .anyMatch(warning -> warning.contains("xWard1"))
                .anyMatch(warning -> warning.contains("1 DC lines"))
                .anyMatch(warning -> warning.contains("2 more elements hold"));
        assertThat(read.audit().kinds())
                .contains(new ImportAudit.Kind("Line", 11, 10, Map.of("a DC line", 1)))
                .allMatch(kind -> kind.read() >= kind.mapped());
    }

    @Test
    void aFolderWithoutNodesIsNoNetwork() {
        var folder = SharedFiles.file("feeders/simbench/LV1.101_extract");
        assertThatThrownBy(() -> Feeders.read(folder)).isInstanceOf(InputException.class);
    }
}
