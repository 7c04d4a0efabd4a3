package org.evenflow.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.evenflow.numeric.statistics.Interval;
import org.evenflow.numeric.statistics.Statistics;

/**
 * The yardstick of a study over its seeds: what uncontrolled charging costs, what the clairvoyant
 * plan costs, what no controller can cost less than, and who comes how close. Seeds with nothing to
 * gain stay out; shares are ratios of sums over the others.
 */
final class BestPossible {
    /** A run below the bound by more than this share of it proves that something is wrong. */
    private static final double BOUND_TOLERANCE = 1e-6;

    private final StudyResult study;
    private final Summary summary;

    /** Positions of the seeds that have a plan with something to gain. */
    private final int[] measured;

    /** Those of them that also have a relaxation. */
    private final int[] bounded;

    BestPossible(StudyResult study, Summary summary) {
        this.study = study;
        this.summary = summary;
        double[] regret = summary.values(Yardstick.UNCONTROLLED, Regret.REGRET);
        double[] relaxation = relaxation();
        measured = seeds(regret);
        bounded = Arrays.stream(measured).filter(s -> !Double.isNaN(relaxation[s])).toArray();
    }

    private static int[] seeds(double[] values) {
        return IntStream.range(0, values.length).filter(s -> !Double.isNaN(values[s])).toArray();
    }

    /** Whether the study was asked to measure against the best. */
    boolean isAsked() {
        return !study.yardstick().bounds().isEmpty();
    }

    /** How many seeds have a plan and something to gain. */
    int measuredSeeds() {
        return measured.length;
    }

    /** How many of them have a relaxation as well. */
    int boundedSeeds() {
        return bounded.length;
    }

    /** Mean cost of a controller on the measured seeds, with its interval. */
    Interval cost(String controller) {
        return mean(on(measured, costs(controller)));
    }

    /** Mean cost of a controller less that of the plan on the measured seeds. */
    double abovePlan(String controller) {
        return mean(on(measured, costs(controller))).estimate()
                - mean(on(measured, costs(Yardstick.PLAN))).estimate();
    }

    /** Mean cost of a controller less the relaxation on the seeds that have one. */
    double aboveBound(String controller) {
        return mean(on(bounded, costs(controller))).estimate() - bound().estimate();
    }

    /** Mean relaxation on the seeds that have one. */
    Interval bound() {
        return mean(on(bounded, relaxation()));
    }

    /** Plan less relaxation, mean. */
    Interval gap() {
        return mean(gaps());
    }

    /** That gap by cause, mean; nothing where no seed has a bound. */
    GapCauses causes() {
        double[] plan = costs(Yardstick.PLAN);
        var sum = new GapCauses(0, 0, 0, 0);
        for (int seed : bounded) {
            Yardstick.Bound of = bound(study.seeds().get(seed));
            sum =
                    sum.plus(
                            GapCauses.of(
                                    plan[seed],
                                    of.withoutLevels(),
                                    of.program(),
                                    of.relaxation(),
                                    of.hasFeeder()));
        }
        return sum.over(Math.max(1, bounded.length));
    }

    private Yardstick.Bound bound(long seed) {
        return study.yardstick().bounds().stream()
                .filter(of -> of.seed() == seed)
                .findFirst()
                .orElseThrow();
    }

    /** That gap over what the plan saves against uncontrolled charging. */
    Interval gapOfGain() {
        return ratio(
                gaps(),
                Statistics.differences(
                        on(bounded, costs(Yardstick.UNCONTROLLED)),
                        on(bounded, costs(Yardstick.PLAN))));
    }

    /** That gap over the plan's cost. */
    Interval gapOfCost() {
        return ratio(gaps(), on(bounded, costs(Yardstick.PLAN)));
    }

    /** What the plan saves against uncontrolled charging, mean. */
    Interval gain() {
        return mean(
                Statistics.differences(
                        on(measured, costs(Yardstick.UNCONTROLLED)),
                        on(measured, costs(Yardstick.PLAN))));
    }

    /** Share of the possible saving that a controller captures. */
    Estimate captured(String controller) {
        return summary.estimate(controller, Regret.CAPTURED);
    }

    /**
     * Probability that a run of a controller captures more than one of another, over all pairs of
     * measured seeds.
     */
    Interval improvement(String controller, String other) {
        return summary.bootstrap()
                .exceedance(
                        defined(summary.values(controller, Regret.CAPTURED)),
                        defined(summary.values(other, Regret.CAPTURED)));
    }

