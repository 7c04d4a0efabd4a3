package org.evenflow.report.feeder;

/**
 * The voltages that a feeder's file carries, held against ours at nominal load.
 *
 * @param compared how many
 * @param largestPu largest difference of magnitudes
 * @param node where it is, bus and phase
 * @param trouble why there is none; empty where there is
 */
public record StoredResults(int compared, double largestPu, String node, String trouble) {}
