package org.evenflow.report.economic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.evenflow.numeric.statistics.Bootstrap;
import org.evenflow.numeric.statistics.Interval;
import org.evenflow.numeric.statistics.SignedRankTest;
import org.evenflow.numeric.statistics.Statistics;
import org.evenflow.report.economic.EconomicResult.Row;
import org.evenflow.report.economic.EconomicResult.Source;

/**
 * Statistics of a study of economic dispatch. Intervals are percentile bootstraps over states,
 * drawn again within each seed; tests are paired by state.
 */
final class EconomicSummary {
    /** A gap that counts as none, %: what solvers' tolerances leave. */
    static final double NO_GAP_PERCENT = 1e-3;

    private static final int RESAMPLES = 2000;

    private final EconomicResult result;
    private final Map<String, List<Figures>> figures = new LinkedHashMap<>();
    private final Map<String, List<Pair>> orders = new LinkedHashMap<>();

    /**
     * A method on the random states of a variant.
     *
     * @param method its id
     * @param gap mean gap, %
     * @param median of the gaps, %
     * @param p99 99 % of the gaps are not above, %
     * @param largest gap, %
     * @param optimalShare share of states without a gap
     * @param infeasible states without a feasible plan
     * @param repairedShare share of states where other groups ran than were wished
     * @param messages mean number; NaN for none
     * @param residualKw largest
     * @param decisionMs median
     * @param decisionP99Ms 99 % of decisions take no longer
     * @param evaluations mean number of plans tried
     */
    record Figures(
            String method,
            Interval gap,
            double median,
            double p99,
            double largest,
            double optimalShare,
            int infeasible,
            double repairedShare,
            double messages,
            double residualKw,
            double decisionMs,
            double decisionP99Ms,
            double evaluations) {

        /** The mean gap, 0 where it is within solvers' tolerances. */
        double shownGap() {
            return gap.estimate() <= NO_GAP_PERCENT ? 0 : gap.estimate();
        }
    }

    /**
     * Two methods that follow each other in the order of mean gaps.
     *
     * @param better the first
     * @param worse the second
     * @param difference worse − better, percentage points of gap
     * @param p two-sided signed-rank p-value, Holm-corrected over the pairs of a variant
     * @param effect Cohen's d of the paired differences
     */
    record Pair(String better, String worse, Interval difference, double p, double effect) {
        Pair withP(double corrected) {
            return new Pair(better, worse, difference, corrected, effect);
        }
    }

    /**
     * A method at the published state or over the day.
     *
     * @param cost mean over the seeds
     * @param gap above the exact method, %, with an interval over the seeds
     */
    record Standing(double cost, Interval gap) {}

    EconomicSummary(EconomicResult result) {
        this.result = result;
        for (String variant : result.variants()) {
            var own = new ArrayList<Figures>();
            for (String method : result.methods().keySet()) {
                List<Row> rows = result.of(variant, Source.RANDOM, method);
                if (!rows.isEmpty()) {
                    own.add(figures(method, rows));
                }
            }
            figures.put(variant, own);
            orders.put(variant, order(variant, own));
        }
    }

    /** Methods on random states, in the order of tables. */
    List<Figures> figures(String variant) {
        return figures.getOrDefault(variant, List.of());
    }

    /** Pairs of methods in the order of mean gaps. */
    List<Pair> order(String variant) {
        return orders.getOrDefault(variant, List.of());
    }

    private Figures figures(String method, List<Row> rows) {
        double[] gaps = sorted(rows, Row::gapPercent);
        double[] times = sorted(rows, Row::decisionMs);
        double[] messages =
                rows.stream().filter(r -> r.messages() >= 0).mapToDouble(Row::messages).toArray();
        boolean isKnown = gaps.length > 0;
        return new Figures(
                method,
                new Bootstrap(RESAMPLES, 1).stratifiedMean(bySeed(rows, Row::gapPercent)),
                isKnown ? Statistics.quantile(gaps, 0.5) : Double.NaN,
                isKnown ? Statistics.quantile(gaps, 0.99) : Double.NaN,
                isKnown ? gaps[gaps.length - 1] : Double.NaN,
                share(rows, r -> r.gapPercent() <= NO_GAP_PERCENT),
                (int) rows.stream().filter(r -> !r.isFeasible()).count(),
                share(rows, Row::isRepaired),
                Statistics.mean(messages),
                rows.stream().mapToDouble(Row::residualKw).max().orElse(Double.NaN),
                Statistics.quantile(times, 0.5),
                Statistics.quantile(times, 0.99),
                rows.stream().mapToDouble(Row::evaluations).average().orElse(Double.NaN));
    }

    private static double share(List<Row> rows, Predicate<Row> holds) {
        return (double) rows.stream().filter(holds).count() / rows.size();
    }

