package org.evenflow.control;

/**
 * Feasible powers for one step and why wishes were cut. Mutable arrays, owned by the caller of
 * {@link Dispatcher#project} and reused.
 */
public final class Dispatch {
    final double[] powerKw;
    final double[] wishKw;
    final byte[] reason;
    final int[] thing;
    boolean corrected;

    /** A dispatch for so many connectors. */
    public Dispatch(int connectors) {
        powerKw = new double[connectors];
        wishKw = new double[connectors];
        reason = new byte[connectors];
        thing = new int[connectors];
    }

    /** Mean power at each meter, kW; valid for plugged-in connectors. */
    public double[] powerKw() {
        return powerKw;
    }

    /**
     * The wish within what vehicle and connector can do, kW: what would have happened without the
     * dispatcher.
     */
    public double[] wishKw() {
        return wishKw;
    }

    /** Why a connector was cut. */
    public CutReason reason(int connector) {
        return CutReason.of(reason[connector]);
    }

    /**
     * What cut it: position of the station, supply transformer, branch or bus that {@link #reason}
     * speaks of; -1 otherwise.
     */
    public int thing(int connector) {
        return thing[connector];
    }

    /** Whether any power differs from what vehicle and connector could have done of the wish. */
    public boolean isCorrected() {
        return corrected;
    }
}
