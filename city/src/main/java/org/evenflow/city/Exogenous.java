package org.evenflow.city;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.evenflow.model.InputException;
import org.evenflow.model.Site;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Scenario.Track;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.numeric.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a site's run that no controller can change, per step and for one seed: sessions,
 * available plant power, base load, prices, carbon intensity. Mutable: {@link #draw} refills the
 * same arrays, and allocates nothing once they have grown. One instance per environment.
 *
 * <p>The streams of a seed are named {@code arrivals}, {@code vehicles}, {@code weather} and {@code
 * load}, so a plant more never changes who comes to charge; second weathers and base loads have
 * streams of their own ({@code load/shops}). Sessions at a site with a name are drawn from streams
 * of that name ({@code arrivals/north}); weather and load are the same at all sites that follow
 * one.
 */
public final class Exogenous {
    private final Scenario scenario;
    private final Site site;
    private final RunStarts starts;
    private final SessionFeed feed;
    private final SessionTable sessions = new SessionTable();
    private final List<RandomStream> weathers;
    private final List<RandomStream> loads;
    private final @Nullable DayTracks[] days;
    private final double[][] plantKw;

    /** The rows of the plants in each weather, {@code [weather][plant in it][step]}. */
    private final double[][][] plantKwIn;

    /** {@code [base load of the world][step]}, and the same arrays by group of the site. */
    private final double[][] factorOf;

    private final double[][] loadFactor;
    private final double[] buyPerKwh;
    private final double[] sellPerKwh;
    private final double[] carbonKgPerKwh;
    private final double[] demandPerKwMonth;

    private int day = -1;
    private long seed;
    private @Nullable DayBefore dayBefore;

    /**
     * What was measured on the day before a run, by step.
     *
     * @param steps how many are known
     * @param loadFactor factor on the nominal loads of each group, {@code [group][step]}, oldest
     *     first
     * @param plantKw available power of each plant, {@code [plant][step]}
     */
    public record DayBefore(int steps, double[][] loadFactor, double[][] plantKw) {}

    /**
     * Compiles what does not depend on the seed: prices, carbon intensity, sun. The arrays hold the
     * first day's prices at once; sessions, plants and load come with {@link #draw}.
     *
     * @throws org.evenflow.model.InputException where a series does not cover the run or a profile
     *     is not known
     */
    public Exogenous(Scenario scenario) {
        this.scenario = scenario;
        site = scenario.site();
        starts = new RunStarts(scenario);
        feed = feed(scenario, starts);
        int steps = scenario.time().steps();
        var world = scenario.world();
        days = new DayTracks[starts.count()];
        weathers = streams("weather", world.weathers());
        loads = streams("load", world.baseLoads());
        plantKw = new double[site.plants().size()][steps];
        plantKwIn = byWeather(plantKw);
        factorOf = new double[loads.size()][steps];
        loadFactor = byGroup(factorOf);
        buyPerKwh = new double[steps];
        sellPerKwh = new double[steps];
        carbonKgPerKwh = new double[steps];
        demandPerKwMonth = new double[steps];
        begin(0);
    }

    /**
     * One stream for each track. The first has its kind's name whatever it is called, the others
     * their own: one more of them changes no other.
     */
    private static <T> List<RandomStream> streams(String kind, List<Track<T>> tracks) {
        var streams = new ArrayList<RandomStream>();
        for (Track<T> track : tracks) {
            streams.add(new RandomStream(streams.isEmpty() ? kind : kind + "/" + track.id(), 0));
        }
        return streams;
    }

    /** The rows of plants by the weather they stand in. */
    private double[][][] byWeather(double[][] rows) {
        var world = scenario.world();
        var plants = site.plants();
        var in = new double[world.weathers().size()][][];
        for (int track = 0; track < in.length; track++) {
            in[track] =
                    DayTracks.under(world, site, track).stream()
                            .map(plant -> rows[plants.indexOf(plant)])
                            .toArray(double[][]::new);
        }
        return in;
    }

    /** The rows of base loads by the groups of the site that follow them. */
    private double[][] byGroup(double[][] rows) {
        var tracks = scenario.world().baseLoads();
        return site.loads().stream()
                .map(group -> rows[Track.find(tracks, group.baseLoad(), "base load")])
                .toArray(double[][]::new);
    }

    private static SessionFeed feed(Scenario scenario, RunStarts starts) {
        return switch (scenario.sessions()) {
            case SessionSource.Drawn drawn -> new DrawnSessions(scenario, drawn);
            case SessionSource.Logged logged -> new LoggedSessions(scenario, logged, starts);
        };
    }

    /** Draws the world of a seed. */
    public void draw(long seed) {
        this.seed = seed;
        dayBefore = null;
        var tracks = begin(starts.day(seed));
        feed.fill(sessions, seed);
        for (int track = 0; track < factorOf.length; track++) {
            loads.get(track).reset(seed);
            tracks.loads[track].draw(loads.get(track), factorOf[track]);
        }
        for (int track = 0; track < plantKwIn.length; track++) {
            var plants = tracks.plants[track];
            if (plants != null) {
                weathers.get(track).reset(seed);
                plants.draw(weathers.get(track), plantKwIn[track]);
            }
        }
    }

    /**
     * The day before the last draw's run, as the site's meters saw it; no steps where the input
     * does not cover that day. Drawn when first asked for, from streams of its own.
     */
    public DayBefore dayBefore() {
        var before = dayBefore;
        if (before == null) {
            before = drawDayBefore();
            dayBefore = before;
        }
        return before;
    }

    /**
     * The sessions of earlier days of the same kind, as a site's own records hold them: of a log
     * the days before, else days drawn from the same laws that are no run's.
     *
     * @param count at most so many
     */
    public List<SessionTable> earlierDays(int count) {
        var records = new ArrayList<SessionTable>();
        SessionFeed own = feed(scenario, starts);
        for (int ago = 1; ago <= count; ago++) {
            long at = own instanceof LoggedSessions ? day + 1L - ago : -(seed * count + ago);
            if (own instanceof DrawnSessions || at >= 1) {
                var table = new SessionTable();
                own.fill(table, at);
                records.add(table);
            }
        }
        return records;
    }

    private DayBefore drawDayBefore() {
        TimeGrid run = starts.grid(day);
        int steps = 24 * 60 / run.stepMin();
        try {
            var grid = new TimeGrid(run.instant(-steps), run.zone(), run.stepMin(), steps);
            return new DayBefore(steps, factorsBefore(grid), plantsBefore(grid));
        } catch (InputException _) {
            return new DayBefore(
                    0, new double[loadFactor.length][0], new double[plantKw.length][0]);
        }
    }

    private double[][] factorsBefore(TimeGrid grid) {
        var tracks = scenario.world().baseLoads();
        var streams = streams("load-before", tracks);
        var rows = new double[tracks.size()][grid.steps()];
        for (int track = 0; track < rows.length; track++) {
            streams.get(track).reset(seed);
            new LoadCurve(tracks.get(track).value(), grid).draw(streams.get(track), rows[track]);
        }
        return byGroup(rows);
    }

    private double[][] plantsBefore(TimeGrid grid) {
        var streams = streams("weather-before", scenario.world().weathers());
        var rows = new double[plantKw.length][grid.steps()];
        var in = byWeather(rows);
        var available = DayTracks.plants(scenario.world(), site, grid);
        for (int track = 0; track < in.length; track++) {
            var plants = available[track];
            if (plants != null) {
                streams.get(track).reset(seed);
                plants.draw(streams.get(track), in[track]);
            }
        }
        return rows;
    }

    /** Puts the prices of a day into the arrays, unless they are there already. */
    private DayTracks begin(int next) {
        var tracks = days[next];
        if (tracks == null) {
            tracks = new DayTracks(scenario, site, starts.grid(next));
            days[next] = tracks;
        }
        if (next != day) {
            int steps = buyPerKwh.length;
            System.arraycopy(tracks.buyPerKwh, 0, buyPerKwh, 0, steps);
            System.arraycopy(tracks.sellPerKwh, 0, sellPerKwh, 0, steps);
            System.arraycopy(tracks.carbonKgPerKwh, 0, carbonKgPerKwh, 0, steps);
            System.arraycopy(tracks.demandPerKwMonth, 0, demandPerKwMonth, 0, steps);
            day = next;
        }
        return tracks;
    }

    /** The sessions of the last draw. */
    public SessionTable sessions() {
        return sessions;
    }

    /** Vehicle models that {@link SessionTable#vehicle} points into. */
    public List<Vehicle> vehicles() {
        return feed.vehicles();
    }

    /** Available power of each plant, kW, {@code [plant][step]}, in the site's order. */
    public double[][] plantKw() {
        return plantKw;
    }

    /** Factor on the nominal loads of a group of the site, {@code [step]}. */
    public double[] loadFactor(int group) {
        return loadFactor[group];
    }

    /** Price of bought energy, currency per kWh, {@code [step]}. */
    public double[] buyPerKwh() {
        return buyPerKwh;
    }

    /** Price of energy given back, currency per kWh, {@code [step]}. */
    public double[] sellPerKwh() {
        return sellPerKwh;
    }

    /** Carbon intensity of imports, kg CO2 per kWh, {@code [step]}. */
    public double[] carbonKgPerKwh() {
        return carbonKgPerKwh;
    }

    /** Demand charge in force, currency per kW and billing month, at the step. */
    public double[] demandPerKwMonth() {
        return demandPerKwMonth;
    }

    /**
     * The run's beginning for the last seed: that of the time grid, or another day of the log;
     * steps are counted from it.
     */
    public Instant start() {
        return starts.start(day);
    }

    /** What holds for every seed and a reader of the results should know, in sentences. */
    public List<String> notes() {
        var notes = new ArrayList<>(feed.notes());
        var tracks = days[day];
        if (tracks != null) {
            for (AvailablePower plants : tracks.plants) {
                notes.addAll(plants == null ? List.of() : plants.notes());
            }
        }
        return notes;
    }

    /** What was dropped, clipped or turned away in the last draw, in sentences with counts. */
    public List<String> drawNotes() {
        var notes = new ArrayList<>(feed.drawNotes());
        Counted.add(
                notes, sessions.turnedAway, "vehicles that found no connector in time and left");
        return notes;
    }
}
