package org.evenflow.sim;

import static org.evenflow.sim.Indicator.Better.NEITHER;
import static org.evenflow.sim.Indicator.Group.ENERGY;

import java.util.List;
import java.util.function.DoubleSupplier;

/** Energy through the substation and through the connectors' meters. */
final class EnergyMeter implements Meter.OfSteps {
    private double importedKwh;
    private double exportedKwh;
    private double chargedKwh;
    private double dischargedKwh;

    @Override
    public void started(Trace.Run run) {
        importedKwh = 0;
        exportedKwh = 0;
        chargedKwh = 0;
        dischargedKwh = 0;
    }

    @Override
    public void append(StepRecord step) {
        double hours = step.stepHours();
        importedKwh += step.boughtKw() * hours;
        exportedKwh += step.soldKw() * hours;
        chargedKwh += step.chargedKw() * hours;
        dischargedKwh += step.dischargedKw() * hours;
    }

    @Override
    public void add(Meter ofOtherSite) {
        var other = (EnergyMeter) ofOtherSite;
        importedKwh += other.importedKwh;
        exportedKwh += other.exportedKwh;
        chargedKwh += other.chargedKwh;
        dischargedKwh += other.dischargedKwh;
    }

    @Override
    public List<Indicator> indicators() {
        return List.of(
                energy(
                        "energy_imported",
                        "Energy imported",
                        "bought at the substation",
                        () -> importedKwh / 1000),
                energy(
                        "energy_exported",
                        "Energy exported",
                        "sold at the substation",
                        () -> exportedKwh / 1000),
                energy(
                        "energy_charged",
                        "Energy charged",
                        "into vehicles, at the connectors' meters",
                        () -> chargedKwh / 1000),
                energy(
                        "energy_discharged",
                        "Energy discharged",
                        "out of vehicles, at the connectors' meters",
                        () -> dischargedKwh / 1000));
    }

    private static Indicator energy(
            String id, String label, String meaning, DoubleSupplier reading) {
        return Indicator.of(ENERGY, id, "MWh", NEITHER, 3, label, meaning, reading);
    }
}
