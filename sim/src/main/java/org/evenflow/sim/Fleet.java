package org.evenflow.sim;

import java.util.Arrays;
import java.util.List;
import org.evenflow.city.SessionTable;
import org.evenflow.control.Occupancy;
import org.evenflow.control.Visit;
import org.evenflow.model.ChargeCurve;
import org.evenflow.model.Connector;
import org.evenflow.model.Vehicle;

/**
 * The vehicles at the connectors: stored energy, what each can take in the present step, and the
 * charging itself. Arrays by rank (see {@link Occupancy}); package-private.
 *
 * <p>A power is the mean over a step at the meter, positive charges. Any mean up to the vehicle's
 * greatest is reached by one constant pilot, because the energy a vehicle takes in a step grows
 * continuously with its pilot; so a dispatched power is exactly what the vehicle takes. Stored
 * energy changes by {@code η_c P h} where P charges and by {@code P h / η_d} where it discharges.
 */
final class Fleet {
    /** From so many vehicles on a loop is worth being vector instructions. */
    private static final int MANY = 16;

    /** A vehicle that lacks less than this has stopped, kWh. */
    private static final double STOPPED_KWH = 1e-9;

    /** What no step's loop reads stays with the connector, {@code [connector]}. */
    final int[] session;

    final double[] capacityKwh;
    final double[] arrivalKwh;
    final double[] reachableKwh;
    final int[] declaredStep;
    private final PlugTable.Fit[] fit;

    /** What every step's loops read is dense, {@code [rank]}. */
    final double[] storedKwh;

    /** What a driver is known to want: as asked, or what the vehicle has stopped at. */
    final double[] targetKwh;

    /** Stored energy beyond which the vehicle takes nothing, at most the target. */
    final double[] mostKwh;

    final double[] floorKwh;
    final int[] departStep;
    final double[] chargedKwh;
    final double[] dischargedKwh;

    private final Occupancy occupancy;
    private final double stepHours;
    private final PlugTable plugs;
    private final double[] maxKw;
    private final double[] maxDischargeKw;

    /** Stored per kW charged, and taken from the battery per kW given, in one step. */
    private final double[] storedPerKw;

    private final double[] takenPerKw;

    private final double[] kwPerStored;
    private final double[] kwPerTaken;

    /**
     * Stored energy at the beginning of a step beyond which the curve cuts full power within it.
     */
    private final double[] linearFromKwh;

    private final double[] lastKw;
    private final double[] lastWear;

    /** How many vehicles are plugged in that take less than they are known to. */
    private int overAsking;

    private double chargedKw;
    private double dischargedKw;
    private double wearCost;

    /** How many vehicles leave at each step. */
    private final int[] leaving;

    Fleet(
            List<Connector> connectors,
            List<Vehicle> vehicles,
            Occupancy occupancy,
            double stepHours,
            int steps) {
        int n = connectors.size();
        this.occupancy = occupancy;
        this.stepHours = stepHours;
        plugs = new PlugTable(connectors, vehicles);
        session = new int[n];
        storedKwh = new double[n];
        targetKwh = new double[n];
        mostKwh = new double[n];
        capacityKwh = new double[n];
        arrivalKwh = new double[n];
        reachableKwh = new double[n];
        departStep = new int[n];
        declaredStep = new int[n];
        chargedKwh = new double[n];
        dischargedKwh = new double[n];
        fit = new PlugTable.Fit[n];
        floorKwh = new double[n];
        maxKw = new double[n];
        maxDischargeKw = new double[n];
        storedPerKw = new double[n];
        takenPerKw = new double[n];
        kwPerStored = new double[n];
        kwPerTaken = new double[n];
        linearFromKwh = new double[n];
        lastKw = new double[n];
        lastWear = new double[n];
        leaving = new int[steps + 1];
    }

    /** Every connector is free. */
    void clear() {
        occupancy.clear();
        overAsking = 0;
        Arrays.fill(leaving, 0);
    }

