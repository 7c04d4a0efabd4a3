package org.evenflow.data.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.evenflow.data.SessionColumns;
import org.evenflow.data.SessionDefaults;
import org.evenflow.data.SessionLog;
import org.evenflow.data.SessionLogReader;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.model.InputException;
import org.evenflow.model.Station;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.SessionRecord;
import org.evenflow.model.scenario.SessionSource;

/** The key {@code sessions}: a log, or populations to draw from. */
final class ScenarioSessions {
    private static final String[] DRAWN = {"vehicles", "arrival_hours", "populations"};

    private static final int MOST_VEHICLES = 1_000_000;

    private final ScenarioVehicles vehicles;
    private final List<String> notes;

    ScenarioSessions(ScenarioVehicles vehicles, List<String> notes) {
        this.vehicles = vehicles;
        this.notes = notes;
    }

    /**
     * A log with the days a run may begin on.
     *
     * @param source sessions as the run takes them
     * @param sockets sockets by station id
     * @param time the run's grid, begun on the first of the days
     */
    record Log(SessionSource.Logged source, Map<String, Integer> sockets, TimeGrid time) {}

    static boolean isLog(YamlNode node) {
        return node.hasKey("file");
    }

    /** Reads a log. */
    Log log(YamlNode node, TimeGrid time) {
        var map = node.map("file", "sha256", "columns", "from", "to", "days", "vehicle", "assume");
        Path path = InputFile.of(map, "the name of a session log");
        Vehicle vehicle = template(map);
        var columns = columns(map, path).withZone(time.zone());
        var defaults = defaults(map, vehicle);
        SessionLog log = node.build(() -> SessionLogReader.read(path, columns, defaults));
        // Examples of dropped rows are indented; a reader of results needs the counts only.
        var counts = log.quality().lines().stream().filter(l -> !l.startsWith(" ")).toList();
        notes.add(String.join("; ", counts) + ".");
        notes.addAll(log.derived());
        var dates = startDates(map, log, time);
        var source =
                node.build(
                        () ->
                                new SessionSource.Logged(
                                        log.source(),
                                        log.records(),
                                        dates.stream().map(LocalDate::toString).toList(),
                                        vehicle,
                                        log.derived()));
        var first = dates.getFirst().atTime(time.local(0).toLocalTime()).atZone(time.zone());
        var grid = new TimeGrid(first.toInstant(), time.zone(), time.stepMin(), time.steps());
        return new Log(source, log.connectorsPerStation(), grid);
    }

    private Vehicle template(YamlMap map) {
        YamlNode node = map.find("vehicle");
        if (node != null) {
            return vehicles.of(node);
        }
        var vehicle = vehicles.named("logged_vehicle");
        map.keep("vehicle", ScenarioVehicles.describe(vehicle));
        return vehicle;
    }

    private static SessionColumns columns(YamlMap map, Path path) {
        YamlNode node = map.find("columns");
        if (node != null && node.isMap()) {
            var keys = node.plainMap();
            return node.build(() -> SessionColumns.of(keys));
        }
        var names = new ArrayList<>(List.of("auto"));
        names.addAll(SessionColumns.presetNames());
        String name = map.choice("columns", names, "auto");
        if (name.equals("auto")) {
            var found = map.node().build(() -> SessionLogReader.detect(path));
            map.keep("columns", found.name());
            return found;
        }
        return SessionColumns.preset(name);
    }

    private static SessionDefaults defaults(YamlMap map, Vehicle vehicle) {
        var battery = vehicle.battery();
        var usual = SessionDefaults.USUAL;
        usual =
                usual.withVehicle(
                        battery.chargeEfficiency(), Math.min(usual.targetSoc(), battery.maxSoc()));
        YamlNode node = map.find("assume");
        if (node == null) {
            map.keep("assume", describe(usual));
            return usual;
        }
        var own =
                node.map(
                        "max_mean_power_kw",
                        "max_stay_days",
                        "target_soc",
                        "min_soc_arrival",
                        "capacity_ladder_kwh",
                        "max_kw");
        double power = own.number("max_mean_power_kw", usual.maxMeanPowerKw());
        double stay = own.number("max_stay_days", usual.maxStayDays());
        double target = own.number("target_soc", usual.targetSoc());
        double least = own.number("min_soc_arrival", usual.minSocArrival());
        YamlNode ladderNode = own.find("capacity_ladder_kwh");
        var ladder =
                ladderNode == null
                        ? own.keep("capacity_ladder_kwh", usual.capacityLadderKwh())
                        : ladderNode.numbers("a list of capacities in kWh");
        double maxKw = own.limit("max_kw");
        return node.build(
                () ->
                        new SessionDefaults(
                                power,
                                stay,
                                battery.chargeEfficiency(),
                                target,
                                least,
                                ladder,
                                maxKw));
    }

