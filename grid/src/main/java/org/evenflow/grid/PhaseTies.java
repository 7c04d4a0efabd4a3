package org.evenflow.grid;

import java.util.Arrays;
import org.evenflow.model.InputException;

/**
 * Currents that voltages alone do not give: through the cuts of a network's loops, and into its
 * banks. A cut holds two nodes at one voltage, a bank the sum of three nodes' voltages at {@code 3
 * z} times its current in each of them. The impedance of the opened network between them all, found
 * by one walk for each, says how much current closes a difference (D. Shirmohammadi, H. W. Hong, A.
 * Semlyen, G. X. Luo, IEEE Trans. Power Systems 3(2), 1988). Immutable.
 */
final class PhaseTies {
    private final PhaseTree tree;
    private final int count;

    /** Nodes where each current enters with factor 1, then the one where it enters with -1. */
    private final int[][] plus;

    private final int[] minus;

    /** Impedance of each of its own. */
    private final double[] ownRe;

    private final double[] ownIm;

    /** Inverse of the impedance matrix between them, row by row, and its conjugate transpose. */
    private final ComplexMatrix inverse;

    private final ComplexMatrix adjoint;

    PhaseTies(PhaseTree tree) {
        this.tree = tree;
        int cuts = tree.tieFrom.length;
        count = cuts + tree.banks.length;
        plus = new int[count][];
        minus = new int[count];
        ownRe = new double[count];
        ownIm = new double[count];
        for (int tie = 0; tie < count; tie++) {
            if (tie < cuts) {
                plus[tie] = new int[] {tree.tieFrom[tie]};
                minus[tie] = tree.tieTo[tie];
            } else {
                double[] bank = tree.banks[tie - cuts];
                plus[tie] = new int[] {(int) bank[0], (int) bank[1], (int) bank[2]};
                minus[tie] = -1;
                ownRe[tie] = 3 * bank[3];
                ownIm[tie] = 3 * bank[4];
            }
        }
        inverse = count == 0 ? new ComplexMatrix(0, 0) : inverse();
        adjoint = inverse.conjugateTranspose();
    }

    private ComplexMatrix inverse() {
        double[] jRe = new double[tree.nodes];
        double[] jIm = new double[tree.nodes];
        double[] vRe = new double[tree.nodes];
        double[] vIm = new double[tree.nodes];
        var z = new ComplexMatrix(count, count);
        for (int tie = 0; tie < count; tie++) {
            Arrays.fill(jRe, 0);
            Arrays.fill(jIm, 0);
            Arrays.fill(vRe, 0);
            Arrays.fill(vIm, 0);
            add(tie, 1, jRe);
            PhaseKernel.backward(tree, jRe, jIm);
            PhaseKernel.forward(tree, tree.zRe, tree.zIm, vRe, vIm, jRe, jIm);
            for (int row = 0; row < count; row++) {
                z.re[row * count + tie] = (row == tie ? ownRe[tie] : 0) - difference(row, vRe);
                z.im[row * count + tie] = (row == tie ? ownIm[tie] : 0) - difference(row, vIm);
            }
        }
        ComplexMatrix result = z.inverse();
        if (result == null) {
            throw new InputException(
                    "feeder "
                            + tree.feeder.id()
                            + ": a loop has no impedance; open one of its switches");
        }
        return result;
    }

    private void add(int tie, double current, double[] j) {
        for (int node : plus[tie]) {
            j[node] += current;
        }
        if (minus[tie] >= 0) {
            j[minus[tie]] -= current;
        }
    }

    private double difference(int tie, double[] v) {
        double sum = minus[tie] < 0 ? 0 : -v[minus[tie]];
        for (int node : plus[tie]) {
            sum += v[node];
        }
        return sum;
    }

    /** Adds their currents to the nodes'. */
    void draw(double[] tieRe, double[] tieIm, double[] jRe, double[] jIm) {
        for (int tie = 0; tie < count; tie++) {
            add(tie, tieRe[tie], jRe);
            add(tie, tieIm[tie], jIm);
        }
    }

    /** Changes the currents by what closes the differences; returns the largest difference. */
    double correct(PhaseState state) {
        if (count == 0) {
            return 0;
        }
        return close(state.vRe, state.vIm, state.tieRe, state.tieIm, 1);
    }

    /**
     * Adds to the currents what closes the differences of a voltage field.
     *
     * @param sign 1, or -1 for the adjoint network
     */
    double close(double[] vRe, double[] vIm, double[] tieRe, double[] tieIm, double sign) {
        ComplexMatrix by = sign > 0 ? inverse : adjoint;
        double[] offRe = new double[count];
        double[] offIm = new double[count];
        double largest = 0;
        for (int tie = 0; tie < count; tie++) {
            double r = ownRe[tie];
            double x = sign * ownIm[tie];
            offRe[tie] = difference(tie, vRe) - r * tieRe[tie] + x * tieIm[tie];
            offIm[tie] = difference(tie, vIm) - r * tieIm[tie] - x * tieRe[tie];
            largest = Math.max(largest, Math.abs(offRe[tie]) + Math.abs(offIm[tie]));
        }
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < count; column++) {
                double a = by.re[row * count + column];
                double b = by.im[row * count + column];
                tieRe[row] += a * offRe[column] - b * offIm[column];
                tieIm[row] += a * offIm[column] + b * offRe[column];
            }
        }
        return largest;
    }

    int count() {
        return count;
    }
}
