package org.evenflow.economic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evenflow.model.ChargerGroups;
import org.evenflow.model.ChargerGroups.Group;
import org.evenflow.model.ChargerGroups.Kind;
import org.evenflow.model.ChargerGroups.Link;
import org.evenflow.model.ChargerGroups.State;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

/** What holds of all methods, and what of single ones. */
class MethodsTest {
    private static final EconomicMethods METHODS = new EconomicMethods();

    private static EconomicPlan decide(String id, EconomicCase given, long seed) {
        var plan = new EconomicPlan(given.groups());
        METHODS.create(id, given.world()).decide(given, seed, plan);
        return plan;
    }

    private static EconomicCase drawn(RandomStream random, Variant variant) {
        return new EconomicCase(PaperGroups.WORLD, PaperGroups.drawn(random), variant);
    }

    @Test
    void everyMethodKeepsBalanceRuleAndLimitsAndNoneIsBelowTheExactOptimum() {
        var random = new RandomStream("states", 11);
        for (int i = 0; i < 12; i++) {
            var given = drawn(random, i % 2 == 0 ? Variant.CONVEX : Variant.NON_CONVEX);
            double optimum = given.cost(decide(ExactDispatch.ID, given, 1));
            for (String id : METHODS.ids()) {
                var plan = decide(id, given, i);
                assertThat(given.isFeasible(plan)).as("%s in state %d", id, i).isTrue();
                assertThat(given.residualKw(plan)).as(id).isLessThanOrEqualTo(1e-6);
                assertThat(given.cost(plan))
                        .as("%s in state %d", id, i)
                        .isGreaterThanOrEqualTo(optimum * (1 - 1e-9));
            }
        }
    }

    @Test
    void chanceOfSwarmAndGeneticAlgorithmComesFromTheSeedAlone() {
        var given = drawn(new RandomStream("states", 13), Variant.CONVEX);
        for (String id : List.of(RandomSearch.SWARM_ID, RandomSearch.GENETIC_ID)) {
            assertThat(decide(id, given, 1).kw)
                    .isEqualTo(decide(id, given, 1).kw)
                    .isNotEqualTo(decide(id, given, 2).kw);
            assertThat(decide(id, given, 1).evaluations).isEqualTo(RandomSearch.BUDGET);
        }
    }

    @Test
    void mixedIntegerProgramFindsWhatEnumerationFinds() {
        var random = new RandomStream("states", 14);
        for (int i = 0; i < 12; i++) {
            var given = drawn(random, Variant.values()[i % 4]);
            var exact = decide(ExactDispatch.ID, given, 1);
            var mip = decide(MipDispatch.ID, given, 1);
            double optimum = given.cost(exact);
            // It stops at a relative gap of 1e-6.
            assertThat(given.cost(mip))
                    .as("state %d", i)
                    .isCloseTo(optimum, within(2e-6 * optimum));
            assertThat(mip.bound).as("state %d", i).isLessThanOrEqualTo(optimum + 1e-6 * optimum);
        }
    }

    @Test
    void equalIncrementalCostsAreTheOptimumWhereAllGroupsRun() {
        var random = new RandomStream("states", 15);
        for (int i = 0; i < 50; i++) {
            var given = drawn(random, Variant.CONVEX);
            double optimum = given.cost(decide(ExactDispatch.ID, given, 1));
            assertThat(given.cost(decide(EqualIncrementalCost.ID, given, 1)))
                    .as("state %d", i)
                    .isCloseTo(optimum, within(1e-6));
            assertThat(given.cost(decide(LocalDispatch.ID, given, 1)))
                    .as("state %d", i)
                    .isCloseTo(optimum, within(1e-4));
        }
    }

    @Test
    void onlyMethodsOfNeighboursTellAMessageCount() {
        var given = PaperGroups.published(Variant.CONVEX);
        assertThat(decide(ExactDispatch.ID, given, 1).messages).isEqualTo(-1);
        assertThat(decide(RandomSearch.SWARM_ID, given, 1).messages).isEqualTo(-1);
        assertThat(decide(MappedRule.MIDDLE_ID, given, 1).messages).isPositive();
        assertThat(decide(EqualIncrementalCost.ID, given, 1).messages).isPositive();
    }

