package org.evenflow.forecast;

/**
 * What is known of a site's surroundings at the beginning of a step: time, what was measured, what
 * is published. Whoever feeds it (the simulator, sensors in live operation), forecasts are made
 * from this alone.
 */
public interface Telemetry {
    /** The present step. */
    int step();

    /** Number of steps of the run. */
    int steps();

    /** Length of a step, hours. */
    double stepHours();

    /**
     * Published price of bought energy, currency per kWh, of a step from the present one to the end
     * of the run.
     */
    double buyPerKwh(int step);

    /** Published price of energy given back, likewise. */
    double sellPerKwh(int step);

    /** Published carbon intensity of imports in a step from the present one on, kg CO2 per kWh. */
    double carbonKgPerKwh(int step);

    /**
     * What the run pays for each kW of the greatest import in the billing month of a step, currency
     * per kW: the monthly charge times the share of the month that the run covers.
     */
    double demandPerKw(int step);

    /** What was measured until now. */
    MeasuredSite past();
}
