package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evenflow.model.Battery;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

class WearTest {
    /** 0.1 P² per hour: 2.5 at 5 kW, 10 at 10 kW. */
    private static final Battery.Wear SQUARE = new Battery.Wear(0.1, 2);

    @Test
    void chordsJoinTheCostsAtTheEndsOfSegments() {
        assertThat(Wear.chord(SQUARE, 10, 0, 2)).isCloseTo(0.5, within(1e-12));
        assertThat(Wear.chord(SQUARE, 10, 1, 2)).isCloseTo(1.5, within(1e-12));
        assertThat(Wear.chord(SQUARE, 10, 0, 1)).isCloseTo(1, within(1e-12));
        assertThat(Wear.chord(SQUARE, 0, 0, 2)).isZero();
    }

    @Test
    void tangentsTouchTheCostAtNoneAQuarterAndAllOfThePower() {
        // Three of them, at 0, 2.5 and 10 kW; those of a parabola meet half way between.
        assertThat(Wear.below(SQUARE, 10, 0, 3)).isZero();
        assertThat(Wear.below(SQUARE, 10, 1, 3)).isCloseTo(0.5, within(1e-12));
        assertThat(Wear.below(SQUARE, 10, 2, 3)).isCloseTo(2, within(1e-12));
        assertThat(Wear.belowFrom(SQUARE, 10, 0, 3)).isZero();
        assertThat(Wear.belowFrom(SQUARE, 10, 1, 3)).isCloseTo(1.25, within(1e-12));
        assertThat(Wear.belowFrom(SQUARE, 10, 2, 3)).isCloseTo(6.25, within(1e-12));
        assertThat(Wear.belowFrom(SQUARE, 10, 3, 3)).isEqualTo(10);
        assertThat(Wear.below(new Battery.Wear(0.02, 1), 10, 0, 1)).isEqualTo(0.02);
    }

    @Test
    void theCostLiesBetweenItsTangentsAndItsChords() {
        var random = new RandomStream("wear", 1);
        for (int draw = 0; draw < 500; draw++) {
            var wear = new Battery.Wear(0.1 * random.nextDouble(), 1 + 3 * random.nextDouble());
            double most = 1 + 50 * random.nextDouble();
            int segments = 1 + random.nextInt(6);
            for (int i = 0; i <= 40; i++) {
                double kw = most * i / 40;
                double cost = wear.cost(kw, 1);
                double above = 0;
                double below = 0;
                for (int s = 0; s < segments; s++) {
                    double from = Wear.from(most, s, segments);
                    double to = Wear.from(most, s + 1, segments);
                    above +=
                            Math.clamp(kw - from, 0, to - from)
                                    * Wear.chord(wear, most, s, segments);
                    from = Wear.belowFrom(wear, most, s, segments);
                    to = Wear.belowFrom(wear, most, s + 1, segments);
                    below +=
                            Math.clamp(kw - from, 0, to - from)
                                    * Wear.below(wear, most, s, segments);
                }
                double rounding = 1e-12 * (1 + wear.cost(most, 1));
                assertThat(above).as("draw %d at %s kW", draw, kw).isGreaterThan(cost - rounding);
                assertThat(below).as("draw %d at %s kW", draw, kw).isLessThan(cost + rounding);
                if (i == 40) {
                    assertThat(above).as("draw %d", draw).isCloseTo(cost, within(rounding));
                }
                if (i == 40 && segments > 1) {
                    assertThat(below).as("draw %d", draw).isCloseTo(cost, within(rounding));
                }
            }
        }
    }
}
