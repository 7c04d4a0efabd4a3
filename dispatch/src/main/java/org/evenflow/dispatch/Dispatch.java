package org.evenflow.dispatch;

import org.evenflow.control.Action;
import org.evenflow.control.Limits;

/**
 * Feasible powers for one step, why wishes were cut, and what the limits say to the wish and to the
 * result. Mutable arrays, owned by the caller of {@link Dispatcher#project} and reused; arrays by
 * rank go with {@link Limits#connectorAt}.
 */
public final class Dispatch {
    /** The wish's own array while nothing is cut. */
    double[] power;

    final double[] wish;
    final double[] cut;
    final Limits limits;
    Action action;
    final byte[] reason;
    final byte[] kind;
    final int[] thing;
    final byte[] phase;

    /** Multiplier of the row that explains a cut, {@code [rank]}. */
    final double[] priceKw;

    final double[] stationKw;
    final double[] transformerKw;
    final double[] transformerPhaseKva;
    final Violation before = new Violation();
    final Violation after = new Violation();
    double siteKw;
    boolean corrected;

    /** Base load less plants of each supply transformer, plants curtailed as the step needs. */
    final double[] transformerNetKw;

    /** Loading of each phase of each station as a share of its limit; NaN where not held. */
    final double[] stationPhaseLoading;

    /** Share of the plants' power that is curtailed for a limit on export. */
    double curtailedShare;

    /** Whether limits were kept as far as charging can, or the wish passed as it was. */
    boolean isProjected;

    /** What declared departures lack for a shared limit whatever is done, kWh, and the limit. */
    double missingKwh;

    ThingKind missingKind = ThingKind.NONE;
    int missingThing = -1;

    /** A dispatch for a scenario's limits. */
    public Dispatch(Limits limits) {
        int connectors = limits.connectors();
        this.limits = limits;
        wish = new double[connectors];
        cut = new double[connectors];
        power = wish;
        action = new Action(connectors, 0);
        reason = new byte[connectors];
        kind = new byte[connectors];
        thing = new int[connectors];
        phase = new byte[connectors];
        priceKw = new double[connectors];
        stationKw = new double[limits.stations()];
        transformerKw = new double[limits.transformers()];
        transformerPhaseKva = new double[limits.transformers()];
        transformerNetKw = new double[limits.transformers()];
        stationPhaseLoading = new double[3 * limits.stations()];
    }

    /** Mean power at the meter, kW, {@code [rank]}. */
    public double[] power() {
        return power;
    }

    /**
     * What vehicle, connector and its power levels make of the wish, kW, {@code [rank]}: the power
     * without the dispatcher.
     */
    public double[] wish() {
        return wish;
    }

    /**
     * Why the connector at a rank got less than was wished, or gives back less; valid until the
     * next step is prepared.
     */
    public CutReason reason(int rank) {
        if (corrected && reason[rank] != 0) {
            return CutReason.of(reason[rank]);
        }
        double wanted = action.powerKw()[limits.connectorAt(rank)];
        double got = wish[rank];
        if (Math.abs(wanted - got) <= 1e-9) {
            return CutReason.NONE;
        }
        if (got > 0 && got < limits.highKwAt(rank)) {
            return CutReason.POWER_STEP;
        }
        return got == 0 && wanted > 0 && limits.highKwAt(rank) > 0
                ? CutReason.MINIMUM_POWER
                : CutReason.VEHICLE;
    }

    /**
     * What cut it: position of the station, supply transformer, branch or bus that {@link #reason}
     * speaks of; -1 otherwise.
     */
    public int thing(int rank) {
        return corrected && reason[rank] != 0 ? thing[rank] : -1;
    }

    /**
     * The phase of that thing that is at its limit: 0 for a, 1 for b, 2 for c; -1 where the limit
     * is not one of a single phase.
     */
    public int phase(int rank) {
        return corrected && reason[rank] != 0 ? phase[rank] : -1;
    }

    /** What {@link #thing} is a position among. */
    public ThingKind thingKind(int rank) {
        return corrected && reason[rank] != 0 ? ThingKind.of(kind[rank]) : ThingKind.NONE;
    }

    /**
     * Shadow price of the limit that {@link #thing} names, kW: the multiplier of its row in {@code
     * min ½ Σ (p - wish)²}, so half the squared cuts of all connectors fall by this many kW² per kW
     * that the limit were wider. A connector on which the limit acts in full, and no other limit
     * does, loses just as much. Rows of lines and voltages count in kW at the connector that
     * matters most to them. 0 where no shared limit binds.
     */
    public double shadowPriceKw(int rank) {
        return corrected && reason[rank] != 0 ? priceKw[rank] : 0;
    }

    /** Whether a shared limit cut any power. */
    public boolean isCorrected() {
        return corrected;
    }

    /** Net power of each station, kW. */
    public double[] stationKw() {
        return stationKw;
    }

    /**
     * Net power of the stations of each supply transformer, kW; base load and plants are not in it.
     */
    public double[] transformerKw() {
        return transformerKw;
    }

    /**
     * Apparent power of the most loaded phase of each supply transformer, base load and plants
     * included, kVA; 0 where its phases are loaded alike.
     */
    public double[] transformerPhaseKva() {
        return transformerPhaseKva;
    }

    /**
     * Net power of base load and plants of each supply transformer beside its stations, kW; plants
     * as they are curtailed under the dispatched powers.
     */
    public double[] transformerNetKw() {
        return transformerNetKw;
    }

    /** Share of the plants' power that is curtailed for a limit on export, 0 to 1. */
    public double curtailedShare() {
        return curtailedShare;
    }

    /** Net power of all stations, kW. */
    public double siteKw() {
        return siteKw;
    }

    /** What the wish would violate. */
    public Violation before() {
        return before;
    }

    /** What the result violates. */
    public Violation after() {
        return after;
    }

    /** Limits that powers do not keep. Mutable, reused. */
    public static final class Violation {
        int buses;
        boolean line;
        boolean transformer;
        boolean station;
        boolean isFlowSolved = true;

        /** Nothing is violated. */
        public Violation() {}

        /**
         * What a step is said to violate, with a flow that was found.
         *
         * @param buses outside their voltage limits, how many
         */
        public Violation(int buses, boolean line, boolean transformer, boolean station) {
            this.buses = buses;
            this.line = line;
            this.transformer = transformer;
            this.station = station;
        }

        /**
         * Number of buses outside their voltage limits; all but the source where the power flow
         * found no state.
         */
        public int buses() {
            return buses;
        }

        /** Whether a line carries more than its ampacity. */
        public boolean line() {
            return line;
        }

        /** Whether a transformer, of the feeder or of stations, carries more than its rating. */
        public boolean transformer() {
            return transformer;
        }

        /** Whether a station, or all stations together, are beyond their limit. */
        public boolean station() {
            return station;
        }

        /** Whether the power flow found a state; true without a feeder. */
        public boolean isFlowSolved() {
            return isFlowSolved;
        }

        /** Whether any limit is violated, or no state was found. */
        public boolean isAny() {
            return buses > 0 || line || transformer || station || !isFlowSolved;
        }

        void copy(Violation other) {
            buses = other.buses;
            line = other.line;
            transformer = other.transformer;
            station = other.station;
            isFlowSolved = other.isFlowSolved;
        }
    }
}
