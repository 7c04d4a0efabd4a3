package org.evenflow.grid;

import java.util.stream.IntStream;
import org.evenflow.model.Feeder;

/**
 * Whether a state keeps a feeder's limits: bus voltages, line currents, transformer powers. Holds
 * arrays; immutable after construction, so threads may share it.
 */
public final class GridLimits {
    /** Voltages within this distance of a limit count as on it, pu. */
    public static final double VOLTAGE_TOLERANCE_PU = 1e-9;

    private static final double LOADING_TOLERANCE = 1e-9;

    private final RadialTree tree;
    private final double[] minPu;
    private final double[] maxPu;

    /** The same limits on squared |U| by position, widened by the tolerance. */
    private final double[] minSquared;

    private final double[] maxSquared;
    private final int[] ratedLines;
    private final int[] ratedTransformers;
    private final double[] inverseCurrentSquared;

    GridLimits(RadialTree tree, Feeder feeder) {
        this.tree = tree;
        minPu = new double[tree.size];
        maxPu = new double[tree.size];
        minSquared = new double[tree.size];
        maxSquared = new double[tree.size];
        for (int i = 0; i < tree.size; i++) {
            int bus = tree.busAt[i];
            minPu[bus] = feeder.buses().get(bus).minPu();
            maxPu[bus] = feeder.buses().get(bus).maxPu();
            double low = (minPu[bus] - VOLTAGE_TOLERANCE_PU) / tree.ratio[i];
            double high = (maxPu[bus] + VOLTAGE_TOLERANCE_PU) / tree.ratio[i];
            minSquared[i] = low * low;
            maxSquared[i] = high * high;
        }
        ratedLines =
                IntStream.range(1, tree.size)
                        .filter(i -> tree.maxCurrentSquared[i] < Double.POSITIVE_INFINITY)
                        .toArray();
        ratedTransformers =
                IntStream.range(1, tree.size)
                        .filter(i -> tree.maxPowerPu[i] < Double.POSITIVE_INFINITY)
                        .toArray();
        inverseCurrentSquared = new double[tree.size];
        for (int i : ratedLines) {
            inverseCurrentSquared[i] = 1 / tree.maxCurrentSquared[i];
        }
    }

    /** Lowest allowed voltage of a bus, pu. */
    public double minPu(int bus) {
        return minPu[bus];
    }

    /** Highest allowed voltage of a bus, pu. */
    public double maxPu(int bus) {
        return maxPu[bus];
    }

    /** Whether every voltage and every loading is within its limit. */
    public boolean hold(FlowResult state) {
        return busesOutside(state) == 0 && branchesHold(state);
    }

    /**
     * Number of buses whose voltage is outside its limits; the source is not counted, its voltage
     * is given.
     */
    public int busesOutside(FlowResult state) {
        double[] squared = state.uSquared;
        int outside = 0;
        for (int i = 1; i < squared.length; i++) {
            if (squared[i] < minSquared[i] || squared[i] > maxSquared[i]) {
                outside++;
            }
        }
        return outside;
    }

    /** Whether every line and transformer carries at most its rating. */
    public boolean branchesHold(FlowResult state) {
        return maxLineLoading(state) <= 1 + LOADING_TOLERANCE
                && maxTransformerLoading(state) <= 1 + LOADING_TOLERANCE;
    }

    /** Largest current of a line as a share of its ampacity; 0 where no line has one. */
    public double maxLineLoading(FlowResult state) {
        double largest = 0;
        for (int i : ratedLines) {
            double squared = state.jRe[i] * state.jRe[i] + state.jIm[i] * state.jIm[i];
            double loading = squared * inverseCurrentSquared[i];
            largest = loading > largest ? loading : largest;
        }
        return Math.sqrt(largest);
    }

    /**
     * Largest apparent power of a transformer of the feeder as a share of its rating; 0 where none
     * has one.
     */
    public double maxTransformerLoading(FlowResult state) {
        double largest = 0;
        for (int i : ratedTransformers) {
            largest = Math.max(largest, state.loadingAt(i));
        }
        return largest;
    }

    /**
     * Whether every limit that a state violates is violated in a reference state too, and by no
     * less there. The reference is the state without charging: what base load alone causes cannot
     * be mended by charging less.
     */
    public boolean holdOrNoWorse(FlowResult state, FlowResult reference) {
        return worstLowBus(state, reference) < 0
                && worstHighBus(state, reference) < 0
                && worstBranch(state, reference) < 0;
    }

    /** The branch furthest beyond both its rating and its loading in the reference state, or -1. */
    public int worstBranch(FlowResult state, FlowResult reference) {
        int worst = -1;
        double furthest = LOADING_TOLERANCE;
        for (int i = 1; i < tree.size; i++) {
            double beyond = state.loadingAt(i) - Math.max(1, reference.loadingAt(i));
            if (beyond > furthest) {
                furthest = beyond;
                worst = tree.branchAbove[i];
            }
        }
        return worst;
    }

    /**
     * The bus furthest below both its lowest allowed voltage and its voltage in the reference
     * state, or -1.
     */
    public int worstLowBus(FlowResult state, FlowResult reference) {
        int worst = -1;
        double furthest = VOLTAGE_TOLERANCE_PU;
        for (int i = 1; i < tree.size; i++) {
            if (state.uSquared[i] < minSquared[i]) {
                int bus = tree.busAt[i];
                double below =
                        Math.min(minPu[bus], reference.voltagePu(bus)) - state.voltagePu(bus);
                if (below > furthest) {
                    furthest = below;
                    worst = bus;
                }
            }
        }
        return worst;
    }

    /**
     * The bus furthest above both its highest allowed voltage and its voltage in the reference
     * state, or -1.
     */
    public int worstHighBus(FlowResult state, FlowResult reference) {
        int worst = -1;
        double furthest = VOLTAGE_TOLERANCE_PU;
        for (int i = 1; i < tree.size; i++) {
            if (state.uSquared[i] > maxSquared[i]) {
                int bus = tree.busAt[i];
                double above =
                        state.voltagePu(bus) - Math.max(maxPu[bus], reference.voltagePu(bus));
                if (above > furthest) {
                    furthest = above;
                    worst = bus;
                }
            }
        }
        return worst;
    }
}
