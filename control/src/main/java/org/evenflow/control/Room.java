package org.evenflow.control;

import java.util.Arrays;
import org.evenflow.model.Connector;
import org.evenflow.model.Station;
import org.jspecify.annotations.Nullable;

/**
 * What station, transformer and site leave to a vehicle while powers are handed out one after the
 * other; by phase too where a connector may load its phases unevenly. The feeder's limits are the
 * dispatcher's. Mutable arrays, reused from step to step.
 */
public final class Room {
    private static final int PHASES = 3;

    private final Limits limits;
    private final SiteLayout layout;
    private final double[] stationKw;
    private final double[] transformerKw;
    private double siteKw;

    /** How many vehicles are below each station and transformer. */
    private final int[] here;

    /** Whether a station, behind them a transformer is held phase by phase. */
    private final boolean[] isHeld;

    /** Phasors taken so far, kVA, {@code [3 * (station or transformer) + phase]}. */
    private final double[] along;

    private final double[] across;

    /** Phasors of the connectors by phases in use less one; null where nothing is held. */
    private final double @Nullable [][][] alongOf;

    private final double @Nullable [][][] acrossOf;

    /** Looks at a site. */
    public Room(Limits limits) {
        this.limits = limits;
        layout = limits.layout();
        stationKw = new double[layout.stations()];
        transformerKw = new double[layout.transformers()];
        isHeld = new boolean[layout.stations() + layout.transformers()];
        boolean any = false;
        for (int s = 0; s < layout.stations(); s++) {
            Station station = layout.site().stations().get(s);
            isHeld[s] = station.connectors().stream().anyMatch(c -> !c.isEven());
            int t = layout.transformerOf(s);
            if (t >= 0) {
                isHeld[layout.stations() + t] |= isHeld[s];
            }
            any |= isHeld[s];
        }
        here = new int[isHeld.length];
        along = new double[PHASES * isHeld.length];
        across = new double[along.length];
        int connectors = any ? layout.connectors() : 0;
        alongOf = any ? new double[connectors][PHASES][PHASES] : null;
        acrossOf = any ? new double[connectors][PHASES][PHASES] : null;
        for (int i = 0; alongOf != null && acrossOf != null && i < connectors; i++) {
            Connector connector = layout.connectorList().get(i);
            for (int inUse = 0; inUse < PHASES; inUse++) {
                connector.connection().phasors(inUse + 1, alongOf[i][inUse], acrossOf[i][inUse]);
            }
        }
    }

    /** Whether it is the room below these limits. */
    public boolean isOf(Limits others) {
        return limits == others;
    }

    /** Looks at a step in which nobody takes anything yet. */
    public void startStep() {
        layout.copyStationHighKw(stationKw);
        for (int t = 0; t < transformerKw.length; t++) {
            transformerKw[t] = limits.transformerHighKw(t);
        }
        siteKw = layout.siteHighKw();
        if (alongOf == null) {
            return;
        }
        Arrays.fill(along, 0);
        Arrays.fill(across, 0);
        int first = PHASES * layout.stations();
        for (int at = 0; first + at < along.length; at++) {
            along[first + at] = limits.transformerPhaseKw(at);
        }
    }

    /** Counts who is here, for {@link #evenKw}. */
    public void countShares() {
        Arrays.fill(here, 0);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int station = limits.stationAt(rank);
            int transformer = layout.transformerOf(station);
            here[station]++;
            if (transformer >= 0) {
                here[layout.stations() + transformer]++;
            }
        }
    }

    /** What a vehicle has of its limits if all who are here have as much, kW; may be infinite. */
    public double evenKw(int connector) {
        int station = layout.stationOf(connector);
        int transformer = layout.transformerOf(station);
        double ofSite = layout.siteHighKw() / limits.pluggedInCount();
        double share = Math.min(ofSite, layout.stationHighKw(station) / here[station]);
        double high = transformer < 0 ? 0 : Math.max(0, limits.transformerHighKw(transformer));
        return transformer < 0
                ? share
                : Math.min(share, high / here[layout.stations() + transformer]);
    }

    /** How much more a connector may take than what has been counted, kW; below 0 for less. */
    public double of(int connector) {
        int station = layout.stationOf(connector);
        int transformer = layout.transformerOf(station);
        double room = Math.min(siteKw, stationKw[station]);
        if (transformer >= 0) {
            room = Math.min(room, transformerKw[transformer]);
        }
        if (alongOf == null || !isHeld[station] && (transformer < 0 || !isHeld(transformer))) {
            return room;
        }
        if (isHeld[station]) {
            double third = layout.stationHighKw(station) / PHASES;
            room = Math.min(room, byPhase(connector, station, third));
        }
        return transformer >= 0 && isHeld(transformer)
                ? Math.min(
                        room,
                        byPhase(
                                connector,
                                layout.stations() + transformer,
                                layout.transformerKva(transformer) / PHASES))
                : room;
    }

    private boolean isHeld(int transformer) {
        return isHeld[layout.stations() + transformer];
    }

    /** How much more until the first phase of a limit is full: |S + x z| = limit. */
    private double byPhase(int connector, int limit, double highKva) {
        double least = Double.POSITIVE_INFINITY;
        int inUse = limits.phases(connector) - 1;
        for (int phase = 0; alongOf != null && acrossOf != null && phase < PHASES; phase++) {
            double re = alongOf[connector][inUse][phase];
            double im = acrossOf[connector][inUse][phase];
            double square = re * re + im * im;
            if (square > 0 && highKva < Double.POSITIVE_INFINITY) {
                double a = along[PHASES * limit + phase];
                double b = across[PHASES * limit + phase];
                double half = (a * re + b * im) / square;
                double rest = (a * a + b * b - highKva * highKva) / square;
                double root = half * half - rest;
                least = Math.min(least, root > 0 ? Math.sqrt(root) - half : 0);
            }
        }
        return least;
    }

    /** Counts what a connector takes, kW; below 0 for what it gives. */
    public void take(int connector, double kw) {
        int station = layout.stationOf(connector);
        int transformer = layout.transformerOf(station);
        stationKw[station] -= kw;
        siteKw -= kw;
        if (transformer >= 0) {
            transformerKw[transformer] -= kw;
        }
        if (alongOf == null || acrossOf == null) {
            return;
        }
        int inUse = limits.phases(connector) - 1;
        for (int phase = 0; phase < PHASES; phase++) {
            double re = kw * alongOf[connector][inUse][phase];
            double im = kw * acrossOf[connector][inUse][phase];
            along[PHASES * station + phase] += re;
            across[PHASES * station + phase] += im;
            if (transformer >= 0) {
                along[PHASES * (layout.stations() + transformer) + phase] += re;
                across[PHASES * (layout.stations() + transformer) + phase] += im;
            }
        }
    }
}
