package org.evenflow.learn.value;

import java.util.LinkedHashMap;
import java.util.List;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.evenflow.learn.AdamMemory;
import org.evenflow.learn.AgentNetworks;
import org.evenflow.learn.Checkpoints;
import org.evenflow.learn.DivergedException;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Policy;
import org.evenflow.learn.Practice;
import org.evenflow.learn.Replay;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.Trainer;
import org.evenflow.learn.TrainerProvider.Task;
import org.evenflow.learn.TrainingStep;
import org.evenflow.learn.World;
import org.evenflow.learn.WorldShape;
import org.evenflow.numeric.RandomStream;
import org.evenflow.tensor.Adam;
import org.evenflow.tensor.NoGrad;
import org.evenflow.tensor.Scope;
import org.evenflow.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Independent Q-learning (M. Tan, "Multi-agent reinforcement learning: independent versus
 * cooperative agents", ICML 1993): each agent learns as if the others were part of the world, by a
 * dueling network with double targets (H. van Hasselt, A. Guez and D. Silver, "Deep reinforcement
 * learning with double Q-learning", AAAI 2016):
 *
 * <pre>y = r + γ · T(s', argmax Q(s', ·)),</pre>
 *
 * from a memory of transitions, with a target network T that slowly follows Q. An agent takes a
 * random level with probability ε, which falls linearly from 1 to 0.05 (V. Mnih et al., Nature 518,
 * 2015).
 */
final class IndependentQ implements Trainer {
    static final String ID = "iql";

    static final List<Setting> SETTINGS =
            List.of(
                    new Setting("total_steps", 1e5, 1, 1e12, "agent-steps of a training"),
                    new Setting("hidden", 64, 1, 1024, "width of both hidden layers"),
                    new Setting("episodes", 10, 1, 1e6, "episodes in an iteration"),
                    new Setting("memory", 10_000, 1, 1e6, "transitions that are remembered"),
                    new Setting("batch", 64, 1, 65_536, "transitions to learn from at once"),
                    new Setting("steps_per_update", 1, 1, 1e6, "steps between updates"),
                    new Setting("exploring_steps", 5000, 1, 1e9, "until ε is at its least"),
                    new Setting("least_exploration", 0.05, 0, 1, "ε at the end"),
                    new Setting("gamma", 0.99, 0, 1, "γ"),
                    new Setting("rate", 5e-4, 0, 1, "learning rate"),
                    new Setting("follow", 0.01, 0, 1, "share of Q that T takes in each update"));

    private final Task task;
    private final Settings settings;
    private final WorldShape shape;
    private final LevelHead head;
    private final AgentNetworks value;
    private final AgentNetworks target;
    private final Adam adam;
    private final Practice practice;
    private double loss;

    /** A trainer from a checkpoint, or at its beginning where that is null. */
    IndependentQ(Task task, Settings settings, @Nullable TensorFile checkpoint) {
        this.task = task;
        this.settings = settings;
        World world = task.worlds().get();
        shape = world.shape();
        head = LevelHead.of(shape, false);
        practice = new Practice("independent q", task, world, settings, 0);
        int hidden = (int) settings.get("hidden");
        if (checkpoint == null) {
            var random = new RandomStream("independent q: weights", task.seed());
            value =
                    AgentNetworks.random(
                            shape.agents(), shape.features(), hidden, head.outputs(), 0.1, random);
            target = value.copy();
            adam = new Adam(value.parameters(), 1e-8);
        } else {
            Checkpoints.check(checkpoint, ID, task.seed());
            value = restored(checkpoint, LevelPolicy.NETWORKS, hidden);
            target = restored(checkpoint, "target", hidden);
            adam = new Adam(value.parameters(), 1e-8);
            AdamMemory.restore(adam, checkpoint, "adam");
            practice.restore(checkpoint);
        }
    }

    private AgentNetworks restored(TensorFile file, String name, int hidden) {
        return AgentNetworks.of(
                file, name, shape.agents(), shape.features(), hidden, head.outputs());
    }

    @Override
    public TrainingStep iterate() {
        practice.iterate(this::act, this::learn);
        if (!Double.isFinite(loss) || !value.isFinite()) {
            throw new DivergedException(
                    "independent Q-learning: loss "
                            + loss
                            + " in iteration "
                            + practice.iteration()
                            + "; weights are no longer finite numbers");
        }
        var figures = new LinkedHashMap<String, Double>();
        figures.put("loss", loss);
        figures.put("exploration", exploration());
        return practice.step(figures);
    }

    private double exploration() {
        double share = Math.min(1, practice.steps() / settings.get("exploring_steps"));
        return 1 + share * (settings.get("least_exploration") - 1);
    }

    private void act(RandomStream random) {
        Frame frame = practice.frame;
        float[] outputs;
        try (var scope = new Scope();
                var noGrad = new NoGrad()) {
            Tensor seen = Tensor.of(frame.observation, shape.agents(), 1, shape.features());
            outputs = value.forward(seen).values();
        }
        for (int agent = 0; agent < shape.agents(); agent++) {
            int first = agent * head.levels();
            int level = head.bestKind(outputs, agent * head.outputs(), frame.allowed, first);
            if (random.nextDouble() < exploration()) {
                int choices = 0;
                for (int other = 0; other < head.levels(); other++) {
                    // Each of several allowed levels with the same probability.
                    if (frame.allowed[first + other] && random.nextInt(++choices) == 0) {
                        level = other;
                    }
                }
            }
            practice.actions[agent] = level;
        }
    }

    /** The level of greatest value among those that are allowed; 0 where none is. */
    private int best(float[] values, boolean[] allowed, int at) {
        int best = -1;
        for (int level = 0; level < head.levels(); level++) {
            boolean isBetter = best < 0 || values[at + level] > values[at + best];
            best = allowed[at + level] && isBetter ? level : best;
        }
        return Math.max(0, best);
    }

    private void learn(Replay.Batch drawn) {
        int agents = shape.agents();
        int batch = (int) settings.get("batch");
        int rows = agents * batch;
        int[] taken = new int[rows];
        for (int row = 0; row < rows; row++) {
            taken[row] = Math.round(drawn.actions()[row]);
        }
        try (var scope = new Scope()) {
            Tensor aim;
            try (var noGrad = new NoGrad()) {
                Tensor next = Tensor.of(drawn.seenNext(), agents, batch, shape.features());
                float[] own = head.values(value.forward(next)).values();
                int[] best = new int[rows];
                for (int row = 0; row < rows; row++) {
                    best[row] = best(own, drawn.allowedNext(), row * head.levels());
                }
                Tensor follows =
                        head.values(target.forward(next))
                                .reshape(rows, head.levels())
                                .gather(best)
                                .mul(Tensor.of(drawn.goesOn()))
                                .mul(settings.get("gamma"));
                aim = Tensor.of(drawn.rewards()).add(follows).detach();
            }
            Tensor seen = Tensor.of(drawn.seen(), agents, batch, shape.features());
            Tensor error =
                    head.values(value.forward(seen))
                            .reshape(rows, head.levels())
                            .gather(taken)
                            .sub(aim)
                            .mul(Tensor.of(drawn.acted()));
            Tensor mean = error.square().mean();
            loss = mean.value();
            mean.backward();
            adam.step(settings.get("rate"), 10);
        }
        target.follow(value, settings.get("follow"));
    }

    @Override
    public Policy policy() {
        return new LevelPolicy(ID, head, value.frozen());
    }

    @Override
    public TensorFile checkpoint() {
        var file = new TensorFile();
        LevelPolicy.put(file, ID, head);
        Checkpoints.put(file, ID, task.seed());
        value.put(file, LevelPolicy.NETWORKS);
        target.put(file, "target");
        AdamMemory.put(adam, file, "adam");
        practice.put(file);
        return file;
    }

    @Override
    public void close() {
        value.close();
        target.close();
    }
}
