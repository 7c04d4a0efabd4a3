package org.evenflow.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.evenflow.control.DemandBound;
import org.evenflow.control.Experience;
import org.evenflow.control.Habits;
import org.evenflow.control.Observation;
import org.evenflow.control.SiteLayout;
import org.evenflow.control.Visit;
import org.evenflow.forecast.Outlook;
import org.evenflow.numeric.LinearProgram;

/**
 * What a higher peak of a billing month is worth on the days still to come. A kW of peak is paid
 * for once, serves all of them and cannot be taken back: a kW more today costs what is charged for
 * it less what it saves later, the slope of the value of the state <em>peak so far</em> (R.
 * Bellman, "Dynamic Programming", 1957, ch. 3). What a known day costs under a peak is a linear
 * program of its visits as they were declared, with what waiting risks; by how much it falls from
 * one peak to the next is averaged over the known days. Costs fall ever less as the peak rises, so
 * that the value is convex and its slopes can stand in a linear program.
 *
 * <p>{@value #QUIET} days more than are known are taken to need no peak: who waits may still raise
 * it, who has raised it has paid. Mutable; lives for a run.
 */
final class PeakWorth {
    /** Pieces of the value. */
    static final int PIECES = 12;

    private static final double QUIET = 2;
    private static final int MOST_RECORDS = 8;
    private static final int MOST_SEEN = 28;

    /** Share of all peaks that is a piece's least width, and of a price that counts as none. */
    private static final double NEXT_TO_NOTHING = 1e-4;

    private static final double FREE = Double.POSITIVE_INFINITY;

    private final Habits habits;
    private final boolean isKnown;

    /** In a run of several days that is charged for its peaks; else a kW costs what it costs. */
    private final boolean isNeeded;

    private final int day;
    private final double stepHours;
    private final int blockSteps;
    private final double unservedPerKwh;
    private final double servicePerKwh;

    /** The most that is charged for a kW of a month's peak. */
    private final double mostPerKw;

    private final SiteLayout layout;

    /** Of stations, transformers and the site, kW. */
    private final double[] limitKw;

    private final BlockLoads loads;

    /** By step of the run: price, carbon included, and, forecast until it is measured, net load. */
    private final double[] buyPerKwh;

    private final double[] netKw;

    private final double[] endKw = new double[PIECES];
    private final double[] costPerKw = new double[PIECES];

    /** Bounds of the pieces, kW. */
    private final double[] peakKw = new double[PIECES + 1];

    /** What a kW of each piece saves on each day of a run on record, {@code [day][piece]}. */
    private final List<double[][]> recorded = new ArrayList<>();

    /** The same of days that are over, the last ones. */
    private final List<double[]> seen = new ArrayList<>();

    /**
     * Looks at a run.
     *
     * @param records visits of runs like this one, steps counted as in it
     * @param isKnown whether the records are this very run
     * @param carbonPrice currency per kg, as in the plan
     */
    PeakWorth(
            Observation observation,
            Outlook outlook,
            Habits habits,
            List<List<Visit>> records,
            boolean isKnown,
            double carbonPrice) {
        this.habits = habits;
        this.isKnown = isKnown;
        stepHours = observation.stepHours();
        day = Experience.day(stepHours);
        blockSteps = Math.max(1, (int) Math.round(1 / stepHours));
        unservedPerKwh = observation.unservedPerKwh();
        servicePerKwh = observation.servicePerKwh();
        layout = observation.limits().layout();
        limitKw = DemandBound.limitsKw(layout);
        loads = new BlockLoads(observation.site());
        int steps = observation.steps();
        buyPerKwh = new double[steps];
        netKw = new double[steps];
        double most = 0;
        for (int step = observation.step(); step < steps; step++) {
            buyPerKwh[step] =
                    outlook.buyPerKwh().at(step) + carbonPrice * outlook.carbonKgPerKwh().at(step);
            most = Math.max(most, outlook.demandPerKw().at(step));
        }
        mostPerKw = most;
        isNeeded = most > 0 && steps > day;
        if (isNeeded) {
            foresee(observation, outlook);
            learnRecords(records.subList(0, Math.min(MOST_RECORDS, records.size())));
        }
    }

    /** Divides the peaks of a program, where that is needed. */
    void divide(SupplyRows supply) {
        if (isNeeded) {
            supply.pieces(PIECES);
        }
    }

    private void learnRecords(List<List<Visit>> known) {
        divide(known);
        var runs = known.stream().map(this::byDay).toList();
        refine(runs.stream().flatMap(List::stream).toList(), Math.ceilDiv(netKw.length, day));
        runs.forEach(of -> recorded.add(of.stream().map(this::saved).toArray(double[][]::new)));
    }

    /** The visits of a run by the day on which they begin. */
    private List<List<Visit>> byDay(List<Visit> visits) {
        return IntStream.range(0, Math.ceilDiv(netKw.length, day))
                .mapToObj(on -> visits.stream().filter(v -> v.arrivalStep() / day == on).toList())
                .toList();
    }

