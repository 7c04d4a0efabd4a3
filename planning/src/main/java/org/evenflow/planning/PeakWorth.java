package org.evenflow.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Experience;
import org.evenflow.control.Habits;
import org.evenflow.control.Observation;
import org.evenflow.control.Past;
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
    private final double siteKw;
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
        siteKw = observation.limits().layout().siteHighKw();
        loads = new BlockLoads(observation.site());
        int steps = observation.steps();
        buyPerKwh = new double[steps];
        netKw = new double[steps];
        boolean isCharged = false;
        for (int step = observation.step(); step < steps; step++) {
            buyPerKwh[step] =
                    outlook.buyPerKwh().at(step) + carbonPrice * outlook.carbonKgPerKwh().at(step);
            isCharged |= outlook.demandPerKw().at(step) > 0;
        }
        isNeeded = isCharged && steps > day;
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
        for (List<Visit> visits : known) {
            var days = new double[(netKw.length + day - 1) / day][];
            Arrays.setAll(days, on -> saved(begunOn(visits, on)));
            recorded.add(days);
        }
    }

    private List<Visit> begunOn(List<Visit> visits, int on) {
        return visits.stream().filter(visit -> visit.arrivalStep() / day == on).toList();
    }

    /** Pieces from the greatest net load to what charging at once would add. */
    private void divide(List<List<Visit>> known) {
        double atOnce =
                known.stream()
                        .mapToDouble(visits -> Experience.atOnceKw(visits, stepHours))
                        .max()
                        .orElse(0);
        double low = Math.max(0, Arrays.stream(netKw).max().orElse(0));
        double high = low + Math.min(siteKw, atOnce);
        for (int i = 0; i <= PIECES; i++) {
            peakKw[i] = low + (high - low) * i / PIECES;
        }
    }

    private void foresee(Observation observation, Outlook outlook) {
        for (int step = observation.step(); step < netKw.length; step++) {
            outlook.factors(step, loads.factor);
            netKw[step] = loads.baseKw() - outlook.plantSumKw().at(step);
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
        measure(observation, Math.max(0, today - MOST_SEEN) * day);
        var known = new ArrayList<List<Visit>>();
        for (int on = Math.max(0, today - MOST_SEEN); on < today; on++) {
            known.add(later(experience.begunOn(on), on * day));
        }
        divide(known);
        seen.clear();
        known.forEach(visits -> seen.add(saved(visits)));
    }

    private void measure(Observation observation, int from) {
        Past past = observation.past();
        for (int step = from; step < observation.step(); step++) {
            int ago = observation.step() - step;
            double plants = 0;
            for (int plant = 0; plant < observation.site().plants().size(); plant++) {
                plants += past.plantKw(plant, ago);
            }
            for (int group = 0; group < loads.factor.length; group++) {
                loads.factor[group] = past.loadFactor(group, ago);
            }
            netKw[step] = loads.baseKw() - plants;
        }
    }

    private static List<Visit> later(List<Visit> visits, int steps) {
        return visits.stream().map(visit -> Experience.later(visit, steps)).toList();
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

    private int daysToCome(Observation observation, int month) {
        int count = 0;
        for (int on = observation.step() / day + 1; on * day < netKw.length; on++) {
            count += observation.billingMonth(on * day) == month ? 1 : 0;
        }
        return count;
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
        try (var program = new LinearProgram()) {
            int[] rows = fill(program, visits);
            double above = cost(program, rows, peakKw[PIECES]);
            for (int piece = PIECES - 1; piece >= 0; piece--) {
                double below = cost(program, rows, peakKw[piece]);
                // Nothing is claimed of what was not solved.
                double less = below > above ? below - above : 0;
                saved[piece] = less / (peakKw[piece + 1] - peakKw[piece]);
                above = below;
            }
        }
        return saved;
    }

    private double cost(LinearProgram program, int[] rows, double peak) {
        for (int k = 0; k < rows.length; k++) {
            if (rows[k] >= 0) {
                double kwh = 0;
                int to = Math.min(netKw.length, (k + 1) * blockSteps);
                for (int step = k * blockSteps; step < to; step++) {
                    kwh += Math.clamp(peak - netKw[step], 0, siteKw) * stepHours;
                }
                program.rowBounds(rows[k], -FREE, kwh);
            }
        }
        return program.solve(FREE).hasPoint() ? program.objective() : Double.NaN;
    }

    /** Rows of the blocks, -1 where nobody charges. */
    private int[] fill(LinearProgram program, List<Visit> visits) {
        int[] rows = new int[(netKw.length + blockSteps - 1) / blockSteps];
        Arrays.fill(rows, -1);
        for (Visit visit : visits) {
            int until = isKnown ? visit.departStep() : visit.declaredStep();
            until = Math.min(until, netKw.length);
            double need = (visit.mostKwh() - visit.arrivalKwh()) / visit.chargeEfficiency();
            if (need <= 0 || until <= visit.arrivalStep()) {
                continue;
            }
            int needRow = program.row(need, need);
            program.coefficient(needRow, program.column(0, FREE, servicePerKwh), 1);
            for (int k = visit.arrivalStep() / blockSteps; k * blockSteps < until; k++) {
                int from = Math.max(visit.arrivalStep(), k * blockSteps);
                int to = Math.min(until, (k + 1) * blockSteps);
                double most = visit.maxKw() * (to - from) * stepHours;
                int column = program.column(0, most, perKwh(visit, from, to));
                rows[k] = rows[k] >= 0 ? rows[k] : program.row(-FREE, FREE);
                program.coefficient(needRow, column, 1);
                program.coefficient(rows[k], column, 1);
            }
        }
        return rows;
    }

    private double perKwh(Visit visit, int from, int to) {
        double price = 0;
        for (int step = from; step < to; step++) {
            price += buyPerKwh[step] / (to - from);
        }
        double gone =
                isKnown
                        ? 0
                        : habits.leftBy(
                                visit.connector(),
                                visit.arrivalStep(),
                                visit.declaredStep(),
                                visit.arrivalStep(),
                                (from + to) / 2.0);
        return price + unservedPerKwh * gone * visit.chargeEfficiency();
    }
}
