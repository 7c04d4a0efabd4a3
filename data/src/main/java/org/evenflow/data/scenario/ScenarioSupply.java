package org.evenflow.data.scenario;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.evenflow.data.SeriesColumns;
import org.evenflow.data.SeriesReader;
import org.evenflow.data.TariffReader;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.model.scenario.Scenario.Carbon;
import org.evenflow.model.scenario.Series;
import org.evenflow.model.scenario.Tariff;
import org.jspecify.annotations.Nullable;

/** The keys {@code tariff} and {@code carbon}. */
final class ScenarioSupply {
    static final List<String> DAYS = List.of("all", "weekdays", "weekends");

    private final ZoneId zone;
    private final SeriesYears years;

    /**
     * For a site.
     *
     * @param years brings series of other years to the run's
     */
    ScenarioSupply(ZoneId zone, SeriesYears years) {
        this.zone = zone;
        this.years = years;
    }

    Tariff tariff(YamlNode node) {
        var kinds = List.of("file", "flat", "time_of_use", "series");
        var probe = node.names();
        String kind = probe.has("kind") ? kindOf(probe, kinds) : probe.has("file") ? "file" : "";
        return switch (kind) {
            case "file" -> file(node);
            case "flat" -> flat(node);
            case "time_of_use" -> timeOfUse(node);
            case "series" -> realTime(node);
            default -> throw node.wrong("{file: ...} or {kind: flat, time_of_use or series, ...}");
        };
    }

    private static String kindOf(YamlMap map, List<String> kinds) {
        return map.need("kind", "one of " + String.join(", ", kinds)).choice(kinds);
    }

    private Tariff file(YamlNode node) {
        var map = node.map("kind", "file", "sha256", "currency", "sell_factor");
        map.text("kind", "file", "file");
        Path path = InputFile.of(map, "the name of a tariff file");
        String currency = currency(map);
        double sellFactor = map.number("sell_factor", 0);
        return node.build(() -> TariffReader.read(path, currency, sellFactor));
    }

    private static Tariff flat(YamlNode node) {
        var map =
                node.map(
                        "kind",
                        "id",
                        "currency",
                        "price_per_kwh",
                        "sell_per_kwh",
                        "demand_per_kw_month");
        map.text("kind", "flat");
        String id = map.text("id", "a name", "flat tariff");
        String currency = currency(map);
        double buy = map.number("price_per_kwh");
        double sell = map.number("sell_per_kwh", 0);
        double demand = map.number("demand_per_kw_month", 0);
        return node.build(() -> new Tariff.Flat(id, currency, buy, sell, demand));
    }

    private static Tariff timeOfUse(YamlNode node) {
        var map = node.map("kind", "id", "currency", "seasons", "sell_factor");
        map.text("kind", "time_of_use");
        String id = map.text("id", "a name", "time-of-use tariff");
        String currency = currency(map);
        String allowed = "a list of {from, to, days, times, prices_per_kwh}";
        var entries = new ArrayList<Tariff.Entry>();
        for (YamlNode season : map.need("seasons", allowed).list(allowed)) {
            entries.add(entry(season, "season " + (entries.size() + 1)));
        }
        double sellFactor = map.number("sell_factor", 0);
        return node.build(() -> new Tariff.TimeOfUse(id, currency, entries, sellFactor));
    }

    private static Tariff.Entry entry(YamlNode node, String name) {
        var map =
                node.map(
                        "id",
                        "from",
                        "to",
                        "days",
                        "times",
                        "prices_per_kwh",
                        "demand_per_kw_month");
        String id = map.text("id", "a name", name);
        var from = monthDay(map, "from", "01-01");
        var to = monthDay(map, "to", "12-31");
        var days = days(map.find("days"));
        if (!map.has("days")) {
            map.keep("days", "all");
        }
        String allowed = "a list of times hh:mm, the first 00:00";
        var times = map.need("times", allowed).list(allowed).stream().map(t -> time(t)).toList();
        String allowedPrices = "a list of prices, one per time";
        var prices = map.need("prices_per_kwh", allowedPrices).numbers(allowedPrices);
        double demand = map.number("demand_per_kw_month", 0);
        return node.build(() -> new Tariff.Entry(id, from, to, days, times, prices, demand));
    }

    private static MonthDay monthDay(YamlMap map, String key, String otherwise) {
        String text = map.text(key, "month and day mm-dd", otherwise);
        try {
            return MonthDay.parse("--" + text);
        } catch (DateTimeParseException e) {
            throw map.need(key, "").wrong("month and day mm-dd");
        }
    }

    private static LocalTime time(YamlNode node) {
        String text = node.text("a time hh:mm");
        try {
            return LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw node.wrong("a time hh:mm");
        }
    }

