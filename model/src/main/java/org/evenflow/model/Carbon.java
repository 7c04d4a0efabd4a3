package org.evenflow.model;

import org.jspecify.annotations.Nullable;

/**
 * Carbon intensity of imported energy.
 *
 * @param kgPerKwh constant intensity, used where there is no series
 * @param series kg CO2 per kWh in time, or null
 * @param exportCreditShare α in [0, 1] of the export credit
 */
public record Carbon(double kgPerKwh, @Nullable Series series, double exportCreditShare) {
    public Carbon {
        Check.notNegative(kgPerKwh, "carbon kg_per_kwh");
        Check.within(exportCreditShare, 0, 1, "carbon export_credit_share");
    }
}
