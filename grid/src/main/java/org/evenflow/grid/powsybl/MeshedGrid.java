package org.evenflow.grid.powsybl;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.evenflow.model.Machine;
import org.evenflow.model.Regulator;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;

/**
 * A balanced network compiled to arrays, per unit on {@link #baseKva} and the buses' nominal
 * voltages. Buses that closed switches join are one node. Holds arrays; package-private.
 *
 * <p>Every branch is MATPOWER's (R. D. Zimmerman et al., IEEE Trans. Power Systems 26(1), 2011, eq.
 * 1): an ideal ratio {@code tap e^(j shift)} at the from end, then {@code r + jx} with {@code g/2 +
 * jb/2} at each end.
 */
final class MeshedGrid {
    /**
     * Below this a branch counts as a switch: its admittance would drown the others' digits, pu.
     */
    private static final double LEAST_IMPEDANCE_PU = 1e-8;

    final Feeder feeder;
    final int buses;

    /** Number of nodes. */
    final int nodes;

    /** The switches that are closed, and how their currents follow. */
    final Joined joined;

    /** Node of each bus. */
    final int[] nodeOf;

    /** Power base, three-phase: about what the network carries. */
    final double baseKva;

    /** Nominal voltage of each node, kV. */
    final double[] nominalKv;

    /** Voltage that each node is held at by an infeed or by machines; NaN for none. */
    final double[] heldPu;

    /** Angle of the infeed at each node that has one. */
    final double[] infeedRad;

    /** Whether an infeed feeds the node. */
    final boolean[] isFed;

    /** Reactive range of the machines that hold a node's voltage, pu; infinite for unlimited. */
    final double[] minQ;

    final double[] maxQ;

    /** What machines give at each bus, pu; reactive power only of those that hold no voltage. */
    final double[] machineP;

    final double[] machineQ;

    /** Fixed shunt of each bus, pu. */
    final double[] shuntG;

    final double[] shuntB;

    /** Ends of each branch as buses. */
    final int[] fromBus;

    final int[] toBus;

    /** Whether a branch is in service and has an impedance. */
    final boolean[] carries;

    /** Whether a branch is in service and makes its ends one node. */
    final boolean[] joins;

    final double[] r;
    final double[] x;
    final double[] halfG;
    final double[] halfB;
    final double[] tap;
    final double[] shiftRad;

    /** Rating of a line's or switch's current, A; infinite for none. */
    final double[] ratingA;

    /** Rating of a transformer's power, pu; infinite for none. */
    final double[] ratingPower;

    /** Amperes per pu of current at the to end. */
    final double[] ampsPerPu;

    MeshedGrid(Feeder feeder, boolean keepsReactiveLimits) {
        requireBalanced(feeder);
        this.feeder = feeder;
        buses = feeder.buses().size();
        baseKva = baseKva(feeder);
        int branches = feeder.branches().size();
        fromBus = new int[branches];
        toBus = new int[branches];
        carries = new boolean[branches];
        joins = new boolean[branches];
        r = new double[branches];
        x = new double[branches];
        halfG = new double[branches];
        halfB = new double[branches];
        tap = new double[branches];
        shiftRad = new double[branches];
        ratingA = new double[branches];
        ratingPower = new double[branches];
        ampsPerPu = new double[branches];
        Arrays.fill(tap, 1);
        Arrays.fill(ratingA, Double.POSITIVE_INFINITY);
        Arrays.fill(ratingPower, Double.POSITIVE_INFINITY);
        var index = feeder.busIndex();
        addBranches(index);
        joined = new Joined(feeder, fromBus, toBus, joins);
        nodeOf = joined.nodeOf;
        nodes = Arrays.stream(nodeOf).max().orElse(0) + 1;
        nominalKv = new double[nodes];
        heldPu = new double[nodes];
        isFed = new boolean[nodes];
        infeedRad = new double[nodes];
        minQ = new double[nodes];
        maxQ = new double[nodes];
        machineP = new double[buses];
        machineQ = new double[buses];
        shuntG = new double[buses];
        shuntB = new double[buses];
        Arrays.fill(heldPu, Double.NaN);
        addBuses();
        addInfeeds(index);
        for (Machine machine : feeder.machines()) {
            add(machine, index.getOrDefault(machine.busId(), 0));
        }
        if (keepsReactiveLimits) {
            releaseFixed();
        }
    }

    private static void requireBalanced(Feeder feeder) {
        if (!feeder.isBalanced()) {
            throw new InputException(
                    "feeder "
                            + feeder.id()
                            + ": a meshed network must be balanced (three phases everywhere, no"
                            + " load by phase, no regulator, stiff infeeds)");
        }
    }

    private void addBranches(Map<String, Integer> index) {
        for (int branch = 0; branch < fromBus.length; branch++) {
            Branch data = feeder.branches().get(branch);
            fromBus[branch] = index.getOrDefault(data.fromBus(), 0);
            toBus[branch] = index.getOrDefault(data.toBus(), 0);
            fill(branch, data);
        }
    }

    /** Nominal voltages and shunts; a branch that counts as a switch leaves its own to its ends. */
    private void addBuses() {
        for (int bus = 0; bus < buses; bus++) {
            Bus data = feeder.buses().get(bus);
            nominalKv[nodeOf[bus]] = data.baseKv();
            shuntG[bus] = data.shuntKw() / baseKva;
            shuntB[bus] = data.shuntKvar() / baseKva;
        }
        for (int branch = 0; branch < joins.length; branch++) {
            if (joins[branch]) {
                shuntG[fromBus[branch]] += halfG[branch];
                shuntG[toBus[branch]] += halfG[branch];
                shuntB[fromBus[branch]] += halfB[branch];
                shuntB[toBus[branch]] += halfB[branch];
            }
        }
    }

