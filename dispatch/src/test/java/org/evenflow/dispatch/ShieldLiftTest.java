package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.scenario.Scenario.Dispatching;
import org.evenflow.model.scenario.Scenario.Dispatching.Weights;
import org.evenflow.numeric.LeastSquares;
import org.junit.jupiter.api.Test;

/**
 * Two vehicles of 11 kW on levels of 1 kW from 6, in quarter hours, for an hour: station,
 * transformer and site give 20 kW, 15 kWh later.
 */
class ShieldLiftTest {
    private static final double UNLIMITED = Double.POSITIVE_INFINITY;
    private static final Offset<Double> CLOSE = within(1e-9);
    private static final Dispatching AHEAD =
            new Dispatching(true, Weights.EQUAL, UNLIMITED, UNLIMITED);

    private final ShieldWorld world =
            new ShieldWorld(
                    List.of(Sites.station("s", "", "t", 20, 20, 2)),
                    List.of(new SupplyTransformer("t", 20)),
                    20,
                    AHEAD);
    private final Dispatch dispatch = world.dispatch;

    private Shield shield(Dispatching dispatching, double firstKwh, double secondKwh) {
        world.plug(0, 11, 0, 20, 20 + firstKwh, 4, 1);
        world.plug(1, 11, 0, 20, 20 + secondKwh, 4, 1);
        world.bound();
        var curtailment = new Curtailment(world.limits);
        var shield = new ActiveShield(world.limits, curtailment, dispatching, world);
        shield.startStep(dispatch);
        return shield;
    }

    /** Powers as a search has left them, with their sums. */
    private void powers(double first, double second) {
        dispatch.power = new double[] {first, second};
        dispatch.stationKw[0] = first + second;
        dispatch.transformerKw[0] = first + second;
        dispatch.siteKw = first + second;
    }

    @Test
    void oneLevelOfEachMendsWhatBothLack() {
        // 18.5 kWh less 15 are 14 kW now.
        var shield = shield(AHEAD, 9.25, 9.25);
        powers(6, 6);
        assertThat(shield.lift(dispatch)).isTrue();
        assertThat(dispatch.power).containsExactly(new double[] {7, 7}, CLOSE);
        assertThat(dispatch.stationKw[0]).isCloseTo(14, CLOSE);
        assertThat(dispatch.transformerKw[0]).isCloseTo(14, CLOSE);
        assertThat(dispatch.siteKw).isCloseTo(14, CLOSE);
        assertThat(shield.lift(dispatch)).isFalse();
    }

    @Test
    void whatOneLacksAloneIsMendedLevelByLevel() {
        // 10 kWh of which 8.25 come later: 7 kW, two passes from nothing.
        var shield = shield(AHEAD, 1, 10);
        powers(0, 0);
        assertThat(shield.lift(dispatch)).isTrue();
        assertThat(dispatch.power).containsExactly(new double[] {0, 7}, CLOSE);
    }

    @Test
    void noLevelIsTakenThatALimitHasNoRoomFor() {
        var shield = shield(AHEAD, 9.125, 9.125);
        powers(6, 6);
        dispatch.stationKw[0] = 19.5;
        assertThat(shield.lift(dispatch)).isFalse();
        powers(6, 6);
        dispatch.transformerKw[0] = 19.5;
        assertThat(shield.lift(dispatch)).isFalse();
        powers(6, 6);
        dispatch.siteKw = 19.5;
        assertThat(shield.lift(dispatch)).isFalse();
        assertThat(dispatch.power).containsExactly(6, 6);
        dispatch.stationKw[0] = 19;
        dispatch.transformerKw[0] = 19;
        dispatch.siteKw = 19;
        assertThat(shield.lift(dispatch)).isTrue();
        assertThat(dispatch.power).containsExactly(7, 6);
    }

