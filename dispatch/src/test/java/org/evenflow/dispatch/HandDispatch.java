package org.evenflow.dispatch;

import org.evenflow.model.Site;
import org.evenflow.model.scenario.Scenario.Dispatching;

/** A dispatch that a test writes by hand, of vehicles in quarter hours. */
final class HandDispatch {
    final ShieldWorld world;
    final Dispatch dispatch;

    /** Nobody plugged in yet; {@link #wish} follows the order of {@link #plug}. */
    HandDispatch(Site site) {
        world = new ShieldWorld(new TestSite(site), Dispatching.PLAIN);
        dispatch = world.dispatch;
        dispatch.power = new double[world.limits.connectors()];
        dispatch.isProjected = true;
    }

    /** A vehicle of 11 kW each way that has half of its 100 kWh and asks for so much more. */
    int plug(int connector, double neededKwh, int leaves) {
        world.plug(connector, 11, 11, 50, 50 + neededKwh, leaves, 0);
        int rank = world.limits.rank(connector);
        world.site.range(rank, -11, 11);
        return rank;
    }

    /** A wish and what became of it, nobody being to blame. */
    void wish(int rank, double wishKw, double powerKw) {
        dispatch.wish[rank] = wishKw;
        dispatch.power[rank] = powerKw;
        dispatch.reason[rank] = 0;
    }

    /** A wish and what a limit made of it. */
    void cut(int rank, double wishKw, double powerKw, CutReason reason, ThingKind kind, int thing) {
        wish(rank, wishKw, powerKw);
        dispatch.corrected = true;
        dispatch.reason[rank] = (byte) reason.ordinal();
        dispatch.kind[rank] = (byte) kind.ordinal();
        dispatch.thing[rank] = thing;
        dispatch.phase[rank] = LimitRows.NO_PHASE;
    }
}
