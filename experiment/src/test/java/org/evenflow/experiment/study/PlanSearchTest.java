package org.evenflow.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.LocalRunner;
import org.evenflow.experiment.Progress;
import org.evenflow.report.StudyResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the plan of a seed is chosen from, where charging makes the peak and levels are coarse. */
final class PlanSearchTest {
    private static final String SITE =
            """
            study: tiny
            scenario:
              scenario: tiny
              time: {start: 2019-05-13T00:00, zone: Europe/Berlin}
              stations: [{id: A, connectors: 6, charger: {kind: slow_ac, phases: 3, max_a: 16}, limit_kw: 26}]
              sessions: {populations: [{id: p, profile: workplace, sessions_per_connector_day: 1.2, fleet: [tesla_model_3]}]}
              tariff: {kind: flat, id: f, currency: EUR, price_per_kwh: 0.2, demand_per_kw_month: 40}
            controllers: [uncontrolled, time_of_use, mpc_perfect]
            seeds: [3, 4]
            chosen_seed: 3
            validation_seeds: 0
            """;

    @TempDir private Path folder;

    /**
     * Its steps come onto levels one by one: on the second of these days nothing else is as good.
     */
    @Test
    void thePlanIsNoDearerThanThePlannerThatSeesTheFuture() throws IOException {
        Path file = Files.writeString(folder.resolve("tiny.yaml"), SITE);
        var campaign = new Campaign(new LocalRunner(2), Progress.NONE, () -> 0);
        var runner = new StudyRunner(StudyReader.named(file.toString()), campaign);
        runner.recorded(false);
        var result = runner.run(folder.resolve("out"), false, "test");
        for (long seed : result.seeds()) {
            assertThat(value(result, "mpc_perfect", seed, "unserved_energy"))
                    .isLessThanOrEqualTo(value(result, "uncontrolled", seed, "unserved_energy"));
            assertThat(value(result, "clairvoyant", seed, "total_cost"))
                    .isLessThanOrEqualTo(value(result, "mpc_perfect", seed, "total_cost") + 1e-9);
        }
        assertThat(result.notes())
                .anyMatch(note -> note.contains("seed 4: the plan is mpc_perfect"));
    }

    private static double value(StudyResult result, String controller, long seed, String name) {
        return result.runs().stream()
                .filter(run -> run.controller().equals(controller) && run.seed() == seed)
                .mapToDouble(run -> run.values().getOrDefault(name, Double.NaN))
                .findFirst()
                .orElseThrow();
    }
}
