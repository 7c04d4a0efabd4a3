package org.evenflow.control;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.evenflow.model.Connector;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;

/**
 * What hangs on what at a site, and the limits that never change: connectors of stations, stations
 * of supply transformers, all of them of the site. Things are numbered in the order of the site.
 * Powers in kW at the meters, positive charges. Immutable.
 */
public final class SiteLayout {
    private final Site site;
    private final List<Connector> connectors;
    private final int[] stationOf;
    private final int[] transformerOf;
    private final int[] busOf;
    private final double[] stationHighKw;
    private final double[] stationLowKw;
    private final double[] transformerKva;

    /** The layout of a site. */
    public SiteLayout(Site site) {
        this.site = site;
        connectors = site.connectors();
        stationOf = new int[connectors.size()];
        transformerOf = new int[site.stations().size()];
        busOf = new int[transformerOf.length];
        stationHighKw = site.stations().stream().mapToDouble(Station::limitKw).toArray();
        stationLowKw = site.stations().stream().mapToDouble(s -> -s.exportLimitKw()).toArray();
        transformerKva =
                site.transformers().stream().mapToDouble(SupplyTransformer::ratingKva).toArray();
        place();
    }

    private void place() {
        var feeder = site.feeder();
        var buses = feeder == null ? new HashMap<String, Integer>() : feeder.busIndex();
        var ids = site.transformers().stream().map(SupplyTransformer::id).toList();
        int connector = 0;
        for (int s = 0; s < transformerOf.length; s++) {
            Station station = site.stations().get(s);
            String transformer = station.transformerId();
            transformerOf[s] = transformer == null ? -1 : ids.indexOf(transformer);
            busOf[s] = buses.getOrDefault(station.busId(), -1);
            Arrays.fill(stationOf, connector, connector + station.connectors().size(), s);
            connector += station.connectors().size();
        }
    }

    /** The site. */
    public Site site() {
        return site;
    }

    /** The connectors of all stations. */
    public List<Connector> connectorList() {
        return connectors;
    }

    /** Number of connectors. */
    public int connectors() {
        return stationOf.length;
    }

    /** Number of stations. */
    public int stations() {
        return transformerOf.length;
    }

    /** Number of supply transformers. */
    public int transformers() {
        return transformerKva.length;
    }

    /** Station of a connector. */
    public int stationOf(int connector) {
        return stationOf[connector];
    }

    /** Supply transformer of a station, -1 where it has none. */
    public int transformerOf(int station) {
        return transformerOf[station];
    }

    /** Bus of a station in the feeder's order, -1 without a feeder. */
    public int busOf(int station) {
        return busOf[station];
    }

    /** Greatest net power of a station; may be infinite. */
    public double stationHighKw(int station) {
        return stationHighKw[station];
    }

    /** Copies the greatest net power of every station, {@code [station]}. */
    public void copyStationHighKw(double[] to) {
        System.arraycopy(stationHighKw, 0, to, 0, stationHighKw.length);
    }

    /** Least (most negative) net power of a station. */
    public double stationLowKw(int station) {
        return stationLowKw[station];
    }

    /** Greatest net power of all stations together; may be infinite. */
    public double siteHighKw() {
        return site.siteLimitKw();
    }

    /** Greatest power given to the grid at the substation; may be infinite. */
    public double exportLimitKw() {
        return site.exportLimitKw();
    }

    /** Rating of a supply transformer, kVA; may be infinite. */
    public double transformerKva(int transformer) {
        return transformerKva[transformer];
    }
}
