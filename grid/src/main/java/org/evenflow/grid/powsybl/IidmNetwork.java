package org.evenflow.grid.powsybl;

import com.powsybl.iidm.network.Network;
import com.powsybl.iidm.network.PhaseTapChanger;
import com.powsybl.iidm.network.Substation;
import com.powsybl.iidm.network.TopologyKind;
import com.powsybl.iidm.network.VoltageLevel;
import com.powsybl.iidm.network.extensions.SlackTerminal;
import com.powsybl.iidm.network.impl.NetworkFactoryImpl;

/**
 * A network in PowSyBl's terms (IIDM), of which the load flow makes its equations.
 *
 * <p>The load flow's power base is fixed at 100 MVA. Here these stand for {@link
 * MeshedGrid#baseKva}, so that per-unit values are the same on both sides and its tolerance means
 * the same to a village as to a country.
 *
 * <p>IIDM's transformer has its ratio at side 1 and its impedance behind it, referred to side 2, as
 * here. Its ratio is {@code ratedU2 / ratedU1}, so {@code ratedU1} is the nominal voltage times the
 * tap; its phase shift is how far side 2 leads, here how far it lags. It has one shunt, which the
 * load flow halves over both sides of the impedance when told to split it.
 */
final class IidmNetwork {
    private static final double LOAD_FLOW_BASE_MVA = 100;

    private final MeshedGrid grid;
    private final Network network = new NetworkFactoryImpl().createNetwork("feeder", "evenflow");

    private IidmNetwork(MeshedGrid grid) {
        this.grid = grid;
    }

    static Network of(MeshedGrid grid) {
        var built = new IidmNetwork(grid);
        built.addNodes();
        for (int branch = 0; branch < grid.branches().size(); branch++) {
            if (grid.carries[branch]) {
                built.addBranch(branch);
            }
        }
        return built.network;
    }

    /** Id of a node's bus in the load flow. */
    static String bus(int node) {
        return "b" + node;
    }

    private static String level(int node) {
        return "v" + node;
    }

    /** Scaled MW or Mvar of a per-unit power. */
    private double mega(double pu) {
        return pu * LOAD_FLOW_BASE_MVA;
    }

    private double zBaseOhm(int node) {
        return grid.nominalKv[node] * grid.nominalKv[node] / LOAD_FLOW_BASE_MVA;
    }

    private void addNodes() {
        Substation substation = network.newSubstation().setId("s").add();
        for (int node = 0; node < grid.nodes; node++) {
            VoltageLevel level =
                    substation
                            .newVoltageLevel()
                            .setId(level(node))
                            .setNominalV(grid.nominalKv[node])
                            .setTopologyKind(TopologyKind.BUS_BREAKER)
                            .add();
            level.getBusBreakerView().newBus().setId(bus(node)).add();
            level.newLoad().setId("l" + node).setBus(bus(node)).setP0(0).setQ0(0).add();
        }
        addSums();
    }

    /** What stands at the buses of each node, together. */
    private void addSums() {
        double[] p = new double[grid.nodes];
        double[] q = new double[grid.nodes];
        double[] g = new double[grid.nodes];
        double[] b = new double[grid.nodes];
        for (int bus = 0; bus < grid.buses; bus++) {
            int node = grid.nodeOf[bus];
            p[node] += grid.machineP[bus];
            q[node] += grid.machineQ[bus];
            g[node] += grid.shuntG[bus];
            b[node] += grid.shuntB[bus];
        }
        for (int node = 0; node < grid.nodes; node++) {
            VoltageLevel level = network.getVoltageLevel(level(node));
            boolean holds = !Double.isNaN(grid.heldPu[node]);
            if (holds || p[node] != 0 || q[node] != 0) {
                addGenerator(level, node, p[node], q[node]);
            }
            if (g[node] != 0 || b[node] != 0) {
                level.newShuntCompensator()
                        .setId("c" + node)
                        .setBus(bus(node))
                        .setSectionCount(1)
                        .newLinearModel()
                        .setGPerSection(g[node] / zBaseOhm(node))
                        .setBPerSection(b[node] / zBaseOhm(node))
                        .setMaximumSectionCount(1)
                        .add()
                        .add();
            }
            if (grid.isFed[node]) {
                SlackTerminal.attach(level.getBusBreakerView().getBus(bus(node)));
            }
        }
    }

