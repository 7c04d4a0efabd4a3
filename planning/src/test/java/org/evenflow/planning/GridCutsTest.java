package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.dispatch.Sites;
import org.evenflow.forecast.Outlook;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.PowerFlow;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.numeric.RandomStream;
import org.evenflow.numeric.SolveStatus;
import org.junit.jupiter.api.Test;

class GridCutsTest {
    private static final double FREE = Double.POSITIVE_INFINITY;

    /** Rows aim 1e-4 pu or of a rating inside: up to 0.18 kW on the line of these tests. */
    private static final double MARGIN_KW = 0.18;

    private static final int BLOCKS = 2;

    /** A vehicle on the line that would take and, if that earns more, give 200 kW. */
    private static final class Plan implements AutoCloseable {
        final PlanWorld world;
        final FleetProgram program = FleetProgramTest.program(BLOCKS, 1, 0, true);
        final Blocks blocks = Blocks.everyStep(BLOCKS, 1);
        final Outlook outlook;
        final GridCuts grid;

        Plan(Feeder feeder, double buy, double sell) {
            Site site = PlanWorld.site(feeder, FREE, PlanWorld.BOTH_WAYS, 1);
            world = new PlanWorld(site, BLOCKS, 1).at(0);
            outlook = world.foreseen();
            grid = new GridCuts(site, feeder, Points.of(site), BLOCKS, 10);
            program.vehicle(0, 500, 0, 900, 900, 1, 0);
            for (int k = 0; k < BLOCKS; k++) {
                program.supply.block(k, 0, 0, buy, sell, FREE);
                program.charge(0, k, 0, 200, 0);
                program.discharge(0, k, 0, 200, 0);
            }
        }

        /** Draws and solves until all limits hold; how many solves that took. */
        int settle() {
            grid.startPlan(program, blocks, outlook);
            for (int solves = 1; ; solves++) {
                assertThat(program.solve(60)).isEqualTo(SolveStatus.OPTIMAL);
                if (grid.check(program, blocks, 0, BLOCKS) == 0 || solves == 20) {
                    return solves;
                }
            }
        }

        /** Solves on: what was cut far from the limit comes closer with every draw. */
        void rest() {
            for (int i = 0; i < 12; i++) {
                program.solve(60);
                grid.check(program, blocks, 0, BLOCKS);
            }
            assertThat(grid.worstAt(0)).isLessThan(1e-6);
        }

        double kw(int k) {
            return program.netKwh(0, k);
        }

        @Override
        public void close() {
            program.close();
        }
    }

    /** One vehicle of 60 kW: what a kWh more loses at 30 kW beyond what it loses at none. */
    @Test
    void lossesRiseByTheSlopeAtHalfTheRatedPower() {
        var site = PlanWorld.site(OneLine.feeder(10, 0.5, FREE), FREE, PlanWorld.ONE_WAY, 1);
        var visit = new VisitOf(0, 0, 2).charging(60, 60).visit();
        var world = new PlanWorld(site, 2, 1, visit).at(0);
        Arrays.fill(world.buy, 0.1);
        world.buy[1] = 0.3;
        var blocks = Blocks.everyStep(2, 1);
        var points = Points.of(site);
        var program = FleetProgramTest.program(BLOCKS, 1, 0, true);
        var grid = new GridCuts(site, OneLine.feeder(10, 0.5, FREE), points, 2, 1);
        grid.startPlan(program, blocks, world.foreseen());
        double[][] rise = grid.lossRise(world, world.foreseen(), blocks);
        double expected = slope(40) - slope(10);
        assertThat(rise[0][0]).isCloseTo(0.1 * expected, within(1e-5));
        assertThat(rise[1][0]).isCloseTo(0.3 * expected, within(3e-5));
        program.close();
    }

    /** What a kW more at the end of the one line loses, kW. */
    private static double slope(double kw) {
        return (lossKw(kw + 0.01) - lossKw(kw - 0.01)) / 0.02;
    }

    @Test
    void chargingEndsWhereTheVoltageIsAtItsLimit() {
        // 1600 * 0.95 * 0.05 = 76 kW.
        try (var plan = new Plan(OneLine.feeder(0, 0.95, FREE), 0.1, 0)) {
            assertThat(plan.settle()).isBetween(2, 6);
            for (int k = 0; k < BLOCKS; k++) {
                assertThat(plan.kw(k)).isBetween(76 - MARGIN_KW, 76.0);
                assertThat(plan.grid.worstAt(k)).isLessThanOrEqualTo(0);
            }
        }
    }

