package org.evenflow.report.economic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evenflow.model.ChargerGroups;
import org.evenflow.model.ChargerGroups.Group;
import org.evenflow.report.Csv;
import org.evenflow.report.Numbers;
import org.evenflow.report.StudyWriter;
import org.evenflow.report.economic.EconomicResult.Row;
import org.evenflow.report.economic.EconomicResult.Source;

/** Writes what a study of economic dispatch leaves behind, and its table for a terminal. */
public final class EconomicWriter {
    /** Names of the files. */
    public static final List<String> FILES =
            List.of("results.csv", "states.csv", "summary.json", "report.html");

    private static final String EXACT = "exact";

    private EconomicWriter() {}

    /**
     * Writes the files into a folder; files of these names are replaced.
     *
     * @return lines for a terminal
     * @throws org.evenflow.model.InputException if the folder cannot be written
     */
    public static List<String> write(EconomicResult result, Path folder) {
        var summary = new EconomicSummary(result);
        List<String> verdict = verdict(result, summary);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("results.csv", results(result));
        files.put("states.csv", states(result));
        files.put("summary.json", EconomicJson.summary(result, summary, verdict));
        files.put("report.html", EconomicPage.html(result, summary, verdict));
        StudyWriter.writeAll(files, folder);
        var lines = new ArrayList<>(verdict);
        lines.addAll(table(result, summary));
        return lines;
    }

