package org.evenflow.learn.ppo;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.evenflow.learn.DivergedException;
import org.evenflow.learn.Frame;
import org.evenflow.learn.World;
import org.evenflow.learn.WorldShape;
import org.evenflow.model.InputException;
import org.evenflow.numeric.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Plays whole episodes in one world and notes what happened. A step of it is {@link #look}, then
 * what the networks say to that ({@link Scene}), then {@link #act}. Mutable; serves one thread at a
 * time.
 */
final class Player {
    /** Episodes without any agent after which a world is taken to have none. */
    private static final int MOST_EMPTY_EPISODES = 100;

    private final World world;
    private final WorldShape shape;
    private final Choice choice;
    private final Frame frame;
    private final Rollout rollout;
    private final float[] actions;
    private final float[] taught;

    /** The row of each agent's last action or -1, {@code [agent]}. */
    private final int[] last;

    private int least;
    private RandomGenerator seeds = new RandomStream("ppo/episodes", 0);
    private @Nullable RandomGenerator chance;
    private boolean isTaught;
    private long seed;
    private boolean isPlaying;
    private int present;

    /** In a world of its own. */
    Player(World world) {
        this.world = world;
        shape = world.shape();
        choice = Choice.of(shape.actions());
        frame = new Frame(shape);
        rollout = new Rollout(shape);
        actions = new float[shape.agents() * shape.actions().parts()];
        taught = new float[actions.length];
        last = new int[shape.agents()];
    }

    /**
     * Forgets what was played and waits for {@link #start}.
     *
     * @param fewest actions after which it stops, at the end of that episode
     * @param ofEpisodes seeds of episodes
     * @param ofActions chance of actions; null where the world's teacher acts
     * @param asksTeacher whether what is noted as raw are the teacher's actions, as a world gets
     *     them, whoever acts; their likelihood then means nothing
     */
    void ready(
            int fewest,
            RandomGenerator ofEpisodes,
            @Nullable RandomGenerator ofActions,
            boolean asksTeacher) {
        isTaught = asksTeacher;
        least = fewest;
        seeds = ofEpisodes;
        chance = ofActions;
        rollout.clear();
    }

    /** Begins the first episode. */
    void start() {
        isPlaying = true;
        beginEpisode();
    }

    /** Whether its share is not yet played. */
    boolean isPlaying() {
        return isPlaying;
    }

    /** Whether its actions are drawn from what the actor says. */
    boolean isDrawn() {
        return chance != null;
    }

    /** Agents that were present at the last look; they lie behind the rollout's rows. */
    int present() {
        return present;
    }

    /** What was played; the same object each time. */
    Rollout rollout() {
        return rollout;
    }

    private void beginEpisode() {
        do {
            if (rollout.rows >= least) {
                isPlaying = false;
                return;
            }
            if (rollout.rows == 0 && rollout.episodes == MOST_EMPTY_EPISODES) {
                throw new InputException(
                        "world: in " + MOST_EMPTY_EPISODES + " episodes no agent was present");
            }
            seed = seeds.nextLong();
            world.reset(seed, frame);
            Arrays.fill(last, -1);
            rollout.episodes += frame.isOver ? 1 : 0;
        } while (frame.isOver);
    }

    /** Reads and normalises what present agents see, behind what was played. */
    void look(Snapshot snapshot) {
        int features = shape.features();
        boolean counts = !frame.isOver;
        rollout.reserve(shape.agents(), 1);
        present = 0;
        for (int agent = 0; agent < shape.agents(); agent++) {
            if (frame.present[agent]) {
                int row = rollout.rows + present;
                rollout.agent[row] = agent;
                snapshot.input()
                        .normalise(
                                frame.observation, agent * features, rollout.input, row * features);
                if (counts) {
                    rollout.seenInput.add(frame.observation, agent * features);
                }
                present++;
            }
        }
        int moment = rollout.moments;
        if (shape.stateFeatures() > 0) {
            snapshot.state()
                    .normalise(frame.state, 0, rollout.state, moment * shape.stateFeatures());
            if (counts) {
                rollout.seenState.add(frame.state, 0);
            }
        }
        lookAtNodes(snapshot, counts);
    }

    private void lookAtNodes(Snapshot snapshot, boolean counts) {
        WorldShape.@Nullable Graph graph = shape.graph();
        if (graph == null) {
            return;
        }
        int width = graph.nodeFeatures();
        int at = rollout.moments * rollout.nodeNumbers;
        for (int node = 0; node < graph.nodes(); node++) {
            snapshot.nodes().normalise(frame.nodes, node * width, rollout.nodes, at + node * width);
            if (counts) {
                rollout.seenNodes.add(frame.nodes, node * width);
            }
        }
    }

    /**
     * Lets the present agents act, steps the world and notes all that learning needs of it; behind
     * an episode that time has cut, notes only the values that follow.
     *
     * @param outputs what the actor says to the last look, {@code [row][output]} from row {@code
     *     at} on; not read where the teacher acts
     * @param values what the critic says, {@code [row]} from {@code at} on
     * @param iteration for messages
     */
    void act(Snapshot snapshot, float[] outputs, float[] values, int at, int iteration) {
        if (frame.isOver) {
            cut(snapshot, values, at);
            endEpisode();
            return;
        }
        if (isTaught) {
            world.teach(taught);
        }
        for (int i = 0; i < present; i++) {
            note(i, values[at + i]);
            choose(snapshot, outputs, at + i, rollout.rows + i);
        }
        rollout.firstRow[rollout.moments] = rollout.rows;
        world.step(actions, frame);
        reward(iteration);
        rollout.rows += present;
        rollout.moments++;
        if (frame.isOver && !frame.isTruncated) {
            endEpisode();
        }
    }

    private void endEpisode() {
        rollout.episodes++;
        beginEpisode();
    }

    /** Draws an action, or notes the teacher's. */
    private void choose(Snapshot snapshot, float[] outputs, int from, int row) {
        int agent = rollout.agent[row];
        int parts = rollout.parts;
        if (chance == null) {
            System.arraycopy(taught, agent * parts, actions, agent * parts, parts);
            System.arraycopy(taught, agent * parts, rollout.raw, row * parts, parts);
            return;
        }
        int group = snapshot.logSpread().length == 1 ? 0 : agent;
        rollout.logLikelihood[row] =
                choice.draw(
                        outputs,
                        from * shape.actions().outputs(),
                        snapshot.logSpread()[group],
                        frame.allowed,
                        agent * rollout.levels,
                        chance,
                        rollout.raw,
                        row * parts);
        choice.act(rollout.raw, row * parts, actions, agent * parts);
        if (isTaught) {
            System.arraycopy(taught, agent * parts, rollout.raw, row * parts, parts);
        }
    }

    /** Puts a present agent's row behind its last one. */
    private void note(int i, float value) {
        int levels = rollout.levels;
        int row = rollout.rows + i;
        int agent = rollout.agent[row];
        System.arraycopy(frame.allowed, agent * levels, rollout.allowed, row * levels, levels);
        rollout.moment[row] = rollout.moments;
        rollout.next[row] = -1;
        rollout.value[row] = value;
        rollout.cutValue[row] = 0;
        if (last[agent] >= 0) {
            rollout.next[last[agent]] = row;
        }
        last[agent] = row;
    }

    /** Notes what the step brought and forgets who has left. */
    private void reward(int iteration) {
        for (int row = rollout.rows; row < rollout.rows + present; row++) {
            float reward = frame.reward[rollout.agent[row]];
            if (!Float.isFinite(reward)) {
                throw new DivergedException(
                        "iteration "
                                + iteration
                                + ": the world's reward of agent "
                                + rollout.agent[row]
                                + " is "
                                + reward
                                + " (episode of seed "
                                + seed
                                + ")");
            }
            rollout.reward[row] = reward;
            rollout.returns += reward;
        }
        for (int agent = 0; agent < last.length; agent++) {
            if (frame.left[agent]) {
                last[agent] = -1;
            }
        }
    }

    /** Trajectories that time has cut go on with the value of what is seen last. */
    private void cut(Snapshot snapshot, float[] values, int at) {
        double mean = snapshot.value().mean(0);
        double deviation = snapshot.value().deviation(0);
        for (int i = 0; i < present; i++) {
            int before = last[rollout.agent[rollout.rows + i]];
            if (before >= 0) {
                rollout.cutValue[before] = (float) (mean + deviation * values[at + i]);
            }
        }
    }
}
