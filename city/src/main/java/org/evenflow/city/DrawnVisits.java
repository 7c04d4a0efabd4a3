package org.evenflow.city;

import java.util.random.RandomGenerator;

/**
 * Draws single visits of one local day from a profile: when a vehicle comes, how long it stays and
 * how much energy it takes. Mutable: it holds the last visit drawn.
 */
public final class DrawnVisits {
    private static final int SLOT_MIN = 15;

    private final SessionProfile profile;
    private final double[] cumulative = new double[SessionProfile.SLOTS];
    private double arrivalMin;
    private double stayMin;
    private double energyKwh;

    /**
     * Compiles the arrivals of a day.
     *
     * @param isWeekend whether it is a day of the weekend
     */
    public DrawnVisits(SessionProfile profile, boolean isWeekend) {
        this.profile = profile;
        double sum = 0;
        for (int slot = 0; slot < cumulative.length; slot++) {
            sum += profile.arrivals(isWeekend)[slot];
            cumulative[slot] = sum;
        }
    }

    /** Draws a visit with four uniform numbers. */
    public void draw(RandomGenerator random) {
        double place = random.nextDouble() * cumulative[cumulative.length - 1];
        int slot = 0;
        while (slot < cumulative.length - 1 && cumulative[slot] <= place) {
            slot++;
        }
        arrivalMin = SLOT_MIN * (slot + random.nextDouble());
        stayMin = profile.stayMin(arrivalMin, random.nextDouble());
        energyKwh = profile.energyKwh(stayMin, random.nextDouble());
    }

    /** Local minute of the day of the last visit, 0 to below 1440. */
    public double arrivalMin() {
        return arrivalMin;
    }

    /** Length of its stay, minutes. */
    public double stayMin() {
        return stayMin;
    }

    /** Energy that it takes at the meter, kWh. */
    public double energyKwh() {
        return energyKwh;
    }
}
