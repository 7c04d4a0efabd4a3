package org.evenflow.planning;

import java.util.List;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.Visit;
import org.evenflow.forecast.Outlook;
import org.evenflow.model.Feeder;
import org.evenflow.model.Site;
import org.evenflow.numeric.SolveStatus;
import org.evenflow.numeric.SolverOptions;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a whole run with perfect foresight, a block per step: losses to first order, wear no
 * less than it is, and rows for what AC power flows of its steps violate, until none does. The
 * program that no run can cost less than is the {@link Relaxation}.
 */
final class WholeRun implements Fallback.Plan, AutoCloseable {
    private static final int SEGMENTS = 2;
    private static final int MAX_ROUNDS = 20;

    /** What a step may take more than charge curves let through, kWh. */
    private static final double CURVE_KWH = 1e-3;

    /** Programs with more levels to choose are not searched, and how far the others are. */
    private static final int MOST_LEVELS = 1000;

    private static final int NODES = 200;

    /** Rounds without a broken limit end where they raise the cost by less, share of it. */
    private static final double COST_RISE = 2e-7;

    /** Losses that a plan need not know, kW. */
    private static final double LOSS_KW = 0.02;

    /** What a kWh beyond a soft limit costs, times the price of unserved energy. */
    private static final double SLACK = 10;

    private final double carbonPrice;
    private final double lackPerKwh;
    private final Fallback.ToSolve solver;
    private final int segments;
    private final Blocks blocks;
    private final Outlook outlook;
    private final List<Visit> visits;
    private final FleetProgram program;
    private final SiteRows rows;
    private final CurveRows curves;
    private final @Nullable GridCuts grid;
    private final boolean isQuick;
    private final boolean[] hasLoss;
    private final double[] baseLossKw;
    private final double[] slopes;
    private SolveStatus status = SolveStatus.STOPPED;
    private double throughputKwh;

    /**
     * Builds the program of the run that an observation belongs to.
     *
     * @param observation at step 0, of a world that opens the future
     * @param carbonPrice what emissions count, currency per kg CO2
     * @param mostUnservedKwh energy that drivers may lack in all, for what tables value it at;
     *     below 0 for as little as can be
     * @param limitMargin share of the site's limits that is left free
     * @param curveMargin share of what charge curves let through that it does without
     * @param solver of its program
     */
    WholeRun(
            Observation observation,
            double carbonPrice,
            double mostUnservedKwh,
            double limitMargin,
            double curveMargin,
            Fallback.ToSolve solver) {
        this.carbonPrice = carbonPrice;
        lackPerKwh =
                mostUnservedKwh < 0 ? observation.servicePerKwh() : observation.unservedPerKwh();
        this.solver = solver;
        Site site = observation.site();
        Limits limits = observation.limits();
        blocks = Blocks.everyStep(observation.steps(), observation.stepHours());
        outlook = observation.foreseen();
        visits = observation.foresight().visits();
        Points points = Points.of(site);
        int months = observation.billingMonth(observation.steps() - 1) + 1;
        boolean hasWear = visits.stream().anyMatch(v -> v.wear().coefficient() > 0);
        segments = hasWear ? SEGMENTS : 1;
        isQuick = GridCuts.isQuick(site);
        hasLoss = new boolean[blocks.count];
        baseLossKw = new double[blocks.count];
        slopes = new double[points.count()];
        program = new FleetProgram(shape(limits, points, months));
        rows = new SiteRows(program, limits.layout(), 1 - limitMargin, true);
        curves = new CurveRows(program, visits, observation.stepHours(), false, 1 - curveMargin);
        Feeder feeder = site.feeder();
        grid =
                feeder == null
                        ? null
                        : new GridCuts(
                                site,
                                feeder,
                                points,
                                blocks.count,
                                SLACK * observation.servicePerKwh());
        fill(observation, months);
        curves.oneWay(outlook);
        if (mostUnservedKwh >= 0) {
            double[] perLack =
                    visits.stream().mapToDouble(visit -> 1 / visit.chargeEfficiency()).toArray();
            program.limitLack(perLack, mostUnservedKwh, observation.servicePerKwh());
        }
    }

