package org.evenflow.model;

/**
 * A transformer of the feeder: an ideal ratio at the {@code from} end, then a series impedance and
 * half of its shunt admittance at each end (MATPOWER's branch model, R. D. Zimmerman et al., IEEE
 * Trans. Power Systems 26(1), 2011). Its windings say what zero sequence and single phases see (W.
 * H. Kersting, Distribution System Modeling and Analysis, ch. 8); a balanced flow needs them not.
 *
 * @param id unique in the feeder
 * @param fromBus the end with the tap changer
 * @param toBus the end to which the impedance refers
 * @param phases abc, or the phases of a single-phase unit at both its ends
 * @param fromWinding connection at the {@code from} end
 * @param toWinding connection at the {@code to} end
 * @param rOhm series resistance of positive sequence, referred to the {@code to} end's nominal
 *     voltage as a star
 * @param xOhm series reactance, likewise
 * @param r0Ohm series resistance of zero sequence, likewise
 * @param x0Ohm series reactance of zero sequence, likewise
 * @param coreSiemens total shunt conductance (no-load loss), likewise
 * @param chargingSiemens total shunt susceptance, likewise; a magnetising current is negative
 * @param tapRatio off-nominal ratio; 1 is nominal
 * @param shiftDeg by how much the {@code to} end lags; a multiple of 30 with a delta winding
 * @param ratingKva of all phases; infinite for unlimited
 * @param isClosed whether it is in service
 */
public record Transformer(
        String id,
        String fromBus,
        String toBus,
        Phases phases,
        Winding fromWinding,
        Winding toWinding,
        double rOhm,
        double xOhm,
        double r0Ohm,
        double x0Ohm,
        double coreSiemens,
        double chargingSiemens,
        double tapRatio,
        double shiftDeg,
        double ratingKva,
        boolean isClosed)
        implements Branch {
    public Transformer {
        Check.id(id, "transformer");
        String of = "transformer " + id + ": ";
        Check.notNegative(rOhm, of + "r_ohm");
        Check.finite(xOhm, of + "x_ohm");
        Check.that(rOhm > 0 || xOhm != 0, of + "impedance", "0", "not zero");
        Check.notNegative(r0Ohm, of + "r0_ohm");
        Check.finite(x0Ohm, of + "x0_ohm");
        Check.notNegative(coreSiemens, of + "core_siemens");
        Check.finite(chargingSiemens, of + "charging_siemens");
        Check.positive(tapRatio, of + "tap_ratio");
        Check.finite(shiftDeg, of + "shift_deg");
        Check.that(ratingKva > 0, of + "rating_kva", ratingKva, "> 0 (absent for unlimited)");
        Check.that(!fromBus.equals(toBus), of + "to", toBus, "another bus than from");
        boolean isPlain = fromWinding == Winding.EARTHED_WYE && toWinding == Winding.EARTHED_WYE;
        Check.that(
                phases.count() != 1 || isPlain,
                of + "windings",
                fromWinding + " and " + toWinding,
                "earthed wyes where it has one phase");
        // From 0: the windings' own turn; the balanced flow takes any shift.
        Check.that(isPlain || shiftDeg % 30 == 0, of + "shift_deg", shiftDeg, "a multiple of 30");
    }

    /** Connection of a winding. */
    public enum Winding {
        /** Star with its star point on earth. */
        EARTHED_WYE,
        /** Star with a free star point. */
        WYE,
        /** Delta. */
        DELTA,
        /** Zigzag with its star point on earth. */
        EARTHED_ZIGZAG
    }

    /** A three-phase transformer of which only positive sequence is known: two earthed wyes. */
    public Transformer(
            String id,
            String fromBus,
            String toBus,
            double rOhm,
            double xOhm,
            double chargingSiemens,
            double tapRatio,
            double shiftDeg,
            double ratingKva,
            boolean isClosed) {
        this(
                id,
                fromBus,
                toBus,
                Phases.ABC,
                Winding.EARTHED_WYE,
                Winding.EARTHED_WYE,
                rOhm,
                xOhm,
                rOhm,
                xOhm,
                0,
                chargingSiemens,
                tapRatio,
                shiftDeg,
                ratingKva,
                isClosed);
    }
}
