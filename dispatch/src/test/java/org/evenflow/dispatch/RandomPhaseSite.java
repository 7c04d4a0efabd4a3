package org.evenflow.dispatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.evenflow.control.Action;
import org.evenflow.control.Limits;
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
import org.evenflow.model.Station;

/** A random unbalanced low-voltage feeder with loads, stations and a wish; a seed gives one. */
final class RandomPhaseSite {
    private static final ChargerKind DC = new ChargerKind.FastDc(22, 0, 1);

    final Feeder feeder;
    final TestSite site;
    final Limits limits;
    final Action action;
    private final Random random;

    RandomPhaseSite(long seed) {
        random = new Random(seed);
        random.nextDouble();
        feeder = feeder();
        var stations = new ArrayList<Station>();
        for (int s = 0; s < 1 + random.nextInt(5); s++) {
            Bus bus = feeder.buses().get(1 + random.nextInt(feeder.buses().size() - 1));
            var connectors = new ArrayList<Connector>();
            for (int c = 0; c < 1 + random.nextInt(4); c++) {
                var connection = connection(bus.phases());
                connectors.add(new Connector("c" + s + "-" + c, DC, connection, reactive()));
            }
            double limitKw = random.nextBoolean() ? Sites.UNLIMITED : 60 * random.nextDouble();
            stations.add(
                    new Station("s" + s, bus.id(), null, limitKw, Sites.UNLIMITED, connectors));
        }
        site = Sites.site(feeder, stations, List.of(), Sites.UNLIMITED);
        limits = site.limits;
        Arrays.fill(site.base().loadFactor(), random.nextDouble());
        action = new Action(limits.connectors(), 0);
        for (int c = 0; c < limits.connectors(); c++) {
            double step = random.nextInt(3) == 0 ? 0.69 : 0;
            double low = random.nextBoolean() ? 0 : -20 * random.nextDouble();
            site.plug(c, low, 22 * random.nextDouble(), 2 * step, step);
            action.powerKw()[c] = 40 * random.nextDouble() - 10;
        }
    }

    private Feeder feeder() {
        int size = 3 + random.nextInt(8);
        var buses = new ArrayList<Bus>();
        var branches = new ArrayList<Branch>();
        var loads = new ArrayList<Load>();
        buses.add(bus(0, Phases.ABC));
        for (int bus = 1; bus < size; bus++) {
            Bus parent = buses.get(random.nextInt(bus));
            Phases phases = bus == 1 ? parent.phases() : some(parent.phases());
            buses.add(bus(bus, phases));
            branches.add(line(bus, parent, phases));
            if (random.nextBoolean()) {
                loads.add(load(bus, phases));
            }
        }
        return new Feeder(
                "f",
                "",
                List.of(new Infeed("b0", 1)),
                buses,
                branches,
                loads,
                List.of(),
                List.of(),
                List.of());
    }

    private Phases some(Phases of) {
        int mask = of.mask() & (1 + random.nextInt(7));
        return mask == 0 || random.nextBoolean() ? of : Phases.of(mask);
    }

    private static Bus bus(int number, Phases phases) {
        double none = Double.NaN;
        return new Bus("b" + number, phases, 0.4, 0, 0, 0, 0, 0.95, 1.05, none, none);
    }

    private Line line(int number, Bus parent, Phases phases) {
        int n = phases.count();
        double km = 0.02 + 0.1 * random.nextDouble();
        // 4 x 150 mm² aluminium cable, about 0.2 ohm per km and four times that in zero sequence.
        var r = PhaseMatrix.ofSequences(n, 0.2 * km, 0.8 * km);
        var x = PhaseMatrix.ofSequences(n, 0.08 * km, 0.3 * km);
        var impedance = new PhaseImpedance(r, x, PhaseMatrix.ofSequences(n, 0, 0));
        double ratingA = random.nextInt(3) == 0 ? 40 + 200 * random.nextDouble() : Sites.UNLIMITED;
        String id = "b" + number;
        return new Line(
                "l" + number,
                parent.id(),
                id,
                phases,
                r.positiveSequence(),
                x.positiveSequence(),
                0,
                impedance,
                km,
                ratingA,
                true);
    }

    private Load load(int bus, Phases phases) {
        boolean isDelta = phases.count() >= 2 && random.nextBoolean();
        var models =
                List.of(
                        Load.Model.CONSTANT_POWER,
                        Load.Model.CONSTANT_CURRENT,
                        Load.Model.CONSTANT_IMPEDANCE);
        var model = models.get(random.nextInt(3));
        double kw = 12 * random.nextDouble() - 2;
        return new Load("d" + bus, "b" + bus, phases, isDelta, kw, kw / 4, 1, model, null);
    }

    private Connection connection(Phases of) {
        Phases phases = some(of);
        if (phases.count() >= 2 && random.nextInt(3) == 0) {
            return new Connection.Delta(phases);
        }
        return new Connection.Wye(phases, phases.numbers()[0]);
    }

    private Reactive reactive() {
        return switch (random.nextInt(6)) {
            case 0 -> new Reactive.PowerFactor(0.95);
            case 1 -> new Reactive.PowerFactor(-0.95);
            case 2 -> Reactive.VoltVar.ieee1547CategoryB(1.1);
            default -> Reactive.NONE;
        };
    }
}
