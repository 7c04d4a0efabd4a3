package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.control.Visit;
import org.junit.jupiter.api.Test;

class PlannedFleetTest {
    private static final double FREE = Double.POSITIVE_INFINITY;
    private static final double SOLVED = 1e-5;
    private static final double TIES = 1e-4;

    /** Two steps of an hour ahead. */
    private static final Map<String, Double> TWO =
            Map.of("equal_blocks", 1.0, "blocks", 2.0, "early_departure_share", 0.0);

    private static PlanWorld world(Visit... visits) {
        var site = PlanWorld.site(FREE, PlanWorld.BOTH_WAYS, 2);
        return new PlanWorld(site, 30, 1, visits);
    }

    private static double[] firstKw(PlanWorld world, boolean foresees, Map<String, Double> given) {
        try (var plan = RecedingPlanTest.solved(world, foresees, given)) {
            return plan.firstKw();
        }
    }

    @Test
    void whoStaysBeyondThePlanMustHaveWhatCannotBeChargedThen() {
        // 20 kWh stored, of which 16 in the two hours after the plan: 4 / 0.8 at the meter.
        var visit = new VisitOf(0, 0, 4).charging(20, 10).efficiency(0.8, 0.9).visit();
        var world = world(visit).at(0);
        world.buy[1] = 0.4;
        world.buy[2] = 0.1;
        assertThat(firstKw(world, false, TWO)[0]).isCloseTo(5, within(SOLVED));
        // Nor may it have less than it has, although it could catch up.
        var both = new VisitOf(0, 0, 20).stored(10).charging(5, 10).givingBack(10, 0).visit();
        var rich = world(both).at(0);
        rich.sell[0] = 0.29;
        assertThat(firstKw(rich, false, TWO)[0]).isCloseTo(0, within(SOLVED));
        // What is bought back within the plan may be given.
        rich.sell[0] = 0.5;
        rich.buy[0] = 0.6;
        assertThat(firstKw(rich.at(0), false, TWO)[0]).isCloseTo(-10, within(SOLVED));
    }

    /** Drivers of the days before asked for 20 kWh, of which their vehicles took 10.5. */
    private static PlanWorld afterOverAsking(Visit... visits) {
        var world = world(visits);
        var before = new VisitOf(0, 0, 10).charging(20, 10).stoppingAt(10.5).visit();
        world.days = List.of(Collections.nCopies(20, before));
        return world;
    }

    @Test
    void aPlanCountsOnWhatVehiclesAreInTheHabitOfTaking() {
        var visit = new VisitOf(0, 0, 10).charging(20, 10).stoppingAt(8).visit();
        var punctual = Map.of("early_departure_share", 0.0, "group_above", 1e9);
        var grouped = Map.of("early_departure_share", 0.0, "group_above", 0.0);
        // As the station's records say: see TakenSharesTest.
        double expected = 20 * (0.5 + 0.05 * 0.625 + 0.45 * 0.25);
        for (var given : List.of(punctual, grouped)) {
            try (var learnt = RecedingPlanTest.solved(afterOverAsking(visit).at(0), false, given);
                    var asked = RecedingPlanTest.solved(world(visit).at(0), false, given);
                    var known =
                            RecedingPlanTest.solved(afterOverAsking(visit).at(0), true, given)) {
                assertThat(asked.chargingCost()).isCloseTo(0.3 * 20, within(TIES));
                assertThat(learnt.chargingCost()).isCloseTo(0.3 * expected, within(TIES));
                assertThat(known.chargingCost()).isCloseTo(0.3 * 8, within(TIES));
            }
        }
    }

    @Test
    void allThatIsAskedForStaysWithinReach() {
        // 20 kWh in three hours of 10 kW and cheaper later: none now for the 12.9 kWh expected, but
        // none would be late either; with two hours only, 10 kW now.
        var punctual = Map.of("early_departure_share", 0.0, "group_above", 1e9);
        var grouped = Map.of("early_departure_share", 0.0, "group_above", 0.0);
        for (var given : List.of(punctual, grouped)) {
            var time = afterOverAsking(VisitOf.simple(0, 0, 3, 20, 10)).at(0);
            var late = afterOverAsking(VisitOf.simple(0, 0, 2, 20, 10)).at(0);
            time.buy[0] = 0.9;
            late.buy[0] = 0.9;
            assertThat(firstKw(time, false, given)[0]).isCloseTo(0, within(SOLVED));
            assertThat(firstKw(late, false, given)[0]).isCloseTo(10, within(SOLVED));
        }
    }

