package org.evenflow.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.control.Visit;
import org.evenflow.forecast.Outlook;

/**
 * What charge curves let through in a {@link FleetProgram} of a whole run with a block per step:
 * cuts {@code η c_k <= a + b e_(k-1)}, drawn where a solution takes more in a step than full power
 * stores in it from what is there before.
 *
 * <p>What full power stores in a step from {@code e} on, {@code G(e) = end(e) - e}, bounds every
 * step of every run ({@link Visit#storedAfterKwh}), as any mean power up to that one is what one
 * pilot gives. {@code G} need not be concave; what stands here is the least concave function above
 * it on a grid. {@code end} is the flow of a differential equation of one variable, so it never
 * falls with {@code e}; between {@code e_i} and {@code e_(i+1)} therefore {@code G(e) <=
 * end(e_(i+1)) - e_i}, and a concave function that is at least that at both ends is at least that
 * between them. For a bound the grid is raised so; for a plan, which may miss by what lies between
 * two points of the grid, it is not.
 */
final class CurveRows {
    private static final int GRID = 1024;

    /** What rounding may let through, kWh. */
    private static final double SLACK_KWH = 1e-7;

    private final FleetProgram fleet;
    private final List<Visit> visits;
    private final double hours;
    private final boolean isBound;
    private final double share;
    private final Map<Integer, double[][]> hulls = new HashMap<>();

    /** The rows that hold each block. */
    private final Map<Integer, List<Integer>> rows = new HashMap<>();

    /**
     * No cut yet.
     *
     * @param visits those in the slots
     * @param hours of a block
     * @param isBound whether no run may be cut off
     * @param share of what full power stores that is let through
     */
    CurveRows(FleetProgram fleet, List<Visit> visits, double hours, boolean isBound, double share) {
        this.fleet = fleet;
        this.visits = visits;
        this.hours = hours;
        this.isBound = isBound;
        this.share = share;
    }

    /**
     * Says of every block in which a price is negative that a vehicle charges or gives back, never
     * both: {@code c / c_max + d / d_max <= 1}, the convex hull of both axes. Elsewhere losses see
     * to that.
     */
    void oneWay(Outlook outlook) {
        for (int slot = 0; slot < visits.size(); slot++) {
            Visit visit = visits.get(slot);
            for (int k = visit.arrivalStep(); k < visit.departStep(); k++) {
                double worth = Math.min(outlook.buyPerKwh().at(k), outlook.sellPerKwh().at(k));
                if (worth < 0 && fleet.shape.givesBack()[slot] && visit.maxKw() > 0) {
                    oneWay(
                            slot,
                            k,
                            1 / (visit.maxKw() * hours),
                            1 / visit.maxDischargeKw() / hours);
                }
            }
        }
    }

    private void oneWay(int slot, int k, double perCharged, double perGiven) {
        int row = row(k, 1);
        int segments = fleet.shape.segments(k);
        for (int s = 0; s < segments; s++) {
            set(row, fleet.column(slot, k) + s, perCharged);
            set(row, fleet.column(slot, k) + segments + s, perGiven);
        }
    }

    /**
     * Cuts off what charge curves do not let through in the solution.
     *
     * @param allowedKwh that a step may take too much
     * @param from first block that is looked at
     * @return how many cuts there were
     */
    int cut(double allowedKwh, int from) {
        int cuts = 0;
        for (int slot = 0; slot < visits.size(); slot++) {
            Visit visit = visits.get(slot);
            if (!visit.isSteady() && visit.departStep() > from) {
                cuts += cut(slot, visit, allowedKwh, from);
            }
        }
        return cuts;
    }

    private int cut(int slot, Visit visit, double allowedKwh, int from) {
        double[][] hull = hulls.computeIfAbsent(slot, _ -> hull(visit));
        double before = visit.arrivalKwh();
        int cuts = 0;
        for (int k = visit.arrivalStep(); k < visit.departStep(); k++) {
            double gain = visit.chargeEfficiency() * flow(slot, k, 0);
            int piece = piece(hull, before);
            double allowed = at(hull, piece, before);
            if (k >= from && gain > allowed + allowedKwh) {
                add(slot, visit, k, hull, piece);
                cuts++;
            }
            before += gain - flow(slot, k, 1) / visit.dischargeEfficiency();
        }
        return cuts;
    }

