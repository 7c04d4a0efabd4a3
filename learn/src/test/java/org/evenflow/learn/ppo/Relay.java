package org.evenflow.learn.ppo;

import org.evenflow.learn.Frame;
import org.evenflow.learn.World;
import org.evenflow.learn.WorldShape;
import org.evenflow.numeric.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * A small world for tests in which agents come and go: each sees a wish and is rewarded for being
 * near it. On a ring of nodes each node shows the wish of the agent that stands on it.
 */
public final class Relay implements World {
    private final WorldShape shape;
    private final boolean isDiscrete;
    private final int steps;
    private final RandomStream chance = new RandomStream("relay", 0);
    private final float[] wish;
    private final int[] stays;
    private int step;

    private Relay(int agents, WorldShape.Actions actions, int steps, boolean graph) {
        shape = new WorldShape(agents, 2, 3, actions, graph ? ring(agents) : null);
        isDiscrete = actions instanceof WorldShape.Discrete;
        this.steps = steps;
        wish = new float[agents];
        stays = new int[agents];
    }

    /** Actions of one number. */
    public static Relay continuous(int agents) {
        return new Relay(agents, new WorldShape.Continuous(1), 12, false);
    }

    /** Actions of two numbers, the second of which should be the wish's opposite. */
    static Relay ofTwoParts(int agents) {
        return new Relay(agents, new WorldShape.Continuous(2), 12, false);
    }

    /** Actions of three levels, of which the first is allowed to half of the agents only. */
    static Relay discrete(int agents) {
        return new Relay(agents, new WorldShape.Discrete(3), 12, false);
    }

    /** Actions of one number, on a ring of as many nodes. */
    static Relay ringOf(int agents) {
        return new Relay(agents, new WorldShape.Continuous(1), 12, true);
    }

    private static WorldShape.@Nullable Graph ring(int nodes) {
        var from = new int[nodes];
        var to = new int[nodes];
        var weight = new float[nodes];
        var nodeOf = new int[nodes];
        for (int node = 0; node < nodes; node++) {
            from[node] = node;
            to[node] = (node + 1) % nodes;
            weight[node] = 1 + node % 3;
            nodeOf[node] = node;
        }
        return new WorldShape.Graph(nodes, 1, from, to, weight, nodeOf);
    }

    @Override
    public WorldShape shape() {
        return shape;
    }

    @Override
    public void reset(long seed, Frame frame) {
        chance.reset(seed);
        step = 0;
        frame.isOver = false;
        frame.isTruncated = false;
        for (int agent = 0; agent < wish.length; agent++) {
            frame.left[agent] = false;
            frame.reward[agent] = 0;
            come(agent);
        }
        show(frame);
    }

    @Override
    public void step(float[] actions, Frame frame) {
        step++;
        for (int agent = 0; agent < wish.length; agent++) {
            boolean wasPresent = stays[agent] > 0;
            frame.reward[agent] = wasPresent ? 1 - distance(actions, agent) : 0;
            frame.left[agent] = stays[agent] == 1;
            stays[agent]--;
            if (stays[agent] < -1) {
                come(agent);
            } else {
                wish[agent] = (float) chance.nextDouble(-0.8, 0.8);
            }
        }
        frame.isOver = step == steps;
        frame.isTruncated = frame.isOver;
        show(frame);
    }

    /** Mean square of what an agent's parts are off. */
    private float distance(float[] actions, int agent) {
        int parts = shape.actions().parts();
        float sum = 0;
        for (int part = 0; part < parts; part++) {
            float done = actions[agent * parts + part] - (isDiscrete ? 1 : 0);
            float off = done - (part == 0 ? wish[agent] : -wish[agent]);
            sum += off * off;
        }
        return sum / parts;
    }

    /** The teacher does what is rewarded most, or the allowed level that is nearest to it. */
    @Override
    public void teach(float[] actions) {
        int parts = shape.actions().parts();
        for (int at = 0; at < wish.length * parts; at++) {
            int agent = at / parts;
            float best = at % parts == 0 ? wish[agent] : -wish[agent];
            float least = agent % 2 == 0 ? 0 : 1;
            actions[at] = isDiscrete ? Math.max(least, Math.round(best + 1)) : best;
        }
    }

    private void come(int agent) {
        stays[agent] = 1 + chance.nextInt(6);
        wish[agent] = (float) chance.nextDouble(-0.8, 0.8);
    }

    private void show(Frame frame) {
        for (int agent = 0; agent < wish.length; agent++) {
            boolean isHere = stays[agent] > 0;
            frame.present[agent] = isHere;
            frame.observation[2 * agent] = isHere ? wish[agent] : 0;
            frame.observation[2 * agent + 1] = isHere ? stays[agent] : 0;
            if (isDiscrete) {
                frame.allowed[3 * agent] = agent % 2 == 0;
            }
            if (frame.nodes.length > 0) {
                frame.nodes[agent] = isHere ? wish[agent] : 0;
            }
        }
        frame.state[0] = step;
        frame.state[1] = wish[0];
        frame.state[2] = stays[0];
    }
}
