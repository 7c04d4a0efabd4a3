package org.evenflow.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.LocalRunner;
import org.evenflow.experiment.Progress;
import org.evenflow.report.StudyResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that drivers need and that can be given is given first, whatever it costs and whichever limit
 * is in the way; then the cheapest is the plan.
 */
class ServiceFirstTest {
    private static final String TIME =
            "time: {start: 2024-06-03T00:00, zone: Europe/Berlin, step_min: 15, hours: 12}\n";
    private static final String FLAT =
            "tariff: {kind: flat, id: f, currency: EUR, price_per_kwh: 0.3, demand_per_kw_month: %s}\n";
    private static final List<String> PLANNERS = List.of("mpc", "mpc_perfect", "clairvoyant");

    @TempDir private Path folder;

    private StudyResult played(String scenario, String log, List<String> controllers)
            throws IOException {
        Files.writeString(folder.resolve("log.csv"), log);
        Path file = Files.writeString(folder.resolve("site.yaml"), scenario);
        var study = StudyReader.read(file).withControllers(controllers).withSeeds(1);
        var campaign = new Campaign(new LocalRunner(1), Progress.NONE, System::nanoTime);
        var runner = new StudyRunner(study, campaign);
        runner.recorded(false);
        return runner.run(folder.resolve("out"), true, "test");
    }

