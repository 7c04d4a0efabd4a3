package org.evenflow.control;

/**
 * Who is plugged in where, and between which powers each vehicle can be in the present step.
 * Mutable: its owner alone holds it (the simulator's fleet, later the live loop); everybody else
 * reads it through {@link Limits}.
 *
 * <p>What concerns vehicles stands in arrays by <em>rank</em>: the plugged-in connectors, in no
 * particular order, have ranks 0 to {@link #count} - 1, so that loops run over dense arrays and
 * never over free connectors.
 */
public final class Occupancy {
    final SiteLayout layout;
    final int[] connector;
    final int[] rank;
    final int[] station;
    final double[] highKw;
    final double[] askedKw;
    final double[] lowKw;
    final double[] minKw;
    final double[] stepKw;

    /**
     * One over the distance between power levels, 0 for continuous, and the least level above zero.
     */
    final double[] levelsPerKw;

    final int[] leastLevel;

    /** From where on power is continuous; infinite where it has levels. */
    final double[] continuousFromKw;

    /** Phases that vehicle and charger have in common, {@code [connector]}. */
    final int[] phases;

    /** How many vehicles a connector has had, {@code [connector]}. */
    final int[] arrivals;

    int count;

    /** Every connector of a site free. */
    public Occupancy(SiteLayout layout) {
        this.layout = layout;
        int connectors = layout.connectors();
        connector = new int[connectors];
        rank = new int[connectors];
        station = new int[connectors];
        highKw = new double[connectors];
        askedKw = new double[connectors];
        lowKw = new double[connectors];
        minKw = new double[connectors];
        stepKw = new double[connectors];
        levelsPerKw = new double[connectors];
        leastLevel = new int[connectors];
        continuousFromKw = new double[connectors];
        phases = new int[connectors];
        arrivals = new int[connectors];
    }

    /** How many connectors have a vehicle. */
    public int count() {
        return count;
    }

    /** The connector of a vehicle. */
    public int connectorAt(int ofRank) {
        return connector[ofRank];
    }

    /** Frees every connector. */
    public void clear() {
        count = 0;
    }

    /**
     * Registers a vehicle at a free connector and returns its rank.
     *
     * @param minKw smallest charging power above zero
     * @param stepKw distance between power levels, 0 for continuous
     * @param phasesInUse how many phases vehicle and charger have in common, 1 to 3
     */
    public int plugIn(int atConnector, double minKw, double stepKw, int phasesInUse) {
        int last = count++;
        connector[last] = atConnector;
        rank[atConnector] = last;
        station[last] = layout.stationOf(atConnector);
        phases[atConnector] = phasesInUse;
        arrivals[atConnector]++;
        levels(last, minKw, stepKw);
        return last;
    }

    /** Sets the power levels of the vehicle at a rank. */
    public void levels(int ofRank, double minKw, double stepKw) {
        this.minKw[ofRank] = minKw;
        this.stepKw[ofRank] = stepKw;
        levelsPerKw[ofRank] = stepKw > 0 ? 1 / stepKw : 0;
        leastLevel[ofRank] =
                stepKw > 0 ? (int) Math.ceil((minKw - Limits.POWER_TOLERANCE_KW) / stepKw) : 0;
        continuousFromKw[ofRank] =
                stepKw > 0 ? Double.POSITIVE_INFINITY : minKw - Limits.POWER_TOLERANCE_KW;
    }

    /** Greatest mean power of the step that vehicle and connector can take, {@code [rank]}. */
    public double[] highKw() {
        return highKw;
    }

    /**
     * The same as far as it is known before the step: as if the vehicle took all that its driver
     * asks for, {@code [rank]}.
     */
    public double[] askedKw() {
        return askedKw;
    }

    /** Least mean power of the step: minus what the vehicle can give, {@code [rank]}. */
    public double[] lowKw() {
        return lowKw;
    }

    /**
     * Frees the connector at a rank; the last rank takes its place. Returns the rank that moved
     * there, which may be the same.
     */
    public int unplug(int ofRank) {
        int last = --count;
        connector[ofRank] = connector[last];
        rank[connector[ofRank]] = ofRank;
        station[ofRank] = station[last];
        highKw[ofRank] = highKw[last];
        askedKw[ofRank] = askedKw[last];
        lowKw[ofRank] = lowKw[last];
        minKw[ofRank] = minKw[last];
        stepKw[ofRank] = stepKw[last];
        levelsPerKw[ofRank] = levelsPerKw[last];
        leastLevel[ofRank] = leastLevel[last];
        continuousFromKw[ofRank] = continuousFromKw[last];
        return last;
    }
}
