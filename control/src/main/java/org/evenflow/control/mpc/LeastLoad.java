package org.evenflow.control.mpc;

import java.util.Arrays;
import org.evenflow.control.Site;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.Injections;
import org.evenflow.grid.PowerFlow;
import org.evenflow.grid.Terminals;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Load;

/**
 * What base load and losses of a feeder cannot be below in any step under any charging that the
 * dispatcher lets pass, against base load at nominal voltage and no losses.
 *
 * <p>Losses are at least 0. A load that follows the voltage takes least at one of the voltages that
 * can be: the dispatcher holds every node between its limits, or where base load and plants alone
 * are beyond them, no further than they; as plants raise voltages, the lowest of those is without
 * plants and the highest with all. A load between phases sees between nothing and the sum of two
 * phases.
 */
final class LeastLoad {
    /** Above any voltage that a flow without a solution could mean, pu. */
    private static final double MOST_PU = 2;

    private final double[] lessKw;

    /** Why there is no bound; empty where there is. */
    private final String unknown;

    LeastLoad(Site site, Feeder feeder, Outlook outlook, Blocks blocks) {
        lessKw = new double[blocks.count];
        unknown = unknown(feeder);
        boolean isConstant =
                feeder.loads().stream()
                        .map(Load::model)
                        .allMatch(m -> m.pImpedance() == 0 && m.pCurrent() == 0);
        if (unknown.isEmpty() && !isConstant) {
            new Voltages(site, feeder).fill(outlook, blocks, lessKw);
        }
    }

    private static String unknown(Feeder feeder) {
        return feeder.machines().isEmpty()
                        && feeder.buses().stream().mapToDouble(Bus::shuntKw).allMatch(kw -> kw >= 0)
                ? ""
                : "the feeder has machines or shunts that give power";
    }

    /** Why there is no bound; empty where there is. */
    String unknown() {
        return unknown;
    }

    /** What base load and losses are at least more than base load at nominal voltage, kW. */
    double lessKw(int k) {
        return lessKw[k];
    }

    /**
     * What they can be more than that least; infinite where it is not known.
     *
     * @param evKw most power of all vehicles, either way
     */
    double moreKw(int k, double evKw) {
        return Double.POSITIVE_INFINITY;
    }

    /** Voltages between which each load may be. */
    private static final class Voltages {
        private final Feeder feeder;
        private final BlockLoads loads;
        private final PowerFlow flow;
        private final GridLimits limits;
        private final Terminals terminals;
        private final Injections injections;
        private final FlowResult without;
        private final FlowResult with;
        private final double[] plantKw;

        Voltages(Site site, Feeder feeder) {
            this.feeder = feeder;
            loads = new BlockLoads(site);
            flow = PowerFlow.of(feeder, 1e-8);
            limits = flow.limits();
            terminals = flow.terminals();
            injections = terminals.none();
            without = flow.newResult();
            with = flow.newResult();
            plantKw = new double[site.plants().size()];
        }

        void fill(Outlook outlook, Blocks blocks, double[] lessKw) {
            for (int k = 0; k < blocks.count; k++) {
                Arrays.fill(plantKw, 0);
                solve(without, outlook.loadFactor[k]);
                for (int plant = 0; plant < plantKw.length; plant++) {
                    plantKw[plant] = outlook.plantKw[plant][k];
                }
                solve(with, outlook.loadFactor[k]);
                for (Load load : feeder.loads()) {
                    lessKw[k] += outlook.loadFactor[k] * lessKw(load);
                }
            }
        }

        private void solve(FlowResult state, double factor) {
            loads.fill(injections, factor, plantKw);
            state.reset();
            flow.solve(injections, state);
        }

        private double lessKw(Load load) {
            int bus = feeder.busIndex().getOrDefault(load.busId(), 0);
            double low = limits.minPu(bus);
            double high = limits.maxPu(bus);
            for (int node = bus * terminals.nodesPerBus();
                    node < (bus + 1) * terminals.nodesPerBus();
                    node++) {
                low = Math.min(low, known(without, node, 0));
                high = Math.max(high, known(with, node, MOST_PU));
            }
            if (load.isDelta()) {
                low = 0;
                high *= 2 / Math.sqrt(3);
            }
            return Math.min(0, least(load, low / load.nominalPu(), high / load.nominalPu()));
        }

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
}
