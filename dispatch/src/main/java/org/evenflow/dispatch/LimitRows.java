package org.evenflow.dispatch;

import org.evenflow.numeric.LeastSquares;
import org.jspecify.annotations.Nullable;

/**
 * The linear rows of a projection and what each of them stands for. Mutable work arrays, reused
 * from step to step.
 */
final class LimitRows {
    /** Key of a row that is no linearisation. */
    static final int EXACT = -1;

    /** Phase of a row that concerns no single phase. */
    static final int NO_PHASE = -1;

    /** The problem that the rows belong to. */
    final LeastSquares problem;

    private final int[] thing;
    private final ThingKind[] kind;
    private final byte[] phase;
    private final int[] key;
    private final CutReason[] reason;

    /** Coefficients of a row in the making. */
    private final double[] slopes;

    /** Room for so many rows over so many connectors. */
    LimitRows(int maxRows, int connectors) {
        problem = new LeastSquares(maxRows);
        thing = new int[maxRows];
        kind = new ThingKind[maxRows];
        phase = new byte[maxRows];
        key = new int[maxRows];
        reason = new CutReason[maxRows];
        slopes = new double[connectors];
    }

    int count() {
        return problem.rows();
    }

    /** Work array for the coefficients of a row, by rank. */
    double[] slopes() {
        return slopes;
    }

    /** The key under which a row is renewed, or {@link #EXACT}. */
    int key(int r) {
        return key[r];
    }

    /**
     * Adds a row, or replaces the one of the same key, and remembers what it stands for; null when
     * there is no room.
     */
    double @Nullable [] row(
            double bound,
            CutReason ofReason,
            ThingKind ofKind,
            int ofThing,
            int ofPhase,
            int ofKey) {
        for (int r = 0; ofKey != EXACT && r < problem.rows(); r++) {
            if (key[r] == ofKey) {
                return problem.replaceRow(r, bound);
            }
        }
        if (problem.isFull()) {
            return null;
        }
        int r = problem.rows();
        key[r] = ofKey;
        reason[r] = ofReason;
        kind[r] = ofKind;
        thing[r] = ofThing;
        phase[r] = (byte) ofPhase;
        return problem.addRow(bound);
    }

    /**
     * Adds an exact row with the coefficients in {@link #slopes}, unless it is there already; soft
     * rows give way to others. Whether it was added.
     */
    boolean newRow(
            double bound, CutReason ofReason, ThingKind ofKind, int ofThing, boolean isSoft) {
        for (int r = 0; r < problem.rows(); r++) {
            boolean isAlike = reason[r] == ofReason && kind[r] == ofKind && thing[r] == ofThing;
            if (isAlike && Math.abs(problem.bound(r) - bound) < 1e-9 && hasSlopes(r)) {
                return false;
            }
        }
        double[] row = row(bound, ofReason, ofKind, ofThing, NO_PHASE, EXACT);
        if (row == null) {
            return false;
        }
        System.arraycopy(slopes, 0, row, 0, problem.size());
        if (isSoft) {
            problem.soften(problem.rows() - 1);
        }
        return true;
    }

    private boolean hasSlopes(int r) {
        for (int rank = 0; rank < problem.size(); rank++) {
            if (problem.coefficient(r, rank) != slopes[rank]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Tells which row pulls a rank most to where it is instead of its wish, and writes what the row
     * stands for. Returns how far that row alone pulls, kW; 0 where none does.
     */
    double explain(int rank, Dispatch dispatch) {
        double sign = Math.signum(dispatch.wish[rank] - dispatch.power[rank]);
        int strongest = -1;
        double strength = 0;
        for (int r = 0; r < problem.rows(); r++) {
            double pull = sign * problem.multiplier(r) * problem.coefficient(r, rank);
            if (pull > strength) {
                strength = pull;
                strongest = r;
            }
        }
        if (strongest >= 0) {
            dispatch.reason[rank] = (byte) reason[strongest].ordinal();
            dispatch.kind[rank] = (byte) kind[strongest].ordinal();
            dispatch.thing[rank] = thing[strongest];
            dispatch.phase[rank] = phase[strongest];
            dispatch.priceKw[rank] = problem.multiplier(strongest);
        }
        return strength * problem.ease(rank);
    }
}
