package org.evenflow.learn;

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

    /** Writes all that a reader needs to make the same policy again. */
    TensorFile toFile();
}
