package org.evenflow.dispatch;

/** What a limit belongs to; positions count within a kind. */
public enum ThingKind {
    /** Nothing shared: the connector or its vehicle alone. */
    NONE,
    /** A station. */
    STATION,
    /** A supply transformer. */
    TRANSFORMER,
    /** All stations together. */
    SITE,
    /** The connection to the grid above. */
    SUBSTATION,
    /** A line or transformer of the feeder. */
    BRANCH,
    /** A bus of the feeder. */
    BUS;

    private static final ThingKind[] ALL = values();

    /** The kind with this ordinal. */
    static ThingKind of(int ordinal) {
        return ALL[ordinal];
    }
}
