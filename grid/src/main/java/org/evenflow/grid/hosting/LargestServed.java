package org.evenflow.grid.hosting;

import java.util.function.IntToDoubleFunction;

/**
 * The largest number of vehicles that are served, where more vehicles are served less: by doubling,
 * then by the regula falsi, with the middle in between where that does not halve the distance.
 */
public final class LargestServed {
    private LargestServed() {}

    /**
     * Searches from a number that is served. The last negative margin asked for is that of the
     * result plus one.
     *
     * @param known is served
     * @param most there are no more
     * @param knownMargin its margin, 0 or more
     * @param margin by how much a number is served more than it must; negative where it is not
     */
    public static int of(int known, int most, double knownMargin, IntToDoubleFunction margin) {
        int good = known;
        double goodMargin = knownMargin;
        int bad = good;
        double badMargin = goodMargin;
        while (badMargin >= 0 && bad < most) {
            good = bad;
            goodMargin = badMargin;
            bad = Math.min(most, Math.max(good + 1, 2 * good));
            badMargin = margin.applyAsDouble(bad);
        }
        if (badMargin >= 0) {
            return most;
        }
        boolean isSlow = false;
        while (bad - good > 1) {
            int width = bad - good;
            double share = isSlow ? 0.5 : goodMargin / (goodMargin - badMargin);
            int next = (int) Math.clamp(good + Math.round(share * width), good + 1, bad - 1);
            double nextMargin = margin.applyAsDouble(next);
            if (nextMargin >= 0) {
                good = next;
                goodMargin = nextMargin;
            } else {
                bad = next;
                badMargin = nextMargin;
            }
            isSlow = 2 * (bad - good) > width;
        }
        return good;
    }
}
