package org.evenflow.experiment.study;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.evenflow.control.Controller;
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
import org.evenflow.sim.Indicator;

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
    private List<String> plan = List.of();

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
        var smooth = runs.smoothSites();
        return task -> {
            var of = starts.getOrDefault(task.seed(), List.of());
            return References.isRelaxation(task)
                    ? relaxation(sites, smooth, task.seed(), of)
                    : new PlanSearch(runs, sites, task.seed(), of).find();
        };
    }

    /** What the plan of a seed comes to at a site, searched anew; the last one is kept. */
    Controller plan(long seed, int site) {
        if (site == 0) {
            var search =
                    new PlanSearch(runs, runs.sites(), seed, starts.getOrDefault(seed, List.of()));
            search.find();
            plan = search.plan();
        }
        return references.create(plan.get(site));
    }

    /**
     * The relaxation of a seed; where it is not solved, a remark says why. The sum of the sites'
     * bounds is one.
     */
    private Figures relaxation(
            Episode.OfSites sites, Episode.OfSites smooth, long seed, List<Start> of) {
        double cost = 0;
        double program = 0;
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
            program += bound.program();
            if (sites.areSeveral()) {
                ofSites.put(
                        id,
                        Map.of(
                                References.BOUND,
                                bound.cost(),
                                References.PROGRAM,
                                bound.program()));
            }
            if (!bound.unknown().isEmpty()) {
                unknown.add(
                        sites.areSeveral() ? Figures.remark(id, bound.unknown()) : bound.unknown());
            }
        }
        var values = new LinkedHashMap<String, Double>();
        values.put(References.BOUND, cost);
        values.put(References.PROGRAM, program);
        values.put(
                References.WITHOUT_LEVELS,
                hasLevels(sites, seed)
                        ? withoutLevels(smooth, seed, of)
                        : Double.POSITIVE_INFINITY);
        return new Figures(values, ofSites, unknown);
    }

    private static boolean hasLevels(Episode.OfSites sites, long seed) {
        return sites.environments().stream().anyMatch(env -> LowerBound.hasLevels(env.reset(seed)));
    }

    /** What the schedule of the plan's program costs where chargers have no levels, currency. */
    private double withoutLevels(Episode.OfSites smooth, long seed, List<Start> of) {
        var starts = of.iterator();
        var played =
                smooth.play(
                        () -> {
                            double most = starts.next().mostUnservedKwh();
                            return references.create(
                                    most == Double.POSITIVE_INFINITY
                                            ? references.planId()
                                            : references.planId("most_unserved_kwh=" + most));
                        },
                        seed);
        double cost =
                played.all().indicators(Indicator.Baseline.ZERO).getOrDefault(COST, Double.NaN);
        played.controllers().forEach(Controller::reset);
        return cost;
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
