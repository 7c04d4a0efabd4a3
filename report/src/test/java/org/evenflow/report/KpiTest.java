package org.evenflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KpiTest {

    @Test
    void idsAreUniqueAndWellFormed() {
        List<String> ids = Kpi.all().stream().map(Kpi::id).toList();
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        assertThat(ids).allMatch(id -> id.matches("[a-z0-9]+(_[a-z0-9]+)*"));
        assertThat(Kpi.all()).allMatch(kpi -> !kpi.meaning().isBlank() && !kpi.unit().isBlank());
    }

    @Test
    void documentListsTheCatalogueInOrder() throws IOException {
        Path document = Path.of("..", "docs", "indicators.md");
        List<String> rows =
                Files.readAllLines(document).stream().filter(l -> l.startsWith("| `")).toList();
        assertThat(rows)
                .isEqualTo(
                        Kpi.all().stream()
                                .map(
                                        k ->
                                                "| `%s` | %s | %s |"
                                                        .formatted(k.id(), k.unit(), k.meaning()))
                                .toList());
    }

    @Test
    void currencyIsReplacedByTheStudysCode() {
        assertThat(Kpi.of("operating_cost").unitIn("CHF")).isEqualTo("CHF");
        assertThat(Kpi.of("peak_power").unitIn("CHF")).isEqualTo("kW");
    }

    @Test
    void unknownIdStillHasAName() {
        assertThat(Kpi.of("my_own_measure").label()).isEqualTo("my own measure");
    }

    @Test
    void violationsExistBeforeAndAfterTheDispatcher() {
        List<String> ids = Kpi.all().stream().map(Kpi::id).toList();
        assertThat(ids)
                .containsAll(
                        Arrays.asList(
                                "voltage_violation", "voltage_violation_before",
                                "station_violation", "station_violation_before"));
    }
}
