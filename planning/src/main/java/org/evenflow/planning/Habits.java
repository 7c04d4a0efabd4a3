package org.evenflow.planning;

import java.util.List;
import org.evenflow.control.Limits;
import org.evenflow.control.SiteLayout;
import org.evenflow.control.Visit;

/**
 * How drivers keep to the departure they declare, learned from a site's records: the share that
 * leaves earlier, by station and hour of the declared departure, and how much of the declared stay
 * they miss; never less than the usual share, because who waits runs other risks too: that those
 * who come later take the room. A cell with few records leans on those of its station, and a
 * station on the usual share (estimates shrunk as if by {@value #PRIOR} visits: A. Gelman et al.,
 * "Bayesian Data Analysis", 3rd ed., ch. 5).
 */
final class Habits {
    private static final int HOURS = 24;
    private static final double PRIOR = 20;

    /** Share of the stay that early leavers miss at most, where nothing is recorded. */
    private static final double USUAL_PART = 0.25;

    private final SiteLayout layout;
    private final double stepHours;
    private final double[][] share;
    private final double part;

    /**
     * Learns.
     *
     * @param days records
     * @param usualShare of early leavers where there are none
     */
    Habits(List<List<Visit>> days, Limits limits, double stepHours, double usualShare) {
        layout = limits.layout();
        this.stepHours = stepHours;
        double[][] visits = new double[limits.stations()][HOURS];
        double[][] early = new double[limits.stations()][HOURS];
        double missed = 0;
        double earlyAll = 0;
        for (List<Visit> day : days) {
            for (Visit visit : day) {
                int station = layout.stationOf(visit.connector());
                int hour = hour(visit.declaredStep());
                visits[station][hour]++;
                if (visit.departStep() < visit.declaredStep()) {
                    early[station][hour]++;
                    earlyAll++;
                    missed +=
                            (visit.declaredStep() - visit.departStep())
                                    / (double) (visit.declaredStep() - visit.arrivalStep());
                }
            }
        }
        // Evenly between nothing and the most: the mean is half of it.
        part = earlyAll > 0 ? Math.min(1, 2 * missed / earlyAll) : USUAL_PART;
        share = new double[limits.stations()][HOURS];
        for (int station = 0; station < share.length; station++) {
            double sum = 0;
            double sumEarly = 0;
            for (int hour = 0; hour < HOURS; hour++) {
                sum += visits[station][hour];
                sumEarly += early[station][hour];
            }
            double own = (sumEarly + PRIOR * usualShare) / (sum + PRIOR);
            for (int hour = 0; hour < HOURS; hour++) {
                double learned =
                        (early[station][hour] + PRIOR * own) / (visits[station][hour] + PRIOR);
                share[station][hour] = Math.max(usualShare, learned);
            }
        }
    }

    private int hour(int step) {
        return (int) (step * stepHours) % HOURS;
    }

    /**
     * Probability that a driver who is here now has left by a step.
     *
     * @param since step of arrival
     * @param declared step of the declared departure
     * @param by a step, maybe within
     */
    double leftEarly(int connector, int since, int declared, int now, double by) {
        double window = part * (declared - since);
        if (window <= 0) {
            return 0;
        }
        double most = share[layout.stationOf(connector)][hour(declared)];
        double until = most * Math.clamp((by - declared + window) / window, 0, 1);
        double already = most * Math.clamp((now - declared + window) / window, 0, 1);
        return already < 1 ? (until - already) / (1 - already) : 0;
    }
}
