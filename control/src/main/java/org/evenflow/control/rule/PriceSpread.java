package org.evenflow.control.rule;

import java.util.Objects;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Room;
import org.jspecify.annotations.Nullable;

/**
 * Time of use that also gives back: a vehicle discharges while a kWh is worth more than charging it
 * again costs before departure, what both ways lose and wear considered, and as long as there are
 * enough such cheap steps to be served in.
 */
final class PriceSpread implements TimeOfUse.Wish {
    private @Nullable Room room;

    @Override
    public void startStep(Observation observation) {
        Limits limits = observation.limits();
        var known = room == null || !room.isOf(limits) ? new Room(limits) : room;
        room = known;
        known.countShares();
    }

    @Override
    public double kw(Observation observation, int connector, Cheapest.Care care) {
        double back = -observation.limits().lowKw(connector);
        if (back > 0 && paysBack(observation, connector, care, back)) {
            return -back;
        }
        return Cheapest.wishKw(observation, connector, care);
    }

    /** Whether a step of giving back is made good again at prices that are low enough. */
    private boolean paysBack(
            Observation observation, int connector, Cheapest.Care care, double backKw) {
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
        double shared = Math.min(rated, Objects.requireNonNull(room).evenKw(connector));
        double kwh = observation.neededKwh(connector) + backKw * observation.stepHours() / kept;
        double needed =
                Math.max(
                        observation.neededHours(connector) / observation.stepHours(),
                        kwh / (shared * observation.stepHours()));
        int end = Cheapest.end(observation, connector, care.marginSteps());
        return Cheapest.stepsBelow(observation, end, atMost, care) >= needed;
    }
}
