package org.evenflow.data.feeder;

import java.util.List;
import java.util.Map;
import org.evenflow.data.YamlNode;
import org.evenflow.model.Capacitor;
import org.evenflow.model.Load;
import org.evenflow.model.Machine;
import org.evenflow.model.Phases;
import org.jspecify.annotations.Nullable;

/** What hangs on the buses of a feeder document: loads, capacitors, machines and profiles. */
final class FeederYamlDevices {
    /** Load models that have a name. */
    static final Map<String, Load.Model> MODELS =
            Map.of(
                    "constant_power", Load.Model.CONSTANT_POWER,
                    "constant_current", Load.Model.CONSTANT_CURRENT,
                    "constant_impedance", Load.Model.CONSTANT_IMPEDANCE);

    private static final String BUS = "the id of a bus";

    private FeederYamlDevices() {}

    static Load load(YamlNode node) {
        var map =
                node.map(
                        "id",
                        "bus",
                        "phases",
                        "delta",
                        "kw",
                        "kvar",
                        "nominal_pu",
                        "model",
                        "profile");
        Phases phases = FeederYaml.phases(map);
        var model = model(map.find("model"));
        return node.build(
                () ->
                        new Load(
                                map.text("id", "a name or number"),
                                map.text("bus", BUS),
                                phases,
                                FeederYaml.isTrue(map, "delta", false),
                                map.number("kw"),
                                map.number("kvar", 0),
                                map.number("nominal_pu", 1),
                                model,
                                map.textOrNull("profile", "the id of a profile")));
    }

    private static Load.Model model(@Nullable YamlNode node) {
        if (node == null) {
            return Load.Model.CONSTANT_POWER;
        }
        if (!node.isMap()) {
            String word =
                    node.choice(
                            List.of("constant_power", "constant_current", "constant_impedance"));
            return MODELS.getOrDefault(word, Load.Model.CONSTANT_POWER);
        }
        var map = node.map("p_impedance", "p_current", "q_impedance", "q_current");
        return node.build(
                () ->
                        new Load.Model(
                                map.number("p_impedance", 0),
                                map.number("p_current", 0),
                                map.number("q_impedance", 0),
                                map.number("q_current", 0)));
    }

    static Capacitor capacitor(YamlNode node) {
        var map = node.map("id", "bus", "phases", "delta", "kvar", "nominal_pu");
        Phases phases = FeederYaml.phases(map);
        return node.build(
                () ->
                        new Capacitor(
                                map.text("id", "a name or number"),
                                map.text("bus", BUS),
                                phases,
                                FeederYaml.isTrue(map, "delta", false),
                                map.number("kvar"),
                                map.number("nominal_pu", 1)));
    }

    static Machine machine(YamlNode node) {
        var map = node.map("id", "bus", "kw", "kvar", "target_pu", "min_kvar", "max_kvar");
        return node.build(
                () ->
                        new Machine(
                                map.text("id", "a name or number"),
                                map.text("bus", BUS),
                                map.number("kw"),
                                map.number("kvar", 0),
                                map.has("target_pu") ? map.number("target_pu") : Double.NaN,
                                map.number("min_kvar", Double.NEGATIVE_INFINITY),
                                map.number("max_kvar", Double.POSITIVE_INFINITY)));
    }

    static Load.Profile profile(YamlNode node) {
        var map = node.map("id", "step_min", "factors");
        String allowed = "a list of factors";
        return node.build(
                () ->
                        new Load.Profile(
                                map.text("id", "a name or number"),
                                map.number("step_min"),
                                map.need("factors", allowed).numbers(allowed)));
    }
}
