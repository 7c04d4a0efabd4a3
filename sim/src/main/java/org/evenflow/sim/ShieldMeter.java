package org.evenflow.sim;

import static org.evenflow.sim.Indicator.Better.LOWER;
import static org.evenflow.sim.Indicator.Group.CONTROL;

import java.util.List;

/** How often, and by how much, the dispatcher corrected what was wished. */
final class ShieldMeter implements Meter.OfSteps {
    /** Smaller corrections are rounding, kW. */
    private static final double LEAST_CORRECTION_KW = 1e-6;

    private long actions;
    private long corrected;
    private double correctedKwSum;

    @Override
    public void started(Trace.Run run) {
        actions = 0;
        corrected = 0;
        correctedKwSum = 0;
    }

    @Override
    public void append(StepRecord step) {
        int pluggedIn = step.pluggedInCount();
        actions += pluggedIn;
        for (int rank = 0; step.isCorrected() && rank < pluggedIn; rank++) {
            double correction = Math.abs(step.powerKwAt(rank) - step.wishKwAt(rank));
            if (correction > LEAST_CORRECTION_KW) {
                corrected++;
                correctedKwSum += correction;
            }
        }
    }

    @Override
    public void add(Meter ofOtherSite) {
        var other = (ShieldMeter) ofOtherSite;
        actions += other.actions;
        corrected += other.corrected;
        correctedKwSum += other.correctedKwSum;
    }

    @Override
    public List<Indicator> indicators() {
        return List.of(
                Indicator.of(
                        CONTROL,
                        "shield_share",
                        "%",
                        LOWER,
                        1,
                        "Actions corrected",
                        "share of actions that the dispatcher corrected",
                        () -> actions > 0 ? 100.0 * corrected / actions : Double.NaN),
                Indicator.of(
                        CONTROL,
                        "shield_kw",
                        "kW",
                        LOWER,
                        2,
                        "Mean correction",
                        "mean size of the dispatcher's correction",
                        () -> corrected > 0 ? correctedKwSum / corrected : 0));
    }
}
