package org.evenflow.learn.ppo;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.evenflow.learn.DivergedException;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Normaliser;
import org.evenflow.learn.World;
import org.evenflow.learn.WorldShape;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Plays whole episodes in one world with actions drawn from the policy, and notes what happened.
 * Mutable; serves one thread at a time.
 */
final class Player {
    /** Episodes without any agent after which a world is taken to have none. */
    private static final int MOST_EMPTY_EPISODES = 100;

    private final World world;
    private final WorldShape shape;
    private final Choice choice;
    private final Approximator.Plain[] actor;
    private final Approximator.Plain[] critic;
    private final boolean isCentral;
    private final Frame frame;
    private final Rollout rollout;
    private final float[] actions;

    /** Present agents in their order, and the row of each agent's last action or -1. */
    private final int[] who;

    private final int[] last;
    private final int[] group;
    private final float[] rows;
    private final float[] criticRows;
    private final float[] outputs;
    private final float[] values;
    private final int[] whoOfGroup;
    private final float[] shown;
    private Weights weights;
    private Normaliser input;
    private Normaliser state;
    private Normaliser nodes;

    /** In a world of its own, with the weights it begins with. */
    Player(World world, Approximator actor, Approximator critic, boolean central, Weights weights) {
        this.world = world;
        shape = world.shape();
        choice = Choice.of(shape.actions());
        isCentral = central;
        int groups = weights.actor().length;
        this.actor = new Approximator.Plain[groups];
        this.critic = new Approximator.Plain[groups];
        for (int g = 0; g < groups; g++) {
            this.actor[g] = actor.new Plain(weights.actor()[g]);
            this.critic[g] = critic.new Plain(weights.critic()[g]);
        }
        frame = new Frame(shape);
        rollout = new Rollout(shape);
        int agents = shape.agents();
        actions = new float[agents * shape.actions().parts()];
        who = new int[agents];
        last = new int[agents];
        group = new int[agents];
        for (int agent = 0; agent < agents; agent++) {
            group[agent] = groups == 1 ? 0 : agent;
        }
        rows = new float[agents * shape.features()];
        criticRows = new float[agents * critic.inputs()];
        outputs = new float[agents * shape.actions().outputs()];
        values = new float[agents];
        whoOfGroup = new int[1];
        shown = new float[rollout.nodeNumbers];
        this.weights = weights;
        input = weights.input().copy();
        state = weights.state().copy();
        nodes = weights.nodes().copy();
    }

    /**
     * Plays until at least so many actions were taken, and to the end of that episode.
     *
     * @param now weights to play with
     * @param seeds of episodes
     * @param chance of actions; null where the world's teacher acts: what is noted as raw are then
     *     its actions as the world gets them, and their likelihood means nothing
     * @param iteration for messages
     * @return the same object each time
     */
    Rollout play(
            Weights now,
            int least,
            RandomGenerator seeds,
            @Nullable RandomGenerator chance,
            int iteration) {
        weights = now;
        for (int g = 0; g < actor.length; g++) {
            actor[g].load(now.actor()[g]);
            critic[g].load(now.critic()[g]);
        }
        input = now.input().copy();
        state = now.state().copy();
        nodes = now.nodes().copy();
        rollout.clear();
        while (rollout.rows < least) {
            episode(seeds.nextLong(), chance, iteration);
            if (rollout.rows == 0 && rollout.episodes == MOST_EMPTY_EPISODES) {
                throw new InputException(
                        "world: in " + MOST_EMPTY_EPISODES + " episodes no agent was present");
            }
        }
        return rollout;
    }

    private void episode(long seed, @Nullable RandomGenerator chance, int iteration) {
        world.reset(seed, frame);
        Arrays.fill(last, -1);
        while (!frame.isOver) {
            int present = look(true);
            int from = rollout.rows;
            act(present, chance);
            world.step(actions, frame);
            for (int i = 0; i < present; i++) {
                float reward = frame.reward[who[i]];
                if (!Float.isFinite(reward)) {
                    throw new DivergedException(
                            "iteration "
                                    + iteration
                                    + ": the world's reward of agent "
                                    + who[i]
                                    + " is "
                                    + reward
                                    + " (episode of seed "
                                    + seed
                                    + ")");
                }
                rollout.reward[from + i] = reward;
                rollout.returns += reward;
            }
            for (int agent = 0; agent < last.length; agent++) {
                if (frame.left[agent]) {
                    last[agent] = -1;
                }
            }
        }
        rollout.episodes++;
        if (frame.isTruncated) {
            cut();
        }
    }

