package org.evenflow.data.pandapower;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which ends of lines and transformers are cut off by an open switch. */
final class OpenEnds {
    private final NetAssembly net;
    private final Map<String, Frame.Row> rows = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    OpenEnds(NetAssembly net) {
        this.net = net;
        for (String table : List.of("line", "trafo", "trafo3w")) {
            net.net.frame(table).rows().forEach(row -> rows.put(row.id(), row));
        }
        for (var row : net.net.frame("switch").rows()) {
            String kind = row.text("et");
            if (!kind.equals("b")) {
                at(row, kind);
            }
        }
    }

    private void at(Frame.Row row, String kind) {
        String table =
                switch (kind) {
                    case "l" -> "line";
                    case "t" -> "trafo";
                    case "t3" -> "trafo3w";
                    default -> throw row.wrong("et must be b, l, t or t3, is '" + kind + "'");
                };
        String element = row.reference("element");
        String bus = net.bus(row, "bus").id;
        var ends = rows.get(table + " " + element);
        if (ends == null) {
            throw row.wrong("element must be a row of table " + table + ", is " + element);
        }
        boolean isThere =
                Stream.of("from_bus", "to_bus", "hv_bus", "mv_bus", "lv_bus")
                        .anyMatch(end -> ends.has(end) && ends.reference(end).equals(bus));
        if (!isThere) {
            throw row.wrong("bus must be an end of " + ends.id() + ", is " + bus);
        }
        net.tally.mapped("switch", 1);
        if (!row.flag("closed", true)) {
            open.add(ends.id() + " at " + bus);
        }
    }

    /**
     * Between which buses of the feeder a branch lies.
     *
     * @param from bus, or the extra bus of an open end
     * @param to likewise
     * @param isClosed whether it carries anything
     */
    record Ends(NetAssembly.BusDraft from, NetAssembly.BusDraft to, boolean isClosed) {}

    /**
     * The ends of a branch, counted; null where it is left out. With one end open it hangs at the
     * other by an extra bus, unless it takes nothing there.
     *
     * @param takesNothing whether it has no shunt admittance
     * @param isDeadEndOpen whether a bus out of service leaves it hanging at the other end
     */
    @Nullable Ends of(
            Frame.Row row,
            String fromColumn,
            String toColumn,
            boolean takesNothing,
            boolean isDeadEndOpen) {
        var from = net.bus(row, fromColumn);
        var to = net.bus(row, toColumn);
        boolean areBothLive = from.isInService && to.isInService;
        boolean isFromOpen = !from.isInService || isOpen(row.id(), from.id);
        boolean isToOpen = !to.isInService || isOpen(row.id(), to.id);
        boolean hangs = row.isInService() && isFromOpen != isToOpen && !takesNothing;
        if (hangs && (areBothLive || isDeadEndOpen)) {
            net.tally.mapped(row.table(), 1);
            var end = (isFromOpen ? from : to).openEnd(row.id());
            net.add(end);
            return isFromOpen ? new Ends(end, to, true) : new Ends(from, end, true);
        }
        if (!areBothLive) {
            String reason =
                    row.isInService() ? NetAssembly.AT_DEAD_BUS : NetAssembly.OUT_OF_SERVICE;
            net.tally.ignored(row.table(), 1, reason);
            return null;
        }
        net.tally.mapped(row.table(), 1);
        return new Ends(from, to, row.isInService() && !isFromOpen && !isToOpen);
    }

    private boolean isOpen(String branchId, String busId) {
        return open.contains(branchId + " at " + busId);
    }
}
