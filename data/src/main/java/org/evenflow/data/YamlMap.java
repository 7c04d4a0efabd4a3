package org.evenflow.data;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The keys of a YAML map and their values. Mutable in one respect: it remembers the value each key
 * resolved to, defaults included, in the order of asking.
 */
public final class YamlMap {
    private final YamlNode node;
    private final @Nullable List<String> allowed;
    private final Map<String, YamlNode> values = new LinkedHashMap<>();
    private final Map<String, Object> resolved = new LinkedHashMap<>();

    /** Refuses unknown and repeated keys; a null list allows every key. */
    public YamlMap(YamlNode node, MappingNode mapping, @Nullable List<String> allowed) {
        this.node = node;
        this.allowed = allowed;
        var lines = new LinkedHashMap<String, Integer>();
        for (var tuple : mapping.getValue()) {
            String key = keyOf(tuple.getKeyNode());
            String path = node.path().isEmpty() ? key : node.path() + "." + key;
            if (allowed != null && !allowed.contains(key)) {
                throw new InputException(
                                where()
                                        + "unknown key '"
                                        + key
                                        + "'; allowed are "
                                        + String.join(", ", allowed)
                                        + didYouMean(key, allowed))
                        .at(placeOf(tuple));
            }
            int line = tuple.getKeyNode().getStartMark().getLine() + 1;
            Integer first = lines.putIfAbsent(key, line);
            if (first != null) {
                throw new InputException(
                                where()
                                        + "key '"
                                        + key
                                        + "' is given twice, first on line "
                                        + first)
                        .at(placeOf(tuple));
            }
            values.put(
                    key,
                    new YamlNode(node.file().of(tuple.getValueNode()), path, tuple.getValueNode()));
        }
    }

    private String keyOf(Node key) {
        if (key instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new InputException(where() + "a key must be a word").at(node.placeOf(key));
    }

    /** A key that was put in from another document stands where its value does. */
    private String placeOf(NodeTuple tuple) {
        var of = node.file().of(tuple.getValueNode());
        return new YamlNode(of, "", tuple.getKeyNode()).place();
    }

    private String where() {
        return node.path().isEmpty() ? "" : node.path() + ": ";
    }

    public YamlNode node() {
        return node;
    }

    public Set<String> keys() {
        return values.keySet();
    }

    public boolean has(String key) {
        return find(key) != null;
    }

    /** The value of a key, or null where it is absent. */
    public @Nullable YamlNode find(String key) {
        if (allowed != null && !allowed.contains(key)) {
            throw new IllegalArgumentException("key '" + key + "' is not among the allowed ones");
        }
        YamlNode value = values.get(key);
        if (value != null) {
            resolved.putIfAbsent(key, value);
        }
        return value;
    }

    /** The value of a key that must be there. */
    public YamlNode need(String key, String allowedValue) {
        YamlNode value = find(key);
        if (value == null) {
            throw new InputException(
                            where() + "key '" + key + "' is missing; must be " + allowedValue)
                    .at(node.place());
        }
        return value;
    }

    public String text(String key, String allowedValue) {
        return need(key, allowedValue).text(allowedValue);
    }

    public String text(String key, String allowedValue, String otherwise) {
        YamlNode value = find(key);
        return value == null ? keep(key, otherwise) : value.text(allowedValue);
    }

    public @Nullable String textOrNull(String key, String allowedValue) {
        YamlNode value = find(key);
        return value == null ? null : value.text(allowedValue);
    }

    public String choice(String key, Collection<String> words, String otherwise) {
        YamlNode value = find(key);
        return value == null ? keep(key, otherwise) : value.choice(words);
    }

    public double number(String key) {
        return need(key, "a number" + YamlNode.unitOf(key)).number();
    }

    public double number(String key, double otherwise) {
        YamlNode value = find(key);
        return value == null ? keep(key, otherwise) : value.number();
    }

    public double limit(String key) {
        YamlNode value = find(key);
        if (value == null) {
            keep(key, "unlimited");
            return Double.POSITIVE_INFINITY;
        }
        return value.limit();
    }

    public int whole(String key, int low, int high, int otherwise) {
        YamlNode value = find(key);
        return value == null ? keep(key, otherwise) : value.whole(low, high);
    }

    /** Records what a key resolves to and returns it. */
    public <T> T keep(String key, T value) {
        resolved.put(key, value);
        return value;
    }

    /** All keys that have a value, given or by default, in the order of the allowed ones. */
    public Map<String, Object> resolved() {
        var tree = new LinkedHashMap<String, Object>();
        for (String key : allowed == null ? resolved.keySet() : allowed) {
            Object value = resolved.get(key);
            if (value != null) {
                tree.put(key, value instanceof YamlNode child ? child.resolved() : value);
            }
        }
        return tree;
    }

    /** An advice for a misspelt word or a forgotten unit, or nothing. */
    public static String didYouMean(String word, Collection<String> allowed) {
        String best = "";
        // Below three letters every word is near every other.
        int least = word.length() < 3 ? 0 : Math.max(2, word.length() / 3) + 1;
        for (String candidate : allowed) {
            int distance =
                    candidate.startsWith(word + "_")
                            ? 1
                            : distance(word.toLowerCase(Locale.ROOT), candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? "" : "; did you mean '" + best + "'?";
    }

    /** Edit distance (V. I. Levenshtein, Soviet Physics Doklady 10(8), 1966). */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
