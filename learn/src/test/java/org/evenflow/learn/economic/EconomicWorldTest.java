package org.evenflow.learn.economic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.ServiceLoader;
import org.evenflow.economic.BalanceMapping;
import org.evenflow.economic.EconomicCase;
import org.evenflow.economic.EconomicMethodProvider;
import org.evenflow.economic.EconomicPlan;
import org.evenflow.economic.EconomicStates;
import org.evenflow.economic.PaperGroups;
import org.evenflow.learn.Frame;
import org.evenflow.model.ChargerGroups.Ranges;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

final class EconomicWorldTest {
    private static final double NO = Double.POSITIVE_INFINITY;

    static final Ranges RANGES =
            new Ranges(
                    400,
                    1900,
                    new double[4],
                    new double[] {300, 190, 300, 0},
                    new double[] {NO, NO, NO, NO, 0, 0, NO, NO, NO},
                    new double[] {NO, NO, NO, NO, 90, 90, NO, NO, NO});

    private static EconomicWorld world(Variant variant, int levels, boolean isBroadcast) {
        return new EconomicWorld(PaperGroups.WORLD, RANGES, variant, levels, isBroadcast, 5);
    }

    /** Two implementations of the mapping and of the reference meet here. */
    @Test
    void rewardIsWhatTheMappedPlanSavesAgainstMiddlesOfRanges() {
        var middles =
                ServiceLoader.load(EconomicMethodProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(provider -> provider.ids().contains("equal_shift"))
                        .findFirst()
                        .orElseThrow()
                        .create("equal_shift", PaperGroups.WORLD);
        var world = world(Variant.CONVEX, 81, true);
        var views = new GroupViews(PaperGroups.WORLD, RANGES, false, 81, true, 5);
        var frame = new Frame(world.shape());
        var mapping = new BalanceMapping(PaperGroups.WORLD);
        var random = new RandomStream("actions", 1);
        for (long seed = -5; seed < 0; seed++) {
            var state = new EconomicStates(PaperGroups.WORLD, RANGES).random(1, seed).getFirst();
            var given = new EconomicCase(PaperGroups.WORLD, state, Variant.CONVEX);
            var actions = new float[9];
            for (int group = 0; group < 9; group++) {
                actions[group] = 1 + random.nextInt(81);
            }
            var reference = new EconomicPlan(9);
            middles.decide(given, 1, reference);
            var plan = new EconomicPlan(9);
            views.read(actions, plan);
            mapping.map(given, plan);
            world.reset(seed, frame);
            world.step(actions, frame);
            double saved = (given.cost(reference) - given.cost(plan)) / 1000;
            // Single precision of a reward of a few units.
            assertThat((double) frame.reward[0]).isEqualTo(saved, within(1e-5));
            assertThat(frame.reward).containsOnly(frame.reward[0]);
            assertThat(frame.isOver).isTrue();
        }
    }

    @Test
    void choiceThatCannotServeIsChargedAsRepaired() {
        var world = world(Variant.NON_CONVEX, 81, true);
        var frame = new Frame(world.shape());
        world.reset(-7, frame);
        assertThat(frame.allowed[0]).isTrue();
        var none = new float[9];
        world.step(none, frame);
        float off = frame.reward[0];
        world.reset(-7, frame);
        var all = new float[9];
        Arrays.fill(all, 41);
        world.step(all, frame);
        assertThat(Float.isFinite(off)).isTrue();
        assertThat(off).isNotEqualTo(frame.reward[0]);
    }

    @Test
    void withoutBroadcastAGroupSeesTheTotalAndItsOwnRegion() {
        var whole = world(Variant.CONVEX, 81, true);
        var own = world(Variant.CONVEX, 81, false);
        var all = new Frame(whole.shape());
        var part = new Frame(own.shape());
        whole.reset(-9, all);
        own.reset(-9, part);
        int features = whole.shape().features();
        assertThat(part.state).isEqualTo(all.state);
        for (int group = 0; group < 9; group++) {
            int hidden = 0;
            for (int i = 0; i < features; i++) {
                float seen = part.observation[group * features + i];
                assertThat(all.observation[group * features + i]).isEqualTo(all.state[i]);
                assertThat(seen == 0 || seen == all.state[i]).isTrue();
                hidden += seen == 0 ? 1 : 0;
            }
            assertThat(part.observation[group * features]).isEqualTo(all.state[0]);
            assertThat(hidden).isPositive();
        }
    }

    @Test
    void convexWorldAllowsNobodyToBeOff() {
        var world = world(Variant.CONVEX, 81, true);
        var frame = new Frame(world.shape());
        world.reset(-3, frame);
        for (int group = 0; group < 9; group++) {
            assertThat(frame.allowed[group * 82]).isFalse();
            assertThat(frame.allowed[group * 82 + 1]).isTrue();
        }
    }
}
