package org.evenflow.planning;

import org.evenflow.control.Observation;

/** How the vehicles of a receding plan stand in the slots of its program. */
interface VehicleSlots {
    /** Notes who is new. */
    void welcome(Observation observation, FleetProgram program, Rounding rounding);

    /** The step by which a driver is expected to leave, after the present one. */
    int departure(Observation observation, int connector);

    /**
     * Adds a cost of charging in the first block, taken from that of giving back, to all fills from
     * now on; groups of vehicles do without.
     *
     * @param perKwh currency per kWh, {@code [connector]}, read at every fill
     */
    default void lean(double[] perKwh) {}

    /** Fills the program's slots. */
    void fill(Observation observation, FleetProgram program, Blocks blocks);

    /** Reads the first block's powers from the solved program, kW by connector. */
    void powers(Observation observation, FleetProgram program, Blocks blocks, double[] powerKw);
}
