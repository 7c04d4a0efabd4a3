package org.evenflow.economic;

import java.util.function.ToDoubleFunction;
import org.evenflow.model.ChargerGroups;
import org.evenflow.numeric.GeneticSearch;
import org.evenflow.numeric.ParticleSwarm;
import org.evenflow.numeric.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Particle swarm and genetic algorithm with equal budgets. A place says a wished power per group
 * and, where groups may be off, whether it runs (from ½ on); the wish is moved onto the balance as
 * every method's is, and costs what the plan costs. A choice of groups that cannot serve the case
 * ranks behind all that can, by what it misses (K. Deb, "An efficient constraint handling method
 * for genetic algorithms", Computer Methods in Applied Mechanics and Engineering 186, 2000).
 *
 * <p>J. Li et al. name PSO without settings. These are of table 2 of U. Khekare and R. Vedaraj,
 * "Optimized multi agent reinforcement learning algorithms with hybrid BiLSTM for cost efficient EV
 * charging scheduling", Frontiers in Artificial Intelligence 8, 2026: 50 particles or members, 100
 * rounds, w = 0.7, c₁ = c₂ = 1.5; crossover 0.8, mutation 0.05. The early stop there is left out,
 * so that both use their whole budget.
 */
final class RandomSearch implements EconomicMethod {
    static final String SWARM_ID = "pso";
    static final String GENETIC_ID = "ga";

    /** Plans that may be tried for one decision: 50 in each of 100 rounds. */
    static final int BUDGET = 5000;

    private static final ParticleSwarm SWARM = new ParticleSwarm(50, 0.7, 1.5, 1.5);
    private static final GeneticSearch GENETIC = new GeneticSearch(50, 0.8, 0.05);

    /** Above the cost of any plan that serves a case. */
    private static final double UNSERVED = 1e12;

    private final boolean isSwarm;
    private final BalanceMapping mapping;
    private @Nullable BalanceProjection projection;

    RandomSearch(ChargerGroups world, boolean isSwarm) {
        this.isSwarm = isSwarm;
        mapping = new BalanceMapping(world);
    }

    @Override
    public String id() {
        return isSwarm ? SWARM_ID : GENETIC_ID;
    }

    @Override
    public void decide(EconomicCase given, long seed, EconomicPlan plan) {
        if (projection == null) {
            projection = new BalanceProjection(given);
        }
        BalanceProjection set = projection;
        set.take(given, true);
        double[] best = search(given, seed, set, plan);
        read(given, best, plan);
        if (!set.project(plan.on, plan.kw)) {
            read(given, best, plan);
            mapping.map(given, plan);
        }
        plan.messages = -1;
        plan.evaluations = BUDGET;
    }

    /** The place of least cost that is found; the plan serves for trials. */
    private double[] search(
            EconomicCase given, long seed, BalanceProjection set, EconomicPlan plan) {
        int groups = given.groups();
        double[] best = new double[given.variant().hasChoice() ? 2 * groups : groups];
        ToDoubleFunction<double[]> cost =
                place -> {
                    read(given, place, plan);
                    return set.project(plan.on, plan.kw)
                            ? given.cost(plan)
                            : UNSERVED + missedKw(given, plan.on);
                };
        var random = new RandomStream(id(), seed);
        if (isSwarm) {
            SWARM.minimise(cost, best, BUDGET, random);
        } else {
            GENETIC.minimise(cost, best, BUDGET, random);
        }
        return best;
    }

    private static void read(EconomicCase given, double[] place, EconomicPlan plan) {
        int groups = given.groups();
        for (int group = 0; group < groups; group++) {
            double low = given.lowKw(group);
            plan.on[group] =
                    given.canRun(group)
                            && (given.mustRun(group)
                                    || place.length == groups
                                    || place[groups + group] >= 0.5);
            plan.kw[group] = low + place[group] * (given.highKw(group) - low);
        }
    }

    /** How far running groups are from balance and floors, kW. */
    private static double missedKw(EconomicCase given, boolean[] on) {
        double low = 0;
        double high = 0;
        double[] regionHigh = new double[given.regions()];
        for (int group = 0; group < on.length; group++) {
            if (on[group]) {
                low += given.lowKw(group);
                high += given.highKw(group);
                regionHigh[given.region(group)] += given.highKw(group);
            }
        }
        double missed =
                Math.max(0, low - given.balanceKw()) + Math.max(0, given.balanceKw() - high);
        for (int region = 0; region < regionHigh.length; region++) {
            missed += Math.max(0, given.floorKw(region) - regionHigh[region]);
        }
        return missed;
    }
}
