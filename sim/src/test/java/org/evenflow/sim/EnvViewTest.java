package org.evenflow.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.evenflow.control.Action;
import org.evenflow.control.Observation;
import org.evenflow.control.Visit;
import org.evenflow.forecast.Persistence;
import org.evenflow.model.Battery;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Generator;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.Service;
import org.evenflow.model.scenario.SessionRecord;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.model.scenario.Weather;
import org.junit.jupiter.api.Test;

/**
 * What an observation says of four hours from 22:00 on the last of June, and of the day before: a
 * base load of 2 kW times 1.0 at midnight and 0.1 more with every hour, two plants whose power is
 * set, two connectors.
 */
class EnvViewTest {
    private static final Offset<Double> CLOSE = within(1e-12);
    private static final Instant TEN = Instant.parse("2019-06-30T22:00:00Z");
    private static final Battery.Wear WEAR = new Battery.Wear(0.1, 1.3);

    /** Seed 1 begins on the 29th, seed 2 on the 30th of June. */
    private final ChargingEnv env = new ChargingEnv(scenario());

    /** A session of whole hours from ten o'clock on the last of June. */
    private static SessionRecord session(
            int arrives, int leaves, int declares, double kwh, double capacityKwh, double maxKw) {
        return new SessionRecord(
                "x" + arrives,
                "s",
                TEN.plusSeconds(3600L * arrives),
                TEN.plusSeconds(3600L * leaves),
                TEN.plusSeconds(3600L * declares),
                kwh,
                kwh,
                capacityKwh,
                0.25,
                maxKw);
    }

    private static Scenario scenario() {
        var kind = new ChargerKind.Bidirectional(8, 5, 0, 0.8);
        var battery = new Battery(60, 0.1, 1, 0.9, 0.75, ConstantPowerTaper.NONE, WEAR);
        var vehicle = new Vehicle("car", battery, 3, 32, 200, 50);
        var sessions =
                List.of(
                        session(-23, -21, -21, 10, 60, 8),
                        session(0, 2, 2, 10, 60, 8),
                        session(1, 3, 9, 30, 40, 6));
        var factors = new ArrayList<Double>();
        for (int hour = 0; hour < 24; hour++) {
            factors.add((10 + hour) / 10.0);
        }
        var small = Small.scenario(4, kind, 100, null, vehicle, sessions);
        var plants =
                List.<Generator>of(
                        new Generator.Pv("p0", "b", null, 5, 30, 180, 0.86),
                        new Generator.Pv("p1", "b", null, 5, 30, 180, 0.86));
        return small.with(
                        small.world()
                                .with(TimeGrid.of("2019-06-30T22:00", "UTC", 60, 4))
                                .with(new BaseLoad(factors, factors, 1, 0))
                                .with(new Weather.ClearSkyWithClouds(47, 8, 0.7, 20)))
                .with(small.site().withPlants(plants))
                .with(
                        new SessionSource.Logged(
                                "by hand",
                                sessions,
                                List.of("2019-06-29", "2019-06-30"),
                                vehicle,
                                List.of()));
    }

    /** Plants give 10, 11 ... and 20, 21 ... kW by step, on the day before 100, 101 ... more. */
    private Observation reset(long seed) {
        var seen = env.reset(seed);
        var exogenous = env.exogenous();
        for (int plant = 0; plant < 2; plant++) {
            for (int step = 0; step < 4; step++) {
                exogenous.plantKw()[plant][step] = 10 + 10 * plant + step;
            }
            double[] before = exogenous.dayBefore().plantKw()[plant];
            for (int step = 0; step < before.length; step++) {
                before[step] = 110 + 10 * plant + step;
            }
        }
        return seen;
    }

    private void idle() {
        env.step(new Action(2, 2));
    }

