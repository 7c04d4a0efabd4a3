package org.evenflow.grid;

import org.evenflow.model.Feeder;

/**
 * Balanced AC power flow of radial feeders, each under its infeed, by backward and forward sweeps
 * over the branch flow equations of M. E. Baran, F. F. Wu, "Optimal capacitor placement on radial
 * distribution systems", IEEE Trans. Power Delivery 4(1), 1989. Loads are constant power. With
 * {@code w = |U|²} of a bus, the squared current {@code l = |J|²} of the branch above it and the
 * power {@code S = P + jQ} that this branch takes from its parent, so that {@code S - z l} arrives,
 *
 * <pre>{@code
 * S = s + z l + sum of S over the children              towards the source
 * w = w_parent - 2 (r P + x Q) + |z|² l                 away from it
 * l = |S - z l|² / w
 * }</pre>
 *
 * <p>are worked through in this order, at first with the currents of the state before, none at a
 * flat start. Everything is real, and as nothing but the losses lags behind, an error shrinks with
 * each iteration by about the square of what it does where load currents are summed: {@code |z s /
 * w|²} on a single branch. From no current on, currents grow and voltages fall monotonically where
 * all consume. Once w is as close as asked for, a last sweep goes forward in complex numbers,
 * {@code U = U_parent (1 - z conj(S) / w_parent)} and {@code J = conj((S - z l) / U)}.
 *
 * <p>Immutable but for its work arrays: one instance per thread.
 */
public final class SweepPowerFlow implements PowerFlow {
    private static final int MAX_ITERATIONS = 300;

    /** What moves are taken to shrink by before two of them have been seen. */
    private static final double CAUTIOUS_RATIO = 0.9;

    /** Below this, moves of a squared voltage are rounding. */
    private static final double ROUNDING = 1e-15;

    /**
     * After such a move, and at the end, squared voltages are looked through for one below zero.
     */
    private static final double LARGE_MOVE = 0.25;

    private static final double RUNAWAY = 100;

    private final Feeder feeder;
    private final RadialTree tree;
    private final double tolerancePu;

    /** Load of each position, pu; once w is known, U over its parent's. */
    private final double[] p;

    private final double[] q;

    /** S of the branch above each position; at an infeed, what it gives. */
    private final double[] sentP;

    private final double[] sentQ;

    /** |J|² of the branch above. */
    private final double[] squaredJ;

    /** Drop of w along the branch above. */
    private final double[] drop;

    /**
     * A solver that stops when voltages are within {@code tolerancePu} of the solution, as the rate
     * tells at which their moves have shrunk.
     */
    public SweepPowerFlow(Feeder feeder, double tolerancePu) {
        if (!(tolerancePu > 0)) {
            throw new IllegalArgumentException("tolerancePu must be > 0, is " + tolerancePu);
        }
        this.feeder = feeder;
        tree = new RadialTree(feeder);
        this.tolerancePu = tolerancePu;
        p = new double[tree.size];
        q = new double[tree.size];
        sentP = new double[tree.size];
        sentQ = new double[tree.size];
        squaredJ = new double[tree.size];
        drop = new double[tree.size];
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
        return new BalancedSensitivities(tree);
    }

    @Override
    public GridLimits limits() {
        return new BalancedLimits(tree, feeder);
    }

    @Override
    public FlowStatus solve(Injections injections, FlowResult state) {
        var result = (BalancedState) state;
        boolean isWarm = result.status == FlowStatus.CONVERGED;
        result.solves++;
        result.iterations = 0;
        gather(injections);
        boolean isSolved = iterate(result);
        if (!isSolved && isWarm) {
            // Currents of a state far away may be too many for these loads.
            result.reset();
            isSolved = iterate(result);
        }
        if (!isSolved) {
            result.reset();
            return FlowStatus.NOT_CONVERGED;
        }
        result.status = FlowStatus.CONVERGED;
        return FlowStatus.CONVERGED;
    }

    // The loops below run over local arrays and do one thing each: then the compiler turns those
    // without a chain of sums into vector instructions.

