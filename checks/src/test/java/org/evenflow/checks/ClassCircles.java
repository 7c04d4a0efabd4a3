package org.evenflow.checks;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Top-level classes that know one another in a circle: the strongly connected parts of what depends
 * on what (R. Tarjan, Depth-first search and linear graph algorithms, SIAM J. Computing 1(2),
 * 1972).
 */
final class ClassCircles {
    private final Map<String, Set<String>> uses;
    private final Map<String, Integer> number = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final List<List<String>> circles = new ArrayList<>();

    private ClassCircles(Map<String, Set<String>> uses) {
        this.uses = uses;
        for (String name : uses.keySet()) {
            if (!number.containsKey(name)) {
                visit(name);
            }
        }
    }

    /** The largest circle among some classes, nested ones counted as their outermost. */
    static List<String> largest(Collection<JavaClass> classes) {
        var uses = new TreeMap<String, Set<String>>();
        classes.forEach(type -> uses.put(outermost(type), new TreeSet<>()));
        for (JavaClass type : classes) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(
                            dependency ->
                                    outermost(dependency.getTargetClass().getBaseComponentType()))
                    .filter(uses::containsKey)
                    .forEach(
                            name ->
                                    uses.computeIfPresent(
                                            outermost(type), (own, known) -> with(known, name)));
        }
        return new ClassCircles(uses)
                .circles.stream().max(Comparator.comparingInt(List::size)).orElse(List.of());
    }

    private static Set<String> with(Set<String> known, String name) {
        known.add(name);
        return known;
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceAll("\\$.*", "");
    }

    private void visit(String name) {
        int here = number.size();
        number.put(name, here);
        lowest.put(name, here);
        open.push(name);
        for (String other : uses.getOrDefault(name, Set.of())) {
            if (!number.containsKey(other)) {
                visit(other);
                lowest.merge(name, lowest.get(other), Math::min);
            } else if (open.contains(other)) {
                lowest.merge(name, number.get(other), Math::min);
            }
        }
        if (lowest.get(name) == here) {
            close(name);
        }
    }

    private void close(String name) {
        var circle = new ArrayList<String>();
        String last;
        do {
            last = open.pop();
            circle.add(last);
        } while (!last.equals(name));
        circles.add(circle);
    }
}
