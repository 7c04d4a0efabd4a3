package org.evenflow.control;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;

/** The settings of one controller or algorithm, every one with a value. Immutable. */
public final class Settings {
    /** Of a controller that has none. */
    public static final Settings NONE = new Settings(Map.of());

    /** A {@link Double}, {@link String}, {@link Boolean} or {@link Path} for each. */
    private final Map<String, Object> values;

    private Settings(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * The usual values but for those that are given.
     *
     * @param owner whose settings they are, for messages: {@code controller mpc}
     * @param known which there are
     * @param given by name, each as users write it or as the value itself
     * @throws InputException where a name is unknown or a value not allowed
     */
    public static Settings of(String owner, List<Setting> known, Map<String, ?> given) {
        for (String name : given.keySet()) {
            if (known.stream().noneMatch(setting -> setting.name().equals(name))) {
                throw new InputException(
                        owner
                                + ": setting '"
                                + name
                                + "' does not exist; there "
                                + (known.isEmpty()
                                        ? "are none"
                                        : "are "
                                                + known.stream()
                                                        .map(Setting::name)
                                                        .collect(Collectors.joining(", "))));
            }
        }
        var values = new LinkedHashMap<String, Object>();
        for (Setting setting : known) {
            Object value = given.get(setting.name());
            String text = value == null ? setting.kind().usualText() : value.toString();
            values.put(setting.name(), setting.read(owner, text));
        }
        return new Settings(values);
    }

    /** The value of a number that the owner's provider has listed. */
    public double number(String name) {
        return value(name, Double.class);
    }

    /** The value of a word likewise. */
    public String word(String name) {
        return value(name, String.class);
    }

    /** Whether a flag is set. */
    public boolean isOn(String name) {
        return value(name, Boolean.class);
    }

    /** The value of a path; null where nobody has set it. */
    public @Nullable Path path(String name) {
        Path path = value(name, Path.class);
        return path.toString().isEmpty() ? null : path;
    }

    /** Every value as users write it, in the order of lists; {@link #of} reads them back. */
    public Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        values.forEach(
                (name, value) ->
                        texts.put(
                                name,
                                value instanceof Double number
                                        ? Setting.text(number)
                                        : value.toString()));
        return texts;
    }

    private <T> T value(String name, Class<T> kind) {
        Object value = values.get(name);
        if (!kind.isInstance(value)) {
            throw new IllegalArgumentException(
                    "no "
                            + kind.getSimpleName()
                            + " setting "
                            + name
                            + " among "
                            + values.keySet());
        }
        return kind.cast(value);
    }
}
