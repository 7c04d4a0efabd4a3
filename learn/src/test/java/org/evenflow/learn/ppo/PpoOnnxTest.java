package org.evenflow.learn.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import java.util.Map;
import java.util.function.Supplier;
import org.evenflow.learn.Frame;
import org.evenflow.learn.OnnxRun;
import org.evenflow.learn.Policy;
import org.evenflow.learn.World;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PpoOnnxTest {
    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("org.evenflow.learn.ppo.Trainings#sharedKinds")
    void onnxRuntimeChoosesAlike(String id, Supplier<World> worlds, Map<String, Double> settings)
            throws OrtException {
        Policy policy = new PpoProvider().policy(Trainings.trained(id, worlds, 1, settings, 4));
        World world = worlds.get();
        var shape = world.shape();
        var frame = new Frame(shape);
        world.reset(5, frame);
        int parts = shape.actions().parts();
        var actions = new float[shape.agents() * parts];
        policy.act(frame, actions);
        float[][] said = OnnxRun.actions(policy, frame);
        int present = 0;
        for (int at = 0; at < actions.length; at++) {
            if (frame.present[at / parts]) {
                assertThat(said[at / parts][at % parts]).isCloseTo(actions[at], within(1e-6f));
                present++;
            }
        }
        assertThat(present).isPositive();
    }

    @Test
    void policyOfManyNetworksIsNotExported() {
        Policy policy =
                new PpoProvider()
                        .policy(
                                Trainings.trained(
                                        "ppo",
                                        () -> Relay.continuous(2),
                                        1,
                                        Trainings.with("shared", 0),
                                        1));
        assertThatThrownBy(policy::toOnnx)
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("policy: has 2 networks, one per agent");
    }
}
