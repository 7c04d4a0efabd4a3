package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.evenflow.city.Exogenous;
import org.evenflow.control.Action;
import org.evenflow.control.Ambient;
import org.evenflow.control.SiteLayout;
import org.evenflow.model.Bus;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.ConnectedLoad;
import org.evenflow.model.Connector;
import org.evenflow.model.Feeder;
import org.evenflow.model.Generator;
import org.evenflow.model.Line;
import org.evenflow.model.Load;
import org.evenflow.model.Phases;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.Scenario.Track;
import org.evenflow.model.scenario.Weather;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two groups of loads and some plants whose numbers are set; it is the second of two steps. */
class SurroundingsTest {
    private static final Offset<Double> CLOSE = within(1e-12);
    private static final ChargerKind DC = new ChargerKind.FastDc(10, 0, 1);
    private static final double UNLIMITED = Double.POSITIVE_INFINITY;

    /** A site in its second step. */
    private static final class World {
        final Ambient ambient;
        final Surroundings surroundings;
        private final Exogenous exogenous;

        World(Site site) {
            var small =
                    Small.scenario(
                            2,
                            DC,
                            UNLIMITED,
                            null,
                            Small.plainVehicle(),
                            List.of(Small.session(0, 1, 1)));
            var tracks =
                    List.of(
                            new Track<>("homes", BaseLoad.NONE),
                            new Track<>("shops", BaseLoad.NONE));
            var world =
                    small.world()
                            .withBaseLoads(tracks)
                            .with(new Weather.ClearSkyWithClouds(47, 8, 0.7, 20));
            exogenous = new Exogenous(small.with(world).with(site));
            ambient = new Ambient(new SiteLayout(site));
            surroundings = new Surroundings(site, 2, exogenous, ambient);
        }

        /** Factors of the groups, then what the plants could give, kW; other steps have 99. */
        World with(double[] factors, double... plantsKw) {
            for (int group = 0; group < factors.length; group++) {
                exogenous.loadFactor(group)[0] = 99;
                exogenous.loadFactor(group)[1] = factors[group];
            }
            for (int plant = 0; plant < plantsKw.length; plant++) {
                exogenous.plantKw()[plant][0] = 99;
                exogenous.plantKw()[plant][1] = plantsKw[plant];
            }
            surroundings.startRun();
            surroundings.prepare(1);
            return this;
        }

        void curtail(double... shares) {
            var action = new Action(1, shares.length);
            System.arraycopy(shares, 0, action.curtailedShare(), 0, shares.length);
            surroundings.curtail(action);
        }

        double[] loadKw() {
            return Objects.requireNonNull(ambient.base()).loadKw();
        }
    }

    private static Generator plant(int number, String bus, @Nullable String under, Phases phases) {
        return new Generator.Pv("pv" + number, bus, under, 5, 30, 180, 0.86, phases, null);
    }

    private static Site site(@Nullable Feeder feeder) {
        var station = new Station("s", "b", null, 100, 100, List.of(new Connector("c", DC)));
        return Site.of(
                feeder,
                List.of(station),
                List.of(new SupplyTransformer("t", 50), new SupplyTransformer("u", 50)));
    }

    /** Homes of 10 kW on transformer u, shops of 4 kW on t; plants on u (phases ab), t, none. */
    private static Site withoutFeeder(double exportKw) {
        return site(null)
                .withLoads(
                        List.of(
                                new ConnectedLoad("homes", 10, "u", List.of(), List.of()),
                                new ConnectedLoad("shops", 4, "t", List.of(), List.of())))
                .withPlants(
                        List.of(
                                plant(0, "b", "u", Phases.AB),
                                plant(1, "b", "t", Phases.ABC),
                                plant(2, "b", null, Phases.ABC)))
                .withLimits(UNLIMITED, exportKw);
    }

    @Test
    void withoutAFeederLoadsAndPlantsStandOnTheirTransformers() {
        var world = new World(withoutFeeder(UNLIMITED)).with(new double[] {0.6, 2}, 5, 3, 1);
        var ambient = world.ambient;
        // 6 kW of homes less 5 kW on two phases; 8 kW of shops less 3 kW on all.
        assertThat(ambient.transformerNetKw()).containsExactly(new double[] {5, 1}, CLOSE);
        double t = 8 / 3.0 - 1;
        assertThat(ambient.transformerPhaseKw())
                .containsExactly(new double[] {t, t, t, -0.5, -0.5, 2}, CLOSE);
        var surroundings = world.surroundings;
        assertThat(ambient.baseKw()).isCloseTo(14, CLOSE);
        assertThat(surroundings.baseKw()).isCloseTo(14, CLOSE);
        assertThat(surroundings.plantKw()).isCloseTo(9, CLOSE);
        assertThat(surroundings.netKw()).isCloseTo(5, CLOSE);
        assertThat(surroundings.surplusKw()).isZero();
        // Nothing can be curtailed in common, so nobody needs to know where plants stand.
        assertThat(ambient.plantKw()).isZero();
        assertThat(ambient.transformerPlantKw()).containsOnly(0);
    }

