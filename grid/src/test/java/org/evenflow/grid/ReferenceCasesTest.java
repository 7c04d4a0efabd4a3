package org.evenflow.grid;

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
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published feeders against solutions of two independent solvers, where the files are at hand. */
class ReferenceCasesTest {
    /** A case's feeder and loads. */
    private record Case(Feeder feeder, Injections load, Path folder) {}

    private static Path folder() {
        String named = System.getProperty("evenflow.shared", System.getenv("EVENFLOW_SHARED"));
        Path root = named == null ? null : Path.of(named);
        for (var at = Path.of("").toAbsolutePath();
                root == null && at != null;
                at = at.getParent()) {
            root = Files.isDirectory(at.resolve("shared/golden")) ? at.resolve("shared") : null;
        }
        assumeTrue(root != null, "no shared/golden folder beside the project");
        var folder = Objects.requireNonNull(root).resolve("golden/powerflow");
        assumeTrue(Files.isDirectory(folder), () -> folder + " is absent");
        return folder;
    }

    private static List<String[]> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream().skip(1).map(line -> line.split(",")).toList();
    }

    private static Case read(String name) throws IOException {
        Path folder = folder();
        var buses = new ArrayList<Bus>();
        var busRows = rows(folder.resolve(name + "_bus.csv"));
        var load = new Injections(busRows.size());
        for (String[] row : busRows) {
            load.loadKw()[buses.size()] = Double.parseDouble(row[1]);
            load.loadKvar()[buses.size()] = Double.parseDouble(row[2]);
            buses.add(DenseFlow.bus(row[0], Double.parseDouble(row[3])));
        }
        var branches = new ArrayList<Branch>();
        for (String[] row : rows(folder.resolve(name + "_branch.csv"))) {
            branches.add(
                    new Line(
                            "l" + branches.size(),
                            row[0],
                            row[1],
                            Double.parseDouble(row[2]),
                            Double.parseDouble(row[3]),
                            0,
                            Double.POSITIVE_INFINITY,
                            row[4].equals("1")));
        }
        return new Case(new Feeder(name, "", "1", 1, buses, branches), load, folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"case33bw", "case69", "case85"})
    void everyVoltageAgreesToTenDigits(String name) throws IOException {
        var reference = read(name);
        var flow = new SweepPowerFlow(reference.feeder(), 1e-12);
        var result = flow.newResult();
        assertThat(flow.solve(reference.load(), result)).isEqualTo(FlowStatus.CONVERGED);
        var index = reference.feeder().busIndex();
        for (String[] row : rows(reference.folder().resolve(name + "_solution.csv"))) {
            int bus = index.getOrDefault(row[0], -1);
            assertThat(result.voltagePu(bus))
                    .as("%s bus %s", name, row[0])
                    .isCloseTo(Double.parseDouble(row[1]), within(1e-10));
            assertThat(result.angleDeg(bus))
                    .as("%s bus %s", name, row[0])
                    .isCloseTo(Double.parseDouble(row[2]), within(1e-8));
        }
    }

    @Test
    void theFeederOfBaranAndWuLoses202KilowattsAndIsLowestAtBus18() throws IOException {
        var reference = read("case33bw");
        var flow = new SweepPowerFlow(reference.feeder(), 1e-12);
        var result = flow.newResult();
        flow.solve(reference.load(), result);
        assertThat(result.lossKw()).isCloseTo(202.677126, within(1e-6));
        assertThat(result.lossKvar()).isCloseTo(135.140971, within(1e-6));
        var voltages = new double[33];
        result.voltagesPu(voltages);
        int bus18 = reference.feeder().busIndex().getOrDefault("18", -1);
        assertThat(voltages[bus18]).isCloseTo(0.913090479, within(1e-9));
        assertThat(Arrays.stream(voltages).min()).hasValue(voltages[bus18]);
    }
}
