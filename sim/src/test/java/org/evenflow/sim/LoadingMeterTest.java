package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
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

    private static void counts(MeterRun run, Map<String, Double> values) {
        values.forEach((id, value) -> assertThat(run.value(id)).as(id).isCloseTo(value, CLOSE));
    }

    @Test
    void theHighestLoadingsAreOfTheirOwnSteps() {
        run.steps(loaded(0.5, 0.3, 0), loaded(0.4, 0.8, 0), loaded(0.1, 0.2, 0));
        counts(run, Map.of("transformer_loading_max", 50.0, "line_loading_max", 80.0));
    }

    @Test
    void hoursCountAboveNinetyPercentOfEitherAndNotAtIt() {
        run.steps(
                loaded(0.9, 0.9, 0),
                loaded(0.8999, 0, 0),
                loaded(0.9001, 0, 0),
                loaded(0, 0.95, 0),
                loaded(1.2, 1.2, 0));
        counts(run, Map.of("hours_above_90", 1.5));
    }

    @Test
    void lossesAddUpAndTheirPeakIsKept() {
        run.steps(loaded(0, 0, 3), loaded(0, 0, 8), loaded(0, 0, 5));
        counts(run, Map.of("losses", 8.0, "peak_losses", 8.0));
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
        counts(
                run,
                Map.of(
                        "voltage_violation", 3.0,
                        "line_violation", 0.5,
                        "transformer_violation", 1.0,
                        "station_violation", 0.5,
                        "voltage_violation_before", 5.0,
                        "line_violation_before", 1.5,
                        "transformer_violation_before", 0.5,
                        "station_violation_before", 1.0));
    }

    @Test
    void withoutANetworkOnlySupplyTransformersAndStationsHaveNumbers() {
        var site = new MeterRun(new LoadingMeter(), false, false);
        var hand = loaded(0.95, 0, 0);
        hand.after = new Dispatch.Violation(0, false, true, true);
        site.steps(hand);
        for (String id :
                List.of(
                        "losses",
                        "peak_losses",
                        "line_loading_max",
                        "voltage_violation",
                        "line_violation_before")) {
            assertThat(site.value(id)).as(id).isNaN();
        }
        counts(
                site,
                Map.of(
                        "transformer_loading_max", 95.0,
                        "transformer_violation", 0.5,
                        "station_violation", 0.5));
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
        counts(
                run,
                Map.of(
                        "losses", 4.5,
                        // 3 + 1 and 0 + 5 kW.
                        "peak_losses", 5.0,
                        "transformer_loading_max", 95.0,
                        "line_loading_max", 96.0,
                        "hours_above_90", 1.0,
                        "voltage_violation", 1.5,
                        "line_violation", 0.5,
                        "transformer_violation_before", 0.5,
                        "voltage_violation_before", 2.0,
                        "station_violation", 0.5));
    }

    @Test
    void aSiteWithoutANetworkLosesNothing() {
        var site = new MeterRun(new LoadingMeter(), false, false);
        site.steps(loaded(0.5, 0, 0));
        run.steps(loaded(0, 0, 3));
        site.add(run);
        counts(site, Map.of("losses", 1.5, "peak_losses", 3.0));
        run.start(true, false);
        run.add(run);
        assertThat(run.value("peak_losses")).isZero();
    }

    @Test
    void whatWasWishedIsToldApartAndIsNeitherGoodNorBad() {
        var done = indicator("station_violation");
        assertThat(done.better()).isEqualTo(Indicator.Better.LOWER);
        assertThat(done.label()).isEqualTo("Station violation");
        assertThat(done.meaning()).endsWith("above their limit, after the dispatcher");
        var wished = indicator("station_violation_before");
        assertThat(wished.better()).isEqualTo(Indicator.Better.NEITHER);
        assertThat(wished.label()).isEqualTo("Station violation wished");
        assertThat(wished.meaning()).endsWith("above their limit if the wish were carried out");
    }

    private static Indicator indicator(String id) {
        return new LoadingMeter()
                .indicators().stream()
                        .filter(indicator -> indicator.id().equals(id))
                        .findFirst()
                        .orElseThrow();
    }
}
