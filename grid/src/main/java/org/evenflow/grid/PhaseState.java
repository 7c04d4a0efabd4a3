package org.evenflow.grid;

import java.util.Arrays;

/** State of an unbalanced network: one voltage per phase of each bus. */
final class PhaseState extends FlowResult {
    final PhaseTree tree;
    final double[] vRe;
    final double[] vIm;
    final double[] jRe;
    final double[] jIm;

    /** Current of each tie, from the loop's own node to the bus's, then of each bank's phase. */
    final double[] tieRe;

    final double[] tieIm;

    /** The loads of the last solve. */
    final DrawnLoads drawn;

    /** Tap of each regulator's units, in the order of {@link TapControl}. */
    final int[] taps;

    private final int[] firstTaps;

    PhaseState(PhaseTree tree, int[] firstTaps) {
        this.tree = tree;
        this.firstTaps = firstTaps;
        vRe = new double[tree.nodes];
        vIm = new double[tree.nodes];
        jRe = new double[tree.nodes];
        jIm = new double[tree.nodes];
        int cuts = tree.tieFrom.length + tree.banks.length;
        tieRe = new double[cuts];
        tieIm = new double[cuts];
        taps = new int[firstTaps.length];
        drawn = new DrawnLoads(tree);
        reset();
    }

    @Override
    public void reset() {
        System.arraycopy(tree.flatRe, 0, vRe, 0, tree.nodes);
        System.arraycopy(tree.flatIm, 0, vIm, 0, tree.nodes);
        Arrays.fill(jRe, 0);
        Arrays.fill(jIm, 0);
        Arrays.fill(tieRe, 0);
        Arrays.fill(tieIm, 0);
        System.arraycopy(firstTaps, 0, taps, 0, taps.length);
        status = FlowStatus.NOT_CONVERGED;
    }

    /** Whether all voltages are numbers. */
    boolean isFinite() {
        double sum = 0;
        for (int at = 0; at < vRe.length; at++) {
            sum += Math.abs(vRe[at]) + Math.abs(vIm[at]);
        }
        return Double.isFinite(sum);
    }

    @Override
    public int buses() {
        return tree.feeder.buses().size();
    }

    @Override
    public int nodes() {
        return tree.nodeOf.length;
    }

    @Override
    public double voltagePu(int node) {
        int at = tree.nodeOf[node];
        return at < 0 ? Double.NaN : Math.sqrt(vRe[at] * vRe[at] + vIm[at] * vIm[at]);
    }

    @Override
    public double angleDeg(int node) {
        int at = tree.nodeOf[node];
        return at < 0 ? Double.NaN : Math.toDegrees(Math.atan2(vIm[at], vRe[at]));
    }

    @Override
    public void voltagesPu(double[] voltagePu) {
        for (int node = 0; node < tree.nodeOf.length; node++) {
            voltagePu[node] = voltagePu(node);
        }
    }

    @Override
    public double unbalance(int bus) {
        double re1 = 0;
        double im1 = 0;
        double re2 = 0;
        double im2 = 0;
        for (int phase = 0; phase < 3; phase++) {
            int at = tree.nodeOf[3 * bus + phase];
            if (at < 0) {
                return Double.NaN;
            }
            double cos = Math.cos(2 * Math.PI / 3 * phase);
            double sin = Math.sin(2 * Math.PI / 3 * phase);
            re1 += vRe[at] * cos - vIm[at] * sin;
            im1 += vRe[at] * sin + vIm[at] * cos;
            re2 += vRe[at] * cos + vIm[at] * sin;
            im2 += vIm[at] * cos - vRe[at] * sin;
        }
        return Math.hypot(re2, im2) / Math.hypot(re1, im1);
    }

    @Override
    public double currentA(int branch) {
        int block = tree.blockBelow[branch];
        double largest = 0;
        for (int i = 0; block >= 0 && i < tree.size(block); i++) {
            largest = Math.max(largest, phaseA(block, i));
        }
        return largest;
    }

    @Override
    public double currentA(int branch, int phase) {
        int block = tree.blockBelow[branch];
        int i = block < 0 ? -1 : indexOf(branch, phase);
        return i < 0 ? 0 : phaseA(block, i);
    }

    private int indexOf(int branch, int phase) {
        int[] phases = tree.feeder.branches().get(branch).phases().numbers();
        return Arrays.binarySearch(phases, phase);
    }

    private double phaseA(int block, int i) {
        int at = tree.first[block] + i;
        return Math.sqrt(jRe[at] * jRe[at] + jIm[at] * jIm[at]) * tree.ampsPerPu[block];
    }

    @Override
    public double apparentKva(int branch) {
        int block = tree.blockBelow[branch];
        double p = 0;
        double q = 0;
        for (int i = 0; block >= 0 && i < tree.size(block); i++) {
            int at = tree.first[block] + i;
            double re = fedRe(block, i);
            double im = fedIm(block, i);
            p += re * jRe[at] + im * jIm[at];
            q += im * jRe[at] - re * jIm[at];
        }
        return Math.hypot(p, q) * PhaseTree.PHASE_KVA;
    }

