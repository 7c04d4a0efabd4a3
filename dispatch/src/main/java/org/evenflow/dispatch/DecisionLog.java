package org.evenflow.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.grid.FlowResult;
import org.evenflow.model.Connector;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the dispatcher did, step by step, into {@link DecisionEvent}s: consecutive steps with
 * the same cause become one event, handed on when it ends. Mutable; one instance per run.
 */
public final class DecisionLog {
    /** A power that is closer to its wish than this is no correction, kW. */
    private static final double LEAST_KW = 1e-3;

    /** Energy below which no shortage is told, kWh. */
    private static final double LEAST_KWH = 0.05;

    private final Limits limits;
    private final Elements elements;
    private final NextChange nextChange;
    private final List<String> connectorIds;
    private final double stepHours;
    private final Consumer<DecisionEvent> out;
    private final @Nullable Running[] running;

    /** What cut a connector's vehicle since it arrived, kWh by element. */
    private final List<Map<String, Double>> cutKwh;

    /** What had no room for more of what its vehicle could take, likewise. */
    private final List<Map<String, Double>> fullKwh;

    private final @Nullable FeederStrain feeder;

    private final Map<String, Strain> strained = new LinkedHashMap<>();

    /** What falls short of declared departures, as far as it has been seen. */
    private String shortElement = "";

    private int shortFrom;
    private int shortTo;
    private double shortKwh;

    /**
     * A log for one run.
     *
     * @param stepHours length of a step
     * @param limits that the dispatcher works on
     * @param out gets every event when it has ended
     */
    public DecisionLog(double stepHours, Limits limits, Consumer<DecisionEvent> out) {
        this.limits = limits;
        this.out = out;
        elements = new Elements(limits);
        nextChange = new NextChange(limits);
        this.stepHours = stepHours;
        connectorIds = limits.layout().connectorList().stream().map(Connector::id).toList();
        running = new @Nullable Running[connectorIds.size()];
        cutKwh = new ArrayList<>();
        fullKwh = new ArrayList<>();
        for (int c = 0; c < running.length; c++) {
            cutKwh.add(new HashMap<>());
            fullKwh.add(new HashMap<>());
        }
        var network = limits.layout().site().feeder();
        feeder = network == null ? null : new FeederStrain(network);
    }

    /** A correction under way. */
    private static final class Running {
        final CutReason reason;
        final ThingKind kind;
        final int thing;
        final int phase;
        final int from;
        int steps;
        int changeStep;
        double powerSum;
        double wishSum;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double loading = Double.NaN;
        double voltagePu = Double.NaN;
        double priceSum;
        double changeSum;

        Running(CutReason reason, ThingKind kind, int thing, int phase, int from) {
            this.reason = reason;
            this.kind = kind;
            this.thing = thing;
            this.phase = phase;
            this.from = from;
        }

        boolean isSame(CutReason otherReason, ThingKind otherKind, int otherThing, int otherPhase) {
            return reason == otherReason
                    && kind == otherKind
                    && thing == otherThing
                    && phase == otherPhase;
        }
    }

    /** Equipment that base load alone overloads, as far as it has been seen. */
    private static final class Strain {
        final int from;
        int to;
        double loading = Double.NaN;
        double voltagePu = Double.NaN;
        boolean isFeedIn;

        Strain(int from) {
            this.from = from;
            to = from;
        }
    }

    /**
     * Takes note of a step whose vehicles have charged and not left.
     *
     * @param dispatch of the step
     * @param state the feeder's, solved for the dispatch; null without a feeder
     * @param world at the step
     */
    public void append(Dispatch dispatch, @Nullable FlowResult state, Observation world) {
        int step = world.step();
        FlowResult solved = dispatch.after.isFlowSolved ? state : null;
        nextChange.look(world, dispatch);
        String feederFull = feeder(step, dispatch, solved);
        for (int rank = 0; rank < limits.pluggedInCount(); rank++) {
            int connector = limits.connectorAt(rank);
            double change = Math.abs(dispatch.power[rank] - dispatch.wish[rank]);
            if (dispatch.corrected && dispatch.reason[rank] != 0 && change > LEAST_KW) {
                correct(rank, step, dispatch, solved);
            } else {
                end(connector);
                String full = elements.full(rank, dispatch);
                withhold(rank, full.isEmpty() ? feederFull : full, dispatch);
            }
        }
        transformers(step, dispatch);
        endStrains(step);
        fallShort(step, dispatch);
    }

