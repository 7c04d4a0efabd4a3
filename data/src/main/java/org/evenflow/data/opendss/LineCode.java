package org.evenflow.data.opendss;

import org.evenflow.data.opendss.Element.Property;
import org.evenflow.model.PhaseMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Impedances that lines share.
 *
 * @param phases how many
 * @param sequences values of sequences, or null where it is known by matrices
 * @param matrices the same as matrices
 * @param unit of length
 * @param ratingA ampacity; infinite where the script says nothing
 */
record LineCode(
        int phases,
        @Nullable Sequences sequences,
        PerLength matrices,
        LengthUnit unit,
        double ratingA) {
    static LineCode of(Element element, double frequencyHz) {
        if (element.number("basefreq", frequencyHz) != frequencyHz) {
            throw element.wrong("must have the circuit's frequency, " + frequencyHz + " Hz");
        }
        if (element.last("kron").map(Value::isTrue).orElse(false)) {
            throw element.wrong("asks for a reduction of its neutral, which is not understood");
        }
        var reading = new Reading();
        element.properties().forEach(reading::take);
        return reading.code(element);
    }

    /** What the properties say, one after the other. */
    private static final class Reading {
        private int phases = 3;
        private Sequences sequences = Sequences.UNSET;
        private boolean isBySequences = true;
        private @Nullable PhaseMatrix rOhm;
        private @Nullable PhaseMatrix xOhm;
        private @Nullable PhaseMatrix cNanofarad;
        private LengthUnit unit = LengthUnit.NONE;

        void take(Property property) {
            var value = property.value();
            switch (property.name()) {
                case "nphases" -> phases(value);
                case "r1", "x1", "r0", "x0", "c1", "c0" -> {
                    sequences = sequences.with(property.name(), value.number());
                    isBySequences = true;
                }
                case "b1", "b0" -> throw value.wrong("given as c1 and c0");
                case "rmatrix" -> rOhm = matrix(value);
                case "xmatrix" -> xOhm = matrix(value);
                case "cmatrix" -> cNanofarad = matrix(value);
                case "units" -> unit = LengthUnit.of(value);
                default -> {
                    // The rest is read by name or has no part in a power flow.
                }
            }
        }

        private void phases(Value value) {
            if (value.count() < 1 || value.count() > 3) {
                throw value.wrong("1 to 3; other conductors are not modelled");
            }
            if (value.count() != phases) {
                rOhm = null;
                xOhm = null;
                cNanofarad = null;
            }
            phases = value.count();
        }

        private PhaseMatrix matrix(Value value) {
            isBySequences = false;
            return value.matrix(phases);
        }

        LineCode code(Element element) {
            double ratingA = element.number("normamps", Double.POSITIVE_INFINITY);
            var plain = sequences.matrices(phases);
            if (isBySequences) {
                return new LineCode(phases, sequences, plain, unit, ratingA);
            }
            if (rOhm == null || xOhm == null) {
                throw element.wrong("must have rmatrix and xmatrix, or r1, x1, r0 and x0");
            }
            var c = cNanofarad == null ? plain.cNanofarad() : cNanofarad;
            return new LineCode(phases, null, new PerLength(rOhm, xOhm, c), unit, ratingA);
        }
    }
}
