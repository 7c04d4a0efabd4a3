package org.evenflow.learn;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.HashMap;

/** What a policy's ONNX file says in ONNX Runtime. */
public final class OnnxRun {
    private OnnxRun() {}

    /** Actions for what agents see, {@code [agent][part]}. */
    public static float[][] actions(Policy policy, Frame frame) throws OrtException {
        var environment = OrtEnvironment.getEnvironment();
        int agents = frame.present.length;
        try (var session = environment.createSession(policy.toOnnx().toBytes())) {
            var inputs = new HashMap<String, OnnxTensor>();
            inputs.put("observation", rows(environment, frame.observation, agents));
            if (session.getInputNames().contains("nodes")) {
                inputs.put("nodes", rows(environment, frame.nodes, agents));
            }
            if (frame.allowed.length > 0) {
                var mask = new float[frame.allowed.length];
                for (int i = 0; i < mask.length; i++) {
                    mask[i] = frame.allowed[i] ? 1 : 0;
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
