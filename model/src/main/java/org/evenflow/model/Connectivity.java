package org.evenflow.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a network's branches reach, bus by bus and phase by phase. */
final class Connectivity {
    private Connectivity() {}

    static void check(
            String id,
            List<Infeed> infeeds,
            List<Bus> buses,
            List<Branch> branches,
            List<Load> loads,
            List<Capacitor> capacitors,
            List<Machine> machines,
            List<Load.Profile> profiles) {
        String of = "feeder " + id + ": ";
        var byId = new HashMap<String, Bus>();
        buses.forEach(bus -> byId.put(bus.id(), bus));
        for (Branch branch : branches) {
            for (String end : List.of(branch.fromBus(), branch.toBus())) {
                phases(of + "branch " + branch.id(), end, branch.phases(), byId);
            }
        }
        for (Load load : loads) {
            phases(of + "load " + load.id(), load.busId(), load.phases(), byId);
            Check.that(
                    load.profileId() == null
                            || profiles.stream().anyMatch(p -> p.id().equals(load.profileId())),
                    of + "load " + load.id() + ": profile",
                    load.profileId() == null ? "" : load.profileId(),
                    "one of the feeder's profiles");
        }
        for (Capacitor capacitor : capacitors) {
            String thing = of + "capacitor " + capacitor.id();
            phases(thing, capacitor.busId(), capacitor.phases(), byId);
        }
        for (Machine machine : machines) {
            phases(of + "machine " + machine.id(), machine.busId(), Phases.ABC, byId);
        }
        reach(of, infeeds, buses, branches);
    }

    /** Refuses a thing whose phases its bus does not have. */
    private static void phases(String thing, String busId, Phases phases, Map<String, Bus> byId) {
        Bus bus = byId.get(busId);
        if (bus == null) {
            throw new InputException(thing + " ends at bus '" + busId + "', which does not exist");
        }
        Check.that(
                bus.phases().covers(phases),
                thing + ": phases",
                phases.letters(),
                "among the phases " + bus.phases().letters() + " of its bus " + busId);
    }

    /** Refuses islands, phases without supply and networks with two infeeds. */
    private static void reach(
            String of, List<Infeed> infeeds, List<Bus> buses, List<Branch> branches) {
        var index = new HashMap<String, Integer>();
        buses.forEach(bus -> index.put(bus.id(), index.size()));
        var at = new ArrayList<List<Branch>>();
        buses.forEach(_ -> at.add(new ArrayList<>()));
        for (Branch branch : branches) {
            if (branch.isClosed()) {
                at.get(index.getOrDefault(branch.fromBus(), 0)).add(branch);
                at.get(index.getOrDefault(branch.toBus(), 0)).add(branch);
            }
        }
        var fedBy = new @Nullable String[buses.size()];
        var reached = new int[buses.size()];
        for (Infeed infeed : infeeds) {
            Integer start = index.get(infeed.busId());
            if (start == null) {
                throw new InputException(
                        of + "source bus must be one of its buses, is " + infeed.busId());
            }
            if (fedBy[start] != null) {
                throw new InputException(
                        of
                                + "has two sources in one network: buses "
                                + fedBy[start]
                                + " and "
                                + infeed.busId()
                                + " are joined; open a switch between them or leave one out");
            }
            flood(start, infeed, buses, at, index, fedBy, reached);
        }
        requireReached(of, infeeds, buses, reached);
    }

    private static void requireReached(
            String of, List<Infeed> infeeds, List<Bus> buses, int[] reached) {
        for (int bus = 0; bus < buses.size(); bus++) {
            Bus data = buses.get(bus);
            if (reached[bus] == 0) {
                throw new InputException(
                        of
                                + "bus "
                                + data.id()
                                + " is an island; every bus must be reached from the source bus "
                                + infeeds.getFirst().busId());
            }
            int missing = data.phases().mask() & ~reached[bus];
            if (missing != 0) {
                throw new InputException(
                        of
                                + "bus "
                                + data.id()
                                + ": phase "
                                + Phases.of(missing).letters()
                                + " does not exist upstream; only phases "
                                + Phases.of(reached[bus]).letters()
                                + " reach it");
            }
        }
    }

