package org.evenflow.economic;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which groups run: all choices are counted through, but those are passed over whose cost a bound
 * shows to be no better. The bound is Lagrangian (A. M. Geoffrion, "Lagrangean relaxation for
 * integer programming", Mathematical Programming Study 2, 1974): with a price λ on the balance and
 * μ ≥ 0 on each region's floor, no plan costs less than λ·D + Σ μ·floor + Σ min(0, margin) over the
 * groups, whatever the prices; good ones are where every group's own answer meets the demand. What
 * is left are a few convex problems, solved exactly, so that the best plan is proven. Keeps the two
 * best choices. Mutable, for one thread.
 */
final class CommitmentSearch {
    /** Nodes after which the search stops unproven; nine groups take about a hundred. */
    private static final int MOST_NODES = 20_000_000;

    private static final int BISECTIONS = 50;

    /** Of the cost, what rounding may hide. */
    private static final double RELATIVE = 1e-12;

    private final CostSharing sharing;
    private final int groups;
    private final int[] region;
    private final double[] regionPrice;
    private final double[] margin;
    private final double[] restMargin;
    private final int[] order;
    private final boolean[] on;
    private final boolean[] canRun;
    private final boolean[] mustRun;
    private final double[] kw;
    private final double[] regionHighKw;
    private final boolean[] bestOn;
    private final double[] bestKw;
    private double best;
    private double second;
    private double constant;
    private long nodes;
    private int leaves;

    CommitmentSearch(EconomicCase shape) {
        sharing = new CostSharing(shape);
        groups = shape.groups();
        region = shape.regionOfGroups();
        regionPrice = new double[shape.regions()];
        margin = new double[groups];
        restMargin = new double[groups + 1];
        order = IntStream.range(0, groups).toArray();
        on = new boolean[groups];
        canRun = new boolean[groups];
        mustRun = new boolean[groups];
        kw = new double[groups];
        regionHighKw = new double[shape.regions()];
        bestOn = new boolean[groups];
        bestKw = new double[groups];
    }

    /**
     * Finds the best choice and the second best.
     *
     * @return whether there is any
     */
    boolean solve(EconomicCase given) {
        sharing.take(given);
        Arrays.fill(regionHighKw, 0);
        double high = 0;
        for (int group = 0; group < groups; group++) {
            canRun[group] = given.canRun(group);
            mustRun[group] = given.mustRun(group);
            high += canRun[group] ? sharing.highKw[group] : 0;
            regionHighKw[region[group]] += canRun[group] ? sharing.highKw[group] : 0;
        }
        best = Double.POSITIVE_INFINITY;
        second = Double.POSITIVE_INFINITY;
        nodes = 0;
        leaves = 0;
        price();
        order();
        Arrays.fill(on, false);
        descend(0, constant, 0, high);
        return best < Double.POSITIVE_INFINITY;
    }

    /** Cost of the best choice. */
    double best() {
        return best;
    }

    /** Cost of the second best choice; infinite where there is none. */
    double second() {
        return second;
    }

    /** Which groups run in the best choice. */
    boolean[] bestOn() {
        return bestOn;
    }

    /** Their powers. */
    double[] bestKw() {
        return bestKw;
    }

    /** Choices whose cost was computed. */
    int leaves() {
        return leaves;
    }

    /** A lower bound on the cost of any plan: the best cost where the search came to its end. */
    double bound() {
        return nodes < MOST_NODES ? best : constant + restMargin[0];
    }

    /** Prices at which the groups' own answers meet the floors and the balance. */
    private void price() {
        double low = 0;
        double high = 0;
        for (int group = 0; group < groups; group++) {
            double most = sharing.highKw[group];
            double marginal =
                    2 * sharing.costPerKw2[group] * most + Math.abs(sharing.costPerKw[group]);
            double mean = most > 0 ? sharing.fixedCost[group] / most : 0;
            high = Math.max(high, marginal + mean);
        }
        low = -high - 1;
        high = high + 1;
        Arrays.fill(regionPrice, Double.NEGATIVE_INFINITY);
        for (int r = 0; r < regionPrice.length; r++) {
            if (sharing.floorKw[r] > 0) {
                regionPrice[r] = bisect(r, sharing.floorKw[r], low, high);
            }
        }
        double common = bisect(-1, sharing.balanceKw(), low, high);
        constant = common * sharing.balanceKw();
        for (int r = 0; r < regionPrice.length; r++) {
            regionPrice[r] = Math.max(regionPrice[r], common);
            constant += (regionPrice[r] - common) * sharing.floorKw[r];
        }
    }

    /** The price at which a region's groups, or for -1 all groups, answer with an amount. */
    private double bisect(int only, double amount, double low, double high) {
        double below = low;
        double above = high;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = 0.5 * (below + above);
            double sum = 0;
            for (int group = 0; group < groups; group++) {
                if (canRun[group] && (only < 0 || region[group] == only)) {
                    double price = only < 0 ? Math.max(middle, regionPrice[region[group]]) : middle;
                    boolean runs = mustRun[group] || sharing.margin(group, price) < 0;
                    sum += runs ? sharing.response(group, price) : 0;
                }
            }
            if (sum < amount) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return 0.5 * (below + above);
    }

    /** Groups whose choice matters most come first. */
    private void order() {
        for (int group = 0; group < groups; group++) {
            margin[group] = sharing.margin(group, regionPrice[region[group]]);
            order[group] = group; // equal choices are told apart by this case alone
        }
        for (int i = 1; i < groups; i++) {
            int group = order[i];
            int at = i;
            while (at > 0 && Math.abs(margin[order[at - 1]]) < Math.abs(margin[group])) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = group;
        }
        restMargin[groups] = 0;
        for (int depth = groups - 1; depth >= 0; depth--) {
            int group = order[depth];
            double least =
                    !canRun[group]
                            ? 0
                            : mustRun[group] ? margin[group] : Math.min(0, margin[group]);
            restMargin[depth] = restMargin[depth + 1] + least;
        }
    }

    /**
     * Decides the groups from a depth on.
     *
     * @param bound of the groups decided so far
     * @param lowKw least sum of those that run
     * @param highKw greatest sum of those that run or are open
     */
    private void descend(int depth, double bound, double lowKw, double highKw) {
        double slack = RELATIVE * (1 + Math.abs(second));
        boolean isHopeless =
                second < Double.POSITIVE_INFINITY && bound + restMargin[depth] > second + slack;
        double room = RELATIVE * (1 + sharing.balanceKw());
        if (isHopeless
                || lowKw > sharing.balanceKw() + room
                || highKw < sharing.balanceKw() - room
                || ++nodes >= MOST_NODES) {
            return;
        }
        if (depth == groups) {
            leaf();
        } else {
            branch(depth, bound, lowKw, highKw, room);
        }
    }

    private void branch(int depth, double bound, double lowKw, double highKw, double room) {
        int group = order[depth];
        boolean isFirstOn = margin[group] < 0;
        for (int branch = 0; branch < 2; branch++) {
            boolean runs = isFirstOn == (branch == 0);
            if (runs && canRun[group]) {
                on[group] = true;
                descend(depth + 1, bound + margin[group], lowKw + sharing.lowKw[group], highKw);
                on[group] = false;
            } else if (!runs && !(mustRun[group] && canRun[group])) {
                double gone = canRun[group] ? sharing.highKw[group] : 0;
                int r = region[group];
                regionHighKw[r] -= gone;
                if (regionHighKw[r] >= sharing.floorKw[r] - room) {
                    descend(depth + 1, bound, lowKw, highKw - gone);
                }
                regionHighKw[r] += gone;
            }
        }
    }

    private void leaf() {
        if (!sharing.share(on, kw)) {
            return;
        }
        leaves++;
        double cost = sharing.cost(on, kw);
        if (cost < best) {
            second = best;
            best = cost;
            System.arraycopy(on, 0, bestOn, 0, groups);
            System.arraycopy(kw, 0, bestKw, 0, groups);
        } else if (cost < second) {
            second = cost;
        }
    }
}
