package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.dispatch.DecisionEvent.Correction;
import org.evenflow.dispatch.DecisionEvent.Overload;
import org.evenflow.dispatch.DecisionEvent.Shortage;
import org.evenflow.dispatch.DecisionEvent.Shortfall;
import org.evenflow.model.Site;
import org.evenflow.model.SupplyTransformer;
import org.junit.jupiter.api.Test;

/** Quarter hours; stations a and b (two connectors each) under t of 50 kVA. */
class DecisionLogTest {
    private static final Offset<Double> CLOSE = within(1e-9);

    private final List<DecisionEvent> events = new ArrayList<>();
    private final HandDispatch hand =
            new HandDispatch(
                    Site.of(
                            null,
                            List.of(
                                    Sites.station("a", "", "t", 100, 100, 2),
                                    Sites.station("b", "", "t", 100, 100, 2)),
                            List.of(new SupplyTransformer("t", 50))));
    private final Dispatch dispatch = hand.dispatch;
    private final DecisionLog log = new DecisionLog(0.25, hand.world.limits, events::add);

    private void append(int step) {
        hand.world.step = step;
        log.append(dispatch, null, hand.world);
    }

    private void byStation(double wishKw, double powerKw, double priceKw) {
        hand.cut(0, wishKw, powerKw, CutReason.STATION, ThingKind.STATION, 0);
        dispatch.priceKw[0] = priceKw;
    }

    @Test
    void stepsWithOneCauseAreToldAsOne() {
        hand.plug(1, 10, 20);
        byStation(10, 6, 4);
        dispatch.stationKw[0] = 100;
        append(3);
        byStation(8, 5, 3);
        dispatch.stationKw[0] = 90;
        append(4);
        assertThat(events).isEmpty();
        hand.wish(0, 8, 8);
        append(5);
        // As of step 4, 8 kWh beside a step of the wish last six steps of 1.25 kWh.
        var told =
                new Correction(
                        "a-1",
                        "a",
                        3,
                        5,
                        12,
                        5.5,
                        5,
                        6,
                        9,
                        CutReason.STATION,
                        "station a",
                        1,
                        Double.NaN,
                        3.5,
                        1.75);
        assertThat(events).containsExactly(told);
    }

    @Test
    void anotherCauseIsAnotherEvent() {
        hand.plug(0, 10, 20);
        byStation(10, 6, 4);
        append(3);
        hand.cut(0, 10, 7, CutReason.TRANSFORMER, ThingKind.TRANSFORMER, 0);
        dispatch.transformerKw[0] = 30;
        append(4);
        dispatch.transformerKw[0] = 40;
        append(5);
        log.close();
        assertThat(events)
                .extracting(DecisionEvent::fromStep, DecisionEvent::toStep, DecisionEvent::element)
                .containsExactly(tuple(3, 4, "station a"), tuple(4, 6, "transformer t"));
        assertThat(((Correction) events.getLast()).loading()).isCloseTo(0.8, CLOSE);
        log.close();
        assertThat(events).hasSize(2);
    }

    @Test
    void powersThatAreAsWishedAreNoCorrections() {
        hand.plug(0, 10, 20);
        byStation(8, 8, 4);
        append(3);
        byStation(8, 7.9995, 4);
        append(4);
        byStation(8, 5, 4);
        dispatch.corrected = false;
        append(5);
        hand.wish(0, 8, 5);
        dispatch.corrected = true;
        append(6);
        log.close();
        assertThat(events).isEmpty();
    }

    /** A vehicle that leaves with some state of charge of the 80 % that it asked for. */
    private Shortfall leave(int connector, double soc) {
        log.departed(
                connector, new Shortfall("c", 0, 9, 9, soc, 0.8, 0.8, 11, 1, 2, 3, "none yet", -1));
        return (Shortfall) events.getLast();
    }

    @Test
    void aVehicleThatLeavesLearnsWhatTookMostFromIt() {
        hand.plug(1, 10, 20);
        byStation(10, 6, 4);
        append(3);
        hand.cut(0, 10, 1, CutReason.TRANSFORMER, ThingKind.TRANSFORMER, 0);
        append(4);
        byStation(10, 4, 4);
        append(5);
        // 1 and 1.5 kWh at the station, 2.25 at the transformer.
        var told = leave(1, 0.6);
        assertThat(told.element()).isEqualTo("station a");
        assertThat(told.cutKwh()).isCloseTo(2.5, CLOSE);
        assertThat(events).hasSize(4);
        assertThat(events.get(2).toStep()).isEqualTo(6);
        // The next one there begins anew.
        assertThat(leave(1, 0.6).element()).isEmpty();
        assertThat(((Shortfall) events.getLast()).cutKwh()).isZero();
        log.departed(
                1, new Shortfall("c", 0, 9, 9, 0.79995, 0.8, 0.8, 11, 1, 2, 3, "none yet", -1));
        assertThat(events).hasSize(5);
    }

