package org.evenflow.report.economic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evenflow.model.ChargerGroups.Group;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.report.Html;
import org.evenflow.report.Numbers;
import org.evenflow.report.PageFrame;
import org.evenflow.report.economic.EconomicResult.Claim;
import org.evenflow.report.economic.EconomicResult.Row;
import org.evenflow.report.economic.EconomicResult.Source;

/** {@code report.html} of economic dispatch: one page that holds all it needs. */
final class EconomicPage {
    private static final List<String> SCRIPTS =
            List.of("economic/economic", "economic/economic_day");

    private final EconomicResult result;
    private final EconomicSummary summary;

    private EconomicPage(EconomicResult result, EconomicSummary summary) {
        this.result = result;
        this.summary = summary;
    }

    static String html(EconomicResult result, EconomicSummary summary, List<String> verdict) {
        var page = new EconomicPage(result, summary);
        Map<String, String> slots =
                Map.ofEntries(
                        Map.entry("title", Html.escape(result.title())),
                        Map.entry("kind", "report"),
                        Map.entry("kicker", Html.study(result.study())),
                        Map.entry("counts", page.counts()),
                        Map.entry("verdict", Html.verdict(verdict)),
                        Map.entry("facts", Html.facts(result.facts())),
                        Map.entry("groups", page.groups()),
                        Map.entry("claims", page.claims()),
                        Map.entry("why", page.why()),
                        Map.entry("published", page.published()),
                        Map.entry("gaps", page.gaps()),
                        Map.entry("order", page.order()),
                        Map.entry("effort", page.effort()),
                        Map.entry("others", page.others()),
                        Map.entry("day", page.day()),
                        Map.entry("notes", Html.list(result.notes())),
                        Map.entry("provenance", Html.facts(result.provenance())));
        return PageFrame.html(
                "economic/economic.html", slots, EconomicChartJson.json(result, summary), SCRIPTS);
    }

    private String counts() {
        return "%d methods, %d seeds, %d decisions in %s s"
                .formatted(
                        result.methods().size(),
                        result.seeds().size(),
                        result.rows().size(),
                        Numbers.text(result.wallSeconds(), 1));
    }

    private String groups() {
        return EconomicCells.table(
                "Groups of chargers; a group that runs at P kW costs a·P² + b·P + c",
                List.of("Group", "Kind", "Region", "a", "b", "c", "Least kW", "Greatest kW"),
                result.world().groups().stream().map(EconomicPage::group));
    }

    private static List<String> group(Group group) {
        return List.of(
                group.id(),
                EconomicCells.words(group.kind().label()),
                group.region(),
                Numbers.text(group.costPerKw2(), group.costPerKw2() == 0 ? 0 : 4),
                Numbers.text(group.costPerKw(), 0),
                Numbers.text(group.fixedCost(), 0),
                Numbers.text(group.minKw(), 0),
                Numbers.text(group.maxKw(), 0));
    }

    private String claims() {
        if (result.claims().isEmpty()) {
            return "<p class=\"absent\">Nobody published results for this world.</p>";
        }
        var text = new StringBuilder();
        for (String variant : result.variants()) {
            text.append(
                    EconomicCells.table(
                            "Claimed and ours, " + EconomicCells.words(variant),
                            List.of(
                                    "Claimed for",
                                    "Ours",
                                    "Claimed cost",
                                    "Claimed gap",
                                    "Our cost",
                                    "Our gap (95 %)",
                                    "Claimed per hour",
                                    "Claimed gap",
                                    "Ours per hour",
                                    "Our gap (95 %)"),
                            result.claims().stream().map(claim -> claim(variant, claim))));
            text.append('\n');
        }
        return text.toString();
    }

