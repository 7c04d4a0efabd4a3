package org.evenflow.planning;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.evenflow.control.SiteLayout;

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
 * @param groups how many slots, the first ones, are groups of vehicles
 * @param stationOf station of each point
 * @param transformerOf transformer of each station, -1 where it has none
 * @param transformers number of supply transformers
 * @param months number of billing months
 * @param segments pieces of the cost of wear, at least 1
 * @param firstSegments pieces in the first block, the one that is carried out
 */
record FleetShape(
        int blocks,
        int[] pointOf,
        int[] from,
        int[] to,
        boolean[] givesBack,
        int groups,
        int[] stationOf,
        int[] transformerOf,
        int transformers,
        int months,
        int segments,
        int firstSegments) {

    /** As many pieces in every block. */
    FleetShape(
            int blocks,
            int[] pointOf,
            int[] from,
            int[] to,
            boolean[] givesBack,
            int groups,
            int[] stationOf,
            int[] transformerOf,
            int transformers,
            int months,
            int segments) {
        this(
                blocks,
                pointOf,
                from,
                to,
                givesBack,
                groups,
                stationOf,
                transformerOf,
                transformers,
                months,
                segments,
                segments);
    }

    boolean isGroup(int slot) {
        return slot < groups;
    }

    int slots() {
        return pointOf.length;
    }

    /** In how many blocks a slot's vehicle is there. */
    int open(int slot) {
        return to[slot] - from[slot];
    }

    /** Pieces of the cost of wear in a block. */
    int segments(int k) {
        return k == 0 ? firstSegments : segments;
    }

    /** Columns of energy of a slot and block: charging segments, then discharging ones. */
    int flows(int slot, int k) {
        return givesBack[slot] ? 2 * segments(k) : segments(k);
    }

    /** Columns of energy of a slot in all blocks before one, from the slot's first on. */
    int flowsBefore(int slot, int k) {
        int first = from[slot] == 0 && k > 0 ? flows(slot, 0) - flows(slot, 1) : 0;
        return first + (k - from[slot]) * flows(slot, 1);
    }

    int points() {
        return stationOf.length;
    }

    int stations() {
        return transformerOf.length;
    }

    /**
     * Slots for connectors, or for groups of vehicles at a point that leave in the same hour, open
     * in all blocks, and behind them for newcomers, open from their arrival on.
     */
    static FleetShape receding(
            int blocks,
            Points points,
            boolean isGrouped,
            int[] transformerOf,
            int transformers,
            int months,
            int segments,
            int firstSegments) {
        int[] places = points.ofConnector();
        if (isGrouped) {
            places = new int[GroupedFleet.count(points)];
            Arrays.setAll(places, GroupedFleet::point);
        }
        int own = places.length;
        int slots = own + Newcomers.count(points.count(), blocks);
        int[] pointOf = Arrays.copyOf(places, slots);
        boolean[] givesBack = Arrays.copyOf(points.givesBack(), slots);
        if (isGrouped) {
            Arrays.fill(givesBack, 0, own, true);
            Arrays.fill(givesBack, own, slots, false);
        }
        int[] from = new int[slots];
        int[] to = new int[slots];
        Arrays.fill(to, blocks);
        for (int i = 0; own + i < slots; i++) {
            pointOf[own + i] = Newcomers.point(i, blocks);
            from[own + i] = Newcomers.arrivalBlock(i, blocks);
        }
        return new FleetShape(
                blocks,
                pointOf,
                from,
                to,
                givesBack,
                isGrouped ? own : 0,
                points.station(),
                transformerOf,
                transformers,
                months,
                segments,
                firstSegments);
    }

    /** Supply transformer of every station of a site, -1 where it has none, {@code [station]}. */
    static int[] transformersOf(SiteLayout layout) {
        return IntStream.range(0, layout.stations()).map(layout::transformerOf).toArray();
    }
}
