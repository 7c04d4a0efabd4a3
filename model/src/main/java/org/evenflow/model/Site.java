package org.evenflow.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands at one place and never changes during a run: connectors in stations, what feeds them,
 * plants and other load. A site has a network of its own, limits of its own, and buys its energy
 * under one tariff. Things are numbered in the order of their lists; connectors over all stations.
 *
 * @param id unique in the scenario
 * @param feeder the network, or null for a site without one
 * @param stations at least one
 * @param transformers supply transformers that stations, plants and loads name
 * @param plants generators
 * @param loads load that is not charging, at least one group
 * @param connection what the site may take from the grid above and give it, and at which price
 */
public record Site(
        String id,
        @Nullable Feeder feeder,
        List<Station> stations,
        List<SupplyTransformer> transformers,
        List<Generator> plants,
        List<ConnectedLoad> loads,
        GridConnection connection) {
    /** The name of a site that nobody has named: where a scenario has but one. */
    public static final String UNNAMED = "site";

    /** What results of all sites of a scenario together are called, and none of several is. */
    public static final String ALL = "all";

    public Site {
        Check.id(id, "site");
        stations = List.copyOf(stations);
        transformers = List.copyOf(transformers);
        plants = List.copyOf(plants);
        loads = List.copyOf(loads);
        Check.that(!stations.isEmpty(), "stations", 0, "at least one");
        Check.that(!loads.isEmpty(), "base_load", 0, "at least one group of loads");
        Check.unique(stations.stream().map(Station::id).toList(), "station");
        Check.unique(transformers.stream().map(SupplyTransformer::id).toList(), "transformer");
        Check.unique(plants.stream().map(Generator::id).toList(), "plant");
        checkPlaces(feeder, stations, plants, transformers, loads);
        ConnectedLoad.check(feeder, loads);
    }

    /**
     * A site without plants and limits, whose loads all follow the first base load.
     *
     * @param transformers those that the stations name
     */
    public static Site of(
            @Nullable Feeder feeder, List<Station> stations, List<SupplyTransformer> transformers) {
        return new Site(
                UNNAMED,
                feeder,
                stations,
                transformers,
                List.of(),
                List.of(ConnectedLoad.ALL),
                GridConnection.UNLIMITED);
    }

    /** The same under another name. */
    public Site named(String other) {
        return new Site(other, feeder, stations, transformers, plants, loads, connection);
    }

    /** The same on another network. */
    public Site withFeeder(@Nullable Feeder other) {
        return new Site(id, other, stations, transformers, plants, loads, connection);
    }

    /** The same with other stations. */
    public Site withStations(List<Station> others) {
        return new Site(id, feeder, others, transformers, plants, loads, connection);
    }

    /** The same with other plants. */
    public Site withPlants(List<Generator> others) {
        return new Site(id, feeder, stations, transformers, others, loads, connection);
    }

    /** The same with other groups of loads. */
    public Site withLoads(List<ConnectedLoad> others) {
        return new Site(id, feeder, stations, transformers, plants, others, connection);
    }

    /**
     * The same with one load at one place, as sites without a feeder have it.
     *
     * @param transformer that carries it, or null
     */
    public Site withLoad(double peakKw, @Nullable String transformer) {
        return withLoads(List.of(ConnectedLoad.of(peakKw, transformer)));
    }

    /** The same with other limits, kW; infinite for unlimited. */
    public Site withLimits(double siteKw, double exportKw) {
        return with(new GridConnection(siteKw, exportKw, connection.tariff()));
    }

    /** The same with another connection. */
    public Site with(GridConnection other) {
        return new Site(id, feeder, stations, transformers, plants, loads, other);
    }

    /** Number of connectors. */
    public int connectorCount() {
        return stations.stream().mapToInt(s -> s.connectors().size()).sum();
    }

    /** Ids of the stations. */
    public List<String> stationIds() {
        return stations.stream().map(Station::id).toList();
    }

    /** Connectors of all stations. */
    public List<Connector> connectors() {
        return stations.stream().flatMap(s -> s.connectors().stream()).toList();
    }

    /** Greatest net charging power of all stations together, kW; infinite for unlimited. */
    public double siteLimitKw() {
        return connection.siteLimitKw();
    }

    /** Greatest power given to the grid above, kW; infinite for unlimited. */
    public double exportLimitKw() {
        return connection.exportLimitKw();
    }

    /** Base load at a factor of 1 on all loads, kW. */
    public double nominalKw() {
        return feeder == null
                ? loads.stream().mapToDouble(ConnectedLoad::peakKw).sum()
                : feeder.nominalKw();
    }

    /** Base load of a group at a factor of 1, kW; that of the only one is all. */
    public double nominalKw(int group) {
        if (loads.size() == 1) {
            return nominalKw();
        }
        return feeder == null
                ? loads.get(group).peakKw()
                : ConnectedLoad.nominalKw(feeder, loads, group);
    }

    /**
     * The group that the power at each bus of the feeder belongs to, {@code [bus]}; -1 for a bus
     * without power that no group names.
     */
    public int[] groupOfBus() {
        return feeder == null ? new int[0] : ConnectedLoad.ofBuses(feeder, loads);
    }

    /** The group that each load of the feeder belongs to, {@code [load]}. */
    public int[] groupOfLoad() {
        return feeder == null ? new int[0] : ConnectedLoad.ofLoads(feeder, loads);
    }

    /**
     * Refuses what only a site that stands alone may be: called as all are, or without vehicles.
     *
     * @param usedStations ids of stations that vehicles come to
     */
    public void checkBesideOthers(Set<String> usedStations) {
        Check.that(!id.equals(ALL), "id of a site", id, "another than that of all sites together");
        if (stationIds().stream().noneMatch(usedStations::contains)) {
            throw new InputException(
                    "site "
                            + id
                            + ": no vehicle comes to its stations ("
                            + String.join(", ", stationIds())
                            + "); sessions must name one of them");
        }
    }

    private static void checkPlaces(
            @Nullable Feeder feeder,
            List<Station> stations,
            List<Generator> plants,
            List<SupplyTransformer> transformers,
            List<ConnectedLoad> loads) {
        var known = new HashSet<String>(transformers.stream().map(SupplyTransformer::id).toList());
        var buses = feeder == null ? null : feeder.busIndex();
        for (Station station : stations) {
            String thing = "station " + station.id();
            checkPlace(thing, station.busId(), station.transformerId(), buses, known);
            if (feeder != null && buses != null) {
                checkPhases(
                        feeder,
                        feeder.buses().get(buses.getOrDefault(station.busId(), 0)),
                        station);
            }
        }
        for (Generator plant : plants) {
            checkPlace("plant " + plant.id(), plant.busId(), plant.transformerId(), buses, known);
            if (feeder != null && buses != null) {
                Bus bus = feeder.buses().get(buses.getOrDefault(plant.busId(), 0));
                checkPhases("plant " + plant.id(), plant.phases(), bus);
            }
        }
        for (ConnectedLoad load : loads) {
            String carrier = load.transformerId();
            Check.that(
                    carrier == null || known.contains(carrier),
                    "base_load: transformer",
                    String.valueOf(carrier),
                    "one of " + known);
        }
    }

    /**
     * Refuses connectors at phases that their bus does not have, and single-phase ones at low
     * voltage on a feeder whose voltages by phase nobody can know. On a positive-sequence feeder of
     * medium voltage they stand behind transformers, and the flow takes their sum.
     */
    private static void checkPhases(Feeder feeder, Bus bus, Station station) {
        boolean isBlind = bus.baseKv() <= 1 && feeder.isBalanced();
        for (Connector connector : station.connectors()) {
            String thing = "station " + station.id() + ": connector " + connector.id();
            checkPhases(thing, connector.connection().phases(), bus);
            Check.that(
                    connector.isEven() || !isBlind,
                    thing + ": phases",
                    connector.connection().label(),
                    "absent on feeder "
                            + feeder.id()
                            + ", which is known in positive sequence only and has no voltages by"
                            + " phase (give its lines impedances by phase)");
        }
    }

    private static void checkPhases(String thing, Phases phases, Bus bus) {
        Check.that(
                bus.phases().covers(phases),
                thing + ": phases",
                phases.letters(),
                "among the phases " + bus.phases().letters() + " of its bus " + bus.id());
    }

    private static void checkPlace(
            String thing,
            String bus,
            @Nullable String transformer,
            @Nullable Map<String, Integer> buses,
            Set<String> transformers) {
        if (buses != null && !buses.containsKey(bus)) {
            throw new InputException(thing + ": bus '" + bus + "' does not exist in the feeder");
        }
        if (transformer != null && !transformers.contains(transformer)) {
            throw new InputException(
                    thing
                            + ": transformer '"
                            + transformer
                            + "' is not defined; defined are "
                            + transformers);
        }
    }

    /**
     * The site's connection to the grid above.
     *
     * @param siteLimitKw greatest net charging power of all stations together; infinite for
     *     unlimited
     * @param exportLimitKw greatest power back into the grid above, losses considered; what plants
     *     give beyond it is curtailed, all plants by the same share; infinite for unlimited
     * @param tariff name of the tariff that the site buys and sells under, or null for the
     *     scenario's first
     */
    public record GridConnection(
            double siteLimitKw, double exportLimitKw, @Nullable String tariff) {
        /** No limit, the first tariff. */
        public static final GridConnection UNLIMITED =
                new GridConnection(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, null);

        public GridConnection {
            Check.limit(siteLimitKw, "site_limit_kw");
            Check.limit(exportLimitKw, "export_limit_kw");
        }
    }
}
