package org.evenflow.control.mpc;

import java.util.Arrays;

/**
 * What of a {@link FleetProgram} never changes: how many blocks, which vehicles at which points of
 * the network, and which points share a station and a transformer.
 *
 * <p>A <em>slot</em> is a place for one vehicle; a <em>point</em> is where the powers of slots are
 * summed: a station, or those of its connectors that load the same phases.
 *
 * @param blocks number of blocks
 * @param pointOf point of each slot
 * @param from first block of each slot
 * @param to first block after each slot's last
 * @param givesBack whether each slot may discharge
 * @param stationOf station of each point
 * @param transformerOf transformer of each station, -1 where it has none
 * @param transformers number of supply transformers
 * @param months number of billing months
 * @param segments pieces of the cost of wear, at least 1
 */
record FleetShape(
        int blocks,
        int[] pointOf,
        int[] from,
        int[] to,
        boolean[] givesBack,
        int[] stationOf,
        int[] transformerOf,
        int transformers,
        int months,
        int segments) {

    int slots() {
        return pointOf.length;
    }

    int points() {
        return stationOf.length;
    }

    int stations() {
        return transformerOf.length;
    }

    /** The same sites with slots that are open in all blocks. */
    static FleetShape ofConnectors(
            int blocks,
            int[] pointOf,
            boolean[] givesBack,
            int[] stationOf,
            int[] transformerOf,
            int transformers,
            int months,
            int segments) {
        int[] from = new int[pointOf.length];
        int[] to = new int[pointOf.length];
        Arrays.fill(to, blocks);
        return new FleetShape(
                blocks,
                pointOf,
                from,
                to,
                givesBack,
                stationOf,
                transformerOf,
                transformers,
                months,
                segments);
    }
}
