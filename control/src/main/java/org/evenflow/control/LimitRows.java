package org.evenflow.control;

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
     * Tells which row pulls most at a rank and writes what it stands for; false where none does.
     */
    boolean explain(int rank, Dispatch dispatch) {
        int strongest = -1;
        double strength = 0;
        for (int r = 0; r < problem.rows(); r++) {
            double pull = Math.abs(problem.multiplier(r) * problem.coefficient(r, rank));
            if (pull > strength) {
                strength = pull;
                strongest = r;
            }
        }
        if (strongest < 0) {
            return false;
        }
        dispatch.reason[rank] = (byte) reason[strongest].ordinal();
        dispatch.kind[rank] = (byte) kind[strongest].ordinal();
        dispatch.thing[rank] = thing[strongest];
        dispatch.phase[rank] = phase[strongest];
        dispatch.priceKw[rank] = problem.multiplier(strongest);
        return true;
    }
}
