package org.evenflow.sim;

import static org.evenflow.sim.Indicator.Better.LOWER;
import static org.evenflow.sim.Indicator.Group.ENERGY;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Emissions of imports at the grid's carbon intensity, and what exports are credited. */
final class EmissionsMeter implements Meter.OfSteps {
    private double exportCreditShare;
    private double emissionsKg;
    private double exportCreditKg;

    @Override
    public void started(Trace.Run run) {
        exportCreditShare = run.exportCreditShare();
        emissionsKg = 0;
        exportCreditKg = 0;
    }

    @Override
    public void append(StepRecord step) {
        double carbon = step.carbonKgPerKwh() * step.stepHours();
        emissionsKg += step.boughtKw() * carbon;
        exportCreditKg += exportCreditShare * step.soldKw() * carbon;
    }

    @Override
    public void add(Meter ofOtherSite) {
        var other = (EmissionsMeter) ofOtherSite;
        emissionsKg += other.emissionsKg;
        exportCreditKg += other.exportCreditKg;
    }

    /** Emissions of imports so far, kg CO2. */
    double emissionsKg() {
        return emissionsKg;
    }

    @Override
    public List<Indicator> indicators() {
        return List.of(
                emissions(
                        "emissions",
                        "Emissions",
                        "imports × carbon intensity of the grid",
                        _ -> emissionsKg),
                emissions(
                        "emissions_export_credit",
                        "Emissions with export credit",
                        "imports × intensity minus α × intensity × substation exports",
                        _ -> emissionsKg - exportCreditKg),
                emissions(
                        "emissions_incremental",
                        "Incremental emissions",
                        "emissions of imports minus those of the same run without vehicles",
                        idle -> emissionsKg - idle.emissionsKg()));
    }

    private static Indicator emissions(
            String id, String label, String meaning, ToDoubleFunction<Indicator.Baseline> reading) {
        return new Indicator(ENERGY, id, "kg CO2", LOWER, 1, label, meaning, reading);
    }
}
