package org.evenflow.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.numeric.RandomStream;

/** An episode that is played by legal actions from a stream that is always the same. */
final class PlayedEpisode {
    final World world;
    final Frame frame;
    final float[] actions;

    /** Of all that each moment shows, that of the reset first. */
    final List<Integer> hashes = new ArrayList<>();

    private final RandomStream chance = new RandomStream("actions", 1);
    private final float absent;

    /**
     * Begins an episode.
     *
     * @param absent what the rows of absent agents hold in actions
     */
    PlayedEpisode(World world, long seed, Frame frame, float absent) {
        this.world = world;
        this.frame = frame;
        this.absent = absent;
        actions = new float[frame.present.length * world.shape().actions().parts()];
        world.reset(seed, frame);
        hashes.add(hash(frame));
    }

    /** An episode from its beginning to its end. */
    static List<Integer> hashes(World world, long seed) {
        return new PlayedEpisode(world, seed, new Frame(world.shape()), 0).toEnd();
    }

    /** A frame of which nothing is true any more and no number holds. */
    static Frame used(WorldShape shape) {
        var frame = new Frame(shape);
        for (float[] numbers : List.of(frame.observation, frame.state, frame.nodes, frame.reward)) {
            Arrays.fill(numbers, Float.NaN);
        }
        Arrays.fill(frame.left, true);
        frame.isOver = true;
        frame.isTruncated = true;
        return frame;
    }

    List<Integer> toEnd() {
        while (!frame.isOver) {
            step();
        }
        return hashes;
    }

    void step() {
        choose();
        world.step(actions, frame);
        hashes.add(hash(frame));
    }

    private void choose() {
        int parts = world.shape().actions().parts();
        for (int at = 0; at < actions.length; at++) {
            int agent = at / parts;
            float drawn =
                    switch (world.shape().actions()) {
                        case WorldShape.Continuous _ -> 2 * chance.nextFloat() - 1;
                        case WorldShape.Discrete(int levels) -> level(agent, levels);
                    };
            actions[at] = frame.present[agent] ? drawn : absent;
        }
    }

    /** Each of the allowed levels with the same probability. */
    private float level(int agent, int levels) {
        int drawn = 0;
        int choices = 0;
        for (int level = 0; level < levels; level++) {
            if (frame.allowed[agent * levels + level] && chance.nextInt(++choices) == 0) {
                drawn = level;
            }
        }
        return drawn;
    }

    private static int hash(Frame frame) {
        int hash = Arrays.hashCode(frame.observation);
        hash = 31 * hash + Arrays.hashCode(frame.state);
        hash = 31 * hash + Arrays.hashCode(frame.nodes);
        hash = 31 * hash + Arrays.hashCode(frame.present);
        hash = 31 * hash + Arrays.hashCode(frame.allowed);
        hash = 31 * hash + Arrays.hashCode(frame.reward);
        hash = 31 * hash + Arrays.hashCode(frame.left);
        return 31 * hash + (frame.isOver ? 1 : 0) + (frame.isTruncated ? 2 : 0);
    }
}
