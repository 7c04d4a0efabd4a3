package org.evenflow.experiment.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;
import org.evenflow.data.scenario.Study;
import org.evenflow.experiment.Experiment;
import org.evenflow.experiment.Figures;
import org.evenflow.experiment.Portable;
import org.evenflow.experiment.Provenance;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.Task;
import org.evenflow.experiment.Worker;
import org.evenflow.report.Yardstick;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.Episode;
import org.evenflow.sim.EpisodeTotals;
import org.evenflow.sim.Indicators;

/**
 * The runs of a study in one world: every controller with every seed, and each seed's relaxation.
 * Every worker has an environment of its own.
 */
final class StudyExperiment implements Experiment<Figures> {
    private final Study study;
    private final String world;
    private final References references;
    private final LongSupplier nanoClock;
    private final Map<Long, Indicators.Baseline> idle = new ConcurrentHashMap<>();

    StudyExperiment(Study study, References references, LongSupplier nanoClock) {
        this.study = study;
        world = Provenance.sha256(study.resolvedYaml());
        this.references = references;
        this.nanoClock = nanoClock;
    }

    @Override
    public String unit() {
        return "runs";
    }

    @Override
    public List<Task> tasks() {
        var ids = references.played();
        if (references.isPlayed()) {
            ids.add(References.RELAXATION);
        }
        var tasks = new ArrayList<Task>();
        for (String id : ids) {
            study.seeds().forEach(seed -> tasks.add(new Task(world, id, seed)));
        }
        return tasks;
    }

    @Override
    public boolean isLong(Task task) {
        return References.isRelaxation(task) || task.subject().equals(Yardstick.PLAN);
    }

    @Override
    public Worker<Figures> worker() {
        var env = new ChargingEnv(study.scenario());
        var episode = new Episode(env, nanoClock);
        return task ->
                References.isRelaxation(task)
                        ? references.relaxation(env, task.seed(), nanoClock)
                        : play(env, episode, task);
    }

    private Figures play(ChargingEnv env, Episode episode, Task task) {
        var without = baseline(episode, task.seed());
        Controller controller = references.create(task.subject());
        EpisodeTotals totals = episode.play(controller, task.seed());
        List<String> troubles = List.copyOf(controller.troubles());
        var values =
                new LinkedHashMap<>(
                        Indicators.of(totals, without, env.scenario().site().feeder() != null));
        controller.reset();
        addDecisionTimes(episode.decisionNanos().clone(), values);
        return new Figures(values, troubles);
    }

    /** The seed without charging; worked out by whoever needs it first. */
    private Indicators.Baseline baseline(Episode episode, long seed) {
        var known = idle.get(seed);
        if (known != null) {
            return known;
        }
        var found = Indicators.Baseline.of(episode.play(new Idle(), seed));
        idle.put(seed, found);
        return found;
    }

    private static void addDecisionTimes(long[] nanos, Map<String, Double> values) {
        Arrays.sort(nanos);
        values.put("decision_ms_median", nanos[nanos.length / 2] / 1e6);
        values.put(
                "decision_ms_p99",
                nanos[(int) Math.min(nanos.length - 1L, Math.round(0.99 * nanos.length))] / 1e6);
    }

    @Override
    public boolean isKept(Figures figures) {
        return References.isKept(figures);
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
        return PortableStudy.of(study.withControllers(references.listed()));
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
