package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.evenflow.control.Action;
import org.evenflow.model.Bus;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connection;
import org.evenflow.model.Connector;
import org.evenflow.model.Feeder;
import org.evenflow.model.Phases;
import org.evenflow.model.Reactive;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.Transformer;
import org.evenflow.model.Transformer.Winding;
import org.junit.jupiter.api.Test;

/** Stations at bus b of {@link TwoBuses}: 0.96 to 1.02 pu behind 0.02 + j0.04 pu on 1 MVA. */
class NetworkRowsTest {
    /** Rows end 1e-7 pu inside a limit, at 2.5e-5 pu per kW. */
    private static final Offset<Double> CLOSE = within(0.01);

    private static TestSite site(Feeder feeder, double exportKw, int connectors) {
        var station = Sites.station("s", "b", null, 1e6, 1e6, connectors);
        var site =
                new TestSite(
                        Site.of(feeder, List.of(station), List.of())
                                .withLimits(Sites.UNLIMITED, exportKw));
        for (int c = 0; c < connectors; c++) {
            site.plug(c, -20_000, 100_000, 0, 0);
        }
        return site;
    }

    private static Dispatch project(Dispatcher dispatcher, TestSite site, double... wishKw) {
        var action = new Action(site.limits.connectors(), 0);
        System.arraycopy(wishKw, 0, action.powerKw(), 0, wishKw.length);
        var dispatch = new Dispatch(site.limits);
        dispatcher.project(action, dispatch);
        return dispatch;
    }

    private static Dispatch project(TestSite site, double... wishKw) {
        return project(new Dispatcher(site.limits, 1e-11), site, wishKw);
    }

    /** Load of all phases at which bus b has its lowest allowed voltage. */
    private static double lowestKw() {
        double v2 = 0.96 * 0.96;
        double root = Math.sqrt(0.0016 * v2 * v2 - 0.008 * (v2 * v2 - v2));
        return 1000 * (-0.04 * v2 + root) / 0.004;
    }

    @Test
    void theFirstBusHasLimitsToo() {
        var low = project(site(TwoBuses.balanced(Sites.UNLIMITED), Sites.UNLIMITED, 1), 3000);
        assertThat(low.power()[0]).isCloseTo(lowestKw(), CLOSE);
        assertThat(low.thingKind(0)).isEqualTo(ThingKind.BUS);
        assertThat(low.thing(0)).isZero();
        assertThat(low.phase(0)).isEqualTo(LimitRows.NO_PHASE);
        var high = project(site(TwoBuses.balanced(Sites.UNLIMITED), Sites.UNLIMITED, 1), -3000);
        assertThat(TwoBuses.voltagePu(high.power()[0])).isBetween(1.02 - 1e-6, 1.02 + 1e-9);
        assertThat(high.thing(0)).isZero();
    }

    @Test
    void withoutAStateAllBusesButTheSourceCountAsOutside() {
        var dispatch = project(site(TwoBuses.balanced(20), Sites.UNLIMITED, 1), 90_000);
        assertThat(dispatch.before().buses()).isEqualTo(1);
        assertThat(dispatch.before().line()).isTrue();
    }