    /** Pieces of one width from the greatest net load to what charging at once would add. */
    private void divide(List<List<Visit>> days) {
        double atOnce = 0;
        for (List<Visit> visits : days) {
            atOnce = Math.max(atOnce, Experience.atOnceKw(visits, stepHours));
        }
        double low = Math.max(0, Arrays.stream(netKw).max().orElse(0));
        divide(0, low, PIECES, low + Math.min(layout.siteHighKw(), atOnce));
    }

    private void divide(int first, double low, int last, double high) {
        for (int i = first; i <= last; i++) {
            peakKw[i] = low + (high - low) * (i - first) / (last - first);
        }
    }

    /**
     * One piece below what is needed anyway, one above what saves anything, fine ones between them:
     * where there are records to tell.
     */
    private void refine(List<List<Visit>> days, int times) {
        double least = peakKw[PIECES];
        double most = peakKw[0];
        for (List<Visit> visits : days) {
            if (!visits.isEmpty()) {
                try (var program = new DayProgram(visits)) {
                    least = Math.min(least, program.peakKw(mostPerKw / times));
                    most = Math.max(most, program.peakKw(NEXT_TO_NOTHING * mostPerKw));
                }
            }
        }
        double finest = NEXT_TO_NOTHING * (peakKw[PIECES] - peakKw[0]);
        least = Math.clamp(least, peakKw[0] + finest, peakKw[PIECES] - 2 * PIECES * finest);
        most = Math.clamp(most, least + PIECES * finest, peakKw[PIECES] - finest);
        divide(1, least, PIECES - 1, most);
    }

    private void foresee(Observation observation, Outlook outlook) {
        for (int step = observation.step(); step < netKw.length; step++) {
            netKw[step] = loads.netKw(outlook, step);
        }
    }

    /** Once a day: what the days of the run that are over say. */
    void learn(Observation observation, Outlook outlook, Experience experience) {
        if (!isNeeded) {
            return;
        }
        foresee(observation, outlook);
        int today = observation.step() / day;
        if (isKnown || !recorded.isEmpty() || today == 0) {
            return;
        }
        int from = Math.max(0, today - MOST_SEEN);
        for (int step = from * day; step < observation.step(); step++) {
            netKw[step] = loads.netKw(observation.past(), observation.step() - step);
        }
        var known =
                IntStream.range(from, today)
                        .mapToObj(on -> Experience.repeated(experience.begunOn(on), on * day))
                        .toList();
        divide(known);
        seen.clear();
        known.forEach(visits -> seen.add(saved(visits)));
    }

    /** Fills in what a month's peak costs above the peak so far. */
    void month(
            SupplyRows supply,
            Observation observation,
            int month,
            double perKw,
            double peakSoFarKw) {
        if (!isNeeded) {
            supply.month(month, perKw, peakSoFarKw);
            return;
        }
        costs(observation, month, perKw, costPerKw);
        Arrays.setAll(endKw, this::endKw);
        supply.month(month, perKw, peakSoFarKw, endKw, costPerKw);
    }

    /** End of a piece, kW; without end where nothing is known. */
    double endKw(int piece) {
        return recorded.isEmpty() && seen.isEmpty() ? FREE : peakKw[piece + 1];
    }

    /**
     * Fills in what a kW of each piece costs today.
     *
     * @param perKw charged for a kW of the month's peak
     */
    void costs(Observation observation, int month, double perKw, double[] into) {
        if (recorded.isEmpty() && seen.isEmpty()) {
            // Nothing is known but today: a kW saves as much on the days to come, if they need it.
            Arrays.fill(into, perKw / (1 + daysToCome(observation, month) / (1 + QUIET)));
            return;
        }
        if (recorded.isEmpty()) {
            double share = seen.size() / (seen.size() + QUIET);
            double times = share * daysToCome(observation, month) / Math.max(1, seen.size());
            for (int piece = 0; piece < PIECES; piece++) {
                double saved = 0;
                for (double[] on : seen) {
                    saved += on[piece];
                }
                into[piece] = Math.max(0, perKw - times * saved);
            }
            return;
        }
        Arrays.fill(into, 0);
        for (double[][] run : recorded) {
            for (int piece = 0; piece < PIECES; piece++) {
                into[piece] += costLater(observation, month, perKw, run, piece) / recorded.size();
            }
        }
    }

    private long daysToCome(Observation observation, int month) {
        return IntStream.range(observation.step() / day + 1, Math.ceilDiv(netKw.length, day))
                .filter(on -> observation.billingMonth(on * day) == month)
                .count();
    }

