package org.evenflow.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.model.Branch;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.Line;
import org.evenflow.model.Regulator;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;

/**
 * An unbalanced network compiled to arrays. A <em>node</em> is a phase of a bus; nodes stand in an
 * order in which every node comes after those that feed it. A <em>block</em> is a run of nodes that
 * one branch feeds:
 *
 * <pre>
 *     U = A V_above - Z J        voltage of the block's nodes
 *     J_above += A^H J           current that the block draws from the nodes above
 * </pre>
 *
 * with A the branch's ideal ratios (identity for a line) and J the current into the block's nodes.
 * A branch that closes a loop feeds nodes of its own, which <em>ties</em> then hold at the voltage
 * of the bus's nodes. Everything is per unit on {@link RadialTree#BASE_KVA} for three phases, a
 * third of it per phase, and the buses' nominal voltages. Holds arrays; package-private.
 */
final class PhaseTree {
    /** Power base of one phase, kVA. */
    static final double PHASE_KVA = RadialTree.BASE_KVA / 3;

    /** A block without a branch: an infeed's ideal voltage. */
    static final byte ROOT = 0;

    /** A block whose A is the identity. */
    static final byte LINE = 1;

    /** A block with ratios. */
    static final byte RATIO = 2;

    final Feeder feeder;
    final int nodes;
    final int blocks;

    /** Node of each {@code 3 * bus + phase}, -1 where the bus lacks the phase. */
    final int[] nodeOf;

    /** {@code 3 * bus + phase} of each node, -1 for one that no bus has. */
    final int[] placeOf;

    /** First node of each block, then the number of nodes. */
    final int[] first;

    final byte[] kind;

    /** Block of each node. */
    final int[] blockOf;

    /** LINE: the node above each node. */
    final int[] up;

    /** RATIO: the nodes above the block. */
    final int[][] above;

    /** Where each block's matrices of its own size begin in the flat arrays that follow. */
    final int[] cell;

    /** Z of each block, row by row. */
    final double[] zRe;

    final double[] zIm;

    /** The conjugate transpose of Z, for adjoint walks. */
    final double[] zAdjointRe;

    final double[] zAdjointIm;

    /** A of each RATIO block, row by row; columns are {@link #above}. */
    final double[][] aRe;

    final double[][] aIm;

    /** Shunt admittance of each block's nodes, row by row. */
    final double[] yRe;

    final double[] yIm;

    /** Blocks that have a shunt. */
    final int[] shunted;

    /**
     * Shunts between nodes of different blocks: two nodes and an admittance from one to the other.
     */
    final double[][] bridges;

    /** Branch of the feeder above each block, -1 for none. */
    final int[] branchOf;

    /** Block below each branch, -1 where it is open. */
    final int[] blockBelow;

    /** Whether the block's branch runs from its {@code from} end to its {@code to} end. */
    final boolean[] isDownward;

    /** Amperes per pu of current in each block. */
    final double[] ampsPerPu;

    /** Rating of each phase, A, and of each phase of a transformer, kVA; infinite for none. */
    final double[] ratingA;

    final double[] ratingKva;

    /** Node that a loop's branch feeds, and node of the bus it is held to. */
    final int[] tieFrom;

    final int[] tieTo;

    /** Zero-sequence paths to earth: three nodes, r and x; see {@link PhaseShunts}. */
    final double[][] banks;

    /** Voltage of each node without any load, pu; roots keep theirs. */
    final double[] flatRe;

    final double[] flatIm;

    /** Blocks that infeeds feed: the first below an ideal voltage, or that itself. */
    final int[] infeedBlocks;

    /** Whether a block stands for an infeed's own impedance. */
    final boolean[] isInfeedImpedance;

