package org.evenflow.data.feeder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.evenflow.data.YamlFile;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Capacitor;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.Line;
import org.evenflow.model.Load;
import org.evenflow.model.Machine;
import org.evenflow.model.PhaseImpedance;
import org.evenflow.model.PhaseMatrix;
import org.evenflow.model.Phases;
import org.evenflow.model.Regulator;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;

/**
 * Writes feeder documents: one element per line, values that the reader assumes by itself left out.
 */
final class FeederYamlText {
    private static final List<String> LISTS =
            List.of("lines", "transformers", "regulators", "switches");

    private FeederYamlText() {}

    static String of(Feeder feeder) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("id", feeder.id());
        tree.put("source", feeder.source());
        var first = feeder.infeeds().getFirst();
        if (feeder.infeeds().equals(List.of(new Infeed(first.busId(), first.pu())))) {
            tree.put("source_bus", first.busId());
            tree.put("source_pu", first.pu());
        } else {
            put(tree, "infeeds", feeder.infeeds(), FeederYamlText::infeed);
        }
        double baseKv = commonest(feeder, Bus::baseKv);
        double minPu = commonest(feeder, Bus::minPu);
        double maxPu = commonest(feeder, Bus::maxPu);
        tree.put("base_kv", baseKv);
        tree.put("min_pu", minPu);
        tree.put("max_pu", maxPu);
        put(tree, "buses", feeder.buses(), bus -> bus(bus, baseKv, minPu, maxPu));
        branches(tree, feeder.branches());
        put(tree, "loads", feeder.loads(), FeederYamlText::load);
        put(tree, "capacitors", feeder.capacitors(), FeederYamlText::capacitor);
        put(tree, "machines", feeder.machines(), FeederYamlText::machine);
        put(tree, "profiles", feeder.profiles(), FeederYamlText::profile);
        return YamlFile.write(tree);
    }

    private static double commonest(Feeder feeder, ToDoubleFunction<Bus> number) {
        var counts = new LinkedHashMap<Double, Integer>();
        feeder.buses().forEach(bus -> counts.merge(number.applyAsDouble(bus), 1, Integer::sum));
        double best = 1;
        int most = 0;
        for (var entry : counts.entrySet()) {
            if (entry.getValue() > most) {
                most = entry.getValue();
                best = entry.getKey();
            }
        }
        return best;
    }

    private static <T> void put(
            Map<String, Object> tree, String key, List<T> list, Function<T, YamlFile.Row> row) {
        if (!list.isEmpty()) {
            tree.put(key, list.stream().map(row).toList());
        }
    }

    /** By kind where they stand in that order, else in one list that keeps theirs. */
    private static void branches(Map<String, Object> tree, List<Branch> branches) {
        var lists = new LinkedHashMap<String, List<Object>>();
        LISTS.forEach(key -> lists.put(key, new ArrayList<>()));
        boolean isOrdered = true;
        int last = 0;
        for (Branch branch : branches) {
            int kind = kind(branch);
            isOrdered &= kind >= last;
            last = kind;
            Objects.requireNonNull(lists.get(LISTS.get(kind))).add(row(branch));
        }
        if (isOrdered) {
            lists.values().removeIf(List::isEmpty);
            tree.putAll(lists);
        } else {
            tree.put(
                    "branches",
                    branches.stream()
                            .map(
                                    branch ->
                                            new YamlFile.Row(
                                                    Map.of(
                                                            FeederYamlBranches.KINDS.get(
                                                                    kind(branch)),
                                                            row(branch))))
                            .toList());
        }
    }

    private static int kind(Branch branch) {
        return switch (branch) {
            case Line _ -> 0;
            case Transformer _ -> 1;
            case Regulator _ -> 2;
            case Switch _ -> 3;
        };
    }

    private static YamlFile.Row row(Branch branch) {
        return switch (branch) {
            case Line line -> line(line);
            case Transformer transformer -> transformer(transformer);
            case Regulator regulator -> regulator(regulator);
            case Switch gate -> ends(gate).limit("rating_a", gate.ratingA()).closed(gate).done();
        };
    }

    /** Keys and values of one element. Mutable. */
    private static final class Element {
        private final Map<String, Object> keys = new LinkedHashMap<>();

        Element put(String key, Object value) {
            keys.put(key, value);
            return this;
        }

        /** A number unless it is what the reader assumes, sign of zero included. */
        Element unless(double assumed, String key, double value) {
            return Double.compare(value, assumed) == 0 ? this : put(key, value);
        }

        Element unless(Object assumed, String key, Object value) {
            return value.equals(assumed) ? this : put(key, value);
        }

        Element limit(String key, double value) {
            return unless(Double.POSITIVE_INFINITY, key, value);
        }

        Element phases(Phases phases) {
            return unless("abc", "phases", phases.letters());
        }

        Element closed(Branch branch) {
            return unless(true, "closed", branch.isClosed());
        }

        YamlFile.Row done() {
            return new YamlFile.Row(keys);
        }
    }

    private static YamlFile.Row infeed(Infeed infeed) {
        return new Element()
                .put("bus", infeed.busId())
                .put("pu", infeed.pu())
                .unless(0, "angle_deg", infeed.angleDeg())
                .unless(0, "r_ohm", infeed.rOhm())
                .unless(0, "x_ohm", infeed.xOhm())
                .unless(infeed.rOhm(), "r2_ohm", infeed.r2Ohm())
                .unless(infeed.xOhm(), "x2_ohm", infeed.x2Ohm())
                .unless(infeed.rOhm(), "r0_ohm", infeed.r0Ohm())
                .unless(infeed.xOhm(), "x0_ohm", infeed.x0Ohm())
                .done();
    }

    private static YamlFile.Row bus(Bus bus, double baseKv, double minPu, double maxPu) {
        return new Element()
                .put("id", bus.id())
                .phases(bus.phases())
                .unless(baseKv, "base_kv", bus.baseKv())
                .unless(0, "load_kw", bus.loadKw())
                .unless(0, "load_kvar", bus.loadKvar())
                .unless(0, "shunt_kw", bus.shuntKw())
                .unless(0, "shunt_kvar", bus.shuntKvar())
                .unless(minPu, "min_pu", bus.minPu())
                .unless(maxPu, "max_pu", bus.maxPu())
                .unless(Double.NaN, "x", bus.x())
                .unless(Double.NaN, "y", bus.y())
                .done();
    }

    private static Element ends(Branch branch) {
        return new Element()
                .put("id", branch.id())
                .put("from", branch.fromBus())
                .put("to", branch.toBus())
                .phases(branch.phases());
    }

    private static YamlFile.Row line(Line line) {
        var keys = ends(line);
        var byPhase = line.byPhase();
        if (byPhase == null) {
            sequence(keys, line);
        } else if (!isTransposed(keys, line, byPhase)) {
            matrices(keys, line, byPhase);
        }
        return keys.unless(Double.NaN, "length_km", line.lengthKm())
                .limit("rating_a", line.ratingA())
                .closed(line)
                .done();
    }

    private static void sequence(Element keys, Line line) {
        keys.put("r_ohm", line.rOhm())
                .put("x_ohm", line.xOhm())
                .unless(0, "charging_siemens", line.chargingSiemens());
    }

    /** Writes the short form where it gives the very same matrices; whether it did. */
    private static boolean isTransposed(Element keys, Line line, PhaseImpedance byPhase) {
        double r0Ohm = zero(byPhase.rOhm(), line.rOhm());
        double x0Ohm = zero(byPhase.xOhm(), line.xOhm());
        double charging0 = zero(byPhase.chargingSiemens(), line.chargingSiemens());
        if (Double.isNaN(r0Ohm) || Double.isNaN(x0Ohm) || Double.isNaN(charging0)) {
            return false;
        }
        sequence(keys, line);
        keys.put("r0_ohm", r0Ohm)
                .put("x0_ohm", x0Ohm)
                .unless(line.chargingSiemens(), "charging0_siemens", charging0);
        return true;
    }

    /** The zero sequence that with the positive one makes the matrix to the bit; NaN for none. */
    private static double zero(PhaseMatrix matrix, double positive) {
        double mutual = matrix.size() == 1 ? matrix.at(0, 0) - positive : matrix.at(1, 0);
        double near = positive + 3 * mutual;
        for (double zero : List.of(near, Math.nextUp(near), Math.nextDown(near))) {
            if (PhaseMatrix.ofSequences(matrix.size(), positive, zero).equals(matrix)) {
                return zero;
            }
        }
        return Double.NaN;
    }

    private static void matrices(Element keys, Line line, PhaseImpedance byPhase) {
        keys.put("r_ohm", rows(byPhase.rOhm())).put("x_ohm", rows(byPhase.xOhm()));
        if (byPhase.chargingSiemens().lower().stream().anyMatch(value -> !value.equals(0.0))) {
            keys.put("charging_siemens", rows(byPhase.chargingSiemens()));
        }
        keys.unless(byPhase.rOhm().positiveSequence(), "r1_ohm", line.rOhm())
                .unless(byPhase.xOhm().positiveSequence(), "x1_ohm", line.xOhm())
                .unless(
                        byPhase.chargingSiemens().positiveSequence(),
                        "charging1_siemens",
                        line.chargingSiemens());
    }

    private static List<List<Double>> rows(PhaseMatrix matrix) {
        var rows = new ArrayList<List<Double>>();
        for (int row = 0; row < matrix.size(); row++) {
            int start = row * (row + 1) / 2;
            rows.add(matrix.lower().subList(start, start + row + 1));
        }
        return rows;
    }

    private static YamlFile.Row transformer(Transformer transformer) {
        var wye = FeederYamlBranches.word(Transformer.Winding.EARTHED_WYE);
        return ends(transformer)
                .unless(wye, "from_winding", FeederYamlBranches.word(transformer.fromWinding()))
                .unless(wye, "to_winding", FeederYamlBranches.word(transformer.toWinding()))
                .put("r_ohm", transformer.rOhm())
                .put("x_ohm", transformer.xOhm())
                .unless(transformer.rOhm(), "r0_ohm", transformer.r0Ohm())
                .unless(transformer.xOhm(), "x0_ohm", transformer.x0Ohm())
                .unless(0, "core_siemens", transformer.coreSiemens())
                .unless(0, "charging_siemens", transformer.chargingSiemens())
                .unless(1, "tap_ratio", transformer.tapRatio())
                .unless(0, "shift_deg", transformer.shiftDeg())
                .limit("rating_kva", transformer.ratingKva())
                .closed(transformer)
                .done();
    }

    private static YamlFile.Row regulator(Regulator regulator) {
        var wye = FeederYamlBranches.word(Regulator.Connection.WYE);
        return ends(regulator)
                .unless(wye, "connection", FeederYamlBranches.word(regulator.connection()))
                .unless(0, "r_ohm", regulator.rOhm())
                .unless(0, "x_ohm", regulator.xOhm())
                .put("units", regulator.units().stream().map(FeederYamlText::unit).toList())
                .unless(false, "ganged", regulator.isGanged())
                .limit("rating_a", regulator.ratingA())
                .closed(regulator)
                .done();
    }

    private static YamlFile.Row unit(Regulator.Unit unit) {
        var keys =
                new Element()
                        .put("tap", unit.tap())
                        .unless(0.00625, "step_pu", unit.stepPu())
                        .unless((Object) (-16), "lowest_tap", unit.lowestTap())
                        .unless((Object) 16, "highest_tap", unit.highestTap());
        var control = unit.control();
        if (control != null) {
            keys.put(
                    "control",
                    new Element()
                            .put("set_volt", control.setVolt())
                            .put("band_volt", control.bandVolt())
                            .put("volt_ratio", control.voltRatio())
                            .put("current_primary_a", control.currentPrimaryA())
                            .unless(0, "r_volt", control.rVolt())
                            .unless(0, "x_volt", control.xVolt())
                            .done());
        }
        return keys.done();
    }

    private static YamlFile.Row load(Load load) {
        var keys =
                new Element()
                        .put("id", load.id())
                        .put("bus", load.busId())
                        .phases(load.phases())
                        .unless(false, "delta", load.isDelta())
                        .put("kw", load.kw())
                        .unless(0, "kvar", load.kvar())
                        .unless(1, "nominal_pu", load.nominalPu());
        if (!load.model().equals(Load.Model.CONSTANT_POWER)) {
            keys.put("model", model(load.model()));
        }
        var profile = load.profileId();
        return (profile == null ? keys : keys.put("profile", profile)).done();
    }

    private static Object model(Load.Model model) {
        for (var named : FeederYamlDevices.MODELS.entrySet()) {
            if (named.getValue().equals(model)) {
                return named.getKey();
            }
        }
        return new Element()
                .unless(0, "p_impedance", model.pImpedance())
                .unless(0, "p_current", model.pCurrent())
                .unless(0, "q_impedance", model.qImpedance())
                .unless(0, "q_current", model.qCurrent())
                .done();
    }

    private static YamlFile.Row capacitor(Capacitor capacitor) {
        return new Element()
                .put("id", capacitor.id())
                .put("bus", capacitor.busId())
                .phases(capacitor.phases())
                .unless(false, "delta", capacitor.isDelta())
                .put("kvar", capacitor.kvar())
                .unless(1, "nominal_pu", capacitor.nominalPu())
                .done();
    }

    private static YamlFile.Row machine(Machine machine) {
        return new Element()
                .put("id", machine.id())
                .put("bus", machine.busId())
                .put("kw", machine.kw())
                .unless(0, "kvar", machine.kvar())
                .unless(Double.NaN, "target_pu", machine.targetPu())
                .unless(Double.NEGATIVE_INFINITY, "min_kvar", machine.minKvar())
                .unless(Double.POSITIVE_INFINITY, "max_kvar", machine.maxKvar())
                .done();
    }

    private static YamlFile.Row profile(Load.Profile profile) {
        return new Element()
                .put("id", profile.id())
                .put("step_min", profile.stepMin())
                .put("factors", profile.factors())
                .done();
    }
}
