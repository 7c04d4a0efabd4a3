package org.evenflow.data.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.jspecify.annotations.Nullable;

/** The keys {@code chargers}, {@code stations}, {@code stations_from_log}, {@code transformers}. */
final class ScenarioStations {
    /** Makers' data sheets of DC chargers from 50 to 180 kW give 94 to 96 %. */
    private static final double DC_EFFICIENCY = 0.95;

    /** Smallest current that is not zero (IEC 61851-1:2017, annex A). */
    private static final double AC_MIN_A = 6;

    /** Nominal voltage between phase and neutral where there is no feeder (IEC 60038). */
    private static final double NOMINAL_V = 230;

    private final Map<String, ChargerKind> named = new LinkedHashMap<>();
    private final boolean hasFeeder;
    private final SocketWiring wiring = new SocketWiring();

    /** Nominal voltage between phase and neutral by bus. */
    private final Map<String, Double> phaseVoltV = new HashMap<>();

    /**
     * Reads the named chargers.
     *
     * @param feeder where stations need a bus, or null
     */
    ScenarioStations(@Nullable YamlNode chargers, @Nullable Feeder feeder) {
        hasFeeder = feeder != null;
        if (feeder != null) {
            feeder.buses()
                    .forEach(bus -> phaseVoltV.put(bus.id(), 1000 * bus.baseKv() / Math.sqrt(3)));
        }
        if (chargers != null) {
            var map = chargers.names();
            for (String name : map.keys()) {
                named.put(name, charger(map.need(name, "a charger")));
            }
        }
    }

    /**
     * The list of stations.
     *
     * @param vehiclesPerDay all vehicles of a day, for connectors that follow from them; 0 where
     *     nobody says
     */
    List<Station> stations(YamlNode node, int vehiclesPerDay) {
        var stations = new ArrayList<Station>();
        int places = places(node);
        for (YamlNode element : node.list("a list of stations")) {
            var map =
                    element.map(
                            "id",
                            "bus",
                            "buses",
                            "connectors",
                            "charger",
                            "count",
                            "limit_kw",
                            "limit_a",
                            "voltage_v",
                            "export_limit_kw",
                            "transformer",
                            "phases",
                            "connection",
                            "power_factor",
                            "volt_var");
            String id = map.text("id", "an id");
            var names = names(map, id);
            String transformer = map.textOrNull("transformer", "the id of a transformer");
            double exportLimit = map.limit("export_limit_kw");
            var kinds = connectors(map, vehiclesPerDay, places);
            var spec = SocketWiring.read(map);
            names.forEach(
                    (name, bus) -> {
                        double limit = limitKw(map, bus);
                        stations.add(
                                element.build(
                                        () ->
                                                new Station(
                                                        name,
                                                        bus,
                                                        transformer,
                                                        limit,
                                                        exportLimit,
                                                        numbered(name, kinds, spec))));
                    });
        }
        return stations;
    }

    /** Buses of the stations that an element stands for, by id of station. */
    private Map<String, String> names(YamlMap map, String id) {
        var names = new LinkedHashMap<String, String>();
        if (map.has("buses")) {
            for (String other : List.of("bus", "count")) {
                YamlNode node = map.find(other);
                if (node != null) {
                    throw new InputException(
                                    node.path()
                                            + " must be absent where buses is given: one station"
                                            + " stands at each of them")
                            .at(node.place());
                }
            }
            buses(map).forEach(bus -> names.put(id + "-" + bus, bus));
            return names;
        }
        int count = map.whole("count", 1, 10_000, 1);
        String bus = bus(map);
        for (int i = 1; i <= count; i++) {
            names.put(count == 1 ? id : id + "-" + i, bus);
        }
        return names;
    }

