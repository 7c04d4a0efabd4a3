package org.evenflow.numeric;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Particle swarm optimisation on the unit cube: J. Kennedy and R. Eberhart, "Particle swarm
 * optimization", Proc. ICNN 1995, with the inertia weight of Y. Shi and R. Eberhart, "A modified
 * particle swarm optimizer", Proc. IEEE CEC 1998; the best of the whole swarm attracts all. Begins
 * with places drawn uniformly and half the way to another such place as speed; a particle that
 * meets a wall stays there without speed across it (M. Clerc, "Standard particle swarm
 * optimisation", 2007 version, 2012).
 *
 * @param particles at least 1
 * @param inertia part of its speed that a particle keeps
 * @param ownPull towards the best place of the particle
 * @param swarmPull towards the best place of the swarm
 */
public record ParticleSwarm(int particles, double inertia, double ownPull, double swarmPull) {
    public ParticleSwarm {
        if (particles < 1) {
            throw new IllegalArgumentException("particles must be >= 1, is " + particles);
        }
    }

    /**
     * The best place found within a budget.
     *
     * @param cost to be minimised, at places in [0, 1]^n; it must not keep or change the array
     * @param best receives the place; its length is n
     * @param evaluations of the cost that are allowed; at least one per particle
     * @param random source of all chance
     * @return cost of the place
     */
    public double minimise(
            ToDoubleFunction<double[]> cost,
            double[] best,
            int evaluations,
            RandomGenerator random) {
        int n = best.length;
        var place = new double[particles][n];
        var speed = new double[particles][n];
        var ownBest = new double[particles][n];
        var ownCost = new double[particles];
        double bestCost = Double.POSITIVE_INFINITY;
        int left = evaluations;
        for (int p = 0; p < particles && left > 0; p++, left--) {
            for (int i = 0; i < n; i++) {
                place[p][i] = random.nextDouble();
                speed[p][i] = 0.5 * (random.nextDouble() - place[p][i]);
            }
            ownCost[p] = cost.applyAsDouble(place[p]);
            System.arraycopy(place[p], 0, ownBest[p], 0, n);
            if (ownCost[p] < bestCost) {
                bestCost = ownCost[p];
                System.arraycopy(place[p], 0, best, 0, n);
            }
        }
        while (left > 0) {
            for (int p = 0; p < particles && left > 0; p++, left--) {
                fly(place[p], speed[p], ownBest[p], best, random);
                double now = cost.applyAsDouble(place[p]);
                if (now < ownCost[p]) {
                    ownCost[p] = now;
                    System.arraycopy(place[p], 0, ownBest[p], 0, n);
                }
                if (now < bestCost) {
                    bestCost = now;
                    System.arraycopy(place[p], 0, best, 0, n);
                }
            }
        }
        return bestCost;
    }

    private void fly(
            double[] place, double[] speed, double[] own, double[] swarm, RandomGenerator random) {
        for (int i = 0; i < place.length; i++) {
            speed[i] =
                    inertia * speed[i]
                            + ownPull * random.nextDouble() * (own[i] - place[i])
                            + swarmPull * random.nextDouble() * (swarm[i] - place[i]);
            double next = place[i] + speed[i];
            if (next < 0 || next > 1) {
                next = next < 0 ? 0 : 1;
                speed[i] = 0;
            }
            place[i] = next;
        }
    }
}
