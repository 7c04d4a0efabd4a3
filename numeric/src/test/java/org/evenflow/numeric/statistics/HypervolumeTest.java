package org.evenflow.numeric.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HypervolumeTest {
    private static double[] ones(int n) {
        var ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void onePointIsABox() {
        assertThat(Hypervolume.of(new double[][] {{0.25, 0.5}}, ones(2))).isEqualTo(0.75 * 0.5);
        assertThat(Hypervolume.of(new double[][] {{0, 0, 0, 0, 0.5}}, ones(5))).isEqualTo(0.5);
    }

    @Test
    void stairsInThePlaneAreSummedByHand() {
        // Columns of width 0.25, 0.25, 0.25 and heights 0.25, 0.5, 0.75 from left to right.
        double[][] stairs = {{0.25, 0.75}, {0.5, 0.5}, {0.75, 0.25}};
        assertThat(Hypervolume.of(stairs, ones(2)))
                .isCloseTo(0.25 * (0.25 + 0.5 + 0.75), within(1e-15));
    }

    @Test
    void threeBoxesInSpaceByInclusionAndExclusion() {
        // Each box has volume 1 * 1 * 0.5; two of them share 0.5 * 0.5 * 1, all three 0.125.
        double[][] points = {{0, 0, 0.5}, {0, 0.5, 0}, {0.5, 0, 0}};
        assertThat(Hypervolume.of(points, ones(3)))
                .isCloseTo(3 * 0.5 - 3 * 0.25 + 0.125, within(1e-15));
    }

    @Test
    void fiveHalfSpacesLeaveTheCubeOfHalves() {
        // The union of {x_k > 1/2} within the unit cube is all but [0, 1/2]^5.
        var points = new double[5][5];
        for (int k = 0; k < 5; k++) {
            points[k][k] = 0.5;
        }
        assertThat(Hypervolume.of(points, ones(5))).isCloseTo(1 - Math.pow(0.5, 5), within(1e-14));
    }

    @Test
    void dominatedEqualAndFarPointsAddNothing() {
        double[][] points = {{0.5, 0.5}, {0.5, 0.5}, {0.6, 0.6}, {2, 0}, {0.2, 1}, {Double.NaN, 0}};
        assertThat(Hypervolume.of(points, ones(2))).isEqualTo(0.25);
        assertThat(Hypervolume.of(new double[0][], ones(2))).isZero();
    }

    @Test
    void itAgreesWithCountedDraws() {
        var random = new Random(4);
        for (int objectives = 2; objectives <= 5; objectives++) {
            var points = new double[12][objectives];
            for (double[] point : points) {
                Arrays.setAll(point, k -> random.nextDouble());
            }
            int hits = 0;
            int draws = 200_000;
            for (int i = 0; i < draws; i++) {
                double[] at = random.doubles(objectives).toArray();
                hits += Arrays.stream(points).anyMatch(p -> Hypervolume.dominates(p, at)) ? 1 : 0;
            }
            // Three standard errors of a share are at most 3 * 0.5 / sqrt(200,000).
            assertThat(Hypervolume.of(points, ones(objectives)))
                    .as("%d objectives", objectives)
                    .isCloseTo((double) hits / draws, within(0.0034));
        }
    }

    @Test
    void itDoesNotDependOnTheOrder() {
        var random = new Random(9);
        var points = new double[20][5];
        for (double[] point : points) {
            Arrays.setAll(point, k -> random.nextDouble());
        }
        double volume = Hypervolume.of(points, ones(5));
        for (int i = 0; i < 10; i++) {
            Collections.shuffle(Arrays.asList(points), random);
            assertThat(Hypervolume.of(points, ones(5))).isCloseTo(volume, within(1e-13));
        }
    }

    @Test
    void theFrontHoldsWhatNobodyDominates() {
        double[][] points = {{1, 3}, {2, 2}, {2, 2}, {3, 3}, {Double.NaN, 0}, {1, 4}};
        assertThat(Hypervolume.isInFront(points))
                .containsExactly(true, true, true, false, false, false);
    }
}