    private FleetShape shape(Limits limits, Points points, int months) {
        int n = visits.size();
        int[] pointOf = new int[n];
        int[] from = new int[n];
        int[] to = new int[n];
        boolean[] gives = new boolean[n];
        for (int slot = 0; slot < n; slot++) {
            Visit visit = visits.get(slot);
            pointOf[slot] = points.ofConnector()[visit.connector()];
            from[slot] = visit.arrivalStep();
            to[slot] = visit.departStep();
            gives[slot] = visit.maxDischargeKw() > 0;
        }
        return new FleetShape(
                blocks.count,
                pointOf,
                from,
                to,
                gives,
                0,
                points.station(),
                FleetShape.transformersOf(limits.layout()),
                limits.transformers(),
                months,
                segments);
    }

    private void fill(Observation observation, int months) {
        if (grid != null) {
            grid.startPlan(program, blocks, outlook);
        }
        double hours = observation.stepHours();
        var loads = new BlockLoads(observation.site());
        for (int k = 0; k < blocks.count; k++) {
            outlook.factors(k, loads.factor);
            limits(observation, loads, k, hours);
            supply(observation, loads, k, hours);
        }
        for (int month = 0; month < months; month++) {
            program.supply.month(month, perKw(observation, month), 0);
        }
        for (int slot = 0; slot < visits.size(); slot++) {
            vehicle(slot, visits.get(slot), hours);
        }
    }

    private void limits(Observation observation, BlockLoads loads, int k, double hours) {
        double[] plantKw = new double[observation.site().plants().size()];
        for (int plant = 0; plant < plantKw.length; plant++) {
            plantKw[plant] = outlook.plantKw(plant).at(k);
        }
        rows.limits(k, hours, loads, plantKw, SLACK * observation.servicePerKwh());
    }

    private void supply(Observation observation, BlockLoads loads, int k, double hours) {
        double base = loads.baseKw();
        double plants = outlook.plantSumKw().at(k);
        double loss = grid == null ? 0 : grid.baseLossKw(k);
        double buy = outlook.buyPerKwh().at(k) + carbonPrice * outlook.carbonKgPerKwh().at(k);
        program.supply.block(
                k,
                (base - plants + loss) * hours,
                plants * hours,
                buy,
                // Export never earns more than import costs here, or plans would do both at once.
                Math.min(buy, outlook.sellPerKwh().at(k)),
                observation.site().exportLimitKw() * hours);
        if (grid != null) {
            losses(grid, k, hours, Math.min(buy, outlook.sellPerKwh().at(k)) >= 0, buy, loss);
        }
        program.supply.peak(k, observation.billingMonth(k), hours, 0);
    }

    /**
     * Losses beyond those of base load: no less than their tangents where more of them never saves
     * anything, so that they count in the month's peak too; else by their first order alone.
     */
    private void losses(
            GridCuts of, int k, double hours, boolean isPricePositive, double buy, double baseKw) {
        if (!isPricePositive || !isQuick) {
            of.losses(program, k, buy);
            return;
        }
        hasLoss[k] = true;
        baseLossKw[k] = baseKw;
        program.supply.loss(k, Double.POSITIVE_INFINITY);
        tangent(of, k, hours);
    }

    private void tangent(GridCuts of, int k, double hours) {
        double none = of.lossTangent(k, slopes) - baseLossKw[k];
        if (!Double.isNaN(none)) {
            program.supply.lossAbove(k, slopes, none * hours);
        }
    }

    /** Adds tangents where the plan loses more than it knows of; how many. */
    private int tangents(GridCuts of, int from) {
        int count = 0;
        for (int k = from; k < blocks.count; k++) {
            double hours = blocks.hours(k);
            double known = hasLoss[k] ? baseLossKw[k] + program.supply.lossKwh(k) / hours : 0;
            if (hasLoss[k] && of.state(k).lossKw() > known + LOSS_KW) {
                tangent(of, k, hours);
                count++;
            }
        }
        return count;
    }

    private double perKw(Observation observation, int month) {
        for (int step = 0; step < observation.steps(); step++) {
            if (observation.billingMonth(step) == month) {
                return outlook.demandPerKw().at(step);
            }
        }
        return 0;
    }

    private void vehicle(int slot, Visit visit, double hours) {
        program.efficiency(slot, visit.chargeEfficiency(), visit.dischargeEfficiency());
        rows.place(slot, visit.connector(), visit.phases());
        program.vehicle(
                slot,
                visit.arrivalKwh(),
                visit.floorKwh(),
                visit.reachableKwh(),
                visit.mostKwh(),
                lackPerKwh / visit.chargeEfficiency(),
                0);
        for (int k = visit.arrivalStep(); k < visit.departStep(); k++) {
            for (int s = 0; s < segments; s++) {
                program.charge(
                        slot,
                        k,
                        s,
                        visit.maxKw() / segments * hours,
                        wear(visit, visit.maxKw(), s));
                // Who never comes above the reserve gives nothing back.
                if (visit.maxDischargeKw() > 0 && visit.mostKwh() > visit.floorKwh()) {
                    double most = visit.maxDischargeKw();
                    program.discharge(slot, k, s, most / segments * hours, wear(visit, most, s));
                }
            }
        }
    }

