package org.evenflow.experiment.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.evenflow.experiment.Campaign;
import org.evenflow.experiment.LocalRunner;
import org.evenflow.experiment.OutputFolder;
import org.evenflow.experiment.Progress;
import org.evenflow.experiment.Provenance;
import org.evenflow.experiment.Release;
import org.evenflow.learn.PolicyFiles;
import org.evenflow.learn.TrainerProvider;
import org.evenflow.report.training.TrainingResult;
import org.evenflow.report.training.TrainingWriter;

/**
 * Trains all seeds of a plan, several at a time, and leaves a folder: a checkpoint and the best
 * policy of each seed, the best of all as {@code policy.safetensors}, and the curves as page and
 * tables, renewed while it runs. The same plan in the same folder goes on where it was.
 */
public final class TrainingRunner {
    /** The best policy of all seeds. */
    public static final String POLICY = "policy.safetensors";

    private static final String CONFIGURATION = "train.yaml";

    /** Half of the last digit that is shown. */
    private static final double SHOWN = 5e-4;

    private static final long RENEW_NANOS = 5_000_000_000L;

    private final LongSupplier nanoClock;
    private final TrainingPlan plan;
    private final Lesson lesson;
    private final String world;
    private final int threads;
    private final TrainingListener listener;
    private final List<SeedTraining> seeds = new ArrayList<>();
    private final long begin;
    private long renewed;
    private Map<String, Double> references = Map.of();
    private String command = "";

    /**
     * A runner.
     *
     * @param world the study's resolved configuration
     * @param threads of all seeds together, at least 1
     */
    public TrainingRunner(
            TrainingPlan plan,
            Lesson lesson,
            String world,
            int threads,
            TrainingListener listener,
            LongSupplier nanoClock) {
        this.plan = plan;
        this.lesson = lesson;
        this.world = world;
        this.threads = threads;
        this.listener = listener;
        this.nanoClock = nanoClock;
        begin = nanoClock.getAsLong();
    }

    /** Trains and returns what was found. */
    public TrainingResult run(Path folder, boolean overwrite, String typed) {
        command = typed;
        if (!plan.warmStart().isNone()) {
            plan.warmStart().check(this::begin);
        }
        String configuration = Release.heading() + plan.configuration() + world;
        try (var output =
                OutputFolder.open(folder, CONFIGURATION, configuration, overwrite, files())) {
            lesson.beginning().forEach(listener::tells);
            references = lesson.references();
            int side = Math.min(threads, plan.seeds());
            for (long seed : plan.seedNumbers()) {
                var task = task(seed, Math.max(1, threads / side));
                seeds.add(
                        new SeedTraining(plan, lesson, folder, task, () -> progress(folder, seed)));
            }
            new Campaign(new LocalRunner(side), Progress.NONE, nanoClock)
                    .run(new TrainingExperiment(Provenance.sha256(configuration), seeds), output);
            listener.ended(courses());
            best().ifPresent(
                            seed ->
                                    PolicyFiles.write(
                                            PolicyFiles.read(SeedTraining.best(folder, seed)),
                                            folder.resolve(POLICY)));
            TrainingResult result = result(configuration, false);
            TrainingWriter.write(result, folder);
            return result;
        }
    }

    /**
     * Refuses a warm start that the algorithm or the world cannot take before a file is written.
     */
    private void begin() {
        plan.provider().begin(plan.algorithm(), task(1, 1), plan.settings()).close();
    }

    private TrainerProvider.Task task(long seed, int share) {
        return new TrainerProvider.Task(
                lesson.worlds(),
                seed,
                share,
                nanoClock,
                plan.warmStart().policy(),
                plan.warmStart().cloneEpisodes());
    }

    /** What another plan may have left in the folder. */
    private List<String> files() {
        var names = new ArrayList<>(TrainingWriter.FILES);
        names.add(POLICY);
        for (long seed = 1; seed <= TrainingPlan.MOST_SEEDS; seed++) {
            names.add("seed-" + seed + ".checkpoint.safetensors");
            names.add("seed-" + seed + ".best.safetensors");
        }
        return names;
    }

    private synchronized void progress(Path folder, long seed) {
        Course course = seeds.get((int) seed - 1).course();
        listener.iterated(courses(), course);
        long now = nanoClock.getAsLong();
        if (now - renewed > RENEW_NANOS) {
            renewed = now;
            TrainingWriter.write(
                    result(Release.heading() + plan.configuration() + world, true), folder);
        }
    }

    private List<Course> courses() {
        return seeds.stream().map(SeedTraining::course).toList();
    }

    /** The seed whose best policy is the best of all; none where nothing was validated. */
    private Optional<Long> best() {
        return courses().stream()
                .filter(course -> Double.isFinite(course.best()))
                .min(Comparator.comparing(Course::isUnderserving).thenComparingDouble(Course::best))
                .map(Course::seed);
    }

    private TrainingResult result(String configuration, boolean isRunning) {
        var facts = new LinkedHashMap<>(lesson.facts());
        facts.put("Algorithm", plan.provider().describe(plan.algorithm()));
        var settings = new ArrayList<String>();
        plan.described().forEach((name, value) -> settings.add(name + " " + value));
        plan.warmStart().words().forEach((key, word) -> facts.put(label(key), word));
        facts.put("Settings", String.join(", ", settings));
        return new TrainingResult(
                plan.study(),
                plan.algorithm(),
                lesson.measure(),
                lesson.unit(),
                courses().stream().map(Course::shown).toList(),
                references,
                verdict(),
                facts,
                Provenance.of(command, CONFIGURATION, configuration, new LocalRunner(threads)),
                isRunning,
                (nanoClock.getAsLong() - begin) / 1e9);
    }

    private static String label(String key) {
        return Character.toUpperCase(key.charAt(0)) + key.substring(1).replace('_', ' ');
    }

    private List<String> verdict() {
        var lines = new ArrayList<String>();
        best().ifPresentOrElse(
                        seed -> lines.add(best(seed)),
                        () -> lines.add("No policy was judged yet."));
        double[] all =
                courses().stream().mapToDouble(Course::best).filter(Double::isFinite).toArray();
        if (all.length > 1) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "Over %d seeds the best policies are between %.3f and %.3f %s on validation days.",
                            all.length,
                            Arrays.stream(all).min().orElseThrow(),
                            Arrays.stream(all).max().orElseThrow(),
                            lesson.unit()));
        }
        references.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .ifPresent(
                        entry ->
                                lines.add(
                                        String.format(
                                                Locale.ROOT,
                                                "On the same days the best of the others is %s with %.3f %s.",
                                                entry.getKey().replace('_', ' '),
                                                Math.abs(entry.getValue()) < SHOWN
                                                        ? 0.0
                                                        : entry.getValue(),
                                                lesson.unit())));
        courses().stream()
                .filter(course -> course.state().startsWith("diverged"))
                .forEach(course -> lines.add("Seed " + course.seed() + " " + course.state() + "."));
        return lines;
    }

    private String best(long seed) {
        return String.format(
                Locale.ROOT,
                "The best policy is that of seed %d: %s %.3f %s on validation days.",
                seed,
                lesson.measure(),
                seeds.get((int) seed - 1).course().best(),
                lesson.unit()
                        + (seeds.get((int) seed - 1).course().isUnderserving()
                                ? ", but it serves less than rules do"
                                : ""));
    }
}
