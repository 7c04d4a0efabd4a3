package org.evenflow.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;
import org.evenflow.dispatch.DecisionEvent;
import org.evenflow.experiment.Controllers;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.report.trace.EpisodeRecorder;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.Episode;
import org.evenflow.sim.SessionOutcome;
import org.evenflow.sim.StepRecord;
import org.evenflow.sim.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Worlds that cannot be had as asked: the answer is what violates least, and a sentence that says
 * why, whoever decides.
 */
class InfeasibleTest {
    /** What the solver's tolerance may leave of an energy, kWh. */
    private static final double ROUNDING_KWH = 1e-5;

    /** What the dispatcher's tolerances may move a loading or a voltage by, share or pu. */
    private static final double ROUNDING = 1e-7;

    private static final ChargerKind DC = new ChargerKind.FastDc(10, 0, 1);
    private static final ChargerKind AC = new ChargerKind.SlowAc(3, 16, 6, 1, 230);
    private static final ChargerKind V2G = new ChargerKind.Bidirectional(10, 10, 0, 1);
    private static final List<ChargerKind> ONE_OF_EACH = List.of(DC, AC, V2G);

    static List<String> everyone() {
        return new Controllers().ids();
    }

    /** All but the one whose wishes pass no dispatcher. */
    static Stream<String> dispatched() {
        var controllers = new Controllers();
        return everyone().stream().filter(id -> controllers.create(id).isDispatched());
    }

    /** Those that weigh money and need: giving back into a surplus pays none of them. */
    static Stream<String> reasoning() {
        var known = new Controllers();
        return dispatched().filter(known.usual("any site")::contains);
    }

    /** Those that were trained for another site. */
    static Stream<String> learned() {
        var known = new Controllers();
        return dispatched().filter(id -> !known.usual("any site").contains(id));
    }

    /** What a run showed. */
    private static final class Seen implements Trace {
        final List<SessionOutcome> departed = new ArrayList<>();
        final List<DecisionEvent> events = new ArrayList<>();
        final List<Double> chargedKw = new ArrayList<>();
        final List<Double> transformerKva = new ArrayList<>();
        final List<Double> lineLoading = new ArrayList<>();
        final List<Double> lowestPu = new ArrayList<>();
        private final EpisodeRecorder recorder;

        Seen(Scenario scenario, Controller controller) {
            var env = new ChargingEnv(scenario);
            recorder = new EpisodeRecorder(env, events::add);
            env.trace(this);
            new Episode(env, System::nanoTime).play(controller, 1);
            recorder.record(controller.id(), 1);
            controller.reset();
        }

        @Override
        public void append(StepRecord step) {
            recorder.append(step);
            chargedKw.add(step.chargedKw());
            if (step.transformerKva().length > 0) {
                transformerKva.add(step.transformerKva()[0]);
            }
            var flow = step.flow();
            if (flow != null) {
                assertThat(step.isFlowSolved()).isTrue();
                lineLoading.add(flow.loading(0));
                lowestPu.add(flow.voltagePu(1));
            }
        }

        @Override
        public void departed(SessionOutcome session) {
            recorder.departed(session);
            departed.add(session.copy());
        }

        SessionOutcome outcome(int connector) {
            return departed.stream()
                    .filter(session -> session.connector() == connector)
                    .findFirst()
                    .orElseThrow();
        }

        List<String> sentences(Scenario scenario, String kind) {
            return events.stream()
                    .filter(event -> event.kind().equals(kind))
                    .map(event -> event.sentence(scenario.time()))
                    .toList();
        }
    }

    private static Seen play(Scenario scenario, String id) {
        return new Seen(scenario, new Controllers().create(id));
    }

    /** Nobody charges. */
    private static Seen idle(Scenario scenario) {
        return new Seen(
                scenario,
                new Controller() {
                    @Override
                    public String id() {
                        return "idle";
                    }

                    @Override
                    public void decide(Observation observation, Action action) {}
                });
    }

    @Test
    void onlyTheRawReferencePassesNoDispatcher() {
        assertThat(everyone()).hasSizeGreaterThanOrEqualTo(17);
        assertThat(dispatched().toList())
                .hasSize(everyone().size() - 1)
                .doesNotContain("uncontrolled_raw");
    }

