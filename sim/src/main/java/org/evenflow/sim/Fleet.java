package org.evenflow.sim;

import java.util.List;
import org.evenflow.city.SessionTable;
import org.evenflow.control.Limits;
import org.evenflow.model.ChargeCurve;
import org.evenflow.model.Connector;
import org.evenflow.model.Vehicle;

/**
 * The vehicles at the connectors: stored energy, what each can take in the present step, and the
 * charging itself. Arrays by connector; package-private.
 *
 * <p>A power is the mean over a step at the meter, positive charges. Any mean up to {@code highKw}
 * is reached by one constant pilot, because the energy a vehicle takes in a step grows continuously
 * with its pilot; so a dispatched power is exactly what the vehicle takes.
 *
 * <p>Stored energy changes by {@code η_c P h} where P charges and by {@code P h / η_d} where it
 * discharges.
 */
final class Fleet {
    final int[] session;
    final double[] storedKwh;
    final double[] targetKwh;
    final double[] capacityKwh;
    final double[] arrivalKwh;
    final double[] reachableKwh;
    final int[] departStep;
    final int[] declaredStep;
    final double[] chargedKwh;
    final double[] dischargedKwh;

    private final Limits limits;
    private final double stepHours;
    private final PlugTable plugs;
    private final int[] rankOf;
    private final double[] floorKwh;
    private final double[] maxKw;
    private final double[] maxDischargeKw;
    private final double[] chargeEfficiency;
    private final double[] dischargeEfficiency;
    private final double[] batteryMaxKw;

    /** Stored energy up to which a step at full power is linear. */
    private final double[] linearUntilKwh;

    /** Energy that a whole step at full power stores where the curve does not cut it. */
    private final double[] fullStepKwh;

    private final double[] inversePerStep;
    private final ChargeCurve[] curve;
    private final double[] wearCoefficient;
    private final double[] wearExponent;
    private final double[] lastKw;
    private final double[] lastWear;

    Fleet(List<Connector> connectors, List<Vehicle> vehicles, Limits limits, double stepHours) {
        int n = connectors.size();
        this.limits = limits;
        this.stepHours = stepHours;
        plugs = new PlugTable(connectors, vehicles);
        session = new int[n];
        storedKwh = new double[n];
        targetKwh = new double[n];
        capacityKwh = new double[n];
        arrivalKwh = new double[n];
        reachableKwh = new double[n];
        departStep = new int[n];
        declaredStep = new int[n];
        chargedKwh = new double[n];
        dischargedKwh = new double[n];
        rankOf = new int[n];
        floorKwh = new double[n];
        maxKw = new double[n];
        maxDischargeKw = new double[n];
        chargeEfficiency = new double[n];
        dischargeEfficiency = new double[n];
        batteryMaxKw = new double[n];
        linearUntilKwh = new double[n];
        fullStepKwh = new double[n];
        inversePerStep = new double[n];
        curve = new ChargeCurve[n];
        wearCoefficient = new double[n];
        wearExponent = new double[n];
        lastKw = new double[n];
        lastWear = new double[n];
        java.util.Arrays.fill(session, -1);
    }

