package org.evenflow.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.evenflow.data.scenario.Study;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.Controllers;
import org.evenflow.experiment.Experiment;
import org.evenflow.experiment.Figures;
import org.evenflow.experiment.LocalRunner;
import org.evenflow.experiment.Progress;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.Task;
import org.evenflow.report.Yardstick;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study of two sites: a garage with a roof and a limit, a depot behind a transformer. */
class SitesStudyTest {
    private static final String TOWN =
            """
            scenario: town
            time: {start: 2019-07-16T00:00, zone: Europe/Zurich, step_min: 60, hours: 24}
            chargers:
              wallbox: {kind: slow_ac, phases: 3, max_a: 16}
            sites:
              - id: garage
                stations: [{id: g, connectors: 4, charger: wallbox}]
                site_limit_kw: 25
                plants: [{id: roof, kwp: 10}]
              - id: depot
                stations: [{id: d, connectors: 3, charger: wallbox, transformer: T}]
                transformers: [{id: T, rating_kva: 40}]
            weather: {clear_sky: {latitude_deg: 47, longitude_deg: 8}}
            base_load: {profile: commercial, peak_kw: 5}
            sessions:
              populations:
                - {id: staff, profile: workplace, sessions_per_connector_day: 1, fleet: [tesla_model_3]}
            tariff:
              - {id: day, kind: flat, currency: CHF, price_per_kwh: 0.25, demand_per_kw_month: 5}
              - {id: night, kind: flat, currency: CHF, price_per_kwh: 0.15, sites: [depot]}
            """;

