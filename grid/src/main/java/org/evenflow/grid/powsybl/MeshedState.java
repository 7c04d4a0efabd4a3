package org.evenflow.grid.powsybl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.Injections;

/**
 * State of a balanced meshed network: one voltage per bus. A branch's current is that of its series
 * impedance, a transformer's at its to end; its power enters where active power does.
 */
final class MeshedState extends FlowResult {
    private final MeshedGrid grid;

    /** Voltage of each node, pu, and its angle. */
    final double[] vPu;

    final double[] angleRad;

    /** Whether machines hold the node's voltage; those at a limit do not. */
    final boolean[] holds;

    /** Load of each node, pu. */
    final double[] loadP;

    final double[] loadQ;

    private final double[] busLoadP;
    private final double[] busLoadQ;
    private final double[] startRad;

    /** Currents of closed switches, pu. */
    private final double[] switchCurrent;

    private boolean hasSwitchCurrents;

    MeshedState(MeshedGrid grid) {
        this.grid = grid;
        vPu = new double[grid.nodes];
        angleRad = new double[grid.nodes];
        holds = new boolean[grid.nodes];
        loadP = new double[grid.nodes];
        loadQ = new double[grid.nodes];
        busLoadP = new double[grid.buses];
        busLoadQ = new double[grid.buses];
        switchCurrent = new double[grid.branches().size()];
        startRad = startAngles(grid);
        reset();
    }

    /** Angles without load: the infeed's, and what phase shifters turn on the way to a node. */
    private static double[] startAngles(MeshedGrid grid) {
        var angles = new double[grid.nodes];
        Arrays.fill(angles, Double.NaN);
        var queue = new ArrayDeque<Integer>();
        for (int node = 0; node < grid.nodes; node++) {
            if (grid.isFed[node]) {
                angles[node] = grid.infeedRad[node];
                queue.add(node);
            }
        }
        var at = new ArrayList<List<Integer>>();
        for (int node = 0; node < grid.nodes; node++) {
            at.add(new ArrayList<>());
        }
        for (int branch = 0; branch < grid.carries.length; branch++) {
            if (grid.carries[branch]) {
                at.get(grid.nodeOf[grid.fromBus[branch]]).add(branch);
                at.get(grid.nodeOf[grid.toBus[branch]]).add(branch);
            }
        }
        while (!queue.isEmpty()) {
            int node = queue.remove();
            for (int branch : at.get(node)) {
                int from = grid.nodeOf[grid.fromBus[branch]];
                int other = from == node ? grid.nodeOf[grid.toBus[branch]] : from;
                if (Double.isNaN(angles[other])) {
                    double shift = grid.shiftRad[branch];
                    angles[other] = angles[node] - (from == node ? shift : -shift);
                    queue.add(other);
                }
            }
        }
        return angles;
    }

    @Override
    public void reset() {
        double sourcePu = grid.feeder.sourcePu();
        for (int node = 0; node < grid.nodes; node++) {
            vPu[node] = Double.isNaN(grid.heldPu[node]) ? sourcePu : grid.heldPu[node];
            angleRad[node] = startRad[node];
            holds[node] = !Double.isNaN(grid.heldPu[node]);
        }
        hasSwitchCurrents = false;
        ended(FlowStatus.NOT_CONVERGED, 0);
    }

    void take(Injections injections) {
        if (injections.loadKw().length != grid.buses) {
            throw new IllegalArgumentException(
                    "injections must have one terminal per bus, "
                            + grid.buses
                            + ", have "
                            + injections.loadKw().length);
        }
        Arrays.fill(loadP, 0);
        Arrays.fill(loadQ, 0);
        for (int bus = 0; bus < grid.buses; bus++) {
            busLoadP[bus] = injections.loadKw()[bus] / grid.baseKva;
            busLoadQ[bus] = injections.loadKvar()[bus] / grid.baseKva;
            loadP[grid.nodeOf[bus]] += busLoadP[bus];
            loadQ[grid.nodeOf[bus]] += busLoadQ[bus];
        }
    }

    FlowStatus end(FlowStatus outcome, int afterIterations) {
        hasSwitchCurrents = false;
        ended(outcome, afterIterations);
        return outcome;
    }

    /** This state with its unknowns moved and more load at one bus. */
    MeshedState moved(
            Jacobian jacobian, double[] unknowns, int bus, double morePowerPu, double moreVarPu) {
        var other = new MeshedState(grid);
        for (int node = 0; node < grid.nodes; node++) {
            int angle = jacobian.angleOf[node];
            int voltage = jacobian.voltageOf[node];
            other.angleRad[node] = angleRad[node] + (angle < 0 ? 0 : unknowns[angle]);
            other.vPu[node] = vPu[node] + (voltage < 0 ? 0 : unknowns[voltage]);
        }
        System.arraycopy(busLoadP, 0, other.busLoadP, 0, busLoadP.length);
        System.arraycopy(busLoadQ, 0, other.busLoadQ, 0, busLoadQ.length);
        other.busLoadP[bus] += morePowerPu;
        other.busLoadQ[bus] += moreVarPu;
        return other;
    }

    @Override
    public int buses() {
        return grid.buses;
    }

