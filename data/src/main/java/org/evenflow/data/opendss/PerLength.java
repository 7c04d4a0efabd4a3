package org.evenflow.data.opendss;

import java.util.ArrayList;
import java.util.Arrays;
import org.evenflow.model.PhaseImpedance;
import org.evenflow.model.PhaseMatrix;

/**
 * A line's matrices per unit of length, in the order of its conductors.
 *
 * @param rOhm resistance
 * @param xOhm reactance
 * @param cNanofarad capacitance, nodal
 */
record PerLength(PhaseMatrix rOhm, PhaseMatrix xOhm, PhaseMatrix cNanofarad) {
    /**
     * The impedance of a line, rows in ascending order of phase.
     *
     * @param length in the matrices' unit
     * @param phaseOrder phase of each conductor
     */
    PhaseImpedance times(double length, double frequencyHz, int[] phaseOrder) {
        double siemensPerNanofarad = 2 * Math.PI * frequencyHz * 1e-9;
        return new PhaseImpedance(
                sorted(rOhm, phaseOrder).times(length),
                sorted(xOhm, phaseOrder).times(length),
                sorted(cNanofarad, phaseOrder).times(length * siemensPerNanofarad));
    }

    private static PhaseMatrix sorted(PhaseMatrix matrix, int[] phaseOrder) {
        int[] ascending = phaseOrder.clone();
        Arrays.sort(ascending);
        var lower = new ArrayList<Double>();
        for (int row = 0; row < ascending.length; row++) {
            for (int column = 0; column <= row; column++) {
                lower.add(
                        matrix.at(
                                position(phaseOrder, ascending[row]),
                                position(phaseOrder, ascending[column])));
            }
        }
        return new PhaseMatrix(ascending.length, lower);
    }

    private static int position(int[] order, int phase) {
        int at = 0;
        while (order[at] != phase) {
            at++;
        }
        return at;
    }
}
