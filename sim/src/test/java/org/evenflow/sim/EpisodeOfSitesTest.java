package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.evenflow.control.Controller;
import org.evenflow.control.rule.Rules;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.Generator;
import org.evenflow.model.InputException;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.scenario.RandomWorld;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionRecord;
import org.evenflow.model.scenario.SessionSource;
import org.junit.jupiter.api.Test;

/** Several sites of one scenario: random worlds side by side, and two small ones by hand. */
class EpisodeOfSitesTest {
    private static final List<String> RULES =
            List.of("uncontrolled_raw", "uncontrolled", "least_laxity_first", "time_of_use");

    /** Two random sites in the world of the first; the seed decides which have a feeder. */
    private static Scenario two(long seed) {
        return together(RandomWorld.bound(seed), RandomWorld.bound(seed + 1));
    }

    private static Scenario together(Scenario here, Scenario there) {
        var populations = new ArrayList<SessionSource.Population>();
        populations.addAll(populations(here, "north"));
        populations.addAll(populations(there, "south"));
        return of(
                here,
                List.of(renamed(here.site(), "north"), renamed(there.site(), "south")),
                new SessionSource.Drawn(populations));
    }

    private static Scenario of(Scenario like, List<Site> sites, SessionSource sessions) {
        return new Scenario(
                like.id(),
                like.title(),
                like.notes(),
                like.world(),
                sites,
                sessions,
                like.money(),
                like.dispatching());
    }

    /** The same with the site's name before the ids of its things, which are unique over sites. */
    private static Site renamed(Site site, String name) {
        var stations = new ArrayList<Station>();
        for (Station station : site.stations()) {
            stations.add(
                    new Station(
                            name + station.id(),
                            station.busId(),
                            station.transformerId() == null ? null : name + "t",
                            station.limitKw(),
                            station.exportLimitKw(),
                            station.connectors().stream()
                                    .map(c -> new Connector(name + c.id(), c.kind()))
                                    .toList()));
        }
        var plants = new ArrayList<Generator>();
        for (Generator plant : site.plants()) {
            var pv = (Generator.Pv) plant;
            plants.add(
                    new Generator.Pv(
                            name + pv.id(),
                            pv.busId(),
                            pv.transformerId() == null ? null : name + "t",
                            pv.kwp(),
                            pv.tiltDeg(),
                            pv.azimuthDeg(),
                            pv.systemEfficiency()));
        }
        double ratingKva = site.transformers().getFirst().ratingKva();
        return Site.of(
                        site.feeder(),
                        stations,
                        List.of(new SupplyTransformer(name + "t", ratingKva)))
                .named(name)
                .with(site.connection())
                .withPlants(plants)
                .withLoad(30, name + "t");
    }

    private static List<SessionSource.Population> populations(Scenario scenario, String name) {
        return ((SessionSource.Drawn) scenario.sessions())
                .populations().stream()
                        .map(
                                p ->
                                        new SessionSource.Population(
                                                name,
                                                p.profile(),
                                                p.stationIds().stream()
                                                        .map(id -> name + id)
                                                        .toList(),
                                                p.sessionsPerConnectorDay(),
                                                p.fleet(),
                                                p.earlyDepartureShare()))
                        .toList();
    }

    private static Supplier<Controller> rule(long seed) {
        String id = RULES.get((int) (seed % RULES.size()));
        return () -> new Rules().create(id);
    }

    private static Map<String, Double> values(EpisodeTotals totals) {
        return totals.indicators(Indicator.Baseline.ZERO);
    }

    private static Map<String, Map<String, Double>> played(Scenario scenario, long seed) {
        var sites = new Episode.OfSites(scenario, () -> 0);
        var played = sites.play(rule(seed), seed);
        var values = new LinkedHashMap<String, Map<String, Double>>();
        for (int site = 0; site < sites.ids().size(); site++) {
            values.put(sites.ids().get(site), values(played.sites().get(site)));
        }
        values.put("all", values(played.all()));
        return values;
    }

    @Test
    void eachSitePlaysAsIfItStoodAloneWhateverItsPlace() {
        for (long seed = 1; seed <= 30; seed++) {
            var scenario = two(seed);
            var both = played(scenario, seed);
            var turned = played(scenario.withSites(scenario.sites().reversed()), seed);
            for (Site site : scenario.sites()) {
                var name = site.id();
                var own = populationsOf(scenario, site);
                var alone = new ChargingEnv(of(scenario, List.of(site), own));
                new Episode(alone, () -> 0).play(rule(seed).get(), seed);
                assertThat(both.get(name))
                        .as("%s, seed %d", name, seed)
                        .isEqualTo(values(alone.totals()))
                        .isEqualTo(turned.get(name));
            }
            // The sum of two numbers is the same either way round.
            assertThat(both.get("all")).as("seed %d", seed).isEqualTo(turned.get("all"));
        }
    }

