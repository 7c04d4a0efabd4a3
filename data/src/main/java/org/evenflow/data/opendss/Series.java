package org.evenflow.data.opendss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.evenflow.model.Branch;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.evenflow.model.PhaseImpedance;
import org.evenflow.model.PhaseMatrix;
import org.evenflow.model.Phases;
import org.evenflow.model.Switch;

/** Lines, switches and reactors between two buses. Mutable while a feeder is built. */
final class Series {
    /** One of them, its ends known. */
    private record Item(Element element, Terminal from, Terminal to, int[] phaseOrder) {
        Phases phases() {
            return from.phases(phaseOrder.length);
        }
    }

    private final Circuit circuit;
    private final Buses buses;
    private final LineTypes types;
    private final RegulatorBanks regulators;
    private final List<Item> items = new ArrayList<>();

    Series(Circuit circuit, Buses buses, LineTypes types, RegulatorBanks regulators) {
        this.circuit = circuit;
        this.buses = buses;
        this.types = types;
        this.regulators = regulators;
    }

    void joinLine(Element element) {
        join(item(element, new LineSpec(element, types).phases()));
    }

    void joinReactor(Element element) {
        join(item(element, element.last("phases").map(Value::count).orElse(3)));
    }

    private void join(Item item) {
        items.add(item);
        buses.link(item.from(), item.to(), item.phases(), 1);
    }

    private static Item item(Element element, int phases) {
        var from = Terminal.of(element.required("bus1"));
        var to = Terminal.of(element.required("bus2"));
        if (from.isAt(to)) {
            throw element.wrong("must join two buses, both ends are at " + from.bus());
        }
        if (phases < 1 || phases > 3) {
            throw element.wrong("must have 1 to 3 phases, has " + phases);
        }
        int[] order = from.phaseOrder(phases);
        if (!Arrays.equals(order, to.phaseOrder(phases))) {
            throw element.wrong("must join the same phases in the same order at both ends");
        }
        return new Item(element, from, to, order);
    }

    List<Branch> branches() {
        var branches = new ArrayList<Branch>();
        for (Item item : items) {
            boolean isLine = item.element().kind() == ElementKind.LINE;
            String title = item.element().kind().title();
            if (isLine && regulators.isJumper(item.from(), item.to(), item.phases())) {
                circuit.tally()
                        .ignored(
                                title,
                                1,
                                "the jumper of an open-delta regulator, which passes phase b"
                                        + " through itself");
            } else {
                boolean isClosed = !item.element().isOpen();
                branches.add(isLine ? line(item, isClosed) : reactor(item, isClosed));
                circuit.tally().mapped(title, 1);
            }
        }
        return branches;
    }

    /** A disabled line as an open branch where its buses have its phases without it. */
    Optional<Branch> disabled(Element element) {
        if (element.kind() != ElementKind.LINE) {
            return Optional.empty();
        }
        var item = item(element, new LineSpec(element, types).phases());
        boolean isBetween =
                buses.has(item.from(), item.phases()) && buses.has(item.to(), item.phases());
        return isBetween ? Optional.of(line(item, false)) : Optional.empty();
    }

    private Branch line(Item item, boolean isClosed) {
        var element = item.element();
        var spec = new LineSpec(element, types);
        String from = buses.id(item.from());
        String to = buses.id(item.to());
        try {
            var impedance = spec.impedance(circuit.frequencyHz(), item.phaseOrder());
            if (impedance == null && !spec.isSwitch()) {
                throw new InputException(
                        element.title()
                                + " has no impedance; give it one, or say switch=yes and no"
                                + " impedance to join its buses");
            }
            return impedance == null
                    ? new Switch(element.title(), from, to, item.phases(), spec.ratingA(), isClosed)
                    : Line.byPhase(
                            element.title(),
                            from,
                            to,
                            item.phases(),
                            impedance,
                            spec.lengthKm(),
                            spec.ratingA(),
                            isClosed);
        } catch (InputException e) {
            throw element.placed(e);
        }
    }

    private Branch reactor(Item item, boolean isClosed) {
        var element = item.element();
        for (String property : List.of("rmatrix", "xmatrix", "z1", "z2", "z0", "z", "lmh", "rp")) {
            if (element.last(property).isPresent()) {
                throw element.required(property).wrong("given as r and x");
            }
        }
        double rOhm = element.number("r", 0);
        double xOhm = element.required("x").number();
        int phases = item.phaseOrder().length;
        try {
            return Line.byPhase(
                    element.title(),
                    buses.id(item.from()),
                    buses.id(item.to()),
                    item.phases(),
                    new PhaseImpedance(
                            PhaseMatrix.ofSequences(phases, rOhm, rOhm),
                            PhaseMatrix.ofSequences(phases, xOhm, xOhm),
                            new PhaseMatrix(
                                    phases, Collections.nCopies(phases * (phases + 1) / 2, 0.0))),
                    Double.NaN,
                    element.number("normamps", Double.POSITIVE_INFINITY),
                    isClosed);
        } catch (InputException e) {
            throw e.at(element.place());
        }
    }
}
