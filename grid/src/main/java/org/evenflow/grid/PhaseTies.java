package org.evenflow.grid;

import java.util.Arrays;
import org.evenflow.model.InputException;

/**
 * Currents through the cuts of a network's loops. A cut holds two nodes at one voltage; the
 * impedance of the opened network between the cuts, found by one walk per cut, says how much
 * current closes a difference. Mutable work arrays.
 */
final class PhaseTies {
    private final PhaseTree tree;
    private final int count;

    /** Inverse of the impedance matrix between the cuts, row by row. */
    private final double[] inverseRe;

    private final double[] inverseIm;

    PhaseTies(PhaseTree tree) {
        this.tree = tree;
        count = tree.tieFrom.length;
        inverseRe = new double[count * count];
        inverseIm = new double[count * count];
        if (count > 0) {
            invert();
        }
    }

    private void invert() {
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
            jRe[tree.tieFrom[tie]] += 1;
            jRe[tree.tieTo[tie]] -= 1;
            PhaseKernel.backward(tree, jRe, jIm);
            PhaseKernel.forward(tree, tree.zRe, tree.zIm, vRe, vIm, jRe, jIm);
            for (int row = 0; row < count; row++) {
                z.re[row * count + tie] = vRe[tree.tieTo[row]] - vRe[tree.tieFrom[row]];
                z.im[row * count + tie] = vIm[tree.tieTo[row]] - vIm[tree.tieFrom[row]];
            }
        }
        ComplexMatrix inverse = z.inverse();
        if (inverse == null) {
            throw new InputException(
                    "feeder "
                            + tree.feeder.id()
                            + ": a loop has no impedance; open one of its switches");
        }
        System.arraycopy(inverse.re, 0, inverseRe, 0, count * count);
        System.arraycopy(inverse.im, 0, inverseIm, 0, count * count);
    }

    /** Adds the cuts' currents to the nodes'. */
    void draw(double[] tieRe, double[] tieIm, double[] jRe, double[] jIm) {
        for (int tie = 0; tie < count; tie++) {
            jRe[tree.tieFrom[tie]] += tieRe[tie];
            jIm[tree.tieFrom[tie]] += tieIm[tie];
            jRe[tree.tieTo[tie]] -= tieRe[tie];
            jIm[tree.tieTo[tie]] -= tieIm[tie];
        }
    }

    /**
     * Changes the cuts' currents by what closes the differences; returns the largest difference.
     */
    double correct(PhaseState state) {
        if (count == 0) {
            return 0;
        }
        return close(state.vRe, state.vIm, state.tieRe, state.tieIm, 1);
    }

    /**
     * Adds to the cuts' currents what closes the differences of a voltage field.
     *
     * @param sign 1, or -1 for the conjugate impedance
     */
    double close(double[] vRe, double[] vIm, double[] tieRe, double[] tieIm, double sign) {
        double largest = 0;
        for (int column = 0; column < count; column++) {
            double re = vRe[tree.tieFrom[column]] - vRe[tree.tieTo[column]];
            double im = vIm[tree.tieFrom[column]] - vIm[tree.tieTo[column]];
            largest = Math.max(largest, Math.abs(re) + Math.abs(im));
            for (int row = 0; row < count; row++) {
                double a = inverseRe[row * count + column];
                double b = sign * inverseIm[row * count + column];
                tieRe[row] += a * re - b * im;
                tieIm[row] += a * im + b * re;
            }
        }
        return largest;
    }

    int count() {
        return count;
    }
}
