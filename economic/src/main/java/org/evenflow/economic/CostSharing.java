package org.evenflow.economic;

import org.evenflow.numeric.ResourceAllocation;

/**
 * The convex part of a case: the best powers of given running groups, ripples left out. Exact.
 * Mutable: it keeps the case's numbers as arrays.
 */
final class CostSharing {
    final double[] costPerKw2;
    final double[] costPerKw;
    final double[] fixedCost;
    final double[] lowKw;
    final double[] highKw;
    final double[] floorKw;
    private final ResourceAllocation allocation;
    private double balanceKw;

    CostSharing(EconomicCase shape) {
        int groups = shape.groups();
        costPerKw2 = new double[groups];
        costPerKw = new double[groups];
        fixedCost = new double[groups];
        lowKw = new double[groups];
        highKw = new double[groups];
        floorKw = new double[shape.regions()];
        allocation = new ResourceAllocation(shape.regionOfGroups(), shape.regions());
        take(shape);
    }

    /** Takes the numbers of another case of the same world. */
    void take(EconomicCase given) {
        for (int group = 0; group < lowKw.length; group++) {
            var data = given.world().groups().get(group);
            costPerKw2[group] = data.costPerKw2();
            costPerKw[group] = data.costPerKw();
            fixedCost[group] = data.fixedCost();
            lowKw[group] = given.lowKw(group);
            highKw[group] = given.highKw(group);
        }
        for (int region = 0; region < floorKw.length; region++) {
            floorKw[region] = given.floorKw(region);
        }
        balanceKw = given.balanceKw();
    }

    double balanceKw() {
        return balanceKw;
    }

    /** Best powers of the running groups; false where they cannot serve the case. */
    boolean share(boolean[] on, double[] kw) {
        return allocation.solve(costPerKw2, costPerKw, lowKw, highKw, on, balanceKw, floorKw, kw);
    }

    /** Cost of powers without ripples. */
    double cost(boolean[] on, double[] kw) {
        double sum = 0;
        for (int group = 0; group < kw.length; group++) {
            if (on[group]) {
                double p = kw[group];
                sum += (costPerKw2[group] * p + costPerKw[group]) * p + fixedCost[group];
            }
        }
        return sum;
    }

    /** Best power of one group that runs and is paid a price for each kW. */
    double response(int group, double price) {
        double power =
                costPerKw2[group] > 0
                        ? (price - costPerKw[group]) / (2 * costPerKw2[group])
                        : price > costPerKw[group] ? highKw[group] : lowKw[group];
        return Math.min(highKw[group], Math.max(lowKw[group], power));
    }

    /** Least of a running group's cost minus what it is paid. */
    double margin(int group, double price) {
        double p = response(group, price);
        return (costPerKw2[group] * p + costPerKw[group] - price) * p + fixedCost[group];
    }
}
