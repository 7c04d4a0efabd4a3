package org.evenflow.grid.hosting;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;
import org.evenflow.model.Load;
import org.evenflow.model.Phases;

/**
 * Where customers are connected: a load of the feeder, or a bus that has load.
 *
 * @param id of the load or the bus
 * @param bus number of the bus
 * @param phases of the load
 * @param isDelta whether the load lies between its phases
 * @param loadKw nominal load
 * @param customers how many stand behind it, at least 1
 */
public record ConnectionPoint(
        String id, int bus, Phases phases, boolean isDelta, double loadKw, int customers) {
    /**
     * The connection points of a feeder: everything with a positive nominal load.
     *
     * @param customerKw what one customer takes when the nominal load is taken; a load smaller than
     *     one and a half times that is one customer
     */
    public static List<ConnectionPoint> of(Feeder feeder, double customerKw) {
        var points = new ArrayList<ConnectionPoint>();
        var index = feeder.busIndex();
        for (int bus = 0; bus < feeder.buses().size(); bus++) {
            Bus at = feeder.buses().get(bus);
            if (at.loadKw() > 0) {
                points.add(point(at.id(), bus, at.phases(), false, at.loadKw(), customerKw));
            }
        }
        for (Load load : feeder.loads()) {
            if (load.kw() > 0) {
                int bus = index.getOrDefault(load.busId(), -1);
                points.add(
                        point(
                                load.id(),
                                bus,
                                load.phases(),
                                load.isDelta(),
                                load.kw(),
                                customerKw));
            }
        }
        if (points.isEmpty()) {
            throw new InputException(
                    "feeder "
                            + feeder.id()
                            + " has no load, so there is nobody to whom a vehicle could belong");
        }
        return List.copyOf(points);
    }

    private static ConnectionPoint point(
            String id, int bus, Phases phases, boolean isDelta, double kw, double customerKw) {
        int customers = Math.max(1, (int) Math.round(kw / customerKw));
        return new ConnectionPoint(id, bus, phases, isDelta, kw, customers);
    }
}
