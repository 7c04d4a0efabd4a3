package org.evenflow.economic;

import java.util.Arrays;

/**
 * What other choices of running groups would cost than the best: how much a wrong decision on one
 * group matters. Without ripples.
 *
 * @param secondPercent by how much the second best choice costs more, %; infinite where there is
 *     none
 * @param flipPercent the same for each group turned over in the best choice; infinite where the
 *     others cannot serve then, NaN where the group has no choice
 */
public record OtherChoices(double secondPercent, double[] flipPercent) {
    /** Of a case with a choice. */
    public static OtherChoices of(EconomicCase given) {
        var search = new CommitmentSearch(given);
        search.solve(given);
        var sharing = new CostSharing(given);
        double best = search.best();
        double[] flips = new double[given.groups()];
        double[] kw = new double[given.groups()];
        boolean[] on = search.bestOn().clone();
        Arrays.fill(flips, Double.NaN);
        for (int group = 0; group < flips.length; group++) {
            if (given.canRun(group) && !given.mustRun(group)) {
                on[group] = !on[group];
                flips[group] =
                        sharing.share(on, kw)
                                ? 100 * (sharing.cost(on, kw) - best) / best
                                : Double.POSITIVE_INFINITY;
                on[group] = !on[group];
            }
        }
        return new OtherChoices(100 * (search.second() - best) / best, flips);
    }
}