    @TempDir private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("town.yaml"), TOWN);
    }

    private Study study() {
        return StudyReader.read(file)
                .withControllers(List.of("uncontrolled", "least_laxity_first"))
                .withSeeds(2);
    }

    private static Map<String, Figures> figures(Study study) {
        var references = new References(study, new Controllers());
        var experiment = new StudyExperiment(study, references, () -> 0);
        var runs = results(experiment);
        var none = new Yardstick(List.of(), List.of(), List.of(), List.of());
        var sites = experiment.sites();
        var starts =
                ReferenceExperiment.starts(
                        runs, none, sites.areSeveral() ? sites.ids() : List.of());
        runs.addAll(results(new ReferenceExperiment(experiment, starts, () -> 0)));
        var figures = new HashMap<String, Figures>();
        runs.forEach(r -> figures.put(r.task().subject() + " " + r.task().seed(), r.value()));
        return figures;
    }

    private static List<Result<Figures>> results(Experiment<Figures> experiment) {
        var worker = experiment.worker();
        var results = new ArrayList<Result<Figures>>();
        for (Task task : experiment.tasks()) {
            var result = new Result<>(task, worker.run(task));
            assertThat(experiment.decode(experiment.encode(result))).isEqualTo(result);
            results.add(result);
        }
        return results;
    }

    private static double value(Map<String, Double> values, String id) {
        return values.getOrDefault(id, Double.NaN);
    }

    @Test
    void aSiteWhoseOnlyPopulationNeverComesPlaysWithoutASession() throws IOException {
        Files.writeString(
                file,
                TOWN.replace(
                        "- {id: staff,",
                        """
                        - {id: nobody, stations: [d], profile: workplace, sessions_per_connector_day: 0, fleet: [tesla_model_3]}
                            - {id: staff, stations: [g],"""));
        var figures = figures(study());
        assertThat(figures).hasSize(8);
        figures.forEach(
                (run, figure) -> {
                    if (!run.startsWith(References.RELAXATION)) {
                        var depot = figure.at("depot").values();
                        assertThat(value(depot, "sessions")).as(run).isZero();
                        assertThat(value(depot, "energy_charged")).as(run).isZero();
                        assertThat(value(depot, "total_cost")).as(run).isFinite();
                        assertThat(value(figure.at("garage").values(), "sessions")).isPositive();
                    }
                });
    }

    @Test
    void moneyEnergyAndBoundsOfTheSitesAddUp() {
        var figures = figures(study());
        assertThat(figures).hasSize(8);
        figures.forEach(
                (run, figure) -> {
                    assertThat(figure.sites().keySet()).containsExactly("garage", "depot");
                    for (String id :
                            run.startsWith(References.RELAXATION)
                                    ? List.of("lower_bound")
                                    : List.of("total_cost", "charging_cost", "energy_charged")) {
                        double sum =
                                value(figure.at("garage").values(), id)
                                        + value(figure.at("depot").values(), id);
                        assertThat(value(figure.values(), id))
                                .as("%s of %s", id, run)
                                .isCloseTo(sum, within(1e-9));
                    }
                });
    }

    @Test
    void aSiteComesToTheSameWhereItsFileNamesNoOther() throws IOException {
        var both = figures(study());
        String garage =
                TOWN.substring(TOWN.indexOf("  - id: garage"), TOWN.indexOf("  - id: depot"));
        Files.writeString(file, TOWN.replace(garage, ""));
        figures(study())
                .forEach(
                        (run, alone) -> {
                            var values = new HashMap<>(alone.values());
                            // What levels cost is said of all sites together.
                            values.remove(References.WITHOUT_LEVELS);
                            assertThat(values)
                                    .as(run)
                                    .isEqualTo(
                                            Objects.requireNonNull(both.get(run))
                                                    .at("depot")
                                                    .values());
                        });
    }

    @Test
    void noSiteCostsLessThanItsBound() {
        var figures = figures(study());
        for (String site : List.of("garage", "depot")) {
            for (int seed = 1; seed <= 2; seed++) {
                var bound = Objects.requireNonNull(figures.get("relaxation " + seed)).at(site);
                var plan = Objects.requireNonNull(figures.get("clairvoyant " + seed)).at(site);
                assertThat(value(plan.values(), "total_cost"))
                        .as("%s, seed %d", site, seed)
                        .isGreaterThan(value(bound.values(), "lower_bound") - 1e-9);
            }
        }
    }

    @Test
    void theFolderTellsOfEachSiteAndOfAll() throws IOException {
        Path out = folder.resolve("out");
        var campaign = new Campaign(new LocalRunner(2), Progress.NONE, System::nanoTime);
        var result = new StudyRunner(study(), campaign).run(out, false, "test");
        assertThat(result.sites())
                .extracting(site -> site.site())
                .containsExactly("garage", "depot");
        var lines = Files.readAllLines(out.resolve("results.csv"));
        assertThat(lines.getFirst())
                .isEqualTo("scenario,controller,seed,indicator,value,unit,site");
        assertThat(costs(lines)).containsExactly("all", "garage", "depot");
        assertThat(out.resolve("report-garage.html")).exists();
        assertThat(out.resolve("report-depot.html")).exists();
        var steps = unpacked(out.resolve("steps.csv.gz"));
        assertThat(steps.getFirst())
                .startsWith("controller,seed,site,step,time,import_kw")
                .endsWith(",transformer_kw_T");
        assertThat(steps.get(1)).startsWith("uncontrolled,1,garage,0,").endsWith(",true,");
        assertThat(steps.get(25)).startsWith("uncontrolled,1,depot,0,").doesNotEndWith(",");
        assertThat(steps).hasSize(1 + 2 * 2 * 24);
        assertThat(unpacked(out.resolve("sessions.csv.gz")).getFirst())
                .startsWith("controller,seed,site,session,connector,");
        assertThat(Files.readAllLines(out.resolve("events.csv")).getFirst())
                .startsWith("controller,seed,site,kind,");
    }

    /** Sites of the total costs of one run, in the order of the lines. */
    private static List<String> costs(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("town,uncontrolled,2,total_cost,"))
                .map(line -> line.substring(line.lastIndexOf(',') + 1))
                .toList();
    }

    @Test
    void pagesOfSitesThatAreNoMoreGo() throws IOException {
        Path out = folder.resolve("out");
        var campaign = new Campaign(new LocalRunner(1), Progress.NONE, System::nanoTime);
        new StudyRunner(study(), campaign).run(out, false, "test");
        Files.writeString(file, TOWN.replace("depot", "yard"));
        new StudyRunner(study(), campaign).run(out, true, "test");
        assertThat(out.resolve("report-yard.html")).exists();
        assertThat(out.resolve("report-depot.html")).doesNotExist();
    }

    @Test
    void feedersWithBusesOfOneNameShareColumns() throws IOException {
        Files.writeString(
                file,
                TOWN.replace(
                                "stations: [{",
                                "feeder: {built_in: ieee33}\n    stations: [{bus: '18', ")
                        .replace("{id: roof", "{bus: '2', id: roof")
                        .replace("peak_kw: 5", "scale: 0.1"));
        Path out = folder.resolve("out");
        var campaign = new Campaign(new LocalRunner(1), Progress.NONE, System::nanoTime);
        var study = study();
        new StudyRunner(study.withExtent(study.extent().withBound(0)), campaign)
                .run(out, false, "test");
        var steps = unpacked(out.resolve("steps.csv.gz"));
        var names = List.of(steps.getFirst().split(",", -1));
        assertThat(names).doesNotHaveDuplicates().contains("v_pu_1", "v_pu_33");
        // 33 buses and 37 branches of both, the depot's transformer, and 15 that every row has.
        assertThat(names).hasSize(15 + 33 + 37 + 1);
        for (String line : steps.subList(1, steps.size())) {
            var cells = List.of(line.split(",", -1));
            assertThat(cells).hasSameSizeAs(names);
            assertThat(cells.get(names.indexOf("v_pu_18"))).isNotEmpty();
            assertThat(cells.get(names.indexOf("transformer_kw_T")).isEmpty())
                    .isEqualTo(cells.get(2).equals("garage"));
        }
    }

    private static List<String> unpacked(Path packed) throws IOException {
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(packed)),
                                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
