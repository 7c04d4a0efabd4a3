package org.evenflow.city;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.evenflow.model.Generator;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.Weather;

/**
 * What the sun's path alone decides, as means over each step: clear-sky and extraterrestrial
 * irradiance on the horizontal, and for each plant the ratio of beam light on its plane to beam
 * light on the horizontal. Sampled every five minutes or finer, at the middles.
 */
final class SunGeometry {
    private static final int SAMPLE_MIN = 5;

    /** The sun's height below which the beam ratio is not trusted: that of one degree. */
    private static final double LOWEST_COS = 0.01745;

    private final Weather.Sun place;
    private final int stepMin;
    private final int samples;

    /** Clear-sky global horizontal irradiance, W/m2, {@code [step]}. */
    final double[] clearWm2;

    /** Extraterrestrial horizontal irradiance, W/m2, {@code [step]}. */
    final double[] extraWm2;

    /** Beam on the plane over beam on the horizontal, {@code [plant][step]}. */
    final double[][] beamRatio;

    SunGeometry(TimeGrid grid, Weather.Sun place, List<Generator> plants) {
        this.place = place;
        stepMin = grid.stepMin();
        samples = Math.ceilDiv(stepMin, SAMPLE_MIN);
        clearWm2 = new double[grid.steps()];
        extraWm2 = new double[grid.steps()];
        beamRatio = new double[plants.size()][grid.steps()];
        for (int step = 0; step < grid.steps(); step++) {
            sample(grid.instant(step), step, plants);
        }
    }

    private void sample(Instant begin, int step, List<Generator> plants) {
        double normal = ClearSky.extraterrestrialWm2(begin.atZone(ZoneOffset.UTC).getDayOfYear());
        for (int i = 0; i < samples; i++) {
            var sun = sun(begin, i);
            double clear = ClearSky.globalWm2(sun.cosZenith());
            if (clear <= 0) {
                continue;
            }
            clearWm2[step] += clear / samples;
            extraWm2[step] += normal * sun.cosZenith() / samples;
            for (int plant = 0; plant < plants.size(); plant++) {
                double cos =
                        switch (plants.get(plant)) {
                            case Generator.Pv pv -> sun.cosIncidence(pv.tiltDeg(), pv.azimuthDeg());
                        };
                beamRatio[plant][step] +=
                        clear * Math.max(0, cos) / Math.max(LOWEST_COS, sun.cosZenith()) / samples;
            }
        }
        for (int plant = 0; plant < plants.size() && clearWm2[step] > 0; plant++) {
            beamRatio[plant][step] /= clearWm2[step];
        }
    }

    private SunPosition sun(Instant begin, int sample) {
        double minutes = (sample + 0.5) * stepMin / samples;
        return SunPosition.at(
                begin.plusMillis((long) (minutes * 60_000)),
                place.latitudeDeg(),
                place.longitudeDeg());
    }

    /** Mean clear-sky irradiance of an hour, W/m2, from the same samples as the steps'. */
    double clearHourWm2(Instant hour) {
        double sum = 0;
        int steps = 60 / stepMin;
        for (int step = 0; step < steps; step++) {
            var begin = hour.plusSeconds(60L * stepMin * step);
            for (int i = 0; i < samples; i++) {
                sum += ClearSky.globalWm2(sun(begin, i).cosZenith());
            }
        }
        return sum / (steps * samples);
    }
}
