package org.evenflow.learn.charging;

import java.util.List;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;

/**
 * What a vehicle's own agent sees of it, within about [-1, 1]: its request against its stay, the
 * published prices of that stay, and its place among the others under its limits. Mutable.
 */
final class StayFeatures {
    static final List<String> NAMES =
            List.of(
                    "soc",
                    "lacks_soc",
                    "above_floor_soc",
                    "needed_over_stay",
                    "laxity_4h",
                    "needed_8h",
                    "stay_12h",
                    "power_over_rated",
                    "discharge_over_rated",
                    "discharge_ability",
                    "rated_50kw",
                    "cheaper_hours_beyond_need",
                    "no_dearer_hours_beyond_need",
                    "better_hours_beyond_need",
                    "cheapest_plan_now",
                    "needed_now_at_this_price",
                    "saved_by_waiting",
                    "gain_of_giving_back",
                    "gain_of_storing",
                    "wear_price",
                    "price_in_1h",
                    "price_in_2h",
                    "price_in_4h",
                    "price_in_8h",
                    "room_by_urgency",
                    "peak_room_by_urgency",
                    "level_room_by_urgency",
                    "power_ahead",
                    "strain",
                    "crowding");

    private static final int[] HOURS_AHEAD = {1, 2, 4, 8};

    private final HoursAhead outlook;
    private final Contention contention;
    private final double capacityKw;
    private final Prices prices = new Prices();

    /** Net load that needs would fill the coming hours to, kW. */
    double levelKw;

    StayFeatures(HoursAhead outlook, Contention contention, double capacityKw) {
        this.outlook = outlook;
        this.contention = contention;
        this.capacityKw = capacityKw;
    }

    /** Writes the features of a plugged-in connector; returns where the next belong. */
    int write(Observation observation, int connector, float[] out, int from) {
        int at = battery(observation, connector, out, from);
        at = prices(observation, connector, out, at);
        return place(observation, connector, out, at);
    }

    private static int battery(Observation observation, int connector, float[] out, int from) {
        double hours = stayHours(observation, connector);
        double needed = observation.neededHours(connector);
        double capacity = observation.capacityKwh(connector);
        double stored = observation.storedKwh(connector);
        double rated = observation.ratedKw(connector);
        double ratedBack = observation.ratedDischargeKw(connector);
        Limits limits = observation.limits();
        int at = from;
        out[at++] = (float) observation.soc(connector);
        out[at++] = (float) ((observation.targetKwh(connector) - stored) / capacity);
        out[at++] = (float) (Math.max(0, stored - observation.floorKwh(connector)) / capacity);
        out[at++] = upTo(needed / hours, 1.5);
        out[at++] = (float) Math.tanh(observation.laxityHours(connector) / 4);
        out[at++] = upTo(needed / 8, 1);
        out[at++] = upTo(hours / 12, 1);
        out[at++] = rated > 0 ? (float) (limits.highKw(connector) / rated) : 0;
        out[at++] = ratedBack > 0 ? (float) (-limits.lowKw(connector) / ratedBack) : 0;
        out[at++] = rated > 0 ? upTo(ratedBack / rated, 1) : 0;
        out[at++] = upTo(rated / 50, 2);
        return at;
    }

    private int prices(Observation observation, int connector, float[] out, int from) {
        double needed = observation.neededHours(connector);
        double now = outlook.marginalPerKwh[0];
        double usual = outlook.usualPerKwh;
        look(observation, connector);
        double round =
                observation.chargeEfficiency(connector)
                        * observation.dischargeEfficiency(connector);
        int at = from;
        out[at++] = within((prices.cheaperHours - needed) / 2);
        out[at++] = within((prices.notDearerHours - needed) / 2);
        out[at++] = within((prices.betterHours - needed) / 2);
        double step = observation.stepHours();
        out[at++] = upTo((needed - prices.betterHours) / step, 1);
        out[at++] = upTo((needed - prices.notDearerHours) / step, 1);
        out[at++] = within((now - prices.waitingPerKwh) / usual);
        boolean isTwoWay = observation.ratedDischargeKw(connector) > 0;
        out[at++] = isTwoWay ? within((now * round - prices.refillPerKwh) / usual) : 0;
        out[at++] = isTwoWay ? within((prices.dearestPerKwh * round - now) / usual) : 0;
        double rated = observation.ratedKw(connector);
        double wear = observation.wear(connector).cost(rated, 1);
        out[at++] = rated > 0 ? upTo(wear / rated / usual, 1) : 0;
        for (int hours : HOURS_AHEAD) {
            int ahead = (int) Math.round(hours / observation.stepHours());
            out[at++] =
                    ahead < outlook.count
                            ? within((outlook.marginalPerKwh[ahead] - now) / usual)
                            : 0;
        }
        return at;
    }

    private int place(Observation observation, int connector, float[] out, int from) {
        Limits limits = observation.limits();
        int rank = limits.rank(connector);
        int station = limits.layout().stationOf(connector);
        double high = Math.max(limits.highKwAt(rank), 0.1 * observation.ratedKw(connector));
        double ahead = contention.aheadKw[rank];
        double net = outlook.netKw[0];
        int at = from;
        out[at++] = within(ratio(contention.roomKw[rank], high));
        out[at++] = within(ratio(outlook.expectedPeakKw - net - ahead, high));
        out[at++] = within(ratio(levelKw - net - ahead, high));
        out[at++] = upTo(ahead / capacityKw, 1.5);
        out[at++] = upTo(contention.strain(limits, station) / 2, 1);
        out[at++] = upTo(contention.crowding(limits, station) / 4, 1);
        return at;
    }

    /** Looks at the prices of a vehicle's stay. */
    Prices look(Observation observation, int connector) {
        int steps = observation.declaredStep(connector) - observation.step();
        prices.fill(
                outlook,
                Math.max(1, steps),
                observation.neededHours(connector),
                observation.stepHours(),
                observation.unservedPerKwh());
        return prices;
    }

    static double stayHours(Observation observation, int connector) {
        int steps = observation.declaredStep(connector) - observation.step();
        return Math.max(1, steps) * observation.stepHours();
    }

    private static double ratio(double room, double high) {
        return high > 0 ? room / high : 0;
    }

    static float within(double value) {
        return (float) Math.clamp(value, -1, 1);
    }

    static float upTo(double value, double most) {
        return (float) Math.clamp(value, 0, most);
    }

    /**
     * What the expected prices mean to one vehicle until it has declared to leave. Mutable,
     * refilled for every vehicle; prices in currency per kWh at the meter.
     */
    static final class Prices {
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
                HoursAhead outlook,
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
}
