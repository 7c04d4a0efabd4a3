package org.evenflow.data.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evenflow.model.ConnectedLoad;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several base loads, weathers, tariffs and sites in a file. */
class ScenarioTracksTest {
    private static final String TOWN =
            """
            scenario: town
            time: {start: 2019-07-16T00:00, zone: Europe/Zurich, step_min: 15, hours: 24}
            feeder: {built_in: ieee33}
            chargers:
              wallbox: {kind: slow_ac, phases: 3, max_a: 16}
            stations:
              - {id: garage, bus: '18', connectors: 2, charger: wallbox}
            plants:
              - {id: roof, bus: '18', kwp: 50}
              - {id: field, bus: '25', kwp: 90}
            weather:
              - id: valley
                clear_sky: {latitude_deg: 47, longitude_deg: 8, mean_clearness: 0.5}
              - id: hill
                clear_sky: {latitude_deg: 47, longitude_deg: 8, mean_clearness: 0.9}
                plants: [field]
            base_load:
              - {id: homes, profile: mixed, noise: 0.1}
              - {id: shops, profile: commercial, buses: ['24', '25']}
            sessions:
              populations:
                - {id: staff, profile: workplace, sessions_per_connector_day: 1, fleet: [tesla_model_3]}
            tariff: {kind: flat, currency: CHF, price_per_kwh: 0.2}
            """;

    private static final String TWO =
            """
            scenario: two
            time: {start: 2019-07-16T00:00, zone: Europe/Zurich, step_min: 15, hours: 24}
            chargers:
              wallbox: {kind: slow_ac, phases: 3, max_a: 16}
            sites:
              - id: north
                stations: [{id: n, connectors: 2, charger: wallbox}]
                site_limit_kw: 15
              - id: south
                stations: [{id: s, connectors: 3, charger: wallbox, transformer: T}]
                transformers: [{id: T, rating_kva: 40}]
            base_load:
              - {id: office, profile: commercial, peak_kw: 5}
              - {id: flats, profile: mixed, peak_kw: 9, sites: [south]}
            sessions:
              populations:
                - {id: staff, profile: workplace, sessions_per_connector_day: 1, fleet: [tesla_model_3]}
            tariff:
              - {id: day, kind: flat, currency: CHF, price_per_kwh: 0.2}
              - {id: cheap, kind: flat, currency: CHF, price_per_kwh: 0.1, sites: [south]}
            """;

    @TempDir Path folder;

