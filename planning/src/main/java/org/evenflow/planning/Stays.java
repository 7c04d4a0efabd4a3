package org.evenflow.planning;

import java.util.Arrays;
import org.evenflow.control.Habits;
import org.evenflow.control.Observation;

/**
 * Who stands at each connector in the plans of a run, since when and until when, and what they
 * take: as declared and asked for, as it will be, or as drivers are in the habit of ({@link
 * Habits}). Mutable arrays.
 */
final class Stays {
    /** What an hour of waiting costs a kWh, as a share of what it weighs if it is missing. */
    private static final double WAITING_PER_H = 1e-6;

    /** Share of what is missing that counts as all of it where all takes forever. */
    private static final double NEARLY = 0.99;

    /** Of bisections: to a millionth. */
    private static final int HALVINGS = 20;

    private final boolean isClairvoyant;
    private final int[] arrival;
    private final int[] since;
    private final int[] trueDepart;
    private final double[] trueMostKwh;

    /** Stored when first seen, the most since then, and what was asked for then. */
    private final double[] firstKwh;

    private final double[] highestKwh;
    private final double[] askedKwh;

    Stays(int connectors, boolean isClairvoyant) {
        this.isClairvoyant = isClairvoyant;
        arrival = new int[connectors];
        since = new int[connectors];
        trueDepart = new int[connectors];
        trueMostKwh = new double[connectors];
        firstKwh = new double[connectors];
        highestKwh = new double[connectors];
        askedKwh = new double[connectors];
        Arrays.fill(arrival, -1);
    }

    /** Notes who is at an occupied connector; whether they are new. */
    boolean welcome(Observation observation, int connector) {
        int who = observation.arrivalRank(connector);
        double stored = observation.storedKwh(connector);
        if (arrival[connector] == who) {
            highestKwh[connector] = Math.max(highestKwh[connector], stored);
            return false;
        }
        arrival[connector] = who;
        since[connector] = observation.step();
        firstKwh[connector] = stored;
        highestKwh[connector] = stored;
        askedKwh[connector] = observation.targetKwh(connector);
        if (isClairvoyant) {
            var visit = observation.foresight().visits().get(who);
            trueDepart[connector] = visit.departStep();
            trueMostKwh[connector] = visit.mostKwh();
        }
        return true;
    }

    /** The step by which a driver is expected to leave, after the present one. */
    int departure(Observation observation, int connector) {
        int step = isClairvoyant ? trueDepart[connector] : observation.declaredStep(connector);
        return Math.min(observation.steps(), Math.max(step, observation.step() + 1));
    }

    /** What a vehicle may have stored at most, kWh: as asked for, or as it will be. */
    double mostKwh(Observation observation, int connector) {
        double target = observation.targetKwh(connector);
        return isClairvoyant ? Math.min(target, trueMostKwh[connector]) : target;
    }

    /**
     * What a vehicle is expected to want stored in the end, kWh, at most {@link #mostKwh}: less
     * than what was asked for where vehicles are known to stop before.
     */
    double expectedKwh(Observation observation, int connector, Habits habits) {
        double most = mostKwh(observation, connector);
        double asked = askedKwh[connector] - firstKwh[connector];
        // Who has stopped already has nothing more to show.
        boolean isKnown = isClairvoyant || most < askedKwh[connector] || asked <= 0;
        if (isKnown || habits.taken().isAllTaken()) {
            return most;
        }
        double taken = (highestKwh[connector] - firstKwh[connector]) / asked;
        return Math.min(
                most, firstKwh[connector] + habits.taken().expected(connector, taken) * asked);
    }

