package org.evenflow.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.evenflow.data.TextFile;
import org.evenflow.model.InputException;

/** JSON of reference cases, read with complaints that name the file and the key. */
final class JsonFile {
    private JsonFile() {}

    static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(TextFile.text(file));
        } catch (JsonProcessingException failure) {
            var place = failure.getLocation();
            throw new InputException(
                    "not JSON: "
                            + failure.getOriginalMessage()
                            + " ("
                            + file
                            + (place == null ? "" : ":" + place.getLineNr())
                            + ")",
                    failure);
        }
    }

    static JsonNode child(JsonNode node, String key, Path file) {
        JsonNode child = node.get(key);
        if (child == null) {
            throw new InputException("key '" + key + "' is missing (" + file + ")");
        }
        return child;
    }

    static JsonNode item(JsonNode array, int index, String name, Path file) {
        JsonNode item = array.get(index);
        if (item == null) {
            throw new InputException(
                    name
                            + " must have more than "
                            + index
                            + " items, has "
                            + array.size()
                            + " ("
                            + file
                            + ")");
        }
        return item;
    }

    static double number(JsonNode node, String key, Path file) {
        return finite(child(node, key, file), "key '" + key + "'", file);
    }

    static double number(JsonNode value, int index, String name, Path file) {
        return finite(item(value, index, name, file), name + "[" + index + "]", file);
    }

    static int whole(JsonNode node, String key, Path file) {
        double value = number(node, key, file);
        if (value != Math.rint(value) || Math.abs(value) > 1e9) {
            throw new InputException(
                    "key '" + key + "' must be a whole number, is " + value + " (" + file + ")");
        }
        return (int) value;
    }

    static String text(JsonNode node, String key, Path file) {
        return child(node, key, file).asText();
    }

    private static double finite(JsonNode value, String name, Path file) {
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw new InputException(
                    name + " must be a finite number, is " + value + " (" + file + ")");
        }
        return value.asDouble();
    }
}