    @Test
    void ofEqualsTheFirstByTheAlphabetIsNamed() {
        hand.plug(0, 10, 20);
        hand.cut(0, 10, 6, CutReason.TRANSFORMER, ThingKind.TRANSFORMER, 0);
        append(3);
        byStation(10, 6, 4);
        append(4);
        hand.cut(0, 10, 6, CutReason.SITE, ThingKind.SITE, -1);
        append(5);
        var told = leave(0, 0.6);
        assertThat(told.element()).isEqualTo("all stations");
        assertThat(told.cutKwh()).isCloseTo(1, CLOSE);
    }

    @Test
    void whatHadNoRoomIsNamedWhereNothingWasCut() {
        hand.plug(0, 10, 20);
        hand.wish(0, 6, 6);
        dispatch.stationKw[0] = 100;
        append(3);
        // Less than 0.05 kWh cut does not count.
        byStation(10, 9.9, 0.1);
        append(4);
        var told = leave(0, 0.6);
        assertThat(told.element()).isEqualTo("station a");
        // A quarter hour of the 5 kW between 6 and the 11 that it could take.
        assertThat(told.cutKwh()).isCloseTo(1.25, CLOSE);
        assertThat(leave(0, 0.6).element()).isEmpty();
    }

    @Test
    void whoTakesAllItCanMissesNoRoom() {
        hand.plug(0, 10, 20);
        hand.wish(0, 11, 11);
        dispatch.stationKw[0] = 100;
        append(3);
        assertThat(leave(0, 0.6).element()).isEmpty();
        hand.wish(0, 6, 6);
        dispatch.stationKw[0] = 90;
        append(4);
        assertThat(leave(0, 0.6).element()).isEmpty();
    }

    @Test
    void aRatingThatBaseLoadExceedsIsToldFromFirstToLastStep() {
        dispatch.transformerNetKw[0] = 52;
        append(3);
        dispatch.transformerNetKw[0] = 60;
        append(4);
        dispatch.transformerNetKw[0] = 55;
        append(5);
        assertThat(events).isEmpty();
        dispatch.transformerNetKw[0] = 50;
        append(6);
        dispatch.transformerNetKw[0] = -65;
        append(7);
        append(8);
        log.close();
        log.close();
        assertThat(events)
                .containsExactly(
                        new Overload("transformer t", 3, 6, 1.2, Double.NaN, false),
                        new Overload("transformer t", 7, 9, 1.3, Double.NaN, true));
    }

    @Test
    void anOverloadThatEndsAndComesBackIsTwo() {
        for (int step = 3; step < 6; step++) {
            dispatch.transformerNetKw[0] = step == 4 ? 0 : 60;
            append(step);
        }
        log.close();
        assertThat(events)
                .containsExactly(
                        new Overload("transformer t", 3, 4, 1.2, Double.NaN, false),
                        new Overload("transformer t", 5, 6, 1.2, Double.NaN, false));
    }

    @Test
    void aPhaseThatBaseLoadOverloadsIsToldWithWhomItKeepsFromCharging() {
        hand.plug(0, 10, 20);
        hand.cut(0, 8, 0, CutReason.BASE_LOAD, ThingKind.TRANSFORMER, 0);
        append(3);
        // The whole transformer is told by what it carries beside charging alone.
        log.close();
        assertThat(events).hasOnlyElementsOfType(Correction.class);
        events.clear();
        dispatch.phase[0] = 0;
        dispatch.transformerPhaseKva[0] = 20;
        append(4);
        hand.cut(0, -8, -2, CutReason.BASE_LOAD, ThingKind.TRANSFORMER, 0);
        dispatch.phase[0] = 1;
        append(5);
        log.close();
        assertThat(events)
                .filteredOn(event -> event instanceof Overload)
                .containsExactly(
                        new Overload("transformer t phase a", 4, 5, 1.2, Double.NaN, false),
                        new Overload("transformer t phase b", 5, 6, 1.2, Double.NaN, true));
    }

    private void missing(int step, double kwh, ThingKind kind, int thing) {
        dispatch.missingKwh = kwh;
        dispatch.missingKind = kind;
        dispatch.missingThing = thing;
        append(step);
    }

    @Test
    void whatWillBeMissingIsToldOnceForEachLimit() {
        missing(3, 5, ThingKind.STATION, 0);
        missing(4, 6, ThingKind.STATION, 0);
        missing(5, 4, ThingKind.STATION, 0);
        missing(6, 2, ThingKind.TRANSFORMER, 0);
        assertThat(events).containsExactly(new Shortage("station a", 3, 6, 6));
        missing(7, 0.04, ThingKind.TRANSFORMER, 0);
        missing(8, 0, ThingKind.TRANSFORMER, 0);
        missing(9, 1, ThingKind.STATION, 1);
        log.close();
        log.close();
        assertThat(events)
                .containsExactly(
                        new Shortage("station a", 3, 6, 6),
                        new Shortage("transformer t", 6, 7, 2),
                        new Shortage("station b", 9, 10, 1));
    }
}