    private static void flood(
            int start,
            Infeed infeed,
            List<Bus> buses,
            List<List<Branch>> at,
            Map<String, Integer> index,
            @Nullable String[] fedBy,
            int[] reached) {
        var queue = new ArrayDeque<>(List.of(start));
        reached[start] = buses.get(start).phases().mask();
        fedBy[start] = infeed.busId();
        while (!queue.isEmpty()) {
            int bus = queue.remove();
            for (Branch branch : at.get(bus)) {
                boolean isForward = buses.get(bus).id().equals(branch.fromBus());
                int other = index.getOrDefault(isForward ? branch.toBus() : branch.fromBus(), 0);
                int carried = reached[bus] & branch.phases().mask() & ~reached[other];
                if (carried != 0) {
                    reached[other] |= carried;
                    fedBy[other] = infeed.busId();
                    queue.add(other);
                }
            }
        }
    }

    /** The first loop that a walk over the closed branches finds, as a message. */
    static Optional<String> loop(
            String id, List<Infeed> infeeds, List<Bus> buses, List<Branch> branches) {
        // Nodes are bus and phase; a branch joins its phases one by one.
        var index = new HashMap<String, Integer>();
        buses.forEach(bus -> index.put(bus.id(), index.size()));
        int[] root = new int[3 * buses.size()];
        Arrays.setAll(root, node -> node);
        var tree = new ArrayList<Branch>();
        for (Branch branch : branches) {
            if (!branch.isClosed()) {
                continue;
            }
            for (int phase : branch.phases().numbers()) {
                int from = find(root, 3 * index.getOrDefault(branch.fromBus(), 0) + phase);
                int to = find(root, 3 * index.getOrDefault(branch.toBus(), 0) + phase);
                if (from == to) {
                    return Optional.of(message(id, branch, path(branch, phase, tree)));
                }
                root[from] = to;
            }
            tree.add(branch);
        }
        return Optional.empty();
    }

    private static int find(int[] root, int node) {
        int at = node;
        while (root[at] != at) {
            root[at] = root[root[at]];
            at = root[at];
        }
        return at;
    }

    /** Buses between the ends of a branch along a phase of the branches before it. */
    private static List<String> path(Branch closing, int phase, List<Branch> tree) {
        var neighbours = new HashMap<String, List<String>>();
        for (Branch branch : tree) {
            if (branch.phases().has(phase)) {
                neighbours
                        .computeIfAbsent(branch.fromBus(), _ -> new ArrayList<>())
                        .add(branch.toBus());
                neighbours
                        .computeIfAbsent(branch.toBus(), _ -> new ArrayList<>())
                        .add(branch.fromBus());
            }
        }
        var before = new HashMap<String, String>();
        before.put(closing.fromBus(), "");
        var queue = new ArrayDeque<>(List.of(closing.fromBus()));
        while (!queue.isEmpty() && !before.containsKey(closing.toBus())) {
            String bus = queue.remove();
            for (String next : neighbours.getOrDefault(bus, List.of())) {
                if (before.putIfAbsent(next, bus) == null) {
                    queue.add(next);
                }
            }
        }
        var path = new ArrayList<String>(List.of(closing.fromBus()));
        for (String bus = closing.toBus(); !bus.isEmpty(); bus = before.getOrDefault(bus, "")) {
            path.add(bus);
        }
        return path;
    }

    private static String message(String id, Branch closing, List<String> buses) {
        return "feeder "
                + id
                + ": branch "
                + closing.id()
                + " from bus "
                + closing.fromBus()
                + " to bus "
                + closing.toBus()
                + " closes a loop (buses "
                + String.join(" - ", buses)
                + "); the feeder must be radial (open a switch, or set its status to 0)";
    }
}
