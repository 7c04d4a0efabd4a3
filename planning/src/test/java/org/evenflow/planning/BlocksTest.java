package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

class BlocksTest {
    private static final IntToDoubleFunction FLAT = step -> 0.3;

    private static IntToDoubleFunction risingAt(int change) {
        return step -> step < change ? 0.2 : 0.4;
    }

    private static int[] grown(int count, int now, int end, IntToDoubleFunction price) {
        var blocks = new Blocks(count, 0.25);
        blocks.growing(now, end, price);
        return blocks.start;
    }

    @Test
    void tenBlocksThatDoubleReach1023Steps() {
        // 1 + 2 + 4 + … + 512 = 1023.
        assertThat(grown(10, 5, 5 + 1023, FLAT))
                .containsExactly(5, 6, 8, 12, 20, 36, 68, 132, 260, 516, 1028);
    }

    @Test
    void withAsManyStepsAsBlocksEachHasOneAndFurtherOnesAreEmpty() {
        assertThat(grown(4, 7, 11, FLAT)).containsExactly(7, 8, 9, 10, 11);
        assertThat(grown(4, 7, 9, FLAT)).containsExactly(7, 8, 9, 9, 9);
    }

    @Test
    void theNearestBoundaryMovesToAChangeOfPriceAndTheOthersMakeRoom() {
        // 1 + 2 + 4 + 8 = 15: boundaries at 1, 3 and 7.
        assertThat(grown(4, 0, 15, FLAT)).containsExactly(0, 1, 3, 7, 15);
        assertThat(grown(4, 0, 15, risingAt(6))).containsExactly(0, 1, 3, 6, 15);
        assertThat(grown(4, 0, 15, risingAt(4))).containsExactly(0, 1, 4, 7, 15);
        assertThat(grown(4, 0, 15, risingAt(14))).containsExactly(0, 1, 3, 14, 15);
        assertThat(grown(4, 0, 15, risingAt(2))).containsExactly(0, 1, 2, 7, 15);
        IntToDoubleFunction twice = step -> step < 8 ? 1 : step < 9 ? 2 : 3;
        assertThat(grown(4, 0, 15, twice)).containsExactly(0, 1, 8, 9, 15);
    }

    @Test
    void withMoreChangesThanBoundariesEachMovesToOneWithinHalfItsBlock() {
        // Changes at every third step; of 1, 3 and 7 the last may move by 2.
        assertThat(grown(4, 0, 15, step -> step / 3)).containsExactly(0, 1, 3, 6, 15);
    }

    @Test
    void equalBlocksAreStepsAndEmptyPastTheEndOfTheRun() {
        var blocks = new Blocks(10, 0.25);
        blocks.equal(91, 96);
        assertThat(blocks.start).containsExactly(91, 92, 93, 94, 95, 96, 96, 96, 96, 96, 96);
        assertThat(blocks.hours(4)).isEqualTo(0.25);
        assertThat(blocks.hours(5)).isZero();
        assertThat(Blocks.everyStep(3, 1).start).containsExactly(0, 1, 2, 3);
    }

    @Test
    void hoursOverlapWhatLiesBetweenTwoSteps() {
        var blocks = new Blocks(4, 0.25);
        blocks.growing(0, 15, FLAT);
        // The third block is steps 3 to 7.
        assertThat(blocks.overlap(2, 5, 100)).isEqualTo(0.5);
        assertThat(blocks.overlap(2, 0, 4)).isEqualTo(0.25);
        assertThat(blocks.overlap(2, 0, 3)).isZero();
        assertThat(blocks.overlap(2, 7, 100)).isZero();
        assertThat(blocks.end()).isEqualTo(15);
    }

    @Test
    void whateverThePricesTheFirstBlockIsAStepAndTheOthersPartTheRest() {
        var random = new RandomStream("blocks", 1);
        for (int draw = 0; draw < 2000; draw++) {
            int now = random.nextInt(50);
            int steps = 1 + random.nextInt(150);
            int count = 1 + random.nextInt(24);
            double[] price = random.doubles(250).map(x -> Math.round(1.2 * x)).toArray();
            int[] start = grown(count, now, now + steps, step -> price[step]);
            String which = "draw %d: %d steps, %d blocks".formatted(draw, steps, count);
            assertThat(start[0]).as(which).isEqualTo(now);
            assertThat(start[1]).as(which).isEqualTo(now + 1);
            for (int k = 1; k < count; k++) {
                int least = start[k] == now + steps ? 0 : 1;
                assertThat(start[k + 1] - start[k]).as(which).isGreaterThanOrEqualTo(least);
            }
            assertThat(start[count]).as(which).isEqualTo(count == 1 ? now + 1 : now + steps);
            long changes =
                    IntStream.range(now + 2, now + steps)
                            .filter(step -> price[step] != price[step - 1])
                            .count();
            for (int k = 1; changes <= count - 2 && k < count; k++) {
                for (int step = start[k] + 1; step < start[k + 1]; step++) {
                    assertThat(price[step]).as(which).isEqualTo(price[start[k]]);
                }
            }
        }
    }

    @Test
    void withoutChangesOfPriceBlocksGrowByOneFactor() {
        // Boundaries are rounded sums of powers: lengths are off by less than a step.
        var random = new RandomStream("factor", 1);
        for (int draw = 0; draw < 500; draw++) {
            int count = 2 + random.nextInt(12);
            int steps = count + 1 + random.nextInt(150);
            int[] start = grown(count, 0, steps, FLAT);
            double low = 1;
            double high = steps;
            while (high - low > 1e-12) {
                double r = (low + high) / 2;
                // The closed form of a geometric series, not the sum that is tested.
                if ((Math.pow(r, count) - 1) / (r - 1) < steps) {
                    low = r;
                } else {
                    high = r;
                }
            }
            for (int k = 1; k <= count; k++) {
                double sum = (Math.pow(low, k) - 1) / (low - 1);
                assertThat((double) start[k])
                        .as("draw %d, boundary %d of %d", draw, k, count)
                        .isCloseTo(Math.max(k, sum), within(0.501));
            }
        }
    }
}