    private void gather(Injections injections) {
        double[] loadKw = injections.loadKw();
        double[] loadKvar = injections.loadKvar();
        double[] p = this.p;
        double[] q = this.q;
        int[] busAt = tree.busAt;
        for (int i = 0; i < busAt.length; i++) {
            p[i] = loadKw[busAt[i]] * (1 / RadialTree.BASE_KVA);
            q[i] = loadKvar[busAt[i]] * (1 / RadialTree.BASE_KVA);
        }
    }

    private boolean iterate(BalancedState result) {
        double[] w = result.uSquared;
        double previous = 0;
        double before = CAUTIOUS_RATIO;
        boolean isClose = false;
        recall(result);
        for (int iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
            result.iterations++;
            if (!Double.isFinite(backward())) {
                return false;
            }
            if (isClose) {
                factors(w);
                turn(result);
                currents(result);
                return true;
            }
            drops();
            double moved = forward(w);
            double seen = previous > 0 ? moved / previous : CAUTIOUS_RATIO;
            double ratio = Math.max(seen, before);
            // At first l is not yet that of these loads.
            isClose =
                    iteration > 1
                            && (moved <= ROUNDING
                                    || left(Math.max(moved, ratio * previous), ratio)
                                            <= tolerancePu);
            if ((isClose || moved > LARGE_MOVE) && (moved > RUNAWAY || !isPositive(w))) {
                return false;
            }
            previous = moved;
            before = seen;
            losses(w);
        }
        return false;
    }

    /**
     * What a voltage is off by after the last sweep: moves that shrink by a ratio add up to {@code
     * ratio / (1 - ratio)} of the present one, and the last sweep brings at least the root of the
     * ratio, as the drop of a voltage is about that. Between 1 and 0.5 pu, |U| is off by half of
     * what w is off by, or all; the factor 2 is for ratios that still grow.
     */
    private static double left(double moved, double ratio) {
        return ratio < 1
                ? 2 * moved * ratio * Math.sqrt(ratio) / (1 - ratio)
                : Double.POSITIVE_INFINITY;
    }

    /** Each position's own share of S, with the currents of the state before. */
    private void recall(BalancedState result) {
        double[] jRe = result.jRe;
        double[] jIm = result.jIm;
        double[] p = this.p;
        double[] q = this.q;
        double[] sentP = this.sentP;
        double[] sentQ = this.sentQ;
        double[] squaredJ = this.squaredJ;
        double[] r = tree.rPu;
        double[] x = tree.xPu;
        for (int i = 0; i < squaredJ.length; i++) {
            double l = jRe[i] * jRe[i] + jIm[i] * jIm[i];
            squaredJ[i] = l;
            sentP[i] = p[i] + r[i] * l;
            sentQ[i] = q[i] + x[i] * l;
        }
        shunts(result.uSquared);
    }

    /** Each position's own share of S, with the currents that S and w make. */
    private void losses(double[] w) {
        double[] p = this.p;
        double[] q = this.q;
        double[] sentP = this.sentP;
        double[] sentQ = this.sentQ;
        double[] squaredJ = this.squaredJ;
        double[] r = tree.rPu;
        double[] x = tree.xPu;
        for (int i = 0; i < squaredJ.length; i++) {
            double before = squaredJ[i];
            double arrivingP = sentP[i] - r[i] * before;
            double arrivingQ = sentQ[i] - x[i] * before;
            double l = (arrivingP * arrivingP + arrivingQ * arrivingQ) / w[i];
            squaredJ[i] = l;
            sentP[i] = p[i] + r[i] * l;
            sentQ[i] = q[i] + x[i] * l;
        }
        shunts(w);
    }

    private void shunts(double[] w) {
        if (tree.hasShunts) {
            double[] g = tree.gPu;
            double[] b = tree.bPu;
            for (int i = 0; i < g.length; i++) {
                sentP[i] += g[i] * w[i];
                sentQ[i] -= b[i] * w[i];
            }
        }
    }

