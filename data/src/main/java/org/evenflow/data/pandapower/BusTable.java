package org.evenflow.data.pandapower;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;

/** Table {@code bus}; places from its column {@code geo} or the older table bus_geodata. */
final class BusTable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Usual limits where a network states none, as EN 50160 (2010) has them for ten minutes. */
    private static final double MIN_PU = 0.9;

    private static final double MAX_PU = 1.1;

    private BusTable() {}

    static void read(NetAssembly net) {
        Map<String, Frame.Row> places = new HashMap<>();
        net.net.frame("bus_geodata").rows().forEach(row -> places.put(row.index(), row));
        for (var row : net.net.frame("bus").rows()) {
            var place = place(row, places.get(row.index()));
            double low = row.number("min_vm_pu", MIN_PU);
            double high = row.number("max_vm_pu", MAX_PU);
            // At the source a case may write both as the set-point, which is no limit.
            boolean isPinned = !(low < high);
            net.add(
                    new NetAssembly.BusDraft(
                            row.index(),
                            row.number("vn_kv"),
                            row.isInService(),
                            isPinned || low <= 0 ? MIN_PU : low,
                            isPinned ? MAX_PU : high,
                            place[0],
                            place[1]));
            if (row.isInService()) {
                net.tally.mapped("bus", 1);
            } else {
                net.tally.ignored("bus", 1, NetAssembly.OUT_OF_SERVICE);
            }
        }
    }

    private static double[] place(Frame.Row row, Frame.@org.jspecify.annotations.Nullable Row old) {
        if (row.has("geo")) {
            JsonNode at = geo(row).path("coordinates");
            return new double[] {at.path(0).asDouble(Double.NaN), at.path(1).asDouble(Double.NaN)};
        }
        return old == null
                ? new double[] {Double.NaN, Double.NaN}
                : new double[] {old.number("x", Double.NaN), old.number("y", Double.NaN)};
    }

    private static JsonNode geo(Frame.Row row) {
        try {
            return JSON.readTree(row.text("geo"));
        } catch (JsonProcessingException e) {
            throw row.wrong("geo must be GeoJSON, is '" + row.text("geo") + "'");
        }
    }
}
