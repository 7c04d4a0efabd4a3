package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Foresight;
import org.evenflow.control.Limits;
import org.evenflow.control.Past;
import org.evenflow.forecast.SiteForecasts;
import org.evenflow.model.Battery;
import org.evenflow.model.Feeder;
import org.evenflow.model.Site;
import org.jspecify.annotations.Nullable;

/**
 * A small charging world for controllers under test: vehicles with constant power, drivers who tell
 * the truth, published prices and a surplus by step; with a feeder under nominal load, if wished.
 * Steps are 15 minutes. What is dispatched is checked in every step.
 */
public final class ContractWorld implements PlainWorld {
    private static final double HOURS = 0.25;
    private static final double ARRIVAL_KWH = 30;
    private static final double FLOW_TOLERANCE_PU = 1e-10;

    /**
     * A vehicle.
     *
     * @param connector where it plugs in
     * @param arrives first step
     * @param leaves first step no longer there, also as declared
     * @param kwh energy asked for, at the meter
     * @param maxKw greatest power
     * @param minKw least power above zero
     * @param stepKw distance between power levels, 0 for continuous
     */
    public record Visit(
            int connector,
            int arrives,
            int leaves,
            double kwh,
            double maxKw,
            double minKw,
            double stepKw) {
        /** A vehicle that takes any power up to its greatest. */
        public static Visit of(int connector, int arrives, int leaves, double kwh, double maxKw) {
            return new Visit(connector, arrives, leaves, kwh, maxKw, 0, 0);
        }
    }

    private final List<Visit> visits;
    private final int steps;
    private final TestSite owned;
    private final Limits limits;
    private final Dispatcher dispatcher;
    private final Dispatch dispatch;
    private final int[] visitAt;
    private final double[] neededKwh;
    private final double[] price;
    private final double[] surplusKw;
    private double demandPerKw;
    private List<List<org.evenflow.control.Visit>> yesterday = List.of();
    private int step;
    private double unservedKwh;
    private boolean isFutureOpen;
    private final Site site;
    private final SiteForecasts forecasts;

    /** A world of one station with so many connectors under a limit; everything is free. */
    public ContractWorld(int steps, int connectors, double limitKw, List<Visit> visits) {
        this(steps, connectors, limitKw, visits, null);
    }

    /** The same with the station at the last bus of a balanced feeder, where there is one. */
    public ContractWorld(
            int steps,
            int connectors,
            double limitKw,
            List<Visit> visits,
            @Nullable Feeder feeder) {
        this.steps = steps;
        this.visits = new ArrayList<>(visits);
        this.visits.sort(Comparator.comparingInt(Visit::arrives));
        String at = feeder == null ? "" : feeder.buses().getLast().id();
        var stations = List.of(Sites.station("s", at, null, limitKw, 0, connectors));
        site = Site.of(feeder, stations, List.of());
        owned = new TestSite(site);
        limits = owned.limits;
        dispatcher = new Dispatcher(limits, FLOW_TOLERANCE_PU);
        dispatch = new Dispatch(limits);
        for (int bus = 0; feeder != null && bus < feeder.buses().size(); bus++) {
            var base = owned.base();
            base.loadKw()[bus] = feeder.buses().get(bus).loadKw();
            base.loadKvar()[bus] = feeder.buses().get(bus).loadKvar();
        }
        visitAt = new int[connectors];
        neededKwh = new double[connectors];
        price = new double[steps];
        surplusKw = new double[steps];
        Arrays.fill(price, 0.3);
        forecasts =
                new SiteForecasts(this, site.loads().size(), site.plants().size(), this::foresight);
    }

    /** Publishes prices of the first steps. */
    public ContractWorld prices(double... perKwh) {
        System.arraycopy(perKwh, 0, price, 0, perKwh.length);
        return this;
    }

    /** Charges for the peak of the run; currency per kW. */
    public ContractWorld demandCharge(double perKw) {
        demandPerKw = perKw;
        return this;
    }

    /** Who came on the one day on record, with steps of this run. */
    public ContractWorld yesterday(Visit... known) {
        yesterday = List.of(Arrays.stream(known).map(this::known).toList());
        return this;
    }

    /** What plants leave over in the first steps, kW. */
    public ContractWorld surplus(double... kw) {
        System.arraycopy(kw, 0, surplusKw, 0, kw.length);
        return this;
    }