    /** Days of the week: a word, or a list of names such as mon. */
    static Set<DayOfWeek> days(@Nullable YamlNode node) {
        if (node != null && node.isList()) {
            var names = new ArrayList<String>();
            for (DayOfWeek day : DayOfWeek.values()) {
                names.add(day.name().substring(0, 3).toLowerCase(Locale.ROOT));
            }
            var days = EnumSet.noneOf(DayOfWeek.class);
            for (YamlNode name : node.list("a list of days")) {
                days.add(DayOfWeek.of(names.indexOf(name.choice(names)) + 1));
            }
            return days;
        }
        return switch (node == null ? "all" : node.choice(DAYS)) {
            case "weekdays" -> EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
            case "weekends" -> EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
            default -> EnumSet.allOf(DayOfWeek.class);
        };
    }

    private static String currency(YamlMap map) {
        String allowed = "an ISO 4217 code such as USD";
        YamlNode node = map.need("currency", allowed);
        try {
            return Currency.getInstance(node.text(allowed)).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw node.wrong(allowed);
        }
    }

    private static final List<String> SERIES_KEYS =
            List.of(
                    "file",
                    "sha256",
                    "time",
                    "hour",
                    "value",
                    "factor",
                    "zone",
                    "date_formats",
                    "start",
                    "step_min",
                    "fill_min",
                    "delimiter",
                    "decimal");

    private static String[] withSeries(String... keys) {
        var all = new ArrayList<>(List.of(keys));
        all.addAll(SERIES_KEYS);
        return all.toArray(String[]::new);
    }

    private Tariff realTime(YamlNode node) {
        var map =
                node.map(
                        withSeries("kind", "id", "currency", "sell_factor", "demand_per_kw_month"));
        map.text("kind", "series");
        String id = map.text("id", "a name", "price series");
        String currency = currency(map);
        double sellFactor = map.number("sell_factor", 0);
        double demand = map.number("demand_per_kw_month", 0);
        var prices = series(map, id + " (" + currency + " per kWh)", 1);
        return node.build(() -> new Tariff.RealTime(id, currency, prices, sellFactor, demand));
    }

    /** Carbon intensity; none given means none counted, which the notes say. */
    Carbon carbon(@Nullable YamlNode node, List<String> notes) {
        if (node == null) {
            notes.add("No carbon intensity is given; emissions are zero for want of data.");
            return new Carbon(0, null, 0);
        }
        if (node.names().has("file")) {
            var map = node.map(withSeries("export_credit_share"));
            double credit = map.number("export_credit_share", 0);
            var series = series(map, "carbon intensity (kg CO2 per kWh)", 1);
            return node.build(() -> new Carbon(0, series, credit));
        }
        var map = node.map("kg_per_kwh", "export_credit_share");
        double intensity = map.number("kg_per_kwh");
        double credit = map.number("export_credit_share", 0);
        return node.build(() -> new Carbon(intensity, null, credit));
    }

    private Series series(YamlMap map, String name, double usualFactor) {
        Path path = InputFile.of(map, "the name of a file with a time and a value column");
        var columns = columns(map, name, usualFactor);
        var reading = map.node().build(() -> SeriesReader.reading(path, columns));
        return years.bring(reading.series(), reading.notes());
    }

    private SeriesColumns columns(YamlMap map, String name, double usualFactor) {
        String time = map.textOrNull("time", "the name of a column");
        String hour = map.textOrNull("hour", "the name of a column");
        String value = map.text("value", "the name of a column");
        double factor = map.number("factor", usualFactor);
        var zoneOfTimes = zone(map);
        YamlNode formats = map.find("date_formats");
        var patterns =
                formats == null
                        ? List.<String>of()
                        : formats.list("a list of patterns").stream()
                                .map(f -> f.text("a pattern"))
                                .toList();
        var start = start(map.find("start"));
        int stepMin = map.whole("step_min", 0, 1440, 0);
        int fillMin = map.whole("fill_min", 0, 100_000, 60);
        char delimiter = mark(map, "delimiter", ",");
        char decimal = mark(map, "decimal", ".");
        return map.node()
                .build(
                        () ->
                                new SeriesColumns(
                                        name,
                                        time,
                                        hour,
                                        value,
                                        factor,
                                        zoneOfTimes,
                                        patterns,
                                        start,
                                        stepMin,
                                        fillMin,
                                        delimiter,
                                        decimal));
    }

    private ZoneId zone(YamlMap map) {
        String allowed = "a time zone such as UTC or Europe/Zurich";
        String name = map.text("zone", allowed, zone.getId());
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw map.need("zone", allowed).wrong(allowed);
        }
    }

    private static @Nullable LocalDateTime start(@Nullable YamlNode node) {
        if (node == null) {
            return null;
        }
        String allowed = "a local time yyyy-mm-ddThh:mm";
        try {
            return LocalDateTime.parse(node.text(allowed));
        } catch (DateTimeParseException e) {
            throw node.wrong(allowed);
        }
    }

    private static char mark(YamlMap map, String key, String otherwise) {
        String mark = map.text(key, "one character, or tab", otherwise);
        if (mark.equals("tab")) {
            return '\t';
        }
        if (mark.length() != 1) {
            throw map.need(key, "").wrong("one character, or tab");
        }
        return mark.charAt(0);
    }
}
