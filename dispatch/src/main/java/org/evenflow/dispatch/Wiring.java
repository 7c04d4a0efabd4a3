package org.evenflow.dispatch;

import java.util.List;
import org.evenflow.control.Limits;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.FlowStatus;
import org.evenflow.grid.Injections;
import org.evenflow.grid.Terminals;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connection;
import org.evenflow.model.Connector;
import org.evenflow.model.Phases;
import org.evenflow.model.Reactive;
import org.evenflow.model.Station;
import org.jspecify.annotations.Nullable;

/**
 * How each connector loads terminals and phases, and the reactive power it takes: what a scenario
 * needs that has more than even loads of active power. Mutable arrays by connector.
 *
 * <p>Currents of phases are phasors, {@link Connection#phasors}.
 */
final class Wiring {
    /** Reactive powers that move by less have settled, kvar. */
    private static final double SETTLED_KVAR = 1e-7;

    private final Limits limits;
    private final List<Connector> connectors;
    private final @Nullable Terminals terminals;
    private final int[] bus;

    /** Terminals by connector and number of phases in use less one; empty without a feeder. */
    private final int[][][] terminalsOf;

    /** Phasors by connector and number of phases in use less one, {@code [phase]}. */
    private final double[][][] along;

    private final double[][][] across;

    /** The vehicle that a reactive power belongs to, as {@link Limits#arrivals} counts them. */
    private final int[] vehicle;

    /** Reactive power at present. */
    private final double[] kvar;

    private final double[] ratedKw;
    private final boolean[] followsVoltage;

    /** Reactive power per magnitude of active power where it is fixed. */
    private final double[] kvarPerKw;

    /** Whether any connector has reactive power. */
    final boolean isReactive;

    /** Whether the reactive power of any connector follows the voltage. */
    final boolean isVoltageFollowed;

    private double damping;
    private double moved;

    private Wiring(Limits limits) {
        this.limits = limits;
        var layout = limits.layout();
        var feeder = layout.site().feeder();
        terminals = feeder == null ? null : Terminals.of(feeder);
        connectors = layout.connectorList();
        int count = connectors.size();
        bus = new int[count];
        terminalsOf = new int[count][3][];
        along = new double[count][3][3];
        across = new double[count][3][3];
        vehicle = new int[count];
        kvar = new double[count];
        ratedKw = new double[count];
        followsVoltage = new boolean[count];
        kvarPerKw = new double[count];
        boolean any = false;
        for (int connector = 0; connector < count; connector++) {
            bus[connector] = layout.busOf(layout.stationOf(connector));
            compile(connector, connectors.get(connector));
            any |= followsVoltage[connector];
        }
        isVoltageFollowed = any;
        isReactive = connectors.stream().anyMatch(c -> !c.reactive().equals(Reactive.NONE));
    }

    /** The wiring of a site; null where every connector is an even load of active power. */
    static @Nullable Wiring of(Limits limits) {
        var feeder = limits.layout().site().feeder();
        boolean isPlain =
                (feeder == null || Terminals.of(feeder).isBalanced())
                        && limits.layout().connectorList().stream()
                                .allMatch(c -> c.isEven() && c.reactive().equals(Reactive.NONE));
        return isPlain ? null : new Wiring(limits);
    }

    /** Whether a station has a connector that may load its phases unevenly. */
    static boolean isUneven(Station station) {
        return station.connectors().stream().anyMatch(c -> !c.isEven());
    }

    private void compile(int connector, Connector data) {
        ratedKw[connector] = rated(data.kind());
        followsVoltage[connector] = data.reactive().followsVoltage();
        kvarPerKw[connector] =
                switch (data.reactive()) {
                    case Reactive.PowerFactor fixed -> fixed.kvarPerKw();
                    case Reactive.VoltVar _ -> 0;
                };
        Connection connection = data.connection();
        for (int phases = 0; phases < 3; phases++) {
            Phases loaded = connection.loaded(phases + 1);
            terminalsOf[connector][phases] = terminals(connector, loaded, connection.isDelta());
            connection.phasors(phases + 1, along[connector][phases], across[connector][phases]);
        }
    }

    private static double rated(ChargerKind kind) {
        return switch (kind) {
            case ChargerKind.Bidirectional both -> Math.max(both.maxKw(), both.maxDischargeKw());
            case ChargerKind.FastDc _, ChargerKind.SlowAc _ -> kind.ratedKw();
        };
    }

