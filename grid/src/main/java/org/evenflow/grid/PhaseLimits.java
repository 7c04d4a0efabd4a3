package org.evenflow.grid;

import java.util.stream.IntStream;
import org.evenflow.model.Transformer;

/** Limits of an unbalanced network, phase by phase. */
final class PhaseLimits extends GridLimits {
    private final PhaseTree tree;

    /** The same, squared and widened by the tolerance, by node; without bounds at infeeds. */
    private final double[] minSquared;

    private final double[] maxSquared;
    private final int[] lineBlocks;
    private final int[] transformerBlocks;

    PhaseLimits(PhaseTree tree) {
        super(tree.feeder);
        this.tree = tree;
        minSquared = new double[tree.nodes];
        maxSquared = new double[tree.nodes];
        for (int node = 0; node < tree.nodes; node++) {
            boolean isGiven =
                    tree.placeOf[node] < 0 || tree.kind[tree.blockOf[node]] == PhaseTree.ROOT;
            int bus = Math.max(0, tree.placeOf[node]) / 3;
            double low = minPu(bus) - VOLTAGE_TOLERANCE_PU;
            double high = maxPu(bus) + VOLTAGE_TOLERANCE_PU;
            minSquared[node] = isGiven ? Double.NEGATIVE_INFINITY : low * low;
            maxSquared[node] = isGiven ? Double.POSITIVE_INFINITY : high * high;
        }
        lineBlocks =
                IntStream.range(0, tree.blocks)
                        .filter(block -> !isTransformer(block) && isFinite(tree.ratingA[block]))
                        .toArray();
        transformerBlocks =
                IntStream.range(0, tree.blocks)
                        .filter(block -> isTransformer(block) && isFinite(tree.ratingKva[block]))
                        .toArray();
    }

    private static boolean isFinite(double rating) {
        return rating < Double.POSITIVE_INFINITY;
    }

    private boolean isTransformer(int block) {
        int branch = tree.branchOf[block];
        return branch >= 0 && tree.feeder.branches().get(branch) instanceof Transformer;
    }

    @Override
    public int busesOutside(FlowResult flow) {
        var state = (PhaseState) flow;
        int outside = 0;
        for (int bus = 0; bus < tree.nodeOf.length / 3; bus++) {
            boolean isOutside = false;
            for (int phase = 0; phase < 3; phase++) {
                int node = tree.nodeOf[3 * bus + phase];
                if (node >= 0) {
                    double squared = squared(state, node);
                    isOutside |= squared < minSquared[node] || squared > maxSquared[node];
                }
            }
            outside += isOutside ? 1 : 0;
        }
        return outside;
    }

    private static double squared(PhaseState state, int node) {
        return state.vRe[node] * state.vRe[node] + state.vIm[node] * state.vIm[node];
    }

    @Override
    public double maxLineLoading(FlowResult flow) {
        return largest((PhaseState) flow, lineBlocks);
    }

    @Override
    public double maxTransformerLoading(FlowResult flow) {
        return largest((PhaseState) flow, transformerBlocks);
    }

    private double largest(PhaseState state, int[] blocks) {
        double largest = 0;
        for (int block : blocks) {
            for (int i = 0; i < tree.size(block); i++) {
                largest = Math.max(largest, state.loading(block, i));
            }
        }
        return largest;
    }

    @Override
    public int worstBranch(FlowResult state, FlowResult reference) {
        int worst = -1;
        double furthest = LOADING_TOLERANCE;
        for (int[] blocks : new int[][] {lineBlocks, transformerBlocks}) {
            for (int block : blocks) {
                int branch = tree.branchOf[block];
                double beyond = state.loading(branch) - Math.max(1, reference.loading(branch));
                if (beyond > furthest) {
                    furthest = beyond;
                    worst = branch;
                }
            }
        }
        return worst;
    }

    @Override
    public int worstLowNode(FlowResult flow, FlowResult reference) {
        var state = (PhaseState) flow;
        int worst = -1;
        double furthest = VOLTAGE_TOLERANCE_PU;
        for (int node = 0; node < tree.nodes; node++) {
            if (squared(state, node) < minSquared[node]) {
                int place = tree.placeOf[node];
                double allowed = Math.min(minPu(place / 3), reference.voltagePu(place));
                double below = allowed - state.voltagePu(place);
                if (below > furthest) {
                    furthest = below;
                    worst = place;
                }
            }
        }
        return worst;
    }

    @Override
    public int worstHighNode(FlowResult flow, FlowResult reference) {
        var state = (PhaseState) flow;
        int worst = -1;
        double furthest = VOLTAGE_TOLERANCE_PU;
        for (int node = 0; node < tree.nodes; node++) {
            if (squared(state, node) > maxSquared[node]) {
                int place = tree.placeOf[node];
                double allowed = Math.max(maxPu(place / 3), reference.voltagePu(place));
                double above = state.voltagePu(place) - allowed;
                if (above > furthest) {
                    furthest = above;
                    worst = place;
                }
            }
        }
        return worst;
    }
}
