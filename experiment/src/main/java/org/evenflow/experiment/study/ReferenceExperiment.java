package org.evenflow.experiment.study;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.evenflow.experiment.Experiment;
import org.evenflow.experiment.Figures;
import org.evenflow.experiment.Portable;
import org.evenflow.experiment.Result;
import org.evenflow.experiment.Task;
import org.evenflow.experiment.Worker;
import org.evenflow.planning.LowerBound;
import org.evenflow.report.Yardstick;
import org.evenflow.sim.ChargingEnv;
import org.evenflow.sim.Episode;

/**
 * What the runs of a study are measured against, seed by seed, once they are known: the plan and
 * the lower bound, both of least cost by the tables' value of unserved energy, with no more of it
 * than the ranked controller that serves least left on that seed.
 *
 * <p>How the plan is found, {@link PlanSearch} tells. Sites have nothing in common that a
 * controller decides: each has its own.
 */
final class ReferenceExperiment implements Experiment<Figures> {
    private static final String COST = "total_cost";
    private static final String UNSERVED = "unserved_energy";

    private final StudyExperiment runs;
    private final References references;
    private final TreeMap<Long, List<Start>> starts;
    private final LongSupplier nanoClock;

    /**
     * What the plan of a seed begins with at a site.
     *
     * @param mostUnservedKwh that a ranked controller left; infinite where none is ranked
     * @param controller the cheapest ranked one, empty where there is none
     */
    record Start(double mostUnservedKwh, String controller) implements Serializable {
        private static final long serialVersionUID = 1;
    }

    /**
     * The references of a study.
     *
     * @param starts of every seed, one per site
     */
    ReferenceExperiment(
            StudyExperiment runs, TreeMap<Long, List<Start>> starts, LongSupplier nanoClock) {
        this.runs = runs;
        references = runs.references();
        this.starts = starts;
        this.nanoClock = nanoClock;
    }

    /**
     * What the plans begin with.
     *
     * @param results of the controllers
     * @param ranking who is ranked
     * @param sites their names where there are several, else none
     */
    static TreeMap<Long, List<Start>> starts(
            List<Result<Figures>> results, Yardstick ranking, List<String> sites) {
        var bySeed = new TreeMap<Long, List<Start>>();
        for (Result<Figures> result : results) {
            var of = bySeed.computeIfAbsent(result.task().seed(), _ -> new ArrayList<>());
            if (of.isEmpty()) {
                for (int site = 0; site < Math.max(1, sites.size()); site++) {
                    of.add(start(results, ranking, result.task().seed(), sites, site));
                }
            }
        }
        return bySeed;
    }

    private static Start start(
            List<Result<Figures>> results,
            Yardstick ranking,
            long seed,
            List<String> sites,
            int site) {
        double most = Double.NEGATIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        String cheapest = "";
        for (Result<Figures> result : results) {
            String id = result.task().subject();
            if (result.task().seed() == seed && ranking.isRanked(id)) {
                var figures = result.value();
                var values =
                        sites.isEmpty() ? figures.values() : figures.at(sites.get(site)).values();
                double cost = values.getOrDefault(COST, Double.NaN);
                most = Math.max(most, values.getOrDefault(UNSERVED, 0.0));
                if (cost < least) {
                    least = cost;
                    cheapest = id;
                }
            }
        }
        return new Start(
                most < 0 ? Double.POSITIVE_INFINITY : most + PlanSearch.ROUNDING_KWH, cheapest);
    }

    @Override
    public String unit() {
        return "references";
    }

    @Override
    public List<Task> tasks() {
        return runs.tasks(List.of(Yardstick.PLAN, References.RELAXATION));
    }

    @Override
    public Worker<Figures> worker() {
        var sites = runs.sites();
        return task -> {
            var of = starts.getOrDefault(task.seed(), List.of());
            return References.isRelaxation(task)
                    ? relaxation(sites, task.seed(), of)
                    : new PlanSearch(runs, sites, task.seed(), of).find();
        };
    }

    /**
     * The relaxation of a seed; where it is not solved, a remark says why. The sum of the sites'
     * bounds is one.
     */
    private Figures relaxation(Episode.OfSites sites, long seed, List<Start> of) {
        double cost = 0;
        var ofSites = new LinkedHashMap<String, Map<String, Double>>();
        var unknown = new ArrayList<String>();
        for (int site = 0; site < sites.environments().size(); site++) {
            ChargingEnv env = sites.environments().get(site);
            env.clairvoyant(true);
            var bound =
                    LowerBound.of(
                            env.reset(seed),
                            of.get(site).mostUnservedKwh(),
                            references.limitS(),
                            nanoClock);
            String id = env.scenario().site().id();
            cost += bound.cost();
            if (sites.areSeveral()) {
                ofSites.put(id, Map.of(References.BOUND, bound.cost()));
            }
            if (!bound.unknown().isEmpty()) {
                unknown.add(
                        sites.areSeveral() ? Figures.remark(id, bound.unknown()) : bound.unknown());
            }
        }
        return new Figures(Map.of(References.BOUND, cost), ofSites, unknown);
    }

    /** Not a bound that was not found. */
    @Override
    public boolean isKept(Figures figures) {
        return !Double.isNaN(figures.values().getOrDefault(References.BOUND, 0.0));
    }

    @Override
    public String encode(Result<Figures> result) {
        return Figures.encode(result);
    }

    @Override
    public Result<Figures> decode(String line) {
        return runs.decode(line);
    }

    @Override
    public Portable portable() {
        return new PortableReferences(runs.portable(), starts);
    }
}
