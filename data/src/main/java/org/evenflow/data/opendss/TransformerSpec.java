package org.evenflow.data.opendss;

import java.util.Arrays;
import org.evenflow.data.opendss.Element.Property;
import org.evenflow.model.Phases;
import org.evenflow.model.Transformer;
import org.evenflow.model.Transformer.Winding;
import org.jspecify.annotations.Nullable;

/**
 * A transformer of two windings out of its properties (OpenDSS Reference Guide, Transformer): per
 * cent values are on its rating; a delta and a wye make the low voltage lag by 30 degrees unless
 * the script says lead; star points are on earth. Mutable while properties are taken.
 */
final class TransformerSpec {
    /** One winding. */
    static final class Side {
        private @Nullable Terminal terminal;
        private boolean isDelta;
        private double kv = 12.47;
        private double tap = 1;
        private double rPercent = 0.2;
        private double minTap = 0.9;
        private double maxTap = 1.1;
        private int taps = 32;

        double tap() {
            return tap;
        }

        double minTap() {
            return minTap;
        }

        double maxTap() {
            return maxTap;
        }

        double stepPu() {
            return (maxTap - minTap) / taps;
        }
    }

    private final Element element;
    private final Side[] sides = {new Side(), new Side()};
    private int active;
    private int phases = 3;
    private double kva = 1000;
    private double xPercent = 7;
    private double noLoadPercent;
    private double magnetisingPercent;
    private boolean isLead;
    private String bank = "";

    TransformerSpec(Element element) {
        this.element = element;
        element.properties().forEach(this::take);
        for (Side side : sides) {
            if (side.terminal == null) {
                throw element.wrong("must have a bus for each of its two windings");
            }
            if (!(side.kv > 0) || !(side.tap > 0) || side.taps < 1) {
                throw element.wrong("must have voltages, taps and their number > 0");
            }
        }
        if (!(kva > 0)) {
            throw element.wrong("must have a rating > 0 kVA, is " + kva);
        }
    }

    private void take(Property property) {
        var value = property.value();
        switch (property.name()) {
            case "phases" -> phases = phases(value);
            case "windings" -> {
                if (value.count() != 2) {
                    throw value.wrong("2; transformers of more windings are not modelled");
                }
            }
            case "wdg" -> active = winding(value);
            case "bus" -> sides[active].terminal = Terminal.of(value);
            case "conn" -> sides[active].isDelta = isDelta(value);
            case "kv" -> sides[active].kv = value.number();
            case "tap" -> sides[active].tap = value.number();
            case "%r" -> sides[active].rPercent = value.number();
            case "maxtap" -> sides[active].maxTap = value.number();
            case "mintap" -> sides[active].minTap = value.number();
            case "numtaps" -> sides[active].taps = value.count();
            case "buses", "conns", "kvs", "taps", "%rs" -> takeBoth(property);
            case "kva" -> kva = value.number();
            case "kvas" -> kva = both(value)[0].number();
            case "xhl", "x12" -> xPercent = value.number();
            case "%loadloss" -> Arrays.stream(sides).forEach(s -> s.rPercent = value.number() / 2);
            case "%noloadloss" -> noLoadPercent = value.number();
            case "%imag" -> magnetisingPercent = value.number();
            case "leadlag" -> isLead = value.lower().matches("lead|euro");
            case "bank" -> bank = value.word();
            case "rneut", "xneut" -> refuseNeutral(value);
            case "xfmrcode", "xscarray" -> throw value.wrong("given as properties of its own");
            default -> {
                // The rest has no part in a power flow.
            }
        }
    }

    private static void refuseNeutral(Value value) {
        if (value.number() > 0) {
            throw value.wrong("absent; star points are on earth without an impedance");
        }
    }

    private static int phases(Value value) {
        if (value.count() != 1 && value.count() != 3) {
            throw value.wrong("1 or 3");
        }
        return value.count();
    }

    private static int winding(Value value) {
        if (value.count() != 1 && value.count() != 2) {
            throw value.wrong("1 or 2; transformers of more windings are not modelled");
        }
        return value.count() - 1;
    }

    private void takeBoth(Property property) {
        Value[] values = both(property.value());
        for (int side = 0; side < 2; side++) {
            Value value = values[side];
            switch (property.name()) {
                case "buses" -> sides[side].terminal = Terminal.of(value);
                case "conns" -> sides[side].isDelta = isDelta(value);
                case "kvs" -> sides[side].kv = value.number();
                case "taps" -> sides[side].tap = value.number();
                default -> sides[side].rPercent = value.number();
            }
        }
    }

