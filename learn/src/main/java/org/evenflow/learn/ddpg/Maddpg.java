package org.evenflow.learn.ddpg;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.evenflow.learn.AdamMemory;
import org.evenflow.learn.AgentNetworks;
import org.evenflow.learn.Checkpoints;
import org.evenflow.learn.DivergedException;
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
import org.evenflow.model.InputException;
import org.evenflow.numeric.RandomStream;
import org.evenflow.tensor.Adam;
import org.evenflow.tensor.NoGrad;
import org.evenflow.tensor.Scope;
import org.evenflow.tensor.Tensor;

/**
 * Multi-agent deep deterministic policy gradient (R. Lowe et al., "Multi-agent actor-critic for
 * mixed cooperative-competitive environments", NeurIPS 2017). Agent i acts by μᵢ(oᵢ) from what it
 * sees alone; its critic Qᵢ, needed only while learning, sees all: x (the world's state, or else
 * all observations) and all actions. With target networks μ' and Q', from a memory of transitions,
 *
 * <pre>y = rᵢ + γ · Q'ᵢ(x', μ'₁(o₁'), …, μ'ₙ(oₙ')),   Qᵢ: least (Qᵢ(x, a) − y)²,
 * μᵢ: greatest Qᵢ(x, a₁, …, μᵢ(oᵢ), …, aₙ).</pre>
 *
 * <p>With one agent it is DDPG (T. Lillicrap et al., "Continuous control with deep reinforcement
 * learning", ICLR 2016). Exploration adds Gaussian noise whose size falls linearly.
 */
final class Maddpg implements Trainer {
    static final String ID = "maddpg";

    /** The case of one agent. */
    static final String SINGLE_ID = "ddpg";

    private static final String ACTOR_ADAM = "actor.adam";
    private static final String CRITIC_ADAM = "critic.adam";

    private final String id;
    private final Task task;
    private final Tuning tuning;
    private final WorldShape shape;
    private final int agents;
    private final int parts;
    private final int width;
    private final AgentNetworks actors;
    private final AgentNetworks critics;
    private final AgentNetworks laterActors;
    private final AgentNetworks laterCritics;
    private final Adam actorAdam;
    private final Adam criticAdam;
    private final SharedWeights weights;
    private final Practice practice;
    private double criticLoss;

    /** At its beginning. */
    Maddpg(String id, Task task, Tuning tuning) {
        this.id = id;
        this.task = task;
        this.tuning = tuning;
        World world = task.worlds().get();
        shape = world.shape();
        agents = shape.agents();
        parts = shape.actions().parts();
        if (!(shape.actions() instanceof WorldShape.Continuous)) {
            throw new InputException(id + ": a world must have continuous actions, has levels");
        }
        if (id.equals(SINGLE_ID) && agents > 1) {
            throw new InputException(
                    "ddpg: a world must have one agent, has " + agents + "; maddpg learns several");
        }
        width = shape.stateFeatures() > 0 ? shape.stateFeatures() : agents * shape.features();
        practice = new Practice("maddpg", task, world, tuning.practice());
        int hidden = tuning.hidden();
        int all = width + agents * parts;
        var random = new RandomStream("maddpg: weights", task.seed());
        actors = AgentNetworks.random(agents, shape.features(), hidden, parts, 0.01, random);
        critics = AgentNetworks.random(agents, all, hidden, 1, 0.1, random);
        laterActors = actors.copy();
        laterCritics = critics.copy();
        actorAdam = new Adam(actors.parameters(), 1e-8);
        criticAdam = new Adam(critics.parameters(), 1e-8);
        weights = new SharedWeights(id);
        weights.add(ActorPolicy.NETWORKS, actors);
        weights.add("critic", critics);
        weights.add("later.actor", laterActors);
        weights.add("later.critic", laterCritics);
    }

    /** Moves it to where another one was. */
    void restore(TensorFile checkpoint) {
        Checkpoints.check(checkpoint, id, task.seed());
        weights.read(checkpoint);
        AdamMemory.restore(actorAdam, checkpoint, ACTOR_ADAM);
        AdamMemory.restore(criticAdam, checkpoint, CRITIC_ADAM);
        practice.restore(checkpoint);
    }

    @Override
    public TrainingStep iterate() {
        practice.iterate(this::act, this::learn);
        if (!Double.isFinite(criticLoss) || !actors.isFinite() || !critics.isFinite()) {
            throw new DivergedException(
                    id
                            + ": critics' loss "
                            + criticLoss
                            + " in iteration "
                            + practice.iteration()
                            + "; weights are no longer finite numbers");
        }
        var figures = new LinkedHashMap<String, Double>();
        figures.put("critic_loss", criticLoss);
        figures.put("noise", tuning.noise(practice.steps()));
        return practice.step(figures);
    }

