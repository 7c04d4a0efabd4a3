package org.evenflow.model;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The world of a run: everything but the controller and the seed.
 *
 * @param id name
 * @param title one line, for people
 * @param time steps of the run
 * @param feeder the network, or null for a world without one
 * @param stations at least one
 * @param transformers supply transformers that stations, plants and base load name
 * @param siteLimitKw greatest net charging power of all stations together; infinite for unlimited
 * @param exportLimitKw greatest power back into the grid above, losses considered; what plants give
 *     beyond it is curtailed, all plants by the same share; infinite for unlimited
 * @param sessions where vehicles come from
 * @param tariff price of energy
 * @param plants generators
 * @param weather what drives the plants; may be null where there are none
 * @param baseLoad load that is not charging
 * @param carbon intensity of imports
 * @param unservedPerKwh price of reachable energy that was not given by departure
 * @param notes what a reader of the results should know (derived input, mapped years), in sentences
 * @param dispatching how wishes become powers beyond holding the limits
 */
public record Scenario(
        String id,
        String title,
        TimeGrid time,
        @Nullable Feeder feeder,
        List<Station> stations,
        List<SupplyTransformer> transformers,
        double siteLimitKw,
        double exportLimitKw,
        SessionSource sessions,
        Tariff tariff,
        List<Generator> plants,
        @Nullable Weather weather,
        BaseLoad baseLoad,
        Carbon carbon,
        double unservedPerKwh,
        List<String> notes,
        Dispatching dispatching) {
    public Scenario {
        Check.id(id, "scenario");
        stations = List.copyOf(stations);
        transformers = List.copyOf(transformers);
        plants = List.copyOf(plants);
        notes = List.copyOf(notes);
        Check.that(!stations.isEmpty(), "stations", 0, "at least one");
        Check.limit(siteLimitKw, "site_limit_kw");
        Check.limit(exportLimitKw, "export_limit_kw");
        Check.notNegative(unservedPerKwh, "unserved_per_kwh");
        Check.that(
                plants.isEmpty() || weather != null,
                "weather",
                "absent",
                "given where there are plants");
        Check.unique(stations.stream().map(Station::id).toList(), "station");
        Check.unique(
                stations.stream().flatMap(s -> s.connectors().stream()).map(Connector::id).toList(),
                "connector");
        Check.unique(transformers.stream().map(SupplyTransformer::id).toList(), "transformer");
        Check.unique(plants.stream().map(Generator::id).toList(), "plant");
        checkPlaces(feeder, stations, plants, transformers, baseLoad);
        if (sessions instanceof SessionSource.Drawn drawn) {
            checkPopulations(drawn, stations.stream().map(Station::id).toList());
        }
    }

    /** A scenario whose dispatcher holds the limits and does no more. */
    public Scenario(
            String id,
            String title,
            TimeGrid time,
            @Nullable Feeder feeder,
            List<Station> stations,
            List<SupplyTransformer> transformers,
            double siteLimitKw,
            double exportLimitKw,
            SessionSource sessions,
            Tariff tariff,
            List<Generator> plants,
            @Nullable Weather weather,
            BaseLoad baseLoad,
            Carbon carbon,
            double unservedPerKwh,
            List<String> notes) {
        this(
                id,
                title,
                time,
                feeder,
                stations,
                transformers,
                siteLimitKw,
                exportLimitKw,
                sessions,
                tariff,
                plants,
                weather,
                baseLoad,
                carbon,
                unservedPerKwh,
                notes,
                Dispatching.PLAIN);
    }

    /** A scenario that may export as much as it likes. */
    public Scenario(
            String id,
            String title,
            TimeGrid time,
            @Nullable Feeder feeder,
            List<Station> stations,
            List<SupplyTransformer> transformers,
            double siteLimitKw,
            SessionSource sessions,
            Tariff tariff,
            List<Generator> plants,
            @Nullable Weather weather,
            BaseLoad baseLoad,
            Carbon carbon,
            double unservedPerKwh,
            List<String> notes) {
        this(
                id,
                title,
                time,
                feeder,
                stations,
                transformers,
                siteLimitKw,
                Double.POSITIVE_INFINITY,
                sessions,
                tariff,
                plants,
                weather,
                baseLoad,
                carbon,
                unservedPerKwh,
                notes,
                Dispatching.PLAIN);
    }

    /** The same scenario under another dispatcher. */
    public Scenario with(Dispatching other) {
        return new Scenario(
                id,
                title,
                time,
                feeder,
                stations,
                transformers,
                siteLimitKw,
                exportLimitKw,
                sessions,
                tariff,
                plants,
                weather,
                baseLoad,
                carbon,
                unservedPerKwh,
                notes,
                other);
    }

    private static void checkPopulations(SessionSource.Drawn drawn, List<String> stationIds) {
        for (var population : drawn.populations()) {
            for (String station : population.stationIds()) {
                Check.that(
                        stationIds.contains(station),
                        "population " + population.id() + ": station",
                        station,
                        "one of the scenario's stations");
            }
        }
    }

    private static void checkPlaces(
            @Nullable Feeder feeder,
            List<Station> stations,
            List<Generator> plants,
            List<SupplyTransformer> transformers,
            BaseLoad baseLoad) {
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
        if (baseLoad.transformerId() != null) {
            Check.that(
                    known.contains(baseLoad.transformerId()),
                    "base_load: transformer",
                    baseLoad.transformerId(),
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
     * Number of connectors of all stations; connectors are numbered in the order of their stations.
     */
    public int connectorCount() {
        return stations.stream().mapToInt(s -> s.connectors().size()).sum();
    }

    /**
     * Carbon intensity of imported energy.
     *
     * @param kgPerKwh constant intensity, used where there is no series
     * @param series kg CO2 per kWh in time, or null
     * @param exportCreditShare α in [0, 1] of the export credit
     */
    public record Carbon(double kgPerKwh, @Nullable Series series, double exportCreditShare) {
        public Carbon {
            Check.notNegative(kgPerKwh, "carbon kg_per_kwh");
            Check.within(exportCreditShare, 0, 1, "carbon export_credit_share");
        }
    }

    /**
     * How the dispatcher turns wishes into powers beyond holding the limits.
     *
     * @param lookAhead whether it raises powers so that every declared departure that can still be
     *     met stays so, and keeps what cannot be met least
     * @param weights whose powers change least
     * @param rampKwPerMin how fast a connector's power may rise, and its charging fall; infinite
     *     for unlimited
     * @param stationRampKwPerMin the same for all connectors of a station together
     */
    public record Dispatching(
            boolean lookAhead, Weights weights, double rampKwPerMin, double stationRampKwPerMin) {
        /** Limits alone, everyone alike. */
        public static final Dispatching PLAIN =
                new Dispatching(
                        false, Weights.EQUAL, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

        public Dispatching {
            ramp(rampKwPerMin, "dispatcher: ramp_kw_per_min");
            ramp(stationRampKwPerMin, "dispatcher: station_ramp_kw_per_min");
        }

        private static void ramp(double kwPerMin, String thing) {
            Check.that(kwPerMin > 0, thing, kwPerMin, "> 0 (or infinite for unlimited)");
        }

        /** Whose powers change least where not all can stay. */
        public enum Weights {
            /** Nobody's: all changes count alike. */
            EQUAL,
            /**
             * Those in a hurry: a cut is shared in proportion to the part of its remaining stay
             * that each vehicle can spare.
             */
            LAXITY;

            /** The word in scenario files. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }
}
