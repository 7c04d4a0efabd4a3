package org.evenflow.learn.ppo;

import java.util.Arrays;
import org.evenflow.learn.Normaliser;
import org.evenflow.learn.WorldShape;
import org.evenflow.tensor.Tensor;

/**
 * What was played: a row per action of a present agent, a moment per step of a world. Mutable
 * arrays that grow; rows and moments are in the order of time.
 */
final class Rollout {
    /** Numbers of one agent, one state, all nodes; parts and levels of one action. */
    final int features;

    final int stateFeatures;
    final int nodeNumbers;
    final int parts;
    final int levels;

    int rows;
    int moments;
    int episodes;
    double returns;

    /** Who acted, {@code [row]}. */
    int[] agent = new int[0];

    /** When, {@code [row]}. */
    int[] moment = new int[0];

    /** The row of the same agent that follows, or -1, {@code [row]}. */
    int[] next = new int[0];

    /** Normalised observation, {@code [row][feature]}. */
    float[] input = new float[0];

    /** Raw action, {@code [row][part]}. */
    float[] raw = new float[0];

    /** Levels that were allowed, {@code [row][level]}. */
    boolean[] allowed = new boolean[0];

    /** Logarithm of the raw action's likelihood, {@code [row]}. */
    float[] logLikelihood = new float[0];

    /** What the critic said, normalised, {@code [row]}. */
    float[] value = new float[0];

    /** What the step brought, {@code [row]}. */
    float[] reward = new float[0];

    /** Value of what follows a trajectory that was cut, {@code [row]}. */
    float[] cutValue = new float[0];

    /** Generalised advantage, {@code [row]}. */
    float[] advantage = new float[0];

    /** What the critic should have said, {@code [row]}. */
    float[] target = new float[0];

    /** First row, {@code [moment]}; where agents look at a network or a central state. */
    int[] firstRow = new int[0];

    /** Normalised central state, {@code [moment][feature]}. */
    float[] state = new float[0];

    /** Normalised nodes, {@code [moment][node][feature]}. */
    float[] nodes = new float[0];

    /** Raw observations, states and nodes that were seen. */
    final Normaliser seenInput;

    final Normaliser seenState;
    final Normaliser seenNodes;

    /** Nothing yet. */
    Rollout(WorldShape shape) {
        features = shape.features();
        stateFeatures = shape.stateFeatures();
        var graph = shape.graph();
        nodeNumbers = graph == null ? 0 : graph.nodes() * graph.nodeFeatures();
        parts = shape.actions().parts();
        levels = shape.actions() instanceof WorldShape.Discrete(int count) ? count : 0;
        seenInput = new Normaliser(features);
        seenState = new Normaliser(stateFeatures);
        seenNodes = new Normaliser(graph == null ? 0 : graph.nodeFeatures());
    }

    /** Forgets all; the arrays keep their length. */
    void clear() {
        rows = 0;
        moments = 0;
        episodes = 0;
        returns = 0;
        seenInput.clear();
        seenState.clear();
        seenNodes.clear();
    }

    /** Makes room for so many more rows and moments. */
    void reserve(int moreRows, int moreMoments) {
        int most = rows + moreRows;
        if (most > agent.length) {
            most = Math.max(most, agent.length + agent.length / 2);
            agent = Arrays.copyOf(agent, most);
            moment = Arrays.copyOf(moment, most);
            next = Arrays.copyOf(next, most);
            input = Arrays.copyOf(input, most * features);
            raw = Arrays.copyOf(raw, most * parts);
            allowed = Arrays.copyOf(allowed, most * levels);
            logLikelihood = Arrays.copyOf(logLikelihood, most);
            value = Arrays.copyOf(value, most);
            reward = Arrays.copyOf(reward, most);
            cutValue = Arrays.copyOf(cutValue, most);
            advantage = Arrays.copyOf(advantage, most);
            target = Arrays.copyOf(target, most);
        }
        int mostMoments = moments + moreMoments;
        if (mostMoments > firstRow.length) {
            mostMoments = Math.max(mostMoments, firstRow.length + firstRow.length / 2);
            firstRow = Arrays.copyOf(firstRow, mostMoments);
            state = Arrays.copyOf(state, mostMoments * stateFeatures);
            nodes = Arrays.copyOf(nodes, mostMoments * nodeNumbers);
        }
    }

