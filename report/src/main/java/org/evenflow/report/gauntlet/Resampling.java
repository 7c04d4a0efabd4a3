package org.evenflow.report.gauntlet;

import java.util.Arrays;
import java.util.List;
import org.evenflow.numeric.RandomStream;
import org.evenflow.numeric.statistics.Interval;
import org.evenflow.numeric.statistics.Statistics;
import org.evenflow.report.Yardstick;

/**
 * Percentile bootstrap over the seeds (B. Efron and R. Tibshirani, "An introduction to the
 * bootstrap", 1993, chapter 13): each world's seeds are drawn again with replacement within the
 * world, the same for all controllers, and means over the worlds are taken anew. It says what other
 * seeds would have done, not what other worlds would.
 */
final class Resampling {
    private static final int RESAMPLES = 10_000;
    private static final long SEED = 20_260_101;
    private static final double TAIL = 0.025;

    private final List<WorldTable> worlds;
    private final List<String> entrants;

    /** {@code [controller][resample]}. */
    private final double[][] ranks;

    private final double[][] captured;

    Resampling(List<WorldTable> worlds, List<String> entrants) {
        this.worlds = worlds;
        this.entrants = entrants;
        ranks = new double[entrants.size()][RESAMPLES];
        captured = new double[entrants.size()][RESAMPLES];
        var drawn = worlds.stream().map(table -> new Drawn(table, entrants)).toList();
        int measured = (int) drawn.stream().filter(world -> world.measured.length > 0).count();
        var random = new RandomStream("bootstrap", SEED);
        for (int resample = 0; resample < RESAMPLES; resample++) {
            for (Drawn world : drawn) {
                world.add(random, resample, ranks, captured);
            }
            for (int controller = 0; controller < entrants.size(); controller++) {
                ranks[controller][resample] /= worlds.size();
                captured[controller][resample] /= measured;
            }
        }
        Arrays.stream(ranks).forEach(Arrays::sort);
        Arrays.stream(captured).forEach(Arrays::sort);
    }

    /** Interval around a controller's mean rank. */
    Interval rank(String controller, double estimate) {
        return interval(ranks[entrants.indexOf(controller)], estimate);
    }

    /** Interval around a controller's mean captured share. */
    Interval captured(String controller, double estimate) {
        return interval(captured[entrants.indexOf(controller)], estimate);
    }

    private Interval interval(double[] sorted, double estimate) {
        boolean canVary = worlds.stream().anyMatch(world -> world.study().seeds().size() > 1);
        return canVary && !Double.isNaN(estimate)
                ? new Interval(
                        estimate,
                        Statistics.quantile(sorted, TAIL),
                        Statistics.quantile(sorted, 1 - TAIL))
                : new Interval(estimate, Double.NaN, Double.NaN);
    }

    /** One world's values as arrays. */
    private static final class Drawn {
        private final double[][] costs;
        private final double[][] saved;
        private final double[] most;
        private final int[] measured;
        private final List<Boolean> underserving;

        Drawn(WorldTable world, List<String> entrants) {
            costs = entrants.stream().map(world::costs).toArray(double[][]::new);
            saved = entrants.stream().map(world::saved).toArray(double[][]::new);
            most = world.saved(Yardstick.PLAN);
            measured = world.measured();
            underserving = entrants.stream().map(world::underserves).toList();
        }

        void add(RandomStream random, int resample, double[][] ranks, double[][] captured) {
            int[] seeds = draw(random, most.length);
            double[] means = new double[costs.length];
            for (int controller = 0; controller < means.length; controller++) {
                for (int seed : seeds) {
                    means[controller] += costs[controller][seed] / seeds.length;
                }
            }
            double[] of = WorldTable.ranks(means, underserving);
            int[] places = draw(random, measured.length);
            int[] gaining = Arrays.stream(places).map(place -> measured[place]).toArray();
            for (int controller = 0; controller < means.length; controller++) {
                ranks[controller][resample] += of[controller];
                if (gaining.length > 0) {
                    captured[controller][resample] +=
                            WorldTable.captured(
                                    saved[controller], most, gaining, underserving.get(controller));
                }
            }
        }

        private static int[] draw(RandomStream random, int count) {
            int[] drawn = new int[count];
            for (int draw = 0; draw < count; draw++) {
                drawn[draw] = random.nextInt(count);
            }
            return drawn;
        }
    }
}