    @Test
    void underALimitOnExportItIsKnownWherePlantsStand() {
        var world = new World(withoutFeeder(20)).with(new double[] {0.6, 2}, 5, 3, 1);
        var ambient = world.ambient;
        assertThat(ambient.plantKw()).isCloseTo(9, CLOSE);
        assertThat(ambient.transformerPlantKw()).containsExactly(new double[] {3, 5}, CLOSE);
        assertThat(ambient.transformerPlantPhaseKw())
                .containsExactly(new double[] {1, 1, 1, 2.5, 2.5, 0}, CLOSE);
        // A quarter of all: 2.25 of 9 kW.
        var surroundings = world.surroundings;
        surroundings.curtailInCommon(0.25);
        assertThat(surroundings.plantKw(0)).isCloseTo(3.75, CLOSE);
        assertThat(surroundings.plantKw(2)).isCloseTo(0.75, CLOSE);
        assertThat(surroundings.curtailedKw()).isCloseTo(2.25, CLOSE);
        assertThat(surroundings.netKw()).isCloseTo(14 - 6.75, CLOSE);
        // The next step begins with nothing curtailed.
        surroundings.prepare(1);
        assertThat(surroundings.curtailedKw()).isZero();
        assertThat(ambient.plantKw()).isCloseTo(9, CLOSE);
    }

    @Test
    void whatAControllerCurtailsIsNotGiven() {
        var world = new World(withoutFeeder(20)).with(new double[] {0.1, 0.25}, 5, 3, 1);
        var surroundings = world.surroundings;
        assertThat(surroundings.surplusKw()).isCloseTo(9 - 2, CLOSE);
        world.curtail(0.2, 0.4, 0.5);
        // 1 of 5, 1.2 of 3 and 0.5 of 1 kW.
        assertThat(surroundings.curtailedKw()).isCloseTo(2.7, CLOSE);
        assertThat(surroundings.plantKw()).isCloseTo(9, CLOSE);
        assertThat(surroundings.plantKw(0)).isCloseTo(4, CLOSE);
        assertThat(surroundings.plantKw(1)).isCloseTo(1.8, CLOSE);
        assertThat(surroundings.surplusKw()).isCloseTo(7 - 2.7, CLOSE);
        assertThat(surroundings.netKw()).isCloseTo(2 - 6.3, CLOSE);
        assertThat(world.ambient.baseKw()).isCloseTo(2, CLOSE);
        assertThat(world.ambient.plantKw()).isCloseTo(6.3, CLOSE);
        assertThat(world.ambient.transformerNetKw())
                .containsExactly(new double[] {1 - 1.8, 1 - 4}, CLOSE);
        // Of what is left, a tenth more in common.
        surroundings.curtailInCommon(0.1);
        assertThat(surroundings.curtailedKw()).isCloseTo(2.7 + 0.63, CLOSE);
    }

    @Test
    void noPlantGivesLessThanNothingOrMoreThanItHas() {
        var world = new World(withoutFeeder(UNLIMITED)).with(new double[] {1, 1}, 5, 3, 1);
        world.curtail(-1, 1.5, 0);
        assertThat(world.surroundings.plantKw(0)).isEqualTo(5);
        assertThat(world.surroundings.plantKw(1)).isZero();
        assertThat(world.surroundings.curtailedKw()).isCloseTo(3, CLOSE);
    }

    /** Source - b - c with 10 and 20 kW, 4 and 8 kvar; a plant at each. */
    private static Site balanced(List<ConnectedLoad> groups) {
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
        return site(feeder)
                .withLoads(groups)
                .withPlants(
                        List.of(plant(0, "b", null, Phases.ABC), plant(1, "c", null, Phases.ABC)))
                .withLimits(UNLIMITED, 0);
    }

    private static ConnectedLoad group(String track, List<String> buses, List<String> loads) {
        return new ConnectedLoad(track, 0, null, buses, loads);
    }

