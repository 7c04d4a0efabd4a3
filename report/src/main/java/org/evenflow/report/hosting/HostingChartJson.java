package org.evenflow.report.hosting;

import static org.evenflow.report.JsonNumbers.JSON;
import static org.evenflow.report.JsonNumbers.rounded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;

/** What the charts of a page on hosting capacity draw, as compact JSON. */
final class HostingChartJson {
    /** 97.5 % quantile of the normal distribution. */
    private static final double Z = 1.959964;

    private HostingChartJson() {}

    static String json(HostingResult result) {
        ObjectNode root = JSON.objectNode();
        root.putArray("episodes");
        ArrayNode modes = root.putArray("modes");
        result.modes().forEach(mode -> modes.add(mode(result, mode)));
        buses(result.feeder(), root.putArray("buses"));
        branches(result.feeder(), root.putArray("branches"));
        ArrayNode points = root.putArray("points");
        result.points().forEach(point -> points.add(point(point)));
        return root.toString();
    }

    private static ObjectNode mode(HostingResult result, HostingResult.Mode mode) {
        ObjectNode node = JSON.objectNode();
        List<HostingResult.Row> rows = result.of(mode.id());
        node.put("id", mode.id()).put("title", mode.title()).put("plants", mode.isPlants());
        node.set("curve", curve(result.capacities(mode.id())));
        var hours = new double[24];
        var alike = new LinkedHashMap<String, List<HostingResult.Row>>();
        for (HostingResult.Row row : rows) {
            if (row.minute() >= 0 && !mode.isPlants()) {
                hours[row.minute() / 60] += 1.0 / rows.size();
            }
            alike.computeIfAbsent(row.label(), _ -> new ArrayList<>()).add(row);
        }
        node.set("hours", rounded(hours, 4));
        ArrayNode bindings = node.putArray("bindings");
        alike.values().stream()
                .sorted(
                        Comparator.comparingInt((List<HostingResult.Row> draws) -> -draws.size())
                                .thenComparing(draws -> draws.getFirst().label()))
                .forEach(
                        draws ->
                                bindings.add(binding(draws.getFirst(), draws.size(), rows.size())));
        return node;
    }

    private static ObjectNode binding(HostingResult.Row row, int draws, int all) {
        ObjectNode node = JSON.objectNode();
        node.put("label", row.label());
        node.put("element", row.element()).put("branch", row.isBranch());
        node.put("phase", row.phase()).put("draws", draws);
        node.set("share", rounded((double) draws / all, 5));
        return node;
    }

    /**
     * Share of draws that take at least n, at each n where it falls, as [n, share, low, high] with
     * the score interval of E. B. Wilson, Journal of the American Statistical Association 22, 1927.
     */
    private static ArrayNode curve(double[] capacities) {
        double[] sorted = capacities.clone();
        Arrays.sort(sorted);
        ArrayNode curve = JSON.arrayNode();
        curve.add(point(0, sorted.length, sorted.length));
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] > sorted[i - 1]) {
                curve.add(point(sorted[i], sorted.length - i, sorted.length));
            }
        }
        curve.add(point(sorted[sorted.length - 1] + 1, 0, sorted.length));
        return curve;
    }

    private static ArrayNode point(double n, int held, int all) {
        double share = (double) held / all;
        double middle = (share + Z * Z / (2 * all)) / (1 + Z * Z / all);
        double reach =
                Z
                        / (1 + Z * Z / all)
                        * Math.sqrt(share * (1 - share) / all + Z * Z / (4.0 * all * all));
        return rounded(
                new double[] {n, share, Math.max(0, middle - reach), Math.min(1, middle + reach)},
                4);
    }

    private static void buses(Feeder feeder, ArrayNode buses) {
        int[] parents = parents(feeder);
        for (int bus = 0; bus < parents.length; bus++) {
            Bus data = feeder.buses().get(bus);
            ObjectNode node = buses.addObject().put("id", data.id()).put("parent", parents[bus]);
            node.set("x", rounded(data.x(), 4));
            node.set("y", rounded(data.y(), 4));
        }
    }

    /** The bus before each on a way from an infeed over closed branches; -1 where there is none. */
    private static int[] parents(Feeder feeder) {
        var index = feeder.busIndex();
        var parents = new int[feeder.buses().size()];
        var seen = new boolean[parents.length];
        Arrays.fill(parents, -1);
        var neighbours = new ArrayList<List<Integer>>();
        for (int bus = 0; bus < parents.length; bus++) {
            neighbours.add(new ArrayList<>());
        }
        for (Branch branch : feeder.branches()) {
            if (branch.isClosed()) {
                int from = index.getOrDefault(branch.fromBus(), 0);
                int to = index.getOrDefault(branch.toBus(), 0);
                neighbours.get(from).add(to);
                neighbours.get(to).add(from);
            }
        }
        var queue = new ArrayDeque<Integer>();
        feeder.infeeds().forEach(infeed -> queue.add(index.getOrDefault(infeed.busId(), 0)));
        queue.forEach(bus -> seen[bus] = true);
        while (!queue.isEmpty()) {
            int bus = queue.remove();
            for (int next : neighbours.get(bus)) {
                if (!seen[next]) {
                    seen[next] = true;
                    parents[next] = bus;
                    queue.add(next);
                }
            }
        }
        return parents;
    }

    private static void branches(Feeder feeder, ArrayNode branches) {
        var index = feeder.busIndex();
        for (Branch branch : feeder.branches()) {
            String type = branch.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            branches.addObject()
                    .put("name", type + " " + branch.id())
                    .put("from", index.getOrDefault(branch.fromBus(), 0))
                    .put("to", index.getOrDefault(branch.toBus(), 0))
                    .put("closed", branch.isClosed());
        }
    }

    private static ObjectNode point(HostingResult.Point point) {
        ObjectNode node = JSON.objectNode();
        node.put("id", point.id()).put("bus", point.bus()).put("phases", point.phases());
        node.put("customers", point.customers());
        node.set("headroom", rounded(point.headroomKw(), 2));
        node.put("capped", point.headroomKw() >= point.headroomCapKw());
        node.set("importKw", rounded(point.importKw(), 2));
        node.set("fairImportKw", rounded(point.fairImportKw(), 2));
        node.set("exportKw", rounded(point.exportKw(), 2));
        node.set("fairExportKw", rounded(point.fairExportKw(), 2));
        return node;
    }
}