    private static List<String> table(EconomicResult result, EconomicSummary summary) {
        var lines = new ArrayList<String>();
        for (String variant : result.variants()) {
            lines.add("");
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%-24s %10s %22s %9s %9s %10s %9s",
                            variant,
                            "mean gap %",
                            "95 % interval",
                            "p99 %",
                            "optimal %",
                            "messages",
                            "ms"));
            for (EconomicSummary.Figures m : summary.figures(variant)) {
                lines.add(
                        String.format(
                                Locale.ROOT,
                                "%-24s %10.4f %22s %9.3f %9.1f %10s %9.3f",
                                m.method(),
                                seen(m.gap().estimate()),
                                String.format(
                                        Locale.ROOT,
                                        "%.4f to %.4f",
                                        seen(m.gap().low()),
                                        seen(m.gap().high())),
                                m.p99(),
                                100 * m.optimalShare(),
                                Double.isNaN(m.messages())
                                        ? "-"
                                        : String.format(Locale.ROOT, "%.0f", m.messages()),
                                m.decisionMs()));
            }
        }
        return lines;
    }

    /** Zero instead of what four decimals do not show. */
    private static double seen(double percent) {
        return Math.abs(percent) < 5e-5 ? 0 : percent;
    }

    /** What was found, in sentences. */
    static List<String> verdict(EconomicResult result, EconomicSummary summary) {
        var lines = new ArrayList<String>();
        String published =
                Stream.of(ChargerGroups.Variant.values())
                        .map(ChargerGroups.Variant::label)
                        .filter(v -> !Double.isNaN(summary.published(v, EXACT).cost()))
                        .map(v -> optimum(summary, v))
                        .collect(Collectors.joining(", "));
        if (!published.isEmpty()) {
            lines.add("Proven optimum at the published state: " + published + ".");
        }
        for (String variant : result.variants()) {
            lines.add(
                    summary.figures(variant).stream()
                            .sorted(Comparator.comparingDouble(EconomicSummary.Figures::shownGap))
                            .map(m -> EconomicCells.words(m.method()) + " " + percent(m.shownGap()))
                            .collect(
                                    Collectors.joining(
                                            ", ",
                                            "Mean gap to the proven optimum over "
                                                    + states(result, variant)
                                                    + " random states, "
                                                    + EconomicCells.words(variant)
                                                    + ": ",
                                            ".")));
        }
        double least = summary.leastGapPercent();
        lines.add(
                least < -EconomicSummary.NO_GAP_PERCENT
                        ? "A method was below the exact one by " + percent(-least) + "."
                        : "No method was below the proven optimum.");
        lines.add(
                "The balance is off by at most "
                        + String.format(Locale.ROOT, "%.1e", summary.largestResidualKw())
                        + " kW in any feasible plan; plans that are not feasible: "
                        + result.rows().stream().filter(r -> !r.isFeasible()).count()
                        + " of "
                        + result.rows().size()
                        + ".");
        return lines;
    }

    private static String optimum(EconomicSummary summary, String variant) {
        return Numbers.text(summary.published(variant, EXACT).cost(), 2)
                + " "
                + EconomicCells.words(variant);
    }

    private static long states(EconomicResult result, String variant) {
        return result.rows().stream()
                .filter(r -> r.source() == Source.RANDOM && r.variant().equals(variant))
                .map(r -> r.seed() + " " + r.number())
                .distinct()
                .count();
    }

    /** A gap with as many decimals as it takes to see it. */
    static String percent(double value) {
        double size = Math.abs(value);
        int decimals = size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
        return Numbers.text(size < 5e-5 ? 0 : value, size < 5e-5 ? 0 : decimals) + " %";
    }

    private static String results(EconomicResult result) {
        var text = new StringBuilder();
        text.append(
                        "variant,states,seed,state,method,cost,optimality_gap_percent,proven_gap_percent,")
                .append("balance_residual_kw,shortfall_kw,feasible,repaired,messages,evaluations,")
                .append("groups_on,decision_ms");
        for (Group group : result.world().groups()) {
            text.append(",kw_").append(Csv.cell(group.id()));
        }
        text.append('\n');
        for (Row row : result.rows()) {
            text.append(row.variant()).append(',').append(row.source().label()).append(',');
            text.append(row.seed()).append(',').append(row.number()).append(',');
            text.append(row.method());
            number(text, row.cost());
            number(text, row.gapPercent());
            number(text, row.provenPercent());
            number(text, row.residualKw());
            number(text, row.shortfallKw());
            text.append(',').append(row.isFeasible()).append(',').append(row.isRepaired());
            text.append(',').append(row.messages() < 0 ? "" : Integer.toString(row.messages()));
            text.append(',').append(row.evaluations()).append(',').append(running(result, row));
            text.append(String.format(Locale.ROOT, ",%.4f", row.decisionMs()));
            for (double kw : row.kw()) {
                text.append(String.format(Locale.ROOT, ",%.6f", kw));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static void number(StringBuilder text, double value) {
        text.append(',').append(Double.isNaN(value) ? "" : Double.toString(value));
    }

    /** Ids of the groups that run. */
    private static String running(EconomicResult result, Row row) {
        var ids = new ArrayList<String>();
        for (int group = 0; group < row.on().length; group++) {
            if (row.on()[group]) {
                ids.add(result.world().groups().get(group).id());
            }
        }
        return Csv.cell(String.join(" ", ids));
    }

    /** Every state once. */
    private static String states(EconomicResult result) {
        var text = new StringBuilder("states,seed,state,total_kw");
        result.world().regions().forEach(id -> text.append(",demand_kw_").append(Csv.cell(id)));
        var groups = result.world().groups();
        for (int group = 0; group < groups.size(); group++) {
            if (result.world().isFeeding(group)) {
                text.append(",available_kw_").append(Csv.cell(groups.get(group).id()));
            }
        }
        text.append('\n');
        var lines = new LinkedHashMap<String, String>();
        for (Row row : result.rows()) {
            String key = row.source().label() + "," + row.seed() + "," + row.number();
            lines.computeIfAbsent(key, _ -> numbers(result, row));
        }
        lines.forEach((key, numbers) -> text.append(key).append(numbers).append('\n'));
        return text.toString();
    }

    private static String numbers(EconomicResult result, Row row) {
        var text = new StringBuilder();
        number(text, row.state().totalKw());
        for (double kw : row.state().regionKw()) {
            number(text, kw);
        }
        for (int group = 0; group < row.state().availableKw().length; group++) {
            if (result.world().isFeeding(group)) {
                number(text, row.state().availableKw()[group]);
            }
        }
        return text.toString();
    }
}
