package org.evenflow.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.EnumSet;
import java.util.List;
import org.evenflow.model.ConnectedLoad;
import org.evenflow.model.Generator;
import org.evenflow.model.InputException;
import org.evenflow.model.Site;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Scenario.Carbon;
import org.evenflow.model.scenario.Scenario.Track;
import org.evenflow.model.scenario.Series;
import org.evenflow.model.scenario.Tariff;
import org.evenflow.model.scenario.Weather;
import org.junit.jupiter.api.Test;

class ExogenousTest {
    private static Scenario scenario(TimeGrid time, Tariff tariff, Carbon carbon) {
        var stations = Worlds.stations(1);
        return Scenario.of(
                "prices",
                Scenario.World.of(time).with(carbon),
                Site.of(null, stations, List.of()),
                Worlds.drawn("workplace", stations, 0, 0),
                Scenario.Money.of(tariff, 1));
    }

    @Test
    void pricesFollowTheLocalClockOnADayOfTwentyThreeHours() {
        var entry =
                new Tariff.Entry(
                        "all",
                        MonthDay.of(1, 1),
                        MonthDay.of(12, 31),
                        EnumSet.allOf(DayOfWeek.class),
                        List.of(LocalTime.MIDNIGHT, LocalTime.of(6, 0)),
                        List.of(0.1, 0.4),
                        12);
        var tariff = new Tariff.TimeOfUse("tou", "EUR", List.of(entry), 0.5);
        var grid = TimeGrid.of("2019-03-31T00:00", "Europe/Zurich", 60, 23);
        var world = new Exogenous(scenario(grid, tariff, new Carbon(0.4, null, 0)));
        // The clock jumps from 2 to 3: 6:00 is the sixth hour of the day, not the seventh.
        assertThat(world.buyPerKwh()[4]).isEqualTo(0.1, within(1e-12));
        assertThat(world.buyPerKwh()[5]).isEqualTo(0.4, within(1e-12));
        assertThat(world.sellPerKwh()[5]).isEqualTo(0.2, within(1e-12));
        assertThat(world.demandPerKwMonth()).containsOnly(12);
        assertThat(world.carbonKgPerKwh()).containsOnly(0.4);
    }

    @Test
    void carbonSeriesAreAveragedOverTheStep() {
        var grid = TimeGrid.of("2019-06-05T00:00", "UTC", 30, 1);
        var series = new Series("carbon kg", grid.start(), 15, new double[] {0.1, 0.3, 0.5, 0.5});
        var tariff = new Tariff.Flat("flat", "EUR", 0.3, 0.1, 0);
        var world = new Exogenous(scenario(grid, tariff, new Carbon(9, series, 0)));
        assertThat(world.carbonKgPerKwh()[0]).isCloseTo(0.2, within(1e-12));
        assertThat(world.carbonKgPerKwh()[1]).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void pricesShorterThanTheRunAreRefused() {
        var grid = TimeGrid.of("2019-06-05T00:00", "UTC", 60, 24);
        var series = new Series("day-ahead price", grid.start(), 60, new double[23]);
        var tariff = new Tariff.RealTime("spot", "EUR", series, 1, 0);
        assertThatThrownBy(() -> new Exogenous(scenario(grid, tariff, new Carbon(0.4, null, 0))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("day-ahead price")
                .hasMessageContaining("the run needs");
    }

    @Test
    void theSameArraysAreRefilled() {
        var world = new Exogenous(Worlds.cars("workplace", 25, 0.6));
        var load = world.loadFactor(0);
        var buy = world.buyPerKwh();
        world.draw(1);
        world.draw(2);
        assertThat(world.loadFactor(0)).isSameAs(load);
        assertThat(world.buyPerKwh()).isSameAs(buy);
    }

    @Test
    void notesNameTheSourceOfTheProfile() {
        var world = new Exogenous(Worlds.cars("workplace", 25, 0.6));
        assertThat(world.notes()).anyMatch(note -> note.contains("ACN-Data"));
    }

    @Test
    void aSecondBaseLoadOrWeatherLeavesTheFirstAsItIs() {
        var one = twoRoofs(1);
        var two = twoRoofs(2);
        one.draw(3);
        two.draw(3);
        assertThat(two.loadFactor(0)).containsExactly(one.loadFactor(0));
        assertThat(two.plantKw()[0]).containsExactly(one.plantKw()[0]);
        // The second has draws of its own: the same profile with another factor for the day.
        assertThat(two.loadFactor(1)[0]).isNotEqualTo(two.loadFactor(0)[0]);
        assertThat(two.plantKw()[1]).isNotEqualTo(two.plantKw()[0]);
        assertThat(two.dayBefore().loadFactor()[0])
                .containsExactly(one.dayBefore().loadFactor()[0]);
        assertThat(two.dayBefore().plantKw()[0]).containsExactly(one.dayBefore().plantKw()[0]);
    }

    /** Two equal roofs and two equal loads, each under its own track where there are two. */
    private static Exogenous twoRoofs(int tracks) {
        var load = new BaseLoad(BaseLoad.flat(1), BaseLoad.flat(1), 1, 0.2);
        var sky = new Weather.ClearSkyWithClouds(47, 8, 0.6, 20);
        var loads = List.of(new Track<>("homes", load), new Track<>("shops", load));
        var skies = List.of(new Track<Weather>("north", sky), new Track<Weather>("south", sky));
        var plain = Worlds.cars("workplace", 2, 0);
        var roof = new Generator.Pv("north", "b", null, 10, 20, 180, 0.86);
        var other = new Generator.Pv("south", "b", null, 10, 20, 180, 0.86);
        var site = plain.site().withPlants(List.of(roof, other.in(tracks == 1 ? null : "south")));
        var groups =
                List.of(
                        ConnectedLoad.of(5, null),
                        new ConnectedLoad(
                                tracks == 1 ? null : "shops", 5, null, List.of(), List.of()));
        return new Exogenous(
                Scenario.of(
                        "roofs",
                        plain.world()
                                .withBaseLoads(loads.subList(0, tracks))
                                .withWeathers(skies.subList(0, tracks)),
                        site.withLoads(groups),
                        plain.sessions(),
                        plain.money()));
    }
}
