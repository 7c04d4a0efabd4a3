package org.evenflow.data.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.evenflow.data.YamlMap;
import org.evenflow.data.YamlNode;
import org.evenflow.model.InputException;
import org.evenflow.model.scenario.Scenario.Track;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario may have several of: base loads, weathers, tariffs. One stands as a map, several
 * as a list whose elements have an {@code id} and name what follows them; the element that names
 * nothing has the rest.
 */
final class ScenarioTracks {
    private static final int SHOWN = 12;

    private ScenarioTracks() {}

    /**
     * Reads one or several.
     *
     * @param members keys under which an element of a list names its followers
     * @param reader reads one element
     */
    static <T> List<Track<T>> read(
            YamlNode node, List<String> members, Function<YamlNode, T> reader) {
        if (!node.isList()) {
            return Track.only(reader.apply(node));
        }
        var keys = new ArrayList<String>(List.of("id"));
        keys.addAll(members);
        var tracks = new ArrayList<Track<T>>();
        for (YamlNode element : node.list("a map, or a list of maps with an id each")) {
            element.allow(keys);
            T value = reader.apply(element);
            YamlNode id = element.child("id");
            if (id == null) {
                throw new InputException(
                                element.path()
                                        + ": key 'id' is missing; must be a name, as there is a"
                                        + " list")
                        .at(element.place());
            }
            tracks.add(new Track<>(id.text("a name"), value));
        }
        checkIds(node);
        return tracks;
    }

    /**
     * Which track each of some things follows, by id; none for a track that is the only one.
     *
     * @param node as {@link #read} has read it
     * @param key under which the elements name their followers
     * @param kind of the followers
     * @param known their ids
     */
    static Map<String, String> followers(
            YamlNode node, String key, String kind, Collection<String> known) {
        var trackOf = new HashMap<String, String>();
        var taken = new HashMap<String, YamlNode>();
        String rest = null;
        for (YamlNode element : node.elements()) {
            YamlNode id = element.member("id");
            String track = id == null ? "" : id.text("a name");
            var names = names(element, key);
            claim(names, kind, new LinkedHashSet<>(known), taken);
            names.forEach(name -> trackOf.put(name.text("an id"), track));
            if (names.isEmpty()) {
                requireOneRest(rest, element, key);
                rest = track;
            }
        }
        for (String id : known) {
            if (node.isList() && rest == null && !trackOf.containsKey(id)) {
                throw new InputException(
                                node.path()
                                        + ": "
                                        + kind
                                        + " '"
                                        + id
                                        + "' is in none; name it in "
                                        + key
                                        + ", or let one element have no "
                                        + key
                                        + ", which then has the rest")
                        .at(node.place());
            }
            if (rest != null) {
                trackOf.putIfAbsent(id, rest);
            }
        }
        return trackOf;
    }

    private static void requireOneRest(@Nullable String rest, YamlNode element, String key) {
        if (rest != null) {
            throw new InputException(
                            element.path()
                                    + ": key '"
                                    + key
                                    + "' is missing; only one element may leave it out, and '"
                                    + rest
                                    + "' does")
                    .at(element.place());
        }
    }

    /** The names under a key of an element, none where it is absent. */
    static List<YamlNode> names(YamlNode element, String key) {
        YamlNode list = element.member(key);
        return list == null ? List.of() : list.list("a list of ids");
    }

    /** Refuses names that are not known or that an earlier element has. */
    static void claim(
            List<YamlNode> names, String kind, Set<String> known, Map<String, YamlNode> taken) {
        for (YamlNode name : names) {
            checkReference(name, kind, known);
            String id = name.text("an id");
            YamlNode earlier = taken.putIfAbsent(id, name);
            if (earlier != null) {
                throw new InputException(
                                name.path()
                                        + ": "
                                        + kind
                                        + " '"
                                        + id
                                        + "' is taken by "
                                        + earlier.path()
                                        + " ("
                                        + earlier.place()
                                        + ")")
                        .at(name.place());
            }
        }
    }

    /** Refuses an id that an earlier element of the list has. */
    static void checkIds(@Nullable YamlNode list) {
        var first = new HashMap<String, YamlNode>();
        for (YamlNode element : list == null ? List.<YamlNode>of() : list.elements()) {
            YamlNode id = element.child("id");
            YamlNode earlier = id == null ? null : first.putIfAbsent(id.text("an id"), id);
            if (id != null && earlier != null) {
                throw new InputException(
                                id.path()
                                        + ": id '"
                                        + id.text("an id")
                                        + "' is taken by "
                                        + earlier.path()
                                        + " ("
                                        + earlier.place()
                                        + "); ids must be unique")
                        .at(id.place());
            }
        }
    }

    static void checkReference(@Nullable YamlNode named, String kind, Set<String> known) {
        if (named == null) {
            return;
        }
        String id = named.text("an id");
        if (!known.contains(id)) {
            throw new InputException(
                            named.path()
                                    + ": "
                                    + kind
                                    + " '"
                                    + id
                                    + "' does not exist; there are "
                                    + shortened(known)
                                    + YamlMap.didYouMean(id, known))
                    .at(named.place());
        }
    }

    private static String shortened(Set<String> ids) {
        String first = String.join(", ", ids.stream().limit(SHOWN).toList());
        return ids.isEmpty()
                ? "none"
                : ids.size() <= SHOWN ? first : first + ", ... (" + ids.size() + " in all)";
    }
}
