package org.evenflow.control.mpc;

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
}
