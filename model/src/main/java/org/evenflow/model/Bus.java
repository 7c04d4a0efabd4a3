package org.evenflow.model;

/**
 * A bus of a feeder with its nominal load and fixed shunt.
 *
 * @param id unique in the feeder
 * @param baseKv nominal line-to-line voltage
 * @param loadKw nominal active load, scaled in time by the scenario's base load
 * @param loadKvar nominal reactive load
 * @param shuntKw active power a shunt takes at 1 pu
 * @param shuntKvar reactive power a shunt gives at 1 pu (a capacitor is positive)
 * @param minPu lowest allowed voltage
 * @param maxPu highest allowed voltage
 */
public record Bus(
        String id,
        double baseKv,
        double loadKw,
        double loadKvar,
        double shuntKw,
        double shuntKvar,
        double minPu,
        double maxPu) {
    public Bus {
        Check.id(id, "bus");
        String of = "bus " + id + ": ";
        Check.positive(baseKv, of + "base_kv");
        Check.finite(loadKw, of + "load_kw");
        Check.finite(loadKvar, of + "load_kvar");
        Check.finite(shuntKw, of + "shunt_kw");
        Check.finite(shuntKvar, of + "shunt_kvar");
        Check.positive(minPu, of + "min_pu");
        Check.positive(maxPu, of + "max_pu");
        Check.that(minPu <= maxPu, of + "min_pu", minPu, "at most max_pu " + maxPu);
    }
}
