package org.evenflow.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A value of a YAML document that knows its place. Each accessor refuses what it cannot read with
 * key path, value, what is allowed and {@code (file:line)}. Mutable in one respect: it remembers as
 * what it was read, so that the resolved document can be written.
 */
public final class YamlNode {
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");

    private final YamlFile file;
    private final String path;
    private final Node node;
    private @Nullable Object readAs;
    private List<String> more = List.of();

    public YamlNode(YamlFile file, String path, Node node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    /** Key path from the document's root, e.g. {@code stations[2].charger.max_a}. */
    public String path() {
        return path;
    }

    public YamlFile file() {
        return file;
    }

    /** Where it stands, e.g. {@code site.yaml:12}. */
    public String place() {
        return placeOf(node);
    }

    String placeOf(Node other) {
        return file.name() + ":" + (other.getStartMark().getLine() + 1);
    }

    public boolean isMap() {
        return node.getNodeId() == NodeId.mapping;
    }

    public boolean isList() {
        return node.getNodeId() == NodeId.sequence;
    }

    public boolean isScalar() {
        return node.getNodeId() == NodeId.scalar;
    }

    /** Whether it is a plain number, for keys that take a number or something else. */
    boolean isNumber() {
        return node instanceof ScalarNode scalar && NUMBER.matcher(scalar.getValue()).matches();
    }

    /** Whether nothing stands behind the key. */
    public boolean isEmpty() {
        return node instanceof ScalarNode scalar
                && scalar.getScalarStyle() == org.yaml.snakeyaml.DumperOptions.ScalarStyle.PLAIN
                && (scalar.getValue().isEmpty()
                        || scalar.getValue().equals("~")
                        || scalar.getValue().equals("null"));
    }

    /** Its keys and values, none other than the allowed ones. */
    public YamlMap map(String... allowedKeys) {
        var keys = new LinkedHashSet<String>(List.of(allowedKeys));
        keys.addAll(more);
        var map = new YamlMap(this, mapping("keys and values"), List.copyOf(keys));
        readAs = map;
        return map;
    }

    /** Lets {@link #map} have more keys than its reader knows: those of the list it stands in. */
    public void allow(List<String> keys) {
        more = keys;
    }

    /** Its keys and values where the keys are names that the file makes up. */
    public YamlMap names() {
        var map = new YamlMap(this, mapping("names with values"), null);
        readAs = map;
        return map;
    }

    /** Whether it is a map with this key; asking is not reading. */
    public boolean hasKey(String key) {
        return new YamlMap(this, mapping("keys and values"), null).has(key);
    }

    private MappingNode mapping(String allowed) {
        if (node instanceof MappingNode mapping) {
            return mapping;
        }
        throw wrong(allowed);
    }

    /** Its elements, at least one. */
    public List<YamlNode> list(String allowed) {
        if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            throw wrong(allowed);
        }
        var elements = new ArrayList<YamlNode>();
        for (Node element : sequence.getValue()) {
            elements.add(
                    new YamlNode(file.of(element), path + "[" + elements.size() + "]", element));
        }
        readAs = elements;
        return elements;
    }

    /** Its text, not blank. */
    public String text(String allowed) {
        if (!(node instanceof ScalarNode scalar) || isEmpty() || scalar.getValue().isBlank()) {
            throw wrong(allowed);
        }
        readAs = scalar.getValue();
        return scalar.getValue();
    }

    /** One of some words. */
    public String choice(Collection<String> allowed) {
        String oneOf = "one of " + String.join(", ", allowed);
        String word = text(oneOf);
        if (!allowed.contains(word)) {
            throw wrong(oneOf, YamlMap.didYouMean(word, allowed));
        }
        return word;
    }

    /** A finite number in the unit that the key's name ends with. */
    public double number() {
        return number("a number" + unitOf(path));
    }

    /** A finite number. */
    public double number(String allowed) {
        if (!isNumber()) {
            throw wrong(allowed);
        }
        double value = Double.parseDouble(((ScalarNode) node).getValue());
        if (!Double.isFinite(value)) {
            throw wrong(allowed);
        }
        readAs = value;
        return value;
    }

    /** A number, or {@code unlimited}. */
    public double limit() {
        if (node instanceof ScalarNode scalar
                && (scalar.getValue().equals("unlimited") || scalar.getValue().equals(".inf"))) {
            readAs = "unlimited";
            return Double.POSITIVE_INFINITY;
        }
        return number("a number" + unitOf(path) + ", or unlimited");
    }

    /** A whole number within bounds. */
    public int whole(int low, int high) {
        String allowed = "a whole number between " + low + " and " + high;
        double value = number(allowed);
        if (value != Math.rint(value) || value < low || value > high) {
            throw wrong(allowed);
        }
        readAs = (int) value;
        return (int) value;
    }

    /** A list of numbers. */
    public List<Double> numbers(String allowed) {
        return list(allowed).stream().map(YamlNode::number).toList();
    }

    /** A local date. */
    public LocalDate date() {
        String allowed = "a date yyyy-mm-dd";
        try {
            return LocalDate.parse(text(allowed));
        } catch (DateTimeParseException e) {
            throw wrong(allowed);
        }
    }

