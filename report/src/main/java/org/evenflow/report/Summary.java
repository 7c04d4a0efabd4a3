package org.evenflow.report;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.evenflow.numeric.statistics.Bootstrap;
import org.evenflow.sim.Indicator;

/** The study's runs as values by seed and as estimates over them. */
final class Summary {
    static final Kpi TOTAL_COST = Kpi.of("total_cost");
    static final Kpi OVERLOAD = overload("overload", "_violation", "Overload", "after");
    static final Kpi OVERLOAD_BEFORE =
            overload("overload_before", "_violation_before", "Overload wished", "before");

    private static final List<String> RATED = List.of("line", "transformer", "station");
    private static final int RESAMPLES = 10_000;
    private static final long RESAMPLING_SEED = 20_260_101;

    private final StudyResult study;
    private final Map<String, double[]> bySeed = new HashMap<>();
    private final Map<String, Estimate> estimates = new HashMap<>();
    private final List<Kpi> indicators;
    private final Bootstrap bootstrap = new Bootstrap(RESAMPLES, RESAMPLING_SEED);

    Summary(StudyResult study) {
        this.study = study;
        var present = new LinkedHashSet<String>();
        var unknown = new TreeSet<String>();
        Kpi.all().forEach(kpi -> present.add(kpi.id()));
        for (StudyResult.Run run : study.runs()) {
            int seed = study.seeds().indexOf(run.seed());
            run.values().forEach((id, value) -> slots(run.controller(), id)[seed] = value);
            unknown.addAll(run.values().keySet());
        }
        present.retainAll(unknown);
        present.addAll(unknown);
        indicators = present.stream().map(Kpi::of).toList();
        addSums();
    }

    /** The indicators that occur, in the catalogue's order, then others by name. */
    List<Kpi> indicators() {
        return indicators;
    }

    /** Values by seed, NaN where the indicator is not defined or the run is missing. */
    double[] values(String controller, String indicator) {
        return slots(controller, indicator).clone();
    }

    Estimate estimate(String controller, String indicator) {
        return estimates.computeIfAbsent(
                key(controller, indicator),
                key ->
                        switch (indicator) {
                            case Regret.REGRET -> regret(controller, false);
                            case Regret.CAPTURED -> regret(controller, true);
                            case ServedEnergy.SERVED -> served(controller);
                            default -> Estimate.of(slots(controller, indicator), bootstrap);
                        });
    }

    /** Regret, or 1 less it: a ratio of sums over the seeds where it is defined. */
    private Estimate regret(String controller, boolean isCaptured) {
        double[] cost = slots(controller, TOTAL_COST.id());
        double[] plan = slots(Yardstick.PLAN, TOTAL_COST.id());
        double[] most = slots(Yardstick.UNCONTROLLED, TOTAL_COST.id());
        double[] defined = slots(controller, Regret.REGRET);
        int[] seeds =
                IntStream.range(0, defined.length)
                        .filter(s -> !Double.isNaN(defined[s] + cost[s] + plan[s] + most[s]))
                        .toArray();
        if (seeds.length == 0) {
            return Estimate.of(new double[0], bootstrap);
        }
        double[] from = isCaptured ? most : cost;
        double[] to = isCaptured ? cost : plan;
        var interval =
                bootstrap.ratioOfSums(
                        Arrays.stream(seeds).mapToDouble(s -> from[s] - to[s]).toArray(),
                        Arrays.stream(seeds).mapToDouble(s -> most[s] - plan[s]).toArray());
        return new Estimate(
                interval.estimate(), interval.low(), interval.high(), Double.NaN, seeds.length);
    }

    /** Given over asked energy: a ratio of sums over the seeds where anything is asked. */
    private Estimate served(String controller) {
        double[] percent = slots(controller, ServedEnergy.SERVED);
        double[] asked = slots(controller, ServedEnergy.ASKED);
        int[] seeds =
                IntStream.range(0, percent.length)
                        .filter(s -> !Double.isNaN(percent[s] + asked[s]))
                        .toArray();
        if (seeds.length == 0) {
            return Estimate.of(new double[0], bootstrap);
        }
        var interval =
                bootstrap.ratioOfSums(
                        Arrays.stream(seeds).mapToDouble(s -> percent[s] * asked[s]).toArray(),
                        Arrays.stream(seeds).mapToDouble(s -> asked[s]).toArray());
        return new Estimate(
                interval.estimate(), interval.low(), interval.high(), Double.NaN, seeds.length);
    }

    /** Whether any run defines it. */
    boolean has(String indicator) {
        return study.controllers().stream().anyMatch(c -> estimate(c, indicator).n() > 0);
    }

    Bootstrap bootstrap() {
        return bootstrap;
    }

    private void addSums() {
        for (String controller : study.controllers()) {
            double[] operating = slots(controller, "operating_cost");
            double[] unserved = slots(controller, "unserved_cost");
            double[] total = slots(controller, TOTAL_COST.id());
            for (int seed = 0; seed < total.length; seed++) {
                total[seed] = operating[seed] + unserved[seed];
            }
            addOverload(controller, "_violation", OVERLOAD);
            addOverload(controller, "_violation_before", OVERLOAD_BEFORE);
        }
    }

    /** Hours of what is defined of lines, transformers and stations; NaN where none is. */
    private void addOverload(String controller, String ending, Kpi sum) {
        double[] hours = slots(controller, sum.id());
        for (String thing : RATED) {
            double[] part = slots(controller, thing + ending);
            for (int seed = 0; seed < hours.length; seed++) {
                if (!Double.isNaN(part[seed])) {
                    hours[seed] = Double.isNaN(hours[seed]) ? part[seed] : hours[seed] + part[seed];
                }
            }
        }
    }

    private double[] slots(String controller, String indicator) {
        return bySeed.computeIfAbsent(
                key(controller, indicator),
                key -> {
                    double[] values = new double[study.seeds().size()];
                    Arrays.fill(values, Double.NaN);
                    return values;
                });
    }

    private static String key(String controller, String indicator) {
        return indicator + ' ' + controller;
    }

    private static Kpi overload(String id, String ending, String label, String when) {
        return new Kpi(
                "Limit violations",
                id,
                "h",
                when.equals("after") ? Indicator.Better.LOWER : Indicator.Better.NEITHER,
                2,
                label,
                "line"
                        + ending
                        + " + transformer"
                        + ending
                        + " + station"
                        + ending
                        + ": hours above a rating, "
                        + when
                        + " the dispatcher");
    }
}
