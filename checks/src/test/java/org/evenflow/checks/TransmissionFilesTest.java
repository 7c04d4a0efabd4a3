package org.evenflow.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.evenflow.data.FeederImport;
import org.evenflow.data.ImportAudit.StoredVoltage;
import org.evenflow.data.powsybl.PowsyblReader;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.powsybl.MeshedPowerFlow;
import org.evenflow.grid.powsybl.MeshedPowerFlow.ReactiveLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IEEE's cases as files, against the voltages that the files themselves carry. */
final class TransmissionFilesTest {
    /**
     * The solved file is rounded to 0.001 pu and 0.01 degrees. The older ones' voltages do not
     * solve their own branches that well: the file of 118 buses agrees with another program to
     * 1e-12 pu and is itself off by 0.0174 pu, so they are here to bound gross errors only.
     */
    @ParameterizedTest
    @CsvSource({
        "ieee14cdf-solved, 5.1e-4, 0.0055",
        "ieee14cdf, 1.4e-3, 0.02",
        "ieee30cdf, 1e-3, 0.5",
        "ieee57cdf, 1e-2, 0.8",
        "ieee300cdf, 5e-3, 0.7"
    })
    void filesAreSolvedToTheVoltagesTheyCarry(String name, double pu, double degrees)
            throws IOException {
        var read = read(name);
        var feeder = read.feeder();
        var flow = new MeshedPowerFlow(feeder, 1e-9, ReactiveLimits.KEPT);
        var state = flow.newResult();
        assertThat(flow.solve(flow.terminals().nominal(), state)).isEqualTo(FlowStatus.CONVERGED);
        var index = feeder.busIndex();
        double largestPu = 0;
        double largestDegrees = 0;
        for (StoredVoltage stored : read.audit().results()) {
            int bus = index.getOrDefault(stored.busId(), -1);
            largestPu = Math.max(largestPu, Math.abs(state.voltagePu(bus) - stored.pu()));
            largestDegrees =
                    Math.max(largestDegrees, Math.abs(state.angleDeg(bus) - stored.angleDeg()));
        }
        assertThat(new double[] {largestPu, largestDegrees})
                .as("%s, largest differences in pu and degrees", name)
                .satisfies(found -> assertThat(found[0]).isLessThan(pu))
                .satisfies(found -> assertThat(found[1]).isLessThan(degrees));
    }

    @Test
    void theFileOf118BusesHasAnotherProgramsSolution() throws IOException {
        String named = System.getProperty("evenflow.shared", System.getenv("EVENFLOW_SHARED"));
        var folder = named == null ? Path.of("../../shared") : Path.of(named);
        var solution = folder.resolve("golden/powerflow/case118_solution.csv");
        assumeTrue(Files.exists(solution), "no reference solution beside the project");
        var feeder = read("ieee118cdf").feeder();
        // That solution holds every machine's voltage, limits or no.
        var flow = new MeshedPowerFlow(feeder, 1e-9, ReactiveLimits.IGNORED);
        var state = flow.newResult();
        flow.solve(flow.terminals().nominal(), state);
        var index = feeder.busIndex();
        for (String line : Files.readAllLines(solution).subList(1, 119)) {
            String[] row = line.split(",");
            int bus = index.getOrDefault("B" + row[0], -1);
            assertThat(state.voltagePu(bus))
                    .as(line)
                    .isCloseTo(Double.parseDouble(row[1]), within(1e-8));
            assertThat(state.angleDeg(bus))
                    .as(line)
                    .isCloseTo(Double.parseDouble(row[2]), within(1e-6));
        }
    }

    private static FeederImport read(String name) throws IOException {
        try (var in = TransmissionFilesTest.class.getResourceAsStream("/" + name + ".txt")) {
            var text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return new PowsyblReader().parse(name + ".cdf", text);
        }
    }
}
