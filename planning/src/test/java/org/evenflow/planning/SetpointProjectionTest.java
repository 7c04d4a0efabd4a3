package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evenflow.control.LevelRounding;
import org.evenflow.control.Limits;
import org.evenflow.control.Visit;
import org.evenflow.dispatch.Sites;
import org.evenflow.model.Site;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.numeric.LinearProgram;
import org.evenflow.numeric.RandomStream;
import org.evenflow.numeric.SolveStatus;
import org.junit.jupiter.api.Test;

class SetpointProjectionTest {
    private static final double FREE = Double.POSITIVE_INFINITY;

    /** Half-spaces are taken 1e-6 kW smaller, and projections end at 1e-8 kW. */
    private static final double PROJECTED = 1e-4;

    private static double[] projected(
            PlanWorld world, CentralisedV2g.SetpointProjection projection, double... wishKw) {
        double[] kw = wishKw.clone();
        projection.project(
                world, kw, new LevelRounding(world.limits()), RecedingPlanTest.forever());
        assertThat(projection.isConfirmed).isTrue();
        return kw;
    }

    private static double[] projected(PlanWorld world, double... wishKw) {
        return projected(world, new CentralisedV2g.SetpointProjection(world), wishKw);
    }

    private static PlanWorld world(Site site, Visit... visits) {
        return new PlanWorld(site, 40, 1, visits).at(0);
    }

    @Test
    void equalCutsAreNearestUntilSomebodyIsAtNothing() {
        var site = PlanWorld.site(12, PlanWorld.ONE_WAY, 3);
        var world =
                world(
                        site,
                        VisitOf.simple(0, 0, 30, 10, 10),
                        VisitOf.simple(1, 0, 30, 10, 10),
                        VisitOf.simple(2, 0, 30, 10, 10));
        var projection = new CentralisedV2g.SetpointProjection(world);
        assertThat(projected(world, projection, 3, 4, 5)).containsExactly(3, 4, 5);
        assertThat(projection.moved).isFalse();
        // 20 kW: 8 / 3 less each would leave the last below zero.
        assertThat(projected(world, projection, 10, 8, 2))
                .containsExactly(new double[] {7, 5, 0}, within(PROJECTED));
        assertThat(projection.moved).isTrue();
        assertThat(projected(world, projection, 10, 6, 5))
                .containsExactly(new double[] {7, 3, 2}, within(PROJECTED));
    }

    @Test
    void whoWouldBeLateIsNotCutBelowItsNeedUnlessAllWouldBe() {
        var site = PlanWorld.site(50, PlanWorld.ONE_WAY, 2);
        var one = world(site, VisitOf.simple(0, 0, 1, 40, 40), VisitOf.simple(1, 0, 30, 40, 40));
        assertThat(projected(one, 40, 40))
                .containsExactly(new double[] {40, 10}, within(PROJECTED));
        var both = world(site, VisitOf.simple(0, 0, 1, 40, 40), VisitOf.simple(1, 0, 1, 40, 40));
        assertThat(projected(both, 40, 40))
                .containsExactly(new double[] {25, 25}, within(PROJECTED));
    }

    @Test
    void aLineIsLoadedUpToItsVoltageLimit() {
        // 76 kW, as the line's voltage has it.
        var site = PlanWorld.site(OneLine.feeder(0, 0.95, FREE), FREE, PlanWorld.ONE_WAY, 2);
        var world = world(site, VisitOf.simple(0, 0, 30, 90, 90), VisitOf.simple(1, 0, 30, 90, 90));
        double[] kw = projected(world, 60, 40);
        assertThat(kw[0] + kw[1]).isCloseTo(76, within(1e-3));
        assertThat(kw[0] - kw[1]).isCloseTo(20, within(PROJECTED));
        // More than the line can carry at any voltage is halved until it can.
        var heavy =
                world(site, VisitOf.simple(0, 0, 30, 400, 400), VisitOf.simple(1, 0, 30, 400, 400));
        assertThat(projected(heavy, 400, 400)[0]).isCloseTo(38, within(1e-3));
    }

    @Test
    void resultsAreLevelsThatKeepTheLimits() {
        var site = PlanWorld.site(20, PlanWorld.ONE_WAY, 2);
        var world = world(site, VisitOf.simple(0, 0, 30, 11, 11), VisitOf.simple(1, 0, 30, 11, 11));
        world.minKw = 6;
        world.levelKw = 1;
        world.at(0);
        // Each down by 0.75, to 10.25 and 9.75, and to levels that keep the sum.
        assertThat(projected(world, 11, 10.5)).containsExactly(10, 10);
    }