    /** How many stations a list stands for. */
    private static int places(YamlNode node) {
        int places = 0;
        for (YamlNode element : node.list("a list of stations")) {
            var map = element.names();
            YamlNode buses = map.find("buses");
            YamlNode count = map.find("count");
            places +=
                    buses != null && buses.isList()
                            ? buses.list("a list of buses").size()
                            : count == null ? 1 : count.whole(1, 10_000);
        }
        return places;
    }

    private String bus(YamlMap map) {
        String allowed = "the id of a bus of the feeder";
        return hasFeeder ? map.text("bus", allowed) : map.text("bus", allowed, "site");
    }

    private List<ChargerKind> connectors(YamlMap map, int vehiclesPerDay, int places) {
        YamlNode node = map.need("connectors", "a number, auto, or a list of {charger, count}");
        var kinds = new ArrayList<ChargerKind>();
        if (node.isList()) {
            for (YamlNode element : node.list("a list of {charger, count}")) {
                var group = element.map("charger", "count");
                var kind = charger(group.need("charger", "a charger"));
                int count = group.whole("count", 1, 100_000, 1);
                kinds.addAll(Collections.nCopies(count, kind));
            }
        } else {
            boolean isAuto = node.isScalar() && node.text("a number or auto").equals("auto");
            if (isAuto && vehiclesPerDay == 0) {
                throw node.wrong("a number where sessions.vehicles does not tell how many come");
            }
            int count = isAuto ? Math.ceilDiv(vehiclesPerDay, places) : node.whole(1, 100_000);
            var kind = charger(map.need("charger", "a charger"));
            kinds.addAll(Collections.nCopies(count, kind));
        }
        return kinds;
    }

    private List<Connector> numbered(
            String station, List<ChargerKind> kinds, SocketWiring.Spec spec) {
        var connectors = new ArrayList<Connector>();
        for (ChargerKind kind : kinds) {
            int number = connectors.size();
            connectors.add(wiring.socket(station + "-" + (number + 1), kind, spec, number));
        }
        return connectors;
    }

    /**
     * The limit in kW, or what so many amperes in each of three phases carry at nominal voltage.
     */
    private double limitKw(YamlMap map, String bus) {
        double limitKw = map.limit("limit_kw");
        if (!map.has("limit_a")) {
            return limitKw;
        }
        double limitA = map.limit("limit_a");
        double nominalV = phaseVoltV.getOrDefault(bus, NOMINAL_V);
        double voltageV = map.number("voltage_v", nominalV);
        return Math.min(limitKw, 3 * limitA * voltageV / 1000);
    }

    /**
     * One station per station id of a log.
     *
     * @param sockets number of sockets by station id, in the order of stations
     */
    List<Station> fromLog(YamlNode node, Map<String, Integer> sockets) {
        var map =
                node.map(
                        "buses",
                        "charger",
                        "sockets",
                        "limit_kw",
                        "export_limit_kw",
                        "transformer",
                        "phases",
                        "connection",
                        "power_factor",
                        "volt_var");
        var buses = buses(map);
        var kind = charger(map.need("charger", "a charger"));
        String transformer = map.textOrNull("transformer", "the id of a transformer");
        double limit = map.limit("limit_kw");
        double exportLimit = map.limit("export_limit_kw");
        var counts = given(map, sockets);
        var spec = SocketWiring.read(map);
        var stations = new ArrayList<Station>();
        counts.forEach(
                (id, count) -> {
                    String bus = buses.get(stations.size() % buses.size());
                    var kinds = Collections.nCopies(count, kind);
                    stations.add(
                            node.build(
                                    () ->
                                            new Station(
                                                    id,
                                                    bus,
                                                    transformer,
                                                    limit,
                                                    exportLimit,
                                                    numbered(id, kinds, spec))));
                });
        return stations;
    }

    private List<String> buses(YamlMap map) {
        String allowed = "a list of buses of the feeder";
        YamlNode node = hasFeeder ? map.need("buses", allowed) : map.find("buses");
        return node == null
                ? List.of("site")
                : node.list(allowed).stream().map(bus -> bus.text("the id of a bus")).toList();
    }

