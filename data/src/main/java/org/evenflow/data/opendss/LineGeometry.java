package org.evenflow.data.opendss;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.data.opendss.Element.Property;
import org.jspecify.annotations.Nullable;

/**
 * Wires on a pole, and what they amount to.
 *
 * @param phases how many of the wires are phases
 * @param perMetre impedance and capacitance, neutrals reduced
 * @param ratingA ampacity of the first wire; infinite where the script says nothing
 */
record LineGeometry(int phases, PerLength perMetre, double ratingA) {
    static LineGeometry of(Element element, Circuit circuit) {
        var reading = new Reading(element, circuit);
        element.properties().forEach(reading::take);
        return reading.geometry(circuit.frequencyHz());
    }

    private static final class Reading {
        private final Element element;
        private final Circuit circuit;
        private int phases = 3;
        private int active;
        private @Nullable Element[] wires = new Element[3];
        private double[] x = new double[3];
        private double[] height = new double[3];
        private LengthUnit[] units = new LengthUnit[3];
        private LengthUnit lastUnit = LengthUnit.NONE;

        Reading(Element element, Circuit circuit) {
            this.element = element;
            this.circuit = circuit;
        }

        void take(Property property) {
            var value = property.value();
            switch (property.name()) {
                case "nconds" -> size(value);
                case "nphases" -> phases = value.count();
                case "cond" -> active = position(value);
                case "wire" -> wires[active] = circuit.required(ElementKind.WIRE_DATA, value);
                case "x" -> x[active] = value.number();
                case "h" -> height[active] = value.number();
                case "units" -> {
                    lastUnit = LengthUnit.of(value);
                    units[active] = lastUnit;
                }
                case "reduce" -> {
                    // Neutrals are always reduced: the model knows phases only.
                }
                case "spacing", "wires", "cncable", "tscable", "cncables", "tscables" ->
                        throw value.wrong("absent; wires must be given one by one");
                default -> {
                    // Ampacity is read by name.
                }
            }
        }

        private void size(Value value) {
            if (value.count() < 1 || value.count() > 20) {
                throw value.wrong("1 to 20");
            }
            wires = new Element[value.count()];
            x = new double[value.count()];
            height = new double[value.count()];
            units = new LengthUnit[value.count()];
            active = 0;
        }

        private int position(Value value) {
            int position = value.count() - 1;
            if (position < 0 || position >= wires.length) {
                throw value.wrong("1 to " + wires.length);
            }
            if (position > 0 && units[position - 1] == null) {
                units[position - 1] = lastUnit;
            }
            return position;
        }

        LineGeometry geometry(double frequencyHz) {
            if (phases < 1 || phases > Math.min(3, wires.length)) {
                throw element.wrong("must have 1 to 3 phases, and as many wires at least");
            }
            var conductors = new ArrayList<Conductor>();
            for (int wire = 0; wire < wires.length; wire++) {
                conductors.add(conductor(wire));
            }
            requireDistance(conductors);
            double ratingA = element.number("normamps", Double.NaN);
            Element first = wires[0];
            if (Double.isNaN(ratingA) && first != null) {
                ratingA = first.number("normamps", Double.NaN);
            }
            return new LineGeometry(
                    phases,
                    new OverheadLine(conductors, frequencyHz).perMetre(phases),
                    ratingA > 0 ? ratingA : Double.POSITIVE_INFINITY);
        }

        private Conductor conductor(int wire) {
            Element data = wires[wire];
            if (data == null) {
                throw element.wrong("has no wire " + (wire + 1));
            }
            LengthUnit given = units[wire];
            double metres = (given == null ? lastUnit : given).metres();
            if (!(height[wire] > 0)) {
                throw element.wrong("must have a height h > 0 for wire " + (wire + 1));
            }
            return Conductor.of(data, x[wire] * metres, height[wire] * metres);
        }

        private void requireDistance(List<Conductor> conductors) {
            for (int wire = 0; wire < conductors.size(); wire++) {
                for (int other = 0; other < wire; other++) {
                    Conductor one = conductors.get(wire);
                    Conductor two = conductors.get(other);
                    double distance =
                            Math.hypot(one.xM() - two.xM(), one.heightM() - two.heightM());
                    if (distance < one.radiusM() + two.radiusM()) {
                        throw element.wrong(
                                "must keep wires apart; "
                                        + (other + 1)
                                        + " and "
                                        + (wire + 1)
                                        + " touch");
                    }
                }
            }
        }
    }
}
