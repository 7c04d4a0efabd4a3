package org.evenflow.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.evenflow.data.scenario.Study;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.experiment.Controllers;
import org.evenflow.model.InputException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StudyWorldsTest {
    private static final Controllers KNOWN = new Controllers();

    private static Study study(
            List<String> settings, @Nullable String sweep, @Nullable List<String> variants) {
        var study =
                StudyReader.builtIn("urban-feeder").withControllers(List.of("uncontrolled", "mpc"));
        return StudyOptions.apply(study, settings, sweep, variants);
    }

    private static List<String> ids(Study study) {
        return StudyWorlds.of(study, KNOWN).worlds().stream().map(StudyWorlds.World::id).toList();
    }

    @Test
    void aStudyPlaysTheWorldsThatAreNotOptional() {
        assertThat(ids(study(List.of(), null, null))).containsExactly("ev200", "ev500", "ev1000");
        assertThat(ids(study(List.of(), null, List.of("short", "ev200"))))
                .containsExactly("short", "ev200");
        assertThat(ids(study(List.of(), null, List.of("all")))).hasSize(7);
        assertThatThrownBy(() -> study(List.of(), null, List.of("long")))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "variant 'long' does not exist; study urban-feeder has ev200, ev500,"
                                + " ev1000, pv-11MW, commuter, short, export, or all");
    }

    @Test
    void aSettingOfTheCommandLineHoldsInEveryWorld() {
        var worlds = StudyWorlds.of(study(List.of("export_limit_kw=7"), null, null), KNOWN);
        assertThat(worlds.worlds())
                .allMatch(world -> world.study().scenario().site().exportLimitKw() == 7);
    }

    @Test
    void aSweptKeyMakesAWorldOfEachValue() {
        var study = study(List.of("sessions.vehicles=60"), "plant_scale=0.5,1", null);
        var worlds = StudyWorlds.of(study, KNOWN);
        assertThat(worlds.worlds().stream().map(StudyWorlds.World::id))
                .containsExactly("plant_scale=0.5", "plant_scale=1");
        assertThat(worlds.worlds())
                .allMatch(world -> world.study().scenario().connectorCount() == 60);
        assertThat(worlds.cases())
                .containsExactly(
                        new StudyWorlds.Case(0, "uncontrolled", "uncontrolled", "0.5"),
                        new StudyWorlds.Case(0, "mpc", "mpc", "0.5"),
                        new StudyWorlds.Case(1, "uncontrolled", "uncontrolled", "1"),
                        new StudyWorlds.Case(1, "mpc", "mpc", "1"));
    }

    @Test
    void aSweptSettingMakesAControllerOfEachValueInOneWorld() {
        var worlds = StudyWorlds.of(study(List.of(), "carbon_price=0,0.8", null), KNOWN);
        assertThat(worlds.worlds()).hasSize(1);
        assertThat(worlds.worlds().getFirst().study().controllers())
                .containsExactly("uncontrolled", "mpc[carbon_price=0]", "mpc[carbon_price=0.8]");
        assertThat(worlds.cases())
                .containsExactly(
                        new StudyWorlds.Case(0, "uncontrolled", "uncontrolled", ""),
                        new StudyWorlds.Case(0, "mpc[carbon_price=0]", "mpc", "0"),
                        new StudyWorlds.Case(0, "mpc[carbon_price=0.8]", "mpc", "0.8"));
        // The worlds' controllers are ones that can be made.
        worlds.worlds().getFirst().study().controllers().forEach(KNOWN::create);
    }

    @Test
    void aSweepOfOneVariantVariesThat() {
        var study = study(List.of(), "sessions.vehicles=30,60", List.of("export"));
        assertThat(StudyWorlds.of(study, KNOWN).worlds())
                .hasSize(2)
                .allMatch(w -> Double.isInfinite(w.study().scenario().site().exportLimitKw()));
        var two = study(List.of(), "sessions.vehicles=30,60", List.of("export", "short"));
        assertThatThrownBy(() -> StudyWorlds.of(two, KNOWN))
                .hasMessage("sweep: one world can be swept at a time, are export, short");
    }

    @Test
    void whatCannotBeSweptIsRefusedWithWhatCan() {
        assertThatThrownBy(() -> StudyWorlds.of(study(List.of(), "wight=1,2", null), KNOWN))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("sweep: 'wight' must be a key path of the scenario")
                .hasMessageContaining("carbon_price (mpc)");
        assertThatThrownBy(() -> study(List.of(), "plant_scale", null))
                .hasMessage("--sweep must be KEY=V1,V2,..., is 'plant_scale'");
        assertThatThrownBy(() -> study(List.of(), "plant_scale=1,,2", null))
                .hasMessageStartingWith("sweep must be a key and values");
        assertThatThrownBy(() -> study(List.of("x"), null, null))
                .hasMessage("--set must be KEY=VALUE, is 'x'");
    }

    @Test
    void valuesInBracketsKeepTheirCommas() {
        var study =
                study(
                        List.of(),
                        "sessions.populations[home].pattern.soc_arrival=[0.2, 0.4],[0.4, 0.6]",
                        null);
        assertThat(StudyWorlds.of(study, KNOWN).cases().get(2).value()).isEqualTo("[0.4, 0.6]");
    }
}
