package org.evenflow.data.opendss;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.evenflow.model.Bus;
import org.evenflow.model.InputException;
import org.evenflow.model.Phases;

/**
 * The buses that elements name, with their phases and nominal voltages. Case does not tell names
 * apart; the first spelling stands. Mutable while a feeder is built.
 */
final class Buses {
    /** ANSI C84.1-2020, range A: what a service may have in regular operation. */
    private static final double MIN_PU = 0.95;

    private static final double MAX_PU = 1.05;

    /** A traced voltage further than this from every voltage base keeps itself. */
    private static final double NEAR = 0.1;

    private static final class Entry {
        private final String id;
        private final Value firstNamed;
        private final List<Link> links = new ArrayList<>();
        private int mask;
        private double baseKv = Double.NaN;
        private double loadKw;
        private double loadKvar;

        Entry(String id, Value firstNamed) {
            this.id = id;
            this.firstNamed = firstNamed;
        }
    }

    /** The other end of a branch and its nominal voltage over this end's. */
    private record Link(Entry other, double ratio) {}

    private final Circuit circuit;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> otherSpellings = new LinkedHashSet<>();

    Buses(Circuit circuit) {
        this.circuit = circuit;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private Entry entry(Terminal terminal) {
        var entry =
                entries.computeIfAbsent(
                        key(terminal.bus()), _ -> new Entry(terminal.bus(), terminal.value()));
        if (!entry.id.equals(terminal.bus())) {
            otherSpellings.add(terminal.bus() + " for " + entry.id);
        }
        return entry;
    }

    /** Notes that an element is at a bus and gives it these phases. */
    void join(Terminal terminal, Phases phases) {
        entry(terminal).mask |= phases.mask();
    }

    /** Notes that an element stands at a bus; phases come from branches only. */
    void touch(Terminal terminal) {
        entry(terminal);
    }

    /**
     * Notes a branch.
     *
     * @param ratio nominal voltage at {@code to} over that at {@code from}
     */
    void link(Terminal from, Terminal to, Phases phases, double ratio) {
        join(from, phases);
        join(to, phases);
        entry(from).links.add(new Link(entry(to), ratio));
        entry(to).links.add(new Link(entry(from), 1 / ratio));
    }

    /** Whether branches bring all these phases to the bus. */
    boolean has(Terminal terminal, Phases phases) {
        var entry = entries.get(key(terminal.bus()));
        return entry != null && (entry.mask & phases.mask()) == phases.mask();
    }

    /** Id of a bus, its first spelling. */
    String id(Terminal terminal) {
        return entry(terminal).id;
    }

    /** Nominal line-to-line voltage of a bus. */
    double baseKv(Terminal terminal) {
        return entry(terminal).baseKv;
    }

    Phases phases(Terminal terminal) {
        return Phases.of(entry(terminal).mask);
    }

    /** Adds a load of constant power shared equally by three phases. */
    void addLoad(Terminal terminal, double kw, double kvar) {
        var entry = entry(terminal);
        entry.loadKw += kw;
        entry.loadKvar += kvar;
    }

    /** Carries a source's voltage along the branches, through the ratios of transformers. */
    void trace(Terminal source, double baseKv) {
        var start = entry(source);
        if (!Double.isNaN(start.baseKv)) {
            return;
        }
        start.baseKv = baseKv;
        var queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty()) {
            var entry = queue.remove();
            for (Link link : entry.links) {
                if (Double.isNaN(link.other.baseKv)) {
                    link.other.baseKv = entry.baseKv * link.ratio;
                    queue.add(link.other);
                }
            }
        }
    }

    /** Sets every bus to the voltage base nearest to what was traced; refuses islands. */
    void settle() {
        for (Entry entry : entries.values()) {
            if (Double.isNaN(entry.baseKv)) {
                throw new InputException(
                        "bus "
                                + entry.id
                                + " is an island; every bus must be reached from a source ("
                                + entry.firstNamed.place()
                                + ")");
            }
            entry.baseKv = nearest(entry);
        }
        if (!otherSpellings.isEmpty()) {
            circuit.tally()
                    .warn(
                            "bus names differ in case and were taken for the same: "
                                    + String.join(", ", otherSpellings));
        }
    }

    private double nearest(Entry entry) {
        double nearest = Double.NaN;
        for (double base : circuit.voltageBasesKv()) {
            double distance = Math.abs(base / entry.baseKv - 1);
            if (!(distance >= Math.abs(nearest / entry.baseKv - 1))) {
                nearest = base;
            }
        }
        if (Math.abs(nearest / entry.baseKv - 1) > NEAR) {
            circuit.tally()
                    .warn(
                            "bus "
                                    + entry.id
                                    + " has "
                                    + entry.baseKv
                                    + " kV, which is near none of the voltage bases");
            return entry.baseKv;
        }
        return Double.isNaN(nearest) ? entry.baseKv : nearest;
    }

    /** Where a bus was first named, or nothing for an unknown id. */
    String place(String id) {
        var entry = entries.get(key(id));
        return entry == null ? "" : entry.firstNamed.place();
    }

    List<Bus> buses() {
        var places = circuit.coordinates();
        var buses = new ArrayList<Bus>();
        entries.forEach(
                (key, entry) -> {
                    var at = places.get(key);
                    buses.add(
                            new Bus(
                                    entry.id,
                                    Phases.of(entry.mask),
                                    entry.baseKv,
                                    entry.loadKw,
                                    entry.loadKvar,
                                    0,
                                    0,
                                    MIN_PU,
                                    MAX_PU,
                                    at == null ? Double.NaN : at.x(),
                                    at == null ? Double.NaN : at.y()));
                });
        long unknown = places.keySet().stream().filter(key -> !entries.containsKey(key)).count();
        circuit.tally()
                .mapped("bus coordinates", (int) (places.size() - unknown))
                .ignored("bus coordinates", (int) unknown, "no such bus is joined to the circuit");
        return buses;
    }
}
