package org.evenflow.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.evenflow.model.Battery;
import org.evenflow.model.Battery.Wear;
import org.evenflow.model.Branch;
import org.evenflow.model.Bus;
import org.evenflow.model.ChargeCurve;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Feeder;
import org.evenflow.model.Generator;
import org.evenflow.model.Line;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Scenario.Carbon;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.model.scenario.Tariff;
import org.evenflow.model.scenario.Weather;

/** A random world with everything in it; the same seed gives the same one. */
final class RandomScenario {
    private final Random random;
    private final long seed;
    private final boolean isBound;

    private RandomScenario(long seed, boolean isBound) {
        this.seed = seed;
        this.isBound = isBound;
        random = new Random(seed);
        random.nextDouble();
    }

    /** A world whose limits bind now and then, or one without limits. */
    static Scenario of(long seed, boolean isBound) {
        return new RandomScenario(seed, isBound).scenario();
    }

    private double limit(double largest) {
        return isBound ? largest * random.nextDouble() : Double.POSITIVE_INFINITY;
    }

    private Scenario scenario() {
        boolean hasFeeder = isBound && seed % 3 != 0;
        var feeder = hasFeeder ? feeder() : null;
        int buses = feeder == null ? 1 : feeder.buses().size();
        var stations = new ArrayList<Station>();
        for (int s = 0; s < 1 + random.nextInt(4); s++) {
            stations.add(station(s, "b" + random.nextInt(buses)));
        }
        var plants = new ArrayList<Generator>();
        for (int plant = 0; plant < random.nextInt(3); plant++) {
            String bus = "b" + random.nextInt(buses);
            double kwp = 20 + 400 * random.nextDouble();
            plants.add(
                    new Generator.Pv(
                            "pv" + plant, bus, plant == 0 ? "t" : null, kwp, 30, 180, 0.86));
        }
        int stepMin = List.of(5, 15, 30, 60).get(random.nextInt(4));
        return Scenario.of(
                "random" + seed,
                Scenario.World.of(TimeGrid.of("2019-06-05T05:00", "Europe/Zurich", stepMin, 18))
                        .with(new BaseLoad(BaseLoad.flat(0.7), BaseLoad.flat(0.5), 1, 0.1))
                        .with(new Weather.ClearSkyWithClouds(47, 8, 0.7, 20))
                        .with(new Carbon(0.3, null, 0.5)),
                Site.of(feeder, stations, List.of(new SupplyTransformer("t", isBound ? 300 : 1e6)))
                        .withLimits(limit(500), Double.POSITIVE_INFINITY)
                        .withPlants(plants)
                        .withLoad(30, "t"),
                sessions(stations),
                Scenario.Money.of(new Tariff.Flat("flat", "EUR", 0.3, 0.1, 5), 1));
    }

    private Feeder feeder() {
        int size = 2 + random.nextInt(10);
        var buses = new ArrayList<Bus>();
        var branches = new ArrayList<Branch>();
        for (int bus = 0; bus < size; bus++) {
            double kw = bus == 0 ? 0 : 60 * random.nextDouble();
            buses.add(new Bus("b" + bus, 10, kw, kw / 3, bus == 1 ? 1 : 0, 20, 0.95, 1.05));
            if (bus > 0) {
                branches.add(
                        new Line(
                                "l" + bus,
                                "b" + random.nextInt(bus),
                                "b" + bus,
                                0.5 + 4 * random.nextDouble(),
                                0.5 + 4 * random.nextDouble(),
                                1e-6,
                                10 + 60 * random.nextDouble(),
                                true));
            }
        }
        return new Feeder("f", "", "b0", 1.01, buses, branches);
    }

    private Station station(int number, String bus) {
        String id = "s" + number;
        var connectors = new ArrayList<Connector>();
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            ChargerKind kind =
                    switch (random.nextInt(3)) {
                        case 0 -> new ChargerKind.FastDc(150, 5, 0.95);
                        case 1 -> new ChargerKind.SlowAc(3, 32, 6, 1, 230);
                        default -> new ChargerKind.Bidirectional(22, 20, 1, 0.94);
                    };
            connectors.add(new Connector(id + "-" + i, kind));
        }
        return new Station(
                id, bus, random.nextBoolean() ? "t" : null, limit(200), limit(60), connectors);
    }

    private SessionSource sessions(List<Station> stations) {
        var fleet = new ArrayList<SessionSource.FleetShare>();
        for (int v = 0; v < 3; v++) {
            fleet.add(new SessionSource.FleetShare(vehicle(v), 1 + random.nextDouble()));
        }
        String profile = List.of("workplace", "public", "home").get(random.nextInt(3));
        return new SessionSource.Drawn(
                List.of(
                        new SessionSource.Population(
                                "people",
                                profile,
                                stations.stream().map(Station::id).toList(),
                                2,
                                fleet,
                                isBound ? 0.2 : 0)));
    }

    private Vehicle vehicle(int number) {
        ChargeCurve curve =
                switch (number) {
                    case 0 -> ConstantPowerTaper.NONE;
                    case 1 -> new ConstantPowerTaper(0.7, 1);
                    default ->
                            new ChargeCurve.Tabulated(
                                    List.of(0.0, 0.3, 0.8, 1.0), List.of(80.0, 120.0, 60.0, 5.0));
                };
        var battery =
                new Battery(
                        40 + 40 * random.nextDouble(),
                        0.1,
                        1,
                        0.93,
                        0.91,
                        curve,
                        new Wear(0.01, 1.3));
        return new Vehicle("v" + number, battery, 3, 16, 100, number == 0 ? 0 : 30);
    }
}
