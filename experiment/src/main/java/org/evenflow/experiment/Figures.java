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
 * Results that are named numbers, where a scenario has several sites of all together and of each.
 * Their line names the subject as {@code controller}; numbers are text, so that every bit of them,
 * NaN and infinities stay.
 *
 * @param values by name, in their order
 * @param sites the same of each site by its id, in their order; empty where there is but one
 * @param remarks what a reader must know of the run; in the line only where there are any
 */
public record Figures(
        Map<String, Double> values, Map<String, Map<String, Double>> sites, List<String> remarks) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Figures {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        sites = Collections.unmodifiableMap(new LinkedHashMap<>(sites));
        remarks = List.copyOf(remarks);
    }

    /** Those of one site, or of what knows no sites. */
    public Figures(Map<String, Double> values, List<String> remarks) {
        this(values, Map.of(), remarks);
    }

    /** A remark on one of several sites. */
    public static String remark(String site, String text) {
        return site + ": " + text;
    }

    /** The figures of one of several sites, with the remarks on it. */
    public Figures at(String site) {
        String head = remark(site, "");
        return new Figures(
                sites.getOrDefault(site, Map.of()),
                remarks.stream()
                        .filter(text -> text.startsWith(head))
                        .map(text -> text.substring(head.length()))
                        .toList());
    }

    /** A result as one line of JSON. */
    public static String encode(Result<Figures> result) {
        ObjectNode line = JSON.createObjectNode();
        line.put("controller", result.task().subject()).put("seed", result.task().seed());
        put(line.putObject("values"), result.value().values());
        if (!result.value().sites().isEmpty()) {
            ObjectNode sites = line.putObject("sites");
            result.value().sites().forEach((site, values) -> put(sites.putObject(site), values));
        }
        if (!result.value().remarks().isEmpty()) {
            var remarks = line.putArray("remarks");
            result.value().remarks().forEach(remarks::add);
        }
        return line.toString();
    }

    private static void put(ObjectNode node, Map<String, Double> values) {
        values.forEach((id, value) -> node.put(id, Double.toString(value)));
    }

    /**
     * The result of a line.
     *
     * @param world whose task it is
     */
    public static Result<Figures> decode(String world, String line) {
        JsonNode run = tree(line);
        var sites = new LinkedHashMap<String, Map<String, Double>>();
        run.path("sites").properties().forEach(e -> sites.put(e.getKey(), values(e.getValue())));
        var remarks = new ArrayList<String>();
        run.path("remarks").forEach(remark -> remarks.add(remark.asText()));
        var task = new Task(world, run.path("controller").asText(), run.path("seed").asLong());
        return new Result<>(task, new Figures(values(run.path("values")), sites, remarks));
    }

    private static Map<String, Double> values(JsonNode node) {
        var values = new LinkedHashMap<String, Double>();
        node.properties()
                .forEach(e -> values.put(e.getKey(), Double.valueOf(e.getValue().asText())));
        return values;
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a line of JSON: " + line, e);
        }
    }
}
