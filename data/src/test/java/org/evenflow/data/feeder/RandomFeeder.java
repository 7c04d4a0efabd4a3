package org.evenflow.data.feeder;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Capacitor;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.Line;
import org.evenflow.model.Load;
import org.evenflow.model.Machine;
import org.evenflow.model.PhaseImpedance;
import org.evenflow.model.PhaseMatrix;
import org.evenflow.model.Phases;
import org.evenflow.model.Regulator;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;

/** Draws feeders of every kind of element; valid, but electrically senseless. */
final class RandomFeeder {
    private final RandomGenerator random;
    private final List<Bus> buses = new ArrayList<>();
    private final List<Branch> branches = new ArrayList<>();

    private RandomFeeder(RandomGenerator random) {
        this.random = random;
    }

    static Feeder of(RandomGenerator random) {
        return new RandomFeeder(random).feeder();
    }

    private Feeder feeder() {
        int size = random.nextInt(2, 30);
        int infeeds = random.nextInt(1, 3);
        for (int at = 0; at < size; at++) {
            Phases phases = at < infeeds ? Phases.ABC : any();
            Bus parent = at < infeeds ? null : buses.get(random.nextInt(at));
            if (parent != null) {
                int common = parent.phases().mask() & phases.mask();
                phases = common == 0 ? parent.phases() : Phases.of(common);
            }
            var bus = bus(at, phases);
            buses.add(bus);
            if (parent != null) {
                branches.add(branch("b" + at, parent.id(), bus.id(), phases, true));
            }
        }
        branches.add(branch("open", buses.get(0).id(), "n 1", buses.get(1).phases(), false));
        var profiles =
                List.of(
                        new Load.Profile("day", 15, random.doubles(96).boxed().toList()),
                        new Load.Profile("1", 0.1 * random.nextInt(1, 9), List.of(1.0)));
        return new Feeder(
                random.nextBoolean() ? "7" : "feeder: \"seven\"",
                "drawn # by chance, ünïcode",
                infeedsAt(infeeds),
                buses,
                branches,
                loads(),
                capacitors(),
                machines(),
                profiles);
    }

    private List<Infeed> infeedsAt(int count) {
        var infeeds = new ArrayList<Infeed>();
        for (int at = 0; at < count; at++) {
            String bus = buses.get(at).id();
            infeeds.add(
                    random.nextBoolean()
                            ? new Infeed(bus, 1 + 0.05 * number())
                            : new Infeed(
                                    bus,
                                    1.02,
                                    number(),
                                    positive(),
                                    number(),
                                    positive(),
                                    number(),
                                    positive(),
                                    0));
        }
        return infeeds;
    }

    private Bus bus(int at, Phases phases) {
        boolean isPlaced = random.nextBoolean();
        return new Bus(
                "n " + at,
                phases,
                random.nextBoolean() ? 12.66 : 0.4,
                some(),
                some(),
                some(),
                some(),
                random.nextBoolean() ? 0.9 : 0.95,
                1.1,
                isPlaced ? number() : Double.NaN,
                isPlaced ? number() : Double.NaN);
    }

    private Branch branch(String id, String from, String to, Phases phases, boolean isClosed) {
        double ratingA = random.nextBoolean() ? Double.POSITIVE_INFINITY : 1e3 * positive();
        return switch (random.nextInt(6)) {
            case 0, 1 -> line(id, from, to, phases, ratingA, isClosed);
            case 2 -> transformer(id, from, to, phases, isClosed);
            case 3 -> regulator(id, from, to, phases, ratingA, isClosed);
            default -> new Switch(id, from, to, phases, ratingA, isClosed);
        };
    }

    private Line line(
            String id, String from, String to, Phases phases, double ratingA, boolean isClosed) {
        int size = phases.count();
        int form = random.nextInt(4);
        double rOhm = positive();
        double xOhm = positive();
        if (form == 0 && phases == Phases.ABC) {
            return new Line(id, from, to, rOhm, xOhm, some(), ratingA, isClosed);
        }
        double charging = some();
        var sequences =
                new PhaseImpedance(
                        PhaseMatrix.ofSequences(size, rOhm, 3 * rOhm),
                        PhaseMatrix.ofSequences(size, xOhm, positive()),
                        PhaseMatrix.ofSequences(size, charging, 0.7 * charging));
        if (form == 1) {
            return new Line(
                    id, from, to, phases, rOhm, xOhm, charging, sequences, 0.2, ratingA, isClosed);
        }
        var drawn =
                form == 2
                        ? sequences
                        : new PhaseImpedance(matrix(size), matrix(size), matrix(size));
        return Line.byPhase(id, from, to, phases, drawn, Double.NaN, ratingA, isClosed);
    }

