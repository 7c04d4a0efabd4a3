package org.evenflow.economic;

import java.util.Arrays;
import org.evenflow.model.ChargerGroups;
import org.evenflow.numeric.ProjectedGradient;
import org.jspecify.annotations.Nullable;

/**
 * A local non-linear solver: projected gradient on the balance, which finds the optimum where all
 * groups run, and otherwise only what is near its start. Where groups may be off, the fixed cost is
 * first smoothed to c·(1 − exp(−P/τ)) with powers from 0 on and τ shrinking (the step's smooth form
 * of P. S. Bradley and O. L. Mangasarian, "Feature selection via concave minimization and support
 * vector machines", Proc. ICML 1998), then groups below half their least power, or next to nothing,
 * are rounded to off, and the powers of the others are found for the true cost.
 */
final class LocalDispatch implements EconomicMethod {
    static final String ID = "local";

    private static final int ITERATIONS = 500;
    private static final double TOLERANCE_KW = 1e-7;

    /** τ as a share of a group's greatest power. */
    private static final double[] SMOOTHNESS = {1, 0.25, 0.06, 0.015};

    /** Share of a group's greatest power below which it counts as off. */
    private static final double NEXT_TO_NOTHING = 1e-3;

    private final BalanceMapping mapping;
    private final ProjectedGradient descent = new ProjectedGradient(ITERATIONS, TOLERANCE_KW);
    private @Nullable BalanceProjection projection;

    LocalDispatch(ChargerGroups world) {
        mapping = new BalanceMapping(world);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void decide(EconomicCase given, long seed, EconomicPlan plan) {
        if (projection == null) {
            projection = new BalanceProjection(given);
        }
        BalanceProjection set = projection;
        startInTheMiddle(given, plan);
        if (given.variant().hasChoice()) {
            switchOff(given, set, plan);
        }
        if (!mapping.chooseGroups(given, plan)) {
            return;
        }
        set.take(given, true);
        descent.minimise(
                (kw, slope) -> exact(given, plan.on, kw, slope),
                kw -> set.project(plan.on, kw),
                plan.kw);
        plan.evaluations += descent.evaluations();
        plan.messages = -1;
    }

    private static void startInTheMiddle(EconomicCase given, EconomicPlan plan) {
        for (int group = 0; group < given.groups(); group++) {
            plan.on[group] = given.canRun(group);
            plan.kw[group] = 0.5 * (given.lowKw(group) + given.highKw(group));
        }
    }

    /** Rounds to off those who end up small where fixed costs are smoothed. */
    private void switchOff(EconomicCase given, BalanceProjection set, EconomicPlan plan) {
        set.take(given, false);
        for (double share : SMOOTHNESS) {
            descent.minimise(
                    (kw, slope) -> smoothed(given, share, kw, slope),
                    kw -> set.project(plan.on, kw),
                    plan.kw);
            plan.evaluations += descent.evaluations();
        }
        for (int group = 0; group < given.groups(); group++) {
            double least =
                    Math.max(0.5 * given.lowKw(group), NEXT_TO_NOTHING * given.highKw(group));
            plan.on[group] &= given.mustRun(group) || plan.kw[group] > least;
        }
    }

    private static double smoothed(EconomicCase given, double share, double[] kw, double[] slope) {
        double sum = 0;
        for (int group = 0; group < kw.length; group++) {
            var data = given.world().groups().get(group);
            double p = kw[group];
            double width = Math.max(1e-3, share * given.highKw(group));
            double rest = given.mustRun(group) ? 0 : Math.exp(-p / width);
            sum += (data.costPerKw2() * p + data.costPerKw()) * p + data.fixedCost() * (1 - rest);
            slope[group] =
                    2 * data.costPerKw2() * p + data.costPerKw() + data.fixedCost() * rest / width;
        }
        return sum;
    }

    private static double exact(EconomicCase given, boolean[] on, double[] kw, double[] slope) {
        double sum = 0;
        Arrays.fill(slope, 0);
        for (int group = 0; group < kw.length; group++) {
            if (on[group]) {
                var data = given.world().groups().get(group);
                sum += given.cost(group, kw[group]);
                slope[group] = 2 * data.costPerKw2() * kw[group] + data.costPerKw();
                double phase = data.ripplePerKw() * (kw[group] - data.minKw());
                slope[group] +=
                        given.rippleCost(group)
                                * data.ripplePerKw()
                                * Math.cos(phase)
                                * Math.signum(Math.sin(phase));
            }
        }
        return sum;
    }
}
