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
        double unservedKwh) {}
