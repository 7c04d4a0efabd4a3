package org.evenflow.planning;

import java.util.Arrays;
import java.util.List;
import org.evenflow.numeric.LinearProgram;

/**
 * What a {@link FleetProgram} takes from the grid: import less export is base load less plants plus
 * charging, and the greatest mean import of a billing month is charged for.
 */
final class SupplyRows {
    private static final double FREE = Double.POSITIVE_INFINITY;

    private final LinearProgram program;
    private final int importRow;
    private final int importColumn;
    private final int exportColumn;
    private final int curtailColumn;
    private final int peakRow;
    private final int peakColumn;
    private final int[] monthOf;
    private final double[] hoursOf;
    private final double[] extraOf;
    private final int[] pointColumn;
    private final double tieCost;

    /** First column of the pieces of each month's peak, empty where it has but one. */
    private int[] pieceColumn = new int[0];

    private int pieces;
    private final int months;

    /** Where import and export may both be positive. */
    private final boolean[] isEither;

    /** Column of the losses of each block, -1 where there is none. */
    private final int[] lossColumn;

    /**
     * Adds the rows.
     *
     * @param pointColumn first column of each point
     * @param tieCost of a kWh that is curtailed
     */
    SupplyRows(LinearProgram program, FleetShape shape, int[] pointColumn, double tieCost) {
        this.program = program;
        this.pointColumn = pointColumn;
        this.tieCost = tieCost;
        int blocks = shape.blocks();
        importRow = program.rows();
        for (int k = 0; k < blocks; k++) {
            program.row(0, 0);
        }
        peakRow = program.rows();
        for (int k = 0; k < blocks; k++) {
            program.row(-FREE, FREE);
        }
        importColumn = columns(blocks);
        exportColumn = columns(blocks);
        curtailColumn = columns(blocks);
        months = shape.months();
        peakColumn = columns(months);
        isEither = new boolean[blocks];
        monthOf = new int[blocks];
        hoursOf = new double[blocks];
        extraOf = new double[blocks];
        lossColumn = new int[blocks];
        Arrays.fill(monthOf, -1);
        Arrays.fill(lossColumn, -1);
        for (int k = 0; k < blocks; k++) {
            for (int first : pointColumn) {
                program.coefficient(importRow + k, first + k, 1);
            }
            program.coefficient(importRow + k, importColumn + k, -1);
            program.coefficient(importRow + k, exportColumn + k, 1);
            program.coefficient(importRow + k, curtailColumn + k, 1);
            program.coefficient(peakRow + k, importColumn + k, 1);
        }
    }

    /** First columns of what there is once in every block. */
    List<Integer> columnStrips() {
        return List.of(importColumn, exportColumn, curtailColumn);
    }

    /** Likewise of rows. */
    List<Integer> rowStrips() {
        return List.of(importRow, peakRow);
    }

    private int columns(int count) {
        int first = program.columns();
        for (int i = 0; i < count; i++) {
            program.column(0, FREE, 0);
        }
        return first;
    }

    /**
     * Sets what a block costs at the substation.
     *
     * @param fixedKwh base load, plants and losses without charging
     * @param plantKwh of which may be curtailed
     * @param buy currency per kWh imported
     * @param sell currency per kWh exported
     * @param exportKwh most energy exported
     */
    void block(int k, double fixedKwh, double plantKwh, double buy, double sell, double exportKwh) {
        program.rowBounds(importRow + k, -fixedKwh, -fixedKwh);
        program.cost(importColumn + k, buy);
        program.cost(exportColumn + k, -sell);
        program.bounds(exportColumn + k, 0, exportKwh);
        program.bounds(curtailColumn + k, 0, plantKwh);
        program.cost(curtailColumn + k, tieCost);
    }

    /** Lets a block lose energy besides, kWh. */
    void loss(int k, double mostKwh) {
        lossColumn[k] = program.column(0, mostKwh, 0);
        program.coefficient(importRow + k, lossColumn[k], 1);
    }