    /**
     * What a kW costs if the days to come are those of a run; nothing where they need it anyway.
     */
    private double costLater(
            Observation observation, int month, double perKw, double[][] run, int piece) {
        double cost = perKw;
        for (int on = observation.step() / day + 1; on < run.length; on++) {
            cost -= observation.billingMonth(on * day) == month ? run[on][piece] : 0;
        }
        return Math.max(0, cost);
    }

    /** What a kW of each piece saves on a day with such visits, currency. */
    private double[] saved(List<Visit> visits) {
        double[] saved = new double[PIECES];
        if (visits.isEmpty() || peakKw[PIECES] <= peakKw[0]) {
            return saved;
        }
        try (var program = new DayProgram(visits)) {
            double above = program.cost(peakKw[PIECES]);
            for (int piece = PIECES - 1; piece >= 0; piece--) {
                double below = program.cost(peakKw[piece]);
                // Nothing is claimed of what was not solved.
                double less = below > above ? below - above : 0;
                saved[piece] = less / (peakKw[piece + 1] - peakKw[piece]);
                above = below;
            }
        }
        return saved;
    }

    private double perKwh(Visit visit, int from, int to) {
        double price = Arrays.stream(buyPerKwh, from, to).average().orElse(0);
        int came = visit.arrivalStep();
        double middle = (from + to) / 2.0;
        double gone =
                isKnown
                        ? 0
                        : habits.leftBy(
                                visit.connector(), came, visit.declaredStep(), came, middle);
        return price + unservedPerKwh * gone * visit.chargeEfficiency();
    }

    /**
     * The cheapest way to charge those who begin on one day under a peak: their energy in blocks of
     * an hour, below the limits that they share.
     */
    private final class DayProgram implements AutoCloseable {
        private final LinearProgram program = new LinearProgram();
        private final int peak;

        /** Rows of stations, transformers, the site and the peak in each block, -1 for none. */
        private final int[][] rows;

        DayProgram(List<Visit> visits) {
            peak = program.column(peakKw[0], peakKw[PIECES], 0);
            rows = new int[limitKw.length + 1][Math.ceilDiv(netKw.length, blockSteps)];
            Arrays.stream(rows).forEach(of -> Arrays.fill(of, -1));
            visits.stream().filter(v -> v.mostKwh() > v.arrivalKwh()).forEach(this::add);
        }

        private void add(Visit visit) {
            int leaves = isKnown ? visit.departStep() : visit.declaredStep();
            int until = Math.min(leaves, netKw.length);
            double need = (visit.mostKwh() - visit.arrivalKwh()) / visit.chargeEfficiency();
            int needRow = program.row(need, need);
            program.coefficient(needRow, program.column(0, FREE, servicePerKwh), 1);
            for (int k = visit.arrivalStep() / blockSteps; k * blockSteps < until; k++) {
                int from = Math.max(visit.arrivalStep(), k * blockSteps);
                int to = Math.min(until, end(k));
                double most = visit.maxKw() * (to - from) * stepHours;
                int column = program.column(0, most, perKwh(visit, from, to));
                program.coefficient(needRow, column, 1);
                share(layout.stationOf(visit.connector()), k, column);
            }
        }

        /** Puts energy in a block below the limits of its station and all above it. */
        private void share(int station, int k, int column) {
            int transformer = layout.transformerOf(station);
            below(station, k, column);
            if (transformer >= 0) {
                below(layout.stations() + transformer, k, column);
            }
            below(limitKw.length - 1, k, column);
            int[] ofPeak = rows[limitKw.length];
            if (ofPeak[k] < 0) {
                double netKwh = 0;
                for (int step = k * blockSteps; step < end(k); step++) {
                    netKwh += netKw[step] * stepHours;
                }
                ofPeak[k] = program.row(-FREE, -netKwh);
                program.coefficient(ofPeak[k], peak, -hours(k));
            }
            program.coefficient(ofPeak[k], column, 1);
        }

        private void below(int limit, int k, int column) {
            if (limitKw[limit] < FREE) {
                int[] of = rows[limit];
                of[k] = of[k] >= 0 ? of[k] : program.row(-FREE, limitKw[limit] * hours(k));
                program.coefficient(of[k], column, 1);
            }
        }

        private int end(int k) {
            return Math.min(netKw.length, (k + 1) * blockSteps);
        }

        private double hours(int k) {
            return (end(k) - k * blockSteps) * stepHours;
        }

        /** What the day costs under a peak, currency; NaN where that was not solved. */
        double cost(double kw) {
            program.cost(peak, 0);
            program.bounds(peak, kw, kw);
            return program.solve(FREE).hasPoint() ? program.objective() : Double.NaN;
        }

        /** The peak that is worth a price on this day alone, kW. */
        double peakKw(double price) {
            program.cost(peak, price);
            program.bounds(peak, peakKw[0], peakKw[PIECES]);
            return program.solve(FREE).hasPoint() ? program.value(peak) : peakKw[PIECES];
        }

        @Override
        public void close() {
            program.close();
        }
    }
}
