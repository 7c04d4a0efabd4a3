package org.evenflow.data.scenario;

import java.util.LinkedHashMap;
import java.util.Map;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.model.Battery;
import org.evenflow.model.Battery.Wear;
import org.evenflow.model.ChargeCurve;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Vehicle;
import org.jspecify.annotations.Nullable;

/** Vehicle models by name: those of the built-in catalogue and those a scenario defines itself. */
final class ScenarioVehicles {
    private static final String[] KEYS = {
        "id",
        "like",
        "title",
        "capacity_kwh",
        "ac_phases",
        "max_ac_a",
        "max_dc_kw",
        "max_discharge_kw",
        "min_soc",
        "max_soc",
        "charge_efficiency",
        "discharge_efficiency",
        "curve",
        "wear"
    };

    /** Wear per hour at 1 kW, linear; derivation in vehicles.yaml. */
    private static final Wear USUAL_WEAR = new Wear(0.02, 1);

    /** Taper from 80 % on, as the two-stage model of ACN-Sim has it. */
    private static final ChargeCurve USUAL_CURVE = new ConstantPowerTaper(0.8, 1);

    private final Map<String, Vehicle> byName = new LinkedHashMap<>();

    /** The catalogue, joined by a scenario's own models where it has some. */
    ScenarioVehicles(@Nullable YamlNode own) {
        addAll(Resources.yaml("vehicles", "vehicles"));
        if (own != null) {
            addAll(own);
        }
    }

    private void addAll(YamlNode models) {
        var map = models.names();
        for (String name : map.keys()) {
            byName.put(name, inline(map.need(name, "a vehicle"), name));
        }
    }

    /** A vehicle of the catalogue. */
    Vehicle named(String name) {
        var vehicle = byName.get(name);
        if (vehicle == null) {
            throw new IllegalArgumentException("no vehicle " + name);
        }
        return vehicle;
    }

    /** The vehicle a value names or describes. */
    Vehicle of(YamlNode node) {
        var vehicle = node.isMap() ? inline(node, "vehicle") : named(node.choice(byName.keySet()));
        node.resolveAs(describe(vehicle));
        return vehicle;
    }

    private Vehicle inline(YamlNode node, String name) {
        var map = node.map(KEYS);
        Vehicle like = null;
        YamlNode model = map.find("like");
        if (model != null) {
            like = named(model.choice(byName.keySet()));
        }
        map.textOrNull("title", "text");
        String id = map.text("id", "an id", like == null ? name : like.id());
        Battery battery = battery(map, like == null ? null : like.battery());
        int phases = map.whole("ac_phases", 0, 3, like == null ? 0 : like.acPhases());
        double maxAcA = map.number("max_ac_a", like == null ? 0 : like.maxAcA());
        double maxDcKw = map.number("max_dc_kw", like == null ? 0 : like.maxDcKw());
        double discharge = map.number("max_discharge_kw", like == null ? 0 : like.maxDischargeKw());
        return node.build(() -> new Vehicle(id, battery, phases, maxAcA, maxDcKw, discharge));
    }

    private static Battery battery(YamlMap map, @Nullable Battery like) {
        double capacity =
                like == null
                        ? map.number("capacity_kwh")
                        : map.number("capacity_kwh", like.capacityKwh());
        double minSoc = map.number("min_soc", like == null ? 0.1 : like.minSoc());
        double maxSoc = map.number("max_soc", like == null ? 1 : like.maxSoc());
        double charge =
                map.number("charge_efficiency", like == null ? 0.9 : like.chargeEfficiency());
        double discharge =
                map.number(
                        "discharge_efficiency", like == null ? 0.97 : like.dischargeEfficiency());
        var curveNode = map.find("curve");
        var curve =
                curveNode == null ? (like == null ? USUAL_CURVE : like.curve()) : curve(curveNode);
        var wearNode = map.find("wear");
        var wear = wearNode == null ? (like == null ? USUAL_WEAR : like.wear()) : wear(wearNode);
        return map.node()
                .build(() -> new Battery(capacity, minSoc, maxSoc, charge, discharge, curve, wear));
    }

    private static ChargeCurve curve(YamlNode node) {
        var map = node.map("soc", "kw", "transition_soc", "multiplier");
        if (map.has("transition_soc")) {
            double transition = map.number("transition_soc");
            double multiplier = map.number("multiplier", 1);
            return node.build(() -> new ConstantPowerTaper(transition, multiplier));
        }
        var soc = map.need("soc", "a list of shares from 0 to 1").numbers("a list of shares");
        var kw = map.need("kw", "a list of powers in kW").numbers("a list of powers in kW");
        return node.build(() -> new ChargeCurve.Tabulated(soc, kw));
    }

    private static Wear wear(YamlNode node) {
        var map = node.map("coefficient", "exponent");
        double coefficient = map.number("coefficient");
        double exponent = map.number("exponent", 1);
        return node.build(() -> new Wear(coefficient, exponent));
    }

    /** Every property of a vehicle, in the form this class reads. */
    static Map<String, Object> describe(Vehicle vehicle) {
        var battery = vehicle.battery();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("id", vehicle.id());
        tree.put("capacity_kwh", battery.capacityKwh());
        tree.put("ac_phases", vehicle.acPhases());
        tree.put("max_ac_a", vehicle.maxAcA());
        tree.put("max_dc_kw", vehicle.maxDcKw());
        tree.put("max_discharge_kw", vehicle.maxDischargeKw());
        tree.put("min_soc", battery.minSoc());
        tree.put("max_soc", battery.maxSoc());
        tree.put("charge_efficiency", battery.chargeEfficiency());
        tree.put("discharge_efficiency", battery.dischargeEfficiency());
        tree.put(
                "curve",
                switch (battery.curve()) {
                    case ChargeCurve.Tabulated table ->
                            pair("soc", table.soc(), "kw", table.limitKw());
                    case ConstantPowerTaper taper ->
                            pair(
                                    "transition_soc",
                                    taper.transitionSoc(),
                                    "multiplier",
                                    taper.multiplier());
                });
        var wear = battery.wear();
        tree.put("wear", pair("coefficient", wear.coefficient(), "exponent", wear.exponent()));
        return tree;
    }

    /** Two keys in this order; an unordered map would write another text on each run. */
    static Map<String, Object> pair(String key, Object value, String other, Object otherValue) {
        var map = new LinkedHashMap<String, Object>();
        map.put(key, value);
        map.put(other, otherValue);
        return map;
    }

    /** The same vehicle with another efficiency between plug and battery when charging. */
    static Vehicle withChargeEfficiency(Vehicle vehicle, double efficiency) {
        var b = vehicle.battery();
        return new Vehicle(
                vehicle.id(),
                new Battery(
                        b.capacityKwh(),
                        b.minSoc(),
                        b.maxSoc(),
                        efficiency,
                        b.dischargeEfficiency(),
                        b.curve(),
                        b.wear()),
                vehicle.acPhases(),
                vehicle.maxAcA(),
                vehicle.maxDcKw(),
                vehicle.maxDischargeKw());
    }
}
