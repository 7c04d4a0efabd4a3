package org.evenflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.evenflow.data.QualityReport.Reason;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionLogReaderTest {
    private static final SessionColumns CANONICAL = SessionColumns.preset("canonical");
    private static final String HEADER =
            "session_id,station_id,arrival_local,departure_local,energy_kwh\n";

    @TempDir Path folder;

    private SessionLog zurich(String text) {
        return SessionLogReader.read(
                file("log.csv", text),
                CANONICAL.withZone(ZoneId.of("Europe/Zurich")),
                SessionDefaults.USUAL);
    }

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void derivesWhatTheLogLacksByTheStatedRule() {
        var log = zurich(HEADER + "a,S1,2024-06-03T08:00:00,2024-06-03T12:00:00,20\n");
        var session = log.records().getFirst();
        assertThat(session.arrival()).isEqualTo(Instant.parse("2024-06-03T06:00:00Z"));
        assertThat(session.declaredDeparture()).isEqualTo(session.departure());
        assertThat(session.requestedKwh()).isEqualTo(20);
        // 20 kWh * 0.92 = 18.4 kWh stored; 24 kWh * 0.8 = 19.2 kWh holds them.
        assertThat(session.capacityKwh()).isEqualTo(24);
        assertThat(session.socArrival()).isCloseTo(0.9 - 18.4 / 24, within(1e-12));
        assertThat(session.maxKw()).isInfinite();
        assertThat(log.derived())
                .anyMatch(
                        line ->
                                line.startsWith("All 1 sessions")
                                        && line.contains("drivers are assumed to declare"));
    }

    @Test
    void dropsRowsByTheFirstReasonThatApplies() {
        var log =
                zurich(
                        HEADER
                                + "a,S1,2024-06-03T08:00:00,2024-06-03T12:00:00,20\n"
                                + "b,S1,2024-06-03T08:00:00,,20\n"
                                + "c,S1,2024-06-03T08:00:00,2024-06-03T08:00:00,20\n"
                                + "d,S1,2024-06-03T08:00:00,2024-06-03T12:00:00,0\n"
                                + "e,S1,2024-06-03T08:00:00,2024-06-03T12:00:00,NaN\n"
                                + "f,S1,2024-06-03T08:00:00,2024-06-03T12:00:00,-3\n"
                                + "g,S1,2024-02-30T08:00:00,2024-06-03T12:00:00,3\n"
                                + "a,S1,2024-06-03T08:00:00,2024-06-03T12:00:00,20\n"
                                + "h,S1,2024-06-03T08:00:00,2024-06-03T08:01:00,20\n"
                                + "i,S1,2024-06-03T08:00:00,2024-06-11T08:00:00,20\n"
                                + "j,S1,2024-06-03T08:00:00,2024-06-04T08:00:00,much\n"
                                + "k,,2024-06-03T08:00:00,2024-06-04T08:00:00,5\n");
        var quality = log.quality();
        assertThat(quality.rowsRead()).isEqualTo(12);
        assertThat(quality.rowsKept()).isEqualTo(1);
        assertThat(quality.dropped())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry(Reason.NO_DEPARTURE, 1),
                                Map.entry(Reason.DEPARTURE_NOT_AFTER_ARRIVAL, 1),
                                Map.entry(Reason.ENERGY_NOT_POSITIVE, 2),
                                Map.entry(Reason.NO_ENERGY, 1),
                                Map.entry(Reason.UNREADABLE_TIME, 1),
                                Map.entry(Reason.DUPLICATE_ID, 1),
                                Map.entry(Reason.MEAN_POWER_IMPLAUSIBLE, 1),
                                Map.entry(Reason.STAY_TOO_LONG, 1),
                                Map.entry(Reason.UNREADABLE_NUMBER, 1),
                                Map.entry(Reason.NO_STATION, 1)));
        assertThat(quality.energyKwh()).isEqualTo(20);
        assertThat(String.join("\n", quality.lines()))
                .contains("log.csv:3 no departure", "1200 kW");
    }

    @Test
    void localTimesInSkippedAndRepeatedHoursAreSettledAndCounted() {
        var log =
                zurich(
                        HEADER
                                + "gap,S1,2024-03-31T02:30:00,2024-03-31T05:00:00,5\n"
                                + "twice,S1,2024-10-27T02:50:00,2024-10-27T02:10:00,5\n");
        assertThat(log.quality().shiftedTimes()).isEqualTo(1);
        assertThat(log.quality().ambiguousTimes()).isEqualTo(2);
        assertThat(log.records().get(0).arrival()).isEqualTo(Instant.parse("2024-03-31T01:30:00Z"));
        assertThat(log.records().get(1).arrival()).isEqualTo(Instant.parse("2024-10-27T00:50:00Z"));
        assertThat(log.records().get(1).departure())
                .isEqualTo(Instant.parse("2024-10-27T01:10:00Z"));
    }

    @Test
    void countsSocketsByTheMostSessionsAtOnce() {
        var log =
                zurich(
                        HEADER
                                + "c,S1,2024-06-03T10:00:00,2024-06-03T12:00:00,5\n"
                                + "a,S1,2024-06-03T08:00:00,2024-06-03T10:00:00,5\n"
                                + "b,S1,2024-06-03T09:00:00,2024-06-03T11:00:00,5\n"
                                + "d,S2,2024-06-03T09:00:00,2024-06-03T11:00:00,5\n");
        assertThat(log.connectorsPerStation()).isEqualTo(Map.of("S1", 2, "S2", 1));
        assertThat(log.records()).extracting("id").containsExactly("a", "b", "d", "c");
    }

    @Test
    void idsThatStationsShareStayApart() {
        var log =
                zurich(
                        HEADER
                                + "1,S1,2024-06-03T10:00:00,2024-06-03T12:00:00,5\n"
                                + "1,S2,2024-06-03T11:00:00,2024-06-03T12:00:00,5\n");
        assertThat(log.records()).extracting("id").containsExactly("1", "1@3");
        assertThat(log.quality().renamedIds()).isEqualTo(1);
    }

    @Test
    void requestsBeyondTheLargestBatteryAreCutToIt() {
        var log =
                zurich(
                        "session_id,station_id,arrival_local,departure_local,energy_kwh,requested_kwh\n"
                                + "a,S1,2024-06-03T08:00:00,2024-06-03T18:00:00,20,150\n"
                                + "b,S1,2024-06-03T08:00:00,2024-06-03T18:00:00,110,0\n");
        // 100 kWh * 0.8 / 0.92 at the meter; then 110 kWh * 0.92 / 0.8 = 126.5 kWh of battery.
        assertThat(log.records().get(0).requestedKwh()).isCloseTo(80 / 0.92, within(1e-9));
        assertThat(log.records().get(0).capacityKwh()).isEqualTo(100);
        assertThat(log.records().get(1).capacityKwh()).isCloseTo(126.5, within(1e-9));
        assertThat(log.records().get(1).socArrival()).isCloseTo(0.1, within(1e-12));
        assertThat(log.derived()).anyMatch(line -> line.startsWith("1 of 2 sessions"));
    }

    @Test
    void missingColumnNamesTheColumnsThatExist() {
        var file = file("log.csv", "id,from,to\n1,2,3\n");
        assertThatThrownBy(
                        () ->
                                SessionLogReader.read(
                                        file,
                                        CANONICAL.withZone(ZoneId.of("UTC")),
                                        SessionDefaults.USUAL))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("log.csv has no column")
                .hasMessageContaining("[id, from, to]");
    }

    @Test
    void logWithoutAnyUsableRowSaysWhy() {
        assertThatThrownBy(() -> zurich(HEADER + "a,S1,2024-06-03T08:00:00,,20\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no usable session")
                .hasMessageContaining("dropped 1: no departure");
    }

    @Test
    void zoneMustBeKnown() {
        var file = file("log.csv", HEADER);
        assertThatThrownBy(() -> SessionLogReader.read(file, CANONICAL, SessionDefaults.USUAL))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("zone must be given");
    }

    @Test
    void missingFileIsNamed() {
        var absent = folder.resolve("absent.csv");
        assertThatThrownBy(() -> SessionLogReader.detect(absent))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("absent.csv does not exist");
    }

    @Test
    void unknownLayoutKeyIsRefused() {
        assertThatThrownBy(() -> SessionColumns.of(Map.of("like", "boulder", "departed", "x")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("unknown key 'departed'");
    }

    @Test
    void ownLayoutReadsDecimalCommaAndDayFirst() {
        var file = file("log.csv", "Von;Bis;kWh\n03.06.2024 08:00;03.06.2024 12:00;7,5\n");
        var columns =
                SessionColumns.of(
                        Map.of(
                                "delimiter", ";",
                                "decimal", ",",
                                "zone", "Europe/Zurich",
                                "date_formats", "dd.MM.yyyy HH:mm",
                                "arrival", "Von",
                                "departure", "Bis",
                                "energy_kwh", "kWh"));
        var session =
                SessionLogReader.read(file, columns, SessionDefaults.USUAL).records().getFirst();
        assertThat(session.energyKwh()).isEqualTo(7.5);
        assertThat(session.stationId()).isEqualTo("site");
        assertThat(session.id()).isEqualTo("line-2");
    }

    @Test
    void unknownLayoutListsTheColumns() {
        var file = file("log.csv", "a,b\n1,2\n");
        assertThatThrownBy(() -> SessionLogReader.detect(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no known layout")
                .hasMessageContaining("[a, b]");
    }

    @Test
    void gzipFileCutShortIsAnInputFault() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(HEADER.getBytes(StandardCharsets.UTF_8));
        }
        byte[] half = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 12);
        var file = Files.write(folder.resolve("log.csv.gz"), half);
        var columns = CANONICAL.withZone(ZoneId.of("UTC"));
        assertThatThrownBy(() -> SessionLogReader.read(file, columns, SessionDefaults.USUAL))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("log.csv.gz cannot be read");
    }

    @Test
    void apiAnswersNestWhatTheDriverEntered() {
        var file =
                file(
                        "log.json",
                        """
                        {"_meta": {"site": "x"}, "_items": [
                        {"sessionID": "s", "stationID": "1", "kWhDelivered": 8.0, "userInputs":
                          [{"kWhRequested": 12.0, "requestedDeparture": "Mon, 10 Feb 2020 21:00:00 GMT"},
                           {"kWhRequested": 30.0, "requestedDeparture": "Mon, 10 Feb 2020 23:00:00 GMT"}],
                         "connectionTime": "Mon, 10 Feb 2020 18:00:00 GMT",
                         "disconnectTime": "Mon, 10 Feb 2020 22:00:00 GMT"},
                        {"sessionID": "t", "stationID": "1", "kWhDelivered": 8.0, "userInputs": null,
                         "connectionTime": "Mon, 10 Feb 2020 22:30:00 GMT", "disconnectTime": null}]}
                        """);
        var log = SessionLogReader.read(file, SessionLogReader.detect(file), SessionDefaults.USUAL);
        var session = log.records().getFirst();
        assertThat(session.requestedKwh()).isEqualTo(12);
        assertThat(session.takenKwh()).isEqualTo(8);
        assertThat(session.declaredDeparture()).isEqualTo(Instant.parse("2020-02-10T21:00:00Z"));
        assertThat(log.quality().dropped(Reason.NO_DEPARTURE)).isEqualTo(1);
        assertThat(String.join("\n", log.quality().lines())).contains("log.json:7");
    }

    @Test
    void statedBatteryAndSocAreKept() {
        var log =
                zurich(
                        "session_id,station_id,arrival_local,departure_local,energy_kwh,capacity_kwh,"
                                + "soc_arrival_percent,max_kw\n"
                                + "a,S1,2024-06-03T08:00:00,2024-06-03T10:00:00,20,50,40,7.4\n"
                                + "b,S1,2024-06-03T08:00:00,2024-06-03T10:00:00,20,50,,11\n");
        var stated = log.records().get(0);
        assertThat(stated.capacityKwh()).isEqualTo(50);
        assertThat(stated.socArrival()).isCloseTo(0.4, within(1e-12));
        // 20 kWh in 2 h are 10 kW, more than the stated 7.4 kW.
        assertThat(stated.maxKw()).isEqualTo(10);
        assertThat(log.records().get(1).maxKw()).isEqualTo(11);
        assertThat(log.records().get(1).socArrival()).isCloseTo(0.9 - 18.4 / 50, within(1e-12));
    }

    private static final String ASKED =
            "session_id,station_id,arrival_local,departure_local,energy_kwh,requested_kwh,taken_kwh\n";

    @Test
    void whatIsAskedForAndWhatIsTakenAreTwoColumns() {
        var log =
                zurich(
                        ASKED
                                + "a,S1,2024-06-03T08:00:00,2024-06-03T12:00:00,10,25,12\n"
                                + "b,S1,2024-06-03T12:00:00,2024-06-03T18:00:00,10,8,10\n"
                                + "c,S1,2024-06-03T18:00:00,2024-06-03T20:00:00,10,15,\n");
        var over = log.records().get(0);
        assertThat(over.requestedKwh()).isEqualTo(25);
        assertThat(over.takenKwh()).isEqualTo(12);
        assertThat(over.energyKwh()).isEqualTo(10);
        // The battery is sized for what is asked for: 25 * 0.92 = 23 kWh in 0.8 of 40.
        assertThat(over.capacityKwh()).isEqualTo(40);
        assertThat(over.socArrival()).isCloseTo(0.9 - 23 / 40.0, within(1e-12));
        assertThat(log.records().get(1).takenKwh()).isEqualTo(10);
        // No word of what it takes: all that is asked for.
        assertThat(log.records().get(2).takenKwh()).isEqualTo(15);
        assertThat(log.derived())
                .anyMatch(line -> line.startsWith("1 of 3") && line.contains("than their vehicles"))
                .anyMatch(line -> line.startsWith("1 of 3") && line.contains("(taken_kwh)"));
    }

    @Test
    void deliveredEnergyMayStandForWhatIsTaken() {
        var columns =
                SessionColumns.of(Map.of("like", "canonical", "taken_kwh", "energy_kwh"))
                        .withZone(ZoneId.of("Europe/Zurich"));
        var text =
                "session_id,station_id,arrival_local,departure_local,energy_kwh,requested_kwh\n"
                        + "a,S1,2024-06-03T08:00:00,2024-06-03T12:00:00,10,25\n";
        var log = SessionLogReader.read(file("log.csv", text), columns, SessionDefaults.USUAL);
        assertThat(log.records().getFirst().requestedKwh()).isEqualTo(25);
        assertThat(log.records().getFirst().takenKwh()).isEqualTo(10);
    }
}
