package org.evenflow.learn.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.evenflow.learn.Frame;
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
        float[][] said = run(policy, frame, shape.agents(), frame.allowed);
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

    private static float[][] run(Policy policy, Frame frame, int agents, boolean[] allowed)
            throws OrtException {
        var environment = OrtEnvironment.getEnvironment();
        try (var session = environment.createSession(policy.toOnnx().toBytes())) {
            var inputs = new HashMap<String, OnnxTensor>();
            inputs.put("observation", rows(environment, frame.observation, agents));
            if (frame.nodes.length > 0) {
                inputs.put("nodes", rows(environment, frame.nodes, agents));
            }
            if (allowed.length > 0) {
                var mask = new float[allowed.length];
                for (int i = 0; i < mask.length; i++) {
                    mask[i] = allowed[i] ? 1 : 0;
                }
                inputs.put("allowed", rows(environment, mask, agents));
            }
            try (var result = session.run(inputs)) {
                return (float[][]) result.get(0).getValue();
            }
        }
    }

    private static OnnxTensor rows(OrtEnvironment environment, float[] values, int rows)
            throws OrtException {
        return OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(values), new long[] {rows, values.length / rows});
    }
}
