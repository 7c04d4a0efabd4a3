package org.evenflow.sim;

/**
 * How a visit ended. Energies in the battery are kWh of stored energy. What an environment
 * publishes is a view, valid only during the call that hands it over; {@link #copy} may be kept.
 */
public interface SessionOutcome {
    /** Position in the run's session table. */
    int session();

    /** Where. */
    int connector();

    /** The station of it. */
    int station();

    /** First step plugged in. */
    int arrivalStep();

    /** First step no longer plugged in. */
    int departStep();

    /** What the driver had declared. */
    int declaredStep();

    /** How long it waited for a connector, minutes. */
    double waitMin();

    /** Usable capacity. */
    double capacityKwh();

    /** Stored on arrival. */
    double arrivalKwh();

    /** Asked for. */
    double targetKwh();

    /**
     * Stored when the vehicle has taken all that it takes of what was asked for: the target, or
     * less where it stops by itself before.
     */
    double mostKwh();

    /** What charging alone at full power would have reached, at most {@link #mostKwh}. */
    double reachableKwh();

    /** Stored on departure. */
    double departureKwh();

    /** Charged, at the meter. */
    double chargedKwh();

    /** Given back, at the meter. */
    double dischargedKwh();

    /** Stored per kWh charged. */
    double chargeEfficiency();

    /** Given back per kWh taken from the battery. */
    double dischargeEfficiency();

    /** Reachable and not given, at the meter. */
    double unservedKwh();

    /** Asked for, wanted by the vehicle and not given, at the meter. */
    double missingKwh();

    /** Power that vehicle and connector can do. */
    double ratedKw();

    /**
     * Hours that what the vehicle takes of the request needs at that power from arrival on, the
     * charge curve considered.
     */
    double neededHours();

    /** The same to keep. */
    default SessionOutcome copy() {
        return new Copy(
                session(),
                connector(),
                station(),
                arrivalStep(),
                departStep(),
                declaredStep(),
                waitMin(),
                capacityKwh(),
                arrivalKwh(),
                targetKwh(),
                mostKwh(),
                reachableKwh(),
                departureKwh(),
                chargedKwh(),
                dischargedKwh(),
                chargeEfficiency(),
                dischargeEfficiency(),
                unservedKwh(),
                missingKwh(),
                ratedKw(),
                neededHours());
    }

    /** An outcome of its own. */
    record Copy(
            int session,
            int connector,
            int station,
            int arrivalStep,
            int departStep,
            int declaredStep,
            double waitMin,
            double capacityKwh,
            double arrivalKwh,
            double targetKwh,
            double mostKwh,
            double reachableKwh,
            double departureKwh,
            double chargedKwh,
            double dischargedKwh,
            double chargeEfficiency,
            double dischargeEfficiency,
            double unservedKwh,
            double missingKwh,
            double ratedKw,
            double neededHours)
            implements SessionOutcome {}
}
