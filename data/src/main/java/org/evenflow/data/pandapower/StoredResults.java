package org.evenflow.data.pandapower;

import org.evenflow.data.ImportAudit.StoredVoltage;
import org.evenflow.model.Feeder;
import org.evenflow.model.Transformer;

/**
 * Result tables: voltages that the file carries, by phase where an unbalanced flow has been stored.
 * Those of the balanced flow are of no use where loads differ by phase. Its angles leave out the
 * transformers' shifts unless a setting asks for them, so with shifts they are left out.
 */
final class StoredResults {
    private StoredResults() {}

    static void read(NetAssembly net, Feeder feeder) {
        boolean isByPhase = !feeder.isBalanced() && net.net.frame("res_bus_3ph").size() > 0;
        boolean isUseful = isByPhase || !net.needsZeroSequence;
        String used = isByPhase ? "res_bus_3ph" : isUseful ? "res_bus" : "";
        boolean isShifted =
                feeder.branches().stream()
                        .anyMatch(branch -> branch instanceof Transformer t && t.shiftDeg() != 0);
        for (var frame : net.net.frames().values()) {
            if (!frame.name().startsWith("res_")) {
                continue;
            }
            if (!frame.name().equals(used)) {
                net.tally.ignored(frame.name(), frame.size(), "results that are not compared");
                continue;
            }
            for (var row : frame.rows()) {
                add(net, row, isByPhase, feeder.isBalanced(), isShifted);
            }
        }
    }

    private static void add(
            NetAssembly net,
            Frame.Row row,
            boolean isByPhase,
            boolean isBalanced,
            boolean isShifted) {
        boolean isThere = net.liveBus(row.index()) != null;
        if (!isThere || !row.has(isByPhase ? "vm_a_pu" : "vm_pu")) {
            net.tally.ignored(row.table(), 1, isThere ? "no voltage" : "no such bus in service");
            return;
        }
        net.tally.mapped(row.table(), 1);
        if (isByPhase) {
            for (int phase = 0; phase < 3; phase++) {
                char letter = "abc".charAt(phase);
                double pu = row.number("vm_" + letter + "_pu");
                double angleDeg = row.number("va_" + letter + "_degree", Double.NaN);
                net.tally.result(new StoredVoltage(row.index(), phase, pu, angleDeg));
            }
            return;
        }
        double pu = row.number("vm_pu");
        double angleDeg = isShifted ? Double.NaN : row.number("va_degree", Double.NaN);
        for (int phase = isBalanced ? -1 : 0; phase < (isBalanced ? 0 : 3); phase++) {
            double turned = angleDeg - 120 * Math.max(phase, 0);
            net.tally.result(new StoredVoltage(row.index(), phase, pu, turned));
        }
    }
}
