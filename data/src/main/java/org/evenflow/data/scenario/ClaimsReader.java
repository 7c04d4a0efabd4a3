package org.evenflow.data.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.evenflow.data.Claims;
import org.evenflow.data.Claims.Claim;
import org.evenflow.data.Claims.Figure;
import org.evenflow.data.Claims.Measure;
import org.evenflow.data.Claims.Method;
import org.evenflow.data.YamlFile;
import org.evenflow.data.YamlNode;
import org.evenflow.model.InputException;

/** Reads what was published on a study: a YAML file or a resource of the program. */
public final class ClaimsReader {
    private static final List<String> BUILT_IN = List.of("urban-feeder");
    private static final List<String> MEASURES =
            Arrays.stream(Measure.values()).map(m -> m.name().toLowerCase(Locale.ROOT)).toList();

    private ClaimsReader() {}

    /**
     * Built-in claims of a name, else those of a file.
     *
     * @throws InputException where there are none, or they are wrong
     */
    public static Claims named(String nameOrFile) {
        if (BUILT_IN.contains(nameOrFile)) {
            return claims(Resources.yaml("claims", nameOrFile));
        }
        if (!nameOrFile.contains(".") && !nameOrFile.contains("/")) {
            throw new InputException(
                    "claims '"
                            + nameOrFile
                            + "' are neither a file nor built in; built in are "
                            + String.join(", ", BUILT_IN));
        }
        return claims(YamlFile.read(Path.of(nameOrFile)));
    }

    private static Claims claims(YamlNode root) {
        var map = root.map("claims", "source", "reference", "methods", "figures", "findings");
        String id = map.text("claims", "a name");
        String source = map.text("source", "a citation");
        String reference = map.text("reference", "the id of a controller", "uncontrolled_raw");
        var methods = new ArrayList<Method>();
        for (YamlNode node : map.need("methods", "a list of methods").list("a list of methods")) {
            methods.add(method(node));
        }
        var ids = methods.stream().map(Method::id).toList();
        var figures = new ArrayList<Figure>();
        for (YamlNode node : map.need("figures", "a list of figures").list("a list of figures")) {
            figures.add(figure(node, ids));
        }
        YamlNode findings = map.find("findings");
        var sentences =
                findings == null
                        ? List.<String>of()
                        : findings.list("a list of sentences").stream()
                                .map(sentence -> sentence.text("a sentence"))
                                .toList();
        return new Claims(id, source, reference, methods, figures, sentences);
    }

    private static Method method(YamlNode node) {
        var map = node.map("id", "title", "controllers");
        String id = map.text("id", "an id");
        String title = map.text("title", "one line of text", id);
        String allowed = "a list of controllers";
        var controllers =
                map.need("controllers", allowed).list(allowed).stream()
                        .map(controller -> controller.text("the id of a controller"))
                        .toList();
        return new Method(id, title, controllers);
    }

    private static Figure figure(YamlNode node, List<String> methods) {
        var map =
                node.map("title", "indicator", "measure", "factor", "unit", "decimals", "claimed");
        String title = map.text("title", "one line of text");
        String indicator = map.text("indicator", "the id of an indicator");
        String measure = map.choice("measure", MEASURES, "value");
        double factor = map.number("factor", 1);
        String unit = map.text("unit", "a unit", "–");
        int decimals = map.whole("decimals", 0, 9, 2);
        var claimed = new LinkedHashMap<String, Map<String, Claim>>();
        YamlNode worlds = map.find("claimed");
        if (worlds != null) {
            var byWorld = worlds.names();
            for (String world : byWorld.keys()) {
                claimed.put(world, byMethod(byWorld.need(world, "claims by method"), methods));
            }
        }
        return new Figure(
                title,
                indicator,
                Measure.valueOf(measure.toUpperCase(Locale.ROOT)),
                factor,
                unit,
                decimals,
                claimed);
    }

    private static Map<String, Claim> byMethod(YamlNode node, List<String> methods) {
        var claims = new LinkedHashMap<String, Claim>();
        var map = node.names();
        for (String method : map.keys()) {
            YamlNode value = map.need(method, "a number, or two");
            if (!methods.contains(method)) {
                throw new InputException(
                                value.path()
                                        + ": method '"
                                        + method
                                        + "' must be one of "
                                        + String.join(", ", methods))
                        .at(value.place());
            }
            claims.put(method, claim(value));
        }
        return claims;
    }

    private static Claim claim(YamlNode value) {
        String allowed = "a number, or the ends of a range";
        if (!value.isList()) {
            double number = value.number(allowed);
            return new Claim(number, number);
        }
        var range = ScenarioPatterns.range(value, allowed);
        return new Claim(range.low(), range.high());
    }
}
