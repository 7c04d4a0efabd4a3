package org.evenflow.planning;

import org.evenflow.control.Settings;
import org.evenflow.model.Battery;

/**
 * The cost of wear as segments of power of equal width, each with one cost per kWh: rising, as the
 * cost is convex.
 */
final class Wear {
    /** Segments of slots that only charge; with giving back a slot would have twice as many. */
    private static final int USUAL = 3;

    private Wear() {}

    /**
     * How many segments a controller's settings ask for; left open, more where they cost little.
     */
    static int segments(Settings settings, Points points) {
        int asked = (int) settings.number("wear_segments");
        if (asked > 0) {
            return asked;
        }
        for (boolean givesBack : points.givesBack()) {
            if (givesBack) {
                return 1;
            }
        }
        return USUAL;
    }

    /**
     * Segments of the first block, the only one that is carried out as planned; many vehicles have
     * no more there than elsewhere, for the time that it takes.
     */
    static int firstSegments(Settings settings, int segments, int connectors) {
        int asked = (int) settings.number("first_segments");
        boolean isLeft = settings.number("wear_segments") == 0;
        boolean isFew = connectors <= settings.number("steady_above");
        return asked > 0 ? asked : isLeft && isFew ? USUAL : segments;
    }

    /** Power at which a segment begins. */
    static double from(double maxKw, int segment, int segments) {
        return maxKw * segment / segments;
    }

    /**
     * Cost per kWh of a segment between the ends of which the cost is straight: never less than the
     * cost itself.
     */
    static double chord(Battery.Wear wear, double maxKw, int segment, int segments) {
        double low = from(maxKw, segment, segments);
        double high = from(maxKw, segment + 1, segments);
        return high > low ? (wear.cost(high, 1) - wear.cost(low, 1)) / (high - low) : 0;
    }

    /**
     * Power at which a segment begins of those that touch the cost from below: the largest of the
     * tangents at {@link #touch}.
     */
    static double belowFrom(Battery.Wear wear, double maxKw, int segment, int segments) {
        double a = wear.exponent();
        if (segment == 0 || segment == segments) {
            return segment == 0 ? 0 : maxKw;
        }
        double before = touch(maxKw, segment - 1, segments);
        double after = touch(maxKw, segment, segments);
        // Where the tangents of x^a at both powers meet.
        double rise = Math.pow(after, a - 1) - Math.pow(before, a - 1);
        return rise > 0
                ? (a - 1) * (Math.pow(after, a) - Math.pow(before, a)) / (a * rise)
                : (before + after) / 2;
    }

    /**
     * Cost per kWh of such a segment: the cost's slope at {@link #touch}. A convex cost lies above
     * each of its tangents, so the sum of segments up to any power is never more than the cost.
     */
    static double below(Battery.Wear wear, double maxKw, int segment, int segments) {
        double at = touch(maxKw, segment, segments);
        return wear.exponent() == 1
                ? wear.coefficient()
                : wear.coefficient() * wear.exponent() * Math.pow(at, wear.exponent() - 1);
    }

    /** Where a segment touches the cost: at no power, at full power, closer to the former. */
    private static double touch(double maxKw, int segment, int segments) {
        double share = segments > 1 ? (double) segment / (segments - 1) : 0;
        return maxKw * share * share;
    }
}