    PhaseTree(Feeder feeder) {
        this.feeder = feeder;
        var walk = new PhaseWalk(feeder);
        var list = walk.blocks();
        blocks = list.size();
        nodeOf = walk.nodeOf();
        first = new int[blocks + 1];
        kind = new byte[blocks];
        cell = new int[blocks + 1];
        for (int block = 0; block < blocks; block++) {
            int n = list.get(block).size();
            cell[block + 1] = cell[block] + n * n;
        }
        zRe = new double[cell[blocks]];
        zIm = new double[cell[blocks]];
        zAdjointRe = new double[cell[blocks]];
        zAdjointIm = new double[cell[blocks]];
        yRe = new double[cell[blocks]];
        yIm = new double[cell[blocks]];
        aRe = new double[blocks][];
        aIm = new double[blocks][];
        above = new int[blocks][];
        branchOf = new int[blocks];
        blockBelow = new int[feeder.branches().size()];
        Arrays.fill(blockBelow, -1);
        isDownward = new boolean[blocks];
        ampsPerPu = new double[blocks];
        ratingA = new double[blocks];
        ratingKva = new double[blocks];
        isInfeedImpedance = new boolean[blocks];
        nodes = walk.nodes();
        blockOf = new int[nodes];
        up = new int[nodes];
        placeOf = new int[nodes];
        flatRe = new double[nodes];
        flatIm = new double[nodes];
        for (int block = 0; block < blocks; block++) {
            compile(block, list.get(block));
        }
        first[blocks] = nodes;
        tieFrom = walk.ties().stream().mapToInt(tie -> tie[0]).toArray();
        tieTo = walk.ties().stream().mapToInt(tie -> tie[1]).toArray();
        infeedBlocks = walk.infeedBlocks();
        var shunts = new PhaseShunts(this);
        shunted = fill(shunts);
        bridges = shunts.bridges();
        banks = shunts.banks();
    }

    /** Fills the blocks' shunts; the blocks that have one. */
    private int[] fill(PhaseShunts shunts) {
        var with = new ArrayList<Integer>();
        for (int block = 0; block < blocks; block++) {
            var y = shunts.of(block);
            if (!y.isZero()) {
                put(y, block, yRe, yIm);
                with.add(block);
            }
        }
        return with.stream().mapToInt(Integer::intValue).toArray();
    }

    /** What stands for a block before it is compiled. */
    record Block(
            int firstNode,
            int[] places,
            int bus,
            int branch,
            boolean isDownward,
            int[] aboveNodes,
            int infeed) {
        int size() {
            return places.length;
        }
    }

    private void compile(int block, Block data) {
        first[block] = data.firstNode();
        branchOf[block] = data.branch();
        above[block] = data.aboveNodes();
        isDownward[block] = data.isDownward();
        double kv = feeder.buses().get(data.bus()).baseKv();
        ampsPerPu[block] = RadialTree.BASE_KVA / (Math.sqrt(3) * kv);
        rate(block);
        for (int i = 0; i < data.size(); i++) {
            blockOf[data.firstNode() + i] = block;
            placeOf[data.firstNode() + i] = data.places()[i];
        }
        if (data.branch() < 0) {
            supply(block, data, kv * kv * 1000 / RadialTree.BASE_KVA);
            return;
        }
        Branch branch = feeder.branches().get(data.branch());
        blockBelow[data.branch()] = block;
        int aboveBus = placeOf[data.aboveNodes()[0]] / 3;
        double toKv = data.isDownward() ? kv : feeder.buses().get(aboveBus).baseKv();
        var model = PhaseBranch.of(branch, feeder, toKv, data.isDownward());
        put(block, data, model.ratio(), model.impedancePu());
        for (int i = 0; i < data.size(); i++) {
            for (int j = 0; j < data.aboveNodes().length; j++) {
                int at = data.firstNode() + i;
                int from = data.aboveNodes()[j];
                int cell = i * data.aboveNodes().length + j;
                double re = kind[block] == RATIO ? aRe[block][cell] : i == j ? 1 : 0;
                double im = kind[block] == RATIO ? aIm[block][cell] : 0;
                flatRe[at] += re * flatRe[from] - im * flatIm[from];
                flatIm[at] += re * flatIm[from] + im * flatRe[from];
            }
        }
    }

