package org.evenflow.planning;

import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Action;
import org.evenflow.control.Experience;
import org.evenflow.control.Habits;
import org.evenflow.control.LevelRounding;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Settings;
import org.evenflow.control.Visit;
import org.evenflow.forecast.Forecaster;
import org.evenflow.forecast.Outlook;
import org.evenflow.numeric.SolveStatus;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a model-predictive controller: the program over the blocks ahead and what fills it.
 * Lives for a run.
 */
final class RecedingPlan implements Fallback.Plan, AutoCloseable {
    /** What a kWh beyond a soft limit costs, times the price of unserved energy. */
    private static final double SLACK = 10;

    /** Rounds in which the rows for the feeder's limits are drawn anew in one decision. */
    private static final int CUT_ROUNDS = 4;

    /** How often the solver may try again in one decision. */
    private static final int RETRIES = 2;

    /** What the plan of the first block may be beyond a limit of the feeder, pu or share. */
    private static final double ALLOWED = 5e-4;

    private final Settings settings;
    private final Blocks blocks;
    private final Blocks.Horizon horizon;
    private final @Nullable Forecaster forecaster;
    private Outlook outlook;
    private final Points points;
    private final BlockLoads loads;
    private final @Nullable GridCuts grid;
    private final LevelRounding rounding;
    private final FleetProgram program;
    private final SiteRows rows;
    private final Newcomers newcomers;

    /** For those who may come; null where they are known. */
    private final Newcomers.@Nullable Crowds crowds;

    private final Habits habits;
    private final Experience experience;
    private int learntDay = -1;

    private final PeakWorth worth;

    private final VehicleSlots fleet;
    private final double[] plantKw;
    private final double slackCost;
    private final Fallback.ToSolve solver;

    /** What the last plan that was found does in its first block, kW by connector. */
    private final double[] firstKw;

    private double firstCurtailedKwh;
    private double firstBelowPeakKw;

    /** What base load and plants alone would cost, and their greatest import, {@code [month]}. */
    private double idleCost;

    private final double[] idlePeakKw;
    private double slackFactor = 1;
    private SolveStatus status = SolveStatus.STOPPED;

    /**
     * A plan for the run that an observation belongs to.
     *
     * @param experience with visits, which whoever decides keeps
     * @param forecaster of base load and plants; null to look into the future
     * @param solver of its program
     */
    RecedingPlan(
            Observation observation,
            Experience experience,
            @Nullable Forecaster forecaster,
            Settings settings,
            Fallback.ToSolve solver) {
        this.experience = experience;
        this.settings = settings;
        this.solver = solver;
        Limits limits = observation.limits();
        var site = observation.site();
        blocks = new Blocks((int) settings.number("blocks"), observation.stepHours());
        this.forecaster = forecaster;
        outlook = look(observation);
        points = Points.of(site);
        loads = new BlockLoads(site);
        var feeder = site.feeder();
        slackCost = SLACK * VehicleSlots.lackPerKwh(observation, outlook, settings);
        grid = feeder == null ? null : new GridCuts(site, feeder, points, blocks.count, slackCost);
        rounding = new LevelRounding(limits);
        boolean isGrouped = limits.connectors() > settings.number("group_above");
        horizon = new Blocks.Horizon(settings, limits.connectors(), !isGrouped);
        program = program(observation, isGrouped);
        rows = new SiteRows(program, limits.layout(), 1, true);
        rows.placeMeans(isGrouped ? 0 : limits.connectors());
        boolean isKnown = forecaster == null;
        List<List<Visit>> records = isKnown ? List.of() : experience.earlier();
        var runs = isKnown ? List.of(observation.foresight().visits()) : records;
        newcomers =
                new Newcomers(
                        runs,
                        isKnown,
                        points,
                        blocks.count,
                        isGrouped ? GroupedFleet.count(points) : limits.connectors());
        crowds = isKnown ? null : new Newcomers.Crowds(program, observation, records);
        habits =
                new Habits(
                        records,
                        limits,
                        observation.stepHours(),
                        settings.number("early_departure_share"));
        fleet =
                isGrouped
                        ? new GroupedFleet(points, blocks.count, habits, isKnown)
                        : new PlannedFleet(limits.connectors(), settings, habits, isKnown);
        double carbon = settings.number("carbon_price");
        worth = new PeakWorth(observation, outlook, habits, runs, isKnown, carbon);
        worth.divide(program.supply);
        plantKw = new double[site.plants().size()];
        firstKw = new double[limits.connectors()];
        idlePeakKw = new double[program.shape.months()];
    }

