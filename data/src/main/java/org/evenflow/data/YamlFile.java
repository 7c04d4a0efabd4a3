package org.evenflow.data;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.representer.Representer;

/**
 * A YAML document with the places of its values, read as a tree of {@link YamlNode}. Scalars stay
 * text until a reader asks for a number, so {@code bus: 12} and {@code bus: "12"} are the same.
 *
 * @param name what messages call it: the file's name
 * @param folder what file names in it are relative to; null where it came out of the program
 * @param grafts values that were put in from other documents, with those; identity counts
 */
public record YamlFile(String name, @Nullable Path folder, Map<Node, YamlFile> grafts) {

    /** Longest document; a year of quarter hours for ten profiles is a tenth of it. */
    private static final int MOST_CODE_POINTS = 64 << 20;

    /**
     * A map that is written in one line.
     *
     * @param keys with their values, in the order of writing
     */
    public record Row(Map<String, ?> keys) {}

    public YamlFile(String name, @Nullable Path folder) {
        this(name, folder, Map.of());
    }

    /** The document that a value of this one is from. */
    public YamlFile of(Node value) {
        return grafts.getOrDefault(value, this);
    }

    /** The same document with a value of another one. */
    public YamlFile with(Node value, YamlFile from) {
        var more = new IdentityHashMap<>(grafts);
        more.put(value, from);
        return new YamlFile(name, folder, more);
    }

    /** Whether a message ends with a place in this document or one that values of it are from. */
    boolean isPlaced(String message) {
        return isPlaced(message, name)
                || grafts.values().stream().anyMatch(file -> isPlaced(message, file.name));
    }

    private static boolean isPlaced(String message, String file) {
        return message.matches("(?s).*\\(" + Pattern.quote(file) + ":\\d+\\)");
    }

    /** Reads a file; its folder becomes what names in it are relative to. */
    public static YamlNode read(Path path) {
        String text;
        try {
            text = Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new InputException("file '" + path + "' does not exist", e);
        } catch (MalformedInputException e) {
            throw new InputException("file '" + path + "' must be UTF-8 text", e);
        } catch (IOException e) {
            throw new InputException("file '" + path + "' cannot be read: " + e.getMessage(), e);
        }
        Path name = path.getFileName();
        return parse(
                name == null ? path.toString() : name.toString(),
                path.toAbsolutePath().normalize().getParent(),
                text);
    }

    /** Reads the text of a document. */
    public static YamlNode parse(String name, @Nullable Path folder, String text) {
        var file = new YamlFile(name, folder);
        Node root;
        try {
            root = yaml().compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            String problem = e.getProblem() == null ? "cannot be parsed" : e.getProblem();
            throw new InputException("not valid YAML: " + problem, e)
                    .at(mark == null ? name : name + ":" + (mark.getLine() + 1));
        } catch (YAMLException e) {
            throw new InputException("not valid YAML: " + e.getMessage(), e).at(name);
        }
        if (!(root instanceof MappingNode)) {
            throw new InputException(
                    "file '" + name + "' must hold keys and values, e.g. 'scenario: my-site'");
        }
        return new YamlNode(file, "", root);
    }

    /**
     * Text of a tree of maps, lists, numbers and strings: blocks outside, short lists in a line.
     */
    public static String write(Map<String, ?> tree) {
        return yaml().dump(tree);
    }

    private static Yaml yaml() {
        var dumper = new DumperOptions();
        dumper.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        dumper.setWidth(110);
        dumper.setSplitLines(false);
        var representer = new Compact(dumper);
        var loader = new LoaderOptions();
        loader.setCodePointLimit(MOST_CODE_POINTS);
        return new Yaml(new SafeConstructor(loader), representer, dumper);
    }

    /** Lists of scalars go in one line, and so do {@link Row}s. */
    private static final class Compact extends Representer {
        Compact(DumperOptions options) {
            super(options);
            // An anchor for a repeated value would only puzzle the reader.
            multiRepresenters.put(List.class, value -> list((List<?>) value));
            representers.put(Row.class, value -> row((Row) value));
        }

        private Node row(Row row) {
            representedObjects.clear();
            return representMapping(
                    org.yaml.snakeyaml.nodes.Tag.MAP, row.keys(), DumperOptions.FlowStyle.FLOW);
        }

        private Node list(List<?> values) {
            representedObjects.clear();
            boolean scalars =
                    values.stream()
                            .noneMatch(
                                    v ->
                                            v instanceof List<?>
                                                    || v instanceof Map<?, ?>
                                                    || v instanceof Row);
            return representSequence(
                    org.yaml.snakeyaml.nodes.Tag.SEQ,
                    values,
                    scalars ? DumperOptions.FlowStyle.FLOW : DumperOptions.FlowStyle.BLOCK);
        }
    }
}