    private double[][] hull(Visit visit) {
        double[][] hull = hull(visit, hours, isBound);
        Arrays.setAll(hull[1], i -> share * hull[1][i]);
        return hull;
    }

    /** What a slot charges (0) or gives back (1) in a block, kWh. */
    private double flow(int slot, int k, int way) {
        int segments = fleet.shape.segments(k);
        double sum = 0;
        for (int s = 0; s < segments && (way == 0 || fleet.shape.givesBack()[slot]); s++) {
            sum += fleet.program.value(fleet.column(slot, k) + way * segments + s);
        }
        return sum;
    }

    /** The line through a piece of the hull as a row. */
    private void add(int slot, Visit visit, int k, double[][] hull, int piece) {
        double slope = slope(hull, piece);
        double most = hull[1][piece] + slope * (visit.arrivalKwh() - hull[0][piece]) + SLACK_KWH;
        int row = row(k, most);
        for (int j = visit.arrivalStep(); j <= k; j++) {
            double share = j == k ? 1 : -slope;
            int segments = fleet.shape.segments(j);
            for (int s = 0; s < segments; s++) {
                int at = fleet.column(slot, j) + s;
                set(row, at, share * visit.chargeEfficiency());
                if (fleet.shape.givesBack()[slot] && j < k) {
                    set(row, at + segments, -share / visit.dischargeEfficiency());
                }
            }
        }
    }

    private int row(int k, double most) {
        int row = fleet.program.row(Double.NEGATIVE_INFINITY, most);
        rows.computeIfAbsent(k, _ -> new ArrayList<>()).add(row);
        return row;
    }