    /** Takes up all of another one behind what is here. */
    void add(Rollout other) {
        reserve(other.rows, other.moments);
        for (int row = 0; row < other.rows; row++) {
            agent[rows + row] = other.agent[row];
            moment[rows + row] = moments + other.moment[row];
            next[rows + row] = other.next[row] < 0 ? -1 : rows + other.next[row];
        }
        for (int m = 0; m < other.moments; m++) {
            firstRow[moments + m] = rows + other.firstRow[m];
        }
        System.arraycopy(other.input, 0, input, rows * features, other.rows * features);
        System.arraycopy(other.raw, 0, raw, rows * parts, other.rows * parts);
        System.arraycopy(other.allowed, 0, allowed, rows * levels, other.rows * levels);
        System.arraycopy(other.logLikelihood, 0, logLikelihood, rows, other.rows);
        System.arraycopy(other.value, 0, value, rows, other.rows);
        System.arraycopy(other.reward, 0, reward, rows, other.rows);
        System.arraycopy(other.cutValue, 0, cutValue, rows, other.rows);
        System.arraycopy(other.advantage, 0, advantage, rows, other.rows);
        System.arraycopy(other.target, 0, target, rows, other.rows);
        System.arraycopy(
                other.state, 0, state, moments * stateFeatures, other.moments * stateFeatures);
        System.arraycopy(other.nodes, 0, nodes, moments * nodeNumbers, other.moments * nodeNumbers);
        rows += other.rows;
        moments += other.moments;
        episodes += other.episodes;
        returns += other.returns;
        seenInput.add(other.seenInput);
        seenState.add(other.seenState);
        seenNodes.add(other.seenNodes);
    }

    /** (A − mean) / (deviation + 1e-5) over all present agents (MAPPO). */
    void normaliseAdvantages() {
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < rows; row++) {
            sum += advantage[row];
        }
        double mean = sum / rows;
        for (int row = 0; row < rows; row++) {
            squares += (advantage[row] - mean) * (advantage[row] - mean);
        }
        double scale = 1 / (Math.sqrt(squares / rows) + 1e-5);
        for (int row = 0; row < rows; row++) {
            advantage[row] = (float) ((advantage[row] - mean) * scale);
        }
    }

    /** Rows of a moment: from this one to before the next moment's first. */
    int lastRow(int m) {
        return m + 1 < moments ? firstRow[m + 1] : rows;
    }

    /** Inputs of networks, {@code [row][feature]}, with the state of the row's moment behind. */
    Tensor inputs(int[] which, boolean withState) {
        int width = features + (withState ? stateFeatures : 0);
        var gathered = new float[which.length * width];
        for (int i = 0; i < which.length; i++) {
            int row = which[i];
            System.arraycopy(input, row * features, gathered, i * width, features);
            if (withState) {
                System.arraycopy(
                        state,
                        moment[row] * stateFeatures,
                        gathered,
                        i * width + features,
                        stateFeatures);
            }
        }
        return Tensor.of(gathered, which.length, width);
    }

    /** What nodes showed in some moments, {@code [moment * nodes + node][feature]}. */
    Tensor nodes(int[] which, WorldShape.Graph graph) {
        var gathered = new float[which.length * nodeNumbers];
        for (int i = 0; i < which.length; i++) {
            System.arraycopy(nodes, which[i] * nodeNumbers, gathered, i * nodeNumbers, nodeNumbers);
        }
        return Tensor.of(gathered, which.length * graph.nodes(), graph.nodeFeatures());
    }

    /** −1e9 for every level that was not allowed, {@code [row][level]}. */
    Tensor forbidden(int[] which) {
        var gathered = new float[which.length * levels];
        for (int i = 0; i < gathered.length; i++) {
            gathered[i] = allowed[which[i / levels] * levels + i % levels] ? 0 : -1e9f;
        }
        return Tensor.of(gathered, which.length, levels);
    }

    /** Raw actions, {@code [row][part]}. */
    float[] raw(int[] which) {
        var gathered = new float[which.length * parts];
        for (int i = 0; i < which.length; i++) {
            System.arraycopy(raw, which[i] * parts, gathered, i * parts, parts);
        }
        return gathered;
    }

    /** Numbers of some rows as constants, {@code [row]}. */
    static Tensor rowsOf(float[] values, int[] which) {
        var gathered = new float[which.length];
        for (int i = 0; i < which.length; i++) {
            gathered[i] = values[which[i]];
        }
        return Tensor.of(gathered);
    }
}
