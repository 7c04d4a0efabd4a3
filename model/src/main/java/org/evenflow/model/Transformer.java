package org.evenflow.model;

/**
 * A transformer of the feeder: an ideal ratio at the {@code from} end, then a series impedance and
 * half of its charging susceptance at each end (MATPOWER's branch model, R. D. Zimmerman et al.,
 * IEEE Trans. Power Systems 26(1), 2011).
 *
 * @param id unique in the feeder
 * @param fromBus the end with the tap changer
 * @param toBus the end to which the impedance refers
 * @param rOhm series resistance, referred to the {@code to} end's nominal voltage
 * @param xOhm series reactance, likewise
 * @param chargingSiemens total shunt susceptance, likewise
 * @param tapRatio off-nominal ratio; 1 is nominal
 * @param shiftDeg phase shift
 * @param ratingKva infinite for unlimited
 * @param isClosed whether it is in service
 */
public record Transformer(
        String id,
        String fromBus,
        String toBus,
        double rOhm,
        double xOhm,
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
        Check.finite(chargingSiemens, of + "charging_siemens");
        Check.positive(tapRatio, of + "tap_ratio");
        Check.finite(shiftDeg, of + "shift_deg");
        Check.that(ratingKva > 0, of + "rating_kva", ratingKva, "> 0 (absent for unlimited)");
        Check.that(!fromBus.equals(toBus), of + "to", toBus, "another bus than from");
    }
}
