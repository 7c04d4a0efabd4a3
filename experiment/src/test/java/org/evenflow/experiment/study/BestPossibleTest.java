package org.evenflow.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.LocalRunner;
import org.evenflow.experiment.Progress;
import org.evenflow.model.InputException;
import org.evenflow.report.StudyResult;
import org.evenflow.report.Yardstick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a study tells of the best possible, on two days of the first scenario. */
class BestPossibleTest {
    private static final List<String> ASKED = List.of("time_of_use", "mpc_perfect");

    private static final Campaign CAMPAIGN =
            new Campaign(new LocalRunner(2), Progress.NONE, System::nanoTime);

    @TempDir private Path folder;

    private StudyResult play(double boundS) {
        var study = StudyReader.builtIn("quickstart").withControllers(ASKED).withSeeds(2);
        study = study.withExtent(study.extent().withBound(boundS));
        return new StudyRunner(study, CAMPAIGN).run(folder.resolve("out"), true, "test");
    }

    private static double value(StudyResult.Run run, String indicator) {
        return run.values().getOrDefault(indicator, Double.NaN);
    }

    @Test
    void controllersAreMeasuredAgainstPlanAndBoundThatNobodyListed() throws IOException {
        StudyResult result = play(60);
        assertThat(result.controllers())
                .containsExactly("time_of_use", "mpc_perfect", "uncontrolled", "clairvoyant");
        for (StudyResult.Run run : result.runs()) {
            assertThat(value(run, "total_cost"))
                    .as("%s %d", run.controller(), run.seed())
                    .isGreaterThanOrEqualTo(value(run, "lower_bound"));
        }
        for (StudyResult.Run run : result.runs()) {
            double plan = cost(result, Yardstick.PLAN, run.seed());
            double most = cost(result, Yardstick.UNCONTROLLED, run.seed());
            if (most - plan < 0.005 * most) {
                // Nothing to gain for who leaves as little unserved as the rule.
                assertThat(value(run, "regret")).isNaN();
                continue;
            }
            double regret = (value(run, "total_cost") - plan) / (most - plan);
            assertThat(value(run, "regret")).isCloseTo(regret, within(1e-9));
            assertThat(value(run, "captured_share")).isCloseTo(1 - regret, within(1e-9));
        }
        JsonNode summary = new ObjectMapper().readTree(folder.resolve("out/summary.json").toFile());
        // Only the time-of-use rule could be run: the others are references.
        assertThat(summary.at("/comparison/best").asText()).isEqualTo("time_of_use");
        assertThat(summary.at("/best_possible/runs_below_bound").asInt()).isZero();
        // The plan is a good one, and the bound close: hardly more than a tenth of the saving.
        assertThat(summary.at("/best_possible/gap_of_saving/mean").asDouble()).isBetween(0.0, 0.25);
        assertThat(folder.resolve("out/results.csv")).content().contains("lower_bound", "regret");
        assertThat(folder.resolve("out/report.html"))
                .content()
                .contains("How close to the best possible")
                .contains("No controller behind the dispatcher can cost less than");
    }

    private static double cost(StudyResult result, String controller, long seed) {
        return result.runs().stream()
                .filter(run -> run.controller().equals(controller) && run.seed() == seed)
                .mapToDouble(run -> value(run, "total_cost"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStudyMayDoWithoutThem() throws IOException {
        StudyResult result = play(0);
        assertThat(result.controllers()).isEqualTo(ASKED);
        assertThat(result.runs()).allSatisfy(run -> assertThat(value(run, "regret")).isNaN());
        assertThat(Files.readString(folder.resolve("out/report.html")))
                .contains("played without the clairvoyant plan");
        assertThat(Files.readString(folder.resolve("out/study.yaml"))).contains("bound_s: 0.0");
    }

    @Test
    void whatCannotBeSolvedInTimeIsSaidToBeUnknown() {
        StudyResult result = play(0.001);
        assertThat(result.yardstick().bounds())
                .hasSize(2)
                .allSatisfy(bound -> assertThat(bound.unknown()).startsWith("not solved in"))
                .allSatisfy(bound -> assertThat(bound.relaxation()).isNaN());
        assertThat(result.runs()).allSatisfy(run -> assertThat(value(run, "lower_bound")).isNaN());
    }

    @Test
    void wrongNumbersOfValidationSeedsAreRefused() {
        var study = StudyReader.builtIn("quickstart");
        assertThat(study.resolvedYaml()).contains("validation_seeds: 10");
        assertThat(study.withSeeds(3).resolvedYaml()).contains("validation_seeds: 3");
        assertThat(study.withExtent(study.extent().withValidationSeeds(0)).resolvedYaml())
                .contains("validation_seeds: 0");
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> study.extent().withValidationSeeds(1001))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("validation_seeds must be 0 (none) to 1000, is 1001");
    }

    @Test
    void wrongSecondsAreRefused() {
        var extent = StudyReader.builtIn("quickstart").extent();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> extent.withBound(-1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("bound_s must be 0 (none) to 86400 seconds, is -1");
    }
}
