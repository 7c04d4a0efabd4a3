package org.evenflow.planning;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.evenflow.control.DemandBound;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Visit;
import org.evenflow.numeric.LinearProgram;

/**
 * Vehicles that are expected to come: the mean of earlier days as far as connectors are free for
 * them, gathered by point, block of arrival and length of stay into slots that charge only. Mutable
 * arrays, refilled for every plan.
 */
final class Newcomers {
    /** Kinds of stay. */
    private static final int STAYS = 3;

    private final boolean areCertain;

    /** Their visits by time of arrival. */
    private List<Visit> inOrder;

    private int days;
    private final FreeConnectors free;
    private final Points points;
    private final int first;
    private final int blocks;
    private final double[] needKwh;
    private final double[][] chargeKwh;

    /**
     * Gathers.
     *
     * @param areCertain whether the only day is the run as it will be
     * @param first first of {@link #count} slots of the program
     */
    Newcomers(List<List<Visit>> days, boolean areCertain, Points points, int blocks, int first) {
        this.areCertain = areCertain;
        this.days = days.size();
        inOrder = inOrder(days);
        free = new FreeConnectors(points);
        this.points = points;
        this.first = first;
        this.blocks = blocks;
        needKwh = new double[count(points.count(), blocks)];
        chargeKwh = new double[needKwh.length][blocks];
    }

    /** Expects the mean of other days. */
    void learn(List<List<Visit>> known) {
        days = known.size();
        inOrder = inOrder(known);
    }

