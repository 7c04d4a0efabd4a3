package org.evenflow.report.tuning;

import java.util.List;
import java.util.Map;
import org.evenflow.numeric.statistics.Interval;
import org.evenflow.report.BestRule;

/**
 * What a search for settings found. Costs are total costs in the currency of the scenario per run;
 * every difference is paired by seed.
 *
 * @param study id of the study whose world was played
 * @param title of that world
 * @param currency of all costs
 * @param controller the controller as it was named
 * @param tried values by setting
 * @param seeds the validation seeds, in order
 * @param variants the chosen one first, then by how far they came, then by difference
 * @param rules on all of the seeds, the cheapest first
 * @param gain cost of the chosen variant less that of the controller as it was named
 * @param againstRule cost of the chosen variant less that of the best rule; unknown without one
 * @param next the command that measures the chosen one on test seeds
 * @param facts what was played, label to text
 * @param provenance how to repeat it, label to text
 * @param wallSeconds how long it took
 */
public record TuningResult(
        String study,
        String title,
        String currency,
        String controller,
        Map<String, List<String>> tried,
        List<Long> seeds,
        List<Variant> variants,
        List<BestRule.Candidate> rules,
        Interval gain,
        Interval againstRule,
        String next,
        Map<String, String> facts,
        Map<String, String> provenance,
        double wallSeconds) {

    /**
     * One variant.
     *
     * @param id with settings
     * @param values of the settings that are tried, as users write them
     * @param seeds on how many seeds it was played, the first ones
     * @param cost mean over them
     * @param difference mean cost less that of the controller as it was named on the same seeds
     * @param servedPercent energy given of what was asked on them; NaN where none was asked
     * @param isChoosable whether it has a cost on each and serves what others serve
     */
    public record Variant(
            String id,
            Map<String, String> values,
            int seeds,
            double cost,
            double difference,
            double servedPercent,
            boolean isChoosable) {}

    /** What was chosen. */
    public Variant chosen() {
        return variants.getFirst();
    }

    /** Whether the controller as it was named is the best there is. */
    public boolean keepsUsual() {
        return chosen().id().equals(controller);
    }
}
