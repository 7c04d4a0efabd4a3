package org.evenflow.experiment.study;

import java.util.LinkedHashSet;
import java.util.List;
import org.evenflow.control.rule.Rules;
import org.evenflow.data.scenario.Study;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.Controllers;
import org.evenflow.experiment.OutputFolder;
import org.evenflow.report.BestRule;
import org.evenflow.report.StudyResult;

/**
 * The choice of a study's best rule on validation seeds, where planners or learners are to be
 * measured against it.
 */
final class RuleChoice {
    private static final String ALL_PLAYED =
            "There is no best rule to measure planners and learners against: of the log's days for validation the study plays all, or there are too few.";

    private final Study study;
    private final Controllers controllers;
    private final References references;

    RuleChoice(Study study, Controllers controllers, References references) {
        this.study = study;
        this.controllers = controllers;
        this.references = references;
    }

    /** Plays the candidates where anyone claims anything, and chooses. */
    BestRule play(StudyExperiment runs, Campaign campaign, OutputFolder output) {
        int count = study.extent().validationSeeds(study.seeds().size());
        var claimants = claimants();
        if (count == 0 || claimants.isEmpty()) {
            return BestRule.NONE;
        }
        var seeds = ValidationSeeds.of(study, count);
        if (seeds.isEmpty()) {
            return BestRule.absent(ALL_PLAYED);
        }
        var results =
                campaign.run(new ValidationExperiment(runs, candidates(), seeds), output).stream()
                        .map(
                                result ->
                                        new StudyResult.Run(
                                                result.task().subject(),
                                                result.task().seed(),
                                                result.value().values()))
                        .toList();
        return BestRule.of(seeds, results, claimants);
    }

    /** Planners, learners and whoever else is no rule and does not see the future. */
    List<String> claimants() {
        return references.listed().stream()
                .filter(id -> !controllers.isRule(id) && !references.isForeseeing(id))
                .toList();
    }

    /** All rules with the settings worth trying, and those of the study with its own settings. */
    List<String> candidates() {
        var all = new LinkedHashSet<>(Rules.candidates());
        references.listed().stream()
                .filter(id -> controllers.isRule(id) && controllers.create(id).isDispatched())
                .forEach(all::add);
        return List.copyOf(all);
    }
}
