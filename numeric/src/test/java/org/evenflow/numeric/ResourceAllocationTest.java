package org.evenflow.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResourceAllocationTest {
    private static final boolean[] BOTH = {true, true};
    private static final double[] NO_FLOOR = {0, 0};
    private final ResourceAllocation two = new ResourceAllocation(new int[] {0, 1}, 2);
    private final double[] shares = new double[2];

    private boolean solve(double[] a, double[] b, double[] high, double total, double[] floors) {
        return two.solve(a, b, new double[2], high, BOTH, total, floors, shares);
    }

    private static double[] of(double... values) {
        return values;
    }

    @Test
    void equalCostsShareEqually() {
        assertThat(solve(of(1, 1), of(0, 0), of(9, 9), 4, NO_FLOOR)).isTrue();
        assertThat(shares).containsExactly(2, 2);
        // One unit more costs 2·1·2.
        assertThat(two.price()).isEqualTo(4);
    }

    @Test
    void whatOneCannotTakeGoesToTheOther() {
        assertThat(solve(of(1, 1), of(0, 0), of(1, 9), 4, NO_FLOOR)).isTrue();
        assertThat(shares).containsExactly(1, 3);
    }

    @Test
    void floorOfASetIsHeldAndTheRestShared() {
        assertThat(solve(of(1, 1), of(0, 0), of(9, 9), 4, of(3, 0))).isTrue();
        assertThat(shares).containsExactly(3, 1);
    }

    @Test
    void linearCostTakesWhatIsLeftAtItsPrice() {
        // At price 1 the quadratic one takes x = 1 / 2, the linear one any amount.
        assertThat(solve(of(0, 1), of(1, 0), of(2, 9), 2, NO_FLOOR)).isTrue();
        assertThat(shares[0]).isCloseTo(1.5, within(1e-12));
        assertThat(shares[1]).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void moreThanAllCanTakeHasNoSolution() {
        assertThat(solve(of(1, 1), of(0, 0), of(1, 1), 3, NO_FLOOR)).isFalse();
    }

    @Test
    void floorBeyondItsSetHasNoSolution() {
        assertThat(solve(of(1, 1), of(0, 0), of(1, 9), 4, of(2, 0))).isFalse();
    }

    @Test
    void variablesThatTakeNoPartAreZero() {
        var only = new boolean[] {false, true};
        assertThat(two.solve(of(1, 1), of(0, 0), of(1, 0), of(9, 9), only, 4, NO_FLOOR, shares))
                .isTrue();
        assertThat(shares).containsExactly(0, 4);
    }

    /** Convex, so a plan is best when no small transfer between two variables saves anything. */
    @Test
    void noTransferBetweenTwoVariablesSavesAnything() {
        for (long seed = 1; seed <= 300; seed++) {
            var random = new RandomStream("allocation", seed);
            int n = 2 + random.nextInt(8);
            int sets = 1 + random.nextInt(3);
            int[] set = random.ints(n, 0, sets).toArray();
            double[] a = new double[n];
            double[] b = new double[n];
            double[] low = new double[n];
            double[] high = new double[n];
            boolean[] in = new boolean[n];
            double[] floors = new double[sets];
            double least = 0;
            double most = 0;
            for (int i = 0; i < n; i++) {
                a[i] = random.nextInt(3) == 0 ? 0 : random.nextDouble();
                b[i] = Math.floor(10 * random.nextDouble()) - 3;
                low[i] = random.nextInt(2) * random.nextDouble();
                high[i] = low[i] + 5 * random.nextDouble();
                in[i] = random.nextInt(5) > 0;
                least += in[i] ? low[i] : 0;
                most += in[i] ? high[i] : 0;
                floors[set[i]] += in[i] ? low[i] + 0.4 * (high[i] - low[i]) : 0;
            }
            double least40 = Arrays.stream(floors).sum();
            double total = least40 + (most - least40) * random.nextDouble();
            double[] x = new double[n];
            var allocation = new ResourceAllocation(set, sets);
            assertThat(allocation.solve(a, b, low, high, in, total, floors, x))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(Arrays.stream(x).sum()).isCloseTo(total, within(1e-12 * (1 + most)));
            assertThat(least).isLessThanOrEqualTo(total + 1e-9);
            double[] sums = new double[sets];
            for (int i = 0; i < n; i++) {
                sums[set[i]] += x[i];
                assertThat(x[i]).isBetween(in[i] ? low[i] : 0, in[i] ? high[i] : 0);
            }
            for (int s = 0; s < sets; s++) {
                assertThat(sums[s]).isGreaterThanOrEqualTo(floors[s] - 1e-9);
            }
            assertNoTransfer(seed, set, a, b, low, high, in, floors, x, sums);
        }
    }

    private static void assertNoTransfer(
            long seed,
            int[] set,
            double[] a,
            double[] b,
            double[] low,
            double[] high,
            boolean[] in,
            double[] floors,
            double[] x,
            double[] sums) {
        for (int from = 0; from < x.length; from++) {
            for (int to = 0; to < x.length; to++) {
                boolean isFree =
                        in[from]
                                && in[to]
                                && x[from] > low[from] + 1e-7
                                && x[to] < high[to] - 1e-7
                                && (set[from] == set[to]
                                        || sums[set[from]] > floors[set[from]] + 1e-7);
                if (isFree) {
                    double saved = 2 * a[from] * x[from] + b[from];
                    double spent = 2 * a[to] * x[to] + b[to];
                    assertThat(spent).as("seed %d", seed).isGreaterThanOrEqualTo(saved - 1e-6);
                }
            }
        }
    }
}
