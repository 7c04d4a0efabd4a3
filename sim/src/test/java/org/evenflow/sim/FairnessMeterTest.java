package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.evenflow.model.TimeGrid;
import org.junit.jupiter.api.Test;

/** Visits of half-hour steps that ask for 20 kWh; 20 kW store 16 kWh an hour. */
class FairnessMeterTest {
    private static final Offset<Double> CLOSE = within(1e-15);

    private final MeterRun run = new MeterRun(new FairnessMeter());

    /** One that got a share of what it asked for, in the same class of everything as others. */
    private static HandVisit got(double share) {
        var visit = HandVisit.leavingWith(10 + 20 * share);
        visit.targetKwh = 30;
        visit.reachableKwh = 30;
        visit.capacityKwh = 50;
        visit.ratedKw = 20;
        return visit;
    }

    private static HandVisit leavingAt(int departStep, double share) {
        var visit = got(share);
        visit.departStep = departStep;
        return visit;
    }

    @Test
    void isJainsIndex() {
        // (1 + 0.5)^2 / (2 (1 + 0.25)) = 0.9.
        run.visits(got(1), got(0.5));
        assertThat(run.value("jain")).isCloseTo(0.9, CLOSE);
    }

    @Test
    void equalSharesAreFairAlsoWhenNobodyGotAnything() {
        run.visits(got(0), got(0));
        assertThat(run.value("jain")).isEqualTo(1);
        assertThat(run.value("jain_temporal")).isEqualTo(1);
    }

    @Test
    void oneWhoGetsAllOfFourIsAQuarter() {
        run.visits(got(1), got(0), got(0), got(0));
        assertThat(run.value("jain")).isCloseTo(0.25, CLOSE);
    }

    @Test
    void sharesAreBetweenNothingAndAll() {
        // Less than on arrival is 0, more than was reachable is 1.
        run.visits(got(-0.4), got(1.5));
        assertThat(run.value("jain")).isCloseTo(0.5, CLOSE);
    }

    @Test
    void whoAskedForNothingIsNotCounted() {
        var content = got(0);
        content.reachableKwh = 10;
        run.visits(content, got(1));
        assertThat(run.value("jain")).isEqualTo(1);
    }

    @Test
    void theWorstHourIsOneOfThoseWithDepartures() {
        // Steps 2 and 4 are the ends of the first two hours; 0.9 in the hour that ends with 10.
        run.visits(leavingAt(2, 1), leavingAt(1, 1), leavingAt(4, 1));
        run.visits(leavingAt(9, 1), leavingAt(10, 0.5));
        assertThat(run.value("jain_temporal")).isCloseTo(0.9, CLOSE);
    }

    @Test
    void theEndOfAnHourStillIsOfIt() {
        run.visits(leavingAt(2, 1), leavingAt(3, 0.5));
        assertThat(run.value("jain_temporal")).isEqualTo(1);
    }

    private static HandVisit of(double capacityKwh, int departStep, int station, double share) {
        var visit = leavingAt(departStep, share);
        visit.capacityKwh = capacityKwh;
        visit.station = station;
        return visit;
    }

    @Test
    void theWorstGroupMayBeAPlace() {
        // Station 1 holds 1 and 0: 0.5. All else is apart: batteries of four classes, stays of
        // 48, 8, 4 and 3 steps for 1.25 hours of full power: 0.05, 0.31, 0.63 and 0.83 of it.
        run.visits(of(30, 48, 0, 1), of(50, 8, 0, 1), of(70, 4, 1, 1), of(100, 3, 1, 0));
        assertThat(run.value("jain")).isCloseTo(9 / 12.0, CLOSE);
        assertThat(run.value("jain_worst_group")).isCloseTo(0.5, CLOSE);
    }

    @Test
    void theWorstGroupMayBeABatteryClass() {
        // 40 and 64 kWh are of one class, 39 and 65 of their own.
        run.visits(of(39, 48, 0, 1), of(40, 8, 0, 1), of(64, 4, 1, 0), of(65, 3, 1, 0));
        assertThat(run.value("jain_worst_group")).isCloseTo(0.5, CLOSE);
        run.start(true, false);
        run.visits(of(89, 48, 0, 1), of(90, 8, 1, 0));
        assertThat(run.value("jain_worst_group")).isEqualTo(1);
    }

    @Test
    void theWorstGroupMayBeAnUrgency() {
        // 1.25 of 2.5 hours is just half, as 1.25 of 2 is not less; 1.25 of 3 is below.
        run.visits(of(30, 5, 0, 1), of(50, 4, 1, 0));
        assertThat(run.value("jain_worst_group")).isCloseTo(0.5, CLOSE);
        run.start(true, false);
        run.visits(of(30, 5, 0, 1), of(50, 6, 1, 0));
        assertThat(run.value("jain_worst_group")).isEqualTo(1);
    }

