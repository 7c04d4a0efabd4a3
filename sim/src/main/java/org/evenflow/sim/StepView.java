package org.evenflow.sim;

import org.evenflow.city.Exogenous;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.dispatch.CutReason;
import org.evenflow.dispatch.DecisionLog;
import org.evenflow.dispatch.Dispatch;
import org.evenflow.grid.FlowResult;
import org.jspecify.annotations.Nullable;

/** The step that an environment has just played: a window on its parts, nothing is copied. */
final class StepView implements StepRecord {
    private final Exogenous exogenous;
    private final Limits limits;
    private final Dispatch dispatch;
    private final Fleet fleet;
    private final Surroundings surroundings;
    private final Network network;
    private final Observation world;
    private final double stepHours;

    private int step;
    private double importKw;
    private double boughtKw;
    private double soldKw;
    private double baseKw;
    private double curtailedKw;

    /** What settlement made of the step. */
    double cost;

    StepView(
            Exogenous exogenous,
            Dispatch dispatch,
            Fleet fleet,
            Surroundings surroundings,
            Network network,
            Observation world) {
        this.exogenous = exogenous;
        this.dispatch = dispatch;
        this.fleet = fleet;
        this.surroundings = surroundings;
        this.network = network;
        this.world = world;
        limits = world.limits();
        stepHours = world.stepHours();
    }

    /** Takes what many ask for once: whether power is bought or sold is hard to predict. */
    void read(int played) {
        step = played;
        importKw = network.importKw();
        boughtKw = Math.max(0, importKw);
        soldKw = Math.max(0, -importKw);
        baseKw = surroundings.baseKw() + network.excessKw();
        curtailedKw = surroundings.curtailedKw();
    }

    @Override
    public int step() {
        return step;
    }

    @Override
    public double stepHours() {
        return stepHours;
    }

    @Override
    public double importKw() {
        return importKw;
    }

    @Override
    public double boughtKw() {
        return boughtKw;
    }

    @Override
    public double soldKw() {
        return soldKw;
    }

    @Override
    public double baseKw() {
        return baseKw;
    }

    @Override
    public double plantKw() {
        return surroundings.plantKw();
    }

    @Override
    public double curtailedKw() {
        return curtailedKw;
    }

    @Override
    public int plants() {
        return surroundings.plants();
    }

    @Override
    public double plantKw(int plant) {
        return surroundings.plantKw(plant);
    }

    @Override
    public double chargedKw() {
        return fleet.chargedKw();
    }

    @Override
    public double dischargedKw() {
        return fleet.dischargedKw();
    }

    @Override
    public double lossKw() {
        return network.lossKw();
    }

    @Override
    public double wearCost() {
        return fleet.wearCost();
    }

    @Override
    public double buyPerKwh() {
        return exogenous.buyPerKwh()[step];
    }

    @Override
    public double sellPerKwh() {
        return exogenous.sellPerKwh()[step];
    }

    @Override
    public double carbonKgPerKwh() {
        return exogenous.carbonKgPerKwh()[step];
    }

    @Override
    public double cost() {
        return cost;
    }

    @Override
    public @Nullable FlowResult flow() {
        return network.flow();
    }

    @Override
    public boolean isFlowSolved() {
        return network.isSolved();
    }

    @Override
    public double[] voltagesPu() {
        return network.voltagesPu();
    }

    @Override
    public double unbalance() {
        return network.unbalance();
    }

    @Override
    public double lineLoading() {
        return network.lineLoading();
    }

    @Override
    public double transformerLoading() {
        return network.transformerLoading();
    }

    @Override
    public double[] transformerKw() {
        return network.transformerKw();
    }

    @Override
    public double[] transformerKva() {
        return network.transformerKva();
    }

    @Override
    public Dispatch.Violation before() {
        return dispatch.before();
    }

    @Override
    public Dispatch.Violation after() {
        return dispatch.after();
    }

    @Override
    public boolean isCorrected() {
        return dispatch.isCorrected();
    }

    @Override
    public int pluggedInCount() {
        return limits.pluggedInCount();
    }

    @Override
    public int pluggedIn(int rank) {
        return limits.connectorAt(rank);
    }

    @Override
    public double powerKwAt(int rank) {
        return dispatch.power()[rank];
    }

    @Override
    public double wishKwAt(int rank) {
        return dispatch.wish()[rank];
    }

    @Override
    public int rank(int connector) {
        return limits.rank(connector);
    }

    @Override
    public int session(int connector) {
        return fleet.session[connector];
    }

    @Override
    public double storedKwh(int connector) {
        return fleet.storedKwh[limits.rank(connector)];
    }

    @Override
    public CutReason reason(int connector) {
        return dispatch.reason(limits.rank(connector));
    }

    @Override
    public int thing(int connector) {
        return dispatch.thing(limits.rank(connector));
    }

    @Override
    public int phase(int connector) {
        return dispatch.phase(limits.rank(connector));
    }

    @Override
    public void appendTo(DecisionLog log) {
        log.append(dispatch, network.flow(), world);
    }
}
