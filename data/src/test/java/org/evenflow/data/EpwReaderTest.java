package org.evenflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.evenflow.model.InputException;
import org.evenflow.model.scenario.Weather;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpwReaderTest {
    private static final int HEADER_LINES = 8;

    @TempDir Path folder;

    /** A year of 10 °C, 2 m/s and no sun. */
    private static List<String> year() {
        var lines = new ArrayList<String>();
        lines.add("LOCATION,Somewhere,-,-,X,1,47.378,8.567,1,556");
        for (String key :
                List.of(
                        "DESIGN CONDITIONS",
                        "TYPICAL/EXTREME PERIODS",
                        "GROUND TEMPERATURES",
                        "HOLIDAYS/DAYLIGHT SAVINGS",
                        "COMMENTS 1",
                        "COMMENTS 2")) {
            lines.add(key + ",0");
        }
        lines.add("DATA PERIODS,1,1,Data,Sunday,1/1,12/31");
        var at = LocalDateTime.of(2015, 1, 1, 0, 0);
        for (int hour = 0; hour < 8760; hour++, at = at.plusHours(1)) {
            lines.add(row(at, "10", "0", "2"));
        }
        return lines;
    }

    private static String row(LocalDateTime at, String air, String ghi, String wind) {
        return String.format(
                "%d,%d,%d,%d,60,*,%s,5,80,96000,0,0,300,%s,0,0,0,0,0,9999,180,%s,5,5,9999,99999,9,999999999,9,0.1,0,3,0.2,0,99",
                at.getYear(),
                at.getMonthValue(),
                at.getDayOfMonth(),
                at.getHour() + 1,
                air,
                ghi,
                wind);
    }

    private static void set(List<String> lines, int hour, String air, String wind) {
        var at = LocalDateTime.of(2015, 1, 1, 0, 0).plusHours(hour);
        lines.set(HEADER_LINES + hour, row(at, air, "0", wind));
    }

    private Weather.Measured read(List<String> lines) {
        try {
            return EpwReader.read(Files.write(folder.resolve("place.epw"), lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readsPlaceAndHours() {
        var weather = read(year());
        assertThat(weather.latitudeDeg()).isEqualTo(47.378);
        assertThat(weather.longitudeDeg()).isEqualTo(8.567);
        assertThat(weather.utcOffsetHours()).isEqualTo(1);
        assertThat(weather.hours()).hasSize(8760);
        assertThat(weather.hours().getFirst())
                .isEqualTo(new Weather.Hour(2015, 1, 1, 0, 0, 0, 0, 10, 2));
        assertThat(weather.filled()).isEmpty();
    }

    @Test
    void gapsUpToThreeHoursAreInterpolated() {
        var lines = year();
        set(lines, 101, "99.9", "2");
        set(lines, 102, "-999", "2");
        set(lines, 103, "", "2");
        set(lines, 104, "18", "2");
        var hours = read(lines).hours();
        // From 10 at hour 100 to 18 at hour 104.
        assertThat(hours.get(101).airTemperatureC()).isCloseTo(12, within(1e-12));
        assertThat(hours.get(103).airTemperatureC()).isCloseTo(16, within(1e-12));
    }

    @Test
    void longerGapsTakeTheSameHourOfNeighbouringDays() {
        var lines = year();
        for (int hour = 100; hour < 106; hour++) {
            set(lines, hour, "10", "999");
        }
        set(lines, 76, "10", "4");
        set(lines, 124, "10", "8");
        var weather = read(lines);
        assertThat(weather.hours().get(100).windMs()).isCloseTo(6, within(1e-12));
        assertThat(weather.hours().get(101).windMs()).isCloseTo(2, within(1e-12));
        assertThat(weather.filled())
                .containsExactly(
                        "place.epw: 6 of 8760 hours of wind speed missing, 0 interpolated, 6 taken from the same hour of neighbouring days");
    }

    @Test
    void fileCutShortIsRefused() {
        assertThatThrownBy(() -> read(year().subList(0, 5000)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds 4992")
                .hasMessageContaining("place.epw:5000");
    }

    @Test
    void rowWithTooFewColumnsIsNamedByLine() {
        var lines = year();
        lines.set(20, "2015,1,1,13,60,*,10");
        assertThatThrownBy(() -> read(lines))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has 7 (place.epw:21)");
    }

    @Test
    void wordWhereANumberBelongsIsNamedByLine() {
        var lines = year();
        set(lines, 3, "warm", "2");
        assertThatThrownBy(() -> read(lines))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'warm' (place.epw:12)");
    }

    @Test
    void hoursOutOfOrderAreNamedByLine() {
        var lines = year();
        lines.set(9, lines.get(8));
        assertThatThrownBy(() -> read(lines))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("must be 1, 1, 2 here, are 1, 1, 1 (place.epw:10)");
    }

    @Test
    void otherFilesAreRefused() {
        assertThatThrownBy(() -> read(List.of("hello")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not an EPW file");
    }

    @Test
    void zurich2015HasNoGapsAndItsKnownSun() {
        var weather = EpwReader.read(SharedFiles.file("weather/Zuerich-SMA_2015.epw.gz"));
        double sum = weather.hours().stream().mapToDouble(Weather.Hour::ghiWm2).sum() / 1000;
        assertThat(weather.hours()).hasSize(8760);
        assertThat(sum).isCloseTo(1258.9, within(0.05));
        assertThat(weather.filled()).noneMatch(line -> line.contains("missing"));
    }

    @Test
    void zurich2016ReportsItsGaps() {
        var weather = EpwReader.read(SharedFiles.file("weather/Zuerich-SMA_2016.epw.gz"));
        assertThat(weather.hours()).hasSize(8784);
        assertThat(weather.filled())
                .anyMatch(line -> line.contains("120 of 8784 hours of global irradiance missing"))
                .anyMatch(line -> line.contains("95 of 8784 hours of wind speed missing"));
        assertThat(weather.hours()).allMatch(hour -> hour.ghiWm2() >= 0 && hour.windMs() >= 0);
    }

    @Test
    void typicalYearsMixYears() {
        var file = SharedFiles.file("weather/Zuerich-Kloten_1990_2010_TMY.epw.gz");
        var weather = EpwReader.read(file);
        double sum = weather.hours().stream().mapToDouble(Weather.Hour::ghiWm2).sum() / 1000;
        assertThat(sum).isCloseTo(1163.3, within(0.05));
        assertThat(weather.hours().stream().map(Weather.Hour::month).distinct()).hasSize(12);
    }
}
