package org.evenflow.planning;

import org.evenflow.control.Visit;
import org.evenflow.model.Battery;

/** What a visit is, said word by word; without losses, wear and giving back. */
final class VisitOf {
    private final int connector;
    private final int arrives;
    private final int leaves;
    private int declared;
    private double arrivalKwh;
    private double targetKwh;
    private double mostKwh = Double.POSITIVE_INFINITY;
    private double floorKwh;
    private double maxKw;
    private double maxBackKw;
    private double into = 1;
    private double outOf = 1;
    private Battery.Wear wear = Battery.Wear.NONE;
    private Visit.Uptake uptake = Visit.Uptake.STEADY;
    private int phases = 3;

    /** A vehicle without losses or wear that only charges, from 0 kWh on, hour by hour. */
    static Visit simple(int connector, int arrives, int leaves, double kwh, double maxKw) {
        return new VisitOf(connector, arrives, leaves).charging(kwh, maxKw).visit();
    }

    VisitOf(int connector, int arrives, int leaves) {
        this.connector = connector;
        this.arrives = arrives;
        this.leaves = leaves;
        declared = leaves;
    }

    /** Energy asked for, kWh in the battery, and greatest power. */
    VisitOf charging(double kwh, double atMostKw) {
        targetKwh = arrivalKwh + kwh;
        maxKw = atMostKw;
        return this;
    }

    /** Stored on arrival; what is asked for comes on top. */
    VisitOf stored(double kwh) {
        targetKwh += kwh - arrivalKwh;
        arrivalKwh = kwh;
        return this;
    }

    /** Stops by itself when so much is stored, kWh. */
    VisitOf stoppingAt(double kwh) {
        mostKwh = kwh;
        return this;
    }

    VisitOf givingBack(double atMostKw, double lowestKwh) {
        maxBackKw = atMostKw;
        floorKwh = lowestKwh;
        return this;
    }

    VisitOf efficiency(double charge, double discharge) {
        into = charge;
        outOf = discharge;
        return this;
    }

    VisitOf wear(double coefficient, double exponent) {
        wear = new Battery.Wear(coefficient, exponent);
        return this;
    }

    /** Which powers curve and charger let through. */
    VisitOf taking(Visit.Uptake powers) {
        uptake = powers;
        return this;
    }

    /** How many phases it uses. */
    VisitOf phases(int count) {
        phases = count;
        return this;
    }

    VisitOf declared(int step) {
        declared = step;
        return this;
    }

    Visit visit() {
        return visit(1);
    }

    /** With steps of so many hours. */
    Visit visit(double stepHours) {
        double reach = arrivalKwh + (leaves - arrives) * stepHours * maxKw * into;
        double most = Math.min(targetKwh, mostKwh);
        return new Visit(
                connector,
                arrives,
                leaves,
                declared,
                arrivalKwh,
                targetKwh,
                most,
                Math.min(most, reach),
                floorKwh,
                maxKw,
                maxBackKw,
                into,
                outOf,
                wear,
                phases,
                uptake);
    }
}
