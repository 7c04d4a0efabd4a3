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
    void pvSurplusFollowsTheSurplusAndTakesTheRestEvenly() {
        // 6 kWh over eight steps are 3 kW; 5 kW and 10 kW of surplus leave 1.5 kWh for five steps.
        var world =
                new ContractWorld(8, 1, UNLIMITED, List.of(Visit.of(0, 0, 8, 6, 10)))
                        .surplus(0, 5, 20);
        assertWishes(play("pv_surplus", world), 3, 5, 10, 1.2, 1.2, 1.2, 1.2, 1.2);
    }

    @Test
    void pvSurplusServesWhatSharedLimitsLetThrough() {
        // Both would begin two steps before they leave; the station has 10 kW, so one has to begin
        // earlier, in the dear steps.
        var world =
                new ContractWorld(
                                4,
                                2,
                                10,
                                List.of(Visit.of(0, 0, 4, 5, 10), Visit.of(1, 0, 4, 5, 10)))
                        .prices(3, 3, 1, 1);
        play("pv_surplus", world);
        assertThat(world.unservedKwh()).isCloseTo(0, CLOSE);
    }

    @Test
    void pvSurplusGoesToWhoHasLeastToSpare() {
        var world =
                new ContractWorld(
                                6,
                                2,
                                UNLIMITED,
                                List.of(Visit.of(0, 0, 6, 5, 10), Visit.of(1, 0, 4, 5, 10)))
                        .surplus(16);
        assertThat(play("pv_surplus", world)[0]).containsExactly(new double[] {6, 10}, CLOSE);
    }

    @Test
    void peakBudgetIsWhatThoseWhoAreHereNeedAtLeast() {
        // 5 kWh by step 2 need 10 kW, they and 10 kWh by step 4 together 15 kW.
        var world =
                new ContractWorld(
                                4,
                                2,
                                UNLIMITED,
                                List.of(Visit.of(0, 0, 2, 5, 20), Visit.of(1, 0, 4, 10, 40)))
                        .demandCharge(10);
        double[][] wishes = play("peak_budget", world);
        for (double[] ofStep : wishes) {
            assertThat(ofStep[0] + ofStep[1]).isCloseTo(15, CLOSE);
        }
        assertThat(world.unservedKwh()).isCloseTo(0, CLOSE);
    }

    @Test
    void peakBudgetGivesWayToNeed() {
        // The last step is free, but 10 kWh in four steps need 10 kW: what a budget of that leaves
        // no room for later has to be taken before, at any price.
        var world =
                new ContractWorld(
                                4,
                                2,
                                UNLIMITED,
                                List.of(Visit.of(0, 0, 4, 5, 20), Visit.of(1, 0, 4, 5, 20)))
                        .prices(1, 1, 1, 0)
                        .demandCharge(10);
        double[][] wishes = play("peak_budget", world);
        for (double[] ofStep : wishes) {
            assertThat(ofStep[0] + ofStep[1]).isCloseTo(10, CLOSE);
        }
        assertThat(world.unservedKwh()).isCloseTo(0, CLOSE);
    }

    @Test
    void peakBudgetCountsOnThoseWhoComeOnTheMostCrowdedDay() {
        // Who is here needs 2.5 kWh, 2.5 kW over four steps; with the 10 kWh of who came yesterday
        // at step 2 it is 12.5 kW, so that the 2.5 kWh are taken at once.
        var world =
                new ContractWorld(4, 2, UNLIMITED, List.of(Visit.of(0, 0, 4, 2.5, 20)))
                        .prices(1, 1, 1, 1)
                        .yesterday(Visit.of(1, 2, 4, 10, 40))
                        .demandCharge(10);
        double[][] wishes = play("peak_budget", world);
        assertThat(wishes[0][0]).isCloseTo(10, CLOSE);
    }

    @Test
    void whatTheVehicleCannotTakeAnyMoreIsNotInTheBudget() {
        // One asks for 20 kWh within two steps at 10 kW: 5 kWh. The other's 5 kWh have eight steps.
        var world =
                new ContractWorld(
                                8,
                                2,
                                UNLIMITED,
                                List.of(Visit.of(0, 0, 2, 20, 10), Visit.of(1, 0, 8, 5, 10)))
                        .demandCharge(10);
        double[][] wishes = play("peak_budget", world);
        assertThat(wishes[0]).containsExactly(new double[] {10, 0}, CLOSE);
    }

    @Test
    void insuranceWaitsOnlyForWhatIsWorthIt() {
        // A missing kWh is valued at 1, and 0.4 of the drivers leave in each hour: a step of
        // waiting
        // costs 0.1 per kWh, two of them 0.2: less than 0.3 and more than 0.05.
        for (double later : new double[] {0.7, 0.95}) {
            var world =
                    new ContractWorld(4, 1, UNLIMITED, List.of(Visit.of(0, 0, 4, 2.5, 10)))
                            .prices(1, 1, later, 1);
            var rules = new Rules();
            var settings =
                    Settings.of(
                            "rule",
                            rules.settings("time_of_use"),
                            Map.of("insurance", "0.4", "spread", "0"));
            double[][] wishes = world.play(rules.create("time_of_use", settings));
            if (later < 0.8) {
                assertWishes(wishes, 0, 0, 10, 0);
            } else {
                assertWishes(wishes, 10, 0, 0, 0);
            }
        }
    }

    @Test
    void uncontrolledChargesAtOnce() {
        var world = new ContractWorld(4, 1, UNLIMITED, List.of(Visit.of(0, 1, 4, 4, 10)));
        assertWishes(play("uncontrolled", world), 0, 10, 6, 0);
    }
}
