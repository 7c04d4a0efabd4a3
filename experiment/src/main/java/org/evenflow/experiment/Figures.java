package org.evenflow.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Results that are named numbers. Their line names the subject as {@code controller}; numbers are
 * text, so that every bit of them, NaN and infinities stay.
 *
 * @param values by name, in their order
 * @param remarks what a reader must know of the run; in the line only where there are any
 */
public record Figures(Map<String, Double> values, List<String> remarks) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Figures {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        remarks = List.copyOf(remarks);
    }

    /** A result as one line of JSON. */
    public static String encode(Result<Figures> result) {
        ObjectNode line = JSON.createObjectNode();
        line.put("controller", result.task().subject()).put("seed", result.task().seed());
        ObjectNode values = line.putObject("values");
        result.value().values().forEach((id, value) -> values.put(id, Double.toString(value)));
        if (!result.value().remarks().isEmpty()) {
            var remarks = line.putArray("remarks");
            result.value().remarks().forEach(remarks::add);
        }
        return line.toString();
    }

    /**
     * The result of a line.
     *
     * @param world whose task it is
     */
    public static Result<Figures> decode(String world, String line) {
        JsonNode run = tree(line);
        var values = new LinkedHashMap<String, Double>();
        run.path("values")
                .properties()
                .forEach(e -> values.put(e.getKey(), Double.valueOf(e.getValue().asText())));
        var remarks = new ArrayList<String>();
        run.path("remarks").forEach(remark -> remarks.add(remark.asText()));
        var task = new Task(world, run.path("controller").asText(), run.path("seed").asLong());
        return new Result<>(task, new Figures(values, remarks));
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a line of JSON: " + line, e);
        }
    }
}
