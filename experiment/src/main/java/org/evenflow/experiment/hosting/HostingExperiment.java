package org.evenflow.experiment.hosting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.evenflow.experiment.Experiment;
import org.evenflow.experiment.Figures;
import org.evenflow.experiment.Portable;
import org.evenflow.experiment.Provenance;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.Task;
import org.evenflow.experiment.Worker;
import org.evenflow.grid.hosting.Binding;
import org.evenflow.grid.hosting.HostingCapacity;
import org.evenflow.grid.hosting.LimitKind;
import org.evenflow.grid.hosting.Outcome;

/** The draws of a hosting plan: a task's subject is the mode, its seed the draw's number from 1. */
final class HostingExperiment implements Experiment<Figures> {
    private final HostingPlan plan;
    private final String world;
    private final LongSupplier nanoClock;

    HostingExperiment(HostingPlan plan, LongSupplier nanoClock) {
        this.plan = plan;
        world = Provenance.sha256(plan.text());
        this.nanoClock = nanoClock;
    }

    @Override
    public String unit() {
        return "draws";
    }

    @Override
    public List<Task> tasks() {
        var tasks = new ArrayList<Task>();
        for (String mode : plan.modes()) {
            for (int draw = 1; draw <= plan.draws(); draw++) {
                tasks.add(new Task(world, mode, draw));
            }
        }
        return tasks;
    }

    @Override
    public Worker<Figures> worker() {
        var capacity = new HostingCapacity(plan.setup());
        return task -> new Figures(values(outcome(capacity, task)), List.of());
    }

    private Outcome outcome(HostingCapacity capacity, Task task) {
        long seed = plan.seedOf(task.seed());
        return switch (task.subject()) {
            case HostingPlan.STATIC -> capacity.vehiclesAtOnce(seed);
            case HostingPlan.UNCONTROLLED -> capacity.vehiclesOnArrival(seed);
            case HostingPlan.ENVELOPES -> capacity.vehiclesWithEnvelopes(seed);
            case HostingPlan.PV -> capacity.plants(seed);
            default ->
                    new ControlledDay(plan.setup(), capacity, task.subject(), nanoClock).most(seed);
        };
    }

    @Override
    public String encode(Result<Figures> result) {
        return Figures.encode(result);
    }

    @Override
    public Result<Figures> decode(String line) {
        return Figures.decode(world, line);
    }

    @Override
    public Portable portable() {
        return PortableHosting.of(plan);
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
