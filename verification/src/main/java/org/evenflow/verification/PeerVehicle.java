package org.evenflow.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.evenflow.model.ConstantPowerTaper;

/**
 * A vehicle of EV2Gym 2.0.0 (S. Orfanoudakis et al., IEEE Trans. ITS, 2025) in terms of our model.
 * The peer's pilot is on the battery's side in both directions: requested battery power = pilot kW
 * times efficiency, where ours divides by the efficiency to discharge. Its energies and amperes are
 * on the battery's side too.
 */
record PeerVehicle(
        double capacityKwh,
        double arrivalKwh,
        double minKwh,
        double maxChargeKw,
        double minChargeKw,
        double maxDischargeKw,
        double minDischargeKw,
        int phases,
        ConstantPowerTaper taper,
        JsonNode chargeEfficiency,
        JsonNode dischargeEfficiency,
        Path file) {

    static PeerVehicle of(JsonNode ev, Path file) {
        return new PeerVehicle(
                JsonFile.number(ev, "battery_capacity", file),
                JsonFile.number(ev, "battery_capacity_at_arrival", file),
                JsonFile.number(ev, "min_battery_capacity", file),
                JsonFile.number(ev, "max_ac_charge_power", file),
                JsonFile.number(ev, "min_ac_charge_power", file),
                JsonFile.number(ev, "max_discharge_power", file),
                JsonFile.number(ev, "min_discharge_power", file),
                JsonFile.whole(ev, "ev_phases", file),
                new ConstantPowerTaper(
                        JsonFile.number(ev, "transition_soc", file),
                        JsonFile.number(ev, "transition_soc_multiplier", file)),
                JsonFile.child(ev, "charge_efficiency", file),
                JsonFile.child(ev, "discharge_efficiency", file),
                file);
    }

    /** Energy that the battery takes (positive) or gives in a step, kWh. */
    double energyKwh(double storedKwh, double pilotA, Supply supply, double hours) {
        double pilotKw = pilotA * supply.kwPerAmpere(phases);
        if (pilotA < 0) {
            double kw = Math.max(pilotKw, maxDischargeKw);
            if (kw > minDischargeKw) {
                return 0;
            }
            double batteryKw = kw * efficiency(dischargeEfficiency, pilotA);
            return Math.max(batteryKw * hours, -(storedKwh - minKwh));
        }
        double kw = Math.min(pilotKw, maxChargeKw);
        if (kw < minChargeKw || kw == 0) {
            return 0;
        }
        double efficiency = efficiency(chargeEfficiency, pilotA);
        double soc = storedKwh / capacityKwh;
        double after =
                isAboveFull(storedKwh)
                        ? decayToFull(soc, kw * efficiency, maxChargeKw * efficiency, hours)
                        : taper.socAfter(
                                soc, kw * efficiency, maxChargeKw * efficiency, capacityKwh, hours);
        return (after - soc) * capacityKwh;
    }

    /** A state that only the peer's rounding reaches and that our model refuses. */
    boolean isAboveFull(double storedKwh) {
        return storedKwh > capacityKwh;
    }

    /**
     * The taper's equation evaluated above full, where it falls back towards 1: {@code 1 + (s - 1)
     * exp(m d / (p - 1))}, p = τ + (d / d_max - 1)(τ - 1).
     */
    private double decayToFull(double soc, double kw, double maxKw, double hours) {
        double tau = taper.transitionSoc();
        double p = tau + (kw / maxKw - 1) * (tau - 1);
        if (p >= 1) {
            return 1;
        }
        double d = kw * hours / capacityKwh;
        return 1 + (soc - 1) * Math.exp(taper.multiplier() * d / (p - 1));
    }

    /** A fraction, or a map from rounded amperes to percent. */
    private double efficiency(JsonNode efficiency, double pilotA) {
        if (!efficiency.isObject()) {
            return efficiency.asDouble();
        }
        String ampere = Long.toString(Math.round(Math.rint(Math.abs(pilotA))));
        return JsonFile.number(efficiency, ampere, file) / 100;
    }

    /**
     * The socket.
     *
     * @param volt voltage of the case, V
     * @param phases wired phases
     */
    record Supply(double volt, int phases) {
        /** kW per ampere of pilot with a vehicle of so many phases: V sqrt(phases) / 1000. */
        double kwPerAmpere(int vehiclePhases) {
            return volt * Math.sqrt(Math.min(phases, vehiclePhases)) / 1000;
        }
    }
}
