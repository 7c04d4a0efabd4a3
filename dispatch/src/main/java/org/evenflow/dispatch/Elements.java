package org.evenflow.dispatch;

import java.util.List;
import java.util.Locale;
import org.evenflow.control.Limits;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.Terminals;
import org.evenflow.model.Branch;
import org.evenflow.model.Line;
import org.evenflow.model.Regulator;
import org.evenflow.model.Station;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.model.Switch;
import org.evenflow.model.Transformer;
import org.jspecify.annotations.Nullable;

/** Names and loadings of what can bind: stations, transformers, lines, buses. */
final class Elements {
    /** Room below which a limit is full, kW. */
    private static final double LEAST_KW = 1e-3;

    private final Limits limits;
    private final List<Station> stations;
    private final List<SupplyTransformer> transformers;
    private final List<String> branches;
    private final List<String> buses;
    private final int nodesPerBus;

    Elements(Limits limits) {
        this.limits = limits;
        var site = limits.layout().site();
        stations = site.stations();
        transformers = site.transformers();
        var feeder = site.feeder();
        branches =
                feeder == null
                        ? List.of()
                        : feeder.branches().stream().map(Elements::name).toList();
        buses =
                feeder == null
                        ? List.of()
                        : feeder.buses().stream().map(bus -> named("bus", bus.id())).toList();
        nodesPerBus = feeder == null ? 1 : Terminals.of(feeder).nodesPerBus();
    }

    private static String name(Branch branch) {
        return switch (branch) {
            case Line line -> named("line", line.id());
            case Transformer transformer -> named("transformer", transformer.id());
            case Regulator regulator -> named("regulator", regulator.id());
            case Switch gate -> named("switch", gate.id());
        };
    }

    /** An id with what it is, unless it says so itself. */
    private static String named(String word, String id) {
        return id.toLowerCase(Locale.ROOT).startsWith(word) ? id : word + " " + id;
    }

    /** What people call it, e.g. {@code transformer T2 phase b}; empty for nothing. */
    String name(ThingKind kind, int thing, int phase) {
        String name =
                switch (kind) {
                    case NONE -> "";
                    case STATION -> named("station", stations.get(thing).id());
                    case TRANSFORMER -> named("transformer", transformers.get(thing).id());
                    case SITE -> "all stations";
                    case SUBSTATION -> "export at the substation";
                    case BRANCH -> branches.get(thing);
                    case BUS -> buses.get(thing);
                };
        return phase < 0 ? name : name + " phase " + "abc".charAt(phase);
    }

    /** Share of its limit that a thing carries under the dispatched powers; NaN where unknown. */
    double loading(
            ThingKind kind, int thing, int phase, Dispatch dispatch, @Nullable FlowResult state) {
        return switch (kind) {
            case NONE, BUS -> Double.NaN;
            // Whoever gives less because of it finds it used up.
            case SUBSTATION -> 1;
            case STATION -> station(thing, phase, dispatch);
            case TRANSFORMER -> transformer(thing, phase, dispatch);
            case SITE -> dispatch.siteKw / limits.layout().siteHighKw();
            case BRANCH -> state == null ? Double.NaN : state.loading(thing);
        };
    }

    private double station(int s, int phase, Dispatch dispatch) {
        if (phase >= 0) {
            return dispatch.stationPhaseLoading[3 * s + phase];
        }
        double kw = dispatch.stationKw[s];
        return kw / (kw < 0 ? limits.layout().stationLowKw(s) : limits.layout().stationHighKw(s));
    }

    private double transformer(int t, int phase, Dispatch dispatch) {
        double kva = limits.layout().transformerKva(t);
        return phase >= 0
                ? 3 * dispatch.transformerPhaseKva[t] / kva
                : Math.abs(dispatch.transformerNetKw[t] + dispatch.transformerKw[t]) / kva;
    }

    /**
     * What has no room for more charging at a connector, down to its next level; empty where
     * stations, supply transformers and site all have.
     */
    String full(int rank, Dispatch dispatch) {
        double kw = dispatch.power[rank];
        int s = limits.stationAt(rank);
        int t = limits.layout().transformerOf(s);
        double more = Math.max(LEAST_KW, limits.nextLevelKwAt(Math.max(0, kw), rank) - kw);
        if (kw < 0) {
            return "";
        }
        if (limits.layout().stationHighKw(s) - dispatch.stationKw[s] < more) {
            return name(ThingKind.STATION, s, LimitRows.NO_PHASE);
        }
        if (t >= 0 && roomKw(t, dispatch) < more) {
            return name(ThingKind.TRANSFORMER, t, LimitRows.NO_PHASE);
        }
        return limits.layout().siteHighKw() - dispatch.siteKw < more
                ? name(ThingKind.SITE, -1, LimitRows.NO_PHASE)
                : "";
    }

    /** What a supply transformer has room for beside what it carries, kW. */
    private double roomKw(int t, Dispatch dispatch) {
        return limits.layout().transformerKva(t)
                - dispatch.transformerNetKw[t]
                - dispatch.transformerKw[t];
    }

    /** Voltage of a bus, or of one of its phases, pu; NaN for anything else. */
    double voltagePu(ThingKind kind, int thing, int phase, @Nullable FlowResult state) {
        return kind != ThingKind.BUS || state == null
                ? Double.NaN
                : state.voltagePu(nodesPerBus * thing + Math.max(0, phase));
    }

    String station(int connector) {
        return stations.get(limits.layout().stationOf(connector)).id();
    }
}
