package org.evenflow.grid;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.Capacitor;
import org.evenflow.model.Feeder;
import org.evenflow.model.Infeed;
import org.evenflow.model.Line;
import org.evenflow.model.Load;
import org.evenflow.model.PhaseImpedance;
import org.evenflow.model.PhaseMatrix;
import org.evenflow.model.Phases;
import org.evenflow.model.Regulator;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;
import org.evenflow.model.Transformer.Winding;

/**
 * A random unbalanced feeder of everything that the model has, with loads it can carry; the same
 * seed gives the same one.
 *
 * @param load what its terminals draw
 * @param fedBus the bus that each branch of the tree feeds, by branch
 */
record RandomPhaseFeeder(Feeder feeder, Injections load, Map<String, Integer> fedBus) {
    static RandomPhaseFeeder of(long seed) {
        return new Growth(seed).feeder(seed);
    }

    /** A feeder while it grows. */
    private static final class Growth {
        private final Random random;
        private final int size;
        private final Phases[] phases;
        private final double[] kv;

        /** Buses of one zone have no transformer or regulator between them. */
        private final int[] zone;

        private final List<Branch> branches = new ArrayList<>();
        private final Map<String, Integer> fedBus = new HashMap<>();

        Growth(long seed) {
            random = new Random(seed * 0x9E3779B97F4A7C15L); // neighbouring seeds begin alike
            size = 3 + random.nextInt(16);
            phases = new Phases[size];
            kv = new double[size];
            zone = new int[size];
        }

        RandomPhaseFeeder feeder(long seed) {
            phases[0] = Phases.ABC;
            kv[0] = 12.47;
            for (int bus = 1; bus < size; bus++) {
                grow(bus, random.nextBoolean() ? bus - 1 : random.nextInt(bus));
            }
            if (random.nextInt(3) == 0) {
                close(1 + random.nextInt(3));
            }
            Collections.shuffle(branches, random);
            var buses = new ArrayList<Bus>();
            var loads = new ArrayList<Load>();
            var capacitors = new ArrayList<Capacitor>();
            for (int bus = 0; bus < size; bus++) {
                buses.add(bus(bus));
                if (random.nextInt(4) > 0) {
                    loads.add(load(bus));
                }
                if (random.nextInt(5) == 0) {
                    capacitors.add(capacitor(bus));
                }
            }
            var feeder =
                    new Feeder(
                            "f" + seed,
                            "",
                            List.of(infeed()),
                            buses,
                            branches,
                            loads,
                            capacitors,
                            List.of(),
                            List.of());
            return new RandomPhaseFeeder(feeder, terminals(feeder), fedBus);
        }

        private Infeed infeed() {
            double base = kv[0] * kv[0];
            double angle = random.nextInt(90) - 45.0;
            return switch (random.nextInt(3)) {
                case 0 -> new Infeed("b0", 1.03, angle, 0, 0, 0, 0);
                case 1 -> new Infeed("b0", 1.03, angle, 0, 0, 0.002 * base, 0.004 * base);
                default ->
                        new Infeed(
                                "b0",
                                1.03,
                                angle,
                                0.001 * base,
                                0.005 * base,
                                0.002 * base,
                                0.003 * base,
                                0.001 * base,
                                0.009 * base);
            };
        }

        private Bus bus(int bus) {
            boolean hasShunt = random.nextInt(5) == 0;
            return new Bus(
                    "b" + bus,
                    phases[bus],
                    kv[bus],
                    random.nextInt(3) == 0 ? random.nextDouble() * 400 / size : 0,
                    random.nextInt(3) == 0 ? random.nextDouble() * 200 / size : 0,
                    hasShunt ? random.nextDouble() * 20 : 0,
                    hasShunt ? (random.nextDouble() - 0.3) * 60 : 0,
                    0.9,
                    1.1,
                    Double.NaN,
                    Double.NaN);
        }

        private void grow(int bus, int parent) {
            int kind = random.nextInt(12);
            boolean isThree = phases[parent] == Phases.ABC;
            kv[bus] = kv[parent];
            zone[bus] = zone[parent];
            phases[bus] = isThree && random.nextInt(4) > 0 ? Phases.ABC : some(phases[parent]);
            boolean isDownward = random.nextInt(3) > 0;
            String from = "b" + (isDownward ? parent : bus);
            String to = "b" + (isDownward ? bus : parent);
            String id = "e" + bus;
            fedBus.put(id, bus);
            if (kind < 7) {
                branches.add(line(id, from, to, phases[bus], bus));
            } else if (kind == 7) {
                branches.add(new Switch(id, from, to, phases[bus], 400, true));
            } else if (kind == 8) {
                zone[bus] = bus;
                branches.add(regulator(id, from, to, phases[bus], kv[bus] * kv[bus]));
            } else {
                zone[bus] = bus;
                kv[bus] = random.nextBoolean() ? 4.16 : kv[parent];
                double toKv = isDownward ? kv[bus] : kv[parent];
                branches.add(transformer(id, from, to, phases[bus], toKv * toKv, isDownward));
            }
        }

        private Phases some(Phases of) {
            while (true) {
                int mask = of.mask() & (1 + random.nextInt(7));
                if (mask != 0) {
                    return Phases.of(mask);
                }
            }
        }

        private double between(double low, double high) {
            return low + (high - low) * random.nextDouble();
        }

