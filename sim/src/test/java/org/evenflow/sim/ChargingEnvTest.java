package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.evenflow.control.Action;
import org.evenflow.model.Bus;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Feeder;
import org.evenflow.model.Line;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.SessionRecord;
import org.junit.jupiter.api.Test;

/** Runs of four hours, computed by hand. */
class ChargingEnvTest {
    private static final Offset<Double> CLOSE = within(1e-9);
    private static final ChargerKind EIGHT = new ChargerKind.FastDc(8, 0, 1);

    /**
     * The first wants 10 kWh in two hours, the second 30 kWh in three, of which 24 can be reached
     * at 8 kW.
     */
    private static final List<SessionRecord> TWO =
            List.of(Small.session(0, 2, 10), Small.session(1, 4, 30));

    /** Nobody charges: 2 kW at 0.30 and 0.4 kg for four hours. */
    private static final Indicator.Baseline BASELINE = new Indicator.Baseline(2.4, 3.2);

    private static ChargingEnv env(double limitKw) {
        return new ChargingEnv(Small.scenario(4, EIGHT, limitKw, null, Small.plainVehicle(), TWO));
    }

    private static Map<String, Double> indicators(EpisodeTotals totals) {
        return totals.indicators(BASELINE);
    }

    private static void assertValues(Map<String, Double> values, Object... idsAndNumbers) {
        for (int i = 0; i < idsAndNumbers.length; i += 2) {
            String id = (String) idsAndNumbers[i];
            assertThat(values.getOrDefault(id, Double.NEGATIVE_INFINITY))
                    .as(id)
                    .isCloseTo((double) idsAndNumbers[i + 1], CLOSE);
        }
    }

    /** As {@link #assertValues}, from lines of an id and a number. */
    private static void assertLines(Map<String, Double> values, String lines) {
        for (String line : lines.lines().toList()) {
            String[] word = line.split(" ");
            assertValues(values, word[0], Double.parseDouble(word[1]));
        }
    }

    @Test
    void energyCostAndEmissionsOfAnUnlimitedRun() {
        // Import, with 2 kW of base load: 10, 2 + 2 + 8 = 12, 10, 10 kW. The peak of 8-22 h is that
        // of 8 and 9 o'clock. Demand: 12 kW at 5 for 4 of June's 720 hours.
        var env = env(Small.UNLIMITED);
        var trace = new Small.Import();
        env.trace(trace);
        var values = indicators(Small.play(env, 8, 8, 8, 8));
        assertThat(trace.importKw.stream().mapToDouble(kw -> kw).toArray())
                .containsExactly(new double[] {10, 12, 10, 10}, CLOSE);
        assertLines(
                values,
                """
                energy_imported 0.042
                energy_exported 0
                energy_charged 0.034
                energy_cost 12.6
                demand_cost 0.333333333333
                operating_cost 12.933333333333
                charging_cost 10.533333333333
                wear_cost 0
                unserved_cost 0
                emissions 16.8
                emissions_export_credit 16.8
                emissions_incremental 13.6
                peak_power 12
                peak_power_8_22 10
                peak_to_average 1.142857142857
                transformer_loading_max 24
                hours_above_90 0
                energy_balance_relative_error 0
                power_flow_failures 0""");
        assertThat(values.get("voltage_min")).isNaN();
        assertThat(values.get("pv_utilisation")).isNaN();
    }

    @Test
    void serviceOfAnUnlimitedRun() {
        // The second misses 6 x 0.9 of 60 kWh, which it could not have reached; the first nothing.
        assertLines(
                indicators(Small.play(env(Small.UNLIMITED), 8, 8, 8, 8)),
                """
                sessions 2
                served_share 100
                unserved_energy 0
                soc_error_mean -4.5
                soc_error_abs 4.5
                soc_within_2 50
                soc_within_5 50
                jain 1
                full_cycles 0.255
                waiting_time 0
                shield_share 0
                station_violation 0""");
    }

