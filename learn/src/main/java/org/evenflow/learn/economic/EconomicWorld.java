package org.evenflow.learn.economic;

import java.util.Arrays;
import org.evenflow.economic.BalanceMapping;
import org.evenflow.economic.BalanceProjection;
import org.evenflow.economic.EconomicCase;
import org.evenflow.economic.EconomicPlan;
import org.evenflow.economic.EconomicStates;
import org.evenflow.learn.Frame;
import org.evenflow.learn.World;
import org.evenflow.learn.WorldShape;
import org.evenflow.model.ChargerGroups;
import org.evenflow.model.ChargerGroups.Ranges;
import org.evenflow.model.ChargerGroups.Variant;
import org.jspecify.annotations.Nullable;

/**
 * Economic dispatch as a world of one step: every charger group is an agent that wishes a power,
 * the wishes are moved onto the balance, and all groups are told one joint reward: what the plan
 * saves against the same state with every group at the middle of its range, in thousands of the
 * cost's unit. Nobody is told what a kilowatt costs, nor the optimum.
 *
 * <p>A choice of groups that cannot serve the state, so that others were turned on, is charged
 * {@value #REPAIR_COST} of the cost's unit. Mutable; for one thread.
 */
public final class EconomicWorld implements World {
    /** Charge on plans that other groups than chosen must serve, in the cost's unit. */
    static final double REPAIR_COST = 200;

    /** The cost's unit in one unit of reward. */
    static final double COST_PER_REWARD = 1000;

    private final ChargerGroups world;
    private final Ranges ranges;
    private final Variant variant;
    private final GroupViews views;
    private final BalanceMapping mapping;
    private final EconomicPlan plan;
    private @Nullable EconomicCase given;
    private @Nullable BalanceProjection projection;
    private @Nullable Frame shown;
    private long seed;
    private double referenceCost;

    /**
     * A world to learn in.
     *
     * @param levels of power that a group can wish, besides off; 0 for continuous wishes
     * @param isBroadcast whether each group sees the whole state, or only its own region's
     * @param waves frequencies at which totals are shown besides
     */
    public EconomicWorld(
            ChargerGroups world,
            Ranges ranges,
            Variant variant,
            int levels,
            boolean isBroadcast,
            int waves) {
        this.world = world;
        this.ranges = ranges;
        this.variant = variant;
        views = new GroupViews(world, ranges, variant.hasChoice(), levels, isBroadcast, waves);
        mapping = new BalanceMapping(world);
        plan = new EconomicPlan(world.groups().size());
    }

    @Override
    public WorldShape shape() {
        return views.shape();
    }

    @Override
    public void reset(long seed, Frame frame) {
        boolean isNew = given == null || this.seed != seed;
        if (given == null || isNew) {
            this.seed = seed;
            var states = new EconomicStates(world, ranges);
            given = new EconomicCase(world, states.random(1, seed).getFirst(), variant);
            begin(given);
        }
        // A step leaves a frame's view as it is, so a state that is played again is still seen.
        if (isNew || frame != shown) {
            views.show(given, frame);
            shown = frame;
        }
        Arrays.fill(frame.reward, 0);
        Arrays.fill(frame.left, false);
        frame.isOver = false;
        frame.isTruncated = false;
    }

    private void begin(EconomicCase given) {
        if (projection == null) {
            projection = new BalanceProjection(given);
        }
        projection.take(given, true);
        for (int group = 0; group < plan.on.length; group++) {
            plan.on[group] = given.canRun(group);
            plan.kw[group] = 0.5 * (given.lowKw(group) + given.highKw(group));
        }
        projection.project(plan.on, plan.kw);
        referenceCost = given.cost(plan);
    }

    @Override
    public void step(float[] actions, Frame frame) {
        if (given == null || projection == null) {
            throw new IllegalStateException("reset comes before step");
        }
        plan.clear();
        views.read(actions, plan);
        boolean isServed = mapping.chooseGroups(given, plan);
        isServed &= projection.project(plan.on, plan.kw);
        double charge = plan.isRepaired || !isServed ? REPAIR_COST : 0;
        double saved = isServed ? referenceCost - given.cost(plan) : 0;
        Arrays.fill(frame.reward, (float) ((saved - charge) / COST_PER_REWARD));
        frame.isOver = true;
        frame.isTruncated = false;
    }
}
