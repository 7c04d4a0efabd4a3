package org.evenflow.grid;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.model.Branch;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;
import org.evenflow.model.Phases;

/**
 * Walks an unbalanced network from its infeeds and lays out its blocks. Branches of more phases go
 * first; one that reaches a phase which is fed already closes a loop: it feeds nodes of its own,
 * tied to the bus's nodes. Used once, then thrown away.
 */
final class PhaseWalk {
    private final Feeder feeder;
    private final int[] from;
    private final int[] to;
    private final List<List<Integer>> at = new ArrayList<>();
    private final int[] nodeOf;
    private final boolean[] taken;

    /** Branches to take next by number of phases, 1 to 3; later those that close loops. */
    private final List<ArrayDeque<int[]>> frontier = new ArrayList<>();

    private final ArrayDeque<int[]> closing = new ArrayDeque<>();
    private final List<PhaseTree.Block> blocks = new ArrayList<>();
    private final List<int[]> ties = new ArrayList<>();
    private final List<Integer> infeedBlocks = new ArrayList<>();
    private int nodes;

    PhaseWalk(Feeder feeder) {
        this.feeder = feeder;
        int buses = feeder.buses().size();
        int branches = feeder.branches().size();
        from = new int[branches];
        to = new int[branches];
        taken = new boolean[branches];
        nodeOf = new int[3 * buses];
        Arrays.fill(nodeOf, -1);
        var index = feeder.busIndex();
        feeder.buses().forEach(_ -> at.add(new ArrayList<>()));
        for (int branch = 0; branch < branches; branch++) {
            Branch data = feeder.branches().get(branch);
            from[branch] = index.getOrDefault(data.fromBus(), 0);
            to[branch] = index.getOrDefault(data.toBus(), 0);
            if (data.isClosed()) {
                at.get(from[branch]).add(branch);
                at.get(to[branch]).add(branch);
            }
        }
        for (int count = 0; count <= 3; count++) {
            frontier.add(new ArrayDeque<>());
        }
        for (int infeed = 0; infeed < feeder.infeeds().size(); infeed++) {
            begin(infeed, index.getOrDefault(feeder.infeeds().get(infeed).busId(), 0));
        }
        run();
    }

    private void begin(int infeed, int bus) {
        int[] places = places(bus, feeder.buses().get(bus).phases());
        if (feeder.infeeds().get(infeed).isStiff()) {
            infeedBlocks.add(blocks.size());
            add(places, bus, -1, true, new int[0], infeed);
        } else {
            int[] nowhere = {-1, -1, -1};
            int ideal = add(nowhere, bus, -1, true, new int[0], infeed);
            int[] above = new int[places.length];
            for (int i = 0; i < places.length; i++) {
                above[i] = ideal + places[i] % 3;
            }
            if (places.length != 3) {
                throw new InputException(
                        "feeder "
                                + feeder.id()
                                + ": an infeed with an impedance needs three phases");
            }
            infeedBlocks.add(blocks.size());
            add(places, bus, -1, true, above, infeed);
        }
        offer(bus);
    }

    private static int[] places(int bus, Phases phases) {
        return Arrays.stream(phases.numbers()).map(phase -> 3 * bus + phase).toArray();
    }

    /** Adds a block and returns its first node. */
    private int add(
            int[] places, int bus, int branch, boolean isDownward, int[] above, int infeed) {
        int firstNode = nodes;
        blocks.add(new PhaseTree.Block(firstNode, places, bus, branch, isDownward, above, infeed));
        for (int place : places) {
            if (place >= 0) {
                nodeOf[place] = nodes;
            }
            nodes++;
        }
        return firstNode;
    }

    /** Puts the branches at a bus into the frontier that its fed phases can feed. */
    private void offer(int bus) {
        for (int branch : at.get(bus)) {
            Phases phases = feeder.branches().get(branch).phases();
            boolean isFed = Arrays.stream(phases.numbers()).allMatch(k -> nodeOf[3 * bus + k] >= 0);
            if (!taken[branch] && isFed) {
                frontier.get(phases.count()).add(new int[] {branch, bus});
            }
        }
    }

    private void run() {
        while (true) {
            int[] next = null;
            for (int count = 3; count >= 1 && next == null; count--) {
                next = frontier.get(count).poll();
            }
            if (next != null) {
                take(next[0], next[1], false);
            } else if (!closing.isEmpty()) {
                int[] loop = closing.remove();
                take(loop[0], loop[1], true);
            } else {
                break;
            }
        }
        for (int branch = 0; branch < taken.length; branch++) {
            if (feeder.branches().get(branch).isClosed() && !taken[branch]) {
                throw new InputException(
                        "feeder "
                                + feeder.id()
                                + ": branch "
                                + feeder.branches().get(branch).id()
                                + " is fed from both ends in different phases; split it by phase");
            }
        }
    }

    private void take(int branch, int near, boolean isLoop) {
        if (taken[branch]) {
            return;
        }
        int far = from[branch] == near ? to[branch] : from[branch];
        Phases phases = feeder.branches().get(branch).phases();
        int[] above = places(near, phases);
        int[] below = places(far, phases);
        for (int i = 0; i < above.length; i++) {
            above[i] = nodeOf[above[i]];
        }
        boolean isFed = Arrays.stream(below).anyMatch(place -> nodeOf[place] >= 0);
        boolean isDownward = from[branch] == near;
        if (isFed && !isLoop) {
            closing.add(new int[] {branch, near});
            return;
        }
        taken[branch] = true;
        if (!isFed) {
            add(below, far, branch, isDownward, above, -1);
        } else {
            int[] nowhere = new int[below.length];
            Arrays.fill(nowhere, -1);
            int own = add(nowhere, far, branch, isDownward, above, -1);
            for (int i = 0; i < below.length; i++) {
                if (nodeOf[below[i]] >= 0) {
                    ties.add(new int[] {own + i, nodeOf[below[i]]});
                } else {
                    add(new int[] {below[i]}, far, -1, true, new int[] {own + i}, -1);
                }
            }
        }
        offer(far);
    }

    List<PhaseTree.Block> blocks() {
        return blocks;
    }

    int nodes() {
        return nodes;
    }

    int[] nodeOf() {
        return nodeOf;
    }

    /** Pairs of nodes that are held at one voltage. */
    List<int[]> ties() {
        return ties;
    }

    int[] infeedBlocks() {
        return infeedBlocks.stream().mapToInt(Integer::intValue).toArray();
    }
}
