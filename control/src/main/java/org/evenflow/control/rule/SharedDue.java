package org.evenflow.control.rule;

import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.SiteLayout;
import org.evenflow.control.Visit;

/**
 * What the vehicles below each shared limit must take in this step together, so that all of them,
 * and those who are expected, can be served if the limit is used in full from the next step on: the
 * most, over the departures, of what is needed until then less what the limit lets through until
 * then (the demand bound of earliest deadline first: S. Baruah, A. Mok, L. Rosier, RTSS 1990).
 * Expected is the mean of the site's earlier days. Limits are numbered: stations, transformers, the
 * site. Mutable arrays; lives for a run.
 */
final class SharedDue {
    /** What of a transformer is counted on: base load may rise. */
    private static final double USABLE = 0.95;

    private static final double HORIZON_H = 48;
    private static final double DAY_H = 24;

    private final int horizon;
    private final int day;
    private final double stepHours;
    private final int stations;
    private final int site;
    private final double[] limitKw;
    private final double[] usable;
    private final double[] dueKw;

    /** Needed by the vehicles that are here, by the end of so many steps, {@code [limit][end]}. */
    private final double[][] needKwh;

    /** Expected of those who come at a step of the day or later, {@code [limit][from][end]}. */
    private final double[][][] expectedKwh;

    /** Looks at a site and its records. */
    SharedDue(Observation observation) {
        Limits limits = observation.limits();
        stepHours = observation.stepHours();
        horizon = (int) Math.round(HORIZON_H / stepHours);
        day = (int) Math.round(DAY_H / stepHours);
        stations = limits.stations();
        site = stations + limits.transformers();
        limitKw = new double[site + 1];
        dueKw = new double[site + 1];
        needKwh = new double[site + 1][];
        expectedKwh = new double[site + 1][][];
        limits.layout().copyStationHighKw(limitKw);
        limitKw[site] = limits.layout().siteHighKw();
        for (int t = 0; t < limits.transformers(); t++) {
            limitKw[stations + t] = limits.layout().transformerKva(t);
        }
        usable = usable(limits.layout());
        for (int s = 0; s < stations; s++) {
            limitKw[s] *= usable[s];
        }
        for (int limit = 0; limit <= site; limit++) {
            if (limitKw[limit] < Double.POSITIVE_INFINITY) {
                needKwh[limit] = new double[horizon + 1];
                expectedKwh[limit] = new double[day + 1][horizon + 1];
            }
        }
        expect(observation.past().days(), limits.layout());
    }

    /**
     * Share of the limit of each station and transformer that its connectors can use together: less
     * than all of it where they load one phase more than others, each of which carries a third.
     */
    private static double[] usable(SiteLayout layout) {
        int stations = layout.stations();
        double[][] loads = new double[stations + layout.transformers()][3];
        double[] connectors = new double[loads.length];
        boolean[] isUneven = new boolean[loads.length];
        for (int i = 0; i < layout.connectors(); i++) {
            var connector = layout.connectorList().get(i);
            double[] along = new double[3];
            connector.connection().phasors(3, along, new double[3]);
            int station = layout.stationOf(i);
            int transformer = layout.transformerOf(station);
            for (int limit : new int[] {station, stations + transformer}) {
                if (limit < stations ? limit == station : transformer >= 0) {
                    connectors[limit]++;
                    isUneven[limit] |= !connector.isEven();
                    for (int phase = 0; phase < 3; phase++) {
                        loads[limit][phase] += along[phase];
                    }
                }
            }
        }
        double[] usable = new double[loads.length];
        for (int limit = 0; limit < usable.length; limit++) {
            double most = Math.max(loads[limit][0], Math.max(loads[limit][1], loads[limit][2]));
            boolean isHeld = isUneven[limit] && most > 0;
            usable[limit] = isHeld ? Math.min(1, connectors[limit] / (3 * most)) : 1;
        }
        return usable;
    }

    private void expect(List<List<Visit>> days, SiteLayout layout) {
        for (List<Visit> visits : days) {
            for (Visit visit : visits) {
                double need =
                        (visit.reachableKwh() - visit.arrivalKwh()) / visit.chargeEfficiency();
                int station = layout.stationOf(visit.connector());
                int transformer = layout.transformerOf(station);
                double kwh = Math.max(0, need) / days.size();
                expect(station, visit, kwh);
                expect(site, visit, kwh);
                if (transformer >= 0) {
                    expect(stations + transformer, visit, kwh);
                }
            }
        }
        for (double[][] byArrival : expectedKwh) {
            for (int from = day - 1; byArrival != null && from >= 0; from--) {
                for (int end = 0; end <= horizon; end++) {
                    byArrival[from][end] += byArrival[from + 1][end];
                }
            }
        }
    }

    private void expect(int limit, Visit visit, double kwh) {
        if (expectedKwh[limit] != null && visit.arrivalStep() < day) {
            expectedKwh[limit][visit.arrivalStep()][Math.min(horizon, visit.departStep())] += kwh;
        }
    }

    /** Looks at a step in which nobody takes anything yet. */
    void startStep(Observation observation, int marginSteps) {
        Limits limits = observation.limits();
        for (int t = 0; t < limits.transformers(); t++) {
            double high = Math.max(0, limits.transformerHighKw(t));
            limitKw[stations + t] = USABLE * usable[stations + t] * high;
        }
        for (double[] needs : needKwh) {
            if (needs != null) {
                Arrays.fill(needs, 0);
            }
        }
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            int end = Cheapest.end(observation, connector, marginSteps) - observation.step();
            double kwh = observation.neededKwh(connector);
            int station = limits.stationAt(rank);
            int transformer = limits.layout().transformerOf(station);
            need(station, end, kwh);
            need(site, end, kwh);
            if (transformer >= 0) {
                need(stations + transformer, end, kwh);
            }
        }
        for (int limit = 0; limit <= site; limit++) {
            dueKw[limit] = needKwh[limit] == null ? 0 : due(limit, observation.step() % day);
        }
    }

    private void need(int limit, int end, double kwh) {
        if (needKwh[limit] != null) {
            needKwh[limit][Math.min(horizon, end)] += kwh;
        }
    }

    private double due(int limit, int now) {
        double[] expected = expectedKwh[limit][now + 1];
        double sum = 0;
        double due = 0;
        for (int end = 1; end <= horizon; end++) {
            sum += needKwh[limit][end] + (now + end <= horizon ? expected[now + end] : 0);
            double later = limitKw[limit] * (end - 1);
            due = Math.max(due, sum / stepHours - later);
        }
        return due;
    }

    /** What a vehicle has to take so that its limits get what is due and not yet taken, kW. */
    double of(Limits limits, int connector) {
        int station = limits.layout().stationOf(connector);
        int transformer = limits.layout().transformerOf(station);
        double due = Math.max(dueKw[station], dueKw[site]);
        return transformer < 0 ? due : Math.max(due, dueKw[stations + transformer]);
    }

    /** Counts what a vehicle takes. */
    void take(Limits limits, int connector, double kw) {
        int station = limits.layout().stationOf(connector);
        int transformer = limits.layout().transformerOf(station);
        dueKw[station] -= kw;
        dueKw[site] -= kw;
        if (transformer >= 0) {
            dueKw[stations + transformer] -= kw;
        }
    }
}