    @Test
    void partOfARequestTakesPartOfItsHours() {
        // 20 kWh from 5 on through 0.8 at 10 kW: 2.5 h, of which 8 kWh take one.
        var visit = new VisitOf(0, 0, 6).stored(5).charging(20, 10).efficiency(0.8, 0.9).visit();
        var world = world(visit).at(0);
        assertThat(Stays.hoursTo(world, 0, 25, 6)).isCloseTo(2.5, within(1e-12));
        assertThat(Stays.hoursTo(world, 0, 13, 6)).isCloseTo(1, within(1e-5));
        assertThat(Stays.steadyKw(world, 0, 13, 1)).isCloseTo(10, within(1e-12));
        // Nobody waits for it longer than until the departure.
        assertThat(Stays.hoursTo(world, 0, 24, 2)).isCloseTo(2, within(1e-5));
    }

    @Test
    void whoHasStoppedHasNothingMoreToTake() {
        var world = afterOverAsking(new VisitOf(0, 0, 10).charging(20, 10).stoppingAt(8).visit());
        try (var plan = RecedingPlanTest.empty(world.at(0), false, TWO, FleetProgram::solve)) {
            plan.fill(world);
            world.play(new double[] {8, 0});
            plan.fill(world);
            assertThat(plan.solve(world, RecedingPlanTest.forever())).isTrue();
            assertThat(plan.chargingCost()).isCloseTo(0, within(TIES));
        }
    }

    @Test
    void theLastHoursTakeWhatTheChargeCurveLetsThrough() {
        // An hour to the knee, four at 2.5 kW: of the last hour, which is cheap, no more than 2.5,
        // though the mean would be 4.
        var world = world(new VisitOf(0, 0, 6).charging(20, 10).visit());
        world.kneeKwh = 10;
        world.slowKw = 2.5;
        world.at(0).buy[5] = 0.1;
        try (var plan =
                RecedingPlanTest.solved(world, false, Map.of("early_departure_share", 0.0))) {
            assertThat(plan.chargingCost()).isCloseTo(17.5 * 0.3 + 2.5 * 0.1, within(20 * TIES));
        }
    }

    @Test
    void whatTakesForeverToReachDoesNotHurry() {
        // The curve lets nothing through above 19.9 of 20 kWh; the last three hours are cheap.
        var world = world(new VisitOf(0, 0, 6).charging(20, 10).visit());
        world.kneeKwh = 19.9;
        world.slowKw = 0;
        Arrays.fill(world.at(0).buy, 3, 6, 0.1);
        var punctual = Map.of("early_departure_share", 0.0);
        assertThat(firstKw(world, false, punctual)[0]).isCloseTo(0, within(0.2));
    }

    @Test
    void ofEqualHoursTheEarliestIsTaken() {
        var visit = new VisitOf(0, 0, 6).charging(8, 10).visit();
        var punctual = Map.of("early_departure_share", 0.0);
        assertThat(firstKw(world(visit).at(0), false, punctual)[0]).isCloseTo(8, within(SOLVED));
    }

    @Test
    void whereACrowdMayComeRoomIsKept() {
        // 30 kWh fit into the three cheap hours, unless somebody comes who needs 10 of them.
        var here = new VisitOf(0, 0, 4).charging(30, 10).visit();
        var site = PlanWorld.site(10, PlanWorld.ONE_WAY, 2);
        var world = new PlanWorld(site, 30, 1, here).at(0);
        Arrays.fill(world.buy, 0.1);
        world.buy[0] = 0.3;
        var crowd = List.of(new VisitOf(1, 1, 4).charging(10, 10).visit());
        // On one of two days: half of 1 per kWh is more than the 0.2 that waiting saves.
        world.days = List.of(crowd, List.of());
        assertThat(firstKw(world, false, Map.of("early_departure_share", 0.0))[0])
                .isCloseTo(10, within(SOLVED));
        // On one of twenty it is not.
        var quiet = new ArrayList<>(Collections.nCopies(19, List.<Visit>of()));
        quiet.add(crowd);
        world.days = quiet;
        assertThat(firstKw(world, false, Map.of("early_departure_share", 0.0))[0]).isLessThan(1);
    }

