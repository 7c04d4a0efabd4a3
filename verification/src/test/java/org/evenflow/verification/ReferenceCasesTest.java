package org.evenflow.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The published trajectories and power flows, where the reference data lie beside the project. */
final class ReferenceCasesTest {

    @Test
    void trajectoriesOfTheOtherSimulatorsAreReproduced() {
        var reports = CaseFinder.run(shared("golden/peers"));
        assertThat(reports).hasSize(32 + 15 + 6 + 1);
        assertThat(reports)
                .allSatisfy(report -> assertThat(report.isOk()).as(failures(report)).isTrue());
    }

    @Test
    void solvedPowerFlowsAreReproduced() {
        assertThat(namesWithinTolerance(CaseFinder.run(shared("golden/powerflow"))))
                .containsExactlyInAnyOrder("case33bw", "case39", "case69", "case85", "case118");
    }

    @Test
    void matpowerCasesAreSolvedToTheReferenceVoltages() {
        assertThat(namesWithinTolerance(CaseFinder.run(shared("data/feeders"))))
                .containsExactlyInAnyOrder(
                        "case18",
                        "case22",
                        "case33bw",
                        "case33mg",
                        "case39",
                        "case69",
                        "case85",
                        "case118zh");
    }

    private static List<String> namesWithinTolerance(List<CaseReport> reports) {
        assertThat(reports)
                .allSatisfy(
                        report ->
                                assertThat(report.isOk() || !report.isRun())
                                        .as(failures(report))
                                        .isTrue());
        return reports.stream().filter(CaseReport::isOk).map(CaseReport::name).toList();
    }

    private static String failures(CaseReport report) {
        return report.name()
                + report.columns().stream()
                        .filter(column -> !column.isOk())
                        .map(
                                column ->
                                        " "
                                                + column.column()
                                                + " "
                                                + column.largest()
                                                + " at "
                                                + column.at())
                        .toList();
    }

    private static Path shared(String inside) {
        Optional<Path> found =
                candidates()
                        .map(folder -> folder.resolve(inside))
                        .filter(Files::isDirectory)
                        .findFirst();
        assumeTrue(found.isPresent(), "no folder shared/" + inside + " beside the project");
        return found.orElseThrow();
    }

    private static Stream<Path> candidates() {
        @Nullable String named =
                System.getProperty("evenflow.shared", System.getenv("EVENFLOW_SHARED"));
        var above = Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent);
        return Stream.concat(
                Stream.ofNullable(named).map(Path::of),
                above.map(folder -> folder.resolve("shared")));
    }
}
