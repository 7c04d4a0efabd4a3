package org.evenflow.planning;

import java.util.Arrays;
import org.evenflow.control.Observation;

/**
 * Who stands at each connector in the plans of a run, since when and until when. Mutable arrays.
 */
final class Stays {
    private final boolean isClairvoyant;
    private final int[] arrival;
    private final int[] since;
    private final int[] trueDepart;

    Stays(int connectors, boolean isClairvoyant) {
        this.isClairvoyant = isClairvoyant;
        arrival = new int[connectors];
        since = new int[connectors];
        trueDepart = new int[connectors];
        Arrays.fill(arrival, -1);
    }

    /** Notes who is at an occupied connector; whether they are new. */
    boolean welcome(Observation observation, int connector) {
        int who = observation.arrivalRank(connector);
        if (arrival[connector] == who) {
            return false;
        }
        arrival[connector] = who;
        since[connector] = observation.step();
        if (isClairvoyant) {
            trueDepart[connector] = observation.foresight().visits().get(who).departStep();
        }
        return true;
    }

    /** The step by which a driver is expected to leave, after the present one. */
    int departure(Observation observation, int connector) {
        int step = isClairvoyant ? trueDepart[connector] : observation.declaredStep(connector);
        return Math.min(observation.steps(), Math.max(step, observation.step() + 1));
    }

    /** The step at which a vehicle was first seen. */
    int since(int connector) {
        return since[connector];
    }

    /**
     * Least power of this step, kW, with which the request can be met by a departure if the vehicle
     * charges as fast as it can from the next step on; below zero where it has energy and time to
     * spare. More than it can take where it is late already.
     */
    static double leastKw(Observation observation, int connector, int departStep) {
        int later = Math.max(0, departStep - observation.step() - 1);
        double missing =
                observation.neededKwh(connector) / observation.stepHours()
                        - later * steadyKw(observation, connector);
        return missing >= 0
                ? missing
                : missing
                        * observation.chargeEfficiency(connector)
                        * observation.dischargeEfficiency(connector);
    }

    /** Power that the rest of the request takes on average when charged at once. */
    static double steadyKw(Observation observation, int connector) {
        double hours = observation.neededHours(connector);
        double rated = observation.ratedKw(connector);
        return hours > 0 && Double.isFinite(hours)
                ? Math.min(rated, observation.neededKwh(connector) / hours)
                : rated;
    }
}
