package org.evenflow.control.rule;

import org.evenflow.control.LevelRounding;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.jspecify.annotations.Nullable;

/**
 * How rules that wish a power for each vehicle serve it under shared limits: first what keeps
 * requests within reach, then the rest, each in order of the time to spare and as far as station,
 * transformer, site and a budget of the rule's own reach; then onto the chargers' levels so that
 * the sum stays, what rounding owes is remembered, and nobody waits all day below the least level.
 * Mutable arrays; lives for a run.
 */
final class Serving {
    private final Queue queue = new Queue();
    private final Queue byDeparture = new Queue();
    private final Headroom headroom = new Headroom();
    private double[] dueKw = new double[0];
    private @Nullable LevelRounding rounding;
    private @Nullable SharedDue shared;

    /** What a rule wishes for a vehicle, kW. */
    interface Wish {
        double kw(Observation observation, int connector);
    }

    /** Begins a run. */
    void reset() {
        rounding = null;
        shared = null;
    }

    /**
     * Serves all vehicles that take energy.
     *
     * @param wish power in all, kW; below zero gives back
     * @param marginSteps how many steps before the declared departure requests are to be met
     * @param budgetKw what all may take together beyond what is due
     * @param sumDueKw what all have to take together at least, as far as limits reach
     * @param powerKw filled by connector
     */
    void serve(
            Observation observation,
            Wish wish,
            int marginSteps,
            double budgetKw,
            double sumDueKw,
            double[] powerKw) {
        Limits limits = observation.limits();
        var levels = rounding;
        var due = shared;
        if (levels == null || due == null) {
            dueKw = new double[limits.connectors()];
            levels = new LevelRounding(limits);
            due = new SharedDue(observation);
            rounding = levels;
            shared = due;
        }
        headroom.startStep(limits);
        due.startStep(observation, marginSteps);
        double given = serveDue(observation, due, marginSteps, powerKw);
        given += serveSum(limits, sumDueKw - given, powerKw);
        double left = budgetKw - given;
        for (int i = 0; i < queue.size(); i++) {
            int connector = queue.connectors()[i];
            double wanted = wish.kw(observation, connector);
            if (wanted < 0 && powerKw[connector] == 0) {
                powerKw[connector] = wanted;
            } else {
                double more = Math.min(wanted - powerKw[connector], Math.max(0, left));
                left -= raise(limits, connector, more, powerKw);
            }
        }
        round(observation, levels, powerKw);
    }

    /**
     * Gives what keeps requests within reach: each vehicle's own, then what is due below shared
     * limits, those first that leave first. Returns the sum.
     */
    private double serveDue(
            Observation observation, SharedDue due, int marginSteps, double[] powerKw) {
        Limits limits = observation.limits();
        byDeparture.fill(observation, (o, connector) -> o.declaredStep(connector));
        queue.fill(observation, Observation::laxityHours);
        double sum = 0;
        for (int i = 0; i < queue.size(); i++) {
            int connector = queue.connectors()[i];
            double kw = Cheapest.lateKw(observation, connector, marginSteps);
            sum += raise(limits, connector, kw, powerKw);
            due.take(limits, connector, powerKw[connector]);
        }
        for (int i = 0; i < byDeparture.size(); i++) {
            int connector = byDeparture.connectors()[i];
            double more =
                    Math.min(
                            due.of(limits, connector),
                            limits.highKw(connector) - powerKw[connector]);
            double given = raise(limits, connector, more, powerKw);
            due.take(limits, connector, given);
            sum += given;
            dueKw[connector] = powerKw[connector];
        }
        return sum;
    }

    /** Gives what all have to take together to those first that leave first. Returns the sum. */
    private double serveSum(Limits limits, double sumKw, double[] powerKw) {
        double given = 0;
        for (int i = 0; i < byDeparture.size() && given < sumKw; i++) {
            int connector = byDeparture.connectors()[i];
            double high = limits.highKw(connector) - powerKw[connector];
            given += raise(limits, connector, Math.min(sumKw - given, high), powerKw);
        }
        return given;
    }

    private double raise(Limits limits, int connector, double kw, double[] powerKw) {
        double more = Math.max(0, Math.min(kw, headroom.room(limits, connector)));
        powerKw[connector] += more;
        headroom.allocate(connector, more);
        return more;
    }

    private void round(Observation observation, LevelRounding levels, double[] powerKw) {
        Limits limits = observation.limits();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            levels.at(connector, observation.arrivalRank(connector));
            levels.least(connector, dueKw[connector]);
            dueKw[connector] = 0;
        }
        levels.round(limits, powerKw);
    }
}