    @Test
    void aTransformerOfTheFeederBindsByItsRating() {
        var wye = Winding.EARTHED_WYE;
        var transformer =
                new Transformer(
                        "T1", "a", "b", Phases.ABC, wye, wye, 2, 4, 2, 4, 0, 0, 1, 0, 300, true);
        var feeder =
                new Feeder(
                        "f",
                        "by hand",
                        "a",
                        1,
                        List.of(
                                new Bus("b", 10, 0, 0, 0, 0, 0.9, 1.1),
                                new Bus("a", 10, 0, 0, 0, 0, 0.9, 1.1)),
                        List.of(transformer));
        var site = site(feeder, Sites.UNLIMITED, 1);
        var dispatcher = new Dispatcher(site.limits, 1e-11);
        var dispatch = project(dispatcher, site, 1000);
        assertThat(dispatch.before().transformer()).isTrue();
        assertThat(dispatch.before().line()).isFalse();
        assertThat(dispatch.after().transformer()).isFalse();
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.LINE);
        assertThat(dispatch.thingKind(0)).isEqualTo(ThingKind.BRANCH);
        assertThat(Objects.requireNonNull(dispatcher.state()).loading(0))
                .isBetween(1 - 1e-6, 1 + 1e-9);
        // 300 kVA less what the series impedance changes: 2 % of 0.3 at most.
        assertThat(dispatch.power()[0]).isBetween(298.0, 300.0);
    }

    @Test
    void anExportIsHeldWithItsLosses() {
        var site = site(TwoBuses.balanced(Sites.UNLIMITED), 400, 2);
        // 100 kW of load, of which the state at hand takes 50, as loads do that follow the voltage.
        site.base().loadKw()[0] = 50;
        site.ambient.baseKw(100);
        var dispatch = project(site, -400, -200);
        double net = 50 + dispatch.power()[0] + dispatch.power()[1];
        double i = net / 1000 / TwoBuses.voltagePu(net);
        assertThat(net + 20 * i * i).isBetween(-400 - 1e-5, -400 + 0.05);
        // Both give the same less.
        assertThat(dispatch.power()[1] - dispatch.power()[0]).isCloseTo(200, within(1e-6));
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.EXPORT);
        assertThat(dispatch.thingKind(0)).isEqualTo(ThingKind.SUBSTATION);
        assertThat(dispatch.before().station()).isTrue();
        assertThat(dispatch.after().station()).isFalse();
        assertThat(project(site, -300, -100).isCorrected()).isFalse();
    }

    @Test
    void baseLoadIsLookedAtInEveryStep() {
        var site = site(TwoBuses.balanced(20), Sites.UNLIMITED, 1);
        var dispatcher = new Dispatcher(site.limits, 1e-11);
        site.base().loadKw()[0] = 500;
        var over = project(dispatcher, site, 1000);
        assertThat(over.power()[0]).isCloseTo(0, within(1e-6));
        assertThat(over.reason(0)).isEqualTo(CutReason.BASE_LOAD);
        // 100 kW leave room again, and the line's 20 A are no longer exceeded by them alone.
        site.base().loadKw()[0] = 100;
        var within = project(dispatcher, site, 1000);
        double kw = 100 + within.power()[0];
        assertThat(TwoBuses.currentA(kw)).isBetween(20 - 1e-5, 20 + 1e-7);
        assertThat(within.reason(0)).isEqualTo(CutReason.LINE);
    }

    /** Single-phase chargers of 1 MW at b. */
    private static TestSite byPhase(double ratingA, String... letters) {
        var connectors = new ArrayList<Connector>();
        for (String letter : letters) {
            connectors.add(
                    new Connector(
                            "c" + connectors.size(),
                            new ChargerKind.FastDc(1000, 0, 1),
                            Connection.Wye.parse(letter, "phases"),
                            Reactive.NONE));
        }
        var station = new Station("s", "b", null, 1e6, 1e6, connectors);
        var site = new TestSite(Site.of(TwoBuses.byPhase(ratingA), List.of(station), List.of()));
        for (int c = 0; c < letters.length; c++) {
            site.plug(c, -1000, 1000, 0, 0);
        }
        return site;
    }

    @Test
    void aVoltageBindsOnItsPhaseAlone() {
        // A third of the load of all phases has the same effect on one.
        var dispatch = project(byPhase(Sites.UNLIMITED, "c", "b"), 100, 700);
        assertThat(dispatch.power()[0]).isCloseTo(100, within(1e-6));
        assertThat(dispatch.power()[1]).isCloseTo(lowestKw() / 3, CLOSE);
        assertThat(dispatch.reason(1)).isEqualTo(CutReason.VOLTAGE);
        assertThat(dispatch.thingKind(1)).isEqualTo(ThingKind.BUS);
        assertThat(dispatch.thing(1)).isZero();
        assertThat(dispatch.phase(1)).isEqualTo(1);
    }

    @Test
    void whoUsesAllPhasesCountsAThirdOnEach() {
        // p + q / 3 of phase a may be so much; nearest to 500 and 600, cuts as 1 to 1 / 3.
        var dispatch = project(byPhase(Sites.UNLIMITED, "a", "abc"), 500, 600);
        double cut = (500 + 200 - lowestKw() / 3) / (1 + 1 / 9.0);
        assertThat(dispatch.power()[0]).isCloseTo(500 - cut, within(0.05));
        assertThat(dispatch.power()[1]).isCloseTo(600 - cut / 3, within(0.05));
        assertThat(dispatch.phase(0)).isZero();
    }

    @Test
    void aLineBindsOnItsPhaseAlone() {
        var dispatch = project(byPhase(20, "a", "c"), 50, 700);
        assertThat(dispatch.power()[0]).isCloseTo(50, within(1e-6));
        assertThat(TwoBuses.currentA(3 * dispatch.power()[1])).isBetween(20 - 1e-5, 20 + 1e-7);
        assertThat(dispatch.reason(1)).isEqualTo(CutReason.LINE);
        assertThat(dispatch.thingKind(1)).isEqualTo(ThingKind.BRANCH);
        assertThat(dispatch.thing(1)).isZero();
        assertThat(dispatch.phase(1)).isEqualTo(2);
    }

    @Test
    void reasonsOfOneStepAreNotThoseOfTheNext() {
        var station = Sites.station("s", "", null, 10, 0, 1);
        var other = Sites.station("o", "", null, 10, 0, 1);
        var site = Sites.site(null, List.of(station, other), List.of(), Sites.UNLIMITED);
        site.plug(0, 0, 20, 0, 0);
        site.plug(1, 0, 20, 0, 0);
        var dispatcher = new Dispatcher(site.limits, 1e-11);
        var action = new Action(2, 0);
        var dispatch = new Dispatch(site.limits);
        action.powerKw()[0] = 15;
        dispatcher.project(action, dispatch);
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.STATION);
        action.powerKw()[0] = 5;
        action.powerKw()[1] = 15;
        dispatcher.project(action, dispatch);
        assertThat(dispatch.reason(0)).isEqualTo(CutReason.NONE);
        assertThat(dispatch.reason(1)).isEqualTo(CutReason.STATION);
    }
}
