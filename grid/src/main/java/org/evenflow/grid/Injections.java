package org.evenflow.grid;

/**
 * Net load of constant power at every terminal, and factors on the loads of the feeder itself;
 * generation is negative. Mutable arrays that the caller fills in place. {@link Terminals} makes
 * them and says how they are numbered.
 *
 * @param loadKw active power, kW, {@code [terminal]}
 * @param loadKvar reactive power, kvar, {@code [terminal]}
 * @param loadFactor factor on each load of the feeder, {@code [load]}
 */
public record Injections(double[] loadKw, double[] loadKvar, double[] loadFactor) {
    /** No load at any of {@code buses} buses of a balanced feeder. */
    public Injections(int buses) {
        this(new double[buses], new double[buses]);
    }

    /** Loads of a feeder that has none but those at its terminals. */
    public Injections(double[] loadKw, double[] loadKvar) {
        this(loadKw, loadKvar, new double[0]);
    }
}
