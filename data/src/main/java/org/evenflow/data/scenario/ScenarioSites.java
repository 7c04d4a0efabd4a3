package org.evenflow.data.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.model.Bus;
import org.evenflow.model.ConnectedLoad;
import org.evenflow.model.Feeder;
import org.evenflow.model.Generator;
import org.evenflow.model.InputException;
import org.evenflow.model.Load;
import org.evenflow.model.Site;
import org.evenflow.model.Site.GridConnection;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.scenario.Scenario.Track;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the sites of a scenario: at the top of the document where there is one, else under
 * {@code sites}. Mutable: it holds what has been read so far.
 */
final class ScenarioSites {
    /** Keys that a site has where there are several. */
    private static final List<String> KEYS =
            List.of(
                    "feeder",
                    "stations",
                    "transformers",
                    "site_limit_kw",
                    "export_limit_kw",
                    "plants",
                    "plant_scale");

    private final YamlMap scenario;
    private final boolean isOne;
    private final List<Place> places = new ArrayList<>();

    /** A site under way. */
    private static final class Place {
        final String id;
        final YamlMap map;
        final @Nullable Feeder feeder;
        List<SupplyTransformer> transformers = List.of();
        List<Station> stations = List.of();
        List<Generator> plants = List.of();

        Place(String id, YamlMap map) {
            this.id = id;
            this.map = map;
            YamlNode node = map.find("feeder");
            feeder = node == null ? null : ScenarioSite.feeder(node);
        }
    }

    /** Reads which sites there are, and their feeders. */
    ScenarioSites(YamlMap scenario) {
        this.scenario = scenario;
        YamlNode several = scenario.find("sites");
        isOne = several == null;
        if (several == null) {
            places.add(new Place(Site.UNNAMED, scenario));
            return;
        }
        refuseAtTop(several);
        var keys = new ArrayList<String>(List.of("id"));
        keys.addAll(KEYS);
        for (YamlNode element : several.list("a list of sites {id, stations, ...}")) {
            var map = element.map(keys.toArray(String[]::new));
            places.add(new Place(map.text("id", "a name"), map));
        }
        ScenarioTracks.checkIds(several);
    }

    private void refuseAtTop(YamlNode several) {
        var atTop = new ArrayList<String>(KEYS);
        atTop.add("stations_from_log");
        for (String key : atTop) {
            YamlNode node = scenario.find(key);
            if (node != null) {
                throw new InputException(
                                key
                                        + " must be absent where there are sites ("
                                        + several.place()
                                        + "); it stands at each of them")
                        .at(node.place());
            }
        }
    }

    /** Names of the sites. */
    List<String> ids() {
        return places.stream().map(place -> place.id).toList();
    }

    /** Reads transformers and stations of all sites and returns the stations. */
    List<Station> stations(ScenarioSessions.@Nullable Log log) {
        var all = new ArrayList<Station>();
        for (Place place : places) {
            var reader = new ScenarioStations(scenario.find("chargers"), place.feeder);
            place.transformers = ScenarioStations.transformers(place.map.find("transformers"));
            place.stations = isOne ? theStations(reader, log) : stations(place, reader);
            checkPlaces(place);
            all.addAll(place.stations);
        }
        if (log != null) {
            YamlNode sessions = scenario.need("sessions", "{file: ...}");
            ScenarioSessions.checkStations(sessions, log.source().sessions(), all);
        }
        return all;
    }

    /** Connectors cannot follow from the vehicles of a day, which come to all sites. */
    private static List<Station> stations(Place place, ScenarioStations reader) {
        return reader.stations(place.map.need("stations", "a list of stations"), 0);
    }

    private List<Station> theStations(ScenarioStations reader, ScenarioSessions.@Nullable Log log) {
        YamlNode fromLog = scenario.find("stations_from_log");
        YamlNode listed = scenario.find("stations");
        var stations = new ArrayList<Station>();
        if (fromLog != null && log == null) {
            throw new InputException(
                            "stations_from_log needs a session log, but sessions has no file")
                    .at(fromLog.place());
        }
        if (listed == null && fromLog == null) {
            scenario.need("stations", "a list of stations (or give stations_from_log)");
        }
        if (listed != null) {
            YamlNode sessions = scenario.need("sessions", "{file: ...} or {populations: [...]}");
            int vehicles = ScenarioSessions.vehiclesPerDay(sessions);
            stations.addAll(reader.stations(listed, vehicles));
        }
        if (fromLog != null && log != null) {
            stations.addAll(reader.fromLog(fromLog, log.sockets()));
        }
        return stations;
    }

