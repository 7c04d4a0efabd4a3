package org.evenflow.planning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.evenflow.grid.Terminals;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connection;
import org.evenflow.model.Connector;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.jspecify.annotations.Nullable;

/**
 * Where a site's powers enter the network: one point per station, or several where the connectors
 * of a station load different phases. A vehicle that uses fewer phases than its connector counts as
 * if it used them all; the dispatcher knows better.
 *
 * @param ofConnector point of each connector
 * @param station station of each point
 * @param terminals terminals of each point, each with the same share; none without a feeder
 * @param givesBack whether each connector can discharge
 */
record Points(int[] ofConnector, int[] station, int[][] terminals, boolean[] givesBack) {
    static Points of(Site site) {
        var feeder = site.feeder();
        var network = feeder == null ? null : Terminals.of(feeder);
        var buses = feeder == null ? null : feeder.busIndex();
        var index = new HashMap<String, Integer>();
        var stationOf = new ArrayList<Integer>();
        var terminals = new ArrayList<int[]>();
        var of = new ArrayList<Integer>();
        var gives = new ArrayList<Boolean>();
        for (int s = 0; s < site.stations().size(); s++) {
            Station station = site.stations().get(s);
            int bus = buses == null ? 0 : buses.getOrDefault(station.busId(), 0);
            for (Connector connector : station.connectors()) {
                Connection connection = connector.connection();
                boolean byPhase = network != null && !network.isBalanced();
                String key = s + (byPhase ? " " + connection.label() : "");
                Integer point = index.get(key);
                if (point == null) {
                    point = index.size();
                    index.put(key, point);
                    stationOf.add(s);
                    terminals.add(terminals(network, bus, connection));
                }
                of.add(point);
                gives.add(
                        connector.kind() instanceof ChargerKind.Bidirectional both
                                && both.maxDischargeKw() > 0);
            }
        }
        boolean[] givesBack = new boolean[gives.size()];
        for (int i = 0; i < givesBack.length; i++) {
            givesBack[i] = gives.get(i);
        }
        return new Points(ints(of), ints(stationOf), terminals.toArray(int[][]::new), givesBack);
    }

    private static int[] terminals(@Nullable Terminals network, int bus, Connection connection) {
        if (network == null) {
            return new int[0];
        }
        return network.isBalanced()
                ? new int[] {bus}
                : network.of(bus, connection.loaded(3), connection.isDelta());
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    int count() {
        return station.length;
    }
}
