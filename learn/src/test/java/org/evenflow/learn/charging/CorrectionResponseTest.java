package org.evenflow.learn.charging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.evenflow.control.rule.Rules;
import org.evenflow.data.scenario.ScenarioReader;
import org.evenflow.learn.Frame;
import org.evenflow.learn.Policy;
import org.evenflow.learn.TensorFile;
import org.evenflow.learn.WorldShape;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.InputException;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.Episode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrectionResponseTest {
    private static final ChargerKind ONE_WAY = new ChargerKind.FastDc(10, 1, 1);
    private static final WorldDesign LATE = WorldDesign.USUAL.correcting("as_late_as_possible");
    private static final WorldDesign EAGER = WorldDesign.USUAL.correcting("uncontrolled");

    /** A rule that takes all: the whole of 10 kW, half of it, nothing. */
    @Test
    void belowZeroGoesFromTheRuleToNothing() {
        var scenario = TinyCharging.three(ONE_WAY, 100);
        float half = -(0.02f + 0.5f / 1.2f);
        double[] powers = TinyCharging.wishes(scenario, EAGER, 0, half, -1);
        assertThat(powers[0]).isEqualTo(10);
        assertThat(powers[1]).isCloseTo(5, within(1e-5)); // single precision of the action
        assertThat(powers[2]).isZero();
    }

    /** A rule that still waits: nothing, half of 10 kW, all of it. */
    @Test
    void aboveZeroGoesFromTheRuleToAll() {
        var scenario = TinyCharging.three(ONE_WAY, 100);
        double[] powers = TinyCharging.wishes(scenario, LATE, 0.02f, 0.02f + 0.5f / 1.2f, 1);
        assertThat(powers[0]).isZero();
        assertThat(powers[1]).isCloseTo(5, within(1e-5));
        assertThat(powers[2]).isEqualTo(10);
    }

    /** 20 kWh in two hours at 10 kW: nobody may hold the vehicle back. */
    @Test
    void whoHasNoTimeToSpareTakesAll() {
        var session = List.of(TinyCharging.session(0, 0, 2, 20));
        var scenario = TinyCharging.scenario(8, 1, ONE_WAY, 100, 3, List.of(0.1, 0.2), session);
        assertThat(TinyCharging.wishes(scenario, EAGER, -1)).containsExactly(10);
    }

    /** Room for 15 kW, all want 10: the last to leave has none, as in every queue of wishes. */
    @Test
    void correctedWishesQueue() {
        assertThat(TinyCharging.wishes(TinyCharging.three(ONE_WAY, 15), LATE, 1, 1, 1))
                .containsExactly(0, 5, 10);
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 10", "2.5, 10, 10", "10, 10, 10", "0, 0, 10", "4, 0, 10", "7, 2, 10"})
    void teachersPowerComesBack(double kw, double ruleKw, double highKw) {
        double by = CorrectionResponse.correction(CorrectionResponse.actionFor(kw, ruleKw, highKw));
        double back = CorrectionResponse.moved(ruleKw, highKw, by);
        assertThat(back).isCloseTo(kw, within(1e-5));
    }

    @Test
    void agentsSeeWhatTheRuleWouldDo() {
        // All of what each can take; three times 10 kW are 30, under no peak yet.
        assertThat(ruleFeatures(EAGER)[0]).isEqualTo(1);
        assertThat(ruleFeatures(LATE)[0]).isZero();
        var observation = new ChargingEnv(TinyCharging.three(ONE_WAY, 100)).reset(1);
        var rule = new CorrectedRule("uncontrolled", observation);
        rule.look(observation);
        var out = new float[2];
        rule.write(observation, 0, 35, out, 0); // (35 - 30) / 10
        assertThat(out).containsExactly(1, 0.5f);
    }

    private static float[] ruleFeatures(WorldDesign design) {
        var observation = new ChargingEnv(TinyCharging.three(ONE_WAY, 100)).reset(1);
        var encoder = new Encoder(design, observation);
        var frame = new Frame(encoder.shape());
        encoder.encode(observation, frame);
        int at = Encoder.names(design).indexOf("rule_share");
        return new float[] {frame.observation[at], frame.observation[at + 1]};
    }

    /** Corrects nothing, as an untrained network does, whose numbers lie near 0. */
    private record Still(float action) implements Policy {
        @Override
        public Policy in(WorldShape shape) {
            return this;
        }

        @Override
        public void act(Frame frame, float[] actions) {
            Arrays.fill(actions, action);
        }

        @Override
        public TensorFile toFile() {
            return new TensorFile();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "time_of_use[spread=1]",
                "price_spread[margin_h=1;spread=1]",
                "round_robin",
                "least_laxity_first"
            })
    void noCorrectionIsTheRuleToTheBit(String rule) {
        Scenario scenario = ScenarioReader.builtIn("quickstart");
        var design = WorldDesign.USUAL.correcting(rule);
        var policy = new PolicyController("still", new Still(0.015f), design);
        var env = new ChargingEnv(scenario);
        for (long seed = 101; seed < 103; seed++) {
            double expected =
                    new Episode(new ChargingEnv(scenario), () -> 0L)
                            .play(Rules.named(rule), seed)
                            .totalCost();
            assertThat(new Episode(env, () -> 0L).play(policy, seed).totalCost())
                    .isEqualTo(expected);
        }
    }

    @Test
    void ruleComesBackFromAFileAndOthersAreRefused() {
        var file = new TensorFile();
        LATE.write(file.metadata());
        var kept = TensorFile.of(file.toBytes(), "policy");
        assertThat(WorldDesign.read(kept)).isEqualTo(LATE);
        assertThatThrownBy(() -> EAGER.refuseOther(kept))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "policy: the rule that it corrects must be uncontrolled, is"
                                + " as_late_as_possible");
        assertThatThrownBy(() -> WorldDesign.USUAL.refuseOther(kept))
                .hasMessageContaining("must be none, is as_late_as_possible");
    }

    @ParameterizedTest
    @CsvSource({
        "STATION, 0, 0, POWER",
        "CONNECTOR, 5, 0, POWER",
        "CONNECTOR, 0, 0.03, POWER",
        "CONNECTOR, 0, 0, PRICE"
    })
    void whatCannotCorrectIsRefused(
            WorldDesign.Unit unit, int levels, double price, WorldDesign.Signal signal) {
        var design = new WorldDesign(unit, levels, price, signal);
        assertThatThrownBy(() -> design.correcting("time_of_use"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(
                        "a rule is corrected by connectors that name any power to the dispatcher:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mpc", "uncontrolled_raw", "time_of_use[spread]", "time_of_use[x=1]"})
    void whatIsNoRuleIsRefused(String text) {
        assertThatThrownBy(() -> WorldDesign.USUAL.correcting(text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("rule");
    }
}
