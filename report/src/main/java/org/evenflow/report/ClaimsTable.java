package org.evenflow.report;

import static org.evenflow.report.JsonNumbers.JSON;
import static org.evenflow.report.JsonNumbers.exact;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.evenflow.data.Claims;
import org.evenflow.data.Claims.Claim;
import org.evenflow.data.Claims.Figure;
import org.evenflow.data.Claims.Method;
import org.evenflow.numeric.statistics.Interval;
import org.evenflow.numeric.statistics.Statistics;

/**
 * Published figures beside ours, world by world. Changes are counted from the claims' reference,
 * paired by seed; percentages are ratios of sums over the seeds.
 */
final class ClaimsTable {
    private final WorldsResult result;
    private final Claims claims;
    private final List<WorldSummary> worlds;

    ClaimsTable(WorldsResult result, Claims claims, List<WorldSummary> worlds) {
        this.result = result;
        this.claims = claims;
        this.worlds = worlds;
    }

    /** Our controller that stands for a method in a world. */
    private static Optional<String> ours(WorldSummary world, Method method) {
        return method.controllers().stream()
                .filter(world.study().controllers()::contains)
                .findFirst();
    }

    /** What we measured of a figure, in its unit. */
    Interval measured(WorldSummary world, Figure figure, String controller) {
        double[] own = world.summary().values(controller, figure.indicator());
        double[] reference = world.summary().values(claims.reference(), figure.indicator());
        boolean isAlone = figure.measure() == Claims.Measure.VALUE;
        int[] both =
                IntStream.range(0, own.length)
                        .filter(seed -> !Double.isNaN(own[seed]))
                        .filter(seed -> isAlone || !Double.isNaN(reference[seed]))
                        .toArray();
        if (both.length == 0) {
            return Interval.UNKNOWN;
        }
        double[] x = IntStream.of(both).mapToDouble(seed -> own[seed]).toArray();
        double[] r = IntStream.of(both).mapToDouble(seed -> reference[seed]).toArray();
        var bootstrap = world.summary().bootstrap();
        return switch (figure.measure()) {
            case VALUE -> bootstrap.mean(x).times(figure.factor());
            case INCREASE -> bootstrap.mean(Statistics.differences(x, r)).times(figure.factor());
            case INCREASE_PERCENT ->
                    bootstrap.ratioOfSums(Statistics.differences(x, r), r).times(100);
            case DECREASE_PERCENT ->
                    bootstrap.ratioOfSums(Statistics.differences(r, x), r).times(100);
        };
    }

    private static Optional<Claim> claim(Figure figure, String world, Method method) {
        return Optional.ofNullable(figure.claimed().get(world)).map(by -> by.get(method.id()));
    }

    /** The table and what is to be said about it; empty where no world is spoken of. */
    String html() {
        String heads =
                claims.methods().stream()
                        .map(
                                method ->
                                        "<th scope=\"col\" class=\"text\">%s</th>"
                                                .formatted(Html.escape(method.title())))
                        .collect(Collectors.joining());
        String tables =
                worlds.stream().map(world -> table(world, heads)).collect(Collectors.joining("\n"));
        return """
        <p class="hint">Source: %s. Changes are counted from %s, paired by seed; percentages are ratios of sums over the seeds. Claimed figures in bold, ours below with the 95 %% bootstrap interval.</p>
        %s
        <h3>Why they differ, and what physics forbids</h3>
        %s
        """
                .formatted(
                        Html.escape(claims.source()),
                        Html.escape(Verdict.name(claims.reference())),
                        tables,
                        Html.list(claims.findings()));
    }

    private String table(WorldSummary world, String heads) {
        String rows =
                claims.figures().stream()
                        .map(figure -> row(world, figure))
                        .collect(Collectors.joining("\n"));
        return """
        <div class="scroll" tabindex="0"><table class="plain claims"><caption>%s</caption>
        <thead><tr><th scope="col" class="text">Figure</th><th scope="col" class="text">Unit</th>%s</tr></thead>
        <tbody>
        %s
        </tbody></table></div>
        """
                .formatted(Html.escape(world.study().title()), heads, rows);
    }

    private String row(WorldSummary world, Figure figure) {
        return "<tr><th scope=\"row\">%s</th><td class=\"text\">%s</td>%s</tr>"
                .formatted(
                        Html.escape(figure.title()),
                        Html.escape(figure.unit()),
                        claims.methods().stream()
                                .map(method -> cell(world, figure, method))
                                .collect(Collectors.joining()));
    }

    private String cell(WorldSummary world, Figure figure, Method method) {
        String claimed =
                claim(figure, world.world().id(), method)
                        .map(claim -> "<b>claimed %s</b><br>".formatted(text(claim, figure)))
                        .orElse("");
        String own =
                ours(world, method)
                        .map(
                                id ->
                                        "%s <span class=\"ci\">%s</span>"
                                                .formatted(
                                                        text(measured(world, figure, id), figure),
                                                        Html.escape(Verdict.name(id))))
                        .orElse("<span class=\"ci\">not played</span>");
        return "<td class=\"text\">" + claimed + own + "</td>";
    }

    private static String text(Claim claim, Figure figure) {
        String low = Numbers.text(claim.low(), figure.decimals());
        return claim.low() == claim.high()
                ? low
                : low + " to " + Numbers.text(claim.high(), figure.decimals());
    }

    private static String text(Interval interval, Figure figure) {
        String middle = Numbers.text(interval.estimate(), figure.decimals());
        return Double.isNaN(interval.low())
                ? middle
                : "%s (%s to %s)"
                        .formatted(
                                middle,
                                Numbers.text(interval.low(), figure.decimals()),
                                Numbers.text(interval.high(), figure.decimals()));
    }

    /** The same for machines. */
    ObjectNode json() {
        ObjectNode root = JSON.objectNode();
        root.put("source", claims.source());
        root.put("reference", claims.reference());
        ArrayNode rows = root.putArray("figures");
        for (WorldSummary world : worlds) {
            for (Figure figure : claims.figures()) {
                for (Method method : claims.methods()) {
                    add(rows, world, figure, method);
                }
            }
        }
        root.set("findings", JsonNumbers.texts(claims.findings()));
        return root;
    }

    private void add(ArrayNode rows, WorldSummary world, Figure figure, Method method) {
        var claim = claim(figure, world.world().id(), method);
        var own = ours(world, method);
        if (claim.isEmpty() && own.isEmpty()) {
            return;
        }
        ObjectNode row = rows.addObject();
        row.put(result.key(), world.world().id()).put("figure", figure.title());
        row.put("indicator", figure.indicator()).put("unit", figure.unit());
        row.put("method", method.id()).put("controller", own.orElse(null));
        row.set("claimed_low", exact(claim.map(Claim::low).orElse(Double.NaN)));
        row.set("claimed_high", exact(claim.map(Claim::high).orElse(Double.NaN)));
        row.setAll(
                JsonNumbers.interval(
                        own.map(id -> measured(world, figure, id)).orElse(Interval.UNKNOWN)));
    }
}
