package org.evenflow.model;

/**
 * A line's impedance and charging by phase; neutral and earth reduced (J. R. Carson, 1926; G. Kron,
 * 1939).
 *
 * @param rOhm series resistance
 * @param xOhm series reactance
 * @param chargingSiemens shunt susceptance of the whole line, off-diagonals as in a nodal
 *     admittance matrix (not positive)
 */
public record PhaseImpedance(PhaseMatrix rOhm, PhaseMatrix xOhm, PhaseMatrix chargingSiemens) {
    public PhaseImpedance {
        Check.that(
                rOhm.size() == xOhm.size() && rOhm.size() == chargingSiemens.size(),
                "phase impedance",
                rOhm.size() + ", " + xOhm.size() + " and " + chargingSiemens.size() + " rows",
                "three matrices of one size");
        for (int phase = 0; phase < rOhm.size(); phase++) {
            Check.notNegative(rOhm.at(phase, phase), "phase impedance: own r_ohm");
            Check.that(
                    rOhm.at(phase, phase) > 0 || xOhm.at(phase, phase) != 0,
                    "phase impedance",
                    "0",
                    "not zero; join the two buses by a switch instead");
        }
    }

    /** Number of phases. */
    public int size() {
        return rOhm.size();
    }
}
