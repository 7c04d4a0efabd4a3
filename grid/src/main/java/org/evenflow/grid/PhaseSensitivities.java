package org.evenflow.grid;

import java.util.Arrays;

/**
 * Exact first derivatives of an unbalanced network's solved state, taps fixed, by the adjoint of
 * the sweep's own equations: with {@code V = V0 - Z I(V, s)} and an output of gradients g (by
 * voltage) and w (by current), {@code k = w - Z^H (g + (dI/dV)^* k)} is found by as many walks as
 * the sweep itself needs, and every terminal's derivative is {@code <k, dI/ds>}. One output costs
 * about one power flow, whatever the number of terminals.
 */
final class PhaseSensitivities extends Sensitivities {
    private static final double TOLERANCE = 1e-12;
    private static final int MAX_ITERATIONS = 200;

    private final PhaseTree tree;
    private final PhaseLoads loads;
    private final TapControl control;
    private final PhaseTies ties;
    private final double[] gRe;
    private final double[] gIm;
    private final double[] wRe;
    private final double[] wIm;
    private final double[] kRe;
    private final double[] kIm;
    private final double[] jRe;
    private final double[] jIm;
    private final double[] tieRe;
    private final double[] tieIm;

    PhaseSensitivities(PhaseTree tree, PhaseLoads loads, PhaseTies ties, TapControl control) {
        this.tree = tree;
        this.control = control;
        this.loads = loads;
        this.ties = ties;
        gRe = new double[tree.nodes];
        gIm = new double[tree.nodes];
        wRe = new double[tree.nodes];
        wIm = new double[tree.nodes];
        kRe = new double[tree.nodes];
        kIm = new double[tree.nodes];
        jRe = new double[tree.nodes];
        jIm = new double[tree.nodes];
        tieRe = new double[ties.count()];
        tieIm = new double[ties.count()];
    }

    @Override
    public void voltagePerLoad(FlowResult flow, int node, double[] puPerKw) {
        var state = (PhaseState) flow;
        voltage(state, node);
        perPower(state, puPerKw, true);
    }

    @Override
    public void voltagePerReactiveLoad(FlowResult flow, int node, double[] puPerKvar) {
        var state = (PhaseState) flow;
        voltage(state, node);
        perPower(state, puPerKvar, false);
    }

    private void voltage(PhaseState state, int node) {
        clear();
        int at = tree.nodeOf[node];
        if (at < 0) {
            throw new IllegalArgumentException("node " + node + " does not exist");
        }
        double v = Math.hypot(state.vRe[at], state.vIm[at]);
        gRe[at] = state.vRe[at] / v;
        gIm[at] = state.vIm[at] / v;
        solve(state);
    }

    @Override
    public void loadingPerLoad(FlowResult flow, int branch, double[] loadingPerKw) {
        var state = (PhaseState) flow;
        loading(state, branch);
        perPower(state, loadingPerKw, true);
    }

    @Override
    public void loadingPerReactiveLoad(FlowResult flow, int branch, double[] loadingPerKvar) {
        var state = (PhaseState) flow;
        loading(state, branch);
        perPower(state, loadingPerKvar, false);
    }

    private void loading(PhaseState state, int branch) {
        clear();
        int block = tree.blockBelow[branch];
        int worst = 0;
        for (int i = 1; i < tree.size(block); i++) {
            worst = state.loading(block, i) > state.loading(block, worst) ? i : worst;
        }
        int at = tree.first[block] + worst;
        double j = Math.hypot(state.jRe[at], state.jIm[at]);
        double loading = state.loading(block, worst);
        if (j > 0) {
            wRe[at] = loading / j * state.jRe[at] / j;
            wIm[at] = loading / j * state.jIm[at] / j;
        }
        if (tree.ratingKva[block] < Double.POSITIVE_INFINITY) {
            fedVoltage(state, block, worst, loading);
        }
        solve(state);
    }

    /** Gradient of a transformer's loading by the voltages above it. */
    private void fedVoltage(PhaseState state, int block, int i, double loading) {
        int[] above = tree.above[block];
        double re = state.fedRe(block, i);
        double im = state.fedIm(block, i);
        double scale = loading / (re * re + im * im);
        for (int column = 0; column < above.length; column++) {
            double a = tree.aRe[block][i * above.length + column];
            double b = tree.aIm[block][i * above.length + column];
            gRe[above[column]] += scale * (a * re + b * im);
            gIm[above[column]] += scale * (a * im - b * re);
        }
    }

    @Override
    public void lossPerLoad(FlowResult flow, double[] kwPerKw) {
        loss((PhaseState) flow, kwPerKw, true);
    }

    @Override
    public void lossPerReactiveLoad(FlowResult flow, double[] kwPerKvar) {
        loss((PhaseState) flow, kwPerKvar, false);
    }