    @Test
    void everyIndicatorOfALimitedRun() {
        // 8 kW for the station: in the second hour the first wants 2, the second 8 kW; nearest to
        // both under 8 are 1 and 7.
        var values = indicators(Small.play(env(8), 8, 8, 8, 8));
        assertValues(
                values,
                "energy_charged",
                0.032,
                "peak_power",
                10.0,
                "served_share",
                0.0,
                "unserved_energy",
                2.0,
                "unserved_cost",
                4.0,
                "jain",
                Math.pow(0.9 + 23 / 24.0, 2) / (2 * (0.81 + Math.pow(23 / 24.0, 2))),
                // Both of five actions in one hour, by 1 kW each.
                "shield_share",
                40.0,
                "shield_kw",
                1.0,
                "station_violation",
                0.0,
                "station_violation_before",
                1.0);
    }

    @Test
    void withoutTheDispatcherTheViolationStays() {
        var env = env(8);
        env.dispatched(false);
        var values = indicators(Small.play(env, 8, 8, 8, 8));
        assertValues(
                values,
                "energy_charged",
                0.034,
                "station_violation",
                1.0,
                "station_violation_before",
                1.0,
                "shield_share",
                0.0);
    }

    @Test
    void dischargingSellsWhatTheBaseLoadDoesNotUse() {
        // 5 kW back for an hour, 3 kW of it exported, then nothing; 12 kWh on arrival less
        // 5 / 0.9 kWh.
        var kind = new ChargerKind.Bidirectional(8, 5, 0, 1);
        var scenario =
                Small.scenario(
                        2,
                        kind,
                        Small.UNLIMITED,
                        null,
                        Small.plainVehicle(),
                        List.of(Small.session(0, 2, 9)));
        var env = new ChargingEnv(scenario);
        var trace = new Small.Import();
        env.trace(trace);
        var values = indicators(Small.play(env, -5, 0));
        assertValues(
                values,
                "energy_exported",
                0.003,
                "energy_imported",
                0.002,
                "energy_discharged",
                0.005,
                "energy_cost",
                2 * 0.3 - 3 * 0.1,
                "emissions",
                2 * 0.4,
                // Half of the exported 3 kWh counts.
                "emissions_export_credit",
                2 * 0.4 - 0.5 * 3 * 0.4,
                "unserved_energy",
                9 + 5 / 0.81,
                "jain",
                1.0,
                "full_cycles",
                5 / 0.9 / 120);
        assertThat(trace.outcomes.getFirst().departureKwh()).isCloseTo(12 - 5 / 0.9, CLOSE);
    }

    @Test
    void theStepsCostIsEnergyAndWear() {
        var env = env(Small.UNLIMITED);
        env.reset(1);
        var action = new Action(2, 0);
        action.powerKw()[0] = 8;
        var result = env.step(action);
        assertThat(result.cost()).isCloseTo(10 * 0.3, CLOSE);
        assertThat(result.isTruncated()).isFalse();
        assertThat(result.isTerminated()).isFalse();
    }

