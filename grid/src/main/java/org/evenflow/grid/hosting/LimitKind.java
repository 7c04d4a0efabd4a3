package org.evenflow.grid.hosting;

/** What can end the hosting of one more vehicle or plant. */
public enum LimitKind {
    /** Nothing: every place was filled and all limits held. */
    NONE,
    /** The voltage of a phase below the lowest allowed. */
    UNDERVOLTAGE,
    /** The voltage of a phase above the highest allowed. */
    OVERVOLTAGE,
    /** The current of a line, switch or regulator above its ampacity. */
    LINE,
    /** The power of a transformer's phase above its share of the rating. */
    TRANSFORMER,
    /** Negative over positive sequence voltage above the allowed share. */
    UNBALANCE,
    /** No state of the feeder carries the load. */
    NO_SOLUTION,
    /** All limits hold, but too little of the energy within reach is served. */
    SERVICE
}
