package org.evenflow.experiment.hosting;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.evenflow.experiment.OutputFolder;
import org.evenflow.experiment.Progress;
import org.evenflow.experiment.Provenance;
import org.evenflow.experiment.Release;
import org.evenflow.experiment.Workers;
import org.evenflow.grid.hosting.Binding;
import org.evenflow.grid.hosting.HostingCapacity;
import org.evenflow.grid.hosting.LimitKind;
import org.evenflow.grid.hosting.Outcome;
import org.evenflow.report.StudyResult;
import org.evenflow.report.hosting.HostingResult;
import org.evenflow.report.hosting.HostingWriter;

/**
 * Draws a plan on all cores, each worker with a {@link HostingCapacity} of its own, so that results
 * do not depend on their number; goes on where an interrupted run was.
 */
public final class HostingRunner {
    private static final String CONFIGURATION = "hosting.yaml";

    private final LongSupplier nanoClock = System::nanoTime;
    private final HostingPlan plan;
    private final int threads;
    private final PrintStream progressTo;

    public HostingRunner(HostingPlan plan, int threads, PrintStream progressTo) {
        this.plan = plan;
        this.threads = threads;
        this.progressTo = progressTo;
    }

    public HostingResult run(Path folder, boolean overwrite, String command, boolean isTerminal) {
        long begin = nanoClock.getAsLong();
        String configuration = Release.heading() + plan.text();
        try (var output =
                OutputFolder.open(
                        folder, CONFIGURATION, configuration, overwrite, HostingWriter.FILES)) {
            List<StudyResult.Run> runs = draw(output, isTerminal);
            var findings = new HostingFindings(plan);
            var result =
                    findings.result(
                            runs,
                            Provenance.of(command, CONFIGURATION, configuration, threads),
                            () -> (nanoClock.getAsLong() - begin) / 1e9);
            HostingWriter.write(result, folder);
            return result;
        }
    }

    private record Task(String mode, int draw, int position) {}

    private List<StudyResult.Run> draw(OutputFolder output, boolean isTerminal) {
        var runs = new StudyResult.Run[plan.modes().size() * plan.draws()];
        var tasks = new ArrayList<Task>();
        for (int position = 0; position < runs.length; position++) {
            String mode = plan.modes().get(position / plan.draws());
            int draw = position % plan.draws() + 1;
            StudyResult.Run done = output.finished().get(OutputFolder.key(mode, draw));
            if (done == null) {
                tasks.add(new Task(mode, draw, position));
            } else {
                runs[position] = done;
            }
        }
        int already = runs.length - tasks.size();
        if (already > 0) {
            progressTo.printf(
                    Locale.ROOT,
                    "%d of %d draws are there from an earlier start%n",
                    already,
                    runs.length);
        }
        var progress =
                new Progress(
                        progressTo, isTerminal, "draws", runs.length, already, System::nanoTime);
        var next = new AtomicInteger();
        Runnable worker =
                () -> {
                    var capacity = new HostingCapacity(plan.setup());
                    for (int i = next.getAndIncrement();
                            i < tasks.size();
                            i = next.getAndIncrement()) {
                        Task task = tasks.get(i);
                        var run = run(capacity, task);
                        output.add(run);
                        runs[task.position()] = run;
                        progress.step();
                    }
                };
        Workers.run(worker, Math.min(threads, Math.max(1, tasks.size())));
        return List.of(runs);
    }

    private StudyResult.Run run(HostingCapacity capacity, Task task) {
        long seed = plan.seedOf(task.draw());
        Outcome outcome =
                switch (task.mode()) {
                    case HostingPlan.STATIC -> capacity.vehiclesAtOnce(seed);
                    case HostingPlan.UNCONTROLLED -> capacity.vehiclesOnArrival(seed);
                    case HostingPlan.ENVELOPES -> capacity.vehiclesWithEnvelopes(seed);
                    case HostingPlan.PV -> capacity.plants(seed);
                    default -> new ControlledDay(plan.setup(), capacity, task.mode()).most(seed);
                };
        return new StudyResult.Run(task.mode(), task.draw(), values(outcome));
    }

    /** An outcome as numbers, as the output folder keeps them. */
    static Map<String, Double> values(Outcome outcome) {
        var values = new LinkedHashMap<String, Double>();
        Binding binding = outcome.binding();
        values.put("capacity", (double) outcome.capacity());
        values.put("kind", (double) binding.kind().ordinal());
        values.put("element", (double) binding.element());
        values.put("phase", (double) binding.phase());
        values.put("value", binding.value());
        values.put("minute", (double) outcome.minute());
        values.put("is_base", outcome.isBase() ? 1.0 : 0.0);
        return values;
    }

    /** The outcome that numbers say. */
    static Outcome outcome(Map<String, Double> values) {
        return new Outcome(
                whole(values, "capacity"),
                new Binding(
                        LimitKind.values()[whole(values, "kind")],
                        whole(values, "element"),
                        whole(values, "phase"),
                        values.getOrDefault("value", Double.NaN)),
                whole(values, "minute"),
                whole(values, "is_base") == 1);
    }

    private static int whole(Map<String, Double> values, String key) {
        return values.getOrDefault(key, 0.0).intValue();
    }
}
