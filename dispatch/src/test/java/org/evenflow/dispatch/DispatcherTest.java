package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.control.Action;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private static final Offset<Double> CLOSE = within(1e-8);

    private static Dispatch project(TestSite site, double... wishKw) {
        var action = new Action(site.limits.connectors(), 0);
        System.arraycopy(wishKw, 0, action.powerKw(), 0, wishKw.length);
        var dispatch = new Dispatch(site.limits);
        new Dispatcher(site.limits, 1e-10).project(action, dispatch);
        return dispatch;
    }

    private static double[] powers(Dispatch dispatch, int count) {
        return Arrays.copyOf(dispatch.power(), count);
    }

    @Test
    void aStationsLimitTakesTheSameFromEveryone() {
        var site = Sites.station(10, 0, 2);
        site.plug(0, 0, 20, 0, 0);
        site.plug(1, 0, 20, 0, 0);
        var dispatch = project(site, 8, 6);
        assertThat(powers(dispatch, 2)).containsExactly(new double[] {6, 4}, CLOSE);
        assertThat(dispatch.isCorrected()).isTrue();
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.STATION);
        assertThat(dispatch.thing(1)).isZero();
        assertThat(dispatch.before().station()).isTrue();
        assertThat(dispatch.after().station()).isFalse();
    }

    @Test
    void asManyStationsAsThereAreMayBindAtOnce() {
        var stations = new ArrayList<Station>();
        for (int s = 0; s < 300; s++) {
            stations.add(Sites.station("s" + s, "", null, 10, 0, 2));
        }
        var site = Sites.site(null, stations, List.of(), Sites.UNLIMITED);
        double[] wish = new double[600];
        for (int c = 0; c < 600; c++) {
            site.plug(c, 0, 20, 0, 0);
            wish[c] = c % 2 == 0 ? 8 : 6;
        }
        var dispatch = project(site, wish);
        for (int c = 0; c < 600; c++) {
            assertThat(dispatch.power()[c]).as("%d", c).isCloseTo(c % 2 == 0 ? 6 : 4, CLOSE);
            assertThat(dispatch.thing(c)).isEqualTo(c / 2);
        }
    }

    @Test
    void aSmallWishIsNotCutBelowZero() {
        // Without its lower bound the second would be at 1 - 2.5.
        var site = Sites.station(5, 0, 2);
        site.plug(0, 0, 20, 0, 0);
        site.plug(1, 0, 20, 0, 0);
        assertThat(powers(project(site, 9, 1), 2)).containsExactly(new double[] {5, 0}, CLOSE);
    }

    @Test
    void whereNothingBindsTheWishPasses() {
        var site = Sites.station(20, 20, 3);
        site.plug(0, -5, 12, 4, 0);
        site.plug(1, -5, 12, 4, 0);
        site.plug(2, -5, 12, 4, 0);
        var dispatch = project(site, 7.3, -2.5, 0);
        assertThat(powers(dispatch, 3)).containsExactly(7.3, -2.5, 0);
        assertThat(dispatch.isCorrected()).isFalse();
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.NONE);
    }

    @Test
    void wishesBeyondTheVehicleAreBoundAndThoseThatAreNoneCountAsZero() {
        var site = Sites.station(1000, 1000, 4);
        for (int c = 0; c < 4; c++) {
            site.plug(c, -5, 12, 4, 0);
        }
        var dispatch =
                project(site, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, -6);
        assertThat(powers(dispatch, 4)).containsExactly(12, -5, 0, -5);
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.VEHICLE);
        assertThat(dispatch.reason(3)).isEqualTo(CutReason.VEHICLE);
    }

    @Test
    void powerIsRoundedDownToALevelAndBelowTheLeastToZero() {
        // 3 x 230 V: steps of 0.69 kW from 4.14 kW; 5 kW lie between 7 A and 8 A.
        var site = Sites.station(1000, 0, 4);
        for (int c = 0; c < 4; c++) {
            site.plug(c, 0, 11.04, 4.14, 0.69);
        }
        var dispatch = project(site, 5, 3, 4.83, 11.04);
        assertThat(powers(dispatch, 4))
                .containsExactly(new double[] {4.83, 0, 4.83, 11.04}, within(1e-12));
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.POWER_STEP);
        assertThat(dispatch.reason(1)).isEqualTo(CutReason.MINIMUM_POWER);
        assertThat(dispatch.reason(2)).isEqualTo(CutReason.NONE);
        assertThat(dispatch.isCorrected()).isFalse();
    }

    @Test
    void aLevelBelowTheLeastPowerIsNone() {
        // Levels at 4, 8, 12 A but no less than 6 A: 7 A becomes 0, not 4 A.
        var site = Sites.station(1000, 0, 1);
        site.plug(0, 0, 16, 6, 4);
        assertThat(powers(project(site, 7), 1)).containsExactly(0);
        assertThat(powers(project(site, 11), 1)).containsExactly(8);
    }

    @Test
    void whatTheVehicleItselfLimitsNeedsNoLevel() {
        var site = Sites.station(1000, 0, 1);
        site.plug(0, 0, 0.3, 4.14, 0.69);
        assertThat(powers(project(site, 0.3), 1)).containsExactly(0.3);
        assertThat(powers(project(site, Double.POSITIVE_INFINITY), 1)).containsExactly(0.3);
    }

    @Test
    void whereNotAllReachTheLeastPowerTheLaterOnesWait() {
        // 5 kW each are below 6: the second lets go, the first has its 8.
        var site = Sites.station(10, 0, 2);
        site.plug(0, 0, 12, 6, 0);
        site.plug(1, 0, 12, 6, 0);
        var dispatch = project(site, 8, 8);
        assertThat(powers(dispatch, 2)).containsExactly(new double[] {8, 0}, CLOSE);
        assertThat(dispatch.reason(1)).isEqualTo(CutReason.MINIMUM_POWER);
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.NONE);
    }

    @Test
    void cutsAreRoundedDownToSteps() {
        // 10 kW over two: 5 each, down to 7 steps of 0.69.
        var site = Sites.station(10, 0, 2);
        site.plug(0, 0, 11.04, 4.14, 0.69);
        site.plug(1, 0, 11.04, 4.14, 0.69);
        assertThat(powers(project(site, 11.04, 11.04), 2))
                .containsExactly(new double[] {4.83, 4.83}, within(1e-12));
    }

    @Test
    void theSitesLimitReachesAcrossStations() {
        var stations =
                List.of(
                        Sites.station("a", "", null, 100, 0, 1),
                        Sites.station("b", "", null, 6, 0, 1));
        var site = Sites.site(null, stations, List.of(), 12);
        site.plug(0, 0, 20, 0, 0);
        site.plug(1, 0, 20, 0, 0);
        // Station b alone would give 6; of 12 - with wishes 10 and 8 - 7 and 5 are nearest.
        var dispatch = project(site, 10, 8);
        assertThat(powers(dispatch, 2)).containsExactly(new double[] {7, 5}, CLOSE);
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.SITE);
        assertThat(dispatch.thing(0)).isEqualTo(-1);
    }

    @Test
    void aTransformerLeavesWhatBaseLoadDoesNotUse() {
        var stations = List.of(Sites.station("a", "", "t", 100, 100, 2));
        var site =
                Sites.site(
                        null, stations, List.of(new SupplyTransformer("t", 50)), Sites.UNLIMITED);
        site.transformerNetKw(0, 44);
        site.plug(0, -60, 20, 0, 0);
        site.plug(1, 0, 20, 0, 0);
        var dispatch = project(site, 0, 10);
        assertThat(dispatch.power()[0] + dispatch.power()[1]).isCloseTo(6, CLOSE);
        assertThat(dispatch.reason(1)).isEqualTo(CutReason.TRANSFORMER);
        assertThat(dispatch.thing(1)).isZero();
    }

    @Test
    void whereBaseLoadAloneIsTooMuchChargingIsCutToNothing() {
        var stations = List.of(Sites.station("a", "", "t", 100, 0, 2));
        var site =
                Sites.site(
                        null, stations, List.of(new SupplyTransformer("t", 50)), Sites.UNLIMITED);
        site.transformerNetKw(0, 60);
        site.plug(0, 0, 20, 0, 0);
        site.plug(1, 0, 20, 0, 0);
        var dispatch = project(site, 5, 10);
        assertThat(powers(dispatch, 2)).containsExactly(new double[] {0, 0}, CLOSE);
        assertThat(dispatch.reason(1)).isEqualTo(CutReason.BASE_LOAD);
        assertThat(dispatch.after().transformer()).isTrue();
    }

    @Test
    void whatIsGivenBackHasALimitToo() {
        var site = Sites.station(100, 5, 2);
        site.plug(0, -10, 0, 0, 0);
        site.plug(1, -10, 0, 0, 0);
        var dispatch = project(site, -4, -4);
        assertThat(powers(dispatch, 2)).containsExactly(new double[] {-2.5, -2.5}, CLOSE);
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.STATION);
    }

    /** 2 + j4 ohm at 10 kV: 0.02 + j0.04 pu on 1 MVA, ampacity as given, b from 0.96 pu. */
    private static Feeder feeder(double ratingA) {
        return new Feeder(
                "f",
                "by hand",
                "a",
                1,
                List.of(
                        new Bus("a", 10, 0, 0, 0, 0, 0.9, 1.1),
                        new Bus("b", 10, 0, 0, 0, 0, 0.96, 1.02)),
                List.of(new Line("ab", "a", "b", 2, 4, 0, ratingA, true)));
    }

    private static Dispatch onFeeder(Feeder feeder, double baseKw, double... wishKw) {
        var station =
                Sites.station("s", "b", null, Sites.UNLIMITED, Sites.UNLIMITED, wishKw.length);
        var site = Sites.site(feeder, List.of(station), List.of(), Sites.UNLIMITED);
        site.base().loadKw()[1] = baseKw;
        for (int c = 0; c < wishKw.length; c++) {
            site.plug(c, -20_000, 1e6, 0, 0);
        }
        var action = new Action(wishKw.length, 0);
        System.arraycopy(wishKw, 0, action.powerKw(), 0, wishKw.length);
        var dispatch = new Dispatch(site.limits);
        new Dispatcher(site.limits, 1e-10).project(action, dispatch);
        return dispatch;
    }

    @Test
    void theLowestVoltageBoundsCharging() {
        // V^4 - (1 - 0.04 P) V^2 + 0.002 P^2 = 0 at V = 0.96, P in MW.
        double v2 = 0.9216;
        double root = Math.sqrt(0.0016 * v2 * v2 - 0.008 * (v2 * v2 - v2));
        double mw = (-0.04 * v2 + root) / 0.004;
        assertThat(mw).isCloseTo(1.7868, within(1e-4));
        var dispatch = onFeeder(feeder(Sites.UNLIMITED), 0, 2000, 2000);
        // The rows keep 1e-7 pu away, at 2.5e-5 pu per kW.
        assertThat(dispatch.power()[0]).isCloseTo(500 * mw, within(0.01));
        assertThat(dispatch.power()[1]).isCloseTo(500 * mw, within(0.01));
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.VOLTAGE);
        assertThat(dispatch.thing(0)).isEqualTo(1);
        assertThat(dispatch.before().buses()).isEqualTo(1);
        assertThat(dispatch.after().buses()).isZero();
    }

    @Test
    void theHighestVoltageBoundsWhatIsGivenBack() {
        // At V = 1.02: 0.002 P^2 + 0.04 V^2 P + V^4 - V^2 = 0, the root near -1.1 MW.
        double v2 = 1.0404;
        double root = Math.sqrt(0.0016 * v2 * v2 - 0.008 * (v2 * v2 - v2));
        double mw = (-0.04 * v2 + root) / 0.004;
        var dispatch = onFeeder(feeder(Sites.UNLIMITED), 0, -3000);
        assertThat(dispatch.power()[0]).isCloseTo(1000 * mw, within(0.01));
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.VOLTAGE);
    }

    @Test
    void anAmpacityBoundsChargingBesideBaseLoad() {
        // 20 A are 0.34641 pu: P = I V with V^2 = 1 - 0.04 P - ... from the quadratic formula;
        // simpler, |V| follows from 1 = (V + R I)^2 + (X I)^2.
        double i = 20 / 57.735026918962575;
        double v = Math.sqrt(1 - 0.0016 * i * i) - 0.02 * i;
        var dispatch = onFeeder(feeder(20), 100, 1000);
        assertThat(dispatch.power()[0]).isCloseTo(1000 * i * v - 100, within(0.01));
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.LINE);
        assertThat(dispatch.thing(0)).isZero();
    }

    @Test
    void baseLoadAloneBeyondALimitLeavesNothingToCharging() {
        var dispatch = onFeeder(feeder(20), 500, 1000);
        assertThat(dispatch.power()[0]).isCloseTo(0, within(1e-6));
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.BASE_LOAD);
        assertThat(dispatch.after().line()).isTrue();
        // Giving back is welcome.
        assertThat(onFeeder(feeder(20), 500, -100).power()[0]).isEqualTo(-100);
    }

    @Test
    void aWishBeyondTheNoseIsBroughtBackWithinTheLimits() {
        var dispatch = onFeeder(feeder(Sites.UNLIMITED), 0, 90_000);
        assertThat(dispatch.before().isFlowSolved()).isFalse();
        assertThat(dispatch.after().isFlowSolved()).isTrue();
        assertThat(dispatch.after().buses()).isZero();
        assertThat(dispatch.power()[0]).isCloseTo(1786.8, within(0.2));
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.VOLTAGE);
    }

    @Test
    void whatIsScaledBackKeepsAMillionthOfTheWishAwayFromTheLimit() {
        // The root of theLowestVoltageBoundsCharging; the bisection ends within 90 MW / 2^30, and
        // a voltage 1e-9 pu below its limit is on it: 4e-5 kW.
        double v2 = 0.9216;
        double root = Math.sqrt(0.0016 * v2 * v2 - 0.008 * (v2 * v2 - v2));
        double kw = 1000 * (-0.04 * v2 + root) / 0.004;
        var dispatch = onFeeder(feeder(Sites.UNLIMITED), 0, 90_000);
        assertThat(dispatch.power()[0]).isCloseTo(kw - 1e-6 * 90_000, within(1e-3));
    }

    @Test
    void whatIsScaledBackToNothingIsNotTurnedRound() {
        // No more than a two-millionth of the wish fits: less than what is kept away.
        var station = Sites.station("s", "b", null, 45e-6, Sites.UNLIMITED, 1);
        var site = Sites.site(feeder(Sites.UNLIMITED), List.of(station), List.of(), 1e9);
        site.plug(0, 0, 1e6, 0, 0);
        var dispatch = project(site, 90_000);
        assertThat(dispatch.power()[0]).isBetween(0.0, 45e-6 + 1e-9);
    }

    @Test
    void whereBaseLoadHasNoStateNobodyCharges() {
        var dispatch = onFeeder(feeder(Sites.UNLIMITED), 90_000, 50, 30);
        assertThat(powers(dispatch, 2)).containsExactly(0, 0);
        assertThat(dispatch.after().isFlowSolved()).isFalse();
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.BASE_LOAD);
    }

    @Test
    void withoutTheDispatcherOnlyVehicleAndConnectorBind() {
        var site = Sites.station(10, 0, 2);
        site.plug(0, 0, 12, 0, 0);
        site.plug(1, 0, 12, 0, 0);
        var action = new Action(2, 0);
        action.powerKw()[0] = Double.POSITIVE_INFINITY;
        action.powerKw()[1] = 5;
        var dispatch = new Dispatch(site.limits);
        new Dispatcher(site.limits, 1e-10).passThrough(action, dispatch);
        assertThat(powers(dispatch, 2)).containsExactly(12, 5);
        assertThat(dispatch.isCorrected()).isFalse();
        assertThat(dispatch.after().station()).isTrue();
    }
}
