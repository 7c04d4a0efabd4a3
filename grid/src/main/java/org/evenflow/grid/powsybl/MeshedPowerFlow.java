package org.evenflow.grid.powsybl;

import com.powsybl.iidm.network.Network;
import com.powsybl.loadflow.LoadFlowParameters;
import com.powsybl.math.matrix.SparseMatrixFactory;
import com.powsybl.openloadflow.OpenLoadFlowParameters;
import com.powsybl.openloadflow.ac.AcLoadFlowContext;
import com.powsybl.openloadflow.ac.AcLoadFlowParameters;
import com.powsybl.openloadflow.ac.AcLoadFlowResult;
import com.powsybl.openloadflow.ac.AcloadFlowEngine;
import com.powsybl.openloadflow.graph.EvenShiloachGraphDecrementalConnectivityFactory;
import com.powsybl.openloadflow.network.LfBus;
import com.powsybl.openloadflow.network.LfNetwork;
import com.powsybl.openloadflow.network.NetworkState;
import com.powsybl.openloadflow.network.impl.LfNetworkLoaderImpl;
import com.powsybl.openloadflow.network.util.PreviousValueVoltageInitializer;
import com.powsybl.openloadflow.network.util.VoltageInitializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.GridLimits;
import org.evenflow.grid.Injections;
import org.evenflow.grid.PowerFlow;
import org.evenflow.grid.Sensitivities;
import org.evenflow.grid.Terminals;
import org.evenflow.model.Feeder;

/**
 * Balanced AC power flow of a network of any shape, with machines that hold voltages: Newton's
 * method in polar coordinates (W. F. Tinney, C. E. Hart, "Power flow solution by Newton's method",
 * IEEE Trans. Power Apparatus and Systems 86(11), 1967) as PowSyBl's OpenLoadFlow implements it.
 * Loads are constant power; the infeed alone takes up the difference. The equations are kept
 * between solves; the result's previous state is the starting point, and where it leads nowhere a
 * linear flow's angles are the second.
 *
 * <p>Mutable: one instance per thread.
 */
public final class MeshedPowerFlow implements PowerFlow {
    /** What becomes of a machine that cannot hold its voltage within its reactive range. */
    public enum ReactiveLimits {
        /** It stays at the limit, and its voltage goes where it will. */
        KEPT,
        /** It holds its voltage with whatever reactive power that takes. */
        IGNORED
    }

    /** What rounding may leave of a mismatch, per pu of the largest admittance. */
    private static final double ROUNDING = 1e-15;

    private static final double LEAST_MISMATCH_PU = 1e-11;

    private static final int MAX_ITERATIONS = 30;

    private final Feeder feeder;
    private final MeshedGrid grid;
    private final VoltageInitializer linearStart;
    private final List<Island> islands = new ArrayList<>();

    /** One synchronous part of the network under its infeed. */
    private record Island(
            AcLoadFlowContext context,
            AcloadFlowEngine engine,
            NetworkState untouched,
            LfBus[] buses,
            int[] nodes,
            double infeedRad) {}

    /** A solver that keeps machines within their reactive ranges. */
    public MeshedPowerFlow(Feeder feeder, double tolerancePu) {
        this(feeder, tolerancePu, ReactiveLimits.KEPT);
    }

    /**
     * A solver for a balanced network.
     *
     * @param tolerancePu greatest mismatch of power at a bus, pu of what the network carries in
     *     all; the method's last step leaves voltages closer than that
     * @throws org.evenflow.model.InputException where the network is not balanced or its machines
     *     contradict each other
     */
    public MeshedPowerFlow(Feeder feeder, double tolerancePu, ReactiveLimits limits) {
        if (!(tolerancePu > 0)) {
            throw new IllegalArgumentException("tolerancePu must be > 0, is " + tolerancePu);
        }
        this.feeder = feeder;
        grid = new MeshedGrid(feeder, limits == ReactiveLimits.KEPT);
        Network network = IidmNetwork.of(grid);
        var parameters = parameters(network, Math.max(tolerancePu, leastMismatchPu()), limits);
        linearStart = parameters.getVoltageInitializer();
        var nodeById = new HashMap<String, Integer>();
        for (int node = 0; node < grid.nodes; node++) {
            nodeById.put(IidmNetwork.bus(node), node);
        }
        for (LfNetwork part :
                LfNetwork.load(
                        network, new LfNetworkLoaderImpl(), parameters.getNetworkParameters())) {
            var context = new AcLoadFlowContext(part, parameters);
            var buses = part.getBuses().toArray(LfBus[]::new);
            int[] nodes = new int[buses.length];
            double infeedRad = 0;
            for (int i = 0; i < buses.length; i++) {
                nodes[i] = nodeById.getOrDefault(buses[i].getId(), -1);
                infeedRad += grid.infeedRad[nodes[i]];
                if (buses[i].isSlack() != grid.isFed[nodes[i]]) {
                    throw new IllegalStateException("wrong slack bus " + buses[i].getId());
                }
            }
            islands.add(
                    new Island(
                            context,
                            new AcloadFlowEngine(context),
                            NetworkState.save(part),
                            buses,
                            nodes,
                            infeedRad));
        }
    }

