package org.evenflow.dispatch;

import org.evenflow.control.Limits;
import org.evenflow.grid.FlowResult;
import org.evenflow.grid.Injections;
import org.evenflow.grid.OuterLoop;
import org.evenflow.grid.Terminals;

/**
 * A limit on what flows back into the grid above, and the plant power that it leaves no room for:
 * all plants are curtailed by one common share of what a controller leaves of them, the least with
 * which the AC flow of the step keeps the limit, found by the secant method from the share without
 * losses on. As that share follows from the powers, it is an outer loop of every power flow of the
 * dispatcher. Where export is not limited the share is always 0. Mutable.
 */
final class Curtailment implements OuterLoop {
    /** How far inside the limit a curtailed export may lie, kW. */
    static final double TOLERANCE_KW = 1e-6;

    /** More steps than the secant method has ever needed by far. */
    private static final int MAX_STEPS = 40;

    /** Whether curtailing moves the room of a supply transformer. */
    final boolean isBehindTransformers;

    private final Limits limits;
    private final double limitKw;
    private final int terminals;
    private double share;
    private double siteKw;

    /** The secant method: shares of this and the last solution, the next, and room before. */
    private double at;

    private double before;
    private double next;
    private double room;
    private double roomBefore;
    private int step;

    Curtailment(Limits limits) {
        this.limits = limits;
        var layout = limits.layout();
        var feeder = layout.site().feeder();
        terminals = feeder == null ? 0 : Terminals.of(feeder).count();
        limitKw = layout.exportLimitKw();
        var ids = layout.site().transformers().stream().map(t -> t.id()).toList();
        isBehindTransformers =
                isLimited()
                        && layout.site().plants().stream()
                                .anyMatch(p -> ids.contains(p.transformerId()));
    }

    /** Whether there is a limit on export. */
    boolean isLimited() {
        return limitKw < Double.POSITIVE_INFINITY;
    }

    /** Share of the plants' power that is curtailed under the powers last dispatched, 0 to 1. */
    double share() {
        return share;
    }

    /** Net power of base load and plants on a supply transformer, kW. */
    double transformerNetKw(int t) {
        return limits.transformerNetKw(t) + share * limits.transformerPlantKw(t);
    }

    /** Room of a supply transformer for net power of its stations, kW. */
    double transformerHighKw(int t) {
        return limits.layout().transformerKva(t) - transformerNetKw(t);
    }

    /** Least net power of the stations of a supply transformer, kW. */
    double transformerLowKw(int t) {
        return -limits.layout().transformerKva(t) - transformerNetKw(t);
    }

    /** Net power of base load and plants on a phase of a supply transformer, kW. */
    double transformerPhaseKw(int phase) {
        return limits.transformerPhaseKw(phase) + share * limits.transformerPlantPhaseKw(phase);
    }

    /** Least net power of all stations together: more back would pass the limit with plants off. */
    double siteLowKw() {
        return -(limitKw + limits.baseKw());
    }

    /** Whether a state exports more than it may, which it does with all plants off alone. */
    boolean isExceeded(FlowResult state) {
        return state.sourceKw() < -limitKw - TOLERANCE_KW;
    }

    /** What a state exports less than it may, kW. */
    double roomKw(FlowResult state) {
        return state.sourceKw() + limitKw;
    }

    /** The share with which the limit would hold if the network lost nothing. */
    private double lossless(double kw) {
        if (!isLimited()) {
            return 0;
        }
        double plantKw = limits.plantKw();
        double beyond = plantKw - limits.baseKw() - kw - limitKw;
        return plantKw > 0 ? Math.clamp(beyond / plantKw, 0.0, 1.0) : 0;
    }

    /** Takes the share of a site without losses. */
    void estimate(double ofSiteKw) {
        share = lossless(ofSiteKw);
    }

    /** Says what all stations take together in the flow to be solved. */
    void expect(double ofSiteKw) {
        siteKw = ofSiteKw;
    }

    /** Takes the share that the last solved flow needs. */
    void adopt() {
        share = at;
    }

    @Override
    public void start(Injections load, FlowResult state) {
        step = 0;
        before = 0;
        roomBefore = 0;
        at = lossless(siteKw);
        curtail(load, at);
    }

    @Override
    public boolean isSettled(FlowResult state) {
        room = roomKw(state);
        boolean isLeast = room <= TOLERANCE_KW || at == 0;
        boolean isFound = room >= 0 ? isLeast : at == 1;
        double plantKw = limits.plantKw();
        if (isFound || plantKw <= 0 || step == MAX_STEPS) {
            return true;
        }
        double slope = step == 0 ? plantKw : (room - roomBefore) / (at - before);
        double wanted = at - (room - TOLERANCE_KW / 2) / (slope > 0 ? slope : plantKw);
        next = Math.clamp(wanted, 0.0, 1.0);
        return next == at;
    }

    @Override
    public boolean adjust(Injections load, FlowResult state) {
        curtail(load, next - at);
        before = at;
        roomBefore = room;
        at = next;
        step++;
        return true;
    }

    private void curtail(Injections load, double change) {
        double[] loadKw = load.loadKw();
        for (int terminal = 0; change != 0 && terminal < terminals; terminal++) {
            loadKw[terminal] += change * limits.plantKwAtTerminal(terminal);
        }
    }

    /**
     * What one kW more at the plants does to something that {@code perKw} tells per kW of load at
     * each terminal; 0 where plants do not answer.
     */
    double perPlantKw(double[] perKw) {
        if (share <= 0 || share >= 1) {
            return 0;
        }
        double sum = 0;
        for (int terminal = 0; terminal < terminals; terminal++) {
            sum += limits.plantKwAtTerminal(terminal) * perKw[terminal];
        }
        return -sum / limits.plantKw();
    }
}
