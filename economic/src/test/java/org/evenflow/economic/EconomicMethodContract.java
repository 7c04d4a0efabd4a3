package org.evenflow.economic;

import static org.assertj.core.api.Assertions.assertThat;

import org.evenflow.model.ChargerGroups;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every method of economic dispatch must satisfy. Subclass it and say how to make one. */
public abstract class EconomicMethodContract {
    private static final int STATES = 6;

    /** A new method for a world. */
    protected abstract EconomicMethod create(ChargerGroups world);

    private static EconomicPlan decide(EconomicMethod method, EconomicCase given, long seed) {
        var plan = new EconomicPlan(given.groups());
        method.decide(given, seed, plan);
        return plan;
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void plansKeepBalanceRuleAndLimits(Variant variant) {
        var random = new RandomStream("contract", 1);
        var method = create(PaperGroups.WORLD);
        for (int i = 0; i < STATES; i++) {
            var given = new EconomicCase(PaperGroups.WORLD, PaperGroups.drawn(random), variant);
            var plan = decide(method, given, i);
            assertThat(given.residualKw(plan)).as("state %d", i).isLessThanOrEqualTo(1e-6);
            assertThat(given.isFeasible(plan)).as("state %d", i).isTrue();
            for (int group = 0; group < plan.on.length; group++) {
                assertThat(plan.on[group] || plan.kw[group] == 0).as("state %d", i).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void noPlanCostsLessThanTheKnownOptimum(Variant variant) {
        double optimum =
                switch (variant) {
                    case CONVEX -> 6074.04;
                    case CONVEX_WITHOUT_RULE -> 6073.55;
                    case NON_CONVEX, NON_CONVEX_WITHOUT_RULE -> 4779.80;
                };
        var given = PaperGroups.published(variant);
        var plan = decide(create(PaperGroups.WORLD), given, 1);
        // The optima have two decimals.
        assertThat(given.cost(plan)).isGreaterThan(optimum - 0.01);
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void sameSeedGivesTheSameBitsWhateverWasDecidedBefore(Variant variant) {
        var random = new RandomStream("contract", 2);
        var first = new EconomicCase(PaperGroups.WORLD, PaperGroups.drawn(random), variant);
        var second = new EconomicCase(PaperGroups.WORLD, PaperGroups.drawn(random), variant);
        var method = create(PaperGroups.WORLD);
        decide(method, first, 3);
        var after = decide(method, second, 5);
        var alone = decide(create(PaperGroups.WORLD), second, 5);
        assertThat(after.kw).isEqualTo(alone.kw);
        assertThat(after.on).isEqualTo(alone.on);
        assertThat(after.messages).isEqualTo(alone.messages);
    }
}
