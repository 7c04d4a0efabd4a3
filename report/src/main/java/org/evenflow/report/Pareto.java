package org.evenflow.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.evenflow.numeric.statistics.Hypervolume;

/**
 * The cases of one world as points of up to five objectives, all to be lowered, means over the
 * seeds: the bill, the emissions that charging causes, the highest loading of a line or
 * transformer, battery wear, and energy that was reachable and not given.
 *
 * <p>Each objective is measured from the best of all points, 0, towards a reference point a tenth
 * of the range beyond the worst, 1; one in which all points are alike counts as 0. The hypervolume
 * is that between points and reference. Chosen is the point of the front nearest to the best of
 * every objective (Euclidean distance; P. L. Yu, "A class of solutions for group decision
 * problems", Management Science 19(8), 1973).
 */
final class Pareto {
    /** Share of the range that the reference lies beyond the worst point. */
    private static final double BEYOND = 0.1;

    /**
     * One objective.
     *
     * @param id indicator, or a word for a sum of several
     * @param label for people
     * @param unit unit
     * @param best lowest of all points
     * @param reference a tenth of the range beyond the highest
     */
    record Objective(String id, String label, String unit, double best, double reference) {}

    private final List<WorldsResult.Case> cases;
    private final List<Objective> objectives = new ArrayList<>();
    private final double[][] values;
    private final double[][] normal;
    private final boolean[] isInFront;
    private final int chosen;

    private Pareto(List<WorldsResult.Case> cases, WorldSummary world) {
        this.cases = cases;
        String currency = world.study().currency();
        var columns = new ArrayList<double[]>();
        add(columns, "bill", "Energy bill", currency, this::bill, world);
        add(columns, "emissions_incremental", "Incremental emissions", "kg CO2", null, world);
        add(columns, "loading", "Highest loading", "%", this::loading, world);
        add(columns, "wear_cost", "Wear", currency, null, world);
        add(columns, "unserved_energy", "Unserved energy", "kWh", null, world);
        values = transposed(columns, cases.size());
        normal = new double[values.length][objectives.size()];
        for (int i = 0; i < normal.length; i++) {
            for (int k = 0; k < objectives.size(); k++) {
                var of = objectives.get(k);
                double range = of.reference - of.best;
                normal[i][k] = range > 0 ? (values[i][k] - of.best) / range : 0;
            }
        }
        isInFront = Hypervolume.isInFront(values);
        chosen =
                IntStream.range(0, values.length)
                        .filter(i -> isInFront[i])
                        .boxed()
                        .min(Comparator.comparingDouble(i -> distance(normal[i])))
                        .orElse(-1);
    }

    /** The cases of a world that pass the dispatcher. */
    static Pareto of(WorldsResult result, List<WorldSummary> worlds, int world) {
        var cases =
                result.cases().stream()
                        .filter(c -> c.world() == world)
                        .filter(c -> !c.controller().equals(CostComparison.RAW))
                        .toList();
        return new Pareto(cases, worlds.get(world));
    }

    private interface Column {
        double of(WorldSummary world, String run);
    }

    private void add(
            List<double[]> columns,
            String id,
            String label,
            String unit,
            @org.jspecify.annotations.Nullable Column column,
            WorldSummary world) {
        double[] values =
                cases.stream()
                        .mapToDouble(
                                c ->
                                        column == null
                                                ? mean(world, c.run(), id)
                                                : column.of(world, c.run()))
                        .toArray();
        double low = Arrays.stream(values).filter(Double::isFinite).min().orElse(Double.NaN);
        double high = Arrays.stream(values).filter(Double::isFinite).max().orElse(Double.NaN);
        if (!Double.isNaN(low)) {
            columns.add(values);
            objectives.add(new Objective(id, label, unit, low, high + BEYOND * (high - low)));
        }
    }

    private static double mean(WorldSummary world, String run, String indicator) {
        return world.summary().estimate(run, indicator).mean();
    }

    /** Energy and demand charge; wear is an objective of its own. */
    private double bill(WorldSummary world, String run) {
        return mean(world, run, "energy_cost") + mean(world, run, "demand_cost");
    }

    private double loading(WorldSummary world, String run) {
        double line = mean(world, run, "line_loading_max");
        double transformer = mean(world, run, "transformer_loading_max");
        return Double.isNaN(line) ? transformer : Math.max(line, transformer);
    }

    private static double[][] transposed(List<double[]> columns, int rows) {
        var matrix = new double[rows][columns.size()];
        for (int k = 0; k < columns.size(); k++) {
            for (int i = 0; i < rows; i++) {
                matrix[i][k] = columns.get(k)[i];
            }
        }
        return matrix;
    }

    private static double distance(double[] point) {
        return Math.sqrt(Arrays.stream(point).map(x -> x * x).sum());
    }

    List<WorldsResult.Case> cases() {
        return cases;
    }

    List<Objective> objectives() {
        return objectives;
    }

    double[] values(int point) {
        return values[point];
    }

    boolean isInFront(int point) {
        return isInFront[point];
    }

    /** The chosen point, -1 where there is none. */
    int chosen() {
        return chosen;
    }

    /** Distance of a point from the best of every objective. */
    double distance(int point) {
        return distance(normal[point]);
    }

    /** Hypervolume of all points, of 1. */
    double hypervolume() {
        return hypervolume(IntStream.range(0, normal.length));
    }

    /** Hypervolume of the points of each controller alone, of 1. */
    Map<String, Double> hypervolumes() {
        var volumes = new LinkedHashMap<String, Double>();
        for (WorldsResult.Case one : cases) {
            volumes.computeIfAbsent(
                    one.controller(),
                    id ->
                            hypervolume(
                                    IntStream.range(0, normal.length)
                                            .filter(i -> cases.get(i).controller().equals(id))));
        }
        return volumes;
    }

    private double hypervolume(IntStream points) {
        var reference = new double[objectives.size()];
        Arrays.fill(reference, 1);
        return Hypervolume.of(points.mapToObj(i -> normal[i]).toArray(double[][]::new), reference);
    }
}
