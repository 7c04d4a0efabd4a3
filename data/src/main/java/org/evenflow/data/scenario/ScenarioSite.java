package org.evenflow.data.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.evenflow.data.EpwReader;
import org.evenflow.data.Feeders;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.ConnectedLoad;
import org.evenflow.model.Feeder;
import org.evenflow.model.Generator;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.evenflow.model.Phases;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.Weather;
import org.jspecify.annotations.Nullable;

/** The keys {@code feeder}, {@code plants}, {@code weather} and {@code base_load}. */
final class ScenarioSite {
    /** Inverter, wiring and soiling after PVWatts (A. Dobos, NREL/TP-6A20-62641, 2014). */
    private static final double PV_SYSTEM_EFFICIENCY = 0.86;

    private ScenarioSite() {}

    static Feeder feeder(YamlNode node) {
        var map =
                node.map(
                        "built_in",
                        "file",
                        "sha256",
                        "voltage_min_pu",
                        "voltage_max_pu",
                        "rating_a");
        Feeder feeder;
        YamlNode builtIn = map.find("built_in");
        if (builtIn != null) {
            String id = builtIn.choice(Feeders.builtInIds());
            feeder = Feeders.builtIn(id);
        } else {
            Path path = InputFile.of(map, "the name of a feeder file (or give built_in)");
            feeder = node.build(() -> radial(path));
        }
        var buses = map.has("voltage_min_pu") || map.has("voltage_max_pu");
        var limited = buses ? withVoltages(feeder, map) : feeder;
        return map.has("rating_a") ? withRatings(limited, map) : limited;
    }

    /** Scenarios play on what the sweeps solve: no loops, no machines. */
    private static Feeder radial(Path path) {
        var feeder = Feeders.read(path);
        try {
            if (feeder.isBalanced()) {
                feeder.requireRadial();
            }
            if (!feeder.machines().isEmpty()) {
                throw new InputException(
                        "feeder "
                                + feeder.id()
                                + ": machine "
                                + feeder.machines().getFirst().id()
                                + " at bus "
                                + feeder.machines().getFirst().busId()
                                + " holds its voltage; a scenario's feeder must have loads and"
                                + " plants only");
            }
            return feeder;
        } catch (InputException e) {
            throw e.at(String.valueOf(path.getFileName()));
        }
    }

    private static Feeder withVoltages(Feeder feeder, YamlMap map) {
        var buses = new ArrayList<Bus>();
        // Behind an impedance the source's bus has a voltage like any other.
        boolean stiff = feeder.infeeds().getFirst().isStiff();
        for (Bus bus : feeder.buses()) {
            double min = map.number("voltage_min_pu", bus.minPu());
            double max = map.number("voltage_max_pu", bus.maxPu());
            boolean isGiven = bus.id().equals(feeder.sourceBus()) && stiff;
            buses.add(isGiven ? bus : map.node().build(() -> bus.withLimits(min, max)));
        }
        return feeder.with(buses, feeder.branches());
    }

    /** Gives a rating to the lines that have none. */
    private static Feeder withRatings(Feeder feeder, YamlMap map) {
        double ratingA = map.number("rating_a");
        var branches = new ArrayList<Branch>();
        for (Branch branch : feeder.branches()) {
            branches.add(
                    branch instanceof Line line && Double.isInfinite(line.ratingA())
                            ? map.node().build(() -> line.withRating(ratingA))
                            : branch);
        }
        return feeder.with(feeder.buses(), branches);
    }

    static List<Generator> plants(@Nullable YamlNode node, boolean hasFeeder, double scale) {
        var plants = new ArrayList<Generator>();
        if (node == null) {
            return plants;
        }
        for (YamlNode element : node.list("a list of {id, bus, kwp}")) {
            var map =
                    element.map(
                            "id",
                            "bus",
                            "kwp",
                            "tilt_deg",
                            "azimuth_deg",
                            "system_efficiency",
                            "transformer",
                            "phases");
            String id = map.text("id", "an id");
            String allowed = "the id of a bus of the feeder";
            String bus = hasFeeder ? map.text("bus", allowed) : map.text("bus", allowed, "site");
            double kwp = map.number("kwp") * scale;
            double tilt = map.number("tilt_deg", 20);
            double azimuth = map.number("azimuth_deg", 180);
            double efficiency = map.number("system_efficiency", PV_SYSTEM_EFFICIENCY);
            String transformer = map.textOrNull("transformer", "the id of a transformer");
            String phases = map.text("phases", "a, b, c, two of them or abc", "abc");
            plants.add(
                    element.build(
                            () ->
                                    new Generator.Pv(
                                            id,
                                            bus,
                                            transformer,
                                            kwp,
                                            tilt,
                                            azimuth,
                                            efficiency,
                                            Phases.parse(phases, "phases"),
                                            null)));
        }
        return plants;
    }

