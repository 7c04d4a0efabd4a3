package org.evenflow.planning;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.forecast.Outlook;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.Injections;
import org.evenflow.grid.PowerFlow;
import org.evenflow.grid.Sensitivities;
import org.evenflow.grid.Terminals;
import org.evenflow.model.Feeder;
import org.evenflow.model.Site;

/**
 * The feeder in a plan: an AC power flow of every block tells losses and what is violated, and each
 * thing that was ever beyond its limit has a row in every block. A row's coefficients are the
 * derivatives at the state that showed it first; its bound is drawn anew from the AC state of the
 * plan at hand, so that the rows are exact where a plan settles, and the program's matrix stays as
 * it is. A limit that base load breaks alone may not be broken further. Mutable work arrays; one
 * instance per plan.
 */
final class GridCuts {
    private static final double TOLERANCE_PU = 1e-8;

    /** Rows aim this far inside, pu or share of a rating. */
    private static final double MARGIN = 1e-4;

    /** Kinds of rows of a node or branch. */
    private static final int LOW = 0;

    private static final int HIGH = 1;

    /** A branch whose power flows towards the loads, and one where it comes back from them. */
    private static final int DOWN = 2;

    private static final int UP = 3;
    private static final int KINDS = 4;

    /** A limit with a row in every block; effects are scaled to 1 at the strongest point. */
    private record Guard(int kind, int thing, double[] effect, double scale, int[] rows) {}

    private final Points points;
    private final BlockLoads loads;
    private final PowerFlow flow;
    private final GridLimits limits;
    private final Sensitivities sensitivities;
    private final Injections[] base;
    private final Injections total;
    private final FlowResult[] baseState;
    private final FlowResult[] state;
    private final FlowResult curved;
    private final double[] halfKw;
    private final double[][] rise;

    /** Power of each point in the plan at hand, kW, {@code [block][point]}. */
    private final double[][] planKw;

    private final double[] worst;
    private final double[] perKw;
    private final double[] plantKw;
    private final int nodesPerBus;
    private final double slackCost;

    private final Map<Integer, Guard> guards = new LinkedHashMap<>();

    /**
     * A feeder in plans.
     *
     * @param slackCost currency per kWh beyond a row
     */
    GridCuts(Site site, Feeder feeder, Points points, int blocks, double slackCost) {
        this.points = points;
        this.slackCost = slackCost;
        loads = new BlockLoads(site);
        flow = PowerFlow.of(feeder, TOLERANCE_PU);
        limits = flow.limits();
        sensitivities = flow.sensitivities();
        nodesPerBus = flow.terminals().nodesPerBus();
        base = new Injections[blocks];
        baseState = new FlowResult[blocks];
        state = new FlowResult[blocks];
        for (int k = 0; k < blocks; k++) {
            base[k] = flow.terminals().none();
            baseState[k] = flow.newResult();
            state[k] = flow.newResult();
        }
        worst = new double[blocks];
        planKw = new double[blocks][points.count()];
        total = flow.terminals().none();
        curved = flow.newResult();
        halfKw = new double[points.count()];
        rise = new double[blocks][points.ofConnector().length];
        perKw = new double[flow.terminals().count()];
        plantKw = new double[site.plants().size()];
    }

    /**
     * Starts a plan: solves every block without charging and with the powers of the plan before,
     * and draws the rows' bounds there.
     */
    void startPlan(FleetProgram program, Blocks blocks, Outlook outlook) {
        for (int k = 0; k < blocks.count; k++) {
            int from = blocks.start[k];
            int to = blocks.start[k + 1];
            for (int plant = 0; plant < plantKw.length; plant++) {
                plantKw[plant] = outlook.plantKw(plant).mean(from, to);
            }
            outlook.factors(from, to, loads.factor);
            loads.fill(base[k], plantKw);
            baseState[k].reset();
            flow.solve(base[k], baseState[k]);
            draw(program, k, blocks.hours(k));
        }
    }

    /** Losses of a block without charging, kW; 0 where the flow has no state. */
    double baseLossKw(int k) {
        return isSolved(baseState[k]) ? baseState[k].lossKw() : 0;
    }

    /**
     * Charges each point for the losses that a kWh more there causes in a block.
     *
     * @param perKwh price of imports
     */
    void losses(FleetProgram program, int k, double perKwh) {
        if (isSolved(baseState[k])) {
            sensitivities.lossPerLoad(baseState[k], perKw);
            for (int p = 0; p < points.count(); p++) {
                program.pointCost(p, k, Math.max(0, perKwh) * mean(p));
            }
        }
    }

