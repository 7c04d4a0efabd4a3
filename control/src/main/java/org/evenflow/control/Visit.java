package org.evenflow.control;

import org.evenflow.model.Battery;
import org.evenflow.model.ChargeCurve;
import org.evenflow.model.ConstantPowerTaper;

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
 * @param uptake which powers charge curve and charger let through
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
        int phases,
        Uptake uptake) {
    /**
     * What a battery takes as it fills, and in which steps the charger gives it.
     *
     * @param curve of the battery
     * @param batteryMaxKw that the curve refers to, kW into the battery
     * @param capacityKwh usable
     * @param minKw least power at the meter but 0 while more than that is wanted
     * @param stepKw between the charger's levels at the meter; 0 where there are none
     */
    public record Uptake(
            ChargeCurve curve,
            double batteryMaxKw,
            double capacityKwh,
            double minKw,
            double stepKw) {
        /** Any power up to the charger's. */
        public static final Uptake STEADY =
                new Uptake(ConstantPowerTaper.NONE, 1, Double.MAX_VALUE, 0, 0);
    }

    /** Whether the charge curve lets full power through until the vehicle has all that it takes. */
    public boolean isSteady() {
        double batteryKw = maxKw * chargeEfficiency;
        return uptake == Uptake.STEADY
                || batteryKw <= 0
                || mostKwh
                        <= uptake.capacityKwh()
                                * uptake.curve().linearUntilSoc(batteryKw, uptake.batteryMaxKw());
    }

    /** What is stored after so many hours at full power, kWh, the request left aside. */
    public double storedAfterKwh(double storedKwh, double hours) {
        double batteryKw = maxKw * chargeEfficiency;
        return uptake == Uptake.STEADY
                ? storedKwh + batteryKw * hours
                : uptake.capacityKwh()
                        * uptake.curve()
                                .socAfter(
                                        storedKwh / uptake.capacityKwh(),
                                        batteryKw,
                                        uptake.batteryMaxKw(),
                                        uptake.capacityKwh(),
                                        hours);
    }

    /** A stay of a vehicle that no charge curve bounds. */
    public Visit(
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
        this(
                connector,
                arrivalStep,
                departStep,
                declaredStep,
                arrivalKwh,
                targetKwh,
                mostKwh,
                reachableKwh,
                floorKwh,
                maxKw,
                maxDischargeKw,
                chargeEfficiency,
                dischargeEfficiency,
                wear,
                phases,
                Uptake.STEADY);
    }

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
