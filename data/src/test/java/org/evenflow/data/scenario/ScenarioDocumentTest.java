package org.evenflow.data.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.evenflow.model.Generator;
import org.evenflow.model.InputException;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioDocumentTest {
    @TempDir Path folder;

    private static ScenarioDocument urban() {
        return StudyReader.builtIn("urban-feeder").document();
    }

    private static Scenario with(String path, String value) {
        return urban().with(path, value, "--set").scenario();
    }

    private static SessionSource.Drawn sessions(Scenario scenario) {
        return (SessionSource.Drawn) scenario.sessions();
    }

    @Test
    void oneKeyChangesTheFleetAndTheConnectorsWithIt() {
        assertThat(with("sessions.vehicles", "1000").connectorCount()).isEqualTo(15 * 67);
        assertThat(with("sessions.vehicles", "200").connectorCount()).isEqualTo(15 * 14);
        var home = sessions(with("sessions.vehicles", "1000")).populations().getFirst();
        // 70 % of a thousand, shared by the connectors.
        assertThat(home.sessionsPerConnectorDay() * 15 * 67).isCloseTo(700, within(1e-9));
    }

    @Test
    void elementsOfListsAreChosenByIdPositionOrAll() {
        assertThat(((Generator.Pv) with("plants[pv7].kwp", "5").site().plants().get(1)).kwp())
                .isEqualTo(5);
        assertThat(((Generator.Pv) with("plants[9].kwp", "5").site().plants().get(9)).kwp())
                .isEqualTo(5);
        assertThat(with("plants[*].kwp", "5").site().plants())
                .allMatch(plant -> ((Generator.Pv) plant).kwp() == 5);
    }

    @Test
    void anEmptyValueTakesAKeyAwayAndMissingMapsAreMade() {
        var free = with("export_limit_kw", "");
        assertThat(free.site().exportLimitKw()).isInfinite();
        var document =
                urban().with("weather.bell", "", "--set")
                        .with("weather.clear_sky.latitude_deg", "35.2", "--set")
                        .with("weather.clear_sky.longitude_deg", "33.4", "--set");
        assertThat(ScenarioReader.describe(document.scenario()).get("Weather"))
                .startsWith("clear sky");
    }

    @Test
    void aDocumentIsReadAnewEachTime() {
        var plain = urban();
        plain.with("sessions.vehicles", "15", "--set").scenario();
        assertThat(plain.scenario().connectorCount()).isEqualTo(15 * 34);
    }

    @Test
    void complaintsNameThePlaceOfTheValue() {
        assertThatThrownBy(() -> with("sessions.vehicles", "many"))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "sessions.vehicles must be a whole number between 1 and 1000000, is 'many'"
                                + " (--set:1)");
        assertThatThrownBy(() -> with("sessions.vehicels", "3"))
                .hasMessageStartingWith("sessions: unknown key 'vehicels'; allowed are vehicles,")
                .hasMessageEndingWith("did you mean 'vehicles'? (--set:1)");
        assertThatThrownBy(() -> with("plants[pv8].kwp", "3"))
                .hasMessageStartingWith(
                        "key path 'plants[pv8].kwp': plants has no element 'pv8'; it has 10, pv3,")
                .hasMessageEndingWith("(--set:1)");
        assertThatThrownBy(() -> with("plants.kwp", "3"))
                .hasMessage("key path 'plants.kwp': plants holds no keys, but a value (--set:1)");
        assertThatThrownBy(() -> with("a..b", "3"))
                .hasMessageStartingWith("key path 'a..b' must be keys with points between them");
    }

    @Test
    void theVariantsOfTheUrbanFeederDifferInWhatTheyAreCalledAfter() {
        var variants = StudyReader.builtIn("urban-feeder").extent().variants();
        assertThat(variants.stream().map(Extent.Variant::id))
                .containsExactly(
                        "ev200", "ev500", "ev1000", "pv-11MW", "commuter", "short", "export");
        assertThat(variants.stream().filter(v -> !v.isOptional()).map(Extent.Variant::id))
                .containsExactly("ev200", "ev500", "ev1000");
        double kwp =
                variants.get(3).document().scenario().site().plants().stream()
                        .mapToDouble(plant -> ((Generator.Pv) plant).kwp())
                        .sum();
        assertThat(kwp).isCloseTo(11_250, within(1e-9));
        var commuter = sessions(variants.get(4).document().scenario()).populations();
        assertThat(commuter.get(1).sessionsPerConnectorDay() * 510).isCloseTo(350, within(1e-9));
        var shortStays = sessions(variants.get(5).document().scenario()).populations();
        for (var population : shortStays) {
            var stay = Objects.requireNonNull(population.pattern()).stay();
            assertThat(stay).isEqualTo(new SessionSource.Stay(false, 240, 60));
        }
        assertThat(variants.get(6).document().scenario().site().exportLimitKw()).isInfinite();
    }

    @Test
    void aResolvedStudyWithVariantsIsTheSameStudy() throws IOException {
        var study = StudyReader.builtIn("urban-feeder");
        var file = folder.resolve("study.yaml");
        Files.writeString(file, study.resolvedYaml());
        assertThat(StudyReader.read(file).resolvedYaml()).isEqualTo(study.resolvedYaml());
    }

    @Test
    void aStudyFileMayNameScenariosAndChangeThem() throws IOException {
        var file = folder.resolve("study.yaml");
        Files.writeString(
                file,
                """
                study: two-sites
                scenario: depot
                variants:
                  - {id: night, title: The depot}
                  - {id: day, scenario: workplace, set: {site_limit_kw: 100}}
                """);
        var study = StudyReader.read(file);
        assertThat(study.extent().variants().get(0).document().scenario().id()).isEqualTo("depot");
        var day = study.extent().variants().get(1);
        assertThat(day.title()).isEqualTo("day");
        assertThat(day.document().scenario().id()).isEqualTo("workplace");
        assertThat(day.document().scenario().site().siteLimitKw()).isEqualTo(100);
        Files.writeString(
                file,
                """
                study: two-sites
                scenario: depot
                variants:
                  - id: wrong
                    set:
                      site_limit_kw: much
                """);
        assertThatThrownBy(
                        () ->
                                StudyReader.read(file)
                                        .extent()
                                        .variants()
                                        .getFirst()
                                        .document()
                                        .scenario())
                .hasMessage(
                        "site_limit_kw must be a number in kW, without a unit, or unlimited, is"
                                + " 'much' (study.yaml:6)");
    }
}
