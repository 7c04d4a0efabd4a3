package org.evenflow.learn.charging;

import java.util.List;
import org.evenflow.control.Action;
import org.evenflow.control.Controller;
import org.evenflow.control.Limits;
import org.evenflow.control.Observation;
import org.evenflow.control.rule.Rules;

/**
 * The rule that agents correct, and what it would do now. It decides once per step, when the step
 * is first looked at, since a rule may remember what it decided. Mutable; lives for a run at a
 * time.
 */
final class CorrectedRule {
    /** What agents see of it beside the rest, in order. */
    static final List<String> NAMES = List.of("rule_share", "rule_peak_room");

    private final Controller rule;
    private final Action action;
    private double sumKw;

    /** The rule of a design for a site. */
    CorrectedRule(String text, Observation observation) {
        rule = Rules.named(text);
        rule.reset();
        action = new Action(observation.limits().connectors(), observation.site().plants().size());
    }

    /** Begins a run. */
    void reset() {
        rule.reset();
    }

    /** Lets it decide the present step; once per step. */
    void look(Observation observation) {
        action.clear();
        rule.decide(observation, action);
        sumKw = 0;
        for (double kw : action.powerKw()) {
            sumKw += kw;
        }
    }

    /** What it would do, kW by connector; valid until the next look. */
    double[] powerKw() {
        return action.powerKw();
    }

    /**
     * Writes what a plugged-in connector's agent sees: the rule's power as a share of the most the
     * vehicle could take, below 0 of the most it could give back; and how far the rule's sum stays
     * below the expected peak, in what the vehicle can take.
     *
     * @param underPeakKw what is left under the expected peak before anybody charges
     */
    void write(Observation observation, int connector, double underPeakKw, float[] out, int from) {
        Limits limits = observation.limits();
        double kw = action.powerKw()[connector];
        double high = limits.highKw(connector);
        double most = kw < 0 ? -limits.lowKw(connector) : high;
        double unit = Math.max(high, 0.1 * observation.ratedKw(connector));
        out[from] = most > 0 ? StayFeatures.within(kw / most) : 0;
        out[from + 1] = unit > 0 ? StayFeatures.within((underPeakKw - sumKw) / unit) : 0;
    }
}
