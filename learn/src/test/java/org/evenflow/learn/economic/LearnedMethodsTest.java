package org.evenflow.learn.economic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.Objects;
import java.util.ServiceLoader;
import org.evenflow.economic.EconomicCase;
import org.evenflow.economic.EconomicMethod;
import org.evenflow.economic.EconomicMethodContract;
import org.evenflow.economic.EconomicMethodProvider;
import org.evenflow.economic.EconomicPlan;
import org.evenflow.economic.PaperGroups;
import org.evenflow.learn.Frame;
import org.evenflow.learn.OnnxRun;
import org.evenflow.learn.Policies;
import org.evenflow.learn.TensorFile;
import org.evenflow.model.ChargerGroups;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.model.InputException;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies that come with the program, without tensors. */
final class LearnedMethodsTest {
    private static final LearnedMethods METHODS = new LearnedMethods();

    @Nested
    final class Competition extends EconomicMethodContract {
        @Override
        protected EconomicMethod create(ChargerGroups world) {
            return METHODS.create("target_value_competition", world);
        }
    }

    @Nested
    final class OwnRegion extends EconomicMethodContract {
        @Override
        protected EconomicMethod create(ChargerGroups world) {
            return METHODS.create("target_value_competition_own_region", world);
        }
    }

    @Nested
    final class Gradient extends EconomicMethodContract {
        @Override
        protected EconomicMethod create(ChargerGroups world) {
            return METHODS.create("maddpg", world);
        }
    }

    /** Mean gap over few states: far below that of rules, which is 14 %, with room for chance. */
    @Test
    void competitionIsCloseToTheProvenOptimum() {
        assertThat(gapPercent(Variant.CONVEX)).isBetween(-1e-6, 0.05);
        assertThat(gapPercent(Variant.NON_CONVEX)).isBetween(-1e-6, 1.0);
    }

    private static double gapPercent(Variant variant) {
        EconomicMethod exact =
                ServiceLoader.load(EconomicMethodProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(provider -> provider.ids().contains("exact"))
                        .findFirst()
                        .orElseThrow()
                        .create("exact", PaperGroups.WORLD);
        EconomicMethod learned = METHODS.create("target_value_competition", PaperGroups.WORLD);
        var random = new RandomStream("gap", 1);
        double sum = 0;
        int states = 100;
        for (int i = 0; i < states; i++) {
            var given = new EconomicCase(PaperGroups.WORLD, PaperGroups.drawn(random), variant);
            var best = new EconomicPlan(9);
            var found = new EconomicPlan(9);
            exact.decide(given, 1, best);
            learned.decide(given, 1, found);
            sum += 100 * (given.cost(found) / given.cost(best) - 1);
        }
        return sum / states;
    }

    @Test
    void warmStartMustSeeAndDoTheSame() throws IOException {
        String name = "target_value_competition-convex.safetensors";
        TensorFile file;
        try (var stream = LearnedMethods.class.getResourceAsStream(name)) {
            file = TensorFile.of(stream.readAllBytes(), name);
        }
        DispatchDesign own = DispatchDesign.of(file, PaperGroups.WORLD);
        own.refuseOther(file);
        // Neither what is seen nor what can be done depends on the rule.
        design(own, Variant.CONVEX_WITHOUT_RULE, own.waves()).refuseOther(file);
        assertThatThrownBy(() -> design(own, Variant.CONVEX, 4).refuseOther(file))
                .isInstanceOf(InputException.class)
                .hasMessage("policy file: evenflow.dispatch.waves must be 4, is 5");
        assertThatThrownBy(() -> design(own, Variant.NON_CONVEX, own.waves()).refuseOther(file))
                .isInstanceOf(InputException.class)
                .hasMessage("policy file: evenflow.dispatch.variant must be NON_CONVEX, is CONVEX");
    }

    private static DispatchDesign design(DispatchDesign own, Variant variant, int waves) {
        return new DispatchDesign(
                own.groups(), own.ranges(), variant, own.levels(), own.isBroadcast(), waves);
    }

    @Test
    void otherGroupsAreRefused() {
        ChargerGroups rippled = PaperGroups.world(50);
        assertThat(METHODS.canDecide("maddpg", rippled)).isFalse();
        assertThat(METHODS.canDecide("maddpg", PaperGroups.WORLD)).isTrue();
        assertThatThrownBy(() -> METHODS.create("maddpg", rippled))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("was trained for other groups than those of dispatch paper");
    }

    /** Levels on a line too: they are rounded as here. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "target_value_competition-convex",
                "target_value_competition-non_convex",
                "maddpg-convex",
                "maddpg-non_convex"
            })
    void onnxRuntimeChoosesAlike(String name) throws IOException, OrtException {
        try (var stream = LearnedMethods.class.getResourceAsStream(name + ".safetensors")) {
            var file = TensorFile.of(Objects.requireNonNull(stream).readAllBytes(), name);
            var policy = new Policies().read(file);
            var world = DispatchDesign.of(file, PaperGroups.WORLD).world();
            var frame = new Frame(world.shape());
            int parts = world.shape().actions().parts();
            var actions = new float[world.shape().agents() * parts];
            for (long seed = 1; seed <= 20; seed++) {
                world.reset(seed, frame);
                policy.act(frame, actions);
                float[][] said = OnnxRun.actions(policy, frame);
                for (int at = 0; at < actions.length; at++) {
                    assertThat(said[at / parts][at % parts])
                            .as("seed %d, number %d", seed, at)
                            .isCloseTo(actions[at], within(1e-6f));
                }
            }
        }
    }
}
