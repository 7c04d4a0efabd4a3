package org.evenflow.learn.ppo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.evenflow.learn.ppo.Trainings.SMALL;
import static org.evenflow.learn.ppo.Trainings.trained;
import static org.evenflow.learn.ppo.Trainings.with;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.evenflow.learn.DivergedException;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Normaliser;
import org.evenflow.learn.Policies;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.Trainer;
import org.evenflow.learn.TrainerProvider;
import org.evenflow.learn.World;
import org.evenflow.learn.WorldShape;
import org.evenflow.model.InputException;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PpoTest {
    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("org.evenflow.learn.ppo.Trainings#kinds")
    void threadsChangeNoBit(String id, Supplier<World> worlds, Map<String, Double> settings) {
        byte[] one = trained(id, worlds, 1, settings, 3).toBytes();
        assertThat(trained(id, worlds, 2, settings, 3).toBytes()).isEqualTo(one);
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("org.evenflow.learn.ppo.Trainings#kinds")
    void resumedTrainingGoesOnBitByBit(
            String id, Supplier<World> worlds, Map<String, Double> settings) {
        TensorFile kept =
                TensorFile.of(trained(id, worlds, 1, settings, 2).toBytes(), "checkpoint");
        try (Trainer resumed =
                new PpoProvider()
                        .resume(
                                kept,
                                Trainings.task(worlds, 7, 1),
                                Trainings.settings(id, settings))) {
            resumed.iterate();
            assertThat(resumed.checkpoint().toBytes())
                    .isEqualTo(trained(id, worlds, 1, settings, 3).toBytes());
        }
    }

    @Test
    void advantagesAreThoseOfHandCalculation() {
        // γ = 0.5, λ = 0.5, V: a: 1, 2; b: 3, cut at 4; values as they are.
        var played = new Rollout(new WorldShape(2, 1, 0, new WorldShape.Continuous(1), null));
        played.reserve(3, 2);
        played.rows = 3;
        System.arraycopy(new float[] {1, 3, 2}, 0, played.value, 0, 3);
        System.arraycopy(new float[] {10, 20, 30}, 0, played.reward, 0, 3);
        System.arraycopy(new int[] {2, -1, -1}, 0, played.next, 0, 3);
        played.cutValue[1] = 4;
        Ppo.advantages(played, new Normaliser(1), 0.5, 0.5);
        // Last of a: 30 - 2 = 28. First: 10 + 0.5·2 - 1 + 0.25·28 = 17. b: 20 + 0.5·4 - 3 = 19.
        assertThat(played.advantage).startsWith(17, 19, 28);
        assertThat(played.target).startsWith(18, 22, 30);
    }

    @Test
    void valuesFollowOnlyCutsAndAgentsThatStay() {
        // One agent of two leaves after the second step; time cuts after the third.
        var world = new Script();
        var settings = Map.of("envs", 1.0, "steps_per_iteration", 1.0, "hidden", 4.0);
        try (var ppo = (Ppo) Trainings.begin("ppo", () -> world, 1, 1, settings)) {
            var player = new Player(world);
            player.ready(1, new RandomStream("seeds", 1), new RandomStream("chance", 1), false);
            new Scene(world.shape(), ppo.actor, ppo.critic, false, snapshot(ppo))
                    .play(new ArrayDeque<>(List.of(player)), 1, snapshot(ppo), 1);
            Rollout played = player.rollout();
            // Rows: a0 b0 a1 b1 a2 c2, where c stands in b's place.
            assertThat(played.rows).isEqualTo(6);
            assertThat(Arrays.copyOf(played.next, 6)).containsExactly(2, 3, 4, -1, -1, -1);
            assertThat(played.cutValue[3]).isZero();
            assertThat(played.cutValue[4]).isNotZero();
            assertThat(played.cutValue[5]).isNotZero();
            assertThat(Arrays.copyOf(played.reward, 6)).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @Test
    void rewardThatIsNotANumberStopsWithWhereItCameFrom() {
        var world = new Script();
        world.bad = true;
        try (Trainer trainer = Trainings.begin("ppo", () -> world, 1, 2, Map.of("envs", 2.0))) {
            assertThatThrownBy(trainer::iterate)
                    .isInstanceOf(DivergedException.class)
                    .hasMessageStartingWith("iteration 1: the world's reward of agent 0 is NaN");
        }
    }

    @Test
    void weightThatIsNotANumberStopsBeforeItSpreads() {
        try (var ppo = (Ppo) Trainings.begin("ppo", () -> Relay.continuous(2), 1, 1, SMALL)) {
            ppo.iterate();
            ppo.groups.getFirst().critic().get(1).write(new float[16]);
            float[] bad = new float[16];
            bad[3] = Float.NaN;
            ppo.groups.getFirst().critic().get(1).write(bad);
            assertThatThrownBy(ppo::iterate)
                    .isInstanceOf(DivergedException.class)
                    .hasMessageStartingWith("iteration 2: the norm of the ")
                    .hasMessageEndingWith("'s gradient is NaN");
        }
    }

    @Test
    void checkpointsOfAnotherKindAreRefusedWithBothValues() {
        Supplier<World> worlds = () -> Relay.continuous(4);
        TensorFile kept = trained("ppo", worlds, 1, SMALL, 1);
        refuse(
                kept,
                () -> Relay.discrete(4),
                7,
                SMALL,
                "actions must be discrete 3, is continuous 1");
        refuse(kept, worlds, 8, SMALL, "seed must be 8, is 7");
        refuse(kept, worlds, 7, with("shared", 0), "groups of agents must be 4, is 1");
        refuse(kept, worlds, 7, with("hidden", 8), "'actor.0' must be of shape [2, 8], is [2, 16]");
        refuse(kept, Script::new, 7, SMALL, "length of the central state must be 0, is 3");
        kept.metadata().put(Policies.VERSION, "0");
        refuse(kept, worlds, 7, SMALL, "version must be 1, is 0");
        kept.metadata().put(Policies.ALGORITHM, "maddpg");
        refuse(
                kept,
                worlds,
                7,
                SMALL,
                "evenflow.algorithm must be one of ppo, mappo, graph_ppo, is maddpg");
    }

    @Test
    void graphIsNeededWhereAgentsLookAtIt() {
        assertThatThrownBy(
                        () -> Trainings.begin("graph_ppo", () -> Relay.continuous(2), 1, 1, SMALL))
                .isInstanceOf(InputException.class)
                .hasMessage("algorithm graph_ppo: the world shows no grid");
    }

    @Test
    void warmStartBeginsWithTheOtherPolicy() {
        Supplier<World> worlds = () -> Relay.continuous(4);
        TensorFile file = trained("ppo", worlds, 1, SMALL, 3);
        var task = Trainings.task(worlds, 9, 1);
        var warm = new TrainerProvider.Task(task.worlds(), 9, 1, task.nanoClock(), file);
        try (Trainer trainer =
                new PpoProvider().begin("mappo", warm, Trainings.settings("mappo", SMALL))) {
            World world = worlds.get();
            assertThat(Trainings.meanReturn(trainer.policy(), world, 5))
                    .isCloseTo(
                            Trainings.meanReturn(new Policies().read(file), world, 5), within(0.0));
        }
    }

    private static void refuse(
            TensorFile kept,
            Supplier<World> worlds,
            long seed,
            Map<String, Double> settings,
            String message) {
        assertThatThrownBy(
                        () ->
                                new PpoProvider()
                                        .resume(
                                                kept,
                                                Trainings.task(worlds, seed, 1),
                                                Trainings.settings("ppo", settings)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    private static Snapshot snapshot(Ppo ppo) {
        return Snapshot.of(ppo.groups, ppo.input, ppo.state, ppo.nodes, ppo.value);
    }

    /** Two places, three steps; whoever is in the second place leaves after two of them. */
    static final class Script implements World {
        private boolean bad;
        private int step;

        @Override
        public WorldShape shape() {
            return new WorldShape(2, 2, 0, new WorldShape.Continuous(1), null);
        }

        @Override
        public void reset(long seed, Frame frame) {
            step = 0;
            frame.isOver = false;
            frame.isTruncated = false;
            Arrays.fill(frame.left, false);
            Arrays.fill(frame.reward, 0);
            show(frame);
        }

        @Override
        public void step(float[] actions, Frame frame) {
            frame.reward[0] = bad ? Float.NaN : 2 * step + 1;
            frame.reward[1] = 2 * step + 2;
            step++;
            frame.left[1] = step == 2;
            frame.isOver = step == 3;
            frame.isTruncated = frame.isOver;
            show(frame);
        }

        private void show(Frame frame) {
            Arrays.fill(frame.present, true);
            for (int i = 0; i < 4; i++) {
                frame.observation[i] = 1 + step + i;
            }
        }
    }
}
