package org.evenflow.planning;

import java.util.Arrays;
import java.util.Objects;
import org.evenflow.control.Habits;
import org.evenflow.control.LevelRounding;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Room;
import org.jspecify.annotations.Nullable;

/**
 * A slot for all vehicles at a point that leave in the same hour: the program's size does not grow
 * with the fleet. A group has the sums of its vehicles' powers and, at the end of every block, of
 * the least and the most that each can have stored there (least: what still lets it reach its need
 * by full power; most: full power from now on), the sums of their own envelopes (J. Barot, J.
 * Taylor, "A concise, approximate representation of a collection of loads described by polytopes",
 * Electrical Power and Energy Systems 84, 2017). Efficiencies and wear are means weighted by power.
 * What a group gets in the first block goes to its vehicles so that each stays within its own
 * envelope: those with the least time to spare charge first, those with the most give first.
 * Mutable arrays.
 */
final class GroupedFleet implements VehicleSlots {
    /** Groups of a point: by the hour of departure, round the clock. */
    private static final int HOURS = 24;

    private final Habits habits;
    private final boolean isClairvoyant;
    private final Points points;
    private final int blocks;
    private final Stays stays;
    private @Nullable Room room;

    /** Group of each connector; -1 where it is free. */
    private final int[] groupOf;

    private final double[] storedKwh;
    private final double[] needKwh;
    private final double[] mostKwh;
    private final double[] chargeKw;
    private final double[] intoStore;
    private final double[] outOfStore;
    private final double[][] least;
    private final double[][] most;
    private final double[][] chargeKwh;
    private final double[][] chargeCost;
    private final double[][] giveKwh;
    private final double[][] giveCost;
    private final double[] lackCost;
    private long[] order = new long[16];

    GroupedFleet(Points points, int blocks, Habits habits, boolean isClairvoyant) {
        this.points = points;
        this.blocks = blocks;
        this.habits = habits;
        this.isClairvoyant = isClairvoyant;
        int connectors = points.ofConnector().length;
        int groups = count(points);
        stays = new Stays(connectors, isClairvoyant);
        groupOf = new int[connectors];
        storedKwh = new double[groups];
        needKwh = new double[groups];
        mostKwh = new double[groups];
        chargeKw = new double[groups];
        intoStore = new double[groups];
        outOfStore = new double[groups];
        lackCost = new double[groups];
        least = new double[groups][blocks];
        most = new double[groups][blocks];
        chargeKwh = new double[groups][blocks];
        chargeCost = new double[groups][blocks];
        giveKwh = new double[groups][blocks];
        giveCost = new double[groups][blocks];
    }

    static int count(Points points) {
        return points.count() * HOURS;
    }

    static int point(int group) {
        return group / HOURS;
    }