    @Test
    void chargingEndsWhereTheLineCarriesItsRating() {
        // 100 A drop sqrt(3) * 10 V of 400 V: v = 0.9567, and 100 A times sqrt(3) * 400 V * v.
        double kw = Math.sqrt(3) * 40 * (1 - Math.sqrt(3) / 40);
        try (var plan = new Plan(OneLine.feeder(0, 0.5, 100), 0.1, 0)) {
            plan.settle();
            assertThat(plan.kw(0)).isBetween(kw - MARGIN_KW, kw);
        }
    }

    @Test
    void givingBackEndsAtTheHighestVoltageAndAtTheRating() {
        // 1600 * 1.05 * 0.05 = 84 kW.
        try (var plan = new Plan(OneLine.feeder(0, 0.95, FREE), 5, 4)) {
            plan.settle();
            // The tangent at 200 kW is flatter than at the limit.
            assertThat(plan.kw(0)).isBetween(-84.0, -75.0);
            plan.rest();
            assertThat(plan.kw(0)).isBetween(-84.0, -84 + MARGIN_KW);
        }
        double kw = Math.sqrt(3) * 40 * (1 + Math.sqrt(3) / 40);
        try (var plan = new Plan(OneLine.feeder(0, 0.5, 100), 5, 4)) {
            plan.settle();
            plan.rest();
            assertThat(plan.kw(0)).isBetween(-kw, -kw + MARGIN_KW);
        }
    }

    @Test
    void aLineIsHeldInEitherDirectionWhicheverWayItsPowerFlowed() {
        double drop = Math.sqrt(3) / 40;
        double down = Math.sqrt(3) * 40 * (1 - drop);
        double up = Math.sqrt(3) * 40 * (1 + drop);
        try (var plan = new Plan(OneLine.feeder(0, 0.5, 100), 0.1, 0)) {
            plan.program.supply.block(1, 0, 0, 5, 4, FREE);
            plan.settle();
            plan.rest();
            assertThat(plan.kw(0)).isBetween(down - MARGIN_KW, down);
            assertThat(plan.kw(1)).isBetween(-up, -up + MARGIN_KW);
            plan.program.supply.block(0, 0, 0, 5, 4, FREE);
            plan.program.supply.block(1, 0, 0, 0.1, 0, FREE);
            plan.settle();
            plan.rest();
            assertThat(plan.kw(0)).isBetween(-up, -up + MARGIN_KW);
            assertThat(plan.kw(1)).isBetween(down - MARGIN_KW, down);
        }
    }

    @Test
    void boundsAreDrawnAnewWhenBaseLoadChanges() {
        try (var plan = new Plan(OneLine.feeder(30, 0.95, FREE), 0.1, 0)) {
            plan.settle();
            assertThat(plan.kw(0)).isBetween(46 - MARGIN_KW, 46.0);
            int rows = plan.program.program.rows();
            plan.world.factor[1] = 0.5;
            plan.world.at(0);
            // The plan at hand tells where the rows lie now; one more draw is at the new one.
            assertThat(plan.settle()).isLessThanOrEqualTo(3);
            assertThat(plan.kw(0)).isBetween(46 - MARGIN_KW, 46.0);
            assertThat(plan.kw(1)).isBetween(55.0, 61.0);
            plan.rest();
            assertThat(plan.kw(1)).isBetween(61 - MARGIN_KW, 61.0);
            assertThat(plan.program.program.rows()).isEqualTo(rows);
            plan.grid.letGo(plan.program);
            plan.program.solve(60);
            assertThat(plan.kw(0)).isCloseTo(200, within(1e-6));
        }
    }

    @Test
    void whatBaseLoadBreaksAloneIsNotBrokenFurther() {
        try (var plan = new Plan(OneLine.feeder(100, 0.95, FREE), 0.1, 0)) {
            plan.settle();
            // As far below the base load's voltage as rows aim inside elsewhere.
            assertThat(plan.kw(0)).isBetween(-MARGIN_KW, MARGIN_KW);
        }
    }

    @Test
    void lossesOfMoreLoadAreCharged() {
        try (var plan = new Plan(OneLine.feeder(40, 0.5, FREE), 0.1, 0)) {
            plan.grid.startPlan(plan.program, plan.blocks, plan.outlook);
            assertThat(plan.grid.baseLossKw(0)).isCloseTo(lossKw(40), within(1e-6));
            for (int k = 0; k < BLOCKS; k++) {
                plan.grid.losses(plan.program, k, 0.1);
            }
            plan.program.vehicle(0, 0, 0, 10, 10, 1, 0);
            plan.program.solve(60);
            double perKw = (lossKw(40.001) - lossKw(39.999)) / 0.002;
            // Ties cost 1e-6 per kWh.
            assertThat(plan.program.cost()).isCloseTo(0.1 * 10 * (1 + perKw), within(2e-5));
            for (int k = 0; k < BLOCKS; k++) {
                plan.grid.losses(plan.program, k, -1);
            }
            plan.program.solve(60);
            assertThat(plan.program.cost()).isCloseTo(1, within(2e-5));
        }
    }