    private FleetProgram program(Observation observation, boolean isGrouped) {
        Limits limits = observation.limits();
        int segments = isGrouped ? 1 : Wear.segments(settings, points);
        int firstSegments =
                isGrouped ? 1 : Wear.firstSegments(settings, segments, limits.connectors());
        return new FleetProgram(
                FleetShape.receding(
                        blocks.count,
                        points,
                        isGrouped,
                        FleetShape.transformersOf(limits.layout()),
                        limits.transformers(),
                        observation.billingMonth(observation.steps() - 1) + 1,
                        segments,
                        firstSegments));
    }

    /** Leans the first block by connector, currency per kWh; read at every fill. */
    void lean(double[] perKwh) {
        fleet.lean(perKwh);
    }

    private Outlook look(Observation observation) {
        return forecaster == null
                ? observation.foreseen()
                : observation.outlook(forecaster, observation.steps() - observation.step() - 1);
    }

    @Override
    public Outlook fill(Observation observation) {
        outlook = look(observation);
        learn(observation);
        fleet.welcome(observation, program, rows, rounding);
        int[] before = blocks.start.clone();
        horizon.divide(
                observation,
                connector -> fleet.departure(observation, connector),
                blocks,
                step -> marginalPrice(observation, step));
        if (horizon.isSteady && status.hasPoint()) {
            MovedBasis.startFrom(program, before, blocks);
        }
        if (grid != null) {
            grid.startPlan(program, blocks, outlook);
            fleet.lossesRise(grid.lossRise(observation, outlook, blocks));
        }
        idleCost = 0;
        Arrays.fill(idlePeakKw, 0);
        for (int k = 0; k < blocks.count; k++) {
            limits(k);
            money(observation, k);
        }
        months(observation);
        double lack = VehicleSlots.lackPerKwh(observation, outlook, settings);
        // Who may come is worth what tables value; who will come counts as if they were here.
        double expected = forecaster == null ? lack : observation.unservedPerKwh();
        newcomers.fill(observation, program, blocks, expected);
        fleet.fill(observation, program, blocks, lack);
        if (crowds != null) {
            crowds.fill(observation, blocks.hours(0), lack);
        }
        return outlook;
    }

    /** Once a day: what the days of the run that are over say of drivers and peaks. */
    private void learn(Observation observation) {
        int today = observation.step() / experience.day();
        if (today == learntDay) {
            return;
        }
        learntDay = today;
        if (today > 0 && crowds != null) {
            habits.learn(experience.days(observation.step()));
            var known = experience.expected(observation.step());
            newcomers.learn(known);
            crowds.learn(observation, known);
        }
        worth.learn(observation, outlook, experience);
    }

    private void limits(int k) {
        int from = blocks.start[k];
        int to = blocks.start[k + 1];
        outlook.factors(from, to, loads.factor);
        for (int plant = 0; plant < plantKw.length; plant++) {
            plantKw[plant] = outlook.plantKw(plant).mean(from, to);
        }
        rows.limits(k, blocks.hours(k), loads, plantKw, slackFactor * slackCost);
    }

    private void money(Observation observation, int k) {
        int from = blocks.start[k];
        int to = blocks.start[k + 1];
        double hours = blocks.hours(k);
        outlook.factors(from, to, loads.factor);
        double base = loads.baseKw();
        double plants = outlook.plantSumKw().mean(from, to);
        double loss = grid == null ? 0 : grid.baseLossKw(k);
        double carbon = settings.number("carbon_price") * outlook.carbonKgPerKwh().mean(from, to);
        double fixed = (base - plants + loss) * hours;
        double buy = outlook.buyPerKwh().mean(from, to) + carbon;
        // Export never earns more than import costs here, or plans would do both at once.
        double sell = Math.min(buy, outlook.sellPerKwh().mean(from, to));
        double exportKwh = SiteRows.energy(observation.site().exportLimitKw(), hours);
        program.supply.block(k, fixed, plants * hours, buy, sell, exportKwh);
        if (grid != null) {
            grid.losses(program, k, buy);
        }
        idleCost += fixed > 0 ? buy * fixed : -Math.max(0, sell) * Math.min(-fixed, exportKwh);
        if (from < to && outlook.demandPerKw().at(from) > 0) {
            double most = base - plants;
            for (int step = from; step < to; step++) {
                most = Math.max(most, netKw(step));
            }
            int month = observation.billingMonth(from);
            double extra = most - base + plants;
            program.supply.peak(k, month, hours, extra * hours);
            idlePeakKw[month] = Math.max(idlePeakKw[month], fixed / hours + extra);
        }
    }

