package org.evenflow.control.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.evenflow.control.Settings;
import org.evenflow.dispatch.ContractWorld;
import org.evenflow.dispatch.ContractWorld.Visit;
import org.junit.jupiter.api.Test;

/** What distinguishes the rules, by examples of a few steps. */
class RulesTest {
    private static final double UNLIMITED = Double.POSITIVE_INFINITY;
    private static final Offset<Double> CLOSE = within(1e-9);

    private static double[][] play(String id, ContractWorld world) {
        return world.play(new Rules().create(id));
    }

    private static void assertWishes(double[][] wishes, double... ofConnector0) {
        assertThat(Arrays.stream(wishes).mapToDouble(wish -> wish[0]).toArray())
                .containsExactly(ofConnector0, CLOSE);
    }

    /** Connector 0 came first and leaves last; connector 1 leaves first; 10 kW for both. */
    private static ContractWorld hurryAgainstNeed() {
        // Connector 0: 20 kWh until step 9, a quarter of an hour to spare. Connector 1: 1 kWh until
        // step 4, 54 minutes to spare.
        return new ContractWorld(
                9, 2, 10, List.of(Visit.of(0, 0, 9, 20, 10), Visit.of(1, 0, 4, 1, 10)));
    }

    @Test
    void earliestDeadlineFirstServesWhoLeavesFirst() {
        // 1 kWh is 4 kW over the first step; the rest of the 10 kW goes to the other.
        assertThat(play("earliest_deadline_first", hurryAgainstNeed())[0])
                .containsExactly(new double[] {6, 4}, CLOSE);
    }

    @Test
    void leastLaxityFirstServesWhoHasLeastToSpare() {
        assertThat(play("least_laxity_first", hurryAgainstNeed())[0])
                .containsExactly(new double[] {10, 0}, CLOSE);
    }

    @Test
    void firstComeFirstServedServesWhoCameFirst() {
        var world =
                new ContractWorld(
                        8, 2, 10, List.of(Visit.of(1, 0, 8, 20, 10), Visit.of(0, 1, 3, 5, 10)));
        double[][] wishes = play("first_come_first_served", world);
        assertThat(wishes[1]).containsExactly(new double[] {0, 10}, CLOSE);
        assertThat(wishes[2]).containsExactly(new double[] {0, 10}, CLOSE);
    }

    @Test
    void whoComesFirstGetsOnlyWholeLevels() {
        // Of 10 kW the first takes 6; the second, from 4.14 kW in steps of 0.69 and with 4 kW left,
        // waits; the third takes the 4 kW.
        var world =
                new ContractWorld(
                        1,
                        3,
                        10,
                        List.of(
                                Visit.of(0, 0, 1, 5, 6),
                                new Visit(1, 0, 1, 5, 11.04, 4.14, 0.69),
                                Visit.of(2, 0, 1, 5, 6)));
        assertThat(play("first_come_first_served", world)[0])
                .containsExactly(new double[] {6, 0, 4}, CLOSE);
    }

    @Test
    void roundRobinPassesTheTurnOn() {
        double[][] wishes = play("round_robin", three(4, 10, 10, 0));
        assertThat(wishes)
                .isDeepEqualTo(new double[][] {{10, 0, 0}, {0, 10, 0}, {0, 0, 10}, {10, 0, 0}});
    }

    @Test
    void equalShareGivesAllTheSame() {
        assertThat(play("equal_share", three(1, 12, 9, 0))[0])
                .containsExactly(new double[] {4, 4, 4}, CLOSE);
    }

    @Test
    void equalShareGivesWhatOneCannotTakeToTheOthers() {
        var world =
                new ContractWorld(
                        1,
                        3,
                        12,
                        List.of(
                                Visit.of(0, 0, 1, 9, 9),
                                Visit.of(1, 0, 1, 9, 2),
                                Visit.of(2, 0, 1, 9, 9)));
        assertThat(play("equal_share", world)[0]).containsExactly(new double[] {5, 2, 5}, CLOSE);
    }

    @Test
    void equalShareLetsTheLastWaitWhereTheShareIsBelowTheLeastPower() {
        // 11 kW over three is below 4 kW: two share it.
        assertThat(play("equal_share", three(1, 11, 9, 4))[0])
                .containsExactly(new double[] {5.5, 5.5, 0}, CLOSE);
    }

    /** Three vehicles that want more than there is. */
    private static ContractWorld three(int steps, double limitKw, double maxKw, double minKw) {
        return new ContractWorld(
                steps,
                3,
                limitKw,
                List.of(
                        new Visit(0, 0, steps, 50, maxKw, minKw, 0),
                        new Visit(1, 0, steps, 50, maxKw, minKw, 0),
                        new Visit(2, 0, steps, 50, maxKw, minKw, 0)));
    }

    @Test
    void asLateAsPossibleBeginsAtTheLatestMoment() {
        // 5 kWh at 10 kW are two steps, the last two of eight.
        var world = new ContractWorld(9, 1, UNLIMITED, List.of(Visit.of(0, 0, 8, 5, 10)));
        assertWishes(play("as_late_as_possible", world), 0, 0, 0, 0, 0, 0, 10, 10, 0);
        assertThat(world.unservedKwh()).isCloseTo(0, CLOSE);
    }

