package org.evenflow.data.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.evenflow.data.FeederReader;
import org.evenflow.data.FeederReaderContract;
import org.evenflow.data.Feeders;
import org.evenflow.data.SharedFiles;
import org.evenflow.model.Bus;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.junit.jupiter.api.Test;

class FeederYamlTest extends FeederReaderContract {
    private static final String TINY =
            """
            id: tiny
            source_bus: 1
            source_pu: 1.02
            base_kv: 10
            min_pu: 0.9
            max_pu: 1.1
            buses:
              - {id: 1}
              - {id: 2, load_kw: 200, load_kvar: 100}
            lines:
              - {from: 1, to: 2, r_ohm: 0.5, x_ohm: 0.25}
              - {id: tie, from: 1, to: 2, r_ohm: 1, x_ohm: 1, closed: false}
            """;

    @Override
    protected FeederReader reader() {
        return new FeederYaml();
    }

    @Override
    protected String fileName() {
        return "tiny.yaml";
    }

    @Override
    protected String tinyFeeder() {
        return TINY;
    }

    @Override
    protected String tinyLoop() {
        return TINY.replace("closed: false", "closed: true");
    }

    private void refused(String from, String to, String... parts) {
        assertThatThrownBy(() -> reader().parse("tiny.yaml", TINY.replace(from, to)).feeder())
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void faultsAreNamedByLine() {
        refused("load_kw: 200", "load: 200", "load", "tiny.yaml:9");
        refused("r_ohm: 0.5", "r_ohm: -0.5", "r_ohm", "tiny.yaml:11");
        refused("load_kvar: 100", "load_kvar: many", "many", "tiny.yaml:9");
        refused(
                "from: 1, to: 2, r_ohm: 0.5",
                "from: 1, to: 3, r_ohm: 0.5",
                "'3'",
                "does not exist");
        refused("base_kv: 10\n", "", "base_kv", "missing");
        refused("{id: 2, load", "{id: 1, load", "bus '1' is defined twice");
    }

    @Test
    void writtenFeederReadsEqual() {
        var feeder = Feeders.builtIn("ieee33");
        assertThat(reader().parse("copy.yaml", FeederYaml.write(feeder)).feeder())
                .isEqualTo(feeder);
    }

    @Test
    void transformersAndShuntsAreWrittenToo() {
        var feeder = Feeders.read(SharedFiles.file("feeders/matpower/case18.m"));
        var copy = reader().parse("copy.yaml", FeederYaml.write(feeder)).feeder();
        assertThat(copy.buses()).isEqualTo(feeder.buses());
        assertThat(copy.branches()).containsExactlyInAnyOrderElementsOf(feeder.branches());
    }

    @Test
    void builtInFeederHasThePrintedTotals() {
        var feeder = Feeders.builtIn("ieee33");
        assertThat(feeder.buses()).hasSize(33);
        // Baran and Wu (1989): 3,715 kW and 2,300 kvar; five tie switches are open.
        assertThat(feeder.buses().stream().mapToDouble(Bus::loadKw).sum()).isEqualTo(3715);
        assertThat(feeder.buses().stream().mapToDouble(Bus::loadKvar).sum()).isEqualTo(2300);
        assertThat(feeder.branches().stream().filter(branch -> !branch.isClosed())).hasSize(5);
        assertThat(feeder.branches()).allMatch(branch -> ((Line) branch).ratingA() <= 340);
        assertThat(Feeders.builtInIds()).contains("ieee33");
    }

    @Test
    void builtInFeederAgreesWithThePublicCase() {
        var ours = Feeders.builtIn("ieee33");
        var theirs = Feeders.read(SharedFiles.file("feeders/matpower/case33bw.m"));
        for (int i = 0; i < 33; i++) {
            assertThat(ours.buses().get(i).loadKw())
                    .isCloseTo(theirs.buses().get(i).loadKw(), within(1e-9));
        }
        for (int i = 0; i < 37; i++) {
            var line = (Line) ours.branches().get(i);
            var other = (Line) theirs.branches().get(i);
            assertThat(line.id()).isEqualTo(other.id());
            assertThat(line.rOhm()).isCloseTo(other.rOhm(), within(1e-12));
            assertThat(line.xOhm()).isCloseTo(other.xOhm(), within(1e-12));
            assertThat(line.isClosed()).isEqualTo(other.isClosed());
        }
    }

    @Test
    void unknownBuiltInFeederIsRefused() {
        assertThatThrownBy(() -> Feeders.builtIn("ieee34"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("[ieee33]");
    }
}
