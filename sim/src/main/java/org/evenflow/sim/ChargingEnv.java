package org.evenflow.sim;

import java.util.List;
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
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.Scenario;

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
    private final StepView record;
    private final LeavingSession leaving;
    private final StepResult result = new StepResult();
    private final EnvView view;
    private Trace[] traces = new Trace[0];
    private boolean isDispatched = true;
    private int step;
    private int nextArrival;

    /** Compiles a scenario. */
    public ChargingEnv(Scenario scenario) {
        this(scenario, List.of());
    }

    /**
     * Compiles a scenario.
     *
     * @param meters families of indicators beside those that every run has
     */
    public ChargingEnv(Scenario scenario, List<Meter> meters) {
        this.scenario = scenario;
        exogenous = new Exogenous(scenario);
        var layout = new SiteLayout(scenario.site());
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
        surroundings =
                new Surroundings(scenario.site(), scenario.time().steps(), exogenous, ambient);
        totals = new EpisodeTotals(meters);
        view =
                new EnvView(
                        scenario,
                        exogenous,
                        Limits.asAsked(occupancy, ambient),
                        fleet,
                        surroundings,
                        totals.settlement());
        dispatcher = Dispatcher.of(scenario.dispatching(), limits, view, FLOW_TOLERANCE_PU);
        network = new Network(scenario, limits, dispatcher.state());
        record = new StepView(exogenous, dispatch, fleet, surroundings, network, view);
        leaving = new LeavingSession(fleet, limits, exogenous.sessions());
        totals.started(run());
    }

    /** Who else is told of the run's steps and visits, in this order; without any, nobody. */
    public void trace(Trace... receivers) {
        traces = receivers.clone();
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
        surroundings.startRun();
        dispatcher.reset();
        start();
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
        fleet.charge(dispatch.power());
        network.read(dispatch, surroundings.netKw());
        publish();
        advance();
        return result;
    }

    /** Tells of the run that begins. Seeds of a session log begin on different days. */
    private void start() {
        var run = run();
        totals.started(run);
        for (Trace trace : traces) {
            trace.started(run);
        }
    }

    private Trace.Run run() {
        TimeGrid grid = scenario.time();
        return new Trace.Run(
                new TimeGrid(exogenous.start(), grid.zone(), grid.stepMin(), grid.steps()),
                limits.stations(),
                network.flow() != null,
                network.isByPhase(),
                exogenous.demandPerKwMonth(),
                scenario.money().unservedPerKwh(),
                scenario.world().carbon().exportCreditShare(),
                exogenous.sessions().turnedAway);
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
        result.truncated = step == scenario.time().steps();
        int toLeave = fleet.leaving(step);
        for (int rank = limits.pluggedInCount() - 1; toLeave > 0; rank--) {
            if (fleet.departStep[rank] == step) {
                publishDeparture(rank);
                fleet.unplug(rank);
                toLeave--;
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

    /** Tells of the step: first the meters, which settle it, then everybody else. */
    private void publish() {
        record.read(step);
        totals.append(record);
        result.cost = totals.settlement().stepCost();
        record.cost = result.cost;
        for (Trace trace : traces) {
            trace.append(record);
        }
    }

    private void publishDeparture(int rank) {
        leaving.read(rank);
        totals.departed(leaving);
        for (Trace trace : traces) {
            trace.departed(leaving);
        }
    }
}
