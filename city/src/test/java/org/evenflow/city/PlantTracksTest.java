package org.evenflow.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.model.InputException;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Weather;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

class PlantTracksTest {
    private static final String ZURICH = "Europe/Zurich";

    private static Scenario roof(TimeGrid grid, Weather weather) {
        var stations = Worlds.stations(1);
        return Worlds.scenario(
                grid,
                stations,
                Worlds.drawn("workplace", stations, 0, 0),
                List.of(Worlds.ROOF),
                weather,
                BaseLoad.NONE);
    }

    private static Weather.Measured zurich2015() throws IOException {
        var lines = SharedData.linesOrSkip("weather/Zuerich-SMA_2015.epw.gz");
        var hours = new ArrayList<Weather.Hour>();
        for (String line : lines.subList(8, lines.size())) {
            var cells = line.split(",");
            hours.add(
                    new Weather.Hour(
                            Integer.parseInt(cells[0]),
                            Integer.parseInt(cells[1]),
                            Integer.parseInt(cells[2]),
                            Integer.parseInt(cells[3]) - 1,
                            Double.parseDouble(cells[13]),
                            Double.parseDouble(cells[14]),
                            Double.parseDouble(cells[15]),
                            Double.parseDouble(cells[6]),
                            Double.parseDouble(cells[21])));
        }
        return new Weather.Measured("Zuerich-SMA_2015.epw", 47.378, 8.567, 1, hours, List.of());
    }

    /** Every hour of 2015 with the same values; the clock is UTC+1. */
    private static Weather.Measured even(double ghi, double dhi) {
        var hours = new ArrayList<Weather.Hour>();
        for (var at = LocalDateTime.of(2015, 1, 1, 0, 0);
                at.getYear() == 2015;
                at = at.plusHours(1)) {
            hours.add(
                    new Weather.Hour(
                            2015,
                            at.getMonthValue(),
                            at.getDayOfMonth(),
                            at.getHour(),
                            ghi,
                            0,
                            dhi,
                            at.getHour(),
                            1));
        }
        return new Weather.Measured("even.epw", 47.4, 8.5, 1, hours, List.of());
    }

    @Test
    void horizontalLightOfTheYearIsThatOfTheFile() throws IOException {
        var weather = zurich2015();
        for (int stepMin : new int[] {60, 15}) {
            var grid =
                    new TimeGrid(
                            Instant.parse("2014-12-31T23:00:00Z"),
                            ZoneId.of(ZURICH),
                            stepMin,
                            8760 * 60 / stepMin);
            var sun = new SunGeometry(grid, weather, List.of());
            double kwh = 0;
            for (double wm2 : new MeasuredLight(grid, weather, sun).globalWm2) {
                kwh += wm2 * grid.stepHours() / 1000;
            }
            // 1,258.9 kWh/m2 is the file's own sum.
            assertThat(kwh).isCloseTo(1258.9, within(0.05));
        }
    }

    @Test
    void aRoofInZurichYieldsWhatRoofsThereYield() throws IOException {
        var grid = TimeGrid.of("2015-01-01T00:00", ZURICH, 15, 8760);
        var world = new Exogenous(roof(grid, zurich2015()));
        world.draw(1);
        double kwh = 0;
        for (double kw : world.plantKw()[0]) {
            kwh += kw * grid.stepHours();
        }
        // Roofs of the Swiss plateau: about 1,000 kWh per kWp in an average year (1,100 kWh/m2 on
        // the horizontal); 2015 had 1,259.
        assertThat(kwh).isBetween(950.0, 1250.0);
    }

    @Test
    void hoursAreLookedUpInStandardTimeAlsoInSummer() {
        // 13:00 on the summer clock is 12:00 standard; the fixture's temperature is the hour.
        var grid = TimeGrid.of("2019-07-01T13:00", ZURICH, 15, 1);
        var weather = even(300, 200);
        var light = new MeasuredLight(grid, weather, new SunGeometry(grid, weather, List.of()));
        assertThat(light.airC).containsOnly(12.0);
        double mean = Arrays.stream(light.globalWm2).average().orElse(0);
        assertThat(mean).isCloseTo(300, within(1e-9));
    }

    @Test
    void aLeapDayTakesTheDayBeforeWhereTheFileLacksIt() {
        var grid = TimeGrid.of("2020-02-29T00:00", ZURICH, 60, 24);
        var weather = even(300, 200);
        var light = new MeasuredLight(grid, weather, new SunGeometry(grid, weather, List.of()));
        assertThat(light.airC[12]).isEqualTo(12.0);
    }

    @Test
    void aFileThatLacksADayOfTheRunIsRefused() {
        var whole = even(300, 200);
        var half =
                new Weather.Measured(
                        "half.epw", 47.4, 8.5, 1, whole.hours().subList(0, 1000), List.of());
        assertThatThrownBy(() -> new Exogenous(roof(Worlds.WEDNESDAY, half)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("half.epw")
                .hasMessageContaining("month 6, day 4, hour 23");
    }

    @Test
    void gapsThatNobodyFilledAreRefused() {
        for (double ghi : new double[] {Double.NaN, -999}) {
            assertThatThrownBy(() -> new Exogenous(roof(Worlds.WEDNESDAY, even(ghi, 0))))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("even.epw: irradiance must be")
                    .hasMessageContaining("ghiWm2=" + ghi);
        }
    }

    @Test
    void plantsGiveNothingAtNightAndNeverMoreThanTheirPeak() {
        var weather = new Weather.ClearSkyWithClouds(47.4, 8.5, 0.7, 15);
        var world = new Exogenous(roof(Worlds.WEDNESDAY, weather));
        for (long seed = 1; seed <= 50; seed++) {
            world.draw(seed);
            double[] kw = world.plantKw()[0];
            for (int step = 0; step < kw.length; step++) {
                assertThat(kw[step]).isBetween(0.0, 1.0);
                // In June the sun is down in Zurich from 21:30 to 5:15.
                double hour = step % 96 / 4.0;
                if (hour < 5 || hour >= 22) {
                    assertThat(kw[step]).as("hour " + hour).isZero();
                }
            }
            assertThat(kw[52]).as("at 13:00").isPositive();
        }
    }

    @Test
    void theClearSkyIndexHasTheAskedMean() {
        // Days are independent (four days between two, memory 8 h): 4,000 numbers, whose deviation
        // is at most 0.5: 3 sigma is 0.024.
        var steps = new int[4000];
        Arrays.setAll(steps, i -> i * 96);
        var index = new double[steps.length];
        for (double mean : new double[] {0.3, 0.7, 0.95, 1}) {
            var stream = new RandomStream("weather", 5);
            new Clouds(mean, steps, 1).draw(stream, index);
            assertThat(Arrays.stream(index).average().orElse(0)).isCloseTo(mean, within(0.024));
            assertThat(Arrays.stream(index).min().orElse(0)).isGreaterThanOrEqualTo(Clouds.LOW);
            assertThat(Arrays.stream(index).max().orElse(2)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void oneSunlessCloudlessSkyIsTheSameForEverySeed() {
        var weather = new Weather.ClearSkyWithClouds(47.4, 8.5, 1, 15);
        var world = new Exogenous(roof(Worlds.WEDNESDAY, weather));
        world.draw(1);
        double[] first = world.plantKw()[0].clone();
        world.draw(2);
        assertThat(world.plantKw()[0]).containsExactly(first);
    }
}
