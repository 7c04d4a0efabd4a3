package org.evenflow.learn.ppo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.evenflow.learn.Mlp;
import org.evenflow.learn.Network;
import org.evenflow.learn.OnnxModel;
import org.evenflow.learn.WorldShape;
import org.evenflow.tensor.Tensor;

/**
 * Numbers that describe each node of a network after messages have passed along its lines: h ←
 * tanh(W h + U Σ_j w_ij h_j / Σ_j w_ij + b) with j the neighbours of i (paper 001, equation 12,
 * with the mean in place of the sum so that nodes of many lines look like others). Weights do not
 * depend on the network's size, so what is learned on one serves another. A round's W and U lie
 * behind one another in one weight of {@code [2 input][output]}.
 */
final class GraphEncoder {
    private final WorldShape.Graph graph;
    private final int embedding;
    private final Network[] rounds;

    /** Both directions of all lines, with each node's weights adding up to 1. */
    private final int[] from;

    private final int[] to;
    private final float[] share;

    /** So many rounds of messages, each node described by so many numbers. */
    GraphEncoder(WorldShape.Graph graph, int embedding, int rounds) {
        this.graph = graph;
        this.embedding = embedding;
        this.rounds = new Network[rounds];
        for (int round = 0; round < rounds; round++) {
            this.rounds[round] =
                    new Network(2 * (round == 0 ? graph.nodeFeatures() : embedding), embedding);
        }
        int edges = graph.from().length;
        from = Arrays.copyOf(graph.from(), 2 * edges);
        to = Arrays.copyOf(graph.to(), 2 * edges);
        share = Arrays.copyOf(graph.weight(), 2 * edges);
        System.arraycopy(graph.to(), 0, from, edges, edges);
        System.arraycopy(graph.from(), 0, to, edges, edges);
        System.arraycopy(graph.weight(), 0, share, edges, edges);
        var sum = new double[graph.nodes()];
        for (int edge = 0; edge < 2 * edges; edge++) {
            sum[to[edge]] += share[edge];
        }
        for (int edge = 0; edge < 2 * edges; edge++) {
            share[edge] = (float) (share[edge] / sum[to[edge]]);
        }
    }

    /** The network that messages pass along. */
    WorldShape.Graph graph() {
        return graph;
    }

    /** Numbers that describe a node. */
    int embedding() {
        return embedding;
    }

    /** The same weights' place on another network. */
    GraphEncoder on(WorldShape.Graph other) {
        return new GraphEncoder(other, embedding, rounds.length);
    }

    /** The rounds' layers, from concatenated own and neighbours' numbers to new ones. */
    Network[] layers() {
        return rounds.clone();
    }

    /** Parameters to begin with: per round a weight and a bias. */
    List<float[]> begin(RandomGenerator chance) {
        var parameters = new ArrayList<float[]>();
        for (Network round : rounds) {
            parameters.addAll(List.of(round.begin(Math.sqrt(2), chance)));
        }
        return parameters;
    }

    /**
     * Descriptions with gradients, {@code [moment * nodes + node][number]}.
     *
     * @param parameters begin with this encoder's
     * @param nodes what nodes show, {@code [moment * nodes + node][feature]}
     */
    Tensor forward(List<Tensor> parameters, Tensor nodes, int moments) {
        int edges = from.length;
        var source = new int[moments * edges];
        var target = new int[moments * edges];
        var weight = new float[moments * edges];
        for (int moment = 0; moment < moments; moment++) {
            for (int edge = 0; edge < edges; edge++) {
                source[moment * edges + edge] = moment * graph.nodes() + from[edge];
                target[moment * edges + edge] = moment * graph.nodes() + to[edge];
                weight[moment * edges + edge] = share[edge];
            }
        }
        Tensor shares = Tensor.of(weight, weight.length, 1);
        Tensor h = nodes;
        for (int round = 0; round < rounds.length; round++) {
            int[] shape = h.shape();
            Tensor messages =
                    Tensor.of(new float[shape[0] * shape[1]], shape)
                            .indexAdd(target, h.indexSelect(source).mul(shares));
            h =
                    Tensor.concat(1, h, messages)
                            .linear(parameters.get(2 * round), parameters.get(2 * round + 1))
                            .tanh();
        }
        return h;
    }

