package org.evenflow.control;

import org.evenflow.model.Battery;

/**
 * One vehicle's stay at a connector, as it will be. Powers in kW at the meter, energies in kWh in
 * the battery.
 *
 * @param connector numbered over all stations
 * @param arrivalStep first step there
 * @param departStep first step no longer there, at most the number of steps of the run
 * @param declaredStep the departure that the driver declared, likewise
 * @param arrivalKwh stored on arrival
 * @param targetKwh asked for
 * @param mostKwh stored when the vehicle has taken all that it takes of that: the target, or less
 *     where the driver asks for more than the vehicle takes
 * @param reachableKwh what full power from arrival on would store by departure, at most {@code
 *     mostKwh}
 * @param floorKwh below which nothing is given back
 * @param maxKw greatest charging power
 * @param maxDischargeKw greatest power given back, 0 or more
 * @param chargeEfficiency stored per kWh at the meter
 * @param dischargeEfficiency given at the meter per kWh from the battery
 * @param wear what cycling costs
 * @param phases how many phases vehicle and charger have in common, 1 to 3
 */
public record Visit(
        int connector,
        int arrivalStep,
        int departStep,
        int declaredStep,
        double arrivalKwh,
        double targetKwh,
        double mostKwh,
        double reachableKwh,
        double floorKwh,
        double maxKw,
        double maxDischargeKw,
        double chargeEfficiency,
        double dischargeEfficiency,
        Battery.Wear wear,
        int phases) {
    /** A stay of a vehicle that takes what its driver asks for. */
    public Visit(
            int connector,
            int arrivalStep,
            int departStep,
            int declaredStep,
            double arrivalKwh,
            double targetKwh,
            double reachableKwh,
            double floorKwh,
            double maxKw,
            double maxDischargeKw,
            double chargeEfficiency,
            double dischargeEfficiency,
            Battery.Wear wear,
            int phases) {
        this(
                connector,
                arrivalStep,
                departStep,
                declaredStep,
                arrivalKwh,
                targetKwh,
                targetKwh,
                reachableKwh,
                floorKwh,
                maxKw,
                maxDischargeKw,
                chargeEfficiency,
                dischargeEfficiency,
                wear,
                phases);
    }
}
