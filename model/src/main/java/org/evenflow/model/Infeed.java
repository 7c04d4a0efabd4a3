package org.evenflow.model;

/**
 * Where the grid above feeds the network: a balanced voltage behind an impedance of three sequences
 * (C. L. Fortescue, 1918). A grid that is represented by power flow in positive sequence and by its
 * short-circuit power elsewhere has no impedance in positive sequence.
 *
 * @param busId the bus it feeds
 * @param pu voltage magnitude
 * @param angleDeg angle of phase a
 * @param rOhm resistance of positive sequence, at the bus's nominal voltage; 0 for none
 * @param xOhm reactance of positive sequence, likewise
 * @param r2Ohm resistance of negative sequence, likewise
 * @param x2Ohm reactance of negative sequence, likewise
 * @param r0Ohm resistance of zero sequence, likewise
 * @param x0Ohm reactance of zero sequence, likewise
 */
public record Infeed(
        String busId,
        double pu,
        double angleDeg,
        double rOhm,
        double xOhm,
        double r2Ohm,
        double x2Ohm,
        double r0Ohm,
        double x0Ohm) {
    public Infeed {
        String of = "infeed at bus " + busId + ": ";
        Check.within(pu, 0.5, 1.5, of + "pu");
        Check.finite(angleDeg, of + "angle_deg");
        Check.notNegative(rOhm, of + "r_ohm");
        Check.finite(xOhm, of + "x_ohm");
        Check.notNegative(r2Ohm, of + "r2_ohm");
        Check.finite(x2Ohm, of + "x2_ohm");
        Check.notNegative(r0Ohm, of + "r0_ohm");
        Check.finite(x0Ohm, of + "x0_ohm");
    }

    /** An infeed whose negative sequence has the impedance of the positive. */
    public Infeed(
            String busId,
            double pu,
            double angleDeg,
            double rOhm,
            double xOhm,
            double r0Ohm,
            double x0Ohm) {
        this(busId, pu, angleDeg, rOhm, xOhm, rOhm, xOhm, r0Ohm, x0Ohm);
    }

    /** A stiff infeed: the bus itself has the voltage, at angle 0. */
    public Infeed(String busId, double pu) {
        this(busId, pu, 0, 0, 0, 0, 0);
    }

    /** Whether the bus itself has the given voltage, in every sequence. */
    public boolean isStiff() {
        return holdsVoltage() && r2Ohm == 0 && x2Ohm == 0 && r0Ohm == 0 && x0Ohm == 0;
    }

    /** Whether the bus itself has the given voltage in positive sequence. */
    public boolean holdsVoltage() {
        return rOhm == 0 && xOhm == 0;
    }
}
