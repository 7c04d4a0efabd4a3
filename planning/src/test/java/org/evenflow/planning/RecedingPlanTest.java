package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.evenflow.control.Action;
import org.evenflow.control.Experience;
import org.evenflow.control.Settings;
import org.evenflow.control.Visit;
import org.evenflow.dispatch.Sites;
import org.evenflow.forecast.Persistence;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Site;
import org.evenflow.numeric.RandomStream;
import org.evenflow.numeric.SolveStatus;
import org.junit.jupiter.api.Test;

class RecedingPlanTest {
    private static final double FREE = Double.POSITIVE_INFINITY;

    /** The solver's tolerance of powers, and 1e-6 per kWh that settles ties in costs. */
    private static final double SOLVED = 1e-5;

    private static final double TIES = 1e-4;

    /** A plan of the present step, by foresight or by persistence. */
    static RecedingPlan solved(PlanWorld world, boolean foresees, Map<String, Double> given) {
        var plan = empty(world, foresees, given, FleetProgram::solve);
        plan.fill(world);
        assertThat(plan.solve(world, forever())).isTrue();
        return plan;
    }

    static RecedingPlan empty(
            PlanWorld world, boolean foresees, Map<String, Double> given, Fallback.ToSolve solver) {
        var settings = Settings.of("controller mpc", new Planners().settings("mpc"), given);
        return new RecedingPlan(
                world,
                new Experience(world),
                foresees ? null : new Persistence(),
                settings,
                solver);
    }

    static Fallback.Deadline forever() {
        return Fallback.Deadline.in(1e6, () -> 0);
    }

    @Test
    void aPeakIsRaisedTodayForTheDaysToCome() {
        // 10 kWh within four hours on each of three days; the first two hours are 0.3 cheaper.
        var world =
                world(
                        PlanWorld.ONE_WAY,
                        72,
                        VisitOf.simple(0, 8, 12, 10, 6),
                        VisitOf.simple(0, 32, 36, 10, 6),
                        VisitOf.simple(0, 56, 60, 10, 6));
        world.unservedPerKwh = 50;
        Arrays.fill(world.buy, 0.5);
        for (int day = 0; day < 3; day++) {
            Arrays.fill(world.buy, day * 24 + 8, day * 24 + 10, 0.2);
        }
        // A kW saves 0.6 a day: 1.8 in three days, 0.6 on the last one.
        world.demandPerKw = 1.5;
        assertThat(first(world.at(8), Map.of())).isCloseTo(5, within(1e-4));
        assertThat(first(world.at(56), Map.of())).isCloseTo(2.5, within(1e-4));
    }

    @Test
    void levelsDoNotLiftASumAboveThePlannedPeak() {
        // 13.5 kWh in two hours: 6.75 kW, which levels of 1 kW would make 7.
        var world = world(PlanWorld.ONE_WAY, 4, VisitOf.simple(0, 0, 2, 13.5, 10));
        world.unservedPerKwh = 50;
        world.levelKw = 1;
        world.demandPerKw = 5;
        var action = new Action(1, 0);
        try (var plan = solved(world.at(0), true, Map.of())) {
            plan.apply(world, action);
        }
        assertThat(action.powerKw()[0]).isEqualTo(6);
        world.demandPerKw = 0;
        world.buy[1] = 0.31;
        try (var plan = solved(world.at(0), true, Map.of())) {
            plan.apply(world, action);
        }
        assertThat(action.powerKw()[0]).isEqualTo(10);
    }

    private static double first(PlanWorld world, Map<String, Double> given) {
        try (var plan = solved(world, true, given)) {
            return plan.firstKw()[0];
        }
    }

    private static PlanWorld world(ChargerKind kind, int steps, Visit... visits) {
        return new PlanWorld(PlanWorld.site(FREE, kind, visits.length), steps, 1, visits);
    }

    private static void set(double[] values, double... to) {
        System.arraycopy(to, 0, values, 0, to.length);
    }