    private static Map<String, Integer> given(YamlMap map, Map<String, Integer> measured) {
        var counts = new LinkedHashMap<>(measured);
        YamlNode node = map.find("sockets");
        if (node != null) {
            var sockets = node.names();
            for (String id : sockets.keys()) {
                YamlNode count = sockets.need(id, "a number of sockets");
                if (!measured.containsKey(id)) {
                    throw new InputException(
                                    count.path()
                                            + ": the log has no station '"
                                            + id
                                            + "'"
                                            + YamlMap.didYouMean(id, measured.keySet()))
                            .at(count.place());
                }
                counts.put(id, count.whole(1, 100_000));
            }
        }
        map.keep("sockets", new LinkedHashMap<>(counts));
        return counts;
    }

    /** A charger by name, or described in place. */
    ChargerKind charger(YamlNode node) {
        if (node.isScalar() && !node.isEmpty()) {
            if (named.isEmpty()) {
                throw node.wrong(
                        "a map such as {kind: slow_ac, max_a: 32}, or a name of 'chargers'");
            }
            var kind = named.get(node.choice(named.keySet()));
            if (kind != null) {
                return kind;
            }
        }
        var all =
                node.map(
                        "kind",
                        "max_kw",
                        "max_discharge_kw",
                        "min_kw",
                        "efficiency",
                        "phases",
                        "max_a",
                        "min_a",
                        "step_a",
                        "voltage_v");
        String kind =
                all.need("kind", "one of slow_ac, fast_dc, bidirectional")
                        .choice(List.of("slow_ac", "fast_dc", "bidirectional"));
        return switch (kind) {
            case "slow_ac" -> slowAc(node);
            case "fast_dc" -> fastDc(node);
            default -> bidirectional(node);
        };
    }

    private static ChargerKind slowAc(YamlNode node) {
        var map = node.map("kind", "phases", "max_a", "min_a", "step_a", "voltage_v");
        map.text("kind", "slow_ac");
        int phases = map.whole("phases", 1, 3, 1);
        double maxA = map.number("max_a");
        double minA = map.number("min_a", AC_MIN_A);
        double stepA = map.number("step_a", 1);
        double voltage = map.number("voltage_v", 230);
        return node.build(() -> new ChargerKind.SlowAc(phases, maxA, minA, stepA, voltage));
    }

    private static ChargerKind fastDc(YamlNode node) {
        var map = node.map("kind", "max_kw", "min_kw", "efficiency");
        map.text("kind", "fast_dc");
        double maxKw = map.number("max_kw");
        double minKw = map.number("min_kw", 0);
        double efficiency = map.number("efficiency", DC_EFFICIENCY);
        return node.build(() -> new ChargerKind.FastDc(maxKw, minKw, efficiency));
    }

    private static ChargerKind bidirectional(YamlNode node) {
        var map = node.map("kind", "max_kw", "max_discharge_kw", "min_kw", "efficiency");
        map.text("kind", "bidirectional");
        double maxKw = map.number("max_kw");
        double discharge = map.number("max_discharge_kw", maxKw);
        double minKw = map.number("min_kw", 0);
        double efficiency = map.number("efficiency", DC_EFFICIENCY);
        return node.build(() -> new ChargerKind.Bidirectional(maxKw, discharge, minKw, efficiency));
    }

    static List<SupplyTransformer> transformers(@Nullable YamlNode node) {
        var transformers = new ArrayList<SupplyTransformer>();
        if (node != null) {
            for (YamlNode element : node.list("a list of {id, rating_kva}")) {
                var map = element.map("id", "rating_kva");
                String id = map.text("id", "an id");
                double rating = map.need("rating_kva", "a number in kVA, or unlimited").limit();
                transformers.add(element.build(() -> new SupplyTransformer(id, rating)));
            }
        }
        return transformers;
    }
}