    /**
     * Measured or drawn weather.
     *
     * @param runYears the year of the runs, or the first and last one, for the notes
     */
    static Weather weather(YamlNode node, List<Integer> runYears, List<String> notes) {
        if (node.names().has("file")) {
            var map = node.map("file", "sha256");
            Path path = InputFile.of(map, "the name of an EPW file");
            var measured = node.build(() -> EpwReader.read(path));
            noteWeather(measured, runYears, notes);
            return measured;
        }
        var kinds = node.map("clear_sky", "bell", "file", "sha256");
        YamlNode bell = kinds.find("bell");
        if (bell != null) {
            return bell(bell);
        }
        YamlNode sky =
                kinds.need("clear_sky", "{latitude_deg, longitude_deg} (or give file or bell)");
        var map = sky.map("latitude_deg", "longitude_deg", "mean_clearness", "air_temperature_c");
        double latitude = map.number("latitude_deg");
        double longitude = map.number("longitude_deg");
        double clearness = map.number("mean_clearness", 0.7);
        double temperature = map.number("air_temperature_c", 20);
        return sky.build(
                () -> new Weather.ClearSkyWithClouds(latitude, longitude, clearness, temperature));
    }

    private static Weather bell(YamlNode node) {
        var map = node.map("peak_hour", "hours_above_half", "noise", "memory_hours");
        double peak = map.number("peak_hour", 13);
        double width = map.number("hours_above_half");
        double noise = map.number("noise", 0);
        double memory = map.number("memory_hours", 2);
        return node.build(() -> new Weather.Bell(peak, width, noise, memory));
    }

    private static void noteWeather(
            Weather.Measured weather, List<Integer> runYears, List<String> notes) {
        notes.addAll(weather.filled());
        var years = new TreeSet<Integer>();
        weather.hours().forEach(hour -> years.add(hour.year()));
        if (years.size() > 1 || !runYears.equals(List.of(years.first()))) {
            notes.add(
                    "Weather is of "
                            + (years.size() == 1
                                    ? years.first().toString()
                                    : "several years, " + years)
                            + " ("
                            + weather.source()
                            + ") and was brought to "
                            + String.join(" to ", runYears.stream().map(String::valueOf).toList())
                            + " by month, day and standard-time hour.");
        }
    }

    /**
     * A base load and the loads that follow it.
     *
     * @param sites that it holds for; empty for all
     */
    record BaseLoadGroup(BaseLoad profile, ConnectedLoad group, List<String> sites) {
        /** Nothing, for all loads of all sites. */
        static final BaseLoadGroup NONE =
                new BaseLoadGroup(BaseLoad.NONE, ConnectedLoad.ALL, List.of());
    }

    static BaseLoadGroup baseLoad(YamlNode node, ScenarioSites sites) {
        var map = node.map("profile", "scale", "noise", "peak_kw", "transformer");
        var profile = profile(map.need("profile", "a name or {weekday: [24], weekend: [24]}"));
        double scale = map.number("scale", 1);
        double noise = map.number("noise", 0);
        boolean hasFeeder = sites.haveFeeders(node);
        if (hasFeeder && map.find("peak_kw") instanceof YamlNode peak) {
            throw new InputException(
                            peak.path()
                                    + " is for scenarios without a feeder; with one, scale"
                                    + " multiplies the nominal loads of its buses")
                    .at(peak.place());
        }
        double peakKw = hasFeeder ? 0 : map.number("peak_kw");
        String transformer = map.textOrNull("transformer", "the id of a transformer");
        return node.build(
                () ->
                        new BaseLoadGroup(
                                new BaseLoad(profile.weekday(), profile.weekend(), scale, noise),
                                new ConnectedLoad(
                                        nameOf(node),
                                        peakKw,
                                        transformer,
                                        texts(node, "buses"),
                                        texts(node, "loads")),
                                texts(node, "sites")));
    }

    /** The id of an element of a list, null where there is one base load. */
    private static @Nullable String nameOf(YamlNode node) {
        YamlNode id = node.member("id");
        return id == null ? null : id.text("a name");
    }

    private static List<String> texts(YamlNode element, String key) {
        return ScenarioTracks.names(element, key).stream().map(n -> n.text("an id")).toList();
    }

    private record Profile(List<Double> weekday, List<Double> weekend) {}

    private static Profile profile(YamlNode node) {
        if (node.isMap()) {
            return ownProfile(node);
        }
        var tables = Resources.yaml("profiles", "base_load").names();
        String name = node.choice(tables.keys());
        var profile = ownProfile(tables.need(name, "a profile"));
        node.resolveAs(
                ScenarioVehicles.pair("weekday", profile.weekday(), "weekend", profile.weekend()));
        return profile;
    }

    private static Profile ownProfile(YamlNode node) {
        var map = node.map("weekday", "weekend");
        String allowed = "24 hourly factors";
        var weekday = map.need("weekday", allowed).numbers(allowed);
        YamlNode weekend = map.find("weekend");
        var profile = new Profile(weekday, weekend == null ? weekday : weekend.numbers(allowed));
        if (weekend == null) {
            map.keep("weekend", weekday);
        }
        return profile;
    }
}
