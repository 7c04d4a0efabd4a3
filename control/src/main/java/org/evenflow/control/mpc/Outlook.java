package org.evenflow.control.mpc;

import java.util.Arrays;
import org.evenflow.control.Foresight;
import org.evenflow.control.Observation;
import org.evenflow.control.Past;
import org.evenflow.forecast.Forecaster;
import org.jspecify.annotations.Nullable;

/**
 * Base load and plants of the steps to come: as a forecaster sees them, or as they will be. Prices
 * and carbon intensity are published. What is not a number is replaced by the present value (base
 * load, plants) or the last known price, and counted. Mutable arrays, refilled for every plan.
 */
final class Outlook {
    private final @Nullable Forecaster forecaster;
    private final int stepsPerDay;

    /** Factor on nominal loads, {@code [step]}; meaningful from the present step on. */
    final double[] loadFactor;

    /** Available power, kW, {@code [plant][step]}. */
    final double[][] plantKw;

    /** Sum over plants, kW, {@code [step]}. */
    final double[] plantSumKw;

    final double[] buyPerKwh;
    final double[] sellPerKwh;
    final double[] carbonKgPerKwh;

    /** Values that had to be replaced in the last refill. */
    int repaired;

    private double[] past = new double[0];
    private double[] ahead = new double[0];

    /**
     * An outlook.
     *
     * @param forecaster null for foresight
     */
    Outlook(Observation observation, @Nullable Forecaster forecaster) {
        this.forecaster = forecaster;
        int steps = observation.steps();
        int plants = observation.site().plants().size();
        stepsPerDay = (int) Math.round(24 / observation.stepHours());
        loadFactor = new double[steps];
        plantKw = new double[plants][steps];
        plantSumKw = new double[steps];
        buyPerKwh = new double[steps];
        sellPerKwh = new double[steps];
        carbonKgPerKwh = new double[steps];
    }

    /** Fills everything from the present step to the end of the run. */
    void fill(Observation observation) {
        repaired = 0;
        int now = observation.step();
        if (forecaster == null) {
            foresee(observation.foresight(), now);
        } else {
            predict(observation.past(), now, forecaster);
        }
        Arrays.fill(plantSumKw, 0);
        for (double[] plant : plantKw) {
            for (int step = now; step < plantSumKw.length; step++) {
                plantSumKw[step] += plant[step];
            }
        }
        for (int step = now; step < buyPerKwh.length; step++) {
            buyPerKwh[step] = known(observation.buyPerKwh(step), buyPerKwh, step);
            sellPerKwh[step] = known(observation.sellPerKwh(step), sellPerKwh, step);
            carbonKgPerKwh[step] = known(observation.carbonKgPerKwh(step), carbonKgPerKwh, step);
        }
    }

    /** A published value, or the one before it where it is missing. */
    private double known(double value, double[] values, int step) {
        if (Double.isFinite(value)) {
            return value;
        }
        repaired++;
        return step == 0 ? 0 : values[step - 1];
    }

    private void foresee(Foresight future, int now) {
        for (int step = now; step < loadFactor.length; step++) {
            loadFactor[step] = future.loadFactor(step);
            for (int plant = 0; plant < plantKw.length; plant++) {
                plantKw[plant][step] = future.plantKw(plant, step);
            }
        }
    }

    private void predict(Past measured, int now, Forecaster by) {
        int known = measured.steps();
        if (past.length != known) {
            past = new double[known];
        }
        if (ahead.length != loadFactor.length - now - 1) {
            ahead = new double[loadFactor.length - now - 1];
        }
        for (int i = 0; i < known; i++) {
            past[i] = measured.loadFactor(known - 1 - i);
        }
        predict(loadFactor, now, by);
        for (int plant = 0; plant < plantKw.length; plant++) {
            for (int i = 0; i < known; i++) {
                past[i] = measured.plantKw(plant, known - 1 - i);
            }
            predict(plantKw[plant], now, by);
        }
    }

    private void predict(double[] values, int now, Forecaster by) {
        double present = past[past.length - 1];
        if (!Double.isFinite(present)) {
            present = now > 0 ? values[now - 1] : 0;
            repaired++;
        }
        values[now] = present;
        if (ahead.length > 0) {
            by.forecast(past, stepsPerDay, ahead);
        }
        for (int i = 0; i < ahead.length; i++) {
            boolean isKnown = Double.isFinite(ahead[i]) && ahead[i] >= 0;
            values[now + 1 + i] = isKnown ? ahead[i] : present;
            repaired += isKnown ? 0 : 1;
        }
    }

    static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int step = from; step < to; step++) {
            sum += values[step];
        }
        return to > from ? sum / (to - from) : 0;
    }
}
