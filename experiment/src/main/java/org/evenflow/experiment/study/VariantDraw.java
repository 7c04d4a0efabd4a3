package org.evenflow.experiment.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.evenflow.control.Setting;
import org.evenflow.experiment.Controllers;
import org.evenflow.model.InputException;
import org.evenflow.numeric.RandomStream;

/**
 * Variants of one controller: combinations of values of its settings, all of them where there are
 * few, else drawn at random without replacement (J. Bergstra, Y. Bengio, "Random search for
 * hyper-parameter optimization", JMLR 13, 2012). The controller as it was named is always the
 * first.
 */
final class VariantDraw {
    private final Controllers controllers;
    private final String controller;
    private final Map<String, List<String>> tried;

    /**
     * What may be drawn.
     *
     * @param controller id; settings in its brackets stay as they are
     * @param named values by setting; empty for all settings that are worth trying
     * @throws InputException where the controller, a setting or a value is not known, a setting is
     *     both given and tried, or there is nothing to try
     */
    VariantDraw(Controllers controllers, String controller, Map<String, List<String>> named) {
        this.controllers = controllers;
        this.controller = controller;
        controllers.values(controller);
        tried = named.isEmpty() ? worthTrying() : checked(named);
        if (tried.isEmpty()) {
            throw new InputException(
                    "controller '"
                            + controller
                            + "' has no settings that are usually tried; name some with --vary");
        }
    }

    /** The settings that are tried, with their values. */
    Map<String, List<String>> tried() {
        return tried;
    }

    /** At most so many ids, each once, the named one first; the same for the same number. */
    List<String> ids(int count) {
        var ids = new LinkedHashSet<String>();
        ids.add(controllers.varied(controller, Map.of()));
        long all = tried.values().stream().mapToLong(List::size).reduce(1, VariantDraw::product);
        if (all <= count) {
            combinations(new LinkedHashMap<>(), List.copyOf(tried.keySet()), ids);
            return ids.stream().limit(count).toList();
        }
        var random = new RandomStream("variants", 1);
        while (ids.size() < count) {
            var values = new LinkedHashMap<String, String>();
            tried.forEach((name, of) -> values.put(name, of.get(random.nextInt(of.size()))));
            ids.add(controllers.varied(controller, values));
        }
        return List.copyOf(ids);
    }

    private static long product(long one, long other) {
        return Math.min(Integer.MAX_VALUE, one * other);
    }

    private void combinations(Map<String, String> values, List<String> left, Set<String> ids) {
        if (left.isEmpty()) {
            ids.add(controllers.varied(controller, values));
            return;
        }
        for (String value : tried.getOrDefault(left.getFirst(), List.of())) {
            values.put(left.getFirst(), value);
            combinations(values, left.subList(1, left.size()), ids);
        }
    }

    private Map<String, List<String>> worthTrying() {
        var given = controllers.givenNames(controller);
        var all = new LinkedHashMap<String, List<String>>();
        for (Setting setting : controllers.settings(controller)) {
            if (!setting.trials().isEmpty() && !given.contains(setting.name())) {
                all.put(setting.name(), setting.trials());
            }
        }
        return all;
    }

    /** What a user named, with the values as lists of settings show them, each once. */
    private Map<String, List<String>> checked(Map<String, List<String>> named) {
        var given = controllers.givenNames(controller);
        var all = new LinkedHashMap<String, List<String>>();
        named.forEach(
                (name, values) -> {
                    if (given.contains(name)) {
                        throw new InputException(
                                "setting '"
                                        + name
                                        + "' must be either given with the controller or tried, is both");
                    }
                    var read = new ArrayList<String>();
                    for (String value : values) {
                        String id = controllers.varied(controller, Map.of(name, value));
                        read.add(controllers.values(id).getOrDefault(name, value));
                    }
                    all.put(name, read.stream().distinct().toList());
                });
        return all;
    }
}
