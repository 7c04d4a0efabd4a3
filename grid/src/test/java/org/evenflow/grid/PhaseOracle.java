package org.evenflow.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.evenflow.model.Feeder;
import org.evenflow.model.Load;

/**
 * {@link PhaseEquations} with the feeder's loads, solved by a dense Newton method whose derivatives
 * of the loads are differences. Unknowns are complex, stored as pairs of reals.
 */
final class PhaseOracle {
    private static final double ROOT3 = Math.sqrt(3);

    final PhaseEquations equations;
    private final List<Element> elements = new ArrayList<>();

    /** A load between two nodes, or a node and earth (-1). */
    private record Element(int one, int two, double p, double q, double nominal, Load.Model model) {
        double[] power(double v) {
            double u = v / nominal;
            double pShare = model.pPower() + u * (model.pCurrent() + u * model.pImpedance());
            double qShare = model.qPower() + u * (model.qCurrent() + u * model.qImpedance());
            return new double[] {p * pShare, q * qShare};
        }

        /** Current into the load at a voltage across it. */
        double[] current(double re, double im) {
            double squared = re * re + im * im;
            double[] s = power(Math.sqrt(squared));
            return new double[] {
                (s[0] * re + s[1] * im) / squared, (s[0] * im - s[1] * re) / squared
            };
        }
    }

    PhaseOracle(RandomPhaseFeeder random) {
        this(random.feeder(), random.load(), random.fedBus());
    }

    PhaseOracle(Feeder feeder, Injections load, Map<String, Integer> fedBus) {
        equations = new PhaseEquations(feeder, fedBus);
        loads(feeder, load);
    }

    private void loads(Feeder feeder, Injections load) {
        var index = feeder.busIndex();
        for (int i = 0; i < feeder.loads().size(); i++) {
            Load data = feeder.loads().get(i);
            double scale = load.loadFactor()[i] / PhaseEquations.PHASE_KVA;
            int bus = index.getOrDefault(data.busId(), -1);
            int[][] pairs = data.isDelta() ? PhaseEquations.pairs(data.phases()) : new int[0][];
            int shares = data.isDelta() ? pairs.length : data.phases().count();
            double p = data.kw() * scale / shares;
            double q = data.kvar() * scale / shares;
            double nominal = data.nominalPu();
            for (int[] pair : pairs) {
                int one = equations.nodeOf[3 * bus + pair[0]];
                int two = equations.nodeOf[3 * bus + pair[1]];
                elements.add(new Element(one, two, p, q, ROOT3 * nominal, data.model()));
            }
            for (int phase : data.isDelta() ? new int[0] : data.phases().numbers()) {
                elements.add(
                        new Element(
                                equations.nodeOf[3 * bus + phase],
                                -1,
                                p,
                                q,
                                nominal,
                                data.model()));
            }
        }
        int places = equations.nodeOf.length;
        for (int terminal = 0; terminal < 2 * places; terminal++) {
            double p = load.loadKw()[terminal] / PhaseEquations.PHASE_KVA;
            double q = load.loadKvar()[terminal] / PhaseEquations.PHASE_KVA;
            if (p != 0 || q != 0) {
                int place = terminal % places;
                int two =
                        terminal < places
                                ? -1
                                : equations.nodeOf[place / 3 * 3 + (place % 3 + 1) % 3];
                elements.add(
                        new Element(
                                equations.nodeOf[place], two, p, q, 1, Load.Model.CONSTANT_POWER));
            }
        }
    }

    /** A solver's voltages as this oracle's unknowns, with the currents at zero. */
    double[] unknowns(FlowResult state) {
        double[] x = new double[2 * equations.size];
        for (int place = 0; place < equations.nodeOf.length; place++) {
            int node = equations.nodeOf[place];
            if (node >= 0) {
                double angle = Math.toRadians(state.angleDeg(place));
                x[2 * node] = state.voltagePu(place) * Math.cos(angle);
                x[2 * node + 1] = state.voltagePu(place) * Math.sin(angle);
            }
        }
        return x;
    }

    /** Without loads: a linear network. */
    double[] noLoad() {
        double[] x = new double[2 * equations.size];
        step(x, false);
        return x;
    }

    /** One Newton step; returns the largest move of a voltage. */
    double step(double[] x) {
        return step(x, true);
    }

