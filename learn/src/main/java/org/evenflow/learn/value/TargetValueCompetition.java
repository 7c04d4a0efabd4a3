package org.evenflow.learn.value;

import java.util.LinkedHashMap;
import java.util.List;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.evenflow.learn.AdamMemory;
import org.evenflow.learn.AgentNetworks;
import org.evenflow.learn.Checkpoints;
import org.evenflow.learn.DivergedException;
import org.evenflow.learn.Policy;
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
import org.jspecify.annotations.Nullable;

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

    static final List<Setting> SETTINGS =
            List.of(
                    new Setting("gamma", 0, 0, 0, "decisions are of one step"),
                    new Setting("hidden", 64, 1, 1024, "width of both hidden layers"),
                    new Setting("batch", 256, 1, 65_536, "states visited before networks learn"),
                    new Setting("batches", 20, 1, 100_000, "batches in an iteration"),
                    new Setting(
                            "total_steps",
                            5e8,
                            1,
                            1e12,
                            "agent-steps after which rate and steps are least"),
                    new Setting("rate", 1e-3, 0, 1, "greatest learning rate; ends at 0"),
                    new Setting("forgetting", 0, 0, 1, "share of a lost competition, β"),
                    new Setting("scale", 10, 1e-9, 1e9, "usual size of rewards"),
                    new Setting(
                            "window",
                            0.1,
                            1e-9,
                            1e9,
                            "differences to the best reward above"
                                    + " it are compressed, in rewards"),
                    new Setting(
                            "hard",
                            0.02,
                            0,
                            1e9,
                            "regret from which a state is visited again, in rewards"),
                    new Setting(
                            "convention",
                            0.004,
                            0,
                            1e9,
                            "charge on each number of a kind by"
                                    + " place of its agent, in rewards"),
                    new Setting("follow", 1e-3, 0, 1, "share of Q that T takes in each batch"),
                    new Setting("ordered", 0, 0, 1, "1 where levels from 1 on are ordered"),
                    new Setting("step_first", 0.12, 0, 1, "first step along ordered levels, of 2"),
                    new Setting("step_last", 0.02, 0, 1, "last step along ordered levels, of 2"),
                    new Setting("curvature", 0.15, 1e-9, 1e9, "of the line's top, in rewards"));

    private final Task task;
    private final Settings settings;
    private final LevelHead head;
    private final WorldShape shape;
    private final Rounds rounds;
    private final AgentNetworks reward;
    private final AgentNetworks value;
    private final AgentNetworks target;
    private final Adam rewardAdam;
    private final Adam valueAdam;
    private int iteration;
    private long visits;
    private double playedS;
    private double learnedS;

    /** A trainer at its beginning. */
    TargetValueCompetition(Task task, Settings settings) {
        this(task, settings, null);
    }

    /** A trainer from a checkpoint, or at its beginning where that is null. */
    TargetValueCompetition(Task task, Settings settings, @Nullable TensorFile checkpoint) {
        this.task = task;
        this.settings = settings;
        shape = task.worlds().get().shape();
        head = LevelHead.of(shape, settings.get("ordered") > 0);
        rounds =
                new Rounds(
                        task,
                        head,
                        (int) settings.get("batch"),
                        settings.get("window"),
                        settings.get("hard"),
                        settings.get("convention"));
        int hidden = (int) settings.get("hidden");
        if (checkpoint == null) {
            var random = new RandomStream("target-value competition: weights", task.seed());
            TensorFile warm = task.warmStart();
            value =
                    warm == null
                            ? networks(hidden, random)
                            : of(warm, LevelPolicy.NETWORKS, hidden);
            reward = warm == null ? networks(hidden, random) : value.copy();
            target = value.copy();
        } else {
            Checkpoints.check(checkpoint, ID, task.seed());
            reward = of(checkpoint, "reward", hidden);
            value = of(checkpoint, "online", hidden);
            target = of(checkpoint, LevelPolicy.NETWORKS, hidden);
        }
        rewardAdam = new Adam(reward.parameters(), 1e-8);
        valueAdam = new Adam(value.parameters(), 1e-8);
        if (checkpoint != null) {
            AdamMemory.restore(rewardAdam, checkpoint, "reward.adam");
            AdamMemory.restore(valueAdam, checkpoint, "online.adam");
            iteration = (int) checkpoint.longs("iteration")[0];
            rounds.restore(checkpoint);
            visits = iteration * (long) settings.get("batches") * (long) settings.get("batch");
        }
    }

    private AgentNetworks networks(int hidden, RandomStream random) {
        return AgentNetworks.random(
                shape.agents(), shape.features(), hidden, head.outputs(), 0.1, random);
    }

    private AgentNetworks of(TensorFile file, String name, int hidden) {
        return AgentNetworks.of(
                file, name, shape.agents(), shape.features(), hidden, head.outputs());
    }

    @Override
    public TrainingStep iterate() {
        int batches = (int) settings.get("batches");
        double meanReward = 0;
        double meanLoss = 0;
        playedS = 0;
        learnedS = 0;
        iteration++;
        for (int batch = 0; batch < batches; batch++) {
            long update = (iteration - 1L) * batches + batch + 1;
            double played = (double) (visits + batch * (long) rounds.batch()) * stepsPerVisit();
            double progress = Math.min(1, played / settings.get("total_steps"));
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
        visits += (long) batches * rounds.batch();
        var figures = new LinkedHashMap<String, Double>();
        figures.put("loss", meanLoss);
        return new TrainingStep(
                iteration,
                visits * stepsPerVisit(),
                batches * rounds.batch(),
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
                            rounds.batch(),
                            shape.features());
            Tensor valueOut = value.forward(seen);
            double narrowing = Math.pow(1 - progress, 3);
            double last = settings.get("step_last");
            rounds.play(
                    valueOut.values(),
                    last + (settings.get("step_first") - last) * narrowing,
                    settings.get("curvature"));
            long played = task.nanoClock().getAsLong();
            double rate =
                    settings.get("rate")
                            * Math.min(1, 50 * progress)
                            * 0.5
                            * (1 + Math.cos(Math.PI * progress));
            double loss = learnRewards(seen, rate);
            learnValues(seen, valueOut, rate);
            // Adam's early steps count: T is their plain mean first, later a slow follower.
            target.follow(value, Math.max(settings.get("follow"), 1.0 / (update + 10.0)));
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
            Tensor lost = gain.neg().relu().mul(settings.get("forgetting"));
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
        int batch = rounds.batch();
        Tensor kinds = Tensor.of(kindTargets, agents, batch, head.kinds());
        Tensor met = Tensor.of(rounds.kindWeights(), agents, batch, head.kinds());
        Tensor error = head.values(out).sub(kinds).mul(met);
        Tensor common = error.mean(2).reshape(agents, batch, 1);
        Tensor loss =
                common.mul(1 / settings.get("scale"))
                        .square()
                        .mean()
                        .add(error.sub(common).mul(1 / settings.get("window")).square().mean());
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
    public TensorFile checkpoint() {
        var file = new TensorFile();
        LevelPolicy.put(file, ID, head);
        Checkpoints.put(file, ID, task.seed());
        target.put(file, LevelPolicy.NETWORKS);
        value.put(file, "online");
        reward.put(file, "reward");
        AdamMemory.put(rewardAdam, file, "reward.adam");
        AdamMemory.put(valueAdam, file, "online.adam");
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
