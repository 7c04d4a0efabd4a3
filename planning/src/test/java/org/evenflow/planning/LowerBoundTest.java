package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Visit;
import org.evenflow.dispatch.Sites;
import org.evenflow.model.Bus;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Feeder;
import org.evenflow.model.Generator;
import org.evenflow.model.Site;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

class LowerBoundTest {
    private static final double FREE = Double.POSITIVE_INFINITY;

    /** Of the solver's duality gap and the tolerance of exports. */
    private static final double PROVEN = 1e-5;

    private static double bound(PlanWorld world) {
        LowerBound bound = LowerBound.of(world.at(0), 60, System::nanoTime);
        assertThat(bound.unknown()).isEmpty();
        return bound.cost();
    }

    private static PlanWorld world(ChargerKind kind, int steps, Visit visit) {
        return new PlanWorld(PlanWorld.site(FREE, kind, 1), steps, 1, visit);
    }

    private static void set(double[] values, double... to) {
        System.arraycopy(to, 0, values, 0, to.length);
    }

    @Test
    void arbitrageWithLossesIsTheOptimumByHand() {
        var visit =
                new VisitOf(0, 0, 3)
                        .stored(10)
                        .charging(0, 5)
                        .givingBack(5, 0)
                        .efficiency(0.9, 0.8)
                        .wear(0.01, 1);
        var world = world(PlanWorld.BOTH_WAYS, 3, visit.visit());
        set(world.buy, 0.1, 0.5, 0.2);
        set(world.sell, 0.09, 0.45, 0.18);
        // It is full: 5 kWh at 0.2 fill up 4.5, of which 3.6 were given at 0.45; a lack of more
        // would cost 1 / 0.9. Wear on all of it.
        assertThat(bound(world)).isCloseTo(-3.6 * 0.45 + 5 * 0.2 + 8.6 * 0.01, within(PROVEN));
    }

    @Test
    void wearIsBoundedByTangents() {
        // At 5 kW the tangent of x² at 9/16 of 10 kW gives 31.640625 - 0.625 * 11.25.
        var visit = new VisitOf(0, 0, 2).charging(10, 10).wear(0.01, 2).visit();
        double below = 2 * 0.01 * (31.640625 - 0.625 * 11.25);
        assertThat(bound(world(PlanWorld.ONE_WAY, 2, visit))).isCloseTo(3 + below, within(PROVEN));
    }

    @Test
    void whatCouldBeReachedAndLacksCostsItsEnergyAtTheMeter() {
        var visit = new VisitOf(0, 0, 1).charging(20, 10).efficiency(0.8, 1).visit();
        var site = PlanWorld.site(5, PlanWorld.ONE_WAY, 1);
        // 8 of 20 kWh stored can be reached, 4 are; the other 4 are 5 at the meter.
        assertThat(bound(new PlanWorld(site, 1, 1, visit))).isCloseTo(1.5 + 5, within(PROVEN));
    }

    @Test
    void peaksAreSpreadEvenly() {
        var site = PlanWorld.siteBeside(2);
        var world = new PlanWorld(site, 4, 1, VisitOf.simple(0, 0, 4, 8, 10));
        world.unservedPerKwh = 5;
        world.factor[3] = 3;
        world.demandPerKw = 1;
        // Base load 2, 2, 2 and 6 kW: 20 kWh at 0.3, 6 kW, under which 12 kWh would fit.
        assertThat(bound(world)).isCloseTo(20 * 0.3 + 6, within(PROVEN));
        world.factor[3] = 1;
        assertThat(bound(world)).isCloseTo(16 * 0.3 + 4, within(PROVEN));
        // Months of two steps have a peak each: as much in either.
        world.stepsPerMonth = 2;
        assertThat(bound(world)).isCloseTo(16 * 0.3 + 8, within(PROVEN));
    }

