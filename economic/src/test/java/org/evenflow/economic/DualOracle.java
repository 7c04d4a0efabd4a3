package org.evenflow.economic;

import java.util.function.DoubleUnaryOperator;

/**
 * The least cost of given running groups as the maximum of the Lagrangian dual, with nested golden
 * section over the balance's price and each region's: slow, plain, and without the code it tests.
 */
final class DualOracle {
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private DualOracle() {}

    static double cost(EconomicCase given, boolean[] on) {
        return maximum(-50, 100, price -> dual(given, on, price));
    }

    /** Regions are independent once the balance has a price. */
    private static double dual(EconomicCase given, boolean[] on, double price) {
        double value = price * given.balanceKw();
        for (int r = 0; r < given.regions(); r++) {
            int region = r;
            value +=
                    maximum(
                            0,
                            100,
                            more ->
                                    more * given.floorKw(region)
                                            + margins(given, on, region, price + more));
        }
        return value;
    }

    private static double margins(EconomicCase given, boolean[] on, int region, double price) {
        double sum = 0;
        for (int g = 0; g < on.length; g++) {
            if (on[g] && given.region(g) == region) {
                var data = given.world().groups().get(g);
                double p =
                        data.costPerKw2() > 0
                                ? (price - data.costPerKw()) / (2 * data.costPerKw2())
                                : price > data.costPerKw() ? 1e9 : -1e9;
                p = Math.min(given.highKw(g), Math.max(given.lowKw(g), p));
                sum += given.cost(g, p) - price * p;
            }
        }
        return sum;
    }

    private static double maximum(double from, double to, DoubleUnaryOperator concave) {
        double low = from;
        double high = to;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = concave.applyAsDouble(left);
        double atRight = concave.applyAsDouble(right);
        while (high - low > 1e-10) {
            if (atLeft < atRight) {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = concave.applyAsDouble(right);
            } else {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = concave.applyAsDouble(left);
            }
        }
        return Math.max(atLeft, atRight);
    }
}
