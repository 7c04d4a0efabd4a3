package org.evenflow.data.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.evenflow.data.KeyPath;
import org.evenflow.data.YamlFile;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.model.scenario.Scenario;

/**
 * A scenario's document and keys that are to have another value than it gives them. Immutable; it
 * is read anew each time it is asked for its scenario.
 */
public final class ScenarioDocument {
    private final Supplier<YamlNode> source;
    private final List<Setting> settings;

    /** One key with its value. */
    private record Setting(KeyPath path, YamlNode value) {}

    private ScenarioDocument(Supplier<YamlNode> source, List<Setting> settings) {
        this.source = source;
        this.settings = settings;
    }

    /**
     * A document as it is.
     *
     * @param source opens it, every time anew
     */
    static ScenarioDocument of(Supplier<YamlNode> source) {
        return new ScenarioDocument(source, List.of());
    }

    /** Whether a key path begins with a key that scenarios have. */
    public static boolean isKey(String path) {
        return List.of(ScenarioReader.KEYS).contains(new KeyPath(path).firstKey());
    }

    /**
     * The same document with another value.
     *
     * @param path key path, e.g. {@code sessions.vehicles} or {@code plants[*].kwp}
     * @param value as it would stand in the document; empty to take the key away
     * @param origin what messages call the place it is from
     * @throws org.evenflow.model.InputException where the path is none or the value no YAML
     */
    public ScenarioDocument with(String path, String value, String origin) {
        var line = YamlFile.parse(origin, null, "value: " + value).names();
        YamlNode node = line.need("value", "a value");
        var more = new ArrayList<>(settings);
        more.add(node.build(() -> new Setting(new KeyPath(path), node)));
        return new ScenarioDocument(source, List.copyOf(more));
    }

    /** The same document with the values of a map of key paths. */
    ScenarioDocument with(YamlMap paths) {
        var more = new ArrayList<>(settings);
        for (String path : paths.keys()) {
            YamlNode value = paths.need(path, "a value");
            more.add(value.build(() -> new Setting(new KeyPath(path), value)));
        }
        return new ScenarioDocument(source, List.copyOf(more));
    }

    /**
     * The scenario.
     *
     * @throws org.evenflow.model.InputException where the document or a setting is wrong
     */
    public Scenario scenario() {
        return load().scenario();
    }

    ScenarioFile load() {
        YamlNode root = source.get();
        for (Setting setting : settings) {
            var before = root;
            root = setting.value.build(() -> before.grafted(setting.path, setting.value));
        }
        return ScenarioReader.load(root);
    }
}
