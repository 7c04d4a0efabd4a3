package org.evenflow.model;

/**
 * Where the grid above feeds the network: a balanced voltage behind an impedance.
 *
 * @param busId the bus it feeds
 * @param pu voltage magnitude
 * @param angleDeg angle of phase a
 * @param rOhm resistance of positive sequence, at the bus's nominal voltage; 0 for none
 * @param xOhm reactance of positive sequence, likewise
 * @param r0Ohm resistance of zero sequence, likewise
 * @param x0Ohm reactance of zero sequence, likewise
 */
public record Infeed(
        String busId,
        double pu,
        double angleDeg,
        double rOhm,
        double xOhm,
        double r0Ohm,
        double x0Ohm) {
    public Infeed {
        String of = "infeed at bus " + busId + ": ";
        Check.within(pu, 0.5, 1.5, of + "pu");
        Check.finite(angleDeg, of + "angle_deg");
        Check.notNegative(rOhm, of + "r_ohm");
        Check.finite(xOhm, of + "x_ohm");
        Check.notNegative(r0Ohm, of + "r0_ohm");
        Check.finite(x0Ohm, of + "x0_ohm");
    }

    /** A stiff infeed: the bus itself has the voltage, at angle 0. */
    public Infeed(String busId, double pu) {
        this(busId, pu, 0, 0, 0, 0, 0);
    }

    /** Whether the bus itself has the given voltage. */
    public boolean isStiff() {
        return rOhm == 0 && xOhm == 0 && r0Ohm == 0 && x0Ohm == 0;
    }
}
