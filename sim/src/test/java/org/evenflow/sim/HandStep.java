package org.evenflow.sim;

import org.evenflow.dispatch.CutReason;
import org.evenflow.dispatch.DecisionLog;
import org.evenflow.dispatch.Dispatch;
import org.evenflow.grid.FlowResult;
import org.jspecify.annotations.Nullable;

/** A step made by hand: nothing happens but what a test says. Connectors are ranks. */
final class HandStep implements StepRecord {
    int step;
    double stepHours = 0.5;
    double importKw;
    double baseKw;
    double plantKw;
    double curtailedKw;
    double chargedKw;
    double dischargedKw;
    double lossKw;
    double wearCost;
    double buyPerKwh;
    double sellPerKwh;
    double carbonKgPerKwh;
    boolean isFlowSolved = true;
    double[] voltagesPu = new double[0];
    double unbalance = Double.NaN;
    double lineLoading;
    double transformerLoading;
    Dispatch.Violation before = new Dispatch.Violation();
    Dispatch.Violation after = new Dispatch.Violation();
    boolean isCorrected;
    double[] powerKw = new double[0];
    double[] wishKw = new double[0];

    HandStep(int step) {
        this.step = step;
    }

    /** A step that imports. */
    static HandStep importing(int step, double importKw) {
        var hand = new HandStep(step);
        hand.importKw = importKw;
        return hand;
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
    public double baseKw() {
        return baseKw;
    }

    @Override
    public double plantKw() {
        return plantKw;
    }

    @Override
    public double curtailedKw() {
        return curtailedKw;
    }

    @Override
    public int plants() {
        return 1;
    }

    @Override
    public double plantKw(int plant) {
        return plantKw - curtailedKw;
    }

    @Override
    public double chargedKw() {
        return chargedKw;
    }

    @Override
    public double dischargedKw() {
        return dischargedKw;
    }

    @Override
    public double lossKw() {
        return lossKw;
    }

    @Override
    public double wearCost() {
        return wearCost;
    }

    @Override
    public double buyPerKwh() {
        return buyPerKwh;
    }

    @Override
    public double sellPerKwh() {
        return sellPerKwh;
    }

    @Override
    public double carbonKgPerKwh() {
        return carbonKgPerKwh;
    }

    @Override
    public double cost() {
        return Double.NaN;
    }

    @Override
    public @Nullable FlowResult flow() {
        return null;
    }

    @Override
    public boolean isFlowSolved() {
        return isFlowSolved;
    }

    @Override
    public double[] voltagesPu() {
        return voltagesPu;
    }

    @Override
    public double unbalance() {
        return unbalance;
    }

    @Override
    public double lineLoading() {
        return lineLoading;
    }

    @Override
    public double transformerLoading() {
        return transformerLoading;
    }

    @Override
    public double[] transformerKw() {
        return new double[0];
    }

    @Override
    public double[] transformerKva() {
        return new double[0];
    }

    @Override
    public Dispatch.Violation before() {
        return before;
    }

    @Override
    public Dispatch.Violation after() {
        return after;
    }

    @Override
    public boolean isCorrected() {
        return isCorrected;
    }

    @Override
    public int pluggedInCount() {
        return powerKw.length;
    }

    @Override
    public int pluggedIn(int rank) {
        return rank;
    }

    @Override
    public double powerKwAt(int rank) {
        return powerKw[rank];
    }

    @Override
    public double wishKwAt(int rank) {
        return wishKw[rank];
    }

    @Override
    public int rank(int connector) {
        return connector;
    }

    @Override
    public int session(int connector) {
        return connector;
    }

    @Override
    public double storedKwh(int connector) {
        return Double.NaN;
    }

    @Override
    public CutReason reason(int connector) {
        return CutReason.NONE;
    }

    @Override
    public int thing(int connector) {
        return -1;
    }

    @Override
    public int phase(int connector) {
        return -1;
    }

    @Override
    public void appendTo(DecisionLog log) {}
}