    /** What each run captures on the measured seeds, ascending: the performance profile. */
    double[] profile(String controller) {
        double[] shares = defined(summary.values(controller, Regret.CAPTURED));
        Arrays.sort(shares);
        return shares;
    }

    private static double[] defined(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    }

    /**
     * Runs that cost less than the bound although it holds for them: there must be none. It is one
     * for who leaves no more unserved than a ranked controller.
     */
    List<StudyResult.Run> impossible() {
        return study.runs().stream()
                .filter(run -> study.yardstick().isBounded(run.controller()))
                .filter(BestPossible::isImpossible)
                .toList();
    }

    private static boolean isImpossible(StudyResult.Run run) {
        double bound = run.values().getOrDefault(Regret.BOUND, Double.NaN);
        double cost =
                run.values().getOrDefault("operating_cost", Double.NaN)
                        + run.values().getOrDefault("unserved_cost", Double.NaN);
        return cost < bound - BOUND_TOLERANCE * Math.max(1, Math.abs(bound));
    }

    /** Why seeds have no relaxation or no plan, and how many of them. */
    Map<String, Integer> reasons() {
        var reasons = new TreeMap<String, Integer>();
        for (Yardstick.Bound bound : study.yardstick().bounds()) {
            if (!bound.unknown().isEmpty()) {
                reasons.merge("the lower bound is n/a (" + bound.unknown() + ")", 1, Integer::sum);
            }
            if (!bound.planless().isEmpty()) {
                reasons.merge(
                        "the clairvoyant plan is n/a (" + bound.planless() + ")", 1, Integer::sum);
            }
        }
        return reasons;
    }

    private double[] relaxation() {
        double[] values = new double[study.seeds().size()];
        Arrays.fill(values, Double.NaN);
        for (Yardstick.Bound bound : study.yardstick().bounds()) {
            int seed = study.seeds().indexOf(bound.seed());
            if (seed >= 0) {
                values[seed] = bound.relaxation();
            }
        }
        return values;
    }

    private double[] costs(String controller) {
        return summary.values(controller, Summary.TOTAL_COST.id());
    }

    private double[] gaps() {
        return Statistics.differences(
                on(bounded, costs(Yardstick.PLAN)), on(bounded, relaxation()));
    }

    private static double[] on(int[] seeds, double[] values) {
        return Arrays.stream(seeds).mapToDouble(s -> values[s]).toArray();
    }

    private Interval mean(double[] values) {
        return values.length == 0 ? Interval.UNKNOWN : summary.bootstrap().mean(values);
    }

    private Interval ratio(double[] above, double[] below) {
        return above.length == 0 ? Interval.UNKNOWN : summary.bootstrap().ratioOfSums(above, below);
    }

    /**
     * Why the plan of a seed costs more than the lower bound, currency; the four add up to the gap.
     *
     * <p>Between plan and bound stand two costs that are at most the one and at least the other: of
     * the same program's schedule played in a world without power levels and least powers, and of
     * the program itself, which knows neither of what playing it adds nor less of the network than
     * it can.
     *
     * @param levels plan less the schedule without levels
     * @param curves that less the program: charge curves that are not concave, first-order losses
     *     and limits, what is corrected late
     * @param network the program less the bound where there is a feeder: losses and limits of which
     *     the bound proves less
     * @param unproven what is left: no such cost is known, or the bound is loose in itself
     */
    record GapCauses(double levels, double curves, double network, double unproven) {
        /**
         * Splits a gap.
         *
         * @param withoutLevels NaN where it is not known
         * @param program likewise
         * @param hasFeeder whether a network is at all behind the program's distance to the bound
         */
        static GapCauses of(
                double plan,
                double withoutLevels,
                double program,
                double bound,
                boolean hasFeeder) {
            if (Double.isNaN(withoutLevels) || Double.isNaN(program)) {
                return new GapCauses(0, 0, 0, plan - bound);
            }
            double smooth = Math.min(plan, Math.max(withoutLevels, bound));
            double solved = Math.min(smooth, Math.max(program, bound));
            double rest = solved - bound;
            return new GapCauses(
                    plan - smooth, smooth - solved, hasFeeder ? rest : 0, hasFeeder ? 0 : rest);
        }

        GapCauses plus(GapCauses other) {
            return new GapCauses(
                    levels + other.levels,
                    curves + other.curves,
                    network + other.network,
                    unproven + other.unproven);
        }

        GapCauses over(int count) {
            return new GapCauses(levels / count, curves / count, network / count, unproven / count);
        }
    }
}