    /**
     * Adds the same to a model, messages as a product with the network's matrix of shares.
     *
     * @param input agents' own numbers, behind which descriptions are put
     * @param nodes what nodes show
     * @return the name of both
     */
    String toOnnx(OnnxModel model, String input, String nodes, float[][] parameters) {
        var shares = new float[graph.nodes() * graph.nodes()];
        for (int edge = 0; edge < from.length; edge++) {
            shares[to[edge] * graph.nodes() + from[edge]] += share[edge];
        }
        model.constant("graph.shares", shares, graph.nodes(), graph.nodes());
        String h = nodes;
        for (int round = 0; round < rounds.length; round++) {
            String name = "graph" + round;
            String heard = model.operator("MatMul", name + ".heard", "graph.shares", h);
            String both = model.operator("Concat", name + ".both", Map.of("axis", 1L), h, heard);
            String linear = rounds[round].toOnnx(model, name, both, Plain.part(parameters, round));
            h = model.operator("Tanh", name + ".tanh", linear);
        }
        // Rows of agents: their node's description, and the mean of all nodes'.
        int agents = graph.nodeOf().length;
        var at = new float[agents * graph.nodes()];
        var even = new float[agents * graph.nodes()];
        Arrays.fill(even, 1f / graph.nodes());
        for (int agent = 0; agent < agents; agent++) {
            at[agent * graph.nodes() + graph.nodeOf()[agent]] = 1;
        }
        model.constant("graph.at", at, agents, graph.nodes());
        model.constant("graph.even", even, agents, graph.nodes());
        String own = model.operator("MatMul", "graph.own", "graph.at", h);
        String mean = model.operator("MatMul", "graph.mean", "graph.even", h);
        return model.operator("Concat", "graph.all", Map.of("axis", 1L), input, own, mean);
    }

    /** The same on plain arrays, for playing. Mutable buffers; an object serves one thread. */
    final class Plain {
        private final Mlp[] layers = new Mlp[rounds.length];

        /** What goes into each round, {@code [round][moment * nodes + node][number]}. */
        private final float[][] input = new float[rounds.length][0];

        /** {@code [moment][node][number]}. */
        private float[] described = new float[0];

        /** {@code [moment][number]}. */
        private float[] mean = new float[0];

        /** With parameters of which the first are this encoder's. */
        Plain(float[][] parameters) {
            for (int round = 0; round < layers.length; round++) {
                layers[round] = new Mlp(rounds[round], part(parameters, round));
            }
        }

        /** Takes up other parameters. */
        void load(float[][] parameters) {
            for (int round = 0; round < layers.length; round++) {
                layers[round].load(part(parameters, round));
            }
        }

        /**
         * Lets messages pass between what nodes show in some moments.
         *
         * @param nodes {@code [moment][node][feature]}
         */
        void see(float[] nodes, int moments) {
            reserve(moments);
            float[] h = nodes;
            for (int round = 0; round < layers.length; round++) {
                int width = layers[round].network().inputs() / 2;
                Arrays.fill(input[round], 0, moments * graph.nodes() * 2 * width, 0);
                for (int moment = 0; moment < moments; moment++) {
                    gather(h, moment * graph.nodes() * width, width, input[round]);
                }
                layers[round].forward(input[round], moments * graph.nodes(), described);
                Mlp.tanh(described, moments * graph.nodes() * embedding);
                h = described;
            }
            Arrays.fill(mean, 0, moments * embedding, 0);
            for (int row = 0; row < moments * graph.nodes(); row++) {
                int at = row / graph.nodes() * embedding;
                for (int i = 0; i < embedding; i++) {
                    mean[at + i] += described[row * embedding + i];
                }
            }
            for (int i = 0; i < moments * embedding; i++) {
                mean[i] /= graph.nodes();
            }
        }

        private void reserve(int moments) {
            if (mean.length < moments * embedding) {
                for (int round = 0; round < layers.length; round++) {
                    input[round] = new float[moments * graph.nodes() * rounds[round].inputs()];
                }
                described = new float[moments * graph.nodes() * embedding];
                mean = new float[moments * embedding];
            }
        }

        /** Writes the description of an agent's node and the mean of all nodes behind it. */
        void describe(int moment, int agent, float[] row, int at) {
            int node = moment * graph.nodes() + graph.nodeOf()[agent];
            System.arraycopy(described, node * embedding, row, at, embedding);
            System.arraycopy(mean, moment * embedding, row, at + embedding, embedding);
        }

        /**
         * Each node's own numbers, and behind them the mean of its neighbours', of one moment.
         *
         * @param begin of the moment in {@code h}; in {@code both} twice as far
         */
        private void gather(float[] h, int begin, int width, float[] both) {
            for (int node = 0; node < graph.nodes(); node++) {
                System.arraycopy(h, begin + node * width, both, 2 * (begin + node * width), width);
            }
            for (int edge = 0; edge < from.length; edge++) {
                int source = begin + from[edge] * width;
                int target = 2 * (begin + to[edge] * width) + width;
                for (int i = 0; i < width; i++) {
                    both[target + i] += share[edge] * h[source + i];
                }
            }
        }

        private static float[][] part(float[][] parameters, int round) {
            return new float[][] {parameters[2 * round], parameters[2 * round + 1]};
        }
    }
}
