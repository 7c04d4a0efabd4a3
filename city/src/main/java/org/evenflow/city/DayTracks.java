package org.evenflow.city;

import org.evenflow.model.Scenario;
import org.evenflow.model.TimeGrid;
import org.jspecify.annotations.Nullable;

/**
 * What a run that begins on one day is given and no seed changes, per step: prices, carbon
 * intensity, base-load profile, sun. Arrays are not changed once compiled.
 */
final class DayTracks {
    final double[] buyPerKwh;
    final double[] sellPerKwh;
    final double[] demandPerKwMonth;
    final double[] carbonKgPerKwh;
    final LoadCurve load;
    final @Nullable AvailablePower plants;

    DayTracks(Scenario scenario, TimeGrid grid) {
        int steps = grid.steps();
        load = new LoadCurve(scenario.baseLoad(), grid);
        var weather = scenario.weather();
        plants =
                scenario.plants().isEmpty() || weather == null
                        ? null
                        : AvailablePower.of(scenario, weather, grid);
        buyPerKwh = new double[steps];
        sellPerKwh = new double[steps];
        demandPerKwMonth = new double[steps];
        carbonKgPerKwh = new double[steps];
        var tariff = scenario.tariff();
        var carbon = scenario.carbon();
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
}
