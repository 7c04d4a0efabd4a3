package org.evenflow.city;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.evenflow.model.InputException;
import org.evenflow.model.Scenario;
import org.evenflow.model.SessionSource;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Vehicle;
import org.evenflow.numeric.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a run that no controller can change, per step and for one seed: sessions, available
 * plant power, base load, prices, carbon intensity. Mutable: {@link #draw} refills the same arrays,
 * and allocates nothing once they have grown. One instance per environment.
 *
 * <p>The streams of a seed are named {@code arrivals}, {@code vehicles}, {@code weather} and {@code
 * load}, so a plant more never changes who comes to charge.
 */
public final class Exogenous {
    private final Scenario scenario;
    private final RunStarts starts;
    private final SessionFeed feed;
    private final SessionTable sessions = new SessionTable();
    private final RandomStream weather = new RandomStream("weather", 0);
    private final RandomStream load = new RandomStream("load", 0);
    private final @Nullable DayTracks[] days;
    private final double[][] plantKw;
    private final double[] loadFactor;
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
     * @param loadFactor factor on all nominal bus loads, oldest first
     * @param plantKw available power of each plant, {@code [plant][step]}
     */
    public record DayBefore(double[] loadFactor, double[][] plantKw) {}

    /**
     * Compiles what does not depend on the seed: prices, carbon intensity, sun. The arrays hold the
     * first day's prices at once; sessions, plants and load come with {@link #draw}.
     *
     * @throws org.evenflow.model.InputException where a series does not cover the run or a profile
     *     is not known
     */
    public Exogenous(Scenario scenario) {
        this.scenario = scenario;
        starts = new RunStarts(scenario);
        feed = feed(scenario, starts);
        int steps = scenario.time().steps();
        days = new DayTracks[starts.count()];
        plantKw = new double[scenario.plants().size()][steps];
        loadFactor = new double[steps];
        buyPerKwh = new double[steps];
        sellPerKwh = new double[steps];
        carbonKgPerKwh = new double[steps];
        demandPerKwMonth = new double[steps];
        begin(0);
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
        load.reset(seed);
        tracks.load.draw(load, loadFactor);
        if (tracks.plants != null) {
            weather.reset(seed);
            tracks.plants.draw(weather, plantKw);
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
            double[] factor = new double[steps];
            new LoadCurve(scenario.baseLoad(), grid)
                    .draw(new RandomStream("load-before", seed), factor);
            double[][] plants = new double[scenario.plants().size()][steps];
            var sky = scenario.weather();
            if (plants.length > 0 && sky != null) {
                AvailablePower.of(scenario, sky, grid)
                        .draw(new RandomStream("weather-before", seed), plants);
            }
            return new DayBefore(factor, plants);
        } catch (InputException _) {
            return new DayBefore(new double[0], new double[scenario.plants().size()][0]);
        }
    }

    /** Puts the prices of a day into the arrays, unless they are there already. */
    private DayTracks begin(int next) {
        var tracks = days[next];
        if (tracks == null) {
            tracks = new DayTracks(scenario, starts.grid(next));
            days[next] = tracks;
        }
        if (next != day) {
            int steps = loadFactor.length;
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

    /** Available power of each plant, kW, {@code [plant][step]}, in the scenario's order. */
    public double[][] plantKw() {
        return plantKw;
    }

    /** Factor on all nominal bus loads, {@code [step]}. */
    public double[] loadFactor() {
        return loadFactor;
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
        if (tracks != null && tracks.plants != null) {
            notes.addAll(tracks.plants.notes());
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
