package org.evenflow.numeric;

import java.util.Arrays;

/**
 * Solves a {@link LinearProgram} by SCIP 10 instead of HiGHS, for comparison: it takes the program
 * anew each time and knows no basis, but searches mixed-integer programs in its own way. Source: T.
 * Achterberg, "SCIP: solving constraint integer programs", Mathematical Programming Computation 1,
 * 2009.
 */
public final class ScipSolver {
    /** Statuses of SCIP 10 that we tell apart; from the last on they are limits. */
    private static final int OPTIMAL = 1;

    private static final int INFEASIBLE = 2;
    private static final int UNBOUNDED = 3;
    private static final int INFEASIBLE_OR_UNBOUNDED = 4;
    private static final int STOPPED = 10;
    private static final int GAP_REACHED = 25;

    private ScipSolver() {}

    /**
     * What SCIP says of a program.
     *
     * @param status how the solve ended
     * @param objective at the point, computed by us; NaN without one
     * @param bestBound what no point can be below
     * @param values of all columns; NaN without a point
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over whole
    public record Answer(SolveStatus status, double objective, double bestBound, double[] values) {}

    /**
     * Solves a program as it stands, within the gap and tolerance of its options; the program keeps
     * its own answer and basis.
     *
     * @param timeLimitS seconds, at least 0, or positive infinity
     * @throws MissingSolverException where there is no SCIP for this platform
     */
    public static Answer solve(LinearProgram program, double timeLimitS) {
        if (!(timeLimitS >= 0)) {
            throw new IllegalArgumentException("timeLimitS must be at least 0, is " + timeLimitS);
        }
        var model = program.model();
        model.settle();
        if (model.isCrossed()) {
            return without(model, SolveStatus.INFEASIBLE);
        }
        try (var session = new ScipSession(model, program.options(), true)) {
            int code = session.run(timeLimitS);
            return switch (code) {
                case OPTIMAL, GAP_REACHED -> point(model, session, SolveStatus.OPTIMAL);
                case INFEASIBLE -> without(model, SolveStatus.INFEASIBLE);
                case UNBOUNDED -> without(model, SolveStatus.UNBOUNDED);
                case INFEASIBLE_OR_UNBOUNDED -> tellApart(program, timeLimitS);
                default ->
                        code >= STOPPED
                                ? point(model, session, SolveStatus.FEASIBLE)
                                : without(model, SolveStatus.FAILED);
            };
        }
    }

    /** Without costs a program is not unbounded. */
    private static Answer tellApart(LinearProgram program, double timeLimitS) {
        var model = program.model();
        try (var session = new ScipSession(model, program.options(), false)) {
            return without(
                    model,
                    switch (session.run(timeLimitS)) {
                        case OPTIMAL -> SolveStatus.UNBOUNDED;
                        case INFEASIBLE -> SolveStatus.INFEASIBLE;
                        default -> SolveStatus.STOPPED;
                    });
        }
    }

    /** Believes only a point that stands our check. */
    private static Answer point(Model model, ScipSession session, SolveStatus status) {
        double[] values = new double[model.columns];
        if (!session.point(values)) {
            return without(
                    model,
                    status == SolveStatus.OPTIMAL ? SolveStatus.FAILED : SolveStatus.STOPPED);
        }
        if (!(new OptimalityCheck().primal(model, values) <= OptimalityCheck.TOLERANCE)) {
            return without(model, SolveStatus.FAILED);
        }
        double objective = OptimalityCheck.objective(model, values);
        return new Answer(status, objective, session.bound(), values);
    }

    private static Answer without(Model model, SolveStatus status) {
        double[] values = new double[model.columns];
        Arrays.fill(values, Double.NaN);
        boolean isInfeasible = status == SolveStatus.INFEASIBLE;
        double bound = isInfeasible ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        return new Answer(status, Double.NaN, bound, values);
    }
}
