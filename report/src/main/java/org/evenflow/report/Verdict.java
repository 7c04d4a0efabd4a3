package org.evenflow.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.evenflow.report.CostComparison.Standing;

/** What the study proves, in sentences, most important first; and what it does not prove. */
final class Verdict {
    private static final List<String> VIOLATIONS =
            List.of(
                    "voltage_violation",
                    "line_violation",
                    "transformer_violation",
                    "station_violation");
    private static final double FULL_SERVICE = 99.5;

    private final StudyResult study;
    private final Summary summary;
    private final CostComparison costs;
    private final List<String> sentences = new ArrayList<>();

    private Verdict(StudyResult study, Summary summary, CostComparison costs) {
        this.study = study;
        this.summary = summary;
        this.costs = costs;
    }

    static List<String> sentences(StudyResult study, Summary summary, CostComparison costs) {
        var verdict = new Verdict(study, summary, costs);
        Optional<Standing> best = costs.best();
        if (best.isEmpty()) {
            return List.of(
                    "No run has both an operating cost and an unserved cost, so controllers cannot"
                            + " be compared.");
        }
        verdict.lowest(best.get());
        verdict.againstReference(best.get());
        verdict.bestPossible(best.get());
        verdict.ties(best.get());
        verdict.sentences.addAll(new BestRuleSection(study, summary).sentences());
        verdict.service(best.get());
        verdict.violations(best.get());
        verdict.raw();
        verdict.missing();
        verdict.unsolved();
        return List.copyOf(verdict.sentences);
    }

    /** Name of a controller for people. */
    static String name(String controller) {
        return controller.replace('_', ' ');
    }

    private void lowest(Standing best) {
        Estimate total = best.total();
        String sentence =
                "Lowest total cost (operating cost plus priced unserved energy)%s: %s with %s per run"
                        .formatted(
                                study.yardstick().foreseeing().isEmpty()
                                        ? ""
                                        : " of those that do not see the future",
                                name(best.controller()),
                                money(total.mean()));
        sentences.add(
                total.n() < 2
                        ? sentence + ", one seed only, so nothing is proven by it."
                        : sentence
                                + ", mean of %d seeds (95 %% interval %s to %s)."
                                        .formatted(
                                                total.n(),
                                                amount(total.low()),
                                                amount(total.high())));
    }

    private void againstReference(Standing best) {
        String reference = name(CostComparison.REFERENCE);
        var difference = best.againstReference();
        if (best.controller().equals(CostComparison.REFERENCE)) {
            sentences.add("No controller costs less than " + reference + ".");
        } else if (Double.isNaN(difference.estimate())) {
            sentences.add("There is no " + reference + " run to compare with.");
        } else if (difference.excludesZero()) {
            sentences.add(
                    "That is %s (%s %%) less than %s, paired by seed (95 %% interval %s to %s less; %s)."
                            .formatted(
                                    money(-difference.estimate()),
                                    share(-best.percent()),
                                    reference,
                                    amount(-difference.high()),
                                    amount(-difference.low()),
                                    test(best)));
            shareOfCharging(difference.estimate());
        } else {
            sentences.add(
                    "A difference from %s is not proven: it is %s (%s %%) %s."
                            .formatted(
                                    reference,
                                    money(difference.estimate()),
                                    share(best.percent()),
                                    Double.isNaN(difference.low())
                                            ? "on a single pair of runs"
                                            : "with a paired 95 %% interval of %s to %s, which includes zero (%s)"
                                                    .formatted(
                                                            amount(difference.low()),
                                                            amount(difference.high()),
                                                            test(best))));
        }
    }

    /**
     * The saving against what charging adds to the bill: base load is the same whoever controls the
     * charging.
     */
    private void shareOfCharging(double difference) {
        double charging = summary.estimate(CostComparison.REFERENCE, "charging_cost").mean();
        if (charging > 0) {
            sentences.add(
                    "Charging adds %s to the bill under %s; the saving is %s %% of that."
                            .formatted(
                                    money(charging),
                                    name(CostComparison.REFERENCE),
                                    share(-100 * difference / charging)));
        }
    }

    /** How close to the best possible, and whether the bound holds. */
    private void bestPossible(Standing best) {
        var section = new BestPossibleSection(study, summary, costs);
        sentences.addAll(section.captured(best.controller()));
        sentences.addAll(section.sentences());
    }

    private static String test(Standing standing) {
        String p = standing.p() < 0.001 ? "p < 0.001" : "p = " + Numbers.text(standing.p(), 3);
        return "effect size d = "
                + Numbers.text(Math.abs(standing.effect()), 1)
                + ", signed-rank "
                + p
                + " after Holm's correction"
                + (standing.p() > 0.05 ? ", above 0.05, so the evidence is weak" : "");
    }

    private void ties(Standing best) {
        List<Standing> tied = costs.tiedWithBest();
        if (!tied.isEmpty() && best.total().n() > 1) {
            sentences.add(
                    "Its cost cannot be told apart (paired 95 % interval includes zero) from that"
                            + " of "
                            + list(tied.stream().map(s -> name(s.controller())).toList())
                            + ".");
        }
    }