    private int[] terminals(int connector, Phases loaded, boolean isDelta) {
        if (terminals == null) {
            return new int[0];
        }
        return terminals.isBalanced()
                ? new int[] {bus[connector]}
                : terminals.of(bus[connector], loaded, isDelta);
    }

    /** Begins a search for the reactive powers that belong to the active ones. */
    void startSettling(double[] power, @Nullable FlowResult state) {
        damping = 1;
        moved = Double.POSITIVE_INFINITY;
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            vehicle[connector] = limits.arrivals(connector);
            kvar[connector] = wanted(connector, power[rank], state);
        }
    }

    /**
     * Moves reactive powers towards what the voltages of a solved state ask for; whether they were
     * there. Steps are halved whenever they cease to shrink.
     */
    boolean settle(double[] power, FlowResult state) {
        double furthest = 0;
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            if (followsVoltage[connector]) {
                double change = wanted(connector, power[rank], state) - kvar[connector];
                furthest = Math.max(furthest, Math.abs(change));
            }
        }
        if (furthest <= SETTLED_KVAR) {
            return true;
        }
        damping = furthest > 0.7 * moved ? damping / 2 : damping;
        moved = furthest;
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            if (followsVoltage[connector]) {
                double change = wanted(connector, power[rank], state) - kvar[connector];
                kvar[connector] += damping * change;
            }
        }
        return false;
    }

    private double wanted(int connector, double kw, @Nullable FlowResult state) {
        if (!followsVoltage[connector]) {
            return kvarPerKw[connector] * Math.abs(kw);
        }
        double pu =
                state == null || state.status() != FlowStatus.CONVERGED || terminals == null
                        ? 1
                        : meanPu(terminals, terminalsOf[connector][used(connector)], state);
        return connectors.get(connector).reactive().kvar(kw, ratedKw[connector], pu);
    }

    private static double meanPu(Terminals terminals, int[] of, FlowResult state) {
        double sum = 0;
        for (int terminal : of) {
            sum += terminals.voltagePu(state, terminal);
        }
        return sum / of.length;
    }

    /** Adds what the connectors take at present to the loads of their terminals. */
    void load(double[] power, Injections to) {
        double[] loadKw = to.loadKw();
        double[] loadKvar = to.loadKvar();
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            int[] of = terminalsOf[connector][used(connector)];
            for (int terminal : of) {
                loadKw[terminal] += power[rank] / of.length;
                loadKvar[terminal] += kvar[connector] / of.length;
            }
        }
    }

    /**
     * What a connector's active power does to something that answers to power at terminals, its
     * reactive power carried along.
     *
     * @param perKw answer per kW, {@code [terminal]}
     * @param perKvar answer per kvar, {@code [terminal]}
     */
    double effect(int connector, double power, double[] perKw, double[] perKvar) {
        int[] of = terminalsOf[connector][used(connector)];
        double perReactive = reactiveSlope(connector, power);
        double sum = 0;
        for (int terminal : of) {
            sum += perKw[terminal] + perReactive * perKvar[terminal];
        }
        return sum / of.length;
    }

    /** Change of reactive power per change of active power, the voltage unchanged. */
    double reactiveSlope(int connector, double power) {
        return power < 0 ? -kvarPerKw[connector] : kvarPerKw[connector];
    }

    /**
     * Reactive power of a connector at an active one, kvar; one that follows the voltage has that
     * of the last state.
     */
    double kvar(int connector, double kw) {
        if (!followsVoltage[connector] || terminals == null) {
            return wanted(connector, kw, null);
        }
        return vehicle[connector] == limits.arrivals(connector) ? kvar[connector] : 0;
    }

    /** Phases that vehicle and charger have in common, less one. */
    private int used(int connector) {
        return limits.phases(connector) - 1;
    }

    /** Part of a connector's power in phase with a phase's voltage. */
    double along(int connector, int phase) {
        return along[connector][used(connector)][phase];
    }

    /** Part of a connector's power a quarter turn ahead of a phase's voltage. */
    double across(int connector, int phase) {
        return across[connector][used(connector)][phase];
    }

    /** Whether any connector takes or gives reactive power. */
    static boolean isReactive(Station station) {
        return station.connectors().stream().anyMatch(c -> !c.reactive().equals(Reactive.NONE));
    }
}
