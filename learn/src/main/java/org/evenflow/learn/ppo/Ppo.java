package org.evenflow.learn.ppo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.evenflow.learn.Crew;
import org.evenflow.learn.DivergedException;
import org.evenflow.learn.Normaliser;
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
import org.evenflow.tensor.Scope;
import org.evenflow.tensor.Tensor;

/**
 * Proximal policy optimisation (J. Schulman, F. Wolski, P. Dhariwal, A. Radford, O. Klimov, 2017,
 * arXiv 1707.06347), here PPO, for one or many agents (C. Yu et al., "The surprising effectiveness
 * of PPO in cooperative multi-agent games", NeurIPS 2022, MAPPO).
 *
 * <p>Read {@link #iterate} top to bottom: worlds are played for whole episodes with the present
 * policy, or at first by a teacher ({@link Cloning}); advantages follow from what was played; then
 * actor and critic, which share nothing, are learned side by side. Chance comes from streams named
 * for the iteration and the world, and sums are made in a fixed order, so the number of threads
 * changes no bit.
 */
final class Ppo implements Trainer {
    /** Beyond this the value loss grows linearly (MAPPO, table of common hyper-parameters). */
    private static final double HUBER_DELTA = 10;

    /** Batches of returns that the value's normaliser remembers. */
    private static final double BATCHES_REMEMBERED = 10;

    final String id;
    final WorldShape shape;
    final Tuning tuning;
    final Task task;
    final Approximator actor;
    final Approximator critic;
    final List<Group> groups = new ArrayList<>();
    final SharedWeights shared;
    Normaliser input;
    Normaliser state;
    Normaliser nodes;
    Normaliser value = new Normaliser(1);
    int iteration;
    long agentSteps;
    long episodes;

    private final boolean isCentral;
    private final Choice choice;
    private final List<Player> players = new ArrayList<>();

    /** One per thread. */
    private final List<Scene> scenes = new ArrayList<>();

    private final Crew crew;
    private final Rollout batch;

    /** At its beginning; {@link PpoFile} moves it to where another one was. */
    Ppo(String id, boolean central, boolean graph, Tuning tuning, Task task) {
        this.id = id;
        this.tuning = tuning;
        this.task = task;
        isCentral = central;
        var first = task.worlds().get();
        shape = first.shape();
        choice = Choice.of(shape.actions());
        int features = shape.features();
        var seen = graph ? shape.graph() : null;
        actor = Approximator.of(features, shape.actions().outputs(), tuning, seen);
        critic = Approximator.of(features + (central ? shape.stateFeatures() : 0), 1, tuning, seen);
        batch = new Rollout(shape);
        input = batch.seenInput.copy();
        state = batch.seenState.copy();
        nodes = batch.seenNodes.copy();
        for (int g = 0; g < (tuning.isShared() ? 1 : shape.agents()); g++) {
            groups.add(
                    Group.begin(
                            actor,
                            critic,
                            choice.spreads(),
                            tuning.logSpread(),
                            new RandomStream("ppo/weights/" + g, task.seed())));
        }
        shared = PpoFile.shared(this);
        Snapshot snapshot = snapshot();
        for (int e = 0; e < tuning.envs(); e++) {
            var world = e == 0 ? first : task.worlds().get();
            players.add(new Player(world));
        }
        for (int s = 0; s < Math.min(task.threads(), tuning.envs()); s++) {
            scenes.add(new Scene(shape, actor, critic, central, snapshot));
        }
        crew = new Crew(task.threads());
    }

    @Override
    public TrainingStep iterate() {
        iteration++;
        double rate = tuning.annealed(agentSteps);
        boolean isCloning = episodes < task.clonedEpisodes();
        long begin = task.nanoClock().getAsLong();
        play(isCloning);
        long played = task.nanoClock().getAsLong();
        var figures = learn(rate, isCloning);
        figures.put("learning_rate", rate * tuning.actorRate());
        input.add(batch.seenInput);
        state.add(batch.seenState);
        nodes.add(batch.seenNodes);
        agentSteps += batch.rows;
        episodes += batch.episodes;
        long learned = task.nanoClock().getAsLong();
        return new TrainingStep(
                iteration,
                agentSteps,
                batch.episodes,
                batch.returns / batch.episodes,
                figures,
                (played - begin) * 1e-9,
                (learned - played) * 1e-9);
    }

    /** Plays each world's share and puts everything behind one another in the worlds' order. */
    private void play(boolean isCloning) {
        Snapshot snapshot = snapshot();
        double lambda = isCloning ? Cloning.LAMBDA : tuning.lambda();
        var waiting = new ConcurrentLinkedQueue<Player>();
        for (int e = 0; e < players.size(); e++) {
            ready(e, isCloning);
            waiting.add(players.get(e));
        }
        // With others half of a thread's share: the rest evens out that some worlds take longer.
        int fair = Math.ceilDiv(players.size(), scenes.size() == 1 ? 1 : 2 * scenes.size());
        var pieces = new ArrayList<Supplier<Scene>>();
        for (Scene scene : scenes) {
            pieces.add(
                    () -> {
                        scene.play(waiting, fair, snapshot, iteration);
                        return scene;
                    });
        }
        crew.all(pieces);
        batch.clear();
        for (Player player : players) {
            advantages(player.rollout(), snapshot.value(), tuning.gamma(), lambda);
            batch.add(player.rollout());
        }
    }

