package org.evenflow.control;

import java.util.Arrays;

/**
 * What a controller wants for one step. Mutable arrays, owned by the caller of {@link
 * Controller#decide} and reused.
 */
public final class Action {
    private final double[] powerKw;
    private final double[] curtailedShare;

    /** An action for so many connectors and plants, all zero. */
    public Action(int connectors, int plants) {
        powerKw = new double[connectors];
        curtailedShare = new double[plants];
    }

    /**
     * Wanted mean power at each meter, kW, positive charges; infinite for as much as possible;
     * {@code [connector]}.
     */
    public double[] powerKw() {
        return powerKw;
    }

    /** Share of each plant's available power that is not to be used, 0 to 1, {@code [plant]}. */
    public double[] curtailedShare() {
        return curtailedShare;
    }

    /** Everything back to zero. */
    public void clear() {
        Arrays.fill(powerKw, 0);
        Arrays.fill(curtailedShare, 0);
    }
}