    /** Plays all steps and returns the wishes, {@code [step][connector]}. */
    public double[][] play(Controller controller) {
        owned.occupancy.clear();
        dispatcher.reset();
        unservedKwh = 0;
        isFutureOpen = controller.isClairvoyant();
        forecasts.startRun();
        var wishes = new double[steps][];
        var action = new Action(limits.connectors(), 0);
        int next = 0;
        for (step = 0; step < steps; step++) {
            for (; next < visits.size() && visits.get(next).arrives() <= step; next++) {
                arrive(next);
            }
            bound();
            forecasts.startStep();
            action.clear();
            controller.decide(this, action);
            wishes[step] = action.powerKw().clone();
            dispatcher.project(action, dispatch);
            check();
            for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                neededKwh[limits.connectorAt(rank)] -= dispatch.power()[rank] * HOURS;
            }
            leave();
        }
        return wishes;
    }

    /** Every power is one that vehicle and connector can do, and together they keep all limits. */
    private void check() {
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            assertThat(dispatch.power()[rank])
                    .as("step %d, rank %d", step, rank)
                    .isBetween(limits.lowKwAt(rank), Math.max(0, limits.highKwAt(rank)));
        }
        assertThat(dispatch.after().isAny()).as("limits are violated in step %d", step).isFalse();
    }

    private void arrive(int visit) {
        var v = visits.get(visit);
        owned.plugIn(v.connector(), v.minKw(), v.stepKw());
        visitAt[v.connector()] = visit;
        neededKwh[v.connector()] = v.kwh();
    }

    private void bound() {
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            owned.range(rank, 0, Math.min(ratedKw(connector), neededKwh(connector) / HOURS));
        }
    }

    private void leave() {
        for (int rank = limits.pluggedInCount() - 1; rank >= 0; rank--) {
            int connector = limits.connectorAt(rank);
            if (visits.get(visitAt[connector]).leaves() <= step + 1 || step + 1 == steps) {
                unservedKwh += neededKwh(connector);
                owned.occupancy.unplug(rank);
            }
        }
    }

    /** Whether a connector has a vehicle in a step. */
    public boolean isPluggedIn(int connector, int atStep) {
        return visits.stream()
                .anyMatch(
                        v ->
                                v.connector() == connector
                                        && v.arrives() <= atStep
                                        && atStep < v.leaves());
    }

    /** Energy that vehicles left without, kWh, in the last play. */
    public double unservedKwh() {
        return unservedKwh;
    }

    @Override
    public int step() {
        return step;
    }

    @Override
    public int steps() {
        return steps;
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
        return Math.max(0, neededKwh[connector]);
    }

    @Override
    public double neededHours(int connector) {
        return neededKwh(connector) / ratedKw(connector);
    }

    @Override
    public double ratedKw(int connector) {
        return visits.get(visitAt[connector]).maxKw();
    }

    @Override
    public int declaredStep(int connector) {
        return visits.get(visitAt[connector]).leaves();
    }

    @Override
    public int arrivalRank(int connector) {
        return visitAt[connector];
    }

    @Override
    public double soc(int connector) {
        return 0.5;
    }

    @Override
    public double capacityKwh(int connector) {
        return 60;
    }

    @Override
    public double buyPerKwh(int at) {
        if (at < step) {
            throw new IllegalArgumentException("step " + at + " is past");
        }
        return price[at];
    }

    @Override
    public double sellPerKwh(int at) {
        return buyPerKwh(at) / 2;
    }

    @Override
    public double plantKw() {
        return surplusKw[step];
    }

    @Override
    public double surplusKw() {
        return surplusKw[step];
    }

    @Override
    public Site site() {
        return site;
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
        return targetKwh(connector) - neededKwh(connector);
    }

    @Override
    public double targetKwh(int connector) {
        return ARRIVAL_KWH + visits.get(visitAt[connector]).kwh();
    }

    @Override
    public double chargeEfficiency(int connector) {
        return 1;
    }

    @Override
    public double dischargeEfficiency(int connector) {
        return 1;
    }

    @Override
    public double ratedDischargeKw(int connector) {
        return 0;
    }

    @Override
    public SiteForecasts forecasts() {
        return forecasts;
    }

    @Override
    public Past past() {
        return new PlainPast(surplusKw[step], yesterday);
    }

    @Override
    public double demandPerKw(int at) {
        return demandPerKw;
    }

    @Override
    public Foresight foresight() {
        if (!isFutureOpen) {
            throw new IllegalStateException("the future is closed");
        }
        return new Foresight() {
            @Override
            public double loadFactor(int group, int at) {
                return 1;
            }

            @Override
            public double plantKw(int plant, int at) {
                return surplusKw[at];
            }

            @Override
            public List<org.evenflow.control.Visit> visits() {
                return visits.stream().map(ContractWorld.this::known).toList();
            }
        };
    }

    private org.evenflow.control.Visit known(Visit visit) {
        double most = (visit.leaves() - visit.arrives()) * HOURS * visit.maxKw();
        return new org.evenflow.control.Visit(
                visit.connector(),
                visit.arrives(),
                visit.leaves(),
                visit.leaves(),
                ARRIVAL_KWH,
                ARRIVAL_KWH + visit.kwh(),
                ARRIVAL_KWH + Math.min(visit.kwh(), most),
                0,
                visit.maxKw(),
                0,
                1,
                1,
                Battery.Wear.NONE,
                3);
    }
}
