package org.evenflow.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every world must satisfy. Subclass it and say which worlds there are; laws that hold where a
 * world says more of itself are checked there.
 */
public abstract class WorldContract {
    private static final long SEED = 1;

    /** Worlds by what is special about them. */
    protected abstract Map<String, Kind> kinds();

    /**
     * Worlds of a kind.
     *
     * @param make makes a world, each equal to the others
     * @param least steps of the shortest episode
     * @param most steps of the longest
     * @param isRandom whether an episode depends on its seed
     * @param fork worlds with another future, where a world declares that nothing of it is seen
     */
    public record Kind(
            Supplier<World> make, int least, int most, boolean isRandom, @Nullable Fork fork) {
        /** Of episodes that depend on their seeds, all of one length. */
        public static Kind random(Supplier<World> make, int steps) {
            return new Kind(make, steps, steps, true, null);
        }

        /** Of episodes that are all alike. */
        public static Kind certain(Supplier<World> make, int steps) {
            return new Kind(make, steps, steps, false, null);
        }

        /** The same with another future. */
        public Kind with(Fork otherFuture) {
            return new Kind(make, least, most, isRandom, otherFuture);
        }
    }

    /**
     * Worlds that differ only in what happens later.
     *
     * @param make makes a world
     * @param until last moment that must still be the same; 0 is that of the reset
     */
    public record Fork(Supplier<World> make, int until) {}

    private static PlayedEpisode begun(World world, long seed) {
        return new PlayedEpisode(world, seed, new Frame(world.shape()), 0);
    }

    @Test
    void seedFixesEveryBitWhateverWasPlayedBefore() {
        kinds().forEach(
                        (name, kind) -> {
                            World world = kind.make().get();
                            List<Integer> fresh = PlayedEpisode.hashes(kind.make().get(), SEED);
                            assertThat(PlayedEpisode.hashes(world, SEED)).as(name).isEqualTo(fresh);
                            PlayedEpisode.hashes(world, SEED + 1);
                            assertThat(PlayedEpisode.hashes(world, SEED)).as(name).isEqualTo(fresh);
                            begun(world, SEED + 1).step();
                            assertThat(PlayedEpisode.hashes(world, SEED)).as(name).isEqualTo(fresh);
                        });
    }

    @Test
    void seedsTellEpisodesApartWhereThereIsChance() {
        kinds().forEach(
                        (name, kind) -> {
                            World world = kind.make().get();
                            boolean differs =
                                    !PlayedEpisode.hashes(world, SEED)
                                            .equals(PlayedEpisode.hashes(world, SEED + 1));
                            assertThat(differs).as(name).isEqualTo(kind.isRandom());
                        });
    }

    @Test
    void resetWritesAllThatTheShapeDeclares() {
        kinds().forEach(
                        (name, kind) -> {
                            World world = kind.make().get();
                            Frame frame = PlayedEpisode.used(world.shape());
                            var playing = new PlayedEpisode(world, SEED, frame, 0);
                            assertThat(frame.isOver).as(name).isFalse();
                            assertThat(frame.isTruncated).as(name).isFalse();
                            assertThat(frame.left).as(name).doesNotContain(true);
                            assertThat(frame.reward).as(name).containsOnly(0);
                            assertThat(playing.toEnd())
                                    .as(name)
                                    .isEqualTo(PlayedEpisode.hashes(kind.make().get(), SEED));
                        });
    }

    @Test
    void shapeIsOneAndItsGraphIsWhole() {
        kinds().forEach(
                        (name, kind) -> {
                            World world = kind.make().get();
                            PlayedEpisode.hashes(world, SEED);
                            assertThat(world.shape())
                                    .as(name)
                                    .usingRecursiveComparison()
                                    .isEqualTo(kind.make().get().shape());
                            WorldShape.Graph graph = world.shape().graph();
                            if (graph != null) {
                                isWhole(name, graph, world.shape().agents());
                            }
                        });
    }

    private static void isWhole(String name, WorldShape.Graph graph, int agents) {
        int edges = graph.weight().length;
        assertThat(graph.from()).as(name).hasSize(edges);
        assertThat(graph.to()).as(name).hasSize(edges);
        assertThat(graph.nodeOf()).as(name).hasSize(agents);
        for (int[] nodes : List.of(graph.from(), graph.to(), graph.nodeOf())) {
            assertThat(Arrays.stream(nodes)).as(name).allMatch(n -> n >= 0 && n < graph.nodes());
        }
        for (float weight : graph.weight()) {
            assertThat(weight).as(name).isPositive().isFinite();
        }
    }

    @Test
    void everyMomentIsLegal() {
        overMoments(
                (name, playing) -> {
                    Frame frame = playing.frame;
                    for (float[] shown : List.of(frame.observation, frame.state, frame.nodes)) {
                        for (float number : shown) {
                            assertThat(number).as(name).isFinite();
                        }
                    }
                    assertThat(frame.isOver || !frame.isTruncated).as(name).isTrue();
                    for (int agent = 0; agent < frame.present.length && !frame.isOver; agent++) {
                        isLegal(name + ", agent " + agent, playing.world.shape(), frame, agent);
                    }
                });
    }

    private static void isLegal(String as, WorldShape shape, Frame frame, int agent) {
        if (!frame.present[agent]) {
            for (int feature = 0; feature < shape.features(); feature++) {
                assertThat(frame.observation[agent * shape.features() + feature]).as(as).isZero();
            }
        } else if (shape.actions() instanceof WorldShape.Discrete(int levels)) {
            int from = agent * levels;
            boolean[] allowed = Arrays.copyOfRange(frame.allowed, from, from + levels);
            assertThat(allowed).as(as).contains(true);
        }
    }