    @Test
    void carbonHasItsPriceAndEnergyBeyondThePlanItsWorth() {
        var world = world(PlanWorld.ONE_WAY, 20, VisitOf.simple(0, 0, 2, 8, 10));
        set(world.buy, 0.2, 0.3);
        set(world.carbon, 0.5, 0.1);
        assertThat(first(world.at(0), Map.of())).isCloseTo(8, within(SOLVED));
        // 0.2 + 0.3 * 0.5 > 0.3 + 0.3 * 0.1.
        assertThat(first(world.at(0), Map.of("carbon_price", 0.3))).isCloseTo(0, within(SOLVED));
        assertThat(first(world.at(0), Map.of("carbon_price", 0.2))).isCloseTo(8, within(SOLVED));
        var later = world(PlanWorld.ONE_WAY, 20, VisitOf.simple(0, 0, 6, 8, 10));
        set(later.buy, 0.2, 0.3, 0.1);
        Map<String, Double> steps = Map.of("equal_blocks", 1.0, "blocks", 2.0);
        // What 4 h after the plan give is not charged now, unless it is worth more then.
        assertThat(first(later.at(0), steps)).isCloseTo(0, within(SOLVED));
        for (var kind : List.of(PlanWorld.ONE_WAY, PlanWorld.BOTH_WAYS)) {
            var lossy = new VisitOf(0, 0, 6).charging(8, 10).efficiency(0.8, 1).visit();
            var stays = world(kind, 20, lossy);
            set(stays.buy, 0.2, 0.3, 0.1);
            // 0.2 / 0.8 per stored kWh, of which there may be 8.
            for (double worth : new double[] {0.24, 0.26}) {
                var priced = Map.of("equal_blocks", 1.0, "blocks", 2.0, "terminal_price", worth);
                assertThat(first(stays.at(0), priced))
                        .as("%s at %s", kind.label(), worth)
                        .isCloseTo(worth < 0.25 ? 0 : 10, within(SOLVED));
            }
        }
    }

    @Test
    void oneBlockIsOneStep() {
        // 4 kWh within an hour and nothing to spare: all of it, not spread over the other's stay.
        var world =
                world(
                        PlanWorld.ONE_WAY,
                        20,
                        VisitOf.simple(0, 0, 1, 4, 4),
                        VisitOf.simple(1, 0, 8, 4, 4));
        assertThat(first(world.at(0), Map.of("blocks", 1.0))).isCloseTo(4, within(SOLVED));
    }

    /** One connector, a base load of 4 kW and a plant. */
    private static Site plantSite() {
        return PlanWorld.siteBeside(4, PlanWorld.plant("p"));
    }

    @Test
    void aBlockIsEitherOfSurplusOrOfImport() {
        var world = new PlanWorld(plantSite(), 15, 1, VisitOf.simple(0, 0, 15, 8, 10));
        world.plantKw[0][9] = 9;
        world.plantKw[0][10] = 9;
        // Of four blocks by one factor the last, hours 7 to 14, would import on average; as it is
        // the 10 kWh of surplus in hours 9 and 10 have a block of their own.
        try (var plan = solved(world.at(0), true, Map.of("blocks", 4.0))) {
            assertThat(plan.chargingCost()).isCloseTo(0, within(TIES));
        }
    }

    @Test
    void plansCostWhatChargingAddsToWhatBaseLoadAndPlantsWouldCost() {
        Site site = plantSite();
        var world = new PlanWorld(site, 3, 1, VisitOf.simple(0, 0, 3, 8, 10));
        set(world.buy, 0.3, 0.4, 0.5);
        set(world.sell, 0.1, 0.1, 0.1);
        set(world.plantKw[0], 0, 9, 0);
        // 5 kWh of surplus, which would earn 0.1, and 3 kWh at 0.3.
        try (var plan = solved(world.at(0), true, Map.of())) {
            assertThat(plan.firstKw()[0]).isCloseTo(3, within(SOLVED));
            assertThat(plan.chargingCost()).isCloseTo(0.5 + 0.9, within(TIES));
        }
        // With 2 per kW only the 4 kW of base load are paid for: all in the second hour, 3 kW net.
        world.demandPerKw = 2;
        try (var plan = solved(world.at(0), true, Map.of())) {
            assertThat(plan.firstKw()[0]).isCloseTo(0, within(SOLVED));
            assertThat(plan.chargingCost()).isCloseTo(0.5 + 3 * 0.4, within(TIES));
        }
        world.billedPeakKw = 7;
        try (var plan = solved(world.at(0), true, Map.of())) {
            assertThat(plan.firstKw()[0]).isCloseTo(3, within(SOLVED));
            assertThat(plan.chargingCost()).isCloseTo(0.5 + 0.9, within(TIES));
        }
        // Where export costs, surplus is used at no cost and the rest of it curtailed.
        world.demandPerKw = 0;
        set(world.sell, 0, -0.1, 0);
        try (var plan = solved(world.at(0), true, Map.of())) {
            assertThat(plan.chargingCost()).isCloseTo(0.9, within(TIES));
        }
    }

