package org.evenflow.city;

import java.util.List;
import org.evenflow.model.Generator;
import org.evenflow.model.Site;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Scenario.Track;
import org.jspecify.annotations.Nullable;

/**
 * What a run that begins on one day is given at a site and no seed changes, per step: prices,
 * carbon intensity, base-load profiles, sun. Arrays are not changed once compiled.
 */
final class DayTracks {
    final double[] buyPerKwh;
    final double[] sellPerKwh;
    final double[] demandPerKwMonth;
    final double[] carbonKgPerKwh;

    /** How each base load of the world goes. */
    final LoadCurve[] loads;

    /** What the plants in each weather of the world can give; null where none stand in it. */
    final @Nullable AvailablePower[] plants;

    DayTracks(Scenario scenario, Site site, TimeGrid grid) {
        int steps = grid.steps();
        var world = scenario.world();
        loads =
                world.baseLoads().stream()
                        .map(load -> new LoadCurve(load.value(), grid))
                        .toArray(LoadCurve[]::new);
        plants = plants(world, site, grid);
        buyPerKwh = new double[steps];
        sellPerKwh = new double[steps];
        demandPerKwMonth = new double[steps];
        carbonKgPerKwh = new double[steps];
        var tariff = scenario.money().tariff(site);
        var carbon = world.carbon();
        var series = carbon.series();
        for (int step = 0; step < steps; step++) {
            var at = grid.local(step);
            buyPerKwh[step] = tariff.buyPerKwh(at, grid.stepMin());
            sellPerKwh[step] = tariff.sellPerKwh(at, grid.stepMin());
            demandPerKwMonth[step] = tariff.demandPerKwMonth(at);
            carbonKgPerKwh[step] =
                    series == null
                            ? carbon.kgPerKwh()
                            : series.mean(grid.instant(step), grid.stepMin());
        }
    }

    /** What the plants of a site in each weather can give; null where none stand in it. */
    static @Nullable AvailablePower[] plants(Scenario.World world, Site site, TimeGrid grid) {
        var available = new @Nullable AvailablePower[world.weathers().size()];
        for (int track = 0; track < available.length; track++) {
            var under = under(world, site, track);
            var weather = world.weathers().get(track).value();
            available[track] = under.isEmpty() ? null : AvailablePower.of(under, weather, grid);
        }
        return available;
    }

    /** The plants of a site that stand in a weather, in the site's order. */
    static List<Generator> under(Scenario.World world, Site site, int track) {
        return site.plants().stream()
                .filter(plant -> Track.find(world.weathers(), plant.weather(), "weather") == track)
                .toList();
    }
}