        private Line line(String id, String from, String to, Phases has, int bus) {
            double base = kv[bus] * kv[bus];
            int n = has.count();
            double mutual = between(0.2, 0.45);
            var r = new ArrayList<Double>();
            var x = new ArrayList<Double>();
            var b = new ArrayList<Double>();
            boolean isCharged = random.nextInt(3) == 0;
            double own = between(0.0008, 0.004);
            for (int row = 0; row < n; row++) {
                for (int column = 0; column <= row; column++) {
                    double share = (row == column ? 1 : mutual) * between(0.9, 1.1);
                    r.add(base * own * share);
                    x.add(base * own * 1.5 * share);
                    double charged = (row == column ? 0.01 : -0.002) * between(0.9, 1.1);
                    b.add(isCharged ? charged / base : 0);
                }
            }
            var impedance =
                    new PhaseImpedance(
                            new PhaseMatrix(n, r), new PhaseMatrix(n, x), new PhaseMatrix(n, b));
            return Line.byPhase(id, from, to, has, impedance, Double.NaN, 300, true);
        }

        private Regulator regulator(String id, String from, String to, Phases has, double base) {
            boolean isOpenDelta = has == Phases.ABC && random.nextBoolean();
            var units = new ArrayList<Regulator.Unit>();
            for (int unit = 0; unit < (isOpenDelta ? 2 : has.count()); unit++) {
                units.add(new Regulator.Unit(random.nextInt(17) - 8, 0.00625, -16, 16, null));
            }
            boolean isIdeal = random.nextBoolean();
            return new Regulator(
                    id,
                    from,
                    to,
                    has,
                    isOpenDelta ? Regulator.Connection.OPEN_DELTA : Regulator.Connection.WYE,
                    isIdeal ? 0 : 0.001 * base,
                    isIdeal ? 0 : 0.003 * base,
                    units,
                    false,
                    300,
                    true);
        }

        private Transformer transformer(
                String id, String from, String to, Phases has, double base, boolean isDownward) {
            Winding one = Winding.EARTHED_WYE;
            Winding two = Winding.EARTHED_WYE;
            double shift = random.nextInt(4) == 0 ? 180 : 0;
            if (has == Phases.ABC) {
                Winding[] above = {
                    Winding.EARTHED_WYE,
                    Winding.DELTA,
                    Winding.EARTHED_WYE,
                    Winding.DELTA,
                    Winding.WYE,
                    Winding.EARTHED_WYE
                };
                Winding[] below = {
                    Winding.EARTHED_WYE,
                    Winding.EARTHED_WYE,
                    Winding.DELTA,
                    Winding.DELTA,
                    Winding.DELTA,
                    Winding.WYE
                };
                int pick = random.nextInt(above.length);
                one = isDownward ? above[pick] : below[pick];
                two = isDownward ? below[pick] : above[pick];
                int oddTurn = (one == Winding.DELTA ? 1 : 0) + (two == Winding.DELTA ? 1 : 0);
                shift = 60 * random.nextInt(6) + (oddTurn == 1 ? 30 : 0);
            }
            boolean isCored = random.nextInt(3) == 0;
            return new Transformer(
                    id,
                    from,
                    to,
                    has,
                    one,
                    two,
                    between(0.001, 0.004) * base,
                    between(0.004, 0.015) * base,
                    between(0.001, 0.004) * base,
                    between(0.004, 0.015) * base,
                    isCored ? 0.003 / base : 0,
                    isCored ? -0.01 / base : 0,
                    between(0.95, 1.05),
                    shift,
                    random.nextBoolean() ? 800 : Double.POSITIVE_INFINITY,
                    true);
        }

        private void close(int loops) {
            for (int loop = 0; loop < loops; loop++) {
                int one = random.nextInt(size);
                int two = random.nextInt(size);
                int common = phases[one].mask() & phases[two].mask();
                if (one != two && zone[one] == zone[two] && common != 0) {
                    String id = "loop" + loop;
                    branches.add(line(id, "b" + one, "b" + two, Phases.of(common), one));
                }
            }
        }

        private Load load(int bus) {
            Phases at = some(phases[bus]);
            boolean isDelta = at.count() >= 2 && random.nextBoolean();
            Load.Model[] models = {
                Load.Model.CONSTANT_POWER,
                Load.Model.CONSTANT_CURRENT,
                Load.Model.CONSTANT_IMPEDANCE,
                new Load.Model(0.3, 0.2, 1.4, -0.6)
            };
            double share = at.count() / 3.0 / size;
            return new Load(
                    "l" + bus,
                    "b" + bus,
                    at,
                    isDelta,
                    (random.nextInt(6) == 0 ? -1 : 1) * between(200, 1500) * share,
                    between(-200, 700) * share,
                    random.nextBoolean() ? 1 : 1.02,
                    models[random.nextInt(models.length)],
                    null);
        }

        private Capacitor capacitor(int bus) {
            Phases at = some(phases[bus]);
            boolean isDelta = at.count() >= 2 && random.nextBoolean();
            double kvar = between(20, 150) * at.count() / 3;
            return new Capacitor("c" + bus, "b" + bus, at, isDelta, kvar, 1);
        }

        /** Nominal loads, a factor on each, and more between phases and neutral and each other. */
        private Injections terminals(Feeder feeder) {
            var terminals = Terminals.byPhase(feeder);
            var load = terminals.nominal();
            for (int i = 0; i < load.loadFactor().length; i++) {
                load.loadFactor()[i] = between(0.5, 1.2);
            }
            for (int bus = 0; bus < size; bus++) {
                Phases at = some(phases[bus]);
                for (int terminal : terminals.of(bus, at, at.count() >= 2)) {
                    load.loadKw()[terminal] += between(-100, 200) / size;
                    load.loadKvar()[terminal] += between(-50, 100) / size;
                }
            }
            return load;
        }
    }
}