    private static Map<String, Object> describe(SessionDefaults assumed) {
        var all = new LinkedHashMap<String, Object>();
        all.put("max_mean_power_kw", assumed.maxMeanPowerKw());
        all.put("max_stay_days", assumed.maxStayDays());
        all.put("target_soc", assumed.targetSoc());
        all.put("min_soc_arrival", assumed.minSocArrival());
        all.put("capacity_ladder_kwh", assumed.capacityLadderKwh());
        all.put("max_kw", Double.isInfinite(assumed.maxKw()) ? "unlimited" : assumed.maxKw());
        return all;
    }

    /** Days of the log that fit the wish and have a session in the run's window. */
    private List<LocalDate> startDates(YamlMap map, SessionLog log, TimeGrid time) {
        var zone = time.zone();
        var logFirst = log.records().getFirst().arrival().atZone(zone).toLocalDate();
        var logLast = log.records().getLast().arrival().atZone(zone).toLocalDate();
        YamlNode fromNode = map.find("from");
        YamlNode toNode = map.find("to");
        var from = fromNode == null ? time.local(0).toLocalDate() : fromNode.date();
        var to = toNode == null ? (logLast.isBefore(from) ? from : logLast) : toNode.date();
        map.keep("from", from.toString());
        map.keep("to", to.toString());
        var days = ScenarioSupply.days(map.find("days"));
        if (!map.has("days")) {
            map.keep("days", "all");
        }
        if (to.isBefore(from)) {
            throw (toNode == null ? map.node() : toNode).wrong("a date not before from, " + from);
        }
        var wanted = from.datesUntil(to.plusDays(1)).filter(d -> days.contains(d.getDayOfWeek()));
        var all = wanted.toList();
        var dates = withSession(all, log, time);
        if (dates.isEmpty()) {
            throw new InputException(
                            map.node().path()
                                    + ": the log has no session from "
                                    + from
                                    + " to "
                                    + to
                                    + " on the days asked for; its sessions are of "
                                    + logFirst
                                    + " to "
                                    + logLast)
                    .at((fromNode == null ? map.node() : fromNode).place());
        }
        int empty = all.size() - dates.size();
        if (empty > 0) {
            notes.add(
                    "Of the days from "
                            + from
                            + " to "
                            + to
                            + ", "
                            + empty
                            + " without a session"
                            + " cannot begin a run.");
        }
        return dates;
    }

    private static List<LocalDate> withSession(
            List<LocalDate> dates, SessionLog log, TimeGrid time) {
        var arrivals = new TreeSet<Instant>();
        log.records().forEach(record -> arrivals.add(record.arrival()));
        var length = Duration.between(time.start(), time.end());
        var timeOfDay = time.local(0).toLocalTime();
        return dates.stream()
                .filter(
                        date -> {
                            var start = date.atTime(timeOfDay).atZone(time.zone()).toInstant();
                            var next = arrivals.ceiling(start);
                            return next != null && next.isBefore(start.plus(length));
                        })
                .toList();
    }

    /** Refuses a log whose stations the scenario lacks. */
    static void checkStations(YamlNode node, List<SessionRecord> records, List<Station> stations) {
        var known = new TreeSet<>(stations.stream().map(Station::id).toList());
        for (SessionRecord record : records) {
            if (!known.contains(record.stationId())) {
                throw new InputException(
                                node.path()
                                        + ": session "
                                        + record.id()
                                        + " is at station '"
                                        + record.stationId()
                                        + "', which is not defined; use stations_from_log")
                        .at(node.place());
            }
        }
    }

