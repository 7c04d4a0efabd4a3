package org.evenflow.planning;

import java.util.Arrays;
import org.evenflow.control.Foresight;
import org.evenflow.control.Observation;
import org.evenflow.control.Past;
import org.evenflow.forecast.Forecaster;
import org.jspecify.annotations.Nullable;

/**
 * Base load and plants of the steps to come: as a forecaster sees them, or as they will be. Prices
 * and carbon intensity are published. What is missing (no number, or one beyond all sense) is
 * replaced and counted: a forecast by the present value, a present value by the last measured one,
 * a price by the one before it. Mutable arrays, refilled for every plan.
 */
final class Outlook {
    /** No site has so many kilowatts, and no kilowatt-hour costs as much. */
    private static final double BEYOND_SENSE = 1e9;

    private final @Nullable Forecaster forecaster;
    private final int stepsPerDay;

    /** Factor on nominal loads, {@code [group][step]}; meaningful from the present step on. */
    final double[][] loadFactor;

    /** Available power, kW, {@code [plant][step]}. */
    final double[][] plantKw;

    /** Sum over plants, kW, {@code [step]}. */
    final double[] plantSumKw;

    final double[] buyPerKwh;
    final double[] sellPerKwh;
    final double[] carbonKgPerKwh;
    final double[] demandPerKw;

    /** Published, forecast and measured values that had to be replaced in the last refill. */
    int publishedMissing;

    int forecastMissing;
    int measuredMissing;

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
        loadFactor = new double[observation.site().loads().size()][steps];
        plantKw = new double[plants][steps];
        plantSumKw = new double[steps];
        buyPerKwh = new double[steps];
        sellPerKwh = new double[steps];
        carbonKgPerKwh = new double[steps];
        demandPerKw = new double[steps];
        // Nothing is known before the first refill.
        for (double[] published : published()) {
            Arrays.fill(published, Double.NaN);
        }
    }

    private double[][] published() {
        return new double[][] {buyPerKwh, sellPerKwh, carbonKgPerKwh, demandPerKw};
    }

    /** Fills everything from the present step to the end of the run. */
    void fill(Observation observation) {
        publishedMissing = 0;
        forecastMissing = 0;
        measuredMissing = 0;
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
            buyPerKwh[step] = observation.buyPerKwh(step);
            sellPerKwh[step] = observation.sellPerKwh(step);
            carbonKgPerKwh[step] = observation.carbonKgPerKwh(step);
            demandPerKw[step] = observation.demandPerKw(step);
        }
        for (double[] published : published()) {
            publishedMissing += complete(published, now);
        }
    }

    private static boolean isKnown(double value) {
        return Math.abs(value) < BEYOND_SENSE;
    }

    /**
     * Replaces what is missing from a step on by the value before it, or by the first that is known
     * where none is before; 0 where none is at all. How many were missing.
     */
    private static int complete(double[] values, int now) {
        double last = now > 0 ? values[now - 1] : Double.NaN;
        for (int step = now; !isKnown(last) && step < values.length; step++) {
            last = values[step];
        }
        last = isKnown(last) ? last : 0;
        int missing = 0;
        for (int step = now; step < values.length; step++) {
            missing += isKnown(values[step]) ? 0 : 1;
            last = isKnown(values[step]) ? values[step] : last;
            values[step] = last;
        }
        return missing;
    }

    private void foresee(Foresight future, int now) {
        for (int step = now; step < plantSumKw.length; step++) {
            for (int group = 0; group < loadFactor.length; group++) {
                loadFactor[group][step] = future.loadFactor(group, step);
            }
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
        if (ahead.length != plantSumKw.length - now - 1) {
            ahead = new double[plantSumKw.length - now - 1];
        }
        for (int group = 0; group < loadFactor.length; group++) {
            for (int i = 0; i < known; i++) {
                past[i] = measured.loadFactor(group, known - 1 - i);
            }
            predict(loadFactor[group], now, by);
        }
        for (int plant = 0; plant < plantKw.length; plant++) {
            for (int i = 0; i < known; i++) {
                past[i] = measured.plantKw(plant, known - 1 - i);
            }
            predict(plantKw[plant], now, by);
        }
    }

    private void predict(double[] values, int now, Forecaster by) {
        double present = lastMeasured();
        values[now] = present;
        // What a forecaster leaves out is missing, and not what it said a step ago.
        Arrays.fill(ahead, Double.NaN);
        if (ahead.length > 0) {
            by.forecast(past, stepsPerDay, ahead);
        }
        for (int i = 0; i < ahead.length; i++) {
            boolean isUsable = isKnown(ahead[i]) && ahead[i] >= 0;
            values[now + 1 + i] = isUsable ? ahead[i] : present;
            forecastMissing += isUsable ? 0 : 1;
        }
    }

    /** The present value, or the last that was measured; 0 where none was. */
    private double lastMeasured() {
        for (int at = past.length - 1; at >= 0; at--) {
            if (isKnown(past[at])) {
                return past[at];
            }
            measuredMissing++;
        }
        return 0;
    }

    /** Writes the mean factors on the loads of each group over some steps. */
    void factors(int from, int to, double[] into) {
        for (int group = 0; group < into.length; group++) {
            into[group] = mean(loadFactor[group], from, to);
        }
    }

    /** Writes the factors on the loads of each group in a step. */
    void factors(int step, double[] into) {
        for (int group = 0; group < into.length; group++) {
            into[group] = loadFactor[group][step];
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
