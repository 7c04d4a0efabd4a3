package org.evenflow.dispatch;

import org.evenflow.control.Observation;
import org.evenflow.forecast.Forecaster;
import org.evenflow.forecast.Outlook;
import org.evenflow.forecast.SiteForecasts;
import org.evenflow.model.Battery;

/**
 * What small worlds under test leave out: base load, carbon, demand charges, wear, and energy that
 * a vehicle keeps for itself.
 */
interface PlainWorld extends Observation {
    /** At constant power. */
    @Override
    default double storedAfterKwh(int connector, double hours) {
        double kwh = hours * ratedKw(connector) * chargeEfficiency(connector);
        return Math.min(targetKwh(connector), storedKwh(connector) + kwh);
    }

    @Override
    default double baseLoadKw() {
        return 0;
    }

    @Override
    default double floorKwh(int connector) {
        return 0;
    }

    @Override
    default Battery.Wear wear(int connector) {
        return Battery.Wear.NONE;
    }

    @Override
    default double carbonKgPerKwh(int at) {
        return 0;
    }

    @Override
    default double demandPerKw(int at) {
        return 0;
    }

    @Override
    default int billingMonth(int at) {
        return 0;
    }

    @Override
    default double billedPeakKw(int month) {
        return 0;
    }

    /** The owner of forecasts, who is told of runs and steps. */
    SiteForecasts forecasts();

    @Override
    default Outlook outlook(Forecaster forecaster, int aheadSteps) {
        return forecasts().outlook(forecaster, aheadSteps);
    }

    @Override
    default Outlook foreseen() {
        return forecasts().foreseen();
    }
}
