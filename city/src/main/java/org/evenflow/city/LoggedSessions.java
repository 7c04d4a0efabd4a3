package org.evenflow.city;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionRecord;
import org.evenflow.model.scenario.SessionSource.Logged;

/**
 * Sessions of a log, those whose stay overlaps the run that begins on the seed's day. Mutable and
 * reused.
 *
 * <p>Rules: a session takes the first free connector of its station; where the log has more
 * vehicles at once than the station has connectors, the vehicle waits up to {@value #MAX_WAIT_MIN}
 * minutes for the one that frees first and leaves when the log says so; else it is turned away. A
 * vehicle that came before the run is there at step 0 with the share of its energy that its stay so
 * far makes up. Arrival and departure are rounded to the nearest step.
 */
final class LoggedSessions implements SessionFeed {
    private static final double MAX_WAIT_MIN = 30;
    private static final int UNKNOWN = -1;

    private final Logged source;
    private final RunStarts starts;
    private final Sockets sockets;
    private final int steps;
    private final double stepSeconds;
    private final int maxWaitSteps;
    private final int count;
    private final int[] station;
    private final long[] arrivalSecond;
    private final long[] departSecond;
    private final long[] declaredSecond;
    private final double[] requestedKwh;
    private final double[] takenKwh;
    private final double[] capacityKwh;
    private final double[] arrivalSoc;
    private final double[] maxKw;
    private final long longestSeconds;

    private int zeroSteps;
    private int waited;
    private int present;
    private int elsewhere;
    private int overfull;

    LoggedSessions(Scenario scenario, Logged source, RunStarts starts) {
        this.source = source;
        this.starts = starts;
        steps = scenario.time().steps();
        stepSeconds = scenario.time().stepMin() * 60.0;
        maxWaitSteps = (int) (MAX_WAIT_MIN / scenario.time().stepMin());
        sockets = new Sockets(scenario.site().stations(), List.of(source.vehicle()));
        count = source.sessions().size();
        station = new int[count];
        arrivalSecond = new long[count];
        departSecond = new long[count];
        declaredSecond = new long[count];
        requestedKwh = new double[count];
        takenKwh = new double[count];
        capacityKwh = new double[count];
        arrivalSoc = new double[count];
        maxKw = new double[count];
        longestSeconds = compile(scenario);
    }

    private long compile(Scenario scenario) {
        var stations = new HashMap<String, Integer>();
        for (int s = 0; s < scenario.site().stations().size(); s++) {
            stations.put(scenario.site().stations().get(s).id(), s);
        }
        long longest = 0;
        var sorted =
                source.sessions().stream()
                        .sorted(Comparator.comparing(SessionRecord::arrival))
                        .toList();
        for (int i = 0; i < count; i++) {
            var session = sorted.get(i);
            station[i] = stations.getOrDefault(session.stationId(), UNKNOWN);
            arrivalSecond[i] = session.arrival().getEpochSecond();
            departSecond[i] = session.departure().getEpochSecond();
            declaredSecond[i] = session.declaredDeparture().getEpochSecond();
            requestedKwh[i] = session.requestedKwh();
            takenKwh[i] = session.takenKwh();
            capacityKwh[i] = session.capacityKwh();
            arrivalSoc[i] = session.socArrival();
            maxKw[i] = session.maxKw();
            longest = Math.max(longest, departSecond[i] - arrivalSecond[i]);
        }
        return longest;
    }

    @Override
    public void fill(SessionTable table, long seed) {
        table.clear();
        zeroSteps = 0;
        waited = 0;
        present = 0;
        elsewhere = 0;
        overfull = 0;
        sockets.clear();
        Instant begin = starts.start(starts.day(seed));
        long from = begin.getEpochSecond();
        long until = from + (long) (steps * stepSeconds);
        for (int i = firstAfter(from - longestSeconds); i < count; i++) {
            if (arrivalSecond[i] >= until) {
                break;
            }
            if (departSecond[i] > from) {
                place(table, i, from);
            }
        }
    }

