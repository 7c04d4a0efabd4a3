package org.evenflow.grid;

import org.evenflow.model.Feeder;

/**
 * Balanced AC power flow of radial feeders, each under its infeed, by backward/forward sweep with
 * current summation: D. Shirmohammadi, H. W. Hong, A. Semlyen, G. X. Luo, "A compensation-based
 * power flow method for weakly meshed distribution and transmission networks", IEEE Trans. Power
 * Systems 3(2), 1988. Loads are constant power. Each iteration sums the load currents {@code conj(S
 * / U)} towards the source and then walks {@code U_child = U_parent - z J} away from it; it ends
 * when no voltage moves by more than the tolerance.
 *
 * <p>Immutable but for its work arrays: one instance per thread.
 */
public final class SweepPowerFlow implements PowerFlow {
    private static final int MAX_ITERATIONS = 300;

    private final Feeder feeder;
    private final RadialTree tree;
    private final double tolerancePu;
    private final double[] p;
    private final double[] q;

    /**
     * A solver that stops when no voltage moves by more than {@code tolerancePu} from one iteration
     * to the next.
     */
    public SweepPowerFlow(Feeder feeder, double tolerancePu) {
        if (!(tolerancePu > 0)) {
            throw new IllegalArgumentException("tolerancePu must be > 0, is " + tolerancePu);
        }
        this.feeder = feeder;
        tree = new RadialTree(feeder);
        this.tolerancePu = tolerancePu;
        p = new double[tree.size];
        q = new double[tree.size];
    }

    @Override
    public Terminals terminals() {
        return Terminals.of(feeder);
    }

    @Override
    public FlowResult newResult() {
        return new BalancedState(tree);
    }

    @Override
    public Sensitivities sensitivities() {
        return new BalancedSensitivities(tree);
    }

    @Override
    public GridLimits limits() {
        return new BalancedLimits(tree, feeder);
    }

    @Override
    public FlowStatus solve(Injections injections, FlowResult state) {
        var result = (BalancedState) state;
        gather(injections);
        result.status = FlowStatus.NOT_CONVERGED;
        result.solves++;
        double previous = Double.POSITIVE_INFINITY;
        for (int iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
            loadCurrents(result);
            backward(result);
            if (!isFinite(result)) {
                break;
            }
            double moved = forward(result);
            result.iterations = iteration;
            if (moved <= tolerancePu) {
                result.status = FlowStatus.CONVERGED;
                squareVoltages(result);
                return FlowStatus.CONVERGED;
            }
            if (moved > 10 || (iteration > 50 && moved > 0.5 && previous > 0.5)) {
                break;
            }
            previous = moved;
        }
        int iterations = result.iterations;
        result.reset();
        result.iterations = iterations;
        return FlowStatus.NOT_CONVERGED;
    }

    private void gather(Injections injections) {
        double[] loadKw = injections.loadKw();
        double[] loadKvar = injections.loadKvar();
        int[] busAt = tree.busAt;
        for (int i = 0; i < busAt.length; i++) {
            p[i] = loadKw[busAt[i]] * (1 / RadialTree.BASE_KVA);
            q[i] = loadKvar[busAt[i]] * (1 / RadialTree.BASE_KVA);
        }
    }

    /**
     * J = conj(S / U) + Y U at every position; a plain loop over arrays that the compiler turns
     * into vector instructions.
     */
    private void loadCurrents(BalancedState result) {
        double[] uRe = result.uRe;
        double[] uIm = result.uIm;
        double[] jRe = result.jRe;
        double[] jIm = result.jIm;
        for (int i = 0; i < p.length; i++) {
            double inverse = 1 / (uRe[i] * uRe[i] + uIm[i] * uIm[i]);
            jRe[i] = (p[i] * uRe[i] + q[i] * uIm[i]) * inverse;
            jIm[i] = (p[i] * uIm[i] - q[i] * uRe[i]) * inverse;
        }
        if (tree.hasShunts) {
            double[] g = tree.gPu;
            double[] b = tree.bPu;
            for (int i = 0; i < g.length; i++) {
                jRe[i] += g[i] * uRe[i] - b[i] * uIm[i];
                jIm[i] += g[i] * uIm[i] + b[i] * uRe[i];
            }
        }
    }

    private void backward(BalancedState result) {
        double[] jRe = result.jRe;
        double[] jIm = result.jIm;
        int[] starts = tree.chainStart;
        for (int chain = starts.length - 2; chain >= 0; chain--) {
            int start = starts[chain];
            double sumRe = 0;
            double sumIm = 0;
            for (int i = starts[chain + 1] - 1; i >= start; i--) {
                sumRe += jRe[i];
                sumIm += jIm[i];
                jRe[i] = sumRe;
                jIm[i] = sumIm;
            }
            int above = tree.parent[start];
            if (above >= 0) {
                jRe[above] += sumRe;
                jIm[above] += sumIm;
            }
        }
    }

    private boolean isFinite(BalancedState result) {
        double sum = 0;
        for (int root : tree.roots) {
            sum += result.jRe[root] + result.jIm[root];
        }
        return Double.isFinite(sum);
    }

    /** Returns the largest move of a voltage, |Δre| + |Δim|, pu. */
    private double forward(BalancedState result) {
        double[] uRe = result.uRe;
        double[] uIm = result.uIm;
        double[] jRe = result.jRe;
        double[] jIm = result.jIm;
        double[] r = tree.rPu;
        double[] x = tree.xPu;
        int[] starts = tree.chainStart;
        double largest = 0;
        for (int chain = 0; chain + 1 < starts.length; chain++) {
            int first = starts[chain];
            int above = tree.parent[first];
            double re = above < 0 ? tree.flatRe[first] : uRe[above];
            double im = above < 0 ? tree.flatIm[first] : uIm[above];
            for (int i = first; i < starts[chain + 1]; i++) {
                re -= r[i] * jRe[i] - x[i] * jIm[i];
                im -= r[i] * jIm[i] + x[i] * jRe[i];
                double moved = Math.abs(re - uRe[i]) + Math.abs(im - uIm[i]);
                uRe[i] = re;
                uIm[i] = im;
                if (moved > largest) {
                    largest = moved;
                }
            }
        }
        return largest;
    }

    private void squareVoltages(BalancedState result) {
        double[] uRe = result.uRe;
        double[] uIm = result.uIm;
        double[] uSquared = result.uSquared;
        for (int i = 0; i < uSquared.length; i++) {
            uSquared[i] = uRe[i] * uRe[i] + uIm[i] * uIm[i];
        }
    }
}