    @Test
    void plantsAreCurtailedWhereExportCosts() {
        Site site = PlanWorld.siteBeside(0, PlanWorld.plant("p"));
        var world = new PlanWorld(site, 3, 1, VisitOf.simple(0, 0, 1, 2, 10));
        Arrays.fill(world.plantKw[0], 8);
        set(world.sell, -0.1);
        var action = new Action(1, 1);
        try (var plan = solved(world.at(0), true, Map.of())) {
            plan.apply(world, action);
        }
        assertThat(action.powerKw()[0]).isCloseTo(2, within(SOLVED));
        // 6 of 8 kW.
        assertThat(action.curtailedShare()[0]).isCloseTo(0.75, within(SOLVED));
        action.clear();
        set(world.sell, 0.1);
        try (var plan = solved(world.at(0), true, Map.of())) {
            plan.apply(world, action);
        }
        assertThat(action.curtailedShare()[0]).isZero();
    }

    @Test
    void peaksAreThoseOfStepsNotOfTheMeanOfABlock() {
        // Two blocks, the second of 4 h with one of 6 kW among steps of nothing.
        Site site = PlanWorld.siteBeside(6);
        var world = new PlanWorld(site, 5, 1, VisitOf.simple(0, 0, 5, 12, 10));
        world.unservedPerKwh = 10;
        set(world.factor, 0, 0, 0, 1, 0);
        world.demandPerKw = 1;
        // x now and (12 - x) / 4 on top of 6: x = 7.2 and 6 + 1.2.
        assertThat(first(world.at(0), Map.of("blocks", 2.0))).isCloseTo(7.2, within(SOLVED));
    }

    @Test
    void aFirstStepThatIsPinnedStaysAndTheRestIsPlannedForIt() {
        var visit = new VisitOf(0, 0, 3).stored(10).charging(5, 10).givingBack(5, 0).visit();
        var world = world(PlanWorld.BOTH_WAYS, 20, visit);
        set(world.buy, 0.3, 0.2, 0.4);
        set(world.sell, 0.1, 0.1, 0.1);
        try (var plan = solved(world.at(0), true, Map.of())) {
            for (double kw : new double[] {-3, 4}) {
                plan.pinFirst(world, new double[] {kw}, 1);
                assertThat(plan.solve(world, forever())).isTrue();
                assertThat(plan.firstKw()[0]).isCloseTo(kw, within(SOLVED));
                double first = kw > 0 ? 0.3 * kw : 0.1 * kw;
                assertThat(plan.chargingCost()).isCloseTo(first + 0.2 * (5 - kw), within(TIES));
            }
        }
    }

    @Test
    void whoGivesUpIsAskedAgainAndWhoRanOutOfTimeIsNot() {
        var world = world(PlanWorld.ONE_WAY, 4, VisitOf.simple(0, 0, 2, 8, 10)).at(0);
        set(world.buy, 0.2, 0.3);
        int[] calls = new int[1];
        Fallback.ToSolve deaf = (program, limitS) -> SolveStatus.FAILED;
        assertThat(solves(world, calls, deaf)).isNaN();
        assertThat(calls[0]).isEqualTo(3);
        Fallback.ToSolve late = (program, limitS) -> SolveStatus.STOPPED;
        assertThat(solves(world, calls, late)).isNaN();
        assertThat(calls[0]).isEqualTo(1);
        Fallback.ToSolve stubborn =
                (program, limitS) -> calls[0] == 2 ? program.solve(limitS) : SolveStatus.FAILED;
        assertThat(solves(world, calls, stubborn)).isCloseTo(8, within(SOLVED));
    }

    /** What is planned first, NaN for nothing; counts how often the solver was asked. */
    private static double solves(PlanWorld world, int[] calls, Fallback.ToSolve solver) {
        calls[0] = 0;
        Fallback.ToSolve counted =
                (program, limitS) -> {
                    calls[0]++;
                    return solver.solve(program, limitS);
                };
        try (var plan = empty(world, true, Map.of(), counted)) {
            plan.fill(world);
            return plan.solve(world, forever()) ? plan.firstKw()[0] : Double.NaN;
        }
    }