    private void put(
            int block,
            Block data,
            @org.jspecify.annotations.Nullable ComplexMatrix ratio,
            ComplexMatrix z) {
        put(block, z);
        kind[block] = ratio == null ? LINE : RATIO;
        aRe[block] = ratio == null ? new double[0] : ratio.re;
        aIm[block] = ratio == null ? new double[0] : ratio.im;
        for (int i = 0; i < data.size(); i++) {
            boolean isLine = ratio == null && data.aboveNodes().length > 0;
            up[data.firstNode() + i] = isLine ? data.aboveNodes()[i] : -1;
        }
    }

    private void put(int block, ComplexMatrix z) {
        put(z, block, zRe, zIm);
        put(z.conjugateTranspose(), block, zAdjointRe, zAdjointIm);
    }

    private void rate(int block) {
        ratingA[block] = Double.POSITIVE_INFINITY;
        ratingKva[block] = Double.POSITIVE_INFINITY;
        if (branchOf[block] < 0) {
            return;
        }
        switch (feeder.branches().get(branchOf[block])) {
            case Line line -> ratingA[block] = line.ratingA();
            case Switch gate -> ratingA[block] = gate.ratingA();
            case Regulator regulator -> ratingA[block] = regulator.ratingA();
            case Transformer unit -> ratingKva[block] = unit.ratingKva() / unit.phases().count();
        }
    }

    private void put(ComplexMatrix matrix, int block, double[] toRe, double[] toIm) {
        System.arraycopy(matrix.re, 0, toRe, cell[block], matrix.re.length);
        System.arraycopy(matrix.im, 0, toIm, cell[block], matrix.im.length);
    }

    /** An ideal voltage, an infeed's impedance, or a tie without impedance. */
    private void supply(int block, Block data, double zBaseOhm) {
        int n = data.size();
        if (data.infeed() < 0) {
            put(block, data, null, new ComplexMatrix(n, n));
            for (int i = 0; i < n; i++) {
                flatRe[data.firstNode() + i] = flatRe[data.aboveNodes()[i]];
                flatIm[data.firstNode() + i] = flatIm[data.aboveNodes()[i]];
            }
            return;
        }
        Infeed infeed = feeder.infeeds().get(data.infeed());
        for (int i = 0; i < n; i++) {
            int phase = data.places()[i] >= 0 ? data.places()[i] % 3 : i;
            double angle = Math.toRadians(infeed.angleDeg() - 120 * phase);
            flatRe[data.firstNode() + i] = infeed.pu() * Math.cos(angle);
            flatIm[data.firstNode() + i] = infeed.pu() * Math.sin(angle);
        }
        if (data.aboveNodes().length == 0) {
            put(block, data, null, new ComplexMatrix(n, n));
            kind[block] = ROOT;
            return;
        }
        isInfeedImpedance[block] = true;
        double[] one = {infeed.rOhm() / zBaseOhm, infeed.xOhm() / zBaseOhm};
        double[] two = {infeed.r2Ohm() / zBaseOhm, infeed.x2Ohm() / zBaseOhm};
        double[] zero = {infeed.r0Ohm() / zBaseOhm, infeed.x0Ohm() / zBaseOhm};
        put(block, data, null, ComplexMatrix.ofSequences(zero, one, two));
    }

    int size(int block) {
        return first[block + 1] - first[block];
    }

    /** Sets a regulator's ratios, and its impedance where that follows them. */
    void turn(int block, Regulator data, int[] taps, int at) {
        PhaseBranch.ratios(data, taps, at, isDownward[block], aRe[block]);
        if (!isDownward[block]) {
            // Both ends have one nominal voltage.
            double kv = feeder.buses().get(placeOf[above[block][0]] / 3).baseKv();
            double zBaseOhm = kv * kv * 1000 / RadialTree.BASE_KVA;
            put(block, PhaseBranch.impedance(data, aRe[block], false, zBaseOhm));
        }
    }

    /** Blocks of the feeder's regulators with their branch. */
    List<int[]> regulators() {
        var list = new ArrayList<int[]>();
        for (int branch = 0; branch < blockBelow.length; branch++) {
            if (blockBelow[branch] >= 0 && feeder.branches().get(branch) instanceof Regulator) {
                list.add(new int[] {branch, blockBelow[branch]});
            }
        }
        return list;
    }
}
