package org.evenflow.planning;

import org.evenflow.control.LevelRounding;
import org.evenflow.control.Observation;
import org.evenflow.control.Settings;
import org.evenflow.forecast.Outlook;

/** How the vehicles of a receding plan stand in the slots of its program. */
interface VehicleSlots {
    /** More than a kWh in a battery takes at the substation, losses included. */
    double MOST_METER_KWH = 2;

    /**
     * What a kWh weighs that a driver lacks, currency; what emissions count comes on top where
     * service is first.
     */
    static double lackPerKwh(Observation observation, Outlook outlook, Settings settings) {
        double lack = observation.servicePerKwh();
        double carbonPrice = settings.number("carbon_price");
        if (carbonPrice == 0 || lack == observation.unservedPerKwh()) {
            return lack;
        }
        double most = 0;
        for (int step = observation.step(); step < observation.steps(); step++) {
            most = Math.max(most, outlook.carbonKgPerKwh().at(step));
        }
        return lack + MOST_METER_KWH * carbonPrice * most;
    }

    /** Notes who is new. */
    void welcome(
            Observation observation, FleetProgram program, SiteRows rows, LevelRounding rounding);

    /** The step by which a driver is expected to leave, after the present one. */
    int departure(Observation observation, int connector);

    /** Power of this step below which a vehicle would be late with all it may want, kW. */
    double leastKw(Observation observation, int connector);

    /**
     * Adds a cost of charging in the first block, taken from that of giving back, to all fills from
     * now on; groups of vehicles do without.
     *
     * @param perKwh currency per kWh, {@code [connector]}, read at every fill
     */
    default void lean(double[] perKwh) {}

    /**
     * Tells by how much what a kWh more loses costs more at half the rated power than at none, as
     * all others who are here do the same; groups of vehicles do without.
     *
     * @param perKwh currency per kWh, {@code [block][connector]}, read at every fill
     */
    default void lossesRise(double[][] perKwh) {}

    /**
     * Fills the program's slots.
     *
     * @param lackPerKwh what a kWh at the meter weighs that a driver lacks, currency
     */
    void fill(Observation observation, FleetProgram program, Blocks blocks, double lackPerKwh);

    /** Reads the first block's powers from the solved program, kW by connector. */
    void powers(Observation observation, FleetProgram program, Blocks blocks, double[] powerKw);
}
