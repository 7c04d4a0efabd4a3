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
import org.evenflow.model.Scenario;
import org.evenflow.model.Scenario.Carbon;
import org.evenflow.model.Scenario.Dispatching;
import org.evenflow.model.SessionSource;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.Tariff;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Weather;

/** A scenario in a dozen facts, for people. */
final class ScenarioFacts {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private ScenarioFacts() {}

    static Map<String, String> of(Scenario scenario) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("Span", span(scenario.time(), scenario.sessions()));
        facts.put("Feeder", scenario.feeder() == null ? "none" : feeder(scenario.feeder()));
        facts.put("Charging", charging(scenario));
        facts.put("Transformers", transformers(scenario.transformers()));
        facts.put("Site limit", limit(scenario.siteLimitKw(), "kW"));
        facts.put("Export limit", limit(scenario.exportLimitKw(), "kW"));
        facts.put("Dispatcher", dispatcher(scenario.dispatching()));
        facts.put("Sessions", sessions(scenario.sessions()));
        facts.put("Tariff", tariff(scenario.tariff()));
        facts.put("Plants", plants(scenario.plants()));
        facts.put("Weather", weather(scenario.weather()));
        facts.put("Base load", baseLoad(scenario));
        facts.put("Carbon", carbon(scenario.carbon()));
        facts.put(
                "Unserved energy",
                number(scenario.unservedPerKwh())
                        + " "
                        + scenario.tariff().currency()
                        + " per kWh");
        return facts;
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

    private static String charging(Scenario scenario) {
        var counts = new TreeMap<String, Integer>();
        double ratedKw = 0;
        for (var station : scenario.stations()) {
            for (var connector : station.connectors()) {
                counts.merge(connector.kind().label(), 1, Integer::sum);
                ratedKw += connector.kind().ratedKw();
            }
        }
        var kinds = counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList();
        return scenario.connectorCount()
                + " connectors ("
                + String.join(", ", kinds)
                + ") in "
                + scenario.stations().size()
                + (scenario.stations().size() == 1 ? " station, " : " stations, ")
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

    private static String weather(@org.jspecify.annotations.Nullable Weather weather) {
        return switch (weather) {
            case null -> "none";
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

    private static String baseLoad(Scenario scenario) {
        var load = scenario.baseLoad();
        var feeder = scenario.feeder();
        double nominal = feeder == null ? load.peakKw() : feeder.nominalKw();
        double peak =
                Math.max(
                        load.weekday().stream().mapToDouble(f -> f).max().orElse(0),
                        load.weekend().stream().mapToDouble(f -> f).max().orElse(0));
        double peakKw = nominal * load.scale() * peak;
        return peakKw == 0 ? "none" : "daily profile, peak " + Math.round(peakKw) + " kW";
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
