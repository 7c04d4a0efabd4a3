package org.evenflow.app.study;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.evenflow.app.version.Version;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;
import org.evenflow.data.scenario.ScenarioReader;
import org.evenflow.data.scenario.Study;
import org.evenflow.model.Scenario;
import org.evenflow.model.SessionSource;
import org.evenflow.report.EpisodeRecord;
import org.evenflow.report.Regret;
import org.evenflow.report.StudyResult;
import org.evenflow.report.StudyWriter;
import org.evenflow.report.Yardstick;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.Episode;
import org.evenflow.sim.EpisodeTotals;
import org.evenflow.sim.Indicator;
import org.jspecify.annotations.Nullable;

/**
 * Plays a study: every controller with every seed, each worker thread with an environment of its
 * own, so that results do not depend on the number of threads. The chosen seed is played once more
 * at the end, recorded in full.
 */
public final class StudyRunner {
    private static final String FAILURES = "power_flow_failures";
    private static final String FALLBACKS = "fallback_share";

    private final Study study;
    private final Scenario scenario;
    private final Controllers controllers = new Controllers();
    private final References references;
    private final int threads;
    private final PrintStream progressTo;
    private final boolean isTerminal;
    private final Set<String> troubles = new ConcurrentSkipListSet<>();
    private boolean isFullTrace;
    private boolean isRecorded = true;

    /**
     * A runner.
     *
     * @param study what to play; without controllers all that there are
     * @param threads worker threads, at least 1
     * @param progressTo where progress is shown
     * @param isTerminal whether lines there can be rewritten
     */
    public StudyRunner(Study study, int threads, PrintStream progressTo, boolean isTerminal) {
        this.study = study;
        scenario = study.scenario();
        study.controllers().forEach(controllers::create);
        references = new References(study, controllers);
        this.threads = threads;
        this.progressTo = progressTo;
        this.isTerminal = isTerminal;
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
        String configuration = configuration();
        try (var output = OutputFolder.open(folder, configuration, overwrite);
                var recording = new Recording(folder, isFullTrace)) {
            long begin = System.nanoTime();
            List<StudyResult.Run> all = play(output);
            var yardstick = references.yardstick(study.seeds(), all);
            var runs = Regret.into(References.ofControllers(all), yardstick);
            var notes = new ArrayList<>(scenario.notes());
            addDerived(notes);
            addRepeatedDays(notes);
            addTrouble(runs, notes);
            addFallbacks(runs, notes);
            List<EpisodeRecord> episodes =
                    isRecorded
                            ? recording.play(
                                    scenario,
                                    controllers,
                                    references.listed(),
                                    study.chosenSeed(),
                                    notes)
                            : List.of();
            double seconds = (System.nanoTime() - begin) / 1e9;
            var result =
                    new StudyResult(
                            study.id(),
                            scenario.id(),
                            study.title(),
                            ScenarioReader.describe(scenario),
                            scenario.tariff().currency(),
                            references.played(),
                            study.seeds(),
                            runs,
                            episodes,
                            notes,
                            Provenance.of(command, configuration, threads),
                            seconds,
                            yardstick);
            if (isRecorded) {
                StudyWriter.write(result, folder);
                recording.publish();
            }
            return result;
        }
    }

    private String configuration() {
        return Version.heading() + study.withControllers(references.listed()).resolvedYaml();
    }

    /** One unit of work: a controller, or the relaxation, and a seed. */
    private record Task(String controller, long seed, int position) {}

    /** All runs, in the order controller, seed; the longest begin first. */
    private List<StudyResult.Run> play(OutputFolder output) {
        var ids = references.played();
        if (references.isPlayed()) {
            ids.add(References.RELAXATION);
        }
        var runs = new StudyResult.Run[ids.size() * study.seeds().size()];
        var tasks = new ArrayList<Task>();
        int position = 0;
        for (String id : ids) {
            for (long seed : study.seeds()) {
                StudyResult.Run done = output.finished().get(OutputFolder.key(id, seed));
                if (done == null) {
                    tasks.add(new Task(id, seed, position));
                } else {
                    runs[position] = done;
                }
                position++;
            }
        }
        tasks.sort(Comparator.comparing(task -> !isLong(task.controller())));
        int already = runs.length - tasks.size();
        if (already > 0) {
            progressTo.printf(
                    "%d of %d runs are there from an earlier start%n", already, runs.length);
        }
        var progress =
                new Progress(
                        progressTo, isTerminal, "runs", runs.length, already, System::nanoTime);
        var next = new AtomicInteger();
        var idle = new Indicator.@Nullable Baseline[study.seeds().size()];
        Runnable worker =
                () -> {
                    var env = new ChargingEnv(scenario);
                    var episode = new Episode(env, System::nanoTime);
                    for (int i = next.getAndIncrement();
                            i < tasks.size();
                            i = next.getAndIncrement()) {
                        Task task = tasks.get(i);
                        var run = run(env, episode, task, idle);
                        if (References.isKept(run)) {
                            output.add(run);
                        }
                        runs[task.position()] = run;
                        progress.step();
                    }
                };
        Workers.run(worker, Math.min(threads, Math.max(1, tasks.size())));
        return List.of(runs);
    }

