package org.evenflow.sim;

/**
 * How a session ended. Energies in the battery are kWh of stored energy.
 *
 * @param session position in the run's session table
 * @param connector where
 * @param arrivalStep first step plugged in
 * @param departStep first step no longer plugged in
 * @param declaredStep what the driver had declared
 * @param capacityKwh usable capacity
 * @param arrivalKwh stored on arrival
 * @param targetKwh asked for
 * @param reachableKwh what charging alone at full power would have reached, at most the target
 * @param departureKwh stored on departure
 * @param chargedKwh at the meter
 * @param dischargedKwh at the meter
 * @param unservedKwh reachable and not given, at the meter
 * @param missingKwh asked for and not given, at the meter
 * @param ratedKw power that vehicle and connector can do
 * @param neededHours that the request takes at that power from arrival on, the charge curve
 *     considered
 */
public record SessionOutcome(
        int session,
        int connector,
        int arrivalStep,
        int departStep,
        int declaredStep,
        double capacityKwh,
        double arrivalKwh,
        double targetKwh,
        double reachableKwh,
        double departureKwh,
        double chargedKwh,
        double dischargedKwh,
        double unservedKwh,
        double missingKwh,
        double ratedKw,
        double neededHours) {}