    /** An existing file; relative names start at the folder of the YAML file. */
    public Path path(String allowed) {
        String name = text(allowed);
        Path folder = file.folder();
        Path found = folder == null ? Path.of(name) : folder.resolve(name).normalize();
        if (!Files.isRegularFile(found)) {
            throw new InputException(
                            path
                                    + ": file '"
                                    + name
                                    + "' does not exist"
                                    + (folder == null ? "" : "; looked in " + folder))
                    .at(place());
        }
        readAs = found.toAbsolutePath().toString();
        return found;
    }

    /** What a constructor or reader makes of the value; its complaint gets this place. */
    public <T> T build(Supplier<T> constructor) {
        try {
            return constructor.get();
        } catch (InputException e) {
            // A value within has named its own line already.
            if (file.isPlaced(String.valueOf(e.getMessage()))) {
                throw e;
            }
            throw e.at(node instanceof MappingNode mapping ? keyPlace(mapping, e) : place());
        }
    }

    /** The line of the key that a message names, else that of the whole map. */
    private String keyPlace(MappingNode mapping, InputException e) {
        Node best = node;
        int length = 0;
        for (var tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key
                    && key.getValue().length() > length
                    && Pattern.compile("\\b" + Pattern.quote(key.getValue()) + "\\b")
                            .matcher(String.valueOf(e.getMessage()))
                            .find()) {
                best = key;
                length = key.getValue().length();
            }
        }
        return placeOf(best);
    }

    /** The complaint that this value is not what is allowed. */
    public InputException wrong(String allowed) {
        return wrong(allowed, "");
    }

    private InputException wrong(String allowed, String advice) {
        String thing = path.isEmpty() ? "the document" : path;
        String message =
                isEmpty()
                        ? thing + " is missing its value; must be " + allowed
                        : thing + " must be " + allowed + ", is " + shown() + advice;
        return new InputException(message).at(place());
    }

    private String shown() {
        return switch (node) {
            case ScalarNode scalar -> "'" + scalar.getValue() + "'";
            case SequenceNode sequence -> "a list of " + sequence.getValue().size() + " elements";
            case MappingNode mapping -> "a map of " + mapping.getValue().size() + " keys";
            default -> "something else";
        };
    }

    /** The value as it was read: maps, lists, numbers, text. */
    public Object resolved() {
        return switch (readAs) {
            case YamlMap map -> map.resolved();
            case List<?> list ->
                    list.stream().map(element -> ((YamlNode) element).resolved()).toList();
            case null -> throw new IllegalStateException(path + " was never read");
            default -> readAs;
        };
    }

    /** Its elements where it was read as a list, else none. */
    public List<YamlNode> elements() {
        return readAs instanceof List<?> list
                ? list.stream().map(element -> (YamlNode) element).toList()
                : List.of();
    }

    /** The value of a key where it was read as a map that has it, else null. */
    public @Nullable YamlNode child(String key) {
        return readAs instanceof YamlMap map ? map.find(key) : null;
    }

    /** As {@link #child}, for the keys of the list it stands in; null where it stands in none. */
    public @Nullable YamlNode member(String key) {
        return more.contains(key) ? child(key) : null;
    }

    /** Its keys and values as plain text, for a reader that checks them itself. */
    public Map<String, Object> plainMap() {
        var plain = new LinkedHashMap<String, Object>();
        var map = names();
        for (String key : map.keys()) {
            plain.put(key, map.need(key, "a value").plain());
        }
        return plain;
    }

    private Object plain() {
        return switch (node.getNodeId()) {
            case mapping -> plainMap();
            case sequence -> list("a list").stream().map(YamlNode::plain).toList();
            default -> text("a value");
        };
    }

    /**
     * This document with a value of another one put in; the document at hand is changed with it.
     */
    public YamlNode grafted(KeyPath at, YamlNode value) {
        at.set(node, value.node);
        return new YamlNode(file.with(value.node, value.file), path, node);
    }

    /** Replaces what {@link #resolved} tells, e.g. a name by what it stands for. */
    public void resolveAs(Object value) {
        readAs = value;
    }

    static String unitOf(String path) {
        int bracket = path.lastIndexOf('[');
        String key = path.endsWith("]") && bracket > 0 ? path.substring(0, bracket) : path;
        for (var unit : UNITS) {
            if (key.endsWith(unit.ending())) {
                return " in " + unit.words() + ", without a unit";
            }
        }
        return "";
    }

    private record Unit(String ending, String words) {}

    private static final List<Unit> UNITS =
            List.of(
                    new Unit("_per_kwh", "currency per kWh"),
                    new Unit("_per_kw_month", "currency per kW and month"),
                    new Unit("_kw_per_min", "kW per minute"),
                    new Unit("_kwh", "kWh"),
                    new Unit("_kvar", "kvar"),
                    new Unit("_ohm", "ohm"),
                    new Unit("_siemens", "siemens"),
                    new Unit("_km", "km"),
                    new Unit("_volt", "V"),
                    new Unit("_kva", "kVA"),
                    new Unit("_kw", "kW"),
                    new Unit("kwp", "kW"),
                    new Unit("_min", "minutes"),
                    new Unit("hours", "hours"),
                    new Unit("_pu", "pu"),
                    new Unit("_deg", "degrees"),
                    new Unit("_a", "A"),
                    new Unit("_v", "V"),
                    new Unit("_c", "degrees Celsius"));
}
