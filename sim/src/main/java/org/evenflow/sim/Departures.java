package org.evenflow.sim;

import org.evenflow.city.SessionTable;
import org.evenflow.control.Limits;
import org.evenflow.model.Scenario;
import org.jspecify.annotations.Nullable;

/** What a departing vehicle adds to the totals: service, fairness, cycles, unmet energy. */
final class Departures {
    /** A session counts as served when less than this is missing, kWh at the meter. */
    private static final double SERVED_TOLERANCE_KWH = 1e-6;

    private final Fleet fleet;
    private final Limits limits;
    private final EpisodeTotals totals;
    private final double stepHours;
    private final double unservedPerKwh;

    Departures(Scenario scenario, Fleet fleet, Limits limits, EpisodeTotals totals) {
        this.fleet = fleet;
        this.limits = limits;
        this.totals = totals;
        stepHours = scenario.time().stepHours();
        unservedPerKwh = scenario.money().unservedPerKwh();
    }

    void settle(int k, SessionTable sessions, @Nullable Trace trace) {
        int row = fleet.session[k];
        double unserved = fleet.unservedKwh(k);
        double error = 100 * (fleet.storedKwh[k] - fleet.targetKwh[k]) / fleet.capacityKwh[k];
        totals.sessions++;
        totals.served += unserved <= SERVED_TOLERANCE_KWH ? 1 : 0;
        totals.unservedKwh += unserved;
        totals.unservedCost += unserved * unservedPerKwh;
        totals.socErrorSum += error;
        totals.socErrorAbsSum += Math.abs(error);
        totals.socWithin2 += Math.abs(error) <= 2 ? 1 : 0;
        totals.socWithin5 += Math.abs(error) <= 5 ? 1 : 0;
        totals.fullCycles += fleet.fullCycles(k);
        totals.waitMinSum += sessions.waitMin[row];
        totals.worstVehicleImbalanceKwh =
                Math.max(totals.worstVehicleImbalanceKwh, fleet.imbalanceKwh(k));
        double reachable = fleet.reachableKwh[k] - fleet.arrivalKwh[k];
        if (reachable > 1e-9) {
            double got = Math.max(0, fleet.storedKwh[k] - fleet.arrivalKwh[k]);
            double hours = (fleet.departStep[k] - sessions.arrivalStep[row]) * stepHours;
            int departureHour = (int) ((fleet.departStep[k] - 1) * stepHours);
            double urgency = fleet.neededHoursFromArrival(k) / hours;
            totals.fairness.add(
                    Math.min(1, got / reachable),
                    departureHour,
                    fleet.capacityKwh[k],
                    urgency,
                    limits.stationAt(k));
        }
        if (trace != null) {
            trace.departed(outcome(k, row, sessions, unserved));
        }
    }

    private SessionOutcome outcome(int k, int row, SessionTable sessions, double unserved) {
        return new SessionOutcome(
                row,
                limits.connectorAt(k),
                sessions.arrivalStep[row],
                fleet.departStep[k],
                fleet.declaredStep[k],
                fleet.capacityKwh[k],
                fleet.arrivalKwh[k],
                fleet.targetKwh[k],
                fleet.reachableKwh[k],
                fleet.storedKwh[k],
                fleet.chargedKwh[k],
                fleet.dischargedKwh[k],
                unserved,
                fleet.neededKwh(k),
                fleet.ratedKw(k),
                fleet.requestHours(k));
    }
}