    /** Vehicles that come and go over two days, some of which give back, and prices by hour. */
    static PlanWorld random(long seed) {
        var random = new RandomStream("receding", seed);
        int connectors = 6;
        Visit[] visits = new Visit[2 * connectors];
        for (int i = 0; i < visits.length; i++) {
            int arrives = i < connectors ? random.nextInt(8) : 24 + random.nextInt(8);
            int leaves = arrives + 2 + random.nextInt(14);
            double kwh = 5 + 30 * random.nextDouble();
            var visit = new VisitOf(i % connectors, arrives, leaves).stored(10);
            visit.charging(kwh, 4 + 10 * random.nextDouble()).efficiency(0.9, 0.94).wear(0.01, 1.3);
            visits[i] = i % 2 == 0 ? visit.visit() : visit.givingBack(6, 5).visit();
        }
        Site site =
                Site.of(
                                null,
                                List.of(
                                        Sites.station(
                                                "s", "", null, 25, 25, PlanWorld.BOTH_WAYS, 6)),
                                List.of())
                        .withLimits(20, FREE)
                        .withPlants(List.of(PlanWorld.plant("p")))
                        .withLoad(10, null);
        var world = new PlanWorld(site, 48, 1, visits);
        world.unservedPerKwh = 2;
        for (int step = 0; step < 48; step++) {
            world.buy[step] = 0.1 + 0.4 * random.nextDouble();
            world.sell[step] = 0.7 * world.buy[step];
            world.factor[step] = random.nextDouble();
            world.plantKw[0][step] = random.nextInt(2) * 15 * random.nextDouble();
        }
        world.demandPerKw = random.nextInt(2) * 0.5;
        return world.at(0);
    }

    /** Habits count from arrival, which a plan made later has not seen. */
    private static final Map<String, Double> PUNCTUAL = Map.of("early_departure_share", 0.0);

    @Test
    void aWarmPlanCostsWhatAColdOneDoes() {
        for (long seed = 0; seed < 6; seed++) {
            var world = random(seed);
            try (var warm = empty(world, false, PUNCTUAL, FleetProgram::solve)) {
                for (int step = 0; step < 47; step++) {
                    warm.fill(world);
                    assertThat(warm.solve(world, forever())).isTrue();
                    try (var cold = solved(world, false, PUNCTUAL)) {
                        assertThat(warm.chargingCost())
                                .as("seed %d, step %d", seed, step)
                                .isCloseTo(cold.chargingCost(), within(SOLVED));
                    }
                    world.play(bounded(world, warm.firstKw()));
                }
            }
        }
    }

    @Test
    void aPlanWhoseBlocksStayInPlaceIsAsGoodAsOneThatBeginsFromNothing() {
        Fallback.ToSolve twice =
                (program, limitS) -> {
                    assertThat(program.solve(limitS)).isEqualTo(SolveStatus.OPTIMAL);
                    double warm = program.cost();
                    var basis = program.program.basis();
                    program.forget();
                    SolveStatus cold = program.solve(limitS);
                    assertThat(program.cost()).isCloseTo(warm, within(SOLVED));
                    program.program.basis(basis);
                    return cold;
                };
        for (long seed = 0; seed < 6; seed++) {
            var world = random(seed);
            // Prices of every hour leave no boundary to stay; those of half a day do.
            Arrays.fill(world.plantKw[0], 0);
            for (int step = 0; seed > 1 && step < 48; step++) {
                world.buy[step] = world.buy[step - step % 12];
                world.sell[step] = world.sell[step - step % 12];
            }
            Map<String, Double> steady = Map.of("steady_above", 0.0, "blocks", 6.0 + seed);
            try (var plan = empty(world, seed % 2 == 0, steady, twice)) {
                for (int step = 0; step < 47; step++) {
                    plan.fill(world);
                    assertThat(plan.solve(world, forever()))
                            .as("seed %d, step %d", seed, step)
                            .isTrue();
                    world.play(bounded(world, plan.firstKw()));
                }
            }
        }
    }

    /** Within what vehicles can do. */
    static double[] bounded(PlanWorld world, double[] powerKw) {
        var limits = world.limits();
        double[] kw = new double[powerKw.length];
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int c = limits.connectorAt(rank);
            kw[c] =
                    Math.clamp(
                            powerKw[c], limits.lowKwAt(rank), Math.max(0, limits.highKwAt(rank)));
        }
        return kw;
    }
}
