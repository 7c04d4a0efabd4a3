package org.evenflow.grid.hosting;

import org.evenflow.grid.FlowResult;
import org.evenflow.grid.Injections;
import org.evenflow.grid.PowerFlow;

/** The loads of every step of a day, and the feeder's states under them. Mutable arrays. */
final class DayStates {
    private final PowerFlow flow;
    private final LimitCheck check;
    private final Injections[] base;
    final Injections[] loads;
    final FlowResult[] states;

    DayStates(HostingSetup setup, PowerFlow flow, LimitCheck check) {
        this.flow = flow;
        this.check = check;
        base = new Injections[setup.steps()];
        loads = new Injections[base.length];
        states = new FlowResult[base.length];
        double[] shape = setup.shape();
        double[][] factors = setup.loadFactors();
        for (int step = 0; step < base.length; step++) {
            base[step] = flow.terminals().scaled(setup.loadScale() * shape[step]);
            System.arraycopy(factors[step], 0, base[step].loadFactor(), 0, factors[step].length);
            loads[step] = copy(base[step]);
            states[step] = flow.newResult();
        }
    }

    static Injections copy(Injections of) {
        return new Injections(of.loadKw().clone(), of.loadKvar().clone(), of.loadFactor().clone());
    }

    int steps() {
        return base.length;
    }

    /** Base load of a step, not to be changed. */
    Injections base(int step) {
        return base[step];
    }

    /** Takes all vehicles away, from the loads and the starting points of the states. */
    void clear() {
        for (int step = 0; step < base.length; step++) {
            clear(step);
            states[step].reset();
        }
    }

    /** Takes all vehicles away from the loads of a step. */
    void clear(int step) {
        System.arraycopy(
                base[step].loadKw(), 0, loads[step].loadKw(), 0, loads[step].loadKw().length);
    }

    /** Adds load to a step, shared equally by terminals. */
    void add(int step, int[] terminals, double kw) {
        for (int terminal : terminals) {
            loads[step].loadKw()[terminal] += kw / terminals.length;
        }
    }

    /** Solves a step and tells whether its state keeps every limit. */
    boolean holds(int step) {
        flow.solve(loads[step], states[step]);
        return check.holds(states[step]);
    }

    /** What a step's state breaks. */
    Binding worst(int step) {
        return check.worst(states[step]);
    }
}