    /**
     * Hours at full power until so much is stored, kWh, at most the request; where that is less, or
     * a curve that falls to nothing never gets there but to {@value #NEARLY} of what is missing, by
     * bisection along the charge curve, and at most until the departure.
     */
    static double hoursTo(
            Observation observation, int connector, double wantedKwh, int departStep) {
        double toRequest = observation.neededHours(connector);
        if (wantedKwh >= observation.targetKwh(connector) && Double.isFinite(toRequest)) {
            return toRequest;
        }
        double stored = observation.storedKwh(connector);
        double most = stored + NEARLY * (observation.targetKwh(connector) - stored);
        double wanted = Double.isFinite(toRequest) ? wantedKwh : Math.min(wantedKwh, most);
        double low = 0;
        double stay = (departStep - observation.step()) * observation.stepHours();
        double high = Math.min(toRequest, stay);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            boolean isEnough = observation.storedAfterKwh(connector, middle) >= wanted;
            low = isEnough ? low : middle;
            high = isEnough ? middle : high;
        }
        return high;
    }

    /**
     * A power of this step, kW, raised to what keeps the whole request within reach where a plan
     * counts on less of it.
     */
    double inReach(Observation observation, int connector, Habits habits, double powerKw) {
        if (expectedKwh(observation, connector, habits) >= mostKwh(observation, connector)) {
            return powerKw;
        }
        double least = leastKw(observation, connector);
        return Math.max(powerKw, Math.min(least, observation.limits().highKw(connector)));
    }

    /** Power of this step below which a vehicle would be late with all it may want, kW. */
    double leastKw(Observation observation, int connector) {
        int depart = departure(observation, connector);
        return leastKw(observation, connector, depart, mostKwh(observation, connector));
    }

    /** The step at which a vehicle was first seen. */
    int since(int connector) {
        return since[connector];
    }

    /**
     * What a kWh in a block is expected to be worth less because a driver may have left before it
     * is there, currency per kWh.
     */
    double leavingCost(
            Observation observation, int connector, Habits habits, Blocks blocks, int k) {
        int depart = departure(observation, connector);
        double middle = (blocks.start[k] + Math.min(blocks.start[k + 1], depart)) / 2.0;
        return observation.unservedPerKwh()
                * habits.leftBy(connector, since(connector), depart, observation.step(), middle);
    }

    /**
     * What settles ties between steps that cost the same, currency per kWh: the earlier one is free
     * insurance against all that no record tells.
     */
    static double waitingCost(Observation observation, Blocks blocks, int k) {
        double hours = (blocks.start[k] - observation.step()) * observation.stepHours();
        return WAITING_PER_H * observation.servicePerKwh() * hours;
    }

    /**
     * Least power of this step, kW, with which the request can be met by a departure if the vehicle
     * charges as fast as it can from the next step on; below zero where it has energy and time to
     * spare. More than it can take where it is late already.
     */
    static double leastKw(Observation observation, int connector, int departStep) {
        return leastKw(observation, connector, departStep, observation.targetKwh(connector));
    }

    /** The same for so much stored in the end, kWh, at most what was asked for. */
    static double leastKw(Observation observation, int connector, int departStep, double mostKwh) {
        int later = Math.max(0, departStep - observation.step() - 1);
        double stored = observation.storedKwh(connector);
        double needed = Math.max(0, mostKwh - stored) / observation.chargeEfficiency(connector);
        double missing =
                needed / observation.stepHours() - later * steadyKw(observation, connector);
        return missing >= 0
                ? missing
                : missing
                        * observation.chargeEfficiency(connector)
                        * observation.dischargeEfficiency(connector);
    }

    /** Power that the rest of the request takes on average when charged at once. */
    static double steadyKw(Observation observation, int connector) {
        return steadyKw(
                observation,
                connector,
                observation.targetKwh(connector),
                observation.neededHours(connector));
    }

    /** The same until so much is stored, kWh, which takes so many hours. */
    static double steadyKw(Observation observation, int connector, double wantedKwh, double hours) {
        double missing = Math.max(0, wantedKwh - observation.storedKwh(connector));
        double needed = missing / observation.chargeEfficiency(connector);
        double rated = observation.ratedKw(connector);
        return hours > 0 && Double.isFinite(hours) ? Math.min(rated, needed / hours) : rated;
    }
}
