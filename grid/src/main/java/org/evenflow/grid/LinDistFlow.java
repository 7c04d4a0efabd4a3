package org.evenflow.grid;

import org.evenflow.model.Feeder;

/**
 * Lossless linear power flow of a radial feeder: squared voltages fall by {@code 2 (r P + x Q)}
 * along a branch that carries the load below it (M. Baran, F. Wu, 1989, "simplified DistFlow").
 * Shunts count at nominal voltage. Angles are the linear {@code (x P - r Q) / U²}. One instance per
 * thread.
 */
public final class LinDistFlow implements PowerFlow {
    private final Feeder feeder;
    private final RadialTree tree;
    private final double[] p;
    private final double[] q;

    /** A linear solver for a feeder. */
    public LinDistFlow(Feeder feeder) {
        this.feeder = feeder;
        tree = new RadialTree(feeder);
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
        return new TreeSensitivities(tree);
    }

    @Override
    public GridLimits limits() {
        return new BalancedLimits(tree, feeder);
    }

    @Override
    public FlowStatus solve(Injections injections, FlowResult state) {
        var result = (BalancedState) state;
        for (int i = 0; i < tree.size; i++) {
            int bus = tree.busAt[i];
            p[i] = injections.loadKw()[bus] / RadialTree.BASE_KVA + tree.gPu[i];
            q[i] = injections.loadKvar()[bus] / RadialTree.BASE_KVA - tree.bPu[i];
        }
        for (int i = tree.size - 1; i > 0; i--) {
            if (tree.parent[i] >= 0) {
                p[tree.parent[i]] += p[i];
                q[tree.parent[i]] += q[i];
            }
        }
        boolean feasible = true;
        for (int i = 0; i < tree.size; i++) {
            int above = tree.parent[i];
            double flatRe = tree.flatRe[i];
            double flatIm = tree.flatIm[i];
            double flatSquared = flatRe * flatRe + flatIm * flatIm;
            double squared =
                    above < 0
                            ? flatSquared
                            : result.uSquared[above]
                                    - 2 * (tree.rPu[i] * p[i] + tree.xPu[i] * q[i]);
            feasible &= squared > 0;
            double angle =
                    above < 0
                            ? Math.atan2(flatIm, flatRe)
                            : Math.atan2(result.uIm[above], result.uRe[above])
                                    - (tree.xPu[i] * p[i] - tree.rPu[i] * q[i]) / flatSquared;
            double magnitude = Math.sqrt(squared);
            result.uSquared[i] = squared;
            result.uRe[i] = magnitude * Math.cos(angle);
            result.uIm[i] = magnitude * Math.sin(angle);
            double inverse = 1 / squared;
            result.jRe[i] = (p[i] * result.uRe[i] + q[i] * result.uIm[i]) * inverse;
            result.jIm[i] = (p[i] * result.uIm[i] - q[i] * result.uRe[i]) * inverse;
        }
        result.iterations = 1;
        result.status = feasible ? FlowStatus.CONVERGED : FlowStatus.NOT_CONVERGED;
        return result.status;
    }
}
