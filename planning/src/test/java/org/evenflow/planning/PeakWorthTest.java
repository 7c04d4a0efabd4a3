package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.control.Experience;
import org.evenflow.control.Habits;
import org.evenflow.control.Visit;
import org.evenflow.model.Site;
import org.junit.jupiter.api.Test;

class PeakWorthTest {
    private static final Offset<Double> CLOSE = within(1e-6);

    /** One car a day from 8 to 12 o'clock, 10 kWh at up to 6 kW, in three days of hours. */
    private static PlanWorld threeDays() {
        Site site = PlanWorld.site(100, PlanWorld.ONE_WAY, 1);
        var world =
                new PlanWorld(
                        site,
                        72,
                        1,
                        VisitOf.simple(0, 8, 12, 10, 6),
                        VisitOf.simple(0, 32, 36, 10, 6),
                        VisitOf.simple(0, 56, 60, 10, 6));
        world.unservedPerKwh = 50;
        world.demandPerKw = 2;
        // Cheap in the first two of the four hours, so that a kW up to 5 kW saves 2 * 0.3.
        Arrays.fill(world.buy, 0.5);
        for (int day = 0; day < 3; day++) {
            // 0.05 less in the price and 0.25 in carbon at 0.5 per kg.
            Arrays.fill(world.buy, day * 24 + 8, day * 24 + 10, 0.45);
            Arrays.fill(world.carbon, day * 24 + 10, day * 24 + 12, 0.5);
        }
        return world;
    }

    private static PeakWorth worth(PlanWorld world, List<List<Visit>> records, boolean isKnown) {
        var habits = new Habits(List.of(), world.limits(), 1, 0);
        return new PeakWorth(world, world.foreseen(), habits, records, isKnown, 0.5);
    }

    private static double[] costs(PeakWorth worth, PlanWorld world, double perKw) {
        double[] costs = new double[PeakWorth.PIECES];
        worth.costs(world, 0, perKw, costs);
        return costs;
    }

    @Test
    void aKwCostsWhatDaysToComeDoNotSaveByIt() {
        var world = threeDays().at(0);
        var worth = worth(world, List.of(world.foresight().visits()), true);
        // Below 2.5 kW the days to come cannot be served, so it is paid for anyway.
        assertThat(worth.endKw(0)).isCloseTo(2.5, CLOSE);
        double[] costs = costs(worth, world, 2);
        assertThat(costs[0]).isZero();
        // Ten pieces up to 5 kW, where two days save 0.6 each; more saves nothing.
        assertThat(worth.endKw(1)).isCloseTo(2.75, CLOSE);
        assertThat(worth.endKw(10)).isCloseTo(5, CLOSE);
        for (int piece = 1; piece <= 10; piece++) {
            assertThat(costs[piece]).isCloseTo(0.8, CLOSE);
        }
        assertThat(worth.endKw(11)).isCloseTo(6, CLOSE);
        assertThat(costs[11]).isCloseTo(2, CLOSE);
        // On the last day nothing comes after.
        assertThat(costs(worth, world.at(50), 2)).containsOnly(2);
    }

    @Test
    void aPieceIsFreeOnlyInThoseRunsOnRecordThatNeedItAnyway() {
        var world = threeDays().at(0);
        List<Visit> weak = List.of(VisitOf.simple(0, 32, 36, 4, 6));
        var worth = worth(world, List.of(world.foresight().visits(), weak), false);
        double[] costs = costs(worth, world, 2);
        // The weak day is served by 1 kW, above it saves 0.6 up to 2 kW and nothing more; the
        // others as before. One piece up to 1 kW, ten of 0.4 kW, one from 5 to 6 kW.
        assertThat(costs[0]).isCloseTo(0, CLOSE);
        assertThat(costs[1]).isCloseTo((2 - 0.6) / 2, CLOSE);
        assertThat(costs[3]).isCloseTo((2 - 0.3) / 2, CLOSE);
        assertThat(costs[4]).isCloseTo(2 / 2.0, CLOSE);
        assertThat(costs[5]).isCloseTo((0.8 + 2) / 2, CLOSE);
        assertThat(costs[11]).isCloseTo(2, CLOSE);
    }

    /** Two cars that could take 6 kW each, below a station of 4 kW. */
    @Test
    void whatAStationDoesNotLetThroughIsWorthNoPeak() {
        Site site = PlanWorld.site(4, PlanWorld.ONE_WAY, 2);
        var world =
                new PlanWorld(
                        site,
                        72,
                        1,
                        VisitOf.simple(0, 32, 36, 10, 6),
                        VisitOf.simple(1, 32, 36, 10, 6));
        world.unservedPerKwh = 50;
        world.demandPerKw = 2;
        Arrays.fill(world.buy, 0.5);
        var worth = worth(world.at(0), List.of(world.foresight().visits()), true);
        double[] costs = costs(worth, world, 2);
        // 16 of 20 kWh come through, whatever the peak above 4 kW.
        assertThat(worth.endKw(0)).isCloseTo(4, CLOSE);
        assertThat(costs[0]).isZero();
        assertThat(costs[1]).isCloseTo(2, CLOSE);
        assertThat(costs[11]).isCloseTo(2, CLOSE);
    }

    @Test
    void daysOfTheRunTellMoreAsTheyBecomeMore() {
        var world = threeDays().at(0);
        var experience = new Experience(world);
        var worth = worth(world, List.of(), false);
        // Nothing but today: as if each of the two to come saved as much, and two of three did not.
        assertThat(costs(worth, world, 2)).containsOnly(2 / (1 + 2 / 3.0));
        assertThat(worth.endKw(0)).isInfinite();
        for (int step = 0; step < 25; step++) {
            experience.observe(world.at(step));
        }
        worth.learn(world, world.foreseen(), experience);
        double[] costs = costs(worth, world, 2);
        // One day to come, like the one day known with a weight of one in three.
        assertThat(costs[0]).isCloseTo(0, CLOSE);
        assertThat(costs[7]).isCloseTo(2 - 0.6 / 3, CLOSE);
        assertThat(costs[11]).isCloseTo(2, CLOSE);
    }
}
