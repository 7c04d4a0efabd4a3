package org.evenflow.economic;

import java.util.Arrays;
import org.evenflow.numeric.ResourceAllocation;

/**
 * The nearest plan to wished powers that keeps balance, floors and limits with given running
 * groups: what the balance mapping finds by messages, computed at one place. Mutable.
 */
public final class BalanceProjection {
    private final ResourceAllocation allocation;
    private final double[] half;
    private final double[] linear;
    private final double[] lowKw;
    private final double[] highKw;
    private final double[] floorKw;
    private double balanceKw;

    /** For cases of the same world as one that shows its shape. */
    public BalanceProjection(EconomicCase shape) {
        int groups = shape.groups();
        allocation = new ResourceAllocation(shape.regionOfGroups(), shape.regions());
        half = new double[groups];
        Arrays.fill(half, 0.5);
        linear = new double[groups];
        lowKw = new double[groups];
        highKw = new double[groups];
        floorKw = new double[shape.regions()];
        take(shape, true);
    }

    /**
     * Takes the limits of another case of the same world.
     *
     * @param isRunning whether powers below a running group's least are out; else they begin at 0
     */
    public void take(EconomicCase given, boolean isRunning) {
        for (int group = 0; group < half.length; group++) {
            lowKw[group] = isRunning || given.mustRun(group) ? given.lowKw(group) : 0;
            highKw[group] = given.canRun(group) ? given.highKw(group) : 0;
        }
        for (int region = 0; region < floorKw.length; region++) {
            floorKw[region] = given.floorKw(region);
        }
        balanceKw = given.balanceKw();
    }

    /** Moves powers to the nearest feasible ones; false where the running groups allow none. */
    public boolean project(boolean[] on, double[] kw) {
        for (int group = 0; group < kw.length; group++) {
            linear[group] = -kw[group];
        }
        return allocation.solve(half, linear, lowKw, highKw, on, balanceKw, floorKw, kw);
    }
}
