package org.evenflow.city;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import org.evenflow.model.Scenario;
import org.evenflow.model.SessionSource.Drawn;
import org.evenflow.model.SessionSource.FleetShare;
import org.evenflow.model.SessionSource.Population;
import org.evenflow.model.Vehicle;
import org.evenflow.numeric.RandomStream;

/**
 * Sessions drawn from measured profiles. Mutable and reused.
 *
 * <p>Rules: a vehicle goes to a connector of its population, drawn with equal chances (so to a
 * station in proportion to its connectors); where that is taken or does not fit, to the next free
 * one of the station, then of the population's other stations; where none is free it waits up to
 * {@value #MAX_WAIT_MIN} minutes for the one that frees first and then stays as long as it meant
 * to; else it is turned away. It wants to leave with a state of charge drawn evenly between {@value
 * #LEAST_TARGET} and 1 of its battery's upper limit; its state of charge on arrival follows from
 * that and the energy of the profile, but is not below {@value #LEAST_ARRIVAL_SOC} or the battery's
 * lower limit, and its target not above the upper limit. Arrival and departure are rounded to the
 * nearest step. A vehicle that came before the run (up to a day, or the longest stay of the
 * profile) and is still there enters at step 0 with the share of its energy that its stay so far
 * makes up; one that has left by then is taken not to have been in anybody's way.
 */
final class DrawnSessions implements SessionFeed {
    private static final double MAX_WAIT_MIN = 30;
    private static final double LEAST_TARGET = 0.8;
    private static final double LEAST_ARRIVAL_SOC = 0.05;
    private static final double LONGEST_EARLINESS = 0.25;

    private final RandomStream when = new RandomStream("arrivals", 0);
    private final RandomStream who = new RandomStream("vehicles", 0);
    private final int steps;
    private final double stepMin;
    private final double stepsPerMin;
    private final int maxWaitSteps;
    private final Group[] groups;
    private final Sockets sockets;
    private final List<Vehicle> vehicles;
    private final double[] capacityKwh;
    private final double[] lowKwh;
    private final double[] highKwh;
    private final List<String> notes = new ArrayList<>();
    private final double meanSessions;
    private final double[] comesAt;

    private int zeroSteps;
    private int waited;
    private int present;
    private int cut;

    /** A population, compiled. */
    private record Group(
            SessionProfile profile,
            int[] connectors,
            int[] vehicles,
            AliasTable fleet,
            double earlyShare,
            Arrivals arrivals) {}

    DrawnSessions(Scenario scenario, Drawn source) {
        steps = scenario.time().steps();
        stepMin = scenario.time().stepMin();
        stepsPerMin = 1 / stepMin;
        maxWaitSteps = (int) (MAX_WAIT_MIN / stepMin);
        var models = new LinkedHashSet<Vehicle>();
        for (Population population : source.populations()) {
            population.fleet().stream().map(FleetShare::vehicle).forEach(models::add);
        }
        vehicles = List.copyOf(models);
        sockets = new Sockets(scenario.stations(), vehicles);
        capacityKwh = vehicles.stream().mapToDouble(v -> v.battery().capacityKwh()).toArray();
        highKwh = new double[capacityKwh.length];
        lowKwh = new double[capacityKwh.length];
        for (int v = 0; v < capacityKwh.length; v++) {
            var battery = vehicles.get(v).battery();
            highKwh[v] = battery.maxSoc() * capacityKwh[v];
            double low = Math.max(battery.minSoc(), LEAST_ARRIVAL_SOC) * capacityKwh[v];
            lowKwh[v] = Math.min(low, highKwh[v]);
        }
        groups =
                source.populations().stream()
                        .map(population -> group(scenario, population))
                        .toArray(Group[]::new);
        comesAt = new double[groups.length];
        meanSessions = Arrays.stream(groups).mapToDouble(group -> group.arrivals.mean()).sum();
    }

    private Group group(Scenario scenario, Population population) {
        var connectors = new ArrayList<Integer>();
        for (int s = 0; s < scenario.stations().size(); s++) {
            var station = scenario.stations().get(s);
            if (population.stationIds().contains(station.id())) {
                for (int c = 0; c < station.connectors().size(); c++) {
                    connectors.add(sockets.firstOf(s) + c);
                }
            }
        }
        var profile = SessionProfile.named(population.profile());
        notes.add(
                "population "
                        + population.id()
                        + ": sessions drawn from profile "
                        + population.profile()
                        + ". "
                        + String.join(" ", profile.remarks()));
        return new Group(
                profile,
                connectors.stream().mapToInt(Integer::intValue).toArray(),
                population.fleet().stream().mapToInt(f -> vehicles.indexOf(f.vehicle())).toArray(),
                new AliasTable(
                        population.fleet().stream().mapToDouble(FleetShare::weight).toArray()),
                population.earlyDepartureShare(),
                new Arrivals(
                        scenario.time(),
                        profile,
                        population.sessionsPerConnectorDay() * connectors.size()));
    }

    @Override
    public void fill(SessionTable table, long seed) {
        table.clear();
        table.reserve((int) (meanSessions + 4 * Math.sqrt(meanSessions)) + 16);
        zeroSteps = 0;
        waited = 0;
        present = 0;
        cut = 0;
        when.reset(seed);
        who.reset(seed);
        sockets.clear();
        for (int g = 0; g < groups.length; g++) {
            groups[g].arrivals.begin();
            advance(g);
        }
        for (int g = soonest(); comesAt[g] < steps * stepMin; g = soonest()) {
            place(table, groups[g]);
            advance(g);
        }
    }

