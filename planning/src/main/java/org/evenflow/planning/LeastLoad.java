package org.evenflow.planning;

import java.util.Arrays;
import org.evenflow.forecast.Outlook;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.Injections;
import org.evenflow.grid.PowerFlow;
import org.evenflow.grid.RadialBounds;
import org.evenflow.grid.Terminals;
import org.evenflow.model.Bus;
import org.evenflow.model.Connector;
import org.evenflow.model.Feeder;
import org.evenflow.model.Load;
import org.evenflow.model.Reactive;
import org.evenflow.model.Site;
import org.jspecify.annotations.Nullable;

/**
 * What base load and losses of a feeder cannot be below, nor above, in any step under any charging
 * that the dispatcher lets pass.
 *
 * <p>The dispatcher holds every node between its limits, or where base load and plants alone are
 * beyond them, no further than they. Which those are, a run that curtails plants decides; as plants
 * raise voltages, the lowest are those without plants and the highest those with all.
 *
 * <p>Losses are at least 0, and on a balanced radial feeder what {@link RadialBounds} proves: for
 * voltages no higher than the limits or the lossless ones of base load and all plants, and no
 * higher than the lossless ones with every vehicle giving all it can. A load that follows the
 * voltage takes least at one of the voltages that can be; between phases it sees between nothing
 * and the sum of two. Where the power flow of base load has no state, the simulator counts no
 * losses, so none are claimed.
 */
final class LeastLoad {
    private static final double TOLERANCE_PU = 1e-8;

    /** Above any voltage that a flow without a solution could mean, pu. */
    private static final double MOST_PU = 2;

    private final Feeder feeder;
    private final Points points;
    private final Outlook outlook;
    private final BlockLoads loads;
    private final GridLimits limits;
    private final Terminals terminals;
    private final Injections injections;
    private final @Nullable RadialBounds radial;
    private final double[] plantKw;
    private final double[] perKw;

    /** Whether base load has a state with and without plants, {@code [block]}. */
    private final boolean[] isSolved;

    private final double[] lessKw;
    private final double[] moreKw;

    /** Highest voltages by block; empty where losses have no bound. */
    private final double[][] highestPu;

    /**
     * The bounds of a run.
     *
     * @param chargeKw most that the vehicles of each point charge, {@code [point][block]}
     * @param dischargeKw most that they give back
     */
    LeastLoad(
            Site site,
            Feeder feeder,
            Outlook outlook,
            Points points,
            double[][] chargeKw,
            double[][] dischargeKw) {
        this.feeder = feeder;
        this.points = points;
        this.outlook = outlook;
        int blocks = outlook.buyPerKwh().end();
        loads = new BlockLoads(site);
        plantKw = new double[site.plants().size()];
        isSolved = new boolean[blocks];
        lessKw = new double[blocks];
        moreKw = new double[blocks];
        highestPu = new double[blocks][];
        Arrays.fill(moreKw, Double.POSITIVE_INFINITY);
        PowerFlow flow = PowerFlow.of(feeder, TOLERANCE_PU);
        limits = flow.limits();
        terminals = flow.terminals();
        injections = terminals.none();
        perKw = new double[terminals.count()];
        radial = takesReactive(site) ? null : RadialBounds.of(feeder).orElse(null);
        FlowResult without = flow.newResult();
        FlowResult with = flow.newResult();
        for (int k = 0; k < blocks; k++) {
            bound(flow, k, without, with, chargeKw, dischargeKw);
        }
    }

    private static boolean takesReactive(Site site) {
        return site.stations().stream()
                .flatMap(station -> station.connectors().stream())
                .map(Connector::reactive)
                .anyMatch(reactive -> !reactive.equals(Reactive.NONE));
    }

    private void bound(
            PowerFlow flow,
            int k,
            FlowResult without,
            FlowResult with,
            double[][] chargeKw,
            double[][] dischargeKw) {
        base(k, false);
        without.reset();
        flow.solve(injections, without);
        base(k, true);
        with.reset();
        flow.solve(injections, with);
        isSolved[k] =
                without.status() == FlowStatus.CONVERGED && with.status() == FlowStatus.CONVERGED;
        for (int load = 0; load < feeder.loads().size(); load++) {
            lessKw[k] += loads.factorOfLoad(load) * lessKw(feeder.loads().get(load), without, with);
        }
        if (radial != null && isSolved[k]) {
            highestPu[k] = highest(radial, k, dischargeKw);
            moreKw[k] = most(radial, k, without, chargeKw, dischargeKw);
        }
    }

    /** Why there is no bound; empty where there is. */
    static String unknown(Feeder feeder) {
        return feeder.machines().isEmpty()
                        && feeder.buses().stream().mapToDouble(Bus::shuntKw).allMatch(kw -> kw >= 0)
                ? ""
                : "the feeder has machines or shunts that give power";
    }

    private void base(int k, boolean hasPlants) {
        for (int plant = 0; plant < plantKw.length; plant++) {
            plantKw[plant] = hasPlants ? outlook.plantKw(plant).at(k) : 0;
        }
        outlook.factors(k, loads.factor);
        loads.fill(injections, plantKw);
    }

