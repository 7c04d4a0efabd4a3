package org.evenflow.numeric;

/**
 * By how much a point and its row duals miss the conditions of optimality, computed by us from the
 * program and never taken from the solver (Boyd and Vandenberghe, "Convex Optimization", 2004,
 * section 5.5.3). NaN where there is no point.
 *
 * @param primal largest violation of a row, bound or integrality, each over 1 + |the bound|
 * @param dual largest reduced cost or row dual that wants a bound which does not exist, each over 1
 *     + |the cost|; 0 for a mixed-integer program, which has no duals
 * @param gap what all reduced costs and row duals could still gain by moving to the bound they
 *     want, which for a feasible point is the duality gap, over 1 + the sum of |cost times value|;
 *     for a mixed-integer program the distance to the solver's bound
 */
public record Residuals(double primal, double dual, double gap) {
    static final Residuals NONE = new Residuals(Double.NaN, Double.NaN, Double.NaN);

    /** The largest of the three. */
    public double largest() {
        return Math.max(primal, Math.max(dual, gap));
    }
}