    /** Notes what a vehicle could take more, had a limit room for it. */
    private void withhold(int rank, String element, Dispatch dispatch) {
        double more = limits.highKwAt(rank) - Math.max(0, dispatch.power[rank]);
        if (!element.isEmpty() && more > LEAST_KW) {
            fullKwh.get(limits.connectorAt(rank)).merge(element, more * stepHours, Double::sum);
        }
    }

    /**
     * What of the feeder is beyond its limits although the dispatcher did what charging can do:
     * base load and plants alone have brought it there. The name of what forbids charging, empty
     * where nothing does.
     */
    private String feeder(int step, Dispatch dispatch, @Nullable FlowResult state) {
        String full = "";
        if (feeder == null || state == null || !dispatch.isProjected || !dispatch.after.isAny()) {
            return full;
        }
        int low = feeder.low(state);
        int high = feeder.high(state);
        int branch = feeder.branch(state);
        if (high >= 0) {
            String name = elements.name(ThingKind.BUS, feeder.bus(high), feeder.phase(high));
            strain(name, step, Double.NaN, state.voltagePu(high), true);
        }
        if (branch >= 0) {
            boolean isFeedIn = state.sourceKw() < 0;
            String name = elements.name(ThingKind.BRANCH, branch, state.worstPhase(branch));
            strain(name, step, state.loading(branch), Double.NaN, isFeedIn);
            full = isFeedIn ? "" : name;
        }
        if (low >= 0) {
            full = elements.name(ThingKind.BUS, feeder.bus(low), feeder.phase(low));
            strain(full, step, Double.NaN, state.voltagePu(low), false);
        }
        return full;
    }

    private void fallShort(int step, Dispatch dispatch) {
        boolean isShort = dispatch.missingKwh > LEAST_KWH;
        String element =
                isShort
                        ? elements.name(
                                dispatch.missingKind, dispatch.missingThing, LimitRows.NO_PHASE)
                        : "";
        if (!element.equals(shortElement)) {
            endShortage();
            shortElement = element;
            shortFrom = step;
            shortKwh = 0;
        }
        shortTo = step + 1;
        shortKwh = Math.max(shortKwh, dispatch.missingKwh);
    }

    private void endShortage() {
        if (!shortElement.isEmpty()) {
            out.accept(new DecisionEvent.Shortage(shortElement, shortFrom, shortTo, shortKwh));
        }
        shortElement = "";
    }

    private void correct(int rank, int step, Dispatch dispatch, @Nullable FlowResult state) {
        int connector = limits.connectorAt(rank);
        var reason = dispatch.reason(rank);
        var kind = dispatch.thingKind(rank);
        int thing = dispatch.thing(rank);
        int phase = dispatch.phase(rank);
        Running now = running[connector];
        if (now == null || !now.isSame(reason, kind, thing, phase)) {
            end(connector);
            now = new Running(reason, kind, thing, phase, step);
            running[connector] = now;
        }
        double power = dispatch.power[rank];
        double change = Math.abs(power - dispatch.wish[rank]) * stepHours;
        double loading = elements.loading(kind, thing, phase, dispatch, state);
        double voltagePu = elements.voltagePu(kind, thing, phase, state);
        now.steps++;
        now.powerSum += power;
        now.wishSum += dispatch.wish[rank];
        now.least = Math.min(now.least, power);
        now.most = Math.max(now.most, power);
        now.loading = greater(now.loading, loading);
        now.voltagePu = further(now.voltagePu, voltagePu);
        now.priceSum += dispatch.shadowPriceKw(rank);
        now.changeSum += change;
        now.changeStep = nextChange.step(kind, thing);
        cutKwh.get(connector).merge(elements.name(kind, thing, phase), change, Double::sum);
        if (reason == CutReason.BASE_LOAD && (kind != ThingKind.TRANSFORMER || phase >= 0)) {
            strain(elements.name(kind, thing, phase), step, loading, voltagePu, power < 0);
        }
    }

