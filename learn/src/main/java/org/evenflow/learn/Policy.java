package org.evenflow.learn;

import org.evenflow.model.InputException;

/**
 * Chooses actions without exploring: what is left of training once it is over. Weights and scalers
 * are frozen. An object serves one thread.
 */
public interface Policy {
    /**
     * Chooses for all who are present.
     *
     * @param frame what they see
     * @param actions receives {@code [agent][part]} row after row; rows of absent agents stay
     */
    void act(Frame frame, float[] actions);

    /**
     * The same policy for worlds of a shape, which may have another number of agents or another
     * network than the one it was trained in, where the kind of policy allows it.
     *
     * @throws org.evenflow.model.InputException where it does not fit: the message names the
     *     difference
     */
    default Policy in(WorldShape shape) {
        return this;
    }

    /** Writes all that a reader needs to make the same policy again. */
    TensorFile toFile();

    /**
     * The same policy as ONNX.
     *
     * @throws InputException where its algorithm has no export yet
     */
    default OnnxModel toOnnx() {
        throw new InputException("this policy cannot be written as ONNX");
    }
}
