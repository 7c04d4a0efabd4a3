package org.evenflow.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sessions told by a few numbers instead of a measured profile: when vehicles come, how long they
 * stay, with what state of charge they come and leave. Every day is alike.
 *
 * @param arrivals weights of the 96 local quarter hours of a day, at least one above 0; only their
 *     ratios matter
 * @param stay how long vehicles stay
 * @param arrivalSoc state of charge on arrival, drawn evenly, within [0, 1]
 * @param targetSoc state of charge that drivers ask for, not below the range of arrival
 * @param capacityKwh usable capacity, drawn evenly; null for that of the vehicle model
 * @param isFixedNumber whether every day has the rounded mean number of arrivals (a Poisson process
 *     given its number), or a Poisson process with that mean
 */
public record SessionPattern(
        List<Double> arrivals,
        Stay stay,
        Range arrivalSoc,
        double targetSoc,
        @Nullable Range capacityKwh,
        boolean isFixedNumber) {
    /** Quarter hours of a day. */
    public static final int SLOTS = 96;

    public SessionPattern {
        arrivals = List.copyOf(arrivals);
        Check.that(arrivals.size() == SLOTS, "arrivals", arrivals.size(), SLOTS + " weights");
        arrivals.forEach(weight -> Check.notNegative(weight, "weight of arrivals"));
        Check.that(
                arrivals.stream().anyMatch(weight -> weight > 0),
                "weights of arrivals",
                "all 0",
                "above 0 at some time of the day");
        Check.within(arrivalSoc.low(), 0, 1, "soc_arrival");
        Check.within(targetSoc, arrivalSoc.high(), 1, "soc_target");
        if (capacityKwh != null) {
            Check.positive(capacityKwh.low(), "capacity_kwh");
        }
    }

    /**
     * How long vehicles stay: normally distributed.
     *
     * @param isByClock whether {@code meanMin} is the local minute of the day that they leave at,
     *     that day or the next, and not the length of the stay
     * @param meanMin mean, minutes
     * @param deviationMin standard deviation, minutes
     */
    public record Stay(boolean isByClock, double meanMin, double deviationMin) {
        public Stay {
            Check.within(meanMin, isByClock ? 0 : 1, 1440, isByClock ? "leave: mean" : "mean_min");
            Check.within(deviationMin, 0, 360, "deviation_min");
        }
    }
}