    /** Adds the shares up; returns P + Q of all infeeds, which is finite if all is. */
    private double backward() {
        double[] sentP = this.sentP;
        double[] sentQ = this.sentQ;
        int[] starts = tree.chainStart;
        double total = 0;
        for (int chain = starts.length - 2; chain >= 0; chain--) {
            int start = starts[chain];
            double sumP = 0;
            double sumQ = 0;
            for (int i = starts[chain + 1] - 1; i >= start; i--) {
                sumP += sentP[i];
                sumQ += sentQ[i];
                sentP[i] = sumP;
                sentQ[i] = sumQ;
            }
            int above = tree.parent[start];
            if (above >= 0) {
                sentP[above] += sumP;
                sentQ[above] += sumQ;
            } else {
                total += sumP + sumQ;
            }
        }
        return total;
    }

    private void drops() {
        double[] sentP = this.sentP;
        double[] sentQ = this.sentQ;
        double[] squaredJ = this.squaredJ;
        double[] drop = this.drop;
        double[] r = tree.rPu;
        double[] x = tree.xPu;
        for (int i = 0; i < drop.length; i++) {
            drop[i] =
                    2 * (r[i] * sentP[i] + x[i] * sentQ[i])
                            - (r[i] * r[i] + x[i] * x[i]) * squaredJ[i];
        }
    }

    /** Returns the largest move of a w. */
    private double forward(double[] w) {
        double[] drop = this.drop;
        int[] starts = tree.chainStart;
        double largest = 0;
        for (int chain = 0; chain + 1 < starts.length; chain++) {
            int first = starts[chain];
            int above = tree.parent[first];
            double squared = above < 0 ? tree.flatSquared[first] : w[above];
            for (int i = first; i < starts[chain + 1]; i++) {
                squared -= drop[i];
                double moved = Math.abs(squared - w[i]);
                w[i] = squared;
                if (moved > largest) {
                    largest = moved;
                }
            }
        }
        return largest;
    }

    private static boolean isPositive(double[] w) {
        for (double squared : w) {
            if (!(squared > 0)) {
                return false;
            }
        }
        return true;
    }

    /** U over its parent's, 1 - z conj(S) / w_parent, in place of the loads. */
    private void factors(double[] w) {
        double[] p = this.p;
        double[] q = this.q;
        double[] sentP = this.sentP;
        double[] sentQ = this.sentQ;
        double[] drop = this.drop;
        double[] r = tree.rPu;
        double[] x = tree.xPu;
        for (int i = 0; i < drop.length; i++) {
            double inverse = 1 / (w[i] + drop[i]);
            p[i] = 1 - (r[i] * sentP[i] + x[i] * sentQ[i]) * inverse;
            q[i] = (r[i] * sentQ[i] - x[i] * sentP[i]) * inverse;
        }
    }

    private void turn(BalancedState result) {
        double[] uRe = result.uRe;
        double[] uIm = result.uIm;
        double[] w = result.uSquared;
        double[] p = this.p;
        double[] q = this.q;
        int[] starts = tree.chainStart;
        for (int chain = 0; chain + 1 < starts.length; chain++) {
            int first = starts[chain];
            int above = tree.parent[first];
            double re = above < 0 ? tree.flatRe[first] : uRe[above];
            double im = above < 0 ? tree.flatIm[first] : uIm[above];
            for (int i = first; i < starts[chain + 1]; i++) {
                double turned = re * p[i] - im * q[i];
                im = re * q[i] + im * p[i];
                re = turned;
                uRe[i] = re;
                uIm[i] = im;
                w[i] = re * re + im * im;
            }
        }
    }

    private void currents(BalancedState result) {
        double[] uRe = result.uRe;
        double[] uIm = result.uIm;
        double[] jRe = result.jRe;
        double[] jIm = result.jIm;
        double[] w = result.uSquared;
        double[] sentP = this.sentP;
        double[] sentQ = this.sentQ;
        double[] squaredJ = this.squaredJ;
        double[] r = tree.rPu;
        double[] x = tree.xPu;
        for (int i = 0; i < w.length; i++) {
            double inverse = 1 / w[i];
            double g = (sentP[i] - r[i] * squaredJ[i]) * inverse;
            double b = (sentQ[i] - x[i] * squaredJ[i]) * inverse;
            jRe[i] = g * uRe[i] + b * uIm[i];
            jIm[i] = g * uIm[i] - b * uRe[i];
        }
    }
}
