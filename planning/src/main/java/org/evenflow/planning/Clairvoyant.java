package org.evenflow.planning;

import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.LevelRounding;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Settings;
import org.evenflow.control.Visit;
import org.jspecify.annotations.Nullable;

/**
 * The clairvoyant plan: the cheapest schedule of the whole run with everything known beforehand,
 * played step by step on the chargers' power levels. What no controller can do, and what all are
 * measured against.
 */
final class Clairvoyant implements Controller {
    /** Vehicles that are off the plan by more in all, kWh, make it be drawn anew. */
    private static final double OFF_KWH = 0.5;

    /** Energy that may lack in a plan that serves a vehicle, kWh. */
    private static final double SERVED_KWH = 1e-3;

    private final Settings settings;
    private final Fallback.ToSolve solver;
    private final Fallback fallback = new Fallback();
    private @Nullable WholeRun run;
    private boolean hasPlan;
    private double[] wasKwh = {};

    /** What each visit has got less than was planned since the plan was drawn, kWh. */
    private double[] behindKwh = {};

    private double offKwh;

    Clairvoyant(Settings settings, Fallback.ToSolve solver) {
        this.settings = settings;
        this.solver = solver;
    }

    @Override
    public String id() {
        return "clairvoyant";
    }

    @Override
    public boolean isClairvoyant() {
        return true;
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
        if (run != null) {
            run.close();
            run = null;
        }
    }

    @Override
    public void decide(Observation observation, Action action) {
        var plan = run;
        List<Visit> visits = observation.foresight().visits();
        if (plan == null) {
            plan =
                    new WholeRun(
                            observation,
                            settings.number("carbon_price"),
                            settings.number("most_unserved_kwh"),
                            settings.number("limit_margin"),
                            solver);
            run = plan;
            hasPlan = isSolved(plan, observation);
            wasKwh = visits.stream().mapToDouble(Visit::arrivalKwh).toArray();
            behindKwh = new double[wasKwh.length];
            offKwh = 0;
        } else if (hasPlan) {
            correct(plan, observation, visits);
        }
        if (hasPlan) {
            follow(plan, observation, action);
        } else {
            fallback.decide(observation, action);
        }
    }

    private boolean isSolved(WholeRun plan, Observation observation) {
        var deadline = Fallback.Deadline.perSolve(settings.number("deadline_s"));
        return fallback.isPlanned(() -> plan, observation, deadline);
    }

    /** Holds the last step to what happened, and plans anew where that is not what was planned. */
    private void correct(WholeRun plan, Observation observation, List<Visit> visits) {
        Limits limits = observation.limits();
        int last = observation.step() - 1;
        plan.over(last);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            int v = observation.arrivalRank(connector);
            Visit visit = visits.get(v);
            if (visit.arrivalStep() <= last) {
                double stored = observation.storedKwh(connector);
                double gain = stored - wasKwh[v];
                double kwh =
                        gain >= 0
                                ? gain / visit.chargeEfficiency()
                                : gain * visit.dischargeEfficiency();
                offKwh += Math.abs(kwh - plan.netKwh(v, last));
                behindKwh[v] += plan.netKwh(v, last) - kwh;
                plan.pin(v, last, kwh);
                wasKwh[v] = stored;
            }
        }
        if (offKwh > OFF_KWH) {
            hasPlan = isSolved(plan, observation);
            Arrays.fill(behindKwh, 0);
            offKwh = 0;
        }
    }

    /** Powers as planned, and more where a vehicle would otherwise be late. */
    private void follow(WholeRun plan, Observation observation, Action action) {
        Limits limits = observation.limits();
        int step = observation.step();
        double hours = observation.stepHours();
        List<Visit> visits = observation.foresight().visits();
        var rounding = new LevelRounding(limits);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            int visit = observation.arrivalRank(connector);
            double kw = plan.netKwh(visit, step) / hours;
            int depart = visits.get(visit).departStep();
            double all = visits.get(visit).mostKwh();
            double least = Stays.leastKw(observation, connector, depart, all);
            rounding.least(connector, least);
            // The plan knows no charge curve: whom it means to serve gets what the curve demands.
            // Others may catch up with the plan, but no more: they lack what limits do not leave.
            double most =
                    plan.lackKwh(visit) < SERVED_KWH
                            ? least
                            : Math.min(least, kw + Math.max(0, behindKwh[visit]) / hours);
            kw = Math.max(kw, most);
            action.powerKw()[connector] =
                    Math.clamp(kw, limits.lowKw(connector), limits.highKw(connector));
        }
        rounding.round(limits, action.powerKw());
        double available = observation.plantKw() * hours;
        double curtailed = plan.curtailedKwh(step);
        if (observation.sellPerKwh(step) < 0 && curtailed > 1e-6 * available && available > 0) {
            Arrays.fill(action.curtailedShare(), Math.min(1, curtailed / available));
        }
    }
}
