package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.control.Action;
import org.evenflow.model.Bus;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.evenflow.model.Reactive;
import org.junit.jupiter.api.Test;

class NetworkTest {
    /** What is told of a run and its steps. */
    private static final class Told implements Trace {
        final List<Run> runs = new ArrayList<>();
        double lineLoading;
        double voltagePu;

        @Override
        public void started(Run run) {
            runs.add(run);
        }

        @Override
        public void append(StepRecord step) {
            lineLoading = step.lineLoading();
            voltagePu = step.voltagesPu()[1];
        }
    }

    private static Feeder balanced() {
        return new Feeder(
                "two",
                "by hand",
                "a",
                1,
                List.of(
                        new Bus("a", 0.4, 0, 0, 0, 0, 0.9, 1.1),
                        new Bus("b", 0.4, 30, 0, 0, 0, 0.9, 1.1)),
                List.of(new Line("ab", "a", "b", 0.3, 0, 0, 200, true)));
    }

    private static ChargingEnv env() {
        return new ChargingEnv(
                Small.scenario(
                        1,
                        new ChargerKind.FastDc(8, 0, 1),
                        100,
                        balanced(),
                        Small.plainVehicle(),
                        List.of(Small.session(0, 1, 8))));
    }

    private static void play(ChargingEnv env, Told told, double wishKw) {
        env.trace(told);
        env.reset(1);
        var action = new Action(2, 0);
        action.powerKw()[0] = wishKw;
        env.step(action);
    }

    @Test
    void aLinesLoadingIsItsCurrentOverItsAmpacity() {
        var told = new Told();
        play(env(), told, 0);
        // V (400 V - V) = 0.3 ohm x 30 kW; 30 kW over √3 V are the line's current.
        double volt = (400 + Math.sqrt(160_000 - 4 * 0.3 * 30_000)) / 2;
        assertThat(told.voltagePu).isCloseTo(volt / 400, within(1e-9));
        double ampere = 30_000 / (Math.sqrt(3) * volt);
        assertThat(told.lineLoading).isCloseTo(ampere / 200, within(1e-9));
        assertThat(told.runs.getFirst().hasFeeder()).isTrue();
        assertThat(told.runs.getFirst().isByPhase()).isFalse();
    }

    @Test
    void aRunHasTheSameBitsAlsoAfterAnother() {
        var fresh = new Told();
        play(env(), fresh, 0);
        var used = env();
        var after = new Told();
        play(used, after, 8);
        assertThat(after.voltagePu).isLessThan(fresh.voltagePu - 0.001);
        play(used, after, 0);
        // A flow that begins where the last run ended stops at other bits.
        assertThat(after.voltagePu).isEqualTo(fresh.voltagePu);
    }

    @Test
    void aFeederByPhaseHasVoltagesByPhase() {
        var told = new Told();
        var feeder = ByPhase.feeder(0.1, 0, 0.8, List.of());
        var connector = ByPhase.connector(0, ByPhase.wye("a"), Reactive.NONE);
        ByPhase.play(ByPhase.scenario(feeder, 0, connector), told, 5);
        assertThat(told.runs.getFirst().isByPhase()).isTrue();
    }
}