    /** Voltage before the block's impedance, whatever the ratios of a later solve: V + Z J. */
    double fedRe(int block, int i) {
        int at = tree.first[block];
        int n = tree.size(block);
        int cell = tree.cell[block] + i * n;
        double re = vRe[at + i];
        for (int j = 0; j < n; j++) {
            re += tree.zRe[cell + j] * jRe[at + j] - tree.zIm[cell + j] * jIm[at + j];
        }
        return re;
    }

    double fedIm(int block, int i) {
        int at = tree.first[block];
        int n = tree.size(block);
        int cell = tree.cell[block] + i * n;
        double im = vIm[at + i];
        for (int j = 0; j < n; j++) {
            im += tree.zRe[cell + j] * jIm[at + j] + tree.zIm[cell + j] * jRe[at + j];
        }
        return im;
    }

    @Override
    public double loading(int branch) {
        int block = tree.blockBelow[branch];
        double largest = 0;
        for (int i = 0; block >= 0 && i < tree.size(block); i++) {
            largest = Math.max(largest, loading(block, i));
        }
        return largest;
    }

    /** Loading of a block's i-th phase as a share of its rating. */
    double loading(int block, int i) {
        int at = tree.first[block] + i;
        double current = Math.sqrt(jRe[at] * jRe[at] + jIm[at] * jIm[at]);
        double byCurrent = current * tree.ampsPerPu[block] / tree.ratingA[block];
        if (tree.ratingKva[block] == Double.POSITIVE_INFINITY) {
            return byCurrent;
        }
        double volt = Math.hypot(fedRe(block, i), fedIm(block, i));
        return volt * current * PhaseTree.PHASE_KVA / tree.ratingKva[block];
    }

    @Override
    public int worstPhase(int branch) {
        int block = tree.blockBelow[branch];
        int worst = -1;
        double largest = -1;
        for (int i = 0; block >= 0 && i < tree.size(block); i++) {
            double loading = phaseA(block, i);
            if (loading > largest) {
                largest = loading;
                worst = tree.feeder.branches().get(branch).phases().numbers()[i];
            }
        }
        return worst;
    }

    @Override
    public double sourceKw() {
        double sum = 0;
        for (int block : tree.infeedBlocks) {
            for (int at = tree.first[block]; at < tree.first[block + 1]; at++) {
                sum += vRe[at] * jRe[at] + vIm[at] * jIm[at];
            }
        }
        return sum * PhaseTree.PHASE_KVA;
    }

    @Override
    public double sourceKvar() {
        double sum = 0;
        for (int block : tree.infeedBlocks) {
            for (int at = tree.first[block]; at < tree.first[block + 1]; at++) {
                sum += vIm[at] * jRe[at] - vRe[at] * jIm[at];
            }
        }
        return sum * PhaseTree.PHASE_KVA;
    }

    @Override
    public double lossKw() {
        return loss(true) * PhaseTree.PHASE_KVA;
    }

    @Override
    public double lossKvar() {
        return loss(false) * PhaseTree.PHASE_KVA;
    }

    private double loss(boolean isActive) {
        double sum = 0;
        for (int block = 0; block < tree.blocks; block++) {
            if (tree.kind[block] != PhaseTree.ROOT && !tree.isInfeedImpedance[block]) {
                sum += form(isActive, block, tree.zRe, tree.zIm, jRe, jIm);
            }
        }
        for (int block : tree.shunted) {
            // What an admittance takes is conj(Y), so its reactive part turns its sign.
            double taken = form(isActive, block, tree.yRe, tree.yIm, vRe, vIm);
            sum += isActive ? taken : -taken;
        }
        for (int bank = 0; bank < tree.banks.length; bank++) {
            int tie = tree.tieFrom.length + bank;
            double squared = tieRe[tie] * tieRe[tie] + tieIm[tie] * tieIm[tie];
            sum += 3 * squared * tree.banks[bank][isActive ? 3 : 4];
        }
        for (double[] bridge : tree.bridges) {
            int row = (int) bridge[0];
            int column = (int) bridge[1];
            double re = bridge[2] * vRe[column] - bridge[3] * vIm[column];
            double im = bridge[2] * vIm[column] + bridge[3] * vRe[column];
            sum += isActive ? vRe[row] * re + vIm[row] * im : vIm[row] * re - vRe[row] * im;
        }
        return sum;
    }

    /** Real or imaginary part of {@code w^H M w} over a block's nodes. */
    private double form(
            boolean isReal, int block, double[] mRe, double[] mIm, double[] wRe, double[] wIm) {
        int at = tree.first[block];
        int n = tree.size(block);
        int cell = tree.cell[block];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double re = 0;
            double im = 0;
            for (int j = 0; j < n; j++) {
                re += mRe[cell + i * n + j] * wRe[at + j] - mIm[cell + i * n + j] * wIm[at + j];
                im += mRe[cell + i * n + j] * wIm[at + j] + mIm[cell + i * n + j] * wRe[at + j];
            }
            sum +=
                    isReal
                            ? wRe[at + i] * re + wIm[at + i] * im
                            : wRe[at + i] * im - wIm[at + i] * re;
        }
        return sum;
    }
}