    private double step(double[] x, boolean isLoaded) {
        int n = x.length;
        double[][] rows = new double[n][n + 1];
        for (double[] entry : equations.linear) {
            int row = 2 * (int) entry[0];
            int column = 2 * (int) entry[1];
            rows[row][column] += entry[2];
            rows[row][column + 1] -= entry[3];
            rows[row + 1][column] += entry[3];
            rows[row + 1][column + 1] += entry[2];
        }
        if (isLoaded) {
            elements.forEach(element -> slope(element, x, rows));
        }
        double[] residual = residual(x, isLoaded);
        for (int row = 0; row < n; row++) {
            rows[row][n] = -residual[row];
        }
        double[] moved = solve(rows);
        double largest = 0;
        for (int i = 0; i < n; i++) {
            x[i] += moved[i];
            largest = i < 2 * equations.nodes ? Math.max(largest, Math.abs(moved[i])) : largest;
        }
        return largest;
    }

    private static double[] across(Element element, double[] x) {
        int one = 2 * element.one;
        int two = 2 * element.two;
        return new double[] {
            x[one] - (two < 0 ? 0 : x[two]), x[one + 1] - (two < 0 ? 0 : x[two + 1])
        };
    }

    /** Kirchhoff's laws: currents that leave each node, then voltages around each ideal part. */
    double[] residual(double[] x) {
        return residual(x, true);
    }

    private double[] residual(double[] x, boolean isLoaded) {
        double[] sum = new double[x.length];
        for (double[] entry : equations.linear) {
            int row = 2 * (int) entry[0];
            int column = 2 * (int) entry[1];
            sum[row] += entry[2] * x[column] - entry[3] * x[column + 1];
            sum[row + 1] += entry[3] * x[column] + entry[2] * x[column + 1];
        }
        for (double[] given : equations.given) {
            sum[2 * (int) given[0]] -= given[1];
            sum[2 * (int) given[0] + 1] -= given[2];
        }
        for (Element element : isLoaded ? elements : List.<Element>of()) {
            double[] u = across(element, x);
            double[] i = element.current(u[0], u[1]);
            for (int part = 0; part < 2; part++) {
                sum[2 * element.one + part] += i[part];
                if (element.two >= 0) {
                    sum[2 * element.two + part] -= i[part];
                }
            }
        }
        return sum;
    }

    /** What all loads take, kW and kvar. */
    double[] loadPower(double[] x) {
        double[] sum = new double[2];
        for (Element element : elements) {
            double[] u = across(element, x);
            double[] s = element.power(Math.hypot(u[0], u[1]));
            sum[0] += s[0] * PhaseEquations.PHASE_KVA;
            sum[1] += s[1] * PhaseEquations.PHASE_KVA;
        }
        return sum;
    }

    private static void slope(Element element, double[] x, double[][] rows) {
        double h = 1e-5;
        double[] u = across(element, x);
        for (int part = 0; part < 2; part++) {
            double re = part == 0 ? h : 0;
            double im = part == 0 ? 0 : h;
            double[] more = element.current(u[0] + re, u[1] + im);
            double[] less = element.current(u[0] - re, u[1] - im);
            for (int row = 0; row < 2; row++) {
                double slope = (more[row] - less[row]) / (2 * h);
                rows[2 * element.one + row][2 * element.one + part] += slope;
                if (element.two >= 0) {
                    rows[2 * element.two + row][2 * element.two + part] += slope;
                    rows[2 * element.one + row][2 * element.two + part] -= slope;
                    rows[2 * element.two + row][2 * element.one + part] -= slope;
                }
            }
        }
    }

    /** Gauss's elimination with row pivots; the right-hand side is the last column. */
    private static double[] solve(double[][] rows) {
        int n = rows.length;
        for (int pivot = 0; pivot < n; pivot++) {
            int best = pivot;
            for (int row = pivot + 1; row < n; row++) {
                best = Math.abs(rows[row][pivot]) > Math.abs(rows[best][pivot]) ? row : best;
            }
            double[] kept = rows[pivot];
            rows[pivot] = rows[best];
            rows[best] = kept;
            for (int row = pivot + 1; row < n; row++) {
                double factor = rows[row][pivot] / rows[pivot][pivot];
                for (int column = pivot; factor != 0 && column <= n; column++) {
                    rows[row][column] -= factor * rows[pivot][column];
                }
            }
        }
        double[] x = new double[n];
        for (int row = n - 1; row >= 0; row--) {
            double sum = rows[row][n];
            for (int column = row + 1; column < n; column++) {
                sum -= rows[row][column] * x[column];
            }
            x[row] = sum / rows[row][row];
        }
        return x;
    }
}
