package org.evenflow.learn;

import java.util.Arrays;

/**
 * A moment of a world: what agents see now, and what the last step brought them. Mutable arrays,
 * owned by the caller of {@link World#step} and reused.
 */
public final class Frame {
    /** What each agent sees, {@code [agent][feature]} row after row; zero for absent agents. */
    public final float[] observation;

    /** What central critics see, {@code [feature]}. */
    public final float[] state;

    /** What the network's nodes show, {@code [node][feature]} row after row. */
    public final float[] nodes;

    /** Which agents can act now, {@code [agent]}. */
    public final boolean[] present;

    /**
     * Which levels are allowed, {@code [agent][level]} row after row; empty where actions are
     * continuous.
     */
    public final boolean[] allowed;

    /** What the last step brought each agent that acted in it, {@code [agent]}. */
    public final float[] reward;

    /**
     * Which agents' part ended with the last step, {@code [agent]}: no value follows for them, even
     * where somebody new is present in their place.
     */
    public final boolean[] left;

    /** Whether the episode is over. */
    public boolean isOver;

    /**
     * Whether it was only cut off by time, so that a value follows for those who are still present.
     */
    public boolean isTruncated;

    /** An empty moment of worlds of a shape: everybody absent, every level allowed. */
    public Frame(WorldShape shape) {
        int agents = shape.agents();
        observation = new float[agents * shape.features()];
        state = new float[shape.stateFeatures()];
        var graph = shape.graph();
        nodes = new float[graph == null ? 0 : graph.nodes() * graph.nodeFeatures()];
        present = new boolean[agents];
        allowed =
                new boolean
                        [shape.actions() instanceof WorldShape.Discrete(int levels)
                                ? agents * levels
                                : 0];
        Arrays.fill(allowed, true);
        reward = new float[agents];
        left = new boolean[agents];
    }
}
