package org.evenflow.data.opendss;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evenflow.data.ImportAudit;
import org.evenflow.model.Branch;
import org.evenflow.model.Capacitor;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.InputException;
import org.evenflow.model.Load;
import org.evenflow.model.Phases;

/**
 * Makes a feeder of a circuit: first what joins which buses, so that every bus gets its phases and
 * nominal voltage, then the parts themselves, then what became of each element.
 */
final class Network {
    private static final String DISABLED = "disabled in the script";
    private static final String UNUSED = "no element uses it";

    /** How the feeder's own checks call a part in front of its id. */
    private static final Pattern PART =
            Pattern.compile("(branch|load|capacitor|bus|at bus|line|transformer) ([^ :]+)");

    private final Circuit circuit;
    private final ImportAudit.Tally tally;
    private final Buses buses;
    private final LineTypes types;
    private final RegulatorBanks regulators;
    private final Shapes shapes;
    private final Series series;
    private final List<Source> sources = new ArrayList<>();
    private final List<TransformerSpec> transformers = new ArrayList<>();
    private final List<Branch> branches = new ArrayList<>();
    private final List<Load> loads = new ArrayList<>();
    private final List<Capacitor> capacitors = new ArrayList<>();

    private Network(Circuit circuit) {
        this.circuit = circuit;
        tally = circuit.tally();
        buses = new Buses(circuit);
        types = new LineTypes(circuit);
        regulators = new RegulatorBanks(circuit);
        shapes = new Shapes(circuit);
        series = new Series(circuit, buses, types, regulators);
    }

    static Feeder feeder(String name, Circuit circuit) {
        if (circuit.name().isEmpty()) {
            throw new InputException(
                    name + ": has no circuit; a script must have 'New Circuit.name'");
        }
        return new Network(circuit).feeder(name);
    }

    private Feeder feeder(String name) {
        join();
        sources.forEach(source -> buses.trace(source.terminal(), source.baseKv()));
        buses.settle();
        build();
        countTypes();
        var infeeds = sources.stream().map(source -> infeed(source)).toList();
        try {
            return new Feeder(
                    circuit.name(),
                    "OpenDSS script " + name,
                    infeeds,
                    buses.buses(),
                    branches,
                    loads,
                    capacitors,
                    List.of(),
                    List.copyOf(shapes.used()));
        } catch (InputException e) {
            throw placed(e);
        }
    }

    private Infeed infeed(Source source) {
        tally.mapped("Vsource", 1);
        return source.infeed(buses);
    }

    /** What joins which buses; disabled elements wait until the others have made the buses. */
    private void join() {
        for (Element element : circuit.elements()) {
            if (element.isEnabled()) {
                join(element);
            }
        }
    }

    private void join(Element element) {
        switch (element.kind()) {
            case VSOURCE -> {
                var source = new Source(element);
                sources.add(source);
                buses.join(source.terminal(), Phases.ABC);
            }
            case LINE -> series.joinLine(element);
            case REACTOR -> {
                if (Shunts.isSeries(element)) {
                    series.joinReactor(element);
                } else {
                    buses.touch(Shunts.terminal(element));
                }
            }
            case TRANSFORMER -> join(new TransformerSpec(element));
            case LOAD -> buses.touch(Terminal.of(element.required("bus1")));
            case CAPACITOR -> {
                if (Shunts.isSeries(element)) {
                    throw element.wrong("is in series, which is not modelled");
                }
                buses.touch(Shunts.terminal(element));
            }
            case LINE_CODE, LINE_GEOMETRY, WIRE_DATA, REG_CONTROL, LOAD_SHAPE -> {
                // These join nothing.
            }
        }
    }

    private void join(TransformerSpec transformer) {
        if (regulators.isRegulator(transformer.element())) {
            regulators.add(transformer);
        } else {
            transformers.add(transformer);
        }
        buses.link(
                transformer.terminal(0),
                transformer.terminal(1),
                transformer.phases(),
                transformer.ratio());
    }

