package org.evenflow.dispatch;

import java.util.ArrayList;
import java.util.List;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.Feeder;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
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
        return new TestSite(Site.of(feeder, stations, transformers).withLimits(siteKw, UNLIMITED));
    }

    /** One station with so many connectors. */
    static TestSite station(double limitKw, double exportKw, int connectors) {
        return site(
                null,
                List.of(station("s", "", null, limitKw, exportKw, connectors)),
                List.of(),
                UNLIMITED);
    }

    /** Two stations of a connector each. */
    public static TestSite twoStations(ChargerKind kind) {
        return site(
                null,
                List.of(
                        station("s", "", null, 10, 0, kind, 1),
                        station("t", "", null, 10, 0, kind, 1)),
                List.of(),
                UNLIMITED);
    }
}
