package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.control.Action;
import org.evenflow.model.Bus;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.ConnectedLoad;
import org.evenflow.model.Connector;
import org.evenflow.model.Feeder;
import org.evenflow.model.InputException;
import org.evenflow.model.Line;
import org.evenflow.model.Load;
import org.evenflow.model.Phases;
import org.evenflow.model.Site;
import org.evenflow.model.Site.GridConnection;
import org.evenflow.model.Station;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.RandomWorld;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Scenario.Money;
import org.evenflow.model.scenario.Scenario.Track;
import org.evenflow.model.scenario.Tariff;
import org.junit.jupiter.api.Test;

/** Several base loads, weathers and prices in one scenario. */
class TracksTest {
    private static final ChargerKind DC = new ChargerKind.FastDc(10, 0, 1);

    private static final List<Track<BaseLoad>> HOMES_AND_SHOPS =
            List.of(
                    new Track<>("homes", new BaseLoad(BaseLoad.flat(0.5), BaseLoad.flat(0), 1, 0)),
                    new Track<>("shops", new BaseLoad(BaseLoad.flat(2), BaseLoad.flat(0), 1, 0)));

    private static ConnectedLoad group(String track, List<String> buses, List<String> loads) {
        return new ConnectedLoad(track, 0, null, buses, loads);
    }

    private static ChargingEnv env(Feeder feeder, List<ConnectedLoad> groups) {
        var small =
                Small.scenario(
                        1, DC, 100, null, Small.plainVehicle(), List.of(Small.session(0, 1, 1)));
        var station = new Station("s", "b", null, 100, 100, List.of(new Connector("c", DC)));
        var site = Site.of(feeder, List.of(station), List.of()).withLoads(groups);
        var env =
                new ChargingEnv(
                        small.with(small.world().withBaseLoads(HOMES_AND_SHOPS)).with(site));
        env.reset(1);
        return env;
    }

    @Test
    void busesFollowTheBaseLoadThatNamesThem() {
        var buses =
                List.of(
                        new Bus("a", 10, 0, 0, 0, 0, 0.9, 1.1),
                        new Bus("b", 10, 10, 4, 0, 0, 0.9, 1.1),
                        new Bus("c", 10, 20, 8, 0, 0, 0.9, 1.1));
        var feeder =
                new Feeder(
                        "f",
                        "by hand",
                        "a",
                        1,
                        buses,
                        List.of(
                                new Line("ab", "a", "b", 0.1, 0.1, 0, 100, true),
                                new Line("bc", "b", "c", 0.1, 0.1, 0, 100, true)));
        var seen =
                env(
                                feeder,
                                List.of(
                                        group("shops", List.of("c"), List.of()),
                                        group("homes", List.of(), List.of())))
                        .observation();
        // 10 kW at half, 20 kW twice.
        assertThat(seen.limits().baseKwAtTerminal(1)).isCloseTo(5, within(1e-12));
        assertThat(seen.limits().baseKwAtTerminal(2)).isCloseTo(40, within(1e-12));
        assertThat(seen.baseLoadKw()).isCloseTo(45, within(1e-12));
        assertThat(seen.past().loadFactor(0, 0)).isEqualTo(2);
        assertThat(seen.past().loadFactor(1, 0)).isEqualTo(0.5);
    }

    @Test
    void aLoadFollowsTheGroupThatNamesItBeforeThatOfItsBus() {
        var loads = List.of(load("l1", "b", 4), load("l2", "b", 6), load("l3", "c", 8));
        var feeder = ByPhase.feeder(0.01, 0, 0.8, loads);
        var limits =
                env(
                                feeder,
                                List.of(
                                        group("homes", List.of("b"), List.of()),
                                        group("shops", List.of(), List.of("l2")),
                                        group("homes", List.of(), List.of())))
                        .observation()
                        .limits();
        assertThat(limits.loadFactor(0)).isEqualTo(0.5);
        assertThat(limits.loadFactor(1)).isEqualTo(2);
        assertThat(limits.loadFactor(2)).isEqualTo(0.5);
        // 4 and 8 kW at half, 6 kW twice.
        assertThat(limits.baseKw()).isCloseTo(18, within(1e-12));
    }

    private static Load load(String id, String bus, double kw) {
        return new Load(id, bus, Phases.ABC, false, kw, 0, 1, Load.Model.CONSTANT_POWER, null);
    }

