package org.evenflow.dispatch;

import java.util.Locale;

/** Why the dispatcher gave a connector less than was wished (or made it give back less). */
public enum CutReason {
    /** Not cut. */
    NONE,
    /**
     * The vehicle (battery, charge curve, request) or the connector cannot take or give that much.
     */
    VEHICLE,
    /** The station's limit. */
    STATION,
    /** A supply transformer's rating. */
    TRANSFORMER,
    /** The limit on all stations together. */
    SITE,
    /** The limit on what flows back into the grid above. */
    EXPORT,
    /** The rating of a line or transformer of the feeder. */
    LINE,
    /** A bus voltage limit. */
    VOLTAGE,
    /** A limit that base load and plants violate alone: charging may not make it worse. */
    BASE_LOAD,
    /** A declared departure that would be put out of reach: power is raised, or less given back. */
    LOOK_AHEAD,
    /** A limit on how fast power may change. */
    RAMP,
    /** Rounded down to the charger's next power level. */
    POWER_STEP,
    /** Less than the charger's smallest power remained. */
    MINIMUM_POWER;

    private static final CutReason[] ALL = values();

    /** The reason with this ordinal. */
    static CutReason of(int ordinal) {
        return ALL[ordinal];
    }

    /** The word that tables and files use, e.g. {@code minimum_power}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
