package org.evenflow.sim;

import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.dispatch.CutReason;
import org.evenflow.dispatch.DecisionLog;
import org.evenflow.dispatch.Dispatch;
import org.evenflow.grid.FlowResult;
import org.jspecify.annotations.Nullable;

/**
 * One played step, as a view of the environment's own arrays: valid only during {@link
 * Trace#append}. Powers are means over the step, kW.
 */
public final class StepRecord {
    int step;
    double importKw;
    double baseKw;
    double plantKw;
    double curtailedKw;
    double chargedKw;
    double dischargedKw;
    double lossKw;
    double buyPerKwh;
    double sellPerKwh;
    double carbonKgPerKwh;
    double cost;
    boolean isFlowSolved;
    double[] transformerKw = new double[0];
    double[] transformerKva = new double[0];
    private final Limits limits;
    private final Dispatch dispatch;
    private final Fleet fleet;
    private final @Nullable FlowResult flow;
    private final Observation world;

    StepRecord(
            Limits limits,
            Dispatch dispatch,
            Fleet fleet,
            @Nullable FlowResult flow,
            Observation world) {
        this.limits = limits;
        this.dispatch = dispatch;
        this.fleet = fleet;
        this.flow = flow;
        this.world = world;
    }

    /** Tells a log what the dispatcher did. */
    public void tell(DecisionLog log) {
        log.append(dispatch, flow, world);
    }

    /** Number of the step. */
    public int step() {
        return step;
    }

    /** Net power through the substation, negative for export. */
    public double importKw() {
        return importKw;
    }

    /** Base load. */
    public double baseKw() {
        return baseKw;
    }

    /** Power that the plants could have given. */
    public double plantKw() {
        return plantKw;
    }

    /** Part of it that was not used. */
    public double curtailedKw() {
        return curtailedKw;
    }

    /** Charging at the meters. */
    public double chargedKw() {
        return chargedKw;
    }

    /** Discharging at the meters, not negative. */
    public double dischargedKw() {
        return dischargedKw;
    }

    /** Network losses. */
    public double lossKw() {
        return lossKw;
    }

    /** Price of bought energy, currency per kWh. */
    public double buyPerKwh() {
        return buyPerKwh;
    }

    /** Price of energy given back, currency per kWh. */
    public double sellPerKwh() {
        return sellPerKwh;
    }

    /** Carbon intensity of imports, kg CO2 per kWh. */
    public double carbonKgPerKwh() {
        return carbonKgPerKwh;
    }

    /** Energy bought less sold, plus wear, in currency. */
    public double cost() {
        return cost;
    }

    /**
     * The network's state; null without a feeder, and not to be read where {@link #isFlowSolved} is
     * false.
     */
    public @Nullable FlowResult flow() {
        return flow;
    }

    /** Whether the power flow found a state (true without a feeder). */
    public boolean isFlowSolved() {
        return isFlowSolved;
    }

    /** Net power of each supply transformer, {@code [transformer]}. */
    public double[] transformerKw() {
        return transformerKw;
    }

    /**
     * Apparent power of each supply transformer, kVA: three times that of its most loaded phase,
     * {@code [transformer]}.
     */
    public double[] transformerKva() {
        return transformerKva;
    }

    /** Connectors with a vehicle: how many. */
    public int pluggedInCount() {
        return limits.pluggedInCount();
    }

    /** Connectors with a vehicle: the one at a rank below {@link #pluggedInCount}. */
    public int pluggedIn(int rank) {
        return limits.connectorAt(rank);
    }

    /** Session at a connector with a vehicle. */
    public int session(int connector) {
        return fleet.session[limits.rank(connector)];
    }

    /** Power of a connector with a vehicle. */
    public double powerKw(int connector) {
        return dispatch.power()[limits.rank(connector)];
    }

    /** Power it would have had without the dispatcher. */
    public double wishKw(int connector) {
        return dispatch.wish()[limits.rank(connector)];
    }

    /** Stored energy after the step, kWh. */
    public double storedKwh(int connector) {
        return fleet.storedKwh[limits.rank(connector)];
    }

    /** Why it was cut. */
    public CutReason reason(int connector) {
        return dispatch.reason(limits.rank(connector));
    }

    /** Position of the thing that {@link #reason} speaks of, -1 where there is none. */
    public int thing(int connector) {
        return dispatch.thing(limits.rank(connector));
    }

    /**
     * The phase of that thing at its limit, 0 to 2; -1 where the limit is not one of a single
     * phase.
     */
    public int phase(int connector) {
        return dispatch.phase(limits.rank(connector));
    }
}
