package org.evenflow.control;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.evenflow.model.InputException;

/** The settings of one controller or algorithm, every one with a value. Immutable. */
public final class Settings {
    /** Of a controller that has none. */
    public static final Settings NONE = new Settings(Map.of());

    private final Map<String, Double> values;

    private Settings(Map<String, Double> values) {
        this.values = values;
    }

    /**
     * The usual values but for those that are given.
     *
     * @param owner whose settings they are, for messages: {@code controller mpc}
     * @param known which there are
     * @param given by name
     * @throws InputException where a name is unknown or a value not allowed
     */
    public static Settings of(String owner, List<Setting> known, Map<String, Double> given) {
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
        var values = new LinkedHashMap<String, Double>();
        for (Setting setting : known) {
            double value = given.getOrDefault(setting.name(), setting.usual());
            values.put(setting.name(), setting.checked(owner, value));
        }
        return new Settings(values);
    }

    /** The value of a setting that the controller's provider has listed. */
    public double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no setting " + name + " among " + values.keySet());
        }
        return value;
    }
}
