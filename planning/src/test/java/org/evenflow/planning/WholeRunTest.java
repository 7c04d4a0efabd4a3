package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.evenflow.control.Action;
import org.evenflow.control.Settings;
import org.evenflow.control.Visit;
import org.evenflow.model.ChargeCurve;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connection;
import org.evenflow.model.Connector;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Phases;
import org.evenflow.model.Reactive;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

/** What the program of a whole run and its bound know of curves, levels and phases. */
class WholeRunTest {
    private static final double FREE = Double.POSITIVE_INFINITY;
    private static final double CLOSE = 1e-4;

    /** A battery of 100 kWh that takes 5 kW whatever its charge. */
    private static final Visit.Uptake SLOW =
            new Visit.Uptake(
                    new ChargeCurve.Tabulated(List.of(0.0, 1.0), List.of(5.0, 5.0)), 50, 100, 0, 0);

    private static PlanWorld world(Site site, Visit... visits) {
        var world = new PlanWorld(site, 2, 1, visits);
        world.buy[0] = 0.1;
        world.buy[1] = 0.5;
        return world;
    }

    private static WholeRun solved(PlanWorld world) {
        var run = new WholeRun(world.at(0), 0, -1, 0, 0, FleetProgram::solve);
        assertThat(run.solve(world.at(0), Fallback.Deadline.perSolve(60, Integer.MAX_VALUE)))
                .isTrue();
        return run;
    }

    private static double bound(PlanWorld world) {
        return LowerBound.of(world.at(0), 60, System::nanoTime).cost();
    }

    @Test
    void noStepStoresMoreThanTheCurveLetsThrough() {
        var visit = new VisitOf(0, 0, 2).charging(8, 10).taking(SLOW).visit();
        var world = world(PlanWorld.site(FREE, PlanWorld.ONE_WAY, 1), visit);
        try (var run = solved(world)) {
            // 5 kWh in the cheap hour, 3 in the dear one; without the curve 8 in the cheap one.
            assertThat(run.netKwh(0, 0)).isCloseTo(5, within(2e-3));
            assertThat(run.cost()).isCloseTo(5 * 0.1 + 3 * 0.5, within(2e-3));
        }
        // The bound lies below by what the grid of the curve is wide, 8 kWh / 1024, at most.
        assertThat(bound(world)).isBetween(2.0 - 0.4 * (8.0 / 1024 + 1e-3), 2.0 + CLOSE);
    }

    @Test
    void powersAreWholeLevelsWhereTheProgramChoosesThem() {
        // Levels of 3 kW from 6 kW on, 8 kW allowed: 6 now, and what is left, 4, fills the request.
        var levels = new Visit.Uptake(ConstantPowerTaper.NONE, 50, 100, 6, 3);
        var visit = new VisitOf(0, 0, 2).charging(10, 12).taking(levels).visit();
        var world = world(PlanWorld.site(8, PlanWorld.ONE_WAY, 1), visit);
        try (var run = solved(world)) {
            assertThat(run.cost()).isCloseTo(8 * 0.1 + 2 * 0.5, within(CLOSE));
            var deadline = Fallback.Deadline.perSolve(60, Integer.MAX_VALUE);
            assertThat(run.wholeLevels(world.at(0), deadline)).isTrue();
            assertThat(run.netKwh(0, 0)).isCloseTo(6, within(CLOSE));
            assertThat(run.netKwh(0, 1)).isCloseTo(4, within(CLOSE));
        }
    }

