package org.evenflow.sim;

import java.time.Instant;
import org.evenflow.city.Exogenous;
import org.evenflow.city.SessionTable;
import org.evenflow.control.Action;
import org.evenflow.control.Ambient;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Occupancy;
import org.evenflow.control.SiteLayout;
import org.evenflow.dispatch.Dispatch;
import org.evenflow.dispatch.Dispatcher;
import org.evenflow.model.Scenario;
import org.evenflow.model.TimeGrid;
import org.jspecify.annotations.Nullable;

/**
 * The charging world, one step at a time. {@link #reset} draws the world of a seed; {@link #step}
 * plays one step under an action; the observation is the world as the controller may see it before
 * the next step. An environment is not safe for threads; run many with many seeds.
 */
public final class ChargingEnv {
    /** Power flows of a run stop when no voltage moves by more than this, pu. */
    public static final double FLOW_TOLERANCE_PU = 1e-10;

    private final Scenario scenario;
    private final Exogenous exogenous;
    private final Limits limits;
    private final Dispatch dispatch;
    private final Dispatcher dispatcher;
    private final Fleet fleet;
    private final Surroundings surroundings;
    private final Network network;
    private final EpisodeTotals totals;
    private final Settlement settlement;
    private final Departures departures;
    private final StepRecord record;
    private final StepResult result = new StepResult();
    private final EnvView view;
    private @Nullable Trace trace;
    private boolean isDispatched = true;
    private Instant start = Instant.MIN;
    private int step;
    private int nextArrival;

    /** Compiles a scenario. */
    public ChargingEnv(Scenario scenario) {
        this.scenario = scenario;
        exogenous = new Exogenous(scenario);
        var layout = new SiteLayout(scenario);
        var occupancy = new Occupancy(layout);
        var ambient = new Ambient(layout);
        limits = new Limits(occupancy, ambient);
        dispatch = new Dispatch(limits);
        fleet =
                new Fleet(
                        layout.connectorList(),
                        exogenous.vehicles(),
                        occupancy,
                        scenario.time().stepHours(),
                        scenario.time().steps());
        surroundings = new Surroundings(scenario, exogenous, ambient);
        int hours =
                Math.max(1, (int) Math.ceil(scenario.time().steps() * scenario.time().stepHours()));
        totals =
                new EpisodeTotals(
                        new Billing(scenario.time(), exogenous.demandPerKwMonth()),
                        new Fairness(hours, limits.stations()),
                        scenario.time().stepHours());
        settlement = new Settlement(scenario, exogenous, totals);
        departures = new Departures(scenario, fleet, limits, totals);
        view = new EnvView(scenario, exogenous, limits, fleet, surroundings, totals);
        dispatcher = Dispatcher.of(scenario, view, FLOW_TOLERANCE_PU);
        network = new Network(scenario, limits, dispatcher.state());
        record = new StepRecord(limits, dispatch, fleet, dispatcher.state(), view);
    }

    /** Who receives the run's steps and departures; null for nobody. */
    public void trace(@Nullable Trace receiver) {
        trace = receiver;
    }

    /**
     * Whether wishes pass the dispatcher (the default), or only vehicle and connector bound them.
     */
    public void dispatched(boolean value) {
        isDispatched = value;
    }

    /** Whether the observation opens the future, for controllers that declare that they use it. */
    public void clairvoyant(boolean value) {
        view.isClairvoyant = value;
    }

    /** Draws the world of a seed and returns what a controller sees before the first step. */
    public Observation reset(long seed) {
        exogenous.draw(seed);
        fleet.clear();
        dispatcher.reset();
        if (!exogenous.start().equals(start)) {
            begin(exogenous.start());
        }
        totals.reset();
        totals.turnedAway = exogenous.sessions().turnedAway;
        step = 0;
        nextArrival = 0;
        view.begin();
        prepare();
        return view;
    }

    /**
     * Plays one step: dispatch, charging, power flow, settlement, trace.
     *
     * @throws IllegalStateException past the end of the run
     */
    public StepResult step(Action action) {
        if (step >= scenario.time().steps()) {
            throw new IllegalStateException("the run has ended; call reset");
        }
        surroundings.curtail(action);
        if (isDispatched) {
            dispatcher.project(action, dispatch);
        } else {
            dispatcher.passThrough(action, dispatch);
        }
        surroundings.curtailInCommon(dispatch.curtailedShare());
        totals.addCorrections(dispatch, limits.pluggedInCount());
        fleet.charge(dispatch.power(), totals);
        network.read(dispatch, surroundings.netKw(), totals);
        settlement.settle(step, surroundings, network, result);
        if (trace != null) {
            append(trace);
        }
        advance();
        return result;
    }

    /**
     * Compiles what depends on the day the run begins on: seeds of a session log are different
     * days.
     */
    private void begin(Instant at) {
        start = at;
        TimeGrid grid = scenario.time();
        var actual = new TimeGrid(at, grid.zone(), grid.stepMin(), grid.steps());
        totals.billing = new Billing(actual, exogenous.demandPerKwMonth());
        settlement.begin(actual);
    }

    /** What the controller sees now. */
    public Observation observation() {
        return view;
    }

    /** What the run added up to so far. */
    public EpisodeTotals totals() {
        return totals;
    }

    /** The world that no controller can change. */
    public Exogenous exogenous() {
        return exogenous;
    }

    /** The scenario. */
    public Scenario scenario() {
        return scenario;
    }

    private void advance() {
        step++;
        totals.steps = step;
        result.truncated = step == scenario.time().steps();
        int leaving = fleet.leaving(step);
        for (int rank = limits.pluggedInCount() - 1; leaving > 0; rank--) {
            if (fleet.departStep[rank] == step) {
                departures.settle(rank, exogenous.sessions(), trace);
                fleet.unplug(rank);
                leaving--;
            }
        }
        if (!result.truncated) {
            prepare();
        }
    }

    /**
     * Arrivals of the step, what vehicles can take, and the room that base load and plants leave.
     */
    private void prepare() {
        SessionTable sessions = exogenous.sessions();
        int steps = scenario.time().steps();
        while (nextArrival < sessions.count && sessions.arrivalStep[nextArrival] <= step) {
            fleet.plugIn(sessions, nextArrival++, steps);
        }
        fleet.ranges();
        surroundings.prepare(step);
        view.startStep(step);
    }

    private void append(Trace receiver) {
        record.step = step;
        record.importKw = network.importKw();
        record.baseKw = surroundings.baseKw() + network.excessKw();
        record.plantKw = surroundings.plantKw();
        record.curtailedKw = surroundings.curtailedKw();
        record.chargedKw = totals.chargedNowKw();
        record.dischargedKw = totals.dischargedNowKw();
        record.lossKw = network.lossKw();
        record.buyPerKwh = exogenous.buyPerKwh()[step];
        record.sellPerKwh = exogenous.sellPerKwh()[step];
        record.carbonKgPerKwh = exogenous.carbonKgPerKwh()[step];
        record.cost = result.cost;
        record.isFlowSolved = network.isSolved();
        record.transformerKw = network.transformerKw();
        record.transformerKva = network.transformerKva();
        receiver.append(record);
    }
}