    private void advance(int g) {
        var arrivals = groups[g].arrivals;
        comesAt[g] = arrivals.next(when) ? arrivals.minute() : Double.POSITIVE_INFINITY;
    }

    /** The population whose next vehicle comes first. */
    private int soonest() {
        int first = 0;
        for (int g = 1; g < comesAt.length; g++) {
            if (comesAt[g] < comesAt[first]) {
                first = g;
            }
        }
        return first;
    }

    /** Finds a connector for the vehicle that has just arrived. */
    private void place(SessionTable table, Group group) {
        var arrivals = group.arrivals;
        double stayMin = group.profile.stayMin(arrivals.localMinute(), when.nextDouble());
        int depart = nearestStep(arrivals.minute() + stayMin);
        if (depart <= 0) {
            return;
        }
        double meteredKwh = group.profile.energyKwh(stayMin, when.nextDouble());
        int drawn = group.connectors[(int) (when.nextDouble() * group.connectors.length)];
        int vehicle = group.vehicles[group.fleet.pick(who.nextDouble())];
        double aimShare = LEAST_TARGET + (1 - LEAST_TARGET) * who.nextDouble();
        double lateMin = earlinessMin(group, stayMin);
        int arrival = nearestStep(arrivals.minute());
        if (arrival >= steps) {
            return;
        }
        if (depart <= arrival) {
            zeroSteps += arrival >= 0 ? 1 : 0;
            return;
        }
        int connector = sockets.freeFrom(drawn, vehicle, arrival);
        if (connector == Sockets.NONE) {
            connector = elsewhere(group, vehicle, arrival);
        }
        if (connector == Sockets.NONE) {
            table.turnedAway += arrival >= 0 ? 1 : 0;
            return;
        }
        int wait = Math.max(0, sockets.takenUntil(connector) - arrival);
        sockets.take(connector, depart + wait);
        if (arrival + wait >= steps) {
            return;
        }
        double storedKwh = meteredKwh * sockets.storedPerMetered(connector, vehicle);
        int declared = wait + Math.max(depart, nearestStep(arrivals.minute() + stayMin + lateMin));
        waited += wait > 0 ? 1 : 0;
        int row = table.add();
        table.connector[row] = connector;
        table.vehicle[row] = vehicle;
        table.waitMin[row] = wait * stepMin;
        table.arrivalStep[row] = arrival + wait;
        table.departStep[row] = depart + wait;
        table.declaredStep[row] = declared;
        table.maxKw[row] = Double.POSITIVE_INFINITY;
        charge(table, row, vehicle, aimShare, storedKwh);
        table.settle(row);
    }

    private double earlinessMin(Group group, double stayMin) {
        if (group.earlyShare == 0) {
            return 0;
        }
        double u = who.nextDouble();
        return u < group.earlyShare ? u / group.earlyShare * LONGEST_EARLINESS * stayMin : 0;
    }

    private void charge(
            SessionTable table, int row, int vehicle, double aimShare, double storedKwh) {
        double arrivalKwh = Math.max(lowKwh[vehicle], aimShare * highKwh[vehicle] - storedKwh);
        double targetKwh = Math.min(highKwh[vehicle], arrivalKwh + storedKwh);
        cut += storedKwh > highKwh[vehicle] - lowKwh[vehicle] ? 1 : 0;
        int arrival = table.arrivalStep[row];
        if (arrival < 0) {
            int depart = table.departStep[row];
            arrivalKwh += (targetKwh - arrivalKwh) * -arrival / (depart - arrival);
            table.arrivalStep[row] = 0;
            present++;
        }
        table.capacityKwh[row] = capacityKwh[vehicle];
        table.arrivalKwh[row] = arrivalKwh;
        table.targetKwh[row] = targetKwh;
    }

    /** A connector of another station, or one that frees in time; NONE where there is none. */
    private int elsewhere(Group group, int vehicle, int step) {
        int best = Sockets.NONE;
        for (int connector : group.connectors) {
            if (sockets.canServe(connector, vehicle)) {
                if (sockets.takenUntil(connector) <= step) {
                    return connector;
                }
                if (best == Sockets.NONE
                        || sockets.takenUntil(connector) < sockets.takenUntil(best)) {
                    best = connector;
                }
            }
        }
        boolean inTime = best != Sockets.NONE && sockets.takenUntil(best) - step <= maxWaitSteps;
        return inTime ? best : Sockets.NONE;
    }

    private int nearestStep(double minute) {
        return (int) Math.floor(minute * stepsPerMin + 0.5);
    }

    @Override
    public List<Vehicle> vehicles() {
        return vehicles;
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public List<String> drawNotes() {
        var counts = new ArrayList<String>();
        Counted.add(counts, present, "vehicles plugged in before the run began");
        Counted.add(counts, cut, "requests cut to what fits into the battery");
        Counted.add(counts, waited, "vehicles that waited for a connector");
        Counted.add(counts, zeroSteps, "stays dropped because they round to no step");
        return counts;
    }
}
