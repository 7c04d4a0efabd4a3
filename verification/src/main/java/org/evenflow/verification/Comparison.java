package org.evenflow.verification;

/**
 * One column of a reference case against what Evenflow computes; it collects row by row and is
 * mutable while it does.
 */
public final class Comparison {
    private final String column;
    private final double tolerance;
    private long rows;
    private double largest;
    private String at = "";

    Comparison(String column, double tolerance) {
        this.column = column;
        this.tolerance = tolerance;
    }

    /** One row; {@code place} says where the largest deviation was found. */
    void add(double reference, double computed, String place) {
        double deviation = Math.abs(reference - computed);
        rows++;
        if (!(deviation <= largest)) {
            largest = Double.isNaN(deviation) ? Double.POSITIVE_INFINITY : deviation;
            at = place;
        }
    }

    /**
     * A value that the reference may have rounded up, so that it lies between {@code computed} and
     * the next step above it; the gap counts as the deviation, infinite where it points down.
     */
    void addRoundedUp(double reference, double computed, String place) {
        boolean isBelow = reference < computed - 1e-9;
        add(isBelow ? Double.POSITIVE_INFINITY : reference, computed, place);
    }

    public String column() {
        return column;
    }

    public double tolerance() {
        return tolerance;
    }

    public long rows() {
        return rows;
    }

    public double largest() {
        return largest;
    }

    public String at() {
        return at;
    }

    /** Within tolerance; a column of which nothing was compared is not. */
    public boolean isOk() {
        return rows > 0 && largest <= tolerance;
    }
}
