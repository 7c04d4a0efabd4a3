package org.evenflow.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.Line;
import org.evenflow.model.Regulator;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;

/**
 * A feeder compiled to arrays. Positions follow a depth-first walk that takes the largest subtree
 * first, so that most positions have their parent just before them; such runs are chains. Each
 * infeed is the root of a tree of its own; position 0 is the first infeed's bus.
 *
 * <p>Transformer ratios are removed: with {@code V = K U}, where K is the product of the ratios
 * from the infeed to the bus, and {@code I = J / conj(K)}, power is unchanged and every branch
 * becomes {@code U_child = U_parent - z J}. Charging susceptances join the shunts of the buses at
 * their ends. Everything is per unit on {@link #BASE_KVA} and the buses' nominal voltages. Holds
 * arrays; package-private.
 */
final class RadialTree {
    /** Power base, kVA (three-phase). */
    static final double BASE_KVA = 1000;

    final int size;

    /** Bus of the feeder at each position. */
    final int[] busAt;

    /** Position of each bus of the feeder. */
    final int[] positionOf;

    /** Position of each infeed's bus. */
    final int[] roots;

    /** Position of the parent; -1 at an infeed. */
    final int[] parent;

    /**
     * First position of each chain, then {@code size}: within a chain the parent of {@code i} is
     * {@code i - 1}.
     */
    final int[] chainStart;

    /** Branch of the feeder above each position; -1 at an infeed. */
    final int[] branchAbove;

    /** Position below each closed branch of the feeder; -1 where open. */
    final int[] belowBranch;

    /** Series impedance of the branch above, pu, ratios removed. */
    final double[] rPu;

    final double[] xPu;

    /** Shunt conductance and susceptance of each position, pu, ratios removed. */
    final double[] gPu;

    final double[] bPu;
    final boolean hasShunts;

    /** Product of ratios from the infeed, magnitude and angle (rad). */
    final double[] ratio;

    final double[] shiftRad;

    /** Squared limit on |J| of the branch above, pu; infinite where unlimited or a transformer. */
    final double[] maxCurrentSquared;

    /**
     * Limit on the apparent power through the branch above, pu; infinite where unlimited or a line.
     */
    final double[] maxPowerPu;

    /** Amperes per pu of |J|. */
    final double[] ampsPerPu;

    /** Voltage of the infeed above each position: what a flat start is. */
    final double[] flatRe;

    final double[] flatIm;

    /** Its squared magnitude. */
    final double[] flatSquared;

    RadialTree(Feeder feeder) {
        feeder.requireRadial();
        if (!feeder.isBalanced() || !feeder.machines().isEmpty()) {
            throw new IllegalArgumentException(
                    feeder.id() + " is not a balanced feeder without machines");
        }
        List<Bus> buses = feeder.buses();
        var index = feeder.busIndex();
        size = buses.size();
        busAt = new int[size];
        positionOf = new int[size];
        parent = new int[size];
        branchAbove = new int[size];
        belowBranch = new int[feeder.branches().size()];
        Arrays.fill(belowBranch, -1);
        var walk = new Walk(feeder, index);
        var order = new ArrayList<Walk.Stop>();
        for (Infeed infeed : feeder.infeeds()) {
            order.addAll(walk.order(index.getOrDefault(infeed.busId(), 0)));
        }
        chainStart = place(order);
        roots = IntStream.range(0, size).filter(i -> parent[i] < 0).toArray();
        flatRe = new double[size];
        flatIm = new double[size];
        flatSquared = new double[size];
        supply(feeder.infeeds());
        rPu = new double[size];
        xPu = new double[size];
        gPu = new double[size];
        bPu = new double[size];
        ratio = new double[size];
        shiftRad = new double[size];
        maxCurrentSquared = new double[size];
        maxPowerPu = new double[size];
        ampsPerPu = new double[size];
        Arrays.fill(maxCurrentSquared, Double.POSITIVE_INFINITY);
        Arrays.fill(maxPowerPu, Double.POSITIVE_INFINITY);
        for (int i = 0; i < size; i++) {
            Bus bus = buses.get(busAt[i]);
            if (parent[i] < 0) {
                ratio[i] = 1;
            } else {
                fill(i, feeder.branches().get(branchAbove[i]), bus, buses.get(busAt[parent[i]]));
            }
        }
        hasShunts = addShunts(buses);
    }

