package org.evenflow.grid;

/**
 * First-order answers of radial feeders to load, from the tree alone (M. Baran, F. Wu, "Network
 * reconfiguration in distribution systems for loss reduction and load balancing", IEEE Trans. Power
 * Delivery 4(2), 1989, eq. 5-7 without the loss terms): the voltage drop at bus k caused by load at
 * bus j passes through the branches that the paths from the source to k and to j share. Mutable
 * work arrays: one instance per thread.
 */
final class BalancedSensitivities extends Sensitivities {
    private final RadialTree tree;
    private final boolean[] marked;
    private final double[] shared;

    BalancedSensitivities(RadialTree tree) {
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
        var state = (BalancedState) flow;
        int below = tree.belowBranch[branch];
        double jRe = state.jRe[below];
        double jIm = state.jIm[below];
        double current = Math.sqrt(jRe * jRe + jIm * jIm);
        double loading = state.loadingAt(below);
        // d|J|/dP at the bus below: the load's current is conj(1/U), so d|J| = Re(conj(J)
        // conj(1/U)) / |J|.
        double uSquared = state.uSquared[below];
        double along = (jRe * state.uRe[below] + jIm * state.uIm[below]) / uSquared;
        double perPu = current > 0 ? loading / current * along / current : 0;
        for (int i = 0; i < tree.size; i++) {
            marked[i] = i == below || (tree.parent[i] >= 0 && marked[tree.parent[i]]);
            loadingPerKw[tree.busAt[i]] = marked[i] ? perPu / RadialTree.BASE_KVA : 0;
        }
        java.util.Arrays.fill(marked, false);
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
        var state = (BalancedState) flow;
        // d(r |J|²)/dP of the load at j: 2 r Re(conj(J) / conj(U_j)) over the path to j.
        for (int i = 0; i < tree.size; i++) {
            double along = 0;
            for (int k = i; tree.parent[k] >= 0; k = tree.parent[k]) {
                double dot = state.jRe[k] * state.uRe[i] + state.jIm[k] * state.uIm[i];
                along += 2 * tree.rPu[k] * dot / state.uSquared[i];
            }
            kwPerKw[tree.busAt[i]] = along;
        }
    }

    private void markPath(int from, boolean value) {
        for (int i = from; tree.parent[i] >= 0; i = tree.parent[i]) {
            marked[i] = value;
        }
    }
}
