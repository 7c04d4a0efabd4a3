package org.evenflow.data.opendss;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.model.Phases;

/**
 * Where one end of an element is connected: {@code 632.3.2} is bus 632, nodes 3 and 2. Nodes 1 to 3
 * are phases a to c, node 0 is earth; others are neutrals.
 *
 * @param bus name as the script writes it
 * @param nodes those that are given, maybe none
 * @param value where it comes from
 */
record Terminal(String bus, List<Integer> nodes, Value value) {
    static Terminal of(Value value) {
        String[] parts = value.word().split("\\.", -1);
        if (parts[0].isBlank()) {
            throw value.wrong("a bus, maybe with nodes: bus.1.2.3");
        }
        var nodes = new ArrayList<Integer>();
        for (int part = 1; part < parts.length; part++) {
            if (!parts[part].matches("\\d{1,3}")) {
                throw value.wrong("a bus, maybe with nodes: bus.1.2.3");
            }
            nodes.add(Integer.valueOf(parts[part]));
        }
        return new Terminal(parts[0], List.copyOf(nodes), value);
    }

    /** Whether both are at one bus. */
    boolean isAt(Terminal other) {
        return bus.equalsIgnoreCase(other.bus);
    }

    /**
     * Node of a conductor: what is given, else its phase, and earth for conductors beyond the
     * phases.
     */
    int node(int conductor, int phases) {
        if (conductor < nodes.size()) {
            return nodes.get(conductor);
        }
        return conductor < phases ? conductor + 1 : 0;
    }

    /** The phases that the first {@code count} conductors join, each from 0 to 2. */
    int[] phaseOrder(int count) {
        var order = new int[count];
        int mask = 0;
        for (int conductor = 0; conductor < count; conductor++) {
            int phase = node(conductor, count) - 1;
            if (phase < 0 || phase > 2 || (mask >> phase & 1) == 1) {
                throw value.wrong(count + " different nodes out of 1, 2 and 3");
            }
            mask |= 1 << phase;
            order[conductor] = phase;
        }
        return order;
    }

    Phases phases(int count) {
        int mask = 0;
        for (int phase : phaseOrder(count)) {
            mask |= 1 << phase;
        }
        return Phases.of(mask);
    }
}