    /**
     * Four hours at 10 kW store 0.9 x 40 kWh on top of 12, at 11.04 kW 0.9 x 44.16: less than the
     * 0.9 x 45 that each asks for.
     */
    @ParameterizedTest
    @MethodSource("everyone")
    void aCarThatCannotBeFullInTimeGetsAllThatItsTimeAllows(String id) {
        var scenario = HandWorld.of(ONE_OF_EACH).asking(45).leaving(4).scenario();
        var seen = play(scenario, id);
        assertThat(seen.departed).hasSize(3);
        assertThat(seen.outcome(0).departureKwh()).isCloseTo(48, within(ROUNDING_KWH));
        assertThat(seen.outcome(1).departureKwh()).isCloseTo(51.744, within(ROUNDING_KWH));
        assertThat(seen.outcome(2).departureKwh()).isCloseTo(48, within(ROUNDING_KWH));
        String needed =
                "vehicle at c%d leaves at 10:00 with %s %% instead of 88 %%: it needed %s h at %s"
                        + " kW and had %s h";
        assertThat(seen.sentences(scenario, "shortfall"))
                .containsExactlyInAnyOrder(
                        needed.formatted(0, "80", "4.5", "10", "4.0"),
                        needed.formatted(1, "86", "4.1", "11", "4.0"),
                        needed.formatted(2, "80", "4.5", "10", "4.0"));
    }

    /** From 70 % on the battery takes less and less; what full power reaches is the simulator's. */
    @ParameterizedTest
    @MethodSource("everyone")
    void aTaperThatLeavesTooLittleTimeIsFollowedToTheEnd(String id) {
        var scenario =
                HandWorld.of(ONE_OF_EACH)
                        .asking(52)
                        .leaving(5)
                        .curve(new ConstantPowerTaper(0.7, 1))
                        .scenario();
        var seen = play(scenario, id);
        assertThat(seen.departed).hasSize(3);
        for (SessionOutcome outcome : seen.departed) {
            assertThat(outcome.reachableKwh()).isLessThan(outcome.targetKwh() - 0.1);
            assertThat(outcome.departureKwh())
                    .isCloseTo(outcome.reachableKwh(), within(ROUNDING_KWH));
        }
        assertThat(seen.sentences(scenario, "shortfall"))
                .hasSize(3)
                .allSatisfy(why -> assertThat(why).contains(": it needed ").endsWith("had 5.0 h"));
    }

    /**
     * 12 kW for four hours are 48 kWh, whoever of three gets them: the largest flow into 45 kWh
     * each, at most 10 kW each.
     */
    @ParameterizedTest
    @MethodSource("dispatched")
    void lookAheadLeavesNoMoreUndoneThanTheLargestFlow(String id) {
        var scenario =
                HandWorld.of(Collections.nCopies(3, DC))
                        .asking(45)
                        .leaving(4)
                        .together(12)
                        .lookingAhead()
                        .scenario();
        var seen = play(scenario, id);
        double kwh = seen.departed.stream().mapToDouble(SessionOutcome::chargedKwh).sum();
        assertThat(kwh).isCloseTo(48, within(ROUNDING_KWH));
        assertThat(seen.sentences(scenario, "shortage"))
                .anySatisfy(why -> assertThat(why).endsWith("station s0 cannot carry more"));
        // Who gets all that its time allows is short of time alone.
        assertThat(seen.sentences(scenario, "shortfall"))
                .hasSize(3)
                .allSatisfy(why -> assertThat(why).containsAnyOf("with 80 %", "; station s0 took"));
    }

    @ParameterizedTest
    @MethodSource("dispatched")
    void belowATransformerThatBaseLoadOverloadsNobodyCharges(String id) {
        var scenario = HandWorld.of(ONE_OF_EACH).asking(30).leaving(5).base(52).scenario();
        var seen = play(scenario, id);
        assertThat(seen.chargedKw).allSatisfy(kw -> assertThat(kw).isZero());
        assertNoHigher(seen.transformerKva, idle(scenario).transformerKva);
        assertThat(seen.sentences(scenario, "overload"))
                .containsExactly(
                        "transformer t at 104 % by base load alone until 12:00: no charging below"
                                + " it");
        assertThat(seen.sentences(scenario, "shortfall"))
                .hasSize(3)
                .allSatisfy(why -> assertThat(why).contains("transformer t"));
    }