    /** Losses of a line rise with the square of its power, so equal hours share what there is. */
    @Test
    void behindALineEqualHoursShareTheCharge() {
        var visit = new VisitOf(0, 0, 2).charging(60, 60).visit();
        var site = PlanWorld.site(OneLine.feeder(0, 0.5, 1e6), 100, PlanWorld.ONE_WAY, 1);
        var world = new PlanWorld(site, 30, 1, visit).at(0);
        Arrays.fill(world.buy, 0.1);
        // Thirds of the power cost ever more: two in the first hour, one in the second.
        var punctual = Map.of("early_departure_share", 0.0);
        assertThat(firstKw(world, false, punctual)[0]).isCloseTo(40, within(SOLVED));
    }

    @Test
    void theMostCrowdedDayCountsByItselfNotByTheMeanOfSeveral() {
        var here = new VisitOf(0, 0, 4).charging(30, 10).visit();
        var site = PlanWorld.site(10, PlanWorld.ONE_WAY, 2);
        var world = new PlanWorld(site, 30, 1, here).at(0);
        Arrays.fill(world.buy, 0.1);
        world.buy[0] = 0.12;
        var days = new ArrayList<>(Collections.nCopies(27, List.<Visit>of()));
        days.add(List.of(new VisitOf(1, 1, 4).charging(10, 10).visit()));
        world.days = days;
        // One day in 28 times 1 per kWh is more than the 0.02 that waiting saves.
        assertThat(firstKw(world, false, Map.of("early_departure_share", 0.0))[0])
                .isCloseTo(10, within(SOLVED));
    }

    @Test
    void departuresAreDeclaredUnlessTheyAreForeseenAndNeverPast() {
        var visit = new VisitOf(0, 0, 2).declared(6).charging(8, 10).visit();
        var world = world(visit).at(0);
        Arrays.fill(world.buy, 0.1);
        world.buy[0] = 0.3;
        world.buy[1] = 0.2;
        var punctual = Map.of("early_departure_share", 0.0);
        try (var declared = RecedingPlanTest.solved(world, false, punctual);
                var foreseen = RecedingPlanTest.solved(world, true, punctual)) {
            assertThat(declared.chargingCost()).isCloseTo(0.8, within(TIES));
            assertThat(foreseen.chargingCost()).isCloseTo(1.6, within(TIES));
        }
        var over = new VisitOf(0, 0, 9).declared(3).charging(8, 10).visit();
        // Past its declared departure it may leave with the next step.
        var late = world(over).at(5);
        late.buy[5] = 0.9;
        assertThat(firstKw(late, false, punctual)[0]).isCloseTo(8, within(SOLVED));
    }

    @Test
    void chargingLateCostsTheChanceThatItsDriverHasLeft() {
        // Ten hours, of which an early leaver misses up to 7.5; nothing is on record.
        var visit = new VisitOf(0, 0, 10).charging(1, 10).visit();
        var world = world(visit).at(0);
        Arrays.fill(world.buy, 0.5);
        world.buy[4] = 0.33;
        world.buy[9] = 0.1;
        // Three in ten leave early, 7 / 7.5 of them by half past nine.
        assertThat(cost(world, 0.1)).isCloseTo(0.1 + 0.28, within(TIES));
        // Half of all: by half past four 2 / 7.5 of them.
        assertThat(cost(world, 0.5)).isCloseTo(0.33 + 0.5 * 2 / 7.5, within(TIES));
        // At once is cheaper than 0.33 + 0.24.
        assertThat(cost(world, 0.9)).isCloseTo(0.5, within(TIES));
    }

    private static double cost(PlanWorld world, double earlyShare) {
        var given = Map.of("early_departure_share", earlyShare);
        try (var plan = RecedingPlanTest.solved(world, false, given)) {
            return plan.chargingCost();
        }
    }

    @Test
    void givingBackBeforeChargingCostsTheChanceThatItsDriverLeavesBetween() {
        var visit = new VisitOf(0, 0, 10).stored(10).charging(0, 10).givingBack(1, 0).visit();
        var world = world(visit).at(0);
        world.buy[8] = 0.5;
        world.sell[8] = 0.5;
        // One kWh is sold at 0.5 and bought at 0.3; three in ten leave early, 1 / 7.5 of them
        // between.
        for (double groupAbove : new double[] {0, 1e9}) {
            var given = Map.of("early_departure_share", 0.05, "group_above", groupAbove);
            try (var plan = RecedingPlanTest.solved(world, false, given)) {
                assertThat(plan.chargingCost()).isCloseTo(-0.2 + 0.3 / 7.5, within(TIES));
            }
        }
    }

