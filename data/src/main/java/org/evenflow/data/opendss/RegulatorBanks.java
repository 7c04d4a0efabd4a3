package org.evenflow.data.opendss;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.evenflow.model.InputException;
import org.evenflow.model.Phases;
import org.evenflow.model.Regulator;
import org.evenflow.model.Regulator.Connection;
import org.evenflow.model.Regulator.Control;
import org.evenflow.model.Regulator.Unit;
import org.jspecify.annotations.Nullable;

/**
 * Transformers that a RegControl names, put together to one regulator for each pair of buses.
 * Mutable while a feeder is built.
 */
final class RegulatorBanks {
    /** The units between two buses. */
    private record Bank(List<TransformerSpec> units) {}

    /** A tap this near to a whole number is one: scripts round the ratio to five places. */
    private static final double TAP_TOLERANCE = 0.02;

    private final Circuit circuit;
    private final Map<Element, Element> controls = new IdentityHashMap<>();
    private final Map<String, Bank> banks = new LinkedHashMap<>();

    RegulatorBanks(Circuit circuit) {
        this.circuit = circuit;
        for (Element control : circuit.elements()) {
            if (control.kind() == ElementKind.REG_CONTROL) {
                var name = control.required("transformer");
                controls.put(circuit.required(ElementKind.TRANSFORMER, name), control);
            }
        }
    }

    boolean isRegulator(Element transformer) {
        return controls.containsKey(transformer);
    }

    void add(TransformerSpec unit) {
        banks.computeIfAbsent(
                        pair(unit.terminal(0), unit.terminal(1)), _ -> new Bank(new ArrayList<>()))
                .units
                .add(unit);
    }

    private static String pair(Terminal from, Terminal to) {
        String lower = from.bus().toLowerCase(Locale.ROOT);
        return lower + "\n" + to.bus().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a line is the jumper of an open-delta bank, which passes its middle phase through.
     */
    boolean isJumper(Terminal from, Terminal to, Phases phases) {
        var bank = banks.getOrDefault(pair(from, to), banks.get(pair(to, from)));
        return bank != null && phases == Phases.B && bank.units.getFirst().isBetweenLines();
    }

    List<Regulator> regulators(Buses buses) {
        var regulators = new ArrayList<Regulator>();
        for (Bank bank : banks.values()) {
            regulators.add(regulator(bank.units, buses));
        }
        return regulators;
    }

    private Regulator regulator(List<TransformerSpec> units, Buses buses) {
        var first = units.getFirst();
        for (TransformerSpec unit : units) {
            if (unit.ratio() != 1
                    || unit.isBetweenLines() != first.isBetweenLines()
                    || unit.phaseCount() != first.phaseCount()
                    || unit.rOhm() != first.rOhm()
                    || unit.xOhm() != first.xOhm()) {
                throw unit.element()
                        .wrong("must be like the other units of its bank and have equal voltages");
            }
        }
        boolean isGanged = first.phaseCount() == 3;
        boolean isOpenDelta = first.isBetweenLines();
        double kv = buses.baseKv(first.terminal(1));
        double ratingA =
                isOpenDelta
                        ? first.kva() / kv
                        : first.kva() * (isGanged ? 1 : 3) / (Math.sqrt(3) * kv);
        return new Regulator(
                "Regulator." + first.bank(),
                buses.id(first.terminal(0)),
                buses.id(first.terminal(1)),
                isOpenDelta ? Phases.ABC : phases(units),
                isOpenDelta ? Connection.OPEN_DELTA : Connection.WYE,
                first.rOhm(),
                first.xOhm(),
                isGanged ? ganged(first) : isOpenDelta ? openDelta(units) : byPhase(units),
                isGanged,
                ratingA,
                true);
    }

    private static Phases phases(List<TransformerSpec> units) {
        int mask = 0;
        for (TransformerSpec unit : units) {
            int more = unit.phases().mask();
            if ((mask & more) != 0) {
                throw unit.element().wrong("regulates a phase that another unit regulates too");
            }
            mask |= more;
        }
        return Phases.of(mask);
    }

    private List<Unit> ganged(TransformerSpec bank) {
        if (bank.side(0).tap() != 1) {
            throw bank.element().wrong("must have its taps on the second winding");
        }
        var unit = unit(bank);
        return List.of(unit, unit, unit);
    }

    private List<Unit> byPhase(List<TransformerSpec> units) {
        var sorted = new ArrayList<TransformerSpec>(units);
        sorted.sort((one, other) -> Integer.compare(one.phases().mask(), other.phases().mask()));
        return sorted.stream().map(this::unit).toList();
    }

    private List<Unit> openDelta(List<TransformerSpec> units) {
        var first = units.getFirst();
        if (units.size() != 2) {
            throw first.element().wrong("must have exactly one other unit to its open delta");
        }
        int[] starts = units.stream().mapToInt(RegulatorBanks::start).toArray();
        if (starts[0] == starts[1]) {
            throw first.element().wrong("must begin at another phase than its other unit");
        }
        var sorted = starts[0] == 0 ? units : units.reversed();
        return sorted.stream().map(this::unit).toList();
    }

    /** The phase, 0 for a or 2 for c, from which a unit of an open delta lies to phase b. */
    private static int start(TransformerSpec unit) {
        int[] order = unit.terminal(0).phaseOrder(2);
        if (order[1] != 1) {
            throw unit.element().wrong("must lie from phase a or c to phase b");
        }
        return order[0];
    }

    private Unit unit(TransformerSpec unit) {
        var control = controls.get(unit.element());
        if (control == null) {
            throw new IllegalStateException("only regulators come here");
        }
        if (control.number("tapwinding", control.number("winding", 1)) != 2) {
            throw control.wrong("must have its taps on the second winding");
        }
        var side = unit.side(1);
        double tap =
                control.last("tapnum").map(Value::number).orElse((side.tap() - 1) / side.stepPu());
        if (Math.abs(tap - Math.rint(tap)) > TAP_TOLERANCE) {
            throw unit.element().wrong("must stand on a whole tap, is on " + tap);
        }
        try {
            return new Unit(
                    (int) Math.rint(tap),
                    side.stepPu(),
                    (int) Math.rint((side.minTap() - 1) / side.stepPu()),
                    (int) Math.rint((side.maxTap() - 1) / side.stepPu()),
                    control(control));
        } catch (InputException e) {
            throw e.at(control.place());
        }
    }

    private @Nullable Control control(Element control) {
        for (String property : List.of("bus", "ldc_z", "vlimit")) {
            if (control.last(property).isPresent()) {
                throw control.required(property).wrong("absent; it is not modelled");
            }
        }
        if (!circuit.isControlled() || !control.isEnabled()) {
            return null;
        }
        return new Control(
                control.number("vreg", 120),
                control.number("band", 3),
                control.number("ptratio", 60),
                control.number("ctprim", 300),
                control.number("r", 0),
                control.number("x", 0));
    }
}
