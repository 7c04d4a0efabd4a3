package org.evenflow.learn.charging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Observation;
import org.evenflow.learn.Frame;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.sim.ChargingEnv;
import org.junit.jupiter.api.Test;

class PowerResponseTest {
    private static final ChargerKind ONE_WAY = new ChargerKind.FastDc(10, 1, 1);
    private static final ChargerKind TWO_WAY = new ChargerKind.Bidirectional(10, 8, 0, 1);

    /** All of 10 kW from a = 0 on, none from a = -1/1.2 on, half at a = -0.5/1.2. */
    @Test
    void oneWayConnectorGoesFromNothingToAll() {
        var scenario = TinyCharging.three(ONE_WAY, 100);
        assertThat(TinyCharging.wishes(scenario, WorldDesign.USUAL, 0, 1, -0.9f))
                .containsExactly(10, 10, 0);
        assertThat(TinyCharging.wishes(scenario, WorldDesign.USUAL, -0.5f / 1.2f, -1, -1)[0])
                .isCloseTo(5, within(1e-6)); // single precision of the action
    }

    /** All of 10 kW from a = 1/3 on, nothing at -1/3, all of -8 kW at -1. */
    @Test
    void twoWayConnectorGoesFromGivingAllToTakingAll() {
        double[] powers =
                TinyCharging.wishes(
                        TinyCharging.three(TWO_WAY, 100), WorldDesign.USUAL, 0.34f, -1 / 3f, -1);
        assertThat(powers[0]).isEqualTo(10);
        assertThat(powers[1]).isCloseTo(0, within(1e-6));
        assertThat(powers[2]).isEqualTo(-8);
    }

    /** Room for 15 kW: the one that leaves first has 10, the next 5, the last none. */
    @Test
    void leastTimeToSpareIsServedFirstWhereRoomIsShort() {
        assertThat(TinyCharging.wishes(TinyCharging.three(ONE_WAY, 15), WorldDesign.USUAL, 1, 1, 1))
                .containsExactly(0, 5, 10);
    }

    /** Half of the 15 kW that the station can do: 7.5 kW to the one that leaves first. */
    @Test
    void stationSharesPartOfWhatItsLimitLeaves() {
        var design = new WorldDesign(WorldDesign.Unit.STATION, 0);
        double[] powers =
                TinyCharging.wishes(TinyCharging.three(ONE_WAY, 15), design, -0.5f / 1.2f);
        assertThat(powers[2]).isCloseTo(7.5, within(1e-6));
        assertThat(powers[0] + powers[1]).isZero();
    }

    /** 5 levels of a one-way site: 0, 2.5, 5, 7.5, 10 kW. */
    @Test
    void levelsAreEvenFractions() {
        var design = new WorldDesign(WorldDesign.Unit.CONNECTOR, 5);
        assertThat(TinyCharging.wishes(TinyCharging.three(ONE_WAY, 100), design, 0, 1, 4))
                .containsExactly(0, 2.5, 10);
    }

    /** 0.5 of 5 levels between -8 and 10 kW is -4, and none of them is forbidden. */
    @Test
    void levelsOfTwoWaySiteReachBelowZero() {
        var design = new WorldDesign(WorldDesign.Unit.CONNECTOR, 5);
        assertThat(TinyCharging.wishes(TinyCharging.three(TWO_WAY, 100), design, 1, 2, 3))
                .containsExactly(-4, 0, 5);
    }

    @Test
    void levelsBelowLeastPowerAreMasked() {
        var scenario = TinyCharging.three(new ChargerKind.FastDc(10, 4, 1), 100);
        var env = new ChargingEnv(scenario);
        var observation = env.reset(1);
        var encoder = new Encoder(new WorldDesign(WorldDesign.Unit.CONNECTOR, 5), observation);
        var powers =
                new PowerResponse(
                        new WorldDesign(WorldDesign.Unit.CONNECTOR, 5),
                        encoder.agents(),
                        observation);
        var frame = new Frame(encoder.shape());
        encoder.encode(observation, frame);
        powers.allow(observation, frame);
        // 2.5 kW is below the least 4 kW.
        assertThat(Arrays.copyOf(frame.allowed, 5)).containsExactly(true, false, true, true, true);
    }

    @Test
    void teachersPowerComesBackFromItsAction() {
        for (ChargerKind kind : List.of(ONE_WAY, TWO_WAY)) {
            var env = new ChargingEnv(TinyCharging.three(kind, 100));
            Observation observation = env.reset(1);
            var encoder = new Encoder(WorldDesign.USUAL, observation);
            var powers = new PowerResponse(WorldDesign.USUAL, encoder.agents(), observation);
            double kw = kind == ONE_WAY ? 7 : -6;
            float[] actions = new float[3];
            powers.actionsFor(observation, encoder.byUrgency(), new double[] {0, kw, 0}, actions);
            float action = actions[1];
            double back =
                    TinyCharging.wishes(
                            TinyCharging.three(kind, 100),
                            WorldDesign.USUAL,
                            action,
                            action,
                            action)[1];
            assertThat(back).isCloseTo(kw, within(1e-5)); // single precision of the action
        }
    }

    /** 7.5 of the 15 kW that the station can do are half, as are 12 of 24 kW given back. */
    @Test
    void stationsTeacherMeansTheSumOfItsPowers() {
        var design = new WorldDesign(WorldDesign.Unit.STATION, 0);
        assertThat(taught(TinyCharging.three(ONE_WAY, 15), design, 0, 2.5, 5)[0])
                .isCloseTo(-0.5f / 1.2f, within(1e-6f)); // single precision of the action
        assertThat(taught(TinyCharging.three(TWO_WAY, 100), design, -8, -4, 0)[0])
                .isCloseTo((-0.5f - 0.5f) / 1.5f, within(1e-6f));
    }

    /** 2 kW of 10 are nearest to a quarter, which a least power of 4 kW forbids: none is nearer. */
    @Test
    void teachersLevelIsTheNearestOfThoseAllowed() {
        var design = new WorldDesign(WorldDesign.Unit.CONNECTOR, 5);
        assertThat(taught(TinyCharging.three(ONE_WAY, 100), design, 2, 5.5, 10))
                .containsExactly(1, 2, 4);
        assertThat(
                        taught(
                                TinyCharging.three(new ChargerKind.FastDc(10, 4, 1), 100),
                                design,
                                2,
                                3,
                                10))
                .containsExactly(0, 2, 4);
    }

    private static float[] taught(Scenario scenario, WorldDesign design, double... powerKw) {
        var env = new ChargingEnv(scenario);
        Observation observation = env.reset(1);
        var encoder = new Encoder(design, observation);
        encoder.encode(observation, new Frame(encoder.shape()));
        var actions = new float[encoder.agents().count()];
        new PowerResponse(design, encoder.agents(), observation)
                .actionsFor(observation, encoder.byUrgency(), powerKw, actions);
        return actions;
    }
}
