package org.evenflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicePriceTest {
    @TempDir private Path folder;

    /** A day at one socket. */
    private Scenario scenario(String tariffs) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("site.yaml"),
                        """
                        scenario: price
                        time: {start: 2024-06-03T00:00, zone: UTC, step_min: 15, hours: 24}
                        stations: [{id: s1, connectors: 1, charger: {kind: slow_ac, phases: 1, max_a: 32, voltage_v: 230}}]
                        sessions: {populations: [{id: staff, profile: workplace, sessions_per_connector_day: 1, fleet: [tesla_model_3]}]}
                        tariff: %s
                        """
                                .formatted(tariffs));
        return StudyReader.read(file).scenario();
    }

    @Test
    void thePriceIsAboveWhatServingCanCost() throws IOException {
        var scenario = scenario("{kind: flat, id: f, currency: EUR, price_per_kwh: 0.30}");
        // Twice the dearest kWh above the 1.00 of tables.
        assertThat(ServicePrice.words(scenario, 7))
                .isEqualTo(
                        "first: a missing kWh weighs 1.60 EUR with planners and learners (derived, seed 7), 1.00 in tables");
    }

    @Test
    void pricedServiceWeighsWhatTablesValueItAt() throws IOException {
        var scenario = scenario("{kind: flat, id: f, currency: EUR, price_per_kwh: 0.30}");
        assertThat(ServicePrice.words(scenario.with(scenario.money().with(Service.PRICED)), 7))
                .isEqualTo("priced: a missing kWh weighs 1.00 EUR, as in tables");
    }

    @Test
    void sitesOfOwnPricesHaveOwnOnes() {
        var scenario = StudyReader.read(Path.of("../examples/two-sites.yaml")).scenario();
        var perKwh = ServicePrice.bySite(scenario, 1);
        assertThat(perKwh).hasSize(2);
        assertThat(ServicePrice.words(scenario, 1))
                .startsWith("first: a missing kWh weighs ")
                .contains(" to ");
    }
}
