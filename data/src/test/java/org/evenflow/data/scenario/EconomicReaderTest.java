package org.evenflow.data.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evenflow.model.ChargerGroups.Variant;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EconomicReaderTest {
    private static final String SITE =
            """
            dispatch: two
            regions: [A, B]
            groups:
              - {id: f, kind: fast_dc, region: A, cost_per_kw2: 0.01, cost_per_kw: 6, cost_fixed: 40, min_kw: 20, max_kw: 150}
              - {id: v, kind: v2g, region: B, cost_per_kw: 5, max_kw: 80, feedback_efficiency: 0.9}
            published_state: {total_kw: 100, region_kw: {A: 30}, available_kw: {v: 60}}
            random_states: {total_kw: [50, 140], region_kw: {A: [0, 40]}, available_kw: {v: [0, 60]}}
            """;

    @TempDir Path folder;

    private EconomicStudy read(String text) throws IOException {
        Path file = folder.resolve("site.yaml");
        Files.writeString(file, text);
        assertThat(EconomicReader.isMeant(file.toString())).isTrue();
        return EconomicReader.named(file.toString());
    }

    private void refused(String from, String to, String message) throws IOException {
        assertThat(SITE).contains(from);
        String wrong = SITE.replace(from, to);
        assertThatThrownBy(() -> read(wrong))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    /** Tables I to III, and what table IV says of the state. */
    @Test
    void builtInWorldHoldsThePublishedConstants() {
        EconomicStudy study = EconomicReader.named("heterogeneous-stations");
        var groups = study.world().groups();
        assertThat(groups).hasSize(9);
        assertThat(groups.stream().map(g -> g.region()).toList())
                .containsExactly("A", "C", "D", "D", "A", "C", "A", "B", "C");
        assertThat(groups.stream().mapToDouble(g -> g.costPerKw2()).toArray())
                .containsExactly(0.0020, 0.0025, 0.0050, 0.0060, 0, 0, 0.0050, 0.0060, 0.0070);
        assertThat(groups.stream().mapToDouble(g -> g.costPerKw()).toArray())
                .containsExactly(10, 8, 6, 5, 5, 4, 6, 5, 3);
        assertThat(groups.stream().mapToDouble(g -> g.fixedCost()).toArray())
                .containsExactly(500, 300, 100, 90, 15, 20, 100, 90, 150);
        assertThat(groups.stream().mapToDouble(g -> g.minKw()).toArray())
                .containsExactly(100, 50, 50, 50, 0, 0, 0, 0, 0);
        assertThat(groups.stream().mapToDouble(g -> g.maxKw()).toArray())
                .containsExactly(600, 400, 300, 200, 90, 90, 200, 200, 180);
        var published = study.published();
        assertThat(published).isNotNull();
        assertThat(study.claims()).hasSize(5);
        assertThat(study.variants()).containsExactly(Variant.CONVEX, Variant.NON_CONVEX);
        assertThat(study.seeds().size() * study.statesPerSeed()).isEqualTo(1000);
    }

    @Test
    void whatIsMissingHasADefault() throws IOException {
        EconomicStudy study = read(SITE);
        assertThat(study.id()).isEqualTo("two");
        assertThat(study.title()).isEqualTo("two");
        assertThat(study.world().links()).hasSize(1);
        assertThat(study.day()).isNull();
        assertThat(study.ranges().regionHighKw()).containsExactly(40, 0);
        assertThat(study.ranges().availableHighKw()).containsExactly(Double.POSITIVE_INFINITY, 60);
    }

    @Test
    void resolvedStudyReadsAsTheSame() throws IOException {
        String resolved = EconomicReader.named("heterogeneous-stations").resolvedYaml();
        assertThat(read(resolved).resolvedYaml()).isEqualTo(resolved);
        String own = read(SITE).resolvedYaml();
        assertThat(read(own).resolvedYaml()).isEqualTo(own);
    }

    @Test
    void studyFileNamesAWorldMethodsAndSeeds() throws IOException {
        EconomicStudy study =
                read(
                        """
                        study: short
                        dispatch: heterogeneous-stations
                        methods: [exact, ga]
                        variants: [non_convex]
                        seeds: 2
                        states_per_seed: 5
                        out: results
                        """);
        assertThat(study.world().id()).isEqualTo("heterogeneous-stations");
        assertThat(study.methods()).containsExactly("exact", "ga");
        assertThat(study.variants()).containsExactly(Variant.NON_CONVEX);
        assertThat(study.seeds()).isEqualTo(List.of(1L, 2L));
        assertThat(study.out()).isEqualTo(folder.resolve("results"));
    }

    @Test
    void wrongNumbersAreRefusedAtTheirLine() throws IOException {
        refused(
                "cost_per_kw2: 0.01",
                "cost_per_kw2: -0.01",
                "group f: cost_per_kw2 must be >= 0 and finite, is -0.01 (site.yaml:4)");
        refused(
                "min_kw: 20",
                "min_kw: 200",
                "group f: min_kw must be between 0.0 and 150.0, is 200.0 (site.yaml:4)");
        refused(
                "[50, 140]",
                "[50, 200]",
                "total_kw must be at most what all groups together give, 150.0, is 200.0"
                        + " (site.yaml:7)");
        refused(
                "[0, 40]",
                "[40, 0]",
                "random_states.region_kw.A must be [low, high] in kW with 0 <= low <= high, is a"
                        + " list of 2 elements (site.yaml:7)");
    }

    @Test
    void unknownPlacesAreRefusedAtTheirLine() throws IOException {
        refused(
                "region: B",
                "region: C",
                "groups[1].region must be one of A, B, is 'C' (site.yaml:5)");
        refused(
                "region_kw: {A: 30}",
                "region_kw: {C: 30}",
                "published_state.region_kw: unknown key 'C'; allowed are A, B (site.yaml:6)");
        refused("{id: v,", "{id: f,", "group id 'f' is taken by site.yaml:4 (site.yaml:5)");
        refused(
                "published_state",
                "links: [[f, x]]\npublished_state",
                "links[0][1] must be one of f, v, is 'x' (site.yaml:6)");
    }

    @Test
    void stateThatNothingCanServeIsRefusedAtItsLine() throws IOException {
        refused(
                "total_kw: 100,",
                "total_kw: 250,",
                "total_kw must be at most what all groups together give, 210.0, is 250.0"
                        + " (site.yaml:6)");
        refused(
                "total_kw: 100,",
                "total_kw: 20,",
                "total_kw must be at least the regions' demand, 30.0, is 20.0 (site.yaml:6)");
        refused(
                "region_kw: {A: 30}",
                "region_kw: {A: 30}, feedback_kw: {B: 70}",
                "region B: feedback_kw must be at most what its V2G groups can feed back, 54.0, is"
                        + " 70.0 (site.yaml:6)");
    }
}
