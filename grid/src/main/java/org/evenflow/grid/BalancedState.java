package org.evenflow.grid;

import java.util.Arrays;

/** State of balanced radial feeders: one voltage per bus. */
final class BalancedState extends FlowResult {
    final RadialTree tree;

    /** Voltage and current with ratios removed, by position; see {@link RadialTree}. */
    final double[] uRe;

    final double[] uIm;
    final double[] jRe;
    final double[] jIm;

    /** Squared |U|, filled by the solver with the rest. */
    final double[] uSquared;

    /** How often this state was solved for. */
    long solves;

    BalancedState(RadialTree tree) {
        this.tree = tree;
        uRe = new double[tree.size];
        uIm = new double[tree.size];
        jRe = new double[tree.size];
        jIm = new double[tree.size];
        uSquared = new double[tree.size];
        reset();
    }

    @Override
    public void reset() {
        System.arraycopy(tree.flatRe, 0, uRe, 0, uRe.length);
        System.arraycopy(tree.flatIm, 0, uIm, 0, uIm.length);
        Arrays.fill(jRe, 0);
        Arrays.fill(jIm, 0);
        System.arraycopy(tree.flatSquared, 0, uSquared, 0, uSquared.length);
        status = FlowStatus.NOT_CONVERGED;
    }

    @Override
    public int buses() {
        return tree.size;
    }

    @Override
    public int nodes() {
        return tree.size;
    }

    @Override
    public double voltagePu(int node) {
        int i = tree.positionOf[node];
        return tree.ratio[i] * Math.sqrt(uSquared[i]);
    }

    @Override
    public double angleDeg(int node) {
        int i = tree.positionOf[node];
        return Math.toDegrees(Math.atan2(uIm[i], uRe[i]) + tree.shiftRad[i]);
    }

    @Override
    public void voltagesPu(double[] voltagePu) {
        for (int i = 0; i < tree.size; i++) {
            voltagePu[tree.busAt[i]] = tree.ratio[i] * Math.sqrt(uSquared[i]);
        }
    }

    @Override
    public double currentA(int branch) {
        int i = tree.belowBranch[branch];
        return i < 0 ? 0 : Math.sqrt(jRe[i] * jRe[i] + jIm[i] * jIm[i]) * tree.ampsPerPu[i];
    }

    @Override
    public double apparentKva(int branch) {
        int i = tree.belowBranch[branch];
        return i < 0
                ? 0
                : Math.sqrt((jRe[i] * jRe[i] + jIm[i] * jIm[i]) * uSquared[tree.parent[i]])
                        * RadialTree.BASE_KVA;
    }

    @Override
    public double loading(int branch) {
        int i = tree.belowBranch[branch];
        return i < 0 ? 0 : loadingAt(i);
    }

    double loadingAt(int i) {
        double squared = jRe[i] * jRe[i] + jIm[i] * jIm[i];
        return Math.max(
                Math.sqrt(squared / tree.maxCurrentSquared[i]),
                Math.sqrt(squared * uSquared[tree.parent[i]]) / tree.maxPowerPu[i]);
    }

    @Override
    public double sourceKw() {
        double sum = 0;
        for (int root : tree.roots) {
            sum += uRe[root] * jRe[root] + uIm[root] * jIm[root];
        }
        return sum * RadialTree.BASE_KVA;
    }

    @Override
    public double sourceKvar() {
        double sum = 0;
        for (int root : tree.roots) {
            sum += uIm[root] * jRe[root] - uRe[root] * jIm[root];
        }
        return sum * RadialTree.BASE_KVA;
    }

    @Override
    public double lossKw() {
        double sum = 0;
        for (int i = 0; i < tree.size; i++) {
            sum += tree.rPu[i] * (jRe[i] * jRe[i] + jIm[i] * jIm[i]) + tree.gPu[i] * uSquared[i];
        }
        return sum * RadialTree.BASE_KVA;
    }

    @Override
    public double lossKvar() {
        double sum = 0;
        for (int i = 0; i < tree.size; i++) {
            sum += tree.xPu[i] * (jRe[i] * jRe[i] + jIm[i] * jIm[i]) - tree.bPu[i] * uSquared[i];
        }
        return sum * RadialTree.BASE_KVA;
    }

    @Override
    public double unbalance(int bus) {
        return 0;
    }

    @Override
    public double currentA(int branch, int phase) {
        return currentA(branch);
    }

    @Override
    public int worstPhase(int branch) {
        return -1;
    }
}
