package org.evenflow.planning;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.control.Visit;

/**
 * The power levels of chargers in a {@link FleetProgram} of a whole run with a block per step: what
 * a slot charges is a whole number of levels, none or at least the least one. In the last block in
 * which it charges it may take what is then left, as a charger gives whatever fills the request.
 */
final class LevelRows {
    private static final double FREE = Double.POSITIVE_INFINITY;

    /** Powers that are closer are one, kW. */
    private static final double EPSILON_KW = 1e-9;

    private final FleetProgram fleet;
    private final List<Integer> columns = new ArrayList<>();

    LevelRows(FleetProgram fleet) {
        this.fleet = fleet;
    }

    /** How many blocks have levels to choose. */
    static int count(List<Visit> visits) {
        return visits.stream()
                .filter(LevelRows::hasLevels)
                .mapToInt(visit -> visit.departStep() - visit.arrivalStep())
                .sum();
    }

    private static boolean hasLevels(Visit visit) {
        return visit.uptake().stepKw() > 0 || visit.uptake().minKw() > EPSILON_KW;
    }

    /**
     * Adds the rows, all levels open.
     *
     * @param hours of a block
     */
    void add(List<Visit> visits, double hours) {
        for (int slot = 0; slot < visits.size(); slot++) {
            Visit visit = visits.get(slot);
            if (hasLevels(visit)) {
                add(slot, visit, hours);
            }
        }
    }

    private void add(int slot, Visit visit, double hours) {
        int last = visit.arrivalStep();
        for (int k = last; k < visit.departStep(); k++) {
            last = charged(slot, k) > 0 ? k : last;
        }
        for (int k = visit.arrivalStep(); k < visit.departStep(); k++) {
            add(slot, visit, k, hours, k == last);
        }
    }

    private double charged(int slot, int k) {
        double sum = 0;
        for (int s = 0; s < fleet.shape.segments(k); s++) {
            sum += fleet.program.value(fleet.column(slot, k) + s);
        }
        return sum;
    }

    private void add(int slot, Visit visit, int k, double hours, boolean isLast) {
        double unit = visit.uptake().stepKw();
        if (unit <= 0) {
            semi(slot, visit, k, hours, isLast);
            return;
        }
        double most = Math.floor(visit.maxKw() / unit + EPSILON_KW);
        double least = Math.ceil(visit.uptake().minKw() / unit - EPSILON_KW);
        int level = integer(most);
        int sum = fleet.program.row(0, 0);
        flows(slot, k, sum);
        fleet.program.coefficient(sum, level, -unit * hours);
        if (isLast) {
            fleet.program.coefficient(sum, fleet.program.column(0, unit * least * hours, 0), -1);
        }
        if (least > 1) {
            int on = integer(1);
            int low = fleet.program.row(0, FREE);
            fleet.program.coefficient(low, level, 1);
            fleet.program.coefficient(low, on, -least);
            int high = fleet.program.row(-FREE, 0);
            fleet.program.coefficient(high, level, 1);
            fleet.program.coefficient(high, on, -most);
        }
    }

    private void semi(int slot, Visit visit, int k, double hours, boolean isLast) {
        int on = integer(1);
        int low = fleet.program.row(0, FREE);
        flows(slot, k, low);
        fleet.program.coefficient(low, on, isLast ? 0 : -visit.uptake().minKw() * hours);
        int high = fleet.program.row(-FREE, 0);
        flows(slot, k, high);
        fleet.program.coefficient(high, on, -visit.maxKw() * hours);
    }

    private int integer(double most) {
        int column = fleet.program.column(0, most, 0);
        columns.add(column);
        return column;
    }

    private void flows(int slot, int k, int row) {
        for (int s = 0; s < fleet.shape.segments(k); s++) {
            fleet.program.coefficient(row, fleet.column(slot, k) + s, 1);
        }
    }

    /** Whether levels are whole numbers in the next solve. */
    void whole(boolean areWhole) {
        for (int column : columns) {
            if (areWhole) {
                fleet.program.integer(column);
            } else {
                fleet.program.continuous(column);
            }
        }
    }
}
