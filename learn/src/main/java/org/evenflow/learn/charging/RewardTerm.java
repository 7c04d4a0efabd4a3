package org.evenflow.learn.charging;

import java.util.Locale;

/**
 * One thing that agents are rewarded for, in a unit of its own, positive for what is wanted. What a
 * connector does alone is its own; what all cause together is shared by power.
 */
public enum RewardTerm {
    /**
     * Cost of energy beyond that of the run without charging: each connector's own energy at the
     * price of imports; what losses, surplus and exports make of the sum is shared.
     */
    ENERGY_COST("currency") {
        @Override
        void add(PlayedStep step, double weight, double[] perConnector) {
            double own = 0;
            for (int i = 0; i < step.count; i++) {
                double cost = step.powerKw[i] * step.buyPerKwh * step.stepHours;
                perConnector[step.connector[i]] -= weight * cost;
                own += cost;
            }
            step.share(-weight * (step.energyCostRise() - own), perConnector);
        }
    },

    /**
     * Rise of the demand charge that falls due if nobody charges afterwards: shared among those who
     * charge, a fall among those who give back. That is right where base load sets the peak. Where
     * charging does, whoever draws first pays for all who come later, and single vehicles learn to
     * wait for one another: a weight of 0 is better there (measured on {@code workplace}).
     */
    DEMAND_CHARGE("currency") {
        @Override
        void add(PlayedStep step, double weight, double[] perConnector) {
            step.share(-weight * step.billRise, step.billRise > 0 ? 1 : -1, perConnector);
        }
    },

    /** Battery wear. */
    WEAR("currency") {
        @Override
        void add(PlayedStep step, double weight, double[] perConnector) {
            for (int i = 0; i < step.count; i++) {
                perConnector[step.connector[i]] -= weight * step.wear[i];
            }
        }
    },

    /**
     * Energy that was reachable and is lacking at departure, at what planners weigh it with ({@link
     * org.evenflow.control.Observation#servicePerKwh}): where service comes first more than serving
     * it can cost, so that no learner saves by not serving. Nobody could know that a driver would
     * leave before the declared departure: there it is what tables value it at.
     */
    UNSERVED("currency") {
        @Override
        void add(PlayedStep step, double weight, double[] perConnector) {
            for (var session : step.departed) {
                boolean isAsDeclared = session.departStep() >= session.declaredStep();
                double perKwh = isAsDeclared ? step.servicePerKwh : step.unservedPerKwh;
                perConnector[session.connector()] -= weight * perKwh * session.unservedKwh();
            }
        }
    },

    /** Distance of the state of charge from the target at departure. */
    SOC_ERROR("fraction of the capacity") {
        @Override
        void add(PlayedStep step, double weight, double[] perConnector) {
            for (var session : step.departed) {
                perConnector[session.connector()] -=
                        weight
                                * Math.abs(session.departureKwh() - session.mostKwh())
                                / session.capacityKwh();
            }
        }
    },

    /** Emissions of imports beyond those of the run without charging. */
    EMISSIONS("kg CO2") {
        @Override
        void add(PlayedStep step, double weight, double[] perConnector) {
            double rise = Math.max(0, step.importKw) - Math.max(0, step.idleImportKw);
            step.share(-weight * rise * step.carbonKgPerKwh * step.stepHours, perConnector);
        }
    },

    /** Plant energy used that would have been curtailed or exported without charging. */
    PV_USE("kWh") {
        @Override
        void add(PlayedStep step, double weight, double[] perConnector) {
            double idle = step.idleCurtailedKw + Math.max(0, -step.idleImportKw);
            double now = step.curtailedKw + Math.max(0, -step.importKw);
            step.share(weight * (idle - now) * step.stepHours, 1, perConnector);
        }
    },

    /**
     * Loading of the worst supply transformer above {@value RewardTerm#ALLOWED_LOADING} of its
     * rating: max(0, L / L_limit - 1), eq. 19 of the forecast-station paper.
     */
    LOADING("of the allowed loading, per step") {
        @Override
        void add(PlayedStep step, double weight, double[] perConnector) {
            double excess = Math.max(0, step.loading / ALLOWED_LOADING - 1);
            step.share(-weight * excess, 1, perConnector);
        }
    },

    /** Mean squared deviation of voltages beyond that of the run without charging. */
    VOLTAGE("pu², per step") {
        @Override
        void add(PlayedStep step, double weight, double[] perConnector) {
            step.share(-weight * step.deviationRise, perConnector);
        }
    },

    /**
     * Squared share of its reachable request that a session did not get: with equal shares all
     * sessions lose alike, with unequal ones more is lost, as Jain's index tells.
     */
    EQUITY("squared share") {
        @Override
        void add(PlayedStep step, double weight, double[] perConnector) {
            for (var session : step.departed) {
                double asked = session.reachableKwh() - session.arrivalKwh();
                double got = session.departureKwh() - session.arrivalKwh();
                double lack = asked > 0 ? Math.clamp(1 - got / asked, 0, 1) : 0;
                perConnector[session.connector()] -= weight * lack * lack;
            }
        }
    },

    /** What the dispatcher changed of the wish, |a - a_safe|, of the rated power. */
    CORRECTION("of the rated power, per step") {
        @Override
        void add(PlayedStep step, double weight, double[] perConnector) {
            for (int i = 0; i < step.count; i++) {
                if (step.ratedKw[i] > 0) {
                    perConnector[step.connector[i]] -=
                            weight * Math.abs(step.powerKw[i] - step.wishKw[i]) / step.ratedKw[i];
                }
            }
        }
    };

    /** Loading of transformers above which eq. 19 begins to count. */
    private static final double ALLOWED_LOADING = 0.9;

    private final String unit;

    RewardTerm(String unit) {
        this.unit = unit;
    }

    /** What a weight multiplies. */
    public String unit() {
        return unit;
    }

    /** The word in files and commands. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Adds what a step brought, times a weight, to what each connector has. */
    abstract void add(PlayedStep step, double weight, double[] perConnector);
}
