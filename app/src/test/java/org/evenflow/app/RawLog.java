package org.evenflow.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A second, plain reading of session logs, to hold the program's own against: cells split by hand,
 * times taken from the words of {@code SOURCES.md} on each file, nothing derived.
 */
final class RawLog {
    /** A usable row. */
    record Stay(Instant arrival, Instant departure, double kwh) {}

    /**
     * What a day of the log holds.
     *
     * @param sessions stays of at least one step that overlap it
     * @param kwh energy of these, of those plugged in before the share that is left
     */
    record Day(int sessions, double kwh) {}

    /** The cells of a row by column. */
    record Cells(Map<String, String> byName) {
        String get(String column) {
            return Objects.requireNonNull(byName.getOrDefault(column, ""));
        }
    }

    /** What a row says; empty where it says nothing usable. */
    interface Row {
        Optional<Stay> read(Cells cells);
    }

    private static final Duration LONGEST = Duration.ofDays(7);
    private static final double MOST_KW = 400;

    private RawLog() {}

    /** The stays of a delimited file, rows of a known session left out. */
    static List<Stay> csv(Path file, char delimiter, List<String> id, Row row) throws IOException {
        var stays = new ArrayList<Stay>();
        var seen = new HashSet<String>();
        List<String> header = List.of();
        for (String line : text(file).replace("\uFEFF", "").split("\r?\n")) {
            List<String> cells = split(line, delimiter);
            if (header.isEmpty()) {
                header = cells;
                continue;
            }
            var named = new HashMap<String, String>();
            for (int i = 0; i < Math.min(cells.size(), header.size()); i++) {
                named.put(header.get(i), cells.get(i).strip());
            }
            Optional<Stay> stay = row.read(new Cells(named));
            if (stay.isPresent() && isUsable(stay.get())) {
                String key = String.join("|", id.stream().map(new Cells(named)::get).toList());
                if (seen.add(key + stay.get().arrival())) {
                    stays.add(stay.get());
                }
            }
        }
        return stays;
    }

    /** The stays of an answer of the ACN interface. */
    static List<Stay> acn(Path file) throws IOException {
        var stays = new ArrayList<Stay>();
        for (JsonNode item : new ObjectMapper().readTree(text(file)).get("_items")) {
            var stay =
                    new Stay(
                            rfc(item.get("connectionTime").asText()),
                            rfc(item.get("disconnectTime").asText()),
                            item.get("kWhDelivered").asDouble());
            if (isUsable(stay)) {
                stays.add(stay);
            }
        }
        return stays;
    }

    private static Instant rfc(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    /** Sums up one day in steps of a minute. */
    static Day day(List<Stay> stays, ZonedDateTime midnight) {
        long begin = midnight.toEpochSecond();
        long end = midnight.plusDays(1).toEpochSecond();
        int sessions = 0;
        double kwh = 0;
        for (Stay stay : stays) {
            long from = minute(stay.arrival().getEpochSecond() - begin);
            long until = minute(stay.departure().getEpochSecond() - begin);
            boolean overlaps =
                    stay.departure().getEpochSecond() > begin
                            && stay.arrival().getEpochSecond() < end;
            if (overlaps && until > Math.max(0, from) && from < (end - begin) / 60) {
                sessions++;
                kwh += stay.kwh() * (from < 0 ? until / (double) (until - from) : 1);
            }
        }
        return new Day(sessions, kwh);
    }

    private static long minute(long seconds) {
        return Math.floorDiv(seconds + 30, 60L);
    }

    private static boolean isUsable(Stay stay) {
        Duration length = Duration.between(stay.arrival(), stay.departure());
        return stay.kwh() > 0
                && length.isPositive()
                && length.compareTo(LONGEST) <= 0
                && stay.kwh() <= MOST_KW * length.toSeconds() / 3600.0;
    }

    private static List<String> split(String line, char delimiter) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == delimiter && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static String text(Path file) throws IOException {
        boolean zipped = file.toString().endsWith(".gz");
        try (InputStream plain = Files.newInputStream(file);
                InputStream in = zipped ? new GZIPInputStream(plain) : plain) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
