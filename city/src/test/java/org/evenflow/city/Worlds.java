package org.evenflow.city;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.evenflow.model.Battery;
import org.evenflow.model.Battery.Wear;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Generator;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Scenario.Carbon;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.model.scenario.Tariff;
import org.evenflow.model.scenario.Weather;
import org.jspecify.annotations.Nullable;

/** Small scenarios for tests. */
final class Worlds {
    static final Vehicle CAR = vehicle("car", 60, 3, 16, 100);
    static final Vehicle SMALL_CAR = vehicle("small", 30, 1, 32, 0);
    static final ChargerKind AC = new ChargerKind.SlowAc(3, 32, 6, 1, 230);
    static final ChargerKind DC = new ChargerKind.FastDc(50, 0, 0.95);
    static final TimeGrid WEDNESDAY = TimeGrid.of("2019-06-05T00:00", "Europe/Zurich", 15, 28);
    static final Generator ROOF = new Generator.Pv("roof", "b", null, 1, 30, 180, 0.86);

    private Worlds() {}

    static Vehicle vehicle(String id, double kwh, int phases, double amps, double dcKw) {
        var battery = new Battery(kwh, 0.1, 0.95, 0.92, 0.92, ConstantPowerTaper.NONE, Wear.NONE);
        return new Vehicle(id, battery, phases, amps, dcKw, 0);
    }

    static Station station(String id, ChargerKind kind, int connectors) {
        return new Station(
                id,
                "b",
                null,
                Double.POSITIVE_INFINITY,
                0,
                IntStream.range(0, connectors)
                        .mapToObj(c -> new Connector(id + "-" + c, kind))
                        .toList());
    }

    /** Stations of ten AC connectors. */
    static List<Station> stations(int connectors) {
        var stations = new ArrayList<Station>();
        for (int left = connectors; left > 0; left -= 10) {
            stations.add(station("s" + stations.size(), AC, Math.min(10, left)));
        }
        return stations;
    }

    static SessionSource drawn(
            String profile, List<Station> stations, double perDay, double early) {
        return new SessionSource.Drawn(
                List.of(
                        new SessionSource.Population(
                                "people",
                                profile,
                                stations.stream().map(Station::id).toList(),
                                perDay,
                                List.of(
                                        new SessionSource.FleetShare(CAR, 3),
                                        new SessionSource.FleetShare(SMALL_CAR, 1)),
                                early)));
    }

    static Scenario scenario(TimeGrid time, List<Station> stations, SessionSource sessions) {
        return scenario(time, stations, sessions, List.of(), null, BaseLoad.NONE);
    }

    static Scenario scenario(
            TimeGrid time,
            List<Station> stations,
            SessionSource sessions,
            List<Generator> plants,
            @Nullable Weather weather,
            BaseLoad load) {
        return Scenario.of(
                "test",
                Scenario.World.of(time).with(load).with(weather).with(new Carbon(0.4, null, 0)),
                Site.of(null, stations, List.of()).withPlants(plants),
                sessions,
                Scenario.Money.of(new Tariff.Flat("flat", "EUR", 0.3, 0.1, 5), 1));
    }

    static Scenario cars(String profile, int connectors, double perDay) {
        var stations = stations(connectors);
        return scenario(WEDNESDAY, stations, drawn(profile, stations, perDay, 0));
    }
}
