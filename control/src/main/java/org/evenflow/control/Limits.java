package org.evenflow.control;

import org.evenflow.grid.Injections;
import org.jspecify.annotations.Nullable;

/**
 * Everything that bounds power in one step, to be read: the {@link SiteLayout}, who is plugged in,
 * and the room that base load and plants leave. All powers in kW at the meters, positive charges.
 *
 * <p>What concerns vehicles is asked by <em>rank</em> in methods whose names end in {@code At}: the
 * plugged-in connectors, in no particular order, have ranks 0 to {@link #pluggedInCount} - 1.
 * Controllers that think in connectors use the other methods. A view of arrays that their owners
 * ({@link Occupancy}, {@link Ambient}) refill for every step; nothing here writes.
 */
public final class Limits {
    /** Powers closer than this are the same, kW. */
    public static final double POWER_TOLERANCE_KW = 1e-9;

    private final SiteLayout layout;
    private final Occupancy occupancy;
    private final Ambient ambient;
    private final double[] highKw;

    /** What an owner of both lets others see: what vehicles take. */
    public Limits(Occupancy occupancy, Ambient ambient) {
        this(occupancy, ambient, occupancy.highKw);
    }

    private Limits(Occupancy occupancy, Ambient ambient, double[] highKw) {
        layout = occupancy.layout;
        this.occupancy = occupancy;
        this.ambient = ambient;
        this.highKw = highKw;
    }

    /**
     * The same as controllers may see it: every vehicle takes what its driver asks for until it has
     * shown that it does not.
     */
    public static Limits asAsked(Occupancy occupancy, Ambient ambient) {
        return new Limits(occupancy, ambient, occupancy.askedKw);
    }

    /** What hangs on what, and the limits that never change. */
    public SiteLayout layout() {
        return layout;
    }

    /** Number of connectors. */
    public int connectors() {
        return layout.connectors();
    }

    /** Number of stations. */
    public int stations() {
        return layout.stations();
    }

    /** Number of supply transformers. */
    public int transformers() {
        return layout.transformers();
    }

    /** How many connectors have a vehicle. */
    public int pluggedInCount() {
        return occupancy.count;
    }

    /** The connector of a vehicle. */
    public int connectorAt(int rank) {
        return occupancy.connector[rank];
    }

    /** The station of a vehicle. */
    public int stationAt(int rank) {
        return occupancy.station[rank];
    }

    /** Rank of a connector that has a vehicle. */
    public int rank(int connector) {
        return occupancy.rank[connector];
    }

    /** Whether a connector has a vehicle. */
    public boolean isPluggedIn(int connector) {
        int rank = occupancy.rank[connector];
        return rank < occupancy.count && occupancy.connector[rank] == connector;
    }

    /** How many phases vehicle and charger have in common at a connector with a vehicle, 1 to 3. */
    public int phases(int connector) {
        return occupancy.phases[connector];
    }

    /** How many vehicles a connector has had: another number is another vehicle. */
    public int arrivals(int connector) {
        return occupancy.arrivals[connector];
    }

    /** Greatest mean power of the step that vehicle and connector can take. */
    public double highKwAt(int rank) {
        return highKw[rank];
    }

    /** Least mean power of the step: minus what the vehicle can give. */
    public double lowKwAt(int rank) {
        return occupancy.lowKw[rank];
    }

    /** Smallest charging power above zero. */
    public double minKwAt(int rank) {
        return occupancy.minKw[rank];
    }

    /** Distance between power levels, 0 for continuous power. */
    public double stepKwAt(int rank) {
        return occupancy.stepKw[rank];
    }

    /** As {@link #highKwAt}, by connector. */
    public double highKw(int connector) {
        return highKw[occupancy.rank[connector]];
    }

    /** As {@link #lowKwAt}, by connector. */
    public double lowKw(int connector) {
        return occupancy.lowKw[occupancy.rank[connector]];
    }

    /** As {@link #minKwAt}, by connector. */
    public double minKw(int connector) {
        return occupancy.minKw[occupancy.rank[connector]];
    }

    /** As {@link #stepKwAt}, by connector. */
    public double stepKw(int connector) {
        return occupancy.stepKw[occupancy.rank[connector]];
    }

