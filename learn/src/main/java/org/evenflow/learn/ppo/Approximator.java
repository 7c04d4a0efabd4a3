package org.evenflow.learn.ppo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.evenflow.learn.Mlp;
import org.evenflow.learn.Network;
import org.evenflow.learn.OnnxModel;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.WorldShape;
import org.evenflow.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What turns an agent's numbers into outputs: a network and, where agents look at the grid, an
 * encoder whose description of the agent's node and of the whole grid goes in behind its own
 * numbers. Parameters are the encoder's, then the network's.
 */
final class Approximator {
    private final @Nullable GraphEncoder encoder;
    private final Network head;

    private Approximator(@Nullable GraphEncoder encoder, Network head) {
        this.encoder = encoder;
        this.head = head;
    }

    /** Of so many inputs and outputs; without a graph only the agent's own numbers go in. */
    static Approximator of(
            int inputs, int outputs, Tuning tuning, WorldShape.@Nullable Graph graph) {
        var encoder =
                graph == null ? null : new GraphEncoder(graph, tuning.embedding(), tuning.rounds());
        int described = encoder == null ? 0 : 2 * encoder.embedding();
        return new Approximator(
                encoder, Network.of(inputs + described, tuning.hidden(), tuning.layers(), outputs));
    }

    /** The one whose parameters a file holds; with a graph it must be one of the file's kind. */
    static Approximator in(TensorFile file, String prefix, WorldShape.@Nullable Graph graph) {
        Network head = Network.in(file, prefix);
        if (graph == null) {
            return new Approximator(null, head);
        }
        int rounds = 0;
        while (file.has(prefix + ".graph" + rounds + ".0")) {
            rounds++;
        }
        int embedding = file.shape(prefix + ".graph0.1")[0];
        return new Approximator(new GraphEncoder(graph, embedding, rounds), head);
    }

    /** The same on another network. */
    Approximator on(WorldShape.Graph graph) {
        return encoder == null ? this : new Approximator(encoder.on(graph), head);
    }

    /** An agent's own numbers that go in. */
    int inputs() {
        return head.inputs() - (encoder == null ? 0 : 2 * encoder.embedding());
    }

    /** Numbers that come out. */
    int outputs() {
        return head.outputs();
    }

    /** Whether it looks at a network. */
    boolean isGraph() {
        return encoder != null;
    }

    /** Parameters to begin with. */
    float[][] begin(double headGain, RandomGenerator chance) {
        var parameters = new ArrayList<float[]>();
        if (encoder != null) {
            parameters.addAll(encoder.begin(chance));
        }
        parameters.addAll(List.of(head.begin(headGain, chance)));
        return parameters.toArray(float[][]::new);
    }

    /** Parameters to be learned. */
    List<Tensor> parameters(float[][] values) {
        var parameters = new ArrayList<Tensor>();
        if (encoder != null) {
            Network[] layers = encoder.layers();
            for (int round = 0; round < layers.length; round++) {
                parameters.addAll(
                        layers[round].parameters(
                                new float[][] {values[2 * round], values[2 * round + 1]}));
            }
        }
        parameters.addAll(head.parameters(own(values)));
        return parameters;
    }

    /** Names of its parameters in files, in their order. */
    List<String> names(String prefix) {
        var names = new ArrayList<String>();
        for (int round = 0; encoder != null && round < encoder.layers().length; round++) {
            names.add(prefix + ".graph" + round + ".0");
            names.add(prefix + ".graph" + round + ".1");
        }
        for (int p = 0; p < 2 * head.layers(); p++) {
            names.add(prefix + "." + p);
        }
        return names;
    }

    /** Puts parameters into a file. */
    void write(TensorFile file, String prefix, float[][] values) {
        if (encoder != null) {
            Network[] layers = encoder.layers();
            for (int round = 0; round < layers.length; round++) {
                layers[round].write(
                        file,
                        prefix + ".graph" + round,
                        new float[][] {values[2 * round], values[2 * round + 1]});
            }
        }
        head.write(file, prefix, own(values));
    }

