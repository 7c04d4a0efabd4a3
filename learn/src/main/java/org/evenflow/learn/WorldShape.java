package org.evenflow.learn;

import org.jspecify.annotations.Nullable;

/**
 * The shape of a world.
 *
 * @param agents most agents at a time, at least 1
 * @param features length of one agent's observation
 * @param stateFeatures length of the state that central critics see; may be 0
 * @param actions what an agent can do
 * @param graph the network that agents stand on, or null
 */
public record WorldShape(
        int agents, int features, int stateFeatures, Actions actions, @Nullable Graph graph) {
    public WorldShape {
        if (agents < 1 || features < 1 || stateFeatures < 0) {
            throw new IllegalArgumentException(
                    "a world needs agents and features, has " + agents + " and " + features);
        }
    }

    /** What an agent can do in one step. */
    public sealed interface Actions {
        /** Numbers per agent in an array of actions. */
        int parts();

        /** Outputs of a policy network per agent. */
        int outputs();
    }

    /**
     * Numbers within [-1, 1].
     *
     * @param parts how many, at least 1
     */
    public record Continuous(int parts) implements Actions {
        @Override
        public int outputs() {
            return parts;
        }
    }

    /**
     * One of several levels.
     *
     * @param levels how many, at least 2
     */
    public record Discrete(int levels) implements Actions {
        @Override
        public int parts() {
            return 1;
        }

        @Override
        public int outputs() {
            return levels;
        }
    }

    /**
     * An undirected network.
     *
     * @param nodes how many
     * @param nodeFeatures numbers shown per node
     * @param from one end of each edge, {@code [edge]}
     * @param to the other end
     * @param weight of each edge in messages, above 0, {@code [edge]}
     * @param nodeOf where each agent stands, {@code [agent]}
     */
    @SuppressWarnings("ArrayRecordComponent") // shared, never written
    public record Graph(
            int nodes, int nodeFeatures, int[] from, int[] to, float[] weight, int[] nodeOf) {}
}
