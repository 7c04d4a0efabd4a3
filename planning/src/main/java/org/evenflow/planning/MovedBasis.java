package org.evenflow.planning;

import java.util.Arrays;
import org.evenflow.numeric.Basis;

/**
 * Where a simplex method begins when a program's blocks have moved: each new block begins as the
 * old one did that was there at its time, in place of the one of its number. The energy of an old
 * block that the solution only filled in part is shared out among the new ones within it. What is
 * no basis then, the solver repairs: it changes where a solve begins, not what it finds.
 */
final class MovedBasis {
    /** Energy below which nothing is left to share out, kWh; the solver's tolerance. */
    private static final double TINY_KWH = 1e-7;

    private final FleetProgram fleet;
    private final Blocks blocks;

    /** Old boundaries, the last block stretched to the new end. */
    private final int[] before;

    /** The first and the last old block in each new one. */
    private final int[] firstOf;

    private final int[] lastOf;
    private final Basis old;
    private final byte[] columns;
    private final byte[] rows;

    private MovedBasis(FleetProgram fleet, int[] before, Blocks blocks) {
        this.fleet = fleet;
        this.blocks = blocks;
        int count = blocks.count;
        this.before = before.clone();
        this.before[count] = Math.max(before[count], blocks.end());
        firstOf = new int[count];
        lastOf = new int[count];
        for (int k = 0; k < count; k++) {
            int last = Math.max(blocks.start[k], blocks.start[k + 1] - 1);
            firstOf[k] = blockOf(this.before, blocks.start[k]);
            lastOf[k] = blockOf(this.before, last);
        }
        old = fleet.program.basis();
        columns = old.columns().clone();
        rows = old.rows().clone();
    }

    /**
     * Lets the next solve of a program that has a solution begin there, if inner boundaries moved.
     *
     * @param before boundaries of the blocks that were solved
     * @param blocks those to be solved
     */
    static void startFrom(FleetProgram fleet, int[] before, Blocks blocks) {
        int count = blocks.count;
        int inner = Math.min(2, count);
        if (!Arrays.equals(before, inner, count, blocks.start, inner, count)) {
            fleet.program.basis(new MovedBasis(fleet, before, blocks).moved());
        }
    }

    private Basis moved() {
        for (int first : fleet.columnStrips) {
            strip(first, old.columns(), columns);
        }
        for (int first : fleet.rowStrips) {
            strip(first, old.rows(), rows);
        }
        for (int slot = 0; slot < fleet.shape.slots(); slot++) {
            if (fleet.shape.from()[slot] == 0 && fleet.shape.to()[slot] == blocks.count) {
                int directions = fleet.shape.givesBack()[slot] ? 2 : 1;
                for (int i = 0; i < directions * fleet.shape.segments(); i++) {
                    flow(slot, i);
                }
                store(slot);
            }
        }
        return new Basis(columns, rows);
    }

    private void strip(int first, byte[] was, byte[] now) {
        for (int k = 0; k < blocks.count; k++) {
            now[first + k] = was[first + firstOf[k]];
        }
    }

    private void flow(int slot, int flow) {
        byte[] status = new byte[blocks.count];
        Arrays.fill(status, (byte) -1);
        for (int j = firstOf[0]; j <= lastOf[blocks.count - 1]; j++) {
            share(j, column(slot, j, flow), status);
        }
        for (int k = 0; k < blocks.count; k++) {
            columns[column(slot, k, flow)] = status[k] < 0 ? Basis.LOWER : status[k];
        }
        // What the first block has more is full where the others of its time are.
        if (flow % fleet.shape.segments() == fleet.shape.segments() - 1) {
            int at = column(slot, 0, flow);
            byte rest = columns[at] == Basis.UPPER ? Basis.UPPER : Basis.LOWER;
            int more = fleet.shape.segments(0) - fleet.shape.segments();
            Arrays.fill(columns, at + 1, at + 1 + more, rest);
        }
    }

    /** Column of a flow that all blocks have. */
    private int column(int slot, int k, int flow) {
        int usual = fleet.shape.segments();
        int more = flow < usual ? 0 : fleet.shape.segments(k) - usual;
        return fleet.column(slot, k) + flow + more;
    }

    /** Gives the new blocks within an old one their part of its energy, the earliest first. */
    private void share(int j, int column, byte[] status) {
        byte was = old.columns()[column];
        int from = Math.max(before[j], blocks.start[0]);
        int to = before[j + 1];
        double leftKwh = fleet.program.value(column);
        double stepKwh = fleet.program.high(column) / Math.max(1, to - from);
        boolean isOpen = true;
        for (int k = blockOf(blocks.start, from); k < blocks.count && blocks.start[k] < to; k++) {
            byte part = was;
            if (was == Basis.BASIC) {
                int steps = Math.min(to, blocks.start[k + 1]) - Math.max(from, blocks.start[k]);
                double roomKwh = stepKwh * steps;
                boolean isLast = blocks.start[k + 1] >= to;
                if (isOpen && (isLast || leftKwh < roomKwh - TINY_KWH)) {
                    isOpen = false;
                } else {
                    part = leftKwh > TINY_KWH ? Basis.UPPER : Basis.LOWER;
                }
                leftKwh = Math.max(0, leftKwh - roomKwh);
            }
            status[k] = status[k] < 0 || status[k] == part ? part : Basis.BASIC;
        }
    }

    /** A limit of what is stored stays where an old block ended there, others do not bind. */
    private void store(int slot) {
        for (int k = 0; k < blocks.count; k++) {
            int row = fleet.storeRow(slot, k);
            if (row >= 0) {
                int was = fleet.storeRow(slot, lastOf[k]);
                boolean isEnd = before[lastOf[k] + 1] == blocks.start[k + 1];
                rows[row] = isEnd && was >= 0 ? old.rows()[was] : Basis.BASIC;
            }
        }
    }

    /** The block that a step is in, the last one behind all of them. */
    private static int blockOf(int[] start, int step) {
        int k = 0;
        while (k + 2 < start.length && start[k + 1] <= step) {
            k++;
        }
        return k;
    }
}