    @Test
    void withoutAFeederEachLoadHangsOnItsTransformer() {
        var small =
                Small.scenario(
                        1, DC, 100, null, Small.plainVehicle(), List.of(Small.session(0, 1, 1)));
        var loads =
                List.of(
                        new ConnectedLoad("homes", 10, "t", List.of(), List.of()),
                        new ConnectedLoad("shops", 3, null, List.of(), List.of()));
        var env =
                new ChargingEnv(
                        small.with(small.world().withBaseLoads(HOMES_AND_SHOPS))
                                .with(small.site().withLoads(loads)));
        var limits = env.reset(1).limits();
        // 10 kW at half on the transformer of 50 kVA, 3 kW twice beside it.
        assertThat(limits.baseKw()).isCloseTo(11, within(1e-12));
        assertThat(limits.transformerHighKw(0)).isCloseTo(45, within(1e-12));
        assertThat(limits.transformerPhaseKw(2)).isCloseTo(5.0 / 3, within(1e-12));
    }

    @Test
    void aSitePaysTheTariffThatItNames() {
        var small =
                Small.scenario(
                        1, DC, 100, null, Small.plainVehicle(), List.of(Small.session(0, 1, 1)));
        var tariffs =
                List.<Track<Tariff>>of(
                        new Track<>("day", new Tariff.Flat("day", "EUR", 0.3, 0.1, 0)),
                        new Track<>("night", new Tariff.Flat("night", "EUR", 0.1, 0.05, 0)));
        var priced = small.with(new Money(tariffs, 1));
        double unlimited = Double.POSITIVE_INFINITY;
        var byNight = new GridConnection(unlimited, unlimited, "night");
        // Base load of 2 kW for an hour.
        assertThat(cost(priced)).isCloseTo(0.6, within(1e-12));
        assertThat(cost(priced.with(priced.site().with(byNight)))).isCloseTo(0.2, within(1e-12));
    }

    private static double cost(Scenario scenario) {
        var env = new ChargingEnv(scenario);
        env.reset(1);
        return env.step(new Action(2, 0)).cost();
    }

    @Test
    void anEnvironmentIsOneSite() {
        var small =
                Small.scenario(
                        1,
                        DC,
                        100,
                        null,
                        Small.plainVehicle(),
                        List.of(Small.session(0, 1, 1), Small.session("r", 0, 1, 1)));
        var station = new Station("r", "b", null, 9, 9, List.of(new Connector("d", DC)));
        var two =
                small.withSites(
                        List.of(
                                small.site().named("north"),
                                Site.of(null, List.of(station), List.of()).named("south")));
        assertThatThrownBy(() -> new ChargingEnv(two))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "scenario small has 2 sites (north, south), but here one is played; a study"
                                + " plays several");
    }

    @Test
    void tracksNamedOneByOneGiveTheBitsOfNoneNamed() {
        for (long seed = 1; seed <= 30; seed++) {
            var plain = RandomWorld.bound(seed);
            assertThat(imports(named(plain), seed))
                    .as("seed %d", seed)
                    .isEqualTo(imports(plain, seed));
        }
    }

    private static Scenario named(Scenario plain) {
        var world = plain.world();
        var site = plain.site();
        var feeder = site.feeder();
        var all = site.loads().getFirst();
        var buses =
                feeder == null ? List.<String>of() : feeder.buses().stream().map(Bus::id).toList();
        var group = new ConnectedLoad("x", all.peakKw(), all.transformerId(), buses, List.of());
        var connection = new GridConnection(site.siteLimitKw(), site.exportLimitKw(), "z");
        var loads = List.of(new Track<>("x", world.baseLoads().getFirst().value()));
        var weathers = List.of(new Track<>("y", world.weathers().getFirst().value()));
        var tariffs = List.of(new Track<>("z", plain.money().tariff(site)));
        return plain.with(world.withBaseLoads(loads).withWeathers(weathers))
                .with(new Money(tariffs, plain.money().unservedPerKwh()))
                .with(
                        site.withPlants(site.plants().stream().map(p -> p.in("y")).toList())
                                .withLoads(List.of(group))
                                .with(connection));
    }

    private static List<Double> imports(Scenario scenario, long seed) {
        var env = new ChargingEnv(scenario);
        var imports = new ArrayList<Double>();
        env.trace(
                new Trace() {
                    @Override
                    public void append(StepRecord step) {
                        imports.add(step.importKw());
                        imports.add(step.cost());
                    }

                    @Override
                    public void departed(SessionOutcome session) {}
                });
        env.reset(seed);
        var action = new Action(scenario.connectorCount(), scenario.site().plants().size());
        Arrays.fill(action.powerKw(), 15);
        for (int step = 0; step < scenario.time().steps(); step++) {
            env.step(action);
        }
        return imports;
    }
}