    private static SessionSource populationsOf(Scenario scenario, Site site) {
        return new SessionSource.Drawn(
                ((SessionSource.Drawn) scenario.sessions())
                        .populations().stream().filter(p -> p.id().equals(site.id())).toList());
    }

    @Test
    void vehiclesOfTwoSitesAreDrawnApart() {
        // Twice the same site: by one stream, both would see the same vehicles.
        var one = RandomWorld.unlimited(3);
        var both = played(together(one, one), 5);
        assertThat(of(at(both, "north"), "energy_charged"))
                .isPositive()
                .isNotEqualTo(of(at(both, "south"), "energy_charged"));
    }

    @Test
    void theSumClosesAndIsThatOfItsParts() {
        for (long seed = 1; seed <= 30; seed++) {
            var values = played(two(seed), seed);
            var all = at(values, "all");
            var north = at(values, "north");
            var south = at(values, "south");
            String as = "seed " + seed;
            assertThat(of(all, "energy_balance_relative_error")).as(as).isLessThan(1e-9);
            for (String id :
                    List.of(
                            "total_cost",
                            "demand_cost",
                            "energy_imported",
                            "energy_charged",
                            "emissions",
                            "sessions",
                            "unserved_energy",
                            "hours_above_90")) {
                double sum = of(north, id) + of(south, id);
                assertThat(of(all, id))
                        .as("%s of %s", id, as)
                        .isCloseTo(sum, within(1e-12 * Math.max(1, Math.abs(sum))));
            }
            assertThat(of(all, "peak_power"))
                    .as(as)
                    .isBetween(
                            Math.max(of(north, "peak_power"), of(south, "peak_power")),
                            of(north, "peak_power") + of(south, "peak_power"));
        }
    }

    private static Map<String, Double> at(Map<String, Map<String, Double>> values, String site) {
        return Objects.requireNonNull(values.get(site));
    }

    private static double of(Map<String, Double> values, String id) {
        return values.getOrDefault(id, Double.NaN);
    }

    @Test
    void oneSiteIsPlayedAsBefore() {
        for (long seed = 1; seed <= 8; seed++) {
            var scenario = RandomWorld.bound(seed);
            var env = new ChargingEnv(scenario);
            new Episode(env, () -> 0).play(rule(seed).get(), seed);
            var values = played(scenario, seed);
            assertThat(values.get("all"))
                    .as("seed %d", seed)
                    .isEqualTo(values(env.totals()))
                    .isEqualTo(values.get("site"));
        }
    }

    private static Site dc(String name) {
        var kind = new ChargerKind.FastDc(10, 0, 1);
        var station =
                new Station(name, "b", null, 100, 100, List.of(new Connector(name + "0", kind)));
        return Site.of(null, List.of(station), List.of()).named(name);
    }

    /** Two sites with a connector each and no base load, and 9 kWh at the meter for each visit. */
    private static Scenario small(SessionRecord... sessions) {
        var kind = new ChargerKind.FastDc(10, 0, 1);
        var one = Small.scenario(2, kind, 100, null, Small.plainVehicle(), List.of(sessions));
        return of(one, List.of(dc("a"), dc("b")), one.sessions());
    }

    private static Map<String, Double> all(Scenario scenario) {
        return values(new Episode.OfSites(scenario, () -> 0).play(rule(1), 1).all());
    }

    @Test
    void peaksFallTogetherOrApartAndEachIsPaidFor() {
        // 9 kWh take an hour of 9 kW; a day of June costs 5/30 per kW, the run is two hours of it.
        double demandCost = 18 * 5 / 30.0 * 2 / 24;
        var together = all(small(Small.session("a", 0, 1, 9), Small.session("b", 0, 1, 9)));
        assertThat(of(together, "peak_power")).isCloseTo(18, within(1e-9));
        assertThat(of(together, "demand_cost")).isCloseTo(demandCost, within(1e-9));
        var apart = all(small(Small.session("a", 0, 1, 9), Small.session("b", 1, 2, 9)));
        assertThat(of(apart, "peak_power")).isCloseTo(9, within(1e-9));
        assertThat(of(apart, "demand_cost")).isCloseTo(demandCost, within(1e-9));
        assertThat(of(apart, "energy_charged")).isCloseTo(0.018, within(1e-12));
        assertThat(of(apart, "sessions")).isEqualTo(2);
    }

    @Test
    void aSiteWithoutVehiclesIsRefused() {
        assertThatThrownBy(() -> small(Small.session("a", 0, 2, 9)))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "site b: no vehicle comes to its stations (b); sessions must name one of them");
    }

    @Test
    void sitesOfDifferentRunsCannotBeAdded() {
        var day = new ChargingEnv(RandomWorld.bound(1));
        var other =
                new ChargingEnv(
                        Small.scenario(
                                2,
                                new ChargerKind.FastDc(10, 0, 1),
                                100,
                                null,
                                Small.plainVehicle(),
                                List.of(Small.session(0, 1, 1))));
        assertThatThrownBy(() -> EpisodeTotals.together(List.of(day.totals(), other.totals())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sites of one run share its clock");
    }
}
