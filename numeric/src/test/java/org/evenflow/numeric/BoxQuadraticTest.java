package org.evenflow.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoxQuadraticTest {
    private final BoxQuadratic solver = new BoxQuadratic();

    @Test
    void solvesWhatAHandCan() {
        // (x - 3)² / 2 + (y + 1)² / 2: y stays at 0; with x <= 2 x ends there.
        double[] x = new double[2];
        double[] h = {1, 0, 0, 1};
        double[] open = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        assertThat(solver.solve(2, h, 2, new double[] {3, -1}, open, x)).isTrue();
        assertThat(x).containsExactly(3, 0);
        assertThat(solver.solve(2, h, 2, new double[] {3, -1}, new double[] {2, 2}, x)).isTrue();
        assertThat(x).containsExactly(2, 0);
    }

    @Test
    void refusesWhatIsNotPositiveDefinite() {
        double[] h = {1, 2, 2, 1};
        double[] open = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        assertThat(solver.solve(2, h, 2, new double[] {1, 1}, open, new double[2])).isFalse();
    }

    @Test
    void meetsTheConditionsOfTheOptimumWhateverTheStart() {
        for (int seed = 0; seed < 3000; seed++) {
            var random = new SplittableRandom(seed);
            int n = random.nextInt(1, 12);
            int stride = n + random.nextInt(3);
            double[] h = matrix(random, n, stride);
            double[] c = new double[n];
            double[] u = new double[n];
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                c[i] = random.nextDouble(-5, 5);
                u[i] = random.nextBoolean() ? Double.POSITIVE_INFINITY : random.nextDouble(0, 3);
                x[i] = random.nextDouble(0, 4);
            }
            assertThat(solver.solve(n, h, stride, c, u, x)).as("seed %d", seed).isTrue();
            for (int i = 0; i < n; i++) {
                double slope = -c[i];
                for (int j = 0; j < n; j++) {
                    slope += h[i * stride + j] * x[j];
                }
                String as = "seed " + seed + ", unknown " + i;
                assertThat(x[i]).as(as).isBetween(0.0, u[i]);
                if (x[i] == 0) {
                    assertThat(slope).as(as).isGreaterThan(-1e-9);
                } else if (x[i] == u[i]) {
                    assertThat(slope).as(as).isLessThan(1e-9);
                } else {
                    // Condition numbers stay below 1e4.
                    assertThat(slope).as(as).isCloseTo(0, within(1e-9));
                }
            }
        }
    }

    /** B Bᵀ + 0.1 I. */
    private static double[] matrix(SplittableRandom random, int n, int stride) {
        double[][] b = new double[n][n];
        for (double[] row : b) {
            for (int j = 0; j < n; j++) {
                row[j] = random.nextDouble(-1, 1);
            }
        }
        double[] h = new double[n * stride];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    h[i * stride + j] += b[i][k] * b[j][k];
                }
            }
            h[i * stride + i] += 0.1;
        }
        return h;
    }
}
