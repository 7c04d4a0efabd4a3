package org.evenflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evenflow study} with a world of charger groups. */
class EconomicStudyTest {
    private static final String STUDY =
            """
            study: short
            dispatch: heterogeneous-stations
            seeds: 1
            states_per_seed: 6
            """;

    private static final String OWN =
            """
            study: own
            seeds: 2
            states_per_seed: 6
            dispatch:
              dispatch: three
              regions: [A, B]
              groups:
                - {id: f, kind: fast_dc, region: A, cost_per_kw2: 0.01, cost_per_kw: 6, cost_fixed: 40, min_kw: 20, max_kw: 150}
                - {id: v, kind: v2g, region: B, cost_per_kw: 5, cost_fixed: 9, max_kw: 80, feedback_efficiency: 0.9}
                - {id: s, kind: slow_ac, region: B, cost_per_kw2: 0.02, cost_per_kw: 4, cost_fixed: 20, max_kw: 60}
              random_states: {total_kw: [60, 200], region_kw: {A: [0, 40]}, available_kw: {v: [0, 60]}}
            """;

    @TempDir Path folder;

    private Program.Answer study(String text, String out, String... more) throws IOException {
        Path file = folder.resolve("short.yaml");
        Files.writeString(file, text);
        var args = new ArrayList<>(List.of("study", file.toString()));
        args.addAll(List.of(more));
        args.add("--out=" + folder.resolve(out));
        return Program.run(args.toArray(String[]::new));
    }