    private static boolean isLong(String id) {
        return id.equals(References.RELAXATION) || id.equals(Yardstick.PLAN);
    }

    private StudyResult.Run run(
            ChargingEnv env, Episode episode, Task task, Indicator.@Nullable Baseline[] idle) {
        return task.controller().equals(References.RELAXATION)
                ? references.relaxation(env, task.seed())
                : new StudyResult.Run(
                        task.controller(), task.seed(), values(env, episode, task, idle));
    }

    private Map<String, Double> values(
            ChargingEnv env, Episode episode, Task task, Indicator.@Nullable Baseline[] idle) {
        int seedAt = study.seeds().indexOf(task.seed());
        Indicator.Baseline without;
        synchronized (idle) {
            without = idle[seedAt];
        }
        if (without == null) {
            without = episode.play(new Idle(), task.seed()).asBaseline();
            synchronized (idle) {
                idle[seedAt] = without;
            }
        }
        Controller controller = references.create(task.controller());
        EpisodeTotals totals = episode.play(controller, task.seed());
        controller.troubles().stream()
                .map(trouble -> task.controller() + ": " + trouble)
                .forEach(troubles::add);
        var values = totals.indicators(without);
        controller.reset();
        return values;
    }

    /**
     * Says how often controllers left decisions to a simpler rule, and what else they complain of.
     */
    private void addFallbacks(List<StudyResult.Run> runs, List<String> notes) {
        for (String id : references.played()) {
            double share =
                    runs.stream()
                            .filter(run -> run.controller().equals(id))
                            .mapToDouble(run -> run.values().getOrDefault(FALLBACKS, 0.0))
                            .average()
                            .orElse(0);
            if (share > 0) {
                notes.add(
                        String.format(
                                Locale.ROOT,
                                "%s: a simpler rule decided in %s %% of the steps, where there was no plan in time.",
                                id,
                                share < 0.1
                                        ? "less than 0.1"
                                        : String.format(Locale.ROOT, "%.1f", share)));
            }
        }
        notes.addAll(troubles);
    }

    /** Names the controllers of whose runs the power flow found no state in some steps. */
    private void addTrouble(List<StudyResult.Run> runs, List<String> notes) {
        for (String id : references.played()) {
            var failures =
                    runs.stream()
                            .filter(run -> run.controller().equals(id))
                            .mapToDouble(run -> run.values().getOrDefault(FAILURES, 0.0))
                            .filter(count -> count > 0)
                            .summaryStatistics();
            if (failures.getCount() > 0) {
                notes.add(
                        String.format(
                                Locale.ROOT,
                                "%s: the power flow found no state in %.0f steps of %d of %d runs (load beyond what the feeder can carry); those steps count as "
                                        + "violations at every bus but the source, and their losses as zero.",
                                id,
                                failures.getSum(),
                                failures.getCount(),
                                study.seeds().size()));
            }
        }
    }

    /** Names the indicators that are no better than what was derived for the log. */
    private void addDerived(List<String> notes) {
        if (scenario.sessions() instanceof SessionSource.Logged logged
                && !logged.derived().isEmpty()) {
            notes.add(
                    "These indicators rest on derived session data (see above): served_share,"
                            + " unserved_energy, unserved_cost, total_cost, charging_cost, soc_error_mean,"
                            + " soc_error_abs, soc_within_2, soc_within_5, jain, jain_temporal,"
                            + " jain_worst_group, full_cycles.");
        }
    }

    /** Says where seeds of a log play the same day again. */
    private void addRepeatedDays(List<String> notes) {
        if (scenario.sessions() instanceof SessionSource.Logged logged) {
            int days = logged.startDates().size();
            long played =
                    study.seeds().stream().map(s -> Math.floorMod(s - 1, days)).distinct().count();
            if (played < study.seeds().size()) {
                notes.add(
                        String.format(
                                Locale.ROOT,
                                "%d seeds play only %d different days of the log: intervals and tests over the seeds are narrower than they should be.",
                                study.seeds().size(),
                                played));
            }
        }
    }

    /** Nobody charges: the run that incremental emissions are counted from. */
    private static final class Idle implements Controller {
        @Override
        public String id() {
            return "idle";
        }

        @Override
        public boolean isDispatched() {
            return false;
        }

        @Override
        public void decide(Observation observation, Action action) {}
    }
}
