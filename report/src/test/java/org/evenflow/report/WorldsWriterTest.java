package org.evenflow.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorldsWriterTest {
    @TempDir private Path folder;

    private String written(WorldsResult result, String file) throws IOException {
        WorldsWriter.write(result, folder);
        return Files.readString(folder.resolve(file));
    }

    @Test
    void everyRunIsInOneTableWithItsWorldAsTheLastColumn() throws IOException {
        var lines = written(WorldsFixture.variants(), "results.csv").lines().toList();
        assertThat(lines.getFirst())
                .isEqualTo("scenario,controller,seed,indicator,value,unit,variant");
        // 2 worlds, 4 controllers, 2 seeds, 9 indicators.
        assertThat(lines).hasSize(1 + 2 * 4 * 2 * 9);
        assertThat(lines).contains("site,uncontrolled,2,emissions,300.0,kg CO2,large");
    }

    @Test
    void aWorldOfOneSiteBesideOneOfTwoIsAllThereIs() throws IOException {
        var plain = WorldsFixture.variants();
        var small = plain.worlds().getFirst();
        var runs = small.result().runs();
        var sites =
                List.of(
                        new StudyResult.AtSite("n", Map.of(), runs, List.of(), Yardstick.NONE),
                        new StudyResult.AtSite("s", Map.of(), runs, List.of(), Yardstick.NONE));
        var result =
                new WorldsResult(
                        plain.study(),
                        plain.title(),
                        plain.key(),
                        plain.isSweep(),
                        List.of(
                                new WorldsResult.World(small.id(), small.result().withSites(sites)),
                                plain.worlds().getLast()),
                        plain.cases(),
                        plain.claims(),
                        plain.provenance(),
                        plain.wallSeconds());
        var lines = written(result, "results.csv").lines().toList();
        assertThat(lines.getFirst())
                .isEqualTo("scenario,controller,seed,indicator,value,unit,site,variant");
        // Three times the lines of the world with sites.
        assertThat(lines).hasSize(1 + (3 + 1) * 4 * 2 * 9);
        assertThat(lines)
                .contains("site,uncontrolled,2,emissions,300.0,kg CO2,s,small")
                .contains("site,uncontrolled,2,emissions,300.0,kg CO2,all,small")
                .contains("site,uncontrolled,2,emissions,300.0,kg CO2,all,large");
    }

    @Test
    void aSweptSettingIsAColumnAndNotPartOfTheController() throws IOException {
        var lines = written(WorldsFixture.sweep(), "results.csv").lines().toList();
        assertThat(lines.getFirst()).endsWith(",unit,weight");
        assertThat(lines)
                .contains("site,mpc,1,emissions,90.0,kg CO2,0.5")
                .contains("site,mpc,1,emissions,95.0,kg CO2,1")
                .contains("site,uncontrolled,1,emissions,100.0,kg CO2,");
    }

    @Test
    void claimsStandBesideWhatWasMeasured() {
        var result = WorldsFixture.variants();
        var worlds = WorldSummary.of(result);
        var claims = WorldsFixture.claims();
        var table = new ClaimsTable(result, claims, worlds);
        // Of 100 + 300 kg, 90 + 210 are left: a quarter less, as a ratio of sums.
        assertThat(
                        table.measured(
                                        worlds.getFirst(),
                                        claims.figures().get(0),
                                        "mpc[weight=0.5]")
                                .estimate())
                .isCloseTo(25, within(1e-12));
        assertThat(
                        table.measured(
                                        worlds.getFirst(),
                                        claims.figures().get(1),
                                        "mpc[weight=0.5]")
                                .estimate())
                .isCloseTo(10, within(1e-9));
        assertThat(
                        table.measured(worlds.getFirst(), claims.figures().get(2), "uncontrolled")
                                .estimate())
                .isEqualTo(20);
        assertThat(table.html())
                .contains("claimed 40.0 to 45.0")
                .contains("25.0 (10.0 to 30.0)")
                .contains("not played")
                .contains("Water does not flow uphill.");
    }

    @Test
    void thePageAndTheSummaryHoldFrontAndClaims() throws IOException {
        String page = written(WorldsFixture.variants(), "report.html");
        assertThat(page)
                .contains("Published claims beside ours")
                .contains("<a href=\"small/report.html\">")
                .doesNotContain("{{")
                .doesNotContain("A note of <The");
        var summary = new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
        assertThat(summary.path("worlds").size()).isEqualTo(2);
        assertThat(summary.path("claims").path("figures").size()).isEqualTo(6);
        assertThat(summary.path("pareto").path(0).path("points").size()).isEqualTo(3);
        assertThat(written(WorldsFixture.sweep(), "report.html"))
                .contains("Sensitivity to weight")
                .doesNotContain("Published claims beside ours");
    }

    @Test
    void theFrontAndItsHypervolumeAreThoseComputedByHand() {
        var result = WorldsFixture.sweep();
        var pareto = Pareto.of(result, WorldSummary.of(result), 0);
        // Bill, incremental emissions, wear; loading is unknown, unserved energy the same for all.
        assertThat(pareto.objectives().stream().map(Pareto.Objective::id))
                .containsExactly("bill", "emissions_incremental", "wear_cost", "unserved_energy");
        // uncontrolled (20, 150, 2), mpc 0.5 (10, 100, 4), mpc 1 (12, 100, 6), means of two seeds.
        assertThat(pareto.cases().stream().map(WorldsResult.Case::run))
                .containsExactly("uncontrolled", "mpc[weight=0.5]", "mpc[weight=1]");
        assertThat(pareto.values(1)).containsExactly(10, 100, 4, 0);
        assertThat(pareto.isInFront(0)).isTrue();
        assertThat(pareto.isInFront(1)).isTrue();
        assertThat(pareto.isInFront(2)).isFalse();
        // Ranges 10, 50 and 4 with a tenth beyond: uncontrolled at (1, 1, 0) / 1.1, mpc 0.5 at
        // (0, 0, 0.5) / 1.1, mpc 1 at (0.2, 0, 1) / 1.1.
        assertThat(pareto.distance(0)).isCloseTo(Math.sqrt(2) / 1.1, within(1e-12));
        assertThat(pareto.distance(1)).isCloseTo(0.5 / 1.1, within(1e-12));
        assertThat(pareto.chosen()).isEqualTo(1);
        double tenth = 0.1 / 1.1;
        double mpc = 1 - 0.5 / 1.1;
        assertThat(pareto.hypervolumes().getOrDefault("uncontrolled", 0.0))
                .isCloseTo(tenth * tenth, within(1e-12));
        assertThat(pareto.hypervolumes().getOrDefault("mpc", 0.0)).isCloseTo(mpc, within(1e-12));
        // The column of uncontrolled reaches beyond mpc's box for wear below 0.5 / 1.1.
        assertThat(pareto.hypervolume()).isCloseTo(mpc + tenth * tenth * 0.5 / 1.1, within(1e-12));
    }
}