    private void ready(int env, boolean isCloning) {
        String stream = iteration + "/" + env;
        boolean isTeachers = isCloning && Cloning.isTeachers(env, iteration, tuning);
        int steps =
                isCloning && tuning.cloneSteps() > 0
                        ? tuning.cloneSteps()
                        : tuning.stepsPerIteration();
        players.get(env)
                .ready(
                        Math.ceilDiv(steps, players.size()),
                        new RandomStream("ppo/episodes/" + stream, task.seed()),
                        isTeachers ? null : new RandomStream("ppo/actions/" + stream, task.seed()),
                        isCloning);
    }

    /**
     * Generalised advantages (J. Schulman et al., "High-dimensional continuous control using
     * generalized advantage estimation", ICLR 2016, equations 11 and 16): δ_t = r_t + γ V_{t+1} −
     * V_t, A_t = δ_t + γλ A_{t+1}, G_t = A_t + V_t. Nothing follows the last step of an agent that
     * has left or of an episode that has ended; after one that time has cut, a value follows.
     */
    static void advantages(Rollout played, Normaliser value, double gamma, double lambda) {
        for (int row = played.rows - 1; row >= 0; row--) {
            int next = played.next[row];
            double following =
                    next < 0 ? played.cutValue[row] : denormalised(value, played.value[next]);
            double present = denormalised(value, played.value[row]);
            double delta = played.reward[row] + gamma * following - present;
            double later = next < 0 ? 0 : played.advantage[next];
            played.advantage[row] = (float) (delta + gamma * lambda * later);
            played.target[row] = (float) (played.advantage[row] + present);
        }
    }

    private static double denormalised(Normaliser value, float said) {
        return value.mean(0) + value.deviation(0) * said;
    }

    /** Every group's actor and critic, each a piece of work of its own. */
    private LinkedHashMap<String, Double> learn(double rate, boolean isCloning) {
        batch.normaliseAdvantages();
        for (int row = 0; row < batch.rows; row++) {
            value.add(batch.target, row);
        }
        value.forget(BATCHES_REMEMBERED * batch.rows);
        for (int row = 0; row < batch.rows; row++) {
            value.normalise(batch.target, row, batch.target, row);
        }
        var pieces = new ArrayList<Supplier<Figures>>();
        for (int g = 0; g < groups.size(); g++) {
            Group group = groups.get(g);
            int[][] units = Minibatches.units(batch, actor.isGraph(), groups.size() == 1 ? -1 : g);
            var actorOrder = new RandomStream("ppo/actor/" + iteration + "/" + g, task.seed());
            var criticOrder = new RandomStream("ppo/critic/" + iteration + "/" + g, task.seed());
            pieces.add(
                    isCloning
                            ? () -> imitate(group, units.clone(), actorOrder, rate)
                            : () -> learnActor(group, units.clone(), actorOrder, rate));
            pieces.add(() -> learnCritic(group, units.clone(), criticOrder, rate, isCloning));
        }
        var figures = new Figures();
        crew.all(pieces).forEach(figures::add);
        return figures.means();
    }

    /** The actor comes nearer to the teacher. */
    private Figures imitate(Group group, int[][] units, RandomGenerator order, double rate) {
        var figures = new Figures();
        for (int epoch = 0; epoch < tuning.cloneEpochs(); epoch++) {
            for (int[] rows : Minibatches.deal(units, tuning.minibatch(), order)) {
                try (var scope = new Scope()) {
                    Tensor out = actor.forward(group.actor(), batch, rows, false);
                    Tensor loss = Cloning.actorLoss(choice, out, batch, rows);
                    step(
                            "actor",
                            loss,
                            group.actorAdam(),
                            group.moved(),
                            rate * tuning.actorRate());
                    figures.note(Cloning.LOSS, loss.value());
                }
            }
        }
        return figures;
    }

    private Figures learnActor(Group group, int[][] units, RandomGenerator order, double rate) {
        var figures = new Figures();
        for (int epoch = 0; epoch < tuning.epochs(); epoch++) {
            double divergence = 0;
            int[][] minibatches = Minibatches.deal(units, tuning.minibatch(), order);
            for (int[] rows : minibatches) {
                try (var scope = new Scope()) {
                    Tensor out = actor.forward(group.actor(), batch, rows, false);
                    ActorLoss loss = actorLoss(choice, out, group.logSpread(), batch, rows, tuning);
                    double size = rate * tuning.actorRate();
                    step("actor", loss.loss(), group.actorAdam(), group.moved(), size);
                    divergence += loss.divergence() / minibatches.length;
                    figures.note("policy_loss", loss.loss().value());
                    figures.note("entropy", loss.entropy());
                    figures.note("kl", loss.divergence());
                    figures.note("clipped", loss.clipped());
                }
            }
            if (tuning.targetKl() > 0 && divergence > tuning.targetKl()) {
                break;
            }
        }
        return figures;
    }

