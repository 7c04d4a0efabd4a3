package org.evenflow.data.opendss;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.evenflow.data.TextFile;
import org.evenflow.model.Load;

/** Load shapes that loads name, as profiles. Mutable while loads are read. */
final class Shapes {
    /** The shape that every circuit of OpenDSS has, hourly (its published source). */
    private static final List<Double> OWN =
            List.of(
                    .677, .6256, .6087, .5833, .58028, .6025, .657, .7477, .832, .88, .94, .989,
                    .985, .98, .9898, .999, 1., .958, .936, .913, .876, .876, .828, .756);

    private static final String OWN_NAME = "default";

    private final Circuit circuit;
    private final Map<String, Load.Profile> used = new TreeMap<>();

    Shapes(Circuit circuit) {
        this.circuit = circuit;
    }

    /** Id of the profile of the shape that a property names. */
    String use(Value name) {
        String key = name.lower();
        var profile = used.get(key);
        if (profile == null) {
            boolean isOwn = key.equals(OWN_NAME) && !circuit.has(ElementKind.LOAD_SHAPE, OWN_NAME);
            profile =
                    isOwn
                            ? new Load.Profile(OWN_NAME, 60, OWN)
                            : profile(circuit.required(ElementKind.LOAD_SHAPE, name));
            used.put(key, profile);
        }
        return profile.id();
    }

    Collection<Load.Profile> used() {
        return used.values();
    }

    private static Load.Profile profile(Element shape) {
        if (shape.last("useactual").map(Value::isTrue).orElse(false)) {
            throw shape.required("useactual").wrong("no; shapes must be factors");
        }
        for (String property : List.of("hour", "qmult", "sngfile", "dblfile", "pqcsvfile")) {
            if (shape.last(property).isPresent()) {
                throw shape.required(property).wrong("absent; shapes are factors at equal times");
            }
        }
        var factors = new ArrayList<>(factors(shape));
        shape.last("npts").ifPresent(count -> cut(factors, count));
        if (shape.last("action").map(Value::lower).orElse("").startsWith("n")) {
            double peak = factors.stream().mapToDouble(Math::abs).max().orElse(1);
            factors.replaceAll(factor -> factor / peak);
        }
        return new Load.Profile(shape.name(), stepMin(shape), factors);
    }

    private static double stepMin(Element shape) {
        double stepMin = 60;
        for (var property : shape.properties()) {
            var value = property.value();
            stepMin =
                    switch (property.name()) {
                        case "interval" -> value.number() * 60;
                        case "minterval" -> value.number();
                        case "sinterval" -> value.number() / 60;
                        default -> stepMin;
                    };
        }
        if (!(stepMin > 0)) {
            throw shape.wrong("must have a step > 0; shapes are factors at equal times");
        }
        return stepMin;
    }

    private static void cut(List<Double> factors, Value count) {
        if (count.count() < 1 || count.count() > factors.size()) {
            throw count.wrong("1 to the number of factors, " + factors.size());
        }
        factors.subList(count.count(), factors.size()).clear();
    }

    private static List<Double> factors(Element shape) {
        var csv = shape.last("csvfile");
        if (csv.isPresent()) {
            return file(csv.get(), csv.get().word(), 1);
        }
        var value = shape.last("pmult").or(() -> shape.last("mult"));
        if (value.isEmpty()) {
            throw shape.wrong("must have mult or csvfile");
        }
        if (!value.get().text().contains("=")) {
            return value.get().numbers();
        }
        String file = "";
        int column = 1;
        for (var option : Parameters.of(value.get().text(), value.get().place())) {
            switch (option.name().toLowerCase(Locale.ROOT)) {
                case "file", "csvfile" -> file = option.text();
                case "column", "col" ->
                        column =
                                (int)
                                        ReversePolish.parse(option.text())
                                                .orElseThrow(() -> value.get().wrong("a column"));
                case "header" -> {
                    // A first line without numbers is skipped anyway.
                }
                default -> throw value.get().wrong("numbers, or (file=name)");
            }
        }
        return file(value.get(), file, column);
    }

    /** One number of each line. */
    private static List<Double> file(Value value, String name, int column) {
        var path = ScriptFiles.find(value.folder(), name, value.place());
        var lines = TextFile.lines(path);
        var factors = new ArrayList<Double>();
        for (int line = 0; line < lines.size(); line++) {
            String[] cells = lines.get(line).replace("\0", "").strip().split("[,\\s]+");
            var number =
                    column >= 1 && column <= cells.length
                            ? ReversePolish.parse(cells[column - 1])
                            : ReversePolish.parse("");
            if (number.isPresent()) {
                factors.add(number.getAsDouble());
            } else if (line > 0 && !lines.get(line).isBlank()) {
                throw value.wrong(
                        "a file of numbers, one in each line; "
                                + path.getFileName()
                                + ":"
                                + (line + 1)
                                + " is not");
            }
        }
        return factors;
    }
}
