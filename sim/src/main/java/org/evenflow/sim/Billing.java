package org.evenflow.sim;

import java.time.Duration;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import org.evenflow.model.TimeGrid;

/**
 * Demand charges: each billing month costs its price times its peak, by the share of the month that
 * the run covers. Mutable arrays, reused from run to run.
 */
final class Billing {
    /** No step, and nothing to pay: before the first run. */
    static final Billing NONE = new Billing();

    private final int[] periodOf;
    private final double[] share;
    private final double[] pricePerKw;
    private final double[] peakKw;

    private Billing() {
        periodOf = new int[0];
        share = new double[0];
        pricePerKw = new double[0];
        peakKw = new double[0];
    }

    /** Billing months of a run that begins at {@code grid.start()}. */
    Billing(TimeGrid grid, double[] demandPerKwMonth) {
        periodOf = new int[grid.steps()];
        var months = new ArrayList<YearMonth>();
        for (int step = 0; step < grid.steps(); step++) {
            var month = YearMonth.from(grid.local(step));
            if (months.isEmpty() || !months.getLast().equals(month)) {
                months.add(month);
            }
            periodOf[step] = months.size() - 1;
        }
        share = new double[months.size()];
        pricePerKw = new double[months.size()];
        peakKw = new double[months.size()];
        for (int step = 0; step < grid.steps(); step++) {
            YearMonth month = months.get(periodOf[step]);
            ZonedDateTime begin = month.atDay(1).atStartOfDay(grid.zone());
            double minutes =
                    Duration.between(begin, month.plusMonths(1).atDay(1).atStartOfDay(grid.zone()))
                            .toMinutes();
            share[periodOf[step]] += grid.stepMin() / minutes;
            pricePerKw[periodOf[step]] =
                    Math.max(pricePerKw[periodOf[step]], demandPerKwMonth[step]);
        }
    }

    void reset() {
        Arrays.fill(peakKw, 0);
    }

    void add(int step, double importKw) {
        int period = periodOf[step];
        if (importKw > peakKw[period]) {
            peakKw[period] = importKw;
        }
    }

    /** What the run pays for each kW of the peak of the month that a step lies in. */
    double perKw(int step) {
        int period = periodOf[step];
        return pricePerKw[period] * share[period];
    }

    /** The billing month of a step, from 0. */
    int month(int step) {
        return periodOf[step];
    }

    /** The greatest import of a billing month so far, kW. */
    double peakKw(int period) {
        return peakKw[period];
    }

    double demandCost() {
        double cost = 0;
        for (int period = 0; period < peakKw.length; period++) {
            cost += pricePerKw[period] * peakKw[period] * share[period];
        }
        return cost;
    }
}
