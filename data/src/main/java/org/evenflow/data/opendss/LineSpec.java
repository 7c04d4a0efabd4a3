package org.evenflow.data.opendss;

import org.evenflow.data.opendss.Element.Property;
import org.evenflow.model.PhaseImpedance;
import org.evenflow.model.PhaseMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Impedance of one line out of its properties, taken in the script's order because each way to give
 * it overwrites the ones before. Mutable while they are taken.
 */
final class LineSpec {
    private final Element element;
    private final LineTypes types;
    private int phases = 3;
    private Sequences sequences = Sequences.UNSET;
    private boolean isBySequences = true;
    private boolean areSequencesGiven;
    private boolean isCapacitanceUnset = true;
    private boolean isOfLineCode;
    private @Nullable PhaseMatrix rOhm;
    private @Nullable PhaseMatrix xOhm;
    private @Nullable PhaseMatrix cNanofarad;
    private @Nullable LineGeometry geometry;
    private LengthUnit codeUnit = LengthUnit.NONE;
    private LengthUnit unit = LengthUnit.NONE;
    private double length = 1;
    private double ratingA = Double.POSITIVE_INFINITY;
    private boolean isSwitch;

    LineSpec(Element element, LineTypes types) {
        this.element = element;
        this.types = types;
        element.properties().forEach(this::take);
        if (!(length >= 0)) {
            throw element.wrong("must have a length >= 0, is " + length);
        }
    }

    int phases() {
        return phases;
    }

    boolean isSwitch() {
        return isSwitch;
    }

    double ratingA() {
        return ratingA;
    }

    /** Length in km, or NaN where the script gives no unit. */
    double lengthKm() {
        var known = unit == LengthUnit.NONE ? codeUnit : unit;
        return known == LengthUnit.NONE ? Double.NaN : length * known.metres() / 1000;
    }

    private void take(Property property) {
        var value = property.value();
        switch (property.name()) {
            case "linecode" -> take(types.code(value));
            case "geometry" -> take(types.geometry(value));
            case "length" -> length = value.number();
            case "phases" -> phases(value);
            case "units" -> unit = LengthUnit.of(value);
            case "r1", "x1", "r0", "x0", "c1", "c0" -> {
                ownValues();
                isBySequences = true;
                areSequencesGiven = true;
                isCapacitanceUnset &= !property.name().startsWith("c");
                sequences = sequences.with(property.name(), value.number());
            }
            case "rmatrix" -> rOhm = matrix(value);
            case "xmatrix" -> xOhm = matrix(value);
            case "cmatrix" -> cNanofarad = matrix(value);
            case "switch" -> toSwitch(value);
            case "normamps" -> ratingA = value.number();
            case "b1", "b0" -> throw value.wrong("given as c1 and c0");
            case "spacing", "wires", "cncables", "tscables" ->
                    throw value.wrong("given as a geometry");
            default -> {
                // The rest is read by name or has no part in a power flow.
            }
        }
    }

    private void take(LineCode code) {
        phases = code.phases();
        geometry = null;
        isOfLineCode = true;
        codeUnit = code.unit();
        isBySequences = code.sequences() != null;
        sequences = code.sequences() == null ? sequences : code.sequences();
        rOhm = code.matrices().rOhm();
        xOhm = code.matrices().xOhm();
        cNanofarad = code.matrices().cNanofarad();
        ratingA = code.ratingA();
    }

    private void take(LineGeometry wires) {
        phases = wires.phases();
        geometry = wires;
        isBySequences = false;
        ratingA = wires.ratingA();
    }

    /** What a line is given itself is per its own unit of length. */
    private void ownValues() {
        geometry = null;
        isOfLineCode = false;
        codeUnit = LengthUnit.NONE;
        unit = LengthUnit.NONE;
    }

    private void phases(Value value) {
        int wanted = value.count();
        if (wanted < 1 || wanted > 3) {
            throw value.wrong("1 to 3; other conductors are not modelled");
        }
        if (wanted != phases && !isBySequences) {
            throw value.wrong(phases + ", as the matrices say");
        }
        phases = wanted;
    }

    private PhaseMatrix matrix(Value value) {
        ownValues();
        if (isBySequences) {
            rOhm = null;
            xOhm = null;
            cNanofarad = null;
        }
        isBySequences = false;
        return value.matrix(phases);
    }

    private void toSwitch(Value value) {
        isSwitch = value.isTrue();
        if (isSwitch) {
            ownValues();
            isBySequences = true;
            areSequencesGiven = true;
            sequences = Sequences.OF_SWITCH;
            length = 0.001;
        }
    }

    /** The whole line's impedance, or null where it has none. */
    @Nullable PhaseImpedance impedance(double frequencyHz, int[] phaseOrder) {
        LineGeometry wires = geometry;
        if (wires != null) {
            return length == 0
                    ? null
                    : wires.perMetre().times(length * unit.metres(), frequencyHz, phaseOrder);
        }
        double lengths = isOfLineCode ? length / codeUnit.in(unit) : length;
        var perLength = perLength();
        boolean isZero = lengths == 0 || isZero(perLength);
        return isZero ? null : perLength.times(lengths, frequencyHz, phaseOrder);
    }

    private static boolean isZero(PerLength perLength) {
        for (int phase = 0; phase < perLength.rOhm().size(); phase++) {
            if (perLength.rOhm().at(phase, phase) == 0 && perLength.xOhm().at(phase, phase) == 0) {
                return true;
            }
        }
        return false;
    }

    private PerLength perLength() {
        if (!isBySequences) {
            if (rOhm == null || xOhm == null) {
                throw element.wrong("must have rmatrix and xmatrix both");
            }
            var c = cNanofarad == null ? Sequences.UNSET.matrices(phases).cNanofarad() : cNanofarad;
            return new PerLength(rOhm, xOhm, c);
        }
        // OpenDSS's own capacitances are per 1000 ft, whatever the line's unit.
        var given =
                isCapacitanceUnset && areSequencesGiven && !isOfLineCode
                        ? sequences.withCapacitanceTimes(1 / LengthUnit.KFT.in(unit))
                        : sequences;
        return (phases == 1 ? given.ofOnePhase() : given).matrices(phases);
    }
}
