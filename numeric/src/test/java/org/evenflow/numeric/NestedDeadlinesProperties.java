package org.evenflow.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The least undone work against the largest flow, over random trees, jobs and capacities. */
class NestedDeadlinesProperties {
    private static final int CASES = 4000;

    /** Work up to some hundreds, added up in another order. */
    private static final Offset<Double> CLOSE = within(1e-8);

    /** A tree with jobs. */
    private static final class Case {
        final int[] parent;
        final double[] capacity;
        final int jobs;
        final int[] node;
        final double[] rate;
        final double[] deadline;
        final double[] work;
        final double[] firstRate;
        final double first;

        Case(long seed) {
            var random = new SplittableRandom(seed);
            int nodes = random.nextInt(1, 7);
            parent = new int[nodes];
            capacity = new double[nodes];
            for (int v = 0; v < nodes; v++) {
                parent[v] = v == nodes - 1 ? -1 : random.nextInt(v + 1, nodes);
                capacity[v] =
                        random.nextInt(4) == 0
                                ? Double.POSITIVE_INFINITY
                                : random.nextInt(8) == 0 ? 0 : random.nextDouble(0, 25);
            }
            jobs = random.nextInt(0, 12);
            node = new int[jobs];
            rate = new double[jobs];
            deadline = new double[jobs];
            work = new double[jobs];
            firstRate = new double[jobs];
            first = random.nextDouble(0.1, 2);
            for (int j = 0; j < jobs; j++) {
                node[j] = random.nextInt(nodes);
                rate[j] = random.nextInt(9) == 0 ? 0 : random.nextDouble(1, 12);
                deadline[j] = random.nextInt(3) == 0 ? random.nextInt(6) : random.nextDouble(-1, 8);
                work[j] = random.nextDouble(-5, 40);
                firstRate[j] = random.nextInt(3) == 0 ? 0 : random.nextDouble(0, 12);
            }
        }

        NestedDeadlines solver() {
            var solver = new NestedDeadlines(parent);
            solver.begin(jobs);
            for (int v = 0; v < parent.length; v++) {
                solver.capacity(v, capacity[v]);
            }
            for (int j = 0; j < jobs; j++) {
                solver.job(j, node[j], rate[j], deadline[j]);
            }
            solver.ready();
            return solver;
        }

        boolean isBelow(int job, int v) {
            int at = node[job];
            while (at >= 0 && at != v) {
                at = parent[at];
            }
            return at == v;
        }

        /** Work below a node less the largest flow through it. */
        double undone(int top, boolean hasFirst) {
            var times = new TreeSet<Double>();
            for (double at : deadline) {
                times.add(Math.max(0, at));
            }
            times.add(0.0);
            Double[] ends = times.toArray(new Double[0]);
            int periods = ends.length;
            int nodes = parent.length;
            int source = jobs + periods * nodes;
            var graph = new MaxFlow(source + 2);
            double sum = 0;
            for (int j = 0; j < jobs; j++) {
                if (isBelow(j, top) && work[j] > 0) {
                    graph.edge(source, j, work[j]);
                    sum += work[j];
                    for (int t = 0; t < periods; t++) {
                        boolean isFirst = t == 0;
                        double length = isFirst ? first : ends[t] - ends[t - 1];
                        double most = isFirst ? (hasFirst ? firstRate[j] : 0) : rate[j];
                        if (isFirst || ends[t] <= Math.max(0, deadline[j])) {
                            graph.edge(j, jobs + t * nodes + node[j], most * length);
                        }
                    }
                }
            }
            for (int t = 0; t < periods; t++) {
                double length = t == 0 ? first : ends[t] - ends[t - 1];
                for (int v = 0; v < nodes; v++) {
                    int to = v == top ? source + 1 : jobs + t * nodes + parent[v];
                    double most = Math.min(1e6, capacity[v] * length);
                    if (v == top || parent[v] >= 0) {
                        graph.edge(jobs + t * nodes + v, to, most);
                    }
                }
            }
            return sum - graph.solve(source, source + 1);
        }
    }

    @Test
    void theLeastUndoneWorkIsWhatTheLargestFlowLeaves() {
        for (int seed = 0; seed < CASES; seed++) {
            var world = new Case(seed);
            var solver = world.solver();
            solver.serve(world.work);
            for (int v = 0; v < world.parent.length; v++) {
                assertThat(solver.undone(v))
                        .as("seed %d, node %d", seed, v)
                        .isCloseTo(world.undone(v, false), CLOSE);
            }
        }
    }

    @Test
    void aFirstPeriodCountsWithItsOwnRates() {
        for (int seed = 0; seed < CASES; seed++) {
            var world = new Case(seed);
            var solver = world.solver();
            solver.serveAfterFirst(world.work, world.firstRate, world.first);
            for (int v = 0; v < world.parent.length; v++) {
                assertThat(solver.undone(v))
                        .as("seed %d, node %d", seed, v)
                        .isCloseTo(world.undone(v, true), CLOSE);
            }
        }
    }

    @Test
    void aCutExplainsAllThatStaysUndone() {
        int[] members = new int[20];
        int explained = 0;
        for (int seed = 0; seed < CASES; seed++) {
            var world = new Case(seed);
            var solver = world.solver();
            solver.serve(world.work);
            for (int v = 0; v < world.parent.length; v++) {
                int count = solver.cut(v, members);
                double sum = 0;
                for (int i = 0; i < count; i++) {
                    assertThat(world.isBelow(members[i], v)).as("seed %d", seed).isTrue();
                    sum += world.work[members[i]];
                }
                assertThat(sum - solver.budget())
                        .as("seed %d, node %d", seed, v)
                        .isCloseTo(solver.undone(v), CLOSE);
                explained += solver.undone(v) > 0 ? 1 : 0;
            }
        }
        assertThat(explained).isGreaterThan(1000);
    }

    @Test
    void aBudgetHoldsForAnyOtherWorkOfTheSameJobs() {
        // It depends on rates, deadlines and capacities alone, so it may serve as a constraint.
        int[] members = new int[20];
        for (int seed = 0; seed < 800; seed++) {
            var world = new Case(seed);
            var solver = world.solver();
            solver.serve(world.work);
            int root = world.parent.length - 1;
            int count = solver.cut(root, members);
            double budget = solver.budget();
            var random = new SplittableRandom(-seed);
            double[] other = new double[world.jobs];
            double sum = 0;
            for (int i = 0; i < count; i++) {
                other[members[i]] = random.nextDouble(0, 40);
                sum += other[members[i]];
            }
            solver.serve(other);
            assertThat(solver.undone(root))
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(sum - budget - 1e-8);
        }
    }
}
