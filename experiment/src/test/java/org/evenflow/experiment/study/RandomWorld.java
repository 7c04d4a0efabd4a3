package org.evenflow.experiment.study;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.evenflow.model.Battery;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Feeder;
import org.evenflow.model.Generator;
import org.evenflow.model.Infeed;
import org.evenflow.model.Line;
import org.evenflow.model.Load;
import org.evenflow.model.Phases;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.model.scenario.Tariff;
import org.evenflow.model.scenario.Weather;
import org.jspecify.annotations.Nullable;

/**
 * A small random world with everything that a bound on costs must not miss: feeders with losses and
 * loads that follow the voltage, plants, vehicles that give back, wear, demand charges, limits that
 * bind, prices below zero and prices of export above those of import. The same seed gives the same.
 */
final class RandomWorld {
    private final Random random;
    private final long seed;

    private RandomWorld(long seed) {
        this.seed = seed;
        random = new Random(seed);
        // The first numbers of neighbouring seeds are alike.
        random.nextDouble();
    }

    static Scenario of(long seed) {
        return new RandomWorld(seed).scenario();
    }

    private double limit(double largest) {
        return random.nextBoolean() ? largest * random.nextDouble() : Double.POSITIVE_INFINITY;
    }

    private Scenario scenario() {
        Feeder feeder = seed % 3 == 0 ? null : feeder(seed % 9 == 4);
        int buses = feeder == null ? 1 : feeder.buses().size();
        var stations = new ArrayList<Station>();
        for (int s = 0; s < 1 + random.nextInt(2); s++) {
            stations.add(station(s, "b" + random.nextInt(buses)));
        }
        var plants = new ArrayList<Generator>();
        for (int plant = 0; plant < random.nextInt(3); plant++) {
            String bus = "b" + random.nextInt(buses);
            plants.add(
                    new Generator.Pv(
                            "pv" + plant,
                            bus,
                            plant == 0 ? "t" : null,
                            20 + 150 * random.nextDouble(),
                            30,
                            180,
                            0.86));
        }
        double[] exportLimits = {Double.POSITIVE_INFINITY, 0, 30};
        return Scenario.of(
                "random" + seed,
                Scenario.World.of(TimeGrid.of("2019-06-30T12:00", "Europe/Zurich", 30, 16))
                        .with(new BaseLoad(BaseLoad.flat(0.7), BaseLoad.flat(0.5), 1, 0.1))
                        .with(new Weather.ClearSkyWithClouds(47, 8, 0.7, 20))
                        .with(new Scenario.Carbon(0.3, null, 0.5)),
                Site.of(
                                feeder,
                                stations,
                                List.of(new SupplyTransformer("t", 20 + 150 * random.nextDouble())))
                        .withLimits(limit(80), exportLimits[random.nextInt(3)])
                        .withPlants(plants)
                        .withLoad(30, "t"),
                sessions(stations),
                Scenario.Money.of(tariff(), 1));
    }

    /** The run spans two billing months. */
    private Tariff tariff() {
        var times = new ArrayList<LocalTime>();
        var prices = new ArrayList<Double>();
        double least = seed % 4 == 1 ? -0.2 : 0.05;
        for (int hour = 0; hour < 24; hour++) {
            times.add(LocalTime.of(hour, 0));
            prices.add(least + 0.4 * random.nextDouble());
        }
        double[] sellFactors = {0, 0.5, 1, 1.3};
        var entry =
                new Tariff.Entry(
                        "all",
                        MonthDay.of(1, 1),
                        MonthDay.of(12, 31),
                        EnumSet.allOf(DayOfWeek.class),
                        times,
                        prices,
                        random.nextBoolean() ? 0 : 60);
        return new Tariff.TimeOfUse(
                "random", "EUR", List.of(entry), sellFactors[random.nextInt(4)]);
    }

    private Feeder feeder(boolean followsVoltage) {
        int size = 2 + random.nextInt(5);
        var buses = new ArrayList<Bus>();
        var branches = new ArrayList<Branch>();
        var loads = new ArrayList<Load>();
        for (int bus = 0; bus < size; bus++) {
            double kw = bus == 0 || followsVoltage ? 0 : 40 * random.nextDouble();
            buses.add(new Bus("b" + bus, 1, kw, kw / 3, bus == 1 ? 1 : 0, 5, 0.94, 1.06));
            if (bus > 0) {
                branches.add(line(bus, "b" + random.nextInt(bus)));
                if (followsVoltage) {
                    loads.add(load(bus));
                }
            }
        }
        return new Feeder(
                "f",
                "",
                List.of(new Infeed("b0", 1.01)),
                buses,
                branches,
                loads,
                List.of(),
                List.of(),
                List.of());
    }

    private Line line(int bus, String parent) {
        return new Line(
                "l" + bus,
                parent,
                "b" + bus,
                0.03 + 0.1 * random.nextDouble(),
                0.03 + 0.1 * random.nextDouble(),
                1e-5,
                20 + 100 * random.nextDouble(),
                true);
    }

    private Load load(int bus) {
        Load.Model[] models = {
            Load.Model.CONSTANT_POWER, Load.Model.CONSTANT_CURRENT, Load.Model.CONSTANT_IMPEDANCE
        };
        double kw = 30 * random.nextDouble();
        return new Load(
                "load" + bus,
                "b" + bus,
                Phases.ABC,
                random.nextBoolean(),
                kw,
                kw / 3,
                1,
                models[random.nextInt(3)],
                (@Nullable String) null);
    }

    private Station station(int number, String bus) {
        String id = "s" + number;
        var connectors = new ArrayList<Connector>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            ChargerKind kind =
                    switch (random.nextInt(3)) {
                        case 0 -> new ChargerKind.FastDc(50, 5, 0.95);
                        case 1 -> new ChargerKind.SlowAc(3, 32, 6, 1, 230);
                        default -> new ChargerKind.Bidirectional(22, 20, 1, 0.94);
                    };
            connectors.add(new Connector(id + "-" + i, kind));
        }
        return new Station(
                id, bus, random.nextBoolean() ? "t" : null, limit(60), limit(30), connectors);
    }

    private SessionSource sessions(List<Station> stations) {
        String profile = List.of("workplace", "public", "home").get(random.nextInt(3));
        return new SessionSource.Drawn(
                List.of(
                        new SessionSource.Population(
                                "people",
                                profile,
                                stations.stream().map(Station::id).toList(),
                                3,
                                List.of(
                                        new SessionSource.FleetShare(vehicle(0), 1),
                                        new SessionSource.FleetShare(vehicle(1), 1)),
                                0.2)));
    }

    private Vehicle vehicle(int number) {
        double[] exponents = {1, 1.3, 2};
        var battery =
                new Battery(
                        20 + 40 * random.nextDouble(),
                        0.1,
                        1,
                        0.93,
                        0.91,
                        number == 0 ? ConstantPowerTaper.NONE : new ConstantPowerTaper(0.7, 1),
                        new Battery.Wear(0.004 * random.nextInt(3), exponents[random.nextInt(3)]));
        return new Vehicle("v" + number, battery, 3, 16, 100, number == 0 ? 0 : 30);
    }
}
