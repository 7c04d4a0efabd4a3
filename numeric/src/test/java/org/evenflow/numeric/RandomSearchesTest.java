package org.evenflow.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Particle swarm and genetic algorithm. */
class RandomSearchesTest {
    private static final ParticleSwarm SWARM = new ParticleSwarm(50, 0.7, 1.5, 1.5);
    private static final GeneticSearch GENETIC = new GeneticSearch(50, 0.8, 0.05);

    /** Least 0 at 0.3 in every direction. */
    private static double bowl(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += (value - 0.3) * (value - 0.3);
        }
        return sum;
    }

    @Test
    void bothComeNearTheBottomOfABowl() {
        double[] best = new double[6];
        double swarm = SWARM.minimise(RandomSearchesTest::bowl, best, 5000, stream(1));
        // 100 rounds of a swarm that contracts by about a tenth each.
        assertThat(swarm).isLessThan(1e-6);
        assertThat(best[0]).isCloseTo(0.3, within(1e-3));
        double genetic = GENETIC.minimise(RandomSearchesTest::bowl, best, 5000, stream(1));
        assertThat(genetic).isLessThan(1e-2).isEqualTo(bowl(best));
    }

    @Test
    void bothFindABestPlaceOnTheWall() {
        ToDoubleFunction<double[]> slope = x -> x[0] - x[1];
        double[] best = new double[2];
        assertThat(SWARM.minimise(slope, best, 5000, stream(2))).isEqualTo(-1);
        assertThat(GENETIC.minimise(slope, best, 5000, stream(2))).isEqualTo(-1);
        assertThat(best).containsExactly(0, 1);
    }

    @Test
    void bothKeepToTheirBudget() {
        for (int budget : new int[] {50, 51, 149, 5000}) {
            var count = new AtomicInteger();
            ToDoubleFunction<double[]> counted =
                    x -> {
                        count.incrementAndGet();
                        return bowl(x);
                    };
            SWARM.minimise(counted, new double[3], budget, stream(1));
            assertThat(count.getAndSet(0)).isEqualTo(budget);
            GENETIC.minimise(counted, new double[3], budget, stream(1));
            assertThat(count.get()).isEqualTo(budget);
        }
    }

    @Test
    void sameSeedGivesTheSameBits() {
        double[] one = new double[5];
        double[] two = new double[5];
        double[] other = new double[5];
        SWARM.minimise(RandomSearchesTest::bowl, one, 500, stream(7));
        SWARM.minimise(RandomSearchesTest::bowl, two, 500, stream(7));
        SWARM.minimise(RandomSearchesTest::bowl, other, 500, stream(8));
        assertThat(two).isEqualTo(one).isNotEqualTo(other);
        GENETIC.minimise(RandomSearchesTest::bowl, one, 500, stream(7));
        GENETIC.minimise(RandomSearchesTest::bowl, two, 500, stream(7));
        GENETIC.minimise(RandomSearchesTest::bowl, other, 500, stream(8));
        assertThat(two).isEqualTo(one).isNotEqualTo(other);
    }

    private static RandomStream stream(long seed) {
        return new RandomStream("search", seed);
    }
}
