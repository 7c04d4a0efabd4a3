package org.evenflow.planning;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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

    /** Likewise where rounding never goes above the plan: what it leaves out is to be made up. */
    private static final double BELOW_OFF_KWH = 0.02;

    /** Energy that may lack in a plan that serves a vehicle, kWh: what the grid of curves hides. */
    private static final double SERVED_KWH = 0.05;

    /** A solver's rounding of a level, kW. */
    private static final double LEVEL_KW = 1e-4;

    /** After so many solves without a plan no other is tried. */
    private static final int MOST_FAILURES = 5;

    private final Settings settings;
    private final Fallback.ToSolve solver;
    private final Fallback fallback = new Fallback();
    private @Nullable WholeRun run;
    private Fallback.Deadline deadline = Fallback.Deadline.perSolve(0, 0);
    private @Nullable LevelRounding rounding;
    private boolean hasPlan;
    private boolean isWhole;
    private int failures;
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
                            settings.number("curve_margin"),
                            solver);
            run = plan;
            failures = 0;
            deadline =
                    Fallback.Deadline.perSolve(
                            settings.number("deadline_s"), (int) settings.number("work"));
            draw(plan, observation);
            isWhole =
                    hasPlan
                            && settings.word("levels").equals("whole")
                            && plan.wholeLevels(observation, deadline);
            wasKwh = visits.stream().mapToDouble(Visit::arrivalKwh).toArray();
            behindKwh = new double[wasKwh.length];
            offKwh = 0;
        } else {
            correct(plan, observation, visits);
        }
        if (hasPlan) {
            follow(plan, observation, action);
        } else {
            fallback.decide(observation, action);
        }
    }

    /** Draws the plan of what is left of the run, which begins with nothing owed to anybody. */
    private void draw(WholeRun plan, Observation observation) {
        hasPlan = fallback.isPlanned(() -> plan, observation, deadline);
        failures += hasPlan ? 0 : 1;
        isWhole = false;
        rounding = new LevelRounding(observation.limits());
    }

    private boolean isBelow() {
        return settings.word("levels").equals("below");
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
                double planned = hasPlan ? plan.netKwh(v, last) : kwh;
                offKwh += Math.abs(kwh - planned);
                behindKwh[v] += planned - kwh;
                plan.pin(v, last, kwh);
                wasKwh[v] = stored;
            }
        }
        boolean isOften = isBelow() && GridCuts.isQuick(observation.site());
        boolean isOff = offKwh > (isOften ? BELOW_OFF_KWH : OFF_KWH);
        if (hasPlan ? isOff : failures < MOST_FAILURES) {
            draw(plan, observation);
            Arrays.fill(behindKwh, 0);
            offKwh = 0;
        }
    }

    /** Powers as planned, on the chargers' levels. */
    private void follow(WholeRun plan, Observation observation, Action action) {
        Limits limits = observation.limits();
        int step = observation.step();
        double hours = observation.stepHours();
        var levels = Objects.requireNonNull(rounding);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            int visit = observation.arrivalRank(connector);
            double kw = plan.netKwh(visit, step) / hours;
            levels.at(connector, visit);
            if (isWhole) {
                kw = level(limits, connector, kw);
            } else {
                kw = inTime(plan, observation, connector, kw);
            }
            action.powerKw()[connector] =
                    Math.clamp(kw, limits.lowKw(connector), limits.highKw(connector));
        }
        levels.round(limits, action.powerKw(), isBelow() ? 0 : Double.POSITIVE_INFINITY);
        double available = observation.plantKw() * hours;
        double curtailed = plan.curtailedKwh(step);
        if (observation.sellPerKwh(step) < 0 && curtailed > 1e-6 * available && available > 0) {
            Arrays.fill(action.curtailedShare(), Math.min(1, curtailed / available));
        }
    }

    /** The level that the solver means. */
    private static double level(Limits limits, int connector, double kw) {
        double step = limits.stepKw(connector);
        double nearest = step > 0 ? Math.rint(kw / step) * step : kw;
        return Math.abs(nearest - kw) < LEVEL_KW ? nearest : kw;
    }

    /**
     * A power that is no less than what lets the vehicle be in time, where rounding is free to go
     * above the plan; those that the plan does not serve may catch up with it, but no more: they
     * lack what limits do not leave.
     */
    private double inTime(WholeRun plan, Observation observation, int connector, double kw) {
        int visit = observation.arrivalRank(connector);
        Visit of = observation.foresight().visits().get(visit);
        double least = Stays.leastKw(observation, connector, of.departStep(), of.mostKwh());
        if (isBelow() && observation.limits().stepKw(connector) > 0) {
            Objects.requireNonNull(rounding).least(connector, Math.min(least, kw));
            return kw;
        }
        Objects.requireNonNull(rounding).least(connector, least);
        double behind = Math.max(0, behindKwh[visit]) / observation.stepHours();
        boolean isServed = plan.lackKwh(visit) < SERVED_KWH;
        return Math.max(kw, isServed ? least : Math.min(least, kw + behind));
    }
}