    /** Gives the stops of a walk their positions and returns where chains begin. */
    private int[] place(List<Walk.Stop> order) {
        var starts = new ArrayList<Integer>();
        for (int i = 0; i < size; i++) {
            Walk.Stop stop = order.get(i);
            busAt[i] = stop.bus();
            positionOf[stop.bus()] = i;
            parent[i] = stop.parentBus() < 0 ? -1 : positionOf[stop.parentBus()];
            branchAbove[i] = stop.branch();
            if (stop.branch() >= 0) {
                belowBranch[stop.branch()] = i;
            }
            if (parent[i] < 0 || parent[i] != i - 1) {
                starts.add(i);
            }
        }
        starts.add(size);
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private void supply(List<Infeed> infeeds) {
        for (int at = 0; at < roots.length; at++) {
            double angle = Math.toRadians(infeeds.get(at).angleDeg());
            int end = at + 1 < roots.length ? roots[at + 1] : size;
            for (int i = roots[at]; i < end; i++) {
                flatRe[i] = infeeds.get(at).pu() * Math.cos(angle);
                flatIm[i] = infeeds.get(at).pu() * Math.sin(angle);
                flatSquared[i] = flatRe[i] * flatRe[i] + flatIm[i] * flatIm[i];
            }
        }
    }

    /** Adds the buses' own shunts to the branches' and removes ratios; whether there are any. */
    private boolean addShunts(List<Bus> buses) {
        boolean shunts = false;
        for (int i = 0; i < size; i++) {
            Bus bus = buses.get(busAt[i]);
            double squared = ratio[i] * ratio[i];
            gPu[i] = (gPu[i] + bus.shuntKw() / BASE_KVA) * squared;
            bPu[i] = (bPu[i] + bus.shuntKvar() / BASE_KVA) * squared;
            shunts |= gPu[i] != 0 || bPu[i] != 0;
        }
        return shunts;
    }

    private void fill(int i, Branch branch, Bus child, Bus above) {
        boolean downward = branch.toBus().equals(child.id());
        double impedanceKv = downward ? child.baseKv() : above.baseKv();
        double zBaseOhm = impedanceKv * impedanceKv * 1000 / BASE_KVA;
        double tap = 1;
        double shift = 0;
        double charging;
        double core = 0;
        double ohmR;
        double ohmX;
        switch (branch) {
            case Regulator _ -> throw new IllegalArgumentException("not balanced: " + branch.id());
            case Switch _ -> {
                ohmR = 0;
                ohmX = 0;
                charging = 0;
            }
            case Line line -> {
                ohmR = line.rOhm();
                ohmX = line.xOhm();
                charging = line.chargingSiemens() * zBaseOhm;
            }
            case Transformer transformer -> {
                ohmR = transformer.rOhm();
                ohmX = transformer.xOhm();
                charging = transformer.chargingSiemens() * zBaseOhm;
                core = transformer.coreSiemens() * zBaseOhm;
                tap = transformer.tapRatio();
                shift = Math.toRadians(transformer.shiftDeg());
                maxPowerPu[i] = transformer.ratingKva() / BASE_KVA;
            }
        }
        // Downward the ratio divides on the way to the child; upward the child is the tapped end
        // and the impedance lies before its ratio.
        ratio[i] = ratio[parent[i]] * (downward ? 1 / tap : tap);
        shiftRad[i] = shiftRad[parent[i]] + (downward ? -shift : shift);
        double scale = (downward ? 1 : tap * tap) / (ratio[i] * ratio[i]);
        rPu[i] = ohmR / zBaseOhm * scale;
        xPu[i] = ohmX / zBaseOhm * scale;
        bPu[parent[i]] += charging / 2 / (downward ? tap * tap : 1);
        bPu[i] += charging / 2 / (downward ? 1 : tap * tap);
        gPu[parent[i]] += core / 2 / (downward ? tap * tap : 1);
        gPu[i] += core / 2 / (downward ? 1 : tap * tap);
        ampsPerPu[i] = BASE_KVA / (Math.sqrt(3) * child.baseKv()) / ratio[i];
        limit(i, branch);
    }

    private void limit(int i, Branch branch) {
        double limitA =
                branch instanceof Line line
                        ? line.ratingA()
                        : branch instanceof Switch gate ? gate.ratingA() : Double.POSITIVE_INFINITY;
        if (limitA < Double.POSITIVE_INFINITY) {
            double limit = limitA / ampsPerPu[i];
            maxCurrentSquared[i] = limit * limit;
        }
    }

    /** Depth-first walk from an infeed, largest subtree first. */
    private static final class Walk {
        record Stop(int bus, int parentBus, int branch) {}

        private final List<List<int[]>> neighbours = new ArrayList<>();

        Walk(Feeder feeder, Map<String, Integer> index) {
            for (int bus = 0; bus < feeder.buses().size(); bus++) {
                neighbours.add(new ArrayList<>());
            }
            for (int branch = 0; branch < feeder.branches().size(); branch++) {
                Branch b = feeder.branches().get(branch);
                if (b.isClosed()) {
                    int from = index.getOrDefault(b.fromBus(), -1);
                    int to = index.getOrDefault(b.toBus(), -1);
                    neighbours.get(from).add(new int[] {to, branch});
                    neighbours.get(to).add(new int[] {from, branch});
                }
            }
        }

        List<Stop> order(int source) {
            // Breadth-first first, for parents and subtree sizes without recursion; feeders may be
            // thousands of buses deep.
            var stops = new ArrayList<Stop>(List.of(new Stop(source, -1, -1)));
            for (int i = 0; i < stops.size(); i++) {
                Stop at = stops.get(i);
                for (int[] next : neighbours.get(at.bus())) {
                    if (next[1] != at.branch()) {
                        stops.add(new Stop(next[0], at.bus(), next[1]));
                    }
                }
            }
            int[] weight = new int[neighbours.size()];
            for (Stop stop : stops.reversed()) {
                weight[stop.bus()]++;
                if (stop.parentBus() >= 0) {
                    weight[stop.parentBus()] += weight[stop.bus()];
                }
            }
            var result = new ArrayList<Stop>();
            var stack = new ArrayList<Stop>(List.of(stops.getFirst()));
            while (!stack.isEmpty()) {
                Stop at = stack.removeLast();
                result.add(at);
                neighbours.get(at.bus()).stream()
                        .filter(next -> next[1] != at.branch())
                        .sorted(
                                (a, b) ->
                                        weight[a[0]] != weight[b[0]]
                                                ? Integer.compare(weight[a[0]], weight[b[0]])
                                                : Integer.compare(b[1], a[1]))
                        .forEach(next -> stack.add(new Stop(next[0], at.bus(), next[1])));
            }
            return result;
        }
    }
}
