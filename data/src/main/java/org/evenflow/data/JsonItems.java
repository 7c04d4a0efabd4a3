package org.evenflow.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.evenflow.model.InputException;

/**
 * The list {@code _items} of an API answer as a table. Nested objects become columns {@code
 * outer.inner}; of a list of objects the first is taken (ACN-Data's {@code userInputs}: what the
 * driver entered first, before any later correction).
 */
final class JsonItems {
    private static final String ITEMS = "_items";

    private JsonItems() {}

    static Table read(Path file) {
        return TextFile.read(file, reader -> parse(file, reader));
    }

    private static Table parse(Path file, BufferedReader reader) throws IOException {
        var header = new LinkedHashMap<String, Integer>();
        var rows = new ArrayList<Table.Row>();
        try (var json = new ObjectMapper().getFactory().createParser(reader)) {
            if (!seek(json)) {
                throw new InputException("file " + file + " has no list '" + ITEMS + "'");
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                long line = json.currentTokenLocation().getLineNr();
                JsonNode item = json.readValueAsTree();
                rows.add(row(line, item, header));
            }
        } catch (JsonProcessingException e) {
            throw new InputException(
                    "file "
                            + file
                            + " is not JSON: "
                            + e.getOriginalMessage()
                            + " (line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
                            + ")",
                    e);
        }
        return new Table(file, List.copyOf(header.keySet()), rows);
    }

    private static boolean seek(JsonParser json) throws IOException {
        while (json.nextToken() != null) {
            if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals(ITEMS)) {
                return json.nextToken() == JsonToken.START_ARRAY;
            }
            if (json.currentToken() == JsonToken.FIELD_NAME) {
                json.nextToken();
                json.skipChildren();
            }
        }
        return false;
    }

    private static Table.Row row(long line, JsonNode item, Map<String, Integer> header) {
        var cells = new ArrayList<String>();
        flatten(
                "",
                item,
                (name, value) -> {
                    int at = header.computeIfAbsent(name, key -> header.size());
                    while (cells.size() <= at) {
                        cells.add("");
                    }
                    cells.set(at, value);
                });
        return new Table.Row(line, cells);
    }

    private static void flatten(String prefix, JsonNode node, BiConsumer<String, String> sink) {
        for (var field : node.properties()) {
            String name = prefix + field.getKey();
            var value = field.getValue().isArray() ? field.getValue().path(0) : field.getValue();
            if (value.isObject()) {
                flatten(name + ".", value, sink);
            } else {
                sink.accept(name, value.isNull() || value.isMissingNode() ? "" : value.asText());
            }
        }
    }
}
