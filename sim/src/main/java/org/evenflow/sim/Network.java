package org.evenflow.sim;

import org.evenflow.control.Dispatch;
import org.evenflow.control.Limits;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.SweepPowerFlow;
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
    private final double[] voltagePu;
    private final double[] transformerKw;
    private boolean isSolved = true;
    private double lossKw;
    private double importKw;

    Network(Scenario scenario, Limits limits) {
        this.limits = limits;
        stepHours = scenario.time().stepHours();
        var feeder = scenario.feeder();
        var flow =
                feeder == null ? null : new SweepPowerFlow(feeder, ChargingEnv.FLOW_TOLERANCE_PU);
        state = flow == null ? null : flow.newResult();
        gridLimits = flow == null ? null : flow.limits();
        voltagePu = new double[feeder == null ? 0 : feeder.buses().size()];
        transformerKw = new double[limits.transformerKva.length];
    }

    @Nullable FlowResult state() {
        return state;
    }

    void reset() {
        if (state != null) {
            state.reset();
        }
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
        importKw = unservedByPlantsKw + dispatch.siteKw();
        if (state != null && gridLimits != null && isSolved) {
            state.voltagesPu(voltagePu);
            totals.addVoltages(voltagePu);
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

    private double transformers(Dispatch dispatch) {
        double largest = 0;
        for (int t = 0; t < transformerKw.length; t++) {
            transformerKw[t] =
                    limits.transformerKva[t] == Double.POSITIVE_INFINITY
                            ? dispatch.transformerKw()[t]
                            : limits.transformerKva[t]
                                    - limits.transformerHighKw[t]
                                    + dispatch.transformerKw()[t];
            largest = Math.max(largest, Math.abs(transformerKw[t]) / limits.transformerKva[t]);
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
