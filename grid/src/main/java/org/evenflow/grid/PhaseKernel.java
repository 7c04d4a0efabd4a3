package org.evenflow.grid;

/**
 * The two walks of a sweep over an unbalanced network, {@link PhaseTree}'s equations block by
 * block. The hot loops of the module: blocks of one and three phases are written out.
 */
final class PhaseKernel {
    private PhaseKernel() {}

    /** Adds every block's currents to those of the nodes above, from the ends to the infeeds. */
    static void backward(PhaseTree tree, double[] jRe, double[] jIm) {
        int[] first = tree.first;
        int[] up = tree.up;
        byte[] kind = tree.kind;
        for (int block = kind.length - 1; block >= 0; block--) {
            int at = first[block];
            int end = first[block + 1];
            if (kind[block] == PhaseTree.LINE) {
                for (int i = at; i < end; i++) {
                    jRe[up[i]] += jRe[i];
                    jIm[up[i]] += jIm[i];
                }
            } else if (kind[block] == PhaseTree.RATIO) {
                raise(tree, block, at, end - at, jRe, jIm);
            }
        }
    }

    /** J_above += A^H J. */
    private static void raise(
            PhaseTree tree, int block, int at, int n, double[] jRe, double[] jIm) {
        int[] above = tree.above[block];
        double[] aRe = tree.aRe[block];
        double[] aIm = tree.aIm[block];
        for (int column = 0; column < above.length; column++) {
            double re = 0;
            double im = 0;
            for (int row = 0; row < n; row++) {
                double r = aRe[row * above.length + column];
                double x = aIm[row * above.length + column];
                re += r * jRe[at + row] + x * jIm[at + row];
                im += r * jIm[at + row] - x * jRe[at + row];
            }
            jRe[above[column]] += re;
            jIm[above[column]] += im;
        }
    }

    /**
     * Computes every block's voltages from those above, from the infeeds to the ends; roots keep
     * theirs.
     *
     * @param zRe Z of each block, or its adjoint
     * @return the largest move of a voltage, |Δre| + |Δim|, pu
     */
    static double forward(
            PhaseTree tree,
            double[] zRe,
            double[] zIm,
            double[] vRe,
            double[] vIm,
            double[] jRe,
            double[] jIm) {
        int[] first = tree.first;
        int[] cells = tree.cell;
        int[] up = tree.up;
        byte[] kind = tree.kind;
        double largest = 0;
        for (int block = 0; block < kind.length; block++) {
            int at = first[block];
            int n = first[block + 1] - at;
            int cell = cells[block];
            double moved;
            if (kind[block] != PhaseTree.LINE) {
                moved =
                        kind[block] == PhaseTree.ROOT
                                ? 0
                                : ratio(tree, block, zRe, zIm, vRe, vIm, jRe, jIm);
            } else if (n == 1) {
                double r = zRe[cell];
                double x = zIm[cell];
                double re = vRe[up[at]] - r * jRe[at] + x * jIm[at];
                double im = vIm[up[at]] - r * jIm[at] - x * jRe[at];
                moved = Math.abs(re - vRe[at]) + Math.abs(im - vIm[at]);
                vRe[at] = re;
                vIm[at] = im;
            } else if (n == 3) {
                moved = three(zRe, zIm, cell, at, up, vRe, vIm, jRe, jIm);
            } else {
                moved = 0;
                for (int i = at; i < at + n; i++, cell += n) {
                    double re = vRe[up[i]];
                    double im = vIm[up[i]];
                    double step = drop(zRe, zIm, cell, i, at, n, re, im, vRe, vIm, jRe, jIm);
                    moved = step > moved ? step : moved;
                }
            }
            largest = moved > largest ? moved : largest;
        }
        return largest;
    }

    private static double three(
            double[] zRe,
            double[] zIm,
            int cell,
            int at,
            int[] up,
            double[] vRe,
            double[] vIm,
            double[] jRe,
            double[] jIm) {
        double ra = jRe[at];
        double rb = jRe[at + 1];
        double rc = jRe[at + 2];
        double ia = jIm[at];
        double ib = jIm[at + 1];
        double ic = jIm[at + 2];
        double moved = 0;
        for (int i = at; i < at + 3; i++, cell += 3) {
            double r0 = zRe[cell];
            double r1 = zRe[cell + 1];
            double r2 = zRe[cell + 2];
            double x0 = zIm[cell];
            double x1 = zIm[cell + 1];
            double x2 = zIm[cell + 2];
            double dRe = r0 * ra + r1 * rb + r2 * rc - (x0 * ia + x1 * ib + x2 * ic);
            double dIm = r0 * ia + r1 * ib + r2 * ic + (x0 * ra + x1 * rb + x2 * rc);
            double re = vRe[up[i]] - dRe;
            double im = vIm[up[i]] - dIm;
            double step = Math.abs(re - vRe[i]) + Math.abs(im - vIm[i]);
            moved = step > moved ? step : moved;
            vRe[i] = re;
            vIm[i] = im;
        }
        return moved;
    }

