package org.evenflow.learn.charging;

import java.util.Arrays;
import org.evenflow.control.Action;
import org.evenflow.control.Observation;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.StepRecord;
import org.evenflow.sim.Trace;

/**
 * The same run if nobody charged: what it imports, and so what charging adds to the bill. A reward
 * may know this although no agent does. Mutable arrays, {@code [step]}, refilled for every seed.
 */
final class IdleRun implements Trace {
    private final ChargingEnv env;
    private final Action none;
    private final int[] month;
    private final double[] perKw;
    private final double[] peakToComeKw;
    private double[] peakKw = new double[1];

    final double[] importKw;
    final double[] curtailedKw;

    /** Mean squared deviation of voltages from 1 pu over the buses, pu². */
    final double[] deviation;

    IdleRun(Scenario scenario) {
        env = new ChargingEnv(scenario);
        env.trace(this);
        none = new Action(scenario.connectorCount(), scenario.site().plants().size());
        int steps = scenario.time().steps();
        importKw = new double[steps];
        curtailedKw = new double[steps];
        deviation = new double[steps];
        peakToComeKw = new double[steps];
        month = new int[steps];
        perKw = new double[steps];
    }

    void play(long seed) {
        Observation observation = env.reset(seed);
        int steps = importKw.length;
        for (int step = 0; step < steps; step++) {
            month[step] = observation.billingMonth(step);
            perKw[step] = observation.demandPerKw(step);
        }
        if (peakKw.length <= month[steps - 1]) {
            peakKw = new double[month[steps - 1] + 1];
        }
        Arrays.fill(peakKw, 0);
        for (int step = 0; step < steps; step++) {
            env.step(none);
        }
        for (int step = steps - 1; step >= 0; step--) {
            peakToComeKw[step] = Math.max(importKw[step], peakToComeKw(step, step + 1));
        }
    }

    /** The greatest import of the month of a step from another one on. */
    private double peakToComeKw(int step, int from) {
        return from < month.length && month[from] == month[step] ? peakToComeKw[from] : 0;
    }

    /**
     * By how much an import raises the demand charge that would fall due if nobody charged
     * afterwards, currency; negative where it falls. Over a run this adds up to the charge of the
     * run less that of the idle run. To be asked once for each step, in order.
     */
    double addToBill(int step, double playedKw) {
        int of = month[step];
        double before = Math.max(peakKw[of], peakToComeKw(step, step));
        peakKw[of] = Math.max(peakKw[of], playedKw);
        double after = Math.max(peakKw[of], peakToComeKw(step, step + 1));
        return perKw[step] * (after - before);
    }

    @Override
    public void append(StepRecord step) {
        importKw[step.step()] = step.importKw();
        curtailedKw[step.step()] = step.curtailedKw();
        deviation[step.step()] = deviation(step);
    }

    /** Mean squared deviation of voltages from 1 pu over the buses; 0 without a solved feeder. */
    static double deviation(StepRecord step) {
        double sum = 0;
        int count = 0;
        if (step.isFlowSolved()) {
            for (double v : step.voltagesPu()) {
                if (!Double.isNaN(v)) {
                    sum += (v - 1) * (v - 1);
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }
}
