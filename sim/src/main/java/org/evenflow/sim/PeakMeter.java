package org.evenflow.sim;

import static org.evenflow.sim.Indicator.Better.LOWER;
import static org.evenflow.sim.Indicator.Group.GRID;

import java.util.Arrays;
import java.util.List;
import org.evenflow.model.TimeGrid;
import org.jspecify.annotations.Nullable;

/** The highest import at the substation: of all steps, and of those in a window of the day. */
final class PeakMeter implements Meter.OfSteps {
    private final int fromHour;
    private final int untilHour;
    private @Nullable TimeGrid time;

    /** Whether a step begins in the window, on the local clock. */
    private boolean[] isInWindow = new boolean[0];

    /** Import of each step, for the peak of several sites together. */
    private double[] boughtKw = new double[0];

    private double peakKw;
    private double windowPeakKw;
    private double importedKwh;
    private double hours;
    private int steps;

    /**
     * A meter with a window.
     *
     * @param fromHour first hour of the window, local
     * @param untilHour hour at which it ends, local
     */
    PeakMeter(int fromHour, int untilHour) {
        this.fromHour = fromHour;
        this.untilHour = untilHour;
    }

    @Override
    public void started(Trace.Run run) {
        if (!run.time().equals(time)) {
            time = run.time();
            isInWindow = window(run.time());
            boughtKw = new double[isInWindow.length];
        }
        Arrays.fill(boughtKw, 0);
        peakKw = 0;
        windowPeakKw = 0;
        importedKwh = 0;
        hours = run.time().stepHours();
        steps = 0;
    }

    private boolean[] window(TimeGrid grid) {
        var inside = new boolean[grid.steps()];
        for (int step = 0; step < inside.length; step++) {
            int hour = grid.local(step).getHour();
            inside[step] = hour >= fromHour && hour < untilHour;
        }
        return inside;
    }

    @Override
    public void append(StepRecord step) {
        double bought = step.boughtKw();
        boughtKw[step.step()] = bought;
        importedKwh += bought * hours;
        peakKw = Math.max(peakKw, bought);
        if (isInWindow[step.step()]) {
            windowPeakKw = Math.max(windowPeakKw, bought);
        }
        steps++;
    }

    /** The peak of the sum is that of what all sites import in one step. */
    @Override
    public void add(Meter ofOtherSite) {
        var other = (PeakMeter) ofOtherSite;
        for (int step = 0; step < boughtKw.length; step++) {
            boughtKw[step] += other.boughtKw[step];
            peakKw = Math.max(peakKw, boughtKw[step]);
            if (isInWindow[step]) {
                windowPeakKw = Math.max(windowPeakKw, boughtKw[step]);
            }
        }
        importedKwh += other.importedKwh;
        steps = Math.max(steps, other.steps);
    }

    @Override
    public List<Indicator> indicators() {
        return List.of(
                Indicator.of(
                        GRID,
                        "peak_power",
                        "kW",
                        LOWER,
                        1,
                        "Peak power",
                        "highest import at the substation",
                        () -> peakKw),
                Indicator.of(
                        GRID,
                        "peak_power_%d_%d".formatted(fromHour, untilHour),
                        "kW",
                        LOWER,
                        1,
                        "Peak power %d–%d h".formatted(fromHour, untilHour),
                        "highest import at the substation between %d and %d h local time"
                                .formatted(fromHour, untilHour),
                        () -> windowPeakKw),
                Indicator.of(
                        GRID,
                        "peak_to_average",
                        "–",
                        LOWER,
                        2,
                        "Peak to average",
                        "highest over mean import at the substation",
                        () ->
                                importedKwh > 0
                                        ? peakKw / (importedKwh / (steps * hours))
                                        : Double.NaN));
    }
}
