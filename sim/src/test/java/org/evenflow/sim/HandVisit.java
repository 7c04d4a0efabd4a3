package org.evenflow.sim;

/**
 * A visit made by hand: 60 kWh, plugged in for steps 0 to 9, from 10 to 40 kWh with all that it
 * asked for, unless a test says otherwise. 0.8 of what is charged is stored, 0.5 of what is taken
 * is given back, at up to 25 kW.
 */
final class HandVisit {
    int station;
    int arrivalStep;
    int departStep = 10;
    int declaredStep = 10;
    double waitMin;
    double capacityKwh = 60;
    double arrivalKwh = 10;
    double targetKwh = 40;
    double mostKwh = 40;
    double reachableKwh = 40;
    double departureKwh = 40;
    double chargedKwh;
    double dischargedKwh;
    double unservedKwh;
    double ratedKw = 25;

    /** One that left with so much stored. */
    static HandVisit leavingWith(double departureKwh) {
        var visit = new HandVisit();
        visit.departureKwh = departureKwh;
        return visit;
    }

    SessionOutcome outcome() {
        return new SessionOutcome.Copy(
                0,
                0,
                station,
                arrivalStep,
                departStep,
                declaredStep,
                waitMin,
                capacityKwh,
                arrivalKwh,
                targetKwh,
                mostKwh,
                reachableKwh,
                departureKwh,
                chargedKwh,
                dischargedKwh,
                0.8,
                0.5,
                unservedKwh,
                0,
                ratedKw,
                0);
    }
}
