package org.evenflow.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.evenflow.model.Bus;
import org.evenflow.model.Capacitor;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.Line;
import org.evenflow.model.Phases;
import org.evenflow.model.Regulator;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;
import org.evenflow.model.Transformer.Winding;

/**
 * Kirchhoff's linear equations of an unbalanced feeder from its records, with the currents of ideal
 * parts as unknowns (modified nodal analysis; C. W. Ho, A. E. Ruehli, P. A. Brennan, IEEE Trans.
 * Circuits and Systems 22(6), 1975). Lines and transformers stand as {@code N^T y N}: a transformer
 * is three pairs of windings, whose incidence N follows from the phasor diagram of its vector group
 * (J. Arrillaga, N. R. Watson, Computer Modelling of Electrical Power Systems, 2nd ed., ch. 2). It
 * knows nothing of {@link PhaseTree} or of sequences.
 *
 * <p>Row i of the nodes is Kirchhoff's current law there, the currents leaving.
 */
final class PhaseEquations {
    private static final double BASE_KVA = 1000;
    static final double PHASE_KVA = BASE_KVA / 3;
    private static final double ROOT3 = Math.sqrt(3);

    private final Feeder feeder;
    private final Map<String, Integer> fedBus;
    private final Map<String, Integer> index;

    /** Unknown of each {@code 3 * bus + phase}, -1 where the bus lacks it. */
    final int[] nodeOf;

    final int nodes;
    int size;

    /** Row, column, re, im. */
    final List<double[]> linear = new ArrayList<>();

    /** Row, re, im of what stands on the right-hand side. */
    final List<double[]> given = new ArrayList<>();

    PhaseEquations(Feeder feeder, Map<String, Integer> fedBus) {
        this.feeder = feeder;
        this.fedBus = fedBus;
        index = feeder.busIndex();
        nodeOf = new int[3 * feeder.buses().size()];
        for (int place = 0; place < nodeOf.length; place++) {
            boolean has = feeder.buses().get(place / 3).phases().has(place % 3);
            nodeOf[place] = has ? size++ : -1;
        }
        nodes = size;
        feeder.infeeds().forEach(this::infeed);
        for (var branch : feeder.branches()) {
            if (branch.isClosed()) {
                switch (branch) {
                    case Line line -> line(line);
                    case Switch gate -> gate(gate);
                    case Regulator regulator -> regulator(regulator);
                    case Transformer transformer -> transformer(transformer);
                }
            }
        }
        for (int bus = 0; bus < feeder.buses().size(); bus++) {
            Bus data = feeder.buses().get(bus);
            double share = data.phases().count() * PHASE_KVA;
            for (int phase : data.phases().numbers()) {
                int node = node(bus, phase);
                shunt(node, -1, data.shuntKw() / share, data.shuntKvar() / share);
            }
        }
        feeder.capacitors().forEach(this::capacitor);
    }

    private int node(int bus, int phase) {
        return nodeOf[3 * bus + phase];
    }

    private int bus(String id) {
        return Objects.requireNonNull(index.get(id));
    }

    private double zBase(int bus) {
        double kv = feeder.buses().get(bus).baseKv();
        return kv * kv * 1000 / BASE_KVA;
    }

    private void add(int row, int column, double re, double im) {
        linear.add(new double[] {row, column, re, im});
    }

    private void shunt(int one, int two, double g, double b) {
        add(one, one, g, b);
        if (two >= 0) {
            add(two, two, g, b);
            add(one, two, -g, -b);
            add(two, one, -g, -b);
        }
    }

    /** E = V + Z i with i into the network; Z from its eigenvectors. */
    private void infeed(Infeed infeed) {
        int bus = bus(infeed.busId());
        double base = zBase(bus);
        double[] r = {infeed.r0Ohm() / base, infeed.rOhm() / base, infeed.r2Ohm() / base};
        double[] x = {infeed.x0Ohm() / base, infeed.xOhm() / base, infeed.x2Ohm() / base};
        int source = size;
        size += 3;
        for (int row = 0; row < 3; row++) {
            add(source + row, node(bus, row), 1, 0);
            add(node(bus, row), source + row, -1, 0);
            double angle = Math.toRadians(infeed.angleDeg() - 120 * row);
            double pu = infeed.pu();
            given.add(new double[] {source + row, pu * Math.cos(angle), pu * Math.sin(angle)});
            for (int column = 0; column < 3; column++) {
                for (int sequence = 0; sequence < 3; sequence++) {
                    double turn = Math.toRadians(-120.0 * sequence * (row - column));
                    double c = Math.cos(turn) / 3;
                    double s = Math.sin(turn) / 3;
                    double re = c * r[sequence] - s * x[sequence];
                    double im = s * r[sequence] + c * x[sequence];
                    add(source + row, source + column, re, im);
                }
            }
        }
    }

