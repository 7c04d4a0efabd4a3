package org.evenflow.learn.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.evenflow.learn.ppo.Trainings.SMALL;
import static org.evenflow.learn.ppo.Trainings.settings;
import static org.evenflow.learn.ppo.Trainings.taught;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.evenflow.learn.CartPole;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Normaliser;
import org.evenflow.learn.Policy;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.Trainer;
import org.evenflow.learn.World;
import org.evenflow.learn.WorldShape;
import org.evenflow.numeric.RandomStream;
import org.evenflow.tensor.Scope;
import org.evenflow.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CloningTest {
    /** An iteration plays 6 to 10 episodes: the teacher plays the first two iterations. */
    private static final long EPISODES = 11;

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("org.evenflow.learn.ppo.Trainings#kinds")
    void threadsChangeNoBit(String id, Supplier<World> worlds, Map<String, Double> given) {
        byte[] one = cloned(id, worlds, 1, given, 3).toBytes();
        assertThat(cloned(id, worlds, 2, given, 3).toBytes()).isEqualTo(one);
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("org.evenflow.learn.ppo.Trainings#kinds")
    void trainingResumedWithinOrAfterThePhaseGoesOnBitByBit(
            String id, Supplier<World> worlds, Map<String, Double> given) {
        byte[] whole = cloned(id, worlds, 1, given, 4).toBytes();
        for (int stop = 1; stop < 4; stop++) {
            TensorFile kept =
                    TensorFile.of(cloned(id, worlds, 1, given, stop).toBytes(), "checkpoint");
            try (Trainer resumed =
                    new PpoProvider()
                            .resume(kept, taught(worlds, 7, 1, EPISODES), settings(id, given))) {
                for (int i = stop; i < 4; i++) {
                    resumed.iterate();
                }
                assertThat(resumed.checkpoint().toBytes()).as("from %d", stop).isEqualTo(whole);
            }
        }
    }

    @Test
    void teacherPlaysWholeIterationsAndThenNoMore() {
        try (Trainer trainer = begin("ppo", () -> Relay.continuous(4), SMALL, EPISODES)) {
            var first = trainer.iterate();
            assertThat(first.episodes()).isLessThan((int) EPISODES);
            // The teacher does what is wished: each action earns 1.
            assertThat(first.meanReturn() * first.episodes())
                    .isCloseTo(first.agentSteps(), within(1e-3)); // sums of single precision
            assertThat(first.figures())
                    .containsOnlyKeys("cloning_loss", "value_loss", "learning_rate");
            assertThat(trainer.iterate().figures()).containsKey("cloning_loss");
            assertThat(trainer.iterate().figures())
                    .containsKey("policy_loss")
                    .doesNotContainKey("cloning_loss");
        }
    }

    /** 3 worlds, 0.6 of them the policy's: the teacher plays all at first, then the first alone. */
    @Test
    void laterThePolicyLeadsInTheLastWorlds() {
        var tuning = Tuning.of(settings("ppo", Trainings.with("clone_own", 0.6)));
        for (int env = 0; env < 3; env++) {
            assertThat(Cloning.isTeachers(env, 1, tuning)).isTrue();
            assertThat(Cloning.isTeachers(env, 2, tuning)).isEqualTo(env < 1);
            assertThat(Cloning.isTeachers(env, 2, Tuning.of(settings("ppo", SMALL)))).isTrue();
        }
    }

    /** What the policy does reaches the world, what the teacher would have done is learned. */
    @Test
    void whereThePolicyLeadsTheTeachersActionsAreLearned() {
        var world = new Heard(Relay.continuous(2));
        var given = Trainings.with("envs", 1);
        try (var ppo = (Ppo) Trainings.begin("ppo", () -> Relay.continuous(2), 1, 1, given)) {
            ppo.iterate(); // normalisers have seen something
            var now = Snapshot.of(ppo.groups, ppo.input, ppo.state, ppo.nodes, ppo.value);
            for (boolean leads : List.of(false, true)) {
                world.said.clear();
                world.done.clear();
                var player = new Player(world);
                player.ready(
                        20,
                        new RandomStream("seeds", 1),
                        leads ? new RandomStream("chance", 1) : null,
                        true);
                new Scene(world.shape(), ppo.actor, ppo.critic, false, now)
                        .play(new ArrayDeque<>(List.of(player)), 1, now, 1);
                Rollout played = player.rollout();
                for (int row = 0; row < played.rows; row++) {
                    int moment = played.moment[row];
                    int agent = played.agent[row];
                    assertThat(played.raw[row]).isEqualTo(world.said.get(moment)[agent]);
                    if (leads) {
                        assertThat(world.done.get(moment)[agent]).isNotEqualTo(played.raw[row]);
                    } else {
                        assertThat(world.done.get(moment)[agent]).isEqualTo(played.raw[row]);
                    }
                }
            }
        }
    }

    @Test
    void stepsOfImitationAreOfItsOwn() {
        try (Trainer trainer =
                begin("ppo", () -> Relay.continuous(4), Trainings.with("clone_steps", 600), 11)) {
            assertThat(trainer.iterate().agentSteps()).isGreaterThanOrEqualTo(600);
            long cloned = trainer.agentSteps();
            trainer.iterate();
            assertThat(trainer.agentSteps() - cloned).isBetween(200L, 400L);
        }
    }

    /** Writes down what the teacher says and what is done. */
    private static final class Heard implements World {
        private final World world;
        private final List<float[]> said = new ArrayList<>();
        private final List<float[]> done = new ArrayList<>();

        Heard(World world) {
            this.world = world;
        }

        @Override
        public WorldShape shape() {
            return world.shape();
        }

        @Override
        public void reset(long seed, Frame frame) {
            world.reset(seed, frame);
        }

        @Override
        public void step(float[] actions, Frame frame) {
            done.add(actions.clone());
            world.step(actions, frame);
        }

        @Override
        public void teach(float[] actions) {
            world.teach(actions);
            said.add(actions.clone());
        }
    }

    @Test
    void agentsThatShareOneNetworkDoAsTheTeacher() {
        var loss = new double[2];
        double meanReturn = afterCloning("ppo", () -> Relay.continuous(4), loss);
        // An untrained agent stands still, so errs by a variance of (2 · 0.8)² / 12 = 0.21.
        assertThat(loss[0]).isGreaterThan(0.02);
        assertThat(loss[1]).isLessThan(1e-3);
        assertThat(meanReturn).isCloseTo(1, within(2e-3));
    }

    @Test
    void agentsOnTheGridDoAsTheTeacher() {
        var loss = new double[2];
        assertThat(afterCloning("graph_ppo", () -> Relay.ringOf(5), loss))
                .isCloseTo(1, within(2e-3));
    }

    @Test
    void levelsAreThoseOfTheTeacher() {
        var loss = new double[2];
        afterCloning("ppo", () -> Relay.discrete(4), loss);
        assertThat(loss[0]).isGreaterThan(0.1);
        assertThat(loss[1]).isLessThan(0.1);
    }

    /** A rule that pushes to where the pole falls keeps it up for long. */
    @Test
    void cartPoleIsKeptUpAsByTheTeacher() {
        var given = new HashMap<>(SMALL);
        given.put("steps_per_iteration", 1500.0);
        given.put("learning_rate", 3e-3);
        given.put("total_steps", 0.0);
        try (Trainer trainer = begin("ppo", Taught::new, given, 1_000_000)) {
            for (int i = 0; i < 10; i++) {
                trainer.iterate();
            }
            World world = new CartPole();
            double rule = Trainings.meanReturn(new Rule(), world, 10);
            assertThat(Trainings.meanReturn(trainer.policy(), world, 10)).isGreaterThan(0.9 * rule);
            assertThat(rule).isGreaterThan(150);
        }
    }

    @Test
    void distancesAreThoseOfHandCalculation() {
        var batch = new Rollout(new WorldShape(1, 1, 0, new WorldShape.Discrete(3), null));
        batch.reserve(1, 1);
        batch.rows = 1;
        batch.raw[0] = 1;
        System.arraycopy(new boolean[] {true, true, false}, 0, batch.allowed, 0, 3);
        try (var scope = new Scope()) {
            // tanh 0 = 0 against -1, tanh(atanh 0.5) = 0.5 against 0.5: (1 + 0) / 2.
            Tensor out = Tensor.of(new float[] {0, 0.54930615f}, 2, 1);
            assertThat(new Choice.Gaussian(1).distance(out, new float[] {-1, 0.5f}).value())
                    .isCloseTo(0.5, within(1e-6));
            // Two of three equal levels are allowed: ln 2.
            Tensor equal = Tensor.of(new float[] {4, 4, 4}, 1, 3);
            assertThat(
                            Cloning.actorLoss(
                                            new Choice.Categorical(3), equal, batch, new int[] {0})
                                    .value())
                    .isCloseTo(Math.log(2), within(1e-6));
        }
    }

    @Test
    void criticLearnsPlainDiscountedReturns() {
        // γ = 0.5, rewards 10, 20, 40, then cut where 8 follows, whatever the critic said.
        var played = new Rollout(new WorldShape(1, 1, 0, new WorldShape.Continuous(1), null));
        played.reserve(3, 3);
        played.rows = 3;
        System.arraycopy(new float[] {7, -5, 3}, 0, played.value, 0, 3);
        System.arraycopy(new float[] {10, 20, 40}, 0, played.reward, 0, 3);
        System.arraycopy(new int[] {1, 2, -1}, 0, played.next, 0, 3);
        played.cutValue[2] = 8;
        Ppo.advantages(played, new Normaliser(1), 0.5, Cloning.LAMBDA);
        assertThat(played.target).startsWith(10 + 0.5f * 42, 20 + 0.5f * 44, 44);
    }

    @Test
    void worldWithoutTeacherCannotBeImitated() {
        try (Trainer trainer = begin("ppo", CartPole::new, SMALL, 1)) {
            assertThatThrownBy(trainer::iterate)
                    .hasStackTraceContaining("this world has no teacher");
        }
    }

    /** Reward per action of the policy after 12 iterations, all of them the teacher's. */
    private static double afterCloning(String id, Supplier<World> worlds, double[] loss) {
        var given = new HashMap<>(SMALL);
        given.put("learning_rate", 3e-3);
        given.put("total_steps", 0.0);
        try (Trainer trainer = begin(id, worlds, given, 1_000_000)) {
            for (int i = 0; i < 12; i++) {
                double now = trainer.iterate().figures().getOrDefault("cloning_loss", Double.NaN);
                loss[i == 0 ? 0 : 1] = now;
            }
            return rewardPerAction(trainer.policy(), worlds.get());
        }
    }

    private static double rewardPerAction(Policy policy, World world) {
        var frame = new Frame(world.shape());
        var actions = new float[world.shape().agents()];
        double sum = 0;
        int count = 0;
        for (int episode = 0; episode < 20; episode++) {
            world.reset(1_000_000 + episode, frame);
            while (!frame.isOver) {
                policy.act(frame, actions);
                for (boolean isHere : frame.present) {
                    count += isHere ? 1 : 0;
                }
                world.step(actions, frame);
                for (float reward : frame.reward) {
                    sum += reward;
                }
            }
        }
        return sum / count;
    }

    private static Trainer begin(
            String id, Supplier<World> worlds, Map<String, Double> given, long episodes) {
        return new PpoProvider().begin(id, taught(worlds, 7, 1, episodes), settings(id, given));
    }

    private static TensorFile cloned(
            String id,
            Supplier<World> worlds,
            int threads,
            Map<String, Double> given,
            int iterations) {
        try (Trainer trainer =
                new PpoProvider()
                        .begin(id, taught(worlds, 7, threads, EPISODES), settings(id, given))) {
            for (int i = 0; i < iterations; i++) {
                trainer.iterate();
            }
            return trainer.checkpoint();
        }
    }

    /** Pushes to where the pole falls. */
    private record Rule() implements Policy {
        @Override
        public void act(Frame frame, float[] actions) {
            actions[0] = frame.observation[2] + frame.observation[3] > 0 ? 1 : 0;
        }

        @Override
        public TensorFile toFile() {
            return new TensorFile();
        }
    }

    /** A cart whose teacher follows the rule. */
    static final class Taught implements World {
        private final World cart = new CartPole();
        private final Frame seen = new Frame(cart.shape());

        @Override
        public WorldShape shape() {
            return cart.shape();
        }

        @Override
        public void reset(long seed, Frame frame) {
            cart.reset(seed, frame);
            look(frame);
        }

        @Override
        public void step(float[] actions, Frame frame) {
            cart.step(actions, frame);
            look(frame);
        }

        private void look(Frame frame) {
            System.arraycopy(frame.observation, 0, seen.observation, 0, seen.observation.length);
        }

        @Override
        public void teach(float[] actions) {
            new Rule().act(seen, actions);
        }
    }
}
