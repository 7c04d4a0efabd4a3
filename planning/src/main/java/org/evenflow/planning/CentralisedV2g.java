package org.evenflow.planning;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Habits;
import org.evenflow.control.LevelRounding;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Settings;
import org.evenflow.forecast.Forecast;
import org.evenflow.forecast.Forecaster;
import org.evenflow.forecast.Outlook;
import org.evenflow.forecast.Persistence;
import org.evenflow.numeric.SolveStatus;
import org.jspecify.annotations.Nullable;

/**
 * The centralised vehicle-to-grid benchmark of the urban-feeder study: the cheapest charging and
 * discharging at published prices over a receding horizon, every kWh at the price of imports
 * whatever plants give, wear included, and no limit but the vehicles' own in the optimum; then the
 * setpoints of the step are projected onto the limits of stations, transformers, site and network
 * by alternating projections (B. Khan, Z. Ullah, F. Mehmood, Urban Sci. 2025, 9(11), 443, section
 * 4.1).
 */
final class CentralisedV2g implements Controller {
    private static final double FREE = Double.POSITIVE_INFINITY;
    private static final Forecaster FORECASTER = new Persistence();

    /** Cost of a kWh per block that it is charged later, currency: of equal prices the first. */
    private static final double LATER_COST = 1e-6;

    private final Settings settings;
    private final LongSupplier nanoClock;
    private final Fallback.ToSolve solver;
    private final Fallback fallback = new Fallback();
    private @Nullable Plan plan;

    CentralisedV2g(Settings settings, LongSupplier nanoClock, Fallback.ToSolve solver) {
        this.settings = settings;
        this.nanoClock = nanoClock;
        this.solver = solver;
    }

    @Override
    public String id() {
        return "centralised_v2g";
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
        if (plan != null) {
            plan.program.close();
            plan = null;
        }
    }

    @Override
    public void decide(Observation observation, Action action) {
        if (observation.limits().pluggedInCount() == 0) {
            return;
        }
        var deadline = Fallback.Deadline.of(settings, nanoClock);
        var known = plan == null ? new Plan(observation) : plan;
        plan = known;
        if (fallback.isPlanned(() -> known, observation, deadline)) {
            known.apply(observation, action);
        } else {
            fallback.decide(observation, action);
        }
        known.projection.project(observation, action.powerKw(), known.rounding, deadline);
    }

    /** The program and what belongs to it. */
    private final class Plan implements Fallback.Plan {
        private final Blocks blocks;
        private final LevelRounding rounding;
        private final FleetProgram program;
        private final SetpointProjection projection;
        private final PlannedFleet fleet;
        private final SiteRows rows;
        private final int points;
        private SolveStatus status = SolveStatus.STOPPED;

        Plan(Observation observation) {
            Limits limits = observation.limits();
            blocks = new Blocks((int) settings.number("blocks"), observation.stepHours());
            rounding = new LevelRounding(limits);
            projection = new SetpointProjection(observation);
            Points network = Points.of(observation.site());
            int segments = Wear.segments(settings, network);
            fleet =
                    new PlannedFleet(
                            limits.connectors(),
                            settings,
                            new Habits(
                                    observation.past().days(),
                                    limits,
                                    observation.stepHours(),
                                    settings.number("early_departure_share")),
                            false);
            points = network.count();
            program = new FleetProgram(shape(limits, network, segments));
            rows = new SiteRows(program, limits.layout(), 1, true);
        }

        private FleetShape shape(Limits limits, Points network, int segments) {
            int connectors = limits.connectors();
            int[] to = new int[connectors];
            Arrays.fill(to, blocks.count);
            return new FleetShape(
                    blocks.count,
                    network.ofConnector(),
                    new int[connectors],
                    to,
                    network.givesBack(),
                    0,
                    network.station(),
                    FleetShape.transformersOf(limits.layout()),
                    limits.transformers(),
                    1,
                    segments);
        }

        @Override
        public Outlook fill(Observation observation) {
            // Of the outlook only prices count.
            Outlook outlook =
                    observation.outlook(FORECASTER, observation.steps() - observation.step() - 1);
            Forecast buyPerKwh = outlook.buyPerKwh();
            fleet.welcome(observation, program, rows, rounding);
            int end =
                    Blocks.Horizon.end(
                            observation,
                            connector -> fleet.departure(observation, connector),
                            blocks.count);
            blocks.growing(observation.step(), end, buyPerKwh::at);
            for (int k = 0; k < blocks.count; k++) {
                double price = buyPerKwh.mean(blocks.start[k], blocks.start[k + 1]);
                for (int point = 0; point < points; point++) {
                    program.pointCost(point, k, price + k * LATER_COST);
                }
                // Import and export balance at no cost.
                program.supply.block(k, 0, 0, 0, 0, FREE);
            }
            fleet.fill(observation, program, blocks, observation.servicePerKwh());
            return outlook;
        }

        @Override
        public boolean solve(Observation observation, Fallback.Deadline deadline) {
            status = deadline.solve(program, solver);
            return status.hasPoint();
        }

        @Override
        public SolveStatus status() {
            return status;
        }

        void apply(Observation observation, Action action) {
            Limits limits = observation.limits();
            fleet.powers(observation, program, blocks, action.powerKw());
            for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                int connector = limits.connectorAt(rank);
                rounding.least(connector, fleet.leastKw(observation, connector));
                action.powerKw()[connector] =
                        Math.clamp(
                                action.powerKw()[connector],
                                limits.lowKwAt(rank),
                                Math.max(limits.lowKwAt(rank), limits.highKwAt(rank)));
            }
        }
    }
}