    /**
     * Two vehicles for three hours on levels of 0, 6, 9 and 12 kW, or what is left of a request,
     * under a limit and a charge for the peak: the cheapest of all 4,096 schedules.
     */
    @Test
    void noScheduleOnLevelsIsCheaperThanTheProgramsChoice() {
        var levels = new Visit.Uptake(ConstantPowerTaper.NONE, 50, 100, 6, 3);
        var deadline = Fallback.Deadline.perSolve(60, Integer.MAX_VALUE);
        for (long seed = 0; seed < 25; seed++) {
            var random = new RandomStream("levels", seed);
            double[] needKwh = {1 + random.nextInt(24), 1 + random.nextInt(24)};
            double limitKw = 9 + random.nextInt(12);
            var visits = new Visit[2];
            for (int v = 0; v < 2; v++) {
                visits[v] = new VisitOf(v, 0, 3).charging(needKwh[v], 12).taking(levels).visit();
            }
            Site site = PlanWorld.site(limitKw, PlanWorld.ONE_WAY, 2);
            var world = new PlanWorld(site, 3, 1, visits);
            world.unservedPerKwh = 20;
            world.demandPerKw = 0.3 * random.nextDouble();
            Arrays.setAll(world.buy, _ -> 0.1 + 0.5 * random.nextDouble());
            double least = cheapest(world, needKwh.clone(), new double[3], limitKw, 0);
            try (var run = solved(world)) {
                assertThat(run.wholeLevels(world.at(0), deadline)).isTrue();
                assertThat(run.cost()).as("seed %d", seed).isCloseTo(least, within(CLOSE));
            }
        }
    }

    /** The least cost of all that two vehicles can still do, step by step and one by one. */
    private static double cheapest(
            PlanWorld world, double[] leftKwh, double[] usedKwh, double limitKw, int choice) {
        if (choice == 6) {
            double cost = world.unservedPerKwh * (leftKwh[0] + leftKwh[1]);
            double peak = 0;
            for (int step = 0; step < 3; step++) {
                cost += world.buy[step] * usedKwh[step];
                peak = Math.max(peak, usedKwh[step]);
            }
            return cost + world.demandPerKw * peak;
        }
        int step = choice / 2;
        double least = FREE;
        for (double level : new double[] {0, 6, 9, 12}) {
            double[] left = leftKwh.clone();
            double[] used = usedKwh.clone();
            double kwh = Math.min(level, left[choice % 2]);
            left[choice % 2] -= kwh;
            used[step] += kwh;
            if (used[step] <= limitKw) {
                least = Math.min(least, cheapest(world, left, used, limitKw, choice + 1));
            }
        }
        return least;
    }

    /**
     * A step took 20 Wh more than the curve's cut lets through: the rest is planned all the same.
     */
    @Test
    void whatHasHappenedNeverLeavesARunWithoutAPlan() {
        var visit = new VisitOf(0, 0, 2).charging(8, 10).taking(SLOW).visit();
        var world = world(PlanWorld.site(FREE, PlanWorld.ONE_WAY, 1), visit);
        try (var run = solved(world)) {
            run.over(0);
            run.pin(0, 0, 5.02);
            var deadline = Fallback.Deadline.perSolve(60, Integer.MAX_VALUE);
            assertThat(run.solve(world.at(1), deadline)).isTrue();
            assertThat(run.netKwh(0, 1)).isCloseTo(2.98, within(CLOSE));
        }
    }

    /** Each way of the plan puts 8 kW onto the level below where no other may take the rest. */
    @Test
    void everyPlanIsPlayedOnLevels() {
        var levels = new Visit.Uptake(ConstantPowerTaper.NONE, 50, 100, 6, 3);
        var visit = new VisitOf(0, 0, 2).charging(14, 12).taking(levels).visit();
        for (String way : List.of("nearest", "below", "whole")) {
            var world = world(PlanWorld.site(8, PlanWorld.ONE_WAY, 1), visit);
            world.minKw = 6;
            world.levelKw = 3;
            var settings =
                    Settings.of(
                            "clairvoyant",
                            new Planners().settings("clairvoyant"),
                            Map.of("levels", way));
            var plan = new Clairvoyant(settings, FleetProgram::solve);
            var action = new Action(1, 0);
            plan.decide(world.at(0), action);
            assertThat(action.powerKw()[0]).as(way).isCloseTo(6, within(1e-9));
            plan.reset();
        }
    }

