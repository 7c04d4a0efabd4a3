package org.evenflow.data.feeder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.model.Branch;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.evenflow.model.PhaseImpedance;
import org.evenflow.model.PhaseMatrix;
import org.evenflow.model.Phases;
import org.evenflow.model.Regulator;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;
import org.jspecify.annotations.Nullable;

/** Lines, transformers, regulators and switches of a feeder document. */
final class FeederYamlBranches {
    /** The words for a branch's kind in the list {@code branches}. */
    static final List<String> KINDS = List.of("line", "transformer", "regulator", "switch");

    private static final String BUS = "the id of a bus";

    private FeederYamlBranches() {}

    /** A branch of any kind: one key is its kind, and its value the branch itself. */
    static Branch any(YamlNode node) {
        var map = node.map(KINDS.toArray(String[]::new));
        if (map.keys().size() != 1) {
            throw node.wrong("one of the keys " + String.join(", ", KINDS));
        }
        String kind = map.keys().iterator().next();
        YamlNode branch = map.need(kind, "a branch");
        return switch (kind) {
            case "line" -> line(branch);
            case "transformer" -> transformer(branch);
            case "regulator" -> regulator(branch);
            default -> gate(branch);
        };
    }

    static Line line(YamlNode node) {
        var map =
                node.map(
                        "id",
                        "from",
                        "to",
                        "phases",
                        "r_ohm",
                        "x_ohm",
                        "charging_siemens",
                        "r0_ohm",
                        "x0_ohm",
                        "charging0_siemens",
                        "r1_ohm",
                        "x1_ohm",
                        "charging1_siemens",
                        "length_km",
                        "rating_a",
                        "closed");
        var ends = ends(map);
        double lengthKm = map.has("length_km") ? map.number("length_km") : Double.NaN;
        double ratingA = map.limit("rating_a");
        boolean isClosed = FeederYaml.isTrue(map, "closed", true);
        return node.build(
                () -> {
                    var z = impedance(map, ends.phases());
                    return new Line(
                            ends.id(),
                            ends.from(),
                            ends.to(),
                            ends.phases(),
                            z.rOhm(),
                            z.xOhm(),
                            z.chargingSiemens(),
                            z.byPhase(),
                            lengthKm,
                            ratingA,
                            isClosed);
                });
    }

    /** Positive sequence, and the matrices where they are known. */
    private record Impedance(
            double rOhm, double xOhm, double chargingSiemens, @Nullable PhaseImpedance byPhase) {}

    private static Impedance impedance(YamlMap map, Phases phases) {
        if (map.need("r_ohm", "a number, or a lower triangle by rows").isList()) {
            for (String key : List.of("r0_ohm", "x0_ohm", "charging0_siemens")) {
                absent(map, key, "beside matrices");
            }
            return byMatrices(map, phases.count());
        }
        for (String key : List.of("r1_ohm", "x1_ohm", "charging1_siemens")) {
            absent(map, key, "without matrices");
        }
        double rOhm = map.number("r_ohm");
        double xOhm = map.number("x_ohm");
        double charging = map.number("charging_siemens", 0);
        boolean isSingle = phases.count() == 1;
        if (!map.has("r0_ohm") && !map.has("x0_ohm") && !isSingle) {
            absent(map, "charging0_siemens", "without r0_ohm and x0_ohm");
            return new Impedance(rOhm, xOhm, charging, null);
        }
        double r0Ohm = isSingle ? map.number("r0_ohm", rOhm) : map.number("r0_ohm");
        double x0Ohm = isSingle ? map.number("x0_ohm", xOhm) : map.number("x0_ohm");
        double charging0 = map.number("charging0_siemens", charging);
        int size = phases.count();
        var byPhase =
                new PhaseImpedance(
                        PhaseMatrix.ofSequences(size, rOhm, r0Ohm),
                        PhaseMatrix.ofSequences(size, xOhm, x0Ohm),
                        PhaseMatrix.ofSequences(size, charging, charging0));
        return new Impedance(rOhm, xOhm, charging, byPhase);
    }

    private static void absent(YamlMap map, String key, String where) {
        YamlNode node = map.find(key);
        if (node != null) {
            throw new InputException(node.path() + " must be absent " + where).at(node.place());
        }
    }

    private static Impedance byMatrices(YamlMap map, int size) {
        String allowed = "a lower triangle of " + size + " rows";
        var rOhm = matrix(map.need("r_ohm", allowed), size, allowed);
        var xOhm = matrix(map.need("x_ohm", allowed), size, allowed);
        YamlNode shunt = map.find("charging_siemens");
        var charging =
                shunt == null ? PhaseMatrix.ofSequences(size, 0, 0) : matrix(shunt, size, allowed);
        return new Impedance(
                map.number("r1_ohm", rOhm.positiveSequence()),
                map.number("x1_ohm", xOhm.positiveSequence()),
                map.number("charging1_siemens", charging.positiveSequence()),
                new PhaseImpedance(rOhm, xOhm, charging));
    }

