package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.dispatch.DecisionEvent.Correction;
import org.evenflow.dispatch.DecisionEvent.Overload;
import org.evenflow.dispatch.DecisionEvent.Shortfall;
import org.evenflow.grid.FlowResult;
import org.evenflow.model.Feeder;
import org.evenflow.model.Site;
import org.junit.jupiter.api.Test;

/** One station at bus b of {@link TwoBuses}: 0.96 to 1.02 pu, a line of 20 A, quarter hours. */
class DecisionLogFeederTest {
    private static final Offset<Double> CLOSE = within(1e-9);

    private final List<DecisionEvent> events = new ArrayList<>();

    /** What is told of a site on a feeder. */
    private final class Watch {
        final Feeder feeder;
        final HandDispatch hand;
        final Dispatch dispatch;
        final DecisionLog log;

        Watch(double ratingA) {
            feeder = TwoBuses.balanced(ratingA);
            var station = Sites.station("s", "b", null, 1e6, 1e6, 1);
            hand = new HandDispatch(Site.of(feeder, List.of(station), List.of()));
            hand.plug(0, 10, 20);
            dispatch = hand.dispatch;
            dispatch.after.buses = 1;
            log = new DecisionLog(0.25, hand.world.limits, events::add);
        }

        /** A step under some net load of the bus. */
        void append(int step, double kw) {
            FlowResult state = TwoBuses.state(feeder, 0, kw);
            hand.world.step = step;
            log.append(dispatch, state, hand.world);
        }

        /** What had no room for a vehicle that leaves. */
        String full() {
            log.departed(0, new Shortfall("c", 0, 9, 9, 0.6, 0.8, 0.8, 11, 1, 2, 3, "", 0));
            return ((Shortfall) events.removeLast()).element();
        }

        Overload overload() {
            log.close();
            assertThat(events).hasSize(1);
            return (Overload) events.removeLast();
        }
    }

    @Test
    void aVoltageThatBaseLoadPullsDownForbidsCharging() {
        var watch = new Watch(Sites.UNLIMITED);
        watch.append(3, 2000);
        watch.append(4, 2500);
        watch.append(5, 2200);
        assertThat(watch.full()).isEqualTo("bus b");
        var overload = watch.overload();
        assertThat(overload.element()).isEqualTo("bus b");
        assertThat(overload.fromStep()).isEqualTo(3);
        assertThat(overload.toStep()).isEqualTo(6);
        assertThat(overload.voltagePu()).isCloseTo(TwoBuses.voltagePu(2500), CLOSE);
        assertThat(overload.loading()).isNaN();
        assertThat(overload.isFeedIn()).isFalse();
    }

    @Test
    void aVoltageThatPlantsPushUpForbidsGivingBackAlone() {
        var watch = new Watch(Sites.UNLIMITED);
        watch.append(3, -1500);
        watch.append(4, -2000);
        assertThat(watch.full()).isEmpty();
        var overload = watch.overload();
        assertThat(overload.element()).isEqualTo("bus b");
        assertThat(overload.voltagePu()).isCloseTo(TwoBuses.voltagePu(-2000), CLOSE);
        assertThat(overload.isFeedIn()).isTrue();
    }

    @Test
    void aLineIsOverloadedInEitherDirection() {
        var watch = new Watch(20);
        watch.append(3, 500);
        assertThat(watch.full()).isEqualTo("line ab");
        var loaded = watch.overload();
        assertThat(loaded.element()).isEqualTo("line ab");
        assertThat(loaded.loading()).isCloseTo(TwoBuses.currentA(500) / 20, CLOSE);
        assertThat(loaded.voltagePu()).isNaN();
        assertThat(loaded.isFeedIn()).isFalse();
        watch.append(4, -500);
        assertThat(watch.full()).isEmpty();
        var fed = watch.overload();
        assertThat(fed.loading()).isCloseTo(TwoBuses.currentA(-500) / 20, CLOSE);
        assertThat(fed.isFeedIn()).isTrue();
    }

    @Test
    void chargingThatWasLeftToItselfIsNoOverloadByBaseLoad() {
        var watch = new Watch(20);
        watch.dispatch.isProjected = false;
        watch.append(3, 500);
        watch.dispatch.isProjected = true;
        watch.dispatch.after.buses = 0;
        watch.append(4, 500);
        watch.dispatch.after.isFlowSolved = false;
        watch.append(5, 500);
        assertThat(watch.full()).isEmpty();
        watch.log.close();
        assertThat(events).isEmpty();
    }

    @Test
    void aCorrectionTellsTheVoltageFurthestFromNominal() {
        var watch = new Watch(Sites.UNLIMITED);
        watch.dispatch.after.buses = 0;
        watch.hand.cut(0, 8, 5, CutReason.VOLTAGE, ThingKind.BUS, 0);
        watch.append(3, 1000);
        watch.append(4, 1500);
        watch.append(5, -500);
        watch.log.close();
        var cut = (Correction) events.getFirst();
        assertThat(cut.voltagePu()).isCloseTo(TwoBuses.voltagePu(1500), CLOSE);
        assertThat(cut.loading()).isNaN();
        assertThat(cut.element()).isEqualTo("bus b");
        assertThat(events).hasSize(1);
    }

    @Test
    void aVoltageAboveNominalMayBeTheFurthest() {
        var watch = new Watch(Sites.UNLIMITED);
        watch.dispatch.after.buses = 0;
        watch.hand.cut(0, -8, -5, CutReason.VOLTAGE, ThingKind.BUS, 0);
        watch.append(3, 200);
        watch.append(4, -1000);
        watch.append(5, -100);
        watch.log.close();
        var cut = (Correction) events.getFirst();
        assertThat(cut.voltagePu()).isCloseTo(TwoBuses.voltagePu(-1000), CLOSE);
    }

    @Test
    void aStepWithoutAStateTellsNoLoading() {
        var watch = new Watch(20);
        watch.hand.cut(0, 8, 5, CutReason.LINE, ThingKind.BRANCH, 0);
        watch.dispatch.after.isFlowSolved = false;
        watch.append(3, 500);
        watch.log.close();
        assertThat(((Correction) events.getFirst()).loading()).isNaN();
    }

    @Test
    void whatBaseLoadAloneCausesIsToldOfTheFeederToo() {
        var watch = new Watch(20);
        watch.dispatch.after.buses = 0;
        watch.hand.cut(0, 8, 0, CutReason.BASE_LOAD, ThingKind.BRANCH, 0);
        watch.append(3, 500);
        watch.hand.cut(0, 8, 0, CutReason.LINE, ThingKind.BRANCH, 0);
        watch.append(4, 700);
        watch.log.close();
        assertThat(events).hasSize(3);
        var overload = (Overload) events.get(1);
        assertThat(overload.element()).isEqualTo("line ab");
        assertThat(overload.toStep()).isEqualTo(4);
        assertThat(overload.loading()).isCloseTo(TwoBuses.currentA(500) / 20, CLOSE);
        assertThat(overload.isFeedIn()).isFalse();
    }
}
