package org.evenflow.control;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.evenflow.model.Connector;
import org.evenflow.model.Feeder;
import org.evenflow.model.Generator;
import org.evenflow.model.Scenario;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.jspecify.annotations.Nullable;

/**
 * What hangs on what at a site, and the limits that never change: connectors of stations, stations
 * of supply transformers, all of them of the site. Things are numbered in the order of the
 * scenario. Powers in kW at the meters, positive charges. Immutable.
 */
public final class SiteLayout {
    private final @Nullable Feeder feeder;
    private final List<Station> stations;
    private final List<SupplyTransformer> transformers;
    private final List<Generator> plants;
    private final List<Connector> connectors;
    private final int[] stationOf;
    private final int[] transformerOf;
    private final int[] busOf;
    private final double[] stationHighKw;
    private final double[] stationLowKw;
    private final double siteHighKw;
    private final double exportLimitKw;
    private final double[] transformerKva;

    /** The layout of a scenario. */
    public SiteLayout(Scenario scenario) {
        feeder = scenario.feeder();
        stations = scenario.stations();
        transformers = scenario.transformers();
        plants = scenario.plants();
        connectors = stations.stream().flatMap(s -> s.connectors().stream()).toList();
        stationOf = new int[connectors.size()];
        transformerOf = new int[stations.size()];
        busOf = new int[stations.size()];
        stationHighKw = stations.stream().mapToDouble(Station::limitKw).toArray();
        stationLowKw = stations.stream().mapToDouble(s -> -s.exportLimitKw()).toArray();
        siteHighKw = scenario.siteLimitKw();
        exportLimitKw = scenario.exportLimitKw();
        transformerKva = transformers.stream().mapToDouble(SupplyTransformer::ratingKva).toArray();
        place();
    }

    private void place() {
        var buses = feeder == null ? new HashMap<String, Integer>() : feeder.busIndex();
        var ids = transformers.stream().map(SupplyTransformer::id).toList();
        int connector = 0;
        for (int s = 0; s < stations.size(); s++) {
            Station station = stations.get(s);
            String transformer = station.transformerId();
            transformerOf[s] = transformer == null ? -1 : ids.indexOf(transformer);
            busOf[s] = buses.getOrDefault(station.busId(), -1);
            Arrays.fill(stationOf, connector, connector + station.connectors().size(), s);
            connector += station.connectors().size();
        }
    }

    /** The network, or null. */
    public @Nullable Feeder feeder() {
        return feeder;
    }

    /** The stations. */
    public List<Station> stationList() {
        return stations;
    }

    /** The supply transformers. */
    public List<SupplyTransformer> transformerList() {
        return transformers;
    }

    /** The plants. */
    public List<Generator> plants() {
        return plants;
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
        return siteHighKw;
    }

    /** Greatest power given to the grid at the substation; may be infinite. */
    public double exportLimitKw() {
        return exportLimitKw;
    }

    /** Rating of a supply transformer, kVA; may be infinite. */
    public double transformerKva(int transformer) {
        return transformerKva[transformer];
    }
}
