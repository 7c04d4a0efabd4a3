package org.evenflow.economic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.evenflow.model.ChargerGroups;
import org.evenflow.model.ChargerGroups.Group;
import org.evenflow.model.ChargerGroups.Kind;
import org.evenflow.model.ChargerGroups.Link;
import org.evenflow.model.ChargerGroups.State;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.numeric.RandomStream;
import org.evenflow.numeric.ResourceAllocation;
import org.junit.jupiter.api.Test;

/** Laws of the mapping onto the balance, for random worlds, states, wishes and choices. */
class BalanceMappingProperties {
    private static final int TRIALS = 400;

    /** A random world, a state that it can serve and a plan of wishes. */
    private record Trial(EconomicCase given, EconomicPlan wish) {}

    private static Trial trial(long seed, Variant variant) {
        var random = new RandomStream("mapping", seed);
        int n = 1 + random.nextInt(9);
        int regions = 1 + random.nextInt(3);
        List<String> names = IntStream.range(0, regions).mapToObj(r -> "r" + r).toList();
        var groups =
                IntStream.range(0, n)
                        .mapToObj(g -> group(g, names.get(random.nextInt(regions)), random))
                        .toList();
        var links =
                IntStream.range(1, n)
                        .mapToObj(g -> new Link("g" + random.nextInt(g), "g" + g))
                        .toList();
        var world = new ChargerGroups("w", "w", names, groups, links);
        double most = groups.stream().mapToDouble(Group::maxKw).sum();
        double[] regionKw = new double[regions];
        for (Group group : groups) {
            regionKw[names.indexOf(group.region())] += 0.3 * random.nextDouble() * group.maxKw();
        }
        double[] vehicles = new double[n];
        Arrays.fill(vehicles, Double.POSITIVE_INFINITY);
        var none = new State(most, regionKw, vehicles, new double[regions]);
        double least = Math.max(world.leastKw(none, variant), Arrays.stream(regionKw).sum());
        double total = least + (most - least) * random.nextDouble();
        var given =
                new EconomicCase(
                        world, new State(total, regionKw, vehicles, new double[regions]), variant);
        var wish = new EconomicPlan(n);
        for (int g = 0; g < n; g++) {
            wish.on[g] = random.nextInt(4) > 0;
            wish.kw[g] = 500 * random.nextDouble() - 100;
        }
        return new Trial(given, wish);
    }

    private static Group group(int number, String region, RandomStream random) {
        double max = 20 + 300 * random.nextDouble();
        double min = random.nextInt(2) * 0.3 * random.nextDouble() * max;
        return new Group("g" + number, Kind.SLOW_AC, region, 0.01, 5, 10, min, max, 1, 0, 0);
    }

    @Test
    void balanceRuleAndLimitsHoldWhateverIsWished() {
        for (long seed = 1; seed <= TRIALS; seed++) {
            for (Variant variant : Variant.values()) {
                Trial trial = trial(seed, variant);
                var plan = trial.wish();
                boolean isFeasible =
                        new BalanceMapping(trial.given().world()).map(trial.given(), plan);
                if (isFeasible) {
                    assertThat(trial.given().residualKw(plan))
                            .as("seed %d, %s", seed, variant)
                            .isLessThanOrEqualTo(1e-6);
                    assertThat(trial.given().isFeasible(plan)).isTrue();
                } else {
                    // Only where groups have least powers that leave no choice that fits.
                    assertThat(variant.hasChoice()).as("seed %d, %s", seed, variant).isTrue();
                }
            }
        }
    }

    @Test
    void groupsThatAreOffStayOffUnlessTheOthersCannotServe() {
        int kept = 0;
        for (long seed = 1; seed <= TRIALS; seed++) {
            Trial trial = trial(seed, Variant.NON_CONVEX);
            boolean[] on = trial.wish().on.clone();
            var plan = trial.wish();
            if (new BalanceMapping(trial.given().world()).map(trial.given(), plan)) {
                for (int g = 0; g < on.length; g++) {
                    assertThat(plan.on[g] || plan.kw[g] == 0).as("seed %d", seed).isTrue();
                }
                if (!plan.isRepaired) {
                    assertThat(plan.on).as("seed %d", seed).isEqualTo(on);
                    kept++;
                }
            }
        }
        assertThat(kept).isGreaterThan(TRIALS / 4);
    }

    @Test
    void resultIsTheNearestFeasiblePlanOfTheSameGroups() {
        for (long seed = 1; seed <= TRIALS; seed++) {
            Trial trial = trial(seed, Variant.NON_CONVEX);
            var given = trial.given();
            var plan = trial.wish();
            double[] wish = plan.kw.clone();
            if (!new BalanceMapping(given.world()).map(given, plan)) {
                continue;
            }
            int n = wish.length;
            double[] half = new double[n];
            Arrays.fill(half, 0.5);
            double[] low = IntStream.range(0, n).mapToDouble(given::lowKw).toArray();
            double[] high = IntStream.range(0, n).mapToDouble(given::highKw).toArray();
            double[] floors =
                    IntStream.range(0, given.regions()).mapToDouble(given::floorKw).toArray();
            double[] nearest = new double[n];
            double[] linear = Arrays.stream(wish).map(kw -> -kw).toArray();
            new ResourceAllocation(given.regionOfGroups(), given.regions())
                    .solve(half, linear, low, high, plan.on, given.balanceKw(), floors, nearest);
            // The common shift is found to 1e-9 kW.
            assertThat(plan.kw).as("seed %d", seed).containsExactly(nearest, within(1e-7));
        }
    }

    @Test
    void mappingAFeasiblePlanChangesNothing() {
        for (long seed = 1; seed <= TRIALS; seed++) {
            Trial trial = trial(seed, Variant.NON_CONVEX);
            var mapping = new BalanceMapping(trial.given().world());
            var plan = trial.wish();
            if (mapping.map(trial.given(), plan)) {
                double[] once = plan.kw.clone();
                mapping.map(trial.given(), plan);
                assertThat(plan.kw).as("seed %d", seed).containsExactly(once, within(1e-7));
            }
        }
    }

    @Test
    void messagesAreTwoPerLinkOfTheTreeAndSum() {
        var world =
                new ChargerGroups(
                        "w",
                        "w",
                        List.of("A"),
                        List.of(
                                new Group("a", Kind.SLOW_AC, "A", 0, 1, 0, 0, 100, 1, 0, 0),
                                new Group("b", Kind.SLOW_AC, "A", 0, 1, 0, 0, 100, 1, 0, 0)),
                        List.of(new Link("a", "b")));
        double none = Double.POSITIVE_INFINITY;
        var state = new State(120, new double[1], new double[] {none, none}, new double[1]);
        var plan = new EconomicPlan(2);
        Arrays.fill(plan.on, true);
        Arrays.fill(plan.kw, 50);
        new BalanceMapping(world).map(new EconomicCase(world, state, Variant.CONVEX), plan);
        assertThat(plan.kw).containsExactly(new double[] {60, 60}, within(1e-9));
        // Shifts from −50 to 50 kW halve 37 times to 1e-9 kW; before them one exchange of limits,
        // after them two sums at the ends. Each is one message up and one down.
        assertThat(plan.messages).isEqualTo(2 * (1 + 37 + 2));
    }
}
