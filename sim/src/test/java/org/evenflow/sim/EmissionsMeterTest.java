package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EmissionsMeterTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    private final EmissionsMeter meter = new EmissionsMeter();
    private final MeterRun run = new MeterRun(meter);

    private static HandStep step(int number, double importKw, double carbonKgPerKwh) {
        var hand = HandStep.importing(number, importKw);
        hand.carbonKgPerKwh = carbonKgPerKwh;
        return hand;
    }

    @Test
    void eachImportEmitsAtTheIntensityOfItsStep() {
        // 5 kWh at 0.4 and 10 kWh at 0.1.
        run.steps(step(0, 10, 0.4), step(1, 20, 0.1));
        assertThat(run.value("emissions")).isCloseTo(3, CLOSE);
        assertThat(meter.emissionsKg()).isCloseTo(3, CLOSE);
    }

    @Test
    void aShareOfWhatIsExportedIsCredited() {
        // 5 kWh in at 0.4; 8 kWh out at 0.2, of which a quarter counts.
        run.steps(step(0, 10, 0.4), step(1, -16, 0.2));
        assertThat(run.value("emissions")).isCloseTo(2, CLOSE);
        assertThat(run.value("emissions_export_credit")).isCloseTo(2 - 0.4, CLOSE);
    }

    @Test
    void whatTheRunWithoutVehiclesEmitsIsNotOfCharging() {
        run.steps(step(0, 10, 0.4));
        run.idle(0, 0.5);
        assertThat(run.value("emissions_incremental")).isCloseTo(1.5, CLOSE);
    }

    @Test
    void anotherRunBeginsWithNothing() {
        run.steps(step(0, 10, 0.4), step(1, -16, 0.2));
        run.start(true, false);
        assertThat(run.value("emissions")).isZero();
        assertThat(run.value("emissions_export_credit")).isZero();
    }

    @Test
    void emissionsOfSitesAddUp() {
        // 10 kWh at 0.4 and 20 kWh at 0.1; of 4 kWh sold at 0.1 a quarter is credited.
        var here = new MeterRun(new EmissionsMeter());
        var there = new MeterRun(new EmissionsMeter());
        var first = HandStep.importing(0, 20);
        first.carbonKgPerKwh = 0.4;
        var second = HandStep.importing(0, 40);
        second.carbonKgPerKwh = 0.1;
        var sold = HandStep.importing(1, -8);
        sold.carbonKgPerKwh = 0.1;
        here.steps(first);
        there.steps(second, sold);
        here.add(there);
        here.idle(0, 1.5);
        assertThat(here.value("emissions")).isCloseTo(6, within(1e-12));
        assertThat(here.value("emissions_export_credit")).isCloseTo(5.9, within(1e-12));
        assertThat(here.value("emissions_incremental")).isCloseTo(4.5, within(1e-12));
    }
}
