package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.evenflow.control.Habits;
import org.evenflow.control.LevelRounding;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Visit;
import org.evenflow.dispatch.Sites;
import org.evenflow.model.Site;
import org.evenflow.numeric.RandomStream;
import org.evenflow.numeric.SolveStatus;
import org.junit.jupiter.api.Test;

class GroupedFleetTest {
    private static final Map<String, Double> ONE_PIECE = Map.of("wear_segments", 1.0);
    private static final double FREE = Double.POSITIVE_INFINITY;

    /** Solver's tolerance and ties; envelopes are a billionth wider than they are. */
    private static final double SOLVED = 1e-4;

    private static final Map<String, Double> GROUPED = Map.of("group_above", 0.0);

    private static PlanWorld world(double stationKw, int steps, double stepHours, Visit... visits) {
        int connectors = 0;
        for (Visit visit : visits) {
            connectors = Math.max(connectors, visit.connector() + 1);
        }
        Site site = PlanWorld.site(stationKw, PlanWorld.BOTH_WAYS, connectors);
        return new PlanWorld(site, steps, stepHours, visits);
    }

    @Test
    void equalVehiclesCostTogetherWhatTheyCostOneByOne() {
        for (long seed = 0; seed < 20; seed++) {
            var random = new RandomStream("equal", seed);
            int leaves = 3 + random.nextInt(18);
            int count = 2 + random.nextInt(5);
            double kwh = 30 * random.nextDouble();
            boolean isBothWays = seed % 2 == 0;
            Visit[] visits = new Visit[count];
            for (int i = 0; i < count; i++) {
                var one = new VisitOf(i, 0, leaves).stored(12).charging(kwh, 7);
                one.efficiency(0.9, 0.94).wear(0.02, 1.2);
                visits[i] = isBothWays ? one.givingBack(5, 4).visit() : one.visit();
            }
            var world = world(4.0 * count, 24, 1, visits);
            for (int step = 0; step < 24; step++) {
                world.buy[step] = 0.1 + 0.4 * random.nextDouble();
                world.sell[step] = 0.9 * world.buy[step];
            }
            world.demandPerKw = random.nextInt(2) * 0.2;
            try (var grouped = RecedingPlanTest.solved(world.at(0), true, GROUPED);
                    var single = RecedingPlanTest.solved(world, true, ONE_PIECE)) {
                double lacking = Math.max(0, kwh - 7 * 0.9 * leaves) * count / 0.9;
                // What cannot be reached counts for single vehicles only, at 1 per kWh.
                assertThat(grouped.chargingCost())
                        .as("seed %d", seed)
                        .isCloseTo(single.chargingCost() - lacking, within(SOLVED));
            }
        }
    }

    @Test
    void whoStaysBeyondThePlanKeepsWhatItNeedsThen() {
        var stays = new VisitOf(0, 0, 20).stored(10).charging(5, 10).givingBack(10, 0).visit();
        var world = world(FREE, 24, 1, stays);
        Arrays.fill(world.sell, 0.3);
        var given = Map.of("group_above", 0.0, "equal_blocks", 1.0, "blocks", 2.0);
        // As much as it has, although it could catch up: nothing to sell.
        try (var plan = RecedingPlanTest.solved(world.at(0), true, given)) {
            assertThat(plan.chargingCost()).isCloseTo(0, within(SOLVED));
        }
        // Of 25 kWh 20 in the two hours after the plan: 5 within it.
        var needs = VisitOf.simple(0, 0, 4, 25, 10);
        try (var plan = RecedingPlanTest.solved(world(FREE, 24, 1, needs).at(0), true, given)) {
            assertThat(plan.chargingCost()).isCloseTo(1.5, within(SOLVED));
        }
    }

    @Test
    void withinAGroupEachIsServedBeforeItLeaves() {
        var world =
                world(
                        FREE,
                        24,
                        0.5,
                        VisitOf.simple(0, 0, 3, 5, 10),
                        VisitOf.simple(1, 0, 4, 5, 10),
                        VisitOf.simple(2, 0, 5, 5, 10));
        Arrays.fill(world.buy, 0.5);
        world.buy[2] = 0.4;
        world.buy[3] = 0.3;
        world.buy[4] = 0.2;
        try (var plan = RecedingPlanTest.solved(world.at(0), true, GROUPED)) {
            // Each in its last half hour: nobody's energy is moved to where it has left.
            assertThat(plan.chargingCost()).isCloseTo(5 * (0.4 + 0.3 + 0.2), within(SOLVED));
        }
    }

