package org.evenflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesReaderTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final SeriesColumns PRICE = SeriesColumns.of("price", "time", "price", 1, UTC);

    @TempDir Path folder;

    private Path file(String text) {
        try {
            return Files.writeString(folder.resolve("series.csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void convertsUnitsAndDetectsTheStep() {
        var columns = SeriesColumns.of("price", "time", "price", 0.001, ZoneId.of("Asia/Kolkata"));
        var series =
                SeriesReader.read(
                        file("time,price\n2024-01-01 00:00:00,2000\n2024-01-01 00:15:00,3000\n"),
                        columns);
        assertThat(series.start()).isEqualTo(Instant.parse("2023-12-31T18:30:00Z"));
        assertThat(series.stepMin()).isEqualTo(15);
        assertThat(series.values()).containsExactly(new double[] {2, 3}, within(1e-12));
    }

    @Test
    void shortGapsAreInterpolatedAndLongOnesStayOpen() {
        var reading =
                SeriesReader.reading(
                        file(
                                "time,price\n2024-01-01T00:00,1\n2024-01-01T01:00,2\n"
                                        + "2024-01-01T03:00,4\n2024-01-01T04:00,5\n"
                                        + "2024-01-01T05:00,6\n2024-01-01T08:00,9\n"),
                        PRICE);
        assertThat(reading.series().values())
                .containsExactly(1, 2, 3, 4, 5, 6, Double.NaN, Double.NaN, 9);
        assertThat(reading.notes())
                .containsExactly(
                        "price: 1 missing steps were interpolated",
                        "price: 2 steps are missing and were left open");
    }

    @Test
    void mixedStepsNeedAStatedStep() {
        var file =
                file(
                        "time,price\n2024-01-01T00:00,1\n2024-01-01T00:30,2\n2024-01-01T01:00,3\n"
                                + "2024-01-01T01:15,4\n");
        assertThatThrownBy(() -> SeriesReader.read(file, PRICE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("must be 30 min apart")
                .hasMessageContaining("series.csv:5");
        var columns =
                new SeriesColumns(
                        "price", "time", null, "price", 1, UTC, List.of(), null, 15, 60, ',', '.');
        assertThat(SeriesReader.read(file, columns).values()).containsExactly(1, 1, 2, 2, 3, 4, 4);
    }

    @Test
    void localHoursOfClockChangesAreSettled() {
        var columns =
                SeriesColumns.of("price", "date", "price", 1, ZoneId.of("Europe/Amsterdam"))
                        .withHour("hour");
        var text = new StringBuilder("date,hour,price\n");
        for (String day : List.of("2021-03-28", "2021-03-29")) {
            for (int hour = 0; hour < 24; hour++) {
                text.append(day).append(',').append(hour).append(',').append(hour).append('\n');
            }
        }
        var reading = SeriesReader.reading(file(text.toString()), columns);
        assertThat(reading.series().values()).hasSize(47);
        assertThat(reading.series().values()[2]).isEqualTo(3);
        assertThat(reading.notes()).hasSize(1);
    }

    @Test
    void contradictingRowsAreNamedByLine() {
        var file = file("time,price\n2024-01-01T00:00,1\n2024-01-01T00:00,2\n");
        assertThatThrownBy(() -> SeriesReader.read(file, PRICE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("series.csv:2 and series.csv:3");
    }

    @Test
    void wordsAndUnreadableTimesAreNamedByLine() {
        assertThatThrownBy(
                        () -> SeriesReader.read(file("time,price\n2024-01-01T00:00,high\n"), PRICE))
                .hasMessageContaining("'high' (series.csv:2)");
        assertThatThrownBy(() -> SeriesReader.read(file("time,price\n01.01.2024,1\n"), PRICE))
                .hasMessageContaining("'01.01.2024' fits none of");
        assertThatThrownBy(() -> SeriesReader.read(file("time,cost\n"), PRICE))
                .hasMessageContaining("no column 'price'");
    }

    @Test
    void emptyColumnsAndFilesAreRefused() {
        assertThatThrownBy(() -> SeriesReader.read(file("time,price\n2024-01-01T00:00,\n"), PRICE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("holds no number");
        assertThatThrownBy(() -> SeriesReader.read(file("time,price\n"), PRICE))
                .hasMessageContaining("has no rows");
        assertThatThrownBy(() -> SeriesReader.read(file(""), PRICE))
                .hasMessageContaining("is empty");
    }

    @Test
    void dutchPricesCoverThreeYears() {
        var columns =
                SeriesColumns.of(
                                "EUR/kWh",
                                "date",
                                "price_eur_kwh",
                                1,
                                ZoneId.of("Europe/Amsterdam"))
                        .withHour("hour");
        var reading =
                SeriesReader.reading(
                        SharedFiles.file("prices/nl_day_ahead_hourly_2021_2023.csv.gz"), columns);
        assertThat(reading.series().values()).hasSize(26_280).doesNotContain(Double.NaN);
        assertThat(reading.series().start()).isEqualTo(Instant.parse("2020-12-31T23:00:00Z"));
        assertThat(Arrays.stream(reading.series().values()).average().orElseThrow())
                .isCloseTo(0.322, within(5e-4));
        assertThat(reading.notes())
                .anyMatch(note -> note.contains("3 rows in the hour"))
                .anyMatch(note -> note.contains("3 missing steps"));
    }

    @Test
    void indianPricesAreCompleteQuarterHours() {
        var columns =
                SeriesColumns.of("INR/kWh", "datetime", "price", 0.001, ZoneId.of("Asia/Kolkata"));
        var reading =
                SeriesReader.reading(
                        SharedFiles.file("prices/iex_dam_15min_2024_2025.csv.gz"), columns);
        assertThat(reading.series().values()).hasSize(70_176);
        assertThat(reading.series().stepMin()).isEqualTo(15);
        assertThat(Arrays.stream(reading.series().values()).average().orElseThrow())
                .isCloseTo(4.2896, within(5e-5));
        assertThat(reading.notes()).isEmpty();
    }

    @Test
    void germanCarbonHasTwoMissingSteps() {
        var columns = SeriesColumns.of("kg/kWh", "Time", "Carbon Intensity", 0.001, UTC);
        var reading = SeriesReader.reading(SharedFiles.file("carbon/ci_ger_2020.csv.gz"), columns);
        assertThat(reading.series().values()).hasSize(37_149);
        assertThat(reading.notes()).anyMatch(note -> note.contains("2 missing steps"));
    }

    @Test
    void frenchCarbonIsHalfHourly() {
        var columns = SeriesColumns.of("kg/kWh", "Time", "Carbon Intensity", 0.001, UTC);
        var series = SeriesReader.read(SharedFiles.file("carbon/ci_fr_2020.csv.gz"), columns);
        assertThat(series.stepMin()).isEqualTo(30);
        assertThat(series.values()[0]).isCloseTo(0.04234, within(1e-5));
    }

    @Test
    void marginalCarbonCarriesItsOffset() {
        var columns = SeriesColumns.of("kg/kWh", "time", "moer", 1, ZoneId.of("Asia/Tokyo"));
        var series =
                SeriesReader.read(
                        SharedFiles.file("carbon/caiso_sce_moer_5min_2020-08.csv.gz"), columns);
        assertThat(series.start()).isEqualTo(Instant.parse("2020-07-31T00:00:00Z"));
        assertThat(series.values()).hasSize(9_504);
        assertThat(series.stepMin()).isEqualTo(5);
    }

    @Test
    void filesWithoutTimesFollowTheirStart() {
        var columns =
                SeriesColumns.equidistant(
                        "USD/kWh",
                        "electricity_pricing",
                        1,
                        ZoneId.of("America/Los_Angeles"),
                        LocalDateTime.parse("2021-08-01T00:00"),
                        60);
        var file = SharedFiles.file("baseload/citylearn2022_pricing.csv.gz");
        var series = SeriesReader.read(file, columns);
        assertThat(series.values()).hasSize(8760);
        assertThat(series.values()[0]).isEqualTo(0.22);
        assertThat(series.start()).isEqualTo(Instant.parse("2021-08-01T07:00:00Z"));
    }
}
