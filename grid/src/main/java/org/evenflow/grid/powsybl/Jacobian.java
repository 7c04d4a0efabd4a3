package org.evenflow.grid.powsybl;

import com.powsybl.math.matrix.LUDecomposition;
import com.powsybl.math.matrix.Matrix;
import com.powsybl.math.matrix.SparseMatrixFactory;
import java.util.TreeMap;

/**
 * Derivatives of the nodes' power balances by their angles and voltages in a state, factored (J. J.
 * Grainger, W. D. Stevenson, Power System Analysis, 1994, sec. 9.4). Unknowns are the angles of all
 * nodes without an infeed and the voltages of those that nothing holds; equations are the active
 * power of the former and the reactive power of the latter, by the same numbers.
 */
final class Jacobian {
    /** Number of each node's angle, then of its voltage; -1 where it is given. */
    final int[] angleOf;

    final int[] voltageOf;
    final int size;

    /** Derivatives of what infeeds put into branches. */
    final double[] ofInfeeds;

    private final TreeMap<Long, Double> entries = new TreeMap<>();
    private final LUDecomposition factors;

    Jacobian(MeshedGrid grid, MeshedState state) {
        angleOf = new int[grid.nodes];
        voltageOf = new int[grid.nodes];
        int count = 0;
        for (int node = 0; node < grid.nodes; node++) {
            angleOf[node] = grid.isFed[node] ? -1 : count++;
        }
        for (int node = 0; node < grid.nodes; node++) {
            voltageOf[node] = grid.isFed[node] || state.holds[node] ? -1 : count++;
        }
        size = count;
        ofInfeeds = new double[size];
        for (int branch = 0; branch < grid.carries.length; branch++) {
            if (grid.carries[branch]) {
                double[] y = grid.admittance(branch);
                int from = grid.nodeOf[grid.fromBus[branch]];
                int to = grid.nodeOf[grid.toBus[branch]];
                addEnd(state, from, to, y[0], y[1], y[2], y[3]);
                addEnd(state, to, from, y[6], y[7], y[4], y[5]);
            }
        }
        for (int bus = 0; bus < grid.buses; bus++) {
            int node = grid.nodeOf[bus];
            add(angleOf[node], voltageOf[node], 2 * grid.shuntG[bus] * state.vPu[node]);
            add(voltageOf[node], voltageOf[node], -2 * grid.shuntB[bus] * state.vPu[node]);
        }
        Matrix matrix = new SparseMatrixFactory().create(size, size, entries.size());
        entries.forEach((key, value) -> matrix.set((int) (key % size), (int) (key / size), value));
        factors = matrix.decomposeLU();
    }

    /**
     * Power into a branch's end at {@code near}: own admittance and the one towards {@code far}.
     */
    private void addEnd(
            MeshedState state, int near, int far, double g, double b, double gFar, double bFar) {
        double v = state.vPu[near];
        double vFar = state.vPu[far];
        double cos = Math.cos(state.angleRad[near] - state.angleRad[far]);
        double sin = Math.sin(state.angleRad[near] - state.angleRad[far]);
        double along = gFar * cos + bFar * sin;
        double across = gFar * sin - bFar * cos;
        if (angleOf[near] < 0) {
            addInfeed(angleOf[far], v * vFar * across);
            addInfeed(voltageOf[far], v * along);
        }
        add(angleOf[near], angleOf[near], -v * vFar * across);
        add(angleOf[near], angleOf[far], v * vFar * across);
        add(angleOf[near], voltageOf[near], 2 * v * g + vFar * along);
        add(angleOf[near], voltageOf[far], v * along);
        add(voltageOf[near], angleOf[near], v * vFar * along);
        add(voltageOf[near], angleOf[far], -v * vFar * along);
        add(voltageOf[near], voltageOf[near], -2 * v * b + vFar * across);
        add(voltageOf[near], voltageOf[far], v * across);
    }

    private void addInfeed(int column, double value) {
        if (column >= 0) {
            ofInfeeds[column] += value;
        }
    }

    private void add(int row, int column, double value) {
        if (row >= 0 && column >= 0) {
            entries.merge((long) column * size + row, value, Double::sum);
        }
    }

    /** Unknowns by right-hand sides, in place. */
    void solve(double[] values) {
        factors.solve(values);
    }

    /** The same with the transposed matrix. */
    void solveTransposed(double[] values) {
        factors.solveTransposed(values);
    }
}