    /** Plugs a session in. */
    void plugIn(SessionTable sessions, int row, int steps) {
        int c = sessions.connector[row];
        PlugTable.Fit plug = plugs.fit(c, sessions.vehicle[row]);
        double most = Math.min(plug.maxKw, sessions.maxKw[row]);
        int k = occupancy.plugIn(c, Math.min(plug.minKw, most), plug.stepKw, plug.phases);
        fit[c] = plug;
        session[c] = row;
        arrivalKwh[c] = sessions.arrivalKwh[row];
        capacityKwh[c] = sessions.capacityKwh[row];
        declaredStep[c] = Math.min(sessions.declaredStep[row], steps);
        storedKwh[k] = arrivalKwh[c];
        targetKwh[k] = sessions.targetKwh[row];
        mostKwh[k] = sessions.mostKwh[row];
        overAsking += mostKwh[k] < targetKwh[k] ? 1 : 0;
        floorKwh[k] = plug.minSoc * capacityKwh[c];
        // Everyone leaves at the end of the run at last; nothing shows who will leave earlier.
        departStep[k] = Math.min(sessions.departStep[row], steps);
        leaving[departStep[k]]++;
        maxKw[k] = most;
        maxDischargeKw[k] = Math.min(plug.maxDischargeKw, sessions.maxKw[row]);
        storedPerKw[k] = plug.chargeEfficiency * stepHours;
        takenPerKw[k] = stepHours / plug.dischargeEfficiency;
        lastKw[k] = 0;
        lastWear[k] = 0;
        chargedKwh[k] = 0;
        dischargedKwh[k] = 0;
        kwPerStored[k] = 1 / storedPerKw[k];
        kwPerTaken[k] = 1 / takenPerKw[k];
        reach(k, c, (departStep[k] - sessions.arrivalStep[row]) * stepHours);
    }

    /**
     * Finds from where on the curve cuts full power within a step, and what full power stores until
     * departure, at most what the vehicle takes; mostly that lies where charging is linear, and no
     * curve is asked.
     */
    private void reach(int k, int c, double hours) {
        PlugTable.Fit plug = fit[c];
        double battery = maxKw[k] * plug.chargeEfficiency;
        double fullStepKwh = battery * stepHours;
        double linearUntil =
                battery > 0 ? plug.curve.linearUntilSoc(battery, plug.batteryMaxKw) : 0;
        linearFromKwh[k] = linearUntil * capacityKwh[c] - fullStepKwh;
        boolean isLinear = mostKwh[k] <= linearFromKwh[k] + fullStepKwh;
        double stored =
                isLinear ? storedKwh[k] + fullStepKwh / stepHours * hours : storedAfter(k, hours);
        reachableKwh[c] = Math.min(mostKwh[k], stored);
    }

    /** How many leave at the beginning of a step. */
    int leaving(int step) {
        return leaving[step];
    }

    /** Frees the connector at a rank; the last rank takes its place. */
    void unplug(int rank) {
        overAsking -= mostKwh[rank] < targetKwh[rank] ? 1 : 0;
        int last = occupancy.unplug(rank);
        storedKwh[rank] = storedKwh[last];
        targetKwh[rank] = targetKwh[last];
        mostKwh[rank] = mostKwh[last];
        departStep[rank] = departStep[last];
        chargedKwh[rank] = chargedKwh[last];
        dischargedKwh[rank] = dischargedKwh[last];
        floorKwh[rank] = floorKwh[last];
        maxKw[rank] = maxKw[last];
        maxDischargeKw[rank] = maxDischargeKw[last];
        storedPerKw[rank] = storedPerKw[last];
        takenPerKw[rank] = takenPerKw[last];
        kwPerStored[rank] = kwPerStored[last];
        kwPerTaken[rank] = kwPerTaken[last];
        linearFromKwh[rank] = linearFromKwh[last];
        lastKw[rank] = lastKw[last];
        lastWear[rank] = lastWear[last];
    }

    /**
     * Writes what every plugged-in vehicle can take and give in the coming step into the occupancy.
     * With many of them, first all without the charge curve: a loop without branches becomes vector
     * instructions. With few the way into such a loop costs more than it saves.
     */
    void ranges() {
        double[] asked = occupancy.askedKw();
        double[] high = occupancy.highKw();
        int n = occupancy.count();
        ranges(n, asked, occupancy.lowKw());
        System.arraycopy(asked, 0, high, 0, n);
        if (overAsking > 0) {
            for (int k = 0; k < n; k++) {
                double left = Math.max(0, mostKwh[k] - storedKwh[k]);
                high[k] = Math.min(high[k], left * kwPerStored[k]);
            }
        }
    }

    /** The same as if every vehicle took what it is known to want. */
    private void ranges(int n, double[] high, double[] low) {
        if (n < MANY) {
            for (int k = 0; k < n; k++) {
                linearRange(k, high, low);
                taper(k, high);
            }
            return;
        }
        for (int k = 0; k < n; k++) {
            linearRange(k, high, low);
        }
        for (int k = 0; k < n; k++) {
            taper(k, high);
        }
    }

    /** What a vehicle can take and give where the charge curve does not cut it. */
    private void linearRange(int k, double[] high, double[] low) {
        high[k] = Math.max(0, Math.min(maxKw[k], (targetKwh[k] - storedKwh[k]) * kwPerStored[k]));
        low[k] =
                -Math.max(
                        0,
                        Math.min(maxDischargeKw[k], (storedKwh[k] - floorKwh[k]) * kwPerTaken[k]));
    }