    @Test
    void aPlantServesTheLoadOfItsOwnBusFirst() {
        var groups =
                List.of(
                        group("shops", List.of("c"), List.of()),
                        group("homes", List.of(), List.of()));
        var world = new World(balanced(groups)).with(new double[] {2, 0.5}, 30, 7);
        assertThat(world.loadKw()).containsExactly(new double[] {0, 5 - 30, 40 - 7}, CLOSE);
        assertThat(Objects.requireNonNull(world.ambient.base()).loadKvar())
                .containsExactly(new double[] {0, 2, 16}, CLOSE);
        assertThat(world.ambient.plantKwAt()).containsExactly(new double[] {0, 30, 7}, CLOSE);
        assertThat(world.surroundings.baseKw()).isCloseTo(45, CLOSE);
        // 25 kW too much at b, though c could use them.
        assertThat(world.surroundings.surplusKw()).isCloseTo(25, CLOSE);
        world.with(new double[] {2, 0.5}, 7, 50);
        assertThat(world.surroundings.surplusKw()).isCloseTo(2 + 10, CLOSE);
    }

    @Test
    void allLoadsOfOneGroupFollowItsFactor() {
        var world = new World(balanced(List.of(ConnectedLoad.ALL))).with(new double[] {0.5}, 30, 7);
        assertThat(world.loadKw()).containsExactly(new double[] {0, 5 - 30, 10 - 7}, CLOSE);
        assertThat(Objects.requireNonNull(world.ambient.base()).loadKvar())
                .containsExactly(new double[] {0, 2, 4}, CLOSE);
        assertThat(world.surroundings.baseKw()).isCloseTo(15, CLOSE);
        assertThat(world.surroundings.surplusKw()).isCloseTo(25, CLOSE);
    }

    private static Load load(String id, String bus, Phases phases, boolean isDelta, double kw) {
        return new Load(id, bus, phases, isDelta, kw, 0, 1, Load.Model.CONSTANT_POWER, null);
    }

    /**
     * Homes: 4 kW on phases a and b of bus b, 3 kW on phase a of bus d. Shops: 6 kW between phases
     * b and c of bus c. A plant at each of these buses.
     */
    private static World byPhase() {
        var loads =
                List.of(
                        load("l0", "b", Phases.AB, false, 4),
                        load("l1", "c", Phases.BC, true, 6),
                        load("l2", "d", Phases.A, false, 3));
        var site =
                site(ByPhase.feeder(0.01, 0, 0.8, loads))
                        .withLoads(
                                List.of(
                                        group("shops", List.of(), List.of("l1")),
                                        group("homes", List.of(), List.of())))
                        .withPlants(
                                List.of(
                                        plant(0, "b", "u", Phases.ABC),
                                        plant(1, "c", null, Phases.BC),
                                        plant(2, "d", null, Phases.A)))
                        .withLimits(UNLIMITED, 100);
        return new World(site).with(new double[] {2, 0.5}, 9, 10, 2);
    }

    @Test
    void byPhaseAPlantFeedsItsOwnTerminals() {
        var world = byPhase();
        var terminals = new double[24];
        // Terminals 3 to 5 are the phases of b, 7 and 8 are b and c of bus c, 9 is that of d.
        for (int terminal : new int[] {3, 4, 5}) {
            terminals[terminal] = 3;
        }
        terminals[7] = 5;
        terminals[8] = 5;
        terminals[9] = 2;
        assertThat(world.ambient.plantKwAt()).containsExactly(terminals, CLOSE);
        for (int terminal = 0; terminal < 24; terminal++) {
            assertThat(world.loadKw()[terminal]).isCloseTo(-terminals[terminal], CLOSE);
        }
        assertThat(Objects.requireNonNull(world.ambient.base()).loadFactor())
                .containsExactly(0.5, 2, 0.5);
        assertThat(world.ambient.transformerPlantKw()).containsExactly(0, 9);
    }

    @Test
    void byPhaseTheLoadsOfABusUseItsPlantsWhateverTheirPhases() {
        var world = byPhase();
        // 9 less 2 kW at b, 10 for 12 kW at c, 2 less 1.5 kW at d.
        assertThat(world.surroundings.baseKw()).isCloseTo(15.5, CLOSE);
        assertThat(world.surroundings.surplusKw()).isCloseTo(7.5, CLOSE);
        assertThat(world.surroundings.surplusKw()).as("asked again").isCloseTo(7.5, CLOSE);
        world.with(new double[] {1, 1}, 1, 10, 5);
        // 4 kW at b for 1, 10 less 6 at c, 5 less 3 at d.
        assertThat(world.surroundings.surplusKw()).isCloseTo(6, CLOSE);
    }
}