    /**
     * By how much what a kWh more loses costs more where those who are here all charge at half
     * their rated power than where nobody does. Losses are about quadratic in power, so it rises as
     * much again to full power. The arrays are filled anew by every call.
     *
     * @return currency per kWh, {@code [block][connector]}; 0 where the flow has no state
     */
    double[][] lossRise(Observation observation, Outlook outlook, Blocks blocks) {
        Limits here = observation.limits();
        Arrays.fill(halfKw, 0);
        for (int rank = 0; rank < here.pluggedInCount(); rank++) {
            int connector = here.connectorAt(rank);
            halfKw[points.ofConnector()[connector]] += observation.ratedKw(connector) / 2;
        }
        double[] perKwh = riseAtHalf();
        for (int k = 0; k < rise.length; k++) {
            double buy = outlook.buyPerKwh().mean(blocks.start[k], blocks.start[k + 1]);
            double price = Math.max(0, buy);
            Arrays.setAll(rise[k], connector -> price * perKwh[points.ofConnector()[connector]]);
        }
        return rise;
    }

    /** The same as kW of losses per kW more at each point, in the first block. */
    private double[] riseAtHalf() {
        double[] rises = new double[halfKw.length];
        if (isSolved(baseState[0])) {
            add(0, halfKw);
            curved.reset();
            if (flow.solve(total, curved) == FlowStatus.CONVERGED) {
                sensitivities.lossPerLoad(curved, perKw);
                Arrays.setAll(rises, this::mean);
                sensitivities.lossPerLoad(baseState[0], perKw);
                Arrays.setAll(rises, p -> Math.max(0, rises[p] - mean(p)));
            }
        }
        return rises;
    }

    /**
     * Whether plans of a whole run may be drawn often: flows by phase take too long to be looked at
     * many times.
     */
    static boolean isQuick(Site site) {
        var feeder = site.feeder();
        return feeder == null || Terminals.of(feeder).isBalanced();
    }

    /**
     * The tangent of a block's losses at the plan that was last looked at, at none before that.
     *
     * @param slopes filled with what a kW more at each point adds
     * @return what the tangent is without charging, kW; NaN where the flow has no state
     */
    double lossTangent(int k, double[] slopes) {
        boolean isNone = state[k].status() != FlowStatus.CONVERGED;
        FlowResult at = isNone ? baseState[k] : state[k];
        if (!isSolved(baseState[k]) || !isSolved(at)) {
            return Double.NaN;
        }
        sensitivities.lossPerLoad(at, perKw);
        double none = at.lossKw();
        for (int p = 0; p < slopes.length; p++) {
            slopes[p] = mean(p);
            none -= slopes[p] * (isNone ? 0 : planKw[k][p]);
        }
        return none;
    }

    private double mean(int point) {
        double sum = 0;
        for (int terminal : points.terminals()[point]) {
            sum += perKw[terminal];
        }
        return sum / points.terminals()[point].length;
    }

    private static boolean isSolved(FlowResult result) {
        return result.status() == FlowStatus.CONVERGED;
    }

    /**
     * Looks at the solved plan by AC power flow and draws the rows' bounds anew; in how many blocks
     * something is beyond its limit by more than allowed.
     *
     * @param allowed pu or share of a rating
     * @param until look at the blocks before this one
     */
    int check(FleetProgram program, Blocks blocks, double allowed, int until) {
        int bad = 0;
        Arrays.fill(worst, 0);
        for (int k = 0; k < until; k++) {
            double hours = blocks.hours(k);
            for (int p = 0; hours > 0 && p < points.count(); p++) {
                planKw[k][p] = program.pointKwh(p, k) / hours;
            }
            worst[k] = hours > 0 ? draw(program, k, hours) : 0;
            bad += worst[k] > allowed ? 1 : 0;
        }
        return bad;
    }

    /** Lets go of all rows until they are drawn anew. */
    void letGo(FleetProgram program) {
        for (Guard guard : guards.values()) {
            for (int row : guard.rows()) {
                program.cutBound(row, Double.POSITIVE_INFINITY);
            }
        }
    }

    /** By how much a block was beyond a limit when it was last looked at, pu or share. */
    double worstAt(int k) {
        return worst[k];
    }

