package org.evenflow.grid;

import java.util.Arrays;

/**
 * State of a feeder after a power flow: voltages, currents, losses and what the source gives.
 * Mutable, owned by the caller, reused from solve to solve, where the last state is the next
 * starting point. Buses and branches are numbered as in the feeder.
 */
public final class FlowResult {
    final RadialTree tree;

    /** Voltage and current with ratios removed, by position; see {@link RadialTree}. */
    final double[] uRe;

    final double[] uIm;
    final double[] jRe;
    final double[] jIm;

    /** Squared |U|, filled by the solver with the rest. */
    final double[] uSquared;

    int iterations;
    FlowStatus status = FlowStatus.NOT_CONVERGED;

    FlowResult(RadialTree tree) {
        this.tree = tree;
        uRe = new double[tree.size];
        uIm = new double[tree.size];
        jRe = new double[tree.size];
        jIm = new double[tree.size];
        uSquared = new double[tree.size];
        reset();
    }

    /** Back to a flat start: every bus at the source's voltage. */
    public void reset() {
        Arrays.fill(uRe, tree.sourcePu);
        Arrays.fill(uIm, 0);
        Arrays.fill(jRe, 0);
        Arrays.fill(jIm, 0);
        Arrays.fill(uSquared, tree.sourcePu * tree.sourcePu);
        status = FlowStatus.NOT_CONVERGED;
    }

    /** Whether the last solve found a state; the other methods speak of that state only. */
    public FlowStatus status() {
        return status;
    }

    /** Iterations of the last solve. */
    public int iterations() {
        return iterations;
    }

    /** Number of buses. */
    public int buses() {
        return tree.size;
    }

    /** Voltage magnitude of a bus, pu of its nominal voltage. */
    public double voltagePu(int bus) {
        int i = tree.positionOf[bus];
        return tree.ratio[i] * Math.sqrt(uSquared[i]);
    }

    /** Voltage angle of a bus against the source, degrees. */
    public double angleDeg(int bus) {
        int i = tree.positionOf[bus];
        return Math.toDegrees(Math.atan2(uIm[i], uRe[i]) + tree.shiftRad[i]);
    }

    /** Fills {@code voltagePu[bus]} for all buses. */
    public void voltagesPu(double[] voltagePu) {
        for (int i = 0; i < tree.size; i++) {
            voltagePu[tree.busAt[i]] = tree.ratio[i] * Math.sqrt(uSquared[i]);
        }
    }

    /**
     * Series current of a branch, A (for a transformer, on the side of the bus further from the
     * source); 0 for an open one.
     */
    public double currentA(int branch) {
        int i = tree.belowBranch[branch];
        return i < 0 ? 0 : Math.sqrt(jRe[i] * jRe[i] + jIm[i] * jIm[i]) * tree.ampsPerPu[i];
    }

    /** Apparent power that enters a branch from the source's side, kVA; 0 for an open one. */
    public double apparentKva(int branch) {
        int i = tree.belowBranch[branch];
        return i < 0
                ? 0
                : Math.sqrt((jRe[i] * jRe[i] + jIm[i] * jIm[i]) * uSquared[tree.parent[i]])
                        * RadialTree.BASE_KVA;
    }

    /** Loading of a branch as a share of its rating; 0 where it is unlimited or open. */
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

    /**
     * Active power from the source, kW: its voltage times the current that leaves it, shunt at the
     * source included.
     */
    public double sourceKw() {
        return uRe[0] * jRe[0] * RadialTree.BASE_KVA;
    }

    /** Reactive power from the source, kvar. */
    public double sourceKvar() {
        return -uRe[0] * jIm[0] * RadialTree.BASE_KVA;
    }

    /**
     * Active losses, kW: the sum over the branches of resistance times current squared, plus what
     * shunts take.
     */
    public double lossKw() {
        double sum = 0;
        for (int i = 0; i < tree.size; i++) {
            sum += tree.rPu[i] * (jRe[i] * jRe[i] + jIm[i] * jIm[i]) + tree.gPu[i] * uSquared[i];
        }
        return sum * RadialTree.BASE_KVA;
    }

    /**
     * Reactive losses, kvar: what the branches' reactances take less what charging and shunts give.
     */
    public double lossKvar() {
        double sum = 0;
        for (int i = 0; i < tree.size; i++) {
            sum += tree.xPu[i] * (jRe[i] * jRe[i] + jIm[i] * jIm[i]) - tree.bPu[i] * uSquared[i];
        }
        return sum * RadialTree.BASE_KVA;
    }
}
