package org.evenflow.control.mpc;

/**
 * The blocks of time that a plan distinguishes, whole steps each. Mutable, refilled for every plan;
 * the number of blocks stays.
 */
final class Blocks {
    final int count;

    /** First step of each block, then the first step after the last. */
    final int[] start;

    private final double stepHours;

    Blocks(int count, double stepHours) {
        this.count = count;
        this.stepHours = stepHours;
        start = new int[count + 1];
    }

    /** One step each, from step 0. */
    static Blocks everyStep(int steps, double stepHours) {
        var blocks = new Blocks(steps, stepHours);
        blocks.equal(0, steps);
        return blocks;
    }

    /**
     * One step each from a step on; blocks past the end of the run are empty.
     *
     * @param end first step after the run
     */
    void equal(int now, int end) {
        for (int k = 0; k <= count; k++) {
            start[k] = Math.min(now + k, end);
        }
    }

    /**
     * The first block is one step; the others grow by one factor, so that together they reach
     * {@code end}; a block alone is one step. Each boundary moves to a step where the price changes
     * if one lies within half its block.
     *
     * @param end first step after the last block, where there are two or more
     * @param buyPerKwh price of a step
     */
    void growing(int now, int end, java.util.function.IntToDoubleFunction buyPerKwh) {
        int steps = end - now;
        double ratio = ratio(steps);
        double sum = 0;
        double length = 1;
        start[0] = now;
        for (int k = 1; k < count; k++) {
            sum += length;
            length *= ratio;
            int usual = now + Math.min(steps, Math.max(k, (int) Math.round(sum)));
            int reach = Math.max(0, (usual - start[k - 1]) / 2);
            start[k] = k == 1 ? Math.min(now + 1, end) : snapped(usual, reach, end, k, buyPerKwh);
        }
        start[count] = count == 1 ? Math.min(now + 1, end) : end;
    }

    private int snapped(
            int usual, int reach, int end, int k, java.util.function.IntToDoubleFunction price) {
        int least = Math.min(end, start[k - 1] + 1);
        for (int away = 0; away <= reach; away++) {
            for (int at : new int[] {usual - away, usual + away}) {
                if (at >= least
                        && at < end
                        && at > start[0]
                        && price.applyAsDouble(at) != price.applyAsDouble(at - 1)) {
                    return at;
                }
            }
        }
        return Math.max(least, Math.min(usual, end));
    }

    /** The factor r with {@code 1 + r + r² + … = steps}, at least 1; by bisection. */
    private double ratio(int steps) {
        double low = 1;
        double high = steps;
        for (int i = 0; i < 60 && steps > count; i++) {
            double middle = (low + high) / 2;
            double sum = 0;
            double length = 1;
            for (int k = 0; k < count; k++) {
                sum += length;
                length *= middle;
            }
            if (sum < steps) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Number of steps of a block. */
    int steps(int k) {
        return start[k + 1] - start[k];
    }

    /** Length of a block, h. */
    double hours(int k) {
        return steps(k) * stepHours;
    }

    /** Hours of a block that lie between two steps. */
    double overlap(int k, int from, int to) {
        return Math.max(0, Math.min(start[k + 1], to) - Math.max(start[k], from)) * stepHours;
    }

    /** The first step after the last block. */
    int end() {
        return start[count];
    }
}
