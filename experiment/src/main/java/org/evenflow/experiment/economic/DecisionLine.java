package org.evenflow.experiment.economic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.Task;
import org.evenflow.report.economic.EconomicResult.Row;

/** All methods' decisions on one state as one line of JSON; numbers are text, to the last bit. */
final class DecisionLine {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DecisionLine() {}

    static String encode(Result<List<Row>> result) {
        ObjectNode line = JSON.createObjectNode();
        line.put("states", result.task().subject())
                .put("seed", result.task().seed())
                .put("number", result.task().number());
        ArrayNode rows = line.putArray("decisions");
        result.value().forEach(row -> put(rows.addObject(), row));
        return line.toString();
    }

    private static void put(ObjectNode node, Row row) {
        node.put("method", row.method())
                .put("cost", Double.toString(row.cost()))
                .put("gap_percent", Double.toString(row.gapPercent()))
                .put("proven_percent", Double.toString(row.provenPercent()))
                .put("residual_kw", Double.toString(row.residualKw()))
                .put("shortfall_kw", Double.toString(row.shortfallKw()))
                .put("feasible", row.isFeasible())
                .put("repaired", row.isRepaired())
                .put("decision_ms", Double.toString(row.decisionMs()))
                .put("messages", row.messages())
                .put("evaluations", row.evaluations());
        ArrayNode kw = node.putArray("kw");
        ArrayNode on = node.putArray("on");
        for (int group = 0; group < row.kw().length; group++) {
            kw.add(Double.toString(row.kw()[group]));
            on.add(row.on()[group]);
        }
    }

    /**
     * The decisions of a line.
     *
     * @param cases that tasks ask for; a line of no such task has no decisions
     */
    static Result<List<Row>> decode(
            String world, String line, Map<Task, EconomicExperiment.Case> cases) {
        JsonNode node = tree(line);
        var task =
                new Task(
                        world,
                        node.path("states").asText(),
                        node.path("seed").asLong(),
                        node.path("number").asInt());
        var rows = new ArrayList<Row>();
        var asked = cases.get(task);
        if (asked != null) {
            node.path("decisions").forEach(decision -> rows.add(row(asked, decision)));
        }
        return new Result<>(task, List.copyOf(rows));
    }

    private static Row row(EconomicExperiment.Case asked, JsonNode node) {
        return new Row(
                asked.variant().label(),
                asked.source(),
                asked.seed(),
                asked.number(),
                asked.state(),
                node.path("method").asText(),
                number(node.path("cost")),
                number(node.path("gap_percent")),
                number(node.path("proven_percent")),
                number(node.path("residual_kw")),
                number(node.path("shortfall_kw")),
                node.path("feasible").asBoolean(),
                node.path("repaired").asBoolean(),
                number(node.path("decision_ms")),
                node.path("messages").asInt(),
                node.path("evaluations").asInt(),
                numbers(node.path("kw")),
                flags(node.path("on")));
    }

    private static double number(JsonNode node) {
        return Double.parseDouble(node.asText());
    }

    private static double[] numbers(JsonNode list) {
        var values = new double[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(list.get(i));
        }
        return values;
    }

    private static boolean[] flags(JsonNode list) {
        var values = new boolean[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).asBoolean();
        }
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
