package org.evenflow.data.opendss;

import org.evenflow.data.opendss.Element.Property;
import org.evenflow.model.Infeed;
import org.evenflow.model.InputException;
import org.evenflow.model.Phases;

/**
 * A voltage source behind its impedance, which comes from short-circuit powers, short-circuit
 * currents or ohms, whichever the script gives last (OpenDSS Reference Guide, Vsource).
 */
final class Source {
    private enum Given {
        POWERS,
        CURRENTS,
        OHMS
    }

    private final Element element;
    private final Terminal terminal;
    private final double baseKv;
    private Given given = Given.POWERS;
    private double r1 = 1.65;
    private double x1 = 6.6;
    private double r0 = 1.9;
    private double x0 = 5.7;

    Source(Element element) {
        this.element = element;
        baseKv = element.number("basekv", 115);
        terminal =
                Terminal.of(
                        element.last("bus1")
                                .orElse(
                                        new Value(
                                                "sourcebus",
                                                false,
                                                element.title() + ".bus1",
                                                element.place(),
                                                null)));
        element.properties().forEach(this::take);
        if (element.number("phases", 3) != 3 || terminal.phases(3) != Phases.ABC) {
            throw element.wrong("must have three phases");
        }
        if (!(baseKv > 0)) {
            throw element.wrong("must have a basekv > 0, is " + baseKv);
        }
        fromShortCircuit();
    }

    Terminal terminal() {
        return terminal;
    }

    String place() {
        return element.place();
    }

    double baseKv() {
        return baseKv;
    }

    private void take(Property property) {
        var value = property.value();
        switch (property.name()) {
            case "mvasc3", "mvasc1" -> given = Given.POWERS;
            case "isc3", "isc1" -> given = Given.CURRENTS;
            case "r1", "x1", "r0", "x0" -> given = Given.OHMS;
            case "z1", "z0", "z2", "puz1", "puz0", "puz2" ->
                    throw value.wrong("given as r1, x1, r0 and x0");
            case "bus2" -> throw value.wrong("absent; sources stand between a bus and earth");
            case "model" -> {
                if (!value.lower().startsWith("t")) {
                    throw value.wrong("Thevenin; an ideal source is not understood");
                }
            }
            default -> {
                // The rest is read by name or has no part in a power flow.
            }
        }
        switch (property.name()) {
            case "r1" -> r1 = value.number();
            case "x1" -> x1 = value.number();
            case "r0" -> r0 = value.number();
            case "x0" -> x0 = value.number();
            default -> {
                // Only ohms are kept here.
            }
        }
    }

    private void fromShortCircuit() {
        if (given == Given.OHMS) {
            return;
        }
        double phaseVolt = baseKv * 1000 / Math.sqrt(3);
        double isc3A = element.number("isc3", 10_000);
        double isc1A = element.number("isc1", 10_540);
        if (given == Given.POWERS) {
            isc3A = element.number("mvasc3", 2000) * 1e6 / (3 * phaseVolt);
            isc1A = element.number("mvasc1", 2100) * 1e6 / (3 * phaseVolt);
        }
        if (!(isc3A > 0) || !(isc1A > 0)) {
            throw element.wrong("must have short-circuit powers and currents > 0");
        }
        double ratio1 = element.number("x1r1", 4);
        double ratio0 = element.number("x0r0", 3);
        r1 = phaseVolt / isc3A / Math.sqrt(1 + ratio1 * ratio1);
        x1 = r1 * ratio1;
        // A fault of one phase sees 2 Z1 + Z0: a quadratic equation for R0 with X0 = ratio0 R0.
        double loop = 3 * phaseVolt / isc1A;
        double a = 1 + ratio0 * ratio0;
        double b = 4 * (r1 + x1 * ratio0);
        double c = 4 * (r1 * r1 + x1 * x1) - loop * loop;
        double root = b * b - 4 * a * c;
        r0 = root < 0 ? -1 : (-b + Math.sqrt(root)) / (2 * a);
        x0 = r0 * ratio0;
        if (r0 < 0) {
            throw element.wrong(
                    "has a short-circuit power of one phase that is too great beside that of"
                            + " three phases: zero sequence would have a negative resistance");
        }
    }

    Infeed infeed(Buses buses) {
        double pu = element.number("pu", 1) * baseKv / buses.baseKv(terminal);
        try {
            return new Infeed(buses.id(terminal), pu, element.number("angle", 0), r1, x1, r0, x0);
        } catch (InputException e) {
            throw e.at(element.place());
        }
    }
}
