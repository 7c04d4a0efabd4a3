package org.evenflow.control.rule;

import java.util.Arrays;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;

/**
 * Time of use that also gives back: a vehicle discharges while a kWh is worth more than charging it
 * again costs before departure, what both ways lose and wear considered, and as long as there are
 * enough such cheap steps to be served in.
 */
final class PriceSpread implements Controller {
    private final double marginHours;
    private final double spread;
    private final Serving serving = new Serving();
    private int[] atStation = new int[0];
    private int[] atTransformer = new int[0];

    /**
     * The rule.
     *
     * @param marginHours how long before the declared departure requests are to be met, h
     * @param spread over which share of equally cheap steps charging is spread, 0 for at once
     */
    PriceSpread(double marginHours, double spread) {
        this.marginHours = marginHours;
        this.spread = spread;
    }

    @Override
    public String id() {
        return "price_spread";
    }

    @Override
    public void reset() {
        serving.reset();
    }

    @Override
    public void decide(Observation observation, Action action) {
        int margin = (int) Math.round(marginHours / observation.stepHours());
        count(observation.limits());
        serving.serve(
                observation,
                (o, connector) -> wishKw(o, connector, margin),
                margin,
                Double.POSITIVE_INFINITY,
                action.powerKw());
    }

    private double wishKw(Observation observation, int connector, int margin) {
        double back = -observation.limits().lowKw(connector);
        if (back > 0 && paysBack(observation, connector, margin, back)) {
            return -back;
        }
        return Cheapest.wishKw(observation, connector, margin, spread);
    }

    /** Whether a step of giving back is made good again at prices that are low enough. */
    private boolean paysBack(Observation observation, int connector, int margin, double backKw) {
        double rated = observation.ratedKw(connector);
        if (rated <= 0) {
            return false;
        }
        var wear = observation.wear(connector);
        double kept =
                observation.chargeEfficiency(connector)
                        * observation.dischargeEfficiency(connector);
        boolean isImported = observation.baseLoadKw() > observation.plantKw();
        int now = observation.step();
        double worth = isImported ? observation.buyPerKwh(now) : observation.sellPerKwh(now);
        double wearBack = wear.cost(backKw, 1) / backKw;
        double wearAgain = wear.cost(rated, 1) / rated;
        double atMost = (worth - wearBack) * kept - wearAgain;
        // All may have given back and charge again together.
        double shared = Math.min(rated, shareKw(observation.limits(), connector));
        double kwh = observation.neededKwh(connector) + backKw * observation.stepHours() / kept;
        double needed =
                Math.max(
                        observation.neededHours(connector) / observation.stepHours(),
                        kwh / (shared * observation.stepHours()));
        int end = Cheapest.end(observation, connector, margin);
        return Cheapest.stepsBelow(observation, end, atMost) >= needed;
    }

    private void count(Limits limits) {
        if (atStation.length != limits.stations()) {
            atStation = new int[limits.stations()];
            atTransformer = new int[limits.transformers()];
        }
        Arrays.fill(atStation, 0);
        Arrays.fill(atTransformer, 0);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int station = limits.stationAt(rank);
            atStation[station]++;
            int transformer = limits.layout().transformerOf(station);
            if (transformer >= 0) {
                atTransformer[transformer]++;
            }
        }
    }

    /** What a vehicle has of its limits if all who are here have as much, kW. */
    private double shareKw(Limits limits, int connector) {
        int station = limits.layout().stationOf(connector);
        int transformer = limits.layout().transformerOf(station);
        double share =
                Math.min(
                        limits.layout().siteHighKw() / limits.pluggedInCount(),
                        limits.layout().stationHighKw(station) / atStation[station]);
        double high = transformer < 0 ? share : limits.transformerHighKw(transformer);
        return transformer < 0
                ? share
                : Math.min(share, Math.max(0, high) / atTransformer[transformer]);
    }
}
