package org.evenflow.economic;

import org.evenflow.numeric.SolveStatus;
import org.jspecify.annotations.Nullable;

/**
 * The least cost to a proven gap, ripples included: a piecewise-linear mixed-integer program bounds
 * the cost from below ({@link PiecewiseProgram}), its choice of groups with powers polished for the
 * true cost bounds it from above, and the program is made exact at that plan until the two meet
 * (outer approximation: M. A. Duran and I. E. Grossmann, Mathematical Programming 36, 1986).
 */
final class MipDispatch implements EconomicMethod {
    static final String ID = "mip";

    /** Relative gap at which it stops; the solver's own tolerances allow no less. */
    static final double GAP = 1e-6;

    private static final int MOST_ROUNDS = 60;
    private static final double TIME_LIMIT_S = 20;

    private @Nullable CostSharing sharing;
    private @Nullable BalanceProjection projection;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void decide(EconomicCase given, long seed, EconomicPlan plan) {
        prepare(given);
        var trial = new EconomicPlan(given.groups());
        double best = Double.POSITIVE_INFINITY;
        try (var program = new PiecewiseProgram(given)) {
            for (int round = 0; round < MOST_ROUNDS; round++) {
                SolveStatus status = program.solve(TIME_LIMIT_S);
                if (!status.hasPoint()) {
                    break;
                }
                plan.bound = Math.max(plan.bound, program.bound());
                plan.evaluations++;
                program.take(trial);
                boolean isNew = program.refine(trial);
                best = keepBetter(given, trial, best, plan);
                isNew |= program.refine(trial);
                if (best - plan.bound <= GAP * Math.abs(best) || !isNew) {
                    break;
                }
            }
        }
        plan.bound = Math.min(plan.bound, best);
    }

    private void prepare(EconomicCase given) {
        if (sharing == null || projection == null) {
            sharing = new CostSharing(given);
            projection = new BalanceProjection(given);
        }
        sharing.take(given);
        projection.take(given, true);
    }

    /** Polishes a trial and keeps it in the plan where it costs less than the best. */
    private double keepBetter(
            EconomicCase given, EconomicPlan trial, double best, EconomicPlan plan) {
        if (!polish(given, trial) || !(given.cost(trial) < best)) {
            return best;
        }
        System.arraycopy(trial.on, 0, plan.on, 0, plan.on.length);
        System.arraycopy(trial.kw, 0, plan.kw, 0, plan.kw.length);
        return given.cost(trial);
    }

    /** Best powers of the chosen groups, or with ripples the nearest that keep the balance. */
    private boolean polish(EconomicCase given, EconomicPlan trial) {
        if (sharing == null || projection == null) {
            throw new IllegalStateException("decide comes first");
        }
        return given.hasRipple()
                ? projection.project(trial.on, trial.kw)
                : sharing.share(trial.on, trial.kw);
    }
}