    private void add(double[] pointKw, double sign) {
        for (int p = 0; p < pointKw.length; p++) {
            int[] of = points.terminals()[p];
            for (int terminal : of) {
                injections.loadKw()[terminal] += sign * pointKw[p] / of.length;
            }
        }
    }

    private static double[] column(double[][] byPoint, int k) {
        return Arrays.stream(byPoint).mapToDouble(of -> of[k]).toArray();
    }

    private double[] highest(RadialBounds bounds, int k, double[][] dischargeKw) {
        double[] alone = new double[feeder.buses().size()];
        base(k, true);
        bounds.highestPu(injections, alone);
        double[] most = new double[alone.length];
        add(column(dischargeKw, k), -1);
        bounds.highestPu(injections, most);
        for (int bus = 0; bus < most.length; bus++) {
            double held = limits.maxPu(bus) + GridLimits.VOLTAGE_TOLERANCE_PU;
            most[bus] = Math.min(most[bus], Math.max(held, alone[bus]));
        }
        return most;
    }

    private double most(
            RadialBounds bounds,
            int k,
            FlowResult without,
            double[][] chargeKw,
            double[][] dischargeKw) {
        double[] lowest = new double[feeder.buses().size()];
        double[] kva = new double[lowest.length];
        base(k, false);
        for (int bus = 0; bus < lowest.length; bus++) {
            double held = limits.minPu(bus) - GridLimits.VOLTAGE_TOLERANCE_PU;
            lowest[bus] = Math.min(held, without.voltagePu(bus));
            kva[bus] = Math.abs(injections.loadKw()[bus]);
        }
        base(k, true);
        for (int bus = 0; bus < lowest.length; bus++) {
            kva[bus] = Math.max(kva[bus], Math.abs(injections.loadKw()[bus]));
        }
        for (int p = 0; p < chargeKw.length; p++) {
            kva[points.terminals()[p][0]] += Math.max(chargeKw[p][k], dischargeKw[p][k]);
        }
        for (int bus = 0; bus < lowest.length; bus++) {
            kva[bus] = Math.hypot(kva[bus], injections.loadKvar()[bus]);
        }
        return bounds.mostLossKw(kva, lowest);
    }

    /** What base load takes at least more than at nominal voltage, kW. */
    double lessKw(int k) {
        return lessKw[k];
    }

    /** What losses are at most, kW; infinite where it is not known. */
    double moreKw(int k) {
        return moreKw[k];
    }

    /** Whether losses have a bound above 0. */
    boolean hasLosses() {
        return radial != null;
    }

    /**
     * What losses are at least at the powers of the points, kW; NaN where nothing is known.
     *
     * @param slopes filled with what a kW more at each point adds
     */
    double lossKw(int k, double[] pointKw, double[] slopes) {
        var bounds = radial;
        if (bounds == null || !isSolved[k]) {
            return Double.NaN;
        }
        base(k, true);
        add(pointKw, 1);
        double loss = bounds.leastLossKw(injections, highestPu[k], perKw);
        for (int p = 0; p < slopes.length; p++) {
            slopes[p] = perKw[points.terminals()[p][0]];
        }
        return loss;
    }

    private double lessKw(Load load, FlowResult without, FlowResult with) {
        int bus = feeder.busIndex().getOrDefault(load.busId(), 0);
        double low = limits.minPu(bus) - GridLimits.VOLTAGE_TOLERANCE_PU;
        double high = limits.maxPu(bus) + GridLimits.VOLTAGE_TOLERANCE_PU;
        int nodes = terminals.nodesPerBus();
        for (int node = bus * nodes; node < (bus + 1) * nodes; node++) {
            low = Math.min(low, known(without, node, 0));
            high = Math.max(high, known(with, node, MOST_PU));
        }
        if (load.isDelta()) {
            low = 0;
            high *= 2 / Math.sqrt(3);
        }
        double least = least(load, low / load.nominalPu(), high / load.nominalPu());
        return Math.min(0, least);
    }

    /** A voltage; 1, which bounds nothing, where the bus has no such phase. */
    private static double known(FlowResult state, int node, double otherwise) {
        double pu = state.status() == FlowStatus.CONVERGED ? state.voltagePu(node) : otherwise;
        return Double.isNaN(pu) ? 1 : pu;
    }

    /** Least of kw (share - 1) over an interval of voltages: at its ends or its vertex. */
    private static double least(Load load, double low, double high) {
        Load.Model model = load.model();
        double vertex = -model.pCurrent() / (2 * model.pImpedance());
        double inside = vertex > low && vertex < high ? vertex : low;
        return Math.min(Math.min(excess(load, low), excess(load, high)), excess(load, inside));
    }

    private static double excess(Load load, double v) {
        Load.Model model = load.model();
        double share = v * (model.pImpedance() * v + model.pCurrent()) + model.pPower();
        return load.kw() * (share - 1);
    }
}
