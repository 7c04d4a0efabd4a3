package org.evenflow.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * A radial feeder under one source. The closed branches form a tree that reaches every bus; open
 * ones are kept for drawing.
 *
 * @param id name
 * @param source where its data come from, for reports
 * @param sourceBus bus whose voltage is held
 * @param sourcePu voltage held there
 * @param buses at least one
 * @param branches lines and transformers
 */
public record Feeder(
        String id,
        String source,
        String sourceBus,
        double sourcePu,
        List<Bus> buses,
        List<Branch> branches) {
    public Feeder {
        Check.id(id, "feeder");
        Check.within(sourcePu, 0.5, 1.5, "feeder " + id + ": source_pu");
        buses = List.copyOf(buses);
        branches = List.copyOf(branches);
        Check.unique(buses.stream().map(Bus::id).toList(), "feeder " + id + ": bus");
        Check.unique(branches.stream().map(Branch::id).toList(), "feeder " + id + ": branch");
        checkRadial(id, sourceBus, buses, branches);
    }

    /** Positions of the buses by id. */
    public HashMap<String, Integer> busIndex() {
        var index = new HashMap<String, Integer>();
        for (Bus bus : buses) {
            index.put(bus.id(), index.size());
        }
        return index;
    }

    private static void checkRadial(
            String id, String sourceBus, List<Bus> buses, List<Branch> branches) {
        String of = "feeder " + id + ": ";
        var neighbours = neighbours(of, buses, branches);
        Check.that(
                neighbours.containsKey(sourceBus),
                of + "source bus",
                sourceBus,
                "one of its buses");
        var parent = new HashMap<String, String>();
        var seen = new HashSet<String>();
        var queue = new ArrayDeque<String>(List.of(sourceBus));
        parent.put(sourceBus, "");
        while (!queue.isEmpty()) {
            String bus = queue.remove();
            for (Branch branch : neighbours.getOrDefault(bus, List.of())) {
                if (!seen.add(branch.id())) {
                    continue;
                }
                String other = branch.fromBus().equals(bus) ? branch.toBus() : branch.fromBus();
                if (parent.putIfAbsent(other, bus) != null) {
                    throw loop(of, branch, parent);
                }
                queue.add(other);
            }
        }
        for (Bus bus : buses) {
            if (!parent.containsKey(bus.id())) {
                throw new InputException(
                        of
                                + "bus "
                                + bus.id()
                                + " is an island; every bus must be reached from the source bus "
                                + sourceBus);
            }
        }
    }

    /** Closed branches at each bus. */
    private static Map<String, List<Branch>> neighbours(
            String of, List<Bus> buses, List<Branch> branches) {
        var neighbours = new HashMap<String, List<Branch>>();
        for (Bus bus : buses) {
            neighbours.put(bus.id(), new ArrayList<>());
        }
        for (Branch branch : branches) {
            for (String end : List.of(branch.fromBus(), branch.toBus())) {
                var at = neighbours.get(end);
                if (at == null) {
                    throw new InputException(
                            of
                                    + "branch "
                                    + branch.id()
                                    + " ends at bus '"
                                    + end
                                    + "', which does not exist");
                }
                if (branch.isClosed()) {
                    at.add(branch);
                }
            }
        }
        return neighbours;
    }

    private static InputException loop(String of, Branch closing, Map<String, String> parent) {
        var left = path(closing.fromBus(), parent);
        var right = path(closing.toBus(), parent);
        while (left.size() > 1
                && right.size() > 1
                && left.get(left.size() - 2).equals(right.get(right.size() - 2))) {
            left.removeLast();
            right.removeLast();
        }
        right.removeLast();
        left.addAll(right.reversed());
        left.add(closing.fromBus());
        return new InputException(
                of
                        + "branch "
                        + closing.id()
                        + " from bus "
                        + closing.fromBus()
                        + " to bus "
                        + closing.toBus()
                        + " closes a loop (buses "
                        + String.join(" - ", left)
                        + "); the feeder must be radial (open a switch, or set its status to 0)");
    }

    /** Buses from one up to the source. */
    private static List<String> path(String bus, Map<String, String> parent) {
        var path = new ArrayList<String>();
        for (String at = bus; !at.isEmpty(); at = parent.getOrDefault(at, "")) {
            path.add(at);
        }
        return path;
    }
}
