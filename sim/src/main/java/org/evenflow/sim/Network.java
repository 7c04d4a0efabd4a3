package org.evenflow.sim;

import org.evenflow.control.Dispatch;
import org.evenflow.control.Limits;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.Injections;
import org.evenflow.grid.SweepPowerFlow;
import org.evenflow.model.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * Carries the step's power: the feeder's power flow, the sums of stations and supply transformers,
 * and what they violate. Without a feeder import is the plain sum. Mutable arrays; package-private.
 */
final class Network {
    private final Limits limits;
    private final double stepHours;
    private final @Nullable SweepPowerFlow flow;
    private final @Nullable GridLimits gridLimits;
    private final @Nullable FlowResult state;
    private final @Nullable FlowResult wishState;
    private final @Nullable Injections total;
    private final double[] voltagePu;
    private final double[] stationKw;
    private final double[] transformerKw;
    private double siteKw;
    private boolean isBeforeMeasured;
    private boolean isSolved;
    private double lossKw;
    private double sourceKw;

    Network(Scenario scenario, Limits limits) {
        this.limits = limits;
        stepHours = scenario.time().stepHours();
        var feeder = scenario.feeder();
        flow = feeder == null ? null : new SweepPowerFlow(feeder, ChargingEnv.FLOW_TOLERANCE_PU);
        gridLimits = flow == null ? null : flow.limits();
        state = flow == null ? null : flow.newResult();
        wishState = flow == null ? null : flow.newResult();
        int buses = feeder == null ? 0 : feeder.buses().size();
        total = feeder == null ? null : new Injections(buses);
        voltagePu = new double[buses];
        stationKw = new double[limits.stations()];
        transformerKw = new double[limits.transformerKva.length];
    }

    @Nullable FlowResult state() {
        return state;
    }

    void reset() {
        if (state != null && wishState != null) {
            state.reset();
            wishState.reset();
        }
    }

