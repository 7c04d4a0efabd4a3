package org.evenflow.control;

/**
 * The world as a controller may see it at the beginning of a step. Energies and powers are at the
 * meter unless said otherwise. Connectors are numbered over all stations in their order. Nothing
 * here speaks of the future but what is published (prices) or declared by drivers.
 */
public interface Observation {
    /** The present step. */
    int step();

    /** Number of steps of the run. */
    int steps();

    /** Length of a step, hours. */
    double stepHours();

    /**
     * What binds now: the plugged-in connectors, their ranges, and the headroom of stations,
     * transformers and site.
     */
    Limits limits();

    /** Energy at the meter that still lacks to the driver's request, kWh. */
    double neededKwh(int connector);

    /**
     * Hours at the connector's full power until the request is met, the charge curve considered.
     */
    double neededHours(int connector);

    /**
     * Power that connector and vehicle can do where neither the charge curve nor the request bounds
     * it, kW.
     */
    double ratedKw(int connector);

    /** First step after the declared departure. */
    int declaredStep(int connector);

    /** Rank of the arrival among all sessions of the run; smaller came first. */
    int arrivalRank(int connector);

    /** State of charge, fraction of the usable capacity. */
    double soc(int connector);

    /** Usable capacity, kWh. */
    double capacityKwh(int connector);

    /**
     * Published price of bought energy, currency per kWh, of a step from the present one to the end
     * of the run.
     */
    double buyPerKwh(int step);

    /** Published price of energy given back, likewise. */
    double sellPerKwh(int step);

    /** Power that all plants could give now, kW. */
    double plantKw();

    /** Plant power that the base load at its own bus (or transformer) does not use now, kW. */
    double surplusKw();

    /** Base load now, kW. */
    double baseLoadKw();

    /**
     * Hours to spare: the declared departure less now and less {@link #neededHours}; negative where
     * the request cannot be met in time.
     */
    default double laxityHours(int connector) {
        return (declaredStep(connector) - step()) * stepHours() - neededHours(connector);
    }
}
