package org.evenflow.data.powsybl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.evenflow.data.FeederReader;
import org.evenflow.data.FeederReaderContract;
import org.evenflow.model.InputException;
import org.evenflow.model.Transformer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowsyblReaderTest extends FeederReaderContract {
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
            return new String(
                    java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
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
}
