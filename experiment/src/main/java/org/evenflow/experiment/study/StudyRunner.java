package org.evenflow.experiment.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evenflow.control.Controller;
import org.evenflow.data.scenario.ScenarioReader;
import org.evenflow.data.scenario.Study;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.Controllers;
import org.evenflow.experiment.Figures;
import org.evenflow.experiment.OutputFolder;
import org.evenflow.experiment.Provenance;
import org.evenflow.experiment.Release;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.ServicePrice;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.report.BestRule;
import org.evenflow.report.EpisodeRecord;
import org.evenflow.report.Regret;
import org.evenflow.report.StudyResult;
import org.evenflow.report.StudyWriter;
import org.evenflow.report.Yardstick;
import org.jspecify.annotations.Nullable;

/**
 * Plays a study in one world and writes its folder. The chosen seed is played once more at the end,
 * recorded in full.
 */
public final class StudyRunner {
    private final Study study;
    private final Scenario scenario;
    private final Controllers controllers;
    private final String configuration;
    private final String service;
    private References references;
    private final Campaign campaign;
    private @Nullable ReferenceExperiment measure;
    private boolean isFullTrace;
    private boolean isRecorded = true;

    /**
     * A runner.
     *
     * @param study what to play; without controllers all that there are
     * @param campaign where and how its runs are played
     */
    public StudyRunner(Study study, Campaign campaign) {
        this(study, campaign, new Controllers());
    }

    /**
     * A runner.
     *
     * @param controllers all that there are
     */
    StudyRunner(Study study, Campaign campaign, Controllers controllers) {
        this.study = study;
        this.controllers = controllers;
        scenario = study.scenario();
        study.controllers().forEach(controllers::create);
        references = new References(study, controllers);
        configuration =
                Release.heading()
                        + controllers.origin()
                        + study.withControllers(references.listed()).resolvedYaml();
        service = ServicePrice.words(scenario, study.seeds().getFirst());
        this.campaign = campaign;
    }

    /** Whether the chosen seed's step files have every row, however long the run. */
    public void fullTrace(boolean value) {
        isFullTrace = value;
    }

    /**
     * Whether the chosen seed is recorded and a report written (the default), or only the runs are
     * played, as for the points of a sweep.
     */
    public void recorded(boolean value) {
        isRecorded = value;
    }

    /**
     * Plays the study and writes its folder.
     *
     * @param folder for the results
     * @param overwrite whether results of another configuration may be replaced
     * @param command as the user typed it, for the report
     */
    public StudyResult run(Path folder, boolean overwrite, String command) {
        try (var output = OutputFolder.open(folder, configuration, overwrite);
                var recording = new Recording(folder, isFullTrace, campaign.nanoClock())) {
            long begin = campaign.nanoClock().getAsLong();
            campaign.progress().tells(ServicePrice.LABEL + " " + service);
            var best = bestRule(output);
            references = references.with(best);
            var experiment = new StudyExperiment(study, references, campaign.nanoClock());
            var results = new ArrayList<>(campaign.run(experiment, output));
            var ranking = references.ranking(ofControllers(results), best);
            results.addAll(measured(experiment, results, ranking, output));
            var yardstick = references.yardstick(study.seeds(), results, ranking);
            var runs = Regret.into(ofControllers(results), yardstick);
            var notes = new StudyNotes(study, references.played()).of(runs, results);
            var episodes = record(recording, notes);
            double seconds = (campaign.nanoClock().getAsLong() - begin) / 1e9;
            var result =
                    result(runs, episodes, notes, command, seconds, yardstick)
                            .withSites(ofSites(results, episodes, ranking));
            if (isRecorded) {
                StudyWriter.write(result, folder);
                recording.publish();
            }
            return result;
        }
    }

    /** The best rule, chosen on seeds of its own before anything else is played. */
    private BestRule bestRule(OutputFolder output) {
        return new RuleChoice(study, controllers, references)
                .play(
                        new StudyExperiment(study, references, campaign.nanoClock()),
                        campaign,
                        output);
    }

    /** What the runs are measured against; nothing where the study does without. */
    private List<Result<Figures>> measured(
            StudyExperiment experiment,
            List<Result<Figures>> results,
            Yardstick ranking,
            OutputFolder output) {
        if (!references.isPlayed()) {
            return List.of();
        }
        var parts = scenario.parts();
        var sites = parts.stream().map(part -> part.site().id()).toList();
        var starts =
                ReferenceExperiment.starts(results, ranking, sites.size() > 1 ? sites : List.of());
        var measuring = new ReferenceExperiment(experiment, starts, campaign.nanoClock());
        measure = measuring;
        return campaign.run(measuring, output);
    }

    /** The runs of controllers alone, without relaxations, in the order of the controllers. */
    private List<StudyResult.Run> ofControllers(List<Result<Figures>> results) {
        var order = references.played();
        return results.stream()
                .filter(result -> !References.isRelaxation(result.task()))
                .sorted(Comparator.comparing(result -> order.indexOf(result.task().subject())))
                .map(
                        result ->
                                new StudyResult.Run(
                                        result.task().subject(),
                                        result.task().seed(),
                                        result.value().values()))
                .toList();
    }

    /** The results of each site; nothing where there is but one. */
    private List<StudyResult.AtSite> ofSites(
            List<Result<Figures>> results, List<List<EpisodeRecord>> episodes, Yardstick ranking) {
        var parts = scenario.parts();
        var sites = new ArrayList<StudyResult.AtSite>();
        for (int site = 0; parts.size() > 1 && site < parts.size(); site++) {
            String id = parts.get(site).site().id();
            var own = results.stream().map(r -> new Result<>(r.task(), r.value().at(id))).toList();
            var yardstick = references.yardstick(study.seeds(), own, ranking);
            sites.add(
                    new StudyResult.AtSite(
                            id,
                            ScenarioReader.describe(parts.get(site)),
                            Regret.into(ofControllers(own), yardstick),
                            isRecorded ? episodes.get(site) : List.of(),
                            yardstick));
        }
        return sites;
    }

    private List<List<EpisodeRecord>> record(Recording recording, List<String> notes) {
        return isRecorded
                ? recording.play(
                        scenario, this::recorded, references.listed(), study.chosenSeed(), notes)
                : List.of();
    }

    /** The plan of the chosen seed is recorded as it was measured, whichever it came to be. */
    private Controller recorded(String id, int site) {
        var reference = measure;
        return id.equals(Yardstick.PLAN) && reference != null
                ? reference.plan(study.chosenSeed(), site)
                : references.create(id);
    }

    private Map<String, String> facts() {
        var facts = new LinkedHashMap<>(ScenarioReader.describe(scenario));
        facts.put(ServicePrice.LABEL, service);
        return facts;
    }

    private StudyResult result(
            List<StudyResult.Run> runs,
            List<List<EpisodeRecord>> episodes,
            List<String> notes,
            String command,
            double seconds,
            Yardstick yardstick) {
        return new StudyResult(
                study.id(),
                scenario.id(),
                study.title(),
                facts(),
                scenario.money().currency(),
                references.played(),
                study.seeds(),
                runs,
                episodes.size() == 1 ? episodes.getFirst() : List.of(),
                notes,
                Provenance.of(command, "study.yaml", configuration, campaign.runner()),
                seconds,
                yardstick,
                List.of());
    }
}