    /** Vehicles of a few hours of departure that give back or not. */
    private static PlanWorld random(long seed, double into, double outOf) {
        var random = new RandomStream("groups", seed);
        int count = 12;
        Visit[] visits = new Visit[count];
        for (int i = 0; i < count; i++) {
            int arrives = random.nextInt(3) * random.nextInt(10);
            int leaves = arrives + 2 + random.nextInt(24);
            double kw = 4 + 10 * random.nextDouble();
            double kwh = Math.min(30 * random.nextDouble(), (leaves - arrives) * 0.5 * kw * into);
            var one = new VisitOf(i, arrives, leaves).stored(12).charging(kwh, kw);
            one.efficiency(into, outOf).wear(0.02, 1.2);
            visits[i] = i % 2 == 0 ? one.givingBack(5, 4).visit(0.5) : one.visit(0.5);
        }
        var world = world(FREE, 48, 0.5, visits);
        for (int step = 0; step < 48; step++) {
            world.buy[step] = 0.1 + 0.4 * random.nextDouble();
            world.sell[step] = 0.9 * world.buy[step];
        }
        return world.at(0);
    }

    @Test
    void followingAGroupedPlanServesEveryVehicle() {
        for (long seed = 0; seed < 20; seed++) {
            var world = random(seed, 0.9, 0.94);
            var storedKwh = new HashMap<Integer, Double>();
            try (var plan = RecedingPlanTest.empty(world, false, GROUPED, FleetProgram::solve)) {
                for (int step = 0; step < 47; step++) {
                    plan.fill(world);
                    assertThat(plan.solve(world, RecedingPlanTest.forever())).isTrue();
                    double[] kw = plan.firstKw();
                    play(world, kw, storedKwh, "seed " + seed + ", step " + step);
                }
            }
            for (Visit visit : world.foresight().visits()) {
                assertThat(storedKwh.get(visit.connector()))
                        .as("seed %d, connector %d", seed, visit.connector())
                        .isCloseTo(visit.targetKwh(), within(SOLVED));
            }
        }
    }

    private static void play(PlanWorld world, double[] kw, Map<Integer, Double> stored, String at) {
        Limits limits = world.limits();
        int[] here = IntStream.range(0, limits.pluggedInCount()).map(limits::connectorAt).toArray();
        for (int rank = 0; rank < here.length; rank++) {
            assertThat(kw[here[rank]])
                    .as("%s, connector %d", at, here[rank])
                    .isBetween(limits.lowKwAt(rank) - 1e-9, limits.highKwAt(rank) + 1e-9);
        }
        world.play(kw);
        for (int connector : here) {
            stored.put(connector, world.storedKwh(connector));
        }
    }

    @Test
    void whatAGroupGetsIsAllGivenOutToThoseWithLeastTimeFirst() {
        for (long seed = 0; seed < 20; seed++) {
            var world = random(seed, 1, 1).at(4);
            Points points = Points.of(world.site());
            var blocks = new Blocks(10, 0.5);
            blocks.growing(4, 48, step -> 0);
            var shape = FleetShape.receding(10, points, true, new int[] {-1}, 0, 1, 1, 1);
            var habits = new Habits(List.of(), world.limits(), 0.5, 0);
            var fleet = new GroupedFleet(points, 10, habits, false);
            try (var program = new FleetProgram(shape)) {
                for (int k = 0; k < 10; k++) {
                    double buy = world.buy[blocks.start[k]];
                    program.supply.block(k, 0, 0, buy, 0.9 * buy, FREE);
                }
                new Newcomers(List.of(List.of()), false, points, 10, GroupedFleet.count(points))
                        .fill(world, program, blocks, 1);
                fleet.welcome(
                        world,
                        program,
                        new SiteRows(program, world.limits().layout(), 1, true),
                        new LevelRounding(world.limits()));
                fleet.fill(world, program, blocks, world.servicePerKwh());
                assertThat(program.solve(60)).isEqualTo(SolveStatus.OPTIMAL);
                double[] kw = new double[world.limits().connectors()];
                fleet.powers(world, program, blocks, kw);
                double sum = Arrays.stream(kw).sum();
                assertThat(sum)
                        .as("seed %d", seed)
                        .isCloseTo(program.pointKwh(0, 0) / 0.5, within(SOLVED));
            }
        }
    }

