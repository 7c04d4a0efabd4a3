package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.evenflow.dispatch.Dispatch;
import org.junit.jupiter.api.Test;

class LoadingMeterTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    private final MeterRun run = new MeterRun(new LoadingMeter());

    private static HandStep loaded(double transformer, double line, double lossKw) {
        var hand = new HandStep(0);
        hand.transformerLoading = transformer;
        hand.lineLoading = line;
        hand.lossKw = lossKw;
        return hand;
    }

    @Test
    void theHighestLoadingsAreOfTheirOwnSteps() {
        run.steps(loaded(0.5, 0.3, 0), loaded(0.4, 0.8, 0), loaded(0.1, 0.2, 0));
        assertThat(run.value("transformer_loading_max")).isCloseTo(50, CLOSE);
        assertThat(run.value("line_loading_max")).isCloseTo(80, CLOSE);
    }

    @Test
    void hoursCountAboveNinetyPercentOfEitherAndNotAtIt() {
        run.steps(
                loaded(0.9, 0.9, 0),
                loaded(0.8999, 0, 0),
                loaded(0.9001, 0, 0),
                loaded(0, 0.95, 0),
                loaded(1.2, 1.2, 0));
        assertThat(run.value("hours_above_90")).isCloseTo(1.5, CLOSE);
    }

    @Test
    void lossesAddUpAndTheirPeakIsKept() {
        run.steps(loaded(0, 0, 3), loaded(0, 0, 8), loaded(0, 0, 5));
        assertThat(run.value("losses")).isCloseTo(8, CLOSE);
        assertThat(run.value("peak_losses")).isEqualTo(8);
    }

    @Test
    void violationsAreCountedApartForWhatWasDoneAndForWhatWasWished() {
        var hand = new HandStep(0);
        hand.after = new Dispatch.Violation(3, false, true, false);
        hand.before = new Dispatch.Violation(5, true, false, true);
        var other = new HandStep(1);
        other.after = new Dispatch.Violation(0, true, false, true);
        other.before = new Dispatch.Violation(0, true, true, false);
        run.steps(hand, other, hand);
        assertThat(run.value("voltage_violation")).isCloseTo(3, CLOSE);
        assertThat(run.value("line_violation")).isCloseTo(0.5, CLOSE);
        assertThat(run.value("transformer_violation")).isCloseTo(1, CLOSE);
        assertThat(run.value("station_violation")).isCloseTo(0.5, CLOSE);
        assertThat(run.value("voltage_violation_before")).isCloseTo(5, CLOSE);
        assertThat(run.value("line_violation_before")).isCloseTo(1.5, CLOSE);
        assertThat(run.value("transformer_violation_before")).isCloseTo(0.5, CLOSE);
        assertThat(run.value("station_violation_before")).isCloseTo(1, CLOSE);
    }

    @Test
    void withoutANetworkOnlySupplyTransformersAndStationsHaveNumbers() {
        var site = new MeterRun(new LoadingMeter(), false, false);
        var hand = loaded(0.95, 0, 0);
        hand.after = new Dispatch.Violation(0, false, true, true);
        site.steps(hand);
        for (String id : new String[] {"losses", "peak_losses", "line_loading_max"}) {
            assertThat(site.value(id)).as(id).isNaN();
        }
        assertThat(site.value("voltage_violation")).isNaN();
        assertThat(site.value("line_violation_before")).isNaN();
        assertThat(site.value("transformer_loading_max")).isCloseTo(95, CLOSE);
        assertThat(site.value("transformer_violation")).isCloseTo(0.5, CLOSE);
        assertThat(site.value("station_violation")).isCloseTo(0.5, CLOSE);
    }

    @Test
    void anotherRunBeginsWithNothing() {
        var hand = loaded(0.95, 0.95, 4);
        hand.after = new Dispatch.Violation(3, true, true, true);
        hand.before = new Dispatch.Violation(3, true, true, true);
        run.steps(hand);
        run.start(true, false);
        for (Indicator indicator : new LoadingMeter().indicators()) {
            assertThat(run.value(indicator.id())).as(indicator.id()).isZero();
        }
    }

    @Test
    void ofSeveralSitesLossesAndHoursAddUpAndLoadingsAreTheHighest() {
        var there = new MeterRun(new LoadingMeter());
        run.steps(loaded(0.95, 0.3, 3));
        var later = loaded(0.4, 0.96, 5);
        later.step = 1;
        later.after = new Dispatch.Violation(3, true, false, true);
        later.before = new Dispatch.Violation(4, false, true, false);
        var second = loaded(0, 0, 1);
        there.steps(second, later);
        run.add(there);
        assertThat(run.value("losses")).isCloseTo(4.5, CLOSE);
        // 3 + 1 and 0 + 5 kW.
        assertThat(run.value("peak_losses")).isEqualTo(5);
        assertThat(run.value("transformer_loading_max")).isCloseTo(95, CLOSE);
        assertThat(run.value("line_loading_max")).isCloseTo(96, CLOSE);
        assertThat(run.value("hours_above_90")).isCloseTo(1, CLOSE);
        assertThat(run.value("voltage_violation")).isCloseTo(1.5, CLOSE);
        assertThat(run.value("line_violation")).isCloseTo(0.5, CLOSE);
        assertThat(run.value("transformer_violation_before")).isCloseTo(0.5, CLOSE);
        assertThat(run.value("voltage_violation_before")).isCloseTo(2, CLOSE);
        assertThat(run.value("station_violation")).isCloseTo(0.5, CLOSE);
    }

    @Test
    void aSiteWithoutANetworkLosesNothing() {
        var site = new MeterRun(new LoadingMeter(), false, false);
        site.steps(loaded(0.5, 0, 0));
        run.steps(loaded(0, 0, 3));
        site.add(run);
        assertThat(site.value("losses")).isCloseTo(1.5, CLOSE);
        assertThat(site.value("peak_losses")).isEqualTo(3);
        run.start(true, false);
        run.add(run);
        assertThat(run.value("peak_losses")).isZero();
    }
}