    private void build() {
        branches.addAll(series.branches());
        for (TransformerSpec transformer : transformers) {
            var element = transformer.element();
            try {
                branches.add(transformer.transformer(buses, !element.isOpen()));
            } catch (InputException e) {
                throw element.placed(e);
            }
            tally.mapped("Transformer", 1);
        }
        var units = regulators.regulators(buses);
        units.forEach(
                unit -> tally.mapped("Transformer", unit.isGanged() ? 1 : unit.units().size()));
        branches.addAll(units);
        int approximate = 0;
        int limited = 0;
        for (Element element : circuit.elements()) {
            if (!element.isEnabled()) {
                disabled(element);
            } else if (element.kind() == ElementKind.LOAD) {
                var spec = new LoadSpec(element);
                var load = spec.load(buses, shapes, circuit.loadFactor());
                if (load != null) {
                    loads.add(load);
                }
                approximate += spec.isApproximate() ? 1 : 0;
                limited += spec.followsVoltage() ? 1 : 0;
                tally.mapped("Load", 1);
            } else {
                shunt(element);
            }
        }
        warn(approximate, limited);
    }

    private void shunt(Element element) {
        boolean isShunt =
                element.kind() == ElementKind.CAPACITOR
                        || (element.kind() == ElementKind.REACTOR && !Shunts.isSeries(element));
        if (isShunt) {
            capacitors.add(Shunts.capacitor(element, buses, circuit.frequencyHz()));
            tally.mapped(element.kind().title(), 1);
        } else if (element.kind() == ElementKind.REG_CONTROL) {
            tally.mapped("RegControl", 1);
        }
    }

    private void disabled(Element element) {
        var open = series.disabled(element);
        if (open.isPresent()) {
            branches.add(open.get());
            tally.mapped(element.kind().title(), 1);
        } else {
            tally.ignored(element.kind().title(), 1, DISABLED);
        }
    }

    private void warn(int approximate, int limited) {
        tally.ignored(
                "load limits vminpu and vmaxpu",
                limited,
                "a load keeps its model at every voltage; OpenDSS takes it for an impedance below"
                        + " vminpu (0.95 where unset) and above vmaxpu (1.05)");
        tally.ignored(
                "transformer reactance ppm_antifloat",
                transformers.size(),
                "a numerical aid of OpenDSS, one millionth of the rating");
        if (approximate > 0) {
            tally.warn(
                    approximate
                            + " loads follow voltage with exponents (cvrwatts, cvrvars) that became"
                            + " polynomials of second degree; within 5 % of nominal voltage these"
                            + " err by at most 1.3e-4 of nominal power for exponents from 0 to 3");
        }
        for (Element element : circuit.elements()) {
            boolean isReversible =
                    element.kind() == ElementKind.REG_CONTROL
                            && element.last("reversible").map(Value::isTrue).orElse(false);
            if (isReversible) {
                tally.warn(element.title() + ": its mode for reverse power is not modelled");
            }
        }
    }

    private void countTypes() {
        for (Element element : circuit.elements()) {
            String title = element.kind().title();
            switch (element.kind()) {
                case LINE_CODE -> count(title, types.usedCodes().contains(element));
                case LINE_GEOMETRY -> count(title, types.usedGeometries().contains(element));
                case WIRE_DATA -> count(title, types.usesWire(element));
                case LOAD_SHAPE ->
                        count(
                                title,
                                shapes.used().stream()
                                        .anyMatch(p -> p.id().equalsIgnoreCase(element.name())));
                case VSOURCE, LINE, TRANSFORMER, REG_CONTROL, LOAD, CAPACITOR, REACTOR -> {
                    // Counted where they are built.
                }
            }
        }
    }

    private void count(String title, boolean isUsed) {
        if (isUsed) {
            tally.mapped(title, 1);
        } else {
            tally.ignored(title, 1, UNUSED);
        }
    }

    /** The exception of the feeder's own checks with the place of the part it names. */
    private InputException placed(InputException e) {
        Matcher part = PART.matcher(String.valueOf(e.getMessage()));
        while (part.find()) {
            String place = place(part.group(1), part.group(2));
            if (!place.isEmpty()) {
                return e.at(place);
            }
        }
        return sources.size() > 1 ? e.at(sources.getLast().place()) : e;
    }

    private String place(String what, String id) {
        String bare = id.replaceAll("[',;]", "");
        if (what.endsWith("bus")) {
            return buses.place(bare);
        }
        var kinds =
                Map.of(
                        "load", ElementKind.LOAD,
                        "capacitor", ElementKind.CAPACITOR);
        return circuit.elements().stream()
                .filter(
                        element ->
                                element.title().equalsIgnoreCase(bare)
                                        || (element.kind() == kinds.get(what)
                                                && element.name().equalsIgnoreCase(bare)))
                .map(Element::place)
                .findFirst()
                .orElse("");
    }
}
