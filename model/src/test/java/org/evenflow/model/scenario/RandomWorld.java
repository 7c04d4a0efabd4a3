package org.evenflow.model.scenario;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.evenflow.model.Battery;
import org.evenflow.model.ChargeCurve;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Feeder;
import org.evenflow.model.Generator;
import org.evenflow.model.Phases;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Vehicle;
import org.jspecify.annotations.Nullable;

/**
 * Random sites and scenarios over which laws are tested: feeders of every kind, stations under
 * transformers, plants, limits that bind now and then, vehicles and prices. The same seed and
 * switches give the same one; powers scale with the largest limit of a station.
 */
public final class RandomWorld {
    /** What a site hangs on. */
    public enum Network {
        /** Nothing: limits alone. */
        NONE,
        /** A radial feeder, loads of constant power at its buses. */
        BALANCED,
        /** The same with loads whose power follows the voltage. */
        FOLLOWING_VOLTAGE,
        /** A low-voltage feeder whose buses, loads and chargers have one phase to three. */
        BY_PHASE
    }

    private final Random random;
    private final long seed;
    private final double kw;
    private Network network = Network.NONE;
    private int mostStations = 5;
    private int mostConnectors = 6;
    private int transformers = 2;
    private @Nullable ChargerKind charger;
    private boolean isByPhase;
    private boolean hasPlants;
    private boolean hasExportLimit;
    private boolean hasPrices;
    private boolean isBound = true;
    private boolean mayGive;

    private RandomWorld(long seed, double kw) {
        this.seed = seed;
        this.kw = kw;
        random = new Random(seed);
        // The first numbers of neighbouring seeds are alike.
        random.nextDouble();
    }

    /**
     * A world without feeder and plants.
     *
     * @param kw largest limit of a station
     */
    public static RandomWorld of(long seed, double kw) {
        return new RandomWorld(seed, kw);
    }

    /**
     * A scenario with everything in it whose limits bind now and then; two in three on a feeder.
     */
    public static Scenario bound(long seed) {
        return of(seed, 200)
                .on(seed % 3 == 0 ? Network.NONE : Network.BALANCED)
                .most(4, 8)
                .transformers(1)
                .withPlants()
                .scenario();
    }

    /** The same kind of scenario without any limit. */
    public static Scenario unlimited(long seed) {
        return of(seed, 200).most(4, 8).transformers(1).withPlants().withoutLimits().scenario();
    }

    /**
     * A small scenario with everything that a bound on costs must not miss: also loads that follow
     * the voltage, demand charges, limits on export, prices below zero and prices of export above
     * those of import.
     */
    public static Scenario priced(long seed) {
        var network = seed % 9 == 4 ? Network.FOLLOWING_VOLTAGE : Network.BALANCED;
        return of(seed, 60)
                .on(seed % 3 == 0 ? Network.NONE : network)
                .most(2, 4)
                .transformers(1)
                .withPlants()
                .withExportLimit()
                .withPrices()
                .scenario();
    }

    /** On a feeder. */
    public RandomWorld on(Network other) {
        network = other;
        return this;
    }

    /** With at most so many stations and connectors of each, at least one. */
    public RandomWorld most(int stations, int connectorsEach) {
        mostStations = stations;
        mostConnectors = connectorsEach;
        return this;
    }

    /** With so many supply transformers, 0 to 2. */
    public RandomWorld transformers(int count) {
        transformers = count;
        return this;
    }

    /** With equal chargers instead of all kinds. */
    public RandomWorld chargers(ChargerKind kind) {
        charger = kind;
        return this;
    }

    /** With chargers on phases, some of which give or take reactive power. */
    public RandomWorld byPhase() {
        isByPhase = true;
        return this;
    }

    /** With up to two plants. */
    public RandomWorld withPlants() {
        hasPlants = true;
        return this;
    }

    /** With a limit on export in two of three. */
    public RandomWorld withExportLimit() {
        hasExportLimit = true;
        return this;
    }

    /** With prices that change by the hour, over two billing months. */
    public RandomWorld withPrices() {
        hasPrices = true;
        return this;
    }

    /** With stations that may give back whatever they have. */
    public RandomWorld giving() {
        mayGive = true;
        return this;
    }

    /** With limits that nothing reaches. */
    public RandomWorld withoutLimits() {
        isBound = false;
        return this;
    }

