package org.evenflow.data.opendss;

import org.evenflow.model.Capacitor;
import org.evenflow.model.InputException;
import org.evenflow.model.Phases;

/** Capacitors, and reactors from a bus to earth (OpenDSS Reference Guide). */
final class Shunts {
    private Shunts() {}

    static boolean isSeries(Element element) {
        var far = element.last("bus2");
        return far.isPresent()
                && !Terminal.of(far.get()).isAt(Terminal.of(element.required("bus1")));
    }

    static Terminal terminal(Element element) {
        return Terminal.of(element.required("bus1"));
    }

    static Capacitor capacitor(Element element, Buses buses, double frequencyHz) {
        var terminal = terminal(element);
        int phases = element.last("phases").map(Value::count).orElse(3);
        double kv = element.number("kv", 12.47);
        boolean isDelta = element.last("conn").map(TransformerSpec::isDelta).orElse(false);
        double kvar =
                element.kind() == ElementKind.CAPACITOR
                        ? capacitiveKvar(element, kv, phases, isDelta, frequencyHz)
                        : -inductiveKvar(element, kv, phases, isDelta);
        boolean isBetween = isDelta || (phases == 1 && terminal.nodes().size() == 2);
        if (phases < 1 || phases > 3 || (isBetween && phases == 2)) {
            throw element.wrong("must have 1 or 3 phases, or 2 to earth");
        }
        element.last("bus2").ifPresent(far -> requireEarth(Terminal.of(far), phases));
        boolean isLineToLine = isBetween || phases != 1;
        double nominalPu = (isLineToLine ? kv : kv * Math.sqrt(3)) / buses.baseKv(terminal);
        Phases joined = terminal.phases(isBetween && phases == 1 ? 2 : phases);
        try {
            return new Capacitor(
                    element.name(), buses.id(terminal), joined, isBetween, kvar, nominalPu);
        } catch (InputException e) {
            throw e.at(element.place());
        }
    }

    private static void requireEarth(Terminal far, int phases) {
        for (int conductor = 0; conductor < phases; conductor++) {
            if (conductor >= far.nodes().size() || far.nodes().get(conductor) != 0) {
                throw far.value().wrong("earth: node 0 for every phase");
            }
        }
    }

    /** Square of an element's voltage, V², times how many there are. */
    private static double squares(double kv, int phases, boolean isDelta) {
        boolean isToNeutral = !isDelta && phases != 1;
        return kv * kv * 1e6 * phases / (isToNeutral ? 3 : 1);
    }

    private static double capacitiveKvar(
            Element element, double kv, int phases, boolean isDelta, double frequencyHz) {
        if (element.last("cmatrix").isPresent()) {
            throw element.required("cmatrix").wrong("given as kvar");
        }
        double xOhm =
                element.last("xl")
                        .map(value -> value.numbers().stream().mapToDouble(x -> x).sum())
                        .orElse(0.);
        if (xOhm != 0) {
            throw element.required("xl").wrong("absent; capacitors have no reactor");
        }
        if (element.last("cuf").isPresent()) {
            double farad = sum(element, "cuf", 0) * 1e-6;
            double siemens = 2 * Math.PI * frequencyHz * farad;
            return siemens * squares(kv, phases, isDelta) / 1000;
        }
        return sum(element, "kvar", 1200);
    }

    /** Sum over the steps that are in service. */
    private static double sum(Element element, String property, double otherwise) {
        var values = element.last(property);
        if (values.isEmpty()) {
            return otherwise;
        }
        var steps = values.get().numbers();
        var states = element.last("states");
        double sum = 0;
        for (int step = 0; step < steps.size(); step++) {
            boolean isOn =
                    states.isEmpty()
                            || step >= states.get().numbers().size()
                            || states.get().numbers().get(step) != 0;
            sum += isOn ? steps.get(step) : 0;
        }
        return sum;
    }

    private static double inductiveKvar(Element element, double kv, int phases, boolean isDelta) {
        if (element.number("r", 0) != 0 || element.last("rmatrix").isPresent()) {
            throw element.wrong("must have no resistance where it stands between a bus and earth");
        }
        double xOhm = element.number("x", 0);
        return xOhm == 0 ? element.number("kvar", 100) : squares(kv, phases, isDelta) / xOhm / 1000;
    }
}