    /** Two stations under a transformer, one beside it, and a site. */
    private static PlanWorld random(RandomStream random) {
        var stations =
                List.of(
                        Sites.station(
                                "a",
                                "",
                                "t",
                                8 + 20 * random.nextDouble(),
                                6,
                                PlanWorld.BOTH_WAYS,
                                3),
                        Sites.station(
                                "b",
                                "",
                                "t",
                                8 + 20 * random.nextDouble(),
                                6,
                                PlanWorld.BOTH_WAYS,
                                2),
                        Sites.station(
                                "c",
                                "",
                                null,
                                8 + 20 * random.nextDouble(),
                                6,
                                PlanWorld.BOTH_WAYS,
                                2));
        var transformer = new SupplyTransformer("t", 8 + 25 * random.nextDouble());
        double siteKw = 10 + 30 * random.nextDouble();
        var site = Site.of(null, stations, List.of(transformer)).withLimits(siteKw, FREE);
        Visit[] visits = new Visit[7];
        for (int c = 0; c < 7; c++) {
            visits[c] =
                    new VisitOf(c, 0, 30)
                            .stored(30)
                            .charging(2 + 10 * random.nextDouble(), 11)
                            .givingBack(10 * random.nextDouble(), 0)
                            .visit();
        }
        var world = world(site, visits);
        world.owned.transformerNetKw(0, 9 - world.limits().layout().transformerKva(0));
        return world;
    }

    @Test
    void noFeasiblePointIsNearerAndProjectingTwiceChangesNothing() {
        int moved = 0;
        for (long seed = 0; seed < 150; seed++) {
            var random = new RandomStream("projection", seed);
            var world = random(random);
            Limits limits = world.limits();
            double[] wish = new double[7];
            for (int c = 0; c < 7; c++) {
                double width = limits.highKw(c) - limits.lowKw(c);
                wish[c] = limits.lowKw(c) + width * random.nextDouble();
            }
            var projection = new CentralisedV2g.SetpointProjection(world);
            double[] kw = projected(world, projection, wish);
            moved += projection.moved ? 1 : 0;
            assertThat(sums(limits, kw)).as("seed %d", seed).isLessThan(PROJECTED);
            // x is nearest to w in a convex set where (w - x) y <= (w - x) x for all y in it.
            double here = 0;
            double[] away = new double[7];
            for (int c = 0; c < 7; c++) {
                away[c] = wish[c] - kw[c];
                here += away[c] * kw[c];
            }
            assertThat(most(limits, away)).as("seed %d", seed).isLessThan(here + 10 * PROJECTED);
            assertThat(projected(world, projection, kw)).as("seed %d", seed).containsExactly(kw);
            assertThat(projection.moved).as("seed %d", seed).isFalse();
        }
        assertThat(moved).isGreaterThan(50);
    }

    /** By how much the worst sum is beyond its limit. */
    private static double sums(Limits limits, double[] kw) {
        double a = kw[0] + kw[1] + kw[2];
        double b = kw[3] + kw[4];
        double c = kw[5] + kw[6];
        double worst =
                Math.max(
                        a + b + c - limits.layout().siteHighKw(),
                        a + b - limits.transformerHighKw(0));
        worst = Math.max(worst, limits.transformerLowKw(0) - a - b);
        double[] stations = {a, b, c};
        for (int s = 0; s < 3; s++) {
            worst = Math.max(worst, stations[s] - limits.layout().stationHighKw(s));
            worst = Math.max(worst, limits.layout().stationLowKw(s) - stations[s]);
        }
        return worst;
    }

    /** The greatest product of all feasible powers with a direction, by linear programming. */
    private static double most(Limits limits, double[] direction) {
        try (var program = new LinearProgram()) {
            for (int c = 0; c < 7; c++) {
                program.column(limits.lowKw(c), limits.highKw(c), -direction[c]);
            }
            row(program, limits.layout().stationLowKw(0), limits.layout().stationHighKw(0), 0, 3);
            row(program, limits.layout().stationLowKw(1), limits.layout().stationHighKw(1), 3, 5);
            row(program, limits.layout().stationLowKw(2), limits.layout().stationHighKw(2), 5, 7);
            row(program, limits.transformerLowKw(0), limits.transformerHighKw(0), 0, 5);
            row(program, -FREE, limits.layout().siteHighKw(), 0, 7);
            assertThat(program.solve(60)).isEqualTo(SolveStatus.OPTIMAL);
            return -program.objective();
        }
    }

    private static void row(LinearProgram program, double low, double high, int from, int to) {
        int row = program.row(low, high);
        for (int c = from; c < to; c++) {
            program.coefficient(row, c, 1);
        }
    }
}
