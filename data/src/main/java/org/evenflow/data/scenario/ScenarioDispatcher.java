package org.evenflow.data.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.model.scenario.Scenario.Dispatching;
import org.evenflow.model.scenario.Scenario.Dispatching.Weights;

/** The key {@code dispatcher}. */
final class ScenarioDispatcher {
    private ScenarioDispatcher() {}

    static Dispatching read(YamlMap scenario) {
        YamlNode node = scenario.find("dispatcher");
        if (node == null) {
            scenario.keep("dispatcher", words(Dispatching.PLAIN));
            return Dispatching.PLAIN;
        }
        var map = node.map("look_ahead", "weights", "ramp_kw_per_min", "station_ramp_kw_per_min");
        boolean lookAhead = lookAhead(map);
        var usual = lookAhead ? Weights.LAXITY : Weights.EQUAL;
        var known = List.of(Weights.EQUAL.word(), Weights.LAXITY.word());
        var weights =
                Weights.valueOf(
                        map.choice("weights", known, usual.word()).toUpperCase(Locale.ROOT));
        double ramp = map.limit("ramp_kw_per_min");
        double stationRamp = map.limit("station_ramp_kw_per_min");
        return node.build(() -> new Dispatching(lookAhead, weights, ramp, stationRamp));
    }

    private static boolean lookAhead(YamlMap map) {
        YamlNode given = map.find("look_ahead");
        if (given == null) {
            return map.keep("look_ahead", false);
        }
        boolean value = given.choice(List.of("true", "false")).equals("true");
        given.resolveAs(value);
        return value;
    }

    private static Map<String, Object> words(Dispatching of) {
        var words = new LinkedHashMap<String, Object>();
        words.put("look_ahead", of.lookAhead());
        words.put("weights", of.weights().word());
        words.put("ramp_kw_per_min", "unlimited");
        words.put("station_ramp_kw_per_min", "unlimited");
        return words;
    }
}
