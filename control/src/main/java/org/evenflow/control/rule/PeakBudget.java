package org.evenflow.control.rule;

import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Visit;

/**
 * A budget for the month's peak: all vehicles together take no more than the larger of what the
 * peak so far leaves and what must be taken evenly so that those who are here can be served, and
 * with them those who come as on the most crowded of the days that are known. The budget gives way
 * to need: what could not be served within it later is taken now, those first that leave first.
 * Without a demand charge there is no budget.
 *
 * <p>What must be taken is the largest mean over the windows of time that requests have to be met
 * within (F. Yao, A. Demers, S. Shenker, FOCS 1995).
 */
final class PeakBudget implements TimeOfUse.Budget {
    private double[] hereKwh = new double[0];
    private double[] needKwh = new double[0];
    private double dueKw;

    @Override
    public double kw(Observation observation, int margin) {
        int step = observation.step();
        dueKw = 0;
        if (observation.demandPerKw(step) <= 0) {
            return Double.POSITIVE_INFINITY;
        }
        double netKw = observation.baseLoadKw() - observation.plantKw();
        double belowPeak = observation.billedPeakKw(observation.billingMonth(step)) - netKw;
        int steps = observation.steps() - step;
        here(observation, margin, steps);
        List<List<Visit>> days = observation.past().days();
        double kw = Math.max(belowPeak, evenKw(hereKwh, steps, observation.stepHours()));
        for (List<Visit> day : days) {
            expect(observation, day, margin, steps);
            kw = Math.max(kw, evenKw(needKwh, steps, observation.stepHours()));
        }
        dueKw = dueKw(hereKwh, steps, observation.stepHours(), kw);
        for (List<Visit> day : days) {
            expect(observation, day, margin, steps);
            dueKw = Math.max(dueKw, dueKw(needKwh, steps, observation.stepHours(), kw));
        }
        return kw;
    }

    @Override
    public double dueKw() {
        return dueKw;
    }

    /** What those who are here need by the end of so many steps, kWh. */
    private void here(Observation observation, int margin, int steps) {
        if (hereKwh.length < steps + 1) {
            hereKwh = new double[steps + 1];
            needKwh = new double[steps + 1];
        }
        Arrays.fill(hereKwh, 0);
        Limits limits = observation.limits();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            int end = Cheapest.end(observation, connector, margin) - observation.step();
            double needed = observation.neededKwh(connector);
            double hours = observation.neededHours(connector);
            double left = end * observation.stepHours();
            // What it cannot take any more by then the budget cannot give either.
            hereKwh[end] += hours > left ? needed * left / hours : needed;
        }
    }

    /** The same with those who come as on a known day. */
    private void expect(Observation observation, List<Visit> day, int margin, int steps) {
        System.arraycopy(hereKwh, 0, needKwh, 0, steps + 1);
        int now = observation.step();
        for (Visit visit : day) {
            double kwh = (visit.reachableKwh() - visit.arrivalKwh()) / visit.chargeEfficiency();
            if (visit.arrivalStep() > now && kwh > 0) {
                int end = Math.max(visit.arrivalStep() + 1, visit.departStep() - margin) - now;
                needKwh[Math.min(steps, end)] += kwh;
            }
        }
    }

    /** Mean power by which needs can all be met, kW. */
    private static double evenKw(double[] needKwh, int steps, double stepHours) {
        double sum = 0;
        double most = 0;
        for (int after = 1; after <= steps; after++) {
            sum += needKwh[after];
            most = Math.max(most, sum / (after * stepHours));
        }
        return most;
    }

    /** What has to be taken now if a budget is used in full later, kW. */
    private static double dueKw(double[] needKwh, int steps, double stepHours, double budgetKw) {
        double sum = 0;
        double due = 0;
        for (int after = 1; after <= steps; after++) {
            sum += needKwh[after];
            due = Math.max(due, sum / stepHours - budgetKw * (after - 1));
        }
        return due;
    }
}
