package org.evenflow.planning;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.evenflow.control.Controller;
import org.evenflow.control.ControllerProvider;
import org.evenflow.control.Setting;
import org.evenflow.control.Settings;
import org.evenflow.forecast.Forecaster;
import org.evenflow.forecast.Persistence;
import org.evenflow.forecast.SeasonalLevel;
import org.evenflow.forecast.SeasonalNaive;
import org.jspecify.annotations.Nullable;

/** All controllers that plan, by id. */
public final class Planners implements ControllerProvider {
    private static final List<String> IDS =
            List.of(
                    "mpc",
                    "mpc_seasonal_naive",
                    "mpc_persistence",
                    "mpc_perfect",
                    "mpc_short",
                    "centralised_v2g",
                    "clairvoyant");

    private static final Setting BLOCKS =
            new Setting("blocks", 10, 1, 500, "blocks of time in a plan")
                    .tried("6", "8", "10", "14", "20", "30");

    private static final Setting WEAR_SEGMENTS =
            new Setting(
                            "wear_segments",
                            0,
                            0,
                            16,
                            "pieces of the cost of wear; 0 for three where vehicles only charge, else one")
                    .tried("0", "1", "2", "3", "6");

    private static final Setting FIRST_SEGMENTS =
            new Setting(
                            "first_segments",
                            0,
                            0,
                            16,
                            "pieces in the first block; 0 for wear_segments or else three, one above steady_above")
                    .tried("0", "1", "3", "6", "10");

    private static final Setting TERMINAL_PRICE =
            new Setting(
                    "terminal_price",
                    0,
                    0,
                    1000,
                    "worth of stored energy at the end of the plan, currency per kWh");

    private static final Setting GROUP_ABOVE =
            new Setting(
                    "group_above",
                    1500,
                    0,
                    1e9,
                    "connectors above which vehicles are planned in groups of one place and time of departure");

    private static final Setting STEADY_ABOVE =
            new Setting(
                    "steady_above",
                    600,
                    0,
                    1e9,
                    "connectors above which blocks of vehicles planned singly stay in place until they are passed");

    private static final Setting CARBON_PRICE =
            new Setting("carbon_price", 0, 0, 1000, "what emissions count, currency per kg CO2");

    private static final Setting PROPOSAL_PRICE =
            new Setting(
                    "proposal_price",
                    0.01,
                    0,
                    1000,
                    "what following a proposal may cost, as in policy+mpc, currency per kWh");

    private static final Setting MOST_UNSERVED =
            new Setting(
                    "most_unserved_kwh",
                    -1,
                    -1,
                    1e12,
                    "energy that may be left unserved in all, at the value of tables; below 0 for as little as can be");

    private static final Setting LIMIT_MARGIN =
            new Setting(
                    "limit_margin",
                    0,
                    0,
                    0.9,
                    "share of the limits of stations, transformers and site that is left free for what levels and curves take");

    private static final Setting CURVE_MARGIN =
            new Setting(
                    "curve_margin",
                    0,
                    0,
                    0.9,
                    "share of what charge curves let through that is left free: the program takes them for concave");

    private static final Setting LEVELS =
            Setting.word(
                    "levels",
                    List.of("nearest", "below", "whole"),
                    "how the schedule meets the chargers' levels: sums as close as can be, never above what was planned, or whole levels in the program itself where there are few");

    private static final Setting RUN_WORK =
            new Setting(
                    "work",
                    LowerBound.WORK,
                    0,
                    2e9,
                    "simplex iterations for the whole run, after which a simple rule decides");

    private static final Setting SOLVE_LIMIT =
            new Setting(
                    "deadline_s",
                    3600,
                    0.001,
                    86_400,
                    "time for one solve, s: the last guard, results depend on the machine where it is met");

    private static final Setting DEADLINE =
            new Setting(
                    "deadline_s",
                    60,
                    0,
                    3600,
                    "time for one decision, s: the last guard, results depend on the machine where it is met");

    private static final Setting WORK =
            new Setting(
                    "work",
                    50_000,
                    0,
                    1e9,
                    "simplex iterations for one decision, after which a simple rule decides");

