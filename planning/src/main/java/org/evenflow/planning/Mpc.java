package org.evenflow.planning;

import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Experience;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Settings;
import org.evenflow.forecast.Forecaster;
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
    private final Fallback.ToSolve solver;
    private final @Nullable Controller proposer;
    private final Fallback fallback = new Fallback();
    private @Nullable RecedingPlan plan;
    private @Nullable Experience experience;
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
            Fallback.ToSolve solver) {
        this(id, forecaster, settings, nanoClock, solver, null);
    }

    private Mpc(
            String id,
            @Nullable Forecaster forecaster,
            Settings settings,
            LongSupplier nanoClock,
            Fallback.ToSolve solver,
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
        experience = null;
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
        var known = experience == null ? new Experience(observation) : experience;
        experience = known;
        known.observe(observation);
        if (observation.limits().pluggedInCount() == 0) {
            return;
        }
        var deadline = Fallback.Deadline.of(settings, nanoClock);
        if (fallback.isPlanned(() -> present(observation, known), observation, deadline)) {
            Objects.requireNonNull(plan).apply(observation, action);
        } else {
            fallback.decide(observation, action);
        }
    }

    private RecedingPlan present(Observation observation, Experience seen) {
        var known = plan;
        if (known == null) {
            known = new RecedingPlan(observation, seen, forecaster, settings, solver);
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
        return known;
    }

    /**
     * How a plan leans towards another's proposals: charging in the first block is cheaper by a
     * price where the proposal is full power, giving back pays more by it where the proposal is
     * full discharge, in proportion between, and nothing changes where nothing is proposed. The
     * price bounds what following a proposal may cost. Mutable.
     */
    static final class Leaning {
        private final Controller proposer;
        private final double pricePerKwh;
        private final Action proposal;

        /** Added to the cost of charging, taken from that of giving back, {@code [connector]}. */
        final double[] perKwh;

        /**
         * @param pricePerKwh at full power, currency per kWh
         */
        Leaning(Controller proposer, double pricePerKwh, Observation observation) {
            this.proposer = proposer;
            this.pricePerKwh = pricePerKwh;
            int connectors = observation.limits().connectors();
            proposal = new Action(connectors, observation.site().plants().size());
            perKwh = new double[connectors];
        }

        /** Asks for the proposals of a step. */
        void look(Observation observation) {
            proposal.clear();
            proposer.decide(observation, proposal);
            Limits limits = observation.limits();
            for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                int connector = limits.connectorAt(rank);
                double wish = proposal.powerKw()[connector];
                double rated = observation.ratedKw(connector);
                double back = observation.ratedDischargeKw(connector);
                perKwh[connector] = -pricePerKwh * share(wish, rated, back);
            }
        }

        /**
         * From -1 for full discharge to 1 for full power; 0 for nothing, or where the other has no
         * answer because something that it looks at is missing.
         */
        static double share(double wishKw, double ratedKw, double ratedDischargeKw) {
            if (Double.isNaN(wishKw)) {
                return 0;
            }
            if (wishKw > 0) {
                return ratedKw > 0 ? Math.min(1, wishKw / ratedKw) : 0;
            }
            return ratedDischargeKw > 0 ? Math.max(-1, wishKw / ratedDischargeKw) : 0;
        }
    }
}
