package org.evenflow.numeric;

/**
 * How a {@link LinearProgram} is solved. One thread and a fixed seed always, so that equal programs
 * give equal bits.
 *
 * @param method the method for linear programs without integers
 * @param presolve whether a solve without a basis at hand shrinks the program first
 * @param mipGap relative gap at which a mixed-integer program counts as solved, at least 0
 * @param tolerance what rows, bounds and reduced costs may miss, 1e-10 to 1e-6 (the check of
 *     residuals refuses more than 1e-6)
 * @param seed of the solver's random choices, at least 0
 */
public record SolverOptions(
        Method method, boolean presolve, double mipGap, double tolerance, int seed) {
    /** The usual: dual simplex with presolve, exact integers, 1e-7. */
    public static final SolverOptions USUAL =
            new SolverOptions(Method.DUAL_SIMPLEX, true, 0, 1e-7, 0);

    /** How a linear program is solved. */
    public enum Method {
        /** Best after changes of bounds and rows: the basis stays dual feasible. */
        DUAL_SIMPLEX,
        /** Best after changes of costs alone: the basis stays primal feasible. */
        PRIMAL_SIMPLEX,
        /**
         * Interior point with crossover to a basis; for large programs without a start. It heeds no
         * time limit, so a solve with one goes by dual simplex.
         */
        INTERIOR_POINT
    }

    /** Checks the ranges. */
    public SolverOptions {
        if (!(mipGap >= 0)) {
            throw new IllegalArgumentException("mipGap must be at least 0, is " + mipGap);
        }
        if (!(tolerance >= 1e-10 && tolerance <= 1e-6)) {
            throw new IllegalArgumentException(
                    "tolerance must be within 1e-10 to 1e-6, is " + tolerance);
        }
        if (seed < 0) {
            throw new IllegalArgumentException("seed must be at least 0, is " + seed);
        }
    }

    /** These with another method. */
    public SolverOptions with(Method other) {
        return new SolverOptions(other, presolve, mipGap, tolerance, seed);
    }

    /** These with presolve on or off. */
    public SolverOptions withPresolve(boolean on) {
        return new SolverOptions(method, on, mipGap, tolerance, seed);
    }
}
