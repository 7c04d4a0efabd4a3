package org.evenflow.learn.value;

import java.util.LinkedHashMap;
import java.util.Map;
import org.evenflow.learn.AdamMemory;
import org.evenflow.learn.AgentNetworks;
import org.evenflow.learn.Checkpoints;
import org.evenflow.learn.DivergedException;
import org.evenflow.learn.Policy;
import org.evenflow.learn.PrivateState;
import org.evenflow.learn.SharedWeights;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.Trainer;
import org.evenflow.learn.TrainerProvider.Task;
import org.evenflow.learn.TrainingStep;
import org.evenflow.learn.WorldShape;
import org.evenflow.numeric.RandomStream;
import org.evenflow.tensor.Adam;
import org.evenflow.tensor.NoGrad;
import org.evenflow.tensor.Scope;
import org.evenflow.tensor.Tensor;

/**
 * Target-value competition (L. Ding, Z. Lin, X. Shi and G. Yan, "Target-value-competition-based
 * multi-agent deep reinforcement learning algorithm for distributed nonconvex economic dispatch",
 * IEEE Trans. Power Systems 38(1):204–217, 2023), for worlds of one step with one joint reward.
 *
 * <p>Each agent i has three networks of what it sees, s, and its own action, a: a reward network R
 * that is regressed on the joint reward, a Q-network and its target network T. What Q learns is the
 * winner of a competition,
 *
 * <pre>y(s, a) = max(R(s, a), T(s, a)),</pre>
 *
 * so that the target rises steadily to the value of the best joint action that contains a, instead
 * of the mean over what others happen to try, which misleads plain independent learners. With
 * networks a target that is too high by an error would stay for ever; where the reward network
 * loses, a share β of the difference is learned all the same (β is {@code forgetting}; 0 as
 * published; hysteresis as in L. Matignon, G. Laurent and N. Le Fort-Piat, IROS 2007).
 *
 * <p>A state is visited in rounds ({@link Rounds}): all take their greedy actions, then single
 * agents and pairs leave them; an agent keeps the greatest joint reward met with each kind of its
 * actions (M. Lauer and M. Riedmiller, "An algorithm for distributed reinforcement learning in
 * cooperative multi-agent systems", ICML 2000). Where levels are ordered, agents then step up and
 * down from their peaks in turn, and the peaks move to where Newton's method sees the top: along
 * the line rewards have one top, so there is nothing to compete for.
 *
 * <p>No agent sees another's action, observation or network. Decisions need the present state only.
 */
final class TargetValueCompetition implements Trainer {
    static final String ID = "tvc";

    private static final String REWARD = "reward";
    private static final String ONLINE = "online";
    private static final String REWARD_ADAM = "reward.adam";
    private static final String ONLINE_ADAM = "online.adam";

    private final Task task;
    private final CompetitionTuning tuning;
    private final LevelHead head;
    private final WorldShape shape;
    private final Rounds rounds;
    private final AgentNetworks reward;
    private final AgentNetworks value;
    private final AgentNetworks target;
    private final SharedWeights weights;
    private final Adam rewardAdam;
    private final Adam valueAdam;
    private int iteration;
    private long visits;
    private double playedS;
    private double learnedS;

    /** At its beginning. */
    TargetValueCompetition(Task task, CompetitionTuning tuning) {
        this.task = task;
        this.tuning = tuning;
        shape = task.worlds().get().shape();
        head = LevelHead.of(shape, tuning.isOrdered());
        rounds = new Rounds(task, head, tuning);
        var random = new RandomStream("target-value competition: weights", task.seed());
        TensorFile warm = task.warmStart();
        value = warm == null ? random(random) : warm(warm);
        reward = warm == null ? random(random) : value.copy();
        target = value.copy();
        rewardAdam = new Adam(reward.parameters(), 1e-8);
        valueAdam = new Adam(value.parameters(), 1e-8);
        weights = new SharedWeights(ID);
        weights.add(LevelPolicy.NETWORKS, target);
        weights.add(ONLINE, value);
        weights.add(REWARD, reward);
    }

    private AgentNetworks random(RandomStream random) {
        return AgentNetworks.random(
                shape.agents(), shape.features(), tuning.hidden(), head.outputs(), 0.1, random);
    }

    private AgentNetworks warm(TensorFile policy) {
        return AgentNetworks.of(
                policy,
                LevelPolicy.NETWORKS,
                shape.agents(),
                shape.features(),
                tuning.hidden(),
                head.outputs());
    }

    /** Moves it to where another one was. */
    void restore(TensorFile checkpoint) {
        Checkpoints.check(checkpoint, ID, task.seed());
        weights.read(checkpoint);
        AdamMemory.restore(rewardAdam, checkpoint, REWARD_ADAM);
        AdamMemory.restore(valueAdam, checkpoint, ONLINE_ADAM);
        iteration = (int) checkpoint.longs("iteration")[0];
        rounds.restore(checkpoint);
        visits = iteration * (long) tuning.batches() * tuning.batch();
    }

