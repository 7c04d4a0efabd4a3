package org.evenflow.dispatch;

import org.evenflow.control.Action;
import org.evenflow.control.Limits;

/** Wishes as vehicles and connectors can follow them. Mutable work arrays. */
final class Wishes {
    /** Bits of positive infinity; those of a number that is none lie above. */
    private static final long INFINITE = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

    private final Limits limits;

    Wishes(Limits limits) {
        this.limits = limits;
    }

    /** The wish within what vehicle and connector can do, rounded towards zero to a power level. */
    void bound(Action action, Dispatch dispatch) {
        double[] wanted = action.powerKw();
        double[] wish = dispatch.wish;
        int n = limits.pluggedInCount();
        for (int rank = 0; rank < n; rank++) {
            wish[rank] = wanted[limits.connectorAt(rank)];
        }
        for (int rank = 0; rank < n; rank++) {
            wish[rank] =
                    Math.max(limits.lowKwAt(rank), Math.min(limits.highKwAt(rank), wish[rank]));
        }
        // Which wishes lie between zero and what the vehicle can take is all but impossible to
        // predict, so this loop has no branch: the level of every wish is found and taken where it
        // counts. The bits of numbers not below zero are ordered as the numbers are.
        long odd = 0;
        for (int rank = 0; rank < n; rank++) {
            long bits = Double.doubleToRawLongBits(wish[rank]);
            long high = Double.doubleToRawLongBits(limits.highKwAt(rank));
            long between = ((bits - high) & -bits) >> 63;
            long level = Double.doubleToRawLongBits(limits.levelKwAt(wish[rank], rank));
            wish[rank] = Double.longBitsToDouble(level & between | bits & ~between);
            odd |= INFINITE - (bits & Long.MAX_VALUE);
        }
        for (int rank = 0; odd < 0 && rank < n; rank++) {
            // A wish that is not a number is none.
            wish[rank] = Double.isNaN(wish[rank]) ? 0 : wish[rank];
        }
        dispatch.action = action;
        dispatch.power = wish;
        dispatch.corrected = false;
    }
}
