package org.evenflow.data.pandapower;

import org.evenflow.model.Line;
import org.evenflow.model.PhaseImpedance;
import org.evenflow.model.PhaseMatrix;
import org.evenflow.model.Phases;
import org.jspecify.annotations.Nullable;

/**
 * Table {@code line}: values per km of one of {@code parallel} systems. Conductance to earth, which
 * a {@link Line} does not have, joins the shunts of the buses at its ends.
 */
final class LineTable {
    /** From here on pandapower's own importers mean no limit, kA. */
    private static final double UNLIMITED_KA = 9999;

    private LineTable() {}

    static void read(NetAssembly net, OpenEnds openEnds) {
        for (var row : net.net.frame("line").rows()) {
            double km = row.number("length_km");
            double parallel = row.parallel();
            double chargingSiemens = siemens(net, row, "c_nf_per_km", km * parallel);
            double shuntSiemens = row.number("g_us_per_km", 0) * 1e-6 * km * parallel;
            boolean takesNothing =
                    chargingSiemens == 0
                            && shuntSiemens == 0
                            && siemens(net, row, "c0_nf_per_km", km * parallel) == 0;
            var ends = openEnds.of(row, "from_bus", "to_bus", takesNothing, true);
            if (ends == null) {
                continue;
            }
            checkVoltages(row, ends);
            if (ends.isClosed()) {
                for (var end : new NetAssembly.BusDraft[] {ends.from(), ends.to()}) {
                    end.shuntKw += shuntSiemens / 2 * end.baseKv * end.baseKv * 1000;
                }
            }
            double rOhm = row.number("r_ohm_per_km") * km / parallel;
            double xOhm = row.number("x_ohm_per_km") * km / parallel;
            var byPhase = byPhase(net, row, rOhm, xOhm, chargingSiemens);
            double ratingKa = row.number("max_i_ka", UNLIMITED_KA) * row.number("df", 1);
            double ratingA =
                    ratingKa >= UNLIMITED_KA
                            ? Double.POSITIVE_INFINITY
                            : 1000 * ratingKa * parallel;
            net.branches.add(
                    row.at(
                            () ->
                                    new Line(
                                            row.id(),
                                            ends.from().id,
                                            ends.to().id,
                                            Phases.ABC,
                                            rOhm,
                                            xOhm,
                                            chargingSiemens,
                                            byPhase,
                                            km,
                                            ratingA,
                                            ends.isClosed())));
        }
    }

    private static void checkVoltages(Frame.Row row, OpenEnds.Ends ends) {
        double from = ends.from().baseKv;
        double to = ends.to().baseKv;
        if (!(Math.abs(from - to) <= 1e-6 * from)) {
            throw row.wrong("must join buses of one vn_kv, joins " + from + " and " + to + " kV");
        }
    }

    private static double siemens(NetAssembly net, Frame.Row row, String column, double factor) {
        return 2 * Math.PI * net.net.hz() * row.number(column, 0) * 1e-9 * factor;
    }

    /** Impedance by phase where zero sequence is known; null else. */
    private static @Nullable PhaseImpedance byPhase(
            NetAssembly net, Frame.Row row, double rOhm, double xOhm, double chargingSiemens) {
        if (!row.has("r0_ohm_per_km") || !row.has("x0_ohm_per_km")) {
            if (net.needsZeroSequence && row.isInService()) {
                throw row.wrong(
                        "r0_ohm_per_km and x0_ohm_per_km must be given where loads differ by phase, are absent");
            }
            return null;
        }
        double km = row.number("length_km");
        double parallel = row.parallel();
        double r0Ohm = row.number("r0_ohm_per_km") * km / parallel;
        double x0Ohm = row.number("x0_ohm_per_km") * km / parallel;
        double charging0Siemens = siemens(net, row, "c0_nf_per_km", km * parallel);
        return row.at(
                () ->
                        new PhaseImpedance(
                                PhaseMatrix.ofSequences(3, rOhm, r0Ohm),
                                PhaseMatrix.ofSequences(3, xOhm, x0Ohm),
                                PhaseMatrix.ofSequences(3, chargingSiemens, charging0Siemens)));
    }
}
