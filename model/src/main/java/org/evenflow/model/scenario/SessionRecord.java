package org.evenflow.model.scenario;

import java.time.Instant;
import org.evenflow.model.Check;

/**
 * One charging session as a log holds it, after derivation of what the log lacks.
 *
 * @param id as in the log
 * @param stationId as in the log
 * @param arrival plug in
 * @param departure plug out, after arrival
 * @param declaredDeparture what the driver said on arrival
 * @param energyKwh energy the log says was delivered, at the meter
 * @param requestedKwh energy the driver asked for, at the meter
 * @param takenKwh energy at the meter after which the vehicle takes no more by itself, whatever was
 *     asked for
 * @param capacityKwh usable battery capacity
 * @param socArrival on arrival, [0, 1)
 * @param maxKw greatest power at the meter the session can take (vehicle and cable); infinite where
 *     unknown
 */
public record SessionRecord(
        String id,
        String stationId,
        Instant arrival,
        Instant departure,
        Instant declaredDeparture,
        double energyKwh,
        double requestedKwh,
        double takenKwh,
        double capacityKwh,
        double socArrival,
        double maxKw) {
    public SessionRecord {
        String of = "session " + id + ": ";
        Check.that(
                departure.isAfter(arrival),
                of + "departure",
                departure,
                "after arrival " + arrival);
        Check.positive(energyKwh, of + "energy_kwh");
        Check.positive(requestedKwh, of + "requested_kwh");
        Check.positive(takenKwh, of + "taken_kwh");
        Check.positive(capacityKwh, of + "capacity_kwh");
        Check.that(socArrival >= 0 && socArrival < 1, of + "soc_arrival", socArrival, "in [0, 1)");
    }

    /** A session of a vehicle that takes what its driver asks for. */
    public SessionRecord(
            String id,
            String stationId,
            Instant arrival,
            Instant departure,
            Instant declaredDeparture,
            double energyKwh,
            double requestedKwh,
            double capacityKwh,
            double socArrival,
            double maxKw) {
        this(
                id,
                stationId,
                arrival,
                departure,
                declaredDeparture,
                energyKwh,
                requestedKwh,
                requestedKwh,
                capacityKwh,
                socArrival,
                maxKw);
    }
}