    private static double[] sorted(List<Row> rows, ToDoubleFunction<Row> value) {
        return rows.stream().mapToDouble(value).filter(v -> !Double.isNaN(v)).sorted().toArray();
    }

    private double[][] bySeed(List<Row> rows, ToDoubleFunction<Row> value) {
        return result.seeds().stream()
                .map(
                        seed ->
                                rows.stream()
                                        .filter(r -> r.seed() == seed)
                                        .mapToDouble(value)
                                        .filter(v -> !Double.isNaN(v))
                                        .toArray())
                .toArray(double[][]::new);
    }

    private List<Pair> order(String variant, List<Figures> methods) {
        List<Figures> ranked =
                methods.stream()
                        .filter(m -> !Double.isNaN(m.gap().estimate()))
                        .sorted(Comparator.comparingDouble(Figures::shownGap))
                        .toList();
        var pairs = new ArrayList<Pair>();
        for (int i = 1; i < ranked.size(); i++) {
            pairs.add(pair(variant, ranked.get(i - 1).method(), ranked.get(i).method()));
        }
        return holm(pairs);
    }

    /** States where one of the two has no plan are left out. */
    private Pair pair(String variant, String better, String worse) {
        List<Row> left = result.of(variant, Source.RANDOM, better);
        List<Row> right = result.of(variant, Source.RANDOM, worse);
        var differences = new ArrayList<Double>();
        for (int state = 0; state < left.size(); state++) {
            double more = right.get(state).gapPercent() - left.get(state).gapPercent();
            if (!Double.isNaN(more)) {
                // Differences within solvers' tolerances are ties.
                differences.add(Math.abs(more) <= NO_GAP_PERCENT ? 0 : more);
            }
        }
        double[] values = differences.stream().mapToDouble(Double::doubleValue).toArray();
        return new Pair(
                better,
                worse,
                new Bootstrap(RESAMPLES, 1).mean(values),
                SignedRankTest.pValue(values),
                Statistics.cohenD(values));
    }

    private static List<Pair> holm(List<Pair> pairs) {
        double[] corrected = Statistics.holm(pairs.stream().mapToDouble(Pair::p).toArray());
        return IntStream.range(0, corrected.length)
                .mapToObj(i -> pairs.get(i).withP(corrected[i]))
                .toList();
    }

    /** A method at the published state; NaN where it was not asked. */
    Standing published(String variant, String method) {
        List<Row> rows = result.of(variant, Source.PUBLISHED, method);
        double[] costs = rows.stream().mapToDouble(Row::cost).toArray();
        double[] gaps = rows.stream().mapToDouble(Row::gapPercent).toArray();
        return new Standing(
                costs.length == 0 ? Double.NaN : Statistics.mean(costs),
                costs.length == 0 ? Interval.UNKNOWN : new Bootstrap(RESAMPLES, 1).mean(gaps));
    }

    /** A method's mean cost per hour of the day and its gap as a ratio of sums over the seeds. */
    Standing day(String variant, String method) {
        List<Row> rows = result.of(variant, Source.DAY, method);
        if (rows.isEmpty() || rows.stream().anyMatch(r -> Double.isNaN(r.gapPercent()))) {
            return new Standing(Double.NaN, Interval.UNKNOWN);
        }
        double[][] cost = bySeed(rows, Row::cost);
        double[][] optimum = bySeed(rows, r -> r.cost() / (1 + r.gapPercent() / 100));
        double[] costs = Arrays.stream(cost).mapToDouble(d -> Arrays.stream(d).sum()).toArray();
        double[] optima = Arrays.stream(optimum).mapToDouble(d -> Arrays.stream(d).sum()).toArray();
        double[] more = Statistics.differences(costs, optima);
        Interval ratio = new Bootstrap(RESAMPLES, 1).ratioOfSums(more, optima);
        return new Standing(Statistics.mean(costs) / 24, ratio.times(100));
    }

    /** Median with a 95 % interval; NaN without values. */
    static Interval median(double[] values) {
        return values.length == 0
                ? Interval.UNKNOWN
                : new Bootstrap(RESAMPLES, 1).quantile(values, 0.5);
    }

    /** The smallest gap of any feasible plan, %; rounding aside it must not be below 0. */
    double leastGapPercent() {
        return result.rows().stream()
                .mapToDouble(Row::gapPercent)
                .filter(gap -> !Double.isNaN(gap))
                .min()
                .orElse(Double.NaN);
    }

    /** The largest distance from the balance of all plans, kW. */
    double largestResidualKw() {
        return result.rows().stream()
                .filter(Row::isFeasible)
                .mapToDouble(Row::residualKw)
                .max()
                .orElse(Double.NaN);
    }
}
