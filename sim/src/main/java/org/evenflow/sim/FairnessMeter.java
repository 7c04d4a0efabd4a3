package org.evenflow.sim;

import static org.evenflow.sim.Indicator.Better.HIGHER;
import static org.evenflow.sim.Indicator.Group.SERVICE;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Jain's index (R. Jain, D. Chiu, W. Hawe, DEC-TR-301, 1984), {@code (Σx)² / (n Σx²)}, of the share
 * of its reachable request that each session got: over all, by hour of departure, and by groups of
 * battery size, urgency and station. Equal shares, also all zero, give 1.
 */
final class FairnessMeter implements Meter.OfSessions {
    private static final double[] BATTERY_BOUNDS_KWH = {40, 65, 90};
    private static final double[] URGENCY_BOUNDS = {0.25, 0.5, 0.75};

    /** Sessions whose request is less than this ask for nothing, kWh. */
    private static final double LEAST_REQUEST_KWH = 1e-9;

    private int hours;
    private double stepHours;

    /** Groups in a row: all, departure hours, battery classes, urgency classes, stations. */
    private int[] count = new int[0];

    private double[] sum = new double[0];
    private double[] sumOfSquares = new double[0];

    @Override
    public void started(Trace.Run run) {
        stepHours = run.time().stepHours();
        hours = Math.max(1, (int) Math.ceil(run.time().steps() * stepHours));
        int groups =
                1
                        + hours
                        + BATTERY_BOUNDS_KWH.length
                        + 1
                        + URGENCY_BOUNDS.length
                        + 1
                        + run.stations();
        if (groups != count.length) {
            count = new int[groups];
            sum = new double[groups];
            sumOfSquares = new double[groups];
        }
        Arrays.fill(count, 0);
        Arrays.fill(sum, 0);
        Arrays.fill(sumOfSquares, 0);
    }

    @Override
    public void departed(SessionOutcome session) {
        double reachable = session.reachableKwh() - session.arrivalKwh();
        if (reachable <= LEAST_REQUEST_KWH) {
            return;
        }
        double got = Math.max(0, session.departureKwh() - session.arrivalKwh());
        double parked = (session.departStep() - session.arrivalStep()) * stepHours;
        // What a whole step at full power stores where the curve does not cut it.
        double fullStepKwh = session.ratedKw() * session.chargeEfficiency() * stepHours;
        double needed = reachable / fullStepKwh * stepHours;
        add(
                Math.min(1, got / reachable),
                (int) ((session.departStep() - 1) * stepHours),
                session.capacityKwh(),
                needed / parked,
                session.station());
    }

    /**
     * Adds a session that asked for energy.
     *
     * @param share got over reachable, 0 to 1
     * @param hour of departure, counted from the beginning of the run
     * @param urgency hours needed over hours parked
     */
    private void add(double share, int hour, double capacityKwh, double urgency, int station) {
        addTo(0, share);
        addTo(1 + hour, share);
        int first = 1 + hours;
        addTo(first + classOf(capacityKwh, BATTERY_BOUNDS_KWH), share);
        first += BATTERY_BOUNDS_KWH.length + 1;
        addTo(first + classOf(urgency, URGENCY_BOUNDS), share);
        first += URGENCY_BOUNDS.length + 1;
        addTo(first + station, share);
    }

    /** Sites share all groups but stations, which follow one another. */
    @Override
    public void add(Meter ofOtherSite) {
        var other = (FairnessMeter) ofOtherSite;
        int own = count.length;
        int stations = 1 + hours + BATTERY_BOUNDS_KWH.length + 1 + URGENCY_BOUNDS.length + 1;
        int more = other.count.length - stations;
        count = Arrays.copyOf(count, own + more);
        sum = Arrays.copyOf(sum, own + more);
        sumOfSquares = Arrays.copyOf(sumOfSquares, own + more);
        for (int group = 0; group < other.count.length; group++) {
            int to = group < stations ? group : own + group - stations;
            count[to] += other.count[group];
            sum[to] += other.sum[group];
            sumOfSquares[to] += other.sumOfSquares[group];
        }
    }

    @Override
    public List<Indicator> indicators() {
        return List.of(
                jain(
                        "jain",
                        "Fairness (Jain)",
                        "of min(1, net energy gained / reachable request) over sessions that asked for energy: all",
                        () -> worst(0, 1)),
                jain(
                        "jain_temporal",
                        "Fairness, worst hour",
                        "the same within the worst departure hour (empty hours skipped)",
                        () -> worst(1, 1 + hours)),
                jain(
                        "jain_worst_group",
                        "Fairness, worst group",
                        "the same within the worst group by battery, urgency or place",
                        () -> worst(1 + hours, count.length)));
    }

    private static Indicator jain(String id, String label, String meaning, DoubleSupplier reading) {
        return Indicator.of(SERVICE, id, "–", HIGHER, 4, label, meaning, reading);
    }

    private double worst(int from, int to) {
        double worst = Double.NaN;
        for (int group = from; group < to; group++) {
            if (count[group] > 0) {
                worst = Double.isNaN(worst) ? jain(group) : Math.min(worst, jain(group));
            }
        }
        return worst;
    }

    private double jain(int group) {
        return sumOfSquares[group] == 0
                ? 1
                : sum[group] * sum[group] / (count[group] * sumOfSquares[group]);
    }

    private void addTo(int group, double share) {
        count[group]++;
        sum[group] += share;
        sumOfSquares[group] += share * share;
    }

    private static int classOf(double value, double[] bounds) {
        int group = 0;
        while (group < bounds.length && value >= bounds[group]) {
            group++;
        }
        return group;
    }
}
