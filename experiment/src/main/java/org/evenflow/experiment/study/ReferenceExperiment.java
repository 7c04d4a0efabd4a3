package org.evenflow.experiment.study;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
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

/**
 * What the runs of a study are measured against, seed by seed, once they are known: the plan and
 * the lower bound, both of least cost by the tables' value of unserved energy, with no more of it
 * than the ranked controller that serves least left on that seed.
 *
 * <p>The plan is the cheapest of several schedules that were played: the clairvoyant program's,
 * where that does not serve enough the same with service first and limits left free, and that of
 * the cheapest ranked controller, so that none of these costs less than the plan. Sites have
 * nothing in common that a controller decides: each has its own.
 */
final class ReferenceExperiment implements Experiment<Figures> {
    /** What rounding may leave unserved beyond the limit, kWh. */
    private static final double ROUNDING_KWH = 1e-6;

    /** Share of the limits that programs leave free, one after the other until one serves. */
    private static final double[] MARGINS = {0, 0, 0.03, 0.1};

    /** Number of programs; behind them comes the schedule of the cheapest controller. */
    private static final int STARTS = MARGINS.length;

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
        return new Start(most < 0 ? Double.POSITIVE_INFINITY : most + ROUNDING_KWH, cheapest);
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
                    : plan(sites, task.seed(), of);
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

    /** The plan of a seed: at every site the cheapest of the schedules that were tried. */
    private Figures plan(Episode.OfSites sites, long seed, List<Start> of) {
        var played = new ArrayList<Figures>();
        for (int attempt = 0; attempt < STARTS; attempt++) {
            if (attempt == 0 || !doAllServe(played, sites, of)) {
                played.add(play(sites, seed, of, all(of, attempt)));
            }
        }
        int programs = played.size();
        if (of.stream().anyMatch(start -> !start.controller().isEmpty())) {
            played.add(play(sites, seed, of, all(of, STARTS)));
        }
        int[] best = new int[of.size()];
        for (int site = 0; site < best.length; site++) {
            best[site] = best(played, programs, sites, site, of.get(site));
        }
        boolean isOne = Arrays.stream(best).allMatch(attempt -> attempt == best[0]);
        int[] attempts = Arrays.stream(best).map(at -> at < programs ? at : STARTS).toArray();
        var figures = isOne ? played.get(best[0]) : play(sites, seed, of, attempts);
        return remarked(figures, played.getFirst(), seed, of, attempts);
    }

    private static int[] all(List<Start> of, int attempt) {
        int[] all = new int[of.size()];
        Arrays.fill(all, attempt);
        return all;
    }

    /** Whether every site has a program's schedule that leaves no more unserved than it may. */
    private static boolean doAllServe(List<Figures> played, Episode.OfSites sites, List<Start> of) {
        return IntStream.range(0, of.size())
                .allMatch(
                        site ->
                                played.stream()
                                        .anyMatch(f -> serves(at(f, sites, site), of.get(site))));
    }

    private static boolean serves(Map<String, Double> values, Start start) {
        return values.getOrDefault(UNSERVED, 0.0) <= start.mostUnservedKwh();
    }

    private static Map<String, Double> at(Figures figures, Episode.OfSites sites, int site) {
        return sites.areSeveral() ? figures.at(sites.ids().get(site)).values() : figures.values();
    }

    private Figures play(Episode.OfSites sites, long seed, List<Start> of, int[] attempts) {
        int[] next = {0};
        return runs.play(
                sites,
                seed,
                () -> {
                    int site = next[0]++;
                    return attempt(of.get(site), attempts[site]);
                });
    }

    /**
     * The program with what may be left unserved; where its schedule leaves more when it is played,
     * for levels and curves that it does not know, it serves first and leaves limits free.
     */
    private Controller attempt(Start start, int attempt) {
        if (attempt == STARTS && !start.controller().isEmpty()) {
            return references.create(start.controller());
        }
        boolean isOpen = start.mostUnservedKwh() == Double.POSITIVE_INFINITY;
        return attempt == 0 && !isOpen
                ? references.plan("most_unserved_kwh=" + start.mostUnservedKwh())
                : references.plan("limit_margin=" + MARGINS[Math.min(attempt, STARTS - 1)]);
    }

    private static int best(
            List<Figures> played, int programs, Episode.OfSites sites, int site, Start start) {
        int best = played.size() - 1;
        double least = Double.POSITIVE_INFINITY;
        for (int attempt = 0; attempt < played.size(); attempt++) {
            var values = at(played.get(attempt), sites, site);
            double cost = values.getOrDefault(COST, Double.NaN);
            if ((attempt >= programs || serves(values, start)) && cost < least) {
                least = cost;
                best = attempt;
            }
        }
        return best;
    }

    /** Says where no program was solved in time, and where none beat a controller. */
    private static Figures remarked(
            Figures figures, Figures first, long seed, List<Start> of, int[] attempts) {
        var values = new LinkedHashMap<>(figures.values());
        // Without the first program in time there is no plan; others may leave too little room.
        double fallbacks = first.values().getOrDefault(References.FALLBACKS, 0.0);
        values.replace(References.FALLBACKS, fallbacks);
        var remarks = new ArrayList<>(figures.remarks());
        for (int site = 0; site < attempts.length; site++) {
            if (attempts[site] == STARTS) {
                remarks.add(
                        String.format(
                                Locale.ROOT,
                                "seed %d: nothing was found that costs less than %s, so that is the plan",
                                seed,
                                of.get(site).controller()));
            }
        }
        return new Figures(values, figures.sites(), remarks);
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