    @Test
    void nobodyIsNoNumber() {
        assertThat(run.value("jain")).isNaN();
        assertThat(run.value("jain_temporal")).isNaN();
        run.visits(got(1));
        run.start(true, false);
        assertThat(run.value("jain")).isNaN();
        assertThat(run.value("jain_worst_group")).isNaN();
        run.visits(got(1), got(0.5));
        assertThat(run.value("jain")).isCloseTo(0.9, CLOSE);
    }

    @Test
    void ofSeveralSitesFairnessIsThatOfAllVisits() {
        // 1 here and 0.5 there is 0.9, though each site is fair in itself.
        var there = new MeterRun(new FairnessMeter());
        run.visits(got(1));
        there.visits(got(0.5));
        assertThat(there.value("jain")).isEqualTo(1);
        run.add(there);
        assertThat(run.value("jain")).isCloseTo(0.9, CLOSE);
        assertThat(run.value("jain_temporal")).isCloseTo(0.9, CLOSE);
        assertThat(run.value("jain_worst_group")).isCloseTo(0.9, CLOSE);
    }

    @Test
    void stationsOfTwoSitesAreNotOne() {
        // Batteries, hours and urgencies apart; station 1 of here and of there hold 1 and 0.
        var there = new MeterRun(new FairnessMeter());
        run.visits(of(30, 48, 1, 1));
        there.visits(of(100, 3, 1, 0));
        run.add(there);
        assertThat(run.value("jain")).isCloseTo(0.5, CLOSE);
        assertThat(run.value("jain_temporal")).isEqualTo(1);
        assertThat(run.value("jain_worst_group")).isEqualTo(1);
        // The unfair station of a third site is found.
        var third = new MeterRun(new FairnessMeter());
        third.visits(of(50, 8, 1, 1), of(70, 4, 1, 0));
        run.add(third);
        assertThat(run.value("jain_worst_group")).isCloseTo(0.5, CLOSE);
    }

    private double worstWith(HandVisit here, HandVisit there) {
        run.start(true, false);
        run.visits(here);
        var other = new MeterRun(new FairnessMeter());
        other.visits(there);
        run.add(other);
        return run.value("jain_worst_group");
    }

    @Test
    void vehiclesOfTwoSitesAreOfOneClassButOfNoPlaceInCommon() {
        // Nothing in common but the number of a station, that of each site its own.
        assertThat(worstWith(of(30, 48, 1, 1), of(50, 8, 1, 0))).isEqualTo(1);
        // The same class of batteries, then of urgency.
        assertThat(worstWith(of(30, 48, 0, 1), of(39, 8, 1, 0))).isCloseTo(0.5, CLOSE);
        assertThat(worstWith(of(30, 5, 0, 1), of(50, 4, 1, 0))).isCloseTo(0.5, CLOSE);
    }

    @Test
    void urgencyIsOfTheStayNotOfTheRun() {
        // 1.25 of the two hours from step 40 on is as urgent as 1.25 of the first two.
        var late = of(30, 44, 0, 1);
        late.arrivalStep = 40;
        run.visits(late, of(50, 4, 1, 0));
        assertThat(run.value("jain_worst_group")).isCloseTo(0.5, CLOSE);
    }

    @Test
    void anHourIsFourStepsOfAQuarter() {
        // The second and third step end in the first hour, the fourth is its last.
        run.start(TimeGrid.of("2019-06-05T00:00", "UTC", 15, 6), true, false);
        run.visits(leavingAt(2, 1), leavingAt(3, 0.5));
        assertThat(run.value("jain_temporal")).isCloseTo(0.9, CLOSE);
        run.start(TimeGrid.of("2019-06-05T00:00", "UTC", 15, 6), true, false);
        run.visits(leavingAt(4, 1), leavingAt(5, 0.5));
        assertThat(run.value("jain_temporal")).isEqualTo(1);
    }

    @Test
    void whoStaysToTheEndLeavesInTheLastHour() {
        run.visits(of(30, 48, 0, 1), of(50, 47, 1, 0.5));
        assertThat(run.value("jain_temporal")).isCloseTo(0.9, CLOSE);
        // Its hour is no class of batteries.
        run.start(true, false);
        run.visits(of(100, 48, 0, 0.5), of(30, 8, 1, 1));
        assertThat(run.value("jain_worst_group")).isEqualTo(1);
    }

    @Test
    void theFirstStationsOfTwoSitesAreNotOneEither() {
        assertThat(worstWith(of(30, 48, 0, 1), of(100, 3, 0, 0))).isEqualTo(1);
    }
}
