package org.evenflow.numeric;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * A genetic algorithm with real genes on the unit cube (J. H. Holland, "Adaptation in natural and
 * artificial systems", 1975): parents win tournaments of two, a pair is crossed by blending (BLX-½,
 * L. J. Eshelman and J. D. Schaffer, "Real-coded genetic algorithms and interval-schemata",
 * Foundations of Genetic Algorithms 2, 1993) or else copied, each gene may mutate to a new uniform
 * value, and the best of a generation survives.
 *
 * @param population at least 2
 * @param crossover probability that a pair is crossed
 * @param mutation probability that a gene mutates
 */
public record GeneticSearch(int population, double crossover, double mutation) {
    /** How far beyond its parents' interval a child's gene may lie, as a share of it. */
    private static final double BLEND = 0.5;

    public GeneticSearch {
        if (population < 2) {
            throw new IllegalArgumentException("population must be >= 2, is " + population);
        }
    }

    /**
     * The best place found within a budget.
     *
     * @param cost to be minimised, at places in [0, 1]^n; it must not keep or change the array
     * @param best receives the place; its length is n
     * @param evaluations of the cost that are allowed; at least one per member
     * @param random source of all chance
     * @return cost of the place
     */
    public double minimise(
            ToDoubleFunction<double[]> cost,
            double[] best,
            int evaluations,
            RandomGenerator random) {
        int n = best.length;
        var genes = new double[population][n];
        var next = new double[population][n];
        var costs = new double[population];
        var nextCosts = new double[population];
        int left = evaluations;
        for (int member = 0; member < population; member++) {
            for (int i = 0; i < n; i++) {
                genes[member][i] = random.nextDouble();
            }
            costs[member] = left-- > 0 ? cost.applyAsDouble(genes[member]) : Double.MAX_VALUE;
        }
        while (left > 0) {
            int elite = least(costs);
            System.arraycopy(genes[elite], 0, next[0], 0, n);
            nextCosts[0] = costs[elite];
            for (int child = 1; child < population; child += 2) {
                double[] second = next[Math.min(child + 1, population - 1)];
                breed(genes, costs, next[child], second, random);
            }
            for (int child = 1; child < population; child++) {
                mutate(next[child], random);
                nextCosts[child] = left-- > 0 ? cost.applyAsDouble(next[child]) : Double.MAX_VALUE;
            }
            double[][] genesBefore = genes;
            genes = next;
            next = genesBefore;
            double[] costsBefore = costs;
            costs = nextCosts;
            nextCosts = costsBefore;
        }
        int elite = least(costs);
        System.arraycopy(genes[elite], 0, best, 0, n);
        return costs[elite];
    }

    private void breed(
            double[][] genes,
            double[] costs,
            double[] first,
            double[] second,
            RandomGenerator random) {
        double[] mother = genes[winner(costs, random)];
        double[] father = genes[winner(costs, random)];
        boolean isCrossed = random.nextDouble() < crossover;
        for (int i = 0; i < first.length; i++) {
            first[i] = isCrossed ? blended(mother[i], father[i], random) : mother[i];
            second[i] = isCrossed ? blended(mother[i], father[i], random) : father[i];
        }
    }

    private static double blended(double a, double b, RandomGenerator random) {
        double reach = BLEND * Math.abs(a - b);
        double low = Math.min(a, b) - reach;
        double high = Math.max(a, b) + reach;
        return Math.min(1, Math.max(0, low + (high - low) * random.nextDouble()));
    }

    private void mutate(double[] child, RandomGenerator random) {
        for (int i = 0; i < child.length; i++) {
            if (random.nextDouble() < mutation) {
                child[i] = random.nextDouble();
            }
        }
    }

    private int winner(double[] costs, RandomGenerator random) {
        int one = random.nextInt(population);
        int other = random.nextInt(population);
        return costs[one] <= costs[other] ? one : other;
    }

    private static int least(double[] costs) {
        int best = 0;
        for (int member = 1; member < costs.length; member++) {
            best = costs[member] < costs[best] ? member : best;
        }
        return best;
    }
}
