package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.evenflow.control.Action;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.scenario.SessionRecord;
import org.junit.jupiter.api.Test;

/** Drivers who ask for more than their vehicles take. */
class OverAskingTest {
    private static final Offset<Double> CLOSE = within(1e-9);
    private static final ChargerKind EIGHT = new ChargerKind.FastDc(8, 0, 1);

    private static Map<String, Double> values(EpisodeTotals totals) {
        return totals.indicators(new Indicator.Baseline(2.4, 3.2));
    }

    /** Lines of an id and a number. */
    private static void assertLines(Map<String, Double> values, String lines) {
        for (String line : lines.lines().toList()) {
            String[] word = line.split(" ");
            assertThat(values.getOrDefault(word[0], Double.NEGATIVE_INFINITY))
                    .as(word[0])
                    .isCloseTo(Double.parseDouble(word[1]), CLOSE);
        }
    }

    /** Asks for 30 kWh, of which the vehicle takes 10. */
    private static ChargingEnv overAsking(ChargerKind kind) {
        var four = Small.SIX.plusSeconds(4 * 3600L);
        var session = new SessionRecord("o", "s", Small.SIX, four, four, 10, 30, 10, 60, 0.2, 16);
        return new ChargingEnv(
                Small.scenario(
                        4, kind, Small.UNLIMITED, null, Small.plainVehicle(), List.of(session)));
    }

    @Test
    void whatAVehicleTakesShowsWhenItStopsAndNotBefore() {
        var env = overAsking(EIGHT);
        var seen = env.reset(1);
        var action = new Action(2, 0);
        action.powerKw()[0] = 8;
        assertThat(seen.neededKwh(0)).isCloseTo(30, CLOSE);
        assertThat(seen.targetKwh(0)).isCloseTo(12 + 27, CLOSE);
        assertThat(seen.limits().highKw(0)).isCloseTo(8, CLOSE);
        env.step(action);
        // 2 of its 10 kWh are left, and nothing tells.
        assertThat(seen.neededKwh(0)).isCloseTo(22, CLOSE);
        assertThat(seen.neededHours(0)).isCloseTo(2.75, CLOSE);
        assertThat(seen.limits().highKw(0)).isCloseTo(8, CLOSE);
        env.step(action);
        assertThat(seen.storedKwh(0)).isCloseTo(12 + 9, CLOSE);
        assertThat(seen.neededKwh(0)).isZero();
        assertThat(seen.targetKwh(0)).isCloseTo(21, CLOSE);
        assertThat(seen.limits().highKw(0)).isZero();
    }

    @Test
    void whoStopsByItselfIsServed() {
        var env = overAsking(EIGHT);
        var trace = new Small.Import();
        env.trace(trace);
        var values = values(Small.play(env, 8, 8, 8, 8));
        // 2 kW of base load; what is dispatched is what is taken.
        assertThat(trace.importKw)
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1, Double.class)
                .containsExactly(10.0, 4.0, 2.0, 2.0);
        assertLines(
                values,
                """
                served_share 100
                unserved_energy 0
                asked_energy 10
                served_energy 100
                requested_energy 30
                over_asked_energy 20
                soc_error_abs 0
                shield_share 0""");
        assertThat(trace.outcomes.getFirst().missingKwh()).isZero();
        assertThat(trace.outcomes.getFirst().neededHours()).isCloseTo(1.25, CLOSE);
        // Half of what it takes is missing, not five sixths of what was asked for.
        assertLines(values(Small.play(env, 5, 0, 0, 0)), "unserved_energy 5");
    }

    @Test
    void whatIsLeftBelowTheLeastPowerIsTakenToo() {
        // Levels of 0.23 kW, the least above zero 1.38 kW.
        var env = overAsking(new ChargerKind.SlowAc(1, 32, 6, 1, 230));
        var values = values(Small.play(env, 7.36, 1.84, 7.36, 7.36));
        // 7.36 + 1.84 = 9.2; the last 0.8 kWh at less than 6 A on average.
        assertLines(values, "unserved_energy 0\nserved_share 100\nenergy_charged 0.01");
    }

    @Test
    void theFutureKnowsWhatIsTaken() {
        var env = overAsking(EIGHT);
        env.clairvoyant(true);
        var visit = env.reset(1).foresight().visits().getFirst();
        assertThat(visit.targetKwh()).isCloseTo(39, CLOSE);
        assertThat(visit.mostKwh()).isCloseTo(21, CLOSE);
        assertThat(visit.reachableKwh()).isCloseTo(21, CLOSE);
    }

    @Test
    void whoHasStoppedMayGiveBackAndTakesThatAgain() {
        var env = overAsking(new ChargerKind.Bidirectional(16, 16, 0, 1));
        var seen = env.reset(1);
        var action = new Action(2, 0);
        action.powerKw()[0] = 16;
        env.step(action);
        assertThat(seen.storedKwh(0)).isCloseTo(21, CLOSE);
        // 8.1 kWh at the meter take 9 from the battery, and 10 kWh bring them back.
        action.powerKw()[0] = -8.1;
        env.step(action);
        assertThat(seen.storedKwh(0)).isCloseTo(12, CLOSE);
        assertThat(seen.neededKwh(0)).isCloseTo(10, CLOSE);
        assertThat(seen.limits().highKw(0)).isCloseTo(10, CLOSE);
    }
}
