package org.evenflow.learn.value;

import java.util.Arrays;
import org.evenflow.learn.Frame;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.TrainerProvider.Task;
import org.evenflow.learn.World;
import org.evenflow.learn.WorldShape;
import org.evenflow.model.InputException;
import org.evenflow.numeric.RandomStream;

/**
 * Visits of a batch of states by {@link TargetValueCompetition}: which joint actions are played in
 * each, and what every agent keeps of the joint rewards. Mutable.
 *
 * <p>From a joint action, every agent alone and every pair of agents go over to other kinds, in the
 * order of their numbers; first from the greedy one, then from the best met. What is met with a
 * kind of one's own action is kept: the greatest joint reward, and what one did oneself in it.
 * Where several joint actions are equally good, all must expect the same one, so each kind is
 * charged a little by an order of agents and kinds that all know (C. Boutilier, "Planning, learning
 * and coordination in multiagent decision processes", TARK 1996: conventions).
 *
 * <p>Half of a batch are states whose greedy joint action was found to be far from the best met (T.
 * Schaul, J. Quan, I. Antonoglou and D. Silver, "Prioritized experience replay", ICLR 2016).
 */
final class Rounds {
    /** How the names of arrays in files begin. */
    static final String HARD = "hard";

    private static final double UNMET = Double.NEGATIVE_INFINITY;

    /** Hard states that are remembered. */
    private static final int HARD_STATES = 4096;

    /** Most places that one state takes among them; it is the more, the greater its regret. */
    private static final int MOST_TIMES = 10;

    /** Share of hard states in a batch. */
    private static final double HARD_SHARE = 0.5;

    /** Longest move of a peak at once, as a part of half the line. */
    private static final double MOST_MOVE = 0.15;

    private final LevelHead head;
    private final WorldShape shape;
    private final int batch;
    private final CompetitionTuning tuning;
    private final Task task;
    private final Player[] players;
    private final long[] seeds;
    private final Frame frame;
    private final float[] observations;
    private final float[] kindTargets;
    private final float[] kindWeights;
    private final float[] peakTargets;
    private final float[] peakWeights;
    private final double[] greedyReward;
    private final double[] regret;
    private final long[] hard = new long[HARD_STATES];
    private long hardCount;
    private volatile boolean isLost;

    Rounds(Task task, LevelHead head, CompetitionTuning tuning) {
        this.task = task;
        this.head = head;
        this.tuning = tuning;
        batch = tuning.batch();
        players = new Player[task.threads()];
        for (int thread = 0; thread < players.length; thread++) {
            players[thread] = new Player(task.worlds().get());
        }
        shape = players[0].world.shape();
        int rows = shape.agents() * batch;
        seeds = new long[batch];
        frame = new Frame(shape);
        observations = new float[rows * shape.features()];
        kindTargets = new float[rows * head.kinds()];
        kindWeights = new float[rows * head.kinds()];
        peakTargets = new float[rows];
        peakWeights = new float[rows];
        greedyReward = new double[batch];
        regret = new double[batch];
    }

    /** Joint actions that are played in a visit, at most. */
    int playsPerVisit() {
        int agents = shape.agents();
        int others = head.kinds() - 1;
        int around = agents * others + agents * (agents - 1) / 2 * others * others;
        return 1 + 2 * around + (head.isOrdered() ? 2 * agents : 0);
    }

    /** {@code [agent][row][feature]}. */
    float[] observations() {
        return observations;
    }

    /** Greatest joint reward met with a kind, {@code [agent][row][kind]}. */
    float[] kindTargets() {
        return kindTargets;
    }

    /** 1 where a kind was met. */
    float[] kindWeights() {
        return kindWeights;
    }

    /** Where the top of the line seems to be, {@code [agent][row]}. */
    float[] peakTargets() {
        return peakTargets;
    }

    /** 1 where an agent has stepped along its line. */
    float[] peakWeights() {
        return peakWeights;
    }

    /** Whether a reward was no finite number. */
    boolean isLost() {
        return isLost;
    }

    double meanGreedyReward() {
        return Arrays.stream(greedyReward).average().orElse(0);
    }

