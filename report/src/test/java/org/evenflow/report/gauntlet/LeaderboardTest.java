package org.evenflow.report.gauntlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.evenflow.numeric.statistics.Interval;
import org.evenflow.report.Regret;
import org.evenflow.report.StudyResult;
import org.evenflow.report.WorldsResult;
import org.evenflow.report.Yardstick;
import org.junit.jupiter.api.Test;

/** Two worlds of two seeds that can be reckoned by hand. */
final class LeaderboardTest {
    private static final double EXACT = 1e-12;

    /** Costs by controller; b serves less in the first world. */
    private static final WorldsResult.World FIRST =
            world(
                    "first",
                    50,
                    List.of("b"),
                    Map.of(
                            "uncontrolled", new double[] {100, 120},
                            "a", new double[] {90, 100},
                            "m", new double[] {85, 90},
                            "b", new double[] {80, 90},
                            "clairvoyant", new double[] {80, 80}));

    private static final WorldsResult.World SECOND =
            world(
                    "second",
                    20,
                    List.of(),
                    Map.of(
                            "uncontrolled", new double[] {50, 50},
                            "a", new double[] {45, 45},
                            "m", new double[] {50, 48},
                            "b", new double[] {45, 45},
                            "clairvoyant", new double[] {40, 40}));

    private final Leaderboard board = new Leaderboard(result(List.of(FIRST, SECOND), List.of()));

    @Test
    void ranksAreByCostAndTheirMeanOrdersTheBoard() {
        // First world: m, a, uncontrolled, and b last for serving less; second: a and b share 1.5.
        assertThat(board.worlds().getFirst().ranks()).containsExactly(3, 2, 1, 4);
        assertThat(board.worlds().getLast().ranks()).containsExactly(4, 1.5, 3, 1.5);
        assertThat(board.rows())
                .extracting(Leaderboard.Row::controller)
                .containsExactly("a", "m", "b", "uncontrolled");
        assertThat(board.rows())
                .extracting(row -> row.rank().estimate())
                .containsExactly(1.75, 2.0, 2.75, 3.5);
    }

    @Test
    void wholeSharesOfTiesAndOfTheLastPlaces() {
        double[] ranks =
                WorldTable.ranks(
                        new double[] {7, 3, 3 + 1e-12, Double.NaN, 1},
                        List.of(false, false, false, false, true));
        assertThat(ranks).containsExactly(3, 1.5, 1.5, 4.5, 4.5);
    }

    @Test
    void winsAreWorldsWhereNobodyIsBetter() {
        assertThat(board.rows()).extracting(Leaderboard.Row::wins).containsExactly(1, 1, 1, 0);
    }

    @Test
    void capturedShareIsARatioOfSumsInAWorldAndAMeanOverThem() {
        // First: the plan saves 20 + 40; m 15 + 30, a 10 + 20; b's 50 count as nothing.
        assertThat(row("m").captured().estimate())
                .isCloseTo((45 / 60.0 + 2 / 20.0) / 2, within(EXACT));
        assertThat(row("a").captured().estimate()).isCloseTo(0.5, within(EXACT));
        assertThat(row("b").captured().estimate()).isCloseTo((0 + 0.5) / 2, within(EXACT));
        assertThat(row("m").worstCaptured().world()).isEqualTo("second");
        assertThat(row("m").worstCaptured().value()).isCloseTo(0.1, within(EXACT));
        assertThat(row("b").worstCaptured()).isEqualTo(new Leaderboard.Worst(0, "first"));
    }

    @Test
    void intervalsDrawSeedsWithinWorlds() {
        // m captures 15/20, 45/60 or 30/40 in the first world, always three quarters, and 0, 0.1 or
        // 0.2 in the second with probability 1/4, 1/2, 1/4. Only where it captures 0 there it costs
        // what uncontrolled costs and shares ranks 3 and 4 with it.
        Interval captured = row("m").captured();
        assertThat(captured.low()).isCloseTo((0.75 + 0) / 2, within(EXACT));
        assertThat(captured.high()).isCloseTo((0.75 + 0.2) / 2, within(EXACT));
        assertThat(row("m").rank().low()).isCloseTo(2, within(EXACT));
        assertThat(row("m").rank().high()).isCloseTo((1 + 3.5) / 2, within(EXACT));
    }

