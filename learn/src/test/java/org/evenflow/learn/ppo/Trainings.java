package org.evenflow.learn.ppo;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.evenflow.control.Settings;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Policy;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.Trainer;
import org.evenflow.learn.TrainerProvider;
import org.evenflow.learn.World;
import org.junit.jupiter.params.provider.Arguments;

/** Trainings of PPO for tests. */
final class Trainings {
    private static final PpoProvider PROVIDER = new PpoProvider();

    /** A small training that ends soon. */
    static final Map<String, Double> SMALL =
            Map.of(
                    "envs", 3.0,
                    "steps_per_iteration", 200.0,
                    "minibatch", 64.0,
                    "hidden", 16.0,
                    "total_steps", 5000.0);

    private Trainings() {}

    /** Algorithms, worlds and settings that differ in what they go through. */
    static Stream<Arguments> kinds() {
        Supplier<World> continuous = () -> Relay.continuous(4);
        Supplier<World> twoParts = () -> Relay.ofTwoParts(4);
        Supplier<World> discrete = () -> Relay.discrete(4);
        Supplier<World> ring = () -> Relay.ringOf(5);
        return Stream.of(
                Arguments.of("ppo", continuous, SMALL),
                Arguments.of("ppo", twoParts, SMALL),
                Arguments.of("ppo", continuous, with("clone_own", 0.6)),
                Arguments.of("graph_ppo", ring, with("clone_own", 1)),
                Arguments.of("ppo", discrete, SMALL),
                Arguments.of("mappo", continuous, SMALL),
                Arguments.of("mappo", discrete, with("shared", 0)),
                Arguments.of("graph_ppo", ring, with("embedding", 8)));
    }

    /** Those in which all agents share parameters. */
    static Stream<Arguments> sharedKinds() {
        return kinds().filter(
                        kind ->
                                kind.get()[2] instanceof Map<?, ?> tuned
                                        && !tuned.containsKey("shared"));
    }

    /** The small training but for one setting. */
    static Map<String, Double> with(String name, double value) {
        var settings = new HashMap<>(SMALL);
        settings.put(name, value);
        return settings;
    }

    /** The checkpoint of seed 7 after some iterations. */
    static TensorFile trained(
            String id,
            Supplier<World> worlds,
            int threads,
            Map<String, Double> settings,
            int iterations) {
        try (Trainer trainer = begin(id, worlds, 7, threads, settings)) {
            for (int i = 0; i < iterations; i++) {
                trainer.iterate();
            }
            return trainer.checkpoint();
        }
    }

    /** A clock that stands still. */
    static TrainerProvider.Task task(Supplier<World> worlds, long seed, int threads) {
        return new TrainerProvider.Task(worlds, seed, threads, () -> 0, null);
    }

    /** Likewise, with a teacher for so many episodes. */
    static TrainerProvider.Task taught(
            Supplier<World> worlds, long seed, int threads, long episodes) {
        return new TrainerProvider.Task(worlds, seed, threads, () -> 0, null, episodes);
    }

    /** At its beginning, with settings that differ from the usual ones. */
    static Trainer begin(
            String id, Supplier<World> worlds, long seed, int threads, Map<String, Double> given) {
        return PROVIDER.begin(id, task(worlds, seed, threads), settings(id, given));
    }

    /** Settings that differ from the usual ones. */
    static Settings settings(String id, Map<String, Double> given) {
        return Settings.of(id, PROVIDER.settings(id), given);
    }

    /** Mean over episodes, of seeds that no training uses, of all rewards. */
    static double meanReturn(Policy policy, World world, int episodes) {
        var frame = new Frame(world.shape());
        var actions = new float[world.shape().agents() * world.shape().actions().parts()];
        double sum = 0;
        for (int episode = 0; episode < episodes; episode++) {
            world.reset(1_000_000 + episode, frame);
            while (!frame.isOver) {
                policy.act(frame, actions);
                world.step(actions, frame);
                for (float reward : frame.reward) {
                    sum += reward;
                }
            }
        }
        return sum / episodes;
    }
}