    @Test
    void asLateAsPossibleBeginsWithAPartOfAStep() {
        // 6 kWh are 2.4 steps: 0.4 of the power in the sixth of eight.
        var world = new ContractWorld(8, 1, UNLIMITED, List.of(Visit.of(0, 0, 8, 6, 10)));
        assertWishes(play("as_late_as_possible", world), 0, 0, 0, 0, 0, 4, 10, 10);
    }

    @Test
    void timeOfUsePicksTheCheapestSteps() {
        // Two steps' worth of energy; the cheapest two are 1 and 3.
        var world =
                new ContractWorld(6, 1, UNLIMITED, List.of(Visit.of(0, 0, 6, 5, 10)))
                        .prices(3, 1, 2, 1.5, 3, 2);
        assertWishes(play("time_of_use", world), 0, 10, 0, 10, 0, 0);
    }

    @Test
    void timeOfUsePaysAnyPriceWhenTimeRunsOut() {
        // The cheap steps come after the departure.
        var world =
                new ContractWorld(6, 1, UNLIMITED, List.of(Visit.of(0, 0, 3, 5, 10)))
                        .prices(3, 2, 1, 0.1, 0.1, 0.1);
        assertWishes(play("time_of_use", world), 0, 10, 10, 0, 0, 0);
        var urgent =
                new ContractWorld(6, 1, UNLIMITED, List.of(Visit.of(0, 0, 3, 7.5, 10)))
                        .prices(3, 2, 1, 0.1, 0.1, 0.1);
        assertWishes(play("time_of_use", urgent), 10, 10, 10, 0, 0, 0);
    }

    private static double[][] spread(String share, ContractWorld world) {
        var rules = new Rules();
        var settings = Settings.of("rule", rules.settings("time_of_use"), Map.of("spread", share));
        return world.play(rules.create("time_of_use", settings));
    }

    @Test
    void timeOfUseSpreadsOverEquallyCheapStepsAsItIsTold() {
        // Two steps' worth of energy over four equally cheap ones: all of them, or the first two.
        for (String share : List.of("1", "0")) {
            var world =
                    new ContractWorld(6, 1, UNLIMITED, List.of(Visit.of(0, 0, 6, 5, 10)))
                            .prices(2, 1, 1, 1, 1, 2);
            if (share.equals("1")) {
                assertWishes(spread(share, world), 0, 5, 5, 5, 5, 0);
            } else {
                assertWishes(spread(share, world), 0, 10, 10, 0, 0, 0);
            }
        }
    }

    @Test
    void timeOfUseBeginsInTimeForWhatALimitLetsThrough() {
        // Both need two steps of 10 kW; the station has 10 kW for both, so that all four steps are
        // needed, the dear ones as well; who leaves first comes first.
        var world =
                new ContractWorld(
                                4,
                                2,
                                10,
                                List.of(Visit.of(0, 0, 4, 5, 10), Visit.of(1, 0, 3, 5, 10)))
                        .prices(3, 1, 1, 3);
        double[][] wishes = play("time_of_use", world);
        for (double[] ofStep : wishes) {
            assertThat(Arrays.stream(ofStep).sum()).isCloseTo(10, CLOSE);
        }
        assertThat(world.unservedKwh()).isCloseTo(0, CLOSE);
    }

    @Test
    void belowTheLeastPowerVehiclesTakeTurns() {
        // 5 kW for two that take at least 4: never both, and both get half.
        var world =
                new ContractWorld(
                                8,
                                2,
                                5,
                                List.of(
                                        new Visit(0, 0, 8, 5, 10, 4, 1),
                                        new Visit(1, 0, 8, 5, 10, 4, 1)))
                        .prices(1, 1, 1, 1, 1, 1, 1, 1);
        double[][] wishes = play("time_of_use", world);
        double[] sums = new double[2];
        for (double[] ofStep : wishes) {
            assertThat(ofStep[0] + ofStep[1]).isCloseTo(5, CLOSE);
            assertThat(Math.min(ofStep[0], ofStep[1])).isZero();
            sums[0] += ofStep[0];
            sums[1] += ofStep[1];
        }
        assertThat(sums).containsExactly(new double[] {20, 20}, within(5.0));
    }

    @Test
    void pvSurplusFollowsTheSurplusAndTheClock() {
        // 6 kWh: 5 kW and 10 kW of surplus make 3.75 kWh, the rest of 2.25 kWh is due in the last
        // step at 9 kW.
        var world =
                new ContractWorld(8, 1, UNLIMITED, List.of(Visit.of(0, 0, 8, 6, 10)))
                        .surplus(0, 5, 20);
        assertWishes(play("pv_surplus", world), 0, 5, 10, 0, 0, 0, 0, 9);
    }

    @Test
    void pvSurplusGoesToWhoHasLeastToSpare() {
        var world =
                new ContractWorld(
                                6,
                                2,
                                UNLIMITED,
                                List.of(Visit.of(0, 0, 6, 5, 10), Visit.of(1, 0, 4, 5, 10)))
                        .surplus(12);
        assertThat(play("pv_surplus", world)[0]).containsExactly(new double[] {2, 10}, CLOSE);
    }

    @Test
    void uncontrolledChargesAtOnce() {
        var world = new ContractWorld(4, 1, UNLIMITED, List.of(Visit.of(0, 1, 4, 4, 10)));
        assertWishes(play("uncontrolled", world), 0, 10, 6, 0);
    }
}
