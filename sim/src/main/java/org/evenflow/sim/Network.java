package org.evenflow.sim;

import org.evenflow.control.Limits;
import org.evenflow.dispatch.Dispatch;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.PowerFlow;
import org.evenflow.model.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * What the step's power flow says: import, losses, voltages, loadings, violations. The dispatcher
 * has solved the flow for the dispatched powers; this class reads that state. Without a feeder
 * import is the plain sum. Mutable; package-private.
 */
final class Network {
    private final Limits limits;
    private final @Nullable FlowResult state;
    private final @Nullable GridLimits gridLimits;
    private final @Nullable OwnLoads ownLoads;
    private final boolean isByPhase;
    private final double[] voltagePu;
    private final double[] transformerKw;
    private final double[] transformerKva;
    private boolean isSolved = true;
    private double lossKw;
    private double importKw;
    private double excessKw;
    private double unbalance;
    private double lineLoading;
    private double transformerLoading;

    /** Reads a state that the dispatcher leaves solved; null without a feeder. */
    Network(Scenario scenario, Limits limits, @Nullable FlowResult state) {
        this.limits = limits;
        var feeder = scenario.site().feeder();
        var flow = feeder == null ? null : PowerFlow.of(feeder, ChargingEnv.FLOW_TOLERANCE_PU);
        this.state = state;
        gridLimits = flow == null ? null : flow.limits();
        isByPhase = flow != null && !flow.terminals().isBalanced();
        ownLoads = feeder == null || !isByPhase ? null : new OwnLoads(feeder);
        voltagePu = new double[state == null ? 0 : state.nodes()];
        transformerKw = new double[limits.transformers()];
        transformerKva = new double[transformerKw.length];
    }

    /**
     * Reads the solved state of a step.
     *
     * @param unservedByPlantsKw base load less plants, kW: what the substation gives besides
     *     charging where there is no feeder
     */
    void read(Dispatch dispatch, double unservedByPlantsKw) {
        isSolved = dispatch.after().isFlowSolved();
        transformerLoading = transformers(dispatch);
        lineLoading = 0;
        unbalance = Double.NaN;
        lossKw = 0;
        excessKw = 0;
        importKw = unservedByPlantsKw + dispatch.siteKw();
        if (state != null && gridLimits != null && isSolved) {
            read(state, gridLimits);
        }
    }

    private void read(FlowResult solved, GridLimits within) {
        solved.voltagesPu(voltagePu);
        if (isByPhase) {
            readPhases(solved);
        }
        lossKw = solved.lossKw();
        importKw = solved.sourceKw();
        lineLoading = within.maxLineLoading(solved);
        transformerLoading = Math.max(transformerLoading, within.maxTransformerLoading(solved));
    }

    private void readPhases(FlowResult solved) {
        for (int bus = 0; bus < solved.buses(); bus++) {
            double ratio = solved.unbalance(bus);
            unbalance = ratio > unbalance || Double.isNaN(unbalance) ? ratio : unbalance;
        }
        if (ownLoads != null) {
            excessKw = ownLoads.excessKw(solved, limits);
        }
    }

    /** The state that is read; null without a feeder. */
    @Nullable FlowResult flow() {
        return state;
    }

    /** Whether voltages are those of single phases. */
    boolean isByPhase() {
        return isByPhase;
    }

    /** Voltages of the nodes, pu, {@code [node]}. */
    double[] voltagesPu() {
        return voltagePu;
    }

    /** Greatest unbalance of a bus; NaN where none has. */
    double unbalance() {
        return unbalance;
    }

    /** Greatest current of a line over its ampacity. */
    double lineLoading() {
        return lineLoading;
    }

    /** Greatest apparent power of a transformer over its rating, of the feeder or of stations. */
    double transformerLoading() {
        return transformerLoading;
    }

    /** What the feeder's loads took beyond their power at nominal voltage, kW. */
    double excessKw() {
        return excessKw;
    }

    /** Net power from the substation, kW. */
    double importKw() {
        return importKw;
    }

    double lossKw() {
        return lossKw;
    }

    boolean isSolved() {
        return isSolved;
    }

    /** Net power of each supply transformer with its base load and plants, kW. */
    double[] transformerKw() {
        return transformerKw;
    }

    /** Apparent power of each, three times the most loaded phase, kVA. */
    double[] transformerKva() {
        return transformerKva;
    }

    private double transformers(Dispatch dispatch) {
        double largest = 0;
        for (int t = 0; t < transformerKw.length; t++) {
            transformerKw[t] = dispatch.transformerNetKw()[t] + dispatch.transformerKw()[t];
            double kva =
                    Math.max(Math.abs(transformerKw[t]), 3 * dispatch.transformerPhaseKva()[t]);
            transformerKva[t] = kva;
            largest = Math.max(largest, kva / limits.layout().transformerKva(t));
        }
        return largest;
    }
}
