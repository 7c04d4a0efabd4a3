package org.evenflow.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.model.Battery;

/**
 * The visits that a controller knows of: a site's records of earlier days, and what it has seen
 * itself in a run of several days. Steps of a visit count from the beginning of its day. Mutable;
 * lives for a run.
 */
public final class Experience {
    /** How many days are remembered. */
    private static final int MOST_DAYS = 28;

    private static final double DAY_H = 24;

    private final int day;

    private final List<List<Visit>> earlier;
    private final List<List<Visit>> seen = new ArrayList<>();
    private final int[] arrival;
    private final int[] since;
    private final double[] arrivalKwh;
    private final int[] declared;
    private final double[] targetKwh;
    private final double[] mostKwh;
    private final double[] maxKw;
    private final double[] maxDischargeKw;
    private final double[] floorKwh;
    private final double[] chargeEfficiency;
    private final double[] dischargeEfficiency;
    private final Battery.Wear[] wear;
    private final double stepHours;

    /** Knows what a site has on record. */
    public Experience(Observation observation) {
        earlier = observation.past().days();
        stepHours = observation.stepHours();
        day = day(stepHours);
        int connectors = observation.limits().connectors();
        arrival = new int[connectors];
        Arrays.fill(arrival, -1);
        since = new int[connectors];
        arrivalKwh = new double[connectors];
        declared = new int[connectors];
        targetKwh = new double[connectors];
        mostKwh = new double[connectors];
        maxKw = new double[connectors];
        maxDischargeKw = new double[connectors];
        floorKwh = new double[connectors];
        chargeEfficiency = new double[connectors];
        dischargeEfficiency = new double[connectors];
        wear = new Battery.Wear[connectors];
    }

    /** Steps of a day. */
    public int day() {
        return day;
    }

    /** How many steps of so many hours a day has. */
    public static int day(double stepHours) {
        return (int) Math.round(DAY_H / stepHours);
    }

    /** Sees a step; to be told of every step of a run. */
    public void observe(Observation observation) {
        if (observation.steps() <= day) {
            return; // Within a day nothing is seen that would come again.
        }
        Limits limits = observation.limits();
        for (int connector = 0; connector < arrival.length; connector++) {
            int who = limits.isPluggedIn(connector) ? observation.arrivalRank(connector) : -1;
            if (who != arrival[connector]) {
                if (arrival[connector] >= 0) {
                    left(connector, observation.step());
                }
                arrival[connector] = who;
                if (who >= 0) {
                    came(observation, connector);
                }
            }
            if (who >= 0) {
                // Falls below what was asked for when the vehicle stops by itself.
                mostKwh[connector] = observation.targetKwh(connector);
            }
        }
    }

    private void came(Observation observation, int connector) {
        since[connector] = observation.step();
        declared[connector] = observation.declaredStep(connector);
        arrivalKwh[connector] = observation.storedKwh(connector);
        targetKwh[connector] = observation.targetKwh(connector);
        maxKw[connector] = observation.ratedKw(connector);
        maxDischargeKw[connector] = observation.ratedDischargeKw(connector);
        floorKwh[connector] = observation.floorKwh(connector);
        chargeEfficiency[connector] = observation.chargeEfficiency(connector);
        wear[connector] = observation.wear(connector);
        dischargeEfficiency[connector] = observation.dischargeEfficiency(connector);
    }

    private void left(int connector, int step) {
        int on = since[connector] / day;
        while (seen.size() <= on) {
            seen.add(new ArrayList<>());
        }
        int first = on * day;
        double most = maxKw[connector] * chargeEfficiency[connector];
        double reach = arrivalKwh[connector] + most * (step - since[connector]) * stepHours;
        seen.get(on)
                .add(
                        new Visit(
                                connector,
                                since[connector] - first,
                                step - first,
                                Math.max(step, declared[connector]) - first,
                                arrivalKwh[connector],
                                targetKwh[connector],
                                mostKwh[connector],
                                Math.min(mostKwh[connector], reach),
                                floorKwh[connector],
                                maxKw[connector],
                                maxDischargeKw[connector],
                                chargeEfficiency[connector],
                                dischargeEfficiency[connector],
                                wear[connector],
                                3));
    }

    /** Days on record before the run, of the run's own length. */
    public List<List<Visit>> earlier() {
        return earlier;
    }

    /** Days of the run that are over at a step, the last ones first; without records only. */
    public List<List<Visit>> seen(int step) {
        int over = Math.min(step / day, seen.size());
        int from = Math.max(0, over - MOST_DAYS);
        return List.copyOf(seen.subList(from, over)).reversed();
    }

    /**
     * Days as this one and the next might be, with steps of the run: those on record, or else those
     * of the run that are over.
     */
    public List<List<Visit>> expected(int step) {
        int today = step - step % day;
        return earlier.isEmpty()
                ? seen(step).stream().map(visits -> repeated(visits, today, today + day)).toList()
                : earlier;
    }

    /** Visits, once for each number of steps, so many later. */
    public static List<Visit> repeated(List<Visit> visits, int... from) {
        return Arrays.stream(from)
                .boxed()
                .flatMap(steps -> visits.stream().map(visit -> later(visit, steps)))
                .toList();
    }

    /** A visit so many steps later. */
    public static Visit later(Visit visit, int steps) {
        return new Visit(
                visit.connector(),
                visit.arrivalStep() + steps,
                visit.departStep() + steps,
                visit.declaredStep() + steps,
                visit.arrivalKwh(),
                visit.targetKwh(),
                visit.mostKwh(),
                visit.reachableKwh(),
                visit.floorKwh(),
                visit.maxKw(),
                visit.maxDischargeKw(),
                visit.chargeEfficiency(),
                visit.dischargeEfficiency(),
                visit.wear(),
                visit.phases());
    }

    /** Visits that began on a day of the run and are over. */
    public List<Visit> begunOn(int dayOfRun) {
        return dayOfRun < seen.size() ? List.copyOf(seen.get(dayOfRun)) : List.of();
    }

    /** All days that are known at a step. */
    public List<List<Visit>> days(int step) {
        var all = new ArrayList<>(seen(step));
        all.addAll(earlier);
        return all;
    }

    /** The peak of a day on which everybody charges at once on arrival, kW. */
    public static double atOnceKw(List<Visit> visits, double stepHours) {
        int steps = visits.stream().mapToInt(Visit::departStep).max().orElse(0);
        double[] kw = new double[steps];
        for (Visit visit : visits) {
            double left = (visit.reachableKwh() - visit.arrivalKwh()) / visit.chargeEfficiency();
            for (int step = visit.arrivalStep(); step < visit.departStep() && left > 0; step++) {
                double taken = Math.min(left, visit.maxKw() * stepHours);
                kw[step] += taken / stepHours;
                left -= taken;
            }
        }
        return Arrays.stream(kw).max().orElse(0);
    }
}