    /** Draws the site. */
    public Site site() {
        var feeders = new RandomFeeder(random, kw);
        Feeder feeder =
                switch (network) {
                    case NONE -> null;
                    case BALANCED -> feeders.balanced(false);
                    case FOLLOWING_VOLTAGE -> feeders.balanced(true);
                    case BY_PHASE -> feeders.byPhase();
                };
        var supply = new ArrayList<SupplyTransformer>();
        for (int t = 0; t < transformers; t++) {
            double kva = isBound ? kw / 8 + 2 * kw * random.nextDouble() : 1e6;
            supply.add(new SupplyTransformer("t" + t, kva));
        }
        var stations = new ArrayList<Station>();
        int count = 1 + random.nextInt(mostStations);
        for (int s = 0; s < count; s++) {
            stations.add(station(s, feeder, feeders));
        }
        double[] exportKw = {Double.POSITIVE_INFINITY, 0, kw / 2};
        return Site.of(feeder, stations, supply)
                .withLimits(
                        limit(4, kw / 4, 2 * kw),
                        hasExportLimit ? exportKw[random.nextInt(3)] : Double.POSITIVE_INFINITY)
                .withPlants(hasPlants ? plants(feeder) : List.of());
    }

    /** None in one of so many cases, else anything between two powers. */
    private double limit(int one, double least, double largest) {
        return isBound && random.nextInt(one) > 0
                ? least + (largest - least) * random.nextDouble()
                : Double.POSITIVE_INFINITY;
    }

    /** Any bus, but not the source where there is another one. */
    private String bus(@Nullable Feeder feeder) {
        return feeder == null ? "" : "b" + (1 + random.nextInt(feeder.buses().size() - 1));
    }

    private Station station(int number, @Nullable Feeder feeder, RandomFeeder feeders) {
        String bus = bus(feeder);
        Phases phases =
                feeder == null
                        ? Phases.ABC
                        : feeder.buses().get(feeder.busIndex().getOrDefault(bus, 0)).phases();
        String id = "s" + number;
        var connectors = new ArrayList<Connector>();
        int count = 1 + random.nextInt(mostConnectors);
        for (int i = 0; i < count; i++) {
            ChargerKind kind = charger == null ? kind() : charger;
            connectors.add(
                    isByPhase
                            ? feeders.connector(id + "-" + i, kind, phases, feeder != null)
                            : new Connector(id + "-" + i, kind));
        }
        int hangs = random.nextInt(1 + transformers);
        // By phase few: rows of such stations take the dispatcher ten times as long.
        boolean givesNothing = isBound && !mayGive && random.nextInt(isByPhase ? 20 : 3) == 0;
        double exportKw =
                givesNothing ? 0 : mayGive ? Double.POSITIVE_INFINITY : limit(4, 0, 0.75 * kw);
        return new Station(
                id,
                bus,
                hangs < transformers ? "t" + hangs : null,
                limit(4, kw / 8, kw),
                exportKw,
                connectors);
    }

    private ChargerKind kind() {
        return switch (random.nextInt(3)) {
            case 0 -> new ChargerKind.FastDc(kw > 100 ? 150 : 50, 5, 0.95);
            case 1 -> new ChargerKind.SlowAc(3, 32, 6, 1, 230);
            default -> new ChargerKind.Bidirectional(22, 20, 1, 0.94);
        };
    }

    private List<Generator> plants(@Nullable Feeder feeder) {
        var plants = new ArrayList<Generator>();
        int count = random.nextInt(3);
        for (int plant = 0; plant < count; plant++) {
            double kwp = 20 + 2 * kw * random.nextDouble();
            String under = plant == 0 ? "t0" : null;
            plants.add(new Generator.Pv("pv" + plant, bus(feeder), under, kwp, 30, 180, 0.86));
        }
        return plants;
    }

    /** Draws the scenario. */
    public Scenario scenario() {
        Site site = site().withLoad(30, "t0");
        int stepMin = hasPrices ? 30 : List.of(5, 15, 30, 60).get(random.nextInt(4));
        var time =
                hasPrices
                        ? TimeGrid.of("2019-06-30T12:00", "Europe/Zurich", stepMin, 16)
                        : TimeGrid.of("2019-06-05T05:00", "Europe/Zurich", stepMin, 18);
        return Scenario.of(
                "random" + seed,
                Scenario.World.of(time)
                        .with(new BaseLoad(BaseLoad.flat(0.7), BaseLoad.flat(0.5), 1, 0.1))
                        .with(new Weather.ClearSkyWithClouds(47, 8, 0.7, 20))
                        .with(new Scenario.Carbon(0.3, null, 0.5)),
                site,
                sessions(site.stations()),
                Scenario.Money.of(
                        hasPrices ? tariff() : new Tariff.Flat("flat", "EUR", 0.3, 0.1, 5), 1));
    }

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
                                hasPrices ? 3 : 2,
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
        double[] exponents = {1, 1.3, 2};
        var battery =
                new Battery(
                        40 + 40 * random.nextDouble(),
                        0.1,
                        1,
                        0.93,
                        0.91,
                        curve,
                        new Battery.Wear(0.004 * random.nextInt(3), exponents[random.nextInt(3)]));
        return new Vehicle("v" + number, battery, 3, 16, 100, number == 0 ? 0 : 30);
    }
}