    /** Reads populations. */
    SessionSource.Drawn drawn(YamlNode node, List<Station> stations) {
        var map = node.map(DRAWN);
        String allowed = "a list of {id, profile, sessions_per_connector_day, fleet}";
        String hours = "two hours of the run, the earlier one first";
        double perDay = map.has("vehicles") ? map.whole("vehicles", 1, MOST_VEHICLES, 1) : 0;
        YamlNode hoursNode = map.find("arrival_hours");
        var arrivalHours = hoursNode == null ? null : ScenarioPatterns.range(hoursNode, hours);
        var populations = new ArrayList<SessionSource.Population>();
        for (YamlNode element :
                map.need("populations", allowed + " (or give file)").list(allowed)) {
            populations.add(population(element, stations, perDay));
        }
        return node.build(() -> new SessionSource.Drawn(populations, arrivalHours));
    }

    /** Vehicles that all populations share in a day; 0 where the document does not say. */
    static int vehiclesPerDay(YamlNode node) {
        var map = isLog(node) ? null : node.map(DRAWN);
        return map != null && map.has("vehicles") ? map.whole("vehicles", 1, MOST_VEHICLES, 1) : 0;
    }

    private SessionSource.Population population(
            YamlNode node, List<Station> stations, double vehiclesPerDay) {
        var map =
                node.map(
                        "id",
                        "profile",
                        "pattern",
                        "stations",
                        "sessions_per_connector_day",
                        "share",
                        "fleet",
                        "charge_efficiency",
                        "early_departure_share",
                        "request_bias",
                        "request_spread");
        String id = map.text("id", "an id");
        YamlNode patternNode = map.find("pattern");
        var pattern = patternNode == null ? null : ScenarioPatterns.read(patternNode);
        String named = "the name of a session profile such as workplace (or give pattern)";
        String profile = pattern == null ? map.text("profile", named) : id;
        var ids = stationIds(map, stations);
        double perDay = sessionsPerConnectorDay(map, stations, ids, vehiclesPerDay);
        var fleet = fleet(map);
        double early = map.number("early_departure_share", 0);
        double bias = map.number("request_bias", 1);
        double spread = map.number("request_spread", 0);
        return node.build(
                () ->
                        new SessionSource.Population(
                                id,
                                profile,
                                ids,
                                perDay,
                                fleet,
                                early,
                                new SessionSource.Requests(bias, spread),
                                pattern));
    }

    /** Given as it is, or as a share of all vehicles of a day. */
    private static double sessionsPerConnectorDay(
            YamlMap map, List<Station> stations, List<String> ids, double vehiclesPerDay) {
        if (!map.has("share")) {
            return map.number("sessions_per_connector_day");
        }
        YamlNode share = map.need("share", "a share of the vehicles of a day");
        if (vehiclesPerDay == 0 || map.has("sessions_per_connector_day")) {
            throw new InputException(
                            share.path()
                                    + " must stand without sessions_per_connector_day and beside"
                                    + " sessions.vehicles, the number that it is a share of")
                    .at(share.place());
        }
        int connectors =
                stations.stream()
                        .filter(station -> ids.contains(station.id()))
                        .mapToInt(station -> station.connectors().size())
                        .sum();
        return share.number("a share between 0 and 1") * vehiclesPerDay / connectors;
    }

    private static List<String> stationIds(YamlMap map, List<Station> stations) {
        var known = stations.stream().map(Station::id).toList();
        YamlNode node = map.find("stations");
        if (node == null) {
            return map.keep("stations", known);
        }
        return node.list("a list of station ids").stream().map(s -> s.choice(known)).toList();
    }

    private List<SessionSource.FleetShare> fleet(YamlMap map) {
        String allowed = "a list of vehicles, or of {vehicle, weight}";
        double efficiency = map.has("charge_efficiency") ? map.number("charge_efficiency") : 0;
        var fleet = new ArrayList<SessionSource.FleetShare>();
        for (YamlNode element : map.need("fleet", allowed).list(allowed)) {
            YamlMap share = element.isMap() ? element.map("vehicle", "weight") : null;
            Vehicle model =
                    vehicles.of(share == null ? element : share.need("vehicle", "a vehicle"));
            double weight = share == null ? 1 : share.number("weight", 1);
            if (share == null) {
                element.resolveAs(
                        ScenarioVehicles.pair(
                                "vehicle", ScenarioVehicles.describe(model), "weight", 1.0));
            }
            fleet.add(
                    map.node()
                            .build(
                                    () ->
                                            new SessionSource.FleetShare(
                                                    efficiency == 0
                                                            ? model
                                                            : ScenarioVehicles.withChargeEfficiency(
                                                                    model, efficiency),
                                                    weight)));
        }
        return fleet;
    }
}
