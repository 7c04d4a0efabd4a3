package org.evenflow.planning;

import java.util.Arrays;
import java.util.Objects;
import org.evenflow.control.Habits;
import org.evenflow.control.LevelRounding;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Room;
import org.evenflow.control.Settings;
import org.evenflow.model.Battery;
import org.jspecify.annotations.Nullable;

/** A slot for every connector: who is there, what they need and may do. Mutable arrays. */
final class PlannedFleet implements VehicleSlots {
    private final Settings settings;
    private final Habits habits;
    private final boolean isClairvoyant;
    private final boolean[] isOpen;
    private final Stays stays;
    private @Nullable Room room;
    private double[] leaning;

    PlannedFleet(int connectors, Settings settings, Habits habits, boolean isClairvoyant) {
        this.habits = habits;
        this.settings = settings;
        this.isClairvoyant = isClairvoyant;
        isOpen = new boolean[connectors];
        stays = new Stays(connectors, isClairvoyant);
        leaning = new double[connectors];
        Arrays.fill(isOpen, true);
    }

    @Override
    public void welcome(
            Observation observation, FleetProgram program, SiteRows rows, LevelRounding rounding) {
        Limits limits = observation.limits();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            rounding.at(connector, observation.arrivalRank(connector));
            if (stays.welcome(observation, connector)) {
                rows.place(connector, connector, limits.phases(connector));
                program.efficiency(
                        connector,
                        observation.chargeEfficiency(connector),
                        observation.dischargeEfficiency(connector));
            }
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

    /** What the loss of a kWh more costs at half the rated power beyond none, by block. */
    private double[][] rise = {};

    @Override
    public void lean(double[] perKwh) {
        leaning = perKwh;
    }

    @Override
    public void lossesRise(double[][] perKwh) {
        rise = perKwh;
    }

    /** Fills the program's slots; free connectors are closed. */
    @Override
    public void fill(
            Observation observation, FleetProgram program, Blocks blocks, double lackPerKwh) {
        Limits limits = observation.limits();
        countShares(limits);
        for (int connector = 0; connector < isOpen.length; connector++) {
            int rank = limits.rank(connector);
            boolean isHere =
                    rank < limits.pluggedInCount() && limits.connectorAt(rank) == connector;
            if (isHere) {
                vehicle(observation, connector, program, blocks, lackPerKwh);
            } else if (isOpen[connector]) {
                program.close(connector);
            }
            isOpen[connector] = isHere;
        }
    }

    @Override
    public void powers(
            Observation observation, FleetProgram program, Blocks blocks, double[] powerKw) {
        Limits limits = observation.limits();
        double hours = blocks.hours(0);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            double planned = program.netKwh(connector, 0) / hours;
            powerKw[connector] = stays.inReach(observation, connector, habits, planned);
        }
    }

    private void vehicle(
            Observation observation,
            int connector,
            FleetProgram program,
            Blocks blocks,
            double lackPerKwh) {
        int depart = departure(observation, connector);
        double efficiency = observation.chargeEfficiency(connector);
        double target = stays.mostKwh(observation, connector);
        double expected = stays.expectedKwh(observation, connector, habits);
        double stored = observation.storedKwh(connector);
        double needed = Stays.hoursTo(observation, connector, expected, depart);
        double steady = Stays.steadyKw(observation, connector, expected, needed);
        // Who leaves after the horizon may charge then, as fast as all others who share limits.
        double laterKw = Math.min(steady, Objects.requireNonNull(room).evenKw(connector));
        double later =
                Math.max(0, depart - blocks.end()) * observation.stepHours() * laterKw * efficiency;
        double terminal = depart > blocks.end() ? settings.number("terminal_price") : 0;
        program.vehicle(
                connector,
                stored,
                observation.floorKwh(connector),
                Math.max(Math.min(stored, target), expected - later),
                target,
                lackPerKwh / efficiency,
                terminal);
        // What gives back is worth it by its store.
        double worth = program.shape.givesBack()[connector] ? 0 : terminal * efficiency;
        for (int k = 0; k < blocks.count; k++) {
            double hours = blocks.overlap(k, observation.step(), depart);
            double kw =
                    k == 0
                            ? observation.limits().highKw(connector)
                            : meanKw(observation, connector, blocks, k, depart, steady, needed);
            double risk =
                    isClairvoyant
                            ? 0
                            : stays.leavingCost(observation, connector, habits, blocks, k);
            double lean = k == 0 ? leaning[connector] : 0;
            risk += Stays.waitingCost(observation, blocks, k);
            flows(observation, connector, program, k, hours, kw, risk - worth + lean);
        }
    }

    /**
     * Power of a later block, kW: on average as when charged at once, but towards the departure as
     * on the last path that still reaches what is expected, along which the charge curve cuts it.
     *
     * @param neededHours that the path takes
     */
    private static double meanKw(
            Observation observation,
            int connector,
            Blocks blocks,
            int k,
            int depart,
            double steadyKw,
            double neededHours) {
        double stepHours = observation.stepHours();
        double from = (blocks.start[k] - observation.step()) * stepHours;
        double to = (Math.min(depart, blocks.start[k + 1]) - observation.step()) * stepHours;
        double last = Math.max(0, (depart - observation.step()) * stepHours - neededHours);
        if (to <= Math.max(from, last) || observation.ratedDischargeKw(connector) > 0) {
            return steadyKw;
        }
        double begins = Math.max(0, from - last);
        double kwh =
                observation.storedAfterKwh(connector, to - last)
                        - observation.storedAfterKwh(connector, begins);
        double before = Math.max(0, last - from);
        return (steadyKw * before + kwh / observation.chargeEfficiency(connector)) / (to - from);
    }

    /** What a vehicle may charge and give in a block of so many hours. */
    private void flows(
            Observation observation,
            int connector,
            FleetProgram program,
            int k,
            double hours,
            double kw,
            double risk) {
        Battery.Wear wear = observation.wear(connector);
        double rated = observation.ratedKw(connector);
        boolean isInReserve = observation.storedKwh(connector) < observation.floorKwh(connector);
        double most = isInReserve ? 0 : observation.ratedDischargeKw(connector);
        int segments = program.shape.segments(k);
        for (int s = 0; s < segments; s++) {
            double low = Wear.from(rated, s, segments);
            double width = Math.max(0, Math.min(kw, Wear.from(rated, s + 1, segments)) - low);
            double loss = rise.length == 0 ? 0 : rise[k][connector] * (2 * s + 1) / segments;
            double cost = Wear.chord(wear, rated, s, segments) + loss + risk;
            program.charge(connector, k, s, width * hours, cost);
            if (program.shape.givesBack()[connector]) {
                program.discharge(
                        connector,
                        k,
                        s,
                        most / segments * hours,
                        Wear.chord(wear, most, s, segments) - risk);
            }
        }
    }

    private void countShares(Limits limits) {
        var known = room == null ? new Room(limits) : room;
        room = known;
        known.countShares();
    }
}
