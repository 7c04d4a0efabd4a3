package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.evenflow.model.TimeGrid;
import org.junit.jupiter.api.Test;

class SettlementTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    private final Settlement settlement = new Settlement();
    private final MeterRun run = new MeterRun(settlement);

    private static HandStep priced(int step, double importKw, double wearCost) {
        var hand = HandStep.importing(step, importKw);
        hand.buyPerKwh = 0.4 + step;
        hand.sellPerKwh = 0.1;
        hand.wearCost = wearCost;
        return hand;
    }

    @Test
    void whatIsBoughtAndSoldPaysThePricesOfItsStep() {
        // 20 kW for half an hour at 0.4, 30 kW back at 0.1, 4 kW at 2.4.
        run.steps(priced(0, 20, 0), priced(1, -30, 0), priced(2, 4, 0));
        assertThat(run.value("energy_cost")).isCloseTo(4 - 1.5 + 4.8, CLOSE);
    }

    @Test
    void theCostOfAStepIsItsEnergyAndItsWear() {
        run.steps(priced(0, 20, 0.7));
        assertThat(settlement.stepCost()).isCloseTo(4 + 0.7, CLOSE);
        run.steps(priced(1, -30, 0.2));
        assertThat(settlement.stepCost()).isCloseTo(-1.5 + 0.2, CLOSE);
        assertThat(run.value("wear_cost")).isCloseTo(0.9, CLOSE);
    }

    @Test
    void theDemandChargeIsThatOfTheHighestImport() {
        // A day of June's thirty at 12 per kW and month.
        run.steps(priced(0, 20, 0), priced(1, -30, 0), priced(2, 4, 0));
        assertThat(run.value("demand_cost")).isCloseTo(20 * 12 / 30.0, CLOSE);
        assertThat(settlement.billing().peakKw(0)).isEqualTo(20);
    }

    @Test
    void operatingCostLeavesUnservedEnergyAsideAndTotalCostDoesNot() {
        run.steps(priced(0, 20, 0.7));
        var visit = new HandVisit();
        visit.unservedKwh = 2;
        run.visits(visit, visit);
        run.idle(1.5, 0);
        // 4 for energy, 8 for demand, 0.7 for wear; 4 kWh are lacking at 3.
        assertThat(run.value("operating_cost")).isCloseTo(12.7, CLOSE);
        assertThat(run.value("unserved_cost")).isCloseTo(12, CLOSE);
        assertThat(run.value("total_cost")).isCloseTo(24.7, CLOSE);
        assertThat(run.value("charging_cost")).isCloseTo(23.2, CLOSE);
        assertThat(settlement.gridCost()).isCloseTo(12, CLOSE);
    }

    @Test
    void anotherRunBeginsWithNothing() {
        run.steps(priced(0, 20, 0.7));
        run.visits(HandVisit.leavingWith(5));
        run.start(true, false);
        assertThat(settlement.totalCost()).isZero();
        run.steps(priced(0, 10, 0.7));
        assertThat(settlement.stepCost()).isCloseTo(2 + 0.7, CLOSE);
        assertThat(run.value("demand_cost")).isCloseTo(4, CLOSE);
    }

    @Test
    void aRunOnAnotherDayIsBilledByItsOwnMonth() {
        var february = TimeGrid.of("2019-02-05T00:00", "Europe/Zurich", 30, 24);
        run.start(february, true, false);
        run.steps(priced(0, 20, 0));
        assertThat(run.value("demand_cost")).isCloseTo(20 * 12 / 28.0, CLOSE);
    }

    @Test
    void eachSitePaysForItsOwnPeak() {
        // 20 kW at step 0 here, 10 kW at step 1 there: 30 kW are paid for, though never drawn.
        var there = new MeterRun(new Settlement());
        run.steps(priced(0, 20, 0.7));
        there.steps(priced(1, 10, 0.1));
        var visit = new HandVisit();
        visit.unservedKwh = 2;
        there.visits(visit);
        run.add(there);
        run.idle(1.5, 0);
        assertThat(run.value("energy_cost")).isCloseTo(4 + 7, CLOSE);
        assertThat(run.value("demand_cost")).isCloseTo(30 * 12 / 30.0, CLOSE);
        assertThat(run.value("wear_cost")).isCloseTo(0.8, CLOSE);
        assertThat(run.value("operating_cost")).isCloseTo(23.8, CLOSE);
        assertThat(run.value("unserved_cost")).isCloseTo(6, CLOSE);
        assertThat(run.value("total_cost")).isCloseTo(29.8, CLOSE);
        assertThat(run.value("charging_cost")).isCloseTo(28.3, CLOSE);
        assertThat(settlement.gridCost()).isCloseTo(23, CLOSE);
        run.start(true, false);
        assertThat(settlement.totalCost()).isZero();
    }
}
