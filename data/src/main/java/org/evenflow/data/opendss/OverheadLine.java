package org.evenflow.data.opendss;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.evenflow.model.PhaseMatrix;

/**
 * Impedance and capacitance of wires above earth, per metre.
 *
 * <p>The return through earth is that of the complex image plane (A. Deri, G. Tevan, A. Semlyen and
 * A. Castanheira, The complex ground return plane, IEEE Trans. PAS-100, 1981), an approximation of
 * J. R. Carson's integral (1926) within some per cent of its earth terms; resistance includes the
 * skin effect of a solid round wire (Bessel functions); reactance is taken from the GMR. This is
 * what OpenDSS does by default. Neutral wires are on earth at every bus and reduced (G. Kron,
 * 1939). Capacitance is from potential coefficients with images in a perfect earth.
 */
final class OverheadLine {
    private static final double VACUUM_PERMEABILITY = 4e-7 * Math.PI;
    private static final double VACUUM_PERMITTIVITY = 8.854e-12;

    /** Resistivity of earth, ohm metre: OpenDSS's default and the usual value. */
    private static final double EARTH_OHM_M = 100;

    /** Beyond this the ratio of Bessel functions is 1 within the accuracy of its series. */
    private static final double LARGE_ARGUMENT = 35;

    private static final Complex J = new Complex(0, 1);

    private final List<Conductor> wires;
    private final double frequencyHz;

    OverheadLine(List<Conductor> wires, double frequencyHz) {
        this.wires = List.copyOf(wires);
        this.frequencyHz = frequencyHz;
    }

    /** Values per metre of the first {@code phases} wires; the others are neutrals. */
    PerLength perMetre(int phases) {
        var impedance = reduced(impedance(), phases);
        double[][] capacitance = inverse(potentials());
        return new PerLength(
                matrix(phases, (row, column) -> impedance[(int) row][(int) column].re()),
                matrix(phases, (row, column) -> impedance[(int) row][(int) column].im()),
                matrix(phases, (row, column) -> capacitance[(int) row][(int) column] * 1e9));
    }

    private static PhaseMatrix matrix(int phases, DoubleBinaryOperator entry) {
        var lower = new ArrayList<Double>();
        for (int row = 0; row < phases; row++) {
            for (int column = 0; column <= row; column++) {
                lower.add(entry.applyAsDouble(row, column));
            }
        }
        return new PhaseMatrix(phases, lower);
    }

    private Complex[][] impedance() {
        double perLog = frequencyHz * VACUUM_PERMEABILITY;
        Complex depth =
                J.times(2 * Math.PI * frequencyHz * VACUUM_PERMEABILITY / EARTH_OHM_M)
                        .sqrt()
                        .inverse();
        var impedance = new Complex[wires.size()][wires.size()];
        for (int row = 0; row < wires.size(); row++) {
            Conductor wire = wires.get(row);
            Complex image = new Complex(wire.heightM(), 0).plus(depth).times(2);
            Complex outer = J.times(image.times(1 / wire.gmrM()).log()).times(perLog);
            impedance[row][row] = new Complex(ownResistance(wire), 0).plus(outer);
            for (int column = 0; column < row; column++) {
                Conductor other = wires.get(column);
                double across = wire.xM() - other.xM();
                Complex down =
                        new Complex(wire.heightM() + other.heightM(), 0).plus(depth.times(2));
                Complex mirrored = down.times(down).plus(new Complex(across * across, 0)).sqrt();
                Complex mutual =
                        J.times(mirrored.times(1 / distance(wire, other)).log()).times(perLog);
                impedance[row][column] = mutual;
                impedance[column][row] = mutual;
            }
        }
        return impedance;
    }

    private static double distance(Conductor wire, Conductor other) {
        return Math.hypot(wire.xM() - other.xM(), wire.heightM() - other.heightM());
    }

    /** Resistance with skin effect: real part of a round wire's internal impedance. */
    private double ownResistance(Conductor wire) {
        double r = wire.rOhmPerM();
        Complex oneJ = new Complex(1, 1);
        Complex argument = oneJ.times(Math.sqrt(frequencyHz * VACUUM_PERMEABILITY / r));
        Complex ratio = argument.abs() > LARGE_ARGUMENT ? Complex.ONE : besselRatio(argument);
        return oneJ.times(ratio).re() * Math.sqrt(r * frequencyHz * VACUUM_PERMEABILITY) / 2;
    }

    /** I0 over I1, the modified Bessel functions, by their power series. */
    private static Complex besselRatio(Complex argument) {
        Complex quarter = argument.times(argument).times(0.25);
        Complex term = Complex.ONE;
        Complex zeroth = Complex.ONE;
        Complex first = Complex.ONE;
        for (int k = 1; term.abs() > 1e-17 * zeroth.abs(); k++) {
            term = term.times(quarter).times(1.0 / ((double) k * k));
            zeroth = zeroth.plus(term);
            first = first.plus(term.times(1.0 / (k + 1)));
        }
        return zeroth.times(first.times(argument).times(0.5).inverse());
    }

    /** Eliminates the last row and column, again and again: their wires are on earth. */
    private static Complex[][] reduced(Complex[][] impedance, int size) {
        var left = impedance;
        for (int last = impedance.length - 1; last >= size; last--) {
            var next = new Complex[last][last];
            Complex inverse = left[last][last].inverse();
            for (int row = 0; row < last; row++) {
                for (int column = 0; column < last; column++) {
                    next[row][column] =
                            left[row][column].minus(
                                    left[row][last].times(left[last][column]).times(inverse));
                }
            }
            left = next;
        }
        return left;
    }

    /** Potential coefficients, m/F. */
    private double[][] potentials() {
        double perLog = 1 / (2 * Math.PI * VACUUM_PERMITTIVITY);
        var potentials = new double[wires.size()][wires.size()];
        for (int row = 0; row < wires.size(); row++) {
            Conductor wire = wires.get(row);
            potentials[row][row] = perLog * Math.log(2 * wire.heightM() / wire.radiusM());
            for (int column = 0; column < row; column++) {
                Conductor other = wires.get(column);
                double mirrored =
                        Math.hypot(wire.xM() - other.xM(), wire.heightM() + other.heightM());
                double mutual = perLog * Math.log(mirrored / distance(wire, other));
                potentials[row][column] = mutual;
                potentials[column][row] = mutual;
            }
        }
        return potentials;
    }

    /** Inverse of a symmetric positive definite matrix, by elimination. */
    private static double[][] inverse(double[][] matrix) {
        int size = matrix.length;
        var left = new double[size][];
        var right = new double[size][size];
        for (int row = 0; row < size; row++) {
            left[row] = matrix[row].clone();
            right[row][row] = 1;
        }
        for (int pivot = 0; pivot < size; pivot++) {
            double scale = 1 / left[pivot][pivot];
            for (int column = 0; column < size; column++) {
                left[pivot][column] *= scale;
                right[pivot][column] *= scale;
            }
            for (int row = 0; row < size; row++) {
                double factor = row == pivot ? 0 : left[row][pivot];
                for (int column = 0; column < size; column++) {
                    left[row][column] -= factor * left[pivot][column];
                    right[row][column] -= factor * right[pivot][column];
                }
            }
        }
        return right;
    }
}