    @Test
    void aRunEndsAndSaysSo() {
        var env = env(Small.UNLIMITED);
        Small.play(env, 8, 8, 8);
        assertThat(env.step(new Action(2, 0)).isTruncated()).isTrue();
        assertThatThrownBy(() -> env.step(new Action(2, 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void theObservationShowsNoPastPrice() {
        var env = env(Small.UNLIMITED);
        var observation = env.reset(1);
        assertThat(observation.buyPerKwh(0)).isEqualTo(0.3);
        env.step(new Action(2, 0));
        assertThat(observation.step()).isEqualTo(1);
        assertThat(observation.sellPerKwh(3)).isEqualTo(0.1);
        assertThatThrownBy(() -> observation.buyPerKwh(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be between the present step");
    }

    @Test
    void nothingShowsWhoOfThoseWithALongWayToGoLeavesEarly() {
        for (int leaves : new int[] {2, 9}) {
            var session =
                    new SessionRecord(
                            "x",
                            "s",
                            Small.SIX,
                            Small.SIX.plusSeconds(3600L * leaves),
                            Small.SIX.plusSeconds(3600L * 9),
                            10,
                            10,
                            60,
                            0.2,
                            Small.UNLIMITED);
            var kind = new ChargerKind.FastDc(8, 0, 1);
            var vehicle = Small.plainVehicle();
            var scenario =
                    Small.scenario(4, kind, Small.UNLIMITED, null, vehicle, List.of(session));
            assertThat(new ChargingEnv(scenario).reset(1).declaredStep(0)).isEqualTo(4);
        }
    }

    @Test
    void theObservationShowsWhatDriversSaid() {
        var env = env(Small.UNLIMITED);
        var observation = env.reset(1);
        assertThat(observation.limits().pluggedInCount()).isEqualTo(1);
        assertThat(observation.declaredStep(0)).isEqualTo(2);
        assertThat(observation.neededKwh(0)).isCloseTo(10, CLOSE);
        assertThat(observation.neededHours(0)).isCloseTo(1.25, CLOSE);
        assertThat(observation.laxityHours(0)).isCloseTo(0.75, CLOSE);
        assertThat(observation.soc(0)).isCloseTo(0.2, CLOSE);
        assertThat(observation.ratedKw(0)).isEqualTo(8);
        assertThat(observation.baseLoadKw()).isCloseTo(2, CLOSE);
    }

    /** 40 + j40 ohm at 10 kV: no more than 1.03 MW at any voltage. */
    private static Feeder weakFeeder() {
        return new Feeder(
                "weak",
                "by hand",
                "a",
                1,
                List.of(
                        new Bus("a", 10, 0, 0, 0, 0, 0.9, 1.1),
                        new Bus("b", 10, 100, 0, 0, 0, 0.9, 1.1)),
                List.of(new Line("ab", "a", "b", 40, 40, 0, 100, true)));
    }

    @Test
    void aFlowWithoutAStateIsCountedNotHidden() {
        // Two chargers of 800 kW on a line that carries 1 MW at most.
        var large =
                new ChargingEnv(
                        Small.scenario(
                                1,
                                new ChargerKind.FastDc(800, 0, 1),
                                Small.UNLIMITED,
                                weakFeeder(),
                                big(),
                                List.of(huge(0), huge(0))));
        large.dispatched(false);
        var values = indicators(Small.play(large, 800));
        assertValues(
                values,
                "power_flow_failures",
                1.0,
                "voltage_violation",
                1.0,
                "line_violation",
                1.0,
                "energy_balance_relative_error",
                0.0);
        assertThat(values.get("voltage_min")).isNaN();
    }

    private static Vehicle big() {
        return new Vehicle("ship", Small.plainVehicle().battery(), 0, 0, 1000, 0);
    }

    /** A ship's battery: 10 MWh, nearly empty. */
    private static SessionRecord huge(int arrives) {
        return new SessionRecord(
                "ship",
                "s",
                Small.SIX.plusSeconds(3600L * arrives),
                Small.SIX.plusSeconds(36_000),
                Small.SIX.plusSeconds(36_000),
                5000,
                5000,
                10_000,
                0.1,
                Small.UNLIMITED);
    }

    @Test
    void theDispatcherKeepsTheSameFeederWithinItsLimits() {
        var env =
                new ChargingEnv(
                        Small.scenario(
                                1,
                                new ChargerKind.FastDc(800, 0, 1),
                                Small.UNLIMITED,
                                weakFeeder(),
                                big(),
                                List.of(huge(0), huge(0))));
        var values = indicators(Small.play(env, 800));
        assertValues(
                values,
                "power_flow_failures",
                0.0,
                "voltage_violation",
                0.0,
                "line_violation",
                0.0,
                "voltage_violation_before",
                1.0);
        assertThat(values.get("energy_charged")).isPositive();
        assertThat(values.get("voltage_min")).isGreaterThanOrEqualTo(0.9 - 1e-9);
    }
}
