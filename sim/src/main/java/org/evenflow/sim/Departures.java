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
        unservedPerKwh = scenario.unservedPerKwh();
    }

    void settle(int c, SessionTable sessions, @Nullable Trace trace) {
        int row = fleet.session[c];
        double unserved = fleet.unservedKwh(c);
        double error = 100 * (fleet.storedKwh[c] - fleet.targetKwh[c]) / fleet.capacityKwh[c];
        totals.sessions++;
        totals.served += unserved <= SERVED_TOLERANCE_KWH ? 1 : 0;
        totals.unservedKwh += unserved;
        totals.unservedCost += unserved * unservedPerKwh;
        totals.socErrorSum += error;
        totals.socErrorAbsSum += Math.abs(error);
        totals.socWithin2 += Math.abs(error) <= 2 ? 1 : 0;
        totals.socWithin5 += Math.abs(error) <= 5 ? 1 : 0;
        totals.fullCycles += fleet.fullCycles(c);
        totals.waitMinSum += sessions.waitMin[row];
        totals.worstVehicleImbalanceKwh =
                Math.max(totals.worstVehicleImbalanceKwh, fleet.imbalanceKwh(c));
        double reachable = fleet.reachableKwh[c] - fleet.arrivalKwh[c];
        if (reachable > 1e-9) {
            double got = Math.max(0, fleet.storedKwh[c] - fleet.arrivalKwh[c]);
            double hours = (fleet.departStep[c] - sessions.arrivalStep[row]) * stepHours;
            int departureHour = (int) ((fleet.departStep[c] - 1) * stepHours);
            double urgency = fleet.neededHoursFromArrival(c) / hours;
            totals.fairness.add(
                    Math.min(1, got / reachable),
                    departureHour,
                    fleet.capacityKwh[c],
                    urgency,
                    limits.stationOf[c]);
        }
        if (trace != null) {
            trace.departed(
                    new SessionOutcome(
                            row,
                            c,
                            sessions.arrivalStep[row],
                            fleet.departStep[c],
                            fleet.declaredStep[c],
                            fleet.capacityKwh[c],
                            fleet.arrivalKwh[c],
                            fleet.targetKwh[c],
                            fleet.reachableKwh[c],
                            fleet.storedKwh[c],
                            fleet.chargedKwh[c],
                            fleet.dischargedKwh[c],
                            unserved));
        }
    }
}
