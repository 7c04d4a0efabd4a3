package org.evenflow.grid;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Capacitor;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.evenflow.model.PhaseImpedance;
import org.evenflow.model.Phases;
import org.evenflow.model.Regulator;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;
import org.evenflow.model.Transformer.Winding;

/**
 * Everything of constant admittance at a network's nodes: shunts of buses, capacitors, halves of
 * charging, cores; and the zero-sequence path to earth that an earthed star opposite a delta opens
 * (a <em>bank</em>), which is no admittance here because a sweep does not converge across one that
 * is stronger than the network above it. Used once, to compile.
 */
final class PhaseShunts {
    private final PhaseTree tree;
    private final Map<Long, double[]> entries = new LinkedHashMap<>();
    private final List<double[]> banks = new ArrayList<>();

    PhaseShunts(PhaseTree tree) {
        this.tree = tree;
        Feeder feeder = tree.feeder;
        var index = feeder.busIndex();
        for (int bus = 0; bus < feeder.buses().size(); bus++) {
            Bus data = feeder.buses().get(bus);
            double scale = 1 / (data.phases().count() * PhaseTree.PHASE_KVA);
            for (int phase : data.phases().numbers()) {
                diagonal(bus, phase, data.shuntKw() * scale, data.shuntKvar() * scale);
            }
        }
        for (Capacitor capacitor : feeder.capacitors()) {
            capacitor(capacitor, index.getOrDefault(capacitor.busId(), 0));
        }
        for (int branch = 0; branch < feeder.branches().size(); branch++) {
            Branch data = feeder.branches().get(branch);
            if (data.isClosed()) {
                int from = index.getOrDefault(data.fromBus(), 0);
                int to = index.getOrDefault(data.toBus(), 0);
                branch(data, from, to, tree.isDownward[tree.blockBelow[branch]]);
            }
        }
    }

    private void branch(Branch branch, int from, int to, boolean isDownward) {
        double kv = tree.feeder.buses().get(to).baseKv();
        double zBaseOhm = kv * kv * 1000 / RadialTree.BASE_KVA;
        switch (branch) {
            case Line line -> {
                charging(line, from, zBaseOhm / 2);
                charging(line, to, zBaseOhm / 2);
            }
            case Transformer data -> transformer(data, from, to, zBaseOhm, isDownward);
            case Regulator _, Switch _ -> {}
        }
    }

    private void charging(Line line, int bus, double scale) {
        PhaseImpedance byPhase = line.byPhase();
        int[] phases = line.phases().numbers();
        for (int i = 0; i < phases.length; i++) {
            if (byPhase == null) {
                diagonal(bus, phases[i], 0, line.chargingSiemens() * scale);
                continue;
            }
            for (int j = 0; j < phases.length; j++) {
                double siemens = byPhase.chargingSiemens().at(i, j) * scale;
                entry(bus, phases[i], phases[j], 0, siemens);
            }
        }
    }

    private void transformer(
            Transformer data, int from, int to, double zBaseOhm, boolean isDownward) {
        double g = data.coreSiemens() * zBaseOhm / 2;
        double b = data.chargingSiemens() * zBaseOhm / 2;
        double tapSquared = data.tapRatio() * data.tapRatio();
        core(to, data.phases(), data.toWinding(), g, b);
        core(from, data.phases(), data.fromWinding(), g / tapSquared, b / tapSquared);
        if (data.phases() != Phases.ABC) {
            return;
        }
        double r = data.r0Ohm() / zBaseOhm;
        double x = data.x0Ohm() / zBaseOhm;
        // The fed side's own zero-sequence path is part of its impedance; the side above has it as
        // a shunt.
        Winding above = isDownward ? data.fromWinding() : data.toWinding();
        Winding below = isDownward ? data.toWinding() : data.fromWinding();
        boolean hasPath =
                above == Winding.EARTHED_ZIGZAG
                        || (above == Winding.EARTHED_WYE && below == Winding.DELTA);
        if (hasPath) {
            double scale = isDownward ? tapSquared : 1;
            int first = 3 * (isDownward ? from : to);
            int[] node = tree.nodeOf;
            banks.add(
                    new double[] {
                        node[first], node[first + 1], node[first + 2], r * scale, x * scale
                    });
        }
    }