    /** What the actor minimises, and what is told of it. */
    record ActorLoss(Tensor loss, double entropy, double divergence, double clipped) {}

    /**
     * −mean min(ρA, clip(ρ, 1 − ε, 1 + ε) A) − c H with ρ = π(u) / π_old(u) (Schulman et al. 2017,
     * equations 7 and 9). Divergence is estimated by mean(ρ − 1 − log ρ) (J. Schulman,
     * "Approximating KL divergence", 2020).
     */
    static ActorLoss actorLoss(
            Choice choice, Tensor out, Tensor logSpread, Rollout batch, int[] rows, Tuning tuning) {
        Tensor allowed = batch.levels == 0 ? out : out.add(batch.forbidden(rows));
        Tensor log =
                choice.logLikelihood(allowed, logSpread, batch.raw(rows))
                        .sub(Rollout.rowsOf(batch.logLikelihood, rows));
        Tensor ratio = log.exp();
        Tensor advantage = Rollout.rowsOf(batch.advantage, rows);
        Tensor clipped = ratio.clamp(1 - tuning.clip(), 1 + tuning.clip());
        Tensor gain = ratio.mul(advantage).min(clipped.mul(advantage)).mean();
        Tensor entropy = choice.entropy(allowed, logSpread);
        double divergence = ratio.sub(log).mean().value() - 1;
        double beyond = 0;
        for (float r : ratio.values()) {
            beyond += Math.abs(r - 1) > tuning.clip() ? 1.0 / rows.length : 0;
        }
        return new ActorLoss(
                gain.neg().sub(entropy.mul(tuning.entropy())), entropy.value(), divergence, beyond);
    }

    private Figures learnCritic(
            Group group, int[][] units, RandomGenerator order, double rate, boolean isCloning) {
        var figures = new Figures();
        int epochs = isCloning ? tuning.cloneEpochs() : tuning.epochs();
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (int[] rows : Minibatches.deal(units, tuning.minibatch(), order)) {
                try (var scope = new Scope()) {
                    Tensor said =
                            critic.forward(group.critic(), batch, rows, isCentral)
                                    .reshape(rows.length);
                    Tensor loss =
                            isCloning
                                    ? Cloning.criticLoss(said, batch, rows)
                                    : criticLoss(said, batch, rows, tuning);
                    double size = rate * tuning.criticRate();
                    step("critic", loss, group.criticAdam(), group.critic(), size);
                    figures.note("value_loss", loss.value());
                }
            }
        }
        return figures;
    }

    /**
     * The greater of Huber's losses (δ = 10) of V − G and of V_old + clip(V − V_old, ±ε) − G, all
     * in normalised units (MAPPO, appendix on value losses).
     */
    static Tensor criticLoss(Tensor said, Rollout batch, int[] rows, Tuning tuning) {
        Tensor before = Rollout.rowsOf(batch.value, rows);
        Tensor target = Rollout.rowsOf(batch.target, rows);
        Tensor clipped = said.sub(before).clamp(-tuning.clip(), tuning.clip()).add(before);
        return huber(said.sub(target)).max(huber(clipped.sub(target))).mean();
    }

    /** e² / 2 up to |e| = δ, then δ (|e| − δ / 2). */
    static Tensor huber(Tensor error) {
        Tensor size = error.abs();
        Tensor within = size.clamp(0, HUBER_DELTA);
        return within.mul(size.sub(within.mul(0.5)));
    }

    /** One step down a loss's gradient. */
    private void step(String what, Tensor loss, Adam adam, List<Tensor> moved, double size) {
        double norm = adam.step(loss.gradients(moved), size, tuning.gradientNorm());
        if (!Double.isFinite(norm)) {
            throw new DivergedException(
                    "iteration "
                            + iteration
                            + ": the norm of the "
                            + what
                            + "'s gradient is "
                            + norm);
        }
    }

    private Snapshot snapshot() {
        return Snapshot.of(groups, input, state, nodes, value);
    }

    @Override
    public Policy policy() {
        return PpoPolicy.read(checkpoint());
    }

    @Override
    public TensorFile weights() {
        return shared.copy();
    }

    @Override
    public void load(TensorFile weights) {
        shared.load(weights);
    }

    @Override
    public Map<String, PrivateState> privateState() {
        return PpoFile.privateState();
    }

    @Override
    public long agentSteps() {
        return agentSteps;
    }

    @Override
    public TensorFile checkpoint() {
        return PpoFile.write(this);
    }

    @Override
    public void close() {
        crew.close();
        groups.forEach(Group::close);
    }
}
