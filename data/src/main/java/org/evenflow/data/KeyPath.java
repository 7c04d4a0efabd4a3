package org.evenflow.data;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Where a value stands in a document, e.g. {@code sessions.populations[home].share}: keys with
 * points between them, and in brackets the elements of a list that are meant, by their position
 * from 0, by their {@code id}, or {@code *} for all.
 */
public final class KeyPath {
    private static final Pattern STEP = Pattern.compile("([\\w-]+)((?:\\[[^\\[\\]]+])*)");
    private static final Pattern BRACKET = Pattern.compile("\\[([^\\[\\]]+)]");

    private final String text;
    private final List<String> steps = new ArrayList<>();

    /**
     * Reads a path.
     *
     * @throws InputException where it is none
     */
    public KeyPath(String text) {
        this.text = text;
        // A point within brackets belongs to an id.
        for (String part : text.split("\\.(?![^\\[]*])", -1)) {
            Matcher matcher = STEP.matcher(part);
            if (!matcher.matches()) {
                throw new InputException(
                        "key path '"
                                + text
                                + "' must be keys with points between them, such as"
                                + " sessions.vehicles or plants[*].kwp");
            }
            steps.add(matcher.group(1));
            Matcher brackets = BRACKET.matcher(matcher.group(2));
            while (brackets.find()) {
                steps.add("[" + brackets.group(1));
            }
        }
    }

    /** The key that the path begins with. */
    public String firstKey() {
        return steps.getFirst();
    }

    /**
     * Puts a value there; one that is empty takes the key away. Maps on the way that are missing
     * are made.
     */
    void set(Node root, Node value) {
        set(root, 0, value);
    }

    private void set(Node node, int at, Node value) {
        String step = steps.get(at);
        boolean isLast = at + 1 == steps.size();
        if (step.startsWith("[")) {
            var elements = elements(node, step.substring(1), at);
            for (int index : elements) {
                var list = ((SequenceNode) node).getValue();
                if (isLast) {
                    list.set(index, value);
                } else {
                    set(list.get(index), at + 1, value);
                }
            }
            return;
        }
        if (!(node instanceof MappingNode map)) {
            throw new InputException(
                    "key path '" + text + "': " + before(at) + " holds no keys, but a value");
        }
        int index = indexOf(map, step);
        if (isLast) {
            put(map, index, step, value);
        } else {
            Node child = index < 0 ? null : map.getValue().get(index).getValueNode();
            set(child == null ? made(map, step, at, value) : child, at + 1, value);
        }
    }

    private Node made(MappingNode parent, String key, int at, Node value) {
        if (steps.get(at + 1).startsWith("[")) {
            throw new InputException(
                    "key path '" + text + "': there is no list " + key + " to choose from");
        }
        var map =
                new MappingNode(
                        Tag.MAP,
                        true,
                        new ArrayList<>(),
                        value.getStartMark(),
                        value.getEndMark(),
                        DumperOptions.FlowStyle.BLOCK);
        put(parent, -1, key, map);
        return map;
    }

    private static void put(MappingNode map, int index, String key, Node value) {
        var tuples = map.getValue();
        if (value instanceof ScalarNode scalar && isEmpty(scalar)) {
            if (index >= 0) {
                tuples.remove(index);
            }
            return;
        }
        var name =
                new ScalarNode(
                        Tag.STR,
                        key,
                        value.getStartMark(),
                        value.getEndMark(),
                        DumperOptions.ScalarStyle.PLAIN);
        if (index < 0) {
            tuples.add(new NodeTuple(name, value));
        } else {
            tuples.set(index, new NodeTuple(tuples.get(index).getKeyNode(), value));
        }
    }

    private static boolean isEmpty(ScalarNode scalar) {
        String text = scalar.getValue();
        return scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN
                && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }

    private static int indexOf(MappingNode map, String key) {
        for (int i = 0; i < map.getValue().size(); i++) {
            if (key.equals(text(map.getValue().get(i).getKeyNode()))) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    /** Positions of the elements that brackets speak of. */
    private List<Integer> elements(Node node, String selector, int at) {
        if (!(node instanceof SequenceNode sequence)) {
            throw new InputException("key path '" + text + "': " + before(at) + " is no list");
        }
        var found = new ArrayList<Integer>();
        var ids = new ArrayList<String>();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            Node element = sequence.getValue().get(i);
            int id = element instanceof MappingNode map ? indexOf(map, "id") : -1;
            String name =
                    id < 0 ? null : text(((MappingNode) element).getValue().get(id).getValueNode());
            if (name != null) {
                ids.add(name);
            }
            if (selector.equals("*") || selector.equals(name) || selector.equals("" + i)) {
                found.add(i);
            }
        }
        if (found.isEmpty()) {
            throw new InputException(
                    "key path '"
                            + text
                            + "': "
                            + before(at)
                            + " has no element '"
                            + selector
                            + "'; it has "
                            + sequence.getValue().size()
                            + (ids.isEmpty() ? "" : ", " + String.join(", ", ids)));
        }
        return found;
    }

    /** The path up to a step. */
    private String before(int at) {
        var path = new StringBuilder();
        for (String step : steps.subList(0, at)) {
            boolean isElement = step.startsWith("[");
            path.append(isElement || path.isEmpty() ? "" : ".").append(step);
            path.append(isElement ? "]" : "");
        }
        return path.isEmpty() ? "the document" : path.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
