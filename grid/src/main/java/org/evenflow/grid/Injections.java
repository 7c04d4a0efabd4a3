package org.evenflow.grid;

/**
 * Net load of every bus, in the feeder's bus order; generation is negative. Mutable arrays that the
 * caller fills in place.
 *
 * @param loadKw active power, kW, {@code [bus]}
 * @param loadKvar reactive power, kvar, {@code [bus]}
 */
public record Injections(double[] loadKw, double[] loadKvar) {
    /** No load at any of {@code buses} buses. */
    public Injections(int buses) {
        this(new double[buses], new double[buses]);
    }
}
