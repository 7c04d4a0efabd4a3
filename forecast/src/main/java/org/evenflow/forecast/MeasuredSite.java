package org.evenflow.forecast;

/**
 * What was measured at a site, back from the present step. It may reach further back than the run.
 */
public interface MeasuredSite {
    /** How many steps are known, the present one included; at least 1. */
    int steps();

    /**
     * Factor on the nominal base load of a group of the site's loads.
     *
     * @param group numbered as the site does
     * @param ago steps before the present one, 0 to {@code steps() - 1}
     */
    double loadFactor(int group, int ago);

    /** Available power of a plant, likewise, kW. */
    double plantKw(int plant, int ago);
}
