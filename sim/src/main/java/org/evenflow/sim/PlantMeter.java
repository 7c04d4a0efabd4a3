package org.evenflow.sim;

import static org.evenflow.sim.Indicator.Better.HIGHER;
import static org.evenflow.sim.Indicator.Group.ENERGY;

import java.util.List;

/** What became of the plants' power. */
final class PlantMeter implements Meter.OfSteps {
    private double plantKwh;
    private double curtailedKwh;
    private double exportedKwh;
    private double ratioSum;
    private int plantSteps;

    @Override
    public void started(Trace.Run run) {
        plantKwh = 0;
        curtailedKwh = 0;
        exportedKwh = 0;
        ratioSum = 0;
        plantSteps = 0;
    }

    @Override
    public void append(StepRecord step) {
        double hours = step.stepHours();
        double plant = step.plantKw();
        exportedKwh += step.soldKw() * hours;
        if (plant > 0) {
            double curtailed = step.curtailedKw();
            plantKwh += plant * hours;
            curtailedKwh += curtailed * hours;
            plantSteps++;
            double demand = step.baseKw() + step.chargedKw();
            ratioSum += demand > 0 ? Math.min(1, (plant - curtailed) / demand) : 1;
        }
    }

    /** What sites without plants export is no plant's power. */
    @Override
    public void add(Meter ofOtherSite) {
        var other = (PlantMeter) ofOtherSite;
        if (other.plantKwh > 0) {
            plantKwh += other.plantKwh;
            curtailedKwh += other.curtailedKwh;
            exportedKwh += other.exportedKwh;
            ratioSum += other.ratioSum;
            plantSteps += other.plantSteps;
        }
    }

    @Override
    public List<Indicator> indicators() {
        return List.of(
                Indicator.of(
                        ENERGY,
                        "pv_utilisation",
                        "%",
                        HIGHER,
                        1,
                        "PV utilisation",
                        "(available − curtailed − exported) / available; empty without PV",
                        () ->
                                plantKwh > 0
                                        ? 100 * (plantKwh - curtailedKwh - exportedKwh) / plantKwh
                                        : Double.NaN),
                Indicator.of(
                        ENERGY,
                        "renewable_ratio",
                        "–",
                        HIGHER,
                        3,
                        "Renewable ratio",
                        "ρ of paper 001 eq. 9 capped at 1, mean over steps with PV",
                        () -> plantKwh > 0 ? ratioSum / plantSteps : Double.NaN));
    }
}
