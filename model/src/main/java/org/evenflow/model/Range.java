package org.evenflow.model;

/**
 * From one number to another.
 *
 * @param low lower end
 * @param high upper end, not below
 */
public record Range(double low, double high) {
    public Range {
        Check.finite(low, "lower end");
        Check.that(high >= low && Double.isFinite(high), "upper end", high, ">= " + low);
    }
}