    private void addInfeeds(Map<String, Integer> index) {
        for (Infeed infeed : feeder.infeeds()) {
            int node = nodeOf[index.getOrDefault(infeed.busId(), 0)];
            heldPu[node] = infeed.pu();
            infeedRad[node] = Math.toRadians(infeed.angleDeg());
            isFed[node] = true;
        }
    }

    /** A machine without a reactive range gives what it must and holds nothing. */
    private void releaseFixed() {
        for (int node = 0; node < nodes; node++) {
            if (!isFed[node] && !Double.isNaN(heldPu[node]) && maxQ[node] == minQ[node]) {
                heldPu[node] = Double.NaN;
                machineQ[joined.headOf[node]] += minQ[node];
            }
        }
    }

    /**
     * Load and generation at nominal voltage, at least 1 kVA; small enough that a machine's
     * reactive range is above the hundredth of it below which the load flow takes it for none.
     */
    private static double baseKva(Feeder feeder) {
        double sum = 0;
        for (Bus bus : feeder.buses()) {
            sum += Math.hypot(bus.loadKw(), bus.loadKvar());
        }
        for (Machine machine : feeder.machines()) {
            sum += Math.abs(machine.kw());
        }
        double baseKva = Math.max(1, sum);
        for (Machine machine : feeder.machines()) {
            double rangeKvar = machine.maxKvar() - machine.minKvar();
            if (machine.holdsVoltage() && rangeKvar > 0) {
                baseKva = Math.min(baseKva, 99 * rangeKvar);
            }
        }
        return baseKva;
    }

    private void fill(int branch, Branch data) {
        Bus from = feeder.buses().get(fromBus[branch]);
        Bus to = feeder.buses().get(toBus[branch]);
        double kv = to.baseKv();
        double zBaseOhm = 1000 * kv * kv / baseKva;
        ampsPerPu[branch] = baseKva / (Math.sqrt(3) * kv);
        if (!(data instanceof Transformer) && from.baseKv() != kv) {
            throw new InputException(
                    "feeder "
                            + feeder.id()
                            + ": branch "
                            + data.id()
                            + " must join buses of one nominal voltage, joins "
                            + from.baseKv()
                            + " kV and "
                            + kv
                            + " kV");
        }
        switch (data) {
            case Line line -> {
                r[branch] = line.rOhm() / zBaseOhm;
                x[branch] = line.xOhm() / zBaseOhm;
                halfB[branch] = line.chargingSiemens() * zBaseOhm / 2;
                ratingA[branch] = line.ratingA();
            }
            case Transformer unit -> {
                r[branch] = unit.rOhm() / zBaseOhm;
                x[branch] = unit.xOhm() / zBaseOhm;
                halfG[branch] = unit.coreSiemens() * zBaseOhm / 2;
                halfB[branch] = unit.chargingSiemens() * zBaseOhm / 2;
                tap[branch] = unit.tapRatio();
                shiftRad[branch] = Math.toRadians(unit.shiftDeg());
                ratingPower[branch] = unit.ratingKva() / baseKva;
            }
            case Switch gate -> ratingA[branch] = gate.ratingA();
            case Regulator _ -> throw new IllegalArgumentException("no balanced branch: " + data);
        }
        boolean hasImpedance = Math.hypot(r[branch], x[branch]) >= LEAST_IMPEDANCE_PU;
        boolean mayJoin = tap[branch] == 1 && shiftRad[branch] == 0;
        carries[branch] = data.isClosed() && (hasImpedance || !mayJoin);
        joins[branch] = data.isClosed() && !carries[branch];
    }

    private void add(Machine machine, int bus) {
        int node = nodeOf[bus];
        machineP[bus] += machine.kw() / baseKva;
        if (!machine.holdsVoltage()) {
            machineQ[bus] += machine.kvar() / baseKva;
            return;
        }
        double held = heldPu[node];
        if (!Double.isNaN(held) && Math.abs(held - machine.targetPu()) > 1e-9) {
            throw new InputException(
                    "machine "
                            + machine.id()
                            + ": target_pu must be "
                            + held
                            + " as for the others that hold bus "
                            + machine.busId()
                            + ", is "
                            + machine.targetPu());
        }
        heldPu[node] = machine.targetPu();
        minQ[node] += machine.minKvar() / baseKva;
        maxQ[node] += machine.maxKvar() / baseKva;
    }

    List<Branch> branches() {
        return feeder.branches();
    }

    /** Admittances of a branch, {gff, bff, gft, bft, gtf, btf, gtt, btt}, pu (ibid., eq. 3). */
    double[] admittance(int branch) {
        double squared = r[branch] * r[branch] + x[branch] * x[branch];
        double g = r[branch] / squared;
        double b = -x[branch] / squared;
        double ratio = tap[branch];
        double cos = Math.cos(shiftRad[branch]) / ratio;
        double sin = Math.sin(shiftRad[branch]) / ratio;
        return new double[] {
            (g + halfG[branch]) / (ratio * ratio),
            (b + halfB[branch]) / (ratio * ratio),
            -(g * cos - b * sin),
            -(g * sin + b * cos),
            -(g * cos + b * sin),
            -(b * cos - g * sin),
            g + halfG[branch],
            b + halfB[branch]
        };
    }
}
