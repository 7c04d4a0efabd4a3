package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ReliabilityMeterTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    private final ReliabilityMeter meter = new ReliabilityMeter();
    private final MeterRun run = new MeterRun(meter);

    /** In: 40 bought, 20 from plants, 10 from vehicles. Out: 35, 9 curtailed, 24, 1.5 lost. */
    private static HandStep balanced() {
        var hand = HandStep.importing(0, 40);
        hand.plantKw = 20;
        hand.dischargedKw = 10;
        hand.chargedKw = 35;
        hand.curtailedKw = 9;
        hand.baseKw = 24.5;
        hand.lossKw = 1.5;
        return hand;
    }

    @Test
    void theBalanceClosesWhereAllIsCounted() {
        run.steps(balanced());
        assertThat(meter.balanceError()).isCloseTo(0, CLOSE);
        var exporting = HandStep.importing(1, -7);
        exporting.plantKw = 7;
        run.steps(exporting);
        assertThat(run.value("energy_balance_relative_error")).isCloseTo(0, CLOSE);
    }

    @Test
    void whatDoesNotCloseIsRelativeToWhatCameIn() {
        // 3.5 of 35 kWh too much, then of the first kWh only.
        var wrong = balanced();
        wrong.baseKw = 31.5;
        run.steps(wrong);
        assertThat(meter.balanceError()).isCloseTo(0.1, CLOSE);
        run.start(true, false);
        var little = HandStep.importing(0, 0.2);
        little.baseKw = 0.6;
        run.steps(little);
        assertThat(meter.balanceError()).isCloseTo(0.2, CLOSE);
    }

    @Test
    void aVehiclesBooksCloseOrItsLargestGapIsKept() {
        // 50 kWh at the meter store 40, 10 given back take 20: from 10 to 30.
        var closes = HandVisit.leavingWith(30);
        closes.chargedKwh = 50;
        closes.dischargedKwh = 10;
        run.visits(closes);
        assertThat(meter.vehicleImbalanceKwh()).isCloseTo(0, CLOSE);
        run.visits(HandVisit.leavingWith(10.5), HandVisit.leavingWith(8), closes);
        assertThat(meter.vehicleImbalanceKwh()).isCloseTo(2, CLOSE);
    }

    @Test
    void stepsWithoutAStateAreCounted() {
        var failed = new HandStep(1);
        failed.isFlowSolved = false;
        run.steps(new HandStep(0), failed, failed);
        assertThat(run.value("power_flow_failures")).isEqualTo(2);
    }

    @Test
    void fallbacksAreAShareOfSteps() {
        run.steps(new HandStep(0), new HandStep(1), new HandStep(2), new HandStep(3));
        meter.decided(3, new long[4]);
        assertThat(run.value("fallback_share")).isCloseTo(75, CLOSE);
    }

    @Test
    void decisionTimesAreTheUpperMedianAndTheNinetyNinthOfAHundred() {
        // 200, 199, ... 1 ms.
        meter.decided(
                0, LongStream.rangeClosed(1, 200).map(ms -> (201 - ms) * 1_000_000).toArray());
        assertThat(run.value("decision_ms_median")).isCloseTo(101, CLOSE);
        assertThat(run.value("decision_ms_p99")).isCloseTo(199, CLOSE);
        meter.decided(0, new long[] {2_000_000});
        assertThat(run.value("decision_ms_p99")).isCloseTo(2, CLOSE);
    }

    @Test
    void whatWasNotAskedHasNoTime() {
        assertThat(run.value("decision_ms_median")).isNaN();
        assertThat(run.value("fallback_share")).isNaN();
    }

    @Test
    void anotherRunBeginsWithNothing() {
        var failed = balanced();
        failed.isFlowSolved = false;
        failed.baseKw = 0;
        run.steps(failed);
        run.visits(HandVisit.leavingWith(8));
        meter.decided(1, new long[] {5});
        run.start(true, false);
        assertThat(run.value("decision_ms_p99")).isNaN();
        assertThat(run.value("power_flow_failures")).isZero();
        assertThat(meter.vehicleImbalanceKwh()).isZero();
        run.steps(balanced());
        assertThat(run.value("fallback_share")).isZero();
        assertThat(meter.balanceError()).isCloseTo(0, CLOSE);
    }

    @Test
    void gapsOfSeveralSitesDoNotCancelOneAnother() {
        // 3.5 of 35 kWh too much here and too little there: 7 of 70.
        var other = new ReliabilityMeter();
        var there = new MeterRun(other);
        var much = balanced();
        much.baseKw = 31.5;
        var little = balanced();
        little.baseKw = 17.5;
        run.steps(much);
        there.steps(little);
        run.add(there);
        assertThat(meter.balanceError()).isCloseTo(0.1, CLOSE);
        run.start(true, false);
        assertThat(meter.balanceError()).isZero();
    }

    @Test
    void ofSeveralSitesEveryDecisionCountsAlike() {
        var other = new ReliabilityMeter();
        var there = new MeterRun(other);
        var failed = new HandStep(0);
        failed.isFlowSolved = false;
        run.steps(new HandStep(0), failed);
        there.steps(new HandStep(0), failed);
        there.visits(HandVisit.leavingWith(12));
        meter.decided(1, new long[] {9_000_000, 1_000_000});
        other.decided(2, new long[] {5_000_000, 7_000_000});
        run.add(there);
        // Of 1, 5, 7 and 9 ms.
        assertThat(run.value("decision_ms_median")).isCloseTo(7, CLOSE);
        assertThat(run.value("decision_ms_p99")).isCloseTo(9, CLOSE);
        assertThat(run.value("fallback_share")).isCloseTo(75, CLOSE);
        assertThat(run.value("power_flow_failures")).isEqualTo(2);
        assertThat(meter.vehicleImbalanceKwh()).isCloseTo(2, CLOSE);
    }

    @Test
    void aSumCanBeAddedAsASite() {
        // 3.5 of 35 kWh too much at one site, all as it should be at two.
        var much = balanced();
        much.baseKw = 31.5;
        var first = new MeterRun(new ReliabilityMeter());
        first.steps(much);
        var second = new MeterRun(new ReliabilityMeter());
        second.steps(balanced());
        second.add(first);
        run.steps(balanced());
        run.add(second);
        assertThat(meter.balanceError()).isCloseTo(3.5 / 105, CLOSE);
    }
}
