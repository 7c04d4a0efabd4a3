package org.evenflow.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One world of several with its estimates.
 *
 * @param world the world
 * @param summary its values and estimates
 * @param costs its controllers by cost
 * @param verdict its sentences, the most important first
 */
record WorldSummary(
        WorldsResult.World world, Summary summary, CostComparison costs, List<String> verdict) {

    static List<WorldSummary> of(WorldsResult result) {
        return result.worlds().stream().map(WorldSummary::of).toList();
    }

    private static WorldSummary of(WorldsResult.World world) {
        var summary = new Summary(world.result());
        var costs = new CostComparison(world.result(), summary);
        return new WorldSummary(
                world, summary, costs, Verdict.sentences(world.result(), summary, costs));
    }

    StudyResult study() {
        return world.result();
    }

    /** What counts most: the cheapest controller, and others against the best rule. */
    String sentence() {
        var sentences = new ArrayList<>(List.of(verdict.getFirst()));
        sentences.addAll(new BestRuleSection(study(), summary).sentences());
        return String.join(" ", sentences);
    }

    /** The same with the world's title. */
    String titled() {
        return study().title() + ": " + sentence();
    }
}
