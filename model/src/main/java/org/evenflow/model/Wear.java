package org.evenflow.model;

/**
 * Cost of battery wear, {@code coefficient * |P|^exponent} per hour with P in kW at the plug: eq. 5
 * of the urban-feeder paper, there with 0.01 and 1.3.
 *
 * @param coefficient currency per hour at 1 kW, 0 or more
 * @param exponent 1 or more
 */
public record Wear(double coefficient, double exponent) {
    /** Wear is free. */
    public static final Wear NONE = new Wear(0, 1);

    public Wear {
        Check.notNegative(coefficient, "wear coefficient");
        Check.that(exponent >= 1 && exponent <= 4, "wear exponent", exponent, "between 1 and 4");
    }

    /** Cost in currency of {@code hours} at a power of either sign. */
    public double cost(double powerKw, double hours) {
        return coefficient == 0 || powerKw == 0
                ? 0
                : coefficient * Math.pow(Math.abs(powerKw), exponent) * hours;
    }
}