    /** Of the one line, P² r / (v² 0.16 kV²). */
    private static double lossKw(double kw) {
        double v = (1 + Math.sqrt(1 - 0.0025 * kw)) / 2;
        return kw * kw / (1600 * v * v);
    }

    @Test
    void settledPlansOfRandomFeedersPassTheirPowerFlow() {
        int bound = 0;
        for (long seed = 0; seed < 40; seed++) {
            var random = new RandomStream("feeder", seed);
            Feeder feeder = feeder(random);
            Site site = site(feeder);
            int n = site.stations().size();
            double[] kw = settled(site, feeder, n);
            var flow = PowerFlow.of(feeder, 1e-10);
            var without = flow.newResult();
            var with = flow.newResult();
            var loads = flow.terminals().nominal();
            assertThat(flow.solve(loads, without)).isEqualTo(FlowStatus.CONVERGED);
            for (int bus = 1; bus <= n; bus++) {
                loads.loadKw()[bus] += kw[bus - 1];
            }
            assertThat(flow.solve(loads, with)).isEqualTo(FlowStatus.CONVERGED);
            boolean isBound = false;
            for (int bus = 1; bus <= n; bus++) {
                // A limit that base load breaks alone is kept up to the rows' margin.
                double low = Math.min(0.95, without.voltagePu(bus) - 1e-4);
                assertThat(with.voltagePu(bus)).as("seed %d", seed).isGreaterThan(low - 1e-6);
                isBound |= with.voltagePu(bus) < 0.951;
            }
            for (int line = 0; line < feeder.branches().size(); line++) {
                double most = Math.max(1, without.loading(line) + 1e-4);
                assertThat(with.loading(line)).as("seed %d", seed).isLessThan(most + 1e-6);
                isBound |= with.loading(line) > 0.999;
            }
            bound += isBound ? 1 : 0;
        }
        assertThat(bound).isGreaterThan(30);
    }

    private static Feeder feeder(RandomStream random) {
        List<Bus> buses = new ArrayList<>();
        List<Branch> lines = new ArrayList<>();
        buses.add(new Bus("b0", 0.4, 0, 0, 0, 0, 0.5, 1.5));
        int size = 3 + random.nextInt(6);
        for (int bus = 1; bus < size; bus++) {
            buses.add(new Bus("b" + bus, 0.4, 8 * random.nextDouble(), 2, 0, 0, 0.95, 1.05));
            double ratingA = random.nextBoolean() ? FREE : 60 + 100 * random.nextDouble();
            double rOhm = 0.01 + 0.04 * random.nextDouble();
            String from = "b" + random.nextInt(bus);
            lines.add(new Line("l" + bus, from, "b" + bus, rOhm, 0.02, 0, ratingA, true));
        }
        return new Feeder("f", "", "b0", 1, buses, lines);
    }

    /** A station with one vehicle at every bus. */
    private static Site site(Feeder feeder) {
        List<Station> stations = new ArrayList<>();
        for (int bus = 1; bus < feeder.buses().size(); bus++) {
            stations.add(Sites.station("s" + bus, "b" + bus, null, FREE, 0, PlanWorld.ONE_WAY, 1));
        }
        return Site.of(feeder, stations, List.of());
    }

    private static double[] settled(Site site, Feeder feeder, int n) {
        var world = new PlanWorld(site, 1, 1).at(0);
        var outlook = world.foreseen();
        Points points = Points.of(site);
        int[] none = new int[n];
        Arrays.fill(none, -1);
        int[] to = new int[n];
        Arrays.fill(to, 1);
        var shape =
                new FleetShape(
                        1,
                        points.ofConnector(),
                        new int[n],
                        to,
                        new boolean[n],
                        0,
                        points.station(),
                        none,
                        0,
                        1,
                        1);
        var blocks = Blocks.everyStep(1, 1);
        var grid = new GridCuts(site, feeder, points, 1, 10);
        try (var program = new FleetProgram(shape)) {
            program.supply.block(0, 0, 0, 0.1, 0, 0);
            for (int slot = 0; slot < n; slot++) {
                program.vehicle(slot, 0, 0, 60, 60, 1, 0);
                program.charge(slot, 0, 0, 60, 0);
            }
            grid.startPlan(program, blocks, outlook);
            int rounds = 0;
            do {
                assertThat(program.solve(60)).isEqualTo(SolveStatus.OPTIMAL);
                rounds++;
            } while (grid.check(program, blocks, 0, 1) > 0 && rounds < 40);
            assertThat(rounds).isLessThan(40);
            double[] kw = new double[n];
            for (int p = 0; p < n; p++) {
                kw[p] = program.pointKwh(p, 0);
            }
            return kw;
        }
    }
}
