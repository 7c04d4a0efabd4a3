package org.evenflow.learn;

import org.evenflow.model.InputException;
import org.evenflow.numeric.RandomStream;

/**
 * The last transitions of a world, to be drawn from at random (L. Lin, "Self-improving reactive
 * agents based on reinforcement learning, planning and teaching", Machine Learning 8, 1992).
 * Mutable, for one thread.
 */
public final class Replay {
    private final int capacity;
    private final int agents;
    private final int features;
    private final int parts;
    private final float[] seen;
    private final float[] actions;
    private final float[] rewards;
    private final float[] seenNext;
    private final int stateFeatures;
    private final float[] state;
    private final float[] stateNext;
    private final float[] goesOn;
    private final float[] acted;
    private final int levels;
    private final boolean[] allowedNext;
    private long count;

    /**
     * An empty memory.
     *
     * @param capacity transitions; the oldest are forgotten
     */
    public Replay(WorldShape shape, int capacity) {
        this.capacity = capacity;
        agents = shape.agents();
        features = shape.features();
        parts = shape.actions().parts();
        stateFeatures = shape.stateFeatures();
        state = new float[capacity * stateFeatures];
        stateNext = new float[capacity * stateFeatures];
        seen = new float[capacity * agents * features];
        seenNext = new float[capacity * agents * features];
        actions = new float[capacity * agents * parts];
        rewards = new float[capacity * agents];
        goesOn = new float[capacity * agents];
        acted = new float[capacity * agents];
        levels = shape.actions() instanceof WorldShape.Discrete(int all) ? all : 0;
        allowedNext = new boolean[capacity * agents * levels];
    }

    /**
     * Some transitions, agent by agent.
     *
     * @param seen {@code [agent][row][feature]}
     * @param actions {@code [agent][row][part]}
     * @param rewards {@code [agent][row]}
     * @param seenNext {@code [agent][row][feature]}
     * @param goesOn 1 where a value follows, {@code [agent][row]}
     * @param acted 1 where the agent was present, {@code [agent][row]}
     * @param allowedNext levels that are allowed next, {@code [agent][row][level]}
     * @param state {@code [row][state feature]}
     * @param stateNext {@code [row][state feature]}
     */
    @SuppressWarnings("ArrayRecordComponent") // belongs to the caller
    public record Batch(
            float[] seen,
            float[] actions,
            float[] rewards,
            float[] seenNext,
            float[] goesOn,
            float[] acted,
            boolean[] allowedNext,
            float[] state,
            float[] stateNext) {}

    /** Takes in the moment before a step and what was done in it. */
    public void before(Frame frame, float[] action) {
        int slot = slot();
        System.arraycopy(frame.observation, 0, seen, slot * agents * features, agents * features);
        System.arraycopy(action, 0, actions, slot * agents * parts, agents * parts);
        System.arraycopy(frame.state, 0, state, slot * stateFeatures, stateFeatures);
        for (int agent = 0; agent < agents; agent++) {
            acted[slot * agents + agent] = frame.present[agent] ? 1 : 0;
        }
    }

    /** Takes in the moment after it. */
    public void after(Frame frame) {
        int slot = slot();
        System.arraycopy(
                frame.observation, 0, seenNext, slot * agents * features, agents * features);
        System.arraycopy(frame.state, 0, stateNext, slot * stateFeatures, stateFeatures);
        for (int agent = 0; agent < agents; agent++) {
            rewards[slot * agents + agent] = frame.reward[agent];
            boolean isOver = frame.left[agent] || frame.isOver && !frame.isTruncated;
            goesOn[slot * agents + agent] = isOver ? 0 : 1;
        }
        System.arraycopy(frame.allowed, 0, allowedNext, slot * agents * levels, agents * levels);
        count++;
    }

    private int slot() {
        return (int) (count % capacity);
    }

    /** How many transitions there are to draw from. */
    public int size() {
        return (int) Math.min(count, capacity);
    }

    /** Draws transitions with replacement. */
    public Batch draw(int rows, RandomStream random) {
        var batch =
                new Batch(
                        new float[agents * rows * features],
                        new float[agents * rows * parts],
                        new float[agents * rows],
                        new float[agents * rows * features],
                        new float[agents * rows],
                        new float[agents * rows],
                        new boolean[agents * rows * levels],
                        new float[rows * stateFeatures],
                        new float[rows * stateFeatures]);
        for (int row = 0; row < rows; row++) {
            int slot = random.nextInt(size());
            System.arraycopy(
                    state, slot * stateFeatures, batch.state(), row * stateFeatures, stateFeatures);
            System.arraycopy(
                    stateNext,
                    slot * stateFeatures,
                    batch.stateNext(),
                    row * stateFeatures,
                    stateFeatures);
            for (int agent = 0; agent < agents; agent++) {
                int from = slot * agents + agent;
                int to = agent * rows + row;
                System.arraycopy(seen, from * features, batch.seen(), to * features, features);
                System.arraycopy(
                        seenNext, from * features, batch.seenNext(), to * features, features);
                System.arraycopy(actions, from * parts, batch.actions(), to * parts, parts);
                batch.rewards()[to] = rewards[from];
                batch.goesOn()[to] = goesOn[from];
                batch.acted()[to] = acted[from];
                System.arraycopy(
                        allowedNext, from * levels, batch.allowedNext(), to * levels, levels);
            }
        }
        return batch;
    }

    /** Adds all of it to a file. */
    public void put(TensorFile file) {
        file.put("replay.count", new long[] {count});
        file.put("replay.seen", seen);
        file.put("replay.next", seenNext);
        file.put("replay.actions", actions);
        file.put("replay.rewards", rewards);
        file.put("replay.goes_on", goesOn);
        file.put("replay.acted", acted);
        var allowed = new float[allowedNext.length];
        for (int i = 0; i < allowed.length; i++) {
            allowed[i] = allowedNext[i] ? 1 : 0;
        }
        file.put("replay.allowed_next", allowed);
        file.put("replay.state", state);
        file.put("replay.state_next", stateNext);
    }

    /** Restores what {@link #put} has kept. */
    public void restore(TensorFile file) {
        count = file.longs("replay.count")[0];
        restore(file, "replay.seen", seen);
        restore(file, "replay.next", seenNext);
        restore(file, "replay.actions", actions);
        restore(file, "replay.rewards", rewards);
        restore(file, "replay.goes_on", goesOn);
        restore(file, "replay.acted", acted);
        var allowed = new float[allowedNext.length];
        restore(file, "replay.allowed_next", allowed);
        for (int i = 0; i < allowed.length; i++) {
            allowedNext[i] = allowed[i] > 0;
        }
        restore(file, "replay.state", state);
        restore(file, "replay.state_next", stateNext);
    }

    private static void restore(TensorFile file, String name, float[] values) {
        float[] kept = file.floats(name);
        if (kept.length != values.length) {
            throw new InputException(
                    "checkpoint: array '"
                            + name
                            + "' must have "
                            + values.length
                            + " numbers, has "
                            + kept.length);
        }
        System.arraycopy(kept, 0, values, 0, kept.length);
    }
}
