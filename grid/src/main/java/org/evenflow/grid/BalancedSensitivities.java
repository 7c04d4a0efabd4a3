package org.evenflow.grid;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Exact first derivatives of balanced feeders' solved state. Linearised at the state, a branch and
 * the bus below it obey {@code dU = dU_above - z dJ} and {@code dJ = L dU + sum of the dJ below +
 * c} with 2 by 2 real matrices, L being what load and shunt answer to voltage and c a load's
 * change. Gauss's elimination from the ends to the infeed leaves {@code dJ = B dU_above + D c};
 * walking that elimination backwards gives one output's derivative by every c at once (A. Griewank,
 * A. Walther, Evaluating Derivatives, 2nd ed., 2008, ch. 3). One elimination per state, one walk
 * per output. Mutable work arrays: one instance per thread.
 */
final class BalancedSensitivities extends Sensitivities {
    private final RadialTree tree;

    /** B and D of each position, row by row. */
    private final double[] b;

    private final double[] d;

    /** What a position's load and all below it answer to its voltage, row by row. */
    private final double[] answer;

    /** Gradients by voltage, by current, and by a load's change. */
    private final double[] byU;

    private final double[] byJ;
    private final double[] byC;

    /** The state that was eliminated, and after which of its solves. */
    private @Nullable BalancedState eliminated;

    private long solves;

    BalancedSensitivities(RadialTree tree) {
        this.tree = tree;
        b = new double[4 * tree.size];
        d = new double[4 * tree.size];
        answer = new double[4 * tree.size];
        byU = new double[2 * tree.size];
        byJ = new double[2 * tree.size];
        byC = new double[2 * tree.size];
    }

    @Override
    public void voltagePerLoad(FlowResult flow, int node, double[] puPerKw) {
        var state = (BalancedState) flow;
        voltage(state, node);
        perPower(state, puPerKw, true);
    }

    @Override
    public void voltagePerReactiveLoad(FlowResult flow, int node, double[] puPerKvar) {
        var state = (BalancedState) flow;
        voltage(state, node);
        perPower(state, puPerKvar, false);
    }

    private void voltage(BalancedState state, int node) {
        begin(state);
        int at = tree.positionOf[node];
        double scale = tree.ratio[at] / Math.sqrt(state.uSquared[at]);
        byU[2 * at] = scale * state.uRe[at];
        byU[2 * at + 1] = scale * state.uIm[at];
        climb(at);
    }

    @Override
    public void loadingPerLoad(FlowResult flow, int branch, double[] loadingPerKw) {
        var state = (BalancedState) flow;
        loading(state, tree.belowBranch[branch]);
        perPower(state, loadingPerKw, true);
    }

    @Override
    public void loadingPerReactiveLoad(FlowResult flow, int branch, double[] loadingPerKvar) {
        var state = (BalancedState) flow;
        loading(state, tree.belowBranch[branch]);
        perPower(state, loadingPerKvar, false);
    }

    private void loading(BalancedState state, int at) {
        begin(state);
        double jRe = state.jRe[at];
        double jIm = state.jIm[at];
        double squared = jRe * jRe + jIm * jIm;
        double loading = state.loadingAt(at);
        if (squared > 0) {
            byJ[2 * at] = loading * jRe / squared;
            byJ[2 * at + 1] = loading * jIm / squared;
        }
        int above = tree.parent[at];
        boolean isByPower = loading > Math.sqrt(squared / tree.maxCurrentSquared[at]);
        if (isByPower) {
            byU[2 * above] = loading * state.uRe[above] / state.uSquared[above];
            byU[2 * above + 1] = loading * state.uIm[above] / state.uSquared[above];
        }
        climb(at);
    }

    @Override
    public void lossPerLoad(FlowResult flow, double[] kwPerKw) {
        var state = (BalancedState) flow;
        loss(state);
        perPower(state, kwPerKw, true);
    }

    @Override
    public void lossPerReactiveLoad(FlowResult flow, double[] kwPerKvar) {
        var state = (BalancedState) flow;
        loss(state);
        perPower(state, kwPerKvar, false);
    }

    private void loss(BalancedState state) {
        begin(state);
        for (int i = 0; i < tree.size; i++) {
            byJ[2 * i] = 2 * tree.rPu[i] * state.jRe[i] * RadialTree.BASE_KVA;
            byJ[2 * i + 1] = 2 * tree.rPu[i] * state.jIm[i] * RadialTree.BASE_KVA;
            byU[2 * i] = 2 * tree.gPu[i] * state.uRe[i] * RadialTree.BASE_KVA;
            byU[2 * i + 1] = 2 * tree.gPu[i] * state.uIm[i] * RadialTree.BASE_KVA;
        }
        for (int i = tree.size - 1; i >= 0; i--) {
            if (tree.parent[i] >= 0) {
                raise(i);
            }
        }
        descend();
    }

    private void begin(BalancedState state) {
        if (eliminated != state || solves != state.solves) {
            eliminate(state);
            eliminated = state;
            solves = state.solves;
        }
        Arrays.fill(byU, 0);
        Arrays.fill(byJ, 0);
        Arrays.fill(byC, 0);
    }

