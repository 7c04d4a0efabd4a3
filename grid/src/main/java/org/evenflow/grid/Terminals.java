package org.evenflow.grid;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.evenflow.model.Bus;
import org.evenflow.model.Feeder;
import org.evenflow.model.Phases;

/**
 * Where power may be drawn from a feeder, as numbers.
 *
 * <p>On a balanced feeder a terminal is a bus: power there is shared by the three phases. Else
 * terminals {@code 3 * bus + phase} lie between a phase and neutral (the same numbers as the nodes
 * of a {@link FlowResult}), and terminals {@code 3 * buses + 3 * bus + pair} between two phases:
 * pair 0 is ab, 1 bc, 2 ca. Immutable.
 */
public final class Terminals {
    private final Feeder feeder;
    private final boolean isBalanced;

    private Terminals(Feeder feeder, boolean isBalanced) {
        this.feeder = feeder;
        this.isBalanced = isBalanced;
    }

    /**
     * The terminals of the solver that {@link PowerFlow#of} chooses: one per bus where the feeder
     * is balanced and radial, else by phase.
     */
    public static Terminals of(Feeder feeder) {
        return new Terminals(feeder, feeder.isBalanced() && feeder.loop().isEmpty());
    }

    /** One terminal per bus of a balanced feeder, even where it is meshed. */
    public static Terminals byBus(Feeder feeder) {
        if (!feeder.isBalanced()) {
            throw new IllegalArgumentException(feeder.id() + " is not balanced");
        }
        return new Terminals(feeder, true);
    }

    /** The terminals of a feeder by phase, even where it is balanced. */
    public static Terminals byPhase(Feeder feeder) {
        return new Terminals(feeder, false);
    }

    /** Whether a terminal is a bus with all its phases. */
    public boolean isBalanced() {
        return isBalanced;
    }

    /** Number of terminals: as many as buses, or six times as many. */
    public int count() {
        return feeder.buses().size() * (isBalanced ? 1 : 6);
    }

    /** Nodes per bus, 1 or 3. */
    public int nodesPerBus() {
        return isBalanced ? 1 : 3;
    }

    /** The bus of a node. */
    public int busOf(int node) {
        return node / nodesPerBus();
    }

    /** What to call a node: the bus, and the phase where it has one ({@code "12.a"}). */
    public String nodeName(int node) {
        String bus = feeder.buses().get(busOf(node)).id();
        return isBalanced ? bus : bus + "." + "abc".charAt(node % 3);
    }

    /**
     * The terminals of a device; it draws the same power from each of them.
     *
     * @param bus of the feeder
     * @param phases which it has; on a balanced feeder all three
     * @param isDelta whether it lies between its phases
     */
    public int[] of(int bus, Phases phases, boolean isDelta) {
        if (isBalanced) {
            if (phases != Phases.ABC) {
                throw new IllegalArgumentException(
                        "a balanced feeder has no single phases, asked for " + phases);
            }
            return new int[] {bus};
        }
        Phases here = feeder.buses().get(bus).phases();
        if (!here.covers(phases)) {
            throw new IllegalArgumentException(
                    "bus "
                            + feeder.buses().get(bus).id()
                            + " has phases "
                            + here
                            + ", not "
                            + phases);
        }
        if (!isDelta) {
            return IntStream.of(phases.numbers()).map(phase -> 3 * bus + phase).toArray();
        }
        int first = 3 * feeder.buses().size() + 3 * bus;
        return switch (phases) {
            case AB -> new int[] {first};
            case BC -> new int[] {first + 1};
            case CA -> new int[] {first + 2};
            case ABC -> new int[] {first, first + 1, first + 2};
            case A, B, C -> throw new IllegalArgumentException("one phase has no delta: " + phases);
        };
    }

    /** The bus of a terminal. */
    public int busOfTerminal(int terminal) {
        return isBalanced ? terminal : terminal % (3 * feeder.buses().size()) / 3;
    }

    /**
     * Voltage magnitude at a terminal of a solved state, pu of its nominal voltage: that of the
     * node, or between two phases over √3 times the bus's nominal voltage to neutral.
     */
    public double voltagePu(FlowResult state, int terminal) {
        if (terminal < state.nodes()) {
            return state.voltagePu(terminal);
        }
        int from = terminal - state.nodes();
        int to = from / 3 * 3 + (from + 1) % 3;
        double one = state.voltagePu(from);
        double other = state.voltagePu(to);
        double angle = Math.toRadians(state.angleDeg(from) - state.angleDeg(to));
        return Math.sqrt((one * one + other * other - 2 * one * other * Math.cos(angle)) / 3);
    }

    /** No load anywhere, the feeder's own loads switched off. */
    public Injections none() {
        return new Injections(
                new double[count()], new double[count()], new double[feeder.loads().size()]);
    }

    /** The nominal loads of the buses and of the feeder's own loads. */
    public Injections nominal() {
        return scaled(1);
    }

    /** The nominal loads times a factor. */
    public Injections scaled(double factor) {
        var injections = none();
        Arrays.fill(injections.loadFactor(), factor);
        for (int bus = 0; bus < feeder.buses().size(); bus++) {
            Bus data = feeder.buses().get(bus);
            int[] terminals = of(bus, isBalanced ? Phases.ABC : data.phases(), false);
            for (int terminal : terminals) {
                injections.loadKw()[terminal] = factor * data.loadKw() / terminals.length;
                injections.loadKvar()[terminal] = factor * data.loadKvar() / terminals.length;
            }
        }
        return injections;
    }
}
