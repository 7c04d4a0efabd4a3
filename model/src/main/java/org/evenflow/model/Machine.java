package org.evenflow.model;

/**
 * A generator of a meshed network that holds the voltage of its bus within its reactive range.
 *
 * @param id unique among the feeder's machines
 * @param busId where
 * @param kw active power it gives
 * @param kvar reactive power it gives where it holds no voltage
 * @param targetPu voltage it holds; NaN for none
 * @param minKvar least reactive power
 * @param maxKvar greatest reactive power
 */
public record Machine(
        String id,
        String busId,
        double kw,
        double kvar,
        double targetPu,
        double minKvar,
        double maxKvar) {
    public Machine {
        Check.id(id, "machine");
        Check.finite(kw, "machine " + id + ": kw");
        Check.finite(kvar, "machine " + id + ": kvar");
        Check.that(minKvar <= maxKvar, "machine " + id + ": min_kvar", minKvar, "at most max_kvar");
    }

    /** Whether it holds its bus's voltage. */
    public boolean holdsVoltage() {
        return !Double.isNaN(targetPu);
    }
}
