package org.evenflow.economic;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;
import org.evenflow.model.ChargerGroups;
import org.jspecify.annotations.Nullable;

/**
 * Running groups agree by distributed bisection on one incremental cost, which solves the convex
 * case by itself. Unlike the shift of wishes this tells the others what a kilowatt costs. Which
 * groups run is no part of it: either all, or by the classic priority list, groups in the order of
 * their mean cost at full power until their capacity suffices (A. J. Wood and B. F. Wollenberg,
 * "Power generation, operation, and control", 2nd edition, 1996, section 5.3).
 */
final class EqualIncrementalCost implements EconomicMethod {
    static final String ID = "equal_incremental_cost";
    static final String LISTED_ID = "priority_list";

    /** Of the incremental cost, per kW. */
    private static final double WIDTH = 1e-9;

    private final boolean isListed;
    private final NeighbourBisection bisection;
    private final BalanceMapping mapping;
    private final Answers answers = new Answers();

    EqualIncrementalCost(ChargerGroups world, boolean isListed) {
        this.isListed = isListed;
        bisection = new NeighbourBisection(world);
        mapping = new BalanceMapping(world);
    }

    @Override
    public String id() {
        return isListed ? LISTED_ID : ID;
    }

    @Override
    public void decide(EconomicCase given, long seed, EconomicPlan plan) {
        if (isListed && given.variant().hasChoice()) {
            list(given, plan);
        } else {
            Arrays.fill(plan.on, true);
        }
        if (mapping.chooseGroups(given, plan)) {
            answers.given = given;
            bisection.balance(given, answers, WIDTH, plan);
        }
        plan.evaluations = 1;
    }

    /** First for each region's floor, then for the balance. */
    private static void list(EconomicCase given, EconomicPlan plan) {
        int[] order =
                IntStream.range(0, given.groups())
                        .filter(given::canRun)
                        .boxed()
                        .sorted(Comparator.comparingDouble(g -> meanCost(given, g)))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double capacity = 0;
        double[] regionKw = new double[given.regions()];
        for (int group : order) {
            int region = given.region(group);
            if (given.mustRun(group) || regionKw[region] < given.floorKw(region)) {
                plan.on[group] = true;
                regionKw[region] += given.highKw(group);
                capacity += given.highKw(group);
            }
        }
        for (int group : order) {
            if (!plan.on[group] && capacity < given.balanceKw()) {
                plan.on[group] = true;
                capacity += given.highKw(group);
            }
        }
    }

    private static double meanCost(EconomicCase given, int group) {
        double most = given.highKw(group);
        return most > 0 ? given.cost(group, most) / most : Double.POSITIVE_INFINITY;
    }

    /** The power at which one kilowatt more costs a common number. */
    private static final class Answers implements NeighbourBisection.Answers {
        private @Nullable EconomicCase given;

        private EconomicCase given() {
            return Objects.requireNonNull(given);
        }

        @Override
        public double kw(int group, double number) {
            var data = given().world().groups().get(group);
            double low = given().lowKw(group);
            double high = given().highKw(group);
            if (data.costPerKw2() == 0) {
                return number > data.costPerKw() ? high : low;
            }
            double kw = (number - data.costPerKw()) / (2 * data.costPerKw2());
            return Math.min(high, Math.max(low, kw));
        }

        @Override
        public double first(int group) {
            return incremental(group, given().lowKw(group));
        }

        @Override
        public double last(int group) {
            return incremental(group, given().highKw(group));
        }

        private double incremental(int group, double kw) {
            var data = given().world().groups().get(group);
            return 2 * data.costPerKw2() * kw + data.costPerKw();
        }
    }
}
