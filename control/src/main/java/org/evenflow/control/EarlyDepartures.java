package org.evenflow.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * When drivers leave who leave before they declared: of a stay that begins at an hour of the day
 * and is declared to be so long, the probability to be over by a step, learned from known stays
 * that began about that hour and were declared about that long. The share that leaves in each step
 * is taken of those who were there, so that stays that were declared to end sooner, or began later,
 * count as long as they say something (the product-limit estimate with weights by likeness, R.
 * Beran, "Nonparametric regression with randomly censored survival data", Berkeley 1981; late entry
 * as in N. Keiding and R. Gill, Annals of Statistics 18, 1990). It leans on a station's {@link
 * Habits} as if by {@value #PRIOR} stays, and knows never less than they are cautious.
 *
 * <p>Mutable; the curve of who stands at a connector is kept until somebody else comes or more is
 * learnt.
 */
final class EarlyDepartures {
    /** Beyond so many hours between two hours of arrival a stay says nothing. */
    private static final double ARRIVAL_H = 3;

    /** Likewise between two declared lengths. */
    private static final double LENGTH_H = 6;

    private static final double PRIOR = 3;

    /** So many stays of its own halve what other stations' say of a station. */
    private static final double OWN = 20;

    private final Habits habits;
    private final SiteLayout layout;
    private final double stepHours;
    private final int day;
    private List<Visit> known = List.of();
    private final double[][] staying;
    private final int[] since;
    private final int[] declared;

    EarlyDepartures(Habits habits, SiteLayout layout, int connectors, double stepHours) {
        this.habits = habits;
        this.layout = layout;
        this.stepHours = stepHours;
        day = Experience.day(stepHours);
        staying = new double[connectors][0];
        since = new int[connectors];
        declared = new int[connectors];
    }

    /** Learns anew. */
    void learn(List<List<Visit>> days) {
        var all = new ArrayList<Visit>();
        days.forEach(all::addAll);
        known = all;
        Arrays.fill(staying, new double[0]);
    }

    /**
     * Probability that a driver who is here now has left by a step, before the declared departure.
     *
     * @param since step of arrival
     * @param declared step of the declared departure
     * @param by a step, maybe within
     */
    double leftBy(int connector, int since, int declared, int now, double by) {
        if (declared <= since) {
            return 0;
        }
        double[] curve = curve(connector, since, declared);
        double here = at(curve, now - since);
        return here > 0 ? 1 - at(curve, by - since) / here : 0;
    }

    private static double at(double[] curve, double after) {
        double inside = Math.clamp(after, 0, curve.length - 1);
        int step = Math.min(curve.length - 2, (int) inside);
        return curve[step] + (inside - step) * (curve[step + 1] - curve[step]);
    }

    private double[] curve(int connector, int arrival, int departure) {
        boolean isKnown = since[connector] == arrival && declared[connector] == departure;
        if (!isKnown || staying[connector].length == 0) {
            since[connector] = arrival;
            declared[connector] = departure;
            staying[connector] = drawn(connector, arrival, departure);
        }
        return staying[connector];
    }

    /** The probability to be there still, {@code [steps after arrival]}. */
    private double[] drawn(int connector, int arrival, int departure) {
        int steps = departure - arrival;
        double[] leave = new double[steps + 1];
        double[] here = new double[steps + 2];
        count(connector, arrival, steps, leave, here);
        double[] curve = new double[steps + 1];
        curve[0] = 1;
        double atRisk = 0;
        double usual = 0;
        double least = 0;
        for (int after = 1; after <= steps; after++) {
            atRisk += here[after];
            double usualBy =
                    habits.leftEarly(connector, arrival, departure, arrival, arrival + after);
            double leastBy = habits.leastEarly(arrival, departure, arrival + after);
            double learned =
                    (leave[after] + PRIOR * share(usual, usualBy)) / (Math.max(0, atRisk) + PRIOR);
            curve[after] =
                    curve[after - 1] * (1 - Math.min(1, Math.max(learned, share(least, leastBy))));
            usual = usualBy;
            least = leastBy;
        }
        return curve;
    }

    /** The share of those who were there before that has left since. */
    private static double share(double before, double since) {
        return before < 1 ? (since - before) / (1 - before) : 0;
    }

    /**
     * Counts known stays by their weight at the same times of day as a stay.
     *
     * @param leave who leaves early, {@code [steps after arrival]}
     * @param here who comes and, below zero, goes whichever way, likewise
     */
    private void count(int connector, int arrival, int steps, double[] leave, double[] here) {
        int station = layout.stationOf(connector);
        double others = OWN / (OWN + ownWeight(station, arrival, steps));
        for (Visit visit : known) {
            double weight = weight(visit, arrival, steps);
            if (layout.stationOf(visit.connector()) != station) {
                weight *= others;
            }
            int began = lag(visit, arrival);
            // What drivers do after they declared to leave says nothing on who leaves before.
            int over = Math.min(visit.departStep(), visit.declaredStep());
            int ends = began + over - visit.arrivalStep();
            if (weight <= 0 || ends <= 0 || began >= steps) {
                continue;
            }
            here[Math.max(0, began) + 1] += weight;
            if (ends <= steps) {
                here[ends + 1] -= weight;
                leave[ends] += visit.departStep() < visit.declaredStep() ? weight : 0;
            }
        }
    }

    private double ownWeight(int station, int arrival, int steps) {
        double sum = 0;
        for (Visit visit : known) {
            if (layout.stationOf(visit.connector()) == station) {
                sum += weight(visit, arrival, steps);
            }
        }
        return sum;
    }

    /**
     * By how many steps a stay began later in the day, from half a day before to half a day after.
     */
    private int lag(Visit visit, int arrival) {
        return Math.floorMod(visit.arrivalStep() - arrival + day / 2, day) - day / 2;
    }

    /** How much a stay says: Epanechnikov's kernel in hour of arrival and declared length. */
    private double weight(Visit visit, int arrival, int steps) {
        double hour = lag(visit, arrival) * stepHours / ARRIVAL_H;
        int length = visit.declaredStep() - visit.arrivalStep();
        double longer = (length - steps) * stepHours / LENGTH_H;
        return Math.max(0, 1 - hour * hour) * Math.max(0, 1 - longer * longer);
    }
}
