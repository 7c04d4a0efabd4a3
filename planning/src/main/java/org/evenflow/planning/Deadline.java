package org.evenflow.planning;

import java.util.function.LongSupplier;

/** Until when a decision has to be there. */
final class Deadline {
    private final LongSupplier nanoClock;

    /** Share of the time that is kept for what follows the last solve. */
    private static final double KEPT = 0.05;

    private final long end;
    private final double keptS;

    private Deadline(LongSupplier nanoClock, long end, double keptS) {
        this.nanoClock = nanoClock;
        this.end = end;
        this.keptS = keptS;
    }

    /** So many seconds from now. */
    static Deadline in(double seconds, LongSupplier nanoClock) {
        long end = nanoClock.getAsLong() + (long) (seconds * 1e9);
        return new Deadline(nanoClock, end, KEPT * seconds);
    }

    /** Seconds that a solver may take from now on, at least 0. */
    double forSolverS() {
        return Math.max(0, (end - nanoClock.getAsLong()) * 1e-9 - keptS);
    }

    boolean isOver() {
        return nanoClock.getAsLong() - end >= 0;
    }
}