    private void act(RandomStream random) {
        float[] actions = practice.actions;
        if (practice.steps() < tuning.randomSteps()) {
            for (int i = 0; i < actions.length; i++) {
                actions[i] = (float) (2 * random.nextDouble() - 1);
            }
            return;
        }
        try (var scope = new Scope();
                var noGrad = new NoGrad()) {
            Tensor seen = Tensor.of(practice.frame.observation, agents, 1, shape.features());
            actors.forward(seen).tanh().read(actions);
        }
        double noise = tuning.noise(practice.steps());
        for (int i = 0; i < actions.length; i++) {
            double tried = actions[i] + noise * random.nextGaussian();
            actions[i] = (float) Math.clamp(tried, -1.0, 1.0);
        }
    }

    private void learn(Replay.Batch drawn) {
        int batch = tuning.practice().batch();
        double left = tuning.annealed(practice.steps());
        try (var scope = new Scope()) {
            Tensor aim;
            try (var noGrad = new NoGrad()) {
                Tensor next = Tensor.of(drawn.seenNext(), agents, batch, shape.features());
                float[] later = laterActors.forward(next).tanh().values();
                Tensor x =
                        Tensor.of(
                                central(drawn.stateNext(), drawn.seenNext(), later),
                                batch,
                                width + agents * parts);
                Tensor follows =
                        laterCritics
                                .forward(x)
                                .mul(Tensor.of(drawn.goesOn(), agents, batch, 1))
                                .mul(tuning.gamma());
                Tensor reward = Tensor.of(drawn.rewards(), agents, batch, 1);
                aim = reward.mul(tuning.rewardScale()).add(follows).detach();
            }
            float[] all = central(drawn.state(), drawn.seen(), drawn.actions());
            Tensor x = Tensor.of(all, batch, width + agents * parts);
            Tensor acted = Tensor.of(drawn.acted(), agents, batch, 1);
            critics.parameters().forEach(Tensor::clearGradient);
            Tensor loss = critics.forward(x).sub(aim).mul(acted).square().mean();
            criticLoss = loss.value();
            loss.backward();
            criticAdam.step(tuning.criticRate() * left, 10);
            improveActors(drawn, x, acted, left);
        }
        laterActors.follow(actors, tuning.follow());
        laterCritics.follow(critics, tuning.follow());
    }

    /** Each actor climbs its critic, the others' actions as they were. */
    private void improveActors(Replay.Batch drawn, Tensor x, Tensor acted, double left) {
        int batch = tuning.practice().batch();
        int all = width + agents * parts;
        float[] others = new float[agents * all];
        float[] place = new float[agents * parts * all];
        Arrays.fill(others, 1);
        for (int agent = 0; agent < agents; agent++) {
            for (int part = 0; part < parts; part++) {
                int at = width + agent * parts + part;
                others[agent * all + at] = 0;
                place[(agent * parts + part) * all + at] = 1;
            }
        }
        Tensor seen = Tensor.of(drawn.seen(), agents, batch, shape.features());
        Tensor own = actors.forward(seen).tanh();
        Tensor joint =
                x.mul(Tensor.of(others, agents, 1, all))
                        .add(own.matmul(Tensor.of(place, agents, parts, all)));
        critics.forward(joint).mul(acted).mean().neg().backward();
        actorAdam.step(tuning.actorRate() * left, 10);
    }

    /** What critics see, {@code [row][feature, then action by agent]}. */
    private float[] central(float[] state, float[] seen, float[] acts) {
        int batch = tuning.practice().batch();
        int features = shape.features();
        int all = width + agents * parts;
        var central = new float[batch * all];
        for (int row = 0; row < batch; row++) {
            if (shape.stateFeatures() > 0) {
                System.arraycopy(state, row * width, central, row * all, width);
            }
            for (int agent = 0; agent < agents; agent++) {
                int from = agent * batch + row;
                if (shape.stateFeatures() == 0) {
                    System.arraycopy(
                            seen, from * features, central, row * all + agent * features, features);
                }
                int at = row * all + width + agent * parts;
                System.arraycopy(acts, from * parts, central, at, parts);
            }
        }
        return central;
    }

    @Override
    public Policy policy() {
        return new ActorPolicy(id, actors.frozen());
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
        return Practice.privateState(ACTOR_ADAM, CRITIC_ADAM);
    }

    @Override
    public long agentSteps() {
        return practice.agentSteps();
    }

    @Override
    public TensorFile checkpoint() {
        var file = new TensorFile();
        Checkpoints.put(file, id, task.seed());
        weights.put(file);
        AdamMemory.put(actorAdam, file, ACTOR_ADAM);
        AdamMemory.put(criticAdam, file, CRITIC_ADAM);
        practice.put(file);
        return file;
    }

    @Override
    public void close() {
        actors.close();
        critics.close();
        laterActors.close();
        laterCritics.close();
    }
}