    /** Three groups, two of them with ripples, against every plan on a fine grid. */
    @Test
    void ripplesAreSolvedToAProvenGapBelowEveryPlanOfAGrid() {
        var world = three();
        for (double total : new double[] {60, 107, 171.3, 260}) {
            var state = state(total);
            var given = new EconomicCase(world, state, Variant.NON_CONVEX);
            assertThat(given.hasRipple()).isTrue();
            var plan = decide(ExactDispatch.ID, given, 1);
            double cost = given.cost(plan);
            double grid = grid(given, 0.25);
            assertThat(given.isFeasible(plan)).isTrue();
            assertThat(cost).as("total %s", total).isLessThanOrEqualTo(grid + 1e-9);
            assertThat(plan.bound).isLessThanOrEqualTo(grid);
            assertThat(cost - plan.bound).isLessThanOrEqualTo(2 * MipDispatch.GAP * cost);
            // A quarter kilowatt costs at most about this much anywhere.
            assertThat(grid - cost).isLessThan(0.25 * 20);
        }
    }

    @Test
    void feedbackComesOnTopOfTheDemand() {
        var none = Double.POSITIVE_INFINITY;
        // 40.5 kW back to the grid take 45 kW of group 5, which costs 5 per kW and 15 to run.
        var state =
                new State(
                        800,
                        new double[] {100, 120, 50, 0},
                        new double[] {none, none, none, none, 70, 150, none, none, none},
                        new double[] {40.5, 0, 0, 0});
        var given = new EconomicCase(PaperGroups.WORLD, state, Variant.NON_CONVEX);
        assertThat(given.balanceKw()).isCloseTo(845, within(1e-9));
        assertThat(given.lowKw(4)).isCloseTo(45, within(1e-9));
        assertThat(given.floorKw(0)).isCloseTo(145, within(1e-9));
        var plan = decide(ExactDispatch.ID, given, 1);
        assertThat(given.isFeasible(plan)).isTrue();
        assertThat(plan.on[4]).isTrue();
        assertThat(plan.kw[4]).isBetween(45.0, 70.0);
    }

    private static ChargerGroups three() {
        return new ChargerGroups(
                "three",
                "three groups",
                List.of("A", "B"),
                List.of(
                        new Group("a", Kind.FAST_DC, "A", 0.01, 6, 40, 20, 150, 1, 12, 0.09),
                        new Group("b", Kind.FAST_DC, "B", 0.006, 7, 60, 10, 120, 1, 15, 0.11),
                        new Group("c", Kind.SLOW_AC, "B", 0.02, 5, 20, 0, 80, 1, 0, 0)),
                List.of(new Link("a", "b"), new Link("b", "c")));
    }

    private static State state(double total) {
        double none = Double.POSITIVE_INFINITY;
        return new State(
                total, new double[] {0, 30}, new double[] {none, none, none}, new double[2]);
    }

    /** Least cost of all plans whose first two powers lie on a grid. */
    private static double grid(EconomicCase given, double stepKw) {
        var plan = new EconomicPlan(3);
        double best = Double.POSITIVE_INFINITY;
        for (int choice = 1; choice < 8; choice++) {
            for (int group = 0; group < 3; group++) {
                plan.on[group] = (choice >> group & 1) == 1;
            }
            double topA = plan.on[0] ? given.highKw(0) : 0;
            double topB = plan.on[1] ? given.highKw(1) : 0;
            for (double a = plan.on[0] ? given.lowKw(0) : 0; a <= topA; a += stepKw) {
                for (double b = plan.on[1] ? given.lowKw(1) : 0; b <= topB; b += stepKw) {
                    plan.kw[0] = a;
                    plan.kw[1] = b;
                    plan.kw[2] = given.balanceKw() - a - b;
                    if (plan.on[2] || plan.kw[2] == 0) {
                        best = given.isFeasible(plan) ? Math.min(best, given.cost(plan)) : best;
                    }
                }
            }
        }
        return best;
    }
}
