package org.evenflow.dispatch;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.model.BaseLoad;
import org.evenflow.model.Battery;
import org.evenflow.model.Battery.Wear;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Feeder;
import org.evenflow.model.Scenario;
import org.evenflow.model.Scenario.Carbon;
import org.evenflow.model.SessionSource;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.Tariff;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Vehicle;
import org.jspecify.annotations.Nullable;

/** Scenarios of which only the limits matter. */
public final class Sites {
    /** No limit. */
    public static final double UNLIMITED = Double.POSITIVE_INFINITY;

    private Sites() {}

    static Station station(
            String id,
            String bus,
            @Nullable String transformer,
            double limitKw,
            double exportKw,
            int connectors) {
        var kind = new ChargerKind.FastDc(1000, 0, 1);
        return station(id, bus, transformer, limitKw, exportKw, kind, connectors);
    }

    /** A station of equal chargers. */
    public static Station station(
            String id,
            String bus,
            @Nullable String transformer,
            double limitKw,
            double exportKw,
            ChargerKind kind,
            int connectors) {
        var sockets = new ArrayList<Connector>();
        for (int i = 0; i < connectors; i++) {
            sockets.add(new Connector(id + "-" + i, kind));
        }
        return new Station(id, bus, transformer, limitKw, exportKw, sockets);
    }

    /** A site, nothing plugged in. */
    public static TestSite site(
            @Nullable Feeder feeder,
            List<Station> stations,
            List<SupplyTransformer> transformers,
            double siteKw) {
        return new TestSite(scenario(feeder, stations, transformers, siteKw));
    }

    /** A site as a scenario. */
    static Scenario scenario(
            @Nullable Feeder feeder,
            List<Station> stations,
            List<SupplyTransformer> transformers,
            double siteKw) {
        var battery = new Battery(60, 0, 1, 1, 1, ConstantPowerTaper.NONE, Wear.NONE);
        var sessions =
                new SessionSource.Drawn(
                        List.of(
                                new SessionSource.Population(
                                        "people",
                                        "workplace",
                                        List.of(stations.getFirst().id()),
                                        1,
                                        List.of(
                                                new SessionSource.FleetShare(
                                                        new Vehicle("car", battery, 3, 16, 50, 50),
                                                        1)),
                                        0)));
        return new Scenario(
                "site",
                "site",
                TimeGrid.of("2019-06-05T00:00", "UTC", 15, 24),
                feeder,
                stations,
                transformers,
                siteKw,
                sessions,
                new Tariff.Flat("flat", "EUR", 0.3, 0.1, 0),
                List.of(),
                null,
                BaseLoad.NONE,
                new Carbon(0, null, 0),
                1,
                List.of());
    }

    /** One station with so many connectors. */
    static TestSite station(double limitKw, double exportKw, int connectors) {
        return site(
                null,
                List.of(station("s", "", null, limitKw, exportKw, connectors)),
                List.of(),
                UNLIMITED);
    }
}
