package org.evenflow.control;

import org.evenflow.forecast.Forecaster;
import org.evenflow.forecast.Outlook;
import org.evenflow.forecast.Telemetry;
import org.evenflow.model.Battery;
import org.evenflow.model.Site;

/**
 * The world as a controller may see it at the beginning of a step. Energies and powers are at the
 * meter unless said otherwise. Connectors are numbered over all stations in their order. Nothing
 * here speaks of the future but what is published (prices) or declared by drivers; {@link
 * #foresight} opens to those only who have declared that they use it.
 */
public interface Observation extends Telemetry {
    /**
     * What binds now: the plugged-in connectors, their ranges, and the headroom of stations,
     * transformers and site.
     */
    Limits limits();

    /**
     * Energy at the meter that still lacks to the driver's request, kWh; the vehicle may stop
     * before by itself, which nobody knows until it does.
     */
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

    /** First step after the declared departure, at most the number of steps of the run. */
    int declaredStep(int connector);

    /** Rank of the arrival among all sessions of the run; smaller came first. */
    int arrivalRank(int connector);

    /** State of charge, fraction of the usable capacity. */
    double soc(int connector);

    /** Usable capacity, kWh. */
    double capacityKwh(int connector);

    /** Power that all plants could give now, kW. */
    double plantKw();

    /** Plant power that the base load at its own bus (or transformer) does not use now, kW. */
    double surplusKw();

    /** Base load now, kW. */
    double baseLoadKw();

    /** What stands at the site and never changes. */
    Site site();

    /**
     * What tables value reachable energy at that is not given by departure, currency per kWh; also
     * what is at stake where it is not sure that a driver comes, or stays.
     */
    double unservedPerKwh();

    /**
     * What a controller weighs a kWh with that a driver who is here has declared to need and does
     * not get, currency: where service comes first more than serving it can cost in the run, else
     * {@link #unservedPerKwh}.
     */
    double servicePerKwh();

    /** Energy in the battery, kWh. */
    double storedKwh(int connector);

    /**
     * Energy in the battery after so many hours at the connector's full power from now on, the
     * charge curve considered, kWh; at most what the driver asked for.
     */
    double storedAfterKwh(int connector, double hours);

    /**
     * Energy in the battery that the driver asked for, kWh; once the vehicle has stopped before by
     * itself, what it stopped at.
     */
    double targetKwh(int connector);

    /** Energy in the battery below which the vehicle gives nothing back, kWh. */
    double floorKwh(int connector);

    /** Stored per kWh at the meter, (0, 1]. */
    double chargeEfficiency(int connector);

    /** Given at the meter per kWh out of the battery, (0, 1]. */
    double dischargeEfficiency(int connector);

    /** Power that connector and vehicle can give back, kW at the meter, 0 or more. */
    double ratedDischargeKw(int connector);

    /** What cycling costs, with powers at the meter. */
    Battery.Wear wear(int connector);

    /** The billing month of a step, numbered from 0. */
    int billingMonth(int step);

    /** The greatest import of a billing month so far, kW. */
    double billedPeakKw(int month);

    /** What was measured until now. */
    @Override
    Past past();

    /**
     * What a forecaster expects of the steps to come, and what is published of them: to be asked
     * for in every step anew.
     *
     * @param forecaster of base load and plants; made once per step for all who bring an equal one
     * @param aheadSteps how far it is looked ahead at least, maybe past the end of the run
     */
    Outlook outlook(Forecaster forecaster, int aheadSteps);

    /**
     * The same as it will be.
     *
     * @throws IllegalStateException as {@link #foresight}
     */
    Outlook foreseen();

    /**
     * The future as it will be.
     *
     * @throws IllegalStateException for a controller that has not declared itself {@link
     *     Controller#isClairvoyant}
     */
    Foresight foresight();

    /**
     * Hours to spare: the declared departure less now and less {@link #neededHours}; negative where
     * the request cannot be met in time.
     */
    default double laxityHours(int connector) {
        return (declaredStep(connector) - step()) * stepHours() - neededHours(connector);
    }
}
