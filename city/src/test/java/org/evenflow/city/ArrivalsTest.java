package org.evenflow.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evenflow.model.TimeGrid;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final double RANGE = 0x1p32;

    /** Steps left to those who are there when the run begins: number a run, mean, mean square. */
    private record Present(double number, double meanSteps, double meanSquare) {}

    /** By drawing everybody of the day before from the plain profile and keeping who is there. */
    private static Present plain(SessionProfile profile, TimeGrid grid) {
        int points = 60;
        double number = 0;
        double sum = 0;
        double squares = 0;
        var local = grid.local(0);
        for (double before = 1440 - 0.5; before > 0; before--) {
            var at = local.minusSeconds(Math.round(60 * before));
            boolean weekend = at.getDayOfWeek().getValue() >= 6;
            int ofDay = at.getHour() * 60 + at.getMinute();
            double rate = profile.arrivals(weekend)[ofDay / 15] / 15;
            for (int i = 0; i < points; i++) {
                double stay = profile.stayMin(ofDay, (i + 0.5) / points);
                double left = (stay - before) / grid.stepMin();
                if (left >= 0.5) {
                    number += rate / points;
                    sum += left * rate / points;
                    squares += left * left * rate / points;
                }
            }
        }
        return new Present(number, sum / number, squares / number);
    }

    private static Present drawn(SessionProfile profile, TimeGrid grid, double perDay, int runs) {
        var stays = new StayTables(profile);
        var arrivals = new Arrivals(grid, profile, stays, perDay, null);
        var stream = new RandomStream("arrivals", 0);
        double number = 0;
        double sum = 0;
        double squares = 0;
        for (int seed = 1; seed <= runs; seed++) {
            stream.reset(seed);
            arrivals.begin();
            for (double at = arrivals.next(stream); at < 0; at = arrivals.next(stream)) {
                double left = at + arrivals.stayMin(stream.nextLong() >>> 32) / grid.stepMin();
                if (left >= 0.5) {
                    number++;
                    sum += left;
                    squares += left * left;
                }
            }
        }
        return new Present(number / runs / perDay, sum / number, squares / number);
    }

    @Test
    void thinningKeepsTheNumberAndTheStaysOfThoseWhoAreThereAtTheBeginning() {
        for (String name : new String[] {"workplace", "public", "home"}) {
            for (String start : new String[] {"2024-03-05T05:00", "2024-03-05T13:07"}) {
                var profile = SessionProfile.named(name);
                var grid = TimeGrid.of(start, "Europe/Zurich", 1, 24);
                var expected = plain(profile, grid);
                int perDay = 1000;
                int runs = 400;
                var found = drawn(profile, grid, perDay, runs);
                String at = name + " " + start;
                // Poisson: four standard deviations; and the half minute that the plain form's
                // grid of minutes and quantiles cannot tell apart.
                double count = expected.number * perDay * runs;
                assertThat(found.number)
                        .as(at)
                        .isCloseTo(
                                expected.number,
                                within(expected.number * (4 / Math.sqrt(count) + 0.005)));
                double spread =
                        Math.sqrt(expected.meanSquare - expected.meanSteps * expected.meanSteps);
                assertThat(found.meanSteps)
                        .as(at)
                        .isCloseTo(
                                expected.meanSteps,
                                within(4 * spread / Math.sqrt(count) + 0.01 * expected.meanSteps));
                assertThat(found.meanSquare / expected.meanSquare)
                        .as(at)
                        .isCloseTo(1, within(12 / Math.sqrt(count) + 0.02));
            }
        }
    }

    @Test
    void almostNobodyIsDrawnWhoHasLeftBeforeTheRun() {
        var profile = SessionProfile.named("workplace");
        var grid = TimeGrid.of("2024-03-05T05:00", "Europe/Zurich", 15, 28);
        var arrivals = new Arrivals(grid, profile, new StayTables(profile), 1000, null);
        double inRun = 0;
        for (int slot = 0; slot < 112; slot++) {
            inRun += 1000 * profile.arrivals(false)[(20 + slot) % 96];
        }
        double there = 1000 * plain(profile, grid).number;
        // At most a quarter hour of arrivals more than those who are there; and one slot past it.
        double quarter = 1000 * profile.arrivals(false)[36];
        assertThat(arrivals.mean()).isBetween(inRun + there - 1, inRun + 1.2 * there + quarter);
    }

    @Test
    void quarterHoursAreThoseOfTheClockAlsoWhereTheRunBeginsBetween() {
        var profile = SessionProfile.named("workplace");
        var grid = TimeGrid.of("2024-03-05T05:07", "Europe/Zurich", 1, 12);
        var arrivals = new Arrivals(grid, profile, new StayTables(profile), 1000, null);
        var stream = new RandomStream("arrivals", 0);
        var counts = new double[48];
        int runs = 300;
        for (int seed = 1; seed <= runs; seed++) {
            stream.reset(seed);
            arrivals.begin();
            for (double at = arrivals.next(stream); at < 700; at = arrivals.next(stream)) {
                counts[Math.max(0, (int) ((at + 7) / 15))]++;
            }
        }
        for (int quarter = 1; quarter < 46; quarter++) {
            // Poisson; 45 quarter hours are looked at, so four and a half standard deviations.
            double mean = 1000 * profile.arrivals(false)[20 + quarter];
            assertThat(counts[quarter] / runs)
                    .as("quarter %d", quarter)
                    .isCloseTo(mean, within(4.5 * Math.sqrt(mean / runs) + 1e-9));
        }
    }

    @Test
    void staysInTheRunHaveTheQuantilesOfTheirBand() {
        var profile = SessionProfile.named("workplace");
        var grid = TimeGrid.of("2024-03-05T05:00", "Europe/Zurich", 15, 28);
        var arrivals = new Arrivals(grid, profile, new StayTables(profile), 1000, null);
        var stream = new RandomStream("arrivals", 3);
        arrivals.begin();
        double at = arrivals.next(stream);
        while (at < 4) {
            at = arrivals.next(stream);
        }
        // Between 6 and 9 o'clock all stays of the band are as likely as measured.
        for (long bits : new long[] {0, 1L << 30, 3L << 30, (1L << 32) - 1}) {
            assertThat(arrivals.stayMin(bits))
                    .isCloseTo(profile.stayMin(6 * 60, bits / RANGE), within(1e-9));
        }
    }
}