    /**
     * Counts what the wishes would have violated; where nothing was corrected, {@link #solve}
     * counts the same for before and after.
     */
    void measureBefore(Dispatch dispatch, EpisodeTotals totals) {
        totals.actions += limits.pluggedInCount;
        if (!dispatch.isCorrected()) {
            isBeforeMeasured = false;
            return;
        }
        isBeforeMeasured = true;
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            int connector = limits.pluggedIn[rank];
            double correction =
                    Math.abs(dispatch.powerKw()[connector] - dispatch.wishKw()[connector]);
            if (correction > 1e-6) {
                totals.correctedActions++;
                totals.correctedKwSum += correction;
            }
        }
        sum(dispatch.wishKw());
        if (flow != null && wishState != null) {
            boolean solved = inject(dispatch.wishKw(), wishState);
            countNetwork(totals.before, wishState, solved);
        }
        countGroups(
                totals.before,
                flow != null && wishState != null && wishState.status() == FlowStatus.CONVERGED
                        ? wishState
                        : null);
    }

    /** Solves for the dispatched powers and adds voltages, loadings, losses and violations. */
    void solve(double[] powerKw, EpisodeTotals totals) {
        sum(powerKw);
        double maxLoading = 0;
        if (flow != null && state != null && gridLimits != null) {
            isSolved = inject(powerKw, state);
            countNetwork(totals.after, state, isSolved);
            if (!isBeforeMeasured) {
                countNetwork(totals.before, state, isSolved);
            }
            if (isSolved) {
                state.voltagesPu(voltagePu);
                totals.addVoltages(voltagePu);
                lossKw = state.lossKw();
                sourceKw = state.sourceKw();
                double line = gridLimits.maxLineLoading(state);
                double transformer = gridLimits.maxTransformerLoading(state);
                totals.maxLineLoading = Math.max(totals.maxLineLoading, line);
                totals.maxTransformerLoading = Math.max(totals.maxTransformerLoading, transformer);
                maxLoading = Math.max(line, transformer);
            } else {
                totals.flowFailures++;
                lossKw = 0;
                sourceKw = 0;
                for (double kw : java.util.Objects.requireNonNull(total).loadKw()) {
                    sourceKw += kw;
                }
            }
        } else {
            isSolved = true;
        }
        FlowResult feederState = isSolved ? state : null;
        countGroups(totals.after, feederState);
        if (!isBeforeMeasured) {
            countGroups(totals.before, feederState);
        }
        for (int t = 0; t < transformerKw.length; t++) {
            double loading = Math.abs(transformerKw[t]) / limits.transformerKva[t];
            totals.maxTransformerLoading = Math.max(totals.maxTransformerLoading, loading);
            maxLoading = Math.max(maxLoading, loading);
        }
        totals.hoursAbove90 += maxLoading > 0.9 ? stepHours : 0;
    }

    /** Net power from the substation; without a feeder the caller's sum. */
    double importKw() {
        return sourceKw;
    }

    void importKw(double value) {
        sourceKw = value;
    }

    boolean hasFeeder() {
        return flow != null;
    }

    double lossKw() {
        return lossKw;
    }

    boolean isSolved() {
        return isSolved;
    }

    /** Net power of all stations together. */
    double siteKw() {
        return siteKw;
    }

    double[] transformerKw() {
        return transformerKw;
    }

    private boolean inject(double[] powerKw, FlowResult into) {
        Injections all = java.util.Objects.requireNonNull(total);
        Injections base = java.util.Objects.requireNonNull(limits.base);
        int buses = voltagePu.length;
        System.arraycopy(base.loadKw(), 0, all.loadKw(), 0, buses);
        System.arraycopy(base.loadKvar(), 0, all.loadKvar(), 0, buses);
        double[] kw = all.loadKw();
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            int connector = limits.pluggedIn[rank];
            kw[limits.busOf[connector]] += powerKw[connector];
        }
        return java.util.Objects.requireNonNull(flow).solve(all, into) == FlowStatus.CONVERGED;
    }

    private void sum(double[] powerKw) {
        java.util.Arrays.fill(stationKw, 0);
        for (int rank = 0; rank < limits.pluggedInCount; rank++) {
            int connector = limits.pluggedIn[rank];
            stationKw[limits.stationOf[connector]] += powerKw[connector];
        }
        for (int t = 0; t < transformerKw.length; t++) {
            transformerKw[t] = limits.transformerKva[t] - limits.transformerHighKw[t];
        }
        siteKw = 0;
        for (int s = 0; s < stationKw.length; s++) {
            siteKw += stationKw[s];
            if (limits.transformerOf[s] >= 0) {
                transformerKw[limits.transformerOf[s]] += stationKw[s];
            }
        }
    }

    private void countNetwork(
            EpisodeTotals.Violations violations, FlowResult result, boolean solved) {
        GridLimits bounds = java.util.Objects.requireNonNull(gridLimits);
        int outside = solved ? bounds.busesOutside(result) : voltagePu.length - 1;
        violations.voltageBusHours += outside * stepHours;
        if (!solved || bounds.maxLineLoading(result) > 1 + 1e-9) {
            violations.lineHours += stepHours;
        }
    }

    private void countGroups(EpisodeTotals.Violations violations, @Nullable FlowResult result) {
        boolean station = siteKw > limits.siteHighKw * (1 + 1e-9) + 1e-9;
        for (int s = 0; s < stationKw.length; s++) {
            station |=
                    stationKw[s] > limits.stationHighKw[s] * (1 + 1e-9) + 1e-9
                            || stationKw[s] < limits.stationLowKw[s] * (1 + 1e-9) - 1e-9;
        }
        boolean transformer =
                result != null
                        && gridLimits != null
                        && gridLimits.maxTransformerLoading(result) > 1 + 1e-9;
        for (int t = 0; t < transformerKw.length; t++) {
            transformer |=
                    Math.abs(transformerKw[t]) > limits.transformerKva[t] * (1 + 1e-9) + 1e-9;
        }
        violations.stationHours += station ? stepHours : 0;
        violations.transformerHours += transformer ? stepHours : 0;
    }
}
