package org.evenflow.city;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import org.evenflow.model.Site;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionSource.Drawn;
import org.evenflow.model.scenario.SessionSource.FleetShare;
import org.evenflow.model.scenario.SessionSource.Pattern;
import org.evenflow.model.scenario.SessionSource.Population;
import org.evenflow.model.scenario.SessionSource.Range;
import org.evenflow.model.scenario.SessionSource.Requests;
import org.evenflow.numeric.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Sessions drawn from measured profiles or patterns. Mutable and reused.
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
 * makes up; one that has left by then is taken not to have been in anybody's way. A pattern says
 * states of charge and capacities itself.
 *
 * <p>The energy of a profile is what vehicles take; drivers ask for a factor of it ({@link
 * Requests}), and their state of charge is such that what they ask for ends at the aim. A pattern
 * says what is asked for, and the vehicle takes that over the factor.
 *
 * <p>Of the 64 bits of a random number, 32 draw the stay and 32 the energy; of another, 21 each
 * draw the vehicle, the aim and the earliness: finer than anything that is measured.
 */
final class DrawnSessions implements SessionFeed {
    private static final double MAX_WAIT_MIN = 30;
    private static final double LEAST_TARGET = 0.8;
    private static final double LEAST_ARRIVAL_SOC = 0.05;
    private static final double LONGEST_EARLINESS = 0.25;

    /** More steps than anybody comes before the run. */
    private static final int LONG_BEFORE = 2048;

    private static final long LOW_HALF = (1L << 32) - 1;

    private static final double PER_HALF = 1.0 / (1L << 32);

    /** One random number makes three uniform ones of 21 bits for what no law needs more of. */
    private static final long THIRD = (1L << 21) - 1;

    private static final double PER_THIRD = 1.0 / (1L << 21);

    private final RandomStream when;
    private final RandomStream who;