    private static double ratio(
            PhaseTree tree,
            int block,
            double[] zRe,
            double[] zIm,
            double[] vRe,
            double[] vIm,
            double[] jRe,
            double[] jIm) {
        int[] above = tree.above[block];
        double[] aRe = tree.aRe[block];
        double[] aIm = tree.aIm[block];
        int at = tree.first[block];
        int n = tree.first[block + 1] - at;
        double moved = 0;
        for (int i = 0; i < n; i++) {
            double re = 0;
            double im = 0;
            for (int column = 0; column < above.length; column++) {
                double a = aRe[i * above.length + column];
                double b = aIm[i * above.length + column];
                re += a * vRe[above[column]] - b * vIm[above[column]];
                im += a * vIm[above[column]] + b * vRe[above[column]];
            }
            int cell = tree.cell[block] + i * n;
            double step = drop(zRe, zIm, cell, at + i, at, n, re, im, vRe, vIm, jRe, jIm);
            moved = step > moved ? step : moved;
        }
        return moved;
    }

    /** Sets a node to the voltage (re, im) less its row of Z J; returns its move. */
    private static double drop(
            double[] zRe,
            double[] zIm,
            int cell,
            int node,
            int at,
            int n,
            double fedRe,
            double fedIm,
            double[] vRe,
            double[] vIm,
            double[] jRe,
            double[] jIm) {
        double re = fedRe;
        double im = fedIm;
        for (int j = 0; j < n; j++) {
            double r = zRe[cell + j];
            double x = zIm[cell + j];
            re -= r * jRe[at + j] - x * jIm[at + j];
            im -= r * jIm[at + j] + x * jRe[at + j];
        }
        double moved = Math.abs(re - vRe[node]) + Math.abs(im - vIm[node]);
        vRe[node] = re;
        vIm[node] = im;
        return moved;
    }

    /**
     * Adds {@code w_block = A w_above} to a field over the nodes, from the infeeds to the ends: the
     * adjoint of {@link #backward}.
     */
    static void spread(PhaseTree tree, double[] wRe, double[] wIm) {
        for (int block = 0; block < tree.blocks; block++) {
            int at = tree.first[block];
            int n = tree.first[block + 1] - at;
            if (tree.kind[block] == PhaseTree.LINE) {
                for (int i = at; i < at + n; i++) {
                    wRe[i] += wRe[tree.up[i]];
                    wIm[i] += wIm[tree.up[i]];
                }
            } else if (tree.kind[block] == PhaseTree.RATIO) {
                int[] above = tree.above[block];
                for (int i = 0; i < n; i++) {
                    for (int column = 0; column < above.length; column++) {
                        double a = tree.aRe[block][i * above.length + column];
                        double b = tree.aIm[block][i * above.length + column];
                        wRe[at + i] += a * wRe[above[column]] - b * wIm[above[column]];
                        wIm[at + i] += a * wIm[above[column]] + b * wRe[above[column]];
                    }
                }
            }
        }
    }

    /**
     * Adds what the shunts draw at the given voltages.
     *
     * @param sign 1, or -1 for the conjugate of Y
     */
    static void shunts(
            PhaseTree tree, double[] vRe, double[] vIm, double[] jRe, double[] jIm, double sign) {
        double[] yRe = tree.yRe;
        double[] yIm = tree.yIm;
        for (int block : tree.shunted) {
            int at = tree.first[block];
            int end = tree.first[block + 1];
            int cell = tree.cell[block];
            for (int i = at; i < end; i++) {
                double re = 0;
                double im = 0;
                for (int j = at; j < end; j++, cell++) {
                    double g = yRe[cell];
                    double b = sign * yIm[cell];
                    re += g * vRe[j] - b * vIm[j];
                    im += g * vIm[j] + b * vRe[j];
                }
                jRe[i] += re;
                jIm[i] += im;
            }
        }
        for (double[] bridge : tree.bridges) {
            int row = (int) bridge[0];
            int column = (int) bridge[1];
            double b = sign * bridge[3];
            jRe[row] += bridge[2] * vRe[column] - b * vIm[column];
            jIm[row] += bridge[2] * vIm[column] + b * vRe[column];
        }
    }
}
