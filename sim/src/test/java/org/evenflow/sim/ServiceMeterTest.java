package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Visits that ask for 40 of 100 kWh, so that a kWh is a percent. */
class ServiceMeterTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    private final MeterRun run = new MeterRun(new ServiceMeter());

    private static HandVisit off(double percent) {
        var visit = HandVisit.leavingWith(40 + percent);
        visit.capacityKwh = 100;
        return visit;
    }

    @Test
    void withinTwoAndFivePercentIsInEitherDirectionAndIncludesTheBound() {
        run.visits(off(0), off(2), off(-2), off(2.5), off(-5), off(5), off(5.5), off(-10));
        assertThat(run.value("soc_within_2")).isCloseTo(100 * 3 / 8.0, CLOSE);
        assertThat(run.value("soc_within_5")).isCloseTo(100 * 6 / 8.0, CLOSE);
    }

    @Test
    void theMeanErrorHasASignAndTheAbsoluteOneHasNone() {
        run.visits(off(2), off(-5), off(-6));
        assertThat(run.value("soc_error_mean")).isCloseTo(-3, CLOSE);
        assertThat(run.value("soc_error_abs")).isCloseTo(13 / 3.0, CLOSE);
    }

    @Test
    void servedIsWhoLacksNothingThatWasReachable() {
        var lacking = off(-5);
        lacking.unservedKwh = 5.5;
        var rounded = off(0);
        rounded.unservedKwh = 1e-6;
        var little = off(0);
        little.unservedKwh = 2e-6;
        run.visits(lacking, rounded, little, off(0));
        assertThat(run.value("served_share")).isCloseTo(50, CLOSE);
        assertThat(run.value("unserved_energy")).isCloseTo(5.5 + 3e-6, CLOSE);
    }

    @Test
    void servedEnergyCountsVisitsThatLastedAsDeclared() {
        // 30 kWh of store through 0.8 are 37.5 kWh at the meter, of which 10 lack; one who left
        // before the declared departure does not count.
        var lacking = HandVisit.leavingWith(32);
        lacking.unservedKwh = 10;
        var early = HandVisit.leavingWith(10);
        early.declaredStep = 11;
        early.unservedKwh = 30;
        run.visits(lacking, early);
        assertThat(run.value("asked_energy")).isCloseTo(37.5, CLOSE);
        assertThat(run.value("served_energy")).isCloseTo(100 * 27.5 / 37.5, CLOSE);
        assertThat(run.value("unserved_energy")).isCloseTo(40, CLOSE);
    }

    @Test
    void whatAVehicleDoesNotTakeIsNobodysFault() {
        // 30 kWh of store are asked for and 12 taken, through 0.8 at the meter 37.5 and 15 kWh.
        var full = HandVisit.leavingWith(22);
        full.mostKwh = 22;
        full.reachableKwh = 22;
        run.visits(full, HandVisit.leavingWith(40));
        assertThat(run.value("requested_energy")).isCloseTo(75, CLOSE);
        assertThat(run.value("over_asked_energy")).isCloseTo(22.5, CLOSE);
        assertThat(run.value("asked_energy")).isCloseTo(52.5, CLOSE);
        assertThat(run.value("served_energy")).isCloseTo(100, CLOSE);
        assertThat(run.value("served_share")).isCloseTo(100, CLOSE);
        assertThat(run.value("soc_error_abs")).isZero();
    }

    @Test
    void waitingTimeIsAMeanAndSessionsAreCounted() {
        var waiting = off(0);
        waiting.waitMin = 12;
        run.visits(waiting, off(0), off(0));
        assertThat(run.value("waiting_time")).isCloseTo(4, CLOSE);
        assertThat(run.value("sessions")).isEqualTo(3);
        assertThat(run.value("turned_away")).isEqualTo(7);
    }

    @Test
    void aFullCycleIsTheCapacityInAndOutOfTheCells() {
        // 50 kWh at the meter store 40, 10 kWh given back take 20: 60 of 2 x 100.
        var visit = off(0);
        visit.chargedKwh = 50;
        visit.dischargedKwh = 10;
        run.visits(visit, visit);
        assertThat(run.value("full_cycles")).isCloseTo(0.6, CLOSE);
    }

    @Test
    void withoutVisitsThereIsNoMean() {
        assertThat(run.value("served_share")).isNaN();
        assertThat(run.value("soc_within_5")).isNaN();
        assertThat(run.value("waiting_time")).isNaN();
        assertThat(run.value("sessions")).isZero();
    }

    @Test
    void anotherRunBeginsWithNothing() {
        var visit = off(3);
        visit.unservedKwh = 2;
        visit.chargedKwh = 50;
        visit.waitMin = 4;
        visit.mostKwh = 20;
        run.visits(visit, off(0));
        run.start(true, false);
        assertThat(run.value("sessions")).isZero();
        run.visits(off(9));
        assertThat(run.value("served_share")).isCloseTo(100, CLOSE);
        assertThat(run.value("unserved_energy")).isZero();
        assertThat(run.value("requested_energy")).isCloseTo(37.5, CLOSE);
        assertThat(run.value("over_asked_energy")).isZero();
        assertThat(run.value("soc_error_mean")).isCloseTo(9, CLOSE);
        assertThat(run.value("soc_error_abs")).isCloseTo(9, CLOSE);
        assertThat(run.value("soc_within_2")).isZero();
        assertThat(run.value("soc_within_5")).isZero();
        assertThat(run.value("waiting_time")).isZero();
        assertThat(run.value("full_cycles")).isZero();
    }

    @Test
    void ofSeveralSitesEveryVisitCountsAlike() {
        // Two visits here, two there: off by 0, 3, -6 and 4.
        var there = new MeterRun(new ServiceMeter());
        var lacking = off(-6);
        lacking.unservedKwh = 6;
        lacking.waitMin = 12;
        lacking.chargedKwh = 50;
        run.visits(off(0), off(3));
        there.visits(lacking, off(4));
        run.add(there);
        assertThat(run.value("served_share")).isCloseTo(75, CLOSE);
        assertThat(run.value("unserved_energy")).isCloseTo(6, CLOSE);
        assertThat(run.value("soc_error_mean")).isCloseTo(0.25, CLOSE);
        assertThat(run.value("soc_error_abs")).isCloseTo(3.25, CLOSE);
        assertThat(run.value("soc_within_2")).isCloseTo(25, CLOSE);
        assertThat(run.value("soc_within_5")).isCloseTo(75, CLOSE);
        assertThat(run.value("waiting_time")).isCloseTo(3, CLOSE);
        assertThat(run.value("sessions")).isEqualTo(4);
        assertThat(run.value("turned_away")).isEqualTo(14);
        assertThat(run.value("full_cycles")).isCloseTo(0.2, CLOSE);
    }

    @Test
    void visitsWithinTwoPercentAtTwoSitesAddUp() {
        var there = new MeterRun(new ServiceMeter());
        run.visits(off(0), off(3));
        there.visits(off(1), off(9));
        run.add(there);
        assertThat(run.value("soc_within_2")).isCloseTo(50, CLOSE);
    }
}
