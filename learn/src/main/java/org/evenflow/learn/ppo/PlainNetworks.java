package org.evenflow.learn.ppo;

import java.util.Arrays;

/**
 * Actors or critics on plain arrays: one that all agents share, or one each. Rows of one network go
 * through it together, from however many worlds they come. Mutable buffers; an object serves one
 * thread.
 */
final class PlainNetworks {
    private final Approximator.Plain[] networks;
    private final int inputs;
    private final int outputs;

    /** Rows by agent: where each agent's begin, and which they are. */
    private final int[] begin;

    private int[] order = new int[0];
    private int[] agents = new int[0];
    private int[] moments = new int[0];
    private float[] gathered = new float[0];
    private float[] result = new float[0];

    /** With parameters, {@code [network][parameter][number]}, which are copied. */
    PlainNetworks(Approximator shape, float[][][] parameters) {
        networks = new Approximator.Plain[parameters.length];
        for (int n = 0; n < networks.length; n++) {
            networks[n] = shape.new Plain(parameters[n]);
        }
        inputs = shape.inputs();
        outputs = shape.outputs();
        begin = new int[networks.length + 1];
    }

    /** Takes up other parameters. */
    void load(float[][][] parameters) {
        for (int n = 0; n < networks.length; n++) {
            networks[n].load(parameters[n]);
        }
    }

    /** Looks at what nodes show in some moments, {@code [moment][node][feature]}. */
    void see(float[] nodes, int count) {
        for (Approximator.Plain network : networks) {
            network.see(nodes, count);
        }
    }

    /**
     * What the rows' networks say, {@code [row][output]}.
     *
     * @param input agents' own numbers, {@code [row][input]}
     * @param agent who they are, {@code [row]}
     * @param moment when, {@code [row]}
     */
    void forward(float[] input, int rows, int[] agent, int[] moment, float[] output) {
        if (networks.length == 1) {
            networks[0].forward(input, rows, agent, moment, output);
            return;
        }
        sort(agent, rows);
        for (int n = 0; n < networks.length; n++) {
            int count = begin[n + 1] - begin[n];
            for (int i = 0; i < count; i++) {
                int row = order[begin[n] + i];
                System.arraycopy(input, row * inputs, gathered, i * inputs, inputs);
                agents[i] = n;
                moments[i] = moment[row];
            }
            networks[n].forward(gathered, count, agents, moments, result);
            for (int i = 0; i < count; i++) {
                int row = order[begin[n] + i];
                System.arraycopy(result, i * outputs, output, row * outputs, outputs);
            }
        }
    }

    /** Rows of each agent behind one another, in their order. */
    private void sort(int[] agent, int rows) {
        if (order.length < rows) {
            order = new int[rows];
            agents = new int[rows];
            moments = new int[rows];
            gathered = new float[rows * inputs];
            result = new float[rows * outputs];
        }
        Arrays.fill(begin, 0);
        for (int row = 0; row < rows; row++) {
            begin[agent[row] + 1]++;
        }
        for (int n = 0; n < networks.length; n++) {
            begin[n + 1] += begin[n];
        }
        for (int row = rows - 1; row >= 0; row--) {
            order[--begin[agent[row] + 1]] = row;
        }
        // Each agent's end has moved to its beginning: one place further lies what is asked for.
        System.arraycopy(begin, 1, begin, 0, networks.length);
        begin[networks.length] = rows;
    }
}
