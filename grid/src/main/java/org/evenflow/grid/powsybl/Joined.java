package org.evenflow.grid.powsybl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;
import org.evenflow.model.Machine;

/**
 * Buses that closed switches join to one node, and the currents of those switches by Kirchhoff's
 * first law: the switches of a node form a tree, so each carries what the buses behind it draw.
 * Holds arrays; package-private.
 */
final class Joined {
    /** Node of each bus. */
    final int[] nodeOf;

    /** Bus at the head of each node: one with an infeed or a machine where there is one. */
    final int[] headOf;

    /** Switches from the ends of the trees towards their heads. */
    private final int[] switches;

    /** The bus on the far side of each of them, seen from the head, and the near one. */
    private final int[] farBus;

    private final int[] nearBus;

    Joined(Feeder feeder, int[] fromBus, int[] toBus, boolean[] joins) {
        int buses = feeder.buses().size();
        var at = new ArrayList<List<Integer>>();
        for (int bus = 0; bus < buses; bus++) {
            at.add(new ArrayList<>());
        }
        for (int branch = 0; branch < joins.length; branch++) {
            if (joins[branch]) {
                at.get(fromBus[branch]).add(branch);
                at.get(toBus[branch]).add(branch);
            }
        }
        nodeOf = new int[buses];
        Arrays.fill(nodeOf, -1);
        var heads = new ArrayList<Integer>();
        var order = new ArrayList<int[]>();
        for (int head : headsFirst(feeder)) {
            if (nodeOf[head] < 0) {
                walk(head, heads.size(), at, fromBus, toBus, order, feeder);
                heads.add(head);
            }
        }
        headOf = heads.stream().mapToInt(Integer::intValue).toArray();
        switches = order.reversed().stream().mapToInt(step -> step[0]).toArray();
        nearBus = order.reversed().stream().mapToInt(step -> step[1]).toArray();
        farBus = order.reversed().stream().mapToInt(step -> step[2]).toArray();
    }

    /** Buses whose reactive power is known last come first. */
    private static List<Integer> headsFirst(Feeder feeder) {
        var index = feeder.busIndex();
        var heads = new ArrayList<Integer>();
        feeder.infeeds().forEach(infeed -> heads.add(index.getOrDefault(infeed.busId(), 0)));
        for (Machine machine : feeder.machines()) {
            if (machine.holdsVoltage()) {
                heads.add(index.getOrDefault(machine.busId(), 0));
            }
        }
        for (int bus = 0; bus < feeder.buses().size(); bus++) {
            heads.add(bus);
        }
        return heads;
    }

    private void walk(
            int head,
            int node,
            List<List<Integer>> at,
            int[] fromBus,
            int[] toBus,
            List<int[]> order,
            Feeder feeder) {
        nodeOf[head] = node;
        var queue = new ArrayDeque<>(List.of(head));
        var used = new ArrayList<Integer>();
        while (!queue.isEmpty()) {
            int bus = queue.remove();
            for (int branch : at.get(bus)) {
                int other = fromBus[branch] == bus ? toBus[branch] : fromBus[branch];
                if (nodeOf[other] < 0) {
                    nodeOf[other] = node;
                    used.add(branch);
                    order.add(new int[] {branch, bus, other});
                    queue.add(other);
                } else if (!used.contains(branch)) {
                    throw new InputException(
                            "feeder "
                                    + feeder.id()
                                    + ": closed switch "
                                    + feeder.branches().get(branch).id()
                                    + " lies parallel to other closed switches, so nothing says"
                                    + " how they share the current; open one or join their buses");
                }
            }
        }
    }

    /**
     * Finds the current of every closed switch.
     *
     * @param drawn current that each bus draws besides its switches, {@code [2 * bus]} and {@code
     *     [2 * bus + 1]} for real and imaginary part; on return what the bus and all behind it draw
     * @param current filled for the closed switches, {@code [branch]}, magnitude
     */
    void currents(double[] drawn, double[] current) {
        for (int i = 0; i < switches.length; i++) {
            int far = farBus[i];
            current[switches[i]] = Math.hypot(drawn[2 * far], drawn[2 * far + 1]);
            drawn[2 * nearBus[i]] += drawn[2 * far];
            drawn[2 * nearBus[i] + 1] += drawn[2 * far + 1];
        }
    }
}