    /** Reads and normalises what present agents see; returns how many there are. */
    private int look(boolean counts) {
        int features = shape.features();
        int present = 0;
        for (int agent = 0; agent < shape.agents(); agent++) {
            if (frame.present[agent]) {
                who[present] = agent;
                input.normalise(frame.observation, agent * features, rows, present * features);
                if (counts) {
                    rollout.seenInput.add(frame.observation, agent * features);
                }
                present++;
            }
        }
        rollout.reserve(present, 1);
        int moment = rollout.moments;
        if (shape.stateFeatures() > 0) {
            state.normalise(frame.state, 0, rollout.state, moment * shape.stateFeatures());
            if (counts) {
                rollout.seenState.add(frame.state, 0);
            }
        }
        lookAtNodes(counts, moment);
        return present;
    }

    private void lookAtNodes(boolean counts, int moment) {
        WorldShape.@Nullable Graph graph = shape.graph();
        if (graph == null) {
            return;
        }
        int width = graph.nodeFeatures();
        int at = moment * rollout.nodeNumbers;
        for (int node = 0; node < graph.nodes(); node++) {
            nodes.normalise(frame.nodes, node * width, rollout.nodes, at + node * width);
            if (counts) {
                rollout.seenNodes.add(frame.nodes, node * width);
            }
        }
        System.arraycopy(rollout.nodes, at, shown, 0, shown.length);
        for (int g = 0; g < actor.length; g++) {
            actor[g].see(shown);
            critic[g].see(shown);
        }
    }

    /** Lets the present agents act and notes all that learning needs of it. */
    private void act(int present, @Nullable RandomGenerator chance) {
        int features = shape.features();
        int levels = rollout.levels;
        judge(present);
        if (chance == null) {
            world.teach(actions);
        } else {
            draw(present, chance);
        }
        for (int i = 0; i < present; i++) {
            int agent = who[i];
            int row = rollout.rows + i;
            if (chance == null) {
                int parts = rollout.parts;
                System.arraycopy(actions, agent * parts, rollout.raw, row * parts, parts);
            }
            System.arraycopy(frame.allowed, agent * levels, rollout.allowed, row * levels, levels);
            rollout.agent[row] = agent;
            rollout.moment[row] = rollout.moments;
            rollout.next[row] = -1;
            rollout.value[row] = values[i];
            rollout.cutValue[row] = 0;
            if (last[agent] >= 0) {
                rollout.next[last[agent]] = row;
            }
            last[agent] = row;
        }
        System.arraycopy(rows, 0, rollout.input, rollout.rows * features, present * features);
        rollout.firstRow[rollout.moments] = rollout.rows;
        rollout.rows += present;
        rollout.moments++;
    }

    /** Draws the present agents' actions. */
    private void draw(int present, RandomGenerator chance) {
        int outs = shape.actions().outputs();
        forward(actor, rows, shape.features(), present, outputs, outs);
        for (int i = 0; i < present; i++) {
            int agent = who[i];
            int row = rollout.rows + i;
            rollout.logLikelihood[row] =
                    choice.draw(
                            outputs,
                            i * outs,
                            weights.logSpread()[group[agent]],
                            frame.allowed,
                            agent * rollout.levels,
                            chance,
                            rollout.raw,
                            row * rollout.parts);
            choice.act(rollout.raw, row * rollout.parts, actions, agent * rollout.parts);
        }
    }

    /** The critic's word on present agents. */
    private void judge(int present) {
        int features = shape.features();
        if (!isCentral) {
            forward(critic, rows, features, present, values, 1);
            return;
        }
        int width = features + shape.stateFeatures();
        for (int i = 0; i < present; i++) {
            System.arraycopy(rows, i * features, criticRows, i * width, features);
            System.arraycopy(
                    rollout.state,
                    rollout.moments * shape.stateFeatures(),
                    criticRows,
                    i * width + features,
                    shape.stateFeatures());
        }
        forward(critic, criticRows, width, present, values, 1);
    }

    /** Trajectories that time has cut go on with the value of what is seen last. */
    private void cut() {
        int present = look(false);
        judge(present);
        Normaliser value = weights.value();
        for (int i = 0; i < present; i++) {
            if (last[who[i]] >= 0) {
                rollout.cutValue[last[who[i]]] =
                        (float) (value.mean(0) + value.deviation(0) * values[i]);
            }
        }
    }

    /** All rows at once where agents share parameters, else one by one. */
    private void forward(
            Approximator.Plain[] of, float[] in, int width, int present, float[] out, int wide) {
        if (of.length == 1) {
            of[0].forward(in, present, who, out);
            return;
        }
        var row = new float[width];
        var result = new float[wide];
        for (int i = 0; i < present; i++) {
            System.arraycopy(in, i * width, row, 0, width);
            whoOfGroup[0] = who[i];
            of[group[who[i]]].forward(row, 1, whoOfGroup, result);
            System.arraycopy(result, 0, out, i * wide, wide);
        }
    }
}
