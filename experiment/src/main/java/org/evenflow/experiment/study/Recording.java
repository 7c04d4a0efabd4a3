package org.evenflow.experiment.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.evenflow.control.Controller;
import org.evenflow.experiment.OutputFolder;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.report.EpisodeRecord;
import org.evenflow.report.trace.EpisodeRecorder;
import org.evenflow.report.trace.StepsWriter;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.Episode;

/**
 * One seed played with every controller, into step files and the report's records. The files stay
 * in a folder of their own until {@link #publish}, so a study that fails leaves none.
 */
final class Recording implements AutoCloseable {
    private static final String TEMPORARY = ".steps";

    private final Path folder;
    private final Path temporary;
    private final boolean isFull;
    private final LongSupplier nanoClock;

    /** Who plays at a site under a name. */
    @FunctionalInterface
    interface Makers {
        /** A controller for a site, numbered from 0. */
        Controller make(String id, int site);
    }

    /**
     * A recording.
     *
     * @param folder where the files go in the end
     * @param isFull whether the step files have every row, however long the run
     * @param nanoClock time in nanoseconds
     */
    Recording(Path folder, boolean isFull, LongSupplier nanoClock) {
        this.folder = folder;
        this.isFull = isFull;
        this.nanoClock = nanoClock;
        temporary = folder.resolve(TEMPORARY);
    }

    /**
     * Plays the seed.
     *
     * @param makers of what is played under each of the ids
     * @param notes get what a reader must know of the seed and of the files
     * @return the records of each site, {@code [site][controller]}
     */
    List<List<EpisodeRecord>> play(
            Scenario scenario, Makers makers, List<String> ids, long seed, List<String> notes) {
        var sites = new Episode.OfSites(scenario, nanoClock);
        var records = new ArrayList<List<EpisodeRecord>>();
        sites.ids().forEach(_ -> records.add(new ArrayList<>()));
        try {
            Files.createDirectories(temporary);
            try (var writer =
                    new StepsWriter(sites.environments(), temporary, ids.size(), isFull)) {
                for (String id : ids) {
                    for (int site = 0; site < records.size(); site++) {
                        var env = sites.environments().get(site);
                        var recorder = new EpisodeRecorder(env, writer::event);
                        writer.begin(id, seed, site);
                        env.trace(writer, recorder);
                        sites.episodes().get(site).play(makers.make(id, site), seed);
                        records.get(site).add(recorder.record(id, seed));
                    }
                }
                notes.addAll(writer.notes());
            }
        } catch (IOException e) {
            throw OutputFolder.unwritable(folder, e);
        } catch (UncheckedIOException e) {
            throw OutputFolder.unwritable(folder, Objects.requireNonNull(e.getCause()));
        }
        addNotes(sites, seed, notes);
        return records;
    }

    /** What holds for several sites is said once. */
    private static void addNotes(Episode.OfSites sites, long seed, List<String> notes) {
        var common = new LinkedHashSet<String>();
        sites.environments().forEach(env -> common.addAll(env.exogenous().notes()));
        notes.addAll(common);
        for (ChargingEnv env : sites.environments()) {
            String of = sites.areSeveral() ? ", " + env.scenario().site().id() : "";
            env.exogenous()
                    .drawNotes()
                    .forEach(note -> notes.add("Seed " + seed + of + ": " + note));
        }
    }

    /** Puts the files in place. */
    void publish() {
        try {
            for (String name : StepsWriter.FILES) {
                Files.move(
                        temporary.resolve(name),
                        folder.resolve(name),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw OutputFolder.unwritable(folder, e);
        }
    }

    @Override
    public void close() {
        try {
            for (String name : StepsWriter.FILES) {
                Files.deleteIfExists(temporary.resolve(name));
            }
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw OutputFolder.unwritable(temporary, e);
        }
    }
}