    @Override
    public TrainingStep iterate() {
        int batches = tuning.batches();
        double meanReward = 0;
        double meanLoss = 0;
        playedS = 0;
        learnedS = 0;
        iteration++;
        for (int batch = 0; batch < batches; batch++) {
            long update = (iteration - 1L) * batches + batch + 1;
            double played = (double) (visits + batch * (long) tuning.batch()) * stepsPerVisit();
            double progress = Math.min(1, played / tuning.totalSteps());
            meanLoss += batch(update, progress) / batches;
            meanReward += rounds.meanGreedyReward() / batches;
        }
        if (rounds.isLost() || !Double.isFinite(meanLoss) || !value.isFinite()) {
            throw new DivergedException(
                    "target-value competition: loss "
                            + meanLoss
                            + " in iteration "
                            + iteration
                            + (rounds.isLost()
                                    ? "; a reward is no finite number"
                                    : "; weights are no longer finite numbers"));
        }
        visits += (long) batches * tuning.batch();
        var figures = new LinkedHashMap<String, Double>();
        figures.put("loss", meanLoss);
        return new TrainingStep(
                iteration,
                agentSteps(),
                batches * tuning.batch(),
                meanReward * shape.agents(),
                figures,
                playedS,
                learnedS);
    }

    /** Actions in a visit, at most. */
    private long stepsPerVisit() {
        return (long) rounds.playsPerVisit() * shape.agents();
    }

    /** Visits a batch of states and learns from it. */
    private double batch(long update, double progress) {
        long begin = task.nanoClock().getAsLong();
        rounds.meet(new RandomStream("target-value competition: batch " + update, task.seed()));
        try (var scope = new Scope()) {
            Tensor seen =
                    Tensor.of(
                            rounds.observations(),
                            shape.agents(),
                            tuning.batch(),
                            shape.features());
            Tensor valueOut = value.forward(seen);
            rounds.play(valueOut.values(), tuning.step(progress));
            long played = task.nanoClock().getAsLong();
            double rate = tuning.rate(progress);
            double loss = learnRewards(seen, rate);
            learnValues(seen, valueOut, rate);
            // Adam's early steps count: T is their plain mean first, later a slow follower.
            target.follow(value, Math.max(tuning.follow(), 1.0 / (update + 10.0)));
            playedS += (played - begin) / 1e9;
            learnedS += (task.nanoClock().getAsLong() - played) / 1e9;
            return loss;
        }
    }

    /** R ← joint reward. */
    private double learnRewards(Tensor seen, double rate) {
        Tensor out = reward.forward(seen);
        Tensor loss = loss(out, rounds.kindTargets());
        loss.backward();
        rewardAdam.step(rate, Double.POSITIVE_INFINITY);
        return loss.value();
    }

    /** Q ← max(R, T) for each kind. */
    private void learnValues(Tensor seen, Tensor valueOut, double rate) {
        float[] winner;
        try (var noGrad = new NoGrad()) {
            Tensor held = head.values(target.forward(seen));
            Tensor gain = head.values(reward.forward(seen)).sub(held);
            Tensor lost = gain.neg().relu().mul(tuning.forgetting());
            winner = held.add(gain.relu()).sub(lost).values();
        }
        loss(valueOut, winner).backward();
        valueAdam.step(rate, Double.POSITIVE_INFINITY);
    }

    /**
     * Mean squared errors: of a state's value in scales, of differences between kinds in windows,
     * of peaks in tenths of the half line.
     */
    private Tensor loss(Tensor out, float[] kindTargets) {
        int agents = shape.agents();
        int batch = tuning.batch();
        Tensor kinds = Tensor.of(kindTargets, agents, batch, head.kinds());
        Tensor met = Tensor.of(rounds.kindWeights(), agents, batch, head.kinds());
        Tensor error = head.values(out).sub(kinds).mul(met);
        Tensor common = error.mean(2).reshape(agents, batch, 1);
        Tensor loss =
                common.mul(1 / tuning.scale())
                        .square()
                        .mean()
                        .add(error.sub(common).mul(1 / tuning.window()).square().mean());
        if (head.isOrdered()) {
            Tensor peaks = Tensor.of(rounds.peakTargets(), agents, batch);
            Tensor ran = Tensor.of(rounds.peakWeights(), agents, batch);
            loss = loss.add(head.peaks(out).sub(peaks).mul(ran).mul(10).square().mean());
        }
        return loss;
    }

    @Override
    public Policy policy() {
        return new LevelPolicy(ID, head, target.frozen());
    }

    @Override
    public TensorFile weights() {
        return weights.copy();
    }

    @Override
    public void load(TensorFile other) {
        weights.load(other);
    }

    @Override
    public Map<String, PrivateState> privateState() {
        return Map.of(
                REWARD_ADAM,
                PrivateState.OPTIMISER,
                ONLINE_ADAM,
                PrivateState.OPTIMISER,
                Rounds.HARD,
                PrivateState.MEMORY,
                "iteration",
                PrivateState.PROGRESS);
    }

    @Override
    public long agentSteps() {
        return visits * stepsPerVisit();
    }

    @Override
    public TensorFile checkpoint() {
        var file = new TensorFile();
        LevelPolicy.put(file, ID, head);
        Checkpoints.put(file, ID, task.seed());
        weights.put(file);
        AdamMemory.put(rewardAdam, file, REWARD_ADAM);
        AdamMemory.put(valueAdam, file, ONLINE_ADAM);
        rounds.put(file);
        file.put("iteration", new long[] {iteration});
        return file;
    }

    @Override
    public void close() {
        reward.close();
        value.close();
        target.close();
    }
}