    /** Every connector is free. */
    void clear() {
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            session[limits.pluggedIn[rank]] = -1;
        }
        limits.pluggedInCount = 0;
    }

    /** Plugs a session in. */
    void plugIn(SessionTable sessions, int row, int steps) {
        int c = sessions.connector[row];
        if (session[c] >= 0) {
            throw new IllegalStateException(
                    "connector "
                            + c
                            + " is taken by session "
                            + session[c]
                            + " when session "
                            + row
                            + " arrives");
        }
        PlugTable.Fit fit = plugs.fit(c, sessions.vehicle[row]);
        session[c] = row;
        rankOf[c] = limits.pluggedInCount;
        limits.pluggedIn[limits.pluggedInCount++] = c;
        storedKwh[c] = sessions.arrivalKwh[row];
        arrivalKwh[c] = sessions.arrivalKwh[row];
        capacityKwh[c] = sessions.capacityKwh[row];
        targetKwh[c] = sessions.targetKwh[row];
        floorKwh[c] = Math.min(fit.minSoc * capacityKwh[c], arrivalKwh[c]);
        // Everyone leaves at the end of the run, and drivers who stay longer have said so.
        departStep[c] = Math.min(sessions.departStep[row], steps);
        declaredStep[c] = sessions.departStep[row] > steps ? steps : sessions.declaredStep[row];
        maxKw[c] = Math.min(fit.maxKw, sessions.maxKw[row]);
        maxDischargeKw[c] = Math.min(fit.maxDischargeKw, sessions.maxKw[row]);
        chargeEfficiency[c] = fit.chargeEfficiency;
        dischargeEfficiency[c] = fit.dischargeEfficiency;
        batteryMaxKw[c] = fit.batteryMaxKw;
        curve[c] = fit.curve;
        wearCoefficient[c] = fit.wearCoefficient;
        wearExponent[c] = fit.wearExponent;
        lastKw[c] = 0;
        lastWear[c] = 0;
        chargedKwh[c] = 0;
        dischargedKwh[c] = 0;
        limits.minKw[c] = Math.min(fit.minKw, maxKw[c]);
        limits.stepKw[c] = fit.stepKw;
        double battery = maxKw[c] * chargeEfficiency[c];
        fullStepKwh[c] = battery * stepHours;
        inversePerStep[c] = 1 / (chargeEfficiency[c] * stepHours);
        linearUntilKwh[c] =
                battery > 0
                        ? fit.curve.linearUntilSoc(battery, batteryMaxKw[c]) * capacityKwh[c]
                        : 0;
        reachableKwh[c] =
                Math.min(
                        targetKwh[c],
                        storedAfter(c, (departStep[c] - sessions.arrivalStep[row]) * stepHours));
    }

    /** Frees a connector. */
    void unplug(int c) {
        session[c] = -1;
        int rank = rankOf[c];
        int last = limits.pluggedIn[--limits.pluggedInCount];
        limits.pluggedIn[rank] = last;
        rankOf[last] = rank;
    }

    /**
     * Writes what every plugged-in vehicle can take and give in the coming step into the limits.
     */
    void ranges() {
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            int c = limits.pluggedIn[rank];
            double stored = storedKwh[c];
            double room = targetKwh[c] - stored;
            double gain = fullStepKwh[c];
            if (room <= 0) {
                gain = 0;
            } else if (stored + gain > linearUntilKwh[c]) {
                gain = Math.min(room, storedAfter(c, stepHours) - stored);
            } else if (gain > room) {
                gain = room;
            }
            limits.highKw[c] = gain == fullStepKwh[c] ? maxKw[c] : gain * inversePerStep[c];
            double give = maxDischargeKw[c];
            if (give > 0) {
                give =
                        Math.max(
                                0,
                                Math.min(
                                        give,
                                        (stored - floorKwh[c])
                                                * dischargeEfficiency[c]
                                                / stepHours));
            }
            limits.lowKw[c] = -give;
        }
    }

    /** Charges every plugged-in vehicle for one step and adds to the totals. */
    void charge(double[] powerKw, EpisodeTotals totals) {
        double charged = 0;
        double discharged = 0;
        double wear = 0;
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            int c = limits.pluggedIn[rank];
            double power = powerKw[c];
            if (power > 0) {
                double energy = power * stepHours;
                charged += power;
                chargedKwh[c] += energy;
                storedKwh[c] += energy * chargeEfficiency[c];
            } else if (power < 0) {
                double energy = -power * stepHours;
                discharged -= power;
                dischargedKwh[c] += energy;
                storedKwh[c] -= energy / dischargeEfficiency[c];
            }
            wear += wear(c, power);
        }
        totals.addCharging(charged, discharged, wear);
    }

    double ratedKw(int c) {
        return maxKw[c];
    }

    double neededKwh(int c) {
        return Math.max(0, targetKwh[c] - storedKwh[c]) / chargeEfficiency[c];
    }

    double neededHours(int c) {
        double battery = maxKw[c] * chargeEfficiency[c];
        double capacity = capacityKwh[c];
        return targetKwh[c] <= storedKwh[c]
                ? 0
                : curve[c].hoursTo(
                        storedKwh[c] / capacity,
                        targetKwh[c] / capacity,
                        battery,
                        batteryMaxKw[c],
                        capacity);
    }

    /**
     * Hours at full power that the reachable part of the request takes from the state on arrival.
     */
    double neededHoursFromArrival(int c) {
        double battery = maxKw[c] * chargeEfficiency[c];
        double capacity = capacityKwh[c];
        return curve[c].hoursTo(
                arrivalKwh[c] / capacity,
                reachableKwh[c] / capacity,
                battery,
                batteryMaxKw[c],
                capacity);
    }

    /** Energy at the meter that was reachable and not given, kWh. */
    double unservedKwh(int c) {
        return Math.max(0, reachableKwh[c] - storedKwh[c]) / chargeEfficiency[c];
    }

    /**
     * How far the vehicle's books are from closing, kWh: charged η_c - discharged / η_d against the
     * change of stored energy.
     */
    double imbalanceKwh(int c) {
        return Math.abs(
                chargedKwh[c] * chargeEfficiency[c]
                        - dischargedKwh[c] / dischargeEfficiency[c]
                        - (storedKwh[c] - arrivalKwh[c]));
    }

    /** Equivalent full cycles of the session: energy through the cells over twice the capacity. */
    double fullCycles(int c) {
        return (chargedKwh[c] * chargeEfficiency[c] + dischargedKwh[c] / dischargeEfficiency[c])
                / (2 * capacityKwh[c]);
    }

    private double storedAfter(int c, double hours) {
        double capacity = capacityKwh[c];
        return capacity
                * curve[c].socAfter(
                        storedKwh[c] / capacity,
                        maxKw[c] * chargeEfficiency[c],
                        batteryMaxKw[c],
                        capacity,
                        hours);
    }

    /**
     * Wear of one step; most vehicles keep their power from step to step, so the last result is
     * kept.
     */
    private double wear(int c, double power) {
        if (wearCoefficient[c] == 0 || power == 0) {
            return 0;
        }
        if (power != lastKw[c]) {
            lastKw[c] = power;
            double magnitude = Math.abs(power);
            lastWear[c] =
                    wearCoefficient[c]
                            * (wearExponent[c] == 1
                                    ? magnitude
                                    : Math.pow(magnitude, wearExponent[c]))
                            * stepHours;
        }
        return lastWear[c];
    }
}
