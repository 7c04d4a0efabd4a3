package org.evenflow.control.mpc;

import java.util.HashMap;
import java.util.Map;
import org.evenflow.control.Site;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.Injections;
import org.evenflow.grid.PowerFlow;
import org.evenflow.grid.Sensitivities;
import org.evenflow.model.Feeder;

/**
 * The feeder in a plan: an AC power flow of every block tells losses and what is violated, and its
 * derivatives become rows of the program. A limit that base load breaks alone may not be broken
 * further. Mutable work arrays; one instance per plan.
 */
final class GridCuts {
    private static final double TOLERANCE_PU = 1e-8;

    /** Rows aim this far inside, pu or share of a rating. */
    private static final double MARGIN = 2e-5;

    /** Kinds of rows of a node or branch. */
    private static final int LOW = 0;

    private static final int HIGH = 1;
    private static final int BRANCH = 2;
    private static final int KINDS = 3;

    private final Points points;
    private final BlockLoads loads;
    private final PowerFlow flow;
    private final GridLimits limits;
    private final Sensitivities sensitivities;
    private final Injections[] base;
    private final Injections total;
    private final FlowResult[] baseState;
    private final FlowResult[] state;
    private final double[] perKw;
    private final double[] effect;
    private final double[] plantKw;
    private final int nodesPerBus;

    /** Row of the program by block, thing and kind. */
    private final Map<Long, Integer> rows = new HashMap<>();

    GridCuts(Site site, Feeder feeder, Points points, int blocks) {
        this.points = points;
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
        total = flow.terminals().none();
        perKw = new double[flow.terminals().count()];
        effect = new double[points.count()];
        plantKw = new double[site.plants().size()];
    }

    /** Begins a plan: solves every block without charging; cuts of the last plan are off. */
    void begin(FleetProgram program, Blocks blocks, Outlook outlook) {
        for (int row : rows.values()) {
            program.noCut(row);
        }
        for (int k = 0; k < blocks.count; k++) {
            int from = blocks.start[k];
            int to = blocks.start[k + 1];
            for (int plant = 0; plant < plantKw.length; plant++) {
                plantKw[plant] = Outlook.mean(outlook.plantKw[plant], from, to);
            }
            loads.fill(base[k], Outlook.mean(outlook.loadFactor, from, to), plantKw);
            baseState[k].reset();
            flow.solve(base[k], baseState[k]);
            state[k].reset();
        }
    }

    /** Losses of a block without charging, kW; 0 where the flow has no state. */
    double baseLossKw(int k) {
        return isSolved(baseState[k]) ? baseState[k].lossKw() : 0;
    }

    /** Writes the losses that a kWh more at each point causes in a block into the program. */
    void losses(FleetProgram program, int k) {
        if (isSolved(baseState[k])) {
            sensitivities.lossPerLoad(baseState[k], perKw);
            for (int p = 0; p < points.count(); p++) {
                program.loss(p, k, mean(p));
            }
        }
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
     * Adds rows for what the plan at hand violates; how many.
     *
     * @param slackCost currency per kWh beyond a row
     */
    int add(FleetProgram program, Blocks blocks, double slackCost) {
        int added = 0;
        for (int k = 0; k < blocks.count; k++) {
            if (blocks.steps(k) > 0 && isSolved(baseState[k])) {
                added += add(program, k, blocks.hours(k), slackCost);
            }
        }
        return added;
    }

    private int add(FleetProgram program, int k, double hours, double slackCost) {
        System.arraycopy(base[k].loadKw(), 0, total.loadKw(), 0, perKw.length);
        System.arraycopy(base[k].loadKvar(), 0, total.loadKvar(), 0, perKw.length);
        System.arraycopy(
                base[k].loadFactor(), 0, total.loadFactor(), 0, base[k].loadFactor().length);
        for (int p = 0; p < points.count(); p++) {
            int[] of = points.terminals()[p];
            for (int terminal : of) {
                total.loadKw()[terminal] += program.pointKwh(p, k) / hours / of.length;
            }
        }
        if (flow.solve(total, state[k]) != FlowStatus.CONVERGED) {
            return 0;
        }
        FlowResult now = state[k];
        FlowResult without = baseState[k];
        int added = 0;
        int low = limits.worstLowNode(now, without);
        if (low >= 0) {
            double least =
                    Math.min(limits.minPu(low / nodesPerBus) + MARGIN, without.voltagePu(low));
            sensitivities.voltagePerLoad(now, low, perKw);
            added += row(program, k, hours, low, LOW, -1, now.voltagePu(low) - least, slackCost);
        }
        int high = limits.worstHighNode(now, without);
        if (high >= 0) {
            double most =
                    Math.max(limits.maxPu(high / nodesPerBus) - MARGIN, without.voltagePu(high));
            sensitivities.voltagePerLoad(now, high, perKw);
            added += row(program, k, hours, high, HIGH, 1, most - now.voltagePu(high), slackCost);
        }
        int branch = limits.worstBranch(now, without);
        if (branch >= 0) {
            double most = Math.max(1 - MARGIN, without.loading(branch));
            sensitivities.loadingPerLoad(now, branch, perKw);
            added +=
                    row(
                            program,
                            k,
                            hours,
                            branch,
                            BRANCH,
                            1,
                            most - now.loading(branch),
                            slackCost);
        }
        return added;
    }

    /** The row {@code sign Σ effect (P - P now) <= room}, scaled to kW at the strongest point. */
    private int row(
            FleetProgram program,
            int k,
            double hours,
            int thing,
            int kind,
            int sign,
            double room,
            double slackCost) {
        double largest = 0;
        for (int p = 0; p < points.count(); p++) {
            effect[p] = sign * mean(p);
            largest = Math.max(largest, Math.abs(effect[p]));
        }
        if (largest == 0) {
            return 0;
        }
        double bound = room / largest * hours;
        for (int p = 0; p < points.count(); p++) {
            effect[p] /= largest;
            bound += effect[p] * program.pointKwh(p, k);
        }
        long key = ((long) k * KINDS + kind) << 32 | thing;
        Integer known = rows.get(key);
        if (known == null) {
            rows.put(key, program.cut(k, effect, bound, slackCost));
        } else {
            program.cutAgain(known, k, effect, bound);
        }
        return 1;
    }

    /** The state of a block's power flow under the last plan that was looked at. */
    FlowResult state(int k) {
        return state[k];
    }
}