    /**
     * Drawn from only where drivers do not all ask alike, so that honest worlds stay as they are.
     */
    private final RandomStream asks;

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
            StayTables stays,
            int[] connectors,
            int[] vehicles,
            AliasTable fleet,
            double earlyShare,
            Arrivals arrivals,
            Requests requests,
            @Nullable Pattern pattern) {}

    DrawnSessions(Scenario scenario, Drawn source) {
        when = stream("arrivals", scenario.site());
        who = stream("vehicles", scenario.site());
        asks = stream("requests", scenario.site());
        steps = scenario.time().steps();
        stepMin = scenario.time().stepMin();
        stepsPerMin = 1 / stepMin;
        maxWaitSteps = (int) (MAX_WAIT_MIN / stepMin);
        var models = new LinkedHashSet<Vehicle>();
        for (Population population : source.populations()) {
            population.fleet().stream().map(FleetShare::vehicle).forEach(models::add);
        }
        vehicles = List.copyOf(models);
        sockets = new Sockets(scenario.site().stations(), vehicles);
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
                        .map(population -> group(scenario, source, population))
                        .toArray(Group[]::new);
        comesAt = new double[groups.length];
        meanSessions = Arrays.stream(groups).mapToDouble(group -> group.arrivals.mean()).sum();
    }

    /** A named site draws its own vehicles, whatever other sites stand beside it. */
    private static RandomStream stream(String kind, Site site) {
        return new RandomStream(site.id().equals(Site.UNNAMED) ? kind : kind + "/" + site.id(), 0);
    }

    private Group group(Scenario scenario, Drawn source, Population population) {
        var connectors = new ArrayList<Integer>();
        for (int s = 0; s < scenario.site().stations().size(); s++) {
            var station = scenario.site().stations().get(s);
            if (population.stationIds().contains(station.id())) {
                for (int c = 0; c < station.connectors().size(); c++) {
                    connectors.add(sockets.firstOf(s) + c);
                }
            }
        }
        var profile = SessionProfile.of(population);
        notes.add(
                "population "
                        + population.id()
                        + ": sessions drawn from "
                        + (population.pattern() == null ? "profile " : "pattern ")
                        + population.profile()
                        + ". "
                        + String.join(" ", profile.remarks()));
        var stays = new StayTables(profile);
        return new Group(
                stays,
                connectors.stream().mapToInt(Integer::intValue).toArray(),
                population.fleet().stream().mapToInt(f -> vehicles.indexOf(f.vehicle())).toArray(),
                new AliasTable(
                        population.fleet().stream().mapToDouble(FleetShare::weight).toArray()),
                population.earlyDepartureShare(),
                new Arrivals(
                        scenario.time(),
                        profile,
                        stays,
                        population.sessionsPerConnectorDay() * connectors.size(),
                        source.arrivalHours()),
                population.requests(),
                population.pattern());
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
        asks.reset(seed);
        sockets.clear();
        for (int g = 0; g < groups.length; g++) {
            groups[g].arrivals.begin();
            advance(g);
        }
        for (int g = soonest(); comesAt[g] < steps; g = soonest()) {
            place(table, groups[g], comesAt[g]);
            advance(g);
        }
    }

    private void advance(int g) {
        comesAt[g] = groups[g].arrivals.next(when);
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

    /**
     * Finds a connector for the vehicle that has just arrived.
     *
     * @param comes when, in steps
     */
    private void place(SessionTable table, Group group, double comes) {
        long stays = when.nextLong();
        double stayMin = group.arrivals.stayMin(stays >>> 32);
        double leaves = comes + stayMin * stepsPerMin;
        int depart = (int) (leaves + 0.5);
        long drawn = (when.nextLong() >>> 32) * group.connectors.length >>> 32;
        long person = who.nextLong();
        if (depart <= 0) {
            return;
        }
        int arrival = nearestStep(comes);
        if (arrival >= steps || depart <= arrival) {
            zeroSteps += arrival >= 0 && arrival < steps ? 1 : 0;
            return;
        }
        int vehicle = group.vehicles[group.fleet.pick((person >>> 43) * PER_THIRD)];
        int connector = sockets.freeFrom(group.connectors[(int) drawn], vehicle, arrival);
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
        int row = plugIn(table, connector, vehicle, arrival, depart, wait);
        double early = (person & THIRD) * PER_THIRD;
        if (early < group.earlyShare) {
            double beforeMin = early / group.earlyShare * LONGEST_EARLINESS * stayMin;
            table.declaredStep[row] = wait + (int) (leaves + beforeMin * stepsPerMin + 0.5);
        }
        charge(table, row, group, stayMin, stays & LOW_HALF, (person >>> 22 & THIRD) * PER_THIRD);
        begun(table, row);
        table.settle(row);
    }

    /**
     * Says what a vehicle has and is asked for.
     *
     * @param first 32 random bits
     * @param second uniform in [0, 1)
     */
    private void charge(
            SessionTable table, int row, Group group, double stayMin, long first, double second) {
        int vehicle = table.vehicle[row];
        double factor = askedPerTaken(group.requests);
        var pattern = group.pattern;
        if (pattern == null) {
            double meteredKwh = group.stays.energyKwh(stayMin, first);
            double storedKwh = meteredKwh * sockets.storedPerMetered(table.connector[row], vehicle);
            double aim = LEAST_TARGET + (1 - LEAST_TARGET) * second;
            charge(table, row, vehicle, aim, storedKwh * factor);
            take(table, row, storedKwh);
        } else {
            charge(table, row, vehicle, pattern, first * PER_HALF, second);
            double wanted = table.targetKwh[row] - table.arrivalKwh[row];
            take(table, row, factor > 1 ? wanted / factor : Double.POSITIVE_INFINITY);
        }
    }

    /** What the driver asks for over what the vehicle takes. */
    private double askedPerTaken(Requests requests) {
        return requests.spread() > 0 ? requests.factor(asks.nextGaussian()) : requests.bias();
    }

    /** Who asks for less than the vehicle takes gets what was asked for. */
    private static void take(SessionTable table, int row, double storedKwh) {
        double mostKwh = table.arrivalKwh[row] + storedKwh;
        table.mostKwh[row] = Math.min(table.targetKwh[row], mostKwh);
    }

    /** As a pattern says: capacity and state of charge evenly within their ranges. */
    private void charge(
            SessionTable table,
            int row,
            int vehicle,
            Pattern pattern,
            double first,
            double second) {
        var range = pattern.capacityKwh();
        var battery = vehicles.get(vehicle).battery();
        double capacity = range == null ? capacityKwh[vehicle] : between(range, second);
        double arrivalSoc = Math.min(between(pattern.arrivalSoc(), first), battery.maxSoc());
        double targetSoc = Math.min(pattern.targetSoc(), battery.maxSoc());
        table.capacityKwh[row] = capacity;
        table.arrivalKwh[row] = arrivalSoc * capacity;
        table.targetKwh[row] = targetSoc * capacity;
    }

    private static double between(Range range, double share) {
        return range.low() + (range.high() - range.low()) * share;
    }

    /** Appends the row of a driver who leaves as declared. */
    private int plugIn(
            SessionTable table, int connector, int vehicle, int arrival, int depart, int wait) {
        waited += wait > 0 ? 1 : 0;
        int row = table.add();
        table.connector[row] = connector;
        table.vehicle[row] = vehicle;
        table.waitMin[row] = wait * stepMin;
        table.arrivalStep[row] = arrival + wait;
        table.departStep[row] = depart + wait;
        table.declaredStep[row] = depart + wait;
        table.maxKw[row] = Double.POSITIVE_INFINITY;
        return row;
    }

    private void charge(
            SessionTable table, int row, int vehicle, double aimShare, double storedKwh) {
        double high = highKwh[vehicle];
        double low = lowKwh[vehicle];
        double before = aimShare * high - storedKwh;
        double arrivalKwh = before > low ? before : low;
        double targetKwh = arrivalKwh + storedKwh;
        if (targetKwh > high) {
            targetKwh = high;
        }
        cut += storedKwh > high - low ? 1 : 0;
        table.capacityKwh[row] = capacityKwh[vehicle];
        table.arrivalKwh[row] = arrivalKwh;
        table.targetKwh[row] = targetKwh;
    }

    /** Who came before the run has had a share of his energy by now. */
    private void begun(SessionTable table, int row) {
        int arrival = table.arrivalStep[row];
        if (arrival < 0) {
            int depart = table.departStep[row];
            double wanted = table.mostKwh[row] - table.arrivalKwh[row];
            table.arrivalKwh[row] += wanted * -arrival / (depart - arrival);
            table.arrivalStep[row] = 0;
            present++;
        }
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

    /** Rounds a time in steps, at most a day and an hour before the run, to the nearest step. */
    private static int nearestStep(double time) {
        return (int) (time + (LONG_BEFORE + 0.5)) - LONG_BEFORE;
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