    /** Mends what a vehicle can take if the charge curve cuts it in this step, as it does few. */
    private void taper(int k, double[] high) {
        // One comparison instead of two: each alone is hard to predict, both together are rare.
        if (Math.min(storedKwh[k] - linearFromKwh[k], high[k]) > 0) {
            double gain = storedAfter(k, stepHours) - storedKwh[k];
            high[k] = Math.max(0, Math.min(high[k], gain * kwPerStored[k]));
        }
    }

    /**
     * Charges every plugged-in vehicle for one step. Whether it charges or gives back is all but
     * impossible to predict, so the loop has no branch: one of both parts is zero.
     */
    void charge(double[] power) {
        double charged = 0;
        double discharged = 0;
        int n = occupancy.count();
        for (int k = 0; k < n; k++) {
            double charges = Math.max(0, power[k]);
            double gives = Math.max(0, -power[k]);
            charged += charges;
            discharged += gives;
            chargedKwh[k] += charges * stepHours;
            dischargedKwh[k] += gives * stepHours;
            storedKwh[k] += charges * storedPerKw[k] - gives * takenPerKw[k];
        }
        chargedKw = charged;
        dischargedKw = discharged;
        wearCost = plugs.haveWear() ? wear(power) : 0;
        if (overAsking > 0) {
            stop();
        }
    }

    /** Who has taken all that it takes draws no more, so everybody knows. */
    private void stop() {
        for (int k = 0; k < occupancy.count(); k++) {
            boolean hasStopped = storedKwh[k] >= mostKwh[k] - STOPPED_KWH;
            if (hasStopped && mostKwh[k] < targetKwh[k]) {
                targetKwh[k] = mostKwh[k];
                overAsking--;
            }
        }
    }

    /** Charging of all in the last step, kW. */
    double chargedKw() {
        return chargedKw;
    }

    /** Discharging of all in the last step, kW, not negative. */
    double dischargedKw() {
        return dischargedKw;
    }

    /** Battery wear of the last step, currency. */
    double wearCost() {
        return wearCost;
    }

    private double wear(double[] power) {
        double wear = 0;
        for (int k = 0; k < occupancy.count(); k++) {
            if (fit(k).wearCoefficient != 0) {
                wear += wear(k, power[k]);
            }
        }
        return wear;
    }

    double ratedKw(int k) {
        return maxKw[k];
    }

    double ratedDischargeKw(int k) {
        return maxDischargeKw[k];
    }

    PlugTable.Fit fitOf(int connector) {
        return fit[connector];
    }

    private PlugTable.Fit fit(int k) {
        return fit[occupancy.connectorAt(k)];
    }

    /** Every session of a run as it will be, in the table's order. */
    List<Visit> visits(SessionTable sessions, int steps) {
        return plugs.visits(sessions, stepHours, steps);
    }

    double neededKwh(int k) {
        return Math.max(0, targetKwh[k] - storedKwh[k]) / fit(k).chargeEfficiency;
    }

    double neededHours(int k) {
        return hours(k, storedKwh[k], targetKwh[k]);
    }

    /** Hours that all that the vehicle takes needs at full power from arrival on. */
    double requestHours(int k) {
        return hours(k, arrivalKwh[occupancy.connectorAt(k)], mostKwh[k]);
    }

    private double hours(int k, double fromKwh, double toKwh) {
        int c = occupancy.connectorAt(k);
        double capacity = capacityKwh[c];
        PlugTable.Fit plug = fit[c];
        return toKwh <= fromKwh
                ? 0
                : plug.curve.hoursTo(
                        fromKwh / capacity,
                        toKwh / capacity,
                        maxKw[k] * plug.chargeEfficiency,
                        plug.batteryMaxKw,
                        capacity);
    }

    /** What is stored after so many hours at full power, kWh. */
    double storedAfter(int k, double hours) {
        int c = occupancy.connectorAt(k);
        double capacity = capacityKwh[c];
        PlugTable.Fit plug = fit[c];
        ChargeCurve curve = plug.curve;
        return capacity
                * curve.socAfter(
                        storedKwh[k] / capacity,
                        maxKw[k] * plug.chargeEfficiency,
                        plug.batteryMaxKw,
                        capacity,
                        hours);
    }

    /**
     * Wear of one step; most vehicles keep their power from step to step, so the last result is
     * kept.
     */
    private double wear(int k, double kw) {
        if (kw != lastKw[k]) {
            double magnitude = Math.abs(kw);
            PlugTable.Fit plug = fit(k);
            double exponent = plug.wearExponent;
            lastKw[k] = kw;
            lastWear[k] =
                    plug.wearCoefficient
                            * (exponent == 1 ? magnitude : Math.pow(magnitude, exponent))
                            * stepHours;
        }
        return lastWear[k];
    }
}
