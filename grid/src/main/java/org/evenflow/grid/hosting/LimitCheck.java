package org.evenflow.grid.hosting;

import java.util.stream.IntStream;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.PowerFlow;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.Phases;
import org.evenflow.model.Transformer;

/** Whether a state keeps every limit, and which it breaks most. */
final class LimitCheck {
    private final Feeder feeder;
    private final GridLimits limits;
    private final int nodesPerBus;
    private final double maxUnbalance;
    private final boolean[] isGiven;
    private final int[] threePhase;

    LimitCheck(Feeder feeder, PowerFlow flow, double maxUnbalance) {
        this.feeder = feeder;
        this.maxUnbalance = maxUnbalance;
        limits = flow.limits();
        nodesPerBus = flow.terminals().nodesPerBus();
        isGiven = new boolean[feeder.buses().size()];
        var index = feeder.busIndex();
        feeder.infeeds().stream()
                .filter(Infeed::holdsVoltage)
                .map(infeed -> index.getOrDefault(infeed.busId(), 0))
                .forEach(bus -> isGiven[bus] = true);
        boolean isAsked = maxUnbalance < Double.POSITIVE_INFINITY && nodesPerBus == 3;
        threePhase =
                IntStream.range(0, isAsked ? isGiven.length : 0)
                        .filter(bus -> feeder.buses().get(bus).phases() == Phases.ABC)
                        .toArray();
    }

    /** Whether a solve found a state that keeps every limit. */
    boolean holds(FlowResult state) {
        if (state.status() != FlowStatus.CONVERGED || !limits.hold(state)) {
            return false;
        }
        for (int bus : threePhase) {
            if (state.unbalance(bus) > maxUnbalance) {
                return false;
            }
        }
        return true;
    }

    /**
     * The limit that is broken furthest, as a share of itself; a loading of 1.1 is as far beyond as
     * a voltage 10 % below its limit. {@link Binding#NONE} where all hold.
     */
    Binding worst(FlowResult state) {
        if (state.status() != FlowStatus.CONVERGED) {
            return new Binding(LimitKind.NO_SOLUTION, -1, -1, Double.NaN);
        }
        Binding worst = Binding.NONE;
        double furthest = 0;
        for (int node = 0; node < state.nodes(); node++) {
            int bus = node / nodesPerBus;
            double volt = isGiven[bus] ? Double.NaN : state.voltagePu(node);
            double low = (limits.minPu(bus) - volt) / limits.minPu(bus);
            double high = (volt - limits.maxPu(bus)) / limits.maxPu(bus);
            if (Math.max(low, high) > furthest) {
                furthest = Math.max(low, high);
                var kind = low > 0 ? LimitKind.UNDERVOLTAGE : LimitKind.OVERVOLTAGE;
                worst = new Binding(kind, bus, nodesPerBus == 3 ? node % 3 : -1, volt);
            }
        }
        for (int branch = 0; branch < feeder.branches().size(); branch++) {
            double beyond = state.loading(branch) - 1;
            if (beyond > furthest) {
                furthest = beyond;
                boolean isTransformer = feeder.branches().get(branch) instanceof Transformer;
                var kind = isTransformer ? LimitKind.TRANSFORMER : LimitKind.LINE;
                worst = new Binding(kind, branch, state.worstPhase(branch), beyond + 1);
            }
        }
        for (int bus : threePhase) {
            double beyond = state.unbalance(bus) / maxUnbalance - 1;
            if (beyond > furthest) {
                furthest = beyond;
                worst = new Binding(LimitKind.UNBALANCE, bus, -1, state.unbalance(bus));
            }
        }
        return worst;
    }

    double minPu(int bus) {
        return limits.minPu(bus);
    }

    double maxPu(int bus) {
        return limits.maxPu(bus);
    }

    int nodesPerBus() {
        return nodesPerBus;
    }
}