    /**
     * The power level at or below a power between 0 and what the vehicle can take; 0 below the
     * smallest.
     */
    public double levelKwAt(double powerKw, int rank) {
        // Whether power is continuous, and whether it suffices for the least level, is all but
        // impossible to predict, so nothing branches: one of both parts is zero.
        int level = (int) ((powerKw + POWER_TOLERANCE_KW) * occupancy.levelsPerKw[rank]);
        level &= occupancy.leastLevel[rank] - 1 - level >> 31;
        long bits = Double.doubleToRawLongBits(powerKw);
        long below = Double.doubleToRawLongBits(powerKw - occupancy.continuousFromKw[rank]) >> 63;
        return Math.min(level * occupancy.stepKw[rank], powerKw)
                + Double.longBitsToDouble(bits & ~below);
    }

    /** The least power level above a power of 0 or more, whatever the vehicle can take. */
    public double nextLevelKwAt(double powerKw, int rank) {
        double levelsPerKw = occupancy.levelsPerKw[rank];
        double stepKw = occupancy.stepKw[rank];
        if (powerKw < occupancy.minKw[rank] - POWER_TOLERANCE_KW) {
            return levelsPerKw == 0 ? occupancy.minKw[rank] : occupancy.leastLevel[rank] * stepKw;
        }
        return levelsPerKw == 0
                ? powerKw
                : (Math.floor((powerKw + POWER_TOLERANCE_KW) * levelsPerKw) + 1) * stepKw;
    }

    /** Base load of the site, kW. */
    public double baseKw() {
        return ambient.baseKw();
    }

    /** What plants give where nothing of it is curtailed for a limit on export, kW. */
    public double plantKw() {
        return ambient.plantKw();
    }

    /** Base load less plants on a supply transformer, kW. */
    public double transformerNetKw(int transformer) {
        return ambient.transformerNetKw()[transformer];
    }

    /**
     * Net power that the stations of a supply transformer may take beside its base load and plants;
     * infinite for unlimited.
     */
    public double transformerHighKw(int transformer) {
        return layout.transformerKva(transformer) - ambient.transformerNetKw()[transformer];
    }

    /** Least net power of the stations of a supply transformer. */
    public double transformerLowKw(int transformer) {
        return -layout.transformerKva(transformer) - ambient.transformerNetKw()[transformer];
    }

    /**
     * Net active power of base load and plants on a phase of a supply transformer, kW; of use where
     * phases are limited one by one.
     *
     * @param at {@code 3 * transformer + phase}
     */
    public double transformerPhaseKw(int at) {
        return ambient.transformerPhaseKw()[at];
    }

    /** What plants give on a supply transformer, kW. */
    public double transformerPlantKw(int transformer) {
        return ambient.transformerPlantKw()[transformer];
    }

    /**
     * The same by phase, kW.
     *
     * @param at {@code 3 * transformer + phase}
     */
    public double transformerPlantPhaseKw(int at) {
        return ambient.transformerPlantPhaseKw()[at];
    }

    /** What plants give at a terminal of the feeder, kW. */
    public double plantKwAtTerminal(int terminal) {
        return ambient.plantKwAt()[terminal];
    }

    /** Net load of a terminal of the feeder without charging, kW. */
    public double baseKwAtTerminal(int terminal) {
        return feederLoad().loadKw()[terminal];
    }

    /** Factor on a load of the feeder. */
    public double loadFactor(int load) {
        return feederLoad().loadFactor()[load];
    }

    /** Copies the net load of the feeder's terminals without charging. */
    public void copyBase(Injections to) {
        Injections from = feederLoad();
        System.arraycopy(from.loadKw(), 0, to.loadKw(), 0, from.loadKw().length);
        System.arraycopy(from.loadKvar(), 0, to.loadKvar(), 0, from.loadKvar().length);
        System.arraycopy(from.loadFactor(), 0, to.loadFactor(), 0, from.loadFactor().length);
    }

    private Injections feederLoad() {
        @Nullable Injections base = ambient.base();
        if (base == null) {
            throw new IllegalStateException("the site has no feeder");
        }
        return base;
    }
}
