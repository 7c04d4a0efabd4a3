package org.evenflow.forecast;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;

/**
 * A forecast as its owner keeps it: refilled from what is known when that has changed. Mutable; who
 * reads it has it as a {@link Forecast}.
 */
final class ForecastSeries implements Forecast {
    /** No site has so many kilowatts, and no kilowatt-hour costs as much. */
    private static final double BEYOND_SENSE = 1e9;

    private final String unit;
    private final Consumer<ForecastSeries> source;
    private double[] values = {};
    private int revision;
    private int present;
    private int end;
    private int firstUncertain;
    private int missing;
    private int unmeasured;

    /**
     * A series that holds nothing yet.
     *
     * @param source fills it, by one of the methods below, for the present step and later ones
     */
    ForecastSeries(String unit, Consumer<ForecastSeries> source) {
        this.unit = unit;
        this.source = source;
    }

    @Override
    public String unit() {
        return unit;
    }

    @Override
    public int present() {
        return present;
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public double at(int step) {
        return values[step];
    }

    @Override
    public double lowAt(int step) {
        return step < firstUncertain ? values[step] : Double.NaN;
    }

    @Override
    public double highAt(int step) {
        return lowAt(step);
    }

    @Override
    public double mean(int from, int to) {
        double sum = 0;
        for (int step = from; step < to; step++) {
            sum += values[step];
        }
        return to > from ? sum / (to - from) : 0;
    }

    @Override
    public int missing() {
        return missing;
    }

    @Override
    public int unmeasured() {
        return unmeasured;
    }

    /** Whether it was filled from what is known by a revision. */
    boolean isOf(int known) {
        return revision == known;
    }

    /** Fills it from what is known by a revision in a step. */
    void refill(int known, int step) {
        present = step;
        missing = 0;
        unmeasured = 0;
        source.accept(this);
        revision = known;
    }

    /** Is to be filled anew. */
    void expire() {
        revision = 0;
    }

    /** Forgets what it held. */
    void clear() {
        expire();
        Arrays.fill(values, Double.NaN);
    }

    /** Takes values as they are up to the end of the run. */
    void know(int steps, IntToDoubleFunction of) {
        provide(steps, steps);
        for (int step = present; step < steps; step++) {
            values[step] = of.applyAsDouble(step);
        }
        firstUncertain = steps;
    }

    /**
     * Takes published values up to the end of the run; a missing one is that of the step before, or
     * the first that is known where none is before; 0 where none is at all.
     */
    void publish(int steps, IntToDoubleFunction of) {
        know(steps, of);
        double last = present > 0 ? values[present - 1] : Double.NaN;
        for (int step = present; !isKnown(last) && step < steps; step++) {
            last = values[step];
        }
        last = isKnown(last) ? last : 0;
        for (int step = present; step < steps; step++) {
            if (isKnown(values[step])) {
                last = values[step];
            } else {
                firstUncertain = Math.min(firstUncertain, step);
                missing++;
            }
            values[step] = last;
        }
    }

    /**
     * Takes the present value, or the last that was measured, and what a forecaster makes of the
     * past; where that is missing or negative all stays as it is.
     *
     * @param ahead work array, as long as the forecast
     * @param steps of the run
     */
    void predict(Forecaster by, History past, int stepsPerDay, double[] ahead, int steps) {
        provide(present + 1 + ahead.length, steps + ahead.length);
        double now = lastMeasured(past);
        values[present] = now;
        firstUncertain = unmeasured == 0 ? present + 1 : present;
        // What a forecaster leaves out is missing, and not what it said a step ago.
        Arrays.fill(ahead, Double.NaN);
        by.forecast(past, stepsPerDay, ahead);
        for (int i = 0; i < ahead.length; i++) {
            int step = present + 1 + i;
            boolean isUsable = isKnown(ahead[i]) && ahead[i] >= 0;
            values[step] = isUsable ? ahead[i] : now;
            missing += isUsable || step >= steps ? 0 : 1;
        }
    }

    /** Takes the sum of others that speak of the same steps. */
    void sum(ForecastSeries[] parts, int until) {
        provide(until, parts.length == 0 ? until : parts[0].values.length);
        firstUncertain = until;
        Arrays.fill(values, present, until, 0);
        for (ForecastSeries part : parts) {
            firstUncertain = Math.min(firstUncertain, part.firstUncertain);
            for (int step = present; step < until; step++) {
                values[step] += part.values[step];
            }
        }
    }

    private void provide(int until, int room) {
        end = until;
        if (values.length < room) {
            int known = values.length;
            values = Arrays.copyOf(values, room);
            Arrays.fill(values, known, room, Double.NaN);
        }
    }

    /** The present value, or the last that was measured; 0 where none was. */
    private double lastMeasured(History past) {
        for (int ago = 0; ago < past.steps(); ago++) {
            double value = past.ago(ago);
            if (isKnown(value)) {
                return value;
            }
            unmeasured++;
        }
        return 0;
    }

    private static boolean isKnown(double value) {
        return Math.abs(value) < BEYOND_SENSE;
    }
}