    /** What a kWh more costs where nobody charges: while plants give more than is used, less. */
    private double marginalPrice(Observation observation, int step) {
        double buy = outlook.buyPerKwh().at(step);
        return netKw(step) < 0 ? Math.min(buy, outlook.sellPerKwh().at(step)) : buy;
    }

    private double netKw(int step) {
        return loads.netKw(outlook, step);
    }

    /** The peak so far, and that which base load alone brings after the horizon. */
    private void months(Observation observation) {
        for (int month = 0; month < program.shape.months(); month++) {
            double perKw = 0;
            double peak = 0;
            for (int step = observation.step(); step < observation.steps(); step++) {
                if (observation.billingMonth(step) == month) {
                    perKw = outlook.demandPerKw().at(step);
                    peak = Math.max(peak, observation.billedPeakKw(month));
                    peak = step >= blocks.end() ? Math.max(peak, netKw(step)) : peak;
                }
            }
            worth.month(program.supply, observation, month, perKw, peak);
            idleCost += perKw * Math.max(peak, idlePeakKw[month]);
        }
    }

    /**
     * Solves; whether there is a plan for the first step. Where the solver gives up, soft limits
     * cost more, limits that the dispatcher keeps anyway are let go, and it tries again (algorithm
     * 3 of the urban-feeder study).
     */
    @Override
    public boolean solve(Observation observation, Fallback.Deadline deadline) {
        boolean isKnown = attempt(observation, deadline);
        for (int retry = 1; retry <= RETRIES && !isKnown && mayRetry(deadline); retry++) {
            program.forget();
            slackFactor = Math.pow(10, retry);
            for (int k = 0; k < blocks.count; k++) {
                limits(k);
            }
            if (grid != null) {
                grid.letGo(program);
            }
            isKnown = attempt(observation, deadline);
        }
        slackFactor = 1;
        return isKnown;
    }

    private boolean mayRetry(Fallback.Deadline deadline) {
        return status != SolveStatus.STOPPED && !deadline.isSpent();
    }

    /**
     * Rows for the feeder's limits are drawn at the plan of the step before; where the first block
     * is beyond a limit nevertheless, once more at this one. Where that takes too long, the plan at
     * hand counts.
     */
    private boolean attempt(Observation observation, Fallback.Deadline deadline) {
        boolean isKnown = false;
        for (int round = 0; round <= CUT_ROUNDS; round++) {
            if (isKnown && deadline.isSpent()) {
                break;
            }
            status = deadline.solve(program, solver);
            if (!status.hasPoint()) {
                break;
            }
            isKnown = true;
            keep(observation);
            if (grid == null) {
                break;
            }
            grid.check(program, blocks, ALLOWED, blocks.count);
            if (grid.worstAt(0) <= ALLOWED) {
                break;
            }
        }
        return isKnown;
    }

    /** Keeps what the plan does in the first block: a later solve may have no point. */
    private void keep(Observation observation) {
        fleet.powers(observation, program, blocks, firstKw);
        firstCurtailedKwh = program.supply.curtailedKwh(0);
        firstBelowPeakKw = program.supply.belowPeakKw(0);
    }

    void apply(Observation observation, Action action) {
        Limits limits = observation.limits();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            action.powerKw()[connector] = firstKw[connector];
            rounding.least(connector, fleet.leastKw(observation, connector));
        }
        rounding.round(limits, action.powerKw(), firstBelowPeakKw);
        double available = outlook.plantSumKw().at(blocks.start[0]) * blocks.hours(0);
        // A limit on export is kept without being asked.
        if (outlook.sellPerKwh().at(blocks.start[0]) < 0 && firstCurtailedKwh > 1e-9 * available) {
            Arrays.fill(action.curtailedShare(), Math.min(1, firstCurtailedKwh / available));
        }
    }

    @Override
    public SolveStatus status() {
        return status;
    }

    /** Cost of the plan, base load included, currency. */
    double cost() {
        return program.cost();
    }

    /** Cost of the solution less that of base load and plants alone, currency. */
    double chargingCost() {
        return program.cost() - idleCost;
    }

    /**
     * Holds the first block to powers by connector, kW; only where every connector has a slot.
     *
     * @param hours of the first block
     */
    void pinFirst(Observation observation, double[] powerKw, double hours) {
        Limits limits = observation.limits();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            double kwh = powerKw[connector] * hours;
            program.pinFirst(connector, kwh);
        }
    }

    /** Powers of the first block as they are planned, before they go onto levels, kW. */
    double[] firstKw() {
        return firstKw.clone();
    }

    @Override
    public void close() {
        program.close();
    }
}
