package org.evenflow.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import org.evenflow.grid.Injections;
import org.evenflow.model.Scenario;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that bounds power in one step. The first group of fields belongs to the scenario and
 * never changes; the second is refilled for every step by the owner (the simulator or the live
 * loop). Mutable arrays; all powers in kW at the meters, positive charges.
 */
public final class Limits {
    /** Station of each connector. */
    public final int[] stationOf;

    /** Supply transformer of each station, -1 where it has none. */
    public final int[] transformerOf;

    /** Bus of each connector in the feeder's order, -1 without a feeder. */
    public final int[] busOf;

    /** Greatest net power of each station. */
    public final double[] stationHighKw;

    /** Least (most negative) net power of each station. */
    public final double[] stationLowKw;

    /** Greatest net power of all stations together. */
    public final double siteHighKw;

    /** Rating of each supply transformer, kVA. */
    public final double[] transformerKva;

    /**
     * Connectors with a vehicle, in no particular order; the first {@link #pluggedInCount} entries
     * count.
     */
    public final int[] pluggedIn;

    /** How many connectors have a vehicle. */
    public int pluggedInCount;

    /** Greatest mean power of the step that vehicle and connector can take, {@code [connector]}. */
    public final double[] highKw;

    /** Least mean power of the step: minus what the vehicle can give, {@code [connector]}. */
    public final double[] lowKw;

    /** Smallest charging power above zero, {@code [connector]}. */
    public final double[] minKw;

    /** Distance between power levels, 0 for continuous, {@code [connector]}. */
    public final double[] stepKw;

    /**
     * Net power that the stations of each supply transformer may take beside its base load and
     * plants; infinite for unlimited.
     */
    public final double[] transformerHighKw;

    /** Least net power of the stations of each supply transformer. */
    public final double[] transformerLowKw;

    /** Net load of every bus without charging; null without a feeder. */
    public final @Nullable Injections base;

    /** The limits of a scenario, nothing plugged in. */
    public Limits(Scenario scenario) {
        var stations = scenario.stations();
        int connectors = scenario.connectorCount();
        var feeder = scenario.feeder();
        var buses = feeder == null ? new HashMap<String, Integer>() : feeder.busIndex();
        var transformerIds =
                new ArrayList<>(
                        scenario.transformers().stream().map(SupplyTransformer::id).toList());
        stationOf = new int[connectors];
        busOf = new int[connectors];
        transformerOf = new int[stations.size()];
        stationHighKw = new double[stations.size()];
        stationLowKw = new double[stations.size()];
        int connector = 0;
        for (int s = 0; s < stations.size(); s++) {
            Station station = stations.get(s);
            transformerOf[s] =
                    station.transformerId() == null
                            ? -1
                            : transformerIds.indexOf(station.transformerId());
            stationHighKw[s] = station.limitKw();
            stationLowKw[s] = -station.exportLimitKw();
            for (int i = 0; i < station.connectors().size(); i++) {
                stationOf[connector] = s;
                busOf[connector] = buses.getOrDefault(station.busId(), -1);
                connector++;
            }
        }
        siteHighKw = scenario.siteLimitKw();
        transformerKva =
                scenario.transformers().stream()
                        .mapToDouble(SupplyTransformer::ratingKva)
                        .toArray();
        transformerHighKw = transformerKva.clone();
        transformerLowKw = new double[transformerKva.length];
        Arrays.fill(transformerLowKw, Double.NEGATIVE_INFINITY);
        pluggedIn = new int[connectors];
        highKw = new double[connectors];
        lowKw = new double[connectors];
        minKw = new double[connectors];
        stepKw = new double[connectors];
        base = feeder == null ? null : new Injections(feeder.buses().size());
    }

    /** Number of connectors. */
    public int connectors() {
        return stationOf.length;
    }

    /** Number of stations. */
    public int stations() {
        return transformerOf.length;
    }
}
