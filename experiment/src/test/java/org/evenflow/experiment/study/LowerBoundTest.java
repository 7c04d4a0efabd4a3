package org.evenflow.experiment.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.evenflow.data.scenario.StudyReader;
import org.evenflow.model.Battery;
import org.evenflow.model.ChargerKind;
import org.evenflow.model.Connector;
import org.evenflow.model.ConstantPowerTaper;
import org.evenflow.model.Site;
import org.evenflow.model.Station;
import org.evenflow.model.TimeGrid;
import org.evenflow.model.Vehicle;
import org.evenflow.model.scenario.BaseLoad;
import org.evenflow.model.scenario.Scenario;
import org.evenflow.model.scenario.SessionRecord;
import org.evenflow.model.scenario.SessionSource;
import org.evenflow.model.scenario.Tariff;
import org.evenflow.planning.LowerBound;
import org.evenflow.sim.ChargingEnv;
import org.junit.jupiter.api.Test;

/**
 * The lower bound where it can be reckoned by hand: one connector of 10 kW, one vehicle that stays
 * the whole run in steps of an hour, base load of 2 kW.
 */
class LowerBoundTest {
    private static final Instant SIX = Instant.parse("2019-06-05T06:00:00Z");
    private static final double UNLIMITED = Double.POSITIVE_INFINITY;

    /** The simplex method's tolerance on money of this size, with room. */
    private static final double ROUNDING = 1e-6;

    /** One connector that only charges. */
    private static final ChargerKind ONE_WAY = new ChargerKind.FastDc(10, 0, 1);

    private static Tariff tariff(double demand, double... prices) {
        var times = new ArrayList<>(List.of(LocalTime.MIDNIGHT));
        var all = new ArrayList<>(List.of(prices[0]));
        for (int hour = 1; hour < prices.length; hour++) {
            times.add(LocalTime.of(6 + hour, 0));
            all.add(prices[hour]);
        }
        var entry =
                new Tariff.Entry(
                        "all",
                        MonthDay.of(1, 1),
                        MonthDay.of(12, 31),
                        EnumSet.allOf(DayOfWeek.class),
                        times,
                        all,
                        demand);
        return new Tariff.TimeOfUse("by hand", "EUR", List.of(entry), 1);
    }

    /** A vehicle that stays for the run, with 12 of 60 kWh, and asks for energy at the meter. */
    private static Scenario world(
            Tariff tariff,
            int hours,
            double stationKw,
            ChargerKind kind,
            Battery.Wear wear,
            double asksKwh) {
        var leaves = SIX.plusSeconds(3600L * hours);
        var battery = new Battery(60, 0, 1, 0.9, 0.9, ConstantPowerTaper.NONE, wear);
        var session =
                new SessionRecord(
                        "x", "s", SIX, leaves, leaves, asksKwh, asksKwh, 60, 0.2, UNLIMITED);
        return Scenario.of(
                "by-hand",
                Scenario.World.of(TimeGrid.of("2019-06-05T06:00", "UTC", 60, hours))
                        .with(new BaseLoad(BaseLoad.flat(1), BaseLoad.flat(1), 1, 0))
                        .with(new Scenario.Carbon(0.4, null, 0.5)),
                Site.of(
                                null,
                                List.of(
                                        new Station(
                                                "s",
                                                "b",
                                                null,
                                                stationKw,
                                                UNLIMITED,
                                                List.of(new Connector("c", kind)))),
                                List.of())
                        .withLoad(2, null),
                new SessionSource.Logged(
                        "by hand",
                        List.of(session),
                        List.of("2019-06-05"),
                        new Vehicle("car", battery, 3, 32, 200, 50),
                        List.of()),
                Scenario.Money.of(tariff, 2));
    }

    private static LowerBound bound(Scenario scenario) {
        var env = new ChargingEnv(scenario);
        env.clairvoyant(true);
        return LowerBound.of(env.reset(1), 60, System::nanoTime);
    }

    /** 15 kWh at 0.1, and 2 kWh of base load in each hour: 1.5 + 2 × (0.5 + 0.1 + 0.3 + 0.1). */
    @Test
    void energyIsBoughtInTheCheapestHours() {
        var scenario =
                world(tariff(0, 0.5, 0.1, 0.3, 0.1), 4, UNLIMITED, ONE_WAY, Battery.Wear.NONE, 15);
        assertThat(bound(scenario).cost()).isCloseTo(3.5, within(ROUNDING));
    }

    /**
     * 15 + 8 kWh in 4 hours have a mean of 5.75 kW, which the peak cannot be below: 23 × 0.3 + 5.75
     * × 72 × 4 h / 720 h of June.
     */
    @Test
    void demandChargeIsThatOfTheFlattestDay() {
        var scenario =
                world(tariff(72, 0.3, 0.3, 0.3, 0.3), 4, UNLIMITED, ONE_WAY, Battery.Wear.NONE, 15);
        assertThat(bound(scenario).cost()).isCloseTo(9.2, within(ROUNDING));
    }

    /**
     * A station of 2 kW gives 8 of the 15 kWh that the connector alone could have given: 16 × 0.3 +
     * 7 × 2.
     */
    @Test
    void whatLimitsKeepBackCostsTheUnservedPrice() {
        var scenario = world(tariff(0, 0.3, 0.3, 0.3, 0.3), 4, 2, ONE_WAY, Battery.Wear.NONE, 15);
        assertThat(bound(scenario).cost()).isCloseTo(18.8, within(ROUNDING));
    }

    /**
     * Sold at 0.5 and bought back twice at 0.1: of 20 kWh that two hours can charge, 18 are stored;
     * 8.1 (9 × 0.9) are asked for, so 9.9 may have been taken before, 8.91 at the meter. 0.1 × 20 -
     * 0.5 × 8.91 + base load 2 × (0.5 + 0.1 + 0.1).
     */
    @Test
    void vehiclesGiveBackWhatTheyCanStillRegain() {
        var scenario =
                world(
                        tariff(0, 0.5, 0.1, 0.1),
                        3,
                        UNLIMITED,
                        new ChargerKind.Bidirectional(10, 10, 0, 1),
                        Battery.Wear.NONE,
                        9);
        assertThat(bound(scenario).cost()).isCloseTo(-1.055, within(ROUNDING));
    }

    /**
     * Wear of 0.01 P²: the tangent at 2.5 kW, 0.05 P - 0.0625 per hour, is the largest from 1.56 to
     * 4.06 kW and no hour of the flattest day lies beyond: 23 × 0.3 + 0.05 × 15 - 4 × 0.0625. The
     * true least cost is 23 × 0.3 + 4 × 0.01 × 3.75².
     */
    @Test
    void wearIsThatOfTangentsBelowIt() {
        var scenario =
                world(
                        tariff(0, 0.3, 0.3, 0.3, 0.3),
                        4,
                        UNLIMITED,
                        ONE_WAY,
                        new Battery.Wear(0.01, 2),
                        15);
        assertThat(bound(scenario).cost()).isCloseTo(7.4, within(ROUNDING)).isLessThan(7.4625);
    }

    @Test
    void aSolverWithoutTimeSaysSo() {
        var env = new ChargingEnv(StudyReader.builtIn("quickstart").scenario());
        env.clairvoyant(true);
        var bound = LowerBound.of(env.reset(1), 0, System::nanoTime);
        assertThat(bound.cost()).isNaN();
        assertThat(bound.unknown()).isEqualTo("not solved in 0 s");
    }
}
