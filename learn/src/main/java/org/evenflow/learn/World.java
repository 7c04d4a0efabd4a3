package org.evenflow.learn;

/**
 * A world of one or several agents to learn in, one step at a time. A seed fixes all chance of an
 * episode, so worlds can be played side by side by any number of threads; one world serves one
 * thread.
 */
public interface World {
    /** How many agents there are, what they see and what they can do; never changes. */
    WorldShape shape();

    /** Begins the episode of a seed and shows its first moment. */
    void reset(long seed, Frame frame);

    /**
     * Plays one step and shows what follows.
     *
     * @param actions of all agents, {@code [agent][part]} row after row; what absent agents' rows
     *     hold is not read. Continuous parts are within [-1, 1], a level is its number
     * @param frame the one that the actions were chosen from; overwritten
     */
    void step(float[] actions, Frame frame);

    /**
     * Asks the world's teacher what it would do now: once before each step of an episode, or never.
     *
     * @param actions receives them as {@link #step} takes them, levels among those that are
     *     allowed; what the rows of absent agents hold afterwards means nothing
     * @throws IllegalStateException where the world has no teacher
     */
    default void teach(float[] actions) {
        throw new IllegalStateException("this world has no teacher");
    }
}