    private static List<Visit> inOrder(List<List<Visit>> days) {
        return days.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(Visit::arrivalStep))
                .toList();
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
    void fill(Observation observation, FleetProgram program, Blocks at, double lackCost) {
        Arrays.fill(needKwh, 0);
        for (double[] row : chargeKwh) {
            Arrays.fill(row, 0);
        }
        if (areCertain) {
            inOrder.forEach(visit -> add(visit, at, observation.stepHours(), 1));
        } else {
            free.startStep(observation, at.end());
            for (Visit visit : inOrder) {
                if (visit.arrivalStep() > observation.step() && visit.arrivalStep() < at.end()) {
                    double share = free.take(visit, 1.0 / days);
                    add(visit, at, observation.stepHours(), share);
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

    private void add(Visit visit, Blocks at, double stepHours, double share) {
        if (share == 0 || visit.arrivalStep() < at.start[1] || visit.arrivalStep() >= at.end()) {
            return;
        }
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
        double later = Math.max(0, visit.departStep() - at.end()) * stepHours * visit.maxKw();
        double kwh = (visit.reachableKwh() - visit.arrivalKwh()) / visit.chargeEfficiency() - later;
        needKwh[slot] += share * Math.max(0, kwh);
        for (int k = block; k < blocks; k++) {
            chargeKwh[slot][k] +=
                    share * visit.maxKw() * at.overlap(k, visit.arrivalStep(), visit.departStep());
        }
    }

    /**
     * How many connectors of each station are free for those who are expected: all but those of
     * vehicles that are here, until their declared departure, and of those who are expected
     * earlier. Without it a fleet that came early today would be expected a second time. Mutable
     * arrays, refilled for every plan.
     */
    private static final class FreeConnectors {
        private final int[] stationOf;
        private final int[] connectors;
        private final double[] taken;
        private final int[] upTo;

        /** What leaves each station at a step from now on, {@code [station][step]}. */
        private double[][] leaves;

        private int now;
        private int steps;

        FreeConnectors(Points points) {
            int stations = Arrays.stream(points.station()).max().orElse(-1) + 1;
            stationOf = new int[points.ofConnector().length];
            connectors = new int[stations];
            for (int connector = 0; connector < stationOf.length; connector++) {
                stationOf[connector] = points.station()[points.ofConnector()[connector]];
                connectors[stationOf[connector]]++;
            }
            taken = new double[stations];
            upTo = new int[stations];
            leaves = new double[stations][0];
        }

        /** Looks at who is here. */
        void startStep(Observation observation, int endStep) {
            now = observation.step();
            steps = Math.max(1, endStep - now);
            for (int station = 0; station < leaves.length; station++) {
                if (leaves[station].length < steps + 1) {
                    leaves[station] = new double[steps + 1];
                }
                Arrays.fill(leaves[station], 0);
            }
            Arrays.fill(taken, 0);
            Arrays.fill(upTo, 0);
            Limits limits = observation.limits();
            for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                int connector = limits.connectorAt(rank);
                int after = Math.max(now + 1, observation.declaredStep(connector)) - now;
                taken[stationOf[connector]]++;
                leaves[stationOf[connector]][Math.min(steps, after)]++;
            }
        }

        /**
         * Takes a connector for an expected visit; visits are asked for in order of their arrival.
         *
         * @param share how much of a visit is expected
         * @return how much of it finds a connector
         */
        double take(Visit visit, double share) {
            int station = stationOf[visit.connector()];
            int at = Math.min(steps, visit.arrivalStep() - now);
            while (upTo[station] < at) {
                upTo[station]++;
                taken[station] -= leaves[station][upTo[station]];
            }
            double found = Math.clamp(connectors[station] - taken[station], 0, share);
            taken[station] += found;
            leaves[station][Math.clamp(visit.departStep() - now, at, steps)] += found;
            return found;
        }
    }

    /**
     * What charging in the first block is worth because a crowd may come: below each limit what is
     * due in it as on each known day ({@link DemandBound}) and is not charged will be missing on
     * such a day, at the value of service. Days are taken together by their order, the few most
     * crowded ones singly, so that the program stays as it is: a row for each limit, and a piece of
     * what is missing for each part. What is due though nobody comes the program knows by itself.
     * Mutable arrays, refilled for every plan.
     */
    static final class Crowds {
        /** Parts of the days, those with the most due first: where each ends. */
        private static final double[] ENDS = {
            1 / 28.0, 2 / 28.0, 4 / 28.0, 8 / 28.0, 14 / 28.0, 21 / 28.0, 1
        };

        private static final int BINS = ENDS.length;
        private static final double FREE = Double.POSITIVE_INFINITY;
        private static final double TINY_KW = 1e-9;

        private final LinearProgram program;
        private final int[] row;
        private final int[] column;
        private DemandBound bound;
        private double[] dueKwh;
        private final double[] levelKwh = new double[BINS + 1];

        /** Adds the rows, nothing due yet. */
        Crowds(FleetProgram fleet, Observation observation, List<List<Visit>> days) {
            bound = new DemandBound(observation, days);
            dueKwh = new double[bound.days()];
            program = fleet.program;
            FleetShape shape = fleet.shape;
            row = new int[shape.stations() + shape.transformers() + 1];
            column = new int[row.length];
            for (int limit = 0; limit < row.length; limit++) {
                row[limit] = program.row(-FREE, FREE);
                column[limit] = program.columns();
                for (int bin = 0; bin < BINS; bin++) {
                    program.coefficient(row[limit], program.column(0, 0, 0), 1);
                }
                for (int point = 0; point < shape.points(); point++) {
                    if (isBelow(shape, point, limit)) {
                        program.coefficient(row[limit], fleet.pointColumn[point], 1);
                    }
                }
            }
        }

        /** Expects crowds as on other days. */
        void learn(Observation observation, List<List<Visit>> days) {
            bound = new DemandBound(observation, days);
            dueKwh = new double[bound.days()];
        }

        /** Whether a point is below a limit, which are numbered as in {@link DemandBound}. */
        private static boolean isBelow(FleetShape shape, int point, int limit) {
            int station = shape.stationOf()[point];
            int above = limit - shape.stations();
            return limit == station
                    || above == shape.transformers()
                    || above >= 0 && above == shape.transformerOf()[station];
        }

        /**
         * Fills the program's rows.
         *
         * @param hours of the first block
         * @param perKwh what a kWh that will be missing weighs, currency
         */
        void fill(Observation observation, double hours, double perKwh) {
            bound.startStep(observation, 0);
            for (int limit = 0; limit < row.length; limit++) {
                for (int day = 0; day < dueKwh.length; day++) {
                    double due = bound.dueKw(limit, day);
                    boolean isMore = due > bound.certainKw(limit) + TINY_KW;
                    dueKwh[day] = isMore ? due * hours : 0;
                }
                Arrays.sort(dueKwh);
                for (int bin = 0; bin < BINS; bin++) {
                    levelKwh[bin] = level(bin);
                }
                set(limit, perKwh);
            }
        }

        /** Mean of a part of the days, those with the most due first. */
        private double level(int bin) {
            int days = dueKwh.length;
            int before = bin == 0 ? 0 : (int) Math.round(ENDS[bin - 1] * days);
            int to = Math.max(1, days - before);
            int from = Math.min(to - 1, days - (int) Math.round(ENDS[bin] * days));
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += dueKwh[i];
            }
            return sum / (to - from);
        }

        private void set(int limit, double perKwh) {
            boolean isHeld = levelKwh[0] > 0;
            program.rowBounds(row[limit], isHeld ? levelKwh[0] : -FREE, FREE);
            for (int bin = 0; bin < BINS; bin++) {
                boolean isLast = bin == BINS - 1;
                double width = isLast ? FREE : Math.max(0, levelKwh[bin] - levelKwh[bin + 1]);
                program.bounds(column[limit] + bin, 0, isHeld ? width : 0);
                program.cost(column[limit] + bin, isHeld ? perKwh * ENDS[bin] : 0);
            }
        }
    }
}
