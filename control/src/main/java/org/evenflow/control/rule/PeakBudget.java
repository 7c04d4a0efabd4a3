package org.evenflow.control.rule;

import java.util.Arrays;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;

/**
 * A budget for the month's peak: all vehicles together take no more than the larger of what the
 * peak so far leaves and what must be taken evenly so that those who are here can be served.
 * Without a demand charge there is no budget.
 *
 * <p>What must be taken is the largest mean over the windows of time that requests have to be met
 * within (F. Yao, A. Demers, S. Shenker, FOCS 1995).
 */
final class PeakBudget implements TimeOfUse.Budget {
    private double[] dueKwh = new double[0];

    @Override
    public double kw(Observation observation, int margin) {
        int step = observation.step();
        if (observation.demandPerKw(step) <= 0) {
            return Double.POSITIVE_INFINITY;
        }
        double netKw = observation.baseLoadKw() - observation.plantKw();
        double belowPeak = observation.billedPeakKw(observation.billingMonth(step)) - netKw;
        return Math.max(belowPeak, neededKw(observation, margin));
    }

    /** Mean power by which those who are here can all be served, kW. */
    private double neededKw(Observation observation, int margin) {
        int now = observation.step();
        int steps = observation.steps() - now;
        if (dueKwh.length < steps + 1) {
            dueKwh = new double[steps + 1];
        }
        Arrays.fill(dueKwh, 0);
        Limits limits = observation.limits();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            int end = Cheapest.end(observation, connector, margin);
            dueKwh[end - now] += observation.neededKwh(connector);
        }
        double sum = 0;
        double most = 0;
        for (int after = 1; after <= steps; after++) {
            sum += dueKwh[after];
            most = Math.max(most, sum / (after * observation.stepHours()));
        }
        return most;
    }
}
