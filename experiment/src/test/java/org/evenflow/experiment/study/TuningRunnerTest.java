package org.evenflow.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.ControllerProvider;
import org.evenflow.control.Observation;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.evenflow.control.rule.Rules;
import org.evenflow.data.scenario.Study;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.Controllers;
import org.evenflow.experiment.LocalRunner;
import org.evenflow.experiment.Progress;
import org.evenflow.model.InputException;
import org.evenflow.report.tuning.TuningResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches over the settings of rules, which are quick, on days of the first scenario. */
final class TuningRunnerTest {
    private static final int SEEDS = 5;

    private static final String DEAR_PEAKS =
            """
            scenario: site
            time: {start: 2019-06-03T00:00, zone: Europe/Zurich}
            stations: [{id: A, connectors: 6, charger: {kind: slow_ac, phases: 3, max_a: 16}}]
            sessions: {populations: [{id: p, profile: workplace, sessions_per_connector_day: 1, fleet: [tesla_model_3]}]}
            tariff: {kind: flat, currency: CHF, price_per_kwh: 0.2, demand_per_kw_month: 500}
            """;

    @TempDir private Path folder;

    private final Study study = StudyReader.builtIn("quickstart").withSeeds(2);

    private TuningRunner runner(String controller, int threads) {
        var campaign = new Campaign(new LocalRunner(threads), Progress.NONE, () -> 0);
        return new TuningRunner(study, campaign, controller, Map.of(), 24, SEEDS);
    }

    private TuningResult run(String controller, String name, int threads) {
        return runner(controller, threads)
                .run(folder.resolve(name), false, "test", ids -> "study " + ids);
    }

    /** Costs by controller and seed, as they were kept. */
    private Map<String, Double> costs(String name) throws IOException {
        var costs = new HashMap<String, Double>();
        for (String line : Files.readAllLines(folder.resolve(name).resolve("runs.jsonl"))) {
            var run = new ObjectMapper().readTree(line);
            costs.put(
                    run.get("controller").asText() + " " + run.get("seed").asLong(),
                    run.at("/values/total_cost").asDouble());
        }
        return costs;
    }

    private static double mean(Map<String, Double> costs, String id, int seeds) {
        return LongStream.rangeClosed(900_001, 900_000 + seeds)
                .mapToDouble(seed -> costs.getOrDefault(id + " " + seed, Double.NaN))
                .average()
                .orElseThrow();
    }