    /** Takes parameters out of a file; an InputException says where shapes differ. */
    float[][] read(TensorFile file, String prefix) {
        var parameters = new ArrayList<float[]>();
        if (encoder != null) {
            Network[] layers = encoder.layers();
            for (int round = 0; round < layers.length; round++) {
                parameters.addAll(
                        Arrays.asList(layers[round].read(file, prefix + ".graph" + round)));
            }
        }
        parameters.addAll(Arrays.asList(head.read(file, prefix)));
        return parameters.toArray(float[][]::new);
    }

    /**
     * Outputs with gradients, {@code [row][output]}.
     *
     * @param batch where the rows are
     * @param rows of the batch; where there is a graph, whole moments one after another
     * @param withState whether the central state goes in behind the observation
     */
    Tensor forward(List<Tensor> parameters, Rollout batch, int[] rows, boolean withState) {
        Tensor input = batch.inputs(rows, withState);
        if (encoder == null) {
            return head.forward(parameters, input);
        }
        WorldShape.Graph graph = encoder.graph();
        var momentOf = new int[rows.length];
        var nodeOf = new int[rows.length];
        var moments = new int[rows.length];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            int moment = batch.moment[rows[i]];
            if (count == 0 || moments[count - 1] != moment) {
                moments[count++] = moment;
            }
            momentOf[i] = count - 1;
            nodeOf[i] = (count - 1) * graph.nodes() + graph.nodeOf()[batch.agent[rows[i]]];
        }
        Tensor described =
                encoder.forward(
                        parameters, batch.nodes(Arrays.copyOf(moments, count), graph), count);
        Tensor mean = described.reshape(count, graph.nodes(), encoder.embedding()).mean(1);
        Tensor all =
                Tensor.concat(1, input, described.indexSelect(nodeOf), mean.indexSelect(momentOf));
        return head.forward(
                parameters.subList(2 * encoder.layers().length, parameters.size()), all);
    }

    /** Adds the encoder to a model: behind agents' numbers go their node's and the grid's. */
    String describeOnnx(OnnxModel model, String input, String nodes, float[][] values) {
        return encoder == null ? input : encoder.toOnnx(model, input, nodes, values);
    }

    /** Adds the network to a model; returns the name of what comes out. */
    String headOnnx(OnnxModel model, String input, float[][] values) {
        return head.toOnnx(model, "actor", input, own(values));
    }

    private float[][] own(float[][] values) {
        int before = encoder == null ? 0 : 2 * encoder.layers().length;
        return Arrays.copyOfRange(values, before, values.length);
    }

    /** The same on plain arrays, for playing. Mutable buffers; an object serves one thread. */
    final class Plain {
        private final Mlp mlp;
        private final GraphEncoder.@Nullable Plain plainEncoder;
        private float[] extended = new float[0];

        /** With parameters, which are copied. */
        Plain(float[][] parameters) {
            mlp = new Mlp(head, own(parameters));
            plainEncoder = encoder == null ? null : encoder.new Plain(parameters);
        }

        /** Takes up other parameters. */
        void load(float[][] parameters) {
            mlp.load(own(parameters));
            if (plainEncoder != null) {
                plainEncoder.load(parameters);
            }
        }

        /**
         * Looks at what the network's nodes show in some moments, {@code [moment][node][feature]}.
         */
        void see(float[] nodes, int moments) {
            if (plainEncoder != null) {
                plainEncoder.see(nodes, moments);
            }
        }

        /**
         * Outputs of agents, {@code [row][output]}.
         *
         * @param input their own numbers, {@code [row][input]}
         * @param agents who they are, {@code [row]}
         * @param moments when they look, of those last seen, {@code [row]}
         */
        void forward(float[] input, int rows, int[] agents, int[] moments, float[] output) {
            if (plainEncoder == null) {
                mlp.forward(input, rows, output);
                return;
            }
            int own = inputs();
            int all = head.inputs();
            if (extended.length < rows * all) {
                extended = new float[rows * all];
            }
            for (int row = 0; row < rows; row++) {
                System.arraycopy(input, row * own, extended, row * all, own);
                plainEncoder.describe(moments[row], agents[row], extended, row * all + own);
            }
            mlp.forward(extended, rows, output);
        }
    }
}
