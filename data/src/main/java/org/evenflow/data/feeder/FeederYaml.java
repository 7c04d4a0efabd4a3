package org.evenflow.data.feeder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.evenflow.data.FeederImport;
import org.evenflow.data.FeederReader;
import org.evenflow.data.ImportAudit;
import org.evenflow.data.YamlFile;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.evenflow.model.Phases;
import org.evenflow.model.Regulator;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;
import org.jspecify.annotations.Nullable;

/**
 * Evenflow's own feeder format: a YAML document whose keys carry their units ({@code load_kw},
 * {@code r_ohm}, {@code rating_a}), described in docs/feeders.md. It holds all that a {@link
 * Feeder} does. {@code base_kv}, {@code min_pu} and {@code max_pu} beside the buses hold for every
 * bus that does not state its own; a branch without a rating is unlimited, and one without an id is
 * called {@code from-to}.
 */
public final class FeederYaml implements FeederReader {
    private static final String[] KEYS = {
        "id",
        "source",
        "source_bus",
        "source_pu",
        "infeeds",
        "base_kv",
        "min_pu",
        "max_pu",
        "buses",
        "branches",
        "lines",
        "transformers",
        "regulators",
        "switches",
        "loads",
        "capacitors",
        "machines",
        "profiles"
    };

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
        return new FeederImport(feeder, audit(feeder));
    }

    private ImportAudit audit(Feeder feeder) {
        var branches = feeder.branches();
        var tally = new ImportAudit.Tally();
        tally.mapped("infeed", feeder.infeeds().size());
        tally.mapped("bus", feeder.buses().size());
        tally.mapped("line", count(branches, Line.class));
        tally.mapped("transformer", count(branches, Transformer.class));
        tally.mapped("regulator", count(branches, Regulator.class));
        tally.mapped("switch", count(branches, Switch.class));
        tally.mapped("load", feeder.loads().size());
        tally.mapped("capacitor", feeder.capacitors().size());
        tally.mapped("machine", feeder.machines().size());
        tally.mapped("profile", feeder.profiles().size());
        return tally.audit(format());
    }

    private static int count(List<Branch> branches, Class<? extends Branch> kind) {
        return (int) branches.stream().filter(kind::isInstance).count();
    }

    private static Feeder feeder(String name, String text) {
        var root = YamlFile.parse(name, null, text);
        var map = root.map(KEYS);
        String id = map.text("id", "a name");
        String source = map.text("source", "where the data come from", name);
        var infeeds = infeeds(map);
        var buses = new ArrayList<Bus>();
        for (YamlNode node : map.need("buses", "a list of buses").list("a list of buses")) {
            buses.add(bus(node, map));
        }
        var branches = new ArrayList<Branch>();
        branches.addAll(all(map, "branches", FeederYamlBranches::any));
        branches.addAll(all(map, "lines", FeederYamlBranches::line));
        branches.addAll(all(map, "transformers", FeederYamlBranches::transformer));
        branches.addAll(all(map, "regulators", FeederYamlBranches::regulator));
        branches.addAll(all(map, "switches", FeederYamlBranches::gate));
        var loads = all(map, "loads", FeederYamlDevices::load);
        var capacitors = all(map, "capacitors", FeederYamlDevices::capacitor);
        var machines = all(map, "machines", FeederYamlDevices::machine);
        var profiles = all(map, "profiles", FeederYamlDevices::profile);
        return root.build(
                () ->
                        new Feeder(
                                id,
                                source,
                                infeeds,
                                buses,
                                branches,
                                loads,
                                capacitors,
                                machines,
                                profiles));
    }

    /** What a function makes of each element of a list; nothing where the key is absent. */
    private static <T> List<T> all(YamlMap map, String key, Function<YamlNode, T> element) {
        YamlNode list = map.find(key);
        return list == null
                ? List.of()
                : list.list("a list of " + key).stream().map(element).toList();
    }

    private static List<Infeed> infeeds(YamlMap map) {
        @Nullable YamlNode list = map.find("infeeds");
        if (list == null) {
            String bus = map.text("source_bus", "the id of a bus (or give infeeds)");
            double pu = map.number("source_pu", 1);
            return List.of(map.node().build(() -> new Infeed(bus, pu)));
        }
        for (String key : List.of("source_bus", "source_pu")) {
            YamlNode other = map.find(key);
            if (other != null) {
                throw new InputException(key + " must be absent where infeeds is given")
                        .at(other.place());
            }
        }
        return list.list("a list of infeeds").stream().map(FeederYaml::infeed).toList();
    }

    private static Infeed infeed(YamlNode node) {
        var map =
                node.map(
                        "bus",
                        "pu",
                        "angle_deg",
                        "r_ohm",
                        "x_ohm",
                        "r2_ohm",
                        "x2_ohm",
                        "r0_ohm",
                        "x0_ohm");
        String bus = map.text("bus", "the id of a bus");
        double pu = map.number("pu", 1);
        double angleDeg = map.number("angle_deg", 0);
        double rOhm = map.number("r_ohm", 0);
        double xOhm = map.number("x_ohm", 0);
        double r2Ohm = map.number("r2_ohm", rOhm);
        double x2Ohm = map.number("x2_ohm", xOhm);
        double r0Ohm = map.number("r0_ohm", rOhm);
        double x0Ohm = map.number("x0_ohm", xOhm);
        return node.build(
                () -> new Infeed(bus, pu, angleDeg, rOhm, xOhm, r2Ohm, x2Ohm, r0Ohm, x0Ohm));
    }

    private static Bus bus(YamlNode node, YamlMap feeder) {
        var map =
                node.map(
                        "id",
                        "phases",
                        "base_kv",
                        "load_kw",
                        "load_kvar",
                        "shunt_kw",
                        "shunt_kvar",
                        "min_pu",
                        "max_pu",
                        "x",
                        "y");
        String id = map.text("id", "a name or number");
        Phases phases = phases(map);
        double baseKv = own(map, feeder, "base_kv");
        double minPu = own(map, feeder, "min_pu");
        double maxPu = own(map, feeder, "max_pu");
        double loadKw = map.number("load_kw", 0);
        double loadKvar = map.number("load_kvar", 0);
        double shuntKw = map.number("shunt_kw", 0);
        double shuntKvar = map.number("shunt_kvar", 0);
        double x = map.has("x") ? map.number("x") : Double.NaN;
        double y = map.has("y") ? map.number("y") : Double.NaN;
        return node.build(
                () ->
                        new Bus(
                                id, phases, baseKv, loadKw, loadKvar, shuntKw, shuntKvar, minPu,
                                maxPu, x, y));
    }

    /** The bus's own number, or the one that stands beside the buses. */
    private static double own(YamlMap bus, YamlMap feeder, String key) {
        return bus.has(key) ? bus.number(key) : feeder.number(key);
    }

    /** The phases that a map names; all three where it names none. */
    static Phases phases(YamlMap map) {
        YamlNode letters = map.find("phases");
        if (letters == null) {
            return map.keep("phases", Phases.ABC);
        }
        String text = letters.text("letters out of a, b and c");
        return letters.build(() -> Phases.parse(text, letters.path()));
    }

    static boolean isTrue(YamlMap map, String key, boolean otherwise) {
        return map.choice(key, List.of("true", "false"), String.valueOf(otherwise)).equals("true");
    }

    /**
     * The document of a feeder; reading it gives the same feeder, its branches in the same order.
     */
    public static String write(Feeder feeder) {
        return FeederYamlText.of(feeder);
    }
}