    private Study load(String text) {
        try {
            Path file = folder.resolve("town.yaml");
            Files.writeString(file, text);
            return StudyReader.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refused(String text, String from, String to, String message) {
        assertThat(text).contains(from);
        assertThatThrownBy(() -> load(text.replace(from, to)))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    private void assertReadsAgain(Study study) {
        var again = load(study.resolvedYaml());
        assertThat(again.scenario()).isEqualTo(study.scenario());
        assertThat(again.resolvedYaml()).isEqualTo(study.resolvedYaml());
    }

    @Test
    void busesAndPlantsFollowWhatNamesThem() {
        var study = load(TOWN);
        var scenario = study.scenario();
        var site = scenario.site();
        assertThat(scenario.world().baseLoads().stream().map(t -> t.id()))
                .containsExactly("homes", "shops");
        assertThat(site.loads())
                .containsExactly(
                        new ConnectedLoad("homes", 0, null, List.of(), List.of()),
                        new ConnectedLoad("shops", 0, null, List.of("24", "25"), List.of()));
        assertThat(site.plants().stream().map(plant -> plant.weather()))
                .containsExactly("valley", "hill");
        // The loads of buses 24 and 25 of the 33-bus feeder are 420 kW each, of 3715 kW in all.
        assertThat(site.nominalKw(0)).isEqualTo(2875);
        assertThat(site.nominalKw(1)).isEqualTo(840);
        assertReadsAgain(study);
    }

    @Test
    void everyTrackIsTold() {
        var facts = ScenarioReader.describe(load(TOWN).scenario());
        assertThat(facts.get("Base load")).startsWith("homes: daily profile").contains("; shops: ");
        assertThat(facts.get("Weather"))
                .startsWith("valley: clear sky")
                .contains("; hill: clear sky");
    }

    @Test
    void complaintsNameTheElement() {
        refused(
                TOWN,
                "buses: ['24', '25']",
                "buses: ['24', '99']",
                "base_load[1].buses[1]: bus '99' does not exist; there are 1, 2, 3, 4, 5, 6, 7, 8,"
                        + " 9, 10, 11, 12, ... (33 in all) (town.yaml:19)");
        refused(
                TOWN,
                "noise: 0.1}",
                "noise: 0.1, buses: ['25']}",
                "base_load[1].buses[1]: bus '25' is taken by base_load[0].buses[0] (town.yaml:18)"
                        + " (town.yaml:19)");
        refused(
                TOWN,
                "plants: [field]",
                "plants: [fild]",
                "weather[1].plants[0]: plant 'fild' does not exist; there are roof, field; did you"
                        + " mean 'field'? (town.yaml:16)");
        refused(
                TOWN,
                "    plants: [field]\n",
                "",
                "weather[1]: key 'plants' is missing; only one element may leave it out, and"
                        + " 'valley' does (town.yaml:14)");
        refused(
                TOWN,
                "{id: homes, profile",
                "{profile",
                "base_load[0]: key 'id' is missing; must be a name, as there is a list"
                        + " (town.yaml:18)");
        refused(
                TOWN,
                "noise: 0.1}",
                "noise: 0.1, buses: ['2']}",
                "base_load of bus 3 must be one of them (one that names neither buses nor loads has"
                        + " the rest), is none (town.yaml:17)");
    }

    @Test
    void everySiteHasItsOwnLimitsLoadsAndTariff() {
        var study = load(TWO);
        var scenario = study.scenario();
        assertThat(scenario.sites().stream().map(site -> site.id()))
                .containsExactly("north", "south");
        assertThat(scenario.connectorCount()).isEqualTo(5);
        var north = scenario.sites().getFirst();
        var south = scenario.sites().getLast();
        assertThat(north.siteLimitKw()).isEqualTo(15);
        assertThat(south.siteLimitKw()).isInfinite();
        assertThat(north.nominalKw()).isEqualTo(5);
        assertThat(south.nominalKw()).isEqualTo(14);
        assertThat(scenario.money().tariff(north).id()).isEqualTo("day");
        assertThat(scenario.money().tariff(south).id()).isEqualTo("cheap");
        assertThat(ScenarioReader.describe(scenario))
                .containsKeys("Charging of north", "Tariff of south");
        assertReadsAgain(study);
    }

    @Test
    void sitesKeepTheirKeysAndIdsToThemselves() {
        refused(
                TWO,
                "base_load:",
                "site_limit_kw: 9\nbase_load:",
                "site_limit_kw must be absent where there are sites (town.yaml:6); it stands at each"
                        + " of them (town.yaml:12)");
        refused(
                TWO,
                "- {id: flats",
                "- {id: office",
                "base_load[1].id: id 'office' is taken by base_load[0].id (town.yaml:13); ids must be"
                        + " unique (town.yaml:14)");
        refused(
                TWO,
                "stations: [{id: s,",
                "stations: [{id: n,",
                "station 'n' is defined twice; ids must be unique (town.yaml:1)");
        refused(
                TWO,
                "price_per_kwh: 0.1, sites: [south]",
                "price_per_kwh: 0.1, sites: [west]",
                "tariff[1].sites[0]: site 'west' does not exist; there are north, south"
                        + " (town.yaml:20)");
        refused(
                TWO,
                "- id: south\n",
                "- id: south\n    feeder: {built_in: ieee33}\n",
                "sites[1].stations[0]: key 'bus' is missing; must be the id of a bus of the feeder"
                        + " (town.yaml:11)");
    }
}
