package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evenflow.model.InputException;
import org.evenflow.verification.CaseFinder;
import org.evenflow.verification.VehicleCases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A vehicle of 20 kWh at 10 kWh, charging for an hour at a time: 4 A at 1000 V and one phase ask
 * for 4 kW, of which 90 % reach the battery, so it holds 13.6 and then 17.2 kWh.
 */
final class VerifyCommandTest {
    private static final String VEHICLE =
            """
            [{"name": "by_hand", "voltage": 1000, "phases": 1, "rounding_ceil_0p01kWh": %s,
              "ev": {"battery_capacity": 20, "battery_capacity_at_arrival": 10,
                     "min_battery_capacity": 2, "max_ac_charge_power": 5, "min_ac_charge_power": 0,
                     "max_discharge_power": -5, "min_discharge_power": 0, "ev_phases": 1,
                     "transition_soc": 1, "transition_soc_multiplier": 1,
                     "charge_efficiency": {"4": 90}, "discharge_efficiency": 0.5, "timescale": 60},
              "rows": [[0, 4, 10.0, 3.6, 3.6, %s, %s], %s]}]
            """;

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();

    @Test
    void exactCaseWithinToleranceIsStatus0() throws IOException {
        write(VEHICLE.formatted("false", "13.6", "0.68", "[1, 4, 13.6, 3.6, 3.6, 17.2, 0.86]"));
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("by_hand", "1 cases: 1 within tolerance");
    }

    @Test
    void dischargingTakesPilotTimesEfficiencyAndStopsAtTheMinimum() throws IOException {
        // -4 A ask for -4 kW, times 0.5: 2 kWh leave, 13.6 to 11.6.
        write(VEHICLE.formatted("false", "13.6", "0.68", "[1, -4, 13.6, -2, -2, 11.6, 0.58]"));
        assertThat(run()).isZero();
    }

    @Test
    void wrongEnergyIsFoundNamedAndStatus1() throws IOException {
        write(VEHICLE.formatted("false", "13.6", "0.68", "[1, 4, 13.6, 3.7, 3.6, 17.2, 0.86]"));
        assertThat(run()).isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("energy_kWh +2 +1.00e-01 +1.00e-09  FAIL at t = 1");
    }

    @Test
    void roundingUpOfOneStepPassesButNoMore() throws IOException {
        write(
                VEHICLE.formatted(
                        "true", "13.61", "0.6805", "[1, 4, 13.61, 3.6, 3.6, 17.21, 0.8605]"));
        assertThat(run()).isZero();
        write(VEHICLE.formatted("true", "13.62", "0.681", "[1, 4, 13.62, 3.6, 3.6, 17.22, 0.861]"));
        assertThat(run()).isEqualTo(1);
    }

    @Test
    void roundingDownFails() throws IOException {
        write(
                VEHICLE.formatted(
                        "true", "13.59", "0.6795", "[1, 4, 13.59, 3.6, 3.6, 17.19, 0.8595]"));
        assertThat(run()).isEqualTo(1);
    }

    @Test
    void jsonSaysTheSame() throws IOException {
        write(VEHICLE.formatted("false", "13.6", "0.68", "[1, 4, 13.6, 3.6, 3.6, 17.2, 0.86]"));
        assertThat(run("--json")).isZero();
        assertThat(out.toString())
                .startsWith("{")
                .contains("\"ok\" : true", "\"case\" : \"by_hand\"", "\"column\" : \"energy_kWh\"");
    }

    @Test
    void twoBusFlowMatchesTheQuadraticOfItsVoltage() throws IOException {
        // 1 ohm and 1000 kW at 10 kV: v^2 - v + r p = 0 in pu, r p = 1e6 W * 1 ohm / (1e4 V)^2 =
        // 0.01.
        double v = (1 + Math.sqrt(1 - 4 * 0.01)) / 2;
        Files.writeString(
                folder.resolve("two_branch.csv"), "from,to,r_ohm,x_ohm,status\n1,2,1,0,1\n");
        Files.writeString(
                folder.resolve("two_bus.csv"), "bus,p_kw,q_kvar,base_kv\n1,0,0,10\n2,1000,0,10\n");
        Files.writeString(
                folder.resolve("two_solution.csv"), "bus,vm_pu,va_deg\n1,1,0\n2," + v + ",0\n");
        assertThat(run()).isZero();
        Files.writeString(
                folder.resolve("two_solution.csv"), "bus,vm_pu,va_deg\n1,1,0\n2,0.98,0\n");
        assertThat(run()).isEqualTo(1);
    }

    @Test
    void folderWithoutCasesIsBadInput() {
        assertThatThrownBy(() -> CaseFinder.run(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds no reference case");
    }

    @Test
    void missingKeyAndBrokenFileAreBadInputThatNamesThem() throws IOException {
        write(VEHICLE.replace("\"voltage\": 1000, ", "").formatted("false", "1", "1", "[]"));
        assertThatThrownBy(() -> CaseFinder.run(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'voltage' is missing")
                .hasMessageContaining(VehicleCases.FILE);
        write("[{");
        assertThatThrownBy(() -> CaseFinder.run(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not JSON");
    }

    @Test
    void solutionWithoutItsFeederIsBadInput() throws IOException {
        Files.writeString(
                folder.resolve("x_busvoltages_computed.csv"), "bus,vm_pu,va_deg\n1,1,0\n");
        assertThatThrownBy(() -> CaseFinder.run(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("x.m");
    }

    private void write(String json) throws IOException {
        Files.writeString(folder.resolve(VehicleCases.FILE), json);
    }

    private int run(String... options) {
        var args = new String[options.length + 1];
        System.arraycopy(options, 0, args, 0, options.length);
        args[options.length] = folder.toString();
        return new CommandLine(new VerifyCommand())
                .setOut(new PrintWriter(out, true))
                .execute(args);
    }
}
