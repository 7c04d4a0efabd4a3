package org.evenflow.numeric;

/**
 * A {@link ConvexCost} of an expression within a {@link LinearProgram}: one column per piece and
 * one row, {@code expression + constant = low end + sum of pieces}. It holds the expression within
 * the cost's ends. Cost, weight and constant change in place.
 */
public final class CostSegments {
    private final LinearProgram program;
    private final int row;
    private final int firstColumn;
    private ConvexCost cost;
    private double weight;
    private double constant;

    /**
     * Adds a weighted cost of the expression that a row holds or will hold. The row's bounds belong
     * to this object from now on.
     *
     * @param weight what the cost is multiplied by, at least 0
     * @param constant what the expression has beside the row's columns
     */
    public CostSegments(
            LinearProgram program, int row, ConvexCost cost, double weight, double constant) {
        checkWeight(weight);
        this.program = program;
        this.row = row;
        this.cost = cost;
        this.weight = weight;
        this.constant = constant;
        firstColumn = program.columns();
        for (int k = 0; k < cost.segments(); k++) {
            int column = program.column(0, cost.width(k), weight * cost.slope(k));
            program.coefficient(row, column, -1);
        }
        program.offset(program.offset() + weight * cost.first());
        hold();
    }

    /** Adds a cost of one column, with a row for it. */
    public static CostSegments ofColumn(LinearProgram program, int column, ConvexCost cost) {
        int row = program.row(0, 0);
        program.coefficient(row, column, 1);
        return new CostSegments(program, row, cost, 1, 0);
    }

    /** Puts another cost of as many pieces in place. */
    public void cost(ConvexCost other) {
        change(other, weight);
    }

    /** Multiplies the cost by another weight, at least 0. */
    public void weight(double newWeight) {
        change(cost, newWeight);
    }

    /** What the expression has beside the row's columns from now on. */
    public void constant(double newConstant) {
        constant = newConstant;
        hold();
    }

    private void change(ConvexCost other, double newWeight) {
        checkWeight(newWeight);
        if (other.segments() != cost.segments()) {
            throw new IllegalArgumentException(
                    "a cost of %d pieces cannot take the place of one of %d"
                            .formatted(other.segments(), cost.segments()));
        }
        program.offset(program.offset() + newWeight * other.first() - weight * cost.first());
        cost = other;
        weight = newWeight;
        for (int k = 0; k < cost.segments(); k++) {
            program.bounds(firstColumn + k, 0, cost.width(k));
            program.cost(firstColumn + k, weight * cost.slope(k));
        }
        hold();
    }

    private void hold() {
        double held = cost.low() - constant;
        program.rowBounds(row, held, held);
    }

    private static void checkWeight(double weight) {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weight must be at least 0, is " + weight);
        }
    }

    /** The row that ties expression and pieces; its dual is the cost's slope there, negated. */
    public int row() {
        return row;
    }

    /** The expression's value at the program's point. */
    public double value() {
        double sum = cost.low();
        for (int k = 0; k < cost.segments(); k++) {
            sum += program.value(firstColumn + k);
        }
        return sum;
    }
}
