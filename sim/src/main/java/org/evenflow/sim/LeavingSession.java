package org.evenflow.sim;

import org.evenflow.city.SessionTable;
import org.evenflow.control.Limits;

/** The visit that ends now: a window on the fleet, nothing is copied. Mutable; package-private. */
final class LeavingSession implements SessionOutcome {
    private final Fleet fleet;
    private final Limits limits;
    private final SessionTable sessions;

    private int rank;
    private int connector;
    private double unservedKwh;

    LeavingSession(Fleet fleet, Limits limits, SessionTable sessions) {
        this.fleet = fleet;
        this.limits = limits;
        this.sessions = sessions;
    }

    /** Looks at the vehicle that leaves. */
    void read(int ofRank) {
        rank = ofRank;
        connector = limits.connectorAt(rank);
        unservedKwh = lackingKwh(reachableKwh());
    }

    @Override
    public int session() {
        return fleet.session[connector];
    }

    @Override
    public int connector() {
        return connector;
    }

    @Override
    public int station() {
        return limits.stationAt(rank);
    }

    @Override
    public int arrivalStep() {
        return sessions.arrivalStep[session()];
    }

    @Override
    public int departStep() {
        return fleet.departStep[rank];
    }

    @Override
    public int declaredStep() {
        return fleet.declaredStep[connector];
    }

    @Override
    public double waitMin() {
        return sessions.waitMin[session()];
    }

    @Override
    public double capacityKwh() {
        return fleet.capacityKwh[connector];
    }

    @Override
    public double arrivalKwh() {
        return fleet.arrivalKwh[connector];
    }

    @Override
    public double targetKwh() {
        return sessions.targetKwh[session()];
    }

    @Override
    public double mostKwh() {
        return fleet.mostKwh[rank];
    }

    @Override
    public double reachableKwh() {
        return fleet.reachableKwh[connector];
    }

    @Override
    public double departureKwh() {
        return fleet.storedKwh[rank];
    }

    @Override
    public double chargedKwh() {
        return fleet.chargedKwh[rank];
    }

    @Override
    public double dischargedKwh() {
        return fleet.dischargedKwh[rank];
    }

    @Override
    public double chargeEfficiency() {
        return fleet.fitOf(connector).chargeEfficiency;
    }

    @Override
    public double dischargeEfficiency() {
        return fleet.fitOf(connector).dischargeEfficiency;
    }

    @Override
    public double unservedKwh() {
        return unservedKwh;
    }

    @Override
    public double missingKwh() {
        return lackingKwh(mostKwh());
    }

    /** What lacks at the meter to so much in the battery, kWh. */
    private double lackingKwh(double wantedKwh) {
        return Math.max(0, wantedKwh - departureKwh()) / chargeEfficiency();
    }

    @Override
    public double ratedKw() {
        return fleet.ratedKw(rank);
    }

    @Override
    public double neededHours() {
        return fleet.requestHours(rank);
    }
}
