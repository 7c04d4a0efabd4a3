package org.evenflow.city;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.evenflow.model.Generator;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.Weather;
import org.evenflow.numeric.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Available power of plants under the sun over the steps of a run that begins on one day. With
 * measured weather it is the same for every seed; else clouds are drawn. Mutable scratch arrays
 * inside.
 */
final class PlantTracks implements AvailablePower {
    private final SunGeometry sun;
    private final PvPower[] plants;
    private final int[] daySteps;
    private final List<String> notes = new ArrayList<>();
    private double[][] measuredKw = {};
    private @Nullable Clouds clouds;
    private double[] clearness = {};
    private double airC;

    PlantTracks(List<Generator> generators, Weather.Sun weather, TimeGrid grid) {
        var sky = underSkyOf(weather, grid);
        sun = new SunGeometry(sky, weather, generators);
        plants =
                generators.stream()
                        .map(
                                plant ->
                                        switch (plant) {
                                            case Generator.Pv pv -> new PvPower(pv);
                                        })
                        .toArray(PvPower[]::new);
        daySteps =
                IntStream.range(0, grid.steps()).filter(step -> sun.clearWm2[step] > 0).toArray();
        switch (weather) {
            case Weather.Measured measured -> compile(measured, grid, sky);
            case Weather.ClearSkyWithClouds drawn -> compile(drawn, grid);
        }
    }

    /**
     * The run as the sun of the weather's place sees it: where measured weather comes from another
     * time zone, its noon stays noon, so the run is moved by the difference of standard times.
     */
    private static TimeGrid underSkyOf(Weather.Sun weather, TimeGrid grid) {
        return switch (weather) {
            case Weather.ClearSkyWithClouds _ -> grid;
            case Weather.Measured measured -> {
                long site =
                        grid.zone().getRules().getStandardOffset(grid.start()).getTotalSeconds();
                long file = Math.round(measured.utcOffsetHours() * 3600);
                yield new TimeGrid(
                        grid.start().plusSeconds(site - file),
                        grid.zone(),
                        grid.stepMin(),
                        grid.steps());
            }
        };
    }

    private void compile(Weather.Measured weather, TimeGrid grid, TimeGrid sky) {
        if (!sky.start().equals(grid.start())) {
            notes.add(
                    weather.source()
                            + " is of another time zone: its standard-time hours are taken as the"
                            + " site's");
        }
        var light = new MeasuredLight(sky, weather, sun);
        measuredKw = new double[plants.length][grid.steps()];
        for (int plant = 0; plant < plants.length; plant++) {
            for (int step = 0; step < grid.steps(); step++) {
                double plane =
                        plants[plant].planeWm2(
                                light.globalWm2[step],
                                light.diffuseWm2[step],
                                sun.extraWm2[step],
                                sun.beamRatio[plant][step]);
                measuredKw[plant][step] = plants[plant].kw(plane, light.airC[step]);
            }
        }
    }

    private void compile(Weather.ClearSkyWithClouds weather, TimeGrid grid) {
        clouds = new Clouds(weather.meanClearness(), daySteps, grid.stepHours());
        clearness = new double[daySteps.length];
        airC = weather.airTemperatureC();
        notes.add(
                String.format(
                        Locale.ROOT,
                        "sun from the Haurwitz clear sky with random clouds of mean clear-sky index"
                                + " %.2f, air at %.1f °C",
                        weather.meanClearness(),
                        weather.airTemperatureC()));
    }

    @Override
    public void draw(RandomStream stream, double[][] plantKw) {
        if (clouds == null) {
            for (int plant = 0; plant < plants.length; plant++) {
                System.arraycopy(measuredKw[plant], 0, plantKw[plant], 0, measuredKw[plant].length);
            }
            return;
        }
        clouds.draw(stream, clearness);
        for (double[] row : plantKw) {
            Arrays.fill(row, 0);
        }
        for (int k = 0; k < daySteps.length; k++) {
            int step = daySteps[k];
            double extra = sun.extraWm2[step];
            double global = clearness[k] * sun.clearWm2[step];
            double diffuse = global * ClearSky.diffuseShare(global / extra);
            for (int plant = 0; plant < plants.length; plant++) {
                double plane =
                        plants[plant].planeWm2(global, diffuse, extra, sun.beamRatio[plant][step]);
                plantKw[plant][step] = plants[plant].kw(plane, airC);
            }
        }
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }
}