    private void eliminate(BalancedState state) {
        loads(state);
        for (int i = tree.size - 1; i >= 0; i--) {
            int above = tree.parent[i];
            if (above < 0) {
                continue;
            }
            double r = tree.rPu[i];
            double x = tree.xPu[i];
            int at = 4 * i;
            double a0 = answer[at];
            double a1 = answer[at + 1];
            double a2 = answer[at + 2];
            double a3 = answer[at + 3];
            // D is the inverse of 1 + answer z, with z = (r, -x; x, r).
            double m0 = 1 + a0 * r + a1 * x;
            double m1 = a1 * r - a0 * x;
            double m2 = a2 * r + a3 * x;
            double m3 = 1 + a3 * r - a2 * x;
            double inverse = 1 / (m0 * m3 - m1 * m2);
            double d0 = m3 * inverse;
            double d1 = -m1 * inverse;
            double d2 = -m2 * inverse;
            double d3 = m0 * inverse;
            d[at] = d0;
            d[at + 1] = d1;
            d[at + 2] = d2;
            d[at + 3] = d3;
            b[at] = d0 * a0 + d1 * a2;
            b[at + 1] = d0 * a1 + d1 * a3;
            b[at + 2] = d2 * a0 + d3 * a2;
            b[at + 3] = d2 * a1 + d3 * a3;
            for (int cell = 0; cell < 4; cell++) {
                answer[4 * above + cell] += b[at + cell];
            }
        }
    }

    /**
     * Sets every answer to the position's own: its shunt's admittance, and its load's current
     * {@code I = conj(S / U)}, which answers by {@code -conj(S / U²) conj(dU) = -I / conj(U)
     * conj(dU)}.
     */
    private void loads(BalancedState state) {
        double[] current = byJ;
        for (int i = 0; i < tree.size; i++) {
            double g = tree.gPu[i];
            double y = tree.bPu[i];
            current[2 * i] = state.jRe[i] - g * state.uRe[i] + y * state.uIm[i];
            current[2 * i + 1] = state.jIm[i] - g * state.uIm[i] - y * state.uRe[i];
        }
        for (int i = 0; i < tree.size; i++) {
            int above = tree.parent[i];
            if (above >= 0) {
                current[2 * above] -= state.jRe[i];
                current[2 * above + 1] -= state.jIm[i];
            }
        }
        for (int i = 0; i < tree.size; i++) {
            double re = state.uRe[i];
            double im = state.uIm[i];
            double inverse = 1 / state.uSquared[i];
            double m = -(current[2 * i] * re - current[2 * i + 1] * im) * inverse;
            double n = -(current[2 * i] * im + current[2 * i + 1] * re) * inverse;
            answer[4 * i] = tree.gPu[i] + m;
            answer[4 * i + 1] = n - tree.bPu[i];
            answer[4 * i + 2] = n + tree.bPu[i];
            answer[4 * i + 3] = tree.gPu[i] - m;
        }
    }

    /** Takes gradients at one position and at those above it to the infeed, then to all. */
    private void climb(int from) {
        for (int i = from; tree.parent[i] >= 0; i = tree.parent[i]) {
            raise(i);
        }
        descend();
    }

    /** Turns the gradients by a position's voltage and current into ones above it and by its c. */
    private void raise(int i) {
        double r = tree.rPu[i];
        double x = tree.xPu[i];
        double uRe = byU[2 * i];
        double uIm = byU[2 * i + 1];
        double jRe = byJ[2 * i] - r * uRe - x * uIm;
        double jIm = byJ[2 * i + 1] + x * uRe - r * uIm;
        int at = 4 * i;
        int above = 2 * tree.parent[i];
        byU[above] += uRe + b[at] * jRe + b[at + 2] * jIm;
        byU[above + 1] += uIm + b[at + 1] * jRe + b[at + 3] * jIm;
        byC[2 * i] = d[at] * jRe + d[at + 2] * jIm;
        byC[2 * i + 1] = d[at + 1] * jRe + d[at + 3] * jIm;
    }

    /** Every position's c reaches what its parent's reaches, through D. */
    private void descend() {
        for (int i = 0; i < tree.size; i++) {
            int above = 2 * tree.parent[i];
            if (above >= 0) {
                int at = 4 * i;
                byC[2 * i] += d[at] * byC[above] + d[at + 2] * byC[above + 1];
                byC[2 * i + 1] += d[at + 1] * byC[above] + d[at + 3] * byC[above + 1];
            }
        }
    }

    /** For I = conj(S / U): dI/dp = U / |U|² and dI/dq = -jU / |U|². */
    private void perPower(BalancedState state, double[] result, boolean isActive) {
        for (int i = 0; i < tree.size; i++) {
            double re = byC[2 * i];
            double im = byC[2 * i + 1];
            double along =
                    isActive
                            ? re * state.uRe[i] + im * state.uIm[i]
                            : re * state.uIm[i] - im * state.uRe[i];
            result[tree.busAt[i]] = along / (state.uSquared[i] * RadialTree.BASE_KVA);
        }
    }
}