    /** Ratings that base load or plants exceed alone, whether or not anybody charges. */
    private void transformers(int step, Dispatch dispatch) {
        for (int t = 0; t < limits.transformers(); t++) {
            double net = dispatch.transformerNetKw[t];
            if (Math.abs(net) > Tolerance.beyond(limits.layout().transformerKva(t))) {
                String name = elements.name(ThingKind.TRANSFORMER, t, LimitRows.NO_PHASE);
                double loading = Math.abs(net) / limits.layout().transformerKva(t);
                strain(name, step, loading, Double.NaN, net < 0);
            }
        }
    }

    private void strain(String name, int step, double loading, double voltagePu, boolean isFeedIn) {
        if (name.isEmpty()) {
            return;
        }
        Strain strain = strained.computeIfAbsent(name, key -> new Strain(step));
        strain.to = step + 1;
        strain.loading = greater(strain.loading, loading);
        strain.voltagePu = further(strain.voltagePu, voltagePu);
        strain.isFeedIn = isFeedIn;
    }

    private void endStrains(int step) {
        strained.entrySet()
                .removeIf(
                        entry -> {
                            Strain strain = entry.getValue();
                            if (strain.to > step) {
                                return false;
                            }
                            out.accept(overload(entry.getKey(), strain));
                            return true;
                        });
    }

    private static DecisionEvent overload(String name, Strain strain) {
        return new DecisionEvent.Overload(
                name, strain.from, strain.to, strain.loading, strain.voltagePu, strain.isFeedIn);
    }

    /**
     * A vehicle leaves, and what it lacked is told.
     *
     * @param connector where it stood
     * @param departure how it ends; its element and cut energy are filled in
     */
    public void departed(int connector, DecisionEvent.Shortfall departure) {
        end(connector);
        Map<String, Double> cuts = cutKwh.get(connector);
        Map<String, Double> full = fullKwh.get(connector);
        String element = most(cuts);
        double kwh = cuts.getOrDefault(element, 0.0);
        if (element.isEmpty() || kwh < LEAST_KWH) {
            // A controller that plans within the limits wishes nothing that they could cut.
            element = most(full);
            kwh = full.getOrDefault(element, 0.0);
        }
        cuts.clear();
        full.clear();
        if (departure.isNoticeable()) {
            out.accept(departure.because(element, kwh));
        }
    }

    /** The name with the most energy, of equals the first by the alphabet; empty where none is. */
    private static String most(Map<String, Double> kwh) {
        String most = "";
        double mostKwh = 0;
        for (var entry : kwh.entrySet()) {
            boolean isMore = entry.getValue() > mostKwh;
            boolean isTie = entry.getValue() == mostKwh && entry.getKey().compareTo(most) < 0;
            if (isMore || isTie) {
                most = entry.getKey();
                mostKwh = entry.getValue();
            }
        }
        return most;
    }

    /** The run has ended: what is still under way ends too. */
    public void close() {
        for (int connector = 0; connector < running.length; connector++) {
            end(connector);
        }
        strained.forEach((name, strain) -> out.accept(overload(name, strain)));
        strained.clear();
        endShortage();
    }

    private void end(int connector) {
        Running done = running[connector];
        if (done == null) {
            return;
        }
        running[connector] = null;
        out.accept(
                new DecisionEvent.Correction(
                        connectorIds.get(connector),
                        elements.station(connector),
                        done.from,
                        done.from + done.steps,
                        done.changeStep,
                        done.powerSum / done.steps,
                        done.least,
                        done.most,
                        done.wishSum / done.steps,
                        done.reason,
                        elements.name(done.kind, done.thing, done.phase),
                        done.loading,
                        done.voltagePu,
                        done.priceSum / done.steps,
                        done.changeSum));
    }

    private static double greater(double first, double second) {
        return Double.isNaN(first) || second > first ? second : first;
    }

    private static double further(double first, double second) {
        return Double.isNaN(first) || Math.abs(second - 1) > Math.abs(first - 1) ? second : first;
    }
}
