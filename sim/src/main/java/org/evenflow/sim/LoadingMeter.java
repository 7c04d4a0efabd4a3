package org.evenflow.sim;

import static org.evenflow.sim.Indicator.Better.LOWER;
import static org.evenflow.sim.Indicator.Better.NEITHER;
import static org.evenflow.sim.Indicator.Group.GRID;
import static org.evenflow.sim.Indicator.Group.VIOLATIONS;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.evenflow.dispatch.Dispatch;

/**
 * What lines and transformers carry and the network loses, and the hours in which limits were not
 * kept: by what was dispatched, and by what the controller had wished.
 */
final class LoadingMeter implements Meter.OfSteps {
    /** Loading above which {@code hours_above_90} counts. */
    private static final double HIGH_LOADING = 0.9;

    private final Hours after = new Hours();
    private final Hours before = new Hours();
    private boolean hasFeeder;
    private double lossKwh;
    private double peakLossKw;

    /** Loss of each step, for the peak of several sites together. */
    private double[] stepLossKw = new double[0];

    private double maxTransformerLoading;
    private double maxLineLoading;
    private double hoursAbove90;

    /** Hours, or bus-hours, outside limits. */
    private static final class Hours {
        double buses;
        double line;
        double transformer;
        double station;

        void reset() {
            buses = 0;
            line = 0;
            transformer = 0;
            station = 0;
        }

        void add(Hours other) {
            buses += other.buses;
            line += other.line;
            transformer += other.transformer;
            station += other.station;
        }

        void add(Dispatch.Violation violation, double hours) {
            if (violation.isAny()) {
                buses += violation.buses() * hours;
                line += violation.line() ? hours : 0;
                transformer += violation.transformer() ? hours : 0;
                station += violation.station() ? hours : 0;
            }
        }
    }

    @Override
    public void started(Trace.Run run) {
        hasFeeder = run.hasFeeder();
        lossKwh = 0;
        peakLossKw = 0;
        if (stepLossKw.length == run.time().steps()) {
            Arrays.fill(stepLossKw, 0);
        } else {
            stepLossKw = new double[run.time().steps()];
        }
        maxTransformerLoading = 0;
        maxLineLoading = 0;
        hoursAbove90 = 0;
        after.reset();
        before.reset();
    }

    @Override
    public void append(StepRecord step) {
        double hours = step.stepHours();
        double loading = step.transformerLoading();
        maxTransformerLoading = Math.max(maxTransformerLoading, loading);
        if (hasFeeder) {
            double line = step.lineLoading();
            double lossKw = step.lossKw();
            maxLineLoading = Math.max(maxLineLoading, line);
            lossKwh += lossKw * hours;
            stepLossKw[step.step()] = lossKw;
            peakLossKw = Math.max(peakLossKw, lossKw);
            loading = Math.max(loading, line);
        }
        if (loading > HIGH_LOADING) {
            hoursAbove90 += hours;
        }
        after.add(step.after(), hours);
        before.add(step.before(), hours);
    }

    /** Hours add up, so that two sites in the same hour make two. */
    @Override
    public void add(Meter ofOtherSite) {
        var other = (LoadingMeter) ofOtherSite;
        hasFeeder |= other.hasFeeder;
        lossKwh += other.lossKwh;
        peakLossKw = 0;
        for (int step = 0; step < stepLossKw.length; step++) {
            stepLossKw[step] += other.stepLossKw[step];
            peakLossKw = Math.max(peakLossKw, stepLossKw[step]);
        }
        maxTransformerLoading = Math.max(maxTransformerLoading, other.maxTransformerLoading);
        maxLineLoading = Math.max(maxLineLoading, other.maxLineLoading);
        hoursAbove90 += other.hoursAbove90;
        after.add(other.after);
        before.add(other.before);
    }

    @Override
    public List<Indicator> indicators() {
        return Stream.of(loadings(), violations(after, false), violations(before, true))
                .flatMap(List::stream)
                .toList();
    }

    private List<Indicator> loadings() {
        return List.of(
                grid(
                        "losses",
                        "kWh",
                        1,
                        "Network losses",
                        "energy lost in the network",
                        () -> ofFeeder(lossKwh)),
                grid(
                        "peak_losses",
                        "kW",
                        2,
                        "Peak losses",
                        "highest power lost in the network",
                        () -> ofFeeder(peakLossKw)),
                grid(
                        "transformer_loading_max",
                        "%",
                        1,
                        "Transformer loading",
                        "highest apparent power over rating",
                        () -> 100 * maxTransformerLoading),
                grid(
                        "line_loading_max",
                        "%",
                        1,
                        "Line loading",
                        "highest current over rating",
                        () -> ofFeeder(100 * maxLineLoading)),
                grid(
                        "hours_above_90",
                        "h",
                        2,
                        "Hours above 90 %",
                        "time with a transformer or line above 90 % of its rating",
                        () -> hoursAbove90));
    }

    /** The four kinds of violation, of what was dispatched or of what had been wished. */
    private List<Indicator> violations(Hours hours, boolean isWish) {
        return List.of(
                violation(
                        "voltage_violation",
                        "bus·h",
                        "Voltage violation",
                        "bus-hours outside the voltage band",
                        isWish,
                        () -> ofFeeder(hours.buses)),
                violation(
                        "line_violation",
                        "h",
                        "Line violation",
                        "hours of lines above their rating",
                        isWish,
                        () -> ofFeeder(hours.line)),
                violation(
                        "transformer_violation",
                        "h",
                        "Transformer violation",
                        "hours of transformers above their rating",
                        isWish,
                        () -> hours.transformer),
                violation(
                        "station_violation",
                        "h",
                        "Station violation",
                        "hours of stations above their limit",
                        isWish,
                        () -> hours.station));
    }

    private static Indicator violation(
            String id,
            String unit,
            String label,
            String meaning,
            boolean isWish,
            DoubleSupplier reading) {
        return Indicator.of(
                VIOLATIONS,
                isWish ? id + "_before" : id,
                unit,
                isWish ? NEITHER : LOWER,
                2,
                isWish ? label + " wished" : label,
                meaning + (isWish ? " if the wish were carried out" : ", after the dispatcher"),
                reading);
    }

    private static Indicator grid(
            String id,
            String unit,
            int decimals,
            String label,
            String meaning,
            DoubleSupplier reading) {
        return Indicator.of(GRID, id, unit, LOWER, decimals, label, meaning, reading);
    }

    private double ofFeeder(double value) {
        return hasFeeder ? value : Double.NaN;
    }
}
