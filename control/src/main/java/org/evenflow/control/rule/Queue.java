package org.evenflow.control.rule;

import org.evenflow.control.Limits;
import org.evenflow.control.Observation;

/**
 * The vehicles that still need energy, in order of a key. Mutable arrays, reused from step to step.
 */
final class Queue {
    private int[] connectors = new int[0];
    private double[] keys = new double[0];
    private int[] ranks = new int[0];
    private int count;

    /** What vehicles are ordered by. */
    interface Key {
        double of(Observation observation, int connector);
    }

    /** Collects those that need energy, smallest key first; equal keys in order of arrival. */
    void fill(Observation observation, Key key) {
        Limits limits = observation.limits();
        if (connectors.length < limits.connectors()) {
            connectors = new int[limits.connectors()];
            keys = new double[limits.connectors()];
            ranks = new int[limits.connectors()];
        }
        count = 0;
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            if (limits.highKw(connector) > 0) {
                connectors[count] = connector;
                keys[count] = key.of(observation, connector);
                ranks[count] = observation.arrivalRank(connector);
                count++;
            }
        }
        for (int gap = count / 2; gap > 0; gap = gap == 2 ? 1 : (int) (gap / 2.2)) {
            sortWithGap(gap);
        }
    }

    int[] connectors() {
        return connectors;
    }

    int size() {
        return count;
    }

    /**
     * One pass of Shell's sort (D. Shell, Comm. ACM 2(7), 1959), which sorts three arrays in place
     * without allocating.
     */
    private void sortWithGap(int gap) {
        for (int i = gap; i < count; i++) {
            int connector = connectors[i];
            double key = keys[i];
            int rank = ranks[i];
            int j = i;
            while (j >= gap
                    && (keys[j - gap] > key || (keys[j - gap] == key && ranks[j - gap] > rank))) {
                connectors[j] = connectors[j - gap];
                keys[j] = keys[j - gap];
                ranks[j] = ranks[j - gap];
                j -= gap;
            }
            connectors[j] = connector;
            keys[j] = key;
            ranks[j] = rank;
        }
    }
}
