package org.evenflow.planning;

import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.SiteLayout;
import org.evenflow.control.TakenShares;
import org.evenflow.control.Visit;

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
        if (isKnown || habits.taken.isAllTaken()) {
            return most;
        }
        double taken = (highestKwh[connector] - firstKwh[connector]) / asked;
        return Math.min(
                most, firstKwh[connector] + habits.taken.expected(connector, taken) * asked);
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
                * habits.leftEarly(connector, since(connector), depart, observation.step(), middle);
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

    /**
     * How drivers keep to the departure they declare, learned from a site's records: the share that
     * leaves earlier, by station and hour of the declared departure, and how much of the declared
     * stay they miss; never less than the usual share, because who waits runs other risks too: that
     * those who come later take the room. A cell with few records leans on those of its station and
     * of its hour, these on the site, and the site on the usual share (estimates shrunk as if by
     * {@value #PRIOR} visits: A. Gelman et al., "Bayesian Data Analysis", 3rd ed., ch. 5).
     */
    static final class Habits {
        private static final int HOURS = 24;
        private static final double PRIOR = 20;
        private static final int BINS = 20;

        /** Share of the stay that early leavers miss at most, where little is recorded. */
        private static final double USUAL_PART = 0.25;

        /** What vehicles take of what is asked for. */
        final TakenShares taken;

        private final SiteLayout layout;
        private final double stepHours;
        private final double usualShare;
        private final double[][] share;

        /** Share of the early leavers that have left by a part of their declared stay. */
        private final double[] leftBy = new double[BINS + 1];

        /**
         * Learns.
         *
         * @param days records
         * @param usualShare of early leavers where there are none
         */
        Habits(List<List<Visit>> days, Limits limits, double stepHours, double usualShare) {
            layout = limits.layout();
            taken = new TakenShares(layout);
            this.stepHours = stepHours;
            this.usualShare = usualShare;
            share = new double[limits.stations()][];
            learn(days);
        }

        /** Learns anew. */
        void learn(List<List<Visit>> days) {
            taken.learn(days);
            double[][] visits = new double[share.length][HOURS];
            double[][] early = new double[share.length][HOURS];
            double[] at = new double[BINS];
            double all = 0;
            double earlyAll = 0;
            for (List<Visit> day : days) {
                for (Visit visit : day) {
                    int station = layout.stationOf(visit.connector());
                    int hour = hour(visit.declaredStep());
                    visits[station][hour]++;
                    all++;
                    if (visit.departStep() < visit.declaredStep()) {
                        early[station][hour]++;
                        earlyAll++;
                        at[Math.min(BINS - 1, (int) (BINS * stayedPart(visit)))]++;
                    }
                }
            }
            double ofSite = (earlyAll + PRIOR * usualShare) / (all + PRIOR);
            double[] ofHour = ofHour(visits, early, ofSite);
            for (int station = 0; station < share.length; station++) {
                share[station] = shrunk(visits[station], early[station], ofSite, ofHour);
            }
            leftBy[0] = 0;
            for (int bin = 0; bin < BINS; bin++) {
                // Where little is known: evenly over the last part of the stay.
                double usual = bin >= BINS * (1 - USUAL_PART) ? 1 / (BINS * USUAL_PART) : 0;
                leftBy[bin + 1] = leftBy[bin] + (at[bin] + PRIOR * usual) / (earlyAll + PRIOR);
            }
        }

        /** Share of the declared stay that an early leaver stayed. */
        private static double stayedPart(Visit visit) {
            return (visit.departStep() - visit.arrivalStep())
                    / (double) (visit.declaredStep() - visit.arrivalStep());
        }

        /** How much more than at other hours leave early at each hour, all stations together. */
        private static double[] ofHour(double[][] visits, double[][] early, double ofSite) {
            double[] ratio = new double[HOURS];
            for (int hour = 0; ofSite > 0 && hour < HOURS; hour++) {
                double sum = 0;
                double sumEarly = 0;
                for (int station = 0; station < visits.length; station++) {
                    sum += visits[station][hour];
                    sumEarly += early[station][hour];
                }
                ratio[hour] = (sumEarly + PRIOR * ofSite) / (sum + PRIOR) / ofSite;
            }
            return ratio;
        }

        /** Shares of early leavers of a station by hour. */
        private double[] shrunk(double[] visits, double[] early, double ofSite, double[] ofHour) {
            double sum = 0;
            double sumEarly = 0;
            for (int hour = 0; hour < HOURS; hour++) {
                sum += visits[hour];
                sumEarly += early[hour];
            }
            double own = (sumEarly + PRIOR * ofSite) / (sum + PRIOR);
            double[] shares = new double[HOURS];
            for (int hour = 0; hour < HOURS; hour++) {
                double expected = Math.min(1, own * ofHour[hour]);
                double learned = (early[hour] + PRIOR * expected) / (visits[hour] + PRIOR);
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
            if (declared <= since) {
                return 0;
            }
            double most = share[layout.stationOf(connector)][hour(declared)];
            double until = most * leftBy((by - since) / (declared - since));
            double already = most * leftBy((now - since) / (double) (declared - since));
            return already < 1 ? (until - already) / (1 - already) : 0;
        }

        /** Share of the early leavers that have left by a part of their declared stay. */
        private double leftBy(double part) {
            double at = Math.clamp(part, 0, 1) * BINS;
            int bin = Math.min(BINS - 1, (int) at);
            return leftBy[bin] + (at - bin) * (leftBy[bin + 1] - leftBy[bin]);
        }
    }
}
