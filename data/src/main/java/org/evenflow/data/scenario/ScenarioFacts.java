package org.evenflow.data.scenario;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.evenflow.model.Feeder;
import org.evenflow.model.Generator;
import org.evenflow.model.Site;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Scenario.Carbon;
import org.evenflow.model.scenario.Scenario.Dispatching;
import org.evenflow.model.scenario.Scenario.Track;
import org.evenflow.model.scenario.Scenario.World;
import org.evenflow.model.scenario.Service;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.model.scenario.Tariff;
import org.evenflow.model.scenario.Weather;

/** A scenario in a dozen facts, for people. */
final class ScenarioFacts {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private static final List<String> LABELS =
            List.of(
                    "Span",
                    "Feeder",
                    "Charging",
                    "Transformers",
                    "Site limit",
                    "Export limit",
                    "Dispatcher",
                    "Sessions",
                    "Tariff",
                    "Plants",
                    "Weather",
                    "Base load",
                    "Carbon",
                    "Unserved energy");

    private ScenarioFacts() {}

    static Map<String, String> of(Scenario scenario) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("Span", span(scenario.time(), scenario.sessions()));
        for (Site site : scenario.sites()) {
            String of = scenario.sites().size() == 1 ? "" : " of " + site.id();
            facts.put("Feeder" + of, site.feeder() == null ? "none" : feeder(site.feeder()));
            facts.put("Charging" + of, charging(site));
            facts.put("Transformers" + of, transformers(site.transformers()));
            facts.put("Site limit" + of, limit(site.siteLimitKw(), "kW"));
            facts.put("Export limit" + of, limit(site.exportLimitKw(), "kW"));
            facts.put("Tariff" + of, tariff(scenario.money().tariff(site)));
            facts.put("Plants" + of, plants(site.plants()));
            facts.put("Base load" + of, baseLoad(scenario.world(), site));
        }
        facts.put("Dispatcher", dispatcher(scenario.dispatching()));
        facts.put("Sessions", sessions(scenario.sessions()));
        facts.put("Weather", weathers(scenario.world().weathers()));
        facts.put("Carbon", carbon(scenario.world().carbon()));
        facts.put(
                "Unserved energy",
                number(scenario.money().unservedPerKwh())
                        + " "
                        + scenario.money().currency()
                        + " per kWh"
                        + (scenario.money().service() == Service.FIRST
                                ? " in tables; service comes first"
                                : ", which controllers may weigh against costs"));
        return inOrder(facts, scenario.sites().size() == 1);
    }

    /** A scenario of one site tells its parts in the order of the file's keys. */
    private static Map<String, String> inOrder(Map<String, String> facts, boolean isOneSite) {
        if (!isOneSite) {
            return facts;
        }
        var ordered = new LinkedHashMap<String, String>();
        for (String label : LABELS) {
            ordered.put(label, facts.getOrDefault(label, "none"));
        }
        return ordered;
    }

    private static String dispatcher(Dispatching of) {
        var words = new ArrayList<String>();
        words.add(of.lookAhead() ? "looks ahead to declared departures" : "holds limits");
        if (of.weights() == Dispatching.Weights.LAXITY) {
            words.add("cuts those with most time to spare");
        }
        if (of.rampKwPerMin() < Double.POSITIVE_INFINITY) {
            words.add("ramps of " + number(of.rampKwPerMin()) + " kW/min per connector");
        }
        if (of.stationRampKwPerMin() < Double.POSITIVE_INFINITY) {
            words.add("ramps of " + number(of.stationRampKwPerMin()) + " kW/min per station");
        }
        return String.join(", ", words);
    }

    private static String span(TimeGrid time, SessionSource sessions) {
        String length =
                number(time.steps() * time.stepHours())
                        + " h in steps of "
                        + time.stepMin()
                        + " min, "
                        + time.zone();
        if (sessions instanceof SessionSource.Logged logged && logged.startDates().size() > 1) {
            return logged.startDates().size()
                    + " days of "
                    + logged.startDates().getFirst()
                    + " to "
                    + logged.startDates().getLast()
                    + " from "
                    + time.local(0).toLocalTime()
                    + ", one per seed; each "
                    + length;
        }
        return MINUTE.format(time.local(0)) + ", " + length;
    }

    private static String feeder(Feeder feeder) {
        double loadKw = feeder.nominalKw();
        return feeder.id()
                + ": "
                + feeder.buses().size()
                + " buses, "
                + number(loadKw)
                + " kW nominal load ("
                + feeder.source()
                + ")";
    }

    private static String charging(Site site) {
        var counts = new TreeMap<String, Integer>();
        double ratedKw = 0;
        for (var station : site.stations()) {
            for (var connector : station.connectors()) {
                counts.merge(connector.kind().label(), 1, Integer::sum);
                ratedKw += connector.kind().ratedKw();
            }
        }
        var kinds = counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList();
        return site.connectorCount()
                + " connectors ("
                + String.join(", ", kinds)
                + ") in "
                + site.stations().size()
                + (site.stations().size() == 1 ? " station, " : " stations, ")
                + Math.round(ratedKw)
                + " kW rated";
    }

    private static String transformers(List<SupplyTransformer> transformers) {
        return transformers.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        transformers.stream()
                                .map(t -> t.id() + " " + limit(t.ratingKva(), "kVA"))
                                .toList());
    }

    private static String sessions(SessionSource sessions) {
        return switch (sessions) {
            case SessionSource.Logged logged ->
                    logged.sessions().size()
                            + " in the log "
                            + logged.source()
                            + (logged.derived().isEmpty()
                                    ? ""
                                    : "; what it lacks is derived (see the notes)");
            case SessionSource.Drawn drawn ->
                    "drawn anew for each seed: "
                            + String.join(
                                    "; ",
                                    drawn.populations().stream()
                                            .map(
                                                    p ->
                                                            p.id()
                                                                    + " ("
                                                                    + p.profile()
                                                                    + ", "
                                                                    + number(
                                                                            p
                                                                                    .sessionsPerConnectorDay())
                                                                    + " per connector and day)")
                                            .toList());
        };
    }

    private static String tariff(Tariff tariff) {
        String detail =
                switch (tariff) {
                    case Tariff.Flat flat -> "flat " + number(flat.buy());
                    case Tariff.TimeOfUse use -> {
                        var prices =
                                use.entries().stream()
                                        .flatMap(e -> e.prices().stream())
                                        .mapToDouble(p -> p)
                                        .summaryStatistics();
                        yield "time of use, "
                                + number(prices.getMin())
                                + " to "
                                + number(prices.getMax());
                    }
                    case Tariff.RealTime series -> "series of " + series.prices().values().length;
                };
        return tariff.id() + ": " + detail + " " + tariff.currency() + " per kWh" + demand(tariff);
    }

    private static String demand(Tariff tariff) {
        double demand =
                switch (tariff) {
                    case Tariff.Flat flat -> flat.demand();
                    case Tariff.TimeOfUse use ->
                            use.entries().stream()
                                    .mapToDouble(Tariff.Entry::demandPerKw)
                                    .max()
                                    .orElse(0);
                    case Tariff.RealTime series -> series.demand();
                };
        return demand == 0
                ? ""
                : ", demand charge "
                        + number(demand)
                        + " "
                        + tariff.currency()
                        + " per kW and month";
    }

    private static String plants(List<Generator> plants) {
        double kwp = 0;
        for (Generator plant : plants) {
            kwp +=
                    switch (plant) {
                        case Generator.Pv pv -> pv.kwp();
                    };
        }
        return plants.isEmpty() ? "none" : plants.size() + " PV, " + number(kwp) + " kWp in all";
    }

    /** The only weather, or each with its name. */
    private static String weathers(List<Track<Weather>> weathers) {
        return switch (weathers.size()) {
            case 0 -> "none";
            case 1 -> weather(weathers.getFirst().value());
            default ->
                    String.join(
                            "; ",
                            weathers.stream()
                                    .map(track -> track.id() + ": " + weather(track.value()))
                                    .toList());
        };
    }

    private static String weather(Weather weather) {
        return switch (weather) {
            case Weather.Measured measured -> "measured, " + measured.source();
            case Weather.ClearSkyWithClouds sky ->
                    "clear sky with clouds drawn for each seed, "
                            + degrees(sky.latitudeDeg(), "N", "S")
                            + " "
                            + degrees(sky.longitudeDeg(), "E", "W")
                            + ", mean clearness "
                            + number(sky.meanClearness());
            case Weather.Bell bell ->
                    "a bell every day, its peak at "
                            + number(bell.peakHour())
                            + " h, above half for "
                            + number(bell.hoursAboveHalf())
                            + " h, noise "
                            + number(bell.noise());
        };
    }

    private static String degrees(double value, String positive, String negative) {
        return number(Math.abs(value)) + "\u00b0 " + (value < 0 ? negative : positive);
    }

    private static String baseLoad(World world, Site site) {
        var words = new ArrayList<String>();
        for (int group = 0; group < site.loads().size(); group++) {
            String name = site.loads().get(group).baseLoad();
            var track = world.baseLoads().get(Track.find(world.baseLoads(), name, "base load"));
            double peakKw = peakKw(track.value(), site.nominalKw(group));
            String peak =
                    peakKw == 0 ? "none" : "daily profile, peak " + Math.round(peakKw) + " kW";
            words.add(site.loads().size() == 1 ? peak : track.id() + ": " + peak);
        }
        return String.join("; ", words);
    }

    private static double peakKw(BaseLoad load, double nominalKw) {
        double peak =
                Math.max(
                        load.weekday().stream().mapToDouble(f -> f).max().orElse(0),
                        load.weekend().stream().mapToDouble(f -> f).max().orElse(0));
        return nominalKw * load.scale() * peak;
    }

    private static String carbon(Carbon carbon) {
        return carbon.series() == null
                ? number(carbon.kgPerKwh()) + " kg CO2 per kWh"
                : carbon.series().name();
    }

    private static String limit(double value, String unit) {
        return Double.isInfinite(value) ? "unlimited" : number(value) + " " + unit;
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.4f", value);
        return text.replaceAll("\\.?0+$", "");
    }
}
