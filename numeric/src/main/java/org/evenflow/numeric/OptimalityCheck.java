package org.evenflow.numeric;

import java.util.Arrays;

/**
 * Residuals of a point and its row duals, from the program itself. For a program min c·x with
 * bounds on x and on A x, row duals y and reduced costs d = c - A'y, the duality gap is the sum
 * over columns and rows of d or y times the distance to the bound it wants: the lower one where
 * positive, the upper one where negative (Dantzig, "Linear Programming and Extensions", 1963,
 * chapter 6).
 */
final class OptimalityCheck {
    /** What every residual must stay below for an answer to count. */
    static final double TOLERANCE = 1e-6;

    private double[] activity = {};
    private double primal;
    private double dual;
    private double gap;

    /** Objective with the offset. */
    static double objective(Model model, double[] values) {
        double sum = model.offset;
        for (int column = 0; column < model.columns; column++) {
            sum += model.cost[column] * values[column];
        }
        return sum;
    }

    /** Largest violation of rows, bounds and integrality, each over 1 + |the bound|. */
    double primal(Model model, double[] values) {
        activity(model, values);
        primal = 0;
        for (int column = 0; column < model.columns; column++) {
            double value = values[column];
            violate(value, model.low[column], model.high[column]);
            if (model.integrality[column] != 0) {
                primal = worse(primal, Math.abs(value - Math.rint(value)));
            }
        }
        for (int row = 0; row < model.rows; row++) {
            violate(activity[row], model.rowLow[row], model.rowHigh[row]);
        }
        return primal;
    }

    private void activity(Model model, double[] values) {
        if (activity.length < model.rows) {
            activity = new double[model.rows];
        }
        Arrays.fill(activity, 0, model.rows, 0);
        var matrix = model.matrix;
        for (int column = 0; column < model.columns; column++) {
            double value = values[column];
            for (int k = matrix.start[column]; k < matrix.start[column + 1]; k++) {
                activity[matrix.row[k]] += matrix.value[k] * value;
            }
        }
    }

    private void violate(double value, double low, double high) {
        if (value < low) {
            primal = worse(primal, (low - value) / (1 + Math.abs(low)));
        } else if (value > high) {
            primal = worse(primal, (value - high) / (1 + Math.abs(high)));
        } else if (!(value >= low)) {
            primal = Double.POSITIVE_INFINITY;
        }
    }

    /** All three of a linear program, after {@link #primal}; fills in the reduced costs. */
    Residuals linear(Model model, double[] values, double[] duals, double[] reducedCosts) {
        dual = 0;
        gap = 0;
        double scale = 1;
        var matrix = model.matrix;
        for (int column = 0; column < model.columns; column++) {
            double reduced = model.cost[column];
            for (int k = matrix.start[column]; k < matrix.start[column + 1]; k++) {
                reduced -= matrix.value[k] * duals[matrix.row[k]];
            }
            reducedCosts[column] = reduced;
            double cost = model.cost[column];
            scale += Math.abs(cost * values[column]);
            want(reduced, values[column], model.low[column], model.high[column], cost);
        }
        for (int row = 0; row < model.rows; row++) {
            want(duals[row], activity[row], model.rowLow[row], model.rowHigh[row], 0);
        }
        return new Residuals(primal, dual, gap / scale);
    }

    /** A positive price wants the lower bound, a negative one the upper. */
    private void want(double price, double value, double low, double high, double cost) {
        double wanted = price > 0 ? low : high;
        if (price == 0) {
            return;
        }
        if (Double.isInfinite(wanted)) {
            dual = worse(dual, Math.abs(price) / (1 + Math.abs(cost)));
        } else {
            gap = gap + Math.abs(price * (value - wanted));
        }
    }

    /** The residuals of a mixed-integer point, after {@link #primal}. */
    Residuals mixed(double objective, double bound) {
        double distance = Math.max(0, objective - bound) / (1 + Math.abs(objective));
        return new Residuals(primal, 0, distance);
    }

    /** The larger, and what is not a number is the largest. */
    private static double worse(double known, double found) {
        return Double.isNaN(found) ? Double.POSITIVE_INFINITY : Math.max(known, found);
    }
}
