package org.evenflow.data.pandapower;

import org.evenflow.model.Infeed;

/**
 * Table {@code ext_grid}: the bus has the voltage in positive sequence; in negative and zero
 * sequence the grid is what its greatest short-circuit power says, {@code c U² / S} with c = 1.1
 * (IEC 60909-0:2016), which is how pandapower's unbalanced power flow takes it.
 */
final class InfeedTable {
    private static final double VOLTAGE_FACTOR = 1.1;

    private InfeedTable() {}

    static void read(NetAssembly net) {
        net.eachAtBus("ext_grid", row -> net.infeeds.add(row.at(() -> infeed(net, row))));
    }

    private static Infeed infeed(NetAssembly net, Frame.Row row) {
        var bus = net.bus(row, "bus");
        double pu = row.number("vm_pu");
        double angleDeg = row.number("va_degree", 0);
        if (!row.has("s_sc_max_mva") || !row.has("rx_max")) {
            if (net.needsZeroSequence) {
                net.tally.warn(
                        row.id()
                                + " has no short-circuit power (s_sc_max_mva, rx_max) and is taken as stiff");
            }
            return new Infeed(bus.id, pu, angleDeg, 0, 0, 0, 0);
        }
        double shortCircuitMva = row.number("s_sc_max_mva");
        if (!(shortCircuitMva > 0)) {
            throw row.wrong("s_sc_max_mva must be > 0, is " + shortCircuitMva);
        }
        double rx = row.number("rx_max");
        double zOhm = VOLTAGE_FACTOR * bus.baseKv * bus.baseKv / shortCircuitMva;
        double xOhm = zOhm / Math.hypot(1, rx);
        double x0Ohm = row.number("x0x_max", 1) * xOhm;
        double r0Ohm = row.number("r0x0_max", rx) * x0Ohm;
        return new Infeed(bus.id, pu, angleDeg, 0, 0, rx * xOhm, xOhm, r0Ohm, x0Ohm);
    }
}