    /**
     * Lets go the rows of a block that is over: what has happened may lie above the hull between
     * two points of its grid, and would leave no solution.
     */
    void letGo(int k) {
        for (int row : rows.getOrDefault(k, List.of())) {
            fleet.program.rowBounds(row, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
    }

    private void set(int row, int column, double value) {
        if (value != 0) {
            fleet.program.coefficient(row, column, value);
        }
    }

    static int piece(double[][] hull, double kwh) {
        int piece = 0;
        while (piece + 2 < hull[0].length && hull[0][piece + 1] <= kwh) {
            piece++;
        }
        return piece;
    }

    private static double slope(double[][] hull, int piece) {
        return (hull[1][piece + 1] - hull[1][piece]) / (hull[0][piece + 1] - hull[0][piece]);
    }

    static double at(double[][] hull, int piece, double kwh) {
        return hull[1][piece] + slope(hull, piece) * (kwh - hull[0][piece]);
    }

    /**
     * Corners of the least concave function above what a step of so many hours stores.
     *
     * @param isBound whether it lies above everywhere, not only on the grid
     * @return what is stored before, kWh, and what a step adds at most
     */
    static double[][] hull(Visit visit, double hours, boolean isBound) {
        double low = Math.min(visit.floorKwh(), visit.arrivalKwh());
        double width = (Math.max(visit.mostKwh(), visit.arrivalKwh()) - low) / GRID;
        double[] stored = new double[GRID + 1];
        double[] gain = new double[GRID + 1];
        double[] end = new double[GRID + 1];
        for (int i = 0; i <= GRID; i++) {
            stored[i] = low + i * width;
            end[i] = visit.storedAfterKwh(stored[i], hours);
        }
        for (int i = 0; i <= GRID; i++) {
            double after = end[Math.min(GRID, i + 1)] - stored[i];
            double before = end[i] - stored[Math.max(0, i - 1)];
            gain[i] = isBound ? Math.max(after, before) : end[i] - stored[i];
        }
        return upperHull(stored, gain);
    }

    /**
     * Upper hull of points that are sorted (A. M. Andrew, Information Processing Letters, 1979).
     */
    static double[][] upperHull(double[] x, double[] y) {
        int[] kept = new int[x.length];
        int n = 0;
        for (int i = 0; i < x.length; i++) {
            while (n > 1 && isBelow(x, y, kept[n - 2], kept[n - 1], i)) {
                n--;
            }
            kept[n++] = i;
        }
        double[][] hull = new double[2][n];
        for (int i = 0; i < n; i++) {
            hull[0][i] = x[kept[i]];
            hull[1][i] = y[kept[i]];
        }
        return hull;
    }

    private static boolean isBelow(double[] x, double[] y, int a, int b, int c) {
        return (y[b] - y[a]) * (x[c] - x[a]) <= (y[c] - y[a]) * (x[b] - x[a]);
    }

    /**
     * The power levels of chargers in a {@link FleetProgram} of a whole run with a block per step:
     * what a slot charges is a whole number of levels, none or at least the least one. In the last
     * block in which it charges it may take what is then left, as a charger gives whatever fills
     * the request.
     */
    static final class Levels {
        private static final double FREE = Double.POSITIVE_INFINITY;

        /** Powers that are closer are one, kW. */
        private static final double EPSILON_KW = 1e-9;

        /** Up to so many levels in all, any block may be the one that fills a vehicle. */
        private static final int MOST_ANYWHERE = 200;

        private final FleetProgram fleet;
        private final List<Integer> columns = new ArrayList<>();

        Levels(FleetProgram fleet) {
            this.fleet = fleet;
        }

        /** How many blocks have levels to choose. */
        static int count(List<Visit> visits) {
            return visits.stream()
                    .filter(Levels::hasLevels)
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
            boolean isAnywhere = count(visits) <= MOST_ANYWHERE;
            for (int slot = 0; slot < visits.size(); slot++) {
                Visit visit = visits.get(slot);
                if (hasLevels(visit)) {
                    add(slot, visit, hours, isAnywhere);
                }
            }
        }

        /**
         * What a vehicle takes in a block is a level, or what is left of its request, after which
         * it takes nothing more; in large programs only where the solution without levels ends.
         */
        private void add(int slot, Visit visit, double hours, boolean isAnywhere) {
            int last = visit.arrivalStep();
            for (int k = last; k < visit.departStep(); k++) {
                last = charged(slot, k) > 0 ? k : last;
            }
            double need = visit.mostKwh() - visit.arrivalKwh();
            boolean canFill = visit.reachableKwh() >= visit.mostKwh() - EPSILON_KW;
            int once = fleet.program.row(-FREE, canFill ? 1 : 0);
            int served = fleet.program.row(-FREE, need);
            fleet.program.coefficient(served, fleet.stores.lackColumn(slot), 1);
            for (int k = visit.arrivalStep(); k < visit.departStep(); k++) {
                int fills = integer(isAnywhere || k == last ? 1 : 0);
                fleet.program.coefficient(once, fills, 1);
                fleet.program.coefficient(served, fills, need);
                double laterKwh = visit.maxKw() * hours * (visit.departStep() - k - 1);
                int later = fleet.program.row(-FREE, laterKwh);
                fleet.program.coefficient(later, fills, laterKwh);
                for (int j = k + 1; j < visit.departStep(); j++) {
                    flows(slot, j, later);
                }
                add(slot, visit, k, hours, fills);
            }
        }

        private void add(int slot, Visit visit, int k, double hours, int fills) {
            double unit = visit.uptake().stepKw();
            if (unit <= 0) {
                semi(slot, visit, k, hours, fills);
                return;
            }
            double most = Math.floor(visit.maxKw() / unit + EPSILON_KW);
            double least = Math.ceil(visit.uptake().minKw() / unit - EPSILON_KW);
            int level = integer(most);
            int sum = fleet.program.row(0, 0);
            flows(slot, k, sum);
            fleet.program.coefficient(sum, level, -unit * hours);
            double rest = unit * Math.max(1, least) * hours;
            int part = fleet.program.column(0, rest, 0);
            fleet.program.coefficient(sum, part, -1);
            int filled = fleet.program.row(-FREE, 0);
            fleet.program.coefficient(filled, part, 1);
            fleet.program.coefficient(filled, fills, -rest);
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

        private void semi(int slot, Visit visit, int k, double hours, int fills) {
            int on = integer(1);
            int low = fleet.program.row(0, FREE);
            flows(slot, k, low);
            fleet.program.coefficient(low, on, -visit.uptake().minKw() * hours);
            fleet.program.coefficient(low, fills, visit.uptake().minKw() * hours);
            int high = fleet.program.row(-FREE, 0);
            flows(slot, k, high);
            fleet.program.coefficient(high, on, -visit.maxKw() * hours);
        }

        private double charged(int slot, int k) {
            double sum = 0;
            for (int s = 0; s < fleet.shape.segments(k); s++) {
                sum += fleet.program.value(fleet.column(slot, k) + s);
            }
            return sum;
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
}