    @Override
    public void welcome(
            Observation observation, FleetProgram program, SiteRows rows, LevelRounding rounding) {
        Limits limits = observation.limits();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            rounding.at(connector, observation.arrivalRank(connector));
            stays.welcome(observation, connector);
        }
    }

    @Override
    public int departure(Observation observation, int connector) {
        return stays.departure(observation, connector);
    }

    @Override
    public double leastKw(Observation observation, int connector) {
        return stays.leastKw(observation, connector);
    }

    @Override
    public void fill(Observation observation, FleetProgram program, Blocks at, double lackPerKwh) {
        clear();
        Limits limits = observation.limits();
        countShares(limits);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            add(observation, limits.connectorAt(rank), at, lackPerKwh);
        }
        for (int group = 0; group < storedKwh.length; group++) {
            write(program, group);
        }
    }

    private void clear() {
        Arrays.fill(groupOf, -1);
        for (double[] sums :
                new double[][] {
                    storedKwh, needKwh, mostKwh, chargeKw, intoStore, outOfStore, lackCost
                }) {
            Arrays.fill(sums, 0);
        }
        for (double[][] sums :
                new double[][][] {least, most, chargeKwh, chargeCost, giveKwh, giveCost}) {
            for (double[] row : sums) {
                Arrays.fill(row, 0);
            }
        }
    }

    private void add(Observation observation, int connector, Blocks at, double lackPerKwh) {
        int depart = departure(observation, connector);
        int hour = (int) ((depart - 1) * observation.stepHours()) % HOURS;
        int g = points.ofConnector()[connector] * HOURS + hour;
        groupOf[connector] = g;
        double into = observation.chargeEfficiency(connector);
        double steady = Stays.steadyKw(observation, connector);
        double rated = observation.ratedKw(connector);
        double stored = observation.storedKwh(connector);
        double most = stays.mostKwh(observation, connector);
        double target = Math.max(stored, most);
        double laterKw = Math.min(steady, Objects.requireNonNull(room).evenKw(connector));
        double later = Math.max(0, depart - at.end()) * observation.stepHours() * laterKw * into;
        double least = Math.min(stored, target);
        double need = Math.max(least, stays.expectedKwh(observation, connector, habits) - later);
        storedKwh[g] += stored;
        needKwh[g] += need;
        mostKwh[g] += target;
        chargeKw[g] += rated;
        intoStore[g] += rated * into;
        outOfStore[g] += rated * observation.dischargeEfficiency(connector);
        lackCost[g] += rated * lackPerKwh / into;
        addFlows(observation, connector, at, depart, steady);
        envelope(observation, connector, at, need, Math.max(least, most - later), steady * into);
    }

    /** Adds what a vehicle may charge and give in the blocks of its stay, and what that costs. */
    private void addFlows(
            Observation observation, int connector, Blocks at, int depart, double steady) {
        int g = groupOf[connector];
        boolean isInReserve = observation.storedKwh(connector) < observation.floorKwh(connector);
        double give = isInReserve ? 0 : observation.ratedDischargeKw(connector);
        double wearUp =
                Wear.chord(observation.wear(connector), observation.ratedKw(connector), 0, 1);
        double wearDown = Wear.chord(observation.wear(connector), give, 0, 1);
        for (int k = 0; k < blocks; k++) {
            double hours = at.overlap(k, observation.step(), depart);
            double kw = k == 0 ? observation.limits().highKw(connector) : steady;
            double risk =
                    isClairvoyant ? 0 : stays.leavingCost(observation, connector, habits, at, k);
            risk += Stays.waitingCost(observation, at, k);
            chargeKwh[g][k] += kw * hours;
            chargeCost[g][k] += kw * hours * (wearUp + risk);
            giveKwh[g][k] += give * hours;
            giveCost[g][k] += give * hours * (wearDown - risk);
        }
    }

    /**
     * Adds what a vehicle can have stored at the end of each block at least and at most.
     *
     * @param needKwh what it is expected to want
     * @param allKwh what it may want, which the first block keeps within reach
     * @param intoKw what full power stores per hour
     */
    private void envelope(
            Observation observation,
            int connector,
            Blocks at,
            double needKwh,
            double allKwh,
            double intoKw) {
        int g = groupOf[connector];
        int depart = departure(observation, connector);
        // What can be charged after the plan is off the need already.
        int by = Math.min(depart, at.end());
        double hours = observation.stepHours();
        double stored = observation.storedKwh(connector);
        double target = Math.max(stored, stays.mostKwh(observation, connector));
        double floor = Math.min(stored, observation.floorKwh(connector));
        // Who gives nothing back keeps what it has, and others give no faster than they can.
        double outOfKw =
                observation.ratedDischargeKw(connector)
                        / observation.dischargeEfficiency(connector);
        for (int k = 0; k < blocks; k++) {
            int end = Math.min(at.start[k + 1], by);
            double passed = (end - observation.step()) * hours;
            double reach = Math.min(target, stored + passed * intoKw);
            double kept = Math.max(floor, stored - passed * outOfKw);
            most[g][k] += reach;
            double need = k == 0 ? allKwh : needKwh;
            least[g][k] += Math.min(reach, Math.max(kept, need - (by - end) * hours * intoKw));
        }
    }

    private void write(FleetProgram program, int g) {
        if (chargeKw[g] == 0) {
            program.close(g);
            return;
        }
        double into = intoStore[g] / chargeKw[g];
        double lack = lackCost[g] / chargeKw[g];
        program.efficiency(g, coarse(into), coarse(outOfStore[g] / chargeKw[g]));
        program.vehicle(g, storedKwh[g], 0, needKwh[g], mostKwh[g], lack, 0);
        for (int k = 0; k < blocks; k++) {
            program.store(g, k, least[g][k], most[g][k] * (1 + 1e-9), lack);
            program.charge(g, k, 0, chargeKwh[g][k], mean(chargeCost[g][k], chargeKwh[g][k]));
            program.discharge(g, k, 0, giveKwh[g][k], mean(giveCost[g][k], giveKwh[g][k]));
        }
    }

    /** Rounded, so that the program's matrix seldom changes. */
    private static double coarse(double efficiency) {
        return Math.round(efficiency * 500) / 500.0;
    }

    private static double mean(double cost, double kwh) {
        return kwh > 0 ? cost / kwh : 0;
    }

    @Override
    public void powers(Observation observation, FleetProgram program, Blocks at, double[] powerKw) {
        Limits limits = observation.limits();
        double[] rest = new double[storedKwh.length];
        double hours = at.hours(0);
        for (int g = 0; g < rest.length; g++) {
            rest[g] = chargeKw[g] > 0 ? program.netKwh(g, 0) / hours : 0;
        }
        sortBySpareTime(observation);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            powerKw[connector] = Math.max(0, leastKw(observation, connector, at));
            rest[groupOf[connector]] -= powerKw[connector];
        }
        raise(limits, rest, powerKw);
        lower(observation, at, rest, powerKw);
    }

    /** Least time to spare first. */
    private void sortBySpareTime(Observation observation) {
        Limits limits = observation.limits();
        int n = limits.pluggedInCount();
        if (order.length < n) {
            order = new long[2 * n];
        }
        for (int rank = 0; rank < n; rank++) {
            float spare = (float) observation.laxityHours(limits.connectorAt(rank));
            int bits = Float.floatToIntBits(spare);
            long key = bits ^ (bits >> 31 & 0x7fffffff);
            order[rank] = key << 32 | rank;
        }
        Arrays.sort(order, 0, n);
    }

    /** Gives what groups have left to those who have least time. */
    private void raise(Limits limits, double[] rest, double[] powerKw) {
        for (int i = 0; i < limits.pluggedInCount(); i++) {
            int connector = limits.connectorAt((int) order[i]);
            int g = groupOf[connector];
            double more =
                    Math.clamp(
                            rest[g], 0, Math.max(0, limits.highKw(connector) - powerKw[connector]));
            powerKw[connector] += more;
            rest[g] -= more;
        }
    }

    /** Takes what groups lack from those who have most time. */
    private void lower(Observation observation, Blocks at, double[] rest, double[] powerKw) {
        Limits limits = observation.limits();
        for (int i = limits.pluggedInCount() - 1; i >= 0; i--) {
            int connector = limits.connectorAt((int) order[i]);
            int g = groupOf[connector];
            double floor = Math.max(limits.lowKw(connector), leastKw(observation, connector, at));
            double less = Math.clamp(-rest[g], 0, Math.max(0, powerKw[connector] - floor));
            powerKw[connector] -= less;
            rest[g] += less;
        }
    }

    /** The least power of this step that leaves a vehicle's need within its reach, kW. */
    private double leastKw(Observation observation, int connector, Blocks at) {
        double left =
                (departure(observation, connector) - observation.step() - 1)
                        * observation.stepHours();
        double into = observation.chargeEfficiency(connector);
        double later = left * Stays.steadyKw(observation, connector) * into;
        double gap =
                Math.max(
                                observation.floorKwh(connector),
                                stays.mostKwh(observation, connector) - later)
                        - observation.storedKwh(connector);
        double kw =
                gap > 0
                        ? gap / into / at.hours(0)
                        : gap * observation.dischargeEfficiency(connector) / at.hours(0);
        return Math.min(kw, observation.limits().highKw(connector));
    }

    private void countShares(Limits limits) {
        var known = room == null ? new Room(limits) : room;
        room = known;
        known.countShares();
    }
}
