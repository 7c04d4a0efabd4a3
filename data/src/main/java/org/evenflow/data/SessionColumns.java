package org.evenflow.data;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/**
 * How a session log is laid out: which column means what, and how its numbers and times are
 * written. A layout is a preset by name or a map of keys ({@link #of(Map)}).
 *
 * @param name for messages and reports
 * @param format of the file
 * @param delimiter between cells
 * @param decimal mark of its numbers, {@code .} or {@code ,}
 * @param zone time zone of the site, or null where the caller must give it ({@link #withZone})
 * @param times what its clock times mean
 * @param dateFormats patterns of {@link java.time.format.DateTimeFormatter} for a time, or for a
 *     date where there are separate time columns; {@code ISO} and {@code RFC1123} by name. The
 *     first that fits wins, so {@code yyyy-dd-MM} before {@code yyyy-MM-dd} reads a log that swaps
 *     day and month wherever it can
 * @param timeFormats patterns of separate time columns
 * @param columns column name of each field that the log has; a name that ends in {@code ?} may be
 *     absent from the file
 */
public record SessionColumns(
        String name,
        Format format,
        char delimiter,
        char decimal,
        @Nullable ZoneId zone,
        Times times,
        List<String> dateFormats,
        List<String> timeFormats,
        Map<Field, String> columns) {
    private static final String PRESETS = "session_columns.yaml";
    private static final Set<String> KEYS =
            Set.of(
                    "like",
                    "format",
                    "delimiter",
                    "decimal",
                    "zone",
                    "timestamps_are",
                    "date_formats",
                    "time_formats");

    /** Shape of the file. */
    public enum Format {
        /** Delimited text with a header. */
        CSV,
        /** JSON with a list {@code _items}; nested fields are named {@code outer.inner}. */
        JSON
    }

    /** What a clock time of the log means. */
    public enum Times {
        /** Local clock time of the zone. */
        LOCAL,
        /** Coordinated universal time, whatever a label beside it says. */
        UTC,
        /** Each time carries its own offset. */
        OFFSET
    }

    /** Meaning of a column; the key in a map is the name in lower case. */
    public enum Field {
        /** Unique id of the session; made from the line number where absent. */
        SESSION,
        /** Station; one station named {@code site} where absent. */
        STATION,
        /** Socket of the station, used to count sockets only. */
        CONNECTOR,
        /** Plug-in time, or its date. */
        ARRIVAL,
        /** Clock time of the plug-in where {@link #ARRIVAL} is a date only. */
        ARRIVAL_TIME,
        /** Zone abbreviation such as PDT, which settles ambiguous local times. */
        ARRIVAL_ZONE,
        /** Plug-out time, or its date. */
        DEPARTURE,
        /** Clock time of the plug-out where {@link #DEPARTURE} is a date only. */
        DEPARTURE_TIME,
        /** Zone abbreviation at plug-out. */
        DEPARTURE_ZONE,
        /** Departure that the driver declared on arrival. */
        DECLARED_DEPARTURE,
        /** Energy delivered, kWh at the meter. */
        ENERGY_KWH,
        /** Energy asked for, kWh at the meter. */
        REQUESTED_KWH,
        /**
         * Energy that the vehicle takes before it stops by itself, kWh at the meter; what is asked
         * for where absent.
         */
        TAKEN_KWH,
        /** Usable battery capacity, kWh. */
        CAPACITY_KWH,
        /** State of charge on arrival, percent. */
        SOC_ARRIVAL_PERCENT,
        /** Greatest power at the meter, kW. */
        MAX_KW;

        /** The key of this field in a map of columns. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SessionColumns {
        dateFormats = List.copyOf(dateFormats);
        timeFormats = List.copyOf(timeFormats);
        columns = Map.copyOf(columns);
        if (decimal != '.' && decimal != ',') {
            throw new InputException("columns: decimal must be '.' or ',', is '" + decimal + "'");
        }
        if (delimiter == decimal) {
            throw new InputException(
                    "columns: delimiter and decimal must differ, both are '" + decimal + "'");
        }
        for (var field : List.of(Field.ARRIVAL, Field.DEPARTURE, Field.ENERGY_KWH)) {
            if (!columns.containsKey(field)) {
                throw new InputException(
                        "columns: '" + field.key() + "' must name a column of the log, is absent");
            }
        }
        SessionTimes.check(dateFormats, "date_formats");
        SessionTimes.check(timeFormats, "time_formats");
    }

    /** Names of the built-in layouts. */
    public static Set<String> presetNames() {
        return new TreeSet<>(presets().keySet());
    }

    /** A built-in layout by name; {@link SessionLogReader#detect} finds the one of a file. */
    public static SessionColumns preset(String name) {
        var keys = presets().get(name);
        if (keys == null) {
            throw new InputException(
                    "columns: preset must be one of " + presetNames() + " or auto, is " + name);
        }
        return of(name, keys);
    }

    /**
     * A layout from the keys of a configuration: {@code like} (a preset to begin with), {@code
     * format}, {@code delimiter}, {@code decimal}, {@code zone}, {@code timestamps_are}, {@code
     * date_formats}, {@code time_formats}, and a key for each {@link Field}.
     */
    public static SessionColumns of(Map<String, ?> keys) {
        return of("own layout", keys);
    }

    private static SessionColumns of(String name, Map<String, ?> given) {
        var keys = new LinkedHashMap<String, Object>();
        if (given.get("like") instanceof String like) {
            var preset = presets().get(like);
            if (preset == null) {
                throw new InputException(
                        "columns: like must be one of " + presetNames() + ", is " + like);
            }
            keys.putAll(preset);
        }
        given.forEach(keys::put);
        var columns = new EnumMap<Field, String>(Field.class);
        for (Field field : Field.values()) {
            if (keys.get(field.key()) instanceof Object column) {
                columns.put(field, column.toString());
            }
        }
        var known = new TreeSet<>(KEYS);
        List.of(Field.values()).forEach(field -> known.add(field.key()));
        for (String key : keys.keySet()) {
            if (!known.contains(key)) {
                throw new InputException(
                        "columns: unknown key '" + key + "'; known keys are " + known);
            }
        }
        return new SessionColumns(
                name,
                word(Format.class, keys, "format", Format.CSV),
                mark(keys, "delimiter", ","),
                mark(keys, "decimal", "."),
                keys.get("zone") instanceof Object zone ? zone(zone.toString()) : null,
                word(Times.class, keys, "timestamps_are", Times.LOCAL),
                list(keys.get("date_formats"), List.of("ISO")),
                list(keys.get("time_formats"), List.of("H:mm[:ss]")),
                columns);
    }

    /** The same layout for a site in a zone, where the layout itself names none. */
    public SessionColumns withZone(ZoneId site) {
        return zone != null
                ? this
                : new SessionColumns(
                        name,
                        format,
                        delimiter,
                        decimal,
                        site,
                        times,
                        dateFormats,
                        timeFormats,
                        columns);
    }

    private static Map<String, Map<String, Object>> presets() {
        try (var in = SessionColumns.class.getResourceAsStream(PRESETS)) {
            if (in == null) {
                throw new IllegalStateException("resource " + PRESETS + " is missing");
            }
            return new YAMLMapper()
                    .readValue(in, new TypeReference<Map<String, Map<String, Object>>>() {});
        } catch (IOException e) {
            throw new IllegalStateException("resource " + PRESETS + " is broken", e);
        }
    }

    private static ZoneId zone(String zone) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new InputException(
                    "columns: zone must be a name such as Europe/Zurich, is " + zone, e);
        }
    }

    private static char mark(Map<String, Object> keys, String key, String absent) {
        String mark = keys.getOrDefault(key, absent).toString();
        if (mark.equals("tab")) {
            return '\t';
        }
        if (mark.length() != 1) {
            throw new InputException(
                    "columns: " + key + " must be one character or tab, is '" + mark + "'");
        }
        return mark.charAt(0);
    }

    private static <E extends Enum<E>> E word(
            Class<E> type, Map<String, Object> keys, String key, E absent) {
        Object word = keys.get(key);
        if (word == null) {
            return absent;
        }
        var allowed = new ArrayList<String>();
        for (E constant : type.getEnumConstants()) {
            allowed.add(constant.name().toLowerCase(Locale.ROOT));
            if (constant.name().equalsIgnoreCase(word.toString())) {
                return constant;
            }
        }
        throw new InputException("columns: " + key + " must be one of " + allowed + ", is " + word);
    }

    private static List<String> list(@Nullable Object value, List<String> absent) {
        return switch (value) {
            case null -> absent;
            case Collection<?> many -> many.stream().map(Object::toString).toList();
            default -> List.of(value.toString());
        };
    }
}
