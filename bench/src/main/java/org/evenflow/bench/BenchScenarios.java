package org.evenflow.bench;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.data.Feeders;
import org.evenflow.model.Battery;
import org.evenflow.model.Battery.Wear;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Feeder;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Scenario.Carbon;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.model.scenario.Tariff;
import org.jspecify.annotations.Nullable;

/**
 * The worlds that the benchmarks run: 112 steps of 15 minutes, stations of ten connectors, about a
 * fifth of the connectors occupied.
 */
final class BenchScenarios {
    private static final int STEPS = 112;
    private static final int PER_STATION = 10;

    private BenchScenarios() {}

    /** A world without a network. */
    static Scenario plain(int connectors) {
        return scenario(connectors, null);
    }

    /** A world on the 33-bus feeder, stations spread over its buses. */
    static Scenario onFeeder(int connectors) {
        return scenario(connectors, Feeders.builtIn("ieee33"));
    }

    private static Scenario scenario(int connectors, @Nullable Feeder feeder) {
        List<Station> stations = stations(connectors, feeder);
        var battery =
                new Battery(60, 0.1, 1, 0.92, 0.92, new ConstantPowerTaper(0.8, 1), Wear.NONE);
        var vehicle = new Vehicle("car", battery, 3, 16, 120, 10);
        var ids = stations.stream().map(Station::id).toList();
        var population =
                new SessionSource.Population(
                        "cars",
                        "workplace",
                        ids,
                        0.73,
                        List.of(new SessionSource.FleetShare(vehicle, 1)),
                        0.1);
        var base =
                feeder == null
                        ? BaseLoad.NONE
                        : new BaseLoad(BaseLoad.flat(0.6), BaseLoad.flat(0.5), 1, 0.05);
        return Scenario.of(
                "bench-" + connectors,
                Scenario.World.of(TimeGrid.of("2024-03-05T05:00", "Europe/Zurich", 15, STEPS / 4.0))
                        .with(base)
                        .with(new Carbon(0.3, null, 0)),
                Site.of(feeder, stations, List.of()),
                new SessionSource.Drawn(List.of(population)),
                Scenario.Money.of(new Tariff.Flat("flat", "EUR", 0.25, 0, 0), 1));
    }

    private static List<Station> stations(int connectors, @Nullable Feeder feeder) {
        var stations = new ArrayList<Station>();
        ChargerKind kind = new ChargerKind.SlowAc(3, 16, 6, 1, 230);
        ChargerKind v2g = new ChargerKind.Bidirectional(11, 10, 0, 0.96);
        for (int first = 0; first < connectors; first += PER_STATION) {
            int count = Math.min(PER_STATION, connectors - first);
            var sockets = new ArrayList<Connector>();
            for (int i = 0; i < count; i++) {
                sockets.add(new Connector("c" + (first + i), i % 5 == 4 ? v2g : kind));
            }
            String bus =
                    feeder == null
                            ? "site"
                            : feeder.buses()
                                    .get(1 + stations.size() % (feeder.buses().size() - 1))
                                    .id();
            stations.add(
                    new Station(
                            "s" + stations.size(), bus, null, count * 7.0, count * 7.0, sockets));
        }
        return stations;
    }
}
