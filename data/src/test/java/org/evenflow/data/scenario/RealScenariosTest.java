package org.evenflow.data.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.evenflow.data.SharedFiles;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.model.scenario.Tariff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios of real files. */
class RealScenariosTest {
    @TempDir Path folder;

    @Test
    void caltechOn69BusesUnderZurichsSunAndEdisonsTariff() throws IOException {
        var scenario =
                read(
                        """
                        scenario: caltech-on-69
                        time: {start: 2019-06-03T00:00, zone: America/Los_Angeles}
                        feeder: {file: %s, rating_a: 400}
                        stations_from_log:
                          buses: [12, 27, 50, 61]
                          charger: {kind: slow_ac, phases: 1, max_a: 32, voltage_v: 208}
                        site_limit_kw: 380
                        sessions: {file: %s, to: 2019-08-31, days: weekdays}
                        tariff: {file: %s, currency: USD}
                        plants: [{id: roof, bus: 27, kwp: 200, tilt_deg: 10}]
                        weather: {file: %s}
                        base_load: {profile: mixed, scale: 0.6, noise: 0.05}
                        carbon: {kg_per_kwh: 0.225}
                        """,
                        "feeders/matpower/case69.m",
                        "ev_sessions/acn_caltech_2019_2021.csv.gz",
                        "prices/tariff_sce_tou_ev_4_march_2019.json",
                        "weather/Zuerich-SMA_2015.epw.gz");
        assertThatTheResolvedStudyIsAFixedPoint();
        var logged = (SessionSource.Logged) scenario.sessions();
        assertThat(scenario.site().stations().stream().map(s -> s.busId()).limit(5))
                .containsExactly("12", "27", "50", "61", "12");
        assertThat(logged.startDates().getFirst()).isEqualTo("2019-06-03");
        assertThat(logged.startDates())
                .allSatisfy(
                        date ->
                                assertThat(LocalDate.parse(date).getDayOfWeek())
                                        .isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
        assertThat(
                        scenario.money()
                                .tariffs()
                                .getFirst()
                                .value()
                                .buyPerKwh(scenario.time().local(48), 15))
                .isEqualTo(0.26668);
        assertThat(scenario.notes())
                .anySatisfy(
                        note ->
                                assertThat(note)
                                        .startsWith("Weather is of 2015 ")
                                        .endsWith(
                                                "was brought to 2019 by month, day and"
                                                        + " standard-time hour."));
    }

    @Test
    void pricesOfAnotherYearAreTakenAtTheSameMonthDayAndStandardTimeHour() throws IOException {
        var scenario =
                read(
                        """
                        scenario: other-year
                        time: {start: 2019-07-15T00:00, zone: Europe/Amsterdam}
                        stations_from_log: {charger: {kind: slow_ac, max_a: 32}}
                        sessions: {file: %s, to: 2019-07-16}
                        tariff: {kind: series, id: NL, currency: EUR, file: %s, time: date, hour: hour, value: price_eur_kwh}
                        """,
                        "ev_sessions/acn_caltech_2019_2021.csv.gz",
                        "prices/nl_day_ahead_hourly_2021_2023.csv.gz");
        assertThat(scenario.money().tariffs().getFirst().value())
                .isInstanceOf(Tariff.RealTime.class);
        // Row "2021-07-15,9": what 9:00 summer time cost, both years keep summer time that day.
        var nine = ZonedDateTime.of(2019, 7, 15, 9, 0, 0, 0, scenario.time().zone());
        assertThat(scenario.money().tariffs().getFirst().value().buyPerKwh(nine, 60))
                .isCloseTo(0.27595, within(1e-12));
        assertThat(scenario.notes())
                .anySatisfy(
                        note ->
                                assertThat(note)
                                        .startsWith("NL (EUR per kWh) is of 2021-01-01 to")
                                        .endsWith("by month, day and standard-time hour."));
    }

    @Test
    void otherLogsAreRecognisedByTheirColumns() throws IOException {
        for (String log :
                List.of(
                        "dundee_2017_2018.csv.gz",
                        "boulder_2018_2021.csv.gz",
                        "trondheim_2018_2020.csv.gz",
                        "original_format/boulder_head200.csv",
                        "original_format/dundee_file1_head200.csv",
                        "original_format/dundee_file4_head200.csv",
                        "original_format/trondheim_head200.csv")) {
            var scenario =
                    read(
                            """
                            scenario: log
                            time: {start: 2017-01-01T00:00, zone: Europe/London}
                            stations_from_log: {charger: {kind: slow_ac, phases: 3, max_a: 32}}
                            sessions: {file: %s}
                            tariff: {kind: flat, currency: GBP, price_per_kwh: 0.15}
                            """,
                            "ev_sessions/" + log);
            var logged = (SessionSource.Logged) scenario.sessions();
            assertThat(logged.sessions()).as(log).hasSizeGreaterThan(100);
            assertThat(scenario.notes()).as(log).isNotEmpty();
            assertThat(logged.startDates()).as(log).isNotEmpty();
        }
    }

    private void assertThatTheResolvedStudyIsAFixedPoint() throws IOException {
        var study = StudyReader.read(folder.resolve("real.yaml"));
        var resolved = folder.resolve("resolved.yaml");
        Files.writeString(resolved, study.resolvedYaml());
        assertThat(StudyReader.read(resolved).resolvedYaml()).isEqualTo(study.resolvedYaml());
    }

    private Scenario read(String text, String... files) throws IOException {
        var paths = Arrays.stream(files).map(SharedFiles::file).toArray();
        var file = folder.resolve("real.yaml");
        Files.writeString(file, String.format(Locale.ROOT, text, paths));
        return ScenarioReader.read(file);
    }
}