    @Test
    void aTransformerIsHeldWithAllPlantsOn() {
        Generator plant = new Generator.Pv("p", "", "t", 10, 30, 180, 1);
        var site =
                Site.of(
                                null,
                                List.of(Sites.station("s", "", "t", FREE, 0, PlanWorld.ONE_WAY, 1)),
                                List.of(new SupplyTransformer("t", 10)))
                        .withPlants(List.of(plant))
                        .withLoad(8, "t");
        var world = new PlanWorld(site, 1, 1, VisitOf.simple(0, 0, 1, 20, 20));
        world.plantKw[0][0] = 3;
        // 10 - 8 + 3 = 5 kW beside base load; 15 kWh lack; import of 10.
        assertThat(bound(world)).isCloseTo(0.3 * 10 + 15, within(PROVEN));
        // Base load alone breaks the rating: nothing may be charged.
        world.factor[0] = 2;
        assertThat(bound(world)).isCloseTo(0.3 * 13 + 20, within(PROVEN));
    }

    @Test
    void whereExportEarnsMoreTheBoundIsTheConvexEnvelope() {
        var visit = new VisitOf(0, 0, 1).stored(5).charging(0, 5).givingBack(5, 0).visit();
        var world = world(PlanWorld.BOTH_WAYS, 1, visit);
        world.sell[0] = 0.5;
        world.buy[0] = 0.1;
        // On the line from importing 5 kWh to exporting 5, net 0 is half of each. Giving back
        // earns no more than 0.3 besides and lacks at 1.
        assertThat(bound(world)).isCloseTo(0.1 * 2.5 - 0.5 * 2.5, within(PROVEN));
    }

    /** Small whole numbers: every vertex of its program is of whole kWh. */
    private static final class Whole {
        static final int STEPS = 3;
        final RandomStream random;
        final PlanWorld world;
        final Visit[] visits = new Visit[2];
        final int stationKw;
        final int siteKw;
        final int exportKw;
        final int baseKw;

        Whole(long seed, boolean isExportDear) {
            random = new RandomStream("whole", seed);
            stationKw = 1 + random.nextInt(3);
            siteKw = 1 + random.nextInt(4);
            exportKw = random.nextInt(4);
            baseKw = random.nextInt(3);
            for (int v = 0; v < 2; v++) {
                int arrives = random.nextInt(STEPS);
                int leaves = arrives + 1 + random.nextInt(STEPS - arrives);
                int stored = random.nextInt(4);
                visits[v] =
                        new VisitOf(v, arrives, leaves)
                                .stored(stored)
                                .charging(random.nextInt(5), 1 + random.nextInt(2))
                                .givingBack(random.nextInt(2), random.nextInt(stored + 1))
                                .visit();
            }
            var station = Sites.station("s", "", null, stationKw, 1, PlanWorld.BOTH_WAYS, 2);
            var site =
                    Site.of(null, List.of(station), List.of())
                            .withLimits(siteKw, exportKw)
                            .withPlants(List.of(PlanWorld.plant("p")))
                            .withLoad(baseKw, null);
            world = new PlanWorld(site, STEPS, 1, visits);
            world.unservedPerKwh = 1.5 + random.nextDouble();
            for (int step = 0; step < STEPS; step++) {
                world.buy[step] = random.nextDouble();
                world.sell[step] = random.nextDouble() * (isExportDear ? 1.5 : world.buy[step]);
                world.plantKw[0][step] = random.nextInt(5);
            }
        }

        /** The least cost over all schedules of whole kW. */
        double least() {
            return least(new int[2][STEPS], 0);
        }

        private double least(int[][] kw, int at) {
            if (at == 2 * STEPS) {
                return cost(kw);
            }
            double least = FREE;
            Visit visit = visits[at / STEPS];
            int step = at % STEPS;
            boolean isHere = visit.arrivalStep() <= step && step < visit.departStep();
            int most = isHere ? (int) visit.maxKw() : 0;
            int back = isHere ? (int) visit.maxDischargeKw() : 0;
            for (int power = -back; power <= most; power++) {
                kw[at / STEPS][step] = power;
                least = Math.min(least, least(kw, at + 1));
            }
            return least;
        }

