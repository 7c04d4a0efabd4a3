package org.evenflow.grid.powsybl;

import org.evenflow.grid.FlowResult;
import org.evenflow.grid.GridLimits;
import org.evenflow.model.Transformer;

/** Limits of a balanced meshed network. */
final class MeshedLimits extends GridLimits {
    private final MeshedGrid grid;

    /** Whether an infeed gives the bus its voltage, which then is no one's fault. */
    private final boolean[] isGiven;

    MeshedLimits(MeshedGrid grid) {
        super(grid.feeder);
        this.grid = grid;
        isGiven = new boolean[grid.buses];
        var index = grid.feeder.busIndex();
        grid.feeder
                .infeeds()
                .forEach(infeed -> isGiven[index.getOrDefault(infeed.busId(), 0)] = true);
    }

    @Override
    public int busesOutside(FlowResult state) {
        int outside = 0;
        for (int bus = 0; bus < grid.buses; bus++) {
            double pu = state.voltagePu(bus);
            boolean isOutside =
                    pu < minPu(bus) - VOLTAGE_TOLERANCE_PU
                            || pu > maxPu(bus) + VOLTAGE_TOLERANCE_PU;
            outside += isOutside && !isGiven[bus] ? 1 : 0;
        }
        return outside;
    }

    @Override
    public double maxLineLoading(FlowResult state) {
        return maxLoading(state, false);
    }

    @Override
    public double maxTransformerLoading(FlowResult state) {
        return maxLoading(state, true);
    }

    private double maxLoading(FlowResult state, boolean ofTransformers) {
        double largest = 0;
        for (int branch = 0; branch < grid.branches().size(); branch++) {
            if (grid.branches().get(branch) instanceof Transformer == ofTransformers) {
                largest = Math.max(largest, state.loading(branch));
            }
        }
        return largest;
    }

    @Override
    public int worstBranch(FlowResult state, FlowResult reference) {
        int worst = -1;
        double furthest = LOADING_TOLERANCE;
        for (int branch = 0; branch < grid.branches().size(); branch++) {
            double beyond = state.loading(branch) - Math.max(1, reference.loading(branch));
            if (beyond > furthest) {
                furthest = beyond;
                worst = branch;
            }
        }
        return worst;
    }

    @Override
    public int worstLowNode(FlowResult state, FlowResult reference) {
        int worst = -1;
        double furthest = VOLTAGE_TOLERANCE_PU;
        for (int bus = 0; bus < grid.buses; bus++) {
            double below = Math.min(minPu(bus), reference.voltagePu(bus)) - state.voltagePu(bus);
            if (below > furthest && !isGiven[bus]) {
                furthest = below;
                worst = bus;
            }
        }
        return worst;
    }

    @Override
    public int worstHighNode(FlowResult state, FlowResult reference) {
        int worst = -1;
        double furthest = VOLTAGE_TOLERANCE_PU;
        for (int bus = 0; bus < grid.buses; bus++) {
            double above = state.voltagePu(bus) - Math.max(maxPu(bus), reference.voltagePu(bus));
            if (above > furthest && !isGiven[bus]) {
                furthest = above;
                worst = bus;
            }
        }
        return worst;
    }
}