    /** Below this, rounding keeps Newton's method from ever being content. */
    private double leastMismatchPu() {
        double largest = 0;
        for (int branch = 0; branch < grid.carries.length; branch++) {
            if (grid.carries[branch]) {
                largest = Math.max(largest, 1 / Math.hypot(grid.r[branch], grid.x[branch]));
            }
        }
        return Math.max(LEAST_MISMATCH_PU, ROUNDING * largest);
    }

    private static AcLoadFlowParameters parameters(
            Network network, double mismatchPu, ReactiveLimits limits) {
        var general =
                new LoadFlowParameters()
                        .setDistributedSlack(false)
                        .setReadSlackBus(true)
                        .setTwtSplitShuntAdmittance(true)
                        .setUseReactiveLimits(limits == ReactiveLimits.KEPT)
                        .setVoltageInitMode(LoadFlowParameters.VoltageInitMode.DC_VALUES)
                        .setComponentMode(LoadFlowParameters.ComponentMode.ALL_CONNECTED);
        var own =
                new OpenLoadFlowParameters()
                        .setNewtonRaphsonConvEpsPerEq(mismatchPu)
                        .setMaxNewtonRaphsonIterations(MAX_ITERATIONS)
                        .setLowImpedanceThreshold(1e-12)
                        .setMinPlausibleTargetVoltage(0.1)
                        .setMaxPlausibleTargetVoltage(10)
                        .setMinRealisticVoltage(0.1)
                        .setMaxRealisticVoltage(10);
        general.addExtension(OpenLoadFlowParameters.class, own); // Where the solver looks for them.
        return OpenLoadFlowParameters.createAcParameters(
                network,
                general,
                own,
                new SparseMatrixFactory(),
                new EvenShiloachGraphDecrementalConnectivityFactory<>(),
                true,
                false);
    }

    @Override
    public Terminals terminals() {
        return Terminals.byBus(feeder);
    }

    @Override
    public FlowResult newResult() {
        return new MeshedState(grid);
    }

    @Override
    public Sensitivities sensitivities() {
        return new MeshedSensitivities(grid);
    }

    @Override
    public GridLimits limits() {
        return new MeshedLimits(grid);
    }

    @Override
    public FlowStatus solve(Injections injections, FlowResult result) {
        var state = (MeshedState) result;
        state.take(injections);
        int iterations = 0;
        for (Island island : islands) {
            var outcome = run(island, state, new PreviousValueVoltageInitializer());
            iterations += outcome.getSolverIterations();
            if (!outcome.isSuccess()) {
                outcome = run(island, state, linearStart);
                iterations += outcome.getSolverIterations();
            }
            if (!outcome.isSuccess() || !read(island, state)) {
                state.reset();
                return state.end(FlowStatus.NOT_CONVERGED, iterations);
            }
        }
        return state.end(FlowStatus.CONVERGED, iterations);
    }

    private static AcLoadFlowResult run(
            Island island, MeshedState state, VoltageInitializer initializer) {
        island.untouched().restore();
        for (int i = 0; i < island.buses().length; i++) {
            LfBus bus = island.buses()[i];
            int node = island.nodes()[i];
            var load = bus.getLoads().getFirst();
            load.setTargetP(state.loadP[node]);
            load.setTargetQ(state.loadQ[node]);
            bus.setV(state.vPu[node]);
            bus.setAngle(state.angleRad[node] - island.infeedRad());
        }
        island.context().getParameters().setVoltageInitializer(initializer);
        return island.engine().run();
    }

    /** Takes an island's voltages over; false where one is no number. */
    private static boolean read(Island island, MeshedState state) {
        for (int i = 0; i < island.buses().length; i++) {
            LfBus bus = island.buses()[i];
            int node = island.nodes()[i];
            state.vPu[node] = bus.getV();
            state.angleRad[node] = bus.getAngle() + island.infeedRad();
            state.holds[node] = bus.isGeneratorVoltageControlEnabled();
            if (!Double.isFinite(state.vPu[node] + state.angleRad[node])) {
                return false;
            }
        }
        return true;
    }
}
