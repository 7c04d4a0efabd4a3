package org.evenflow.model.scenario;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evenflow.model.Check;
import org.evenflow.model.ConnectedLoad;
import org.evenflow.model.Connector;
import org.evenflow.model.Generator;
import org.evenflow.model.InputException;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.TimeGrid;
import org.jspecify.annotations.Nullable;

/**
 * What is simulated: everything but the controller and the seed. Begin with {@link #of} and change
 * parts with the {@code with} methods.
 *
 * @param id name
 * @param title one line, for people
 * @param notes what a reader of the results should know (derived input, mapped years), in sentences
 * @param world what no site can change
 * @param sites at least one; ids of things are unique over all of them; where there are several,
 *     vehicles come to each and none is called {@value Site#ALL}
 * @param sessions where vehicles come from
 * @param money what energy costs, and what it costs not to give it
 * @param dispatching how wishes become powers beyond holding the limits
 */
public record Scenario(
        String id,
        String title,
        List<String> notes,
        World world,
        List<Site> sites,
        SessionSource sessions,
        Money money,
        Dispatching dispatching) {
    public Scenario {
        Check.id(id, "scenario");
        notes = List.copyOf(notes);
        sites = List.copyOf(sites);
        Check.that(!sites.isEmpty(), "sites", 0, "at least one");
        Check.unique(sites.stream().map(Site::id).toList(), "site");
        unique(sites, "station", site -> site.stations().stream().map(Station::id));
        unique(sites, "connector", site -> site.connectors().stream().map(Connector::id));
        unique(sites, "transformer", site -> site.transformers().stream().map(t -> t.id()));
        unique(sites, "plant", site -> site.plants().stream().map(Generator::id));
        for (Site site : sites) {
            checkTracks(site, world, money);
        }
        if (sessions instanceof SessionSource.Drawn drawn) {
            checkPopulations(
                    drawn,
                    sites.stream().flatMap(s -> s.stations().stream()).map(Station::id).toList());
        }
        if (sites.size() > 1) {
            var used = sessions.stationIds();
            sites.forEach(site -> site.checkBesideOthers(used));
        }
    }

    /** A scenario of one site, whose dispatcher holds the limits and does no more. */
    public static Scenario of(
            String id, World world, Site site, SessionSource sessions, Money money) {
        return new Scenario(
                id, id, List.of(), world, List.of(site), sessions, money, Dispatching.PLAIN);
    }

    /** The same under another title, with other notes. */
    public Scenario with(String otherTitle, List<String> others) {
        return new Scenario(id, otherTitle, others, world, sites, sessions, money, dispatching);
    }

    /** The same in another world. */
    public Scenario with(World other) {
        return new Scenario(id, title, notes, other, sites, sessions, money, dispatching);
    }

    /** The same with one other site in the place of all. */
    public Scenario with(Site other) {
        return withSites(List.of(other));
    }

    /** The same with other sites. */
    public Scenario withSites(List<Site> others) {
        return new Scenario(id, title, notes, world, others, sessions, money, dispatching);
    }

    /** The same with vehicles from elsewhere. */
    public Scenario with(SessionSource other) {
        return new Scenario(id, title, notes, world, sites, other, money, dispatching);
    }

    /** The same with other prices. */
    public Scenario with(Money other) {
        return new Scenario(id, title, notes, world, sites, sessions, other, dispatching);
    }

    /** The same under another dispatcher. */
    public Scenario with(Dispatching other) {
        return new Scenario(id, title, notes, world, sites, sessions, money, other);
    }

    private static void unique(
            List<Site> sites, String thing, Function<Site, Stream<String>> idsOf) {
        Check.unique(sites.stream().flatMap(idsOf).toList(), thing);
    }

    private static void checkTracks(Site site, World world, Money money) {
        for (Generator plant : site.plants()) {
            Check.that(
                    !world.weathers().isEmpty(),
                    "weather",
                    "absent",
                    "given where there are plants");
            Track.find(world.weathers(), plant.weather(), "plant " + plant.id() + ": weather");
        }
        for (ConnectedLoad load : site.loads()) {
            Track.find(world.baseLoads(), load.baseLoad(), "site " + site.id() + ": base load");
        }
        Track.find(money.tariffs(), site.connection().tariff(), "site " + site.id() + ": tariff");
    }

    private static void checkPopulations(SessionSource.Drawn drawn, List<String> stationIds) {
        var known = new HashSet<>(stationIds);
        for (var population : drawn.populations()) {
            for (String station : population.stationIds()) {
                Check.that(
                        known.contains(station),
                        "population " + population.id() + ": station",
                        station,
                        "one of the scenario's stations");
            }
        }
    }

    /**
     * The part of each site, in their order: the scenario as it is there, with the vehicles that
     * come there. Sites share the world, the money and the dispatching, but no electricity, so that
     * each part is played alone and does not depend on which others there are. That of the only
     * site is the scenario itself.
     */
    public List<Scenario> parts() {
        return sites.size() == 1 ? List.of(this) : sites.stream().map(this::part).toList();
    }

    private Scenario part(Site site) {
        return new Scenario(
                id,
                title,
                notes,
                world,
                List.of(site),
                sessions.without(stationsBeside(site)),
                money,
                dispatching);
    }

    private Set<String> stationsBeside(Site site) {
        return sites.stream()
                .filter(other -> other != site)
                .flatMap(other -> other.stationIds().stream())
                .collect(Collectors.toSet());
    }

    /** Steps of the run. */
    public TimeGrid time() {
        return world.time;
    }

    /**
     * The only site.
     *
     * @throws InputException where there are several
     */
    public Site site() {
        if (sites.size() > 1) {
            throw new InputException(
                    "scenario "
                            + id
                            + " has "
                            + sites.size()
                            + " sites ("
                            + String.join(", ", sites.stream().map(Site::id).toList())
                            + "), but here one is played; a study plays several");
        }
        return sites.getFirst();
    }

    /**
     * Number of connectors of all sites; connectors are numbered in the order of their sites and
     * stations.
     */
    public int connectorCount() {
        return sites.stream().mapToInt(Site::connectorCount).sum();
    }

    /**
     * One of several things that run in time, which sites, plants or loads name.
     *
     * @param id unique among its kind
     * @param value what runs in time
     */
    public record Track<T>(String id, T value) {
        public Track {
            Check.id(id, "track");
        }

        /** The only one of its kind, which nobody needs to name. */
        public static <T> List<Track<T>> only(T value) {
            return List.of(new Track<>("all", value));
        }

        /**
         * Position of the track of a name; the first where none is named.
         *
         * @param thing who names it, for the complaint
         * @throws InputException where there is none of that name
         */
        public static <T> int find(List<Track<T>> tracks, @Nullable String id, String thing) {
            var ids = tracks.stream().map(Track::id).toList();
            int at = id == null ? 0 : ids.indexOf(id);
            Check.that(at >= 0, thing, "'" + id + "'", "one of " + ids);
            return at;
        }

        private static <T> List<Track<T>> checked(List<Track<T>> tracks, String thing) {
            Check.unique(tracks.stream().map(Track::id).toList(), thing);
            return List.copyOf(tracks);
        }
    }

    /**
     * What no site can change.
     *
     * @param time steps of the run
     * @param baseLoads how load that is not charging goes, at least one; {@link ConnectedLoad}s
     *     name theirs
     * @param weathers what drives the plants, which name theirs; may be none where there are no
     *     plants
     * @param carbon intensity of imports
     */
    public record World(
            TimeGrid time,
            List<Track<BaseLoad>> baseLoads,
            List<Track<Weather>> weathers,
            Carbon carbon) {
        public World {
            Check.that(!baseLoads.isEmpty(), "base loads", 0, "at least one");
            baseLoads = Track.checked(baseLoads, "base load");
            weathers = Track.checked(weathers, "weather");
        }

        /** A world without base load, weather and emissions. */
        public static World of(TimeGrid time) {
            return new World(time, Track.only(BaseLoad.NONE), List.of(), Carbon.NONE);
        }

        /** The same at another time. */
        public World with(TimeGrid other) {
            return new World(other, baseLoads, weathers, carbon);
        }

        /** The same with one base load for all. */
        public World with(BaseLoad other) {
            return withBaseLoads(Track.only(other));
        }

        /** The same with other base loads. */
        public World withBaseLoads(List<Track<BaseLoad>> others) {
            return new World(time, others, weathers, carbon);
        }

        /** The same with one weather for all, or none. */
        public World with(@Nullable Weather other) {
            return withWeathers(other == null ? List.of() : Track.only(other));
        }

        /** The same with other weathers. */
        public World withWeathers(List<Track<Weather>> others) {
            return new World(time, baseLoads, others, carbon);
        }

        /** The same with other emissions. */
        public World with(Carbon other) {
            return new World(time, baseLoads, weathers, other);
        }
    }

    /**
     * What energy costs, and what it costs not to give it.
     *
     * @param tariffs at least one, of one currency; sites name theirs
     * @param unservedPerKwh what reachable energy that was not given by departure is valued at
     * @param service whether a controller may weigh that value against costs
     */
    public record Money(List<Track<Tariff>> tariffs, double unservedPerKwh, Service service) {
        public Money {
            Check.that(!tariffs.isEmpty(), "tariffs", 0, "at least one");
            tariffs = Track.checked(tariffs, "tariff");
            var currencies = tariffs.stream().map(t -> t.value().currency()).distinct().toList();
            Check.that(currencies.size() == 1, "tariffs", currencies, "of one currency");
            Check.notNegative(unservedPerKwh, "unserved_per_kwh");
        }

        /** Prices under which service comes first. */
        public Money(List<Track<Tariff>> tariffs, double unservedPerKwh) {
            this(tariffs, unservedPerKwh, Service.FIRST);
        }

        /** One tariff for all sites, service first. */
        public static Money of(Tariff tariff, double unservedPerKwh) {
            return new Money(Track.only(tariff), unservedPerKwh);
        }

        /** The same with another standing of service. */
        public Money with(Service other) {
            return new Money(tariffs, unservedPerKwh, other);
        }

        /** ISO 4217 code of the scenario's one currency. */
        public String currency() {
            return tariffs.getFirst().value().currency();
        }

        /** The tariff of a site. */
        public Tariff tariff(Site site) {
            String name = site.connection().tariff();
            return tariffs.get(Track.find(tariffs, name, "site " + site.id() + ": tariff")).value();
        }
    }

    /**
     * Carbon intensity of imported energy.
     *
     * @param kgPerKwh constant intensity, used where there is no series
     * @param series kg CO2 per kWh in time, or null
     * @param exportCreditShare α in [0, 1] of the export credit
     */
    public record Carbon(double kgPerKwh, @Nullable Series series, double exportCreditShare) {
        /** Energy without emissions. */
        public static final Carbon NONE = new Carbon(0, null, 0);

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