    private void service(Standing best) {
        double share = summary.estimate(best.controller(), "served_share").mean();
        if (Double.isNaN(share)) {
            return;
        }
        double reference = summary.estimate(CostComparison.REFERENCE, "served_share").mean();
        boolean compares =
                !Double.isNaN(reference) && !best.controller().equals(CostComparison.REFERENCE);
        sentences.add(
                "%s %% of its sessions leave with all the energy they could reach%s."
                        .formatted(
                                Numbers.text(share, 2),
                                compares
                                        ? " (%s: %s %%)"
                                                .formatted(
                                                        name(CostComparison.REFERENCE),
                                                        Numbers.text(reference, 2))
                                        : ""));
        fullService(best, share);
    }

    /** Cheapest on the seeds where every ranked controller serves nearly all sessions. */
    private void fullService(Standing best, double share) {
        List<String> ranked =
                costs.standings().stream()
                        .filter(Standing::isRanked)
                        .map(Standing::controller)
                        .toList();
        int[] full =
                IntStream.range(0, study.seeds().size())
                        .filter(
                                seed ->
                                        ranked.stream()
                                                .allMatch(
                                                        c ->
                                                                summary.values(c, "served_share")[
                                                                                seed]
                                                                        >= FULL_SERVICE))
                        .toArray();
        if (full.length == study.seeds().size()) {
            return;
        }
        if (full.length == 0) {
            sentences.add(
                    "On no seed do all controllers serve at least 99.5 % of the sessions"
                            + (share < FULL_SERVICE
                                    ? ", nor does this one: part of its saving is energy not given."
                                    : "."));
            return;
        }
        String cheapest =
                ranked.stream()
                        .min((a, b) -> Double.compare(totalOn(full, a), totalOn(full, b)))
                        .orElse(best.controller());
        sentences.add(
                "On the %d of %d seeds where all serve at least 99.5 %%, the lowest is %s with %s."
                        .formatted(
                                full.length,
                                study.seeds().size(),
                                name(cheapest),
                                money(totalOn(full, cheapest))));
    }

    private double totalOn(int[] seeds, String controller) {
        double[] totals = summary.values(controller, Summary.TOTAL_COST.id());
        return Arrays.stream(seeds).mapToDouble(s -> totals[s]).average().orElse(Double.NaN);
    }

    private void violations(Standing best) {
        if (VIOLATIONS.stream().noneMatch(summary::has)) {
            sentences.add("No limit violations were measured.");
            return;
        }
        String own = remaining(best.controller());
        sentences.add(
                own.isEmpty()
                        ? "After the dispatcher it violates no limit in any run."
                        : "After the dispatcher it still violates limits, mean per run: "
                                + own
                                + ".");
        List<String> others =
                costs.standings().stream()
                        .filter(Standing::isRanked)
                        .map(Standing::controller)
                        .filter(c -> !c.equals(best.controller()) && !remaining(c).isEmpty())
                        .map(Verdict::name)
                        .toList();
        if (!others.isEmpty()) {
            sentences.add("Limits also stay violated under " + list(others) + ".");
        }
    }

    private void raw() {
        if (study.controllers().contains(CostComparison.RAW)) {
            String violations = remaining(CostComparison.RAW);
            sentences.add(
                    name(CostComparison.RAW)
                            + " passes no dispatcher and is not ranked; it "
                            + (violations.isEmpty()
                                    ? "violates no limit."
                                    : "violates limits, mean per run: " + violations + "."));
        }
    }

    /** What a controller still violates, empty for nothing. */
    private String remaining(String controller) {
        return VIOLATIONS.stream()
                .map(Kpi::of)
                .filter(kpi -> summary.estimate(controller, kpi.id()).mean() > 0)
                .map(
                        kpi ->
                                kpi.id().replace("_violation", "")
                                        + " "
                                        + Numbers.of(
                                                summary.estimate(controller, kpi.id()).mean(), kpi)
                                        + " "
                                        + kpi.unit())
                .collect(Collectors.joining(", "));
    }

    private void missing() {
        for (Standing standing : costs.standings()) {
            int n = standing.total().n();
            if (n < study.seeds().size()) {
                sentences.add(
                        "%s has a cost on %d of %d seeds and is compared on those."
                                .formatted(name(standing.controller()), n, study.seeds().size()));
            }
        }
    }

    /** Steps without a power flow make a run's voltages and losses incomplete. */
    private void unsolved() {
        for (String controller : study.controllers()) {
            double steps = summary.estimate(controller, "power_flow_failures").mean();
            if (steps > 0) {
                sentences.add(
                        "Under %s the power flow found no solution in %s steps per run (mean): the network cannot carry that load, and its voltages, currents and losses leave these steps out."
                                .formatted(name(controller), Numbers.text(steps, 1)));
            }
        }
    }

    private String money(double value) {
        return amount(value) + " " + study.currency();
    }

    /** Per cent with one decimal, two where it is small. */
    private static String share(double percent) {
        return Numbers.text(percent, Math.abs(percent) < 1 ? 2 : 1);
    }

    private static String amount(double value) {
        return Numbers.text(value, 2);
    }

    private static String list(List<String> names) {
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1))
                        + " and "
                        + names.get(names.size() - 1);
    }
}
