package org.evenflow.experiment.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evenflow.data.scenario.ClaimsReader;
import org.evenflow.data.scenario.Study;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.Controllers;
import org.evenflow.experiment.OutputFolder;
import org.evenflow.experiment.Provenance;
import org.evenflow.experiment.Release;
import org.evenflow.report.WorldsResult;
import org.evenflow.report.WorldsWriter;

/**
 * Plays a study of several worlds, or one that is held against claims: every world in a folder of
 * its own below the study's, then the tables and the page that put them side by side.
 */
public final class WorldsRunner {
    private final Study study;
    private final StudyWorlds worlds;
    private final Campaign campaign;
    private final Controllers controllers;
    private boolean isFullTrace;

    /**
     * A runner.
     *
     * @param study what to play
     * @param campaign where and how its runs are played
     */
    public WorldsRunner(Study study, Campaign campaign) {
        this(study, campaign, new Controllers());
    }

    /**
     * A runner.
     *
     * @param controllers all that there are
     */
    WorldsRunner(Study study, Campaign campaign, Controllers controllers) {
        this.study = study;
        worlds = StudyWorlds.of(study, controllers);
        this.campaign = campaign;
        this.controllers = controllers;
    }

    public void fullTrace(boolean value) {
        isFullTrace = value;
    }

    /** Plays all worlds and writes the folder. */
    public WorldsResult run(Path folder, boolean overwrite, String command) {
        String claims = study.extent().claims();
        var published = claims == null || worlds.isSweep() ? null : ClaimsReader.named(claims);
        String configuration = Release.heading() + study.resolvedYaml();
        try (var output =
                OutputFolder.open(
                        folder, "study.yaml", configuration, overwrite, WorldsWriter.FILES)) {
            long begin = campaign.nanoClock().getAsLong();
            var played = play(output.folder(), overwrite, command);
            var result =
                    new WorldsResult(
                            study.id(),
                            study.title(),
                            worlds.key(),
                            worlds.isSweep(),
                            played,
                            cases(played),
                            published,
                            Provenance.of(command, "study.yaml", configuration, campaign.runner()),
                            (campaign.nanoClock().getAsLong() - begin) / 1e9);
            WorldsWriter.write(result, folder);
            return result;
        }
    }

    /**
     * Plays all worlds, each in a folder of its own.
     *
     * @param folder above theirs
     */
    List<WorldsResult.World> play(Path folder, boolean overwrite, String command) {
        var played = new ArrayList<WorldsResult.World>();
        for (StudyWorlds.World world : worlds.worlds()) {
            campaign.progress()
                    .enters(world.study().title(), played.size() + 1, worlds.worlds().size());
            var runner = new StudyRunner(world.study(), campaign, controllers);
            runner.fullTrace(isFullTrace);
            runner.recorded(!worlds.isSweep());
            var result = runner.run(folder.resolve(world.id()), overwrite, command);
            played.add(new WorldsResult.World(world.id(), result.withoutEpisodes()));
        }
        return played;
    }

    /** All cases, and the best rule of each world where it is none of them. */
    private List<WorldsResult.Case> cases(List<WorldsResult.World> played) {
        var cases = new ArrayList<WorldsResult.Case>();
        for (int world = 0; world < played.size(); world++) {
            int number = world;
            var own = worlds.cases().stream().filter(c -> c.world() == number).toList();
            own.forEach(
                    c ->
                            cases.add(
                                    new WorldsResult.Case(
                                            c.world(), c.run(), c.controller(), c.value())));
            var best = played.get(world).result().yardstick().bestRule();
            if (best.isKnown() && own.stream().noneMatch(c -> c.run().equals(best.rule()))) {
                var values = own.stream().map(StudyWorlds.Case::value).distinct().toList();
                String value = values.size() == 1 ? values.getFirst() : "";
                cases.add(new WorldsResult.Case(world, best.rule(), best.rule(), value));
            }
        }
        return cases;
    }
}
