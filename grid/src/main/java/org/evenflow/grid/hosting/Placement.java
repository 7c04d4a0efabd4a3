package org.evenflow.grid.hosting;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.grid.Terminals;
import org.evenflow.model.Phases;
import org.evenflow.numeric.RandomStream;

/**
 * A random order in which customers get a vehicle or a plant, and on which phase: everybody one
 * before anybody a second. Mutable: {@link #draw} begins another. Of an order, each beginning is a
 * draw without replacement, so one order gives all sizes.
 */
final class Placement {
    private final RandomStream who = new RandomStream("placement", 0);
    private final RandomStream which = new RandomStream("phase", 0);
    private final int[] customers;
    private final int[][][] options;
    private final int perCustomer;

    /** Connection point of each slot, and its terminals, each of which takes an equal share. */
    final int[] pointOf;

    final int[][] terminalsOf;

    Placement(HostingSetup setup, Terminals terminals) {
        perCustomer = setup.perCustomer();
        var owners = new ArrayList<Integer>();
        options = new int[setup.points().size()][][];
        for (int point = 0; point < options.length; point++) {
            ConnectionPoint at = setup.points().get(point);
            for (int i = 0; i < at.customers(); i++) {
                owners.add(point);
            }
            var here = setup.feeder().buses().get(at.bus()).phases();
            options[point] = options(at, here, terminals, setup.phases());
        }
        customers = owners.stream().mapToInt(Integer::intValue).toArray();
        pointOf = new int[customers.length * perCustomer];
        terminalsOf = new int[pointOf.length][];
    }

    private static int[][] options(
            ConnectionPoint at, Phases here, Terminals terminals, PhaseRule rule) {
        if (terminals.isBalanced()) {
            return new int[][] {terminals.of(at.bus(), Phases.ABC, false)};
        }
        return switch (rule) {
            case ABC -> new int[][] {terminals.of(at.bus(), here, false)};
            case RANDOM -> single(terminals.of(at.bus(), here, false));
            case AS_LOAD -> single(terminals.of(at.bus(), at.phases(), at.isDelta()));
        };
    }

    private static int[][] single(int[] terminals) {
        List<int[]> each = new ArrayList<>();
        for (int terminal : terminals) {
            each.add(new int[] {terminal});
        }
        return each.toArray(int[][]::new);
    }

    int slots() {
        return pointOf.length;
    }

    /** Draws the order and the phases of a seed (R. Durstenfeld's shuffle, CACM 7(7), 1964). */
    void draw(long seed) {
        who.reset(seed);
        which.reset(seed);
        int[] order = customers.clone();
        for (int round = 0; round < perCustomer; round++) {
            for (int i = order.length - 1; i > 0; i--) {
                int other = who.nextInt(i + 1);
                int kept = order[i];
                order[i] = order[other];
                order[other] = kept;
            }
            System.arraycopy(order, 0, pointOf, round * order.length, order.length);
        }
        for (int slot = 0; slot < pointOf.length; slot++) {
            int[][] choice = options[pointOf[slot]];
            terminalsOf[slot] = choice[which.nextInt(choice.length)];
        }
    }

    /** Terminals of a point, so that all its customers' phases take alike. */
    int[] allTerminals(int point) {
        var all = new ArrayList<Integer>();
        for (int[] option : options[point]) {
            for (int terminal : option) {
                all.add(terminal);
            }
        }
        return all.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Where a slot's vehicle stands. */
    Seat seat(int slot, Terminals terminals, int buses) {
        int[] at = terminalsOf[slot];
        int bus = terminals.busOfTerminal(at[0]);
        if (terminals.isBalanced()) {
            return new Seat(bus, Phases.ABC, false);
        }
        boolean isDelta = at[0] >= 3 * buses;
        int mask = 0;
        for (int terminal : at) {
            int phase = terminal % 3;
            mask |= 1 << phase;
            mask |= isDelta ? 1 << (phase + 1) % 3 : 0;
        }
        return new Seat(bus, Phases.of(mask), isDelta);
    }
}