    private void loss(PhaseState state, double[] result, boolean isActive) {
        clear();
        for (int block = 0; block < tree.blocks; block++) {
            if (tree.kind[block] != PhaseTree.ROOT && !tree.isInfeedImpedance[block]) {
                twice(block, tree.zRe, state.jRe, state.jIm, wRe, wIm);
            }
        }
        for (int block : tree.shunted) {
            twice(block, tree.yRe, state.vRe, state.vIm, gRe, gIm);
        }
        for (double[] bridge : tree.bridges) {
            // Its opposite entry is listed too.
            gRe[(int) bridge[0]] += 2 * bridge[2] * state.vRe[(int) bridge[1]];
            gIm[(int) bridge[0]] += 2 * bridge[2] * state.vIm[(int) bridge[1]];
        }
        for (int bank = 0; bank < tree.banks.length; bank++) {
            bank(state, bank);
        }
        solve(state);
        perPower(state, result, isActive);
        for (int terminal = 0; terminal < result.length; terminal++) {
            result[terminal] *= PhaseTree.PHASE_KVA;
        }
    }

    /** A bank loses {@code 3 r |i|²}, and its current is the sum of three voltages over 3 z. */
    private void bank(PhaseState state, int bank) {
        double[] data = tree.banks[bank];
        double squared = data[3] * data[3] + data[4] * data[4];
        if (squared == 0) {
            return;
        }
        int tie = tree.tieFrom.length + bank;
        double re = state.tieRe[tie];
        double im = state.tieIm[tie];
        // 2 r i / conj(z)
        double byRe = 2 * data[3] * (re * data[3] - im * data[4]) / squared;
        double byIm = 2 * data[3] * (re * data[4] + im * data[3]) / squared;
        for (int phase = 0; phase < 3; phase++) {
            gRe[(int) data[phase]] += byRe;
            gIm[(int) data[phase]] += byIm;
        }
    }

    /** Adds twice a block's real matrix times a field: the gradient of its quadratic form. */
    private void twice(
            int block, double[] m, double[] re, double[] im, double[] toRe, double[] toIm) {
        int at = tree.first[block];
        int n = tree.size(block);
        int cell = tree.cell[block];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                toRe[at + i] += 2 * m[cell + i * n + j] * re[at + j];
                toIm[at + i] += 2 * m[cell + i * n + j] * im[at + j];
            }
        }
    }

    private void clear() {
        for (double[] field : new double[][] {gRe, gIm, wRe, wIm, kRe, kIm, tieRe, tieIm}) {
            Arrays.fill(field, 0);
        }
    }

    private void solve(PhaseState state) {
        control.apply(state);
        PhaseKernel.spread(tree, wRe, wIm);
        System.arraycopy(wRe, 0, kRe, 0, tree.nodes);
        System.arraycopy(wIm, 0, kIm, 0, tree.nodes);
        double[] vRe = new double[tree.nodes];
        double[] vIm = new double[tree.nodes];
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            System.arraycopy(gRe, 0, jRe, 0, tree.nodes);
            System.arraycopy(gIm, 0, jIm, 0, tree.nodes);
            loads.adjoint(state.drawn, state.vRe, state.vIm, kRe, kIm, jRe, jIm);
            PhaseKernel.shunts(tree, kRe, kIm, jRe, jIm, -1);
            ties.draw(tieRe, tieIm, jRe, jIm);
            PhaseKernel.backward(tree, jRe, jIm);
            double moved =
                    PhaseKernel.forward(tree, tree.zAdjointRe, tree.zAdjointIm, vRe, vIm, jRe, jIm);
            for (int node = 0; node < tree.nodes; node++) {
                kRe[node] = wRe[node] + vRe[node];
                kIm[node] = wIm[node] + vIm[node];
            }
            moved = Math.max(moved, ties.close(kRe, kIm, tieRe, tieIm, -1));
            if (moved < TOLERANCE) {
                break;
            }
        }
    }

    /** Each terminal's derivative: for I = conj(S / U), dI/dp = U / |U|² and dI/dq = -jU / |U|². */
    private void perPower(PhaseState state, double[] result, boolean isActive) {
        Arrays.fill(result, 0);
        int places = tree.nodeOf.length;
        for (int place = 0; place < places; place++) {
            int node = tree.nodeOf[place];
            if (node < 0) {
                continue;
            }
            result[place] = along(state.vRe[node], state.vIm[node], kRe[node], kIm[node], isActive);
            int other = tree.nodeOf[place - place % 3 + (place % 3 + 1) % 3];
            if (other >= 0) {
                result[places + place] =
                        along(
                                state.vRe[node] - state.vRe[other],
                                state.vIm[node] - state.vIm[other],
                                kRe[node] - kRe[other],
                                kIm[node] - kIm[other],
                                isActive);
            }
        }
    }

    private static double along(double a, double b, double re, double im, boolean isActive) {
        double product = isActive ? re * a + im * b : re * b - im * a;
        return product / (a * a + b * b) / PhaseTree.PHASE_KVA;
    }
}
