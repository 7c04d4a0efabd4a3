package org.evenflow.model.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.evenflow.model.Battery;
import org.evenflow.model.Battery.Wear;
import org.evenflow.model.Bus;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.ConnectedLoad;
import org.evenflow.model.Connector;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Feeder;
import org.evenflow.model.Generator;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.Scenario.Carbon;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    private static final ChargerKind AC = new ChargerKind.SlowAc(3, 32, 6, 1, 230);
    private static final Generator ROOF = new Generator.Pv("roof", "b", null, 1, 30, 180, 0.86);
    private static final Weather SUN = new Weather.ClearSkyWithClouds(47, 8, 0.7, 20);
    private static final Feeder FEEDER =
            new Feeder(
                    "f",
                    "by hand",
                    "a",
                    1,
                    List.of(
                            new Bus("a", 10, 0, 0, 0, 0, 0.9, 1.1),
                            new Bus("b", 10, 0, 0, 0, 0, 0.9, 1.1)),
                    List.of(new Line("ab", "a", "b", 0.1, 0.1, 0, 100, true)));

    private static Station station(String id, String bus, @Nullable String transformer) {
        return new Station(
                id,
                bus,
                transformer,
                22,
                0,
                List.of(new Connector(id + "1", AC), new Connector(id + "2", AC)));
    }

    private static SessionSource sessions(String station) {
        var vehicle =
                new Vehicle(
                        "car",
                        new Battery(60, 0, 1, 0.9, 0.9, ConstantPowerTaper.NONE, Wear.NONE),
                        3,
                        16,
                        0,
                        0);
        return new SessionSource.Drawn(
                List.of(
                        new SessionSource.Population(
                                "people",
                                "workplace",
                                List.of(station),
                                1,
                                List.of(new SessionSource.FleetShare(vehicle, 1)),
                                0)));
    }

    private static Scenario scenario(
            List<Station> stations,
            SessionSource sessions,
            List<Generator> plants,
            @Nullable Weather weather,
            double siteLimitKw) {
        return Scenario.of(
                "test",
                Scenario.World.of(TimeGrid.of("2019-06-05T00:00", "Europe/Zurich", 15, 24))
                        .with(weather)
                        .with(new Carbon(0.4, null, 0)),
                Site.of(FEEDER, stations, List.of(new SupplyTransformer("t", 100)))
                        .withLimits(siteLimitKw, Double.POSITIVE_INFINITY)
                        .withPlants(plants),
                sessions,
                Scenario.Money.of(new Tariff.Flat("flat", "EUR", 0.3, 0.1, 5), 1));
    }

    private static void refused(Runnable made, String message) {
        assertThatThrownBy(made::run).isInstanceOf(InputException.class).hasMessage(message);
    }

    @Test
    void countsItsConnectors() {
        var stations = List.of(station("s", "b", "t"), station("r", "a", null));
        assertThat(scenario(stations, sessions("s"), List.of(ROOF), SUN, 1e9).connectorCount())
                .isEqualTo(4);
    }

    @Test
    void aStationNeedsABusAndATransformerThatExist() {
        refused(
                () -> scenario(List.of(station("s", "z", null)), sessions("s"), List.of(), null, 1),
                "station s: bus 'z' does not exist in the feeder");
        refused(
                () -> scenario(List.of(station("s", "b", "u")), sessions("s"), List.of(), null, 1),
                "station s: transformer 'u' is not defined; defined are [t]");
    }

    @Test
    void aPopulationNeedsItsStations() {
        refused(
                () -> scenario(List.of(station("s", "b", null)), sessions("x"), List.of(), null, 1),
                "population people: station must be one of the scenario's stations, is x");
    }

    @Test
    void aPlantNeedsWeather() {
        refused(
                () ->
                        scenario(
                                List.of(station("s", "b", null)),
                                sessions("s"),
                                List.of(ROOF),
                                null,
                                1),
                "weather must be given where there are plants, is absent");
    }

    @Test
    void idsAreUniqueAndLimitsAreNumbers() {
        var twice = List.of(station("s", "b", null), station("s", "b", null));
        refused(
                () -> scenario(twice, sessions("s"), List.of(), null, 1),
                "station 's' is defined twice; ids must be unique");
        var one = List.of(station("s", "b", null));
        refused(
                () -> scenario(one, sessions("s"), List.of(), null, -1),
                "site_limit_kw must be >= 0 (or infinite for unlimited), is -1.0");
        refused(
                () -> scenario(one, sessions("s"), List.of(), null, Double.NaN),
                "site_limit_kw must be >= 0 (or infinite for unlimited), is NaN");
        refused(
                () -> new Station("s", "b", null, 1, 1, List.of()),
                "station s: connectors must be at least one, is 0");
    }

    @Test
    void idsAreUniqueOverAllSites() {
        var one = scenario(List.of(station("s", "b", null)), sessions("s"), List.of(), null, 1);
        var north = one.site().named("north");
        refused(
                () -> one.withSites(List.of(north, north)),
                "site 'north' is defined twice; ids must be unique");
        refused(
                () -> one.withSites(List.of(north, north.named("south"))),
                "station 's' is defined twice; ids must be unique");
    }

    private static SessionSource.Population population(String id, String... stations) {
        var one = (SessionSource.Drawn) sessions("s");
        return new SessionSource.Population(
                id, "workplace", List.of(stations), 2, one.populations().getFirst().fleet(), 0.1);
    }

    /** Site north has station n, site south s and r, and a plant. */
    private static Scenario town(SessionSource sessions) {
        var one =
                scenario(
                        List.of(station("s", "b", null), station("r", "b", null)),
                        sessions("s"),
                        List.of(ROOF),
                        SUN,
                        1);
        var north = Site.of(FEEDER, List.of(station("n", "b", null)), List.of()).named("north");
        return new Scenario(
                "town",
                "A town",
                List.of("a note"),
                one.world(),
                List.of(north, one.site().named("south")),
                sessions,
                one.money(),
                one.dispatching());
    }

    @Test
    void everySiteHasAPartWithTheVehiclesThatComeThere() {
        var town =
                town(
                        new SessionSource.Drawn(
                                List.of(population("staff", "n", "s"), population("vans", "r"))));
        var north = town.parts().getFirst();
        var south = town.parts().getLast();
        assertThat(north.site().id()).isEqualTo("north");
        assertThat(south.site()).isEqualTo(town.sites().getLast());
        assertThat(north.sessions())
                .isEqualTo(new SessionSource.Drawn(List.of(population("staff", "n"))));
        assertThat(south.sessions())
                .isEqualTo(
                        new SessionSource.Drawn(
                                List.of(population("staff", "s"), population("vans", "r"))));
        assertThat(north.world()).isEqualTo(town.world());
        assertThat(north.money()).isEqualTo(town.money());
        assertThat(north.notes()).containsExactly("a note");
        assertThat(north.parts()).containsExactly(north);
        var careful = new Scenario.Dispatching(true, Scenario.Dispatching.Weights.EQUAL, 3, 5);
        assertThat(town.with(careful).parts())
                .allSatisfy(part -> assertThat(part.dispatching()).isEqualTo(careful));
    }

    @Test
    void aLogIsDividedByItsStations() {
        var nine = Instant.parse("2019-06-05T09:00:00Z");
        var ten = nine.plusSeconds(3600);
        var records =
                List.of(
                        new SessionRecord("1", "n", nine, ten, ten, 5, 5, 60, 0.5, 11),
                        new SessionRecord("2", "r", nine, ten, ten, 5, 5, 60, 0.5, 11),
                        new SessionRecord("3", "n", nine, ten, ten, 5, 5, 60, 0.5, 11));
        var car =
                ((SessionSource.Drawn) sessions("s"))
                        .populations()
                        .getFirst()
                        .fleet()
                        .getFirst()
                        .vehicle();
        var days = List.of("2019-06-05");
        var town = town(new SessionSource.Logged("log", records, days, car, List.of()));
        assertThat(town.parts().getFirst().sessions())
                .isEqualTo(
                        new SessionSource.Logged(
                                "log",
                                List.of(records.get(0), records.get(2)),
                                days,
                                car,
                                List.of()));
        assertThat(((SessionSource.Logged) town.parts().getLast().sessions()).sessions())
                .containsExactly(records.get(1));
    }

    @Test
    void whereThereAreSeveralSitesVehiclesComeToEachAndNoneIsCalledAll() {
        refused(
                () -> town(new SessionSource.Drawn(List.of(population("staff", "r", "s")))),
                "site north: no vehicle comes to its stations (n); sessions must name one of them");
        var town = town(new SessionSource.Drawn(List.of(population("staff", "n", "s"))));
        refused(
                () ->
                        town.withSites(
                                List.of(
                                        town.sites().getFirst().named("all"),
                                        town.sites().getLast())),
                "id of a site must be another than that of all sites together, is all");
        refused(
                town::site,
                "scenario town has 2 sites (north, south), but here one is played; a study plays"
                        + " several");
    }

    @Test
    void whatIsNamedMustBeThere() {
        var one = scenario(List.of(station("s", "b", null)), sessions("s"), List.of(ROOF), SUN, 1);
        var site = one.site();
        refused(
                () -> one.with(site.withPlants(List.of(ROOF.in("hill")))),
                "plant roof: weather must be one of [all], is 'hill'");
        var shops = new ConnectedLoad("shops", 0, null, List.of(), List.of());
        refused(
                () -> one.with(site.withLoads(List.of(shops))),
                "site site: base load must be one of [all], is 'shops'");
        var night = new Site.GridConnection(1, 1, "night");
        refused(
                () -> one.with(site.with(night)),
                "site site: tariff must be one of [all], is 'night'");
    }

    @Test
    void aScenarioHasOneCurrency() {
        var tariffs =
                List.of(
                        new Scenario.Track<Tariff>("a", new Tariff.Flat("a", "EUR", 1, 0, 0)),
                        new Scenario.Track<Tariff>("b", new Tariff.Flat("b", "CHF", 1, 0, 0)));
        refused(
                () -> new Scenario.Money(tariffs, 1),
                "tariffs must be of one currency, is [EUR, CHF]");
    }

    @Test
    void loadsBelongToOneGroup() {
        var site = Site.of(FEEDER, List.of(station("s", "b", null)), List.of());
        var b = new ConnectedLoad(null, 0, null, List.of("b"), List.of());
        refused(
                () -> site.withLoads(List.of(b, b)),
                "base_load: bus must be a bus of the feeder that no other base load has, is 'b'");
        refused(
                () -> site.withLoads(List.of(ConnectedLoad.ALL, ConnectedLoad.ALL)),
                "base_load without buses and loads must be at most one: the rest's, is 2");
        refused(
                () -> site.withFeeder(null).withLoads(List.of(b)),
                "base_load buses and loads must be absent without a feeder, is given");
    }

    @Test
    void aLoggedSessionLeavesAfterItArrivesAndWantsEnergy() {
        var nine = Instant.parse("2019-06-05T09:00:00Z");
        refused(
                () -> new SessionRecord("7", "s", nine, nine, nine, 5, 5, 60, 0.5, 11),
                "session 7: departure must be after arrival 2019-06-05T09:00:00Z, is"
                        + " 2019-06-05T09:00:00Z");
        var ten = nine.plusSeconds(3600);
        refused(
                () -> new SessionRecord("7", "s", nine, ten, ten, 0, 5, 60, 0.5, 11),
                "session 7: energy_kwh must be > 0 and finite, is 0.0");
        refused(
                () -> new SessionRecord("7", "s", nine, ten, ten, Double.NaN, 5, 60, 0.5, 11),
                "session 7: energy_kwh must be > 0 and finite, is NaN");
        refused(
                () -> new SessionRecord("7", "s", nine, ten, ten, 5, 5, 60, 1, 11),
                "session 7: soc_arrival must be in [0, 1), is 1.0");
        refused(
                () -> new SessionRecord("7", "s", nine, ten, ten, 5, 5, 0, 60, 0.5, 11),
                "session 7: taken_kwh must be > 0 and finite, is 0.0");
    }

    @Test
    void factorsOfRequestsSpreadAroundTheirMean() {
        assertThat(SessionSource.Requests.HONEST.factor(1.7)).isEqualTo(1);
        // 2 exp(0.5 z - 0.125): the mean of exp(0.5 z) is exp(0.125).
        var requests = new SessionSource.Requests(2, 0.5);
        assertThat(requests.factor(0)).isCloseTo(2 / Math.exp(0.125), within(1e-12));
        assertThat(requests.factor(-1)).isCloseTo(2 / Math.exp(0.625), within(1e-12));
    }

    @Test
    void aProfileHas24Hours() {
        refused(
                () -> new BaseLoad(List.of(1.0), BaseLoad.flat(1), 1, 0),
                "base_load profile must be 24 hourly factors each, is 1 and 24 values");
        refused(
                () -> new BaseLoad(BaseLoad.flat(-1), BaseLoad.flat(1), 1, 0),
                "base_load weekday factor must be >= 0 and finite, is -1.0");
    }

    @Test
    void aMessageCanCarryItsPlace() {
        assertThat(new InputException("connector c17: bad").at("chargers.yaml:41"))
                .hasMessage("connector c17: bad (chargers.yaml:41)");
    }
}
