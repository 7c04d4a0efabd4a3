package org.evenflow.grid;

import org.evenflow.model.Branch;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.evenflow.model.Phases;
import org.evenflow.model.Regulator;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;
import org.evenflow.model.Transformer.Winding;
import org.jspecify.annotations.Nullable;

/**
 * What a branch is between the nodes above and the nodes it feeds: {@code V = A V_above - Z J}. A
 * transformer is put together from what each sequence sees (W. H. Kersting, Distribution System
 * Modeling and Analysis, 4th ed., ch. 8; J. J. Grainger, W. D. Stevenson, Power System Analysis,
 * ch. 11): positive and negative sequence pass with opposite turns of the vector group, zero
 * sequence only between two earthed stars; a delta or free star that is fed holds its zero-sequence
 * voltage at 0.
 *
 * @param ratio A, or null for the identity
 * @param impedancePu Z, pu at the fed nodes
 */
record PhaseBranch(@Nullable ComplexMatrix ratio, ComplexMatrix impedancePu) {
    /**
     * @param kv nominal voltage of the branch's {@code to} end
     * @param isDownward whether the branch feeds its {@code to} end
     * @throws InputException where the branch's data do not say what single phases see
     */
    static PhaseBranch of(Branch branch, Feeder feeder, double kv, boolean isDownward) {
        double zBaseOhm = kv * kv * 1000 / RadialTree.BASE_KVA;
        return switch (branch) {
            case Line line -> new PhaseBranch(null, series(line, feeder, zBaseOhm));
            case Switch gate -> {
                int n = gate.phases().count();
                yield new PhaseBranch(null, new ComplexMatrix(n, n));
            }
            case Regulator regulator -> regulator(regulator, isDownward, zBaseOhm);
            case Transformer transformer ->
                    transformer.phases() == Phases.ABC
                            ? threePhase(transformer, isDownward, zBaseOhm)
                            : perPhase(transformer, isDownward, zBaseOhm);
        };
    }

    private static ComplexMatrix series(Line line, Feeder feeder, double zBaseOhm) {
        var byPhase = line.byPhase();
        if (byPhase != null) {
            return ComplexMatrix.of(byPhase.rOhm(), byPhase.xOhm(), 1 / zBaseOhm);
        }
        if (!feeder.isSymmetric()) {
            throw new InputException(
                    "feeder "
                            + feeder.id()
                            + ": line "
                            + line.id()
                            + " has no zero-sequence impedance, which an unbalanced feeder needs");
        }
        // Symmetric: what phases do to each other adds to nothing, so any zero sequence will do.
        double[] z = {line.rOhm() / zBaseOhm, line.xOhm() / zBaseOhm};
        return ComplexMatrix.ofSequences(z, z, z);
    }

    private static PhaseBranch regulator(Regulator data, boolean isDownward, double zBaseOhm) {
        int n = data.phases().count();
        var ratio = new ComplexMatrix(n, n);
        int[] taps = data.units().stream().mapToInt(Regulator.Unit::tap).toArray();
        ratios(data, taps, 0, isDownward, ratio.re);
        return new PhaseBranch(ratio, impedance(data, ratio.re, isDownward, zBaseOhm));
    }

