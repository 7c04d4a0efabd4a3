package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EnergyMeterTest {
    private static final Offset<Double> CLOSE = within(1e-15);

    private final MeterRun run = new MeterRun(new EnergyMeter());

    private static HandStep step(double importKw, double chargedKw, double dischargedKw) {
        var hand = HandStep.importing(0, importKw);
        hand.chargedKw = chargedKw;
        hand.dischargedKw = dischargedKw;
        return hand;
    }

    @Test
    void powersOfHalfHoursAddUpToMegawattHours() {
        run.steps(step(10, 30, 4), step(-6, 2, 8), step(20, 0, 0));
        assertThat(run.value("energy_imported")).isCloseTo(0.015, CLOSE);
        assertThat(run.value("energy_exported")).isCloseTo(0.003, CLOSE);
        assertThat(run.value("energy_charged")).isCloseTo(0.016, CLOSE);
        assertThat(run.value("energy_discharged")).isCloseTo(0.006, CLOSE);
    }

    @Test
    void anotherRunBeginsWithNothing() {
        run.steps(step(10, 30, 4), step(-6, 2, 8));
        run.start(true, false);
        assertThat(run.value("energy_imported")).isZero();
        assertThat(run.value("energy_exported")).isZero();
        assertThat(run.value("energy_charged")).isZero();
        assertThat(run.value("energy_discharged")).isZero();
    }

    @Test
    void energyOfSitesAddsUpAndNoneIsExchanged() {
        // 30 kW bought here and 10 kW sold there in the same half-hour: 15 and 5 kWh.
        var here = new MeterRun(new EnergyMeter());
        var there = new MeterRun(new EnergyMeter());
        var buying = HandStep.importing(0, 30);
        buying.chargedKw = 20;
        var selling = HandStep.importing(0, -10);
        selling.chargedKw = 4;
        selling.dischargedKw = 8;
        here.steps(buying);
        there.steps(selling);
        here.add(there);
        assertThat(here.value("energy_imported")).isCloseTo(0.015, within(1e-12));
        assertThat(here.value("energy_exported")).isCloseTo(0.005, within(1e-12));
        assertThat(here.value("energy_charged")).isCloseTo(0.012, within(1e-12));
        assertThat(here.value("energy_discharged")).isCloseTo(0.004, within(1e-12));
    }
}