    @Test
    void theCheapestOfThoseThatWerePlayedOnAllSeedsIsChosen() throws IOException {
        var result = run("time_of_use", "out", 2);
        var costs = costs("out");
        assertThat(result.seeds())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(900_001, 900_000 + SEEDS).boxed().toList());
        assertThat(result.variants()).hasSize(24);
        var last = result.variants().stream().filter(v -> v.seeds() == SEEDS).toList();
        assertThat(last.size()).isBetween(TuningRunner.FINALISTS, 20);
        assertThat(last).extracting(TuningResult.Variant::id).contains("time_of_use");
        for (TuningResult.Variant variant : result.variants()) {
            double mean = mean(costs, variant.id(), variant.seeds());
            assertThat(variant.cost()).isCloseTo(mean, within(1e-9));
            assertThat(variant.difference())
                    .isCloseTo(mean - mean(costs, "time_of_use", variant.seeds()), within(1e-9));
        }
        assertThat(result.chosen().cost())
                .isEqualTo(
                        last.stream()
                                .filter(TuningResult.Variant::isChoosable)
                                .mapToDouble(TuningResult.Variant::cost)
                                .min()
                                .orElseThrow());
        assertThat(result.chosen().cost()).isLessThan(mean(costs, "time_of_use", SEEDS));
        assertThat(result.gain().estimate()).isCloseTo(result.chosen().difference(), within(1e-9));
        assertThat(result.next()).isEqualTo("study time_of_use," + result.chosen().id());
    }

    @Test
    void whoIsGivenUpWasDearerOnTheSeedsPlayed() throws IOException {
        var result = run("time_of_use", "out", 2);
        var costs = costs("out");
        var bySeeds =
                result.variants().stream()
                        .filter(TuningResult.Variant::isChoosable)
                        .filter(v -> !v.id().equals("time_of_use"))
                        .collect(Collectors.partitioningBy(v -> v.seeds() > 2));
        double dearestKept =
                bySeeds.getOrDefault(true, List.of()).stream()
                        .mapToDouble(v -> mean(costs, v.id(), 2))
                        .max()
                        .orElseThrow();
        assertThat(bySeeds.getOrDefault(false, List.of()))
                .hasSizeGreaterThan(9)
                .allSatisfy(v -> assertThat(v.cost()).isGreaterThanOrEqualTo(dearestKept - 1e-9));
    }

    @Test
    void rulesArePlayedOnTheSameSeeds() throws IOException {
        var result = run("price_spread", "out", 2);
        var costs = costs("out");
        assertThat(result.rules())
                .isNotEmpty()
                .allSatisfy(
                        rule ->
                                assertThat(rule.cost())
                                        .isCloseTo(mean(costs, rule.id(), SEEDS), within(1e-9)));
        assertThat(Rules.candidates()).contains(result.rules().getFirst().id());
        assertThat(result.againstRule().estimate())
                .isCloseTo(result.chosen().cost() - result.rules().getFirst().cost(), within(1e-9));
    }

    @Test
    void itIsTheSameOnAnyNumberOfThreadsAndNothingIsPlayedTwice() throws IOException {
        run("time_of_use", "alone", 1);
        run("time_of_use", "together", 4);
        assertThat(folder.resolve("together/variants.csv"))
                .hasSameTextualContentAs(folder.resolve("alone/variants.csv"));
        var kept = Files.readAllLines(folder.resolve("alone/runs.jsonl"));
        run("time_of_use", "alone", 2);
        assertThat(Files.readAllLines(folder.resolve("alone/runs.jsonl"))).isEqualTo(kept);
    }

    /** A kW costs so much that nobody saves like who does not charge. */
    @Test
    void whoServesLessThanRulesIsNeverChosen() throws IOException {
        var result = tuned(new Misers(1, "0", "0.9", "1"));
        var costs = costs("out");
        assertThat(mean(costs, "miser[share=0]", 2)).isLessThan(0.5 * mean(costs, "miser", 2));
        assertThat(result.variants())
                .filteredOn(variant -> !variant.isChoosable())
                .extracting(TuningResult.Variant::id)
                .contains("miser[share=0]");
        assertThat(result.chosen().isChoosable()).isTrue();
        assertThat(result.chosen().id()).isNotEqualTo("miser[share=0]");
    }

    @Test
    void whereNobodyServesEnoughTheControllerStaysAsItWasNamed() throws IOException {
        var result = tuned(new Misers(0.1, "0", "0.05", "0.1"));
        assertThat(result.variants()).hasSize(3).noneMatch(TuningResult.Variant::isChoosable);
        assertThat(result.chosen().id()).isEqualTo("miser");
    }

    private TuningResult tuned(Misers misers) throws IOException {
        Path file = Files.writeString(folder.resolve("site.yaml"), DEAR_PEAKS);
        var all = new Controllers().with("miser.jar", List.of(misers));
        var campaign = new Campaign(new LocalRunner(2), Progress.NONE, () -> 0);
        var study = StudyReader.named(file.toString());
        return new TuningRunner(study, campaign, all, "miser", Map.of(), 9, 2)
                .run(folder.resolve("out"), false, "test", ids -> ids);
    }

    /** Charges a share of what vehicles can take. */
    private static final class Misers implements ControllerProvider {
        private final Setting share;

        Misers(double usual, String... trials) {
            share = new Setting("share", usual, 0, 1, "share").tried(trials);
        }

        @Override
        public List<String> ids() {
            return List.of("miser");
        }

        @Override
        public String describe(String id) {
            return "Charges a share of what can be taken.";
        }

        @Override
        public List<Setting> settings(String id) {
            return List.of(share);
        }

        @Override
        public Controller create(String id) {
            return create(id, Settings.of(id, settings(id), Map.of()));
        }

        @Override
        public Controller create(String id, Settings settings) {
            double share = settings.number("share");
            return new Controller() {
                @Override
                public String id() {
                    return id;
                }

                @Override
                public void decide(Observation seen, Action action) {
                    var limits = seen.limits();
                    for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                        int connector = limits.connectorAt(rank);
                        action.powerKw()[connector] = share * limits.highKw(connector);
                    }
                }
            };
        }
    }

    @Test
    void whatCannotBeTunedIsRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> runner("mpc_perfect", 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("sees the future");
        var worlds = StudyReader.builtIn("urban-feeder");
        var campaign = new Campaign(new LocalRunner(1), Progress.NONE, () -> 0);
        assertThatThrownBy(() -> new TuningRunner(worlds, campaign, "mpc", Map.of(), 5, 2))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("several worlds")
                .hasMessageContaining("--variants");
    }
}
