package org.evenflow.model.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connection;
import org.evenflow.model.Connector;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.Line;
import org.evenflow.model.Load;
import org.evenflow.model.PhaseImpedance;
import org.evenflow.model.PhaseMatrix;
import org.evenflow.model.Phases;
import org.evenflow.model.Reactive;

/** Draws the feeders of random worlds; buses are {@code b0}, the source, {@code b1} and so on. */
final class RandomFeeder {
    private final Random random;
    private final double kw;

    /**
     * Draws from a stream.
     *
     * @param kw power that the feeder carries with some trouble
     */
    RandomFeeder(Random random, double kw) {
        this.random = random;
        this.kw = kw;
    }

    /**
     * A radial feeder of 2 to 13 buses: at 10 kV from 100 kW on, else at 1 kV.
     *
     * @param followsVoltage whether its loads do
     */
    Feeder balanced(boolean followsVoltage) {
        double kv = kw > 100 ? 10 : 1;
        int size = 2 + random.nextInt(kw > 100 ? 12 : 5);
        var buses = new ArrayList<Bus>();
        var branches = new ArrayList<Branch>();
        var loads = new ArrayList<Load>();
        for (int bus = 0; bus < size; bus++) {
            double load = bus == 0 || followsVoltage ? 0 : 0.4 * kw * random.nextDouble();
            double shuntKw = bus == 1 ? 1 : 0;
            buses.add(new Bus("b" + bus, kv, load, load / 3, shuntKw, 0.1 * kw, 0.95, 1.05));
            if (bus > 0) {
                branches.add(line(bus, kv));
                if (followsVoltage) {
                    double each = 0.5 * kw * random.nextDouble();
                    loads.add(load(bus, Phases.ABC, random.nextBoolean(), each, each / 3));
                }
            }
        }
        return feeder(0.99 + 0.03 * random.nextDouble(), buses, branches, loads);
    }

    private Line line(int bus, double kv) {
        double ohm = kv * kv / kw;
        double ampere = kw / kv;
        return new Line(
                "l" + bus,
                "b" + (random.nextBoolean() ? bus - 1 : random.nextInt(bus)),
                "b" + bus,
                ohm * (0.8 + 8 * random.nextDouble()),
                ohm * (0.8 + 8 * random.nextDouble()),
                1e-6,
                random.nextInt(3) == 0
                        ? Double.POSITIVE_INFINITY
                        : ampere * (0.4 + 2.2 * random.nextDouble()),
                true);
    }

    private static Feeder feeder(
            double pu, List<Bus> buses, List<Branch> branches, List<Load> loads) {
        return new Feeder(
                "f",
                "",
                List.of(new Infeed("b0", pu)),
                buses,
                branches,
                loads,
                List.of(),
                List.of(),
                List.of());
    }

    private Load load(int bus, Phases phases, boolean isDelta, double loadKw, double kvar) {
        Load.Model[] models = {
            Load.Model.CONSTANT_POWER, Load.Model.CONSTANT_CURRENT, Load.Model.CONSTANT_IMPEDANCE
        };
        var model = models[random.nextInt(3)];
        return new Load("d" + bus, "b" + bus, phases, isDelta, loadKw, kvar, 1, model, null);
    }

    /** An unbalanced feeder of 3 to 10 buses at 400 V, of cable that carries some 60 kW. */
    Feeder byPhase() {
        int size = 3 + random.nextInt(8);
        var buses = new ArrayList<Bus>();
        var branches = new ArrayList<Branch>();
        var loads = new ArrayList<Load>();
        buses.add(bus(0, Phases.ABC));
        for (int bus = 1; bus < size; bus++) {
            Bus parent = buses.get(random.nextInt(bus));
            Phases phases = bus == 1 ? parent.phases() : some(parent.phases());
            buses.add(bus(bus, phases));
            branches.add(cable(bus, parent, phases));
            if (random.nextBoolean()) {
                boolean isDelta = phases.count() >= 2 && random.nextBoolean();
                double each = 12 * random.nextDouble() - 2;
                loads.add(load(bus, phases, isDelta, each, each / 4));
            }
        }
        return feeder(1, buses, branches, loads);
    }

    private Phases some(Phases of) {
        int mask = of.mask() & (1 + random.nextInt(7));
        return mask == 0 || random.nextBoolean() ? of : Phases.of(mask);
    }

    private static Bus bus(int number, Phases phases) {
        double none = Double.NaN;
        return new Bus("b" + number, phases, 0.4, 0, 0, 0, 0, 0.95, 1.05, none, none);
    }

    private Line cable(int number, Bus parent, Phases phases) {
        int n = phases.count();
        double km = 0.02 + 0.1 * random.nextDouble();
        // 4 x 150 mm² aluminium cable, about 0.2 ohm per km and four times that in zero sequence.
        var r = PhaseMatrix.ofSequences(n, 0.2 * km, 0.8 * km);
        var x = PhaseMatrix.ofSequences(n, 0.08 * km, 0.3 * km);
        var impedance = new PhaseImpedance(r, x, PhaseMatrix.ofSequences(n, 0, 0));
        boolean isLimited = random.nextInt(3) == 0;
        return new Line(
                "l" + number,
                parent.id(),
                "b" + number,
                phases,
                r.positiveSequence(),
                x.positiveSequence(),
                0,
                impedance,
                km,
                isLimited ? 40 + 200 * random.nextDouble() : Double.POSITIVE_INFINITY,
                true);
    }

    /**
     * A connector on some of the phases, between two, or on all alike; many give or take reactive
     * power.
     *
     * @param seesVoltage whether it may follow its voltage with it
     */
    Connector connector(String id, ChargerKind kind, Phases of, boolean seesVoltage) {
        Reactive reactive =
                switch (random.nextInt(seesVoltage ? 6 : 4)) {
                    case 0 -> new Reactive.PowerFactor(0.95);
                    case 1 -> new Reactive.PowerFactor(-0.9);
                    case 5 -> Reactive.VoltVar.ieee1547CategoryB(1.1);
                    default -> Reactive.NONE;
                };
        return new Connector(id, kind, connection(of), reactive);
    }

    private Connection connection(Phases of) {
        if (of == Phases.ABC && random.nextInt(4) == 0) {
            return Connection.SHARED;
        }
        Phases phases = some(of);
        if (phases.count() >= 2 && random.nextInt(3) == 0) {
            return new Connection.Delta(phases);
        }
        return new Connection.Wye(phases, phases.numbers()[0]);
    }
}