    /** Refuses repeated ids, unknown buses and transformers at the line that names them. */
    private static void checkPlaces(Place place) {
        var known = new TreeSet<>(place.transformers.stream().map(SupplyTransformer::id).toList());
        var feeder = place.feeder;
        var buses =
                feeder == null
                        ? null
                        : new LinkedHashSet<>(feeder.buses().stream().map(Bus::id).toList());
        ScenarioTracks.checkIds(place.map.find("transformers"));
        for (String key : List.of("stations", "plants")) {
            YamlNode list = place.map.find(key);
            ScenarioTracks.checkIds(list);
            if (list == null) {
                continue;
            }
            for (YamlNode element : list.elements()) {
                ScenarioTracks.checkReference(element.child("transformer"), "transformer", known);
                if (buses != null) {
                    ScenarioTracks.checkReference(element.child("bus"), "bus", buses);
                }
            }
        }
    }

    /** Reads the plants of all sites and returns their ids. */
    List<String> plants() {
        var ids = new ArrayList<String>();
        for (Place place : places) {
            double scale = place.map.number("plant_scale", 1);
            place.plants =
                    ScenarioSite.plants(place.map.find("plants"), place.feeder != null, scale);
            place.plants.forEach(plant -> ids.add(plant.id()));
        }
        return ids;
    }

    /** Whether any site has a feeder. */
    boolean hasFeeder() {
        return places.stream().anyMatch(place -> place.feeder != null);
    }

    /**
     * Whether the sites that a base load names, or all where it names none, have feeders.
     *
     * @throws InputException where some have and some have none, or a site is not known
     */
    boolean haveFeeders(YamlNode baseLoad) {
        var names = ScenarioTracks.names(baseLoad, "sites");
        ScenarioTracks.claim(names, "site", new LinkedHashSet<>(ids()), new HashMap<>());
        var ids = names.stream().map(name -> name.text("an id")).toList();
        var kinds =
                places.stream()
                        .filter(place -> ids.isEmpty() || ids.contains(place.id))
                        .map(place -> place.feeder != null)
                        .distinct()
                        .toList();
        if (kinds.size() > 1) {
            throw new InputException(
                            baseLoad.path()
                                    + " holds for sites with and without a feeder; let sites name"
                                    + " those of one kind")
                    .at(baseLoad.place());
        }
        return kinds.getFirst();
    }

    /** Refuses buses and loads that no site has or that two base loads name. */
    void checkMembers(YamlNode baseLoads) {
        var buses = new LinkedHashSet<String>();
        var loads = new LinkedHashSet<String>();
        for (Place place : places) {
            if (place.feeder != null) {
                place.feeder.buses().stream().map(Bus::id).forEach(buses::add);
                place.feeder.loads().stream().map(Load::id).forEach(loads::add);
            }
        }
        var taken = new HashMap<String, YamlNode>();
        var takenLoads = new HashMap<String, YamlNode>();
        for (YamlNode element : baseLoads.elements()) {
            if (!isOne) {
                // Feeders of two sites may have buses of one name.
                taken.clear();
                takenLoads.clear();
            }
            ScenarioTracks.claim(ScenarioTracks.names(element, "buses"), "bus", buses, taken);
            ScenarioTracks.claim(ScenarioTracks.names(element, "loads"), "load", loads, takenLoads);
        }
    }

    /**
     * The sites.
     *
     * @param loads base loads with what follows them
     * @param weatherOf names of the weathers of plants, by id; none where there is one weather
     * @param tariffOf names of the tariffs of sites, likewise
     */
    List<Site> build(
            List<Track<ScenarioSite.BaseLoadGroup>> loads,
            Map<String, String> weatherOf,
            Map<String, String> tariffOf) {
        var sites = new ArrayList<Site>();
        for (Place place : places) {
            double siteLimitKw = place.map.limit("site_limit_kw");
            double exportLimitKw = place.map.limit("export_limit_kw");
            var plants = place.plants.stream().map(p -> p.in(weatherOf.get(p.id()))).toList();
            var connection = new GridConnection(siteLimitKw, exportLimitKw, tariffOf.get(place.id));
            sites.add(
                    place.map
                            .node()
                            .build(
                                    () ->
                                            Site.of(
                                                            place.feeder,
                                                            place.stations,
                                                            place.transformers)
                                                    .named(place.id)
                                                    .with(connection)
                                                    .withPlants(plants)
                                                    .withLoads(groups(place, loads))));
        }
        return sites;
    }

    private static List<ConnectedLoad> groups(
            Place place, List<Track<ScenarioSite.BaseLoadGroup>> loads) {
        var groups = new ArrayList<ConnectedLoad>();
        for (Track<ScenarioSite.BaseLoadGroup> track : loads) {
            var group = track.value().group();
            var buses = new ArrayList<String>(group.buses());
            var own = new ArrayList<String>(group.loads());
            if (place.feeder != null) {
                buses.retainAll(place.feeder.busIndex().keySet());
                own.retainAll(place.feeder.loads().stream().map(Load::id).toList());
            }
            boolean isHere =
                    track.value().sites().isEmpty() || track.value().sites().contains(place.id);
            if (isHere && group.isRest() == (buses.isEmpty() && own.isEmpty())) {
                groups.add(
                        new ConnectedLoad(
                                group.baseLoad(),
                                group.peakKw(),
                                group.transformerId(),
                                buses,
                                own));
            }
        }
        return groups;
    }
}
