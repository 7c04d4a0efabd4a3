package org.evenflow.data.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Generator;
import org.evenflow.model.InputException;
import org.evenflow.model.Scenario;
import org.evenflow.model.Scenario.Money;
import org.evenflow.model.Scenario.World;
import org.evenflow.model.SessionSource;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Weather;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code scenario.yaml}, the world of a run. File names in it are relative to its folder, and
 * keys carry the unit. Whatever is wrong stops the reading with key path, value, what is allowed
 * and {@code (file:line)}.
 */
public final class ScenarioReader {
    private static final List<String> BUILT_IN =
            List.of("quickstart", "depot", "workplace", "urban-feeder");

    static final String[] KEYS = {
        "scenario",
        "title",
        "time",
        "feeder",
        "chargers",
        "vehicles",
        "stations",
        "stations_from_log",
        "transformers",
        "site_limit_kw",
        "export_limit_kw",
        "dispatcher",
        "sessions",
        "tariff",
        "plants",
        "plant_scale",
        "weather",
        "base_load",
        "carbon",
        "unserved_per_kwh"
    };

    private final YamlMap map;
    private final List<String> notes = new ArrayList<>();

    private ScenarioReader(YamlNode root) {
        map = root.map(KEYS);
    }

    /**
     * The scenario of a file.
     *
     * @throws InputException where the file or anything it names is missing or wrong
     */
    public static Scenario read(Path file) {
        return load(YamlFile.read(file)).scenario();
    }

    /**
     * A scenario that comes with Evenflow.
     *
     * @throws InputException where there is none of that id
     */
    public static Scenario builtIn(String id) {
        return load(builtInDocument(id)).scenario();
    }

    /** Titles of the scenarios that come with Evenflow, by id. */
    public static Map<String, String> builtIns() {
        var titles = new LinkedHashMap<String, String>();
        for (String id : BUILT_IN) {
            titles.put(id, builtInDocument(id).map(KEYS).text("title", "text"));
        }
        return titles;
    }

    /** What a scenario is, label to text, in an order fit for people. */
    public static Map<String, String> describe(Scenario scenario) {
        return ScenarioFacts.of(scenario);
    }

    static YamlNode builtInDocument(String id) {
        if (!BUILT_IN.contains(id)) {
            throw new InputException(
                    "scenario '"
                            + id
                            + "' is neither a file nor built in; built in are "
                            + String.join(", ", BUILT_IN)
                            + YamlMap.didYouMean(id, BUILT_IN));
        }
        return Resources.yaml("scenarios", id);
    }

    static ScenarioFile load(YamlNode root) {
        var reader = new ScenarioReader(root);
        var scenario = reader.scenario();
        return new ScenarioFile(scenario, reader.map.resolved());
    }

    private Scenario scenario() {
        String id = map.text("scenario", "the scenario's id");
        String title = map.text("title", "one line of text", id);
        var asked = ScenarioTime.read(map.need("time", "{start, zone, step_min, hours}"), notes);
        Feeder feeder = feeder();
        var places = new ScenarioStations(map.find("chargers"), feeder);
        var readers = new ScenarioSessions(new ScenarioVehicles(map.find("vehicles")), notes);
        YamlNode sessionsNode = map.need("sessions", "{file: ...} or {populations: [...]}");
        var log = ScenarioSessions.isLog(sessionsNode) ? readers.log(sessionsNode, asked) : null;
        var time = log == null ? asked : log.time();
        var transformers = ScenarioStations.transformers(map.find("transformers"));
        var stations = stations(places, log);
        checkPlaces(feeder, transformers);
        double siteLimitKw = map.limit("site_limit_kw");
        var dispatching = ScenarioDispatcher.read(map);
        SessionSource sessions = log == null ? readers.drawn(sessionsNode, stations) : log.source();
        var starts = starts(sessions, time);
        var supply = new ScenarioSupply(time.zone(), years(starts, time));
        var tariff = supply.tariff(map.need("tariff", "{file: ...} or {kind: flat, ...}"));
        var plants = plants(feeder != null);
        Weather weather = weather(plants, starts, time);
        var baseLoad = ScenarioSite.baseLoad(map.find("base_load"), feeder != null, notes);
        var carbon = supply.carbon(map.find("carbon"), notes);
        double unserved = map.number("unserved_per_kwh", 1);
        var world = World.of(time).with(baseLoad.profile()).with(weather).with(carbon);
        double exportLimitKw = map.limit("export_limit_kw");
        var scenario =
                map.node()
                        .build(
                                () ->
                                        Scenario.of(
                                                        id,
                                                        world,
                                                        Site.of(feeder, stations, transformers)
                                                                .withLimits(
                                                                        siteLimitKw, exportLimitKw)
                                                                .withPlants(plants)
                                                                .withLoads(
                                                                        List.of(baseLoad.group())),
                                                        sessions,
                                                        Money.of(tariff, unserved))
                                                .with(title, notes)
                                                .with(dispatching));
        new ScenarioChecks(scenario, starts, map).run();
        return scenario;
    }

