package org.evenflow.data.pandapower;

import org.evenflow.model.Infeed;
import org.evenflow.model.Load;
import org.evenflow.model.Machine;
import org.evenflow.model.Phases;

/**
 * Tables of what draws or gives power alike on all phases: {@code load sgen storage motor ward
 * shunt gen}. Powers are times {@code scaling}.
 */
final class PowerTables {
    private final NetAssembly net;

    private PowerTables(NetAssembly net) {
        this.net = net;
    }

    static void read(NetAssembly net) {
        var tables = new PowerTables(net);
        net.eachAtBus("load", tables::load);
        net.eachAtBus("sgen", row -> tables.add(row, -1, "p_mw", "q_mvar"));
        net.eachAtBus("storage", row -> tables.add(row, 1, "p_mw", "q_mvar"));
        net.eachAtBus("motor", tables::motor);
        net.eachAtBus("ward", tables::ward);
        net.eachAtBus("shunt", tables::shunt);
        net.eachAtBus("gen", tables::gen);
    }

    private void add(Frame.Row row, int sign, String p, String q) {
        var bus = net.bus(row, "bus");
        double factor = 1000 * sign * row.number("scaling", 1);
        bus.loadKw += finite(row, p, row.number(p)) * factor;
        bus.loadKvar += finite(row, q, row.number(q, 0)) * factor;
    }

    private static double finite(Frame.Row row, String what, double value) {
        if (!Double.isFinite(value)) {
            throw row.wrong(what + " must be a finite number, is " + value);
        }
        return value;
    }

    private void load(Frame.Row row) {
        double zP = share(row, "const_z");
        double zQ = share(row, "const_z", "q");
        double iP = share(row, "const_i");
        double iQ = share(row, "const_i", "q");
        boolean isDelta = AsymmetricTables.isDelta(row);
        if (zP == 0 && zQ == 0 && iP == 0 && iQ == 0 && !isDelta) {
            add(row, 1, "p_mw", "q_mvar");
            return;
        }
        double factor = 1000 * row.number("scaling", 1);
        net.loads.add(
                row.at(
                        () ->
                                new Load(
                                        row.id(),
                                        net.bus(row, "bus").id,
                                        Phases.ABC,
                                        isDelta,
                                        row.number("p_mw") * factor,
                                        row.number("q_mvar", 0) * factor,
                                        1,
                                        new Load.Model(zP, iP, zQ, iQ),
                                        null)));
    }

    private static double share(Frame.Row row, String kind) {
        return share(row, kind, "p");
    }

    /** One column for both powers until pandapower 3, one for each since. */
    private static double share(Frame.Row row, String kind, String power) {
        double both = row.number(kind + "_percent", 0);
        return row.number(kind + "_" + power + "_percent", both) / 100;
    }

    private void motor(Frame.Row row) {
        double shaftMw = row.number("pn_mech_mw") * row.number("loading_percent", 100) / 100;
        double efficiency = row.number("efficiency_percent", 100) / 100;
        double cosPhi = row.number("cos_phi");
        if (!(efficiency > 0) || !(cosPhi > 0 && cosPhi <= 1)) {
            throw row.wrong("efficiency_percent and cos_phi must be > 0, cos_phi at most 1");
        }
        double kw = 1000 * shaftMw / efficiency * row.number("scaling", 1);
        var bus = net.bus(row, "bus");
        bus.loadKw += kw;
        bus.loadKvar += kw * Math.tan(Math.acos(cosPhi));
    }

    private void ward(Frame.Row row) {
        add(row, 1, "ps_mw", "qs_mvar");
        var bus = net.bus(row, "bus");
        bus.shuntKw += 1000 * row.number("pz_mw");
        bus.shuntKvar -= 1000 * row.number("qz_mvar");
    }

    private void shunt(Frame.Row row) {
        if (row.flag("step_dependency_table", false)) {
            throw row.wrong("power that depends on the step by a table is not supported");
        }
        var bus = net.bus(row, "bus");
        double ratio = bus.baseKv / row.number("vn_kv", bus.baseKv);
        double factor = 1000 * row.number("step", 1) * ratio * ratio;
        bus.shuntKw += row.number("p_mw", 0) * factor;
        bus.shuntKvar -= row.number("q_mvar") * factor;
    }

    private void gen(Frame.Row row) {
        String bus = net.bus(row, "bus").id;
        double pu = row.number("vm_pu");
        if (row.flag("slack", false)) {
            net.infeeds.add(row.at(() -> new Infeed(bus, pu)));
            return;
        }
        double kw = 1000 * row.number("p_mw") * row.number("scaling", 1);
        double unlimited = Double.POSITIVE_INFINITY;
        net.machines.add(
                row.at(
                        () ->
                                new Machine(
                                        row.id(),
                                        bus,
                                        kw,
                                        0,
                                        pu,
                                        1000 * row.number("min_q_mvar", -unlimited),
                                        1000 * row.number("max_q_mvar", unlimited))));
    }
}
