package org.evenflow.data.pandapower;

import java.util.Set;

/**
 * Tables that a feeder cannot represent: refused while one of their elements is in service, since a
 * flow without it would be wrong; counted otherwise.
 */
final class OtherTables {
    private static final Set<String> READ =
            Set.of(
                    "bus",
                    "ext_grid",
                    "line",
                    "trafo",
                    "switch",
                    "load",
                    "sgen",
                    "storage",
                    "motor",
                    "ward",
                    "shunt",
                    "gen",
                    "asymmetric_load",
                    "asymmetric_sgen");

    private static final Set<String> PLACES = Set.of("bus_geodata", "line_geodata");

    private OtherTables() {}

    static void read(NetAssembly net) {
        for (var frame : net.net.frames().values()) {
            String name = frame.name();
            if (READ.contains(name) || name.startsWith("res_")) {
                continue;
            }
            if (PLACES.contains(name)) {
                net.tally.ignored(name, frame.size(), "places, not elements");
            } else if (!frame.has("in_service") || name.equals("controller")) {
                net.tally.ignored(name, frame.size(), "of no use to a power flow");
            } else {
                frame.rows().stream()
                        .filter(Frame.Row::isInService)
                        .findFirst()
                        .ifPresent(
                                row -> {
                                    throw row.wrong(
                                            "elements of table "
                                                    + name
                                                    + " are not supported; set in_service to false");
                                });
                net.tally.ignored(name, frame.size(), NetAssembly.OUT_OF_SERVICE);
            }
        }
    }
}