    @Test
    void aConnectorIsShownAsItsVehicleStands() {
        var seen = reset(2);
        idle();
        // It came second, with 10 of 40 kWh, and asks for 30 kWh at 0.8 x 0.9.
        assertThat(seen.arrivalRank(1)).isEqualTo(1);
        assertThat(seen.capacityKwh(1)).isEqualTo(40);
        assertThat(seen.storedKwh(1)).isCloseTo(10, CLOSE);
        assertThat(seen.soc(1)).isCloseTo(0.25, CLOSE);
        assertThat(seen.targetKwh(1)).isCloseTo(31.6, CLOSE);
        assertThat(seen.neededKwh(1)).isCloseTo(30, CLOSE);
        assertThat(seen.neededHours(1)).isCloseTo(5, CLOSE);
        assertThat(seen.storedAfterKwh(1, 2)).isCloseTo(10 + 2 * 6 * 0.72, CLOSE);
        assertThat(seen.storedAfterKwh(1, 6)).isCloseTo(31.6, CLOSE);
        assertThat(seen.floorKwh(1)).isCloseTo(4, CLOSE);
        assertThat(seen.chargeEfficiency(1)).isCloseTo(0.72, CLOSE);
        assertThat(seen.dischargeEfficiency(1)).isCloseTo(0.6, CLOSE);
        assertThat(seen.ratedKw(1)).isEqualTo(6);
        assertThat(seen.ratedDischargeKw(1)).isEqualTo(5);
        assertThat(seen.wear(1)).isEqualTo(WEAR);
        assertThat(seen.declaredStep(1)).isEqualTo(4);
        // The first leaves; the second keeps its numbers at another rank.
        idle();
        assertThat(seen.limits().rank(1)).isZero();
        assertThat(seen.storedKwh(1)).isCloseTo(10, CLOSE);
        assertThat(seen.floorKwh(1)).isCloseTo(4, CLOSE);
        assertThat(seen.ratedDischargeKw(1)).isEqualTo(5);
    }

    @Test
    void aMissingKwhWeighsMoreThanServingItCanCost() {
        var seen = reset(2);
        // Twice the dearest kWh, of the last step of June: its price of 11, and a kW of its peak.
        env.exogenous().buyPerKwh()[0] = 10;
        env.exogenous().buyPerKwh()[1] = 11;
        assertThat(seen.servicePerKwh()).isCloseTo(2 + 2 * (11 + 5 * 2 / 720.0), CLOSE);
        idle();
        idle();
        assertThat(seen.servicePerKwh()).isCloseTo(2 + 2 * (11 + 5 * 2 / 720.0), CLOSE);
        var money = scenario().money().with(Service.PRICED);
        var priced = new ChargingEnv(scenario().with(money)).reset(2);
        assertThat(priced.servicePerKwh()).isEqualTo(2);
    }

    @Test
    void theSiteIsShownAsItIsNow() {
        var seen = reset(2);
        assertThat(seen.baseLoadKw()).isCloseTo(6.4, CLOSE);
        assertThat(seen.steps()).isEqualTo(4);
        assertThat(seen.stepHours()).isEqualTo(1);
        assertThat(seen.site()).isSameAs(env.scenario().site());
        assertThat(seen.unservedPerKwh()).isEqualTo(2);
        idle();
        assertThat(seen.step()).isEqualTo(1);
        assertThat(seen.baseLoadKw()).isCloseTo(6.6, CLOSE);
        assertThat(seen.plantKw()).isEqualTo(11 + 21);
        assertThat(seen.surplusKw()).isCloseTo(32 - 6.6, CLOSE);
    }

    @Test
    void whatAControllerCurtailsIsInTheRecordOfTheStep() {
        reset(2);
        idle();
        var curtailedKw = new ArrayList<Double>();
        env.trace(
                new Trace() {
                    @Override
                    public void append(StepRecord step) {
                        curtailedKw.add(step.curtailedKw());
                    }
                });
        var action = new Action(2, 2);
        action.curtailedShare()[1] = 0.5;
        env.step(action);
        assertThat(curtailedKw).containsExactly(10.5);
    }

    @Test
    void whatALimitOnExportCurtailsIsInTheRecordOfTheStep() {
        var site = scenario().site().withLimits(Small.UNLIMITED, 5);
        var limited = new ChargingEnv(scenario().with(site));
        limited.reset(2);
        limited.exogenous().plantKw()[0][1] = 20;
        limited.exogenous().plantKw()[1][1] = 5;
        var seen = new ArrayList<Double>();
        limited.step(new Action(2, 2));
        limited.trace(
                new Trace() {
                    @Override
                    public void append(StepRecord step) {
                        seen.add(step.curtailedKw());
                        seen.add(step.plantKw(0));
                        seen.add(step.importKw());
                    }
                });
        limited.step(new Action(2, 2));
        // 6.6 and 5 kW of 25 have a use: of each plant goes the same share.
        double curtailedKw = 25 - 11.6;
        assertThat(seen.get(0)).isCloseTo(curtailedKw, within(1e-6));
        assertThat(seen.get(1)).isCloseTo(20 * 11.6 / 25, within(1e-6));
        assertThat(seen.get(2)).isCloseTo(-5, within(1e-6));
    }

