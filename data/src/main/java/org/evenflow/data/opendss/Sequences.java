package org.evenflow.data.opendss;

import org.evenflow.model.PhaseMatrix;

/**
 * A line's values of positive and zero sequence per unit of length; capacitance in nF.
 *
 * @param r1 resistance of positive sequence, ohm
 * @param x1 reactance, ohm
 * @param r0 resistance of zero sequence, ohm
 * @param x0 reactance, ohm
 * @param c1 capacitance of positive sequence, nF
 * @param c0 capacitance of zero sequence, nF
 */
record Sequences(double r1, double x1, double r0, double x0, double c1, double c0) {
    /** What OpenDSS takes where a script says nothing, per 1000 ft (OpenDSS Reference Guide). */
    static final Sequences UNSET = new Sequences(0.058, 0.1206, 0.1784, 0.4047, 3.4, 1.6);

    /** What {@code switch=yes} sets (OpenDSS Reference Guide, Line). */
    static final Sequences OF_SWITCH = new Sequences(1, 1, 1, 1, 1.1, 1);

    /** The same with another value for one of the properties of that name. */
    Sequences with(String property, double value) {
        return switch (property) {
            case "r1" -> new Sequences(value, x1, r0, x0, c1, c0);
            case "x1" -> new Sequences(r1, value, r0, x0, c1, c0);
            case "r0" -> new Sequences(r1, x1, value, x0, c1, c0);
            case "x0" -> new Sequences(r1, x1, r0, value, c1, c0);
            case "c1" -> new Sequences(r1, x1, r0, x0, value, c0);
            case "c0" -> new Sequences(r1, x1, r0, x0, c1, value);
            default -> throw new IllegalArgumentException(property);
        };
    }

    /** The same with capacitances times a factor. */
    Sequences withCapacitanceTimes(double factor) {
        return new Sequences(r1, x1, r0, x0, c1 * factor, c0 * factor);
    }

    /** The same with zero sequence like positive, as for a line of one phase. */
    Sequences ofOnePhase() {
        return new Sequences(r1, x1, r1, x1, c1, c1);
    }

    PerLength matrices(int phases) {
        return new PerLength(
                PhaseMatrix.ofSequences(phases, r1, r0),
                PhaseMatrix.ofSequences(phases, x1, x0),
                PhaseMatrix.ofSequences(phases, c1, c0));
    }
}
