package org.evenflow.data.powsybl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.powsybl.cgmes.conversion.CgmesExport;
import com.powsybl.commons.config.PlatformConfig;
import com.powsybl.commons.datasource.MemDataSource;
import com.powsybl.iidm.network.Network;
import com.powsybl.iidm.network.TopologyKind;
import com.powsybl.iidm.network.extensions.SlackTerminal;
import com.powsybl.iidm.network.impl.NetworkFactoryImpl;
import com.powsybl.iidm.network.test.EurostagTutorialExample1Factory;
import com.powsybl.iidm.network.test.HvdcTestNetwork;
import com.powsybl.iidm.network.test.ThreeWindingsTransformerNetworkFactory;
import com.powsybl.iidm.serde.XMLExporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.evenflow.data.FeederReader;
import org.evenflow.data.FeederReaderContract;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.evenflow.model.Transformer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowsyblReaderTest extends FeederReaderContract {
    @TempDir Path folder;

    @Override
    protected FeederReader reader() {
        return new PowsyblReader();
    }

    @Override
    protected String fileName() {
        return "tiny.xiidm";
    }

    @Override
    protected String tinyFeeder() {
        return xiidm(tiny(false));
    }

    @Override
    protected String tinyLoop() {
        return xiidm(tiny(true));
    }

    private static Network tiny(boolean isClosed) {
        var network = new NetworkFactoryImpl().createNetwork("tiny", "test");
        var level =
                network.newVoltageLevel()
                        .setId("level")
                        .setNominalV(10)
                        .setTopologyKind(TopologyKind.BUS_BREAKER)
                        .add();
        for (String id : new String[] {"1", "2"}) {
            level.getBusBreakerView().newBus().setId(id).add();
        }
        level.newGenerator()
                .setId("grid")
                .setBus("1")
                .setMinP(0)
                .setMaxP(9)
                .setTargetP(0)
                .setVoltageRegulatorOn(true)
                .setTargetV(10.2)
                .add();
        level.newLoad().setId("load").setBus("2").setP0(0.2).setQ0(0.1).add();
        addLine(network, "a", 0.5, 0.25, true);
        addLine(network, "b", 1, 1, isClosed);
        SlackTerminal.attach(level.getBusBreakerView().getBus("1"));
        return network;
    }

    private static void addLine(Network network, String id, double r, double x, boolean isClosed) {
        network.newLine()
                .setId(id)
                .setVoltageLevel1("level")
                .setBus1("1")
                .setVoltageLevel2("level")
                .setConnectableBus2("2")
                .setBus2(isClosed ? "2" : null)
                .setR(r)
                .setX(x)
                .add();
    }

    private static String xiidm(Network network) {
        var memory = new MemDataSource();
        new XMLExporter(new PlatformConfig(_ -> Optional.empty(), Path.of("")))
                .export(network, new Properties(), memory);
        return new String(memory.getData(null, "xiidm"), StandardCharsets.UTF_8);
    }

    private static String resource(String name) {
        try (var in = PowsyblReaderTest.class.getResourceAsStream("/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sizes as the University of Washington's archive states them. */
    @ParameterizedTest
    @CsvSource({"14, 20, 4", "30, 41, 5", "57, 80, 6", "118, 186, 53"})
    void ieeeCasesHaveTheirBusesBranchesAndMachines(int buses, int branches, int machines) {
        var read = reader().parse("ieee" + buses + ".cdf", resource("ieee" + buses + "cdf.txt"));
        assertThat(read.feeder().buses()).hasSize(buses);
        assertThat(read.feeder().branches()).hasSize(branches);
        assertThat(read.feeder().machines()).hasSize(machines);
        assertThat(read.audit().results()).hasSize(buses);
        assertThat(read.feeder().isBalanced()).isTrue();
    }

    @Test
    void loadOfTheIeee14CaseIsAsPublished() {
        var feeder = reader().parse("ieee14.cdf", resource("ieee14cdf.txt")).feeder();
        assertThat(feeder.nominalKw()).isCloseTo(259_000, within(1e-6));
        assertThat(feeder.nominalKvar()).isCloseTo(73_500, within(1e-6));
        assertThat(feeder.sourcePu()).isCloseTo(1.06, within(1e-12));
    }

    @Test
    void taps380kvTransformerOfTheTutorialNetwork() {
        var read = reader().parse("t.xiidm", xiidm(EurostagTutorialExample1Factory.create()));
        var unit =
                (Transformer)
                        read.feeder().branches().stream()
                                .filter(branch -> branch.id().equals("NHV2_NLOAD"))
                                .findFirst()
                                .orElseThrow();
        // 400/158 kV at nominal 380/150 kV, step 1 of rho 1: tap = (150/380) (400/158) / rho.
        assertThat(unit.tapRatio()).isCloseTo(150.0 / 380 * 400 / 158, within(1e-3));
        assertThat(read.feeder().sourceBus()).isEqualTo("NGEN");
        assertThat(read.audit().warnings()).anyMatch(text -> text.contains("largest generator"));
    }

    @Test
    void threeWindingTransformersMeetInAStar() {
        var text = xiidm(ThreeWindingsTransformerNetworkFactory.create());
        var feeder = reader().parse("t.xiidm", text).feeder();
        assertThat(feeder.buses()).hasSize(4);
        assertThat(feeder.branches()).hasSize(3);
    }

    @Test
    void refusesConverterStations() {
        assertThatThrownBy(() -> reader().parse("h.xiidm", xiidm(HvdcTestNetwork.createVsc())))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("h.xiidm");
    }

    @ParameterizedTest
    @CsvSource({"x.cdf", "x.uct", "x.xiidm", "x.jiidm", "x.zip"})
    void refusesACutFileWithItsName(String name) {
        String text = name.endsWith("cdf") ? resource("ieee14cdf.txt") : tinyFeeder();
        assertThatThrownBy(() -> reader().parse(name, text.substring(0, text.length() / 2)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(name);
    }

    @Test
    void readsUcteNodesLinesAndSlack() {
        // Node code, name, status, type (3 holds voltage and angle), kV, load, generation < 0.
        String text =
                """
                ##C 2007.05.01
                ##N
                ##ZFR
                FSLACK11              0 3 404.00 0.00000 0.00000 -50.000 0.00000 9999.99 -9999.9 9999.99 -9999.9
                FLOAD111              0 0        60.0000 20.0000 0.00000 0.00000
                ##L
                FSLACK11 FLOAD111 1 0 3.0000 33.000 386.0000    800
                """;
        var feeder = reader().parse("tiny.uct", text).feeder();
        assertThat(feeder.sourceBus()).isEqualTo("FSLACK11");
        // Code 1 in the seventh place is 380 kV.
        assertThat(feeder.sourcePu()).isCloseTo(404.0 / 380, within(1e-12));
        assertThat(feeder.nominalKw()).isCloseTo(60_000, within(1e-9));
        var line = (Line) feeder.branches().getFirst();
        assertThat(line.rOhm()).isEqualTo(3);
        assertThat(line.xOhm()).isEqualTo(33);
        assertThat(line.chargingSiemens()).isCloseTo(386e-6, within(1e-12));
        assertThat(line.ratingA()).isEqualTo(800);
    }

    @Test
    void readsTheProfilesOfACgmesZip() throws IOException {
        var network = EurostagTutorialExample1Factory.create();
        SlackTerminal.attach(network.getBusBreakerView().getBus("NGEN"));
        Path zip = folder.resolve("cgmes.zip");
        var memory = new MemDataSource();
        var config = new PlatformConfig(_ -> Optional.empty(), folder);
        new CgmesExport(config).export(network, new Properties(), memory);
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : memory.listNames(".*xml")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(memory.getData(name));
            }
        }
        var plain = reader().parse("plain.xiidm", xiidm(network)).feeder();
        var feeder = reader().read(zip).feeder();
        assertThat(feeder.buses()).hasSameSizeAs(plain.buses());
        assertThat(feeder.branches()).hasSameSizeAs(plain.branches());
        assertThat(feeder.nominalKw()).isCloseTo(plain.nominalKw(), within(1e-6));
        assertThat(feeder.sourcePu()).isCloseTo(plain.sourcePu(), within(1e-9));
    }
}
