package org.evenflow.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProjectedGradientTest {
    private static void box(double[] point) {
        for (int i = 0; i < point.length; i++) {
            point[i] = Math.min(2, Math.max(0, point[i]));
        }
    }

    @Test
    void findsTheNearestPointOfABoxToOneOutside() {
        double[] x = {1, 1};
        // (x − 3)² + 10 (y − 1/2)²: x stops at the wall.
        double value =
                new ProjectedGradient(200, 1e-9)
                        .minimise(
                                (p, g) -> {
                                    g[0] = 2 * (p[0] - 3);
                                    g[1] = 20 * (p[1] - 0.5);
                                    return Math.pow(p[0] - 3, 2) + 10 * Math.pow(p[1] - 0.5, 2);
                                },
                                ProjectedGradientTest::box,
                                x);
        assertThat(x[0]).isEqualTo(2);
        assertThat(x[1]).isCloseTo(0.5, within(1e-8));
        assertThat(value).isCloseTo(1, within(1e-12));
    }

    /** H. H. Rosenbrock, The Computer Journal 3, 1960: a bent valley with its bottom at (1, 1). */
    @Test
    void followsRosenbrocksValleyToItsBottom() {
        double[] x = {0, 2};
        new ProjectedGradient(2000, 1e-10)
                .minimise(
                        (p, g) -> {
                            double bend = p[1] - p[0] * p[0];
                            g[0] = -400 * p[0] * bend - 2 * (1 - p[0]);
                            g[1] = 200 * bend;
                            return 100 * bend * bend + (1 - p[0]) * (1 - p[0]);
                        },
                        ProjectedGradientTest::box,
                        x);
        assertThat(x[0]).isCloseTo(1, within(1e-6));
        assertThat(x[1]).isCloseTo(1, within(1e-6));
    }

    @Test
    void staysInTheValleyThatItBeginsIn() {
        ProjectedGradient.Function waves =
                (p, g) -> {
                    g[0] = -6 * Math.sin(6 * p[0]) + 0.1;
                    return Math.cos(6 * p[0]) + 0.1 * p[0];
                };
        double[] left = {0.5};
        double[] right = {1.55};
        var search = new ProjectedGradient(200, 1e-10);
        search.minimise(waves, ProjectedGradientTest::box, left);
        search.minimise(waves, ProjectedGradientTest::box, right);
        // Valleys of cos 6x are at π/6 and 3π/6, a little to the left with the slope.
        assertThat(left[0]).isCloseTo(Math.PI / 6, within(0.01));
        assertThat(right[0]).isCloseTo(Math.PI / 2, within(0.01));
    }
}