    @Test
    void theOneWithLeastTimeToSpareChargesFirst() {
        // Both leave in hour 3, the second half an hour earlier; 10 kW for one of them now.
        var world =
                world(
                        10,
                        24,
                        0.5,
                        VisitOf.simple(0, 0, 8, 10, 10),
                        VisitOf.simple(1, 0, 7, 10, 10));
        Arrays.fill(world.buy, 0.5);
        world.buy[0] = 0.1;
        try (var plan = RecedingPlanTest.solved(world.at(0), true, GROUPED)) {
            assertThat(plan.firstKw()).containsExactly(new double[] {0, 10}, within(SOLVED));
        }
    }

    private static double gapPercent(Observation observation) {
        try (var gap = new PlanGap(observation)) {
            return gap.percent(observation);
        }
    }

    @Test
    void whatAGroupGivesIsNoMoreThanPlanned() {
        var one = new VisitOf(0, 0, 5).stored(20).charging(0, 10).givingBack(5, 0).visit();
        var other = new VisitOf(1, 0, 5).stored(20).charging(0, 10).givingBack(5, 0).visit();
        // The station lets 5 kW out, which either vehicle could give alone.
        var world = world(5, 24, 1, one, other);
        world.buy[0] = 0.9;
        world.sell[0] = 0.9;
        try (var plan = RecedingPlanTest.solved(world.at(0), true, GROUPED)) {
            double[] kw = plan.firstKw();
            assertThat(kw[0] + kw[1]).isCloseTo(-5, within(SOLVED));
        }
    }

    @Test
    void theFastDoNotChargeForTheSlow() {
        // 5 kWh at 10 kW are full after half an hour, 10 kWh at 2 kW take five hours.
        var fast = new VisitOf(0, 0, 12).charging(5, 10).visit(0.5);
        var slow = new VisitOf(1, 0, 12).charging(10, 2).visit(0.5);
        var world = world(FREE, 24, 0.5, fast, slow);
        world.buy[0] = 0.1;
        world.buy[1] = 0.1;
        // In the cheap hour all of the former and 2 kWh of the latter.
        try (var plan = RecedingPlanTest.solved(world.at(0), true, GROUPED)) {
            assertThat(plan.chargingCost()).isCloseTo(7 * 0.1 + 8 * 0.3, within(SOLVED));
        }
    }

    @Test
    void planningInGroupsNeverGainsAndLosesLittle() {
        var equal =
                world(
                        FREE,
                        24,
                        1,
                        VisitOf.simple(0, 0, 8, 10, 10),
                        VisitOf.simple(1, 0, 8, 10, 10));
        assertThat(gapPercent(equal.at(0))).isCloseTo(0, within(SOLVED));
        double sum = 0;
        for (long seed = 0; seed < 20; seed++) {
            double gap = gapPercent(random(seed, 0.9, 0.94).at(4));
            // Of costs near 10, the tolerance is of a few 1e-5.
            assertThat(gap).as("seed %d", seed).isGreaterThan(-0.01);
            sum += gap;
        }
        // Nothing held to the groups' first step would have no gap at all.
        assertThat(sum / 20).isBetween(0.01, 1.0);
    }

    @Test
    void sitesWithoutStationsInCommonShareNothing() {
        Site site =
                Site.of(
                        null,
                        List.of(
                                Sites.station("s", "", null, FREE, 0, PlanWorld.ONE_WAY, 1),
                                Sites.station("t", "", null, 2, 0, PlanWorld.ONE_WAY, 1)),
                        List.of());
        var world =
                new PlanWorld(
                        site,
                        24,
                        1,
                        VisitOf.simple(0, 0, 2, 10, 10),
                        VisitOf.simple(1, 0, 2, 10, 10));
        world.buy[0] = 0.1;
        try (var plan = RecedingPlanTest.solved(world.at(0), true, GROUPED)) {
            assertThat(plan.firstKw()).containsExactly(new double[] {10, 2}, within(SOLVED));
            // 4 of the second's 10 kWh, at 0.1 and 0.3; the other 6 at 1.
            assertThat(plan.chargingCost()).isCloseTo(1 + 0.2 + 0.6 + 6, within(SOLVED));
        }
    }
}
