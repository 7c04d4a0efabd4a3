package org.evenflow.data.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.evenflow.data.YamlFile;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.model.InputException;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Scenario.Money;
import org.evenflow.model.scenario.Scenario.Track;
import org.evenflow.model.scenario.Scenario.World;
import org.evenflow.model.scenario.Service;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.model.scenario.Weather;
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
        "sites",
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
        "unserved_per_kwh",
        "service"
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
        var sites = new ScenarioSites(map);
        var readers = new ScenarioSessions(new ScenarioVehicles(map.find("vehicles")), notes);
        YamlNode sessionsNode = map.need("sessions", "{file: ...} or {populations: [...]}");
        var log = ScenarioSessions.isLog(sessionsNode) ? readers.log(sessionsNode, asked) : null;
        var time = log == null ? asked : log.time();
        var stations = sites.stations(log);
        var dispatching = ScenarioDispatcher.read(map);
        SessionSource sessions = log == null ? readers.drawn(sessionsNode, stations) : log.source();
        var starts = starts(sessions, time);
        var supply = new ScenarioSupply(time.zone(), years(starts, time));
        YamlNode tariffNode = map.need("tariff", "{file: ...} or {kind: flat, ...}");
        var tariffs = ScenarioTracks.read(tariffNode, List.of("sites"), supply::tariff);
        var tariffOf = ScenarioTracks.followers(tariffNode, "sites", "site", sites.ids());
        var plantIds = sites.plants();
        YamlNode weatherNode = weatherNode(plantIds);
        var weathers = weathers(weatherNode, starts, time);
        Map<String, String> weatherOf =
                weatherNode == null
                        ? Map.of()
                        : ScenarioTracks.followers(weatherNode, "plants", "plant", plantIds);
        var loads = baseLoads(sites);
        var carbon = supply.carbon(map.find("carbon"), notes);
        double unserved = map.number("unserved_per_kwh", 1);
        var service = service();
        var built = sites.build(loads, weatherOf, tariffOf);
        var profiles = loads.stream().map(t -> new Track<>(t.id(), t.value().profile())).toList();
        var scenario =
                map.node()
                        .build(
                                () ->
                                        new Scenario(
                                                id,
                                                title,
                                                notes,
                                                new World(time, profiles, weathers, carbon),
                                                built,
                                                sessions,
                                                new Money(tariffs, unserved, service),
                                                dispatching));
        new ScenarioChecks(scenario, starts, map).run();
        return scenario;
    }

    private Service service() {
        var words = List.of(Service.FIRST.word(), Service.PRICED.word());
        String word = map.choice("service", words, Service.FIRST.word());
        return Service.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Base loads with what follows them; where none is given, one of nothing for all. */
    private List<Track<ScenarioSite.BaseLoadGroup>> baseLoads(ScenarioSites sites) {
        YamlNode node = map.find("base_load");
        if (node == null) {
            if (sites.hasFeeder()) {
                notes.add("No base load is given; the feeder carries charging and plants only.");
            }
            return Track.only(ScenarioSite.BaseLoadGroup.NONE);
        }
        var loads =
                ScenarioTracks.read(
                        node,
                        sites.ids().size() == 1
                                ? List.of("buses", "loads")
                                : List.of("buses", "loads", "sites"),
                        element -> ScenarioSite.baseLoad(element, sites));
        sites.checkMembers(node);
        return loads;
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

    private @Nullable YamlNode weatherNode(List<String> plantIds) {
        YamlNode node = map.find("weather");
        if (node == null && !plantIds.isEmpty()) {
            map.need("weather", "{file: ...} or {clear_sky: {...}}, for there are plants");
        }
        return node;
    }

    private List<Track<Weather>> weathers(
            @Nullable YamlNode node, List<Instant> starts, TimeGrid time) {
        if (node == null) {
            return List.of();
        }
        int first = starts.getFirst().atZone(time.zone()).getYear();
        var end = starts.getLast().plus(Duration.between(time.start(), time.end())).minusSeconds(1);
        int last = end.atZone(time.zone()).getYear();
        var years = first == last ? List.of(first) : List.of(first, last);
        return ScenarioTracks.read(
                node, List.of("plants"), element -> ScenarioSite.weather(element, years, notes));
    }
}
