package org.evenflow.report.gauntlet;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.evenflow.numeric.statistics.Statistics;
import org.evenflow.report.StudyResult;
import org.evenflow.report.WorldsResult;
import org.evenflow.report.Yardstick;

/**
 * One world's figures as {@code docs/gauntlet.md} defines them. Costs are means over the seeds of
 * operating cost and unserved energy at its table value, in the world's currency.
 */
final class WorldTable {
    /** Costs that differ by no more than this share of them are equal: rounding of sums. */
    private static final double ROUNDING = 1e-9;

    private final WorldsResult.World world;
    private final List<String> entrants;
    private final Set<String> rules;
    private final Map<String, double[]> bySeed = new HashMap<>();

    /**
     * The figures of a world.
     *
     * @param rules ids of rules
     */
    WorldTable(WorldsResult.World world, Set<String> rules) {
        this.world = world;
        this.rules = rules;
        var yardstick = study().yardstick();
        entrants =
                study().controllers().stream()
                        .filter(id -> yardstick.isRanked(id) || underserves(id))
                        .toList();
        for (StudyResult.Run run : study().runs()) {
            int seed = study().seeds().indexOf(run.seed());
            run.values().forEach((id, value) -> slots(run.controller(), id)[seed] = value);
        }
    }

    StudyResult study() {
        return world.result();
    }

    String id() {
        return world.id();
    }

    /** Controllers that have a rank, in the order of the study. */
    List<String> entrants() {
        return entrants;
    }

    /** Whether a controller serves so much less than the best that it comes last. */
    boolean underserves(String controller) {
        return study().yardstick().underserving().contains(controller);
    }

    /** Total cost by seed, in the order of the seeds. */
    double[] costs(String controller) {
        double[] costs = slots(controller, "operating_cost").clone();
        double[] unserved = slots(controller, "unserved_cost");
        Arrays.setAll(costs, seed -> costs[seed] + unserved[seed]);
        return costs;
    }

    /** Mean total cost. */
    double cost(String controller) {
        return Statistics.mean(costs(controller));
    }

    /** Mean of the lower bounds of the seeds that have one; NaN where none has. */
    double bound() {
        return study().yardstick().bounds().stream()
                .mapToDouble(Yardstick.Bound::relaxation)
                .filter(cost -> !Double.isNaN(cost))
                .average()
                .orElse(Double.NaN);
    }

    /** Positions of the seeds on which the plan saves enough to measure by. */
    int[] measured() {
        double[] captured = slots(Yardstick.UNCONTROLLED, "captured_share");
        return IntStream.range(0, captured.length)
                .filter(seed -> !Double.isNaN(captured[seed]))
                .toArray();
    }

    /** What a controller saves against uncontrolled charging, by seed. */
    double[] saved(String controller) {
        return Statistics.differences(costs(Yardstick.UNCONTROLLED), costs(controller));
    }

    /**
     * Share of the plan's saving that a controller has on seeds that may repeat; where it
     * under-serves no more than 0. NaN without seeds.
     *
     * @param seeds positions of seeds
     */
    double captured(String controller, int[] seeds) {
        double[] own = saved(controller);
        double[] most = saved(Yardstick.PLAN);
        return captured(own, most, seeds, underserves(controller));
    }

    static double captured(double[] own, double[] most, int[] seeds, boolean underserves) {
        double above = 0;
        double below = 0;
        for (int seed : seeds) {
            above += own[seed];
            below += most[seed];
        }
        double share = seeds.length == 0 ? Double.NaN : above / below;
        return underserves ? Math.min(0, share) : share;
    }

    /** Energy given of what was asked, %, a ratio of sums over the seeds; NaN where unknown. */
    double served(String controller) {
        double[] asked = slots(controller, "asked_energy");
        double[] percent = slots(controller, "served_energy");
        double given = 0;
        double sum = 0;
        for (int seed = 0; seed < asked.length; seed++) {
            if (!Double.isNaN(asked[seed] + percent[seed])) {
                given += asked[seed] * percent[seed];
                sum += asked[seed];
            }
        }
        return given / sum;
    }

    /** Ranks by {@link #cost}, in the order of {@link #entrants}. */
    double[] ranks() {
        return ranks(
                entrants.stream().mapToDouble(this::cost).toArray(),
                entrants.stream().map(this::underserves).toList());
    }

    /**
     * Ranks from 1: the cheapest first, equal costs at the mean of their places; who under-serves,
     * or has no cost, stands behind all others at the mean of the last places.
     *
     * @param costs by controller
     * @param underserving by controller
     */
    static double[] ranks(double[] costs, List<Boolean> underserving) {
        double[] keys = costs.clone();
        for (int controller = 0; controller < keys.length; controller++) {
            if (underserving.get(controller) || Double.isNaN(keys[controller])) {
                keys[controller] = Double.POSITIVE_INFINITY;
            }
        }
        double[] ranks = new double[keys.length];
        for (int own = 0; own < keys.length; own++) {
            int better = 0;
            int equal = 0;
            for (double other : keys) {
                boolean isEqual = isEqual(other, keys[own]);
                equal += isEqual ? 1 : 0;
                better += !isEqual && other < keys[own] ? 1 : 0;
            }
            ranks[own] = better + (equal + 1) / 2.0;
        }
        return ranks;
    }

    private static boolean isEqual(double left, double right) {
        return left == right
                || Math.abs(left - right) <= ROUNDING * Math.max(Math.abs(left), Math.abs(right))
                        && Double.isFinite(left - right);
    }

    /** Whether no other entrant has a lower rank. */
    boolean wins(String controller) {
        double[] ranks = ranks();
        double own = ranks[entrants.indexOf(controller)];
        return !underserves(controller) && Arrays.stream(ranks).noneMatch(rank -> rank < own);
    }

    /** What charging adds to the bill where nobody controls it, by seed. */
    double[] charging() {
        return slots(Yardstick.UNCONTROLLED, "charging_cost").clone();
    }

    /**
     * Cost above that of the cheapest other entrant that serves, % of what uncontrolled charging
     * adds to the bill; below 0 where it is the cheapest. NaN without another one, and where it
     * under-serves.
     */
    double extra(String controller) {
        if (underserves(controller)) {
            return Double.NaN;
        }
        return entrants.stream()
                .filter(id -> !id.equals(controller) && !underserves(id))
                .mapToDouble(this::cost)
                .min()
                .stream()
                .map(other -> cost(controller) - other)
                .map(more -> 100 * more / Math.abs(Statistics.mean(charging())))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** The cheapest rule that serves, picked in hindsight on these seeds; empty without one. */
    Optional<String> bestRule() {
        return entrants.stream()
                .filter(id -> rules.contains(name(id)) && !underserves(id))
                .min(Comparator.comparingDouble(this::cost));
    }

    /** Whether an entrant is a rule, whatever its settings. */
    boolean isRule(String controller) {
        return rules.contains(name(controller));
    }

    private static String name(String controller) {
        int bracket = controller.indexOf('[');
        return bracket < 0 ? controller : controller.substring(0, bracket);
    }

    private double[] slots(String controller, String indicator) {
        return bySeed.computeIfAbsent(
                indicator + ' ' + controller,
                key -> {
                    double[] values = new double[study().seeds().size()];
                    Arrays.fill(values, Double.NaN);
                    return values;
                });
    }
}