    private static PhaseMatrix matrix(YamlNode node, int size, String allowed) {
        var lower = new ArrayList<Double>();
        var rows = node.list(allowed);
        if (rows.size() != size) {
            throw node.wrong(allowed);
        }
        for (int row = 0; row < size; row++) {
            var numbers = rows.get(row).numbers((row + 1) + " numbers");
            if (numbers.size() != row + 1) {
                throw rows.get(row).wrong((row + 1) + " numbers, the lower triangle's row");
            }
            lower.addAll(numbers);
        }
        return node.build(() -> new PhaseMatrix(size, lower));
    }

    static Transformer transformer(YamlNode node) {
        var map =
                node.map(
                        "id",
                        "from",
                        "to",
                        "phases",
                        "from_winding",
                        "to_winding",
                        "r_ohm",
                        "x_ohm",
                        "r0_ohm",
                        "x0_ohm",
                        "core_siemens",
                        "charging_siemens",
                        "tap_ratio",
                        "shift_deg",
                        "rating_kva",
                        "closed");
        var ends = ends(map);
        var fromWinding = word(map, "from_winding", Transformer.Winding.EARTHED_WYE);
        var toWinding = word(map, "to_winding", Transformer.Winding.EARTHED_WYE);
        double rOhm = map.number("r_ohm");
        double xOhm = map.number("x_ohm");
        return node.build(
                () ->
                        new Transformer(
                                ends.id(),
                                ends.from(),
                                ends.to(),
                                ends.phases(),
                                fromWinding,
                                toWinding,
                                rOhm,
                                xOhm,
                                map.number("r0_ohm", rOhm),
                                map.number("x0_ohm", xOhm),
                                map.number("core_siemens", 0),
                                map.number("charging_siemens", 0),
                                map.number("tap_ratio", 1),
                                map.number("shift_deg", 0),
                                map.limit("rating_kva"),
                                FeederYaml.isTrue(map, "closed", true)));
    }

    static Regulator regulator(YamlNode node) {
        var map =
                node.map(
                        "id",
                        "from",
                        "to",
                        "phases",
                        "connection",
                        "r_ohm",
                        "x_ohm",
                        "units",
                        "ganged",
                        "rating_a",
                        "closed");
        var ends = ends(map);
        var connection = word(map, "connection", Regulator.Connection.WYE);
        String allowed = "a list of units, one per phase";
        var units =
                map.need("units", allowed).list(allowed).stream()
                        .map(FeederYamlBranches::unit)
                        .toList();
        return node.build(
                () ->
                        new Regulator(
                                ends.id(),
                                ends.from(),
                                ends.to(),
                                ends.phases(),
                                connection,
                                map.number("r_ohm", 0),
                                map.number("x_ohm", 0),
                                units,
                                FeederYaml.isTrue(map, "ganged", false),
                                map.limit("rating_a"),
                                FeederYaml.isTrue(map, "closed", true)));
    }

    private static Regulator.Unit unit(YamlNode node) {
        var map = node.map("tap", "step_pu", "lowest_tap", "highest_tap", "control");
        YamlNode control = map.find("control");
        var line = control == null ? null : control(control);
        int most = 10_000;
        return node.build(
                () ->
                        new Regulator.Unit(
                                map.whole("tap", -most, most, 0),
                                map.number("step_pu", 0.00625),
                                map.whole("lowest_tap", -most, most, -16),
                                map.whole("highest_tap", -most, most, 16),
                                line));
    }

    private static Regulator.Control control(YamlNode node) {
        var map =
                node.map(
                        "set_volt",
                        "band_volt",
                        "volt_ratio",
                        "current_primary_a",
                        "r_volt",
                        "x_volt");
        return node.build(
                () ->
                        new Regulator.Control(
                                map.number("set_volt"),
                                map.number("band_volt"),
                                map.number("volt_ratio"),
                                map.number("current_primary_a"),
                                map.number("r_volt", 0),
                                map.number("x_volt", 0)));
    }

    static Switch gate(YamlNode node) {
        var map = node.map("id", "from", "to", "phases", "rating_a", "closed");
        var ends = ends(map);
        return node.build(
                () ->
                        new Switch(
                                ends.id(),
                                ends.from(),
                                ends.to(),
                                ends.phases(),
                                map.limit("rating_a"),
                                FeederYaml.isTrue(map, "closed", true)));
    }

    /** What every branch has; its name is that of its two buses where it has none. */
    private record Ends(String id, String from, String to, Phases phases) {}

    private static Ends ends(YamlMap map) {
        String from = map.text("from", BUS);
        String to = map.text("to", BUS);
        return new Ends(
                map.text("id", "a name", from + "-" + to), from, to, FeederYaml.phases(map));
    }

    /** A constant by its name in lower case. */
    static <E extends Enum<E>> E word(YamlMap map, String key, E otherwise) {
        var type = otherwise.getDeclaringClass();
        var words = Arrays.stream(type.getEnumConstants()).map(FeederYamlBranches::word).toList();
        String word = map.choice(key, words, word(otherwise));
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
