package org.evenflow.control.mpc;

import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Foresight;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Settings;
import org.evenflow.control.Visit;
import org.evenflow.forecast.Forecaster;
import org.evenflow.model.Battery;
import org.evenflow.numeric.SolveStatus;
import org.jspecify.annotations.Nullable;

/**
 * Model-predictive control, algorithm 3 of the urban-feeder study: at each step the plan of least
 * cost over a receding horizon, of which the first step is applied. Ten blocks of growing length
 * reach the last declared departure; the paper's ten equal steps are a variant. Drivers are
 * expected to leave as they declared, some of them earlier. Where the program has no answer in
 * time, a safe rule decides.
 */
final class Mpc implements Controller {
    private static final double DAY_H = 24;

    /** What a kWh beyond a soft limit costs, times the price of unserved energy; then tenfold. */
    private static final double SLACK = 10;

    /** Rounds of cuts for the feeder's limits in one decision. */
    private static final int CUT_ROUNDS = 6;

    /** Share of the stay at its end within which drivers leave early. */
    private static final double EARLY_PART = 0.25;

    private final String id;
    private final @Nullable Forecaster forecaster;
    private final Settings settings;
    private final SafeRule safe = new SafeRule();
    private @Nullable Plan plan;

    /**
     * A controller.
     *
     * @param forecaster of base load and plants; null to look into the future
     */
    Mpc(String id, @Nullable Forecaster forecaster, Settings settings) {
        this.id = id;
        this.forecaster = forecaster;
        this.settings = settings;
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
    public void reset() {
        if (plan != null) {
            plan.program.close();
            plan = null;
        }
    }

    @Override
    public void decide(Observation observation, Action action) {
        if (observation.limits().pluggedInCount == 0) {
            return;
        }
        var known = plan;
        if (known == null) {
            known = new Plan(observation);
            plan = known;
        }
        known.fill(observation);
        if (known.solve(settings.get("deadline_s"))) {
            known.apply(observation, action);
        } else {
            safe.decide(observation, action);
        }
    }

    /** The program and what belongs to it. */
    private final class Plan {
        private final Blocks blocks;
        private final Outlook outlook;
        private final Points points;
        private final BlockLoads loads;
        private final @Nullable GridCuts grid;
        private final Rounding rounding;
        private final FleetProgram program;
        private final Newcomers newcomers;
        private final boolean[] isOpen;
        private final int[] arrival;
        private final int[] seenStep;
        private final int[] trueDepart;
        private final double[] plantKw;
        private final int segments;
        private double slackCost;

        Plan(Observation observation) {
            Limits limits = observation.limits();
            var site = observation.site();
            blocks = new Blocks((int) settings.get("blocks"), observation.stepHours());
            outlook = new Outlook(observation, forecaster);
            points = Points.of(site);
            loads = new BlockLoads(site);
            var feeder = site.feeder();
            grid = feeder == null ? null : new GridCuts(site, feeder, points, blocks.count);
            rounding = new Rounding(limits);
            segments = (int) settings.get("wear_segments");
            int months = 1;
            for (int step = observation.step(); step < observation.steps(); step++) {
                months = Math.max(months, observation.billingMonth(step) + 1);
            }
            program =
                    new FleetProgram(
                            FleetShape.receding(
                                    blocks.count,
                                    points,
                                    limits.transformerOf,
                                    limits.transformerKva.length,
                                    months,
                                    segments));
            newcomers =
                    new Newcomers(
                            forecaster == null
                                    ? List.of(observation.foresight().visits())
                                    : observation.past().days(),
                            points,
                            blocks.count,
                            limits.connectors());
            isOpen = new boolean[limits.connectors()];
            arrival = new int[limits.connectors()];
            seenStep = new int[limits.connectors()];
            trueDepart = new int[limits.connectors()];
            Arrays.fill(arrival, -1);
            Arrays.fill(isOpen, true);
            plantKw = new double[site.plants().size()];
        }

        void fill(Observation observation) {
            Limits limits = observation.limits();
            outlook.fill(observation);
            welcome(observation);
            int now = observation.step();
            if (settings.get("equal_blocks") > 0) {
                blocks.equal(now, observation.steps());
            } else {
                blocks.growing(now, horizonEnd(observation), step -> outlook.buyPerKwh[step]);
            }
            slackCost = SLACK * observation.site().unservedPerKwh();
            if (grid != null) {
                grid.begin(program, blocks, outlook);
            }
            for (int k = 0; k < blocks.count; k++) {
                limits(observation, k);
                money(observation, k);
            }
            months(observation);
            newcomers.fill(
                    program, blocks, observation.stepHours(), observation.site().unservedPerKwh());
            for (int connector = 0; connector < limits.connectors(); connector++) {
                int rank = limits.rankOf[connector];
                boolean isHere =
                        rank < limits.pluggedInCount && limits.pluggedIn[rank] == connector;
                if (isHere) {
                    vehicle(observation, connector);
                } else if (isOpen[connector]) {
                    program.close(connector);
                }
                isOpen[connector] = isHere;
            }
        }

        /** Notes who is new. */
        private void welcome(Observation observation) {
            Limits limits = observation.limits();
            Foresight future = forecaster == null ? observation.foresight() : null;
            for (int rank = 0; rank < limits.pluggedInCount; rank++) {
                int connector = limits.pluggedIn[rank];
                int who = observation.arrivalRank(connector);
                rounding.at(connector, who);
                if (arrival[connector] != who) {
                    arrival[connector] = who;
                    seenStep[connector] = observation.step();
                    program.efficiency(
                            connector,
                            observation.chargeEfficiency(connector),
                            observation.dischargeEfficiency(connector));
                    if (future != null) {
                        Visit visit = future.visits().get(who);
                        trueDepart[connector] = visit.departStep();
                    }
                }
            }
        }

        private int departure(Observation observation, int connector) {
            int step =
                    forecaster == null
                            ? trueDepart[connector]
                            : observation.declaredStep(connector);
            return Math.min(observation.steps(), Math.max(step, observation.step() + 1));
        }

        private int horizonEnd(Observation observation) {
            Limits limits = observation.limits();
            int now = observation.step();
            int last = now + blocks.count;
            for (int rank = 0; rank < limits.pluggedInCount; rank++) {
                last = Math.max(last, departure(observation, limits.pluggedIn[rank]));
            }
            int day = now + (int) Math.round(DAY_H / observation.stepHours());
            return Math.min(observation.steps(), Math.min(last, day));
        }

        private void limits(Observation observation, int k) {
            Limits limits = observation.limits();
            double hours = blocks.hours(k);
            for (int s = 0; s < limits.stations(); s++) {
                program.station(
                        s,
                        k,
                        energy(limits.stationLowKw[s], hours),
                        energy(limits.stationHighKw[s], hours));
            }
            program.site(k, energy(limits.siteHighKw, hours), slackCost);
            int from = blocks.start[k];
            int to = blocks.start[k + 1];
            double factor = Outlook.mean(outlook.loadFactor, from, to);
            for (int plant = 0; plant < plantKw.length; plant++) {
                plantKw[plant] = Outlook.mean(outlook.plantKw[plant], from, to);
            }
            for (int t = 0; t < limits.transformerKva.length; t++) {
                double net = loads.transformerKw(t, factor, plantKw);
                double rating = limits.transformerKva[t];
                program.transformer(
                        t,
                        k,
                        energy(Math.min(0, -rating - net), hours),
                        energy(Math.max(0, rating - net), hours),
                        slackCost);
            }
        }

        /** Energy at a power, which may be infinite; none in an empty block. */
        private static double energy(double kw, double hours) {
            return hours == 0 ? 0 : kw * hours;
        }

        private void money(Observation observation, int k) {
            int from = blocks.start[k];
            int to = blocks.start[k + 1];
            double hours = blocks.hours(k);
            double base =
                    Outlook.mean(outlook.loadFactor, from, to) * observation.site().basePeakKw();
            double plants = Outlook.mean(outlook.plantSumKw, from, to);
            double loss = grid == null ? 0 : grid.baseLossKw(k);
            double carbon =
                    settings.get("carbon_price") * Outlook.mean(outlook.carbonKgPerKwh, from, to);
            program.supply(
                    k,
                    (base - plants + loss) * hours,
                    plants * hours,
                    Outlook.mean(outlook.buyPerKwh, from, to) + carbon,
                    Outlook.mean(outlook.sellPerKwh, from, to),
                    energy(observation.site().exportLimitKw(), hours));
            if (grid != null) {
                grid.losses(program, k);
            }
            int month = from < to ? observation.billingMonth(from) : 0;
            double most = base - plants;
            for (int step = from; step < to; step++) {
                most = Math.max(most, netKw(observation, step));
            }
            program.peak(k, month, hours, (most - base + plants) * hours);
        }

        private double netKw(Observation observation, int step) {
            return outlook.loadFactor[step] * observation.site().basePeakKw()
                    - outlook.plantSumKw[step];
        }

        /** The peak so far, and that which base load alone brings after the horizon. */
        private void months(Observation observation) {
            for (int month = 0; month < program.shape.months(); month++) {
                double perKw = 0;
                double peak = 0;
                for (int step = observation.step(); step < observation.steps(); step++) {
                    if (observation.billingMonth(step) == month) {
                        perKw = observation.demandPerKw(step);
                        peak = Math.max(peak, observation.billedPeakKw(month));
                        if (step >= blocks.end()) {
                            peak = Math.max(peak, netKw(observation, step));
                        }
                    }
                }
                program.month(month, perKw, peak);
            }
        }

        private void vehicle(Observation observation, int connector) {
            int now = observation.step();
            int depart = departure(observation, connector);
            double efficiency = observation.chargeEfficiency(connector);
            double unserved = observation.site().unservedPerKwh();
            double target = observation.targetKwh(connector);
            double stored = observation.storedKwh(connector);
            double rated = observation.ratedKw(connector);
            double steady = steadyKw(observation, connector);
            // Who leaves after the horizon may charge at full power then.
            double later =
                    Math.max(0, depart - blocks.end())
                            * observation.stepHours()
                            * steady
                            * efficiency;
            double terminal = depart > blocks.end() ? settings.get("terminal_price") : 0;
            program.vehicle(
                    connector,
                    stored,
                    observation.floorKwh(connector),
                    Math.max(Math.min(stored, target), target - later),
                    target,
                    unserved / efficiency,
                    terminal);
            Battery.Wear wear = observation.wear(connector);
            double most = observation.ratedDischargeKw(connector);
            for (int k = 0; k < blocks.count; k++) {
                double hours = blocks.overlap(k, now, depart);
                double kw = k == 0 ? observation.limits().highKw(connector) : steady;
                double risk = unserved * leftEarly(seenStep[connector], depart, now, middle(k, depart));
                for (int s = 0; s < segments; s++) {
                    double width =
                            Math.max(
                                    0,
                                    Math.min(kw, Wear.from(rated, s + 1, segments))
                                            - Wear.from(rated, s, segments));
                    program.charge(
                            connector,
                            k,
                            s,
                            width * hours,
                            Wear.chord(wear, rated, s, segments) + risk);
                    if (program.shape.givesBack()[connector]) {
                        program.discharge(
                                connector,
                                k,
                                s,
                                most / segments * hours,
                                Wear.chord(wear, most, s, segments) - risk);
                    }
                }
            }
        }

        private double middle(int k, int depart) {
            return (blocks.start[k] + Math.min(blocks.start[k + 1], depart)) / 2.0;
        }

        /** Power that the rest of the request takes on average when charged at once. */
        private double steadyKw(Observation observation, int connector) {
            double hours = observation.neededHours(connector);
            double rated = observation.ratedKw(connector);
            return hours > 0 && Double.isFinite(hours)
                    ? Math.min(rated, observation.neededKwh(connector) / hours)
                    : rated;
        }

        /**
         * Probability that a driver who is here now has left by a step: some leave in the last part
         * of the stay.
         */
        private double leftEarly(int seen, int depart, int now, double step) {
            double part = EARLY_PART * (depart - seen);
            double share = forecaster == null ? 0 : settings.get("early_departure_share");
            if (part <= 0 || share == 0) {
                return 0;
            }
            double until = share * Math.clamp((step - depart + part) / part, 0, 1);
            double already = share * Math.clamp((now - depart + part) / part, 0, 1);
            return already < 1 ? (until - already) / (1 - already) : 0;
        }

        boolean solve(double deadlineS) {
            SolveStatus status = program.solve(deadlineS);
            for (int round = 0; grid != null && status.hasPoint() && round < CUT_ROUNDS; round++) {
                if (grid.add(program, blocks, slackCost) == 0) {
                    break;
                }
                status = program.solve(deadlineS);
            }
            return status.hasPoint();
        }

        void apply(Observation observation, Action action) {
            Limits limits = observation.limits();
            double hours = blocks.hours(0);
            for (int rank = 0; rank < limits.pluggedInCount; rank++) {
                int connector = limits.pluggedIn[rank];
                action.powerKw()[connector] = program.netKwh(connector, 0) / hours;
            }
            rounding.round(limits, action.powerKw());
            double available = outlook.plantSumKw[blocks.start[0]] * hours;
            double curtailed = program.curtailedKwh(0);
            if (curtailed > 1e-9 * available) {
                Arrays.fill(action.curtailedShare(), Math.min(1, curtailed / available));
            }
        }
    }
}
