package org.evenflow.grid.hosting;

import org.evenflow.grid.FlowResult;
import org.evenflow.grid.Injections;
import org.evenflow.grid.PowerFlow;

/**
 * Adds one after the other until the first limit breaks. Every step is solved: on an unbalanced
 * feeder load on one phase can raise the voltage of another, so a search that leaps over numbers
 * could leap over a violation. Mutable: one per thread.
 */
final class Scan {
    private final HostingSetup setup;
    private final PowerFlow flow;
    private final LimitCheck check;
    private final Placement placement;
    private final DayStates day;
    private final FlowResult state;
    private final double[] arrivalMin;
    private final double[] stayMin;
    private final double[] energyKwh;

    Scan(HostingSetup setup, PowerFlow flow, LimitCheck check, Placement placement, DayStates day) {
        this.setup = setup;
        this.flow = flow;
        this.check = check;
        this.placement = placement;
        this.day = day;
        state = flow.newResult();
        arrivalMin = new double[placement.slots()];
        stayMin = new double[placement.slots()];
        energyKwh = new double[placement.slots()];
    }

    /**
     * All at once on top of a base load, each the same.
     *
     * @param base loads, not changed
     * @param kw each; negative for plants
     * @param minute when, for the outcome
     */
    Outcome atOnce(long seed, Injections base, double kw, int minute) {
        placement.draw(seed);
        Injections load = DayStates.copy(base);
        state.reset();
        flow.solve(load, state);
        if (!check.holds(state)) {
            return new Outcome(0, check.worst(state), minute, true);
        }
        for (int slot = 0; slot < placement.slots(); slot++) {
            int[] terminals = placement.terminalsOf[slot];
            for (int terminal : terminals) {
                load.loadKw()[terminal] += kw / terminals.length;
            }
            flow.solve(load, state);
            if (!check.holds(state)) {
                return new Outcome(slot, check.worst(state), minute, false);
            }
        }
        return new Outcome(placement.slots(), Binding.NONE, -1, false);
    }

    /**
     * Each charges on arrival, at full power, until it has its energy or leaves. The day repeats
     * itself: what is left after midnight falls on the same day's morning.
     */
    Outcome onArrival(long seed) {
        placement.draw(seed);
        setup.visits().draw(seed, arrivalMin, stayMin, energyKwh);
        day.clear();
        for (int step = 0; step < day.steps(); step++) {
            if (!day.holds(step)) {
                return new Outcome(0, day.worst(step), step * setup.stepMin(), true);
            }
        }
        for (int slot = 0; slot < placement.slots(); slot++) {
            int broken = charge(slot);
            if (broken >= 0) {
                int minute = broken * setup.stepMin();
                return new Outcome(slot, day.worst(broken), minute, false);
            }
        }
        return new Outcome(placement.slots(), Binding.NONE, -1, false);
    }

    /** Adds the charging of a slot's vehicle; the first step that breaks a limit, or -1. */
    private int charge(int slot) {
        double minutes = Math.min(stayMin[slot], energyKwh[slot] / setup.vehicleKw() * 60);
        double from = arrivalMin[slot];
        double to = from + Math.min(minutes, HostingSetup.DAY_MIN);
        int stepMin = setup.stepMin();
        for (int at = (int) (from / stepMin); at * stepMin < to; at++) {
            double begin = Math.max(from, at * (double) stepMin);
            double end = Math.min(to, (at + 1) * (double) stepMin);
            int step = at % day.steps();
            double kw = setup.vehicleKw() * (end - begin) / stepMin;
            day.add(step, placement.terminalsOf[slot], kw);
            if (kw > 0 && !day.holds(step)) {
                return step;
            }
        }
        return -1;
    }
}
