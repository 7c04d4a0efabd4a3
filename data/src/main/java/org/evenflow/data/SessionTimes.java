package org.evenflow.data;

import static org.evenflow.data.SessionColumns.Times;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/** Clock times of files as instants. The first pattern that fits a text wins. */
final class SessionTimes {
    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendPattern("['T'][' ']")
                    .optionalStart()
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .optionalEnd()
                    .appendPattern("[XXX][XX][X]")
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    /** Zone abbreviations of charging logs, hours from UTC. */
    private static final Map<String, Integer> LABELS =
            Map.ofEntries(
                    Map.entry("UTC", 0),
                    Map.entry("GMT", 0),
                    Map.entry("BST", 1),
                    Map.entry("CET", 1),
                    Map.entry("CEST", 2),
                    Map.entry("EST", -5),
                    Map.entry("EDT", -4),
                    Map.entry("CST", -6),
                    Map.entry("CDT", -5),
                    Map.entry("MST", -7),
                    Map.entry("MDT", -6),
                    Map.entry("PST", -8),
                    Map.entry("PDT", -7));

    private final List<DateTimeFormatter> dates;
    private final List<DateTimeFormatter> clocks;
    private final Times meaning;
    private final ZoneId zone;

    SessionTimes(List<String> dates, List<String> clocks, Times meaning, ZoneId zone) {
        this.dates = dates.stream().map(SessionTimes::formatter).toList();
        this.clocks = clocks.stream().map(SessionTimes::formatter).toList();
        this.meaning = meaning;
        this.zone = zone;
    }

    /** An instant, and whether the local clock skipped ({@code isShifted}) or repeated its hour. */
    record Moment(Instant instant, boolean isShifted, boolean isAmbiguous) {}

    static void check(List<String> patterns, String key) {
        for (String pattern : patterns) {
            try {
                formatter(pattern);
            } catch (IllegalArgumentException e) {
                throw new InputException(
                        key + ": '" + pattern + "' is not a date pattern: " + e.getMessage(), e);
            }
        }
    }

    /**
     * The moment a text means, or null where no pattern fits.
     *
     * @param date date, or date and time
     * @param clock time of day where {@code date} has none, or an empty text
     * @param label zone abbreviation, or an empty text
     * @param notBefore settles an ambiguous hour: the earlier instant that is after this one
     */
    @Nullable Moment read(String date, String clock, String label, Instant notBefore) {
        var parsed = parse(dates, date);
        var day = parsed == null ? null : parsed.query(TemporalQueries.localDate());
        if (parsed == null || day == null) {
            return null;
        }
        var time = clock.isEmpty() ? parsed.query(TemporalQueries.localTime()) : time(clock);
        if (meaning == Times.OFFSET) {
            var offset = parsed.query(TemporalQueries.offset());
            return offset == null || time == null
                    ? null
                    : new Moment(day.atTime(time).toInstant(offset), false, false);
        }
        if (time == null && !clock.isEmpty()) {
            return null;
        }
        return place(time == null ? day.atStartOfDay() : day.atTime(time), label, notBefore);
    }

    private @Nullable LocalTime time(String clock) {
        var parsed = parse(clocks, clock);
        return parsed == null ? null : parsed.query(TemporalQueries.localTime());
    }

    private Moment place(LocalDateTime local, String label, Instant notBefore) {
        if (meaning == Times.UTC) {
            return new Moment(local.toInstant(ZoneOffset.UTC), false, false);
        }
        var offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            return new Moment(local.atZone(zone).toInstant(), true, false);
        }
        if (LABELS.get(label) instanceof Integer hours
                && offsets.contains(ZoneOffset.ofHours(hours))) {
            var exact = local.toInstant(ZoneOffset.ofHours(hours));
            return new Moment(exact, false, offsets.size() > 1);
        }
        var earlier = local.toInstant(offsets.getFirst());
        boolean isEarlier = offsets.size() == 1 || earlier.isAfter(notBefore);
        return new Moment(
                isEarlier ? earlier : local.toInstant(offsets.getLast()),
                false,
                offsets.size() > 1);
    }

    private static @Nullable TemporalAccessor parse(List<DateTimeFormatter> patterns, String text) {
        for (var pattern : patterns) {
            var at = new ParsePosition(0);
            // Texts that do not fit are common, and this way of asking needs no exception.
            if (pattern.parseUnresolved(text, at) == null || at.getIndex() < text.length()) {
                continue;
            }
            try {
                return pattern.parse(text);
            } catch (DateTimeException e) {
                continue; // digits in the right places, but no such day: the next may fit
            }
        }
        return null;
    }

    private static DateTimeFormatter formatter(String pattern) {
        return switch (pattern) {
            case "ISO" -> ISO;
            case "RFC1123" -> DateTimeFormatter.RFC_1123_DATE_TIME;
            default ->
                    new DateTimeFormatterBuilder()
                            .parseCaseInsensitive()
                            .appendPattern(years(pattern))
                            .toFormatter(Locale.ROOT)
                            .withResolverStyle(ResolverStyle.STRICT);
        };
    }

    /** Strict resolution wants the proleptic year {@code u}; people write {@code y}. */
    private static String years(String pattern) {
        var text = new StringBuilder(pattern);
        boolean isQuoted = false;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            isQuoted ^= letter == '\'';
            if (letter == 'y' && !isQuoted) {
                text.setCharAt(at, 'u');
            }
        }
        return text.toString();
    }
}