    private final LongSupplier nanoClock;
    private final Fallback.ToSolve solver;

    /** The provider; for the service loader. */
    public Planners() {
        this(System::nanoTime, FleetProgram::solve);
    }

    /** Controllers that keep their deadlines by a clock, their programs solved in a way. */
    Planners(LongSupplier nanoClock, Fallback.ToSolve solver) {
        this.nanoClock = nanoClock;
        this.solver = solver;
    }

    @Override
    public List<String> ids() {
        return IDS;
    }

    @Override
    public String describe(String id) {
        return switch (id) {
            case "mpc" ->
                    "Model-predictive control: the cheapest plan to the last declared departure, base load and plants as yesterday at today's level, arrivals as on the days before.";
            case "mpc_seasonal_naive" ->
                    "The same, base load and plants as yesterday at the same time.";
            case "mpc_persistence" -> "The same, base load and plants as they are now.";
            case "mpc_perfect" ->
                    "The same with base load, plants, arrivals and departures as they will be.";
            case "mpc_short" ->
                    "The paper's variant: ten equal steps ahead, what lies behind them has the terminal price.";
            case "centralised_v2g" ->
                    "The published centralised vehicle-to-grid benchmark: the cheapest charging and discharging at the price of imports, projected onto the limits by alternating projections.";
            case "clairvoyant" ->
                    "The cheapest schedule of the whole run with everything known beforehand: the reference of regret, not a controller one could run.";
            default -> throw new IllegalArgumentException("no planner " + id);
        };
    }

    @Override
    public List<Setting> settings(String id) {
        return switch (id) {
            case "clairvoyant" ->
                    List.of(
                            CARBON_PRICE,
                            MOST_UNSERVED,
                            LIMIT_MARGIN,
                            CURVE_MARGIN,
                            LEVELS,
                            RUN_WORK,
                            SOLVE_LIMIT);
            case "centralised_v2g" ->
                    List.of(
                            BLOCKS,
                            WEAR_SEGMENTS,
                            TERMINAL_PRICE,
                            earlyDepartureShare(0),
                            WORK,
                            DEADLINE);
            default -> mpcSettings(id);
        };
    }

    private static List<Setting> mpcSettings(String id) {
        return List.of(
                BLOCKS,
                Setting.flag(
                        "equal_blocks",
                        id.equals("mpc_short"),
                        "whether blocks are of one step each, else they grow"),
                WEAR_SEGMENTS,
                FIRST_SEGMENTS,
                GROUP_ABOVE,
                STEADY_ABOVE,
                CARBON_PRICE,
                TERMINAL_PRICE,
                earlyDepartureShare(0.1),
                PROPOSAL_PRICE,
                WORK,
                DEADLINE);
    }

    private static Setting earlyDepartureShare(double usual) {
        return new Setting(
                        "early_departure_share",
                        usual,
                        0,
                        1,
                        "least share of drivers expected to leave before they declared; records may say more, and without any three in ten are; 0 takes drivers at their word until then")
                .tried("0", "0.05", "0.1", "0.2", "0.3");
    }

    @Override
    public Controller create(String id) {
        return create(id, Settings.of("controller " + id, settings(id), Map.of()));
    }

    @Override
    public Controller create(String id, Settings settings) {
        return switch (id) {
            case "mpc", "mpc_short" -> mpc(id, new SeasonalLevel(), settings);
            case "mpc_seasonal_naive" -> mpc(id, new SeasonalNaive(), settings);
            case "mpc_persistence" -> mpc(id, new Persistence(), settings);
            case "mpc_perfect" -> mpc(id, null, settings);
            case "centralised_v2g" -> new CentralisedV2g(settings, nanoClock, solver);
            case "clairvoyant" -> new Clairvoyant(settings, solver);
            default -> throw new IllegalArgumentException("no planner " + id);
        };
    }

    private Mpc mpc(String id, @Nullable Forecaster forecaster, Settings settings) {
        return new Mpc(id, forecaster, settings, nanoClock, solver);
    }
}
