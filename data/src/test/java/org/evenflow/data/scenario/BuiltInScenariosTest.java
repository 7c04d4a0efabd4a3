package org.evenflow.data.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Collectors;
import org.evenflow.model.Scenario;
import org.evenflow.model.Tariff;
import org.junit.jupiter.api.Test;

class BuiltInScenariosTest {
    @Test
    void quickstartHas60ConnectorsOfAllThreeKindsOn33Buses() {
        var scenario = ScenarioReader.builtIn("quickstart");
        assertThat(scenario.connectorCount()).isEqualTo(60);
        assertThat(scenario.feeder()).isNotNull();
        assertThat(kinds(scenario))
                .containsOnlyKeys("slow_ac", "fast_dc", "bidirectional")
                .containsEntry("slow_ac", 34L)
                .containsEntry("fast_dc", 10L)
                .containsEntry("bidirectional", 16L);
    }

    @Test
    void quickstartPaysTheSummerPeakPriceOnATuesdayAfternoon() {
        var scenario = ScenarioReader.builtIn("quickstart");
        assertThat(scenario.tariff()).isInstanceOf(Tariff.TimeOfUse.class);
        // Step 48 begins at 12:00, when 0.26668 USD per kWh begins; step 47 still costs 0.0925.
        assertThat(scenario.tariff().buyPerKwh(scenario.time().local(48), 15))
                .isCloseTo(0.26668, within(1e-12));
        assertThat(scenario.tariff().buyPerKwh(scenario.time().local(47), 15))
                .isCloseTo(0.0925, within(1e-12));
        assertThat(scenario.tariff().demandPerKwMonth(scenario.time().local(0))).isEqualTo(15.51);
    }

    @Test
    void depotHasFortyConnectorsAndWorkplaceTwoHundred() {
        assertThat(ScenarioReader.builtIn("depot").connectorCount()).isEqualTo(40);
        assertThat(ScenarioReader.builtIn("workplace").connectorCount()).isEqualTo(200);
    }

    @Test
    void everyBuiltInScenarioLoadsAndTellsItsFacts() {
        ScenarioReader.builtIns()
                .forEach(
                        (id, title) -> {
                            var scenario = ScenarioReader.builtIn(id);
                            assertThat(scenario.id()).isEqualTo(id);
                            assertThat(scenario.title()).isEqualTo(title);
                            assertThat(ScenarioReader.describe(scenario))
                                    .containsKeys("Span", "Charging", "Tariff");
                            assertThat(scenario.notes()).isEmpty();
                        });
    }

    @Test
    void anUnknownNameIsAnsweredWithThoseThereAre() {
        assertThatThrownBy(() -> ScenarioReader.builtIn("quikstart"))
                .hasMessage(
                        "scenario 'quikstart' is neither a file nor built in; built in are"
                                + " quickstart, depot, workplace; did you mean 'quickstart'?");
    }

    private static java.util.Map<String, Long> kinds(Scenario scenario) {
        return scenario.stations().stream()
                .flatMap(station -> station.connectors().stream())
                .collect(Collectors.groupingBy(c -> c.kind().label(), Collectors.counting()));
    }
}
