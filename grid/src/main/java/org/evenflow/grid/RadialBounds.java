package org.evenflow.grid;

import java.util.Arrays;
import java.util.Optional;
import org.evenflow.model.Feeder;

/**
 * What an AC flow of a balanced radial feeder cannot be below or above, whatever state it has:
 * convex in the loads, so that programs can prove what no schedule can do better than.
 *
 * <p>The branch flow equations (M. Baran, F. Wu, "Optimal sizing of capacitors placed on a radial
 * distribution system", IEEE Trans. Power Delivery 4(1), 1989) say of the power {@code P, Q} that
 * arrives at a bus by the branch {@code r, x} above it, its squared current {@code l} and voltages:
 *
 * <pre>
 *   P = load + Σ below (P + r l),  Q likewise with x,  l = (P² + Q²) / V²,
 *   V² = V²above - 2 (r P + x Q) - (r² + x²) l
 * </pre>
 *
 * <p>From the leaves on, with {@code l >= (P⁺² + Q⁺²) / V²highest} in the place of {@code l}, every
 * P and Q found is no more than the true one; so are all losses {@code r l}, and voltages are no
 * less. As a sum of squares of what is not negative, rising and convex in what stands below, the
 * losses are convex in the active loads. (That the losses' sign decides all this is the idea of L.
 * Gan et al., "Exact convex relaxation of optimal power flow in radial networks", IEEE Trans.
 * Automatic Control 60(1), 2015.)
 *
 * <p>One premise beyond the equations: no voltage is above {@value #MOST_PU} pu. Mutable work
 * arrays: one instance per thread.
 */
public final class RadialBounds {
    private static final double MOST_PU = 2;

    /** Rounds in which highest voltages and least currents narrow each other. */
    private static final int ROUNDS = 4;

    private final RadialTree tree;

    /** Least power that arrives at each position, and least squared current, pu. */
    private final double[] p;

    private final double[] q;
    private final double[] l;

    /** Squared voltages; what losses answer to active and reactive power at each position. */
    private final double[] squared;

    private final double[] byP;
    private final double[] byQ;

    private RadialBounds(RadialTree tree) {
        this.tree = tree;
        p = new double[tree.size];
        q = new double[tree.size];
        l = new double[tree.size];
        squared = new double[tree.size];
        byP = new double[tree.size];
        byQ = new double[tree.size];
    }

