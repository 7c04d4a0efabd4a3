package org.evenflow.control;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the vehicles below each shared limit must take in this step together, so that all of them,
 * and those who would come as on a day that is known, can be served if the limit is used in full
 * from the next step on: the most, over the departures, of what is needed until then less what the
 * limit lets through until then (the demand bound of earliest deadline first: S. Baruah, A. Mok, L.
 * Rosier, RTSS 1990). One answer for each known day, so that whoever asks can weigh how often a
 * crowd comes. Limits are numbered: stations, transformers, the site. Mutable arrays; lives for a
 * run, whose steps come in order.
 */
public final class DemandBound {
    /** What of a transformer is counted on: base load may rise. */
    private static final double USABLE = 0.95;

    private static final double HORIZON_H = 48;

    private final SiteLayout layout;
    private final double stepHours;
    private final int horizon;
    private final int steps;
    private final int site;
    private final double[] limitKw;
    private final double[] usable;

    /** Needed by the vehicles that are here, by the end of so many steps, {@code [limit][end]}. */
    private final double[][] needKwh;

    /** Visits of each known day in order of arrival. */
    private final List<List<Visit>> days;

    /** Needed by those who have yet to come, likewise. */
    private final double[][] expectedKwh;

    private final FreeConnectors free;
    private final double[][] dueKw;
    private final double[] certainKw;

    /**
     * Looks at a site and days as they might be.
     *
     * @param days visits with steps of this run; without any, nobody is expected
     */
    public DemandBound(Observation observation, List<List<Visit>> days) {
        layout = observation.limits().layout();
        stepHours = observation.stepHours();
        horizon = (int) Math.round(HORIZON_H / stepHours);
        steps = observation.steps();
        site = layout.stations() + layout.transformers();
        limitKw = limitsKw(layout);
        usable = usable(layout);
        needKwh = new double[site + 1][];
        for (int limit = 0; limit <= site; limit++) {
            if (limitKw[limit] < Double.POSITIVE_INFINITY) {
                needKwh[limit] = new double[horizon + 1];
            }
        }
        var byArrival = Comparator.comparingInt(Visit::arrivalStep);
        this.days =
                days.isEmpty()
                        ? List.of(List.of())
                        : days.stream()
                                .map(day -> day.stream().sorted(byArrival).toList())
                                .toList();
        dueKw = new double[this.days.size()][site + 1];
        certainKw = new double[site + 1];
        expectedKwh = new double[site + 1][];
        Arrays.setAll(
                expectedKwh, limit -> needKwh[limit] == null ? null : new double[horizon + 1]);
        free = new FreeConnectors(layout, horizon);
    }

    /**
     * What the connectors below each limit can take together where nothing else draws, kW:
     * stations, transformers, the site; may be infinite.
     */
    public static double[] limitsKw(SiteLayout layout) {
        int stations = layout.stations();
        double[] limits = new double[stations + layout.transformers() + 1];
        layout.copyStationHighKw(limits);
        for (int t = 0; t < layout.transformers(); t++) {
            limits[stations + t] = layout.transformerKva(t);
        }
        double[] usable = usable(layout);
        for (int limit = 0; limit < usable.length; limit++) {
            limits[limit] *= usable[limit];
        }
        limits[limits.length - 1] = layout.siteHighKw();
        return limits;
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

    private void expect(Visit visit, int now) {
        double kwh = (visit.reachableKwh() - visit.arrivalKwh()) / visit.chargeEfficiency();
        int station = layout.stationOf(visit.connector());
        if (kwh > 0 && free.take(station, visit.arrivalStep() - now, visit.departStep() - now)) {
            add(expectedKwh, station, Math.min(steps, visit.departStep()) - now, kwh);
        }
    }

    private void add(double[][] to, int station, int end, double kwh) {
        int at = Math.min(horizon, end);
        int transformer = layout.transformerOf(station);
        addTo(to[station], at, kwh);
        addTo(to[site], at, kwh);
        if (transformer >= 0) {
            addTo(to[layout.stations() + transformer], at, kwh);
        }
    }

    private static void addTo(double @Nullable [] row, int end, double kwh) {
        if (row != null) {
            row[end] += kwh;
        }
    }

    /**
     * Looks at a step.
     *
     * @param marginSteps how many steps before the declared departure requests are to be met
     */
    public void startStep(Observation observation, int marginSteps) {
        Limits limits = observation.limits();
        int now = observation.step();
        for (int t = 0; t < limits.transformers(); t++) {
            int limit = layout.stations() + t;
            double high = Math.max(0, limits.transformerHighKw(t));
            limitKw[limit] = USABLE * usable[limit] * high;
        }
        present(observation, marginSteps);
        free.startStep(observation);
        for (int day = 0; day < dueKw.length; day++) {
            clear(expectedKwh);
            free.startDay();
            for (Visit visit : days.get(day)) {
                if (visit.arrivalStep() > now && visit.arrivalStep() < now + horizon) {
                    expect(visit, now);
                }
            }
            for (int limit = 0; limit <= site; limit++) {
                dueKw[day][limit] = needKwh[limit] == null ? 0 : due(limit);
            }
        }
        clear(expectedKwh);
        for (int limit = 0; limit <= site; limit++) {
            certainKw[limit] = needKwh[limit] == null ? 0 : due(limit);
        }
    }

    private static void clear(double[][] byLimit) {
        for (double[] row : byLimit) {
            if (row != null) {
                Arrays.fill(row, 0);
            }
        }
    }

    private void present(Observation observation, int marginSteps) {
        Limits limits = observation.limits();
        clear(needKwh);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            int declared = Math.min(observation.declaredStep(connector), steps) - marginSteps;
            int end = Math.clamp(declared - observation.step(), 1, horizon);
            double needed = observation.neededKwh(connector);
            double hours = observation.neededHours(connector);
            // What it cannot take any more by then nobody else needs to take in its place.
            double kwh = hours > end * stepHours ? needed * end * stepHours / hours : needed;
            add(needKwh, limits.stationAt(rank), end, kwh);
        }
    }

