package org.evenflow.dispatch;

/** How far beyond a limit a power may be by rounding alone. */
final class Tolerance {
    private static final double SHARE = 1e-9;

    private Tolerance() {}

    /** A limit with its tolerance: a billionth of it, of 1 at least. */
    static double beyond(double limit) {
        return limit + SHARE * Math.max(1, Math.abs(limit));
    }
}
