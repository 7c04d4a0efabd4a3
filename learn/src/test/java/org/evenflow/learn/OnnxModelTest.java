package org.evenflow.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OnnxModelTest {

    @Test
    void aLayerRunsInOnnxRuntimeAsComputedByHand() throws OrtException {
        var model = new OnnxModel();
        model.input("x", "rows", 2);
        // y = tanh([1 2; 3 4; 5 6] x + [0.5 0 −0.5]).
        String layer =
                model.linear(
                        "layer",
                        "x",
                        new float[] {1, 2, 3, 4, 5, 6},
                        new float[] {0.5f, 0, -0.5f},
                        2,
                        3);
        model.operator("Tanh", "y", layer);
        model.output("y", "rows", 3);
        model.word("recipe", "by hand");

        var environment = OrtEnvironment.getEnvironment();
        try (var session = environment.createSession(model.toBytes());
                var x =
                        OnnxTensor.createTensor(
                                environment, new float[][] {{0.1f, -0.1f}, {0, 0.05f}});
                var result = session.run(Map.of("x", x))) {
            assertThat(session.getMetadata().getCustomMetadata())
                    .containsEntry("recipe", "by hand");
            float[][] y = (float[][]) result.get(0).getValue();
            assertThat(y[0][0]).isEqualTo((float) Math.tanh(0.4), within(1e-6f));
            assertThat(y[0][1]).isEqualTo((float) Math.tanh(-0.1), within(1e-6f));
            assertThat(y[0][2]).isEqualTo((float) Math.tanh(-0.6), within(1e-6f));
            assertThat(y[1][0]).isEqualTo((float) Math.tanh(0.6), within(1e-6f));
            assertThat(y[1][2]).isEqualTo((float) Math.tanh(-0.2), within(1e-6f));
        }
    }
}