    private double due(int limit) {
        double sum = 0;
        double due = 0;
        for (int end = 1; end <= horizon; end++) {
            sum += needKwh[limit][end] + expectedKwh[limit][end];
            double later = limitKw[limit] * (end - 1);
            due = Math.max(due, sum / stepHours - later);
        }
        return due;
    }

    /** How many limits there are. */
    public int limits() {
        return site + 1;
    }

    /** How many days are known; one on which nobody comes where none is. */
    public int days() {
        return dueKw.length;
    }

    /** What is due if nobody else comes, kW. */
    public double certainKw(int limit) {
        return certainKw[limit];
    }

    /** What is due below a limit in this step if the rest of the day is as a known one, kW. */
    public double dueKw(int limit, int day) {
        return dueKw[day][limit];
    }

    /**
     * Which of those who are expected find a connector: of their station all are free but those of
     * vehicles that are here, until their declared departure, and of those who were expected
     * earlier. Without it a fleet that came early today would be expected a second time.
     */
    private static final class FreeConnectors {
        private final int[] connectors;
        private final int[] here;
        private final int[] taken;
        private final int[] upTo;

        /** Of those who are here, what leaves at the end of so many steps, {@code [station]}. */
        private final int[][] leavesHere;

        private final int[][] leaves;

        FreeConnectors(SiteLayout layout, int horizon) {
            connectors = new int[layout.stations()];
            for (int connector = 0; connector < layout.connectors(); connector++) {
                connectors[layout.stationOf(connector)]++;
            }
            here = new int[connectors.length];
            taken = new int[connectors.length];
            upTo = new int[connectors.length];
            leavesHere = new int[connectors.length][horizon + 1];
            leaves = new int[connectors.length][horizon + 1];
        }

        void startStep(Observation observation) {
            Arrays.fill(here, 0);
            for (int[] row : leavesHere) {
                Arrays.fill(row, 0);
            }
            Limits limits = observation.limits();
            for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                int after = observation.declaredStep(limits.connectorAt(rank)) - observation.step();
                int station = limits.stationAt(rank);
                here[station]++;
                leavesHere[station][Math.clamp(after, 1, leavesHere[station].length - 1)]++;
            }
        }

        void startDay() {
            System.arraycopy(here, 0, taken, 0, here.length);
            Arrays.fill(upTo, 0);
            for (int station = 0; station < leaves.length; station++) {
                System.arraycopy(
                        leavesHere[station], 0, leaves[station], 0, leaves[station].length);
            }
        }

        /** Takes a connector, if one is free; in order of arrival, in steps from now on. */
        boolean take(int station, int arrival, int departure) {
            while (upTo[station] < arrival) {
                upTo[station]++;
                taken[station] -= leaves[station][upTo[station]];
            }
            if (taken[station] >= connectors[station]) {
                return false;
            }
            taken[station]++;
            leaves[station][Math.clamp(departure, arrival + 1, leaves[station].length - 1)]++;
            return true;
        }
    }
}
