package org.evenflow.learn.value;

import java.util.LinkedHashMap;
import java.util.Map;
import org.evenflow.learn.AdamMemory;
import org.evenflow.learn.AgentNetworks;
import org.evenflow.learn.Checkpoints;
import org.evenflow.learn.DivergedException;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Policy;
import org.evenflow.learn.Practice;
import org.evenflow.learn.PrivateState;
import org.evenflow.learn.Replay;
import org.evenflow.learn.SharedWeights;
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

    private static final String ADAM = "adam";

    private final Task task;
    private final LevelTuning tuning;
    private final WorldShape shape;
    private final LevelHead head;
    private final AgentNetworks value;
    private final AgentNetworks target;
    private final Adam adam;
    private final SharedWeights weights;
    private final Practice practice;
    private double loss;

    /** At its beginning. */
    IndependentQ(Task task, LevelTuning tuning) {
        this.task = task;
        this.tuning = tuning;
        World world = task.worlds().get();
        shape = world.shape();
        head = LevelHead.of(shape, false);
        practice = new Practice("independent q", task, world, tuning.practice());
        var random = new RandomStream("independent q: weights", task.seed());
        value =
                AgentNetworks.random(
                        shape.agents(),
                        shape.features(),
                        tuning.hidden(),
                        head.outputs(),
                        0.1,
                        random);
        target = value.copy();
        adam = new Adam(value.parameters(), 1e-8);
        weights = new SharedWeights(ID);
        weights.add(LevelPolicy.NETWORKS, value);
        weights.add("target", target);
    }

    /** Moves it to where another one was. */
    void restore(TensorFile checkpoint) {
        Checkpoints.check(checkpoint, ID, task.seed());
        weights.read(checkpoint);
        AdamMemory.restore(adam, checkpoint, ADAM);
        practice.restore(checkpoint);
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
        figures.put("exploration", tuning.exploration(practice.steps()));
        return practice.step(figures);
    }

    private void act(RandomStream random) {
        Frame frame = practice.frame;
        float[] outputs;
        try (var scope = new Scope();
                var noGrad = new NoGrad()) {
            Tensor seen = Tensor.of(frame.observation, shape.agents(), 1, shape.features());
            outputs = value.forward(seen).values();
        }
        double exploration = tuning.exploration(practice.steps());
        for (int agent = 0; agent < shape.agents(); agent++) {
            int first = agent * head.levels();
            int level = head.bestKind(outputs, agent * head.outputs(), frame.allowed, first);
            if (random.nextDouble() < exploration) {
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
        int batch = tuning.practice().batch();
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
                                .mul(tuning.gamma());
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
            adam.step(tuning.rate(), 10);
        }
        target.follow(value, tuning.follow());
    }

    @Override
    public Policy policy() {
        return new LevelPolicy(ID, head, value.frozen());
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
        return Practice.privateState(ADAM);
    }

    @Override
    public long agentSteps() {
        return practice.agentSteps();
    }

    @Override
    public TensorFile checkpoint() {
        var file = new TensorFile();
        LevelPolicy.put(file, ID, head);
        Checkpoints.put(file, ID, task.seed());
        weights.put(file);
        AdamMemory.put(adam, file, ADAM);
        practice.put(file);
        return file;
    }

    @Override
    public void close() {
        value.close();
        target.close();
    }
}
