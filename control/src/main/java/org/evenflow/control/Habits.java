package org.evenflow.control;

import java.util.List;

/**
 * How drivers keep to the departure they declare, learned from a site's records: the share that
 * leaves earlier, by station and hour of the declared departure, and how much of the declared stay
 * they miss; and, where stays alike are on record, when in their stay ({@link #leftBy}). A cell
 * with few records leans on those of its station and of its hour, these on the site, and the site
 * on {@value #UNKNOWN_SHARE} (estimates shrunk as if by {@value #PRIOR} visits: A. Gelman et al.,
 * "Bayesian Data Analysis", 3rd ed., ch. 5).
 */
public final class Habits {
    private static final int HOURS = 24;
    private static final double PRIOR = 20;
    private static final int BINS = 20;

    /** Share of the stay that early leavers miss at most, where little is recorded. */
    private static final double USUAL_PART = 0.75;

    private static final double LEAST_PART = 0.25;

    /**
     * Share of early leavers where little is recorded: three in ten at Caltech and JPL in 2019 (Z.
     * Lee, T. Li and S. Low, "ACN-Data", e-Energy 2019), evenly over three quarters of their stay.
     */
    private static final double UNKNOWN_SHARE = 0.3;

    private final TakenShares taken;

    private final EarlyDepartures early;

    private final SiteLayout layout;
    private final double stepHours;
    private final double usualShare;
    private final double[][] share;

    /** Share of the early leavers that have left by a part of their declared stay. */
    private final double[] leftBy = new double[BINS + 1];

    /**
     * Learns.
     *
     * @param days records
     * @param usualShare of early leavers that is reckoned with at least; 0 where drivers are taken
     *     at their word until records say otherwise
     */
    public Habits(List<List<Visit>> days, Limits limits, double stepHours, double usualShare) {
        layout = limits.layout();
        taken = new TakenShares(layout);
        this.stepHours = stepHours;
        this.usualShare = usualShare;
        share = new double[limits.stations()][];
        early = new EarlyDepartures(this, layout, limits.connectors(), stepHours);
        learn(days);
    }

    /** Learns anew. */
    public void learn(List<List<Visit>> days) {
        taken.learn(days);
        double[][] visits = new double[share.length][HOURS];
        double[][] before = new double[share.length][HOURS];
        double[] at = new double[BINS];
        double all = 0;
        double earlyAll = 0;
        for (List<Visit> day : days) {
            for (Visit visit : day) {
                int station = layout.stationOf(visit.connector());
                int hour = hour(visit.declaredStep());
                visits[station][hour]++;
                all++;
                if (visit.departStep() < visit.declaredStep()) {
                    before[station][hour]++;
                    earlyAll++;
                    at[Math.min(BINS - 1, (int) (BINS * stayedPart(visit)))]++;
                }
            }
        }
        double unknown = usualShare > 0 ? Math.max(usualShare, UNKNOWN_SHARE) : 0;
        double ofSite = (earlyAll + PRIOR * unknown) / (all + PRIOR);
        double[] ofHour = ofHour(visits, before, ofSite);
        for (int station = 0; station < share.length; station++) {
            share[station] = shrunk(visits[station], before[station], ofSite, ofHour);
        }
        leftBy[0] = 0;
        for (int bin = 0; bin < BINS; bin++) {
            // Where little is known: evenly over the last part of the stay.
            double usual = bin >= BINS * (1 - USUAL_PART) ? 1 / (BINS * USUAL_PART) : 0;
            leftBy[bin + 1] = leftBy[bin] + (at[bin] + PRIOR * usual) / (earlyAll + PRIOR);
        }
        early.learn(days);
    }

    /** Share of the declared stay that an early leaver stayed. */
    private static double stayedPart(Visit visit) {
        return (visit.departStep() - visit.arrivalStep())
                / (double) (visit.declaredStep() - visit.arrivalStep());
    }

    /** How much more than at other hours leave early at each hour, all stations together. */
    private static double[] ofHour(double[][] visits, double[][] early, double ofSite) {
        double[] ratio = new double[HOURS];
        for (int hour = 0; ofSite > 0 && hour < HOURS; hour++) {
            double sum = 0;
            double sumEarly = 0;
            for (int station = 0; station < visits.length; station++) {
                sum += visits[station][hour];
                sumEarly += early[station][hour];
            }
            ratio[hour] = (sumEarly + PRIOR * ofSite) / (sum + PRIOR) / ofSite;
        }
        return ratio;
    }

    /** Shares of early leavers of a station by hour. */
    private double[] shrunk(double[] visits, double[] early, double ofSite, double[] ofHour) {
        double sum = 0;
        double sumEarly = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            sum += visits[hour];
            sumEarly += early[hour];
        }
        double own = (sumEarly + PRIOR * ofSite) / (sum + PRIOR);
        double[] shares = new double[HOURS];
        for (int hour = 0; hour < HOURS; hour++) {
            double expected = Math.min(1, own * ofHour[hour]);
            shares[hour] = (early[hour] + PRIOR * expected) / (visits[hour] + PRIOR);
        }
        return shares;
    }

    private int hour(int step) {
        return (int) (step * stepHours) % HOURS;
    }

    /** What vehicles take of what is asked for. */
    public TakenShares taken() {
        return taken;
    }

    /**
     * Probability that a driver who is here now has left by a step, before the declared departure,
     * learned from stays that began at about the same hour and were declared about as long.
     *
     * @param since step of arrival
     * @param declared step of the declared departure
     * @param by a step, maybe within
     */
    public double leftBy(int connector, int since, int declared, int now, double by) {
        return early.leftBy(connector, since, declared, now, by);
    }

    /**
     * The same by station and hour of the declared departure alone, in the same part of each stay.
     *
     * @param since step of arrival
     * @param declared step of the declared departure
     * @param by a step, maybe within
     */
    public double leftEarly(int connector, int since, int declared, int now, double by) {
        if (declared <= since) {
            return 0;
        }
        double most = share[layout.stationOf(connector)][hour(declared)];
        double until = most * leftBy((by - since) / (declared - since));
        double already = most * leftBy((now - since) / (double) (declared - since));
        return already < 1 ? (until - already) / (1 - already) : 0;
    }

    /**
     * The probability to have left by a step that is reckoned with whatever is on record, evenly
     * over the last quarter of the stay: who waits runs other risks too, that those who come later
     * take the room.
     */
    public double leastEarly(int since, int declared, double by) {
        double left = (declared - by) / (LEAST_PART * (declared - since));
        return usualShare * Math.clamp(1 - left, 0, 1);
    }

    /** Share of the early leavers that have left by a part of their declared stay. */
    private double leftBy(double part) {
        double at = Math.clamp(part, 0, 1) * BINS;
        int bin = Math.min(BINS - 1, (int) at);
        return leftBy[bin] + (at - bin) * (leftBy[bin + 1] - leftBy[bin]);
    }
}