        private double cost(int[][] kw) {
            double cost = 0;
            for (int step = 0; step < STEPS; step++) {
                int sum = kw[0][step] + kw[1][step];
                int plant = (int) world.plantKw[0][step];
                int net = baseKw + sum - plant;
                int curtailed = Math.max(0, -net - exportKw);
                if (sum > Math.min(stationKw, siteKw) || sum < -1 || curtailed > plant) {
                    return FREE;
                }
                net += curtailed;
                // A kWh of plants may also be left unused where it would cost to export it.
                cost += net > 0 ? world.buy[step] * net : world.sell[step] * net;
            }
            for (int v = 0; v < 2; v++) {
                double stored = visits[v].arrivalKwh();
                for (int step = 0; step < STEPS; step++) {
                    stored += kw[v][step];
                    if (stored > visits[v].targetKwh() || stored < visits[v].floorKwh()) {
                        return FREE;
                    }
                }
                double lacking = Math.max(0, visits[v].reachableKwh() - stored);
                cost += world.unservedPerKwh() * lacking;
            }
            return cost;
        }
    }

    @Test
    void theBoundOfWholeNumbersIsTheBestOfAllSchedules() {
        for (long seed = 0; seed < 150; seed++) {
            var whole = new Whole(seed, false);
            assertThat(bound(whole.world))
                    .as("seed %d", seed)
                    .isCloseTo(whole.least(), within(PROVEN));
        }
    }

    @Test
    void whereExportIsDearNoScheduleIsBelowTheBound() {
        double gaps = 0;
        for (long seed = 0; seed < 150; seed++) {
            var whole = new Whole(seed, true);
            double least = whole.least();
            double bound = bound(whole.world);
            assertThat(bound).as("seed %d", seed).isLessThan(least + PROVEN);
            gaps += least - bound;
        }
        // A bound of nothing would be below too.
        assertThat(gaps / 150).isLessThan(0.3);
    }

    @Test
    void onALineLossesAreBoundedFromBelowClosely() {
        var site = PlanWorld.site(OneLine.feeder(20, 0.5, FREE), FREE, PlanWorld.ONE_WAY, 1);
        var world = new PlanWorld(site, 1, 1, VisitOf.simple(0, 0, 1, 30, 30));
        double loss = LeastLoadTest.lossKw(50);
        // The lossless voltage of base load is 1.6 % above the true one, squared 3.3 %.
        assertThat(bound(world)).isBetween(0.3 * (50 + 0.95 * loss), 0.3 * (50 + loss));
    }

    @Test
    void whatCannotBeBoundedSaysWhy() {
        var odd = new Bus("b1", 0.4, 10, 0, -1, 0, 0.9, 1.1);
        Feeder line = OneLine.feeder(10, 0.9, FREE);
        Feeder feeder = line.with(List.of(line.buses().getFirst(), odd), line.branches());
        var site = PlanWorld.site(feeder, FREE, PlanWorld.ONE_WAY, 1);
        var world = new PlanWorld(site, 2, 1, VisitOf.simple(0, 0, 2, 5, 10)).at(0);
        LowerBound none = LowerBound.of(world, 60, System::nanoTime);
        assertThat(none.cost()).isNaN();
        assertThat(none.unknown()).contains("shunts that give power");
        LowerBound late = LowerBound.of(RecedingPlanTest.random(1), 0, System::nanoTime);
        assertThat(late.unknown()).isEqualTo("not solved in 0 s");
        assertThat(LowerBound.tooLarge(4_000_000)).contains("4,000,000 columns");
    }

    @Test
    void negativePricesAreTakenWithAllThatCanBeLost() {
        // 5 kWh by 0.1; as nothing bounds what cannot be lost without a feeder, no more.
        var world = world(PlanWorld.ONE_WAY, 2, VisitOf.simple(0, 0, 2, 5, 10));
        Arrays.fill(world.buy, -0.1);
        Arrays.fill(world.sell, -0.1);
        assertThat(bound(world)).isCloseTo(-0.5, within(PROVEN));
        var site = PlanWorld.site(OneLine.feeder(20, 0.9, FREE), FREE, PlanWorld.ONE_WAY, 1);
        var lossy = new PlanWorld(site, 1, 1, VisitOf.simple(0, 0, 1, 30, 30));
        lossy.buy[0] = -0.1;
        lossy.sell[0] = -0.1;
        // What is lost at the lowest voltage allowed, 50 kW at 0.9 pu, and base load's own.
        double most = 50 * 50 / (1600 * 0.9 * 0.9);
        assertThat(bound(lossy))
                .isBetween(-0.1 * (50 + most) - PROVEN, -0.1 * (50 + LeastLoadTest.lossKw(50)));
    }
}
