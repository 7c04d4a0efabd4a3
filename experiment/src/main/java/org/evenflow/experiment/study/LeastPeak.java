package org.evenflow.experiment.study;

import org.evenflow.city.SessionTable;
import org.evenflow.model.Connector;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.numeric.MaxFlow;
import org.evenflow.sim.ChargingEnv;

/**
 * The least feasible peak of a day: the smallest limit on all stations together under which every
 * session still gets the energy it could reach, with perfect foresight and charging only. Sessions
 * with a power limit each and a common limit per step are a transportation problem, feasible
 * exactly where the largest flow carries all energy (A. Federgruen, H. Groenevelt, "Preemptive
 * scheduling of uniform machines by ordinary network flow techniques", Management Science 32(3),
 * 1986); the limit is found by bisection. Charge curves, power levels and all other limits are left
 * aside, so a real schedule may need a little more.
 */
public final class LeastPeak {
    private LeastPeak() {}

    /** The least feasible peak of the environment's last drawn day, kW at the meters. */
    public static double of(ChargingEnv env) {
        Scenario scenario = env.scenario();
        SessionTable sessions = env.exogenous().sessions();
        int steps = scenario.time().steps();
        double hours = scenario.time().stepHours();
        int source = sessions.count + steps;
        int sink = source + 1;
        var graph = new MaxFlow(sink + 1);
        var connectors =
                scenario.site().stations().stream()
                        .flatMap(station -> station.connectors().stream())
                        .toList();
        double demand = 0;
        double high = 0;
        for (int row = 0; row < sessions.count; row++) {
            Connector connector = connectors.get(sessions.connector[row]);
            Vehicle vehicle = env.exogenous().vehicles().get(sessions.vehicle[row]);
            double maxKw = Math.min(connector.kind().maxChargeKw(vehicle), sessions.maxKw[row]);
            double efficiency =
                    connector.kind().efficiency() * vehicle.battery().chargeEfficiency();
            int end = Math.min(sessions.departStep[row], steps);
            double wanted = (sessions.mostKwh[row] - sessions.arrivalKwh[row]) / efficiency;
            double energy =
                    Math.max(
                            0, Math.min(wanted, maxKw * hours * (end - sessions.arrivalStep[row])));
            demand += energy;
            high += maxKw;
            graph.edge(source, row, energy);
            for (int step = sessions.arrivalStep[row]; step < end; step++) {
                graph.edge(row, sessions.count + step, maxKw * hours);
            }
        }
        return bisect(graph, sessions.count, steps, hours, source, sink, demand, high);
    }

    private static double bisect(
            MaxFlow graph,
            int firstStep,
            int steps,
            double hours,
            int source,
            int sink,
            double demand,
            double most) {
        int[] limits = new int[steps];
        for (int step = 0; step < steps; step++) {
            limits[step] = graph.edge(firstStep + step, sink, 0);
        }
        double[] capacities = graph.capacities();
        double low = 0;
        double high = most;
        for (int i = 0; i < 40 && high - low > 1e-6 * most; i++) {
            double middle = (low + high) / 2;
            graph.capacities(capacities);
            for (int limit : limits) {
                graph.capacity(limit, middle * hours);
            }
            boolean feasible = graph.solve(source, sink) >= demand * (1 - 1e-9);
            if (feasible) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }
}