    /**
     * Chooses the states of a batch and sees them: a share of hard ones, the others new.
     *
     * @param random of this batch
     */
    void meet(RandomStream random) {
        int features = shape.features();
        int known = (int) Math.min(hardCount, hard.length);
        for (int row = 0; row < batch; row++) {
            boolean isHard = known > 0 && random.nextDouble() < HARD_SHARE;
            // Below zero: no study's seed.
            seeds[row] = isHard ? hard[random.nextInt(known)] : random.nextLong() | Long.MIN_VALUE;
            players[0].world.reset(seeds[row], frame);
            for (int agent = 0; agent < shape.agents(); agent++) {
                System.arraycopy(
                        frame.observation,
                        agent * features,
                        observations,
                        (agent * batch + row) * features,
                        features);
            }
        }
    }

    /** Remembers states whose greedy joint action was far from the best met. */
    private void remember() {
        for (int row = 0; row < batch; row++) {
            int times =
                    (int) Math.min(MOST_TIMES, Math.ceil(Math.sqrt(regret[row] / tuning.hard())));
            for (int time = 0; regret[row] > tuning.hard() && time < times; time++) {
                hard[(int) (hardCount++ % hard.length)] = seeds[row];
            }
        }
    }

    /** Adds hard states to a file. */
    void put(TensorFile file) {
        file.put(HARD + ".seeds", hard);
        file.put(HARD + ".count", new long[] {hardCount});
    }

    /** Restores what {@link #put} has kept. */
    void restore(TensorFile file) {
        System.arraycopy(file.longs(HARD + ".seeds"), 0, hard, 0, hard.length);
        hardCount = file.longs(HARD + ".count")[0];
    }

    /**
     * Plays the rounds of all states.
     *
     * @param outputs of the Q-networks, {@code [agent][row][output]}
     * @param step along ordered lines, of half the line's length
     */
    void play(float[] outputs, double step) {
        Arrays.fill(kindWeights, 0);
        Arrays.fill(peakWeights, 0);
        var threads = new Thread[players.length];
        for (int thread = 0; thread < threads.length; thread++) {
            int own = thread;
            Runnable work =
                    () -> {
                        for (int row = own; row < batch; row += players.length) {
                            players[own].visit(row, outputs, step);
                        }
                    };
            threads[thread] = Thread.ofPlatform().name("rounds-" + thread).start(work);
        }
        await(threads);
        remember();
    }

