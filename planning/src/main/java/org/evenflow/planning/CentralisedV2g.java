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
import org.evenflow.dispatch.LimitSets;
import org.evenflow.forecast.Forecast;
import org.evenflow.forecast.Forecaster;
import org.evenflow.forecast.Outlook;
import org.evenflow.forecast.Persistence;
import org.evenflow.numeric.AlternatingProjections;
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

    /**
     * Projects setpoints of a step onto what limits them, by alternating projections: the box of
     * what each vehicle can do, and half-spaces for stations, supply transformers, site, voltages,
     * lines and export. As the last three are drawn at an AC state, projection and power flow
     * alternate until the flow confirms the result, on the chargers' power levels. Mutable work
     * arrays.
     */
    static final class SetpointProjection {
        private static final double FLOW_TOLERANCE_PU = 1e-10;

        /** Most rounds of power flow and projection. */
        private static final int ROUNDS = 40;

        /**
         * Most cycles of one projection; what needs more, where it was tried, had no common point.
         */
        private static final int CYCLES = 2000;

        private static final double TOLERANCE_KW = 1e-8;

        /**
         * Half-spaces are taken this much smaller, kW, so that the projection's rest stays inside.
         */
        private static final double MARGIN_KW = 1e-6;

        private final LimitSets sets;
        private final AlternatingProjections projections =
                new AlternatingProjections(TOLERANCE_KW, CYCLES);
        private final double[] wishKw;
        private final double[] leastKw;
        private final double[] pointKw;
        private final double[] levelKw;

        /** Whether the last setpoints were moved. */
        boolean moved;

        /** Whether the last result was confirmed. */
        boolean isConfirmed;

        SetpointProjection(Observation observation) {
            Limits limits = observation.limits();
            sets = new LimitSets(limits, FLOW_TOLERANCE_PU);
            wishKw = new double[limits.connectors()];
            leastKw = new double[limits.connectors()];
            pointKw = new double[limits.connectors()];
            levelKw = new double[limits.connectors()];
        }

        /**
         * Moves setpoints in place.
         *
         * @param powerKw kW, {@code [connector]}
         * @param rounding that puts the result on the chargers' levels
         */
        void project(
                Observation observation,
                double[] powerKw,
                LevelRounding rounding,
                Fallback.Deadline deadline) {
            Limits limits = observation.limits();
            int n = limits.pluggedInCount();
            readWishes(observation, powerKw);
            moved = false;
            isConfirmed = false;
            sets.startStep();
            for (int round = 0; round < ROUNDS && !isConfirmed && !deadline.isOver(); round++) {
                for (int rank = 0; rank < n; rank++) {
                    levelKw[rank] =
                            LevelRounding.level(limits, limits.connectorAt(rank), pointKw[rank]);
                }
                isConfirmed = sets.hold(levelKw);
                if (!isConfirmed) {
                    move(limits);
                }
            }
            for (int rank = 0; rank < n; rank++) {
                powerKw[limits.connectorAt(rank)] = pointKw[rank];
            }
            rounding.round(limits, powerKw);
            if (!isHeld(limits, powerKw)) {
                for (int rank = 0; rank < n; rank++) {
                    powerKw[limits.connectorAt(rank)] = levelKw[rank];
                }
            }
        }

        private boolean isHeld(Limits limits, double[] powerKw) {
            double[] byRank = new double[levelKw.length];
            for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                byRank[rank] = powerKw[limits.connectorAt(rank)];
            }
            return sets.hold(byRank);
        }

        private void readWishes(Observation observation, double[] powerKw) {
            Limits limits = observation.limits();
            for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                int connector = limits.connectorAt(rank);
                wishKw[rank] = powerKw[connector];
                pointKw[rank] = wishKw[rank];
                levelKw[rank] = wishKw[rank];
                double least =
                        Math.min(
                                wishKw[rank],
                                Stays.leastKw(
                                        observation,
                                        connector,
                                        observation.declaredStep(connector)));
                leastKw[rank] = Math.max(limits.lowKwAt(rank), least);
            }
        }

        /** Moves the point towards the limits that levels break. */
        private void move(Limits limits) {
            moved = true;
            if (sets.isFlowSolved()) {
                toNearest(limits);
            } else {
                // Beyond what the feeder can carry at any voltage there is nothing to draw.
                for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                    pointKw[rank] /= 2;
                }
            }
        }

        /** The nearest point to the wish; drivers' needs give way where they leave none. */
        private void toNearest(Limits limits) {
            if (!solve(limits, leastKw)) {
                for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                    leastKw[rank] = limits.lowKwAt(rank);
                }
                solve(limits, leastKw);
            }
            for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
                pointKw[rank] = Math.abs(pointKw[rank]) < MARGIN_KW ? 0 : pointKw[rank];
            }
        }

        private boolean solve(Limits limits, double[] lowKw) {
            int n = limits.pluggedInCount();
            projections.begin(n);
            for (int rank = 0; rank < n; rank++) {
                projections.bounds(rank, lowKw[rank], Math.max(lowKw[rank], limits.highKwAt(rank)));
                pointKw[rank] = wishKw[rank];
            }
            boolean hasPoint = true;
            for (int h = 0; h < sets.count(); h++) {
                double[] a = sets.coefficients(h);
                double least = 0;
                for (int rank = 0; rank < n; rank++) {
                    least += a[rank] * (a[rank] > 0 ? lowKw[rank] : limits.highKwAt(rank));
                }
                hasPoint &= least <= sets.mostKw(h);
                projections.halfSpace(a, Math.max(sets.mostKw(h) - MARGIN_KW, least));
            }
            return projections.nearest(pointKw).isReached() && hasPoint;
        }
    }
}
