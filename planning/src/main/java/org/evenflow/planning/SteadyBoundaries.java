package org.evenflow.planning;

import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;

/**
 * Boundaries between blocks that stay where they are in time until they are passed, so that a plan
 * is like the one before and a solver finds it sooner than from blocks that all move with every
 * step. A boundary that is free divides the block that is too long for its distance; a change of
 * price takes the one that is missed least. Mutable; one instance per step.
 */
final class SteadyBoundaries {
    /** How much longer for its distance than where a boundary is missed least a block may grow. */
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

    /** Length of a block in terms of what it would have at its distance, were all by one factor. */
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
