package org.evenflow.planning;

import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Visit;

/**
 * Vehicles that are expected to come: the mean of earlier days, gathered by point, block of arrival
 * and length of stay into slots that charge only. Mutable arrays, refilled for every plan.
 */
final class Newcomers {
    /** Kinds of stay. */
    private static final int STAYS = 3;

    private final List<List<Visit>> days;
    private final Points points;
    private final int first;
    private final int blocks;
    private final double[] needKwh;
    private final double[][] chargeKwh;

    /**
     * Gathers.
     *
     * @param first first of {@link #count} slots of the program
     */
    Newcomers(List<List<Visit>> days, Points points, int blocks, int first) {
        this.days = days;
        this.points = points;
        this.first = first;
        this.blocks = blocks;
        needKwh = new double[count(points.count(), blocks)];
        chargeKwh = new double[needKwh.length][blocks];
    }

    static int count(int points, int blocks) {
        return points * (blocks - 1) * STAYS;
    }

    /** Block of arrival of a newcomers' slot. */
    static int arrivalBlock(int newcomer, int blocks) {
        return 1 + newcomer / STAYS % (blocks - 1);
    }

    static int point(int newcomer, int blocks) {
        return newcomer / STAYS / (blocks - 1);
    }

    /** Those who leave soon, later and long after they came share slots, by blocks passed. */
    private static int stay(int passed) {
        return passed <= 1 ? 0 : passed <= 3 ? 1 : 2;
    }

    /** Fills the program's slots with those who come after the first block. */
    void fill(FleetProgram program, Blocks at, double stepHours, double lackCost) {
        Arrays.fill(needKwh, 0);
        for (double[] row : chargeKwh) {
            Arrays.fill(row, 0);
        }
        for (List<Visit> day : days) {
            for (Visit visit : day) {
                if (visit.arrivalStep() >= at.start[1] && visit.arrivalStep() < at.end()) {
                    add(visit, at, stepHours);
                }
            }
        }
        for (int i = 0; i < needKwh.length; i++) {
            program.vehicle(first + i, 0, 0, needKwh[i], needKwh[i], lackCost, 0);
            for (int k = arrivalBlock(i, blocks); k < blocks; k++) {
                program.charge(first + i, k, 0, chargeKwh[i][k], 0);
            }
        }
    }

    private void add(Visit visit, Blocks at, double stepHours) {
        int block = 1;
        while (at.start[block + 1] <= visit.arrivalStep()) {
            block++;
        }
        int left = block;
        while (left + 1 < blocks && at.start[left + 1] < visit.departStep()) {
            left++;
        }
        int point = points.ofConnector()[visit.connector()];
        int slot = (point * (blocks - 1) + block - 1) * STAYS + stay(left - block);
        double share = 1.0 / days.size();
        double later = Math.max(0, visit.departStep() - at.end()) * stepHours * visit.maxKw();
        double kwh = (visit.reachableKwh() - visit.arrivalKwh()) / visit.chargeEfficiency() - later;
        needKwh[slot] += share * Math.max(0, kwh);
        for (int k = block; k < blocks; k++) {
            chargeKwh[slot][k] +=
                    share * visit.maxKw() * at.overlap(k, visit.arrivalStep(), visit.departStep());
        }
    }
}
