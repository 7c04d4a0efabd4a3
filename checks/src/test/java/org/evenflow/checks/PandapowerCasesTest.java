package org.evenflow.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.evenflow.data.FeederImport;
import org.evenflow.data.Feeders;
import org.evenflow.data.ImportAudit.StoredVoltage;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.Injections;
import org.evenflow.grid.PowerFlow;
import org.evenflow.model.Feeder;
import org.junit.jupiter.api.Test;

/** Networks of pandapower against what pandapower itself computed, where the files are at hand. */
class PandapowerCasesTest {
    private static final double TOLERANCE_PU = 1e-12;

    /** A solved network. */
    private record Solved(FeederImport read, PowerFlow flow, FlowResult state) {
        Feeder feeder() {
            return read.feeder();
        }
    }

    private static Path shared(String name) {
        String named = System.getProperty("evenflow.shared", System.getenv("EVENFLOW_SHARED"));
        Path root = named == null ? null : Path.of(named);
        for (var at = Path.of("").toAbsolutePath();
                root == null && at != null;
                at = at.getParent()) {
            root = Files.isDirectory(at.resolve("shared/data")) ? at.resolve("shared") : null;
        }
        assumeTrue(root != null, "no shared/data folder beside the project");
        var file = Objects.requireNonNull(root).resolve("data/feeders").resolve(name);
        assumeTrue(Files.exists(file), () -> file + " is absent");
        return file;
    }

    private static Solved solve(String name) {
        var read = Feeders.load(shared(name));
        var flow = PowerFlow.of(read.feeder(), TOLERANCE_PU);
        var state = flow.newResult();
        Injections load = flow.terminals().nominal();
        assertThat(flow.solve(load, state)).isEqualTo(FlowStatus.CONVERGED);
        return new Solved(read, flow, state);
    }

    /** Largest difference of a voltage magnitude from those that the file carries, pu. */
    private static double largestDifference(Solved solved) {
        var index = solved.feeder().busIndex();
        int perBus = solved.flow().terminals().nodesPerBus();
        double largest = 0;
        for (StoredVoltage stored : solved.read().audit().results()) {
            int bus = index.getOrDefault(stored.busId(), -1);
            int node = perBus * bus + Math.max(0, stored.phase());
            largest = Math.max(largest, Math.abs(solved.state().voltagePu(node) - stored.pu()));
        }
        return largest;
    }

    /** Largest difference from a table whose columns after the bus are magnitudes in pu. */
    private static double largestDifference(Solved solved, String file, int... columns)
            throws IOException {
        var index = solved.feeder().busIndex();
        double largest = 0;
        for (String row : Files.readAllLines(shared(file)).stream().skip(1).toList()) {
            var cells = row.split(",");
            int bus = index.getOrDefault(cells[0], -1);
            for (int phase = 0; phase < columns.length; phase++) {
                double pu = Double.parseDouble(cells[columns[phase]]);
                double ours = solved.state().voltagePu(columns.length * bus + phase);
                largest = Math.max(largest, Math.abs(ours - pu));
            }
        }
        return largest;
    }

    @Test
    void case33bwAgreesWithMatpowersSolutionOfIt() throws IOException {
        var solved = solve("pandapower/case33bw.json");
        var index = solved.feeder().busIndex();
        double largest = 0;
        // MATPOWER counts its buses from 1, pandapower from 0.
        for (String row :
                Files.readAllLines(shared("reference/case33bw_busvoltages_computed.csv")).stream()
                        .skip(1)
                        .toList()) {
            var cells = row.split(",");
            String id = String.valueOf(Integer.parseInt(cells[0]) - 1);
            double ours = solved.state().voltagePu(index.getOrDefault(id, -1));
            largest = Math.max(largest, Math.abs(ours - Double.parseDouble(cells[1])));
        }
        // The reference has eight digits.
        assertThat(largest).isLessThan(1e-8);
    }

    @Test
    void mvOberrheinAgreesWithPandapower() throws IOException {
        // The file's own factors are those of its results: 0.6 on every load, 0 on every PV plant.
        var solved = solve("pandapower/mv_oberrhein.json");
        assertThat(solved.feeder().nominalKw()).isGreaterThan(0);
        // pandapower stops at a mismatch of 1e-8 MVA.
        assertThat(largestDifference(solved)).isLessThan(1e-9);
        assertThat(largestDifference(solved, "reference/mv_oberrhein_res_bus_pandapower.csv", 1))
                .isLessThan(1e-9);
    }

    @Test
    void pandapowersUnbalancedValidationNetAgrees() {
        var solved = solve("reference/pandapower_runpp_3ph_validation.json");
        assertThat(solved.read().audit().results()).hasSize(21);
        assertThat(largestDifference(solved)).isLessThan(1e-6);
    }

    @Test
    void europeanLowVoltageFeederAgreesAtEveryPhase() throws IOException {
        var solved = solve("pandapower/IEEE_European_LV_Off_Peak_1.json.gz");
        assertThat(solved.read().audit().results()).hasSize(3 * 907);
        assertThat(largestDifference(solved)).isLessThan(1e-6);
        assertThat(
                        largestDifference(
                                solved,
                                "reference/european_lv_off_peak_1_res_bus_3ph_pandapower.csv",
                                2,
                                4,
                                6))
                .isLessThan(1e-6);
    }
}
