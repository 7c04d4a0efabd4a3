package org.evenflow.planning;

import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.SiteLayout;
import org.evenflow.control.Visit;

/**
 * Who stands at each connector in the plans of a run, since when and until when: as declared, as it
 * will be, or as drivers are in the habit of ({@link Habits}). Mutable arrays.
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
     * What a kWh in a block is expected to be worth less because a driver may have left before it
     * is there, currency per kWh.
     */
    double leavingCost(
            Observation observation, int connector, Habits habits, Blocks blocks, int k) {
        int depart = departure(observation, connector);
        double middle = (blocks.start[k] + Math.min(blocks.start[k + 1], depart)) / 2.0;
        return observation.unservedPerKwh()
                * habits.leftEarly(connector, since(connector), depart, observation.step(), middle);
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

    /**
     * How drivers keep to the departure they declare, learned from a site's records: the share that
     * leaves earlier, by station and hour of the declared departure, and how much of the declared
     * stay they miss; never less than the usual share, because who waits runs other risks too: that
     * those who come later take the room. A cell with few records leans on those of its station,
     * and a station on the usual share (estimates shrunk as if by {@value #PRIOR} visits: A. Gelman
     * et al., "Bayesian Data Analysis", 3rd ed., ch. 5).
     */
    static final class Habits {
        private static final int HOURS = 24;
        private static final double PRIOR = 20;

        /** Share of the stay that early leavers miss at most, where nothing is recorded. */
        private static final double USUAL_PART = 0.25;

        private final SiteLayout layout;
        private final double stepHours;
        private final double[][] share;
        private final double part;

        /**
         * Learns.
         *
         * @param days records
         * @param usualShare of early leavers where there are none
         */
        Habits(List<List<Visit>> days, Limits limits, double stepHours, double usualShare) {
            layout = limits.layout();
            this.stepHours = stepHours;
            double[][] visits = new double[limits.stations()][HOURS];
            double[][] early = new double[limits.stations()][HOURS];
            double missed = 0;
            double earlyAll = 0;
            for (List<Visit> day : days) {
                for (Visit visit : day) {
                    int station = layout.stationOf(visit.connector());
                    int hour = hour(visit.declaredStep());
                    visits[station][hour]++;
                    if (visit.departStep() < visit.declaredStep()) {
                        early[station][hour]++;
                        earlyAll++;
                        missed += missedPart(visit);
                    }
                }
            }
            // Evenly between nothing and the most: the mean is half of it.
            part = earlyAll > 0 ? Math.min(1, 2 * missed / earlyAll) : USUAL_PART;
            share = new double[limits.stations()][];
            for (int station = 0; station < share.length; station++) {
                share[station] = shrunk(visits[station], early[station], usualShare);
            }
        }

        /** Share of the declared stay that an early leaver missed. */
        private static double missedPart(Visit visit) {
            return (visit.declaredStep() - visit.departStep())
                    / (double) (visit.declaredStep() - visit.arrivalStep());
        }

        /** Shares of early leavers of a station by hour. */
        private static double[] shrunk(double[] visits, double[] early, double usualShare) {
            double sum = 0;
            double sumEarly = 0;
            for (int hour = 0; hour < HOURS; hour++) {
                sum += visits[hour];
                sumEarly += early[hour];
            }
            double own = (sumEarly + PRIOR * usualShare) / (sum + PRIOR);
            double[] shares = new double[HOURS];
            for (int hour = 0; hour < HOURS; hour++) {
                double learned = (early[hour] + PRIOR * own) / (visits[hour] + PRIOR);
                shares[hour] = Math.max(usualShare, learned);
            }
            return shares;
        }

        private int hour(int step) {
            return (int) (step * stepHours) % HOURS;
        }

        /**
         * Probability that a driver who is here now has left by a step.
         *
         * @param since step of arrival
         * @param declared step of the declared departure
         * @param by a step, maybe within
         */
        double leftEarly(int connector, int since, int declared, int now, double by) {
            double window = part * (declared - since);
            if (window <= 0) {
                return 0;
            }
            double most = share[layout.stationOf(connector)][hour(declared)];
            double until = most * Math.clamp((by - declared + window) / window, 0, 1);
            double already = most * Math.clamp((now - declared + window) / window, 0, 1);
            return already < 1 ? (until - already) / (1 - already) : 0;
        }
    }
}