    /** Why claimed and own costs cannot be set side by side as they are. */
    private String why() {
        var text = new StringBuilder();
        for (Claim claim : result.claims()) {
            if (claim.isReference()) {
                for (String variant : result.variants()) {
                    double own = summary.published(variant, "exact").cost();
                    text.append(
                            "<p class=\"hint\">With the published constants the proven optimum at the published state is %s (%s); the publication's own, by %s, is %s, %s times as much. Costs cannot be set beside costs, therefore; gaps can.</p>\n"
                                    .formatted(
                                            EconomicCells.money(own),
                                            Html.escape(EconomicCells.words(variant)),
                                            Html.escape(claim.name()),
                                            EconomicCells.money(claim.stateCost()),
                                            Numbers.text(claim.stateCost() / own, 2)));
                }
                text.append(
                        "<p class=\"hint\">The claimed costs per hour are %s times those at the state: steps of a quarter of an hour added up, as here. The publication does not give the day behind them; ours is drawn.</p>"
                                .formatted(Numbers.text(claim.hourCost() / claim.stateCost(), 2)));
            }
        }
        return text.toString();
    }

    private List<String> claim(String variant, Claim claim) {
        var state = summary.published(variant, claim.method());
        var day = summary.day(variant, claim.method());
        boolean ran = result.methods().containsKey(claim.method());
        return List.of(
                claim.name(),
                EconomicCells.words(claim.method()) + (ran ? "" : " (did not run)"),
                EconomicCells.money(claim.stateCost()),
                EconomicCells.percent(EconomicJson.stateGap(result, claim)),
                EconomicCells.money(state.cost()),
                EconomicCells.within(state.gap()),
                EconomicCells.money(claim.hourCost()),
                EconomicCells.percent(EconomicJson.hourGap(result, claim)),
                EconomicCells.money(day.cost()),
                EconomicCells.within(day.gap()));
    }

    private String published() {
        List<String> variants =
                Stream.of(Variant.values())
                        .map(Variant::label)
                        .filter(v -> !result.of(v, Source.PUBLISHED, firstMethod()).isEmpty())
                        .toList();
        if (variants.isEmpty()) {
            return "<p class=\"absent\">The world names no published state.</p>";
        }
        var heads = Stream.concat(Stream.of("Method"), variants.stream().map(EconomicCells::words));
        String costs =
                EconomicCells.table(
                        "Cost at the published state, mean over the seeds, and gap to the optimum",
                        heads.toList(),
                        result.methods().keySet().stream().map(m -> costs(m, variants)));
        return costs
                + "\n"
                + result.variants().stream().map(this::powers).collect(Collectors.joining("\n"));
    }

    private String firstMethod() {
        return result.methods().keySet().iterator().next();
    }

    private List<String> costs(String method, List<String> variants) {
        var cells = Stream.of(EconomicCells.words(method));
        var own =
                variants.stream()
                        .map(v -> summary.published(v, method))
                        .map(
                                s ->
                                        EconomicCells.money(s.cost())
                                                + ", "
                                                + EconomicCells.percent(s.gap().estimate()));
        return Stream.concat(cells, own).toList();
    }

    /** Powers of the first seed's plans. */
    private String powers(String variant) {
        var heads =
                Stream.concat(
                        Stream.of("Method"),
                        result.world().groups().stream().map(g -> "Group " + g.id()));
        return EconomicCells.table(
                "Powers at the published state, kW, " + EconomicCells.words(variant),
                heads.toList(),
                result.methods().keySet().stream()
                        .map(m -> result.of(variant, Source.PUBLISHED, m))
                        .filter(rows -> !rows.isEmpty())
                        .map(rows -> powers(rows.getFirst())));
    }

    private static List<String> powers(Row row) {
        var cells = new ArrayList<String>(List.of(EconomicCells.words(row.method())));
        for (int group = 0; group < row.kw().length; group++) {
            cells.add(row.on()[group] ? Numbers.text(row.kw()[group], 1) : "off");
        }
        return cells;
    }

