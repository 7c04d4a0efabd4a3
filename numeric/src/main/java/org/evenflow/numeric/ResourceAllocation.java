package org.evenflow.numeric;

import java.util.Arrays;

/**
 * Shares a total among variables at least cost: minimise Σ aᵢxᵢ² + bᵢxᵢ with Σ xᵢ = total, lowᵢ ≤
 * xᵢ ≤ highᵢ, and in each of some disjoint sets Σ xᵢ ≥ floor. Exact up to rounding: the sum is
 * piecewise linear in the common price, so the price is found among its breakpoints; a set below
 * its floor at that price is held at the floor with a higher price of its own, which only lowers
 * what is left for the others, so that each set is fixed once (T. Ibaraki and N. Katoh, "Resource
 * allocation problems", 1988; M. Patriksson, "A survey on the continuous nonlinear resource
 * allocation problem", European Journal of Operational Research 185, 2008).
 *
 * <p>With aᵢ = ½ and bᵢ = −yᵢ it is the projection of y onto the feasible set. Mutable: it keeps
 * its work space and the last prices. For one thread.
 */
public final class ResourceAllocation {
    /** Of the total, how much rounding may hide. */
    private static final double RELATIVE = 1e-12;

    private final int[] set;
    private final int sets;
    private final double[] breakpoints;
    private final int[] members;
    private final boolean[] isFixed;
    private int count;
    private double price;
    private double slack;

    /**
     * A problem of as many variables as {@code set} has elements.
     *
     * @param set of each variable, 0 to {@code sets - 1}
     * @param sets how many there are
     */
    public ResourceAllocation(int[] set, int sets) {
        this.set = set.clone();
        this.sets = sets;
        breakpoints = new double[2 * set.length];
        members = new int[set.length];
        isFixed = new boolean[sets];
    }

    /**
     * Finds the shares.
     *
     * @param quadratic a, 0 or more
     * @param linear b
     * @param low least value of a variable that takes part
     * @param high greatest value
     * @param takesPart variables that do not are 0
     * @param total to be shared
     * @param floors least sum by set; at most what its variables can give
     * @param shares receives the values
     * @return whether there is a solution; without one the shares mean nothing
     */
    public boolean solve(
            double[] quadratic,
            double[] linear,
            double[] low,
            double[] high,
            boolean[] takesPart,
            double total,
            double[] floors,
            double[] shares) {
        Arrays.fill(shares, 0);
        Arrays.fill(isFixed, false);
        double left = total;
        slack = RELATIVE * Math.abs(total);
        while (true) {
            gather(takesPart, -1);
            if (!share(quadratic, linear, low, high, left, shares)) {
                return false;
            }
            double common = price;
            boolean isNew = false;
            for (int s = 0; s < sets; s++) {
                if (isFixed[s] || sum(shares, s) >= floors[s] - RELATIVE * Math.abs(floors[s])) {
                    continue;
                }
                gather(takesPart, s);
                if (!share(quadratic, linear, low, high, floors[s], shares)) {
                    return false;
                }
                isFixed[s] = true;
                isNew = true;
                left -= floors[s];
            }
            price = common;
            if (!isNew) {
                return true;
            }
        }
    }

    /** Price of one unit more of the total in the last solution. */
    public double price() {
        return price;
    }

    /** Variables of one set, or for -1 of all sets that are not held at their floor. */
    private void gather(boolean[] takesPart, int only) {
        count = 0;
        for (int i = 0; i < set.length; i++) {
            if (takesPart[i] && (only < 0 ? !isFixed[set[i]] : set[i] == only)) {
                members[count++] = i;
            }
        }
    }

    private double sum(double[] shares, int only) {
        double sum = 0;
        for (int i = 0; i < set.length; i++) {
            sum += set[i] == only ? shares[i] : 0;
        }
        return sum;
    }

    /** Shares an amount among the gathered variables. */
    private boolean share(
            double[] a, double[] b, double[] low, double[] high, double amount, double[] shares) {
        double least = 0;
        double most = 0;
        for (int m = 0; m < count; m++) {
            int i = members[m];
            least += low[i];
            most += high[i];
            breakpoints[2 * m] = 2 * a[i] * low[i] + b[i];
            breakpoints[2 * m + 1] = 2 * a[i] * high[i] + b[i];
        }
        double room = slack + RELATIVE * most;
        if (amount < least - room || amount > most + room) {
            return false;
        }
        if (count == 0) {
            price = 0;
            return true;
        }
        Arrays.sort(breakpoints, 0, 2 * count);
        // The first breakpoint at whose upper side the sum suffices.
        int first = 0;
        int last = 2 * count - 1;
        while (first < last) {
            int middle = (first + last) >>> 1;
            if (sumAt(a, b, low, high, breakpoints[middle], true) >= amount) {
                last = middle;
            } else {
                first = middle + 1;
            }
        }
        double above = breakpoints[first];
        double lower = sumAt(a, b, low, high, above, false);
        if (lower <= amount || first == 0) {
            double upper = sumAt(a, b, low, high, above, true);
            double part = upper > lower ? clip((amount - lower) / (upper - lower), 0, 1) : 0;
            price = above;
            assign(a, b, low, high, part, shares);
            settle(low, high, amount, shares);
            return true;
        }
        double below = breakpoints[first - 1];
        double start = sumAt(a, b, low, high, below, true);
        price = below + (above - below) * (amount - start) / (lower - start);
        assign(a, b, low, high, 0, shares);
        settle(low, high, amount, shares);
        return true;
    }

    /** Sum at a price; where it jumps, its upper or its lower side. */
    private double sumAt(
            double[] a, double[] b, double[] low, double[] high, double at, boolean isUpper) {
        double sum = 0;
        for (int m = 0; m < count; m++) {
            int i = members[m];
            if (a[i] > 0) {
                sum += clip((at - b[i]) / (2 * a[i]), low[i], high[i]);
            } else {
                sum += at > b[i] || (isUpper && at == b[i]) ? high[i] : low[i];
            }
        }
        return sum;
    }

    /** Values at the price; variables that jump there go that part of their way. */
    private void assign(
            double[] a, double[] b, double[] low, double[] high, double part, double[] shares) {
        for (int m = 0; m < count; m++) {
            int i = members[m];
            if (a[i] > 0) {
                shares[i] = clip((price - b[i]) / (2 * a[i]), low[i], high[i]);
            } else if (price == b[i]) {
                shares[i] = low[i] + part * (high[i] - low[i]);
            } else {
                shares[i] = price > b[i] ? high[i] : low[i];
            }
        }
    }

    /** Removes what rounding leaves of the sum where values have room; prices may be huge. */
    private void settle(double[] low, double[] high, double amount, double[] shares) {
        double left = amount;
        for (int m = 0; m < count; m++) {
            left -= shares[members[m]];
        }
        for (int m = 0; m < count && left != 0; m++) {
            int i = members[m];
            double moved = clip(shares[i] + left, low[i], high[i]);
            left -= moved - shares[i];
            shares[i] = moved;
        }
    }

    private static double clip(double value, double low, double high) {
        return Math.min(high, Math.max(low, value));
    }
}