    private List<String[]> rows(String out) throws IOException {
        return Files.readAllLines(folder.resolve(out).resolve("results.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
    }

    private List<String> withoutTimes(String out) throws IOException {
        return rows(out).stream()
                .map(
                        cells -> {
                            cells[15] = "";
                            return String.join(",", cells);
                        })
                .toList();
    }

    @Test
    void resultsHoldTheGapByMethodAndStateAndNothingIsBelowTheExactMethod() throws IOException {
        var answer = study(STUDY, "all");
        assertThat(answer.status()).as(answer.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("all/results.csv")).getFirst())
                .startsWith("variant,states,seed,state,method,cost,optimality_gap_percent,");
        int random = 0;
        for (String[] cells : rows("all")) {
            random += cells[1].equals("random") ? 1 : 0;
            assertThat(cells[10]).as(String.join(",", cells)).isEqualTo("true");
            // Solvers stop within 1e-6 of the optimum.
            assertThat(Double.parseDouble(cells[6])).isGreaterThan(-1e-4);
            assertThat(Double.parseDouble(cells[8])).isLessThanOrEqualTo(1e-6);
            if (cells[4].equals("exact")) {
                assertThat(Double.parseDouble(cells[7])).isLessThan(1e-6);
            }
        }
        // Two variants, one seed, six states, twelve methods.
        assertThat(random).isEqualTo(2 * 6 * 12);
        assertThat(answer.out())
                .contains("6\u202f074.04 convex", "6\u202f073.55", "4\u202f779.80 non convex")
                .contains("No method was below the proven optimum.");
    }

    @Test
    void sameSeedsGiveTheSameBitsOnAnyNumberOfThreads() throws IOException {
        study(OWN, "one", "--threads=1", "--controllers=exact,pso,ga,local,equal_shift");
        study(OWN, "two", "--threads=2", "--controllers=exact,pso,ga,local,equal_shift");
        assertThat(withoutTimes("two")).isNotEmpty().isEqualTo(withoutTimes("one"));
        assertThat(folder.resolve("two/states.csv"))
                .hasSameTextualContentAs(folder.resolve("one/states.csv"));
    }

    @Test
    void resolvedConfigurationRepeatsTheStudy() throws IOException {
        study(OWN, "first", "--controllers=exact,ga");
        String resolved = Files.readString(folder.resolve("first/study.yaml"));
        study(resolved, "again");
        assertThat(withoutTimes("again")).isEqualTo(withoutTimes("first"));
    }

    @Test
    void summaryHoldsClaimsAndOursWithGaps() throws IOException {
        var answer = study(STUDY, "json", "--json", "--controllers=exact,pso");
        JsonNode root = new ObjectMapper().readTree(answer.out());
        JsonNode pso = root.at("/claims/0");
        assertThat(pso.path("name").asText()).isEqualTo("PSO");
        // 12,603.94 over 12,201.77, and 52,102.92 over 49,129.07.
        assertThat(pso.path("claimed_state_gap_percent").asDouble()).isBetween(3.2959, 3.2961);
        assertThat(pso.path("claimed_hour_gap_percent").asDouble()).isBetween(6.0531, 6.0532);
        assertThat(pso.at("/convex/state_gap_percent/mean").isNumber()).isTrue();
        assertThat(root.at("/claims/4/ran").asBoolean()).isFalse();
        assertThat(root.at("/published_state/non_convex/exact/cost").asDouble())
                .isBetween(4779.79, 4779.81);
        assertThat(root.at("/variants/convex/methods/pso/optimality_gap_percent").size())
                .isEqualTo(3);
        assertThat(root.at("/variants/convex/order").size()).isEqualTo(1);
    }

    @Test
    void reportHoldsItselfAndAsksNoNetwork() throws IOException {
        study(STUDY, "page", "--controllers=exact,ga,equal_shift");
        String page = Files.readString(folder.resolve("page/report.html"));
        assertThat(page)
                .contains("<!doctype html>", "Claimed and ours, convex", "MADRL-TVC")
                .contains("Gap to the proven optimum on random states, non convex")
                .doesNotContain("src=\"http", "href=\"http", "{{");
    }

    @Test
    void wrongMethodsSeedsAndFoldersAreRefusedInOneSentence() throws IOException {
        assertRefused(
                study(STUDY, "out", "--controllers=exact,magic"), "method 'magic' does not exist");
        assertRefused(study(STUDY, "out", "--seeds=0"), "--seeds must be 1 to");
        assertRefused(
                study(STUDY.replace("seeds: 1", "seeds: 0"), "out"),
                "seeds must be a whole number between 1 and 100000",
                "(short.yaml:3)");
        assertRefused(
                study(STUDY.replace("heterogeneous-stations", "nowhere"), "out"),
                "dispatch: file 'nowhere' does not exist",
                "(short.yaml:2)");
        study(OWN, "kept", "--controllers=exact");
        assertThat(study(OWN, "kept", "--controllers=exact,ga").complaint())
                .contains("results of another configuration", "--overwrite");
    }

    @Test
    void theRippledExampleRunsAndItsOptimumIsProven() throws IOException {
        String text = Files.readString(Path.of("..", "examples", "rippled-dispatch.yaml"));
        var answer =
                study(text.replace("seeds: 5", "seeds: 1"), "rippled", "--controllers=exact,local");
        assertThat(answer.status()).as(answer.err()).isZero();
        for (String[] cells : rows("rippled")) {
            assertThat(cells[10]).isEqualTo("true");
            if (cells[4].equals("exact")) {
                // 1e-6 of the cost.
                assertThat(Double.parseDouble(cells[7])).isLessThanOrEqualTo(1.01e-4);
            }
        }
    }

    private static void assertRefused(Program.Answer answer, String... words) {
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.complaint()).contains(Arrays.asList(words)).doesNotContain("\n");
    }

    @Test
    void worldsAndMethodsAreListedShownAndChecked() throws IOException {
        assertThat(Program.run("scenario", "list").out())
                .contains("Economic dispatch", "heterogeneous-stations", "equal_incremental_cost");
        assertThat(Program.run("scenario", "show", "heterogeneous-stations").out())
                .contains("9 in 4 regions");
        Path file = folder.resolve("short.yaml");
        Files.writeString(file, STUDY);
        assertThat(Program.run("scenario", "check", file.toString()).out())
                .contains("is right", "6 states of seed 1 can be served");
    }
}
