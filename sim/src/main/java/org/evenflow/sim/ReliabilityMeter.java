package org.evenflow.sim;

import static org.evenflow.sim.Indicator.Better.LOWER;
import static org.evenflow.sim.Indicator.Group.CONTROL;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Whether decisions came from a plan and in time, flows were found, and books close. */
final class ReliabilityMeter implements Meter.OfSteps, Meter.OfSessions {
    private static final double NANOS_PER_MS = 1e6;

    private int steps;
    private int flowFailures;
    private double importedKwh;
    private double exportedKwh;
    private double plantKwh;
    private double curtailedKwh;
    private double chargedKwh;
    private double dischargedKwh;
    private double baseKwh;
    private double lossKwh;

    /**
     * What came in at other sites that were added, and their gaps, so that none cancels another.
     */
    private double othersInKwh;

    private double othersGapKwh;
    private double vehicleImbalanceKwh;
    private long fallbacks;
    private long[] nanos = new long[0];
    private int decisions;

    @Override
    public void started(Trace.Run run) {
        steps = 0;
        flowFailures = 0;
        importedKwh = 0;
        exportedKwh = 0;
        plantKwh = 0;
        curtailedKwh = 0;
        chargedKwh = 0;
        dischargedKwh = 0;
        baseKwh = 0;
        lossKwh = 0;
        othersInKwh = 0;
        othersGapKwh = 0;
        vehicleImbalanceKwh = 0;
        fallbacks = 0;
        decisions = 0;
    }

    @Override
    public void append(StepRecord step) {
        double hours = step.stepHours();
        steps++;
        flowFailures += step.isFlowSolved() ? 0 : 1;
        importedKwh += step.boughtKw() * hours;
        exportedKwh += step.soldKw() * hours;
        plantKwh += step.plantKw() * hours;
        curtailedKwh += step.curtailedKw() * hours;
        chargedKwh += step.chargedKw() * hours;
        dischargedKwh += step.dischargedKw() * hours;
        baseKwh += step.baseKw() * hours;
        lossKwh += step.lossKw() * hours;
    }

    @Override
    public void departed(SessionOutcome session) {
        double change = session.departureKwh() - session.arrivalKwh();
        double moved =
                session.chargedKwh() * session.chargeEfficiency()
                        - session.dischargedKwh() / session.dischargeEfficiency();
        vehicleImbalanceKwh = Math.max(vehicleImbalanceKwh, Math.abs(moved - change));
    }

    /**
     * Says how the controller decided, once, at the end of a run.
     *
     * @param leftToRule decisions that it left to a simpler rule
     * @param decisionNanos time of each decision, copied
     */
    void decided(long leftToRule, long[] decisionNanos) {
        fallbacks = leftToRule;
        decisions = decisionNanos.length;
        nanos = nanos.length == decisions ? nanos : new long[decisions];
        System.arraycopy(decisionNanos, 0, nanos, 0, decisions);
        Arrays.sort(nanos);
    }

    @Override
    public void add(Meter ofOtherSite) {
        var other = (ReliabilityMeter) ofOtherSite;
        steps += other.steps;
        flowFailures += other.flowFailures;
        othersInKwh += other.inKwh() + other.othersInKwh;
        othersGapKwh += other.gapKwh() + other.othersGapKwh;
        vehicleImbalanceKwh = Math.max(vehicleImbalanceKwh, other.vehicleImbalanceKwh);
        fallbacks += other.fallbacks;
        nanos = Arrays.copyOf(nanos, decisions + other.decisions);
        System.arraycopy(other.nanos, 0, nanos, decisions, other.decisions);
        decisions = nanos.length;
        Arrays.sort(nanos);
    }

    /**
     * The difference of what came in and what went out or was used, over what came in (at least 1
     * kWh).
     */
    double balanceError() {
        return (gapKwh() + othersGapKwh) / Math.max(inKwh() + othersInKwh, 1);
    }

    private double gapKwh() {
        return Math.abs(inKwh() - (chargedKwh + exportedKwh + curtailedKwh + baseKwh + lossKwh));
    }

    private double inKwh() {
        return importedKwh + plantKwh + dischargedKwh;
    }

    /**
     * Largest difference in any vehicle's books: charged η_c - discharged / η_d against the change
     * of stored energy, kWh.
     */
    double vehicleImbalanceKwh() {
        return vehicleImbalanceKwh;
    }

    /** Time of a decision, ms; NaN where none was told. */
    private double decisionMs(int rank) {
        return decisions > 0 ? nanos[Math.min(decisions - 1, rank)] / NANOS_PER_MS : Double.NaN;
    }

    @Override
    public List<Indicator> indicators() {
        return List.of(
                control(
                        "fallback_share",
                        "%",
                        1,
                        "Decided by a simpler rule",
                        "share of steps in which the controller had no plan in time, or none at all",
                        () -> steps > 0 ? 100.0 * fallbacks / steps : Double.NaN),
                control(
                        "decision_ms_median",
                        "ms",
                        3,
                        "Decision time, median",
                        "of one decision of the controller",
                        () -> decisionMs(decisions / 2)),
                control(
                        "decision_ms_p99",
                        "ms",
                        3,
                        "Decision time, 99th percentile",
                        "of one decision of the controller",
                        () -> decisionMs((int) Math.round(0.99 * decisions))),
                control(
                        "energy_balance_relative_error",
                        "–",
                        2,
                        "Energy balance error",
                        "what does not close in the run's energy balance, relative; must stay below 1e-9",
                        this::balanceError),
                control(
                        "power_flow_failures",
                        "–",
                        0,
                        "Power flow failures",
                        "steps for which the power flow found no solution (overload beyond the nose)",
                        () -> flowFailures));
    }

    private static Indicator control(
            String id,
            String unit,
            int decimals,
            String label,
            String meaning,
            DoubleSupplier reading) {
        return Indicator.of(CONTROL, id, unit, LOWER, decimals, label, meaning, reading);
    }
}
