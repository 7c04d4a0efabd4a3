package org.evenflow.learn;

/**
 * What the expected prices mean to one vehicle until it has declared to leave. Mutable, refilled
 * for every vehicle; prices in currency per kWh at the meter.
 */
final class StayPrices {
    /** Prices closer than this are one. */
    private static final double SAME_PER_KWH = 1e-9;

    /** Hours after the present step that are cheaper than it. */
    double cheaperHours;

    /** Hours after the present step that are not dearer than it. */
    double notDearerHours;

    /** Hours that are cheaper, or as cheap and with less net load. */
    double betterHours;

    /** What the last kWh of the need costs if nothing is taken now. */
    double waitingPerKwh;

    /** What the first kWh beyond the need costs later. */
    double refillPerKwh;

    /** The greatest price after the present step, not below the present one. */
    double dearestPerKwh;

    /** Mean price of the need at the cheapest hours, the present ones included. */
    double leastPerKwh;

    /** Part of the need that there is time for, 0 to 1. */
    double reachableShare;

    /**
     * Looks over the stay.
     *
     * @param steps of the stay, the present one included, at least 1
     * @param neededHours at full power
     * @param lackPerKwh price of what there is no time for
     */
    void fill(
            SiteOutlook outlook,
            int steps,
            double neededHours,
            double stepHours,
            double lackPerKwh) {
        double now = outlook.marginalPerKwh[0];
        cheaperHours = notDearerHours = betterHours = 0;
        waitingPerKwh = refillPerKwh = lackPerKwh;
        dearestPerKwh = now;
        double later = 0;
        double taken = 0;
        double cost = 0;
        boolean isAfterNow = false;
        for (int i = 0; i < outlook.count; i++) {
            int at = outlook.cheapest[i];
            if (at >= steps) {
                continue;
            }
            double price = outlook.marginalPerKwh[at];
            double used = Math.min(stepHours, neededHours - taken);
            if (used > 0) {
                taken += used;
                cost += used * price;
            }
            if (at == 0) {
                isAfterNow = true;
                continue;
            }
            cheaperHours += price < now - SAME_PER_KWH ? stepHours : 0;
            notDearerHours += price <= now + SAME_PER_KWH ? stepHours : 0;
            betterHours += isAfterNow ? 0 : stepHours;
            if (later < neededHours) {
                waitingPerKwh = later + stepHours >= neededHours ? price : lackPerKwh;
            }
            if (later < neededHours + stepHours) {
                refillPerKwh = later + stepHours > neededHours ? price : lackPerKwh;
            }
            later += stepHours;
            dearestPerKwh = Math.max(dearestPerKwh, price);
        }
        refillPerKwh = later > neededHours ? refillPerKwh : lackPerKwh;
        reachableShare = neededHours > 0 ? taken / neededHours : 1;
        leastPerKwh = taken > 0 ? cost / taken : 0;
    }
}