    private void addGenerator(VoltageLevel level, int node, double p, double q) {
        boolean holds = !Double.isNaN(grid.heldPu[node]);
        var generator =
                level.newGenerator()
                        .setId("g" + node)
                        .setBus(bus(node))
                        .setMinP(-Double.MAX_VALUE)
                        .setMaxP(Double.MAX_VALUE)
                        .setTargetP(mega(p))
                        .setTargetQ(mega(q))
                        .setVoltageRegulatorOn(holds)
                        .setTargetV(holds ? grid.heldPu[node] * grid.nominalKv[node] : Double.NaN)
                        .add();
        boolean isLimited = Double.isFinite(grid.minQ[node]) || Double.isFinite(grid.maxQ[node]);
        if (holds && !grid.isFed[node] && isLimited) {
            generator
                    .newMinMaxReactiveLimits()
                    .setMinQ(finite(mega(q + grid.minQ[node])))
                    .setMaxQ(finite(mega(q + grid.maxQ[node])))
                    .add();
        }
    }

    private static double finite(double value) {
        return Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    private void addBranch(int branch) {
        int from = grid.nodeOf[grid.fromBus[branch]];
        int to = grid.nodeOf[grid.toBus[branch]];
        if (from == to) {
            return; // Both its ends are one node: it carries nothing.
        }
        double ohm = zBaseOhm(to);
        boolean isLine =
                grid.tap[branch] == 1
                        && grid.shiftRad[branch] == 0
                        && grid.nominalKv[from] == grid.nominalKv[to];
        if (isLine) {
            addLine(branch, from, to, ohm);
        } else {
            addTransformer(branch, from, to, ohm);
        }
    }

    private void addLine(int branch, int from, int to, double ohm) {
        network.newLine()
                .setId("x" + branch)
                .setVoltageLevel1(level(from))
                .setBus1(bus(from))
                .setVoltageLevel2(level(to))
                .setBus2(bus(to))
                .setR(grid.r[branch] * ohm)
                .setX(grid.x[branch] * ohm)
                .setG1(grid.halfG[branch] / ohm)
                .setB1(grid.halfB[branch] / ohm)
                .setG2(grid.halfG[branch] / ohm)
                .setB2(grid.halfB[branch] / ohm)
                .add();
    }

    private void addTransformer(int branch, int from, int to, double ohm) {
        var transformer =
                network.getSubstation("s")
                        .newTwoWindingsTransformer()
                        .setId("x" + branch)
                        .setVoltageLevel1(level(from))
                        .setBus1(bus(from))
                        .setVoltageLevel2(level(to))
                        .setBus2(bus(to))
                        .setRatedU1(grid.nominalKv[from] * grid.tap[branch])
                        .setRatedU2(grid.nominalKv[to])
                        .setR(grid.r[branch] * ohm)
                        .setX(grid.x[branch] * ohm)
                        .setG(2 * grid.halfG[branch] / ohm)
                        .setB(2 * grid.halfB[branch] / ohm)
                        .add();
        if (grid.shiftRad[branch] != 0) {
            transformer
                    .newPhaseTapChanger()
                    .setRegulationMode(PhaseTapChanger.RegulationMode.CURRENT_LIMITER)
                    .setTapPosition(0)
                    .setLowTapPosition(0)
                    .beginStep()
                    .setAlpha(-Math.toDegrees(grid.shiftRad[branch]))
                    .setRho(1)
                    .endStep()
                    .add();
        }
    }
}
