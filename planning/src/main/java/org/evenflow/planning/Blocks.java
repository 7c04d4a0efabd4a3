package org.evenflow.planning;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Settings;

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
     * {@code end}; a block alone is one step. The boundary nearest to each change of price moves
     * there, so that no block has two prices; with more changes than boundaries each boundary moves
     * to a change within half its block.
     *
     * @param end first step after the last block, where there are two or more
     * @param buyPerKwh price of a step
     */
    void growing(int now, int end, IntToDoubleFunction buyPerKwh) {
        int steps = end - now;
        double ratio = ratio(steps);
        double sum = 0;
        double length = 1;
        start[0] = now;
        for (int k = 1; k < count; k++) {
            sum += length;
            length *= ratio;
            start[k] = Math.min(end, now + Math.max(k, (int) Math.round(sum)));
        }
        start[count] = count == 1 ? Math.min(now + 1, end) : end;
        int changes = changes(end, buyPerKwh);
        if (changes <= count - 2) {
            claim(changes, end, buyPerKwh);
        } else {
            snap(end, buyPerKwh);
        }
    }

    /**
     * Likewise, but boundaries stay where they are until they are passed, as far as changes of
     * price and the end let them; as {@link #growing} where there are none to follow.
     */
    void steady(int now, int end, IntToDoubleFunction buyPerKwh) {
        var next = new SteadyBoundaries(now + 1, end, ratio(end - now) - 1, buyPerKwh);
        boolean isFirst = start[count] <= now || start[0] > now;
        int[] inner = isFirst ? new int[0] : next.following(start, count - 2);
        if (inner.length == 0) {
            growing(now, end, buyPerKwh);
            return;
        }
        Arrays.fill(start, end);
        start[0] = now;
        start[1] = now + 1;
        System.arraycopy(inner, 0, start, 2, inner.length);
    }

    /** Whether a step has another price than the one before. */
    static boolean changesAt(int step, IntToDoubleFunction price) {
        return price.applyAsDouble(step) != price.applyAsDouble(step - 1);
    }

    /** Changes of price after the first block. */
    private int changes(int end, IntToDoubleFunction price) {
        int changes = 0;
        for (int at = start[1] + 1; at < end; at++) {
            changes += changesAt(at, price) ? 1 : 0;
        }
        return changes;
    }

    /** Gives every change of price the nearest boundary that is left; the others make room. */
    private void claim(int changes, int end, IntToDoubleFunction price) {
        int next = 2;
        int left = changes;
        for (int at = start[1] + 1; left > 0; at++) {
            if (!changesAt(at, price)) {
                continue;
            }
            left--;
            int nearest = next;
            for (int k = next + 1; k < count - left && k <= at - start[0]; k++) {
                if (Math.abs(start[k] - at) < Math.abs(start[nearest] - at)) {
                    nearest = k;
                }
            }
            start[nearest] = at;
            for (int k = nearest - 1; k >= next; k--) {
                start[k] = Math.min(start[k], start[k + 1] - 1);
            }
            for (int k = nearest + 1; k < count; k++) {
                start[k] = Math.min(end, Math.max(start[k], start[k - 1] + 1));
            }
            next = nearest + 1;
        }
    }

    private void snap(int end, IntToDoubleFunction price) {
        for (int k = 2; k < count; k++) {
            int least = Math.min(end, start[k - 1] + 1);
            start[k] = snapped(start[k], (start[k] - start[k - 1]) / 2, least, end, price);
        }
    }

    private static int snapped(
            int usual, int reach, int least, int end, IntToDoubleFunction price) {
        for (int away = 0; away <= reach; away++) {
            for (int at : new int[] {usual - away, usual + away}) {
                if (at >= least && at < end && changesAt(at, price)) {
                    return at;
                }
            }
        }
        return Math.max(least, usual);
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

    /**
     * How a receding plan divides the time ahead: into steps, or into blocks that grow as far as
     * the last declared departure, a day at most. For large fleets boundaries stay in place until
     * they are passed.
     */
    static final class Horizon {
        private static final double DAY_H = 24;

        private final boolean isEqual;

        /** Whether boundaries stay in place until they are passed. */
        final boolean isSteady;

        /**
         * A horizon.
         *
         * @param isPlannedSingly whether every connector has a slot of its own
         */
        Horizon(Settings settings, int connectors, boolean isPlannedSingly) {
            isEqual = settings.isOn("equal_blocks");
            isSteady = !isEqual && isPlannedSingly && connectors > settings.number("steady_above");
        }

        /**
         * Divides the time from the present step on.
         *
         * @param departure step by which the driver at a connector is expected to leave
         * @param buyPerKwh price of a step
         */
        void divide(
                Observation observation,
                IntUnaryOperator departure,
                Blocks blocks,
                IntToDoubleFunction buyPerKwh) {
            int now = observation.step();
            if (isEqual) {
                blocks.equal(now, observation.steps());
                return;
            }
            int end = end(observation, departure, blocks.count);
            if (isSteady) {
                blocks.steady(now, end, buyPerKwh);
            } else {
                blocks.growing(now, end, buyPerKwh);
            }
        }

        /** First step after the last declared departure, within the run and a day. */
        static int end(Observation observation, IntUnaryOperator departure, int blocks) {
            Limits limits = observation.limits();
            int now = observation.step();
            int last = now + blocks;
            for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                last = Math.max(last, departure.applyAsInt(limits.connectorAt(rank)));
            }
            int day = now + (int) Math.round(DAY_H / observation.stepHours());
            return Math.min(observation.steps(), Math.min(last, day));
        }
    }

    /**
     * Boundaries between blocks that stay where they are in time until they are passed, so that a
     * plan is like the one before and a solver finds it sooner than from blocks that all move with
     * every step. A boundary that is free divides the block that is too long for its distance; a
     * change of price takes the one that is missed least. Mutable; one instance per step.
     */
    static final class SteadyBoundaries {
        /**
         * How much longer for its distance than where a boundary is missed least a block may grow.
         */
        private static final double UNEVEN = 3;

        private final int first;
        private final int end;

        /** By how much of its distance a block is longer than one step. */
        private final double growth;

        /** Inner boundaries, all after {@link #first}. */
        private final TreeSet<Integer> at = new TreeSet<>();

        private final TreeSet<Integer> changes = new TreeSet<>();

        /**
         * Boundaries between steps.
         *
         * @param first step after the first block
         * @param end first step after the last block
         * @param growth the factor by which blocks grow, less 1
         * @param buyPerKwh price of a step
         */
        SteadyBoundaries(int first, int end, double growth, IntToDoubleFunction buyPerKwh) {
            this.first = first;
            this.end = end;
            this.growth = growth;
            for (int step = first + 1; step < end; step++) {
                if (Blocks.changesAt(step, buyPerKwh)) {
                    changes.add(step);
                }
            }
        }

        /**
         * The boundaries that follow earlier ones.
         *
         * @param before earlier boundaries, their end last
         * @param most how many there may be
         * @return in ascending order; empty where there are more changes of price than that
         */
        int[] following(int[] before, int most) {
            if (changes.size() > most) {
                return new int[0];
            }
            int horizon = Math.min(end, before[before.length - 1]);
            for (int step : before) {
                if (step > first && step < horizon) {
                    at.add(step);
                }
            }
            at.addAll(changes);
            while (at.size() > most) {
                at.remove(leastMissed());
            }
            while (at.size() < Math.min(most, end - first - 1)) {
                at.add(middleOf(longest()));
            }
            even(most);
            return at.stream().mapToInt(Integer::intValue).toArray();
        }

        /** Moves boundaries from where they are missed least to blocks that are far too long. */
        private void even(int rounds) {
            for (int round = 0; round < rounds && at.size() > changes.size(); round++) {
                int least = leastMissed();
                int longest = longest();
                if (length(longest, next(longest)) <= UNEVEN * lengthWithout(least)) {
                    return;
                }
                at.remove(least);
                at.add(middleOf(longest));
            }
        }

        /**
         * Length of a block in terms of what it would have at its distance, were all by one factor.
         */
        private double length(int from, int to) {
            // Of 1, r, r², ... steps each is r - 1 times what lies before it, and one step, long.
            return (to - from) / (1 + (from - first + 1) * growth);
        }

        private int next(int boundary) {
            Integer higher = at.higher(boundary);
            return higher == null ? end : higher;
        }

        private double lengthWithout(int boundary) {
            Integer lower = at.lower(boundary);
            return length(lower == null ? first : lower, next(boundary));
        }

        /** The boundary that is no change of price without which the block there is shortest. */
        private int leastMissed() {
            int best = end;
            double least = Double.POSITIVE_INFINITY;
            for (int boundary : at) {
                if (!changes.contains(boundary) && lengthWithout(boundary) < least) {
                    least = lengthWithout(boundary);
                    best = boundary;
                }
            }
            return best;
        }

        /** Where the longest block begins that is more than a step. */
        private int longest() {
            int best = first;
            double most = 0;
            for (int from = first; from < end; from = next(from)) {
                if (next(from) - from > 1 && length(from, next(from)) > most) {
                    most = length(from, next(from));
                    best = from;
                }
            }
            return best;
        }

        /** Parts a block into two of which the second is longer by the factor. */
        private int middleOf(int from) {
            return from + Math.max(1, (int) Math.round((next(from) - from) / (2 + growth)));
        }
    }
}
