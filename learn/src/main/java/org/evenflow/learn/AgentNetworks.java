package org.evenflow.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.model.InputException;
import org.evenflow.numeric.RandomStream;
import org.evenflow.tensor.Tensor;

/**
 * One network of two hidden layers of rectifiers for each agent, none of which shares a weight with
 * another; kept in common tensors only so that all are computed at once. Mutable; to be closed.
 */
public final class AgentNetworks implements AutoCloseable {
    /** Weights and biases of three layers. */
    static final int ARRAYS = 6;

    private final int agents;
    private final int inputs;
    private final int hidden;
    private final int outputs;
    private final List<Tensor> parameters;

    private AgentNetworks(int agents, int inputs, int hidden, int outputs, float[][] weights) {
        this.agents = agents;
        this.inputs = inputs;
        this.hidden = hidden;
        this.outputs = outputs;
        parameters = new ArrayList<>();
        for (int array = 0; array < ARRAYS; array++) {
            parameters.add(
                    Tensor.parameter(
                            weights[array], shape(array, agents, inputs, hidden, outputs)));
        }
    }

    /**
     * Networks with random weights (K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into
     * rectifiers", ICCV 2015), biases of the first layer spread over the inputs' range.
     *
     * @param inputs of each network, about within [-1, 1]
     * @param hidden width of both hidden layers
     * @param outputs of each network
     * @param scale of the last layer's weights, 1 for the usual
     * @param random from where
     */
    public static AgentNetworks random(
            int agents, int inputs, int hidden, int outputs, double scale, RandomStream random) {
        var weights = new float[ARRAYS][];
        for (int array = 0; array < ARRAYS; array++) {
            int[] shape = shape(array, agents, inputs, hidden, outputs);
            weights[array] = new float[shape[0] * shape[1] * shape[2]];
            if (array % 2 == 0) {
                double deviation = Math.sqrt(2.0 / shape[1]) * (array == 4 ? scale : 1);
                for (int i = 0; i < weights[array].length; i++) {
                    weights[array][i] = (float) (deviation * random.nextGaussian());
                }
            } else if (array == 1) {
                for (int i = 0; i < weights[array].length; i++) {
                    weights[array][i] = (float) (2 * random.nextDouble() - 1);
                }
            }
        }
        return new AgentNetworks(agents, inputs, hidden, outputs, weights);
    }

    /** The same weights in tensors of their own. */
    public AgentNetworks copy() {
        return new AgentNetworks(agents, inputs, hidden, outputs, weights());
    }

    /**
     * Networks from a file.
     *
     * @param file holds arrays {@code <name>.0} to {@code <name>.5}
     * @param expected shape: agents, inputs, hidden, outputs
     * @throws InputException where the file's networks have another shape: names both
     */
    public static AgentNetworks of(TensorFile file, String name, int... expected) {
        return new AgentNetworks(
                expected[0],
                expected[1],
                expected[2],
                expected[3],
                read(file, name, expected[0], expected[1], expected[2], expected[3]));
    }

    /** Arrays of networks in a file, whose shapes are checked. */
    static float[][] read(
            TensorFile file, String name, int agents, int inputs, int hidden, int outputs) {
        var weights = new float[ARRAYS][];
        for (int array = 0; array < ARRAYS; array++) {
            int[] wanted = shape(array, agents, inputs, hidden, outputs);
            int[] found = file.shape(name + "." + array);
            if (!Arrays.equals(wanted, found)) {
                throw new InputException(
                        "policy file: array '"
                                + name
                                + "."
                                + array
                                + "' must have the shape "
                                + Arrays.toString(wanted)
                                + ", has "
                                + Arrays.toString(found));
            }
            weights[array] = file.floats(name + "." + array);
        }
        return weights;
    }

    /** Adds the networks to a file. */
    public void put(TensorFile file, String name) {
        for (int array = 0; array < ARRAYS; array++) {
            file.put(
                    name + "." + array,
                    parameters.get(array).values(),
                    shape(array, agents, inputs, hidden, outputs));
        }
    }

    /** All numbers that are learned. */
    public List<Tensor> parameters() {
        return parameters;
    }

    /**
     * What all networks answer.
     *
     * @param input {@code [agent][row][input]}, or {@code [row][input]} for the same to all
     * @return {@code [agent][row][output]}
     */
    public Tensor forward(Tensor input) {
        Tensor first = input.matmul(parameters.get(0)).add(parameters.get(1)).relu();
        Tensor second = first.matmul(parameters.get(2)).add(parameters.get(3)).relu();
        return second.matmul(parameters.get(4)).add(parameters.get(5));
    }

    /** Goes a part of the way to other networks of the same shape: θ ← (1 − part)·θ + part·θ'. */
    public void follow(AgentNetworks other, double part) {
        for (int array = 0; array < ARRAYS; array++) {
            float[] own = parameters.get(array).values();
            float[] theirs = other.parameters.get(array).values();
            for (int i = 0; i < own.length; i++) {
                own[i] += (float) part * (theirs[i] - own[i]);
            }
            parameters.get(array).write(own);
        }
    }

    /** Whether all weights are numbers. */
    public boolean isFinite() {
        for (float[] array : weights()) {
            for (float weight : array) {
                if (!Float.isFinite(weight)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A copy in plain arrays. */
    public FrozenNetworks frozen() {
        return new FrozenNetworks(agents, inputs, hidden, outputs, weights());
    }

    private float[][] weights() {
        return parameters.stream().map(Tensor::values).toArray(float[][]::new);
    }

    @Override
    public void close() {
        parameters.forEach(Tensor::close);
    }

    static int[] shape(int array, int agents, int inputs, int hidden, int outputs) {
        int layer = array / 2;
        int from = layer == 0 ? inputs : hidden;
        int to = layer == 2 ? outputs : hidden;
        return new int[] {agents, array % 2 == 0 ? from : 1, to};
    }
}
