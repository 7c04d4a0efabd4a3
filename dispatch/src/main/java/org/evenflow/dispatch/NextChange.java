package org.evenflow.dispatch;

import java.util.Arrays;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;

/**
 * The next step at which a limit can leave other room to those below it, as long as wishes stay and
 * nobody arrives. Where base load, plants or the feeder's state play a part, that is the next step;
 * else the first at which a vehicle below leaves, as declared, or is so full that its request
 * bounds its wish. Mutable work arrays.
 */
final class NextChange {
    private final Limits limits;
    private final boolean[] isMoving;
    private final int[] ofStation;
    private final int[] ofTransformer;
    private int ofSite;
    private int now;

    NextChange(Limits limits) {
        this.limits = limits;
        isMoving = new boolean[limits.transformers()];
        ofStation = new int[limits.stations()];
        ofTransformer = new int[isMoving.length];
        var site = limits.layout().site();
        for (int t = 0; t < isMoving.length; t++) {
            String id = site.transformers().get(t).id();
            isMoving[t] =
                    site.loads().stream().anyMatch(load -> id.equals(load.transformerId()))
                            || site.plants().stream()
                                    .anyMatch(plant -> id.equals(plant.transformerId()));
        }
    }

    /** Looks at a step whose vehicles have charged. */
    void look(Observation world, Dispatch dispatch) {
        now = world.step();
        ofSite = world.steps();
        Arrays.fill(ofStation, ofSite);
        Arrays.fill(ofTransformer, ofSite);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int step = Math.max(now + 1, stepOf(rank, world, dispatch));
            int station = limits.stationAt(rank);
            ofStation[station] = Math.min(ofStation[station], step);
        }
        for (int s = 0; s < ofStation.length; s++) {
            int t = limits.layout().transformerOf(s);
            if (t >= 0) {
                ofTransformer[t] = Math.min(ofTransformer[t], ofStation[s]);
            }
            ofSite = Math.min(ofSite, ofStation[s]);
        }
    }

    /** When the limit of a thing can change, after {@link #look}. */
    int step(ThingKind kind, int thing) {
        return switch (kind) {
            case NONE, SUBSTATION, BRANCH, BUS -> now + 1;
            case STATION -> ofStation[thing];
            case TRANSFORMER -> isMoving[thing] ? now + 1 : ofTransformer[thing];
            case SITE -> ofSite;
        };
    }

    /** When a vehicle leaves or cannot follow its wish any more. */
    private int stepOf(int rank, Observation world, Dispatch dispatch) {
        int connector = limits.connectorAt(rank);
        int departure = world.declaredStep(connector);
        double wish = dispatch.wish[rank];
        double power = dispatch.power[rank];
        if (wish == 0 && power == 0) {
            return departure <= now ? world.steps() : departure;
        }
        if (wish < 0 || power < 0) {
            double kwh = world.storedKwh(connector) - world.floorKwh(connector);
            double room = kwh * world.dischargeEfficiency(connector);
            return Math.min(departure, until(room, -wish, -power, world.stepHours()));
        }
        double needed = world.neededKwh(connector);
        boolean isTapering =
                world.neededHours(connector) > needed / world.ratedKw(connector) + 1e-9;
        return isTapering
                ? now + 1
                : Math.min(departure, until(needed, wish, power, world.stepHours()));
    }

    /** The first step at whose beginning there is less room than a step at the wish takes. */
    private int until(double roomKwh, double wishKw, double powerKw, double stepHours) {
        double spare = roomKwh - wishKw * stepHours;
        if (spare < 0 || powerKw <= 0) {
            return spare < 0 ? now + 1 : Integer.MAX_VALUE;
        }
        double steps = Math.floor(spare / (powerKw * stepHours) + 1e-9);
        return steps > 1e6 ? Integer.MAX_VALUE : now + 2 + (int) steps;
    }
}
