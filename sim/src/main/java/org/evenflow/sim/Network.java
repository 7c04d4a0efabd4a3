package org.evenflow.sim;

import org.evenflow.control.Limits;
import org.evenflow.dispatch.Dispatch;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.PowerFlow;
import org.evenflow.model.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * What the step's power flow says: import, losses, voltages, loadings, violations. The dispatcher
 * has solved the flow for the dispatched powers; this class reads that state. Without a feeder
 * import is the plain sum. Mutable; package-private.
 */
final class Network {
    private final Limits limits;
    private final double stepHours;
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

    /** Reads a state that the dispatcher leaves solved; null without a feeder. */
    Network(Scenario scenario, Limits limits, @Nullable FlowResult state) {
        this.limits = limits;
        stepHours = scenario.time().stepHours();
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
     * Reads the solved state of a step and adds it to the totals.
     *
     * @param unservedByPlantsKw base load less plants, kW: what the substation gives besides
     *     charging where there is no feeder
     */
    void read(Dispatch dispatch, double unservedByPlantsKw, EpisodeTotals totals) {
        count(dispatch.before(), totals.before);
        count(dispatch.after(), totals.after);
        isSolved = dispatch.after().isFlowSolved();
        double maxLoading = transformers(dispatch);
        totals.maxTransformerLoading = Math.max(totals.maxTransformerLoading, maxLoading);
        lossKw = 0;
        excessKw = 0;
        importKw = unservedByPlantsKw + dispatch.siteKw();
        if (state != null && gridLimits != null && isSolved) {
            state.voltagesPu(voltagePu);
            if (isByPhase) {
                readPhases(state, totals);
            } else {
                totals.addVoltages(voltagePu);
            }
            lossKw = state.lossKw();
            importKw = state.sourceKw();
            double line = gridLimits.maxLineLoading(state);
            double transformer = gridLimits.maxTransformerLoading(state);
            totals.maxLineLoading = Math.max(totals.maxLineLoading, line);
            totals.maxTransformerLoading = Math.max(totals.maxTransformerLoading, transformer);
            maxLoading = Math.max(maxLoading, Math.max(line, transformer));
        } else if (!isSolved) {
            totals.flowFailures++;
        }
        totals.hoursAbove90 += maxLoading > 0.9 ? stepHours : 0;
    }

    private void readPhases(FlowResult solved, EpisodeTotals totals) {
        totals.addPhaseVoltages(voltagePu);
        for (int bus = 0; bus < solved.buses(); bus++) {
            totals.addUnbalance(solved.unbalance(bus));
        }
        if (ownLoads != null) {
            excessKw = ownLoads.excessKw(solved, limits);
        }
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

    private void count(Dispatch.Violation violation, EpisodeTotals.Violations totals) {
        totals.voltageBusHours += violation.buses() * stepHours;
        totals.lineHours += violation.line() ? stepHours : 0;
        totals.transformerHours += violation.transformer() ? stepHours : 0;
        totals.stationHours += violation.station() ? stepHours : 0;
    }
}
