package org.evenflow.model;

/**
 * A bus of a feeder with what takes power from all its phases alike: a nominal load of constant
 * power and a fixed shunt. Loads of single phases are {@link Load}s.
 *
 * @param id unique in the feeder
 * @param phases which it has
 * @param baseKv nominal line-to-line voltage
 * @param loadKw nominal active load, scaled in time by the scenario's base load
 * @param loadKvar nominal reactive load
 * @param shuntKw active power a shunt takes at 1 pu
 * @param shuntKvar reactive power a shunt gives at 1 pu (a capacitor is positive)
 * @param minPu lowest allowed voltage of a phase
 * @param maxPu highest allowed voltage of a phase
 * @param x place on a map, in any unit; NaN where it is not known
 * @param y likewise
 */
public record Bus(
        String id,
        Phases phases,
        double baseKv,
        double loadKw,
        double loadKvar,
        double shuntKw,
        double shuntKvar,
        double minPu,
        double maxPu,
        double x,
        double y) {
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

    /** A bus of three phases without a place. */
    public Bus(
            String id,
            double baseKv,
            double loadKw,
            double loadKvar,
            double shuntKw,
            double shuntKvar,
            double minPu,
            double maxPu) {
        this(
                id,
                Phases.ABC,
                baseKv,
                loadKw,
                loadKvar,
                shuntKw,
                shuntKvar,
                minPu,
                maxPu,
                Double.NaN,
                Double.NaN);
    }

    /** The same bus with other voltage limits. */
    public Bus withLimits(double lowestPu, double highestPu) {
        return new Bus(
                id, phases, baseKv, loadKw, loadKvar, shuntKw, shuntKvar, lowestPu, highestPu, x,
                y);
    }
}
