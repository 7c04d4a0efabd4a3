package org.evenflow.grid;

import java.util.List;
import org.evenflow.model.Feeder;

/**
 * AC power flow of an unbalanced network, radial or weakly meshed, by backward/forward sweep over
 * its phases: C. S. Cheng, D. Shirmohammadi, "A three-phase power flow method for real-time
 * distribution system analysis", IEEE Trans. Power Systems 10(2), 1995. Each iteration sums the
 * currents of loads and shunts towards the infeeds and walks the voltages {@code A V - Z J} away
 * from them; it ends when no voltage moves by more than the tolerance. Loops are cut open; the
 * currents through the cuts follow from the voltages across them by the network's own impedance
 * there (D. Shirmohammadi et al., IEEE Trans. Power Systems 3(2), 1988). Regulators whose taps move
 * are moved between solutions, see {@link TapControl}.
 *
 * <p>The walks converge where loads and shunts are weaker than the network that feeds them (the
 * short-circuit power at their bus), which every network in service is. A bank of capacitors or a
 * load of constant impedance beyond that has a solution that is not found; {@link FlowStatus} says
 * so. Strong paths to earth (a star opposite a delta) are no such case, see {@link PhaseTies}.
 *
 * <p>Immutable but for its work arrays: one instance per thread.
 */
public final class PhaseSweep implements PowerFlow {
    private static final int MAX_ITERATIONS = 300;

    private final Feeder feeder;
    private final PhaseTree tree;
    private final PhaseLoads loads;
    private final TapControl control;
    private final PhaseTies ties;
    private final double tolerancePu;
    private final OuterLoops loops;

    /** A solver whose regulators' controls work. */
    public PhaseSweep(Feeder feeder, double tolerancePu) {
        this(feeder, tolerancePu, true);
    }

    /**
     * A solver.
     *
     * @param tolerancePu no voltage moves by more from one iteration to the next
     * @param isControlled whether regulators' controls move their taps; else taps stay where the
     *     feeder's data has them
     */
    public PhaseSweep(Feeder feeder, double tolerancePu, boolean isControlled) {
        if (!(tolerancePu > 0)) {
            throw new IllegalArgumentException("tolerancePu must be > 0, is " + tolerancePu);
        }
        this.feeder = feeder;
        this.tolerancePu = tolerancePu;
        tree = new PhaseTree(feeder);
        loads = new PhaseLoads(tree);
        control = new TapControl(tree);
        ties = new PhaseTies(tree);
        loops = new OuterLoops(this::iterate, isControlled ? List.of(control) : List.of());
    }

    @Override
    public Terminals terminals() {
        return Terminals.byPhase(feeder);
    }

    @Override
    public FlowResult newResult() {
        return new PhaseState(tree, control.firstTaps());
    }

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
        loops.solve(injections, state);
        return state.status;
    }

    /** Taps of a regulator's units in a solved state, by branch of the feeder. */
    public int[] taps(FlowResult result, int branch) {
        return control.taps((PhaseState) result, branch);
    }

    /** Regulator units that would move their tap once more in a solved state. */
    public int unitsOutsideBand(FlowResult result) {
        return control.unitsOutsideBand((PhaseState) result);
    }

    private boolean iterate(Injections load, FlowResult result) {
        var state = (PhaseState) result;
        state.status = FlowStatus.NOT_CONVERGED;
        double previous = Double.POSITIVE_INFINITY;
        int iteration = 0;
        while (++iteration <= MAX_ITERATIONS) {
            loads.currents(state.drawn, state.vRe, state.vIm, state.jRe, state.jIm);
            PhaseKernel.shunts(tree, state.vRe, state.vIm, state.jRe, state.jIm, 1);
            ties.draw(state.tieRe, state.tieIm, state.jRe, state.jIm);
            PhaseKernel.backward(tree, state.jRe, state.jIm);
            double moved =
                    PhaseKernel.forward(
                            tree, tree.zRe, tree.zIm, state.vRe, state.vIm, state.jRe, state.jIm);
            moved = Math.max(moved, ties.correct(state));
            if (moved <= tolerancePu) {
                // The greatest move passes over voltages that are no numbers.
                state.status = state.isFinite() ? FlowStatus.CONVERGED : FlowStatus.NOT_CONVERGED;
                break;
            }
            boolean isLost = iteration > 50 && moved > 0.5 && previous > 0.5;
            if (!(moved <= 10) || isLost) {
                break;
            }
            previous = moved;
        }
        if (state.status != FlowStatus.CONVERGED) {
            state.reset();
        }
        state.iterations = Math.min(iteration, MAX_ITERATIONS);
        return state.status == FlowStatus.CONVERGED;
    }
}