    /**
     * The bounds of a feeder; none where it is not radial and balanced, or where an impedance or a
     * shunt's active power is negative.
     */
    public static Optional<RadialBounds> of(Feeder feeder) {
        if (!feeder.isBalanced() || !feeder.machines().isEmpty() || feeder.loop().isPresent()) {
            return Optional.empty();
        }
        var tree = new RadialTree(feeder);
        for (int i = 0; i < tree.size; i++) {
            if (tree.rPu[i] < 0 || tree.xPu[i] < 0 || tree.gPu[i] < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(new RadialBounds(tree));
    }

    /**
     * Voltages that no flow is above whose loads are at least these.
     *
     * @param loads active and reactive load of every bus
     * @param highestPu filled, {@code [bus]}
     */
    public void highestPu(Injections loads, double[] highestPu) {
        for (int i = 0; i < tree.size; i++) {
            highestPu[tree.busAt[i]] = MOST_PU * tree.ratio[i];
        }
        for (int round = 0; round < ROUNDS; round++) {
            arrive(loads, highestPu);
            for (int i = 0; i < tree.size; i++) {
                int above = tree.parent[i];
                double r = tree.rPu[i];
                double x = tree.xPu[i];
                squared[i] =
                        above < 0
                                ? tree.flatRe[i] * tree.flatRe[i] + tree.flatIm[i] * tree.flatIm[i]
                                : squared[above]
                                        - 2 * (r * p[i] + x * q[i])
                                        - (r * r + x * x) * l[i];
                double pu = Math.sqrt(Math.max(0, squared[i])) * tree.ratio[i];
                int bus = tree.busAt[i];
                highestPu[bus] = Math.min(highestPu[bus], pu);
            }
        }
    }

    /** From the leaves on, the least power that arrives; capacitors give what they can at most. */
    private void arrive(Injections loads, double[] highestPu) {
        for (int i = 0; i < tree.size; i++) {
            int bus = tree.busAt[i];
            double u = highestPu[bus] / tree.ratio[i];
            p[i] = loads.loadKw()[bus] / RadialTree.BASE_KVA;
            q[i] = loads.loadKvar()[bus] / RadialTree.BASE_KVA - Math.max(0, tree.bPu[i]) * u * u;
        }
        for (int i = tree.size - 1; i >= 0; i--) {
            int above = tree.parent[i];
            if (above >= 0) {
                double u = highestPu[tree.busAt[i]] / tree.ratio[i];
                double active = Math.max(0, p[i]);
                double reactive = Math.max(0, q[i]);
                l[i] = (active * active + reactive * reactive) / (u * u);
                p[above] += p[i] + tree.rPu[i] * l[i];
                q[above] += q[i] + tree.xPu[i] * l[i];
            }
        }
    }

    private void sum(double[] values) {
        for (int i = tree.size - 1; i > 0; i--) {
            if (tree.parent[i] >= 0) {
                values[tree.parent[i]] += values[i];
            }
        }
    }

    /**
     * What all branches lose at least: a convex function of the active loads.
     *
     * @param loads active and reactive load of every bus
     * @param highestPu above which no voltage is, {@code [bus]}; not only under these loads
     * @param kwPerKw filled with its slopes, {@code [bus]}
     */
    public double leastLossKw(Injections loads, double[] highestPu, double[] kwPerKw) {
        arrive(loads, highestPu);
        double loss = 0;
        for (int i = 0; i < tree.size; i++) {
            int above = tree.parent[i];
            if (above < 0) {
                byP[i] = 0;
                byQ[i] = 0;
                continue;
            }
            loss += tree.rPu[i] * l[i];
            // What more current loses here and, by what it makes arrive above, from there on.
            double byL = tree.rPu[i] * (1 + byP[above]) + tree.xPu[i] * byQ[above];
            double u = highestPu[tree.busAt[i]] / tree.ratio[i];
            byP[i] = byP[above] + byL * 2 * Math.max(0, p[i]) / (u * u);
            byQ[i] = byQ[above] + byL * 2 * Math.max(0, q[i]) / (u * u);
        }
        for (int i = 0; i < tree.size; i++) {
            kwPerKw[tree.busAt[i]] = byP[i];
        }
        return loss * RadialTree.BASE_KVA;
    }

    /**
     * What branches and shunts lose at most: a branch carries no more current than all that stands
     * behind it draws at the lowest voltages, shunts at {@value #MOST_PU} pu.
     *
     * @param mostKva most apparent power of every bus, {@code [bus]}
     * @param lowestPu below which no voltage is, {@code [bus]}
     */
    public double mostLossKw(double[] mostKva, double[] lowestPu) {
        Arrays.fill(q, 0);
        double loss = 0;
        for (int i = 0; i < tree.size; i++) {
            int bus = tree.busAt[i];
            double u = lowestPu[bus] / tree.ratio[i];
            double most = MOST_PU / tree.ratio[i];
            q[i] =
                    mostKva[bus] / RadialTree.BASE_KVA / u
                            + Math.hypot(tree.gPu[i], tree.bPu[i]) * most;
            loss += tree.gPu[i] * most * most;
        }
        sum(q);
        for (int i = 0; i < tree.size; i++) {
            loss += tree.parent[i] < 0 ? 0 : tree.rPu[i] * q[i] * q[i];
        }
        return loss * RadialTree.BASE_KVA;
    }
}
