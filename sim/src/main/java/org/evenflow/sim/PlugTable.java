package org.evenflow.sim;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.city.SessionTable;
import org.evenflow.control.Visit;
import org.evenflow.model.Battery;
import org.evenflow.model.ChargeCurve;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.Vehicle;

/**
 * What each vehicle model can do at each charger kind, computed once: a plug-in is then a look-up.
 * Holds arrays; package-private.
 */
final class PlugTable {
    /** A vehicle model at a charger kind; powers in kW at the meter. */
    static final class Fit {
        final double maxKw;
        final double maxDischargeKw;
        final double minKw;
        final double stepKw;
        final int phases;
        final double chargeEfficiency;
        final double dischargeEfficiency;
        final double batteryMaxKw;
        final double minSoc;
        final ChargeCurve curve;
        final Battery.Wear wear;
        final double wearCoefficient;
        final double wearExponent;

        Fit(ChargerKind kind, Vehicle vehicle) {
            Battery battery = vehicle.battery();
            maxKw = kind.maxChargeKw(vehicle);
            maxDischargeKw = kind.maxDischargeKw(vehicle);
            minKw = kind.minChargeKw(vehicle);
            stepKw = kind.stepKw(vehicle);
            phases = kind.phases(vehicle);
            chargeEfficiency = kind.efficiency() * battery.chargeEfficiency();
            dischargeEfficiency = kind.efficiency() * battery.dischargeEfficiency();
            // The curve refers to what the battery itself can take, which the DC inlet tells; an
            // AC-only vehicle is limited by its on-board charger.
            batteryMaxKw =
                    Math.max(
                            vehicle.maxDcKw() * battery.chargeEfficiency(),
                            maxKw * chargeEfficiency);
            minSoc = battery.minSoc();
            curve = battery.curve();
            wear = battery.wear();
            wearCoefficient = battery.wear().coefficient();
            wearExponent = battery.wear().exponent();
        }
    }

    private final Fit[][] fits;
    private final int[] kindOf;
    private final boolean haveWear;

    PlugTable(List<Connector> connectors, List<Vehicle> vehicles) {
        var kinds = connectors.stream().map(Connector::kind).distinct().toList();
        kindOf =
                connectors.stream()
                        .mapToInt(connector -> kinds.indexOf(connector.kind()))
                        .toArray();
        haveWear = vehicles.stream().anyMatch(v -> v.battery().wear().coefficient() > 0);
        fits = new Fit[kinds.size()][vehicles.size()];
        for (int kind = 0; kind < kinds.size(); kind++) {
            for (int vehicle = 0; vehicle < vehicles.size(); vehicle++) {
                fits[kind][vehicle] = new Fit(kinds.get(kind), vehicles.get(vehicle));
            }
        }
    }

    /** Whether any vehicle's wear costs anything. */
    boolean haveWear() {
        return haveWear;
    }

    Fit fit(int connector, int vehicle) {
        return fits[kindOf[connector]][vehicle];
    }

    /** Every session of a run of so many steps as it will be, in the table's order. */
    List<Visit> visits(SessionTable sessions, double stepHours, int steps) {
        var visits = new ArrayList<Visit>(sessions.count);
        for (int row = 0; row < sessions.count; row++) {
            visits.add(visit(sessions, row, stepHours, steps));
        }
        return visits;
    }

    private Visit visit(SessionTable sessions, int row, double stepHours, int steps) {
        PlugTable.Fit plug = fit(sessions.connector[row], sessions.vehicle[row]);
        double maxKw = Math.min(plug.maxKw, sessions.maxKw[row]);
        int end = Math.min(sessions.departStep[row], steps);
        double capacity = sessions.capacityKwh[row];
        double arrival = sessions.arrivalKwh[row];
        double most = sessions.mostKwh[row];
        double hours = (end - sessions.arrivalStep[row]) * stepHours;
        double battery = maxKw * plug.chargeEfficiency;
        double soc =
                plug.curve.socAfter(
                        arrival / capacity, battery, plug.batteryMaxKw, capacity, hours);
        return new Visit(
                sessions.connector[row],
                sessions.arrivalStep[row],
                end,
                Math.min(sessions.declaredStep[row], steps),
                arrival,
                sessions.targetKwh[row],
                most,
                Math.min(most, capacity * soc),
                plug.minSoc * capacity,
                maxKw,
                Math.min(plug.maxDischargeKw, sessions.maxKw[row]),
                plug.chargeEfficiency,
                plug.dischargeEfficiency,
                plug.wear,
                plug.phases,
                new Visit.Uptake(
                        plug.curve,
                        plug.batteryMaxKw,
                        capacity,
                        Math.min(plug.minKw, maxKw),
                        plug.stepKw));
    }
}
