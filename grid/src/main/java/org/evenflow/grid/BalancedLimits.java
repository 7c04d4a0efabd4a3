package org.evenflow.grid;

import java.util.stream.IntStream;
import org.evenflow.model.Feeder;

/** Limits of a balanced feeder. */
final class BalancedLimits extends GridLimits {
    private final RadialTree tree;

    /** The same limits on squared |U| by position, widened by the tolerance; none at infeeds. */
    private final double[] minSquared;

    private final double[] maxSquared;
    private final int[] ratedLines;
    private final int[] ratedTransformers;
    private final double[] inverseCurrentSquared;

    BalancedLimits(RadialTree tree, Feeder feeder) {
        super(feeder);
        this.tree = tree;
        minSquared = new double[tree.size];
        maxSquared = new double[tree.size];
        for (int i = 0; i < tree.size; i++) {
            int bus = tree.busAt[i];
            double low = (minPu(bus) - VOLTAGE_TOLERANCE_PU) / tree.ratio[i];
            double high = (maxPu(bus) + VOLTAGE_TOLERANCE_PU) / tree.ratio[i];
            minSquared[i] = low * low;
            maxSquared[i] = high * high;
        }
        for (int root : tree.roots) {
            minSquared[root] = 0;
            maxSquared[root] = Double.POSITIVE_INFINITY;
        }
        ratedLines =
                IntStream.range(0, tree.size)
                        .filter(i -> tree.maxCurrentSquared[i] < Double.POSITIVE_INFINITY)
                        .toArray();
        ratedTransformers =
                IntStream.range(0, tree.size)
                        .filter(i -> tree.maxPowerPu[i] < Double.POSITIVE_INFINITY)
                        .toArray();
        inverseCurrentSquared = new double[tree.size];
        for (int i : ratedLines) {
            inverseCurrentSquared[i] = 1 / tree.maxCurrentSquared[i];
        }
    }

    @Override
    public int busesOutside(FlowResult flow) {
        var state = (BalancedState) flow;
        double[] squared = state.uSquared;
        int outside = 0;
        for (int i = 0; i < squared.length; i++) {
            if (squared[i] < minSquared[i] || squared[i] > maxSquared[i]) {
                outside++;
            }
        }
        return outside;
    }

    @Override
    public double maxLineLoading(FlowResult flow) {
        var state = (BalancedState) flow;
        double largest = 0;
        for (int i : ratedLines) {
            double squared = state.jRe[i] * state.jRe[i] + state.jIm[i] * state.jIm[i];
            double loading = squared * inverseCurrentSquared[i];
            largest = loading > largest ? loading : largest;
        }
        return Math.sqrt(largest);
    }

    @Override
    public double maxTransformerLoading(FlowResult flow) {
        var state = (BalancedState) flow;
        double largest = 0;
        for (int i : ratedTransformers) {
            largest = Math.max(largest, state.loadingAt(i));
        }
        return largest;
    }

    @Override
    public int worstBranch(FlowResult flow, FlowResult base) {
        var state = (BalancedState) flow;
        var reference = (BalancedState) base;
        int worst = -1;
        double furthest = LOADING_TOLERANCE;
        for (int i = 1; i < tree.size; i++) {
            if (tree.parent[i] < 0) {
                continue;
            }
            double beyond = state.loadingAt(i) - Math.max(1, reference.loadingAt(i));
            if (beyond > furthest) {
                furthest = beyond;
                worst = tree.branchAbove[i];
            }
        }
        return worst;
    }

    @Override
    public int worstLowNode(FlowResult flow, FlowResult base) {
        var state = (BalancedState) flow;
        var reference = (BalancedState) base;
        int worst = -1;
        double furthest = VOLTAGE_TOLERANCE_PU;
        for (int i = 1; i < tree.size; i++) {
            if (state.uSquared[i] < minSquared[i]) {
                int bus = tree.busAt[i];
                double below =
                        Math.min(minPu(bus), reference.voltagePu(bus)) - state.voltagePu(bus);
                if (below > furthest) {
                    furthest = below;
                    worst = bus;
                }
            }
        }
        return worst;
    }

    @Override
    public int worstHighNode(FlowResult flow, FlowResult base) {
        var state = (BalancedState) flow;
        var reference = (BalancedState) base;
        int worst = -1;
        double furthest = VOLTAGE_TOLERANCE_PU;
        for (int i = 1; i < tree.size; i++) {
            if (state.uSquared[i] > maxSquared[i]) {
                int bus = tree.busAt[i];
                double above =
                        state.voltagePu(bus) - Math.max(maxPu(bus), reference.voltagePu(bus));
                if (above > furthest) {
                    furthest = above;
                    worst = bus;
                }
            }
        }
        return worst;
    }
}
