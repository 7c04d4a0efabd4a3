package org.evenflow.grid;

import java.util.Arrays;
import org.evenflow.model.Feeder;

/**
 * Lossless linear power flow of an unbalanced network: squared voltages fall by {@code 2 Re(Z' S*)}
 * along a branch, where Z' is Z with each entry turned by the angle between its two phases without
 * load, and S the load below (L. Gan, S. H. Low, PSCC 2014; B. A. Robbins, A. D. Domínguez-García,
 * IEEE Trans. Power Systems 31(5), 2016; "LinDist3Flow": D. B. Arnold et al., IEEE CDC 2016). It is
 * worked out as one walk of {@link PhaseSweep} with the currents that loads and shunts draw at the
 * voltages without load, which says the same and holds for delta windings, open-delta regulators
 * and loops too. Taps stay where the result has them. {@link LinearError} says how far off it is.
 * One instance per thread.
 */
public final class PhaseLinDistFlow implements PowerFlow {
    private final Feeder feeder;
    private final PhaseTree tree;
    private final PhaseLoads loads;
    private final TapControl control;
    private final PhaseTies ties;

    /** Voltages without load. */
    private final double[] emptyRe;

    private final double[] emptyIm;

    /** A linear solver for a feeder. */
    public PhaseLinDistFlow(Feeder feeder) {
        this.feeder = feeder;
        tree = new PhaseTree(feeder);
        loads = new PhaseLoads(tree);
        control = new TapControl(tree);
        ties = new PhaseTies(tree);
        emptyRe = new double[tree.nodes];
        emptyIm = new double[tree.nodes];
    }

    @Override
    public Terminals terminals() {
        return Terminals.byPhase(feeder);
    }

    @Override
    public FlowResult newResult() {
        return new PhaseState(tree, control.firstTaps());
    }

    /** The AC equations' derivatives at the state that was found. */
    @Override
    public Sensitivities sensitivities() {
        return new PhaseSensitivities(tree, loads, ties, control);
    }

    @Override
    public GridLimits limits() {
        return new PhaseLimits(tree);
    }

    @Override
    public FlowStatus solve(Injections injections, FlowResult result) {
        var state = (PhaseState) result;
        loads.gather(injections, state.drawn);
        control.apply(state);
        Arrays.fill(state.tieRe, 0);
        Arrays.fill(state.tieIm, 0);
        withoutLoad();
        walk(state);
        if (ties.count() > 0) {
            // Currents are given, so one correction closes the loops for good.
            ties.correct(state);
            walk(state);
        }
        state.status = linearise(state) ? FlowStatus.CONVERGED : FlowStatus.NOT_CONVERGED;
        if (state.status == FlowStatus.NOT_CONVERGED) {
            state.reset();
        }
        state.iterations = 1;
        return state.status;
    }

    private void withoutLoad() {
        double[] noneRe = new double[tree.nodes];
        double[] noneIm = new double[tree.nodes];
        System.arraycopy(tree.flatRe, 0, emptyRe, 0, tree.nodes);
        System.arraycopy(tree.flatIm, 0, emptyIm, 0, tree.nodes);
        PhaseKernel.forward(tree, tree.zRe, tree.zIm, emptyRe, emptyIm, noneRe, noneIm);
    }

    private void walk(PhaseState state) {
        loads.currents(state.drawn, emptyRe, emptyIm, state.jRe, state.jIm);
        PhaseKernel.shunts(tree, emptyRe, emptyIm, state.jRe, state.jIm, 1);
        ties.draw(state.tieRe, state.tieIm, state.jRe, state.jIm);
        PhaseKernel.backward(tree, state.jRe, state.jIm);
        System.arraycopy(emptyRe, 0, state.vRe, 0, tree.nodes);
        System.arraycopy(emptyIm, 0, state.vIm, 0, tree.nodes);
        PhaseKernel.forward(tree, tree.zRe, tree.zIm, state.vRe, state.vIm, state.jRe, state.jIm);
    }

    /** Gives each node the magnitude {@code |V0|² + 2 Re(V0* dV)}; false where that is negative. */
    private boolean linearise(PhaseState state) {
        boolean isFeasible = true;
        for (int node = 0; node < tree.nodes; node++) {
            double re = state.vRe[node];
            double im = state.vIm[node];
            double a = emptyRe[node];
            double b = emptyIm[node];
            double squared = 2 * (a * re + b * im) - (a * a + b * b);
            isFeasible &= squared > 0;
            double scale = Math.sqrt(squared / (re * re + im * im));
            state.vRe[node] *= scale;
            state.vIm[node] *= scale;
        }
        return isFeasible;
    }
}