    private void line(Line line) {
        var data = Objects.requireNonNull(line.byPhase());
        int from = bus(line.fromBus());
        int to = bus(line.toBus());
        double base = zBase(to);
        int[] has = line.phases().numbers();
        int n = has.length;
        var z = ComplexMatrix.of(data.rOhm(), data.xOhm(), 1 / base);
        var y = Objects.requireNonNull(z.inverse());
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double b = data.chargingSiemens().at(i, j) * base / 2;
                double re = y.re[i * n + j];
                double im = y.im[i * n + j];
                add(node(from, has[i]), node(from, has[j]), re, im + b);
                add(node(to, has[i]), node(to, has[j]), re, im + b);
                add(node(from, has[i]), node(to, has[j]), -re, -im);
                add(node(to, has[i]), node(from, has[j]), -re, -im);
            }
        }
    }

    private void gate(Switch gate) {
        int from = bus(gate.fromBus());
        int to = bus(gate.toBus());
        for (int phase : gate.phases().numbers()) {
            int current = size++;
            add(current, node(from, phase), 1, 0);
            add(current, node(to, phase), -1, 0);
            add(node(from, phase), current, 1, 0);
            add(node(to, phase), current, -1, 0);
        }
    }

    /** {@code A V_from - z i = V_to}; the windings conserve power, so {@code A^T i} leaves from. */
    private void regulator(Regulator data) {
        int from = bus(data.fromBus());
        int to = bus(data.toBus());
        double base = zBase(to);
        int[] has = data.phases().numbers();
        boolean isOpenDelta = data.connection() == Regulator.Connection.OPEN_DELTA;
        for (int i = 0; i < has.length; i++) {
            int current = size++;
            boolean passes = isOpenDelta && i == 1;
            int unit = isOpenDelta && i == 2 ? 1 : i;
            double gain = passes ? 1 : data.units().get(unit).ratio();
            couple(current, node(from, has[i]), gain);
            if (isOpenDelta && !passes) {
                couple(current, node(from, 1), 1 - gain);
            }
            couple(current, node(to, has[i]), -1);
            // No winding, no impedance.
            double own = passes ? 0 : 1 / base;
            add(current, current, -data.rOhm() * own, -data.xOhm() * own);
        }
    }

    private void couple(int current, int node, double gain) {
        add(current, node, gain, 0);
        add(node, current, gain, 0);
    }

    private void transformer(Transformer data) {
        int from = bus(data.fromBus());
        int to = bus(data.toBus());
        double base = zBase(to);
        int[] has = data.phases().numbers();
        int n = has.length;
        double own = n == 3 ? 1 : 0;
        double r = data.rOhm() / base;
        double x = data.xOhm() / base;
        double mutualR = own * (data.r0Ohm() / base - r) / 3;
        double mutualX = own * (data.x0Ohm() / base - x) / 3;
        var z = new ComplexMatrix(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                z.re[i * n + j] = mutualR + (i == j ? r : 0);
                z.im[i * n + j] = mutualX + (i == j ? x : 0);
            }
        }
        // Incidence of the windings: phases of from, then of to; from's voltages over the tap.
        var windings = windings(data, n);
        for (double[] row : windings) {
            for (int i = 0; i < n; i++) {
                row[i] /= data.tapRatio();
            }
        }
        int[] at = new int[2 * n];
        for (int i = 0; i < n; i++) {
            at[i] = node(from, has[i]);
            at[n + i] = node(to, has[i]);
        }
        primitive(Objects.requireNonNull(z.inverse()), windings, at);
        double tapSquared = data.tapRatio() * data.tapRatio();
        core(data, from, data.fromWinding(), base / 2 / tapSquared);
        core(data, to, data.toWinding(), base / 2);
        int fed = Objects.requireNonNull(fedBus.get(data.id()));
        Winding below = fed == to ? data.toWinding() : data.fromWinding();
        if (isFree(below)) {
            // The reference that a floating side needs: its voltages sum to zero.
            int current = size++;
            for (int phase = 0; phase < 3; phase++) {
                couple(current, node(fed, phase), 1);
            }
        }
    }

    private static boolean isFree(Winding winding) {
        return winding == Winding.DELTA || winding == Winding.WYE;
    }

    /** Y += N^T y N. */
    private void primitive(ComplexMatrix y, double[][] windings, int[] at) {
        int n = windings.length;
        for (int row = 0; row < at.length; row++) {
            for (int column = 0; column < at.length; column++) {
                double re = 0;
                double im = 0;
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        double product = windings[i][row] * windings[j][column];
                        re += product * y.re[i * n + j];
                        im += product * y.im[i * n + j];
                    }
                }
                add(at[row], at[column], re, im);
            }
        }
    }

    /** One row for each pair of windings: from's voltage less to's, as factors of the phases'. */
    private static double[][] windings(Transformer data, int n) {
        double[][] rows = new double[n][2 * n];
        if (n < 3) {
            for (int i = 0; i < n; i++) {
                rows[i][i] = 1;
                rows[i][n + i] = data.shiftDeg() == 180 ? 1 : -1;
            }
            return rows;
        }
        // The winding at from between a and b (delta) leads phase a by 30 degrees.
        boolean isDelta = data.fromWinding() == Winding.DELTA;
        double[] one = winding(isDelta, isDelta ? 30 : 0);
        double seen = (isDelta ? 30 : 0) + data.shiftDeg();
        double[] two = winding(data.toWinding() == Winding.DELTA, seen);
        // A free star point takes no current, so no zero sequence passes either winding.
        boolean isStarFree = data.fromWinding() == Winding.WYE || data.toWinding() == Winding.WYE;
        for (int limb = 0; limb < 3; limb++) {
            for (int phase = 0; phase < 3; phase++) {
                rows[limb][(phase + limb) % 3] = one[phase];
                rows[limb][3 + (phase + limb) % 3] = -two[phase];
            }
        }
        return isStarFree ? withoutCommon(rows) : rows;
    }

    private static double[][] withoutCommon(double[][] rows) {
        double[][] result = new double[3][6];
        for (int side = 0; side < 6; side += 3) {
            for (int limb = 0; limb < 3; limb++) {
                double mean = (rows[limb][side] + rows[limb][side + 1] + rows[limb][side + 2]) / 3;
                for (int phase = side; phase < side + 3; phase++) {
                    result[limb][phase] = rows[limb][phase] - mean;
                }
            }
        }
        return result;
    }

    /** The winding whose voltage leads its side's phase a by an angle: factors of a, b, c. */
    private static double[] winding(boolean isDelta, double leadDeg) {
        for (int plus = 0; plus < 3; plus++) {
            for (int minus = 0; minus < 3; minus++) {
                for (int sign = 1; sign >= -1; sign -= 2) {
                    double[] factors = new double[3];
                    factors[plus] += sign / (isDelta ? ROOT3 : 1);
                    factors[minus] -= isDelta ? sign / ROOT3 : 0;
                    double re = 0;
                    double im = 0;
                    for (int phase = 0; phase < 3; phase++) {
                        re += factors[phase] * Math.cos(Math.toRadians(-120 * phase));
                        im += factors[phase] * Math.sin(Math.toRadians(-120 * phase));
                    }
                    double off = Math.toDegrees(Math.atan2(im, re)) - leadDeg;
                    boolean isWinding = !isDelta || plus != minus;
                    if (isWinding && Math.abs(Math.IEEEremainder(off, 360)) < 1e-6) {
                        return factors;
                    }
                }
            }
        }
        throw new IllegalArgumentException("no winding leads by " + leadDeg);
    }

    private void core(Transformer data, int bus, Winding winding, double scale) {
        double g = data.coreSiemens() * scale;
        double b = data.chargingSiemens() * scale;
        int[] has = data.phases().numbers();
        for (int i = 0; i < has.length; i++) {
            if (isFree(winding)) {
                int next = has[(i + 1) % 3];
                shunt(node(bus, has[i]), node(bus, next), g / 3, b / 3);
            } else {
                shunt(node(bus, has[i]), -1, g, b);
            }
        }
    }

    /** Kvar over kV² of an element, in pu. */
    private void capacitor(Capacitor data) {
        int bus = bus(data.busId());
        double volt = data.nominalPu() * (data.isDelta() ? ROOT3 : 1);
        if (data.isDelta()) {
            int[][] pairs = pairs(data.phases());
            double b = data.kvar() / pairs.length / PHASE_KVA / (volt * volt);
            for (int[] pair : pairs) {
                shunt(node(bus, pair[0]), node(bus, pair[1]), 0, b);
            }
            return;
        }
        double b = data.kvar() / data.phases().count() / PHASE_KVA / (volt * volt);
        for (int phase : data.phases().numbers()) {
            shunt(node(bus, phase), -1, 0, b);
        }
    }

    static int[][] pairs(Phases phases) {
        if (phases == Phases.ABC) {
            return new int[][] {{0, 1}, {1, 2}, {2, 0}};
        }
        return new int[][] {phases.numbers()};
    }
}
