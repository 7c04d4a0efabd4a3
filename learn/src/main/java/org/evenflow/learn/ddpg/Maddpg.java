package org.evenflow.learn.ddpg;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.evenflow.learn.AdamMemory;
import org.evenflow.learn.AgentNetworks;
import org.evenflow.learn.Checkpoints;
import org.evenflow.learn.DivergedException;
import org.evenflow.learn.Policy;
import org.evenflow.learn.Practice;
import org.evenflow.learn.Replay;
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
import org.jspecify.annotations.Nullable;

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

    static final List<Setting> SETTINGS =
            List.of(
                    new Setting("total_steps", 1e6, 1, 1e12, "agent-steps of a training"),
                    new Setting("hidden", 64, 1, 1024, "width of both hidden layers"),
                    new Setting("episodes", 1, 1, 1e6, "episodes in an iteration"),
                    new Setting("memory", 20_000, 1, 1e6, "transitions that are remembered"),
                    new Setting("batch", 128, 1, 65_536, "transitions to learn from at once"),
                    new Setting("random_steps", 1000, 0, 1e9, "steps of random actions at first"),
                    new Setting("steps_per_update", 1, 1, 1e6, "steps between updates"),
                    new Setting("gamma", 0.99, 0, 1, "γ"),
                    new Setting("actor_rate", 1e-3, 0, 1, "learning rate of actors"),
                    new Setting("critic_rate", 1e-3, 0, 1, "learning rate of critics"),
                    new Setting("rate_steps", 1e9, 1, 1e9, "steps until both rates are 0"),
                    new Setting("follow", 0.005, 0, 1, "τ of target networks"),
                    new Setting(
                            "noise_first",
                            0.2,
                            0,
                            2,
                            "exploration at first, of actions in [-1, 1]"),
                    new Setting("noise_last", 0.1, 0, 2, "exploration at last"),
                    new Setting("noise_steps", 10_000, 1, 1e9, "steps until noise is at its last"),
                    new Setting("reward_scale", 1, 1e-9, 1e9, "factor of rewards"));

    private final String id;
    private final Task task;
    private final Settings settings;
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
    private final Practice practice;
    private double criticLoss;

    /** A trainer from a checkpoint, or at its beginning where that is null. */
    Maddpg(String id, Task task, Settings settings, @Nullable TensorFile checkpoint) {
        this.id = id;
        this.task = task;
        this.settings = settings;
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
        long untilLearning = (long) settings.get("random_steps");
        practice = new Practice("maddpg", task, world, settings, untilLearning);
        int hidden = (int) settings.get("hidden");
        int all = width + agents * parts;
        if (checkpoint == null) {
            var random = new RandomStream("maddpg: weights", task.seed());
            actors = AgentNetworks.random(agents, shape.features(), hidden, parts, 0.01, random);
            critics = AgentNetworks.random(agents, all, hidden, 1, 0.1, random);
            laterActors = actors.copy();
            laterCritics = critics.copy();
        } else {
            Checkpoints.check(checkpoint, id, task.seed());
            int[] actor = {agents, shape.features(), hidden, parts};
            int[] critic = {agents, all, hidden, 1};
            actors = AgentNetworks.of(checkpoint, ActorPolicy.NETWORKS, actor);
            critics = AgentNetworks.of(checkpoint, "critic", critic);
            laterActors = AgentNetworks.of(checkpoint, "later.actor", actor);
            laterCritics = AgentNetworks.of(checkpoint, "later.critic", critic);
        }
        actorAdam = new Adam(actors.parameters(), 1e-8);
        criticAdam = new Adam(critics.parameters(), 1e-8);
        if (checkpoint != null) {
            AdamMemory.restore(actorAdam, checkpoint, "actor.adam");
            AdamMemory.restore(criticAdam, checkpoint, "critic.adam");
            practice.restore(checkpoint);
        }
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
        figures.put("noise", noise());
        return practice.step(figures);
    }

    private double noise() {
        double share = Math.min(1, practice.steps() / settings.get("noise_steps"));
        double first = settings.get("noise_first");
        return first + share * (settings.get("noise_last") - first);
    }

    private void act(RandomStream random) {
        float[] actions = practice.actions;
        if (practice.steps() < settings.get("random_steps")) {
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
        double noise = noise();
        for (int i = 0; i < actions.length; i++) {
            double tried = actions[i] + noise * random.nextGaussian();
            actions[i] = (float) Math.clamp(tried, -1.0, 1.0);
        }
    }

    private void learn(Replay.Batch drawn) {
        int batch = (int) settings.get("batch");
        double left = Math.max(0, 1 - practice.steps() / settings.get("rate_steps"));
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
                                .mul(settings.get("gamma"));
                Tensor reward = Tensor.of(drawn.rewards(), agents, batch, 1);
                aim = reward.mul(settings.get("reward_scale")).add(follows).detach();
            }
            float[] all = central(drawn.state(), drawn.seen(), drawn.actions());
            Tensor x = Tensor.of(all, batch, width + agents * parts);
            Tensor acted = Tensor.of(drawn.acted(), agents, batch, 1);
            critics.parameters().forEach(Tensor::clearGradient);
            Tensor loss = critics.forward(x).sub(aim).mul(acted).square().mean();
            criticLoss = loss.value();
            loss.backward();
            criticAdam.step(settings.get("critic_rate") * left, 10);
            improveActors(drawn, x, acted, left);
        }
        laterActors.follow(actors, settings.get("follow"));
        laterCritics.follow(critics, settings.get("follow"));
    }

    /** Each actor climbs its critic, the others' actions as they were. */
    private void improveActors(Replay.Batch drawn, Tensor x, Tensor acted, double left) {
        int batch = (int) settings.get("batch");
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
        actorAdam.step(settings.get("actor_rate") * left, 10);
    }

    /** What critics see, {@code [row][feature, then action by agent]}. */
    private float[] central(float[] state, float[] seen, float[] acts) {
        int batch = (int) settings.get("batch");
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
    public TensorFile checkpoint() {
        var file = new TensorFile();
        Checkpoints.put(file, id, task.seed());
        actors.put(file, ActorPolicy.NETWORKS);
        critics.put(file, "critic");
        laterActors.put(file, "later.actor");
        laterCritics.put(file, "later.critic");
        AdamMemory.put(actorAdam, file, "actor.adam");
        AdamMemory.put(criticAdam, file, "critic.adam");
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
