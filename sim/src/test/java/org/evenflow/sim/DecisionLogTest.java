package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.control.Action;
import org.evenflow.dispatch.CutReason;
import org.evenflow.dispatch.DecisionEvent;
import org.evenflow.dispatch.DecisionLog;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionRecord;
import org.junit.jupiter.api.Test;

/** Events of runs small enough to follow by hand: hourly steps from 06:00. */
class DecisionLogTest {
    private static final ChargerKind DC = new ChargerKind.FastDc(50, 0, 1);
    private static final Offset<Double> CLOSE = within(1e-9);

    private static List<DecisionEvent> events(Scenario scenario, double... wishes) {
        var env = new ChargingEnv(scenario);
        var events = new ArrayList<DecisionEvent>();
        env.reset(1);
        var log =
                new DecisionLog(
                        scenario.time().stepHours(), env.observation().limits(), events::add);
        env.trace(
                new Trace() {
                    @Override
                    public void append(StepRecord step) {
                        step.appendTo(log);
                    }

                    @Override
                    public void departed(SessionOutcome session) {
                        log.departed(session.connector(), shortfall(session));
                    }
                });
        var action = new Action(2, 0);
        for (double wish : wishes) {
            Arrays.fill(action.powerKw(), wish);
            env.step(action);
        }
        log.close();
        return events;
    }

    private static DecisionEvent.Shortfall shortfall(SessionOutcome session) {
        return new DecisionEvent.Shortfall(
                "c" + session.connector(),
                session.arrivalStep(),
                session.departStep(),
                session.declaredStep(),
                session.departureKwh() / session.capacityKwh(),
                session.targetKwh() / session.capacityKwh(),
                session.reachableKwh() / session.capacityKwh(),
                session.ratedKw(),
                session.neededHours(),
                session.departStep() - session.arrivalStep(),
                session.missingKwh(),
                "",
                0);
    }

    /** Both arrive at 06:00 and ask for so much stored. */
    private static Scenario scenario(double limitKw, double firstKwh, double secondKwh) {
        List<SessionRecord> sessions =
                List.of(Small.session(0, 4, firstKwh), Small.session(0, 5, secondKwh));
        return Small.scenario(6, DC, limitKw, null, Small.plainVehicle(), sessions);
    }

    @Test
    void stepsWithTheSameCauseAreOneEvent() {
        // Two wish 10 each and share 12 until the first leaves at 10:00, as it had said.
        var events = events(scenario(12, 36, 45), 10, 10, 10, 10, 10, 10);
        var cut = (DecisionEvent.Correction) events.getFirst();
        assertThat(cut.fromStep()).isZero();
        assertThat(cut.toStep()).isEqualTo(4);
        assertThat(cut.powerKw()).isCloseTo(6, CLOSE);
        assertThat(cut.wishKw()).isCloseTo(10, CLOSE);
        assertThat(cut.reason()).isEqualTo(CutReason.STATION);
        assertThat(cut.loading()).isCloseTo(1, CLOSE);
        assertThat(cut.shadowPriceKw()).isCloseTo(4, CLOSE);
        assertThat(cut.changeKwh()).isCloseTo(16, CLOSE);
        assertThat(cut.changeStep()).isEqualTo(4);
        assertThat(cut.sentence(scenario(12, 36, 45).time()))
                .isEqualTo("connector c0 at 6 kW until 10:00: station s at 100 %");
    }

    @Test
    void whatIsMissingAtDepartureNamesItsCause() {
        // 36 kWh asked for, 4 h at 6 kW given: 12 + 0.9 x 24 stored instead of 12 + 0.9 x 36.
        var events = events(scenario(12, 36, 45), 10, 10, 10, 10, 10, 10);
        var shortfalls = events.stream().filter(event -> event.kind().equals("shortfall")).toList();
        var first = (DecisionEvent.Shortfall) shortfalls.getFirst();
        assertThat(first.element()).isEqualTo("station s");
        assertThat(first.missingKwh()).isCloseTo(36 - 24, CLOSE);
        assertThat(first.cutKwh()).isCloseTo(16, CLOSE);
        assertThat(first.sentence(scenario(12, 36, 45).time()))
                .isEqualTo(
                        "vehicle at c0 leaves at 10:00 with 56 % instead of 74 %: station s took"
                                + " 16.0 kWh from it");
        assertThat(shortfalls).hasSize(2);
    }

    @Test
    void theNextChangeComesWhenSomebodyIsSoFullThatItsWishShrinks() {
        // The first asks for 9: it takes 5.5 of 9, then 2.75 of 3.5; its last 0.75 fit under 12.
        var events = events(scenario(12, 9, 45), 10, 10, 10, 10, 10, 10);
        var second =
                (DecisionEvent.Correction)
                        events.stream()
                                .filter(event -> event.connector().equals("c1"))
                                .findFirst()
                                .orElseThrow();
        assertThat(second.leastKw()).isCloseTo(6.5, CLOSE);
        assertThat(second.mostKw()).isCloseTo(9.25, CLOSE);
        assertThat(second.toStep()).isEqualTo(2);
        assertThat(second.changeStep()).isEqualTo(2);
    }

    @Test
    void aTransformerThatBaseLoadOverloadsIsToldOnceForAllItsSteps() {
        var data = scenario(100, 9, 9);
        var scenario = data.with(data.site().withLoad(52, "t"));
        var events = events(scenario, 10, 10, 10, 10, 10, 10);
        var overload = (DecisionEvent.Overload) events.getLast();
        assertThat(overload.sentence(scenario.time()))
                .isEqualTo(
                        "transformer t at 104 % by base load alone until 12:00: no charging below"
                                + " it");
        assertThat(overload.fromStep()).isZero();
        var cut = (DecisionEvent.Correction) events.getFirst();
        assertThat(cut.sentence(scenario.time()))
                .isEqualTo(
                        "connector c0 at 0 kW until 10:00: transformer t at 104 % by base load"
                                + " alone");
        // Base load may move with every step.
        assertThat(cut.changeStep()).isEqualTo(4);
    }

    @Test
    void wishesThatAreGivenLeaveNoEvent() {
        var events = events(scenario(100, 9, 9), 10, 10, 10, 10, 10, 10);
        assertThat(events).isEmpty();
    }
}
