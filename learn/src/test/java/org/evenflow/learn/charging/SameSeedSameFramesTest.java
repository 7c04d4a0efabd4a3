package org.evenflow.learn.charging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.evenflow.data.scenario.ScenarioReader;
import org.evenflow.learn.Frame;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

class SameSeedSameFramesTest {
    private static final Scenario SCENARIO = ScenarioReader.builtIn("quickstart");

    @Test
    void oneAndTwoThreadsSeeTheSameBits() throws Exception {
        List<Callable<Integer>> tasks =
                LongStream.range(0, 6).<Callable<Integer>>mapToObj(s -> () -> hash(s)).toList();
        int[] alone = new int[tasks.size()];
        for (int i = 0; i < alone.length; i++) {
            alone[i] = tasks.get(i).call();
        }
        try (var two = Executors.newFixedThreadPool(2)) {
            var together = two.invokeAll(tasks);
            for (int i = 0; i < alone.length; i++) {
                assertThat(together.get(i).get()).as("seed " + i).isEqualTo(alone[i]);
            }
        }
        assertThat(Arrays.stream(alone).distinct().count()).isEqualTo(alone.length);
    }

    @Test
    void worldThatWasPlayedBeforeShowsTheSameBits() {
        var world = world();
        var frame = new Frame(world.shape());
        play(world, 1, frame);
        assertThat(play(world, 2, frame)).isEqualTo(hash(2));
    }

    @Test
    void energyIsBalancedWhateverAgentsDo() {
        var world = world();
        play(world, 4, new Frame(world.shape()));
        // The bound that all runs of the simulator keep.
        assertThat(world.totals().energyBalanceRelativeError()).isCloseTo(0, within(1e-9));
    }

    @Test
    void stepAllocatesNothingPerAgent() {
        var world = world();
        var frame = new Frame(world.shape());
        for (long seed = 0; seed < 4; seed++) {
            play(world, seed, frame);
        }
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        world.reset(5, frame);
        float[] actions = new float[world.shape().agents()];
        long before = threads.getCurrentThreadAllocatedBytes();
        int steps = 0;
        while (!frame.isOver) {
            world.step(actions, frame);
            steps++;
        }
        long perStep = (threads.getCurrentThreadAllocatedBytes() - before) / steps;
        // Departures are handed out as records of about 150 bytes, in both runs; 60 agents' worth
        // of features alone would be 12 kB.
        assertThat(perStep).isLessThan(6_000);
    }

    private static ChargingWorld world() {
        return new ChargingWorld(
                SCENARIO, WorldDesign.USUAL, Reward.money(0.99), SeedSplit.Part.TRAINING);
    }

    private static int hash(long seed) {
        var world = world();
        return play(world, seed, new Frame(world.shape()));
    }

    /** Plays an episode with actions drawn from a stream and mixes all that was seen. */
    private static int play(ChargingWorld world, long seed, Frame frame) {
        var random = new RandomStream("actions", seed);
        float[] actions = new float[world.shape().agents()];
        world.reset(seed, frame);
        int hash = 0;
        while (!frame.isOver) {
            for (int agent = 0; agent < actions.length; agent++) {
                actions[agent] = 2 * random.nextFloat() - 1;
            }
            hash = 31 * hash + Arrays.hashCode(frame.observation);
            hash = 31 * hash + Arrays.hashCode(frame.state);
            hash = 31 * hash + Arrays.hashCode(frame.nodes);
            world.step(actions, frame);
            hash = 31 * hash + Arrays.hashCode(frame.reward);
            hash = 31 * hash + Arrays.hashCode(frame.left);
        }
        return hash;
    }
}