    @Test
    void pricesArePublishedToTheEndOfTheRun() {
        var seen = reset(2);
        for (int step = 0; step < 4; step++) {
            env.exogenous().buyPerKwh()[step] = 10 + step;
            env.exogenous().sellPerKwh()[step] = 20 + step;
            env.exogenous().carbonKgPerKwh()[step] = 30 + step;
        }
        idle();
        assertThat(seen.buyPerKwh(1)).isEqualTo(11);
        assertThat(seen.buyPerKwh(3)).isEqualTo(13);
        assertThat(seen.sellPerKwh(2)).isEqualTo(22);
        assertThat(seen.carbonKgPerKwh(3)).isEqualTo(33);
        String range = "must be between the present step 1 and the run's last, 3";
        assertThatThrownBy(() -> seen.carbonKgPerKwh(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("step 0 " + range);
        assertThatThrownBy(() -> seen.sellPerKwh(4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("step 4 " + range);
    }

    @Test
    void demandIsBilledByMonth() {
        var seen = reset(2);
        // 5 per kW and month: two hours of the 720 of June, two of the 744 of July.
        assertThat(seen.demandPerKw(1)).isCloseTo(5 * 2 / 720.0, CLOSE);
        assertThat(seen.demandPerKw(2)).isCloseTo(5 * 2 / 744.0, CLOSE);
        assertThat(seen.billingMonth(1)).isZero();
        assertThat(seen.billingMonth(2)).isEqualTo(1);
        idle();
        assertThat(seen.billedPeakKw(0)).isCloseTo(6.4, CLOSE);
        assertThat(seen.billedPeakKw(1)).isZero();
        assertThatThrownBy(() -> seen.demandPerKw(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> seen.billingMonth(4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePastReachesBackOverTheDayBefore() {
        var seen = reset(2);
        var past = seen.past();
        assertThat(past.steps()).isEqualTo(25);
        assertThat(past.loadFactor(0, 0)).isEqualTo(3.2);
        assertThat(past.loadFactor(0, 1)).isEqualTo(3.1);
        assertThat(past.plantKw(1, 0)).isEqualTo(20);
        idle();
        assertThat(past.steps()).isEqualTo(26);
        // 23 and 22 o'clock, then 21, and 22 o'clock of the day before.
        assertThat(past.loadFactor(0, 0)).isEqualTo(3.3);
        assertThat(past.loadFactor(0, 1)).isEqualTo(3.2);
        assertThat(past.loadFactor(0, 2)).isEqualTo(3.1);
        assertThat(past.loadFactor(0, 25)).isEqualTo(3.2);
        assertThat(past.plantKw(1, 0)).isEqualTo(21);
        assertThat(past.plantKw(1, 1)).isEqualTo(20);
        assertThat(past.plantKw(1, 2)).isEqualTo(120 + 23);
        assertThat(past.plantKw(0, 25)).isEqualTo(110);
        assertThatThrownBy(() -> past.loadFactor(0, 26))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("26 steps ago must be between 0 and 25");
        assertThatThrownBy(() -> past.plantKw(0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void visitsOfEarlierDaysAreKnownAndThoseOfAnotherRunForgotten() {
        var past = reset(2).past();
        assertThat(past.days()).hasSize(1);
        assertThat(past.days().getFirst()).extracting(Visit::arrivalStep).containsExactly(1);
        assertThat(past.days()).isSameAs(past.days());
        // The first day of the log has none before it.
        reset(1);
        assertThat(past.days()).isEmpty();
    }

    @Test
    void theFutureIsClosedButToThoseWhoDeclareThatTheyUseIt() {
        var seen = reset(2);
        assertThatThrownBy(seen::foresight).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(seen::foreseen).isInstanceOf(IllegalStateException.class);
        env.clairvoyant(true);
        var future = seen.foresight();
        assertThat(future.loadFactor(0, 2)).isEqualTo(1);
        assertThat(future.loadFactor(0, 3)).isEqualTo(1.1);
        assertThat(future.plantKw(1, 3)).isEqualTo(23);
        assertThat(seen.foreseen().loadFactor(0).at(3)).isEqualTo(1.1);
        assertThat(future.visits()).extracting(Visit::arrivalStep).containsExactly(0, 1);
        assertThat(future.visits()).isSameAs(future.visits());
        reset(1);
        assertThat(future.visits()).extracting(Visit::arrivalStep).containsExactly(1);
    }

    @Test
    void anOutlookIsOfThePresentStepAndOfThisRun() {
        var seen = reset(2);
        var far = seen.outlook(new Persistence(), 5).loadFactor(0);
        assertThat(far.end()).isEqualTo(6);
        assertThat(far.at(2)).isEqualTo(3.2);
        idle();
        var later = seen.outlook(new Persistence(), 2).loadFactor(0);
        assertThat(later.present()).isEqualTo(1);
        assertThat(later.at(2)).isEqualTo(3.3);
        // Who looked far ahead in the last run does not in this one.
        reset(2);
        assertThat(seen.step()).isZero();
        assertThat(seen.outlook(new Persistence(), 2).loadFactor(0).end()).isEqualTo(3);
    }
}
