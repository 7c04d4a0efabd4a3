package org.evenflow.grid.powsybl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.powsybl.MeshedPowerFlow.ReactiveLimits;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.Line;
import org.evenflow.model.Machine;
import org.evenflow.model.Transformer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transmission cases against another program's Newton method, where the files are at hand. */
class TransmissionCasesTest {
    private static final double BASE_MVA = 100;

    private static Path folder() {
        String named = System.getProperty("evenflow.shared", System.getenv("EVENFLOW_SHARED"));
        Path root = named == null ? null : Path.of(named);
        for (var at = Path.of("").toAbsolutePath();
                root == null && at != null;
                at = at.getParent()) {
            root = Files.isDirectory(at.resolve("shared/golden")) ? at.resolve("shared") : null;
        }
        assumeTrue(root != null, "no shared/golden folder beside the project");
        return Objects.requireNonNull(root).resolve("golden/powerflow");
    }

    private static List<double[]> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(
                        line ->
                                Arrays.stream(line.split(","))
                                        .mapToDouble(Double::parseDouble)
                                        .toArray())
                .toList();
    }

    private static String id(double number) {
        return String.valueOf((int) number);
    }

    private static Feeder read(String name) throws IOException {
        var buses = new ArrayList<Bus>();
        String slack = "";
        for (double[] row : rows(folder().resolve(name + "_bus.csv"))) {
            slack = row[1] == 3 ? id(row[0]) : slack;
            buses.add(
                    new Bus(
                            id(row[0]),
                            row[6],
                            1000 * row[2],
                            1000 * row[3],
                            1000 * row[4],
                            1000 * row[5],
                            0.5,
                            1.5));
        }
        double slackPu = 1;
        var machines = new ArrayList<Machine>();
        for (double[] row : rows(folder().resolve(name + "_gen.csv"))) {
            if (id(row[0]).equals(slack)) {
                slackPu = row[2];
            } else {
                machines.add(
                        new Machine(
                                "g" + machines.size(),
                                id(row[0]),
                                1000 * row[1],
                                0,
                                row[2],
                                1000 * row[4],
                                1000 * row[3]));
            }
        }
        return new Feeder(
                name,
                "",
                List.of(new Infeed(slack, slackPu)),
                buses,
                branches(name, buses),
                List.of(),
                List.of(),
                machines,
                List.of());
    }

    private static List<Branch> branches(String name, List<Bus> buses) throws IOException {
        var branches = new ArrayList<Branch>();
        for (double[] row : rows(folder().resolve(name + "_branch.csv"))) {
            String from = id(row[0]);
            String to = id(row[1]);
            double kv = buses.stream().filter(b -> b.id().equals(to)).findFirst().get().baseKv();
            double fromKv =
                    buses.stream().filter(b -> b.id().equals(from)).findFirst().get().baseKv();
            double ohm = kv * kv / BASE_MVA;
            String id = "x" + branches.size();
            double inf = Double.POSITIVE_INFINITY;
            boolean isClosed = row[7] == 1;
            boolean isLine = row[5] == 0 && row[6] == 0 && kv == fromKv;
            double tap = row[5] == 0 ? 1 : row[5];
            branches.add(
                    isLine
                            ? new Line(
                                    id,
                                    from,
                                    to,
                                    row[2] * ohm,
                                    row[3] * ohm,
                                    row[4] / ohm,
                                    inf,
                                    isClosed)
                            : new Transformer(
                                    id,
                                    from,
                                    to,
                                    row[2] * ohm,
                                    row[3] * ohm,
                                    row[4] / ohm,
                                    tap,
                                    row[6],
                                    inf,
                                    isClosed));
        }
        return branches;
    }

    @ParameterizedTest
    @ValueSource(strings = {"case39", "case118"})
    void agreesWithPlainNewton(String name) throws IOException {
        var feeder = read(name);
        // The solutions hold every machine's voltage, limits or no.
        var flow = new MeshedPowerFlow(feeder, 1e-12, ReactiveLimits.IGNORED);
        var state = flow.newResult();
        assertThat(flow.solve(flow.terminals().nominal(), state)).isEqualTo(FlowStatus.CONVERGED);
        var solution = rows(folder().resolve(name + "_solution.csv"));
        assertThat(solution).hasSize(state.buses());
        var index = feeder.busIndex();
        double slackDeg = 0;
        for (double[] row : solution) {
            slackDeg = id(row[0]).equals(feeder.sourceBus()) ? row[2] : slackDeg;
        }
        for (double[] row : solution) {
            int bus = index.getOrDefault(id(row[0]), -1);
            // 12 digits are given; both stop below 1e-10 pu of mismatch.
            assertThat(state.voltagePu(bus)).as("bus %s", row[0]).isCloseTo(row[1], within(1e-8));
            assertThat(state.angleDeg(bus) + slackDeg)
                    .as("bus %s", row[0])
                    .isCloseTo(row[2], within(1e-6));
        }
    }
}
