package org.evenflow.economic;

import java.util.Arrays;
import org.evenflow.model.ChargerGroups;
import org.jspecify.annotations.Nullable;

/**
 * Distributed bisection: groups agree on one common number at which their own answers meet the
 * balance, telling neighbours nothing but sums (J. Li et al., equations 13 to 15; the method is
 * that of H. Xing, Y. Mou, M. Fu and Z. Lin, "Distributed bisection method for economic power
 * dispatch in smart grid", IEEE Trans. Power Systems 30(6), 2015). First each region whose groups'
 * least powers leave demand unmet finds the number that meets it, then all find a common one, and a
 * group answers to the larger of the two, so that no region falls below its floor again.
 *
 * <p>An answer never falls as the number rises. Where it jumps, all groups go the same part of the
 * jump, so that the balance is exact. Mutable, for one thread.
 */
public final class NeighbourBisection {
    /** What a group answers to a common number. */
    public interface Answers {
        /** Power of a running group, kW; from its least to its greatest as the number rises. */
        double kw(int group, double number);

        /** At and below this number a group answers with its least power. */
        double first(int group);

        /** At and above this number a group answers with its greatest power. */
        double last(int group);
    }

    private final NeighbourTree all;
    private final @Nullable NeighbourTree[] regions;
    private final int[] region;
    private final double[] floorKw;
    private final double[] ownKw;
    private final double[] upperKw;
    private final boolean[] isMember;

    /** A bisection among the groups of a world. */
    public NeighbourBisection(ChargerGroups world) {
        int groups = world.groups().size();
        all = NeighbourTree.of(world);
        regions = new NeighbourTree[world.regions().size()];
        region = new int[groups];
        for (int r = 0; r < regions.length; r++) {
            regions[r] = NeighbourTree.ofRegion(world, r);
        }
        for (int group = 0; group < groups; group++) {
            region[group] = world.regionOf(group);
        }
        floorKw = new double[groups];
        ownKw = new double[groups];
        upperKw = new double[groups];
        isMember = new boolean[groups];
    }

    /**
     * Sets the powers of the plan's running groups; their limits must allow balance and floors.
     * Adds to the plan's messages.
     *
     * @param given what is asked
     * @param answers of the groups
     * @param width to which the common number is found, in its own unit
     * @param plan says which groups run, receives powers
     */
    public void balance(EconomicCase given, Answers answers, double width, EconomicPlan plan) {
        plan.messages = Math.max(0, plan.messages);
        // State, limits and the range of the common number travel together.
        all.exchange();
        double from = Double.POSITIVE_INFINITY;
        double to = Double.NEGATIVE_INFINITY;
        for (int group = 0; group < region.length; group++) {
            floorKw[group] = plan.on[group] ? given.lowKw(group) : 0;
            if (plan.on[group]) {
                from = Math.min(from, answers.first(group));
                to = Math.max(to, answers.last(group));
            }
        }
        plan.messages += all.takeMessages();
        if (from > to) {
            Arrays.fill(plan.kw, 0);
            return;
        }
        var range = new Range(from - width, to + width, width);
        for (int r = 0; r < regions.length; r++) {
            raiseFloors(r, given, answers, range, plan);
        }
        System.arraycopy(plan.on, 0, isMember, 0, isMember.length);
        find(all, answers, range, given.balanceKw());
        plan.messages += all.takeMessages();
        System.arraycopy(ownKw, 0, plan.kw, 0, ownKw.length);
    }

    /** Where a common number lies, and to which width it is found. */
    private record Range(double from, double to, double width) {}

    /** Raises a region's floors where its groups' least powers leave its demand unmet. */
    private void raiseFloors(
            int r, EconomicCase given, Answers answers, Range range, EconomicPlan plan) {
        double least = 0;
        for (int group = 0; group < region.length; group++) {
            isMember[group] = plan.on[group] && region[group] == r;
            least += isMember[group] ? floorKw[group] : 0;
        }
        if (given.floorKw(r) > least) {
            NeighbourTree tree = regions[r] == null ? all : regions[r];
            find(tree, answers, range, given.floorKw(r));
            for (int group = 0; group < region.length; group++) {
                floorKw[group] = isMember[group] ? ownKw[group] : floorKw[group];
            }
            plan.messages += tree.takeMessages();
        }
    }

    /** Finds the number at which the members' answers sum to an amount, and leaves the answers. */
    private void find(NeighbourTree tree, Answers answers, Range range, double amountKw) {
        double below = range.from();
        double above = range.to();
        while (above - below > range.width()) {
            double middle = 0.5 * (below + above);
            if (middle <= below || middle >= above) {
                break;
            }
            answer(answers, middle, ownKw);
            if (tree.sum(ownKw) < amountKw) {
                below = middle;
            } else {
                above = middle;
            }
        }
        answer(answers, above, upperKw);
        answer(answers, below, ownKw);
        jump(tree, amountKw);
    }

    /** All members go the same part of the way from their own to the upper answers. */
    private void jump(NeighbourTree tree, double amountKw) {
        double upper = tree.sum(upperKw);
        double lower = tree.sum(ownKw);
        double part =
                upper > lower ? Math.min(1, Math.max(0, (amountKw - lower) / (upper - lower))) : 0;
        for (int group = 0; group < ownKw.length; group++) {
            ownKw[group] += part * (upperKw[group] - ownKw[group]);
        }
    }

    private void answer(Answers answers, double number, double[] kw) {
        for (int group = 0; group < kw.length; group++) {
            kw[group] = isMember[group] ? Math.max(floorKw[group], answers.kw(group, number)) : 0;
        }
    }
}
