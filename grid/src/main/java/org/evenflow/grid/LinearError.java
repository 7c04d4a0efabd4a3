package org.evenflow.grid;

import java.util.Optional;
import org.evenflow.model.Feeder;

/**
 * How far a feeder's linear power flow is from the AC one at given loads.
 *
 * @param maxVoltagePu largest error of a node's voltage magnitude
 * @param rmsVoltagePu root of the mean square of the nodes' errors
 * @param worstNode the node of the largest, as numbered by {@link Terminals}
 * @param maxLoading largest error of a branch's loading, as a share of its rating; 0 without one
 * @param lossKw linear losses less AC losses
 */
public record LinearError(
        double maxVoltagePu, double rmsVoltagePu, int worstNode, double maxLoading, double lossKw) {
    private static final double TOLERANCE_PU = 1e-10;

    /**
     * Solves both ways. Regulators' taps are those of the AC solution in both.
     *
     * @param injections made by the terminals of {@link PowerFlow#of} for the feeder
     * @return empty where either finds no state
     */
    public static Optional<LinearError> of(Feeder feeder, Injections injections) {
        PowerFlow exact = PowerFlow.of(feeder, TOLERANCE_PU);
        FlowResult expected = exact.newResult();
        exact.solve(injections, expected);
        return of(feeder, injections, expected);
    }

    /**
     * Solves the linear way and compares.
     *
     * @param expected the AC state at these injections, of {@link SweepPowerFlow} or {@link
     *     PhaseSweep}
     * @return empty where that or the linear flow has no state
     */
    public static Optional<LinearError> of(
            Feeder feeder, Injections injections, FlowResult expected) {
        boolean isByPhase = expected instanceof PhaseState;
        if (!isByPhase && !(expected instanceof BalancedState)) {
            throw new IllegalArgumentException(
                    "feeder " + feeder.id() + " has no linear flow: it is meshed");
        }
        if (expected.status() != FlowStatus.CONVERGED) {
            return Optional.empty();
        }
        PowerFlow linear = isByPhase ? new PhaseLinDistFlow(feeder) : new LinDistFlow(feeder);
        FlowResult found = linear.newResult();
        if (expected instanceof PhaseState from && found instanceof PhaseState to) {
            System.arraycopy(from.taps, 0, to.taps, 0, from.taps.length);
        }
        return linear.solve(injections, found) == FlowStatus.CONVERGED
                ? Optional.of(between(expected, found, feeder.branches().size()))
                : Optional.empty();
    }

    private static LinearError between(FlowResult expected, FlowResult found, int branches) {
        double max = 0;
        double squares = 0;
        int nodes = 0;
        int worst = 0;
        for (int node = 0; node < expected.nodes(); node++) {
            double off = Math.abs(found.voltagePu(node) - expected.voltagePu(node));
            if (!Double.isNaN(off)) {
                nodes++;
                squares += off * off;
                worst = off > max ? node : worst;
                max = Math.max(max, off);
            }
        }
        double loading = 0;
        for (int branch = 0; branch < branches; branch++) {
            double off = Math.abs(found.loading(branch) - expected.loading(branch));
            loading = Math.max(loading, off);
        }
        double loss = found.lossKw() - expected.lossKw();
        return new LinearError(max, Math.sqrt(squares / nodes), worst, loading, loss);
    }
}
