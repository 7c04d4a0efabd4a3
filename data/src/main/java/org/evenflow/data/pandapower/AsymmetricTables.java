package org.evenflow.data.pandapower;

import java.util.List;
import java.util.Locale;
import org.evenflow.model.Load;
import org.evenflow.model.Phases;

/**
 * Tables {@code asymmetric_load} and {@code asymmetric_sgen}: constant power of each phase against
 * neutral, or with type delta between phases a-b, b-c and c-a.
 */
final class AsymmetricTables {
    private static final List<Phases> WYE = List.of(Phases.A, Phases.B, Phases.C);
    private static final List<Phases> DELTA = List.of(Phases.AB, Phases.BC, Phases.CA);

    private AsymmetricTables() {}

    static void read(NetAssembly net) {
        net.eachAtBus("asymmetric_load", row -> add(net, row, 1));
        net.eachAtBus("asymmetric_sgen", row -> add(net, row, -1));
    }

    static boolean isDelta(Frame.Row row) {
        return row.text("type", "").toLowerCase(Locale.ROOT).equals("delta");
    }

    private static void add(NetAssembly net, Frame.Row row, int sign) {
        boolean isDelta = isDelta(row);
        double factor = 1000 * sign * row.number("scaling", 1);
        for (int phase = 0; phase < 3; phase++) {
            char letter = "abc".charAt(phase);
            double kw = factor * row.number("p_" + letter + "_mw", 0);
            double kvar = factor * row.number("q_" + letter + "_mvar", 0);
            if (kw == 0 && kvar == 0) {
                continue;
            }
            var phases = (isDelta ? DELTA : WYE).get(phase);
            net.loads.add(
                    row.at(
                            () ->
                                    new Load(
                                            row.id() + " " + phases.letters(),
                                            net.bus(row, "bus").id,
                                            phases,
                                            isDelta,
                                            kw,
                                            kvar,
                                            1,
                                            Load.Model.CONSTANT_POWER,
                                            null)));
        }
    }
}
