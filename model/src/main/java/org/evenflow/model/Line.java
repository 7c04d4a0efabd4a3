package org.evenflow.model;

/**
 * A line: series impedance with half of its charging susceptance at each end (π model).
 *
 * @param id unique in the feeder
 * @param fromBus one end
 * @param toBus the other end, of the same nominal voltage
 * @param rOhm series resistance
 * @param xOhm series reactance
 * @param chargingSiemens total shunt susceptance
 * @param ratingA ampacity; infinite for unlimited
 * @param isClosed false for an open switch
 */
public record Line(
        String id,
        String fromBus,
        String toBus,
        double rOhm,
        double xOhm,
        double chargingSiemens,
        double ratingA,
        boolean isClosed)
        implements Branch {
    public Line {
        Check.id(id, "line");
        String of = "line " + id + ": ";
        Check.notNegative(rOhm, of + "r_ohm");
        Check.finite(xOhm, of + "x_ohm");
        Check.that(
                rOhm > 0 || xOhm != 0,
                of + "impedance",
                "0",
                "not zero; join the two buses instead");
        Check.finite(chargingSiemens, of + "charging_siemens");
        Check.that(ratingA > 0, of + "rating_a", ratingA, "> 0 (absent for unlimited)");
        Check.that(!fromBus.equals(toBus), of + "to", toBus, "another bus than from");
    }
}
