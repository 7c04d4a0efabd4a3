package org.evenflow.dispatch;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.evenflow.control.Action;
import org.evenflow.control.Foresight;
import org.evenflow.control.Limits;
import org.evenflow.control.Past;
import org.evenflow.forecast.SiteForecasts;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.scenario.RandomWorld;
import org.evenflow.model.scenario.Scenario.Dispatching;

/**
 * Stations under transformers under a site, limits that never change, and vehicles that are there
 * from the first step and leave as declared. Steps are 15 minutes.
 */
final class ShieldWorld implements PlainWorld {
    static final double HOURS = 0.25;

    final TestSite site;
    final Limits limits;
    final Dispatch dispatch;
    final Dispatcher dispatcher;
    final double[] maxKw;
    final double[] maxBackKw;
    final double[] storedKwh;
    final double[] targetKwh;

    /** Below which a vehicle gives nothing back, kWh. */
    final double[] floorKwh;

    /** What the charge curve costs until the request is met, h. */
    final double[] slowHours;

    final int[] leaves;
    final boolean[] isGone;

    /** What vehicles that have left lacked, kWh at the meter. */
    double missingKwh;

    double efficiency = 1;

    /** Number of the vehicles now there. */
    int vehicle;

    int step;

    ShieldWorld(
            List<Station> stations,
            List<SupplyTransformer> transformers,
            double siteKw,
            Dispatching dispatching) {
        this(Sites.site(null, stations, transformers, siteKw), dispatching);
    }

    ShieldWorld(TestSite site, Dispatching dispatching) {
        this.site = site;
        limits = site.limits;
        dispatch = new Dispatch(limits);
        dispatcher = Dispatcher.of(dispatching, limits, this, 1e-10);
        int n = limits.connectors();
        maxKw = new double[n];
        maxBackKw = new double[n];
        storedKwh = new double[n];
        targetKwh = new double[n];
        floorKwh = new double[n];
        slowHours = new double[n];
        leaves = new int[n];
        isGone = new boolean[n];
        Arrays.fill(isGone, true);
    }

    /** A world of any size; vehicles may ask for more than there is time or room for. */
    static ShieldWorld random(long seed, Dispatching dispatching, boolean isLevelled) {
        var random = new SplittableRandom(seed);
        var site =
                RandomWorld.of(seed, 40)
                        .most(4, 5)
                        .giving()
                        .chargers(new ChargerKind.FastDc(1000, 0, 1))
                        .site();
        var world = new ShieldWorld(new TestSite(site), dispatching);
        world.efficiency = random.nextBoolean() ? 1 : 0.9;
        boolean isOneWay = isLevelled || random.nextBoolean();
        for (int c = 0; c < world.maxKw.length; c++) {
            if (random.nextInt(5) == 0) {
                continue;
            }
            double maxKw = isLevelled ? 11.04 : random.nextDouble(3, 22);
            double back = isOneWay || random.nextBoolean() ? 0 : random.nextDouble(2, 10);
            world.plug(
                    c,
                    maxKw,
                    back,
                    random.nextDouble(0, 50),
                    random.nextDouble(0, 60),
                    random.nextInt(1, 24),
                    isLevelled ? 0.69 : 0);
        }
        return world;
    }

    void plug(
            int c,
            double maxKw,
            double maxBackKw,
            double storedKwh,
            double targetKwh,
            int leaves,
            double levelKw) {
        site.plugIn(c, 6 * levelKw, levelKw);
        this.maxKw[c] = maxKw;
        this.maxBackKw[c] = maxBackKw;
        this.storedKwh[c] = storedKwh;
        this.targetKwh[c] = targetKwh;
        this.leaves[c] = leaves;
        isGone[c] = false;
    }

    /** What vehicles can take and give in the present step. */
    void bound() {
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int c = limits.connectorAt(rank);
            double low = -Math.min(maxBackKw[c], storedKwh[c] * efficiency / HOURS);
            site.range(rank, low, Math.min(maxKw[c], neededKwh(c) / HOURS));
        }
    }

    /**
     * Plays a step under wishes by connector; vehicles charge, and those whose time it is leave.
     */
    void play(double[] wishKw) {
        project(wishKw);
        for (int rank = limits.pluggedInCount() - 1; rank >= 0; rank--) {
            int c = limits.connectorAt(rank);
            double kwh = dispatch.power()[rank] * HOURS;
            storedKwh[c] += kwh < 0 ? kwh / efficiency : kwh * efficiency;
        }
        step++;
        for (int rank = limits.pluggedInCount() - 1; rank >= 0; rank--) {
            int c = limits.connectorAt(rank);
            if (leaves[c] <= step) {
                missingKwh += neededKwh(c);
                isGone[c] = true;
                site.occupancy.unplug(rank);
            }
        }
    }

    /** Projects wishes by connector. */
    void project(double[] wishKw) {
        bound();
        var action = new Action(limits.connectors(), 0);
        System.arraycopy(wishKw, 0, action.powerKw(), 0, wishKw.length);
        dispatcher.project(action, dispatch);
    }

    double powerKw(int c) {
        return dispatch.power()[limits.rank(c)];
    }

    @Override
    public int step() {
        return step;
    }

    @Override
    public int steps() {
        return 96;
    }

    @Override
    public double stepHours() {
        return HOURS;
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public double neededKwh(int connector) {
        return Math.max(0, targetKwh[connector] - storedKwh[connector]) / efficiency;
    }

    @Override
    public double neededHours(int connector) {
        return neededKwh(connector) / maxKw[connector] + slowHours[connector];
    }

    @Override
    public double ratedKw(int connector) {
        return maxKw[connector];
    }

    @Override
    public int declaredStep(int connector) {
        return leaves[connector];
    }

    @Override
    public int arrivalRank(int connector) {
        return vehicle;
    }

    @Override
    public double soc(int connector) {
        return storedKwh[connector] / 100;
    }

    @Override
    public double capacityKwh(int connector) {
        return 100;
    }

    @Override
    public double buyPerKwh(int at) {
        return 0.3;
    }

    @Override
    public double sellPerKwh(int at) {
        return 0.1;
    }

    @Override
    public double plantKw() {
        return 0;
    }

    @Override
    public double surplusKw() {
        return 0;
    }

    @Override
    public Site site() {
        return limits.layout().site();
    }

    @Override
    public double servicePerKwh() {
        return unservedPerKwh();
    }

    @Override
    public double unservedPerKwh() {
        return 1;
    }

    @Override
    public double storedKwh(int connector) {
        return storedKwh[connector];
    }

    @Override
    public double floorKwh(int connector) {
        return floorKwh[connector];
    }

    @Override
    public double targetKwh(int connector) {
        return targetKwh[connector];
    }

    @Override
    public double chargeEfficiency(int connector) {
        return efficiency;
    }

    @Override
    public double dischargeEfficiency(int connector) {
        return efficiency;
    }

    @Override
    public double ratedDischargeKw(int connector) {
        return maxBackKw[connector];
    }

    @Override
    public SiteForecasts forecasts() {
        throw new IllegalStateException("nobody asks for the steps to come here");
    }

    @Override
    public Past past() {
        throw new IllegalStateException("nobody asks for the past here");
    }

    @Override
    public Foresight foresight() {
        throw new IllegalStateException("the future is closed");
    }
}
