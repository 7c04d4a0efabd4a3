package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

class SteadyBoundariesTest {
    private static final IntToDoubleFunction FLAT = step -> 0.3;

    /** Four blocks from step 0 on, of 1, 2, 4 and 8 steps. */
    private static Blocks doubling() {
        var blocks = new Blocks(4, 0.25);
        blocks.steady(0, 15, FLAT);
        assertThat(blocks.start).containsExactly(0, 1, 3, 7, 15);
        return blocks;
    }

    @Test
    void boundariesStayUntilTheyArePassedAndDivideTheBlockThatIsLongestForItsDistance() {
        // A block that begins s steps ahead has 1 + s steps where blocks double.
        var blocks = doubling();
        blocks.steady(1, 16, FLAT);
        assertThat(blocks.start).containsExactly(1, 2, 3, 7, 16);
        // Step 3 is passed; 4 steps for 2 from 3 on are more than 10 for 6 from 7 on.
        blocks.steady(2, 17, FLAT);
        assertThat(blocks.start).containsExactly(2, 3, 4, 7, 17);
        // 3 for 2 are less than 11 for 5, which 11 parts as 4 and 7, about one to two.
        blocks.steady(3, 18, FLAT);
        assertThat(blocks.start).containsExactly(3, 4, 7, 11, 18);
        // The same step again changes nothing.
        blocks.steady(3, 18, FLAT);
        assertThat(blocks.start).containsExactly(3, 4, 7, 11, 18);
    }

    @Test
    void aChangeOfPriceTakesTheBoundaryThatIsMissedLeast() {
        // 3 steps for 2 without that at 3, 11 for 5 without that at 7.
        var blocks = doubling();
        blocks.steady(1, 16, step -> step < 5 ? 0.2 : 0.4);
        assertThat(blocks.start).containsExactly(1, 2, 5, 7, 16);
        // Two changes take both.
        blocks.steady(2, 17, step -> step < 6 ? 0.2 : step < 9 ? 0.4 : 0.3);
        assertThat(blocks.start).containsExactly(2, 3, 6, 9, 17);
    }

    @Test
    void withMoreChangesThanBoundariesBlocksGrowAnew() {
        var blocks = doubling();
        blocks.steady(1, 16, step -> (step - 1) / 3);
        assertThat(blocks.start).containsExactly(1, 2, 4, 7, 16);
    }

    @Test
    void aBlockFarTooLongTakesTheBoundaryThatIsMissedLeast() {
        // 85 steps are 1 + 4 + 16 + 64: 1 + 3 s steps from s ahead on.
        var blocks = doubling();
        blocks.steady(1, 86, FLAT);
        // 79 for 19 are more than thrice 5 for 4, and part as 16 and 63.
        assertThat(blocks.start).containsExactly(1, 2, 7, 23, 86);
    }

    @Test
    void blocksBeginAnewWithARunAndEndWithIt() {
        var blocks = doubling();
        blocks.steady(13, 15, FLAT);
        assertThat(blocks.start).containsExactly(13, 14, 15, 15, 15);
        blocks.steady(14, 15, FLAT);
        assertThat(blocks.start).containsExactly(14, 15, 15, 15, 15);
        blocks.steady(0, 15, FLAT);
        assertThat(blocks.start).containsExactly(0, 1, 3, 7, 15);
    }

    @Test
    void whateverThePricesTheFirstBlockIsAStepAndNoneHasTwoPricesWhileThereAreBoundaries() {
        var random = new RandomStream("steady", 1);
        for (int draw = 0; draw < 100; draw++) {
            int count = 1 + random.nextInt(14);
            var blocks = new Blocks(count, 0.25);
            double[] price = random.doubles(200).map(x -> Math.round(0.52 * x)).toArray();
            int now = 0;
            while (now < 150) {
                int end = Math.min(150, now + count + random.nextInt(60));
                blocks.steady(now, end, step -> price[step]);
                check(blocks, now, end, price, "draw %d, step %d".formatted(draw, now));
                now += 1 + random.nextInt(3) / 2;
            }
        }
    }

    private static void check(Blocks blocks, int now, int end, double[] price, String which) {
        int count = blocks.count;
        int[] start = blocks.start;
        assertThat(start[0]).as(which).isEqualTo(now);
        assertThat(start[1]).as(which).isEqualTo(now + 1);
        assertThat(start[count]).as(which).isEqualTo(count == 1 ? now + 1 : end);
        for (int k = 1; k < count; k++) {
            int least = start[k] == end ? 0 : 1;
            assertThat(start[k + 1] - start[k]).as(which).isGreaterThanOrEqualTo(least);
        }
        long changes =
                IntStream.range(now + 2, end).filter(at -> price[at] != price[at - 1]).count();
        for (int k = 1; changes <= count - 2 && k < count; k++) {
            for (int step = start[k] + 1; step < start[k + 1]; step++) {
                assertThat(price[step]).as(which).isEqualTo(price[start[k]]);
            }
        }
    }
}
