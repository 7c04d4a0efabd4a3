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

    /**
     * Slots for connectors, open in all blocks, and behind them for newcomers, open from their
     * arrival on.
     */
    static FleetShape receding(
            int blocks,
            Points points,
            int[] transformerOf,
            int transformers,
            int months,
            int segments) {
        int connectors = points.ofConnector().length;
        int slots = connectors + Newcomers.count(points.count(), blocks);
        int[] pointOf = Arrays.copyOf(points.ofConnector(), slots);
        boolean[] givesBack = Arrays.copyOf(points.givesBack(), slots);
        int[] from = new int[slots];
        int[] to = new int[slots];
        Arrays.fill(to, blocks);
        for (int i = 0; connectors + i < slots; i++) {
            pointOf[connectors + i] = Newcomers.point(i, blocks);
            from[connectors + i] = Newcomers.arrivalBlock(i, blocks);
        }
        return new FleetShape(
                blocks,
                pointOf,
                from,
                to,
                givesBack,
                points.station(),
                transformerOf,
                transformers,
                months,
                segments);
    }
}
