package org.evenflow.experiment.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.evenflow.control.rule.Rules;
import org.evenflow.data.scenario.Gauntlet;
import org.evenflow.data.scenario.Study;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.Controllers;
import org.evenflow.experiment.OutputFolder;
import org.evenflow.experiment.Provenance;
import org.evenflow.experiment.Release;
import org.evenflow.report.gauntlet.GauntletResult;
import org.evenflow.report.gauntlet.GauntletWriter;

/**
 * Plays the gauntlet: every world as a study of its own below the folder, then one leaderboard over
 * all of them.
 */
public final class GauntletRunner {
    /** Who plays where nobody is named: rules worth it, and the planner. */
    public static final List<String> USUAL =
            List.of(
                    "uncontrolled",
                    "least_laxity_first",
                    "time_of_use",
                    "peak_budget",
                    "price_spread",
                    "pv_surplus",
                    "mpc");

    private final Study study;
    private final Campaign campaign;
    private final Controllers controllers;
    private final WorldsRunner worlds;

    /**
     * A runner.
     *
     * @param study some or all worlds of the gauntlet, of {@link Gauntlet#study}
     * @param campaign where and how its runs are played
     * @param controllers all that there are
     * @throws org.evenflow.model.InputException where a controller is unknown
     */
    public GauntletRunner(Study study, Campaign campaign, Controllers controllers) {
        study.controllers().forEach(controllers::create);
        this.study = study;
        this.campaign = campaign;
        this.controllers = controllers;
        worlds = new WorldsRunner(study, campaign, controllers);
    }

    /**
     * Plays all worlds and writes the folder.
     *
     * @param folder for the results
     * @param overwrite whether results of another configuration may be replaced
     * @param command as the user typed it, for the page
     */
    public GauntletResult run(Path folder, boolean overwrite, String command) {
        String configuration = Release.heading() + controllers.origin() + study.resolvedYaml();
        try (var output =
                OutputFolder.open(
                        folder, "study.yaml", configuration, overwrite, GauntletWriter.FILES)) {
            long begin = campaign.nanoClock().getAsLong();
            var played = worlds.play(output.folder(), overwrite, command);
            var provenance = Provenance.of(command, "study.yaml", configuration, campaign.runner());
            controllers
                    .origin()
                    .lines()
                    .forEach(
                            line -> provenance.merge("Entered", line.substring(7), String::concat));
            var result =
                    new GauntletResult(
                            Gauntlet.VERSION,
                            Gauntlet.checksum(),
                            Release.commit(),
                            deviations(study),
                            Set.copyOf(new Rules().ids()),
                            played,
                            provenance,
                            (campaign.nanoClock().getAsLong() - begin) / 1e9);
            GauntletWriter.write(result, folder);
            return result;
        }
    }

    /** Why what is played is not the whole gauntlet; empty where it is. */
    static List<String> deviations(Study study) {
        var found = new ArrayList<String>();
        int worlds = study.extent().variants().size();
        if (worlds < Gauntlet.worlds().size()) {
            found.add("%d of %d worlds".formatted(worlds, Gauntlet.worlds().size()));
        }
        int seeds = study.seeds().size();
        if (seeds < Gauntlet.seeds().size()) {
            found.add("%d of %d seeds".formatted(seeds, Gauntlet.seeds().size()));
        }
        if (!Gauntlet.checksum().equals(Gauntlet.FROZEN)) {
            found.add("worlds that are not those of version " + Gauntlet.VERSION);
        }
        return found;
    }
}
