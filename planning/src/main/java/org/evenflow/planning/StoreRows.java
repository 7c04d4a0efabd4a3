package org.evenflow.planning;

import org.evenflow.numeric.LinearProgram;

/**
 * What the vehicles of a {@link FleetProgram} have stored: {@code e_k = e_(k-1) + η_c c - d / η_d}
 * within its bounds, and what the driver lacks at the end, {@code u}, at its price.
 *
 * <p>A slot that gives nothing back needs one row only, the sum of what it stores. The others have
 * a row per block with the sum of all flows since a block whose stored energy is a column, as only
 * each {@link #RUN}th block's is. In place of a chain of stores a change of one bound then concerns
 * one row, a third of the columns is gone, and rows that do not bind rest on their own slack.
 */
final class StoreRows {
    private static final double FREE = Double.POSITIVE_INFINITY;

    /** Blocks until stored energy is a column again: sums over a long plan would be too long. */
    private static final int RUN = 10;

    private final LinearProgram program;
    private final FleetShape shape;

    /** First column of each slot's flows, block after block. */
    private final int[] flowColumn;

    private final int[] row;
    private final int[] lackColumn;
    private final int[] storeColumn;

    /** What each slot has stored before its first block, kWh. */
    private final double[] startKwh;

    StoreRows(LinearProgram program, FleetShape shape, int[] flowColumn) {
        this.program = program;
        this.shape = shape;
        this.flowColumn = flowColumn;
        row = new int[shape.slots()];
        lackColumn = new int[shape.slots()];
        storeColumn = new int[shape.slots()];
        startKwh = new double[shape.slots()];
    }

    /** Adds the rows of a slot, the flows of which are there. */
    void add(int slot) {
        int open = shape.open(slot);
        boolean isGroup = shape.isGroup(slot);
        lackColumn[slot] = program.columns();
        for (int i = 0; i < (isGroup ? open : 1); i++) {
            program.column(0, FREE, 0);
        }
        row[slot] = program.rows();
        storeColumn[slot] = program.columns();
        if (shape.givesBack()[slot]) {
            for (int i = 0; i < open; i++) {
                addBlock(slot, i);
            }
            for (int i = isGroup ? 0 : open - 1; i < open; i++) {
                int lack = lackColumn[slot] + (isGroup ? i : 0);
                for (int later = i; later < endOfRun(slot, i); later++) {
                    program.coefficient(row[slot] + later, lack, 1);
                }
            }
        } else {
            program.coefficient(program.row(0, 0), lackColumn[slot], 1);
        }
        efficiency(slot, 1, 1);
    }

    private void addBlock(int slot, int i) {
        int sum = program.row(0, 0);
        if (isStored(slot, i)) {
            program.coefficient(sum, program.column(0, 0, 0), -1);
        }
        if (i >= RUN) {
            program.coefficient(sum, storeColumn[slot] + i / RUN - 1, 1);
        }
    }

    /** The first of a slot's blocks after the run that block {@code i} of it is in. */
    private int endOfRun(int slot, int i) {
        return Math.min(shape.open(slot), (i / RUN + 1) * RUN);
    }

    /** Whether what is stored at the end of block {@code i} of a slot is a column. */
    private boolean isStored(int slot, int i) {
        return i + 1 == endOfRun(slot, i);
    }

    /** Sets what a slot's vehicle stores per kWh and gives per kWh stored. */
    void efficiency(int slot, double charge, double discharge) {
        boolean both = shape.givesBack()[slot];
        for (int i = 0; i < shape.open(slot); i++) {
            int k = shape.from()[slot] + i;
            int at = flowColumn[slot] + shape.flowsBefore(slot, k);
            int segments = shape.segments(k);
            int last = both ? endOfRun(slot, i) : 1;
            for (int sum = row[slot] + (both ? i : 0); sum < row[slot] + last; sum++) {
                for (int s = 0; s < segments; s++) {
                    program.coefficient(sum, at + s, charge);
                    if (both) {
                        program.coefficient(sum, at + segments + s, -1 / discharge);
                    }
                }
            }
        }
    }

    /** Closes a slot: nothing is stored there. */
    void close(int slot) {
        program.bounds(lackColumn[slot], 0, 0);
        if (!shape.givesBack()[slot]) {
            program.rowBounds(row[slot], 0, 0);
            return;
        }
        start(slot, 0);
        for (int i = 0; i < shape.open(slot); i++) {
            bounds(slot, i, 0, 0);
        }
        program.cost(endColumn(slot), 0);
    }

    /** Sets what a slot's vehicle has and needs, {@link FleetProgram#vehicle}. */
    void vehicle(
            int slot,
            double storedKwh,
            double floorKwh,
            double needKwh,
            double mostKwh,
            double lackCost,
            double endValue) {
        double most = Math.max(mostKwh, storedKwh);
        double floor = Math.min(floorKwh, storedKwh);
        double end = Math.max(floor, Math.min(needKwh, most));
        // What lacks fills the store up from the floor, or it could be given back besides.
        boolean isFilled = shape.givesBack()[slot] && !shape.isGroup(slot);
        program.bounds(lackColumn[slot], 0, isFilled ? end - floor : FREE);
        program.cost(lackColumn[slot], lackCost);
        if (!shape.givesBack()[slot]) {
            double gap = Math.max(0, needKwh - storedKwh);
            program.rowBounds(row[slot], gap, Math.max(gap, most - storedKwh));
            return;
        }
        start(slot, storedKwh);
        int last = shape.open(slot) - 1;
        for (int i = 0; i <= last; i++) {
            bounds(slot, i, i == last ? end : floor, most);
        }
        program.cost(endColumn(slot), -endValue);
    }

    /** Bounds what a group has stored at the end of a block, {@link FleetProgram#store}. */
    void store(int slot, int k, double leastKwh, double mostKwh, double lackCost) {
        int i = k - shape.from()[slot];
        bounds(slot, i, leastKwh, mostKwh);
        program.cost(lackColumn[slot] + i, lackCost);
    }

    private int endColumn(int slot) {
        return storeColumn[slot] + (shape.open(slot) - 1) / RUN;
    }

    private void start(int slot, double storedKwh) {
        startKwh[slot] = storedKwh;
        for (int i = 0; i < shape.open(slot); i++) {
            if (isStored(slot, i)) {
                double fixed = i < RUN ? -storedKwh : 0;
                program.rowBounds(row[slot] + i, fixed, fixed);
            }
        }
    }

    private void bounds(int slot, int i, double leastKwh, double mostKwh) {
        if (isStored(slot, i)) {
            program.bounds(storeColumn[slot] + i / RUN, leastKwh, mostKwh);
        } else {
            double start = i < RUN ? startKwh[slot] : 0;
            program.rowBounds(row[slot] + i, leastKwh - start, mostKwh - start);
        }
    }

    /** Row that bounds what is stored at the end of a block, -1 where none or a column does. */
    int row(int slot, int k) {
        int i = k - shape.from()[slot];
        return shape.givesBack()[slot] && !isStored(slot, i) ? row[slot] + i : -1;
    }

    /** Column of what a slot's driver lacks at the end; the first of several of a group. */
    int lackColumn(int slot) {
        return lackColumn[slot];
    }

    /** Energy that a slot's driver lacks at the end, kWh in the battery. */
    double lackKwh(int slot) {
        return program.value(lackColumn[slot]);
    }
}