    /**
     * A fuse of 3 x 4 kW with two vehicles on the same phase: 4 kWh go through in the cheap hour,
     * though 12 kW are allowed in all.
     */
    @Test
    void vehiclesOnOnePhaseShareItsThird() {
        var kind = new ChargerKind.SlowAc(1, 32, 0, 0, 230);
        var phase = new Connection.Wye(Phases.A, 0);
        var connectors =
                List.of(
                        new Connector("c0", kind, phase, Reactive.NONE),
                        new Connector("c1", kind, phase, Reactive.NONE));
        var station = new Station("s", "", null, 12, 12, connectors);
        var site = Site.of(null, List.of(station), List.of());
        var world =
                world(
                        site,
                        new VisitOf(0, 0, 2).charging(4, 7).phases(1).visit(),
                        new VisitOf(1, 0, 2).charging(4, 7).phases(1).visit());
        try (var run = solved(world)) {
            assertThat(run.netKwh(0, 0) + run.netKwh(1, 0)).isCloseTo(4, within(CLOSE));
            assertThat(run.cost()).isCloseTo(4 * 0.1 + 4 * 0.5, within(CLOSE));
        }
        assertThat(bound(world)).isCloseTo(4 * 0.1 + 4 * 0.5, within(CLOSE));
    }

    /** Both ways at 10 kW would burn what the store loses of them; shares of an hour may. */
    @Test
    void aNegativePriceBurnsNoMoreThanOneWayAtATimeCan() {
        var visit =
                new VisitOf(0, 0, 2)
                        .stored(10)
                        .charging(0, 10)
                        .givingBack(10, 0)
                        .efficiency(0.8, 0.8)
                        .visit();
        var world = world(PlanWorld.site(FREE, PlanWorld.BOTH_WAYS, 1), visit);
        world.buy[0] = -0.1;
        world.buy[1] = -0.1;
        world.sell[0] = -0.1;
        world.sell[1] = -0.1;
        // Full, so what is charged was given before or in the same hour, c = d / 0.64; c + d <= 10
        // leaves (1 - 0.64) / 1.64 of 10 kWh to be burnt in each hour, where 3.6 kWh could be.
        double expected = -2 * 0.1 * 10 * (1 - 0.64) / 1.64;
        try (var run = solved(world)) {
            assertThat(run.cost()).isCloseTo(expected, within(CLOSE));
        }
        assertThat(bound(world)).isCloseTo(expected, within(CLOSE));
    }

    @Test
    void theHullOfACurveLiesAboveItEverywhere() {
        for (long seed = 0; seed < 40; seed++) {
            var random = new RandomStream("curves", seed);
            Visit visit = anyVisit(random);
            double hours = 0.25 + random.nextDouble();
            double[][] hull = CurveRows.hull(visit, hours, true);
            for (int i = 0; i < 500; i++) {
                double kwh = visit.mostKwh() * random.nextDouble();
                double gain = visit.storedAfterKwh(kwh, hours) - kwh;
                assertThat(CurveRows.at(hull, CurveRows.piece(hull, kwh), kwh))
                        .as("seed %d at %f kWh", seed, kwh)
                        .isGreaterThanOrEqualTo(gain - 1e-9);
            }
            for (int i = 2; i < hull[0].length; i++) {
                double before =
                        (hull[1][i - 1] - hull[1][i - 2]) / (hull[0][i - 1] - hull[0][i - 2]);
                double after = (hull[1][i] - hull[1][i - 1]) / (hull[0][i] - hull[0][i - 1]);
                assertThat(after).as("seed %d", seed).isLessThanOrEqualTo(before + 1e-9);
            }
        }
    }

    /** With a taper, or any table of limits, rising and falling. */
    private static Visit anyVisit(RandomStream random) {
        ChargeCurve curve =
                random.nextDouble() < 0.3
                        ? new ConstantPowerTaper(
                                0.9 * random.nextDouble(), 0.5 + random.nextDouble())
                        : new ChargeCurve.Tabulated(
                                List.of(0.0, 0.2, 0.5, 0.55, 0.8, 1.0),
                                random.doubles(6, 5, 60).boxed().toList());
        return new VisitOf(0, 0, 2)
                .charging(60, 20 + 30 * random.nextDouble())
                .taking(new Visit.Uptake(curve, 50, 60, 0, 0))
                .visit();
    }
}
