package org.evenflow.control;

import java.util.List;

/**
 * What was measured at the site, back from the present step. It reaches a day further back than the
 * run, where input covers that day.
 */
public interface Past {
    /** How many steps are known, the present one included; at least 1. */
    int steps();

    /**
     * Factor on the nominal base load of a group of the site's loads.
     *
     * @param group of {@code site().loads()}
     * @param ago steps before the present one, 0 to {@code steps() - 1}
     */
    double loadFactor(int group, int ago);

    /** Available power of a plant, likewise, kW. */
    double plantKw(int plant, int ago);

    /**
     * The visits of earlier days of the same kind, each in order of arrival, with steps counted as
     * in this run; none where nothing was recorded.
     */
    List<List<Visit>> days();
}
