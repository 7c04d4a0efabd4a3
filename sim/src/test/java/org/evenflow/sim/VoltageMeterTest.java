package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class VoltageMeterTest {
    /** A variance of 1e-4 is the difference of numbers near 1. */
    private static final Offset<Double> CLOSE = within(1e-12);

    private static HandStep step(double... voltagesPu) {
        var hand = new HandStep(0);
        hand.voltagesPu = voltagesPu;
        return hand;
    }

    private static HandStep unbalanced(double ratio) {
        var hand = step(1);
        hand.unbalance = ratio;
        return hand;
    }

    @Test
    void extremesAndSpreadAreOfAllBusesAndSteps() {
        // 0.98, 1.00, 1.02, 1.00: a mean of 1 and a variance of 2e-4.
        var run = new MeterRun(new VoltageMeter());
        run.steps(step(0.98, 1.00), step(1.02, 1.00));
        assertThat(run.value("voltage_min")).isEqualTo(0.98);
        assertThat(run.value("voltage_max")).isEqualTo(1.02);
        assertThat(run.value("voltage_std")).isCloseTo(Math.sqrt(2e-4), CLOSE);
        assertThat(run.value("voltage_unbalance_max")).isNaN();
    }

    @Test
    void aPhaseThatIsNotThereCountsNothing() {
        var run = new MeterRun(new VoltageMeter(), true, true);
        run.steps(step(0.98, Double.NaN, 1.00), step(1.02, Double.NaN, 1.00));
        assertThat(run.value("voltage_min")).isEqualTo(0.98);
        assertThat(run.value("voltage_max")).isEqualTo(1.02);
        assertThat(run.value("voltage_std")).isCloseTo(Math.sqrt(2e-4), CLOSE);
    }

    @Test
    void unbalanceIsTheGreatestOfAllSteps() {
        var run = new MeterRun(new VoltageMeter(), true, true);
        run.steps(unbalanced(Double.NaN), unbalanced(0.02), unbalanced(0.03), unbalanced(0.01));
        assertThat(run.value("voltage_unbalance_max")).isCloseTo(3, CLOSE);
    }

    @Test
    void aStepWithoutAStateIsNotRead() {
        var run = new MeterRun(new VoltageMeter(), true, true);
        var failed = step(0.5);
        failed.unbalance = 0.5;
        failed.isFlowSolved = false;
        run.steps(step(1.01), failed);
        assertThat(run.value("voltage_min")).isEqualTo(1.01);
        assertThat(run.value("voltage_max")).isEqualTo(1.01);
        assertThat(run.value("voltage_unbalance_max")).isNaN();
    }

    @Test
    void withoutANetworkThereIsNoNumber() {
        var run = new MeterRun(new VoltageMeter(), false, false);
        run.steps(step());
        assertThat(run.value("voltage_min")).isNaN();
        assertThat(run.value("voltage_max")).isNaN();
        assertThat(run.value("voltage_std")).isNaN();
    }

    @Test
    void anotherRunBeginsWithNothing() {
        var run = new MeterRun(new VoltageMeter(), true, true);
        run.steps(unbalanced(0.03), step(0.9, 1.1));
        run.start(true, true);
        assertThat(run.value("voltage_min")).isNaN();
        run.steps(step(1.01));
        assertThat(run.value("voltage_min")).isEqualTo(1.01);
        assertThat(run.value("voltage_max")).isEqualTo(1.01);
        assertThat(run.value("voltage_std")).isCloseTo(0, within(1e-7));
        assertThat(run.value("voltage_unbalance_max")).isNaN();
    }

    @Test
    void ofSeveralSitesAllNodesCount() {
        // 0.98, 1.00, 1.02, 1.00 over both: a mean of 1 and a variance of 2e-4.
        var here = new MeterRun(new VoltageMeter(), true, true);
        var there = new MeterRun(new VoltageMeter());
        here.steps(step(0.98, 1.00));
        there.steps(step(1.02, 1.00));
        there.add(here);
        assertThat(there.value("voltage_min")).isEqualTo(0.98);
        assertThat(there.value("voltage_max")).isEqualTo(1.02);
        assertThat(there.value("voltage_std")).isCloseTo(Math.sqrt(2e-4), CLOSE);
        assertThat(there.value("voltage_unbalance_max")).isNaN();
    }

    @Test
    void ofSeveralSitesTheGreatestUnbalanceIsTaken() {
        var here = new MeterRun(new VoltageMeter(), true, true);
        var there = new MeterRun(new VoltageMeter(), true, true);
        here.steps(unbalanced(0.02));
        there.steps(unbalanced(0.03));
        here.add(new MeterRun(new VoltageMeter(), false, false));
        assertThat(here.value("voltage_unbalance_max")).isCloseTo(2, CLOSE);
        here.add(there);
        assertThat(here.value("voltage_unbalance_max")).isCloseTo(3, CLOSE);
        there.add(here);
        assertThat(there.value("voltage_unbalance_max")).isCloseTo(3, CLOSE);
        var none = new MeterRun(new VoltageMeter(), false, false);
        none.add(here);
        assertThat(none.value("voltage_unbalance_max")).isCloseTo(3, CLOSE);
    }
}