    @Test
    void aConnectorThatWasLeftIsClosed() {
        var world = world(VisitOf.simple(0, 0, 1, 5, 10), VisitOf.simple(1, 1, 3, 4, 10)).at(0);
        try (var plan = RecedingPlanTest.empty(world, false, TWO, FleetProgram::solve)) {
            plan.fill(world);
            plan.solve(world, RecedingPlanTest.forever());
            assertThat(plan.chargingCost()).isCloseTo(1.5, within(TIES));
            world.play(plan.firstKw());
            plan.fill(world);
            plan.solve(world, RecedingPlanTest.forever());
            assertThat(plan.chargingCost()).isCloseTo(1.2, within(TIES));
        }
    }

    @Test
    void theFirstBlockTakesNoMoreThanTheVehicleNowCan() {
        // The charge curve lets it take 6 of 10 kW now.
        var world = world(VisitOf.simple(0, 0, 2, 15, 10)).at(0);
        world.owned.range(0, 0, 6);
        world.buy[1] = 0.5;
        assertThat(firstKw(world, false, TWO)[0]).isCloseTo(6, within(SOLVED));
    }

    @Test
    void wearIsPaidInSegments() {
        // 0.02 P²: chords of 0.1 and 0.3 per kWh below and above 5 kW of 10.
        var visit = new VisitOf(0, 0, 2).charging(12, 10).wear(0.02, 2).visit();
        var world = world(visit).at(0);
        world.buy[1] = 0.6;
        var given = new HashMap<>(TWO);
        given.put("wear_segments", 2.0);
        // 10 kWh at 0.4 and 0.6, of the rest at 0.7 none above: 2 kWh later.
        assertThat(firstKw(world, false, given)[0]).isCloseTo(10, within(SOLVED));
        world.buy[1] = 0.45;
        // 5 at 0.4, 5 at 0.55, 2 at 0.6.
        try (var plan = RecedingPlanTest.solved(world.at(0), false, given)) {
            assertThat(plan.firstKw()[0]).isCloseTo(7, within(SOLVED));
            assertThat(plan.chargingCost()).isCloseTo(2 + 2.75 + 1.2, within(TIES));
        }
    }

    @Test
    void theBlockThatIsCarriedOutKnowsWearMoreFinely() {
        // 0.02 P²: a chord of 0.2 per kWh up to 10 kW; in thirds 0.067, 0.2 and 0.333.
        var visit = new VisitOf(0, 0, 2).charging(6, 10).givingBack(10, 0).wear(0.02, 2).visit();
        var world = world(visit).at(0);
        world.buy[0] = 0.4;
        world.buy[1] = 0.35;
        // Later for 0.55; now for 0.467 up to a third, then for 0.6.
        assertThat(firstKw(world, false, TWO)[0]).isCloseTo(10 / 3.0, within(SOLVED));
        var given = new HashMap<>(TWO);
        given.put("first_segments", 1.0);
        assertThat(firstKw(world, false, given)[0]).isCloseTo(0, within(SOLVED));
        // Left open, many vehicles have no more pieces there than elsewhere.
        given.remove("first_segments");
        given.put("steady_above", 0.0);
        assertThat(firstKw(world, false, given)[0]).isCloseTo(0, within(SOLVED));
    }

    @Test
    void whatIsUrgentIsTheNeedLessWhatLaterStepsCanGive() {
        var visit = new VisitOf(0, 0, 4).charging(24, 10).efficiency(0.8, 0.5).visit();
        var world = world(visit).at(0);
        // 30 kWh at the meter; three hours later give 30, two 20.
        assertThat(Stays.leastKw(world, 0, 4)).isCloseTo(0, within(1e-9));
        assertThat(Stays.leastKw(world, 0, 3)).isCloseTo(10, within(1e-9));
        assertThat(Stays.leastKw(world, 0, 1)).isCloseTo(30, within(1e-9));
        // 10 kWh at the meter to spare are 8 stored and 4 given.
        assertThat(Stays.leastKw(world, 0, 5)).isCloseTo(-4, within(1e-9));
    }
}
