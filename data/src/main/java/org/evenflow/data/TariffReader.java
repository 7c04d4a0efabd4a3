package org.evenflow.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.evenflow.model.InputException;
import org.evenflow.model.scenario.Tariff;

/**
 * Reads time-of-use tariffs in the JSON format of acnportal (Lee et al., IEEE Trans. Smart Grid
 * 12(6), 2021): a schedule of entries with season, weekdays, beginning hours (fractions allowed),
 * prices per kWh and a demand charge per kW and month. Where entries overlap the first wins.
 */
public final class TariffReader {
    private TariffReader() {}

    /**
     * Reads a file.
     *
     * @param currency ISO 4217 code; the format has none
     * @param sellFactor price of energy given back as a share of the buying price
     * @throws InputException where the file is no such tariff or leaves a day without a price
     */
    public static Tariff.TimeOfUse read(Path file, String currency, double sellFactor) {
        var tree = tree(file);
        var entries = new ArrayList<Tariff.Entry>();
        for (JsonNode entry : field(tree, "schedule", file.toString())) {
            entries.add(entry(entry, entries.size(), file));
        }
        try {
            var tariff =
                    new Tariff.TimeOfUse(
                            field(tree, "name", file.toString()).asText(),
                            currency,
                            entries,
                            sellFactor);
            checkEveryDay(tariff);
            return tariff;
        } catch (InputException e) {
            throw e.at(file.toString());
        }
    }

    /** Weekdays and dates repeat after 28 years, so these hold every combination. */
    private static void checkEveryDay(Tariff tariff) {
        var end = LocalDate.of(2028, 1, 1);
        for (var day = LocalDate.of(2000, 1, 1); day.isBefore(end); day = day.plusDays(1)) {
            tariff.demandPerKwMonth(day.atStartOfDay(ZoneOffset.UTC));
        }
    }

    private static Tariff.Entry entry(JsonNode entry, int at, Path file) {
        String id = entry.path("id").asText("number " + (at + 1));
        String place = file + ", schedule entry " + id;
        var times = new ArrayList<LocalTime>();
        field(entry, "times", place).forEach(hour -> times.add(time(hour, place)));
        var prices = new ArrayList<Double>();
        field(entry, "tariffs", place).forEach(price -> prices.add(number(price, "price", place)));
        var demand = entry.path("demand_charge");
        try {
            return new Tariff.Entry(
                    id,
                    day(field(entry, "effective_start", place).asText(), place),
                    day(field(entry, "effective_end", place).asText(), place),
                    days(entry.path("dow_mask").asText("ALL"), place),
                    times,
                    prices,
                    demand.isMissingNode() ? 0 : number(demand, "demand_charge", place));
        } catch (InputException e) {
            throw e.at(place);
        }
    }

    private static JsonNode tree(Path file) {
        try {
            return new ObjectMapper().readTree(TextFile.text(file));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new InputException(
                    "tariff is not JSON: "
                            + e.getOriginalMessage()
                            + " ("
                            + file
                            + ":"
                            + line
                            + ")",
                    e);
        }
    }

    private static JsonNode field(JsonNode node, String key, String place) {
        var value = node.get(key);
        if (value == null) {
            throw new InputException("tariff: '" + key + "' is missing (" + place + ")");
        }
        return value;
    }

    private static double number(JsonNode node, String what, String place) {
        if (!node.isNumber()) {
            throw new InputException(
                    "tariff: " + what + " must be a number, is " + node + " (" + place + ")");
        }
        return node.asDouble();
    }

    private static LocalTime time(JsonNode hour, String place) {
        double hours = number(hour, "time", place);
        if (hours < 0 || hours >= 24) {
            throw new InputException(
                    "tariff: time must be in [0, 24) hours, is " + hours + " (" + place + ")");
        }
        return LocalTime.ofSecondOfDay(Math.min(86_399, Math.round(hours * 3600)));
    }

    private static MonthDay day(String text, String place) {
        try {
            String[] parts = text.split("-", -1);
            return MonthDay.of(
                    Integer.parseInt(parts[0]), Integer.parseInt(parts[parts.length - 1]));
        } catch (DateTimeException | NumberFormatException e) {
            throw new InputException(
                    "tariff: season must begin and end at month-day, is '"
                            + text
                            + "' ("
                            + place
                            + ")",
                    e);
        }
    }

    private static Set<DayOfWeek> days(String mask, String place) {
        var weekend = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        return switch (mask) {
            case "ALL" -> EnumSet.allOf(DayOfWeek.class);
            case "WEEKENDS" -> weekend;
            case "WEEKDAYS" -> EnumSet.complementOf(weekend);
            default ->
                    throw new InputException(
                            "tariff: dow_mask must be one of "
                                    + List.of("ALL", "WEEKDAYS", "WEEKENDS")
                                    + ", is "
                                    + mask
                                    + " ("
                                    + place
                                    + ")");
        };
    }
}
