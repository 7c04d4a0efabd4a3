package org.evenflow.control.mpc;

import org.evenflow.control.Observation;

/** What a vehicle must get now so that its request can still be met. */
final class Urgency {
    private Urgency() {}

    /**
     * Least power of this step, kW, with which the request can be met by a departure if the vehicle
     * charges as fast as it can from the next step on; below zero where it has energy and time to
     * spare. More than it can take where it is late already.
     */
    static double leastKw(Observation observation, int connector, int departStep) {
        int later = Math.max(0, departStep - observation.step() - 1);
        double missing =
                observation.neededKwh(connector) / observation.stepHours()
                        - later * PlannedFleet.steadyKw(observation, connector);
        return missing >= 0
                ? missing
                : missing
                        * observation.chargeEfficiency(connector)
                        * observation.dischargeEfficiency(connector);
    }
}