    private double wear(Visit visit, double maxKw, int segment) {
        return Wear.chord(visit.wear(), maxKw, segment, segments);
    }

    /** Lets go the limits of a step that is over, in which every visit is held to what it took. */
    void over(int step) {
        rows.letGo(step);
        curves.letGo(step);
    }

    /**
     * Holds a step of a visit to what was really charged or given, so that the next solution goes
     * on from there.
     *
     * @param kwh at the meter, positive charges
     */
    void pin(int slot, int step, double kwh) {
        Visit visit = visits.get(slot);
        double hours = blocks.hours(step);
        for (int s = 0; s < segments; s++) {
            program.pin(slot, step, s, part(kwh, s, visit.maxKw() / segments * hours));
            if (visit.maxDischargeKw() > 0) {
                double width = visit.maxDischargeKw() / segments * hours;
                program.pin(slot, step, segments + s, part(-kwh, s, width));
            }
        }
    }

    /** What of an energy falls into a segment; the last takes the rest. */
    private double part(double kwh, int segment, double width) {
        double beyond = Math.max(0, kwh - segment * width);
        return segment + 1 < segments ? Math.min(width, beyond) : beyond;
    }

    /**
     * Solves, with charge curves, losses and the feeder's limits in rounds of cuts; whether there
     * is a solution.
     */
    @Override
    public boolean solve(Observation observation, Fallback.Deadline deadline) {
        int from = observation.step();
        status = deadline.solve(program, solver);
        double last = Double.NaN;
        for (int round = 0; status.hasPoint() && round < MAX_ROUNDS; round++) {
            int bad = grid == null ? 0 : grid.check(program, blocks, 0, blocks.count);
            double rise = program.cost() - last;
            if (bad == 0 && rise <= COST_RISE * Math.abs(last)) {
                break;
            }
            last = program.cost();
            int cuts = grid == null ? 0 : tangents(grid, from);
            if (bad + cuts + curves.cut(CURVE_KWH, from) == 0) {
                break;
            }
            status = deadline.solve(program, solver);
        }
        throughputKwh = 0;
        for (int slot = 0; status.hasPoint() && slot < visits.size(); slot++) {
            throughputKwh += program.throughputKwh(slot);
        }
        return status.hasPoint();
    }

    /**
     * Solves once more with powers that are levels of the chargers, where there are few enough of
     * them; as good a solution as a limited search finds. Later solves know no levels.
     *
     * @return whether there is one; else the last solve stands
     */
    boolean wholeLevels(Observation observation, Fallback.Deadline deadline) {
        if (!hasFewLevels(visits)) {
            return false;
        }
        var levels = new CurveRows.Levels(program);
        levels.add(visits, observation.stepHours());
        levels.whole(true);
        program.program.options(SolverOptions.USUAL);
        program.program.mostNodes(NODES);
        boolean isSolved = program.solve(deadline.forSolverS()).hasPoint();
        levels.whole(false);
        if (!isSolved) {
            solve(observation, deadline);
        }
        return isSolved;
    }

    /** Whether there are levels, and few enough to be searched. */
    static boolean hasFewLevels(List<Visit> visits) {
        int count = CurveRows.Levels.count(visits);
        return count > 0 && count <= MOST_LEVELS;
    }

    @Override
    public SolveStatus status() {
        return status;
    }

    /** Was filled when it was made: all is known beforehand. */
    @Override
    public Outlook fill(Observation observation) {
        return outlook;
    }

    /** The program's cost less what only settles ties, currency. */
    double cost() {
        return program.cost() - FleetProgram.THROUGHPUT_COST * throughputKwh;
    }

    /** Net energy of a visit in a step, kWh at the meter. */
    double netKwh(int visit, int step) {
        return program.netKwh(visit, step);
    }

    /** Energy within a visit's reach that the plan leaves out, kWh in the battery. */
    double lackKwh(int visit) {
        return program.lackKwh(visit);
    }

    double curtailedKwh(int step) {
        return program.supply.curtailedKwh(step);
    }

    @Override
    public void close() {
        program.close();
    }
}
