package org.evenflow.data.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.data.FeederImport;
import org.evenflow.data.FeederReader;
import org.evenflow.data.ImportAudit;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.evenflow.model.Regulator;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;

/**
 * Evenflow's own feeder format: a YAML document whose keys carry their units ({@code load_kw},
 * {@code r_ohm}, {@code rating_a}). {@code base_kv}, {@code min_pu} and {@code max_pu} beside the
 * buses hold for every bus that does not state its own; a branch without a rating is unlimited, and
 * one without an id is called {@code from-to}.
 */
public final class FeederYaml implements FeederReader {
    /** Found by {@link java.util.ServiceLoader}. */
    public FeederYaml() {}

    @Override
    public String format() {
        return "Evenflow feeder (.yaml)";
    }

    @Override
    public boolean reads(Path file) {
        String name = file.toString();
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    @Override
    public FeederImport parse(String name, String text) {
        var feeder = feeder(name, text);
        var audit =
                new ImportAudit.Tally()
                        .mapped("bus", feeder.buses().size())
                        .mapped("branch", feeder.branches().size())
                        .audit(format());
        return new FeederImport(feeder, audit);
    }

    private static Feeder feeder(String name, String text) {
        var root = YamlFile.parse(name, null, text);
        var map =
                root.map(
                        "id",
                        "source",
                        "source_bus",
                        "source_pu",
                        "base_kv",
                        "min_pu",
                        "max_pu",
                        "buses",
                        "lines",
                        "transformers");
        var buses = new ArrayList<Bus>();
        for (YamlNode node : map.need("buses", "a list of buses").list("a list of buses")) {
            buses.add(bus(node, map));
        }
        var branches = new ArrayList<Branch>();
        var lines = map.find("lines");
        if (lines != null) {
            lines.list("a list of lines").forEach(node -> branches.add(line(node)));
        }
        var transformers = map.find("transformers");
        if (transformers != null) {
            transformers
                    .list("a list of transformers")
                    .forEach(node -> branches.add(transformer(node)));
        }
        return root.build(
                () ->
                        new Feeder(
                                map.text("id", "a name"),
                                map.text("source", "where the data come from", name),
                                map.text("source_bus", "the id of a bus"),
                                map.number("source_pu", 1),
                                buses,
                                branches));
    }

    private static Bus bus(YamlNode node, YamlMap feeder) {
        var map =
                node.map(
                        "id",
                        "base_kv",
                        "load_kw",
                        "load_kvar",
                        "shunt_kw",
                        "shunt_kvar",
                        "min_pu",
                        "max_pu");
        return node.build(
                () ->
                        new Bus(
                                map.text("id", "a name or number"),
                                map.has("base_kv")
                                        ? map.number("base_kv")
                                        : feeder.number("base_kv"),
                                map.number("load_kw", 0),
                                map.number("load_kvar", 0),
                                map.number("shunt_kw", 0),
                                map.number("shunt_kvar", 0),
                                map.has("min_pu") ? map.number("min_pu") : feeder.number("min_pu"),
                                map.has("max_pu")
                                        ? map.number("max_pu")
                                        : feeder.number("max_pu")));
    }

    private static Line line(YamlNode node) {
        var map =
                node.map(
                        "id",
                        "from",
                        "to",
                        "r_ohm",
                        "x_ohm",
                        "charging_siemens",
                        "rating_a",
                        "closed");
        return node.build(
                () ->
                        new Line(
                                id(map),
                                map.text("from", "the id of a bus"),
                                map.text("to", "the id of a bus"),
                                map.number("r_ohm"),
                                map.number("x_ohm"),
                                map.number("charging_siemens", 0),
                                map.limit("rating_a"),
                                isClosed(map)));
    }

    private static Transformer transformer(YamlNode node) {
        var map =
                node.map(
                        "id",
                        "from",
                        "to",
                        "r_ohm",
                        "x_ohm",
                        "charging_siemens",
                        "tap_ratio",
                        "shift_deg",
                        "rating_kva",
                        "closed");
        return node.build(
                () ->
                        new Transformer(
                                id(map),
                                map.text("from", "the id of a bus"),
                                map.text("to", "the id of a bus"),
                                map.number("r_ohm"),
                                map.number("x_ohm"),
                                map.number("charging_siemens", 0),
                                map.number("tap_ratio", 1),
                                map.number("shift_deg", 0),
                                map.limit("rating_kva"),
                                isClosed(map)));
    }

    private static String id(YamlMap map) {
        return map.text(
                "id",
                "a name",
                map.text("from", "the id of a bus") + "-" + map.text("to", "the id of a bus"));
    }

    private static boolean isClosed(YamlMap map) {
        return map.choice("closed", List.of("true", "false"), "true").equals("true");
    }

    /**
     * The document of a feeder; reading it gives the same feeder, its lines before its
     * transformers.
     */
    public static String write(Feeder feeder) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("id", feeder.id());
        tree.put("source", feeder.source());
        tree.put("source_bus", feeder.sourceBus());
        tree.put("source_pu", feeder.sourcePu());
        tree.put("buses", feeder.buses().stream().map(FeederYaml::bus).toList());
        var lines = new ArrayList<Map<String, Object>>();
        var transformers = new ArrayList<Map<String, Object>>();
        for (Branch branch : feeder.branches()) {
            switch (branch) {
                case Line line -> lines.add(line(line));
                case Transformer transformer -> transformers.add(transformer(transformer));
                case Regulator _, Switch _ ->
                        throw new IllegalArgumentException("not written yet: " + branch.id());
            }
        }
        put(tree, "lines", lines);
        put(tree, "transformers", transformers);
        return YamlFile.write(tree);
    }

    private static void put(Map<String, Object> tree, String key, List<?> list) {
        if (!list.isEmpty()) {
            tree.put(key, list);
        }
    }

    private static Map<String, Object> bus(Bus bus) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("id", bus.id());
        tree.put("base_kv", bus.baseKv());
        tree.put("load_kw", bus.loadKw());
        tree.put("load_kvar", bus.loadKvar());
        tree.put("shunt_kw", bus.shuntKw());
        tree.put("shunt_kvar", bus.shuntKvar());
        tree.put("min_pu", bus.minPu());
        tree.put("max_pu", bus.maxPu());
        return tree;
    }

    private static Map<String, Object> line(Line line) {
        var tree = ends(line);
        tree.put("r_ohm", line.rOhm());
        tree.put("x_ohm", line.xOhm());
        tree.put("charging_siemens", line.chargingSiemens());
        tree.put("rating_a", limit(line.ratingA()));
        tree.put("closed", line.isClosed());
        return tree;
    }

    private static Map<String, Object> transformer(Transformer transformer) {
        var tree = ends(transformer);
        tree.put("r_ohm", transformer.rOhm());
        tree.put("x_ohm", transformer.xOhm());
        tree.put("charging_siemens", transformer.chargingSiemens());
        tree.put("tap_ratio", transformer.tapRatio());
        tree.put("shift_deg", transformer.shiftDeg());
        tree.put("rating_kva", limit(transformer.ratingKva()));
        tree.put("closed", transformer.isClosed());
        return tree;
    }

    private static Map<String, Object> ends(Branch branch) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("id", branch.id());
        tree.put("from", branch.fromBus());
        tree.put("to", branch.toBus());
        return tree;
    }

    private static Object limit(double limit) {
        return Double.isInfinite(limit) ? "unlimited" : limit;
    }
}
