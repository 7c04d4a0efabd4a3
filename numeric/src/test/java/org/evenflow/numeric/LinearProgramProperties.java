package org.evenflow.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.evenflow.numeric.ReferenceSolutions.Numbers;
import org.junit.jupiter.api.Test;

/** Laws over random programs; a failure names its seed. */
final class LinearProgramProperties {
    private static final double NONE = Double.POSITIVE_INFINITY;

    /** Feasible within 1e-7 and numbers up to 10: the optimum may differ by some 1e-6. */
    private static final double CLOSE = 1e-5;

    /** Numbers of few values, so that many programs are degenerate and some without a point. */
    private static Numbers draw(RandomGenerator random, int columns, int rows) {
        double[] cost = new double[columns];
        double[] low = new double[columns];
        double[] high = new double[columns];
        double[][] matrix = new double[rows][columns];
        double[] rowLow = new double[rows];
        double[] rowHigh = new double[rows];
        for (int j = 0; j < columns; j++) {
            cost[j] = random.nextInt(-5, 6);
            low[j] = random.nextInt(-2, 2);
            high[j] = low[j] + random.nextInt(0, 4);
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix[i][j] = random.nextInt(3) == 0 ? 0 : random.nextInt(-4, 5);
            }
            int middle = random.nextInt(-6, 7);
            int width = random.nextInt(0, 3);
            rowLow[i] = random.nextInt(3) == 0 ? -NONE : middle - width;
            rowHigh[i] = random.nextInt(3) == 0 ? NONE : middle + width;
        }
        return new Numbers(cost, low, high, matrix, rowLow, rowHigh);
    }

    private static void expect(LinearProgram program, double best, String which) {
        var status = program.solve(NONE);
        if (best == NONE) {
            assertThat(status).as(which).isEqualTo(SolveStatus.INFEASIBLE);
        } else {
            assertThat(status).as(which).isEqualTo(SolveStatus.OPTIMAL);
            assertThat(program.objective()).as(which).isCloseTo(best, within(CLOSE));
            assertThat(program.bestBound()).as(which).isCloseTo(best, within(CLOSE));
            assertThat(program.residuals().largest()).as(which).isLessThan(1e-6);
        }
    }

    @Test
    void everyMethodFindsTheBestVertex() {
        Map<SolveStatus, Integer> seen = new EnumMap<>(SolveStatus.class);
        for (int seed = 0; seed < 400; seed++) {
            var random = new RandomStream("vertex", seed);
            var numbers = draw(random, random.nextInt(1, 5), random.nextInt(0, 5));
            double best = ReferenceSolutions.bestVertex(numbers);
            for (var method : SolverOptions.Method.values()) {
                var options = SolverOptions.USUAL.with(method).withPresolve(seed % 2 == 0);
                try (var program = numbers.program(options)) {
                    expect(program, best, method + " seed " + seed);
                    seen.merge(program.status(), 1, Integer::sum);
                }
            }
        }
        assertThat(seen.get(SolveStatus.INFEASIBLE)).isGreaterThan(100);
        assertThat(seen.get(SolveStatus.OPTIMAL)).isGreaterThan(300);
    }

    @Test
    void wholeNumbersAreTheBestOfAll() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new RandomStream("whole", seed);
            var numbers = draw(random, random.nextInt(1, 7), random.nextInt(1, 5));
            double best = ReferenceSolutions.bestWhole(numbers);
            try (var program = numbers.program()) {
                for (int j = 0; j < numbers.columns(); j++) {
                    program.integer(j);
                }
                expect(program, best, "seed " + seed);
                var scip = ScipSolver.solve(program, NONE);
                assertThat(scip.status()).as("SCIP seed " + seed).isEqualTo(program.status());
                if (best < NONE) {
                    assertThat(scip.objective()).isCloseTo(best, within(CLOSE));
                    assertThat(scip.bestBound()).isCloseTo(best, within(CLOSE));
                }
            }
        }
    }

    @Test
    void highsAndScipAgreeOnKnapsacksOfMixedNumbers() {
        for (int seed = 0; seed < 4; seed++) {
            var random = new RandomStream("knapsack", seed);
            try (var program = new LinearProgram()) {
                for (int j = 0; j < 30; j++) {
                    program.column(0, random.nextInt(1, 4), -random.nextInt(10, 60));
                    if (j % 4 != 0) {
                        program.integer(j);
                    }
                }
                for (int i = 0; i < 8; i++) {
                    program.row(-NONE, random.nextInt(150, 200));
                    for (int j = 0; j < 30; j++) {
                        program.coefficient(i, j, random.nextInt(1, 31));
                    }
                }
                assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
                var scip = ScipSolver.solve(program, NONE);
                assertThat(scip.status()).isEqualTo(SolveStatus.OPTIMAL);
                assertThat(scip.objective())
                        .as("seed " + seed)
                        .isCloseTo(program.objective(), within(1e-6));
            }
        }
    }

    @Test
    void changesInPlaceEqualAFreshProgram() {
        for (int seed = 0; seed < 60; seed++) {
            var random = new RandomStream("change", seed);
            int columns = random.nextInt(2, 30);
            int rows = random.nextInt(1, 20);
            var numbers = draw(random, columns, rows);
            try (var kept = numbers.program()) {
                for (int round = 0; round < 12; round++) {
                    numbers = round == 6 ? grow(random, numbers, kept) : numbers;
                    change(random, numbers, kept, random.nextInt(1, 80));
                    try (var fresh = numbers.program()) {
                        String which = "seed " + seed + " round " + round;
                        var status = fresh.solve(NONE);
                        assertThat(kept.solve(NONE)).as(which).isEqualTo(status);
                        if (status.hasPoint()) {
                            double tolerance = 1e-9 * (1 + Math.abs(fresh.objective()));
                            assertThat(kept.objective())
                                    .as(which)
                                    .isCloseTo(fresh.objective(), within(tolerance));
                        }
                    }
                }
            }
        }
    }

    private static void change(
            RandomGenerator random, Numbers numbers, LinearProgram program, int changes) {
        for (int k = 0; k < changes; k++) {
            int j = random.nextInt(numbers.columns());
            int i = random.nextInt(numbers.rows());
            switch (random.nextInt(4)) {
                case 0 -> {
                    numbers.cost()[j] = random.nextInt(-5, 6);
                    program.cost(j, numbers.cost()[j]);
                }
                case 1 -> {
                    numbers.high()[j] = numbers.low()[j] + random.nextInt(0, 4);
                    program.bounds(j, numbers.low()[j], numbers.high()[j]);
                }
                case 2 -> {
                    numbers.rowLow()[i] = random.nextInt(-9, 1);
                    numbers.rowHigh()[i] = random.nextInt(0, 9);
                    program.rowBounds(i, numbers.rowLow()[i], numbers.rowHigh()[i]);
                }
                default -> {
                    numbers.matrix()[i][j] = random.nextInt(-4, 5);
                    program.coefficient(i, j, numbers.matrix()[i][j]);
                }
            }
        }
    }

    /** One more column and row, with zeros that {@link #change} may fill. */
    private static Numbers grow(RandomGenerator random, Numbers old, LinearProgram program) {
        int column = program.column(0, 3, -1);
        int row = program.row(-2, 2);
        double[][] matrix = new double[old.rows() + 1][old.columns() + 1];
        for (int i = 0; i < old.rows(); i++) {
            System.arraycopy(old.matrix()[i], 0, matrix[i], 0, old.columns());
        }
        for (int j = 0; j <= old.columns(); j++) {
            matrix[row][j] = random.nextInt(-4, 5);
            program.coefficient(row, j, matrix[row][j]);
        }
        assertThat(List.of(column, row)).containsExactly(old.columns(), old.rows());
        return new Numbers(
                with(old.cost(), -1),
                with(old.low(), 0),
                with(old.high(), 3),
                matrix,
                with(old.rowLow(), -2),
                with(old.rowHigh(), 2));
    }

    private static double[] with(double[] numbers, double last) {
        double[] more = Arrays.copyOf(numbers, numbers.length + 1);
        more[numbers.length] = last;
        return more;
    }

    /** Weak duality: with duals of the right signs the gap proves the optimum, whoever found it. */
    @Test
    void residualsProveTheOptimumOfLargerPrograms() {
        for (int seed = 0; seed < 10; seed++) {
            try (var program = TransportProgram.draw(seed, 25, 40)) {
                assertThat(program.solve(NONE)).isEqualTo(SolveStatus.OPTIMAL);
                // Rounding of a thousand terms; the solver's tolerance is not used up by vertices.
                assertThat(program.residuals().largest()).as("seed " + seed).isLessThan(1e-9);
                assertThat(ScipSolver.solve(program, NONE).objective())
                        .isCloseTo(program.objective(), within(1e-6 * program.objective()));
            }
        }
    }
}
