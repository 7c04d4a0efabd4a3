package org.evenflow.learn.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Policy;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.WorldShape;
import org.evenflow.numeric.RandomStream;
import org.evenflow.tensor.Scope;
import org.evenflow.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class GraphEncoderTest {
    /** Two rounds of sums of some ten products near 1, each to 6e-8. */
    private static final Offset<Float> SINGLE = within(2e-6f);

    /** 0 - 1 - 2 and 1 - 3, the last line three times as heavy; agents at 3, 0 and 3. */
    private static final WorldShape.Graph TREE =
            new WorldShape.Graph(
                    4,
                    2,
                    new int[] {0, 1, 1},
                    new int[] {1, 2, 3},
                    new float[] {1, 1, 3},
                    new int[] {3, 0, 3});

    @Test
    void oneRoundIsThatOfHandCalculation() {
        var encoder = new GraphEncoder(TREE, 1, 1);
        // W = (1, 0), U = (0, 0.5): own first feature and half the neighbours' second, plus 0.1.
        float[][] parameters = {{1, 0, 0, 0.5f}, {0.1f}};
        float[] nodes = {0.1f, 1, 0.2f, 2, 0.3f, 3, 0.4f, 4};
        var plain = encoder.new Plain(parameters);
        plain.see(nodes, 1);
        var row = new float[2];
        plain.describe(0, 1, row, 0);
        // Node 0 hears node 1: tanh(0.1 + 0.5 * 2 + 0.1) = tanh(1.2).
        assertThat(row[0]).isCloseTo(0.8336546f, SINGLE);
        // Node 1 hears (1·1 + 1·3 + 3·4) / 5 = 3.2: tanh(1.9); 2: tanh(1.4); 3: tanh(1.5).
        float mean = (0.8336546f + 0.9562375f + 0.8853516f + 0.9051483f) / 4;
        assertThat(row[1]).isCloseTo(mean, SINGLE);
    }

    @Test
    void plainForwardEqualsLibtorchOverSeveralMoments() {
        var encoder = new GraphEncoder(TREE, 5, 3);
        var chance = new RandomStream("graph", 1);
        var parameters = encoder.begin(chance);
        float[] nodes = normal(3 * 8, chance);
        try (var scope = new Scope()) {
            var tensors = new ArrayList<Tensor>();
            for (int round = 0; round < 3; round++) {
                tensors.add(Tensor.of(parameters.get(2 * round), round == 0 ? 4 : 10, 5));
                tensors.add(Tensor.of(parameters.get(2 * round + 1)));
            }
            float[] expected = encoder.forward(tensors, Tensor.of(nodes, 12, 2), 3).values();
            var plain = encoder.new Plain(parameters.toArray(float[][]::new));
            for (int moment = 0; moment < 3; moment++) {
                plain.see(Arrays.copyOfRange(nodes, moment * 8, moment * 8 + 8), 1);
                for (int agent = 0; agent < 3; agent++) {
                    var row = new float[10];
                    plain.describe(0, agent, row, 0);
                    int at = (moment * 4 + TREE.nodeOf()[agent]) * 5;
                    for (int i = 0; i < 5; i++) {
                        assertThat(row[i]).isCloseTo(expected[at + i], SINGLE);
                    }
                }
            }
        }
    }

    @Test
    void numberingOfNodesDoesNotMatter() {
        int[] to = {2, 0, 3, 1}; // new number of each node
        var renumbered =
                new WorldShape.Graph(
                        4,
                        2,
                        new int[] {to[3], to[0], to[2]},
                        new int[] {to[1], to[1], to[1]},
                        new float[] {3, 1, 1},
                        new int[] {to[3], to[0], to[3]});
        var encoder = new GraphEncoder(TREE, 5, 3);
        var chance = new RandomStream("graph", 2);
        float[][] parameters = encoder.begin(chance).toArray(float[][]::new);
        float[] nodes = normal(8, chance);
        var moved = new float[8];
        for (int node = 0; node < 4; node++) {
            System.arraycopy(nodes, 2 * node, moved, 2 * to[node], 2);
        }
        var one = encoder.new Plain(parameters);
        var other = encoder.on(renumbered).new Plain(parameters);
        one.see(nodes, 1);
        other.see(moved, 1);
        for (int agent = 0; agent < 3; agent++) {
            var row = new float[10];
            var same = new float[10];
            one.describe(0, agent, row, 0);
            other.describe(0, agent, same, 0);
            assertThat(same).containsExactly(row, SINGLE);
        }
    }

    @Test
    void aNodeHearsNoFurtherThanItsRounds() {
        var chain =
                new WorldShape.Graph(
                        4,
                        1,
                        new int[] {0, 1, 2},
                        new int[] {1, 2, 3},
                        new float[] {1, 1, 1},
                        new int[] {0});
        var encoder = new GraphEncoder(chain, 3, 2);
        float[][] parameters = encoder.begin(new RandomStream("graph", 3)).toArray(float[][]::new);
        var plain = encoder.new Plain(parameters);
        float[] before = described(plain, 0, 0);
        assertThat(described(plain, 0, 5)).containsExactly(before);
        assertThat(described(plain, 5, 0)).isNotEqualTo(before);
    }

    @Test
    void policyOfAGraphServesAnotherOfAnySize() {
        TensorFile file =
                Trainings.trained(
                        "graph_ppo", () -> Relay.ringOf(5), 1, Trainings.with("embedding", 8), 12);
        Policy small = new PpoProvider().policy(file);
        Relay large = Relay.ringOf(9);
        double perAgent = Trainings.meanReturn(small, Relay.ringOf(5), 40) / 5;
        Policy moved = small.in(large.shape());
        // Wishes are the same; learnt on 5 nodes, agents do as well on 9 but for chance.
        assertThat(Trainings.meanReturn(moved, large, 40) / 9).isCloseTo(perAgent, within(0.3));
    }

    @Test
    void neighboursTellWhatAnAgentDoesNotSee() {
        // The policy's action at one node changes with what a neighbour shows.
        TensorFile file =
                Trainings.trained(
                        "graph_ppo", () -> Relay.ringOf(5), 1, Trainings.with("embedding", 8), 2);
        Policy policy = new PpoProvider().policy(file);
        var shape = Relay.ringOf(5).shape();
        var frame = new Frame(shape);
        Arrays.fill(frame.present, true);
        var before = new float[5];
        policy.act(frame, before);
        frame.nodes[1] = 2;
        var after = new float[5];
        policy.act(frame, after);
        assertThat(after[0]).isNotEqualTo(before[0]);
    }

    private static float[] described(GraphEncoder.Plain plain, float second, float last) {
        plain.see(new float[] {1, 0, second, last}, 1);
        var row = new float[6];
        plain.describe(0, 0, row, 0);
        return Arrays.copyOf(row, 3);
    }

    private static float[] normal(int count, RandomStream chance) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) chance.nextGaussian();
        }
        return values;
    }
}
