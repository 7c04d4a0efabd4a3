package org.evenflow.grid.hosting;

/** When vehicles come on a day, how long they stay and what they want, by seed. */
@FunctionalInterface
public interface Visits {
    /**
     * Draws one visit per vehicle; the same seed gives the same visits, and vehicle i the same
     * whatever the number of vehicles.
     *
     * @param seed of the draw
     * @param arrivalMin filled: local minute of the day, 0 to below 1440
     * @param stayMin filled: length of the stay, minutes
     * @param energyKwh filled: energy wanted at the meter; 0 for a vehicle that does not charge
     */
    void draw(long seed, double[] arrivalMin, double[] stayMin, double[] energyKwh);
}
