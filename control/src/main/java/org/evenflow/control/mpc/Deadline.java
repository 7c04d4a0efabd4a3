package org.evenflow.control.mpc;

import java.util.function.LongSupplier;

/** Until when a decision has to be there. */
final class Deadline {
    private final LongSupplier nanoClock;
    private final long end;

    private Deadline(LongSupplier nanoClock, long end) {
        this.nanoClock = nanoClock;
        this.end = end;
    }

    /** So many seconds from now. */
    static Deadline in(double seconds, LongSupplier nanoClock) {
        return new Deadline(nanoClock, nanoClock.getAsLong() + (long) (seconds * 1e9));
    }

    /** Seconds that are left, at least 0. */
    double leftS() {
        return Math.max(0, (end - nanoClock.getAsLong()) * 1e-9);
    }

    boolean isOver() {
        return nanoClock.getAsLong() - end >= 0;
    }
}
