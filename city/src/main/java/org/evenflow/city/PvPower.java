package org.evenflow.city;

import org.evenflow.model.Generator;

/**
 * Power of a photovoltaic array in given light: PVWatts (A. Dobos, NREL/TP-6A20-62641, 2014) with a
 * plane irradiance after Hay and Davies (1980) and ground light after Liu and Jordan (1963).
 * Reflection at the glass is left to the system efficiency.
 */
final class PvPower {
    /** Albedo of surroundings that nothing is known of (Liu and Jordan, 1963). */
    private static final double ALBEDO = 0.2;

    /** Power lost per kelvin above 25 °C: PVWatts' standard module. */
    private static final double PER_KELVIN = -0.0047;

    /** Cell above air temperature per W/m2, from a nominal operating temperature of 45 °C. */
    private static final double KELVIN_PER_WM2 = (45 - 20) / 800.0;

    private final double kwp;
    private final double efficiency;
    private final double skyShare;
    private final double groundShare;

    PvPower(Generator.Pv plant) {
        kwp = plant.kwp();
        efficiency = plant.systemEfficiency();
        double cosTilt = Math.cos(Math.toRadians(plant.tiltDeg()));
        skyShare = (1 + cosTilt) / 2;
        groundShare = ALBEDO * (1 - cosTilt) / 2;
    }

    /**
     * Irradiance on the plane, W/m2.
     *
     * @param globalWm2 on the horizontal
     * @param diffuseWm2 on the horizontal
     * @param extraWm2 outside the atmosphere, on the horizontal
     * @param beamRatio beam on the plane over beam on the horizontal
     */
    double planeWm2(double globalWm2, double diffuseWm2, double extraWm2, double beamRatio) {
        double beam = globalWm2 - diffuseWm2;
        double anisotropy = extraWm2 > 0 ? Math.min(1, beam / extraWm2) : 0;
        return beam * beamRatio
                + diffuseWm2 * (anisotropy * beamRatio + (1 - anisotropy) * skyShare)
                + globalWm2 * groundShare;
    }

    /** AC power, kW: never more than the peak power. */
    double kw(double planeWm2, double airTemperatureC) {
        double cellC = airTemperatureC + KELVIN_PER_WM2 * planeWm2;
        double share = planeWm2 / 1000 * (1 + PER_KELVIN * (cellC - 25)) * efficiency;
        return kwp * Math.clamp(share, 0.0, 1.0);
    }
}
