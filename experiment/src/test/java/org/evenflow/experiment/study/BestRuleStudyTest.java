package org.evenflow.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.evenflow.control.rule.Rules;
import org.evenflow.data.scenario.Extent;
import org.evenflow.data.scenario.Study;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.Controllers;
import org.evenflow.experiment.LocalRunner;
import org.evenflow.experiment.Progress;
import org.evenflow.report.BestRule;
import org.evenflow.report.StudyResult;
import org.evenflow.report.WorldsResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rule a study measures planners and learners against, on days of the first scenario. */
class BestRuleStudyTest {
    private static final String POLICY = "ppo_quickstart";

    @TempDir private Path folder;

    private static Study study(String... controllers) {
        var study =
                StudyReader.builtIn("quickstart")
                        .withControllers(List.of(controllers))
                        .withSeeds(2);
        return study.withExtent(study.extent().withBound(0));
    }

    private static Campaign campaign(int threads) {
        return new Campaign(new LocalRunner(threads), Progress.NONE, () -> 0);
    }

    private StudyResult play(Study study, String name, int threads) {
        return new StudyRunner(study, campaign(threads)).run(folder.resolve(name), false, "test");
    }

    @Test
    void theRuleIsChosenOnSeedsOfItsOwnAndPlayedLikeAllOthers() throws IOException {
        var result = play(study("uncontrolled", POLICY), "out", 2);
        var best = result.yardstick().bestRule();
        assertThat(best.seeds()).containsExactly(900_001L, 900_002L);
        assertThat(best.claimants()).containsExactly(POLICY);
        assertThat(best.candidates().stream().map(BestRule.Candidate::id))
                .containsExactlyInAnyOrderElementsOf(Rules.candidates());
        // The cheapest of those that could be chosen, by the costs that are written beside it.
        assertThat(best.rule())
                .isEqualTo(
                        best.candidates().stream()
                                .filter(BestRule.Candidate::isChoosable)
                                .min(Comparator.comparingDouble(BestRule.Candidate::cost))
                                .orElseThrow()
                                .id());
        assertThat(result.controllers()).containsExactly("uncontrolled", POLICY, best.rule());
        assertThat(result.yardstick().isRanked(best.rule())).isTrue();
        // On the study's seeds, and those alone.
        assertThat(result.runs().stream().filter(run -> run.controller().equals(best.rule())))
                .extracting(StudyResult.Run::seed)
                .containsExactly(1L, 2L);
        var summary = new ObjectMapper().readTree(folder.resolve("out/summary.json").toFile());
        assertThat(summary.at("/best_rule/rule").asText()).isEqualTo(best.rule());
        assertThat(summary.at("/best_rule/against_best_rule/" + POLICY + "/mean").asDouble())
                .isEqualTo(
                        meanCost(result, POLICY) - meanCost(result, best.rule()),
                        org.assertj.core.api.Assertions.within(1e-9));
    }

    private static double meanCost(StudyResult result, String controller) {
        return result.runs().stream()
                .filter(run -> run.controller().equals(controller))
                .mapToDouble(run -> run.values().getOrDefault("total_cost", Double.NaN))
                .average()
                .orElseThrow();
    }

    @Test
    void itIsTheSameOnAnyNumberOfThreadsAndNothingIsPlayedTwice() throws IOException {
        play(study("uncontrolled", POLICY), "alone", 1);
        play(study("uncontrolled", POLICY), "together", 4);
        assertThat(folder.resolve("together/results.csv"))
                .hasSameTextualContentAs(folder.resolve("alone/results.csv"));
        var kept = Files.readAllLines(folder.resolve("alone/runs.jsonl"));
        assertThat(kept).hasSize(2 * Rules.candidates().size() + 2 * 3);
        play(study("uncontrolled", POLICY), "alone", 2);
        assertThat(Files.readAllLines(folder.resolve("alone/runs.jsonl"))).isEqualTo(kept);
    }

    @Test
    void whoHasRulesAloneOrWantsNoneChoosesNone() {
        var rules = play(study("uncontrolled", "time_of_use[spread=0.3]"), "rules", 2);
        assertThat(rules.yardstick().bestRule()).isEqualTo(BestRule.NONE);
        assertThat(rules.controllers()).hasSize(2);
        var study = study("uncontrolled", POLICY);
        var without = play(study.withExtent(study.extent().withValidationSeeds(0)), "without", 2);
        assertThat(without.yardstick().bestRule()).isEqualTo(BestRule.NONE);
        assertThat(without.controllers()).containsExactly("uncontrolled", POLICY);
    }

    @Test
    void rulesOfTheStudyAreCandidatesWithTheirSettings() {
        var study = study("uncontrolled_raw", "time_of_use[spread=0.3]", "mpc", "mpc_perfect");
        var controllers = new Controllers();
        var choice = new RuleChoice(study, controllers, new References(study, controllers));
        assertThat(choice.candidates())
                .hasSize(Rules.candidates().size() + 1)
                .contains("time_of_use[spread=0.3]")
                .doesNotContain("uncontrolled_raw");
        // Who sees the future claims nothing.
        assertThat(choice.claimants()).containsExactly("mpc");
    }

    @Test
    void everyWorldHasItsOwnAndItStandsAmongTheirResults() throws IOException {
        var study = study("uncontrolled", POLICY);
        study =
                study.withExtent(
                        study.extent()
                                .withSweep(new Extent.Sweep("plant_scale", List.of("0.5", "1"))));
        var result =
                new WorldsRunner(study, campaign(2)).run(folder.resolve("worlds"), false, "test");
        for (int world = 0; world < 2; world++) {
            var best = result.worlds().get(world).result().yardstick().bestRule();
            assertThat(result.cases())
                    .contains(
                            new WorldsResult.Case(
                                    world, best.rule(), best.rule(), world == 0 ? "0.5" : "1"));
        }
        assertThat(folder.resolve("worlds/summary.json")).content().contains("\"best_rule\"");
    }
}
