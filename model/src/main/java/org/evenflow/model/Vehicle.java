package org.evenflow.model;

/**
 * A vehicle model: what its plug can do. Powers are at the plug.
 *
 * @param id name of the model
 * @param battery its battery
 * @param acPhases phases of the on-board charger, 1 to 3; 0 where it has none
 * @param maxAcA greatest current per phase of the on-board charger, A
 * @param maxDcKw greatest DC charging power; 0 where it has no DC inlet
 * @param maxDischargeKw greatest power back to the charger; 0 where the vehicle cannot
 */
public record Vehicle(
        String id,
        Battery battery,
        int acPhases,
        double maxAcA,
        double maxDcKw,
        double maxDischargeKw) {
    public Vehicle {
        Check.id(id, "vehicle");
        String of = "vehicle " + id + ": ";
        Check.that(acPhases >= 0 && acPhases <= 3, of + "ac_phases", acPhases, "0, 1, 2 or 3");
        Check.notNegative(maxAcA, of + "max_ac_a");
        Check.notNegative(maxDcKw, of + "max_dc_kw");
        Check.notNegative(maxDischargeKw, of + "max_discharge_kw");
        Check.that(
                maxDcKw > 0 || (acPhases > 0 && maxAcA > 0),
                of + "inlet",
                "absent",
                "AC (ac_phases, max_ac_a) or DC (max_dc_kw)");
    }
}
