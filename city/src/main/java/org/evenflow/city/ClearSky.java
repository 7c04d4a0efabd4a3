package org.evenflow.city;

/** Irradiance under a cloudless sky, and its split into beam and diffuse light. */
public final class ClearSky {
    /** Total solar irradiance, W/m2 (G. Kopp and J. Lean, Geophys. Res. Lett. 38, 2011). */
    private static final double SOLAR_CONSTANT = 1360.8;

    private ClearSky() {}

    /**
     * Global horizontal irradiance of a clear sky, W/m2: B. Haurwitz, "Insolation in relation to
     * cloudiness and cloud density", J. Meteorology 2, 1945, pp. 154-166.
     */
    public static double globalWm2(double cosZenith) {
        return cosZenith <= 0 ? 0 : 1098 * cosZenith * Math.exp(-0.059 / cosZenith);
    }

    /**
     * Irradiance outside the atmosphere on a plane that faces the sun, W/m2: distance after J.
     * Spencer, "Fourier series representation of the position of the sun", Search 2, 1971.
     *
     * @param dayOfYear 1 to 366
     */
    public static double extraterrestrialWm2(int dayOfYear) {
        double b = 2 * Math.PI * (dayOfYear - 1) / 365;
        return SOLAR_CONSTANT
                * (1.00011
                        + 0.034221 * Math.cos(b)
                        + 0.00128 * Math.sin(b)
                        + 0.000719 * Math.cos(2 * b)
                        + 0.000077 * Math.sin(2 * b));
    }

    /**
     * Share of diffuse in global horizontal irradiance: D. Erbs, S. Klein and J. Duffie, Solar
     * Energy 28, 1982, pp. 293-302.
     *
     * @param clearness k_t, global over extraterrestrial horizontal irradiance, 0 or more
     */
    public static double diffuseShare(double clearness) {
        if (clearness <= 0.22) {
            return 1 - 0.09 * clearness;
        }
        if (clearness > 0.8) {
            return 0.165;
        }
        double k = clearness;
        return 0.9511 + k * (-0.1604 + k * (4.388 + k * (-16.638 + k * 12.336)));
    }
}
