package org.evenflow.report.gauntlet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.evenflow.numeric.statistics.Bootstrap;
import org.evenflow.numeric.statistics.Interval;
import org.evenflow.numeric.statistics.Statistics;

/** Who stands where over all worlds; figures are defined in {@code docs/gauntlet.md}. */
final class Leaderboard {
    private static final int RESAMPLES = 10_000;
    private static final long RESAMPLING_SEED = 20_260_101;

    private final List<WorldTable> worlds;
    private final List<Row> rows = new ArrayList<>();
    private final List<Duel> duels = new ArrayList<>();

    /**
     * One controller over all worlds.
     *
     * @param controller id
     * @param rank mean rank with its interval
     * @param wins worlds in which nobody has a lower rank
     * @param captured mean captured share with its interval
     * @param worstCaptured the lowest captured share of a world
     * @param worstServed the lowest served energy of a world, %
     * @param extraPercent cost above the best other, % of what uncontrolled charging adds, mean
     * @param underserves ids of the worlds in which it under-serves
     */
    record Row(
            String controller,
            Interval rank,
            int wins,
            Interval captured,
            Worst worstCaptured,
            Worst worstServed,
            double extraPercent,
            List<String> underserves) {}

    /**
     * The lowest of a figure.
     *
     * @param value it
     * @param world id of the world it was found in; empty where the figure is not defined
     */
    record Worst(double value, String world) {}

    /**
     * A controller that is no rule against a world's best rule, paired by seed.
     *
     * @param world id
     * @param controller id
     * @param rule the cheapest rule on the same seeds
     * @param difference cost − the rule's, in the world's currency
     * @param percent that difference as % of what uncontrolled charging adds to the bill
     * @param worstSeedPercent the largest of the seeds' own
     */
    record Duel(
            String world,
            String controller,
            String rule,
            Interval difference,
            double percent,
            double worstSeedPercent) {}

    Leaderboard(GauntletResult result) {
        worlds = result.worlds().stream().map(w -> new WorldTable(w, result.rules())).toList();
        var entrants = entrants();
        var resampling = new Resampling(worlds, entrants);
        for (String controller : entrants) {
            rows.add(row(controller, resampling));
        }
        rows.sort(
                Comparator.comparingDouble((Row row) -> row.rank().estimate())
                        .thenComparingDouble(row -> -row.captured().estimate()));
        var bootstrap = new Bootstrap(RESAMPLES, RESAMPLING_SEED);
        for (WorldTable world : worlds) {
            world.bestRule()
                    .ifPresent(
                            rule ->
                                    world.entrants().stream()
                                            .filter(id -> !world.isRule(id))
                                            .map(id -> duel(world, id, rule, bootstrap))
                                            .forEach(duels::add));
        }
    }

    /** Those that have a rank in every world, in the order given. */
    private List<String> entrants() {
        return worlds.getFirst().entrants().stream()
                .filter(id -> worlds.stream().allMatch(world -> world.entrants().contains(id)))
                .toList();
    }

    List<WorldTable> worlds() {
        return worlds;
    }

    /** By mean rank, the best first. */
    List<Row> rows() {
        return List.copyOf(rows);
    }

    /** By world, then in the order of the controllers. */
    List<Duel> duels() {
        return List.copyOf(duels);
    }

    private Row row(String controller, Resampling resampling) {
        double rank = mean(world -> world.ranks()[world.entrants().indexOf(controller)]);
        double captured = mean(world -> world.captured(controller, world.measured()));
        return new Row(
                controller,
                resampling.rank(controller, rank),
                (int) worlds.stream().filter(world -> world.wins(controller)).count(),
                resampling.captured(controller, captured),
                worst(world -> world.captured(controller, world.measured())),
                worst(world -> world.served(controller)),
                mean(world -> world.extra(controller)),
                worlds.stream()
                        .filter(world -> world.underserves(controller))
                        .map(WorldTable::id)
                        .toList());
    }

    /** Over the worlds where it is defined, each counting alike. */
    private double mean(ToDoubleFunction<WorldTable> figure) {
        return worlds.stream()
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    private Worst worst(ToDoubleFunction<WorldTable> figure) {
        var worst = new Worst(Double.NaN, "");
        for (WorldTable world : worlds) {
            double value = figure.applyAsDouble(world);
            if (value < worst.value() || worst.world().isEmpty() && !Double.isNaN(value)) {
                worst = new Worst(value, world.id());
            }
        }
        return worst;
    }

    private static Duel duel(
            WorldTable world, String controller, String rule, Bootstrap bootstrap) {
        double[] differences = Statistics.differences(world.costs(controller), world.costs(rule));
        double[] charging = world.charging();
        double worst = Double.NEGATIVE_INFINITY;
        for (int seed = 0; seed < differences.length; seed++) {
            worst = Math.max(worst, 100 * differences[seed] / Math.abs(charging[seed]));
        }
        return new Duel(
                world.id(),
                controller,
                rule,
                bootstrap.mean(differences),
                100 * Statistics.mean(differences) / Math.abs(Statistics.mean(charging)),
                worst);
    }
}
