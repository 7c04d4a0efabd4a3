package org.evenflow.learn.charging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;

class FeedbackResponseTest {
    /** Single precision of the action, times 24 kW. */
    private static final double ROUNDING_KW = 1e-5;

    private static final ChargerKind TWO_WAY = new ChargerKind.Bidirectional(10, 8, 0, 1);
    private static final WorldDesign STATION =
            new WorldDesign(WorldDesign.Unit.STATION, 0, 0, WorldDesign.Signal.FEEDBACK);

    /** A quarter of 3 x 8 kW comes from who leaves last; 3/4 of 2 x 10 kW to who leaves first. */
    @Test
    void stationChargesTheUrgentAndFeedsBackFromTheOthersAtOnce() {
        double[] powers =
                TinyCharging.wishes(
                        TinyCharging.three(TWO_WAY, 100),
                        STATION,
                        -0.25f / 1.2f,
                        (0.25f + 0.6f) / 2);
        assertThat(powers[0]).isCloseTo(-6, within(ROUNDING_KW));
        assertThat(powers[1]).isCloseTo(5, within(ROUNDING_KW));
        assertThat(powers[2]).isEqualTo(10);
    }

    /** Half of 24 kW: 8 from the first, 4 from the second, which then takes nothing. */
    @Test
    void whoGivesTakesNothing() {
        double[] powers = TinyCharging.wishes(TinyCharging.three(TWO_WAY, 100), STATION, 1, 0.55f);
        assertThat(powers[0]).isCloseTo(-8, within(ROUNDING_KW));
        assertThat(powers[1]).isCloseTo(-4, within(ROUNDING_KW));
        assertThat(powers[2]).isEqualTo(10);
    }

    @Test
    void whoHasNoTimeToSpareTakesAllAndGivesNothing() {
        var sessions =
                List.of(TinyCharging.session(0, 0, 6, 20), TinyCharging.session(0, 0, 2, 20));
        var scenario = TinyCharging.scenario(8, 2, TWO_WAY, 100, 3, List.of(0.1, 0.2), sessions);
        assertThat(TinyCharging.wishes(scenario, STATION, -1, 1)).containsExactly(-8, 10);
    }

    @Test
    void untrainedAgentChargesAll() {
        assertThat(TinyCharging.wishes(TinyCharging.three(TWO_WAY, 15), STATION, 0, 0))
                .containsExactly(0, 5, 10);
    }

    @Test
    void connectorEitherGivesOrTakes() {
        var design = new WorldDesign(WorldDesign.Unit.CONNECTOR, 0, 0, WorldDesign.Signal.FEEDBACK);
        double[] powers =
                TinyCharging.wishes(
                        TinyCharging.three(TWO_WAY, 100), design, 1, 0.55f, 1, 0, -1, -1);
        assertThat(powers[0]).isCloseTo(-4, within(ROUNDING_KW));
        assertThat(powers[1]).isEqualTo(10);
        assertThat(powers[2]).isZero();
    }

    @Test
    void siteThatCannotGiveBackIsRefused() {
        var oneWay = TinyCharging.three(new ChargerKind.FastDc(10, 1, 1), 100);
        assertThatThrownBy(() -> TinyCharging.wishes(oneWay, STATION, 0, 0))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "signal feedback needs a connector that can give back (kind bidirectional),"
                                + " of 1 stations none has one; signal must be power or price here");
    }
}
