package org.evenflow.grid;

import java.util.Arrays;

/**
 * First-order answers of radial feeders to load, from the tree alone (M. Baran, F. Wu, "Network
 * reconfiguration in distribution systems for loss reduction and load balancing", IEEE Trans. Power
 * Delivery 4(2), 1989, eq. 5-7 without the loss terms): the voltage drop at bus k caused by load at
 * bus j passes through the branches that the paths from the source to k and to j share. Mutable
 * work arrays: one instance per thread.
 */
final class TreeSensitivities extends Sensitivities {
    private final RadialTree tree;
    private final boolean[] marked;
    private final double[] shared;

    TreeSensitivities(RadialTree tree) {
        this.tree = tree;
        marked = new boolean[tree.size];
        shared = new double[tree.size];
    }

    @Override
    public void voltagePerLoad(FlowResult flow, int bus, double[] puPerKw) {
        var state = (BalancedState) flow;
        int k = tree.positionOf[bus];
        markPath(k, true);
        double scale = -tree.ratio[k] / (Math.sqrt(state.uSquared[k]) * RadialTree.BASE_KVA);
        for (int i = 0; i < tree.size; i++) {
            int above = tree.parent[i];
            shared[i] = above < 0 ? 0 : shared[above] + (marked[i] ? tree.rPu[i] : 0);
            puPerKw[tree.busAt[i]] = shared[i] * scale;
        }
        markPath(k, false);
    }

    @Override
    public void loadingPerLoad(FlowResult flow, int branch, double[] loadingPerKw) {
        loading((BalancedState) flow, tree.belowBranch[branch], loadingPerKw, true);
    }

    @Override
    public void loadingPerReactiveLoad(FlowResult flow, int branch, double[] loadingPerKvar) {
        loading((BalancedState) flow, tree.belowBranch[branch], loadingPerKvar, false);
    }

    private void loading(BalancedState state, int below, double[] result, boolean isActive) {
        double current = Math.hypot(state.jRe[below], state.jIm[below]);
        double loading = state.loadingAt(below);
        // d|J|/dP at the bus below: the load's current is conj(1/U), so d|J| = Re(conj(J)
        // conj(1/U)) / |J|.
        double along = along(state, below, below, isActive);
        double perPu = current > 0 ? loading / current * along / current : 0;
        for (int i = 0; i < tree.size; i++) {
            marked[i] = i == below || (tree.parent[i] >= 0 && marked[tree.parent[i]]);
            result[tree.busAt[i]] = marked[i] ? perPu / RadialTree.BASE_KVA : 0;
        }
        Arrays.fill(marked, false);
    }

    /** Current k along the current of a unit of load at bus i. */
    private static double along(BalancedState state, int k, int i, boolean isActive) {
        double re = state.jRe[k];
        double im = state.jIm[k];
        double dot =
                isActive
                        ? re * state.uRe[i] + im * state.uIm[i]
                        : re * state.uIm[i] - im * state.uRe[i];
        return dot / state.uSquared[i];
    }

    @Override
    public void voltagePerReactiveLoad(FlowResult flow, int bus, double[] puPerKvar) {
        var state = (BalancedState) flow;
        int k = tree.positionOf[bus];
        markPath(k, true);
        double scale = -tree.ratio[k] / (Math.sqrt(state.uSquared[k]) * RadialTree.BASE_KVA);
        for (int i = 0; i < tree.size; i++) {
            int above = tree.parent[i];
            shared[i] = above < 0 ? 0 : shared[above] + (marked[i] ? tree.xPu[i] : 0);
            puPerKvar[tree.busAt[i]] = shared[i] * scale;
        }
        markPath(k, false);
    }

    @Override
    public void lossPerLoad(FlowResult flow, double[] kwPerKw) {
        loss((BalancedState) flow, kwPerKw, true);
    }

    @Override
    public void lossPerReactiveLoad(FlowResult flow, double[] kwPerKvar) {
        loss((BalancedState) flow, kwPerKvar, false);
    }

    private void loss(BalancedState state, double[] result, boolean isActive) {
        // d(r |J|²)/dP of the load at j: 2 r Re(conj(J) / conj(U_j)) over the path to j.
        for (int i = 0; i < tree.size; i++) {
            double sum = 0;
            for (int k = i; tree.parent[k] >= 0; k = tree.parent[k]) {
                sum += 2 * tree.rPu[k] * along(state, k, i, isActive);
            }
            result[tree.busAt[i]] = sum;
        }
    }

    private void markPath(int from, boolean value) {
        for (int i = from; tree.parent[i] >= 0; i = tree.parent[i]) {
            marked[i] = value;
        }
    }
}
