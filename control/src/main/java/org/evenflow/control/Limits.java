package org.evenflow.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import org.evenflow.grid.Injections;
import org.evenflow.grid.Terminals;
import org.evenflow.model.Scenario;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that bounds power in one step. The first group of fields belongs to the scenario and
 * never changes; the second is refilled for every step by the owner (the simulator or the live
 * loop). All powers in kW at the meters, positive charges.
 *
 * <p>What concerns vehicles stands in arrays by <em>rank</em>: the plugged-in connectors, in no
 * particular order, have ranks 0 to {@link #pluggedInCount} - 1, so that loops run over dense
 * arrays and never over free connectors. Controllers that think in connectors use the methods.
 */
public final class Limits {
    /** Powers closer than this are the same, kW. */
    static final double POWER_TOLERANCE_KW = 1e-9;

    /** Station of each connector. */
    public final int[] stationOf;

    /** Supply transformer of each station, -1 where it has none. */
    public final int[] transformerOf;

    /** Bus of each station in the feeder's order, -1 without a feeder. */
    public final int[] busOf;

    /** Greatest net power of each station. */
    public final double[] stationHighKw;

    /** Least (most negative) net power of each station. */
    public final double[] stationLowKw;

    /** Greatest net power of all stations together. */
    public final double siteHighKw;

    /** Rating of each supply transformer, kVA. */
    public final double[] transformerKva;

    /** How many connectors have a vehicle. */
    public int pluggedInCount;

    /** Connectors with a vehicle, {@code [rank]}. */
    public final int[] pluggedIn;

    /** Rank of each connector that has a vehicle, {@code [connector]}. */
    public final int[] rankOf;

    /** Station, {@code [rank]}. */
    public final int[] station;

    /** Greatest mean power of the step that vehicle and connector can take, {@code [rank]}. */
    public final double[] high;

    /** Least mean power of the step: minus what the vehicle can give, {@code [rank]}. */
    public final double[] low;

    /** Smallest charging power above zero, {@code [rank]}. */
    public final double[] min;

    /** Distance between power levels, 0 for continuous, {@code [rank]}. */
    public final double[] step;

    /**
     * One over the distance between power levels, 0 for continuous, and the least level above zero.
     */
    private final double[] levelsPerKw;

    private final int[] leastLevel;

    /**
     * Net power that the stations of each supply transformer may take beside its base load and
     * plants; infinite for unlimited.
     */
    public final double[] transformerHighKw;

    /** Least net power of the stations of each supply transformer. */
    public final double[] transformerLowKw;

    /**
     * Net active power of base load and plants on each phase of a supply transformer, {@code [3 *
     * transformer + phase]}; read only where phases are limited one by one.
     */
    public final double[] transformerPhaseKw;

    /** Net load of every terminal of the feeder without charging; null without a feeder. */
    public final @Nullable Injections base;

    /** The limit on export and what it curtails; null where export is not limited. */
    public final @Nullable Surplus surplus;

    /** How connectors load phases; null where all are even loads of active power. */
    final @Nullable Wiring wiring;

    /** Limits by phase; null where none is needed. */
    final @Nullable PhaseGroups phases;

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
        transformerOf = new int[stations.size()];
        busOf = new int[stations.size()];
        stationHighKw = new double[stations.size()];
        stationLowKw = new double[stations.size()];
        int connector = 0;
        for (int s = 0; s < stations.size(); s++) {
            Station data = stations.get(s);
            transformerOf[s] =
                    data.transformerId() == null
                            ? -1
                            : transformerIds.indexOf(data.transformerId());
            busOf[s] = buses.getOrDefault(data.busId(), -1);
            stationHighKw[s] = data.limitKw();
            stationLowKw[s] = -data.exportLimitKw();
            Arrays.fill(stationOf, connector, connector + data.connectors().size(), s);
            connector += data.connectors().size();
        }
        siteHighKw = scenario.siteLimitKw();
        transformerKva = ratingsKva(scenario);
        transformerHighKw = transformerKva.clone();
        transformerLowKw = new double[transformerKva.length];
        Arrays.fill(transformerLowKw, Double.NEGATIVE_INFINITY);
        pluggedIn = new int[connectors];
        rankOf = new int[connectors];
        station = new int[connectors];
        high = new double[connectors];
        low = new double[connectors];
        min = new double[connectors];
        step = new double[connectors];
        levelsPerKw = new double[connectors];
        leastLevel = new int[connectors];
        transformerPhaseKw = new double[3 * transformerKva.length];
        base = feeder == null ? null : Terminals.of(feeder).none();
        wiring = Wiring.of(scenario, busOf);
        phases = PhaseGroups.of(scenario, this, wiring);
        int terminals = base == null ? 0 : base.loadKw().length;
        boolean isFree = scenario.exportLimitKw() == Double.POSITIVE_INFINITY;
        surplus = isFree ? null : new Surplus(scenario, this, terminals);
    }

    private static double[] ratingsKva(Scenario scenario) {
        return scenario.transformers().stream().mapToDouble(SupplyTransformer::ratingKva).toArray();
    }

    /** Number of connectors. */
    public int connectors() {
        return stationOf.length;
    }

    /** Number of stations. */
    public int stations() {
        return transformerOf.length;
    }

    /** Greatest mean power of the step at a connector with a vehicle. */
    public double highKw(int connector) {
        return high[rankOf[connector]];
    }

    /** Least mean power of the step at a connector with a vehicle: minus what it can give. */
    public double lowKw(int connector) {
        return low[rankOf[connector]];
    }

    /** Smallest charging power above zero at a connector with a vehicle. */
    public double minKw(int connector) {
        return min[rankOf[connector]];
    }

    /** Distance between power levels at a connector with a vehicle; 0 for continuous power. */
    public double stepKw(int connector) {
        return step[rankOf[connector]];
    }

    /**
     * Registers a vehicle at a free connector and returns its rank.
     *
     * @param minKw smallest charging power above zero
     * @param stepKw distance between power levels, 0 for continuous
     */
    public int plugIn(int connector, double minKw, double stepKw) {
        return plugIn(connector, minKw, stepKw, 3);
    }

    /**
     * Likewise where not all phases may be used.
     *
     * @param phases how many phases vehicle and charger have in common, 1 to 3
     */
    public int plugIn(int connector, double minKw, double stepKw, int phases) {
        int rank = pluggedInCount++;
        pluggedIn[rank] = connector;
        rankOf[connector] = rank;
        station[rank] = stationOf[connector];
        levels(rank, minKw, stepKw);
        if (wiring != null) {
            wiring.plugIn(connector, phases);
        }
        return rank;
    }

    /** Sets the power levels of the connector at a rank. */
    void levels(int rank, double minKw, double stepKw) {
        min[rank] = minKw;
        step[rank] = stepKw;
        levelsPerKw[rank] = stepKw > 0 ? 1 / stepKw : 0;
        leastLevel[rank] = stepKw > 0 ? (int) Math.ceil((minKw - POWER_TOLERANCE_KW) / stepKw) : 0;
    }

    /**
     * The power level at or below a power between 0 and what the vehicle can take; 0 below the
     * smallest.
     */
    double levelKw(double powerKw, int rank) {
        if (levelsPerKw[rank] == 0) {
            return powerKw < min[rank] - POWER_TOLERANCE_KW ? 0 : powerKw;
        }
        int level = (int) ((powerKw + POWER_TOLERANCE_KW) * levelsPerKw[rank]);
        level = level < leastLevel[rank] ? 0 : level;
        double levelKw = level * step[rank];
        return levelKw < powerKw ? levelKw : powerKw;
    }

    /** The least power level above a power of 0 or more, whatever the vehicle can take. */
    double nextLevelKw(double powerKw, int rank) {
        if (powerKw < min[rank] - POWER_TOLERANCE_KW) {
            return levelsPerKw[rank] == 0 ? min[rank] : leastLevel[rank] * step[rank];
        }
        return levelsPerKw[rank] == 0
                ? powerKw
                : (Math.floor((powerKw + POWER_TOLERANCE_KW) * levelsPerKw[rank]) + 1) * step[rank];
    }

    /**
     * Frees the connector at a rank; the last rank takes its place. Returns the rank that moved
     * there, which may be the same.
     */
    public int unplug(int rank) {
        int last = --pluggedInCount;
        pluggedIn[rank] = pluggedIn[last];
        rankOf[pluggedIn[rank]] = rank;
        station[rank] = station[last];
        high[rank] = high[last];
        low[rank] = low[last];
        min[rank] = min[last];
        step[rank] = step[last];
        levelsPerKw[rank] = levelsPerKw[last];
        leastLevel[rank] = leastLevel[last];
        return last;
    }
}
