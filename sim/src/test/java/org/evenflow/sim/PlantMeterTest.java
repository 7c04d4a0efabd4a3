package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PlantMeterTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    private final MeterRun run = new MeterRun(new PlantMeter());

    private static HandStep step(
            double plantKw, double curtailedKw, double baseKw, double chargedKw) {
        var hand = new HandStep(0);
        hand.plantKw = plantKw;
        hand.curtailedKw = curtailedKw;
        hand.baseKw = baseKw;
        hand.chargedKw = chargedKw;
        return hand;
    }

    @Test
    void whatIsCurtailedCountsNeitherForTheRatioNorAsUsed() {
        // 10 of 16 kW for a demand of 15 + 5 kW.
        run.steps(step(16, 6, 15, 5));
        assertThat(run.value("renewable_ratio")).isCloseTo(0.5, CLOSE);
        assertThat(run.value("pv_utilisation")).isCloseTo(62.5, CLOSE);
    }

    @Test
    void whatIsExportedIsNotUsedOnSite() {
        var hand = step(40, 0, 10, 0);
        hand.importKw = -30;
        run.steps(hand);
        assertThat(run.value("pv_utilisation")).isCloseTo(25, CLOSE);
    }

    @Test
    void theRatioIsCappedAndItsMeanIsOfStepsWithSun() {
        // 20 of 10 kW is 1, 5 of 20 is 0.25, no demand is 1, night counts nothing.
        run.steps(step(20, 0, 10, 0), step(5, 0, 15, 5), step(4, 0, 0, 0), step(0, 0, 10, 0));
        assertThat(run.value("renewable_ratio")).isCloseTo(2.25 / 3, CLOSE);
    }

    @Test
    void withoutPlantsThereIsNoNumber() {
        run.steps(step(0, 0, 10, 0));
        assertThat(run.value("renewable_ratio")).isNaN();
        assertThat(run.value("pv_utilisation")).isNaN();
    }

    @Test
    void anotherRunBeginsWithNothing() {
        var hand = step(16, 6, 15, 5);
        hand.importKw = -3;
        run.steps(hand);
        run.start(true, false);
        run.steps(step(10, 0, 20, 20));
        assertThat(run.value("renewable_ratio")).isCloseTo(0.25, CLOSE);
        assertThat(run.value("pv_utilisation")).isCloseTo(100, CLOSE);
    }

    @Test
    void ofSeveralSitesTheRatioIsTheMeanOfAllSitesAndSteps() {
        // 10 of 20 kW here; 5 of 20 and 20 of 20 kW there: 1.75 of three. 35 of 41 kW are used.
        var there = new MeterRun(new PlantMeter());
        run.steps(step(16, 6, 15, 5));
        there.steps(step(5, 0, 15, 5), step(20, 0, 10, 10));
        run.add(there);
        assertThat(run.value("renewable_ratio")).isCloseTo(1.75 / 3, CLOSE);
        assertThat(run.value("pv_utilisation")).isCloseTo(100 * 35 / 41.0, CLOSE);
    }

    @Test
    void whatASiteWithoutPlantsExportsIsNoPlantsPower() {
        var there = new MeterRun(new PlantMeter());
        there.steps(HandStep.importing(0, -9));
        run.steps(step(16, 6, 15, 5));
        run.add(there);
        assertThat(run.value("pv_utilisation")).isCloseTo(62.5, CLOSE);
        there.add(run);
        assertThat(there.value("renewable_ratio")).isCloseTo(0.5, CLOSE);
    }

    @Test
    void whatOtherSitesCurtailAndExportIsNotUsedEither() {
        // Of 16 + 20 kW, 6 + 4 are curtailed and 3 of the second site exported.
        var there = new MeterRun(new PlantMeter());
        var exporting = step(20, 4, 13, 0);
        exporting.importKw = -3;
        run.steps(step(16, 6, 15, 5));
        there.steps(exporting);
        run.add(there);
        assertThat(run.value("pv_utilisation")).isCloseTo(100 * 23 / 36.0, CLOSE);
    }

    @Test
    void withoutDemandTheRatioIsOneAlsoWhereAllIsCurtailed() {
        run.steps(step(4, 4, 0, 0));
        assertThat(run.value("renewable_ratio")).isEqualTo(1);
    }

    @Test
    void whatVehiclesExportWithoutPlantsIsNoPlantsPower() {
        run.steps(HandStep.importing(0, -3));
        assertThat(run.value("pv_utilisation")).isNaN();
    }
}