    private String gaps() {
        return byVariant(
                "Gap to the proven optimum on random states, ",
                List.of(
                        "Method",
                        "Mean (95 %)",
                        "Median",
                        "99 % of states",
                        "Largest",
                        "Optimal in",
                        "Not feasible",
                        "Repaired in"),
                m ->
                        List.of(
                                EconomicCells.words(m.method()),
                                EconomicCells.within(m.gap()),
                                EconomicCells.percent(m.median()),
                                EconomicCells.percent(m.p99()),
                                EconomicCells.percent(m.largest()),
                                Numbers.text(100 * m.optimalShare(), 1) + " %",
                                Integer.toString(m.infeasible()),
                                Numbers.text(100 * m.repairedShare(), 1) + " %"));
    }

    private String effort() {
        return byVariant(
                "Effort of one decision, ",
                List.of(
                        "Method",
                        "Messages",
                        "Plans tried",
                        "Median ms",
                        "99 % ms",
                        "Largest residual kW"),
                m ->
                        List.of(
                                EconomicCells.words(m.method()),
                                Double.isNaN(m.messages())
                                        ? EconomicCells.NONE
                                        : Numbers.text(m.messages(), 0),
                                Numbers.text(m.evaluations(), m.evaluations() < 100 ? 1 : 0),
                                Numbers.text(m.decisionMs(), 3),
                                Numbers.text(m.decisionP99Ms(), 3),
                                Numbers.text(m.residualKw(), 9)));
    }

    private String byVariant(
            String caption,
            List<String> heads,
            Function<EconomicSummary.Figures, List<String>> cells) {
        return result.variants().stream()
                .map(
                        variant ->
                                EconomicCells.table(
                                        caption + EconomicCells.words(variant),
                                        heads,
                                        summary.figures(variant).stream().map(cells)))
                .collect(Collectors.joining("\n"));
    }

    private String order() {
        return result.variants().stream()
                .map(
                        variant ->
                                EconomicCells.table(
                                        "Order by mean gap, " + EconomicCells.words(variant),
                                        List.of(
                                                "Better",
                                                "Next",
                                                "Difference, points (95 %)",
                                                "p (Holm)",
                                                "Effect d"),
                                        summary.order(variant).stream().map(EconomicPage::pair)))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> pair(EconomicSummary.Pair pair) {
        return List.of(
                EconomicCells.words(pair.better()),
                EconomicCells.words(pair.worse()),
                EconomicCells.within(pair.difference()),
                pair.p() < 0.001 ? "< 0.001" : Numbers.text(pair.p(), 3),
                Numbers.text(pair.effect(), 2));
    }

    private String others() {
        var others = result.others();
        if (others.secondPercent().length == 0) {
            return "<p class=\"absent\">No variant of this study lets groups be off.</p>";
        }
        return Html.facts(
                Map.of(
                        "Second best",
                        "The second best choice of running groups costs "
                                + EconomicCells.within(
                                        EconomicSummary.median(others.secondPercent()))
                                + " more in the median.",
                        "One wrong",
                        "One group turned over in the best choice costs "
                                + EconomicCells.within(EconomicSummary.median(others.flipPercent()))
                                + " more in the median, and in "
                                + Numbers.text(100 * others.infeasibleShare(), 1)
                                + " % of cases the others cannot serve then."));
    }

    private String day() {
        if (result.rows().stream().noneMatch(row -> row.source() == Source.DAY)) {
            return "<p class=\"absent\">The world names no day.</p>";
        }
        return result.variants().stream()
                .map(
                        variant ->
                                EconomicCells.table(
                                        "Mean cost per hour of the day, its steps added up, "
                                                + EconomicCells.words(variant),
                                        List.of("Method", "Per hour", "Gap, ratio of sums (95 %)"),
                                        summary.figures(variant).stream()
                                                .map(m -> hour(variant, m.method()))))
                .collect(Collectors.joining("\n"));
    }

    private List<String> hour(String variant, String method) {
        var day = summary.day(variant, method);
        return List.of(
                EconomicCells.words(method),
                EconomicCells.money(day.cost()),
                EconomicCells.within(day.gap()));
    }
}
