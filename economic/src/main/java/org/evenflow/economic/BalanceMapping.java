package org.evenflow.economic;

import java.util.Arrays;
import java.util.Objects;
import org.evenflow.model.ChargerGroups;

/**
 * Maps wishes onto the balance as groups do that talk only to neighbours: one common shift δ makes
 * P = clip(wish + δ, least, greatest power), groups that are off stay off, δ is found to 1e-9 kW,
 * first in each region with unmet demand, then among all (J. Li et al., equations 13 to 15). No
 * cost is told to anybody. The result is the nearest feasible plan to the wishes (Euclidean) among
 * those with the same groups running.
 *
 * <p>Where the groups that are to run cannot meet the balance or a floor, groups are turned on or
 * off until they can, largest first, and the plan says so. Mutable, for one thread.
 */
public final class BalanceMapping {
    private static final double WIDTH_KW = 1e-9;

    private final NeighbourBisection bisection;
    private final NeighbourTree tree;
    private final Shift shift = new Shift();
    private final double[] wishKw;
    private final double[] regionHighKw;

    /** A mapping for the groups of a world. */
    public BalanceMapping(ChargerGroups world) {
        bisection = new NeighbourBisection(world);
        tree = NeighbourTree.of(world);
        wishKw = new double[world.groups().size()];
        regionHighKw = new double[world.regions().size()];
    }

    /**
     * Makes a plan feasible.
     *
     * @param given what is asked
     * @param plan wished powers and which groups run; receives feasible ones and the messages that
     *     it took
     * @return whether the plan is feasible; false where no choice of groups was found that is
     */
    public boolean map(EconomicCase given, EconomicPlan plan) {
        if (!chooseGroups(given, plan)) {
            return false;
        }
        System.arraycopy(plan.kw, 0, wishKw, 0, wishKw.length);
        shift.given = given;
        bisection.balance(given, shift, WIDTH_KW, plan);
        return given.isFeasible(plan);
    }

    /**
     * Turns groups on and off until those that run can serve the case; changes no power.
     *
     * @return whether they can
     */
    public boolean chooseGroups(EconomicCase given, EconomicPlan plan) {
        plan.messages = Math.max(0, plan.messages);
        keepAbilities(given, plan);
        for (int change = 0; change <= 2 * plan.on.length; change++) {
            int group = nextChange(given, plan);
            if (group == plan.on.length) {
                return true;
            }
            if (group < 0) {
                break;
            }
            // The largest is found along the tree like a sum.
            tree.exchange();
            plan.messages += tree.takeMessages();
            plan.on[group] = !plan.on[group];
            plan.isRepaired = true;
        }
        for (int group = 0; group < plan.on.length; group++) {
            plan.on[group] = given.canRun(group);
        }
        plan.isRepaired = true;
        return nextChange(given, plan) == plan.on.length;
    }

    /** Runs who must, and stops who cannot. */
    private static void keepAbilities(EconomicCase given, EconomicPlan plan) {
        for (int group = 0; group < plan.on.length; group++) {
            boolean must = given.mustRun(group) && !plan.on[group];
            boolean cannot = !given.canRun(group) && plan.on[group];
            plan.isRepaired |= must || cannot;
            plan.on[group] = (plan.on[group] || must) && given.canRun(group);
        }
    }

    /** The group to change, the number of groups where none must, -1 where none can. */
    private int nextChange(EconomicCase given, EconomicPlan plan) {
        double low = 0;
        double high = 0;
        Arrays.fill(regionHighKw, 0);
        for (int group = 0; group < plan.on.length; group++) {
            if (plan.on[group]) {
                low += given.lowKw(group);
                high += given.highKw(group);
                regionHighKw[given.region(group)] += given.highKw(group);
            }
        }
        double slack = 1e-9;
        for (int region = 0; region < regionHighKw.length; region++) {
            if (regionHighKw[region] < given.floorKw(region) - slack) {
                return largestOff(given, plan, region);
            }
        }
        if (high < given.balanceKw() - slack) {
            return largestOff(given, plan, -1);
        }
        return low > given.balanceKw() + slack ? largestOn(given, plan) : plan.on.length;
    }

    private static int largestOff(EconomicCase given, EconomicPlan plan, int region) {
        int best = -1;
        for (int group = 0; group < plan.on.length; group++) {
            boolean fits =
                    !plan.on[group]
                            && given.canRun(group)
                            && (region < 0 || given.region(group) == region);
            if (fits && (best < 0 || given.highKw(group) > given.highKw(best))) {
                best = group;
            }
        }
        return best;
    }

    /** The group with the largest least power whose region can do without it. */
    private int largestOn(EconomicCase given, EconomicPlan plan) {
        int best = -1;
        for (int group = 0; group < plan.on.length; group++) {
            int region = given.region(group);
            boolean fits =
                    plan.on[group]
                            && !given.mustRun(group)
                            && regionHighKw[region] - given.highKw(group) >= given.floorKw(region);
            if (fits && (best < 0 || given.lowKw(group) > given.lowKw(best))) {
                best = group;
            }
        }
        return best;
    }

    /** Wishes shifted by a common number. */
    private final class Shift implements NeighbourBisection.Answers {
        private @org.jspecify.annotations.Nullable EconomicCase given;

        private EconomicCase given() {
            return Objects.requireNonNull(given);
        }

        @Override
        public double kw(int group, double number) {
            double kw = wishKw[group] + number;
            return Math.min(given().highKw(group), Math.max(given().lowKw(group), kw));
        }

        @Override
        public double first(int group) {
            return given().lowKw(group) - wishKw[group];
        }

        @Override
        public double last(int group) {
            return given().highKw(group) - wishKw[group];
        }
    }
}
