package org.evenflow.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.evenflow.numeric.statistics.Interval;
import org.evenflow.numeric.statistics.SignedRankTest;
import org.evenflow.numeric.statistics.Statistics;

/**
 * Controllers by total cost (operating + unserved), each against {@value #REFERENCE} and against
 * the cheapest, paired by seed. Who passes no dispatcher ({@value #RAW}), sees the future or is
 * there for reference is listed but never ranked.
 */
final class CostComparison {
    static final String REFERENCE = "uncontrolled";
    static final String RAW = "uncontrolled_raw";

    /**
     * One controller's standing.
     *
     * @param controller id
     * @param total total cost over the seeds
     * @param againstReference cost − cost of {@value #REFERENCE} on the seeds both have; NaN for
     *     itself or without it
     * @param percent that difference as a share of the reference's cost (ratio of sums), %
     * @param p two-sided signed-rank p-value, Holm-corrected over the ranked controllers
     * @param effect Cohen's d of the paired differences
     * @param againstBest cost − cost of the cheapest
     * @param isRanked whether it is compared with the others
     */
    record Standing(
            String controller,
            Estimate total,
            Interval againstReference,
            double percent,
            double p,
            double effect,
            Interval againstBest,
            boolean isRanked) {
        Standing withP(double corrected) {
            return new Standing(
                    controller,
                    total,
                    againstReference,
                    percent,
                    corrected,
                    effect,
                    againstBest,
                    isRanked);
        }
    }

    private static final double ROUNDING = 1e-9;

    private final List<Standing> standings;
    private final Optional<String> best;

    CostComparison(StudyResult study, Summary summary) {
        int complete =
                study.controllers().stream()
                        .filter(study.yardstick()::isRanked)
                        .mapToInt(c -> total(summary, c).n())
                        .max()
                        .orElse(0);
        best =
                study.controllers().stream()
                        .filter(study.yardstick()::isRanked)
                        .filter(c -> complete > 0 && total(summary, c).n() == complete)
                        .min(Comparator.comparingDouble(c -> total(summary, c).mean()));
        List<Standing> raw =
                study.controllers().stream()
                        .map(c -> standing(study, summary, c, best.orElse(c)))
                        .sorted(Comparator.comparingDouble(s -> s.total().mean()))
                        .toList();
        standings = holm(raw);
    }

    /** By mean total cost, lowest first; those without a cost last. */
    List<Standing> standings() {
        return standings;
    }

    /**
     * The cheapest of the ranked controllers that miss the fewest seeds; empty where no run has a
     * cost.
     */
    Optional<Standing> best() {
        return standings.stream().filter(s -> best.equals(Optional.of(s.controller()))).findFirst();
    }

    /** Ranked ones whose paired difference from the cheapest includes zero or is unknown. */
    List<Standing> tiedWithBest() {
        return standings.stream()
                .filter(Standing::isRanked)
                .filter(s -> !best.equals(Optional.of(s.controller())))
                .filter(s -> !s.againstBest().excludesZero())
                .toList();
    }

    private static Standing standing(
            StudyResult study, Summary summary, String controller, String best) {
        double[] own = summary.values(controller, Summary.TOTAL_COST.id());
        Pairs reference = Pairs.of(own, summary.values(REFERENCE, Summary.TOTAL_COST.id()));
        Pairs cheapest = Pairs.of(own, summary.values(best, Summary.TOTAL_COST.id()));
        boolean isReference = controller.equals(REFERENCE);
        double[] differences = reference.differences();
        Interval against =
                isReference || differences.length == 0
                        ? Interval.UNKNOWN
                        : reference.interval(summary);
        return new Standing(
                controller,
                total(summary, controller),
                against,
                100 * against.estimate() / Math.abs(Statistics.mean(reference.right())),
                isReference ? Double.NaN : SignedRankTest.pValue(differences),
                isReference ? Double.NaN : Statistics.cohenD(differences),
                cheapest.left().length == 0 ? Interval.UNKNOWN : cheapest.interval(summary),
                study.yardstick().isRanked(controller) && total(summary, controller).n() > 0);
    }

    private static Estimate total(Summary summary, String controller) {
        return summary.estimate(controller, Summary.TOTAL_COST.id());
    }

    /** With p-values that are corrected over the ranked controllers. */
    private static List<Standing> holm(List<Standing> standings) {
        double[] corrected =
                Statistics.holm(
                        standings.stream()
                                .mapToDouble(s -> s.isRanked() ? s.p() : Double.NaN)
                                .toArray());
        return IntStream.range(0, corrected.length)
                .mapToObj(
                        i ->
                                Double.isNaN(corrected[i])
                                        ? standings.get(i)
                                        : standings.get(i).withP(corrected[i]))
                .toList();
    }

    /** Values of two controllers on the seeds where both are defined. */
    private record Pairs(double[] left, double[] right) {

        static Pairs of(double[] left, double[] right) {
            int[] both =
                    IntStream.range(0, left.length)
                            .filter(s -> !Double.isNaN(left[s]) && !Double.isNaN(right[s]))
                            .toArray();
            return new Pairs(
                    IntStream.of(both).mapToDouble(s -> left[s]).toArray(),
                    IntStream.of(both).mapToDouble(s -> right[s]).toArray());
        }

        /** What is left of two sums' rounding is no difference. */
        double[] differences() {
            double[] differences = Statistics.differences(left, right);
            for (int pair = 0; pair < differences.length; pair++) {
                if (Math.abs(differences[pair]) <= ROUNDING * Math.abs(right[pair])) {
                    differences[pair] = 0;
                }
            }
            return differences;
        }

        Interval interval(Summary summary) {
            return summary.bootstrap().mean(differences());
        }
    }
}
