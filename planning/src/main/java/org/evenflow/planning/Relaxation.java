package org.evenflow.planning;

import java.util.List;
import java.util.function.LongSupplier;
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
 * A linear program of a whole run, a block per step, that costs no more than the run under any
 * controller whose wishes pass the dispatcher. The proof is a map: what such a run did is a point
 * of the program, and the program charges it no more than the simulator does. Term by term:
 *
 * <ul>
 *   <li>Vehicles. Powers, stored energies and the energy that lacks at departure are those of the
 *       run; least powers and power levels are left out. No step stores more than full power does
 *       along the charge curve, or its concave hull ({@link CurveRows}). A kWh that lacks costs
 *       what the simulator books, at the meter. No step both charges and gives back, which is said
 *       where a negative price would pay for it.
 *   <li>Wear. Tangents lie below a convex cost ({@link Wear#below}).
 *   <li>Limits. The dispatcher keeps the sums of stations, site and supply transformers within
 *       limits that include 0 also where base load leaves no room. A transformer is held with all
 *       plants on above and with all plants off below, as a run may curtail any of them.
 *   <li>Energy. Import less export is base load less plants plus what is curtailed, charging and
 *       losses. {@link LeastLoad} proves how much base load and losses are at least. Less of it
 *       costs no more where no price is negative; where one is, losses may be taken up to the most
 *       that they can be, or there is no bound. Where export earns more than import costs, the cost
 *       is not convex; its convex envelope over all possible net loads takes its place ({@link
 *       SupplyRows#either}).
 *   <li>Demand charge. The peak of a month is at least every step's import.
 *   <li>The cost of throughput that settles ties is 0.
 * </ul>
 *
 * <p>What the solver finds is believed as far as its duals prove it: the bound is the objective
 * less the duality gap.
 */
final class Relaxation implements AutoCloseable {
    private static final int SEGMENTS = 5;

    private static final int MAX_ROUNDS = 12;

    /** What a step may take more than charge curves let through before that is cut off, kWh. */
    private static final double CURVE_KWH = 1e-3;

    /**
     * Rounds end where losses that no tangent shows yet cost less of all money that moves: late
     * rounds of a large fleet take minutes and gain next to nothing.
     */
    private static final double ROUND_GAIN = 2e-5;

    /** Losses that lie less below what is proven get no tangent, kWh. */
    private static final double LOSS_KWH = 1e-4;

    /** How far the dispatcher may let an export pass its limit, kW. */
    private static final double EXPORT_TOLERANCE_KW = 1e-6;

    private final Blocks blocks;
    private final Outlook outlook;
    private final List<Visit> visits;
    private final Site site;
    private final BlockLoads loads;
    private final double unservedPerKwh;
    private final @Nullable LeastLoad least;
    private final FleetProgram program;

    private final SiteRows rows;
    private final CurveRows curves;
    private final int segments;

    /** Most that the vehicles of each point charge, {@code [point][block]}. */
    private final double[][] chargeKw;

    /** Most that they give back. */
    private final double[][] dischargeKw;

    private final double[] pointKw;
    private final double[] slopes;
    private double bound = Double.NEGATIVE_INFINITY;

    /** More than all money that moves in any solution: what a relative gap is taken of. */
    private double scale = 1;

    private String unknown;

    /**
     * Builds the program of a run.
     *
     * @param observation at step 0 of it
     * @param mostUnservedKwh energy that drivers lack in all at most; may be infinite
     */
    Relaxation(Observation observation, double mostUnservedKwh) {
        site = observation.site();
        loads = new BlockLoads(site);
        unservedPerKwh = observation.unservedPerKwh();
        blocks = Blocks.everyStep(observation.steps(), observation.stepHours());
        outlook = observation.foreseen();
        visits = observation.foresight().visits();
        segments = segments(visits);
        Points points = Points.of(site);
        pointKw = new double[points.count()];
        slopes = new double[points.count()];
        chargeKw = new double[points.count()][blocks.count];
        dischargeKw = new double[points.count()][blocks.count];
        for (Visit visit : visits) {
            int point = points.ofConnector()[visit.connector()];
            for (int k = visit.arrivalStep(); k < visit.departStep(); k++) {
                chargeKw[point][k] += visit.maxKw();
                dischargeKw[point][k] += visit.maxDischargeKw();
            }
        }
        Feeder feeder = site.feeder();
        unknown = feeder == null ? "" : LeastLoad.unknown(feeder);
        least =
                feeder == null || !unknown.isEmpty()
                        ? null
                        : new LeastLoad(site, feeder, outlook, points, chargeKw, dischargeKw);
        int months = observation.billingMonth(observation.steps() - 1) + 1;
        program = new FleetProgram(shape(observation.limits(), points, months), 0);
        rows = new SiteRows(program, observation.limits().layout(), 1, false);
        curves = new CurveRows(program, visits, observation.stepHours(), true, 1);
        fill(observation, months);
        curves.oneWay(outlook);
        if (mostUnservedKwh < Double.POSITIVE_INFINITY) {
            double[] perLack = visits.stream().mapToDouble(v -> 1 / v.chargeEfficiency()).toArray();
            program.limitLack(perLack, mostUnservedKwh, observation.servicePerKwh());
        }
    }

    private static int segments(List<Visit> visits) {
        return visits.stream().anyMatch(v -> v.wear().coefficient() > 0 && v.wear().exponent() > 1)
                ? SEGMENTS
                : 1;
    }

    private FleetShape shape(Limits limits, Points points, int months) {
        return new FleetShape(
                blocks.count,
                visits.stream().mapToInt(v -> points.ofConnector()[v.connector()]).toArray(),
                visits.stream().mapToInt(Visit::arrivalStep).toArray(),
                visits.stream().mapToInt(Visit::departStep).toArray(),
                givesBack(),
                0,
                points.station(),
                FleetShape.transformersOf(limits.layout()),
                limits.transformers(),
                months,
                segments);
    }

    private boolean[] givesBack() {
        boolean[] gives = new boolean[visits.size()];
        for (int slot = 0; slot < gives.length; slot++) {
            gives[slot] = visits.get(slot).maxDischargeKw() > 0;
        }
        return gives;
    }

    /** About how many columns the program of a run would have. */
    static long columns(Observation observation) {
        List<Visit> visits = observation.foresight().visits();
        int segments = segments(visits);
        long columns = 0;
        for (Visit visit : visits) {
            int flows = visit.maxDischargeKw() > 0 ? 2 * segments + 1 : segments;
            columns += 1 + (long) flows * (visit.departStep() - visit.arrivalStep());
        }
        Site site = observation.site();
        int sums = Points.of(site).count() + observation.limits().transformers() + 4;
        return columns + (long) sums * observation.steps();
    }

    private void fill(Observation observation, int months) {
        Limits limits = observation.limits();
        double hours = observation.stepHours();
        double slackCost = unservedPerKwh;
        for (int k = 0; k < blocks.count; k++) {
            rows.stations(k, hours);
            program.site(k, limits.layout().siteHighKw() * hours, slackCost);
            transformers(limits, k, hours, slackCost);
            supply(k, hours);
            program.supply.peak(k, observation.billingMonth(k), hours, 0);
        }
        double[] perKw = new double[months];
        for (int k = 0; k < blocks.count; k++) {
            perKw[observation.billingMonth(k)] = observation.demandPerKw(k);
            scale += Math.abs(observation.demandPerKw(k)) * mostImportKw(k);
        }
        for (int month = 0; month < months; month++) {
            program.supply.month(month, perKw[month], 0);
        }
        for (int slot = 0; slot < visits.size(); slot++) {
            vehicle(slot, visits.get(slot), hours);
        }
    }

    private void transformers(Limits limits, int k, double hours, double slackCost) {
        outlook.factors(k, loads.factor);
        double[] all = new double[site.plants().size()];
        for (int plant = 0; plant < all.length; plant++) {
            all[plant] = outlook.plantKw(plant).at(k);
        }
        double[] none = new double[all.length];
        for (int t = 0; t < limits.transformers(); t++) {
            double rating = limits.layout().transformerKva(t);
            double low = -rating - loads.transformerKw(t, none);
            double high = rating - loads.transformerKw(t, all);
            program.transformer(
                    t, k, Math.min(0, low) * hours, Math.max(0, high) * hours, slackCost);
        }
    }

    private void supply(int k, double hours) {
        double buy = outlook.buyPerKwh().at(k);
        double sell = outlook.sellPerKwh().at(k);
        double plants = outlook.plantSumKw().at(k);
        boolean isPricePositive = Math.min(buy, sell) >= 0;
        // More than must be may be taken where it cannot save anything; it also helps to keep a
        // limit on export, as losses do.
        double loss =
                least == null ? 0 : isPricePositive ? Double.POSITIVE_INFINITY : least.moreKw(k);
        if (!isPricePositive && loss == Double.POSITIVE_INFINITY) {
            unknown = "a price is negative, and nothing bounds this feeder's losses from above";
            return;
        }
        if (loss > 0) {
            program.supply.loss(k, loss * hours);
        }
        double mostImport = mostImportKw(k) + (isPricePositive ? 0 : loss);
        double mostExport = Math.max(0, plants + sum(dischargeKw, k) - leastKw(k));
        double exportLimit = site.exportLimitKw() + EXPORT_TOLERANCE_KW;
        program.supply.block(
                k,
                (leastKw(k) - plants) * hours,
                plants * hours,
                buy,
                sell,
                Math.min(mostExport, exportLimit) * hours);
        if (sell > buy && mostImport > 0 && mostExport > 0) {
            program.supply.either(k, mostImport * hours, mostExport * hours);
        }
        scale += (Math.abs(buy) * mostImport + Math.abs(sell) * mostExport) * hours;
    }

    /** The least that base load can be, kW. */
    private double leastKw(int k) {
        outlook.factors(k, loads.factor);
        double base = loads.baseKw();
        return least == null ? base : base + least.lessKw(k);
    }

    /** The most that is imported in a solution that takes no more than it must, kW. */
    private double mostImportKw(int k) {
        return Math.max(0, leastKw(k) + sum(chargeKw, k));
    }

    private static double sum(double[][] byPoint, int k) {
        double sum = 0;
        for (double[] of : byPoint) {
            sum += of[k];
        }
        return sum;
    }

    private void vehicle(int slot, Visit visit, double hours) {
        double perStored = unservedPerKwh / visit.chargeEfficiency();
        program.efficiency(slot, visit.chargeEfficiency(), visit.dischargeEfficiency());
        rows.place(slot, visit.connector(), visit.phases());
        program.vehicle(
                slot,
                visit.arrivalKwh(),
                visit.floorKwh(),
                visit.reachableKwh(),
                visit.mostKwh(),
                perStored,
                0);
        scale += perStored * Math.abs(visit.reachableKwh());
        for (int k = visit.arrivalStep(); k < visit.departStep(); k++) {
            for (int s = 0; s < segments; s++) {
                double most = visit.maxKw();
                program.charge(slot, k, s, widthKw(visit, most, s) * hours, wear(visit, most, s));
                if (visit.maxDischargeKw() > 0) {
                    double back = visit.maxDischargeKw();
                    program.discharge(
                            slot, k, s, widthKw(visit, back, s) * hours, wear(visit, back, s));
                }
            }
            scale += visit.wear().cost(visit.maxKw(), hours);
            scale += visit.wear().cost(visit.maxDischargeKw(), hours);
        }
    }

    private double widthKw(Visit visit, double maxKw, int segment) {
        return Wear.belowFrom(visit.wear(), maxKw, segment + 1, segments)
                - Wear.belowFrom(visit.wear(), maxKw, segment, segments);
    }

    private double wear(Visit visit, double maxKw, int segment) {
        return Wear.below(visit.wear(), maxKw, segment, segments);
    }

    /** Why there is no bound; empty where there may be one. */
    String unknown() {
        return unknown;
    }

    /**
     * Solves, again and again with tangents of the losses at the powers last found (J. E. Kelley,
     * The cutting-plane method for solving convex programs, J. SIAM 8(4), 1960): every one of these
     * programs is a bound, and each is no lower than the one before.
     */
    SolveStatus solve(double limitS, LongSupplier nanoClock) {
        long begin = nanoClock.getAsLong();
        tangents(false);
        program.program.options(SolverOptions.USUAL);
        long work = LowerBound.WORK;
        program.program.mostIterations((int) work);
        SolveStatus first = program.solve(limitS);
        program.program.options(SolverOptions.USUAL.withPresolve(false));
        SolveStatus last = first;
        for (int round = 0; round < MAX_ROUNDS && last == SolveStatus.OPTIMAL; round++) {
            bound = Math.max(bound, proven());
            int cuts = curves.cut(CURVE_KWH, 0);
            if (tangents(true) <= ROUND_GAIN * scale && cuts == 0) {
                break;
            }
            work -= program.program.iterations();
            program.program.mostIterations((int) Math.max(0, work));
            double leftS = limitS - (nanoClock.getAsLong() - begin) / 1e9;
            last = program.solve(Math.max(0, leftS));
        }
        return first;
    }

    /** Whether the last solve ended because its work was spent. */
    boolean isWorkSpent() {
        return program.program.iterations() >= LowerBound.WORK;
    }

    private double proven() {
        return program.program.bestBound() - program.program.residuals().gap() * scale;
    }

    /**
     * Adds tangents of the losses at no charging, or where losses lie below them; what the losses
     * that lie below cost, currency.
     */
    private double tangents(boolean isSolved) {
        double missing = 0;
        for (int k = 0; least != null && least.hasLosses() && k < blocks.count; k++) {
            double hours = blocks.hours(k);
            for (int p = 0; p < pointKw.length; p++) {
                pointKw[p] = isSolved ? program.pointKwh(p, k) / hours : 0;
            }
            double loss = least.lossKw(k, pointKw, slopes);
            double known = isSolved ? program.supply.lossKwh(k) : 0;
            if (loss > 0 && (!isSolved || loss * hours > known + LOSS_KWH)) {
                missing += Math.abs(outlook.buyPerKwh().at(k)) * (loss * hours - known);
                for (int p = 0; p < pointKw.length; p++) {
                    loss -= slopes[p] * pointKw[p];
                }
                program.supply.lossAbove(k, slopes, loss * hours);
            }
        }
        return missing;
    }

    /** What no run costs less than, currency; negative infinity where it is not known. */
    double bound() {
        return bound;
    }

    @Override
    public void close() {
        program.close();
    }
}
