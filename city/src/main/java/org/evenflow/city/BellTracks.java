package org.evenflow.city;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.evenflow.model.Generator;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.Weather;
import org.evenflow.numeric.RandomStream;

/**
 * The same bell every day ({@link Weather.Bell}) times one random factor for all plants, a
 * stationary first-order autoregressive process around 1 with normal steps, cut at three standard
 * deviations. The bell is taken at the middle of each step on the local clock.
 */
final class BellTracks implements AvailablePower {
    private static final double CUT = 3;

    /** Widths of the upper half within which it is day. */
    private static final double DAY = 1.5;

    private final Weather.Bell weather;
    private final double[] peakKw;
    private final double[] share;
    private final int[] daySteps;
    private final double keep;

    BellTracks(Weather.Bell weather, List<Generator> plants, TimeGrid grid) {
        this.weather = weather;
        peakKw =
                plants.stream()
                        .mapToDouble(
                                plant ->
                                        switch (plant) {
                                            case Generator.Pv pv -> pv.kwp();
                                        })
                        .toArray();
        share = new double[grid.steps()];
        for (int step = 0; step < share.length; step++) {
            var middle = grid.local(step).plusSeconds(grid.stepMin() * 30L);
            share[step] = share(middle.toLocalTime().toSecondOfDay() / 3600.0);
        }
        daySteps = IntStream.range(0, share.length).filter(step -> share[step] > 0).toArray();
        keep = Math.exp(-grid.stepHours() / weather.memoryHours());
    }

    /** Share of the peak at a local hour. */
    private double share(double hour) {
        double apart = Math.abs(hour - weather.peakHour());
        double widths = Math.min(apart, 24 - apart) / weather.hoursAboveHalf();
        return widths > DAY ? 0 : Math.exp(-Math.log(2) * 4 * widths * widths);
    }

    @Override
    public void draw(RandomStream stream, double[][] plantKw) {
        for (double[] row : plantKw) {
            Arrays.fill(row, 0);
        }
        double x = 0;
        int last = Integer.MIN_VALUE;
        for (int step : daySteps) {
            // After a night nothing is remembered.
            boolean isFirst = step != last + 1;
            double kept = isFirst ? 0 : keep;
            x = kept * x + Math.sqrt(1 - kept * kept) * stream.nextGaussian();
            last = step;
            double factor = 1 + weather.noise() * Math.clamp(x, -CUT, CUT);
            double used = Math.clamp(share[step] * factor, 0.0, 1.0);
            for (int plant = 0; plant < peakKw.length; plant++) {
                plantKw[plant][step] = peakKw[plant] * used;
            }
        }
    }

    @Override
    public List<String> notes() {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "plants give the same bell every day, its peak at %.1f h and %.1f h above"
                                + " half of it, times a random factor of standard deviation %.2f",
                        weather.peakHour(),
                        weather.hoursAboveHalf(),
                        weather.noise()));
    }
}
