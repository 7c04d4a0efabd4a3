package org.evenflow.experiment.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;
import org.evenflow.data.scenario.Study;
import org.evenflow.experiment.Experiment;
import org.evenflow.experiment.Figures;
import org.evenflow.experiment.Provenance;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.Task;
import org.evenflow.experiment.Worker;
import org.evenflow.model.Connector;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.report.Yardstick;
import org.evenflow.sim.Episode;
import org.evenflow.sim.EpisodeTotals;
import org.evenflow.sim.Indicator;

/**
 * The runs of a study in one world: every controller with every seed. What they are measured
 * against comes after them, {@link ReferenceExperiment}. Every worker has environments of its own,
 * one per site.
 */
final class StudyExperiment implements Experiment<Figures> {
    private final Study study;
    private final String world;
    private final References references;
    private final LongSupplier nanoClock;
    private final Map<Long, Idle> idle = new ConcurrentHashMap<>();

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
        return tasks(references.first());
    }

    /** A task for each of the subjects with every seed. */
    List<Task> tasks(List<String> subjects) {
        return tasks(subjects, study.seeds());
    }

    /** The same with seeds that need not be the study's. */
    List<Task> tasks(List<String> subjects, List<Long> seeds) {
        var tasks = new ArrayList<Task>();
        for (String id : subjects) {
            seeds.forEach(seed -> tasks.add(new Task(world, id, seed)));
        }
        return tasks;
    }

    @Override
    public boolean isLong(Task task) {
        return task.subject().equals(Yardstick.PLAN);
    }

    @Override
    public Worker<Figures> worker() {
        var sites = sites();
        return task -> play(sites, task.seed(), () -> references.create(task.subject()));
    }

    References references() {
        return references;
    }

    /** New environments for a worker. */
    Episode.OfSites sites() {
        return new Episode.OfSites(study.scenario(), nanoClock);
    }

    /** The same with chargers that give any power up to their greatest. */
    Episode.OfSites smoothSites() {
        var scenario = study.scenario();
        var sites = scenario.sites().stream().map(StudyExperiment::smooth).toList();
        return new Episode.OfSites(scenario.withSites(sites), nanoClock);
    }

    private static Site smooth(Site site) {
        return site.withStations(
                site.stations().stream()
                        .map(
                                station ->
                                        new Station(
                                                station.id(),
                                                station.busId(),
                                                station.transformerId(),
                                                station.limitKw(),
                                                station.exportLimitKw(),
                                                station.connectors().stream()
                                                        .map(StudyExperiment::smooth)
                                                        .toList()))
                        .toList());
    }

    private static Connector smooth(Connector of) {
        return new Connector(of.id(), of.kind().withoutLevels(), of.connection(), of.reactive());
    }

    /**
     * Plays a seed.
     *
     * @param controller makes one for each site, in their order
     */
    Figures play(Episode.OfSites sites, long seed, Supplier<Controller> controller) {
        var without = baseline(sites, seed);
        var played = sites.play(controller, seed);
        var values = played.all().indicators(without.all());
        var ofSites = new LinkedHashMap<String, Map<String, Double>>();
        var troubles = new ArrayList<String>();
        for (int site = 0; site < sites.ids().size(); site++) {
            String id = sites.ids().get(site);
            var own = played.controllers().get(site);
            if (sites.areSeveral()) {
                ofSites.put(id, played.sites().get(site).indicators(without.sites().get(site)));
                own.troubles().forEach(text -> troubles.add(Figures.remark(id, text)));
            } else {
                troubles.addAll(own.troubles());
            }
            own.reset();
        }
        return new Figures(values, ofSites, troubles);
    }

    /** The seed without charging; worked out by whoever needs it first. */
    private Idle baseline(Episode.OfSites sites, long seed) {
        var known = idle.get(seed);
        if (known != null) {
            return known;
        }
        var played = sites.play(NobodyCharges::new, seed);
        var found =
                new Idle(
                        played.all().asBaseline(),
                        played.sites().stream().map(EpisodeTotals::asBaseline).toList());
        idle.put(seed, found);
        return found;
    }

    /** What a seed comes to where nobody charges: at all sites, and at each. */
    private record Idle(Indicator.Baseline all, List<Indicator.Baseline> sites) {}

    @Override
    public String encode(Result<Figures> result) {
        return Figures.encode(result);
    }

    @Override
    public Result<Figures> decode(String line) {
        return Figures.decode(world, line);
    }

    @Override
    public PortableStudy portable() {
        return PortableStudy.of(study.withControllers(references.listed()));
    }

    /** Nobody charges: the run that incremental emissions are counted from. */
    private static final class NobodyCharges implements Controller {
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
