package org.evenflow.control;

import java.util.Arrays;
import java.util.List;

/**
 * What vehicles take of the energy that their drivers ask for, learned from a site's records: the
 * share of the request at which they stopped by themselves, as its distribution by station. Visits
 * that ended before their vehicle had stopped say that it took at least so much (product-limit
 * estimate: E. L. Kaplan, P. Meier, "Nonparametric Estimation from Incomplete Observations",
 * Journal of the American Statistical Association 53, 1958). A station with few records leans on
 * the site, and the site on drivers who ask for what they take, as if by {@value #PRIOR} visits.
 * Mutable: learns anew.
 */
public final class TakenShares {
    private static final int BINS = 20;
    private static final double PRIOR = 20;

    private final SiteLayout layout;

    /**
     * Share of the vehicles that take more than a part of the request, {@code [station][bin]},
     * linear between bins.
     */
    private final double[][] wants;

    /** Whether nobody is known to have taken less than was asked for. */
    private boolean isAllTaken = true;

    /** Nothing is known yet of a site's drivers. */
    public TakenShares(SiteLayout layout) {
        this.layout = layout;
        wants = new double[layout.stations()][BINS + 1];
        learn(List.of());
    }

    /** Learns anew from the visits of days, whatever was known before. */
    public void learn(List<List<Visit>> days) {
        double[][] watched = new double[wants.length][BINS];
        double[][] stopped = new double[wants.length][BINS];
        isAllTaken = true;
        for (List<Visit> day : days) {
            for (Visit visit : day) {
                int station = layout.stationOf(visit.connector());
                count(visit, watched[station], stopped[station]);
            }
        }
        double[] nobody = new double[BINS];
        double[] ofSite = hazards(sum(watched), sum(stopped), nobody);
        for (int station = 0; station < wants.length; station++) {
            double[] hazard = hazards(watched[station], stopped[station], ofSite);
            wants[station][0] = 1;
            for (int bin = 0; bin < BINS; bin++) {
                wants[station][bin + 1] = wants[station][bin] * (1 - hazard[bin]);
            }
        }
    }

    private void count(Visit visit, double[] watched, double[] stopped) {
        double asked = visit.targetKwh() - visit.arrivalKwh();
        if (asked <= 0) {
            return;
        }
        boolean hasStopped =
                visit.mostKwh() < visit.targetKwh() && visit.mostKwh() <= visit.reachableKwh();
        double seen = (visit.reachableKwh() - visit.arrivalKwh()) / asked;
        int bins = Math.clamp((int) (BINS * seen), 0, hasStopped ? BINS - 1 : BINS);
        for (int bin = 0; bin < bins; bin++) {
            watched[bin]++;
        }
        if (hasStopped) {
            watched[bins]++;
            stopped[bins]++;
            isAllTaken = false;
        }
    }

    private static double[] sum(double[][] counts) {
        double[] sum = new double[BINS];
        for (double[] row : counts) {
            Arrays.setAll(sum, bin -> sum[bin] + row[bin]);
        }
        return sum;
    }

    /** Of those who still want energy at the beginning of a bin, who stops within it. */
    private static double[] hazards(double[] watched, double[] stopped, double[] prior) {
        double[] hazard = new double[BINS];
        Arrays.setAll(hazard, bin -> (stopped[bin] + PRIOR * prior[bin]) / (watched[bin] + PRIOR));
        return hazard;
    }

    /** Whether nobody is known to have taken less than was asked for. */
    public boolean isAllTaken() {
        return isAllTaken;
    }

    /**
     * The share of a request that a vehicle is expected to take in the end which has taken some of
     * it and wants more.
     *
     * @param taken share so far, 0 to 1
     * @return from there to 1
     */
    public double expected(int connector, double taken) {
        double[] more = wants[layout.stationOf(connector)];
        double at = Math.clamp(taken, 0, 1) * BINS;
        int bin = Math.min(BINS - 1, (int) at);
        double now = more[bin] + (at - bin) * (more[bin + 1] - more[bin]);
        double area = (bin + 1 - at) * (now + more[bin + 1]) / 2;
        for (int later = bin + 1; later < BINS; later++) {
            area += (more[later] + more[later + 1]) / 2;
        }
        return (at + area / now) / BINS;
    }
}
