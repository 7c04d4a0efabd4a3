package org.evenflow.economic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExactDispatchTest {
    private static EconomicPlan decide(EconomicCase given) {
        var plan = new EconomicPlan(given.groups());
        new ExactDispatch().decide(given, 1, plan);
        return plan;
    }

    /** Costs of the study's page; found there by other means. */
    @ParameterizedTest
    @CsvSource({
        "CONVEX, 6074.04",
        "CONVEX_WITHOUT_RULE, 6073.55",
        "NON_CONVEX, 4779.80",
        "NON_CONVEX_WITHOUT_RULE, 4779.80"
    })
    void publishedStateHasTheKnownOptimum(Variant variant, double cost) {
        var given = PaperGroups.published(variant);
        var plan = decide(given);
        // The page has two decimals.
        assertThat(given.cost(plan)).isCloseTo(cost, within(0.01));
        assertThat(plan.bound).isCloseTo(given.cost(plan), within(1e-8));
        assertThat(given.isFeasible(plan)).isTrue();
    }

    @Test
    void publishedStateRunsGroupsFourToNineWhereGroupsMayBeOff() {
        var plan = decide(PaperGroups.published(Variant.NON_CONVEX));
        assertThat(plan.on)
                .containsExactly(false, false, false, true, true, true, true, true, true);
    }

    /**
     * Every choice of groups, each solved by bisection on the price: another way to the optimum.
     */
    @ParameterizedTest
    @EnumSource(Variant.class)
    void randomStatesHaveTheOptimumOfAllChoicesCountedThrough(Variant variant) {
        var random = new RandomStream("states", 3);
        for (int i = 0; i < 10; i++) {
            var given = new EconomicCase(PaperGroups.WORLD, PaperGroups.drawn(random), variant);
            double best = Double.POSITIVE_INFINITY;
            for (int choice = 0; choice < 512; choice++) {
                if (variant.hasChoice() || choice == 511) {
                    best = Math.min(best, cost(given, choice));
                }
            }
            var plan = decide(given);
            assertThat(given.isFeasible(plan)).as("state %d", i).isTrue();
            assertThat(given.cost(plan)).as("state %d", i).isCloseTo(best, within(1e-6));
        }
    }

    /** Some states have two best choices, and which is taken must not hang on earlier states. */
    @Test
    void aDecisionDoesNotDependOnThoseBefore() {
        var random = new RandomStream("states", 3);
        var used = new ExactDispatch();
        for (int i = 0; i < 1000; i++) {
            var given =
                    new EconomicCase(
                            PaperGroups.WORLD, PaperGroups.drawn(random), Variant.NON_CONVEX);
            var plan = new EconomicPlan(given.groups());
            used.decide(given, 1, plan);
            assertThat(plan.on).as("state %d", i).isEqualTo(decide(given).on);
        }
    }

    /**
     * Cost of a choice: any plan on the line of prices is a bound from below, and bisection over
     * the dual function, which is concave, finds the best.
     */
    private static double cost(EconomicCase given, int choice) {
        var on = new boolean[given.groups()];
        var regionHigh = new double[given.regions()];
        double low = 0;
        double high = 0;
        for (int g = 0; g < on.length; g++) {
            on[g] = (choice >> g & 1) == 1;
            low += on[g] ? given.lowKw(g) : 0;
            high += on[g] ? given.highKw(g) : 0;
            regionHigh[given.region(g)] += on[g] ? given.highKw(g) : 0;
        }
        for (int r = 0; r < regionHigh.length; r++) {
            if (regionHigh[r] < given.floorKw(r)) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return low > given.balanceKw() || high < given.balanceKw()
                ? Double.POSITIVE_INFINITY
                : DualOracle.cost(given, on);
    }
}