    /** The first session that arrives at or after a second. */
    private int firstAfter(long second) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (arrivalSecond[middle] < second) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void place(SessionTable table, int i, long from) {
        if (station[i] == UNKNOWN) {
            elsewhere++;
            return;
        }
        int arrival = nearestStep(arrivalSecond[i] - from);
        int depart = nearestStep(departSecond[i] - from);
        if (depart <= Math.max(0, arrival) || arrival >= steps) {
            zeroSteps++;
            return;
        }
        int connector = connectorFor(i, arrival);
        int wait =
                connector == Sockets.NONE
                        ? 0
                        : Math.max(0, sockets.takenUntil(connector) - arrival);
        if (connector == Sockets.NONE || wait > maxWaitSteps || arrival + wait >= depart) {
            table.turnedAway++;
            return;
        }
        sockets.take(connector, depart);
        if (arrival + wait >= steps) {
            return;
        }
        waited += wait > 0 ? 1 : 0;
        int row = table.add();
        table.connector[row] = connector;
        table.vehicle[row] = 0;
        table.waitMin[row] = wait * stepSeconds / 60;
        table.arrivalStep[row] = arrival + wait;
        table.departStep[row] = depart;
        table.declaredStep[row] =
                Math.max(Math.max(0, arrival + wait) + 1, nearestStep(declaredSecond[i] - from));
        table.maxKw[row] = maxKw[i];
        charge(table, row, i);
        table.settle(row);
    }

    private int connectorFor(int i, int arrival) {
        int first = sockets.firstOf(station[i]);
        int free = sockets.freeFrom(first, 0, arrival);
        return free == Sockets.NONE ? sockets.soonest(station[i], 0) : free;
    }

    private void charge(SessionTable table, int row, int i) {
        double highKwh = source.vehicle().battery().maxSoc() * capacityKwh[i];
        double arrivalKwh = Math.min(arrivalSoc[i] * capacityKwh[i], highKwh);
        double storedPerMetered = sockets.storedPerMetered(table.connector[row], 0);
        double storedKwh = requestedKwh[i] * storedPerMetered;
        // A request of exactly what fits is no overfull one, whatever the rounding.
        overfull += arrivalKwh + storedKwh > highKwh * (1 + 1e-9) ? 1 : 0;
        double targetKwh = Math.min(highKwh, arrivalKwh + storedKwh);
        double mostKwh = Math.min(targetKwh, arrivalKwh + takenKwh[i] * storedPerMetered);
        int arrival = table.arrivalStep[row];
        if (arrival < 0) {
            double share = -arrival / (double) (table.departStep[row] - arrival);
            arrivalKwh += (mostKwh - arrivalKwh) * share;
            table.arrivalStep[row] = 0;
            present++;
        }
        table.capacityKwh[row] = capacityKwh[i];
        table.arrivalKwh[row] = arrivalKwh;
        table.targetKwh[row] = targetKwh;
        table.mostKwh[row] = mostKwh;
    }

    private int nearestStep(long seconds) {
        return (int) Math.floor(seconds / stepSeconds + 0.5);
    }

    @Override
    public List<Vehicle> vehicles() {
        return List.of(source.vehicle());
    }

    @Override
    public List<String> notes() {
        return List.of("sessions replayed from " + source.source());
    }

    @Override
    public List<String> drawNotes() {
        var counts = new ArrayList<String>();
        Counted.add(
                counts,
                present,
                "vehicles plugged in before the run began, each with the share of its request"
                        + " that its remaining stay makes up");
        Counted.add(
                counts, elsewhere, "sessions left out because the scenario lacks their station");
        Counted.add(counts, waited, "vehicles that waited for a connector");
        Counted.add(counts, zeroSteps, "stays dropped because they round to no step of the run");
        Counted.add(counts, overfull, "requests cut to what fits into the battery");
        return counts;
    }
}