    /** A block's losses are at least {@code atNone + Σ perKwh * point}, kWh. */
    void lossAbove(int k, double[] perKwh, double atNoneKwh) {
        int row = program.row(atNoneKwh, FREE);
        program.coefficient(row, lossColumn[k], 1);
        for (int p = 0; p < perKwh.length; p++) {
            if (perKwh[p] != 0) {
                program.coefficient(row, pointColumn[p] + k, -perKwh[p]);
            }
        }
    }

    /** What a block loses in the solution, kWh. */
    double lossKwh(int k) {
        return program.value(lossColumn[k]);
    }

    /**
     * Import and export of a block lie below the line between the most of each: all that is left of
     * their exclusion where export earns more than import costs (the convex hull of both axes). As
     * both may then be positive, the month's peak is at least the import alone.
     */
    void either(int k, double mostImportKwh, double mostExportKwh) {
        int row = program.row(-FREE, 1);
        program.coefficient(row, importColumn + k, 1 / mostImportKwh);
        program.coefficient(row, exportColumn + k, 1 / mostExportKwh);
        isEither[k] = true;
    }

    /**
     * Charges a block's greatest import to a billing month: a step's net load may be above zero
     * although the block's mean is far below.
     *
     * @param hours length of the block
     * @param extraKwh what the greatest step lies above the block's mean, times the hours
     */
    void peak(int k, int month, double hours, double extraKwh) {
        if (monthOf[k] != month || hoursOf[k] != hours) {
            if (monthOf[k] >= 0) {
                program.coefficient(peakRow + k, peakColumn + monthOf[k], 0);
            } else if (!isEither[k]) {
                program.coefficient(peakRow + k, exportColumn + k, -1);
            }
            for (int piece = 0; piece < pieces; piece++) {
                if (monthOf[k] >= 0) {
                    program.coefficient(peakRow + k, pieceColumn[monthOf[k]] + piece, 0);
                }
                program.coefficient(peakRow + k, pieceColumn[month] + piece, -hours);
            }
            program.coefficient(peakRow + k, peakColumn + month, -hours);
            monthOf[k] = month;
            hoursOf[k] = hours;
        }
        extraOf[k] = extraKwh;
        program.rowBounds(peakRow + k, -FREE, -extraKwh);
    }

    /** What each kW of a month's peak costs, and the peak so far, kW. */
    void month(int month, double perKw, double peakSoFarKw) {
        program.bounds(peakColumn + month, peakSoFarKw, FREE);
        program.cost(peakColumn + month, perKw);
    }

    /** Lets each month's peak cost something else piece by piece. */
    void pieces(int count) {
        pieces = count;
        pieceColumn = new int[months];
        for (int month = 0; month < pieceColumn.length; month++) {
            pieceColumn[month] = columns(count);
        }
    }

    /**
     * The same piece by piece, above the peak so far.
     *
     * @param endKw of the pieces, rising
     * @param perKw of each piece, nowhere falling nor above the last one's end
     */
    void month(int month, double perKw, double peakSoFarKw, double[] endKw, double[] piecePerKw) {
        month(month, perKw, peakSoFarKw);
        double from = peakSoFarKw;
        for (int piece = 0; piece < pieces; piece++) {
            double to = Math.max(from, endKw[piece]);
            program.bounds(pieceColumn[month] + piece, 0, to > from ? to - from : 0);
            program.cost(pieceColumn[month] + piece, piecePerKw[piece]);
            from = to;
        }
    }

    /** How far the import of a block lies below its month's peak in the solution, kW; 0 or more. */
    double belowPeakKw(int k) {
        int month = monthOf[k];
        if (month < 0) {
            return FREE;
        }
        double kwh =
                program.value(importColumn + k)
                        - (isEither[k] ? 0 : program.value(exportColumn + k));
        double peak = program.value(peakColumn + month);
        for (int piece = 0; piece < pieces; piece++) {
            peak += program.value(pieceColumn[month] + piece);
        }
        return Math.max(0, peak - (kwh + extraOf[k]) / hoursOf[k]);
    }

    /** Plant energy that is not used in a block, kWh. */
    double curtailedKwh(int k) {
        return program.value(curtailColumn + k);
    }
}
