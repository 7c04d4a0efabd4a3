package org.evenflow.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evenflow.control.SiteLayout;
import org.evenflow.model.Connector;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a site in a {@link FleetProgram}: stations, supply transformers, all together, and
 * of stations and transformers a third on each phase where a connector behind them may load its
 * phases unevenly. The current of a phase is the length of a phasor that is linear in the powers;
 * where all of them lie along the phase it has one row, else the cone is held by its tangents in
 * {@value #DIRECTIONS} directions, drawn inside for a plan and outside for a bound.
 */
final class SiteRows {
    private static final int DIRECTIONS = 12;
    private static final int PHASES = 3;

    private final FleetProgram fleet;
    private final SiteLayout layout;

    /** Stations first, then transformers; those that are not held have no rows. */
    private final @Nullable Held[] held;

    /** What each slot loads each phase with, {@code [slot][along a, b, c, across a, b, c]}. */
    private final double[][] shares;

    private final double cut;
    private final double used;

    /** One limit by phase: rows by phase and direction, block after block. */
    private record Held(int[][] row, double[] cos, double[] sin) {}

    /**
     * Adds the rows, no slot in them yet.
     *
     * @param used share of the limits that may be used
     * @param isInside whether tangents are drawn inside the limit
     */
    SiteRows(FleetProgram fleet, SiteLayout layout, double used, boolean isInside) {
        this.used = used;
        this.fleet = fleet;
        this.layout = layout;
        cut = isInside ? Math.cos(Math.PI / DIRECTIONS) : 1;
        held = new Held[layout.stations() + layout.transformers()];
        shares = new double[fleet.shape.slots()][2 * PHASES];
        for (int s = 0; s < layout.stations(); s++) {
            var connectors = layout.site().stations().get(s).connectors();
            if (isUneven(connectors) && layout.stationHighKw(s) < Double.POSITIVE_INFINITY) {
                held[s] = held(connectors);
            }
        }
        for (int t = 0; t < layout.transformers(); t++) {
            var connectors = below(t);
            if (isUneven(connectors) && layout.transformerKva(t) < Double.POSITIVE_INFINITY) {
                held[layout.stations() + t] = held(connectors);
            }
        }
    }

    private List<Connector> below(int transformer) {
        var connectors = new ArrayList<Connector>();
        for (int s = 0; s < layout.stations(); s++) {
            if (layout.transformerOf(s) == transformer) {
                connectors.addAll(layout.site().stations().get(s).connectors());
            }
        }
        return connectors;
    }

    private static boolean isUneven(List<Connector> connectors) {
        return connectors.stream().anyMatch(connector -> !connector.isEven());
    }

    private Held held(List<Connector> connectors) {
        boolean hasDelta = connectors.stream().anyMatch(c -> c.connection().isDelta());
        int directions = hasDelta ? DIRECTIONS : 1;
        double[] cos = new double[directions];
        double[] sin = new double[directions];
        int[][] row = new int[PHASES][directions];
        for (int d = 0; d < directions; d++) {
            cos[d] = Math.cos(2 * Math.PI * d / directions);
            sin[d] = Math.sin(2 * Math.PI * d / directions);
            for (int phase = 0; phase < PHASES; phase++) {
                row[phase][d] = fleet.freeRows();
            }
        }
        return new Held(row, cos, sin);
    }

    /** Says what stands in a slot: a vehicle at a connector, and how many phases it uses. */
    void place(int slot, int connector, int phasesInUse) {
        double[] along = new double[PHASES];
        double[] across = new double[PHASES];
        layout.connectorList().get(connector).connection().phasors(phasesInUse, along, across);
        double[] share = new double[2 * PHASES];
        System.arraycopy(along, 0, share, 0, PHASES);
        System.arraycopy(across, 0, share, PHASES, PHASES);
        place(slot, share);
    }

    /** Says that slots stand for any connector of their station, all phases in use. */
    void placeMeans(int fromSlot) {
        for (int slot = fromSlot; slot < shares.length; slot++) {
            placeMean(slot);
        }
    }

    private void placeMean(int slot) {
        int station = fleet.shape.stationOf()[fleet.shape.pointOf()[slot]];
        double[] mean = new double[2 * PHASES];
        double[] along = new double[PHASES];
        double[] across = new double[PHASES];
        var connectors = layout.site().stations().get(station).connectors();
        for (Connector connector : connectors) {
            Arrays.fill(along, 0);
            Arrays.fill(across, 0);
            connector.connection().phasors(PHASES, along, across);
            for (int phase = 0; phase < PHASES; phase++) {
                mean[phase] += along[phase] / connectors.size();
                mean[PHASES + phase] += across[phase] / connectors.size();
            }
        }
        place(slot, mean);
    }

    private void place(int slot, double[] share) {
        if (Arrays.equals(shares[slot], share)) {
            return;
        }
        shares[slot] = share;
        int station = fleet.shape.stationOf()[fleet.shape.pointOf()[slot]];
        int transformer = layout.transformerOf(station);
        place(held[station], slot);
        if (transformer >= 0) {
            place(held[layout.stations() + transformer], slot);
        }
    }

    private void place(@Nullable Held of, int slot) {
        for (int phase = 0; of != null && phase < PHASES; phase++) {
            for (int d = 0; d < of.cos.length; d++) {
                double share =
                        shares[slot][phase] * of.cos[d] + shares[slot][PHASES + phase] * of.sin[d];
                fleet.share(of.row[phase][d], slot, share);
            }
        }
    }

    /**
     * Sets all limits in a block.
     *
     * @param hours of the block, maybe 0
     * @param loads with the factors of the block
     * @param plantKw what each plant gives
     * @param slackCost currency per kWh beyond what is soft: transformers and site
     */
    void limits(int k, double hours, BlockLoads loads, double[] plantKw, double slackCost) {
        stations(k, hours);
        fleet.site(k, energy(used * layout.siteHighKw(), hours), slackCost);
        for (int t = 0; t < layout.transformers(); t++) {
            double net = loads.transformerKw(t, plantKw);
            double rating = layout.transformerKva(t);
            double low = energy(Math.min(0, -rating - net), hours);
            double high = energy(used * Math.max(0, rating - net), hours);
            fleet.transformer(t, k, low, high, slackCost);
            Held of = held[layout.stations() + t];
            if (of != null) {
                double most = used * rating / PHASES * hours;
                bound(of, k, -most, most, net / PHASES * hours);
            }
        }
    }

    /** Lets go what is over: what was really taken may lie between a limit and its tangents. */
    void letGo(int k) {
        for (int s = 0; s < layout.stations(); s++) {
            fleet.station(s, k, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        for (Held of : held) {
            for (int phase = 0; of != null && phase < PHASES; phase++) {
                for (int first : of.row[phase]) {
                    fleet.bound(first + k, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
                }
            }
        }
    }

    /** Sets those of stations alone. */
    void stations(int k, double hours) {
        for (int s = 0; s < layout.stations(); s++) {
            double low = energy(layout.stationLowKw(s), hours);
            double high = energy(used * layout.stationHighKw(s), hours);
            fleet.station(s, k, low, high);
            Held of = held[s];
            if (of != null) {
                bound(of, k, low / PHASES, high / PHASES, 0);
            }
        }
    }

    /** Energy at a power, which may be infinite; none in an empty block. */
    static double energy(double kw, double hours) {
        return hours == 0 ? 0 : kw * hours;
    }

    private void bound(Held of, int k, double lowKwh, double highKwh, double fixedKwh) {
        for (int phase = 0; phase < PHASES; phase++) {
            for (int d = 0; d < of.cos.length; d++) {
                double fixed = fixedKwh * of.cos[d];
                boolean isOnly = of.cos.length == 1;
                double low = isOnly ? Math.min(0, lowKwh - fixed) : Double.NEGATIVE_INFINITY;
                double most = isOnly ? highKwh : cut * (of.cos[d] < 0 ? -lowKwh : highKwh);
                fleet.bound(of.row[phase][d] + k, low, Math.max(0, most - fixed));
            }
        }
    }
}