    private static Value[] both(Value value) {
        var items = value.items();
        if (items.size() != 2) {
            throw value.wrong("two values, one for each winding");
        }
        return new Value[] {items.get(0), items.get(1)};
    }

    /** Whether a connection is delta; refuses what is neither delta nor wye. */
    static boolean isDelta(Value value) {
        String name = value.lower();
        if (!name.matches("d|delta|ll|y|w|wye|ln")) {
            throw value.wrong("wye or delta");
        }
        return name.startsWith("d") || name.equals("ll");
    }

    Element element() {
        return element;
    }

    Terminal terminal(int side) {
        Terminal terminal = sides[side].terminal;
        if (terminal == null) {
            throw new IllegalStateException("checked by the constructor");
        }
        return terminal;
    }

    Side side(int side) {
        return sides[side];
    }

    String bank() {
        return bank.isEmpty() ? element.name() : bank;
    }

    int phaseCount() {
        return phases;
    }

    double kva() {
        return kva;
    }

    /** Nominal voltage at the second winding over that at the first. */
    double ratio() {
        return sides[1].kv / sides[0].kv;
    }

    /** Whether it has one phase and lies between two lines at both ends. */
    boolean isBetweenLines() {
        return phases == 1 && sides[0].isDelta && sides[1].isDelta;
    }

    /** The phases that it joins at both ends; refuses other connections. */
    Phases phases() {
        if (isBetweenLines()) {
            return between();
        }
        for (int side = 0; side < 2; side++) {
            Terminal terminal = terminal(side);
            boolean isFree = !sides[side].isDelta && terminal.node(phases, phases) != 0;
            boolean isTurned = phases == 3 && !isAscending(terminal.phaseOrder(3));
            if (isFree || isTurned || (phases == 1 && sides[side].isDelta)) {
                throw terminal.value()
                        .wrong("connected to phases in order, its star point to earth (node 0)");
            }
        }
        Phases from = terminal(0).phases(phases);
        if (from != terminal(1).phases(phases)) {
            throw element.wrong("must have the same phases at both ends");
        }
        return from;
    }

    private Phases between() {
        Phases from = terminal(0).phases(2);
        int[] order = terminal(0).phaseOrder(2);
        if (!Arrays.equals(order, terminal(1).phaseOrder(2))) {
            throw element.wrong("must lie between the same phases at both ends");
        }
        return from;
    }

    private static boolean isAscending(int[] order) {
        return order[0] == 0 && order[1] == 1 && order[2] == 2;
    }

    /** Series resistance, referred to the second winding at its nominal tap as a star, ohm. */
    double rOhm() {
        return ohm((sides[0].rPercent + sides[1].rPercent) / 100);
    }

    /** Series reactance, likewise. */
    double xOhm() {
        return ohm(xPercent / 100);
    }

    private double ohm(double pu) {
        return pu * sides[1].kv * sides[1].kv * 1000 / kva;
    }

    Transformer transformer(Buses buses, boolean isClosed) {
        if (isBetweenLines()) {
            throw element.wrong("lies between lines; of one phase that is known for regulators");
        }
        double turns = sides[0].kv * sides[0].tap / (sides[1].kv * sides[1].tap);
        double nominal = buses.baseKv(terminal(0)) / buses.baseKv(terminal(1));
        double tapSquare = sides[1].tap * sides[1].tap;
        double siemens = 1 / (ohm(1) * tapSquare);
        boolean isTurned = sides[0].isDelta != sides[1].isDelta;
        boolean isHighFirst = sides[0].kv >= sides[1].kv;
        double lagDeg = isHighFirst != isLead ? 30 : -30;
        return new Transformer(
                element.title(),
                buses.id(terminal(0)),
                buses.id(terminal(1)),
                phases(),
                sides[0].isDelta ? Winding.DELTA : Winding.EARTHED_WYE,
                sides[1].isDelta ? Winding.DELTA : Winding.EARTHED_WYE,
                rOhm() * tapSquare,
                xOhm() * tapSquare,
                rOhm() * tapSquare,
                xOhm() * tapSquare,
                noLoadPercent / 100 * siemens,
                -magnetisingPercent / 100 * siemens,
                turns / nominal,
                isTurned ? lagDeg : 0,
                kva,
                isClosed);
    }
}