    private static double value(StudyResult result, String controller, String id) {
        return result.runs().stream()
                .filter(run -> run.controller().equals(controller))
                .mapToDouble(run -> run.values().getOrDefault(id, Double.NaN))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** One-phase vehicles that stay for ten hours. */
    private static String vehicles(int count, double kwh) {
        var log = new StringBuilder("session_id,station_id,arrival_local,departure_local,");
        log.append("energy_kwh,capacity_kwh,soc_arrival_percent,max_kw\n");
        for (int i = 1; i <= count; i++) {
            log.append(i)
                    .append(",s1,2024-06-03 01:00,2024-06-03 11:00,")
                    .append(kwh)
                    .append(",60,20,7.4\n");
        }
        return log.toString();
    }

    @Test
    void aFuseOfOnePhaseIsKnownToPlannersAndRules() throws IOException {
        // Eight ask for 15 kWh each; 48 A x 230 V x 10 h are 110.4 kWh: 9.6 of the 120 kWh lack.
        var controllers = new ArrayList<>(PLANNERS);
        controllers.addAll(List.of("least_laxity_first", "time_of_use"));
        var result =
                played(
                        "scenario: fuse\n"
                                + TIME
                                + "stations: [{id: s1, connectors: 8, limit_a: 48, phases: a, charger:"
                                + " {kind: slow_ac, phases: 1, max_a: 32, voltage_v: 230}}]\n"
                                + "sessions: {file: log.csv}\n"
                                + FLAT.formatted(0),
                        vehicles(8, 15),
                        controllers);
        for (String id : controllers) {
            assertThat(value(result, id, "unserved_energy")).as(id).isBetween(9.5999, 9.8);
        }
    }

    @Test
    void belowTheLeastCurrentVehiclesTakeTurns() throws IOException {
        // 2.3 kW for two that take at least 1.38 kW each: 23 kWh in ten hours by taking turns.
        var controllers = List.of("time_of_use", "mpc", "mpc_short", "centralised_v2g");
        var result =
                played(
                        "scenario: least\n"
                                + TIME
                                + "stations: [{id: s1, connectors: 2, limit_kw: 2.3, charger:"
                                + " {kind: slow_ac, phases: 1, max_a: 32, voltage_v: 230}}]\n"
                                + "sessions: {file: log.csv}\n"
                                + FLAT.formatted(0),
                        vehicles(2, 15),
                        controllers);
        for (String id : controllers) {
            assertThat(value(result, id, "unserved_energy")).as(id).isBetween(6.9999, 9.5);
        }
    }

    @Test
    void noPeakIsSavedByNotServingUnlessTheScenarioSaysSo() throws IOException {
        // 30 kWh over ten hours are 3 kW, which cost 1,000 EUR a kW this month; 12 of its 720 h.
        String site =
                "scenario: peak\n"
                        + TIME
                        + "stations: [{id: s1, connectors: 2, charger:"
                        + " {kind: slow_ac, phases: 1, max_a: 32, voltage_v: 230}}]\n"
                        + "sessions: {file: log.csv}\n"
                        + FLAT.formatted(1000);
        var first = played(site, vehicles(2, 15), PLANNERS);
        assertThat(value(first, "mpc", "unserved_energy")).isLessThan(0.3);
        assertThat(value(first, "mpc_perfect", "unserved_energy")).isLessThan(0.3);
        assertThat(value(first, "mpc", "demand_cost")).isGreaterThan(45);
        var priced = played(site + "service: priced\n", vehicles(2, 15), PLANNERS);
        assertThat(value(priced, "mpc", "unserved_energy")).isGreaterThan(20);
        assertThat(value(priced, "mpc", "total_cost"))
                .isLessThan(value(first, "mpc", "total_cost"));
    }

    /** Two who ask for so much each and take 10 kWh. */
    private static String asking(double kwh) {
        String row = ",s1,2024-06-03 01:00,2024-06-03 11:00,10,60,20,7.4," + kwh + ",10\n";
        return "session_id,station_id,arrival_local,departure_local,energy_kwh,capacity_kwh,"
                + "soc_arrival_percent,max_kw,requested_kwh,taken_kwh\n"
                + ("1" + row)
                + ("2" + row);
    }

    @Test
    void whatVehiclesDoNotTakeIsBlamedOnNobodyAndBoundsNothing() throws IOException {
        String site =
                "scenario: over\n"
                        + TIME
                        + "stations: [{id: s1, connectors: 2, charger:"
                        + " {kind: slow_ac, phases: 1, max_a: 32, voltage_v: 230}}]\n"
                        + "sessions: {file: log.csv}\n"
                        + FLAT.formatted(60);
        // Taken at their word: nobody charges sooner because they might leave.
        String mpc = "mpc[early_departure_share=0]";
        var controllers = List.of("least_laxity_first", mpc, "mpc_perfect");
        var over = played(site, asking(30), controllers);
        var honest = played(site, asking(10), controllers);
        double bound = value(over, mpc, "lower_bound");
        for (String id : controllers) {
            assertThat(value(over, id, "requested_energy")).as(id).isCloseTo(60, within(1e-9));
            assertThat(value(over, id, "over_asked_energy")).as(id).isCloseTo(40, within(1e-9));
            assertThat(value(over, id, "energy_charged")).as(id).isCloseTo(0.02, within(1e-9));
            assertThat(value(over, id, "unserved_energy")).as(id).isLessThan(1e-6);
            assertThat(value(over, id, "total_cost")).as(id).isGreaterThanOrEqualTo(bound - 1e-6);
        }
        // 60 kWh in ten hours are planned at 6 kW; who knows what is taken plans 2 kW, to which
        // levels and turns add no more than the least power of 1.38 kW.
        assertThat(value(over, mpc, "peak_power")).isBetween(4.0, 7.0);
        assertThat(value(over, "mpc_perfect", "peak_power")).isLessThan(2 + 1.38);
        // What nobody takes is no cost that must be: 20 kWh at 0.3 and 0.02 of wear each, and 2 kW
        // at 60 for 12 of 720 h.
        assertThat(bound).isCloseTo(20 * 0.32 + 2 * 60 * 12 / 720.0, within(1e-3));
        assertThat(value(honest, mpc, "lower_bound")).isCloseTo(bound, within(1e-6));
    }

    @Test
    void aVehicleBelowItsReserveGivesNothingBack() throws IOException {
        // Prices of 0.05, 0.45 from 16:00 and 0.05 again; the first has 10 % of 58 kWh, its reserve
        // is 30 %, and it asks for 3 kWh; the second has 60 %.
        String site =
                "scenario: v2g\n"
                        + TIME.replace("hours: 12", "hours: 24")
                        + "stations: [{id: s1, connectors: 2, charger: {kind: bidirectional, max_kw: 11}}]\n"
                        + "sessions: {file: log.csv, vehicle: {like: vw_id3, min_soc: 0.3}}\n"
                        + "tariff: {kind: time_of_use, id: t, currency: EUR, sell_factor: 1, seasons: [{id: a,"
                        + " times: [\"00:00\",\"16:00\",\"20:00\"], prices_per_kwh: [0.05,0.45,0.05]}]}\n"
                        + "unserved_per_kwh: 2\n";
        String heading =
                "session_id,station_id,arrival_local,departure_local,energy_kwh,capacity_kwh,soc_arrival_percent\n";
        String low = "low,s1,2024-06-03 08:00,2024-06-03 23:00,3,58,10\n";
        String mid = "mid,s1,2024-06-03 08:00,2024-06-03 23:00,5,58,60\n";
        var controllers = List.of("mpc", "mpc_perfect", "centralised_v2g", "price_spread");
        var alone = played(site, heading + low, controllers);
        var both = played(site, heading + low + mid, controllers);
        for (String id : controllers) {
            assertThat(value(alone, id, "energy_discharged")).as(id).isZero();
            assertThat(value(alone, id, "unserved_energy")).as(id).isLessThan(1e-6);
            assertThat(value(both, id, "energy_discharged")).as(id).isPositive();
            assertThat(value(both, id, "total_cost"))
                    .as(id)
                    .isLessThan(value(both, "uncontrolled", "total_cost"));
        }
    }

    @Test
    void noRankedControllerIsCheaperThanThePlan() throws IOException {
        var controllers = List.of("time_of_use", "least_laxity_first", "mpc", "uncontrolled");
        var study = StudyReader.builtIn("depot").withControllers(controllers).withSeeds(2);
        var campaign = new Campaign(new LocalRunner(2), Progress.NONE, System::nanoTime);
        var runner = new StudyRunner(study, campaign);
        runner.recorded(false);
        var result = runner.run(folder.resolve("depot"), true, "test");
        for (StudyResult.Run run : result.runs()) {
            double plan =
                    result.runs().stream()
                            .filter(other -> other.controller().equals("clairvoyant"))
                            .filter(other -> other.seed() == run.seed())
                            .mapToDouble(other -> other.values().getOrDefault("total_cost", 0.0))
                            .sum();
            double own = run.values().getOrDefault("total_cost", Double.NaN);
            double bound = run.values().getOrDefault("lower_bound", Double.NaN);
            assertThat(own).as(run.controller()).isGreaterThanOrEqualTo(plan);
            assertThat(plan).isGreaterThanOrEqualTo(bound - 1e-3);
        }
        // What was tried is said seed by seed.
        assertThat(result.notes())
                .anyMatch(note -> note.matches("clairvoyant: seed 1: .* \\(\\d+ tried\\)"))
                .anyMatch(note -> note.matches("clairvoyant: seed 2: .* \\(\\d+ tried\\)"));
    }
}
