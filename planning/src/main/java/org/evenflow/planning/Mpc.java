package org.evenflow.planning;

import java.util.List;
import java.util.function.LongSupplier;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Observation;
import org.evenflow.control.Settings;
import org.evenflow.forecast.Forecaster;
import org.evenflow.numeric.MissingSolverException;
import org.evenflow.numeric.SolveStatus;
import org.jspecify.annotations.Nullable;

/**
 * Model-predictive control, algorithm 3 of the urban-feeder study: at each step the plan of least
 * cost over a receding horizon, of which the first step is applied. Ten blocks of growing length
 * reach the last declared departure; the paper's ten equal steps are a variant. Drivers are
 * expected to leave as they declared, some of them earlier. Where the program has no answer in
 * time, a safe rule decides.
 */
final class Mpc implements Controller.Refining {
    private final String id;
    private final @Nullable Forecaster forecaster;
    private final Settings settings;
    private final LongSupplier nanoClock;
    private final RecedingPlan.ToSolve solver;
    private final @Nullable Controller proposer;
    private final Fallback fallback = new Fallback();
    private @Nullable RecedingPlan plan;
    private @Nullable Leaning leaning;

    /**
     * A controller.
     *
     * @param forecaster of base load and plants; null to look into the future
     * @param nanoClock by which it keeps its deadline
     * @param solver of its program
     */
    Mpc(
            String id,
            @Nullable Forecaster forecaster,
            Settings settings,
            LongSupplier nanoClock,
            RecedingPlan.ToSolve solver) {
        this(id, forecaster, settings, nanoClock, solver, null);
    }

    private Mpc(
            String id,
            @Nullable Forecaster forecaster,
            Settings settings,
            LongSupplier nanoClock,
            RecedingPlan.ToSolve solver,
            @Nullable Controller proposer) {
        this.proposer = proposer;
        this.id = id;
        this.forecaster = forecaster;
        this.settings = settings;
        this.nanoClock = nanoClock;
        this.solver = solver;
    }

    @Override
    public Controller refining(Controller other) {
        return new Mpc(other.id() + "+" + id, forecaster, settings, nanoClock, solver, other);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public boolean isClairvoyant() {
        return forecaster == null;
    }

    @Override
    public long fallbacks() {
        return fallback.count();
    }

    @Override
    public List<String> troubles() {
        return fallback.troubles();
    }

    @Override
    public void reset() {
        fallback.reset();
        if (proposer != null) {
            proposer.reset();
        }
        if (plan != null) {
            plan.close();
            plan = null;
        }
    }

    @Override
    public void decide(Observation observation, Action action) {
        if (observation.limits().pluggedInCount() == 0) {
            return;
        }
        var deadline = Deadline.in(settings.number("deadline_s"), nanoClock);
        if (!isPlanned(observation, action, deadline)) {
            fallback.decide(observation, action);
        }
    }

    private boolean isPlanned(Observation observation, Action action, Deadline deadline) {
        if (fallback.isSolverMissing()) {
            return false;
        }
        if (deadline.forSolverS() <= 0) {
            fallback.without(SolveStatus.STOPPED);
            return false;
        }
        var known = plan;
        if (known == null) {
            known = new RecedingPlan(observation, forecaster, settings, solver);
            plan = known;
            leaning =
                    proposer == null
                            ? null
                            : new Leaning(proposer, settings.number("proposal_price"), observation);
        }
        if (leaning != null) {
            leaning.look(observation);
            known.lean(leaning.perKwh);
        }
        known.fill(observation);
        fallback.note(known.outlook());
        try {
            if (!known.solve(observation, deadline)) {
                fallback.without(known.status());
                return false;
            }
        } catch (MissingSolverException failure) {
            fallback.missing(failure);
            return false;
        }
        known.apply(observation, action);
        return true;
    }
}
