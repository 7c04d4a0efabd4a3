package org.evenflow.report.economic;

import static org.evenflow.report.JsonNumbers.JSON;
import static org.evenflow.report.JsonNumbers.rounded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.evenflow.model.ChargerGroups.Group;
import org.evenflow.numeric.statistics.Statistics;
import org.evenflow.report.JsonNumbers;
import org.evenflow.report.economic.EconomicResult.Row;
import org.evenflow.report.economic.EconomicResult.Source;

/** What the charts of a page on economic dispatch draw, as compact JSON. */
final class EconomicChartJson {
    /** Points of a distribution. */
    private static final int POINTS = 200;

    private EconomicChartJson() {}

    static String json(EconomicResult result, EconomicSummary summary) {
        ObjectNode root = JSON.objectNode();
        root.putArray("episodes");
        ArrayNode groups = root.putArray("groups");
        for (Group group : result.world().groups()) {
            groups.addObject()
                    .put("id", group.id())
                    .put("kind", group.kind().label())
                    .put("region", group.region())
                    .put("max", group.maxKw());
        }
        root.set("methods", JsonNumbers.texts(result.methods().keySet()));
        ArrayNode variants = root.putArray("variants");
        for (String variant : result.variants()) {
            ObjectNode node = variants.addObject().put("id", variant);
            ArrayNode methods = node.putArray("methods");
            for (EconomicSummary.Figures m : summary.figures(variant)) {
                methods.add(method(result, variant, m));
            }
        }
        return root.toString();
    }

    private static ObjectNode method(
            EconomicResult result, String variant, EconomicSummary.Figures m) {
        ObjectNode node = JSON.objectNode().put("id", m.method());
        node.set("mean", rounded(m.gap().estimate(), 6));
        node.set("low", rounded(m.gap().low(), 6));
        node.set("high", rounded(m.gap().high(), 6));
        List<Row> random = result.of(variant, Source.RANDOM, m.method());
        double[] gaps =
                random.stream()
                        .mapToDouble(Row::gapPercent)
                        .filter(gap -> !Double.isNaN(gap))
                        .sorted()
                        .toArray();
        double[] points = new double[gaps.length == 0 ? 0 : POINTS + 1];
        for (int i = 0; i < points.length; i++) {
            points[i] = Math.max(0, Statistics.quantile(gaps, (double) i / POINTS));
        }
        node.set("gaps", rounded(points, 6));
        node.set("runs", rounded(runs(result, random), 4));
        List<Row> published = result.of(variant, Source.PUBLISHED, m.method());
        if (!published.isEmpty()) {
            node.set("kw", rounded(published.getFirst().kw(), 2));
            node.set("cost", rounded(published.getFirst().cost(), 2));
        }
        day(result, variant, m.method(), node);
        return node;
    }

    /** Share of states in which each group runs. */
    private static double[] runs(EconomicResult result, List<Row> rows) {
        double[] shares = new double[result.world().groups().size()];
        for (Row row : rows) {
            for (int group = 0; group < shares.length; group++) {
                shares[group] += row.on()[group] ? 1.0 / rows.size() : 0;
            }
        }
        return shares;
    }

    /** Gap by step over all seeds, and the exact method's powers on the first seed's day. */
    private static void day(EconomicResult result, String variant, String method, ObjectNode node) {
        List<Row> rows = result.of(variant, Source.DAY, method);
        if (rows.isEmpty()) {
            return;
        }
        int steps = rows.stream().mapToInt(Row::number).max().orElse(0) + 1;
        double[] cost = new double[steps];
        double[] optimum = new double[steps];
        for (Row row : rows) {
            cost[row.number()] += row.cost();
            optimum[row.number()] += row.cost() / (1 + row.gapPercent() / 100);
        }
        double[] gap = new double[steps];
        Arrays.setAll(gap, step -> 100 * (cost[step] / optimum[step] - 1));
        node.set("dayGap", rounded(gap, 5));
        double[] mean = Arrays.stream(cost).map(c -> c / result.seeds().size()).toArray();
        node.set("dayCost", rounded(mean, 1));
        ArrayNode powers = node.putArray("dayKw");
        long first = result.seeds().getFirst();
        rows.stream()
                .filter(row -> row.seed() == first)
                .forEach(row -> powers.add(rounded(row.kw(), 1)));
    }
}