    private PhaseMatrix matrix(int size) {
        var lower = new ArrayList<Double>();
        for (int at = 0; at < size * (size + 1) / 2; at++) {
            boolean isDiagonal = at == 0 || at == 2 || at == 5;
            lower.add(isDiagonal ? 4 * positive() + 2 : 0.3 * positive());
        }
        return new PhaseMatrix(size, lower);
    }

    private Transformer transformer(
            String id, String from, String to, Phases phases, boolean isClosed) {
        var windings = Transformer.Winding.values();
        boolean isPlain = phases.count() == 1;
        return new Transformer(
                id,
                from,
                to,
                phases,
                isPlain ? windings[0] : windings[random.nextInt(4)],
                isPlain ? windings[0] : windings[random.nextInt(4)],
                positive(),
                number(),
                positive(),
                number(),
                random.nextBoolean() ? 0 : positive(),
                some(),
                1 + 0.1 * positive(),
                30.0 * random.nextInt(12),
                random.nextBoolean() ? Double.POSITIVE_INFINITY : 630,
                isClosed);
    }

    private Regulator regulator(
            String id, String from, String to, Phases phases, double ratingA, boolean isClosed) {
        boolean isOpenDelta = phases == Phases.ABC && random.nextBoolean();
        int count = isOpenDelta ? 2 : phases.count();
        var units =
                Stream.generate(
                                () ->
                                        new Regulator.Unit(
                                                random.nextInt(-8, 9),
                                                random.nextBoolean() ? 0.00625 : 0.0125,
                                                random.nextBoolean() ? -16 : -8,
                                                random.nextBoolean() ? 16 : 8,
                                                random.nextBoolean()
                                                        ? null
                                                        : new Regulator.Control(
                                                                120, 2, 60, 300, some(), number())))
                        .limit(count)
                        .toList();
        return new Regulator(
                id,
                from,
                to,
                phases,
                isOpenDelta ? Regulator.Connection.OPEN_DELTA : Regulator.Connection.WYE,
                random.nextBoolean() ? 0 : positive(),
                some(),
                units,
                random.nextBoolean(),
                ratingA,
                isClosed);
    }

    private List<Load> loads() {
        var loads = new ArrayList<Load>();
        var models =
                List.of(
                        Load.Model.CONSTANT_POWER,
                        Load.Model.CONSTANT_CURRENT,
                        Load.Model.CONSTANT_IMPEDANCE,
                        new Load.Model(0.2, 0.3, 0, 0.1));
        for (Bus bus : buses) {
            if (random.nextBoolean()) {
                loads.add(
                        new Load(
                                "load " + loads.size(),
                                bus.id(),
                                bus.phases(),
                                bus.phases().count() > 1 && random.nextBoolean(),
                                number(),
                                some(),
                                random.nextBoolean() ? 1 : 1.02,
                                models.get(random.nextInt(4)),
                                random.nextBoolean() ? null : "day"));
            }
        }
        return loads;
    }

    private List<Capacitor> capacitors() {
        var last = buses.getLast();
        boolean isDelta = last.phases().count() > 1 && random.nextBoolean();
        return random.nextBoolean()
                ? List.of()
                : List.of(new Capacitor("c", last.id(), last.phases(), isDelta, number(), 1.05));
    }

    private List<Machine> machines() {
        return List.of(
                new Machine("m1", "n 0", number(), 0, 1.02, -3, 4),
                new Machine("m2", "n 0", 5, number(), Double.NaN, Double.NEGATIVE_INFINITY, 9));
    }

    private Phases any() {
        return Phases.of(random.nextInt(1, 8));
    }

    /** Between 0 and 1, or many orders of magnitude from it. */
    private double positive() {
        return random.nextBoolean() ? 1 - random.nextDouble() : Math.pow(10, -random.nextInt(9));
    }

    private double number() {
        return random.nextBoolean() ? positive() : -positive();
    }

    /** A number that is often zero, with either sign. */
    private double some() {
        return random.nextBoolean() ? number() : random.nextBoolean() ? 0 : -0.0;
    }
}