    /** A core's admittance; a free winding shows it between phases only. */
    private void core(int bus, Phases phases, Winding winding, double g, double b) {
        if (g == 0 && b == 0) {
            return;
        }
        boolean isFree = phases == Phases.ABC && PhaseBranch.isFree(winding);
        for (int i : phases.numbers()) {
            for (int j : phases.numbers()) {
                double share = isFree ? (i == j ? 2 : -1) / 3.0 : i == j ? 1 : 0;
                entry(bus, i, j, g * share, b * share);
            }
        }
    }

    private void capacitor(Capacitor data, int bus) {
        double nominal = data.nominalPu() * data.nominalPu();
        if (!data.isDelta()) {
            double b = data.kvar() / (data.phases().count() * PhaseTree.PHASE_KVA) / nominal;
            for (int phase : data.phases().numbers()) {
                diagonal(bus, phase, 0, b);
            }
            return;
        }
        int[][] pairs = pairs(data.phases());
        // A pair's nominal voltage is root three times that to neutral.
        double b = data.kvar() / (pairs.length * PhaseTree.PHASE_KVA) / (3 * nominal);
        for (int[] pair : pairs) {
            diagonal(bus, pair[0], 0, b);
            diagonal(bus, pair[1], 0, b);
            entry(bus, pair[0], pair[1], 0, -b);
            entry(bus, pair[1], pair[0], 0, -b);
        }
    }

    /** The pairs of phases between which a delta has elements. */
    static int[][] pairs(Phases phases) {
        return switch (phases) {
            case AB -> new int[][] {{0, 1}};
            case BC -> new int[][] {{1, 2}};
            case CA -> new int[][] {{2, 0}};
            case ABC -> new int[][] {{0, 1}, {1, 2}, {2, 0}};
            case A, B, C -> throw new IllegalArgumentException("one phase has no delta: " + phases);
        };
    }

    private void diagonal(int bus, int phase, double re, double im) {
        entry(bus, phase, phase, re, im);
    }

    private void entry(int bus, int phase, int other, double re, double im) {
        if (re == 0 && im == 0) {
            return;
        }
        long key = (long) tree.nodeOf[3 * bus + phase] << 32 | tree.nodeOf[3 * bus + other];
        double[] sum = entries.computeIfAbsent(key, _ -> new double[2]);
        sum[0] += re;
        sum[1] += im;
    }

    /** The banks: three nodes, and the impedance that zero sequence sees from them to earth. */
    double[][] banks() {
        return banks.toArray(double[][]::new);
    }

    /** Admittance among a block's own nodes. */
    ComplexMatrix of(int block) {
        int n = tree.size(block);
        var matrix = new ComplexMatrix(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                long key = (long) (tree.first[block] + i) << 32 | (tree.first[block] + j);
                double[] entry = entries.get(key);
                if (entry != null) {
                    matrix.re[i * n + j] = entry[0];
                    matrix.im[i * n + j] = entry[1];
                }
            }
        }
        return matrix;
    }

    /** Entries between nodes of different blocks: row, column, re, im. */
    double[][] bridges() {
        var list = new ArrayList<double[]>();
        entries.forEach(
                (key, value) -> {
                    int row = (int) (key >> 32);
                    int column = (int) (key & 0xffffffffL);
                    if (tree.blockOf[row] != tree.blockOf[column]) {
                        list.add(new double[] {row, column, value[0], value[1]});
                    }
                });
        List<double[]> result = list;
        return result.toArray(double[][]::new);
    }
}
