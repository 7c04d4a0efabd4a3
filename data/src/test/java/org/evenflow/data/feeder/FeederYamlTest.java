package org.evenflow.data.feeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evenflow.data.FeederReader;
import org.evenflow.data.FeederReaderContract;
import org.evenflow.data.Feeders;
import org.evenflow.data.SharedFiles;
import org.evenflow.model.Bus;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(reader().parse("copy.yaml", FeederYaml.write(feeder)).feeder())
                .isEqualTo(feeder);
    }

    private Line firstLine(String values) {
        var text = TINY.replace("r_ohm: 0.5, x_ohm: 0.25", values);
        return (Line) reader().parse("tiny.yaml", text).feeder().branches().getFirst();
    }

    @Test
    void linesAreKnownByMatricesBySequencesOrByPositiveSequenceAlone() {
        var matrices =
                firstLine("r_ohm: [[3], [1, 3], [1, 1, 3]], x_ohm: [[4], [2, 4], [2, 2, 4]]");
        assertThat(matrices.rOhm()).isEqualTo(2);
        assertThat(matrices.byPhase()).isNotNull();
        var sequences = firstLine("r_ohm: 2, x_ohm: 2, r0_ohm: 5, x0_ohm: 8");
        // Own (r0 + 2 r1) / 3 and mutual (r0 - r1) / 3: the same line.
        assertThat(sequences).isEqualTo(matrices);
        assertThat(firstLine("r_ohm: 2, x_ohm: 2").byPhase()).isNull();
    }

    @Test
    void linesThatAreHalfKnownAreRefused() {
        String line = "r_ohm: 0.5, x_ohm: 0.25";
        refused(line, "r_ohm: 2, x_ohm: 2, r0_ohm: 5", "x0_ohm", "missing", "tiny.yaml:11");
        refused(line, "r_ohm: [[1]], x_ohm: [[1]]", "r_ohm", "3 rows", "tiny.yaml:11");
        refused(line, "r_ohm: [[3], [1, 3], [1, 1]], x_ohm: 2", "3 numbers", "tiny.yaml:11");
        refused(line, "phases: ab, r_ohm: 1, x_ohm: 1", "phases", "tiny.yaml:11");
        refused(line, "phases: ad, r_ohm: 1, x_ohm: 1", "letters out of a, b and c");
        refused(line, line + ", charging0_siemens: 1", "charging0_siemens must be absent");
        refused(line, line + ", r1_ohm: 1", "r1_ohm must be absent without matrices");
    }

    @Test
    void infeedsAndTheirShortFormExcludeEachOther() {
        String infeeds = "infeeds: [{bus: 1, pu: 1.02, r_ohm: 0.1, x_ohm: 1}]\n";
        var text = TINY.replace("source_bus: 1\nsource_pu: 1.02\n", infeeds);
        var infeed = reader().parse("tiny.yaml", text).feeder().infeeds().getFirst();
        assertThat(infeed.x0Ohm()).isEqualTo(1);
        refused("base_kv", infeeds + "base_kv", "source_bus must be absent", "tiny.yaml:2");
        refused("source_bus: 1\n", "", "source_bus", "missing");
    }

    @Test
    void placesAreNamedOnce() {
        assertThatThrownBy(() -> reader().parse("tiny.yaml", TINY.replace("0.25", "wide")))
                .message()
                .isEqualTo(
                        "lines[0].x_ohm must be a number in ohm, without a unit, is 'wide'"
                                + " (tiny.yaml:11)");
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

    @ParameterizedTest
    @CsvSource({
        "ieee13, opendss/13Bus/IEEE13Nodeckt.dss, 3466, 2102, 0.95, 1.05",
        "ieee123, opendss/123Bus/IEEE123Master.dss, 3490, 1920, 0.95, 1.05",
        "european_lv, opendss/LVTestCase/Master.dss, 55, 18.0776, 0.9002, 1.0534"
    })
    void builtInTestFeedersAreTheirScripts(
            String id, String script, double kw, double kvar, double minPu, double maxPu) {
        var ours = Feeders.builtIn(id);
        assertThat(ours.id()).isEqualTo(id);
        assertThat(ours.nominalKw()).isCloseTo(kw, within(1e-6));
        // 18.0776 is 55 kW at a power factor of 0.95, rounded.
        assertThat(ours.nominalKvar()).isCloseTo(kvar, within(1e-4));
        assertThat(ours.buses().getLast().minPu()).isEqualTo(minPu);
        assertThat(ours.buses().getLast().maxPu()).isEqualTo(maxPu);
        var theirs = Feeders.read(SharedFiles.file("feeders/" + script));
        assertThat(ours.branches()).isEqualTo(theirs.branches());
        // The built-in European feeder leaves the profiles out.
        assertThat(ours.loads())
                .usingRecursiveComparison()
                .ignoringFields("profileId")
                .isEqualTo(theirs.loads());
        assertThat(ours.infeeds()).isEqualTo(theirs.infeeds());
        assertThat(ours.capacitors()).isEqualTo(theirs.capacitors());
    }

    @Test
    void unknownBuiltInFeederIsRefused() {
        assertThatThrownBy(() -> Feeders.builtIn("ieee34"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("[ieee33, ieee13, ieee123, european_lv, urban39]");
    }

    @Test
    void theDocumentedExampleIsRead() throws IOException {
        var page = Files.readString(Path.of("../docs/feeders.md"));
        String example = page.split("```yaml\n")[1].split("```")[0];
        var feeder = reader().parse("village.yaml", example).feeder();
        assertThat(feeder.branches()).hasSize(5);
        assertThat(feeder.loads()).hasSize(2);
        assertThat(feeder.infeeds().getFirst().xOhm()).isEqualTo(1.2);
    }
}
