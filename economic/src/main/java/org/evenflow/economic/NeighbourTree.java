package org.evenflow.economic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.model.ChargerGroups;
import org.jspecify.annotations.Nullable;

/**
 * How groups that talk only to neighbours learn a sum: along a tree of links every group adds what
 * its children told it to its own number and tells its parent; the root tells the result back down
 * (A. Segall, "Distributed network protocols", IEEE Trans. Information Theory 29(1), 1983). All
 * know the same bits then, after two messages per link. Mutable: it counts messages.
 */
final class NeighbourTree {
    private final int[] members;
    private final int[] parent;
    private final double[] partial;
    private int messages;

    private NeighbourTree(int[] members, int[] parent, int groups) {
        this.members = members;
        this.parent = parent;
        partial = new double[groups];
    }

    /** The tree of all groups, which the world's links connect. */
    static NeighbourTree of(ChargerGroups world) {
        NeighbourTree tree = breadthFirst(world, -1);
        if (tree == null) {
            throw new IllegalStateException("the groups of a world are connected");
        }
        return tree;
    }

    /** The tree of a region's groups; null where their own links do not connect them. */
    static @Nullable NeighbourTree ofRegion(ChargerGroups world, int region) {
        return breadthFirst(world, region);
    }

    /** Grows from the first group over links between groups of a region, or of all for -1. */
    private static @Nullable NeighbourTree breadthFirst(ChargerGroups world, int region) {
        int groups = world.groups().size();
        List<Integer> wanted = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            if (region < 0 || world.regionOf(group) == region) {
                wanted.add(group);
            }
        }
        int[] parent = new int[groups];
        Arrays.fill(parent, -1);
        List<Integer> reached = new ArrayList<>();
        if (!wanted.isEmpty()) {
            reached.add(wanted.getFirst());
        }
        for (int at = 0; at < reached.size(); at++) {
            for (int next : world.neighbours(reached.get(at))) {
                if (wanted.contains(next) && !reached.contains(next)) {
                    parent[next] = reached.get(at);
                    reached.add(next);
                }
            }
        }
        return reached.size() < wanted.size()
                ? null
                : new NeighbourTree(
                        reached.stream().mapToInt(Integer::intValue).toArray(), parent, groups);
    }

    /** Sum of the members' numbers, which every member knows afterwards. */
    double sum(double[] own) {
        for (int member : members) {
            partial[member] = own[member];
        }
        for (int i = members.length - 1; i > 0; i--) {
            partial[parent[members[i]]] += partial[members[i]];
            messages++;
        }
        spread();
        return members.length == 0 ? 0 : partial[members[0]];
    }

    /** Counts one more exchange whose numbers travel in one message each way. */
    void exchange() {
        messages += Math.max(0, members.length - 1);
        spread();
    }

    private void spread() {
        messages += Math.max(0, members.length - 1);
    }

    /** Messages since the last call. */
    int takeMessages() {
        int count = messages;
        messages = 0;
        return count;
    }
}
