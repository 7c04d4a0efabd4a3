package org.evenflow.data.pandapower;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.evenflow.model.InputException;

/**
 * The tables of a {@code pandapowerNet} as {@code pandapower.to_json} writes it: each is a pandas
 * frame, as a rule once more JSON in a text, with its cells by {@code columns}, {@code index} and
 * {@code data}.
 *
 * @param file name of the file, for messages
 * @param frames tables with at least one row, by name, in the order of the file
 * @param hz nominal frequency
 * @param isMagnetisingInPercent whether mag0_percent is a percentage, as since pandapower 3.4.0; it
 *     was a ratio before (pandapower pull request 2840, 2026)
 */
record NetJson(String file, Map<String, Frame> frames, double hz, boolean isMagnetisingInPercent) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    private static final double USUAL_HZ = 50;

    static NetJson parse(String file, String text) {
        JsonNode root = json(file, text);
        if (!root.path("_class").asText().equals("pandapowerNet")) {
            throw new InputException(
                    file
                            + ": must be a network of pandapower (an object with _class pandapowerNet), is "
                            + (root.isObject()
                                    ? "another object"
                                    : root.getNodeType().toString().toLowerCase(Locale.ROOT)));
        }
        JsonNode net = unpacked(file, root.path("_object"));
        var frames = new LinkedHashMap<String, Frame>();
        for (var field : net.properties()) {
            if (field.getValue().path("_class").asText().equals("DataFrame")
                    && !field.getKey().startsWith("_")) {
                var frame = frame(file, field.getKey(), field.getValue());
                if (frame.size() > 0) {
                    frames.put(field.getKey(), frame);
                }
            }
        }
        double hz = net.path("f_hz").asDouble(USUAL_HZ);
        if (!(hz > 0 && hz < 1000)) {
            throw new InputException(file + ": f_hz must be between 0 and 1000, is " + hz);
        }
        return new NetJson(file, frames, hz, isSince(net.path("version").asText(), 3, 4));
    }

    /** Whether a version such as {@code 3.0.0.dev1} is that one or later; false for none. */
    private static boolean isSince(String version, int major, int minor) {
        var parts = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4}).*").matcher(version);
        if (!parts.matches()) {
            return false;
        }
        int ofMajor = Integer.parseInt(parts.group(1));
        return ofMajor > major || (ofMajor == major && Integer.parseInt(parts.group(2)) >= minor);
    }

    /** The table, without rows where the file has none. */
    Frame frame(String name) {
        return frames.getOrDefault(name, new Frame(name, Map.of(), List.of()));
    }

    private static JsonNode json(String thing, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw new InputException(
                    thing
                            + " is not JSON: "
                            + e.getOriginalMessage()
                            + (place == null
                                    ? ""
                                    : " (line "
                                            + place.getLineNr()
                                            + ", column "
                                            + place.getColumnNr()
                                            + ")"),
                    e);
        }
    }

    private static JsonNode unpacked(String thing, JsonNode node) {
        return node.isTextual() ? json(thing, node.asText()) : node;
    }

    private static Frame frame(String file, String name, JsonNode node) {
        String of = file + ", table " + name;
        JsonNode table = unpacked(of, node.path("_object"));
        JsonNode columns = table.path("columns");
        JsonNode index = table.path("index");
        JsonNode data = table.path("data");
        if (!columns.isArray() || !index.isArray() || !data.isArray()) {
            throw new InputException(
                    of + " must have columns, index and data (orient 'split'), has others");
        }
        if (index.size() != data.size()) {
            throw new InputException(
                    of
                            + " must have as many rows as index "
                            + index.size()
                            + ", has "
                            + data.size());
        }
        var positions = new HashMap<String, Integer>();
        for (int column = 0; column < columns.size(); column++) {
            positions.put(columns.get(column).asText(), column);
        }
        var rows = new ArrayList<Frame.Row>();
        var seen = new HashSet<String>();
        for (int row = 0; row < data.size(); row++) {
            String id = index.get(row).asText();
            if (data.get(row).size() != columns.size()) {
                throw new InputException(
                        of
                                + ", row "
                                + id
                                + " must have "
                                + columns.size()
                                + " cells, has "
                                + data.get(row).size());
            }
            if (!seen.add(id)) {
                throw new InputException(of + ", row " + id + " is there twice");
            }
            var cells = new ArrayList<JsonNode>();
            data.get(row).forEach(cells::add);
            rows.add(new Frame.Row(file, name, id, positions, cells));
        }
        return new Frame(name, positions, rows);
    }
}