    /** Shows all moments of an episode, that of the reset first. */
    private void overMoments(BiConsumer<String, PlayedEpisode> law) {
        kinds().forEach(
                        (name, kind) -> {
                            World world = kind.make().get();
                            var playing =
                                    new PlayedEpisode(
                                            world, SEED, PlayedEpisode.used(world.shape()), 0);
                            law.accept(name + ", reset", playing);
                            for (int step = 0; !playing.frame.isOver; step++) {
                                playing.step();
                                law.accept(name + ", step " + step, playing);
                            }
                        });
    }

    @Test
    void onlyThoseWhoActedArePaidOrLeave() {
        var acted = new boolean[1][];
        overMoments(
                (name, playing) -> {
                    Frame frame = playing.frame;
                    for (int agent = 0; agent < frame.present.length; agent++) {
                        assertThat(frame.reward[agent]).as(name).isFinite();
                        if (name.endsWith("reset") || !acted[0][agent]) {
                            assertThat(frame.reward[agent]).as(name).isZero();
                            assertThat(frame.left[agent]).as(name).isFalse();
                        }
                    }
                    acted[0] = frame.present.clone();
                });
    }

    @Test
    void actionsOfAbsentAgentsAreNotRead() {
        kinds().forEach(
                        (name, kind) -> {
                            World world = kind.make().get();
                            var frame = new Frame(world.shape());
                            var playing = new PlayedEpisode(world, SEED, frame, Float.NaN);
                            assertThat(playing.toEnd())
                                    .as(name)
                                    .isEqualTo(PlayedEpisode.hashes(kind.make().get(), SEED));
                        });
    }

    @Test
    void worldsSideBySideAreAsIfAlone() {
        kinds().forEach(
                        (name, kind) -> {
                            var side = new ArrayList<PlayedEpisode>();
                            for (int seed = 0; seed < 3; seed++) {
                                World world = kind.make().get();
                                side.add(begun(world, seed));
                            }
                            while (side.stream().anyMatch(each -> !each.frame.isOver)) {
                                side.stream()
                                        .filter(p -> !p.frame.isOver)
                                        .forEach(PlayedEpisode::step);
                            }
                            for (int seed = 0; seed < 3; seed++) {
                                assertThat(side.get(seed).hashes)
                                        .as(name)
                                        .isEqualTo(PlayedEpisode.hashes(kind.make().get(), seed));
                            }
                        });
    }

    @Test
    void threadsChangeNoBit() throws Exception {
        for (var entry : kinds().entrySet()) {
            Supplier<World> make = entry.getValue().make();
            var tasks = new ArrayList<Callable<List<Integer>>>();
            for (long seed = 0; seed < 4; seed++) {
                long one = seed;
                tasks.add(() -> PlayedEpisode.hashes(make.get(), one));
            }
            try (var two = Executors.newFixedThreadPool(2)) {
                var together = two.invokeAll(tasks);
                for (int seed = 0; seed < tasks.size(); seed++) {
                    assertThat(together.get(seed).get())
                            .as(entry.getKey())
                            .isEqualTo(tasks.get(seed).call());
                }
            }
        }
    }

    @Test
    void episodeEndsWhenTheWorldSays() {
        kinds().forEach(
                        (name, kind) -> {
                            for (long seed = 0; seed < 5; seed++) {
                                World world = kind.make().get();
                                var playing = begun(world, seed);
                                int steps = 0;
                                while (!playing.frame.isOver && steps <= kind.most()) {
                                    playing.step();
                                    steps++;
                                }
                                assertThat(steps).as(name).isBetween(kind.least(), kind.most());
                            }
                        });
    }

    @Test
    void futureShowsInNothingThatComesBefore() {
        kinds().forEach(
                        (name, kind) -> {
                            Fork fork = kind.fork();
                            if (fork != null) {
                                List<Integer> one = PlayedEpisode.hashes(kind.make().get(), SEED);
                                List<Integer> other = PlayedEpisode.hashes(fork.make().get(), SEED);
                                int until = fork.until() + 1;
                                assertThat(other.subList(0, until))
                                        .as(name)
                                        .isEqualTo(one.subList(0, until));
                                assertThat(other).as(name).isNotEqualTo(one);
                            }
                        });
    }

    @Test
    void teacherDoesWhatIsAllowedOrIsNotThere() {
        overMoments(
                (name, playing) -> {
                    if (!playing.frame.isOver && hasTaught(playing)) {
                        for (int at = 0; at < playing.actions.length; at++) {
                            isAllowed(name, playing, at);
                        }
                    }
                });
    }

    private static boolean hasTaught(PlayedEpisode playing) {
        try {
            playing.world.teach(playing.actions);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static void isAllowed(String name, PlayedEpisode playing, int at) {
        float taught = playing.actions[at];
        WorldShape.Actions kind = playing.world.shape().actions();
        if (playing.frame.present[at / kind.parts()]) {
            switch (kind) {
                case WorldShape.Continuous _ -> assertThat(taught).as(name).isBetween(-1f, 1f);
                case WorldShape.Discrete(int levels) -> {
                    assertThat((double) taught).as(name).isEqualTo(Math.rint(taught));
                    assertThat(playing.frame.allowed[at * levels + (int) taught]).as(name).isTrue();
                }
            }
        }
    }
}