    /** Overloaded from 8 to 10 alone: what is charged before and after does not make it worse. */
    @ParameterizedTest
    @MethodSource("dispatched")
    void anOverloadOfSomeHoursIsNotMadeWorse(String id) {
        var scenario =
                HandWorld.of(ONE_OF_EACH)
                        .asking(30)
                        .leaving(5)
                        .base(30, 30, 55, 55, 30, 30)
                        .scenario();
        var seen = play(scenario, id);
        var without = idle(scenario);
        double rated = scenario.site().transformers().getFirst().ratingKva();
        for (int step = 0; step < without.transformerKva.size(); step++) {
            assertThat(seen.transformerKva.get(step))
                    .as("step %d", step)
                    .isLessThanOrEqualTo(
                            Math.max(rated, without.transformerKva.get(step)) + ROUNDING);
        }
        assertThat(seen.sentences(scenario, "overload")).hasSize(1);
    }

    /** 60 kWp below 50 kVA: giving back would add to it, charging does not. */
    @ParameterizedTest
    @MethodSource("reasoning")
    void belowATransformerThatPlantsOverloadNobodyGivesBack(String id) {
        var scenario = HandWorld.of(ONE_OF_EACH).asking(30).leaving(5).base(2).sun(60).scenario();
        var seen = play(scenario, id);
        assertNoHigher(seen.transformerKva, idle(scenario).transformerKva);
        assertThat(seen.sentences(scenario, "overload"))
                .isNotEmpty()
                .allSatisfy(why -> assertThat(why).contains("by plants alone"));
    }

    /** In hours when plants stay below the rating it is allowed, if only up to there. */
    @ParameterizedTest
    @MethodSource("learned")
    void whatIsLearnedElsewhereMakesNoOverloadByPlantsWorse(String id) {
        var scenario = HandWorld.of(ONE_OF_EACH).asking(30).leaving(5).base(2).sun(60).scenario();
        var seen = play(scenario, id);
        double rated = scenario.site().transformers().getFirst().ratingKva();
        var most = idle(scenario).transformerKva.stream().map(kva -> Math.max(rated, kva)).toList();
        assertNoHigher(seen.transformerKva, most);
        assertThat(seen.sentences(scenario, "overload"))
                .isNotEmpty()
                .allSatisfy(why -> assertThat(why).contains("by plants alone"));
    }

    /** Base load of 45 kW through 0.1 + j0.05 ohm: a voltage of 0.971 pu and 66 A. */
    @ParameterizedTest
    @MethodSource("dispatched")
    void aFeederThatBaseLoadOverloadsIsNotMadeWorse(String id) {
        for (boolean byCurrent : new boolean[] {false, true}) {
            var feeder = byCurrent ? HandWorld.feeder(60, 0.9) : HandWorld.feeder(100, 0.98);
            var scenario =
                    HandWorld.of(ONE_OF_EACH).asking(30).leaving(5).on(feeder).base(45).scenario();
            var without = idle(scenario);
            var seen = play(scenario, id);
            assertNoHigher(seen.lineLoading, without.lineLoading);
            for (int step = 0; step < without.lowestPu.size(); step++) {
                assertThat(seen.lowestPu.get(step))
                        .as("step %d", step)
                        .isGreaterThanOrEqualTo(without.lowestPu.get(step) - ROUNDING);
            }
            String element = byCurrent ? "line ab" : "bus b";
            assertThat(seen.sentences(scenario, "overload"))
                    .anySatisfy(
                            why ->
                                    assertThat(why)
                                            .startsWith(element)
                                            .contains("by base load alone"));
            assertThat(seen.sentences(scenario, "shortfall"))
                    .hasSize(3)
                    .allSatisfy(why -> assertThat(why).contains(element));
        }
    }

    private static void assertNoHigher(List<Double> values, List<Double> than) {
        assertThat(values).hasSameSizeAs(than).isNotEmpty();
        for (int step = 0; step < values.size(); step++) {
            assertThat(values.get(step))
                    .as(String.format(Locale.ROOT, "step %d", step))
                    .isLessThanOrEqualTo(than.get(step) + ROUNDING);
        }
    }
}