    /**
     * Z of a regulator: its impedance lies at the {@code to} end, so that the other end sees it
     * through the taps, {@code A z A^T}.
     */
    static ComplexMatrix impedance(
            Regulator data, double[] a, boolean isDownward, double zBaseOhm) {
        int n = data.phases().count();
        var z = new ComplexMatrix(n, n);
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                double share = isDownward && row == column && hasUnit(data, row) ? 1 : 0;
                for (int k = 0; k < n && !isDownward; k++) {
                    share += hasUnit(data, k) ? a[row * n + k] * a[column * n + k] : 0;
                }
                z.re[row * n + column] = data.rOhm() / zBaseOhm * share;
                z.im[row * n + column] = data.xOhm() / zBaseOhm * share;
            }
        }
        return z;
    }

    /** Whether a phase passes through a unit's windings; phase b does not in open delta. */
    private static boolean hasUnit(Regulator data, int phase) {
        return data.connection() == Regulator.Connection.WYE || phase != 1;
    }

    /**
     * Fills A of a regulator for its taps: {@code taps[at]} belongs to the first unit. In open
     * delta the units stand between a and b and between c and b, and b passes through (Kersting,
     * ch. 7).
     */
    static void ratios(Regulator data, int[] taps, int at, boolean isDownward, double[] a) {
        int n = data.phases().count();
        for (int unit = 0; unit < data.units().size(); unit++) {
            double ratio = 1 + data.units().get(unit).stepPu() * taps[at + unit];
            double gain = isDownward ? ratio : 1 / ratio;
            switch (data.connection()) {
                case WYE -> a[unit * n + unit] = gain;
                case OPEN_DELTA -> {
                    int row = unit == 0 ? 0 : 2;
                    a[row * 3 + row] = gain;
                    a[row * 3 + 1] = 1 - gain;
                    a[4] = 1;
                }
            }
        }
    }

    private static PhaseBranch perPhase(Transformer data, boolean isDownward, double zBaseOhm) {
        if (data.fromWinding() != Winding.EARTHED_WYE || data.toWinding() != Winding.EARTHED_WYE) {
            throw new InputException(
                    "transformer "
                            + data.id()
                            + ": windings must be earthed wyes where it has the phases "
                            + data.phases().letters()
                            + ", are "
                            + data.fromWinding()
                            + " and "
                            + data.toWinding());
        }
        int n = data.phases().count();
        double tap = data.tapRatio();
        double scale = isDownward ? 1 : tap * tap;
        var ratio = new ComplexMatrix(n, n);
        var z = new ComplexMatrix(n, n);
        for (int i = 0; i < n; i++) {
            double turn = Math.toRadians(isDownward ? -data.shiftDeg() : data.shiftDeg());
            double gain = isDownward ? 1 / tap : tap;
            ratio.re[i * n + i] = gain * Math.cos(turn);
            ratio.im[i * n + i] = gain * Math.sin(turn);
            z.re[i * n + i] = data.rOhm() / zBaseOhm * scale;
            z.im[i * n + i] = data.xOhm() / zBaseOhm * scale;
        }
        return new PhaseBranch(ratio, z);
    }

    private static PhaseBranch threePhase(Transformer data, boolean isDownward, double zBaseOhm) {
        Winding above = isDownward ? data.fromWinding() : data.toWinding();
        Winding below = isDownward ? data.toWinding() : data.fromWinding();
        double gain = isDownward ? 1 / data.tapRatio() : data.tapRatio();
        double scale = (isDownward ? 1 : data.tapRatio() * data.tapRatio()) / zBaseOhm;
        double turn = Math.toRadians(isDownward ? -data.shiftDeg() : data.shiftDeg());
        double[] positive = {gain * Math.cos(turn), gain * Math.sin(turn)};
        double[] negative = {positive[0], -positive[1]};
        double[] zero = {0, 0};
        double[] z1 = {data.rOhm() * scale, data.xOhm() * scale};
        double[] z0 = {data.r0Ohm() * scale, data.x0Ohm() * scale};
        if (isFree(below)) {
            z0 = new double[2];
        } else if (below == Winding.EARTHED_WYE && above == Winding.EARTHED_WYE) {
            // A vector group of 2, 6 or 10 o'clock turns the windings round.
            zero[0] = Math.cos(3 * turn) < -0.999 ? -gain : gain;
        } else if (below == Winding.EARTHED_WYE && above != Winding.DELTA) {
            throw new InputException(
                    "transformer "
                            + data.id()
                            + ": windings must leave zero sequence a path, are "
                            + data.fromWinding()
                            + " and "
                            + data.toWinding());
        }
        return new PhaseBranch(
                ComplexMatrix.ofSequences(zero, positive, negative),
                ComplexMatrix.ofSequences(z0, z1, z1));
    }

    /** Whether no zero-sequence current can flow into a winding from outside. */
    static boolean isFree(Winding winding) {
        return winding == Winding.DELTA || winding == Winding.WYE;
    }
}
