package org.evenflow.economic;

import java.util.Arrays;
import org.evenflow.model.ChargerGroups;
import org.evenflow.model.ChargerGroups.State;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.model.InputException;

/**
 * One economic dispatch to be decided: which groups run at which power so that demand is met at
 * least cost (J. Li et al., equations 9 to 12). Feedback into the grid is part of a group's power
 * and comes on top of the demand, so that here only sums of powers matter: {@link #balanceKw} in
 * all and at least {@link #floorKw} in a region.
 */
public final class EconomicCase {
    /** Of the balance and of floors, kW. */
    public static final double TOLERANCE_KW = 1e-6;

    private final ChargerGroups world;
    private final State state;
    private final Variant variant;
    private final int[] region;
    private final double[] lowKw;
    private final double[] highKw;
    private final boolean[] canRun;
    private final boolean[] mustRun;
    private final double[] floorKw;
    private final double balanceKw;
    private final double[] ripple;

    /**
     * The case of a state.
     *
     * @throws InputException where nothing can serve the state
     */
    public EconomicCase(ChargerGroups world, State state, Variant variant) {
        world.check(state, variant);
        this.world = world;
        this.state = state;
        this.variant = variant;
        int groups = world.groups().size();
        region = new int[groups];
        lowKw = new double[groups];
        highKw = new double[groups];
        canRun = new boolean[groups];
        mustRun = new boolean[groups];
        ripple = new double[groups];
        double balance = state.totalKw();
        double[] fedKw = new double[world.regions().size()];
        floorKw = new double[fedKw.length];
        for (int group = 0; group < groups; group++) {
            var data = world.groups().get(group);
            double fed = world.feedbackKw(group, state);
            region[group] = world.regionOf(group);
            highKw[group] = world.highKw(group, state);
            lowKw[group] = Math.max(data.minKw(), fed);
            canRun[group] = highKw[group] >= lowKw[group];
            mustRun[group] = !variant.hasChoice() || fed > 0;
            ripple[group] = variant.hasChoice() ? data.rippleCost() : 0;
            balance += fed;
            fedKw[region[group]] += fed;
            floorKw[region[group]] += canRun[group] ? highKw[group] : 0;
        }
        for (int r = 0; r < fedKw.length; r++) {
            double own = Math.min(state.regionKw()[r] + fedKw[r], floorKw[r]);
            floorKw[r] = variant.hasRegionalRule() ? own : Math.min(fedKw[r], floorKw[r]);
        }
        balanceKw = balance;
    }

    /** The world. */
    public ChargerGroups world() {
        return world;
    }

    /** What is asked. */
    public State state() {
        return state;
    }

    /** Which rules hold. */
    public Variant variant() {
        return variant;
    }

    /** How many groups there are. */
    public int groups() {
        return region.length;
    }

    /** How many regions there are. */
    public int regions() {
        return floorKw.length;
    }

    /** Position of a group's region. */
    public int region(int group) {
        return region[group];
    }

    /** Positions of all groups' regions. */
    public int[] regionOfGroups() {
        return region.clone();
    }

    /** Least power of a group that runs, kW. */
    public double lowKw(int group) {
        return lowKw[group];
    }

    /** Greatest power of a group, kW. */
    public double highKw(int group) {
        return highKw[group];
    }

    /** Whether a group can run at all; a V2G group without vehicles for its least power cannot. */
    public boolean canRun(int group) {
        return canRun[group];
    }

    /** Whether a group may not be off. */
    public boolean mustRun(int group) {
        return mustRun[group];
    }

    /** Sum that all powers must have, kW. */
    public double balanceKw() {
        return balanceKw;
    }

    /** Least sum of a region's powers, kW. */
    public double floorKw(int region) {
        return floorKw[region];
    }

    /** Whether some group's cost has ripples, so that it is not convex even while it runs. */
    public boolean hasRipple() {
        return Arrays.stream(ripple).anyMatch(height -> height > 0);
    }

    /** Height of a group's ripple in this variant, in the unit of cost; 0 for none. */
    public double rippleCost(int group) {
        return ripple[group];
    }

    /** Cost of a group that runs at a power. */
    public double cost(int group, double kw) {
        var data = world.groups().get(group);
        double smooth = (data.costPerKw2() * kw + data.costPerKw()) * kw + data.fixedCost();
        return ripple[group] == 0
                ? smooth
                : smooth
                        + ripple[group]
                                * Math.abs(Math.sin(data.ripplePerKw() * (kw - data.minKw())));
    }

    /** Cost of all groups of a plan. */
    public double cost(EconomicPlan plan) {
        double sum = 0;
        for (int group = 0; group < region.length; group++) {
            sum += plan.on[group] ? cost(group, plan.kw[group]) : 0;
        }
        return sum;
    }

    /** How far the sum of powers is from the balance, kW. */
    public double residualKw(EconomicPlan plan) {
        double sum = 0;
        for (int group = 0; group < region.length; group++) {
            sum += plan.on[group] ? plan.kw[group] : 0;
        }
        return Math.abs(sum - balanceKw);
    }

    /** By how much the regions' floors and the groups' limits are missed, kW in all. */
    public double shortfallKw(EconomicPlan plan) {
        double missed = 0;
        double[] sum = new double[floorKw.length];
        for (int group = 0; group < region.length; group++) {
            if (plan.on[group]) {
                sum[region[group]] += plan.kw[group];
                missed += Math.max(0, plan.kw[group] - highKw[group]);
                missed += Math.max(0, lowKw[group] - plan.kw[group]);
            } else if (mustRun[group]) {
                missed += lowKw[group];
            }
        }
        for (int r = 0; r < sum.length; r++) {
            missed += Math.max(0, floorKw[r] - sum[r]);
        }
        return missed;
    }

    /** Whether a plan keeps the balance, the regional rule and every group's limits. */
    public boolean isFeasible(EconomicPlan plan) {
        for (int group = 0; group < region.length; group++) {
            if (mustRun[group] && !plan.on[group]) {
                return false;
            }
        }
        return residualKw(plan) <= TOLERANCE_KW && shortfallKw(plan) <= TOLERANCE_KW;
    }
}
