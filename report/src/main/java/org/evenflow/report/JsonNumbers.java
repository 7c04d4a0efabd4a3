package org.evenflow.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.evenflow.numeric.statistics.Interval;

/** Numbers as JSON, which knows neither NaN nor infinity: both become {@code null}. */
public final class JsonNumbers {
    /** Makes the nodes. */
    public static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonNumbers() {}

    /** With all its digits. */
    public static JsonNode exact(double value) {
        return Double.isFinite(value) ? JSON.numberNode(value) : JSON.nullNode();
    }

    /** Rounded to that many decimals; whole numbers without a point, for small pages. */
    public static JsonNode rounded(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return JSON.nullNode();
        }
        double scale = Math.pow(10, decimals);
        double rounded = Math.rint(value * scale) / scale;
        boolean isWhole = rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15;
        return isWhole ? JSON.numberNode((long) rounded) : JSON.numberNode(rounded);
    }

    /** Each of them rounded likewise. */
    public static ArrayNode rounded(double[] values, int decimals) {
        ArrayNode array = JSON.arrayNode(values.length);
        for (double value : values) {
            array.add(rounded(value, decimals));
        }
        return array;
    }

    /** Texts as an array. */
    public static ArrayNode texts(Iterable<String> values) {
        ArrayNode array = JSON.arrayNode();
        values.forEach(array::add);
        return array;
    }

    /** Texts by key. */
    public static ObjectNode texts(Map<String, String> values) {
        ObjectNode object = JSON.objectNode();
        values.forEach(object::put);
        return object;
    }

    /** {@code mean}, {@code ci_low} and {@code ci_high}. */
    public static ObjectNode interval(Interval interval) {
        ObjectNode object = JSON.objectNode();
        object.set("mean", exact(interval.estimate()));
        object.set("ci_low", exact(interval.low()));
        object.set("ci_high", exact(interval.high()));
        return object;
    }
}
