package org.evenflow.sim;

import org.evenflow.city.Exogenous;
import org.evenflow.model.Scenario;
import org.evenflow.model.TimeGrid;

/** Money and emissions of a step, and the energy sums behind them. */
final class Settlement {
    private final Exogenous exogenous;
    private final EpisodeTotals totals;
    private final double stepHours;
    private final double exportCreditShare;

    /** Whether a step lies in 8-22 h on the local clock. */
    private final boolean[] isDay;

    private double wearBefore;

    Settlement(Scenario scenario, Exogenous exogenous, EpisodeTotals totals) {
        this.exogenous = exogenous;
        this.totals = totals;
        stepHours = scenario.time().stepHours();
        exportCreditShare = scenario.world().carbon().exportCreditShare();
        isDay = new boolean[scenario.time().steps()];
    }

    /** Begins runs on another day. */
    void begin(TimeGrid actual) {
        for (int step = 0; step < isDay.length; step++) {
            int hour = actual.local(step).getHour();
            isDay[step] = hour >= 8 && hour < 22;
        }
    }

    void settle(int step, Surroundings surroundings, Network network, StepResult result) {
        double charged = totals.chargedNowKw();
        double base = surroundings.baseKw() + network.excessKw();
        double plant = surroundings.plantKw();
        double curtailed = surroundings.curtailedKw();
        double net = network.importKw();
        double imported = net > 0 ? net : 0;
        double exported = net < 0 ? -net : 0;
        double energyCost =
                (imported * exogenous.buyPerKwh()[step] - exported * exogenous.sellPerKwh()[step])
                        * stepHours;
        double carbon = exogenous.carbonKgPerKwh()[step] * stepHours;
        totals.importedKwh += imported * stepHours;
        totals.exportedKwh += exported * stepHours;
        totals.plantKwh += plant * stepHours;
        totals.curtailedKwh += curtailed * stepHours;
        totals.baseKwh += base * stepHours;
        totals.lossKwh += network.lossKw() * stepHours;
        totals.peakLossKw = Math.max(totals.peakLossKw, network.lossKw());
        totals.energyCost += energyCost;
        totals.emissionsKg += imported * carbon;
        totals.exportCreditKg += exportCreditShare * exported * carbon;
        totals.peakKw = Math.max(totals.peakKw, imported);
        if (isDay[step]) {
            totals.peakDayKw = Math.max(totals.peakDayKw, imported);
        }
        totals.billing.add(step, imported);
        if (plant > 0) {
            totals.plantSteps++;
            double demand = base + charged;
            totals.renewableRatioSum += demand > 0 ? Math.min(1, (plant - curtailed) / demand) : 1;
        }
        wearBefore = step == 0 ? 0 : wearBefore;
        result.cost = energyCost + totals.wearCost - wearBefore;
        wearBefore = totals.wearCost;
    }
}
