package org.evenflow.grid;

import java.util.Arrays;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.evenflow.model.Regulator;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;

/**
 * A second opinion on a feeder: the complex admittance matrix of MATPOWER's branch model (R. D.
 * Zimmerman et al., IEEE Trans. Power Systems 26(1), 2011, eq. 3), dense, on 1 MVA. It shares no
 * code with the solvers under test.
 */
public final class DenseFlow {
    private final Feeder feeder;
    private final int size;
    private final int source;
    final double[][] g;
    final double[][] b;

    /** The matrix of a feeder. */
    public DenseFlow(Feeder feeder) {
        this.feeder = feeder;
        size = feeder.buses().size();
        var index = feeder.busIndex();
        source = index.getOrDefault(feeder.sourceBus(), -1);
        g = new double[size][size];
        b = new double[size][size];
        for (int bus = 0; bus < size; bus++) {
            g[bus][bus] += feeder.buses().get(bus).shuntKw() / 1000;
            b[bus][bus] += feeder.buses().get(bus).shuntKvar() / 1000;
        }
        for (Branch branch : feeder.branches()) {
            if (branch.isClosed()) {
                stamp(
                        branch,
                        index.getOrDefault(branch.fromBus(), -1),
                        index.getOrDefault(branch.toBus(), -1));
            }
        }
    }

    private void stamp(Branch branch, int from, int to) {
        double kv = feeder.buses().get(to).baseKv();
        double zBase = kv * kv;
        double r;
        double x;
        double charging;
        double tap = 1;
        double shift = 0;
        switch (branch) {
            case Line line -> {
                r = line.rOhm() / zBase;
                x = line.xOhm() / zBase;
                charging = line.chargingSiemens() * zBase;
            }
            case Transformer t -> {
                r = t.rOhm() / zBase;
                x = t.xOhm() / zBase;
                charging = t.chargingSiemens() * zBase;
                tap = t.tapRatio();
                shift = Math.toRadians(t.shiftDeg());
            }
            case Regulator _, Switch _ -> throw new IllegalArgumentException(branch.id());
        }
        double sg = r / (r * r + x * x);
        double sb = -x / (r * r + x * x);
        g[from][from] += sg / (tap * tap);
        b[from][from] += (sb + charging / 2) / (tap * tap);
        g[to][to] += sg;
        b[to][to] += sb + charging / 2;
        double cos = Math.cos(shift) / tap;
        double sin = Math.sin(shift) / tap;
        // Y_ft = -y / conj(a), Y_tf = -y / a with a = tap e^(j shift).
        g[from][to] -= sg * cos - sb * sin;
        b[from][to] -= sg * sin + sb * cos;
        g[to][from] -= sg * cos + sb * sin;
        b[to][from] -= sb * cos - sg * sin;
    }

    /** Current that a state of voltages draws from the outside at a bus, pu: {re, im}. */
    public double[] injectedCurrent(double[] re, double[] im, int bus) {
        double iRe = 0;
        double iIm = 0;
        for (int k = 0; k < size; k++) {
            iRe += g[bus][k] * re[k] - b[bus][k] * im[k];
            iIm += g[bus][k] * im[k] + b[bus][k] * re[k];
        }
        return new double[] {iRe, iIm};
    }

    /** Power that a state injects at a bus, kW and kvar; a load injects its negative. */
    public double[] injectedPower(double[] re, double[] im, int bus) {
        double[] i = injectedCurrent(re, im, bus);
        return new double[] {
            1000 * (re[bus] * i[0] + im[bus] * i[1]), 1000 * (im[bus] * i[0] - re[bus] * i[1])
        };
    }

    /** Voltages {re[], im[]} by fixed-point iteration on the factored matrix. */
    public double[][] solve(Injections load) {
        double[] re = new double[size];
        double[] im = new double[size];
        Arrays.fill(re, feeder.sourcePu());
        for (int iteration = 0; iteration < 200; iteration++) {
            double[] rhs = new double[2 * size];
            for (int bus = 0; bus < size; bus++) {
                double squared = re[bus] * re[bus] + im[bus] * im[bus];
                double p = -load.loadKw()[bus] / 1000;
                double q = -load.loadKvar()[bus] / 1000;
                rhs[bus] = (p * re[bus] + q * im[bus]) / squared;
                rhs[size + bus] = (p * im[bus] - q * re[bus]) / squared;
            }
            rhs[source] = feeder.sourcePu();
            rhs[size + source] = 0;
            double[] v = eliminate(realMatrix(), rhs);
            double moved = 0;
            for (int bus = 0; bus < size; bus++) {
                moved = Math.max(moved, Math.abs(v[bus] - re[bus]));
                moved = Math.max(moved, Math.abs(v[size + bus] - im[bus]));
                re[bus] = v[bus];
                im[bus] = v[size + bus];
            }
            if (moved < 1e-13) {
                break;
            }
        }
        return new double[][] {re, im};
    }

    private double[][] realMatrix() {
        var a = new double[2 * size][2 * size];
        for (int i = 0; i < size; i++) {
            if (i == source) {
                a[i][i] = 1;
                a[size + i][size + i] = 1;
                continue;
            }
            for (int k = 0; k < size; k++) {
                a[i][k] = g[i][k];
                a[i][size + k] = -b[i][k];
                a[size + i][k] = b[i][k];
                a[size + i][size + k] = g[i][k];
            }
        }
        return a;
    }

    private static double[] eliminate(double[][] a, double[] rhs) {
        int n = rhs.length;
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int i = column + 1; i < n; i++) {
                pivot = Math.abs(a[i][column]) > Math.abs(a[pivot][column]) ? i : pivot;
            }
            double[] row = a[pivot];
            a[pivot] = a[column];
            a[column] = row;
            double value = rhs[pivot];
            rhs[pivot] = rhs[column];
            rhs[column] = value;
            for (int i = column + 1; i < n; i++) {
                double factor = a[i][column] / row[column];
                if (factor != 0) {
                    for (int k = column; k < n; k++) {
                        a[i][k] -= factor * row[k];
                    }
                    rhs[i] -= factor * value;
                }
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                rhs[i] -= a[i][k] * rhs[k];
            }
            rhs[i] /= a[i][i];
        }
        return rhs;
    }

    /** Buses of a feeder with the given base voltage and wide limits. */
    public static Bus bus(String id, double baseKv) {
        return new Bus(id, baseKv, 0, 0, 0, 0, 0.5, 1.5);
    }
}
