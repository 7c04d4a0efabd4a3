package org.evenflow.planning;

import java.util.Locale;
import java.util.function.LongSupplier;
import org.evenflow.control.Observation;
import org.evenflow.numeric.SolveStatus;

/**
 * What no controller whose wishes pass the dispatcher can cost less than in a run: energy, demand
 * charge, wear and unserved energy together, with everything known beforehand.
 *
 * @param cost currency; NaN where it is not known
 * @param program what the plan's program costs, which knows more of the network and promises
 *     nothing; NaN likewise
 * @param columns size of its linear program, 0 where none was built
 * @param unknown why it is not known, a part of a sentence; empty where it is
 */
public record LowerBound(double cost, double program, long columns, String unknown) {
    /** Programs of more columns are not built: they would take hours and tens of gigabytes. */
    public static final long MOST_COLUMNS = 3_000_000;

    /**
     * Simplex iterations that the programs of a run may take in all: a limit that does not depend
     * on the machine. The largest studies need about a tenth of it.
     */
    public static final int WORK = 20_000_000;

    /** The bound of a run on controllers that serve as they like. */
    public static LowerBound of(Observation observation, double limitS, LongSupplier nanoClock) {
        return of(observation, Double.POSITIVE_INFINITY, limitS, nanoClock);
    }

    /**
     * The bound of a run.
     *
     * @param observation at step 0, of an environment that opens the future
     * @param mostUnservedKwh what the controllers leave unserved at most, of which it is a bound;
     *     may be infinite
     * @param limitS seconds that it may take: the last guard behind {@link #WORK}, as results
     *     depend on the machine where it is met
     * @param nanoClock that tells them, e.g. {@code System::nanoTime}
     */
    public static LowerBound of(
            Observation observation,
            double mostUnservedKwh,
            double limitS,
            LongSupplier nanoClock) {
        long columns = columns(observation);
        if (columns > MOST_COLUMNS) {
            return unknown(columns, tooLarge(columns));
        }
        try (var relaxation = new Relaxation(observation, mostUnservedKwh)) {
            if (!relaxation.unknown().isEmpty()) {
                return unknown(columns, relaxation.unknown());
            }
            SolveStatus status =
                    limitS > 0 ? relaxation.solve(limitS, nanoClock) : SolveStatus.STOPPED;
            return status == SolveStatus.OPTIMAL
                    ? new LowerBound(
                            relaxation.bound(),
                            program(observation, mostUnservedKwh, limitS),
                            columns,
                            "")
                    : unknown(columns, why(status, relaxation.isWorkSpent(), limitS));
        }
    }

    /**
     * Whether a run has so few power levels to choose that the plan chooses them in its program.
     */
    public static boolean hasFewLevels(Observation observation) {
        return WholeRun.hasFewLevels(observation.foresight().visits());
    }

    /** Whether a run has power levels at all. */
    public static boolean hasLevels(Observation observation) {
        return CurveRows.Levels.count(observation.foresight().visits()) > 0;
    }

    /** Whether a run has vehicles whose greatest power depends on their charge. */
    public static boolean hasCurves(Observation observation) {
        return observation.foresight().visits().stream().anyMatch(visit -> !visit.isSteady());
    }

    /** About how many columns the linear program of a run has. */
    public static long columns(Observation observation) {
        return Relaxation.columns(observation);
    }

    /** Why a program of more than {@link #MOST_COLUMNS} is not built. */
    public static String tooLarge(long columns) {
        return String.format(
                Locale.ROOT,
                "the linear program would have %,d columns, more than %,d",
                columns,
                MOST_COLUMNS);
    }

    private static double program(Observation observation, double mostUnservedKwh, double limitS) {
        double most = mostUnservedKwh < Double.POSITIVE_INFINITY ? mostUnservedKwh : -1;
        try (var run = new WholeRun(observation, 0, most, 0, 0, FleetProgram::solve)) {
            return run.solve(observation, Fallback.Deadline.perSolve(limitS, WORK))
                    ? run.cost()
                    : Double.NaN;
        }
    }

    private static LowerBound unknown(long columns, String why) {
        return new LowerBound(Double.NaN, Double.NaN, columns, why);
    }

    private static String why(SolveStatus status, boolean isWorkSpent, double limitS) {
        if (status != SolveStatus.STOPPED && status != SolveStatus.FEASIBLE) {
            return "the solver ended " + status.name().toLowerCase(Locale.ROOT);
        }
        return isWorkSpent
                ? String.format(Locale.ROOT, "not solved within %,d simplex iterations", WORK)
                : String.format(Locale.ROOT, "not solved in %.0f s", limitS);
    }
}
