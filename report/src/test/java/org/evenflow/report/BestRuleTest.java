package org.evenflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Costs and shares that are reckoned by hand, in EUR. */
class BestRuleTest {
    private static final List<Long> VALIDATION = List.of(900_001L, 900_002L);

    private static StudyResult.Run run(String id, long seed, double cost, double served) {
        return new StudyResult.Run(
                id,
                seed,
                Map.of("total_cost", cost, "asked_energy", 100.0, "served_energy", served));
    }

    private static List<StudyResult.Run> runs(
            String id, double first, double second, double served) {
        return List.of(run(id, 900_001, first, served), run(id, 900_002, second, served));
    }

    private static BestRule chosen(List<List<StudyResult.Run>> runs) {
        return BestRule.of(
                VALIDATION, runs.stream().flatMap(List::stream).toList(), List.of("mpc"));
    }

    @Test
    void leastMeanCostOfThoseThatServeWins() {
        // Means 15, 14, 12 and 14.5; the third gives 0.6 points less than the best.
        var best =
                chosen(
                        List.of(
                                runs("first", 10, 20, 99.9),
                                runs("second", 18, 10, 99.5),
                                runs("sparing", 12, 12, 99.3),
                                runs("third", 14, 15, 99.4)));
        assertThat(best.rule()).isEqualTo("second");
        assertThat(best.candidates().stream().map(BestRule.Candidate::id))
                .containsExactly("second", "third", "first", "sparing");
        assertThat(best.candidates().getLast())
                .isEqualTo(new BestRule.Candidate("sparing", 12, 99.3, false));
        assertThat(best.candidates().getFirst())
                .isEqualTo(new BestRule.Candidate("second", 14, 99.5, true));
    }

    @Test
    void ofEqualsTheFirstIsChosenAndNobodyWithoutACostIs() {
        var best =
                chosen(
                        List.of(
                                runs("unknown", 1, Double.NaN, 100),
                                runs("first", 10, 20, 100),
                                runs("same", 20, 10, 100)));
        assertThat(best.rule()).isEqualTo("first");
        assertThat(chosen(List.of(runs("unknown", 1, Double.NaN, 100))).isKnown()).isFalse();
    }

    @Test
    void seedsAreNamedAsARangeWhereTheyAreOne() {
        assertThat(words(900_001L, 900_002L, 900_003L)).isEqualTo("900001–900003");
        assertThat(words(15L, 17L)).isEqualTo("15, 17");
        assertThat(words(15L)).isEqualTo("15");
    }

    private static String words(Long... seeds) {
        return new BestRule("rule", List.of(seeds), List.of(), List.of(), "").seedsInWords();
    }

    /** Three seeds on which a planner costs 2, 4 and 6 less than the rule, 4 in the mean. */
    private static StudyResult study(BestRule best) {
        var costs = new LinkedHashMap<String, double[]>();
        costs.put("time_of_use[spread=1]", new double[] {100, 200, 300});
        costs.put("mpc", new double[] {98, 196, 294});
        costs.put("lazy", new double[] {90, 190, 290});
        StudyResult base = StudyFixture.costs(costs);
        var yardstick = new Yardstick(List.of(), List.of(), List.of("lazy"), List.of(), best);
        return StudyFixture.with(base, base.runs(), yardstick);
    }

    private static BestRule timeOfUse() {
        var runs = new ArrayList<>(runs("time_of_use[spread=1]", 10, 10, 100));
        runs.addAll(runs("uncontrolled", 20, 20, 100));
        runs.addAll(runs("pv_surplus", 5, 5, 90));
        return BestRule.of(VALIDATION, runs, List.of("mpc", "lazy"));
    }

    @Test
    void theVerdictNamesTheRuleAndWhatOthersCostLess() {
        var verdict = StudyWriter.verdict(study(timeOfUse()));
        assertThat(verdict)
                .contains(
                        "Best rule on validation seeds 900001–900002: time_of_use[spread=1] (of 3 rules and settings, 1 of which serves less and could not be chosen).")
                .anySatisfy(
                        sentence ->
                                assertThat(sentence)
                                        .startsWith(
                                                "Cost less that of the best rule, EUR per run, mean of the pairs with its 95 % interval: mpc −4.00 [")
                                        .contains("; lazy −10.00 [")
                                        .endsWith(" (serves less, not ranked)."));
    }

    @Test
    void theSummaryHasChoiceAndDifferences() throws IOException {
        StudyResult study = study(timeOfUse());
        var summary = new Summary(study);
        var costs = new CostComparison(study, summary);
        var root =
                new ObjectMapper().readTree(SummaryJson.text(study, summary, costs, List.of("v")));
        assertThat(root.at("/best_rule/rule").asText()).isEqualTo("time_of_use[spread=1]");
        assertThat(root.at("/best_rule/validation_seeds").toString()).isEqualTo("[900001,900002]");
        assertThat(root.at("/best_rule/candidates/0/total_cost").asDouble()).isEqualTo(10);
        assertThat(root.at("/best_rule/candidates/2/rule").asText()).isEqualTo("pv_surplus");
        assertThat(root.at("/best_rule/candidates/2/choosable").asBoolean()).isFalse();
        assertThat(root.at("/best_rule/against_best_rule/mpc/mean").asDouble()).isEqualTo(-4);
        assertThat(root.at("/best_rule/against_best_rule/mpc/ranked").asBoolean()).isTrue();
        assertThat(root.at("/best_rule/against_best_rule/lazy/ranked").asBoolean()).isFalse();
        assertThat(ReportPage.html(study, summary, costs, List.of("v")))
                .contains("Where costs differ from the best rule");
    }

    @Test
    void whereNoneCouldBeChosenThatIsSaidAndNothingIsCompared() {
        StudyResult study = study(BestRule.absent("There are no days left."));
        var section = new BestRuleSection(study, new Summary(study));
        assertThat(section.sentences()).containsExactly("There are no days left.");
        assertThat(section.json().isNull()).isTrue();
        StudyResult without = study(BestRule.NONE);
        assertThat(new BestRuleSection(without, new Summary(without)).sentences()).isEmpty();
    }
}
