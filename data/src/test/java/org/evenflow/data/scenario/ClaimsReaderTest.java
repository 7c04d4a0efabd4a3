package org.evenflow.data.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evenflow.data.Claims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimsReaderTest {
    @TempDir Path folder;

    @Test
    void theBuiltInClaimsAreThoseOfTheTable() {
        var claims = ClaimsReader.named("urban-feeder");
        assertThat(claims.reference()).isEqualTo("uncontrolled_raw");
        var emissions = claims.figures().getFirst();
        assertThat(emissions.indicator()).isEqualTo("emissions_export_credit");
        assertThat(emissions.measure()).isEqualTo(Claims.Measure.DECREASE_PERCENT);
        assertThat(emissions.claimed().get("ev1000"))
                .containsEntry("framework", new Claims.Claim(66.22, 66.22))
                .containsEntry("centralised", new Claims.Claim(64.82, 64.82));
        assertThat(claims.findings()).isNotEmpty();
    }

    @Test
    void everyClaimIsOnAWorldOfTheStudy() {
        var worlds =
                StudyReader.builtIn("urban-feeder").extent().variants().stream()
                        .map(Extent.Variant::id)
                        .toList();
        for (var figure : ClaimsReader.named("urban-feeder").figures()) {
            assertThat(worlds).containsAll(figure.claimed().keySet());
        }
    }

    @Test
    void wrongClaimsAreRefusedAtTheirLine() throws IOException {
        var file = folder.resolve("claims.yaml");
        Files.writeString(
                file,
                """
                claims: mine
                source: nowhere
                methods: [{id: ours, controllers: [mpc]}]
                figures:
                  - {title: Cost, indicator: total_cost, claimed: {a: {theirs: 3}}}
                """);
        assertThatThrownBy(() -> ClaimsReader.named(file.toString()))
                .hasMessage(
                        "figures[0].claimed.a.theirs: method 'theirs' must be one of ours"
                                + " (claims.yaml:5)");
        assertThatThrownBy(() -> ClaimsReader.named("urbanfeeder"))
                .hasMessageContaining("are neither a file nor built in; built in are urban-feeder");
    }
}
