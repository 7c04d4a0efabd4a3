package org.evenflow.learn.charging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.evenflow.data.scenario.ScenarioReader;
import org.evenflow.learn.Frame;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.sim.ChargingEnv;
import org.junit.jupiter.api.Test;

/** Three vehicles need 2 h of stays of 6, 5 and 4 h: they bid 1/3, 0.4 and 0.5. */
class PriceResponseTest {
    private static final ChargerKind ONE_WAY = new ChargerKind.FastDc(10, 1, 1);
    private static final ChargerKind TWO_WAY = new ChargerKind.Bidirectional(10, 8, 0, 1);
    private static final WorldDesign STATION = design(WorldDesign.Unit.STATION, 0);

    @Test
    void risingPriceHoldsBackTheLeastUrgentFirst() {
        var scenario = TinyCharging.three(ONE_WAY, 100);
        assertThat(atPrice(scenario, 0)).containsExactly(10, 10, 10);
        assertThat(atPrice(scenario, 0.35)).containsExactly(0, 10, 10);
        assertThat(atPrice(scenario, 0.45)).containsExactly(0, 0, 10);
        assertThat(atPrice(scenario, 0.55)).containsExactly(0, 0, 0);
    }

    @Test
    void pricesAboveOneBuyBackFromTheLeastUrgentFirst() {
        var scenario = TinyCharging.three(TWO_WAY, 100);
        assertThat(atTwoWayPrice(scenario, 0.45)).containsExactly(0, 0, 10);
        assertThat(atTwoWayPrice(scenario, 1)).containsExactly(0, 0, 0);
        assertThat(atTwoWayPrice(scenario, 1.35)).containsExactly(-8, 0, 0);
        assertThat(atTwoWayPrice(scenario, 1.45)).containsExactly(-8, -8, 0);
        assertThat(atTwoWayPrice(scenario, 2)).containsExactly(-8, -8, -8);
    }

    @Test
    void noPriceHoldsBackWhoHasNoTimeToSpare() {
        for (ChargerKind kind : List.of(ONE_WAY, TWO_WAY)) {
            var sessions =
                    List.of(TinyCharging.session(0, 0, 6, 20), TinyCharging.session(0, 0, 2, 20));
            var scenario = TinyCharging.scenario(8, 2, kind, 100, 3, List.of(0.1, 0.2), sessions);
            double[] powers = TinyCharging.wishes(scenario, STATION, -1);
            assertThat(powers[0]).isEqualTo(kind == TWO_WAY ? -8 : 0);
            assertThat(powers[1]).isEqualTo(10);
        }
    }

    /** Room for 15 kW: the highest bid has 10, the next 5, the last none. */
    @Test
    void highestBidIsServedFirstWhereRoomIsShort() {
        assertThat(atPrice(TinyCharging.three(ONE_WAY, 15), 0)).containsExactly(0, 5, 10);
    }

    @Test
    void untrainedAgentChargesAll() {
        assertThat(TinyCharging.wishes(TinyCharging.three(TWO_WAY, 100), STATION, 0))
                .containsExactly(10, 10, 10);
    }

    /** 3 tiers of a one-way site: 0, 0.5, 1; 5 of a two-way one: 0, 0.5, 1, 1.5, 2. */
    @Test
    void tiersAreEvenlySpacedPrices() {
        var three = design(WorldDesign.Unit.STATION, 3);
        var oneWay = TinyCharging.three(ONE_WAY, 100);
        assertThat(TinyCharging.wishes(oneWay, three, 0)).containsExactly(10, 10, 10);
        assertThat(TinyCharging.wishes(oneWay, three, 1)).containsExactly(0, 0, 10);
        assertThat(TinyCharging.wishes(oneWay, three, 2)).containsExactly(0, 0, 0);
        var five = design(WorldDesign.Unit.CONNECTOR, 5);
        assertThat(TinyCharging.wishes(TinyCharging.three(TWO_WAY, 100), five, 0, 3, 3))
                .containsExactly(10, -8, 0);
    }

    /**
     * Of 0, 0.5, 1, 1.5 and 2 the mall, whose connectors only take, has no use for the last two.
     */
    @Test
    void tiersThatChangeNothingAreMasked() {
        var env = new ChargingEnv(ScenarioReader.builtIn("quickstart"));
        var observation = env.reset(1);
        var design = design(WorldDesign.Unit.STATION, 5);
        var encoder = new Encoder(design, observation);
        var frame = new Frame(encoder.shape());
        encoder.encode(observation, frame);
        Response.of(design, encoder, observation).allow(observation, frame);
        assertThat(Arrays.copyOfRange(frame.allowed, 5, 10))
                .containsExactly(true, true, true, false, false);
        assertThat(Arrays.copyOf(frame.allowed, 5)).containsOnly(true);
    }

    @Test
    void bidIsTheShareOfTheStayThatIsNeeded() {
        var observation = new ChargingEnv(TinyCharging.three(ONE_WAY, 100)).reset(1);
        assertThat(PriceResponse.bid(observation, 0)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(PriceResponse.bid(observation, 2)).isCloseTo(0.5, within(1e-12));
    }

    private static double[] atPrice(Scenario scenario, double price) {
        return TinyCharging.wishes(scenario, STATION, (float) (-price / 1.2));
    }

    private static double[] atTwoWayPrice(Scenario scenario, double price) {
        return TinyCharging.wishes(scenario, STATION, (float) (-price / 2.4));
    }

    private static WorldDesign design(WorldDesign.Unit unit, int levels) {
        return new WorldDesign(unit, levels, 0, WorldDesign.Signal.PRICE);
    }
}
