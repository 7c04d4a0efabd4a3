package org.evenflow.control;

import java.util.Arrays;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.Injections;
import org.evenflow.grid.PowerFlow;
import org.evenflow.model.Generator;
import org.evenflow.model.Scenario;
import org.evenflow.model.SupplyTransformer;

/**
 * A limit on what flows back into the grid above, and the plant power that it leaves no room for:
 * all plants are curtailed by one common share of what a controller leaves of them, the least with
 * which the AC flow of the step keeps the limit. As that share follows from the powers, it is part
 * of every power flow of the dispatcher. There is none where a scenario does not limit export.
 *
 * <p>The public fields belong to the owner of {@link Limits}, who refills them for every step.
 * Mutable.
 */
public final class Surplus {
    /** How far inside the limit a curtailed export may lie, kW. */
    static final double TOLERANCE_KW = 1e-6;

    /** More steps than the secant method has ever needed by far. */
    private static final int MAX_STEPS = 40;

    /** Greatest export, kW. */
    public final double limitKw;

    /** What plants give where nothing of it is curtailed in common, kW. */
    public double plantKw;

    /** The same at every terminal of the feeder; empty without one. */
    public final double[] plantKwAt;

    /** Base load, kW. */
    public double baseKw;

    /** What plants give on each supply transformer, kW. */
    public final double[] transformerPlantKw;

    /** The same by phase, {@code [3 * transformer + phase]}. */
    public final double[] transformerPlantPhaseKw;

    /** Whether any plant hangs on a supply transformer. */
    final boolean isBehindTransformers;

    private final Limits limits;
    private double share;

    Surplus(Scenario scenario, Limits limits, int terminals) {
        this.limits = limits;
        limitKw = scenario.exportLimitKw();
        plantKwAt = new double[terminals];
        int transformers = limits.transformerKva.length;
        transformerPlantKw = new double[transformers];
        transformerPlantPhaseKw = new double[3 * transformers];
        var ids = scenario.transformers().stream().map(SupplyTransformer::id).toList();
        isBehindTransformers =
                scenario.plants().stream().map(Generator::transformerId).anyMatch(ids::contains);
    }

    /** Begins a step: nothing is curtailed in common, and the arrays are to be refilled. */
    public void clear() {
        share = 0;
        plantKw = 0;
        Arrays.fill(plantKwAt, 0);
        Arrays.fill(transformerPlantKw, 0);
        Arrays.fill(transformerPlantPhaseKw, 0);
    }

    /** Share of {@link #plantKw} that is curtailed under the powers last dispatched, 0 to 1. */
    public double share() {
        return share;
    }

    /** Least net power of all stations together: more back would pass the limit with plants off. */
    double siteLowKw() {
        return -(limitKw + baseKw);
    }

    /** The share with which the limit would hold if the network lost nothing. */
    private double lossless(double siteKw) {
        double beyond = plantKw - baseKw - siteKw - limitKw;
        return plantKw > 0 ? Math.clamp(beyond / plantKw, 0.0, 1.0) : 0;
    }

    /** Takes the share of a site without losses. */
    void estimate(double siteKw) {
        take(lossless(siteKw));
    }

    /** Moves the room of supply transformers to what plants give with a share of them curtailed. */
    void take(double next) {
        double change = next - share;
        share = next;
        if (!isBehindTransformers || change == 0) {
            return;
        }
        for (int t = 0; t < transformerPlantKw.length; t++) {
            limits.transformerHighKw[t] -= change * transformerPlantKw[t];
            limits.transformerLowKw[t] -= change * transformerPlantKw[t];
        }
        for (int at = 0; at < transformerPlantPhaseKw.length; at++) {
            limits.transformerPhaseKw[at] += change * transformerPlantPhaseKw[at];
        }
    }

    /**
     * Solves the flow of loads that hold all of {@link #plantKw} with the least share of it
     * curtailed, found by the secant method from the share without losses on; returns that share,
     * or NaN where the flow has no state.
     *
     * @param total loads, changed by what is curtailed
     * @param siteKw sum of the stations in them
     */
    double solve(PowerFlow flow, Injections total, FlowResult state, double siteKw) {
        double at = lossless(siteKw);
        double applied = 0;
        double before = 0;
        double roomBefore = 0;
        for (int step = 0; ; step++) {
            add(total, at - applied);
            applied = at;
            if (flow.solve(total, state) != FlowStatus.CONVERGED) {
                return Double.NaN;
            }
            double room = state.sourceKw() + limitKw;
            boolean isLeast = room <= TOLERANCE_KW || at == 0;
            boolean isFound = room >= 0 ? isLeast : at == 1;
            if (isFound || plantKw <= 0 || step == MAX_STEPS) {
                return at;
            }
            double slope = step == 0 ? plantKw : (room - roomBefore) / (at - before);
            double next = at - (room - TOLERANCE_KW / 2) / (slope > 0 ? slope : plantKw);
            before = at;
            roomBefore = room;
            at = Math.clamp(next, 0.0, 1.0);
            if (at == before) {
                return at;
            }
        }
    }

    private void add(Injections total, double change) {
        double[] loadKw = total.loadKw();
        for (int terminal = 0; terminal < plantKwAt.length; terminal++) {
            loadKw[terminal] += change * plantKwAt[terminal];
        }
    }

    /**
     * What one kW more at the plants does to something that {@code perKw} tells per kW of load at
     * each terminal.
     */
    double perPlantKw(double[] perKw) {
        double sum = 0;
        for (int terminal = 0; terminal < plantKwAt.length; terminal++) {
            sum += plantKwAt[terminal] * perKw[terminal];
        }
        return -sum / plantKw;
    }
}
