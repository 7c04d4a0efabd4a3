package org.evenflow.learn.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.evenflow.learn.World;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Worlds side by side: what is played does not depend on how many of them there are. */
final class SceneTest {
    private static final int WORLDS = 7;

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("org.evenflow.learn.ppo.Trainings#kinds")
    void neighboursChangeNoBit(String id, Supplier<World> worlds, Map<String, Double> settings) {
        List<Rollout> alone = played(id, worlds, settings, 1, false);
        for (int fair : new int[] {2, WORLDS}) {
            assertSame(played(id, worlds, settings, fair, false), alone);
        }
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("org.evenflow.learn.ppo.Trainings#kinds")
    void teachersToo(String id, Supplier<World> worlds, Map<String, Double> settings) {
        assertSame(played(id, worlds, settings, 3, true), played(id, worlds, settings, 1, true));
    }

    private static void assertSame(List<Rollout> together, List<Rollout> alone) {
        for (int world = 0; world < WORLDS; world++) {
            Rollout one = alone.get(world);
            Rollout other = together.get(world);
            // World by world another share: some end long before others.
            assertThat(one.rows).isGreaterThanOrEqualTo(10 * (world + 1));
            assertThat(other.rows).isEqualTo(one.rows);
            assertThat(other.episodes).isEqualTo(one.episodes);
            assertThat(other.returns).isEqualTo(one.returns);
            assertThat(other.seenInput.mean(0)).isEqualTo(one.seenInput.mean(0));
            assertSame(other.input, one.input, one.rows * one.features);
            assertSame(other.raw, one.raw, one.rows * one.parts);
            assertSame(other.value, one.value, one.rows);
            assertSame(other.cutValue, one.cutValue, one.rows);
            assertSame(other.logLikelihood, one.logLikelihood, one.rows);
            assertSame(other.reward, one.reward, one.rows);
        }
    }

    private static void assertSame(float[] other, float[] one, int numbers) {
        assertThat(Arrays.copyOf(other, numbers)).containsExactly(Arrays.copyOf(one, numbers));
    }

    private static List<Rollout> played(
            String id,
            Supplier<World> worlds,
            Map<String, Double> settings,
            int fair,
            boolean taught) {
        var players = new ArrayList<Player>();
        for (int world = 0; world < WORLDS; world++) {
            var player = new Player(worlds.get());
            player.ready(
                    10 * (world + 1),
                    new RandomStream("seeds", world),
                    taught ? null : new RandomStream("chance", world),
                    taught);
            players.add(player);
        }
        try (var ppo = (Ppo) Trainings.begin(id, worlds, 5, 1, settings)) {
            ppo.iterate(); // normalisers have seen something
            var now = Snapshot.of(ppo.groups, ppo.input, ppo.state, ppo.nodes, ppo.value);
            new Scene(ppo.shape, ppo.actor, ppo.critic, id.equals("mappo"), now)
                    .play(new ArrayDeque<>(players), fair, now, 1);
        }
        return players.stream().map(Player::rollout).toList();
    }
}
