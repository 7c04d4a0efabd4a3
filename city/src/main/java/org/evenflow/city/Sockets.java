package org.evenflow.city;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.Station;
import org.evenflow.model.Vehicle;

/**
 * Which connector is taken until when. Mutable and reused. A connector is free from the step its
 * last vehicle leaves at; a vehicle that waits for one reserves it.
 */
final class Sockets {
    /** No connector. */
    static final int NONE = -1;

    /** A step before all others that differences can still be taken of. */
    private static final int LONG_AGO = -(1 << 30);

    private final int[] stationStart;
    private final int[] stationOf;
    private final int[] kindOf;
    private final int kinds;
    private final boolean[] serves;
    private final double[] storedPerMetered;
    private final int[] takenUntil;

    Sockets(List<Station> stations, List<Vehicle> vehicles) {
        stationStart = new int[stations.size() + 1];
        var found = new ArrayList<ChargerKind>();
        int count = stations.stream().mapToInt(station -> station.connectors().size()).sum();
        stationOf = new int[count];
        kindOf = new int[count];
        takenUntil = new int[count];
        int at = 0;
        for (int station = 0; station < stations.size(); station++) {
            stationStart[station] = at;
            for (Connector connector : stations.get(station).connectors()) {
                if (!found.contains(connector.kind())) {
                    found.add(connector.kind());
                }
                kindOf[at] = found.indexOf(connector.kind());
                stationOf[at++] = station;
            }
        }
        stationStart[stations.size()] = at;
        kinds = found.size();
        serves = new boolean[vehicles.size() * kinds];
        storedPerMetered = new double[vehicles.size() * kinds];
        for (int vehicle = 0; vehicle < vehicles.size(); vehicle++) {
            for (int kind = 0; kind < kinds; kind++) {
                var model = vehicles.get(vehicle);
                serves[vehicle * kinds + kind] = found.get(kind).maxChargeKw(model) > 0;
                storedPerMetered[vehicle * kinds + kind] =
                        found.get(kind).efficiency() * model.battery().chargeEfficiency();
            }
        }
    }

    /** Frees all. */
    void clear() {
        Arrays.fill(takenUntil, LONG_AGO);
    }

    int firstOf(int station) {
        return stationStart[station];
    }

    int stationOf(int connector) {
        return stationOf[connector];
    }

    boolean canServe(int connector, int vehicle) {
        return serves[vehicle * kinds + kindOf[connector]];
    }

    /** Energy that reaches the cells per energy at the meter. */
    double storedPerMetered(int connector, int vehicle) {
        return storedPerMetered[vehicle * kinds + kindOf[connector]];
    }

    int takenUntil(int connector) {
        return takenUntil[connector];
    }

    void take(int connector, int untilStep) {
        takenUntil[connector] = untilStep;
    }

    /** A free connector of the drawn one's station, from the drawn one on in a circle, or NONE. */
    int freeFrom(int drawn, int vehicle, int step) {
        if (takenUntil[drawn] <= step && canServe(drawn, vehicle)) {
            return drawn;
        }
        int low = stationStart[stationOf[drawn]];
        int high = stationStart[stationOf[drawn] + 1];
        for (int connector = drawn + 1; connector < high; connector++) {
            if (takenUntil[connector] <= step && canServe(connector, vehicle)) {
                return connector;
            }
        }
        for (int connector = low; connector < drawn; connector++) {
            if (takenUntil[connector] <= step && canServe(connector, vehicle)) {
                return connector;
            }
        }
        return NONE;
    }

    /** The connector of a station that serves the vehicle and frees first, or NONE. */
    int soonest(int station, int vehicle) {
        int best = NONE;
        for (int connector = stationStart[station];
                connector < stationStart[station + 1];
                connector++) {
            if (canServe(connector, vehicle)
                    && (best == NONE || takenUntil[connector] < takenUntil[best])) {
                best = connector;
            }
        }
        return best;
    }
}
