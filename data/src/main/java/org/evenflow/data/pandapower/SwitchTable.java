package org.evenflow.data.pandapower;

import java.util.HashMap;
import java.util.Map;
import org.evenflow.model.Line;
import org.evenflow.model.Phases;
import org.evenflow.model.Switch;

/**
 * Switches between two buses of table {@code switch} (those at lines and transformers are {@link
 * OpenEnds}). One with an impedance {@code z_ohm} is a short line of R = 2 X, as pandapower takes
 * it; one that lies parallel to other closed switches adds nothing and is left out.
 */
final class SwitchTable {
    private static final double R_PER_X = 2;

    private final NetAssembly net;
    private final Map<String, String> joined = new HashMap<>();

    private SwitchTable(NetAssembly net) {
        this.net = net;
    }

    static void read(NetAssembly net) {
        var switches = new SwitchTable(net);
        for (var row : net.net.frame("switch").rows()) {
            if (row.text("et").equals("b")) {
                switches.between(row);
            }
        }
    }

    private void between(Frame.Row row) {
        var from = net.bus(row, "bus");
        var to = net.bus(row, "element");
        if (!from.isInService || !to.isInService) {
            net.tally.ignored("switch", 1, NetAssembly.AT_DEAD_BUS);
            return;
        }
        boolean isClosed = row.flag("closed", true);
        double ratingA = row.has("in_ka") ? 1000 * row.number("in_ka") : Double.POSITIVE_INFINITY;
        double zOhm = row.number("z_ohm", 0);
        if (zOhm > 0) {
            double xOhm = zOhm / Math.hypot(1, R_PER_X);
            net.branches.add(
                    row.at(
                            () ->
                                    new Line(
                                            row.id(),
                                            from.id,
                                            to.id,
                                            R_PER_X * xOhm,
                                            xOhm,
                                            0,
                                            ratingA,
                                            isClosed)));
        } else if (isClosed && root(from.id).equals(root(to.id))) {
            net.tally.ignored("switch", 1, "parallel to other closed switches");
            return;
        } else {
            if (isClosed) {
                joined.put(root(from.id), root(to.id));
            }
            net.branches.add(
                    row.at(
                            () ->
                                    new Switch(
                                            row.id(),
                                            from.id,
                                            to.id,
                                            Phases.ABC,
                                            ratingA,
                                            isClosed)));
        }
        net.tally.mapped("switch", 1);
    }

    private String root(String bus) {
        String at = bus;
        for (String next = joined.get(at); next != null; next = joined.get(at)) {
            at = next;
        }
        return at;
    }
}
