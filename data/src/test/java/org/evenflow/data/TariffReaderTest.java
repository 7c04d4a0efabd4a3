package org.evenflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.evenflow.model.InputException;
import org.evenflow.model.scenario.Tariff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TariffReaderTest {
    @TempDir Path folder;

    private static ZonedDateTime at(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("America/Los_Angeles"));
    }

    private Tariff.TimeOfUse read(String schedule) {
        try {
            var text = "{\"name\": \"T\", \"schedule\": [" + schedule + "]}";
            return TariffReader.read(
                    Files.writeString(folder.resolve("tariff.json"), text), "USD", 0.5);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String entry(String id, String from, String to, String days, String price) {
        return String.format(
                "{\"id\":\"%s\",\"effective_start\":\"%s\",\"effective_end\":\"%s\",\"dow_mask\":\"%s\",\"times\":[0, 8.5],\"tariffs\":[0.1, %s],\"demand_charge\":7}",
                id, from, to, days, price);
    }

    @Test
    void firstMatchingEntryWinsAndHoursMayBeFractions() {
        var tariff =
                read(
                        entry("a", "11-01", "4-30", "ALL", "0.2")
                                + ","
                                + entry("b", "01-01", "12-31", "ALL", "0.3"));
        // 08:15 to 08:45 in winter: half at 0.1, half at 0.2.
        assertThat(tariff.buyPerKwh(at("2019-12-02T08:15"), 30)).isCloseTo(0.15, within(1e-12));
        assertThat(tariff.buyPerKwh(at("2019-07-02T09:00"), 30)).isCloseTo(0.3, within(1e-12));
        assertThat(tariff.sellPerKwh(at("2019-07-02T09:00"), 30)).isCloseTo(0.15, within(1e-12));
        assertThat(tariff.demandPerKwMonth(at("2019-07-02T09:00"))).isEqualTo(7);
    }

    @Test
    void dayWithoutAPriceIsRefused() {
        assertThatThrownBy(() -> read(entry("a", "01-01", "12-31", "WEEKDAYS", "0.2")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no entry matches 2000-01-01");
        assertThatThrownBy(() -> read(entry("a", "01-01", "12-30", "ALL", "0.2")))
                .hasMessageContaining("2000-12-31");
    }

    @Test
    void badValuesNameTheEntry() {
        assertThatThrownBy(() -> read(entry("a", "01-32", "12-31", "ALL", "0.2")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'01-32'")
                .hasMessageContaining("schedule entry a");
        assertThatThrownBy(() -> read(entry("a", "01-01", "12-31", "SUNDAYS", "0.2")))
                .hasMessageContaining("[ALL, WEEKDAYS, WEEKENDS], is SUNDAYS");
        assertThatThrownBy(() -> read(entry("a", "01-01", "12-31", "ALL", "\"x\"")))
                .hasMessageContaining("price must be a number, is \"x\"");
        assertThatThrownBy(() -> read("{")).hasMessageContaining("not JSON");
    }

    @Test
    void edisonTariffHasItsPublishedPrices() {
        var file = SharedFiles.file("prices/tariff_sce_tou_ev_4_march_2019.json");
        var tariff = TariffReader.read(file, "USD", 0);
        assertThat(tariff.buyPerKwh(at("2019-07-01T12:00"), 60)).isEqualTo(0.26668, within(1e-9));
        assertThat(tariff.buyPerKwh(at("2019-07-06T12:00"), 60)).isEqualTo(0.05623, within(1e-9));
        assertThat(tariff.buyPerKwh(at("2019-01-02T12:00"), 60)).isEqualTo(0.0869, within(1e-9));
        assertThat(tariff.demandPerKwMonth(at("2019-07-01T12:00"))).isEqualTo(15.51);
    }

    @Test
    void pacificGasWinterWeekendsFallUnderTheFirstMask() {
        var file = SharedFiles.file("prices/tariff_pge_a10_tou_aug_2019.json");
        var tariff = TariffReader.read(file, "USD", 0);
        // Sunday 6 January 2019: the entry "Winter-Weekday" has the mask ALL and comes first.
        assertThat(tariff.buyPerKwh(at("2019-01-06T12:00"), 60)).isEqualTo(0.1477, within(1e-9));
        assertThat(tariff.buyPerKwh(at("2019-04-30T21:00"), 60)).isEqualTo(0.13917, within(1e-9));
        assertThat(tariff.buyPerKwh(at("2019-05-01T12:00"), 60)).isEqualTo(0.23223, within(1e-9));
    }

    @Test
    void edisonTariffEightIsReadToo() {
        var file = SharedFiles.file("prices/tariff_sce_tou_ev_8_june_2019.json");
        assertThat(TariffReader.read(file, "USD", 0).entries()).hasSize(3);
    }
}
