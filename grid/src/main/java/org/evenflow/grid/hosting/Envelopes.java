package org.evenflow.grid.hosting;

/**
 * What each customer of a connection point may take, or feed in, in each hour, such that all do so
 * at once and every limit holds.
 *
 * @param importKw load with equal shares, {@code [hour][point]}
 * @param fairImportKw load with fair shares
 * @param exportKw feeding in with equal shares
 * @param fairExportKw feeding in with fair shares
 */
public record Envelopes(
        double[][] importKw,
        double[][] fairImportKw,
        double[][] exportKw,
        double[][] fairExportKw) {}