    private static void await(Thread[] threads) {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while playing", e);
            }
        }
    }

    /** One thread's world and what is met in it. */
    private final class Player {
        private final World world;
        private final int agents;
        private final Frame seen;
        private final float[] actions;
        private final int[] kinds;
        private final int[] base;
        private final int[] best;
        private final boolean[] allowed;
        private final double[] place;
        private final double[] moved;
        private final double[] met;
        private final int[] with;
        private final RandomStream random = new RandomStream("target-value competition: rounds", 0);
        private double bestReward;

        private Player(World world) {
            this.world = world;
            agents = world.shape().agents();
            seen = new Frame(world.shape());
            actions = new float[agents];
            kinds = new int[agents];
            base = new int[agents];
            best = new int[agents];
            allowed = new boolean[seen.allowed.length];
            place = new double[agents];
            moved = new double[agents];
            met = new double[agents * head.kinds()];
            with = new int[agents * head.kinds() * agents];
        }

        private void visit(int row, float[] outputs, double step) {
            random.reset(seeds[row] ^ task.seed());
            world.reset(seeds[row], seen);
            System.arraycopy(seen.allowed, 0, allowed, 0, allowed.length);
            Arrays.fill(met, UNMET);
            bestReward = UNMET;
            for (int agent = 0; agent < agents; agent++) {
                int at = (agent * batch + row) * head.outputs();
                kinds[agent] = head.bestKind(outputs, at, allowed, agent * head.levels());
                place[agent] = Math.clamp(head.peak(outputs, at), -1.0, 1.0);
            }
            keep(play(row, place));
            greedyReward[row] = bestReward;
            for (int stage = 0; stage < 2; stage++) {
                if (stage > 0 && Arrays.equals(best, base)) {
                    break;
                }
                System.arraycopy(best, 0, base, 0, agents);
                for (int one = 0; one < agents; one++) {
                    for (int other = one; other < agents; other++) {
                        deviate(row, one, other);
                    }
                }
            }
            regret[row] = bestReward - greedyReward[row];
            for (int agent = 0; agent < agents; agent++) {
                note(row, agent);
                if (head.isOrdered() && peakWeights[agent * batch + row] > 0) {
                    stepInTurn(row, agent, step);
                }
            }
        }

        /** Lets one agent or two leave the joint action that is to be bettered, in every way. */
        private void deviate(int row, int one, int other) {
            System.arraycopy(base, 0, kinds, 0, agents);
            for (int first = 0; first < head.kinds(); first++) {
                kinds[one] = first;
                for (int second = 0; second < (one == other ? 1 : head.kinds()); second++) {
                    kinds[other] = one == other ? first : second;
                    if (leaves(one) && leaves(other)) {
                        keep(play(row, place));
                    }
                }
            }
        }

        private boolean leaves(int agent) {
            return kinds[agent] != base[agent] && allowed[agent * head.levels() + kinds[agent]];
        }

        private double play(int row, double[] places) {
            for (int agent = 0; agent < agents; agent++) {
                actions[agent] = head.level(kinds[agent], places[agent]);
            }
            world.reset(seeds[row], seen);
            world.step(actions, seen);
            if (!seen.isOver) {
                throw new InputException(
                        "tvc: decides from the present state only and needs a world of one step,"
                                + " this one goes on");
            }
            if (!Float.isFinite(seen.reward[0])) {
                isLost = true;
            }
            return seen.reward[0];
        }

        private void keep(double joint) {
            double reward = joint;
            for (int agent = 0; agent < agents; agent++) {
                reward -= tuning.convention() * (agent + 1) * kinds[agent];
            }
            if (reward > bestReward) {
                bestReward = reward;
                System.arraycopy(kinds, 0, best, 0, agents);
            }
            for (int agent = 0; agent < agents; agent++) {
                int cell = agent * head.kinds() + kinds[agent];
                if (reward > met[cell]) {
                    met[cell] = reward;
                    System.arraycopy(kinds, 0, with, cell * agents, agents);
                }
            }
        }

        /**
         * Writes what an agent has met. Differences to the best are compressed by a logarithm, so
         * that close calls are learned closely and disasters are still told from mistakes.
         */
        private void note(int row, int agent) {
            double window = tuning.window();
            int at = agent * batch + row;
            for (int kind = 0; kind < head.kinds(); kind++) {
                double reward = met[agent * head.kinds() + kind];
                boolean isAllowed = allowed[agent * head.levels() + kind];
                boolean isKnown = reward > UNMET || !isAllowed;
                double behind = isAllowed ? bestReward - reward : 10 * window;
                kindWeights[at * head.kinds() + kind] = isKnown ? 1 : 0;
                kindTargets[at * head.kinds() + kind] =
                        isKnown ? (float) (bestReward - window * Math.log1p(behind / window)) : 0;
            }
            if (head.isOrdered()) {
                peakTargets[at] = (float) place[agent];
                peakWeights[at] = met[agent * head.kinds() + 1] > bestReward - 3 * window ? 1 : 0;
            }
        }

        /**
         * Steps up and down while the others do what they did when running was best, each a little
         * beside its peak, so that what is learned does not hang on others' exact choice.
         */
        private void stepInTurn(int row, int agent, double step) {
            System.arraycopy(with, (agent * head.kinds() + 1) * agents, kinds, 0, agents);
            for (int other = 0; other < agents; other++) {
                moved[other] = place[other] + step * random.nextGaussian();
            }
            double line = 2.0 / Math.max(1, head.levels() - 2);
            double width = Math.max(1, Math.rint(step / line)) * line;
            double middle = moved[agent];
            moved[agent] = middle + width;
            double up = play(row, moved);
            moved[agent] = middle - width;
            double down = play(row, moved);
            double slope = (up - down) / (2 * width);
            double move = Math.clamp(slope / (2 * tuning.curvature()), -MOST_MOVE, MOST_MOVE);
            peakTargets[agent * batch + row] = (float) Math.clamp(place[agent] + move, -1.0, 1.0);
        }
    }
}