    @Test
    void onlyLevelsAreMendedAndOnlyForWhomLooksAhead() {
        var shield = shield(AHEAD, 9.25, 9.25);
        world.site.occupancy.levels(0, 0, 0);
        world.site.occupancy.levels(1, 0, 0);
        powers(6, 6);
        assertThat(shield.lift(dispatch)).isFalse();
        world.site.occupancy.clear();
        var ramps = new Dispatching(false, Weights.EQUAL, 1, UNLIMITED);
        assertThat(shield(ramps, 9.25, 9.25).lift(dispatch)).isFalse();
        assertThat(dispatch.power).containsExactly(6, 6);
    }

    @Test
    void aLeastPowerWithoutLevelsIsTakenWhole() {
        var shield = shield(AHEAD, 9.25, 9.25);
        world.site.occupancy.levels(0, 6, 0);
        world.site.occupancy.levels(1, 6, 0);
        powers(0, 8);
        assertThat(shield.lift(dispatch)).isTrue();
        assertThat(dispatch.power).containsExactly(6, 8);
    }

    /** The powers nearest to wishes within bounds and floors alone. */
    private double[] nearest(Shield shield, double... wishKw) {
        var problem = new LeastSquares(4);
        problem.begin(2);
        System.arraycopy(wishKw, 0, dispatch.wish, 0, 2);
        shield.prepare(problem, dispatch);
        double[] p = new double[2];
        problem.solve(p);
        return Arrays.copyOf(p, 2);
    }

    @Test
    void floorsLieOnLevels() {
        // 10.1 kWh: 7.4 kW, so 8; 8.5 kWh: 1 kW, so the least power of 6.
        assertThat(nearest(shield(AHEAD, 10.1, 8.5), 0, 0))
                .containsExactly(new double[] {8, 6}, CLOSE);
        // 10 kWh: 7 kW are a level; 10.95: 10.8 kW, and the vehicle takes 11 at most.
        world.site.occupancy.clear();
        assertThat(nearest(shield(AHEAD, 10, 1), 0, 0)).containsExactly(new double[] {7, 0}, CLOSE);
        world.site.occupancy.clear();
        assertThat(nearest(shield(AHEAD, 1, 10.95), 0, 0))
                .containsExactly(new double[] {0, 11}, CLOSE);
    }

    private void explain(Shield shield, double wishKw, double kw, double explained, double pull) {
        powers(kw, 0);
        dispatch.wish[0] = wishKw;
        dispatch.corrected = true;
        dispatch.reason[0] = (byte) CutReason.STATION.ordinal();
        dispatch.kind[0] = (byte) ThingKind.STATION.ordinal();
        dispatch.priceKw[0] = 0.5;
        shield.explain(0, dispatch, explained, pull);
    }

    @Test
    void aFloorIsNamedWhereItPullsHarderThanARow() {
        var shield = shield(AHEAD, 10, 1);
        explain(shield, 2, 7, 3, 2);
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.STATION);
        assertThat(dispatch.shadowPriceKw(0)).isEqualTo(0.5);
        explain(shield, 2, 7, 3, 4);
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.LOOK_AHEAD);
        assertThat(dispatch.thingKind(0)).isEqualTo(ThingKind.NONE);
        assertThat(dispatch.shadowPriceKw(0)).isCloseTo(4, CLOSE);
        // Raised and nobody says why: by what it was raised.
        explain(shield, 2, 7, 0, 0);
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.LOOK_AHEAD);
        assertThat(dispatch.shadowPriceKw(0)).isCloseTo(5, CLOSE);
        explain(shield, 7, 2, 0, 1);
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.STATION);
    }

    @Test
    void aRampIsNamedForWhatNoRowExplains() {
        // 4 kW a step from nothing; the least level of 6 may be taken.
        var shield = shield(new Dispatching(false, Weights.EQUAL, 4 / 15.0, UNLIMITED), 10, 1);
        explain(shield, 9, 6, 0, 0);
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.RAMP);
        assertThat(dispatch.shadowPriceKw(0)).isCloseTo(3, CLOSE);
        explain(shield, 9, 6, 2, 0);
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.RAMP);
        assertThat(dispatch.shadowPriceKw(0)).isCloseTo(1, CLOSE);
        explain(shield, 9, 6, 3, 0);
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.STATION);
        explain(shield, 9, 5, 0, 0);
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.STATION);
    }
}
