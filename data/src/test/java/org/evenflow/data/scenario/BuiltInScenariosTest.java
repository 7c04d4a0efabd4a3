package org.evenflow.data.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.Collectors;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Tariff;
import org.junit.jupiter.api.Test;

class BuiltInScenariosTest {
    @Test
    void quickstartHas60ConnectorsOfAllThreeKindsOn33Buses() {
        var scenario = ScenarioReader.builtIn("quickstart");
        assertThat(scenario.connectorCount()).isEqualTo(60);
        assertThat(scenario.site().feeder()).isNotNull();
        assertThat(kinds(scenario))
                .containsOnlyKeys("slow_ac", "fast_dc", "bidirectional")
                .containsEntry("slow_ac", 34L)
                .containsEntry("fast_dc", 10L)
                .containsEntry("bidirectional", 16L);
    }

    @Test
    void quickstartPaysTheSummerPeakPriceOnATuesdayAfternoon() {
        var scenario = ScenarioReader.builtIn("quickstart");
        assertThat(scenario.money().tariffs().getFirst().value())
                .isInstanceOf(Tariff.TimeOfUse.class);
        // The run begins at 04:00, so step 32 begins at 12:00, when 0.26668 USD per kWh begins;
        // step 31 still costs 0.0925.
        assertThat(
                        scenario.money()
                                .tariffs()
                                .getFirst()
                                .value()
                                .buyPerKwh(scenario.time().local(32), 15))
                .isCloseTo(0.26668, within(1e-12));
        assertThat(
                        scenario.money()
                                .tariffs()
                                .getFirst()
                                .value()
                                .buyPerKwh(scenario.time().local(31), 15))
                .isCloseTo(0.0925, within(1e-12));
        assertThat(
                        scenario.money()
                                .tariffs()
                                .getFirst()
                                .value()
                                .demandPerKwMonth(scenario.time().local(0)))
                .isEqualTo(15.51);
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
    void theFactsOfTheWorkplaceAreInPlainWords() {
        var facts = ScenarioReader.describe(ScenarioReader.builtIn("workplace"));
        assertThat(facts)
                .containsEntry(
                        "Span", "2019-07-16 00:00, 24 h in steps of 15 min, America/Los_Angeles")
                // 200 connectors of 208 V times 32 A.
                .containsEntry(
                        "Charging", "200 connectors (200 slow_ac) in 3 stations, 1331 kW rated")
                .containsEntry("Plants", "2 PV, 140 kWp in all")
                .containsEntry(
                        "Weather",
                        "clear sky with clouds drawn for each seed, 34.14\u00b0 N 118.13\u00b0 W,"
                                + " mean clearness 0.85")
                .containsEntry("Base load", "daily profile, peak 120 kW");
    }

    @Test
    void anUnknownNameIsAnsweredWithThoseThereAre() {
        assertThatThrownBy(() -> ScenarioReader.builtIn("quikstart"))
                .hasMessage(
                        "scenario 'quikstart' is neither a file nor built in; built in are"
                                + " quickstart, depot, workplace, urban-feeder; did you mean 'quickstart'?");
    }

    private static Map<String, Long> kinds(Scenario scenario) {
        return scenario.site().stations().stream()
                .flatMap(station -> station.connectors().stream())
                .collect(Collectors.groupingBy(c -> c.kind().label(), Collectors.counting()));
    }
}
