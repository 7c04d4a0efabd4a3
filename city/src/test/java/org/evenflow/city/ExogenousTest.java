package org.evenflow.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.EnumSet;
import java.util.List;
import org.evenflow.model.InputException;
import org.evenflow.model.Scenario;
import org.evenflow.model.Scenario.Carbon;
import org.evenflow.model.Series;
import org.evenflow.model.Site;
import org.evenflow.model.Tariff;
import org.evenflow.model.TimeGrid;
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
}