    private List<Generator> plants(boolean hasFeeder) {
        double scale = map.number("plant_scale", 1);
        return ScenarioSite.plants(map.find("plants"), hasFeeder, scale);
    }

    private @Nullable Feeder feeder() {
        YamlNode node = map.find("feeder");
        return node == null ? null : ScenarioSite.feeder(node);
    }

    private List<Station> stations(ScenarioStations places, ScenarioSessions.@Nullable Log log) {
        YamlNode fromLog = map.find("stations_from_log");
        YamlNode listed = map.find("stations");
        var stations = new ArrayList<Station>();
        if (fromLog != null && log == null) {
            throw new InputException(
                            "stations_from_log needs a session log, but sessions has no file")
                    .at(fromLog.place());
        }
        if (listed == null && fromLog == null) {
            map.need("stations", "a list of stations (or give stations_from_log)");
        }
        if (listed != null) {
            YamlNode sessions = map.need("sessions", "{file: ...} or {populations: [...]}");
            int vehicles = ScenarioSessions.vehiclesPerDay(sessions);
            stations.addAll(places.stations(listed, vehicles));
        }
        if (fromLog != null && log != null) {
            stations.addAll(places.fromLog(fromLog, log.sockets()));
        }
        if (log != null) {
            YamlNode sessions = map.need("sessions", "{file: ...}");
            ScenarioSessions.checkStations(sessions, log.source().sessions(), stations);
        }
        return stations;
    }

    private static List<Instant> starts(SessionSource sessions, TimeGrid time) {
        return switch (sessions) {
            case SessionSource.Drawn drawn -> List.of(time.start());
            case SessionSource.Logged logged ->
                    logged.startDates().stream()
                            .map(
                                    date ->
                                            LocalDate.parse(date)
                                                    .atTime(time.local(0).toLocalTime())
                                                    .atZone(time.zone())
                                                    .toInstant())
                            .toList();
        };
    }

    private SeriesYears years(List<Instant> starts, TimeGrid time) {
        ScenarioTime.noteClockChanges(starts, time, notes);
        var length = Duration.between(time.start(), time.end());
        return new SeriesYears(
                starts.getFirst(), starts.getLast().plus(length), time.zone(), notes);
    }

    private @Nullable Weather weather(List<Generator> plants, List<Instant> starts, TimeGrid time) {
        YamlNode node = map.find("weather");
        if (node == null && !plants.isEmpty()) {
            map.need("weather", "{file: ...} or {clear_sky: {...}}, for there are plants");
        }
        if (node == null) {
            return null;
        }
        int first = starts.getFirst().atZone(time.zone()).getYear();
        var end = starts.getLast().plus(Duration.between(time.start(), time.end())).minusSeconds(1);
        int last = end.atZone(time.zone()).getYear();
        var years = first == last ? List.of(first) : List.of(first, last);
        return ScenarioSite.weather(node, years, notes);
    }

    /** Refuses repeated ids, unknown buses and transformers at the line that names them. */
    private void checkPlaces(@Nullable Feeder feeder, List<SupplyTransformer> transformers) {
        var known = new TreeSet<>(transformers.stream().map(SupplyTransformer::id).toList());
        var buses =
                feeder == null
                        ? null
                        : new LinkedHashSet<>(feeder.buses().stream().map(Bus::id).toList());
        checkIds(map.find("transformers"));
        for (String key : List.of("stations", "plants")) {
            YamlNode list = map.find(key);
            checkIds(list);
            if (list == null) {
                continue;
            }
            for (YamlNode element : list.elements()) {
                checkReference(element.child("transformer"), "transformer", known);
                if (buses != null) {
                    checkReference(element.child("bus"), "bus", buses);
                }
            }
        }
    }

    /** Refuses an id that an earlier element of the list has. */
    private static void checkIds(@Nullable YamlNode list) {
        var first = new HashMap<String, YamlNode>();
        for (YamlNode element : list == null ? List.<YamlNode>of() : list.elements()) {
            YamlNode id = element.child("id");
            YamlNode earlier = id == null ? null : first.putIfAbsent(id.text("an id"), id);
            if (id != null && earlier != null) {
                throw new InputException(
                                id.path()
                                        + ": id '"
                                        + id.text("an id")
                                        + "' is taken by "
                                        + earlier.path()
                                        + " ("
                                        + earlier.place()
                                        + "); ids must be unique")
                        .at(id.place());
            }
        }
    }

    private static void checkReference(@Nullable YamlNode named, String kind, Set<String> known) {
        if (named == null) {
            return;
        }
        String id = named.text("an id");
        if (!known.contains(id)) {
            throw new InputException(
                            named.path()
                                    + ": "
                                    + kind
                                    + " '"
                                    + id
                                    + "' does not exist; there are "
                                    + shortened(known)
                                    + YamlMap.didYouMean(id, known))
                    .at(named.place());
        }
    }

    private static String shortened(Set<String> ids) {
        int most = 12;
        String first = String.join(", ", ids.stream().limit(most).toList());
        return ids.isEmpty()
                ? "none"
                : ids.size() <= most ? first : first + ", ... (" + ids.size() + " in all)";
    }
}
