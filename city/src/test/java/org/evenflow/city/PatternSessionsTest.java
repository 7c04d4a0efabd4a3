package org.evenflow.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.model.scenario.SessionSource.Pattern;
import org.evenflow.model.scenario.SessionSource.Range;
import org.evenflow.model.scenario.SessionSource.Stay;
import org.junit.jupiter.api.Test;

class PatternSessionsTest {
    private static final int SEEDS = 40;
    private static final int PER_DAY = 200;

    /** Evenly from 10:00 to 14:00. */
    private static final List<Double> MIDDAY = new ArrayList<>(Collections.nCopies(96, 0.0));

    static {
        Collections.fill(MIDDAY.subList(40, 56), 1.0);
    }

    private static Pattern pattern(Stay stay, boolean isFixed) {
        return new Pattern(MIDDAY, stay, new Range(0.2, 0.7), 0.8, new Range(40, 80), isFixed);
    }

    /** A day of 15 minute steps from midnight with as many connectors as vehicles. */
    private static Scenario world(Pattern pattern, Range hours) {
        var stations = List.of(Worlds.station("a", Worlds.DC, 2 * PER_DAY));
        var population =
                new SessionSource.Population(
                        "p",
                        "p",
                        List.of("a"),
                        0.5,
                        List.of(new SessionSource.FleetShare(Worlds.CAR, 1)),
                        0,
                        SessionSource.Requests.HONEST,
                        pattern);
        return Worlds.scenario(
                Worlds.WEDNESDAY, stations, new SessionSource.Drawn(List.of(population), hours));
    }

    @Test
    void aFixedNumberOfVehiclesComesInTheAskedHours() {
        var world = new Exogenous(world(pattern(new Stay(false, 120, 30), true), new Range(0, 24)));
        for (long seed = 1; seed <= SEEDS; seed++) {
            world.draw(seed);
            assertThat(world.sessions().count).isEqualTo(PER_DAY);
            for (int row = 0; row < PER_DAY; row++) {
                // Rounded to the nearest quarter hour, half an hour's grid of the world: 10:00 on.
                assertThat(world.sessions().arrivalStep[row]).isBetween(40, 56);
            }
        }
    }

    @Test
    void nobodyComesOutsideTheHoursOfTheRun() {
        var world =
                new Exogenous(world(pattern(new Stay(false, 120, 30), true), new Range(12, 24)));
        world.draw(3);
        // Half of the even rate lies after noon.
        assertThat(world.sessions().count).isEqualTo(PER_DAY / 2);
        assertThat(world.sessions().arrivalStep[0]).isGreaterThanOrEqualTo(48);
    }

    @Test
    void aPoissonNumberHasItsMeanForVariance() {
        var world =
                new Exogenous(world(pattern(new Stay(false, 120, 30), false), new Range(0, 24)));
        double sum = 0;
        double squares = 0;
        for (long seed = 1; seed <= 400; seed++) {
            world.draw(seed);
            sum += world.sessions().count;
            squares += Math.pow(world.sessions().count - PER_DAY, 2);
        }
        // Three standard errors of 400 draws: sqrt(200/400) and 200 sqrt(2/400).
        assertThat(sum / 400).isCloseTo(PER_DAY, within(2.2));
        assertThat(squares / 400).isCloseTo(PER_DAY, within(43.0));
    }

    @Test
    void staysHaveTheAskedMeanAndDeviation() {
        var world = new Exogenous(world(pattern(new Stay(false, 240, 60), true), new Range(0, 24)));
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            world.draw(seed);
            var table = world.sessions();
            for (int row = 0; row < table.count; row++) {
                double min = 15.0 * (table.departStep[row] - table.arrivalStep[row]);
                sum += min - 240;
                squares += (min - 240) * (min - 240);
                n++;
            }
        }
        // 8,000 stays: three standard errors are 2 min of the mean and 3 % of the variance, to
        // which rounding both ends to quarter hours adds 2 * 15² / 12.
        assertThat(sum / n).isCloseTo(0, within(2.0));
        assertThat(squares / n).isCloseTo(3600 + 37.5, within(0.04 * 3600));
    }

    @Test
    void whoLeavesByTheClockLeavesThenOrTheNextDay() {
        var world = new Exogenous(world(pattern(new Stay(true, 450, 0), true), new Range(0, 24)));
        world.draw(1);
        for (int row = 0; row < world.sessions().count; row++) {
            // 07:30 of the next day.
            assertThat(world.sessions().departStep[row]).isEqualTo(96 + 30);
        }
    }

    @Test
    void statesOfChargeAndCapacitiesAreEvenWithinTheirRanges() {
        var world = new Exogenous(world(pattern(new Stay(false, 120, 0), true), new Range(0, 24)));
        double soc = 0;
        double capacity = 0;
        int n = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            world.draw(seed);
            var table = world.sessions();
            for (int row = 0; row < table.count; row++) {
                double size = table.capacityKwh[row];
                assertThat(size).isBetween(40.0, 80.0);
                assertThat(table.arrivalKwh[row] / size).isBetween(0.2, 0.7);
                assertThat(table.targetKwh[row] / size).isCloseTo(0.8, within(1e-12));
                soc += table.arrivalKwh[row] / size;
                capacity += size;
                n++;
            }
        }
        // Three standard errors of 8,000 even draws: 3 * width / sqrt(12 * 8000).
        assertThat(soc / n).isCloseTo(0.45, within(0.005));
        assertThat(capacity / n).isCloseTo(60, within(0.4));
    }

    @Test
    void theQuantilesHaveTheVarianceOfTheNormalDistribution() {
        double[] z = PatternProfile.normalQuantiles();
        double sum = 0;
        for (int i = 0; i + 1 < z.length; i++) {
            sum += (z[i] * z[i] + z[i] * z[i + 1] + z[i + 1] * z[i + 1]) / 3;
        }
        assertThat(sum / (z.length - 1)).isCloseTo(1, within(1e-12));
        // Beyond 15/16 the mean of what is drawn is 2.0 at most: the ends lie near 2.4.
        assertThat(z[16]).isBetween(2.2, 2.6);
    }

    @Test
    void aPatternSaysWhatIsAskedForAndTheVehicleTakesThatOverTheFactor() {
        var stations = List.of(Worlds.station("a", Worlds.DC, 20));
        var population =
                new SessionSource.Population(
                        "p",
                        "p",
                        List.of("a"),
                        0.5,
                        List.of(new SessionSource.FleetShare(Worlds.CAR, 1)),
                        0,
                        new SessionSource.Requests(2, 0),
                        pattern(new Stay(false, 120, 30), true));
        var drawn = new SessionSource.Drawn(List.of(population), new Range(0, 24));
        var world = new Exogenous(Worlds.scenario(Worlds.WEDNESDAY, stations, drawn));
        world.draw(1);
        var table = world.sessions();
        assertThat(table.count).isEqualTo(10);
        for (int row = 0; row < table.count; row++) {
            assertThat(table.targetKwh[row]).isCloseTo(0.8 * table.capacityKwh[row], within(1e-9));
            double asked = table.targetKwh[row] - table.arrivalKwh[row];
            assertThat(table.mostKwh[row] - table.arrivalKwh[row])
                    .isCloseTo(asked / 2, within(1e-9));
        }
    }
}