    @Override
    public int nodes() {
        return grid.buses;
    }

    @Override
    public double voltagePu(int node) {
        return vPu[grid.nodeOf[node]];
    }

    @Override
    public double angleDeg(int node) {
        return Math.toDegrees(angleRad[grid.nodeOf[node]]);
    }

    @Override
    public void voltagesPu(double[] voltagePu) {
        for (int bus = 0; bus < grid.buses; bus++) {
            voltagePu[bus] = vPu[grid.nodeOf[bus]];
        }
    }

    @Override
    public double unbalance(int bus) {
        return 0;
    }

    @Override
    public double currentA(int branch) {
        return currentPu(branch) * grid.ampsPerPu[branch];
    }

    @Override
    public double currentA(int branch, int phase) {
        return currentA(branch);
    }

    @Override
    public int worstPhase(int branch) {
        return -1;
    }

    private double currentPu(int branch) {
        if (grid.joins[branch]) {
            findSwitchCurrents();
            return switchCurrent[branch];
        }
        return grid.carries[branch] ? new Series(grid, vPu, angleRad, branch).current() : 0;
    }

    @Override
    public double apparentKva(int branch) {
        if (grid.joins[branch]) {
            return currentPu(branch) * voltagePu(grid.fromBus[branch]) * grid.baseKva;
        }
        return grid.carries[branch]
                ? new Series(grid, vPu, angleRad, branch).power() * grid.baseKva
                : 0;
    }

    @Override
    public double loading(int branch) {
        if (grid.joins[branch]) {
            return currentA(branch) / grid.ratingA[branch];
        }
        return grid.carries[branch] ? new Series(grid, vPu, angleRad, branch).loading() : 0;
    }

    @Override
    public double sourceKw() {
        return fromSource(0) * grid.baseKva;
    }

    @Override
    public double sourceKvar() {
        return fromSource(1) * grid.baseKva;
    }

    /** What the infeeds give: what flows out of their nodes less what machines there give. */
    private double fromSource(int part) {
        double[] leaving = leaving();
        double sum = 0;
        for (int node = 0; node < grid.nodes; node++) {
            sum += grid.isFed[node] ? leaving[2 * node + part] : 0;
        }
        for (int bus = 0; bus < grid.buses; bus++) {
            if (grid.isFed[grid.nodeOf[bus]]) {
                sum += part == 0 ? busLoadP[bus] : busLoadQ[bus];
                sum -= part == 0 ? grid.machineP[bus] : grid.machineQ[bus];
            }
        }
        return sum;
    }

    /** Power into the branches and shunts at each node, pu, {@code {p, q}} side by side. */
    private double[] leaving() {
        var sum = new double[2 * grid.nodes];
        for (int branch = 0; branch < grid.carries.length; branch++) {
            if (grid.carries[branch]) {
                double[] power = Series.endPowers(grid, vPu, angleRad, branch);
                int from = 2 * grid.nodeOf[grid.fromBus[branch]];
                int to = 2 * grid.nodeOf[grid.toBus[branch]];
                sum[from] += power[0];
                sum[from + 1] += power[1];
                sum[to] += power[2];
                sum[to + 1] += power[3];
            }
        }
        for (int bus = 0; bus < grid.buses; bus++) {
            int node = grid.nodeOf[bus];
            sum[2 * node] += grid.shuntG[bus] * vPu[node] * vPu[node];
            sum[2 * node + 1] -= grid.shuntB[bus] * vPu[node] * vPu[node];
        }
        return sum;
    }

    @Override
    public double lossKw() {
        return sum(leaving(), 0) * grid.baseKva;
    }

    @Override
    public double lossKvar() {
        return sum(leaving(), 1) * grid.baseKva;
    }

    private static double sum(double[] pairs, int part) {
        double sum = 0;
        for (int i = part; i < pairs.length; i += 2) {
            sum += pairs[i];
        }
        return sum;
    }

    private void findSwitchCurrents() {
        if (hasSwitchCurrents) {
            return;
        }
        var drawn = new double[2 * grid.buses];
        for (int branch = 0; branch < grid.carries.length; branch++) {
            if (grid.carries[branch]) {
                double[] power = Series.endPowers(grid, vPu, angleRad, branch);
                addCurrent(drawn, grid.fromBus[branch], power[0], power[1]);
                addCurrent(drawn, grid.toBus[branch], power[2], power[3]);
            }
        }
        for (int bus = 0; bus < grid.buses; bus++) {
            double squared = vPu[grid.nodeOf[bus]] * vPu[grid.nodeOf[bus]];
            addCurrent(
                    drawn,
                    bus,
                    busLoadP[bus] - grid.machineP[bus] + grid.shuntG[bus] * squared,
                    busLoadQ[bus] - grid.machineQ[bus] - grid.shuntB[bus] * squared);
        }
        grid.joined.currents(drawn, switchCurrent);
        hasSwitchCurrents = true;
    }

    /** Adds the current of a power, conj(S / V), in the frame of the node's own angle. */
    private void addCurrent(double[] drawn, int bus, double p, double q) {
        double v = vPu[grid.nodeOf[bus]];
        drawn[2 * bus] += p / v;
        drawn[2 * bus + 1] -= q / v;
    }
}
