package org.evenflow.dispatch;

import org.evenflow.control.Limits;
import org.evenflow.control.Observation;

/**
 * What the dispatcher knows of the plugged-in vehicles beyond their limits: what they need until
 * they leave, as their drivers have declared. Arrays by rank, refilled for every step;
 */
final class Stays {
    /** Least share of the remaining stay that counts as to spare: what bounds weights. */
    private static final double LEAST_SPARE = 0.05;

    /** Energy at the meter that lacks at the beginning of the step; negative for what is over. */
    final double[] needKwh;

    /** Energy needed at the meter for each kWh given back. */
    final double[] regain;

    /** Power without regard to request and charge curve. */
    final double[] ratedKw;

    /**
     * Time between the step and the declared departure, less what the charge curve costs; negative
     * where there is none.
     */
    final double[] leftHours;

    /** Whether the declared departure is yet to come. */
    final boolean[] isDue;

    private final double[] spare;

    Stays(int connectors) {
        needKwh = new double[connectors];
        regain = new double[connectors];
        ratedKw = new double[connectors];
        leftHours = new double[connectors];
        isDue = new boolean[connectors];
        spare = new double[connectors];
    }

    /** Reads the present step. */
    void read(Limits limits, Observation world) {
        double stepHours = world.stepHours();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int c = limits.connectorAt(rank);
            double rated = world.ratedKw(c);
            double needed = world.neededKwh(c);
            double neededHours = world.neededHours(c);
            double charge = world.chargeEfficiency(c);
            double over = Math.max(0, world.storedKwh(c) - world.targetKwh(c)) / charge;
            int steps = world.declaredStep(c) - world.step();
            double lost = rated > 0 ? Math.max(0, neededHours - needed / rated) : 0;
            isDue[rank] = steps > 0;
            needKwh[rank] = needed > 0 ? needed : -over;
            regain[rank] = 1 / (charge * world.dischargeEfficiency(c));
            ratedKw[rank] = rated;
            leftHours[rank] = (steps - 1) * stepHours - lost;
            double share = steps > 0 ? 1 - neededHours / (steps * stepHours) : 0;
            spare[rank] = Math.max(LEAST_SPARE, share);
        }
    }

    /** What a vehicle still needs after a step at some power, kWh; negative for what is over. */
    double needAfter(int rank, double powerKw, double stepHours) {
        double kwh = powerKw * stepHours;
        return needKwh[rank] - (kwh < 0 ? regain[rank] * kwh : kwh);
    }

    /**
     * Weight of a vehicle's power: one over the share of its remaining stay that it can spare, 1
     * for all of it, 20 for a twentieth or less.
     */
    double weight(int rank) {
        return 1 / spare[rank];
    }
}