    @Test
    void extraCostIsAboveTheBestOtherThatServes() {
        // First, of 50: m -7.5 to a, a 7.5, uncontrolled 22.5; second, of 20: 4, 0, 5.
        assertThat(row("m").extraPercent()).isCloseTo((-15 + 20) / 2.0, within(EXACT));
        assertThat(row("a").extraPercent()).isCloseTo(15 / 2.0, within(EXACT));
        assertThat(row("uncontrolled").extraPercent()).isCloseTo((45 + 25) / 2.0, within(EXACT));
        // Where it under-serves there is nothing to compare.
        assertThat(row("b").extraPercent()).isCloseTo(0, within(EXACT));
    }

    @Test
    void plannersMeetTheBestRuleThatServesPairedBySeed() {
        assertThat(board.duels()).hasSize(2);
        var duel = board.duels().getFirst();
        assertThat(duel.controller()).isEqualTo("m");
        assertThat(duel.rule()).isEqualTo("a");
        // Differences of -5 and -10 on bills of 50.
        assertThat(duel.difference()).isEqualTo(new Interval(-7.5, -10, -5));
        assertThat(duel.percent()).isCloseTo(-15, within(EXACT));
        assertThat(duel.worstSeedPercent()).isCloseTo(-10, within(EXACT));
    }

    @Test
    void servedEnergyIsARatioOfSums() {
        // 99 % of 10 kWh and 100 % of 30 kWh.
        assertThat(row("m").worstServed().value()).isCloseTo(99.75, within(EXACT));
    }

    @Test
    void whoSeesTheFutureIsShownButHasNoRank() {
        assertThat(board.rows())
                .extracting(Leaderboard.Row::controller)
                .doesNotContain("clairvoyant");
        assertThat(board.worlds().getFirst().cost("clairvoyant")).isEqualTo(80);
        assertThat(board.worlds().getFirst().bound()).isEqualTo(70);
    }

    @Test
    void pageAndTablesSayWhatIsNotTheGauntlet() {
        var whole = result(List.of(FIRST, SECOND), List.of());
        var part = result(List.of(FIRST), List.of("1 of 12 worlds"));
        assertThat(GauntletWriter.lines(whole).getFirst()).startsWith("Gauntlet 7, commit c0ffee");
        assertThat(GauntletPage.html(whole, board)).contains("<h1>Gauntlet 7</h1>", "hindsight");
        assertThat(GauntletPage.html(part, new Leaderboard(part)))
                .contains("<h1>Not the gauntlet: a quick look at version 7</h1>", "1 of 12 worlds");
        assertThat(GauntletJson.text(part, new Leaderboard(part)))
                .contains("\"is_whole\" : false", "\"gauntlet\" : 7", "\"commit\" : \"c0ffee\"");
    }

    private Leaderboard.Row row(String controller) {
        return board.rows().stream()
                .filter(row -> row.controller().equals(controller))
                .findFirst()
                .orElseThrow();
    }

    private static GauntletResult result(List<WorldsResult.World> worlds, List<String> deviations) {
        return new GauntletResult(
                7,
                "0123456789abcdef",
                "c0ffee",
                deviations,
                Set.of("uncontrolled", "a", "b"),
                worlds,
                Map.of("Command", "evenflow gauntlet"),
                1);
    }

    private static WorldsResult.World world(
            String id, double charging, List<String> underserving, Map<String, double[]> costs) {
        var runs = new ArrayList<StudyResult.Run>();
        var controllers = List.of("uncontrolled", "a", "m", "b", "clairvoyant");
        for (String controller : controllers) {
            double[] own = Objects.requireNonNull(costs.get(controller));
            for (int seed = 1; seed <= 2; seed++) {
                var values = new LinkedHashMap<String, Double>();
                values.put("operating_cost", own[seed - 1] - 1);
                values.put("unserved_cost", 1.0);
                values.put("charging_cost", charging);
                values.put("asked_energy", seed == 1 ? 10.0 : 30.0);
                values.put("served_energy", seed == 1 ? 99.0 : 100.0);
                runs.add(new StudyResult.Run(controller, seed, values));
            }
        }
        var yardstick =
                new Yardstick(
                        List.of("clairvoyant"),
                        List.of(),
                        underserving,
                        List.of(
                                new Yardstick.Bound(1, 68, "", ""),
                                new Yardstick.Bound(2, 72, "", "")));
        return new WorldsResult.World(
                id,
                new StudyResult(
                        "gauntlet",
                        id,
                        "The " + id + " world",
                        Map.of(),
                        "EUR",
                        controllers,
                        List.of(1L, 2L),
                        Regret.into(runs, yardstick),
                        List.of(),
                        List.of(),
                        Map.of(),
                        1,
                        yardstick,
                        List.of()));
    }
}
