package org.evenflow.learn;

/**
 * {@link AgentNetworks} in plain arrays, for deciding without tensors. Its weights never change;
 * its work space serves one thread.
 */
public final class FrozenNetworks {
    private final int agents;
    private final int inputs;
    private final int hidden;
    private final int outputs;
    private final float[][] weights;
    private final float[] first;
    private final float[] second;

    FrozenNetworks(int agents, int inputs, int hidden, int outputs, float[][] weights) {
        this.agents = agents;
        this.inputs = inputs;
        this.hidden = hidden;
        this.outputs = outputs;
        this.weights = weights;
        first = new float[hidden];
        second = new float[hidden];
    }

    /**
     * Networks from a file, whose hidden width is that of its arrays.
     *
     * @throws org.evenflow.model.InputException where the file's networks have another shape
     */
    public static FrozenNetworks of(
            TensorFile file, String name, int agents, int inputs, int outputs) {
        int[] shape = file.shape(name + ".0");
        int hidden = shape.length == 3 ? shape[2] : 0;
        float[][] weights = AgentNetworks.read(file, name, agents, inputs, hidden, outputs);
        return new FrozenNetworks(agents, inputs, hidden, outputs, weights);
    }

    /** How many networks. */
    public int agents() {
        return agents;
    }

    /** Inputs of each. */
    public int inputs() {
        return inputs;
    }

    /** Outputs of each. */
    public int outputs() {
        return outputs;
    }

    /** Adds the networks to a file. */
    public void put(TensorFile file, String name) {
        for (int array = 0; array < AgentNetworks.ARRAYS; array++) {
            file.put(
                    name + "." + array,
                    weights[array],
                    AgentNetworks.shape(array, agents, inputs, hidden, outputs));
        }
    }

    /**
     * Adds the networks to a model: each row goes through its own agent's, so there are as many
     * rows as agents.
     *
     * @param input {@code [agent][input]}
     * @return the name of what comes out, {@code [agent][output]}
     */
    public String toOnnx(OnnxModel model, String input) {
        model.constant("networks.axis", new long[] {1}, 1);
        String at = model.operator("Unsqueeze", "networks.input", input, "networks.axis");
        for (int layer = 0; layer < AgentNetworks.ARRAYS / 2; layer++) {
            String name = "networks." + layer;
            int[] weight = AgentNetworks.shape(2 * layer, agents, inputs, hidden, outputs);
            int[] bias = AgentNetworks.shape(2 * layer + 1, agents, inputs, hidden, outputs);
            model.constant(name + ".weight", weights[2 * layer], weight);
            model.constant(name + ".bias", weights[2 * layer + 1], bias);
            String product = model.operator("MatMul", name + ".product", at, name + ".weight");
            at = model.operator("Add", name + ".sum", product, name + ".bias");
            if (2 * layer + 2 < AgentNetworks.ARRAYS) {
                at = model.operator("Relu", name + ".rectified", at);
            }
        }
        return model.operator("Squeeze", "networks.output", at, "networks.axis");
    }

    /**
     * What one agent's network answers.
     *
     * @param input holds the agent's inputs from {@code at}
     * @param answer receives the outputs from 0
     */
    public void answer(int agent, float[] input, int at, float[] answer) {
        layer(agent, 0, input, at, inputs, first, hidden, true);
        layer(agent, 1, first, 0, hidden, second, hidden, true);
        layer(agent, 2, second, 0, hidden, answer, outputs, false);
    }

    private void layer(
            int agent,
            int layer,
            float[] from,
            int at,
            int inputCount,
            float[] to,
            int outputCount,
            boolean isRectified) {
        float[] weight = weights[2 * layer];
        System.arraycopy(weights[2 * layer + 1], agent * outputCount, to, 0, outputCount);
        for (int i = 0; i < inputCount; i++) {
            float value = from[at + i];
            int row = (agent * inputCount + i) * outputCount;
            for (int o = 0; o < outputCount; o++) {
                to[o] += value * weight[row + o];
            }
        }
        for (int o = 0; isRectified && o < outputCount; o++) {
            to[o] = Math.max(0, to[o]);
        }
    }
}