    /** Solves a block with the plan's powers and draws its rows; the greatest excess. */
    private double draw(FleetProgram program, int k, double hours) {
        add(k, planKw[k]);
        boolean isKnown =
                isSolved(baseState[k])
                        && hours > 0
                        && flow.solve(total, state[k]) == FlowStatus.CONVERGED;
        double worst = isKnown ? discover(program, k) : 0;
        for (Guard guard : guards.values()) {
            double bound = Double.POSITIVE_INFINITY;
            if (isKnown) {
                bound = room(guard.kind(), guard.thing(), k) / guard.scale();
                for (int p = 0; p < points.count(); p++) {
                    bound += guard.effect()[p] * planKw[k][p];
                }
                bound *= hours;
            }
            program.cutBound(guard.rows()[k], bound);
        }
        return worst;
    }

    /** Base load of a block with charging, kW by point. */
    private void add(int k, double[] kw) {
        System.arraycopy(base[k].loadKw(), 0, total.loadKw(), 0, perKw.length);
        System.arraycopy(base[k].loadKvar(), 0, total.loadKvar(), 0, perKw.length);
        System.arraycopy(
                base[k].loadFactor(), 0, total.loadFactor(), 0, base[k].loadFactor().length);
        for (int p = 0; p < points.count(); p++) {
            int[] of = points.terminals()[p];
            for (int terminal : of) {
                total.loadKw()[terminal] += kw[p] / of.length;
            }
        }
    }

    /** How far a thing is inside its limit in a block, less the margin. */
    private double room(int kind, int thing, int k) {
        FlowResult now = state[k];
        FlowResult without = baseState[k];
        return switch (kind) {
            case LOW ->
                    now.voltagePu(thing)
                            - Math.min(
                                    limits.minPu(thing / nodesPerBus) + MARGIN,
                                    without.voltagePu(thing));
            case HIGH ->
                    Math.max(limits.maxPu(thing / nodesPerBus) - MARGIN, without.voltagePu(thing))
                            - now.voltagePu(thing);
            // What flows the other way has all of its own loading to go before it turns.
            default ->
                    Math.max(1 - MARGIN, without.loading(thing))
                            - (direction(thing, k) == kind ? 1 : -1) * now.loading(thing);
        };
    }

    /** Which way a branch's power flows: whether more load at the points loads it more. */
    private int direction(int branch, int k) {
        sensitivities.loadingPerLoad(state[k], branch, perKw);
        double sum = 0;
        for (int p = 0; p < points.count(); p++) {
            sum += mean(p);
        }
        return sum >= 0 ? DOWN : UP;
    }

    /** Gives rows to what is worst in a block; by how much it is beyond. */
    private double discover(FleetProgram program, int k) {
        double worst = 0;
        int low = limits.worstLowNode(state[k], baseState[k]);
        int high = limits.worstHighNode(state[k], baseState[k]);
        int branch = limits.worstBranch(state[k], baseState[k]);
        if (low >= 0) {
            worst = Math.max(worst, beyond(program, LOW, low, k));
        }
        if (high >= 0) {
            worst = Math.max(worst, beyond(program, HIGH, high, k));
        }
        if (branch >= 0) {
            worst = Math.max(worst, beyond(program, direction(branch, k), branch, k));
        }
        return worst;
    }

    private double beyond(FleetProgram program, int kind, int thing, int k) {
        int key = KINDS * thing + kind;
        if (!guards.containsKey(key)) {
            guard(program, key, kind, thing, k);
        }
        return -room(kind, thing, k) - MARGIN;
    }

    private void guard(FleetProgram program, int key, int kind, int thing, int k) {
        int sign = kind == LOW ? -1 : 1;
        if (kind == DOWN || kind == UP) {
            sensitivities.loadingPerLoad(state[k], thing, perKw);
        } else {
            sensitivities.voltagePerLoad(state[k], thing, perKw);
        }
        double[] effect = new double[points.count()];
        double largest = 0;
        for (int p = 0; p < effect.length; p++) {
            effect[p] = sign * mean(p);
            largest = Math.max(largest, Math.abs(effect[p]));
        }
        if (largest == 0) {
            return;
        }
        for (int p = 0; p < effect.length; p++) {
            effect[p] /= largest;
        }
        int[] rows = new int[base.length];
        for (int block = 0; block < rows.length; block++) {
            rows[block] = program.cut(block, effect, slackCost);
        }
        guards.put(key, new Guard(kind, thing, effect, largest, rows));
    }

    /** The state of a block's power flow under the last plan that was looked at. */
    FlowResult state(int k) {
        return state[k];
    }
}
