package org.evenflow.city;

import java.util.Locale;
import org.evenflow.model.scenario.SessionSource.Pattern;

/** Makes a {@link SessionProfile} of a pattern's few numbers. */
final class PatternProfile {
    /** The standard normal distribution's quantiles at 9/16 to 15/16. */
    private static final double[] UPPER = {
        0.1573107, 0.3186394, 0.4887764, 0.6744898, 0.8871466, 1.1503494, 1.5341205
    };

    private static final double LEAST_STAY_MIN = 1;

    private PatternProfile() {}

    static SessionProfile of(String name, Pattern pattern) {
        var stay = pattern.stay();
        var arrivals = pattern.arrivals().stream().mapToDouble(weight -> weight).toArray();
        double sum = 0;
        for (double weight : arrivals) {
            sum += weight;
        }
        for (int slot = 0; slot < arrivals.length; slot++) {
            arrivals[slot] /= sum;
        }
        double[] quantiles = normalQuantiles();
        for (int i = 0; i < quantiles.length; i++) {
            double minutes = stay.meanMin() + quantiles[i] * stay.deviationMin();
            quantiles[i] = stay.isByClock() ? minutes : Math.max(LEAST_STAY_MIN, minutes);
        }
        return SessionProfile.of(
                name,
                remark(pattern),
                pattern.isFixedNumber(),
                arrivals,
                stay.isByClock(),
                quantiles);
    }

    /**
     * Quantiles of the standard normal distribution at equal distances of probability, between
     * which drawing is linear. The outermost are not infinite but lie where the variance of what is
     * drawn is 1: the mean of {@code (a² + ab + b²) / 3} over the cells from a to b.
     */
    static double[] normalQuantiles() {
        var z = new double[SessionProfile.QUANTILES];
        int middle = z.length / 2;
        double inner = 0;
        double before = 0;
        for (int i = 0; i < UPPER.length; i++) {
            double at = UPPER[i];
            z[middle + 1 + i] = at;
            z[middle - 1 - i] = -at;
            inner += (before * before + before * at + at * at) / 3;
            before = at;
        }
        // The last cell must bring the upper half's sum to half the number of cells.
        double rest = 3 * (middle - inner) - before * before;
        double end = -before / 2 + Math.sqrt(before * before / 4 + rest);
        z[z.length - 1] = end;
        z[0] = -end;
        return z;
    }

    private static String remark(Pattern pattern) {
        var stay = pattern.stay();
        return String.format(
                Locale.ROOT,
                "Not measured but a pattern: %s %s with a standard deviation of %.0f min;"
                        + " state of charge %.2f to %.2f on arrival, %.2f asked for.",
                stay.isByClock() ? "vehicles leave at" : "stays last",
                stay.isByClock()
                        ? String.format(
                                Locale.ROOT,
                                "%02d:%02d",
                                (int) stay.meanMin() / 60,
                                (int) stay.meanMin() % 60)
                        : String.format(Locale.ROOT, "%.0f min", stay.meanMin()),
                stay.deviationMin(),
                pattern.arrivalSoc().low(),
                pattern.arrivalSoc().high(),
                pattern.targetSoc());
    }
}
