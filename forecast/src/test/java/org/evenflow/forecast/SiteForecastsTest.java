package org.evenflow.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.evenflow.forecast.Meters.set;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SiteForecastsTest {
    private static final double NONE = Double.NaN;

    /** Six steps of four hours. */
    private final Meters meters = new Meters(6, 4);

    SiteForecastsTest() {
        set(meters.factor, 1, 2, 3, 4, 5, 6);
        set(meters.plantKw[0], 10, 20, 30, 40, 50, 60);
        set(meters.plantKw[1], 7, 7, 7, 7, 7, 7);
        set(meters.buy, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
    }

    private static double[] values(Forecast forecast) {
        return IntStream.range(forecast.present(), forecast.end())
                .mapToDouble(forecast::at)
                .toArray();
    }

    private static int missing(Outlook outlook) {
        return outlook.publishedMissing() + outlook.forecastMissing() + outlook.measuredMissing();
    }

    /** Says the past backwards, then what nobody should believe; all share a count of calls. */
    private record Backwards(int[] calls) implements Forecaster {
        Backwards() {
            this(new int[1]);
        }

        @Override
        public String id() {
            return "backwards";
        }

        @Override
        public void forecast(History past, int stepsPerDay, double[] ahead) {
            calls[0]++;
            assertThat(stepsPerDay).isEqualTo(6);
            for (int i = 0; i < ahead.length; i++) {
                ahead[i] = i < past.steps() ? past.ago(i) : i % 2 == 0 ? -3 : NONE;
            }
        }
    }

    @Test
    void whatIsForeseenIsWhatWillBe() {
        meters.isFutureOpen = true;
        Outlook outlook = meters.at(2).foreseen();
        assertThat(values(outlook.loadFactor(0))).containsExactly(3, 4, 5, 6);
        assertThat(values(outlook.plantKw(0))).containsExactly(30, 40, 50, 60);
        assertThat(values(outlook.plantSumKw())).containsExactly(37, 47, 57, 67);
        assertThat(values(outlook.plantsAsOneKw())).containsExactly(37, 47, 57, 67);
        assertThat(values(outlook.buyPerKwh())).containsExactly(0.3, 0.4, 0.5, 0.6);
        assertThat(missing(outlook)).isZero();
    }

    @Test
    void theFutureIsClosedToWhoHasNotDeclaredItself() {
        assertThatThrownBy(() -> meters.at(2).foreseen()).hasMessageContaining("closed");
        meters.isFutureOpen = true;
        Outlook outlook = meters.at(2).foreseen();
        outlook.loadFactor(0);
        meters.isFutureOpen = false;
        assertThatThrownBy(() -> meters.forecasts.foreseen()).hasMessageContaining("closed");
        // An outlook that was kept shows nothing more.
        meters.at(3);
        assertThatThrownBy(() -> outlook.loadFactor(0)).hasMessageContaining("closed");
        assertThatThrownBy(() -> outlook.plantKw(1)).hasMessageContaining("closed");
    }

    @Test
    void aForecastIsMadeOfThePastAndWhatIsImpossibleStaysAsItIsNow() {
        Outlook outlook = meters.blindAt(1).outlook(new Backwards(), 4);
        // The past is 1, 2: backwards 2, 1, then -3 and NaN, for which the present 2 stands.
        assertThat(values(outlook.loadFactor(0))).containsExactly(2, 2, 1, 2, 2);
        assertThat(values(outlook.plantKw(0))).containsExactly(20, 20, 10, 20, 20);
        assertThat(values(outlook.plantSumKw())).containsExactly(27, 27, 17, 27, 27);
        assertThat(values(outlook.plantsAsOneKw())).containsExactly(27, 27, 17, 27, 27);
        // Two values of the load and of each plant.
        assertThat(outlook.forecastMissing()).isEqualTo(6);
        assertThat(missing(outlook)).isEqualTo(6);
    }

    @Test
    void whatIsForecastPastTheEndOfTheRunIsThereAndNotCounted() {
        Forecast load = meters.at(4).outlook(new Backwards(), 7).loadFactor(0);
        // Backwards 5 to 1, then -3 and NaN; all but the first lie past the run.
        assertThat(values(load)).containsExactly(5, 5, 4, 3, 2, 1, 5, 5);
        assertThat(load.missing()).isZero();
        assertThat(meters.at(5).outlook(new Persistence(), 0).loadFactor(0).end()).isEqualTo(6);
    }

    @Test
    void whatIsMissingIsWhatWasBefore() {
        Outlook outlook = meters.at(0).outlook(new Persistence(), 5);
        assertThat(missing(outlook)).isZero();
        set(meters.factor, 1, NONE);
        set(meters.plantKw[1], 7, Double.POSITIVE_INFINITY);
        set(meters.buy, 0.1, 0.2, NONE, NONE, 0.5);
        meters.carbon[1] = NONE;
        outlook = meters.at(1).outlook(new Persistence(), 4);
        assertThat(values(outlook.loadFactor(0))).startsWith(1, 1, 1, 1, 1);
        assertThat(values(outlook.plantKw(1))).startsWith(7, 7, 7, 7, 7);
        assertThat(values(outlook.buyPerKwh())).containsExactly(0.2, 0.2, 0.2, 0.5, 0.6);
        assertThat(outlook.carbonKgPerKwh().at(1)).isZero();
        assertThat(outlook.publishedMissing()).isEqualTo(3);
        // Of the load and the plant the present value, and four that persistence makes of it.
        assertThat(outlook.measuredMissing()).isEqualTo(2);
        assertThat(outlook.forecastMissing()).isEqualTo(8);
    }

    @Test
    void whatIsMissingFromTheFirstIsTheFirstThatIsKnown() {
        set(meters.factor, NONE);
        set(meters.buy, NONE, 1e30, 0.3, Double.NEGATIVE_INFINITY, 0.5);
        Outlook outlook = meters.at(0).outlook(new Persistence(), 5);
        assertThat(values(outlook.loadFactor(0))).containsOnly(0);
        assertThat(values(outlook.buyPerKwh())).containsExactly(0.3, 0.3, 0.3, 0.3, 0.5, 0.6);
        assertThat(outlook.measuredMissing()).isEqualTo(1);
        assertThat(outlook.forecastMissing()).isEqualTo(5);
        assertThat(outlook.publishedMissing()).isEqualTo(3);
    }

    @Test
    void aRunKnowsNothingOfTheOneBefore() {
        set(meters.buy, 9, 9, 9, 9, 9, 9);
        meters.at(0).outlook(new Persistence(), 5).buyPerKwh();
        set(meters.buy, 0.1, 0.2, NONE, NONE, 0.5, 0.6);
        meters.forecasts.startRun();
        // Nobody asked before step 2 of this run.
        Forecast buy = meters.at(2).outlook(new Persistence(), 5).buyPerKwh();
        assertThat(values(buy)).containsExactly(0.5, 0.5, 0.5, 0.6);
    }

    @Test
    void aForecastIsMadeOncePerStepForAllWhoBringAnEqualForecaster() {
        var one = new Backwards();
        var equal = new Backwards(one.calls);
        var other = new Backwards();
        Forecast load = meters.at(1).outlook(one, 4).loadFactor(0);
        assertThat(meters.forecasts.outlook(equal, 4).loadFactor(0)).isSameAs(load);
        meters.forecasts.outlook(equal, 2).plantKw(0);
        meters.forecasts.outlook(one, 3).plantKw(0);
        assertThat(one.calls[0]).isEqualTo(2);
        assertThat(meters.forecasts.outlook(other, 4).loadFactor(0)).isNotSameAs(load);
        assertThat(other.calls[0]).isEqualTo(1);
        assertThat(one.calls[0]).isEqualTo(2);
        meters.at(2).outlook(equal, 4).loadFactor(0);
        assertThat(one.calls[0]).isEqualTo(3);
    }

    @Test
    void whoLooksFurtherGetsMoreAndAllOthersWithIt() {
        var forecaster = new Backwards();
        Forecast load = meters.at(3).outlook(forecaster, 1).loadFactor(0);
        assertThat(values(load)).containsExactly(4, 4);
        assertThat(values(meters.forecasts.outlook(forecaster, 3).loadFactor(0)))
                .containsExactly(4, 4, 3, 2);
        assertThat(values(meters.forecasts.outlook(forecaster, 1).loadFactor(0)))
                .containsExactly(4, 4, 3, 2);
        assertThat(forecaster.calls[0]).isEqualTo(2);
    }

    @Test
    void whatNobodyAsksForIsNotMade() {
        var forecaster = new Backwards();
        Outlook outlook = meters.at(1).outlook(forecaster, 4);
        assertThat(values(outlook.buyPerKwh())).containsExactly(0.2, 0.3, 0.4, 0.5, 0.6);
        assertThat(forecaster.calls[0]).isZero();
        assertThat(meters.sellReads).isZero();
        outlook.sellPerKwh();
        outlook.sellPerKwh();
        assertThat(meters.sellReads).isEqualTo(5);
    }

    @Test
    void everyConsumerHasTheForecastOfItsOwnForecaster() {
        // Days of two steps; the last day is 4, 2 and the level twice that of the day before.
        var halves = new Meters(4, 12);
        set(halves.factor, 1, 4, 2, 777);
        set(halves.plantKw[0], 1, 4, 2, 777);
        set(halves.plantKw[1], 3, 0, 3, 777);
        var forecasts = halves.at(2);
        Outlook same = forecasts.outlook(new Persistence(), 2);
        Outlook day = forecasts.outlook(new SeasonalNaive(), 2);
        Outlook level = forecasts.outlook(new SeasonalLevel(), 2);
        assertThat(values(level.loadFactor(0))).containsExactly(2, 8, 4);
        assertThat(values(same.loadFactor(0))).containsExactly(2, 2, 2);
        assertThat(values(day.loadFactor(0))).containsExactly(2, 4, 2);
        // Each by itself: 2 (4, 2) and 1 (0, 3). As one the past is 4, 4, 5: 5/4 (4, 5).
        assertThat(values(level.plantSumKw())).containsExactly(5, 8, 7);
        assertThat(values(level.plantsAsOneKw())).containsExactly(5, 5, 6.25);
        assertThat(same.buyPerKwh()).isSameAs(day.buyPerKwh());
    }

    @Test
    void whatIsKnownIsItsOwnIntervalAndAPointForecastHasNone() {
        meters.buy[3] = NONE;
        Outlook outlook = meters.at(1).outlook(new Persistence(), 4);
        assertInterval(outlook.loadFactor(0), 1, 2);
        assertInterval(outlook.plantSumKw(), 1, 27);
        assertThat(outlook.loadFactor(0).lowAt(2)).isNaN();
        assertThat(outlook.loadFactor(0).highAt(2)).isNaN();
        assertThat(outlook.plantSumKw().lowAt(2)).isNaN();
        assertInterval(outlook.buyPerKwh(), 2, 0.3);
        assertThat(outlook.buyPerKwh().highAt(3)).isNaN();
        meters.isFutureOpen = true;
        assertInterval(meters.forecasts.foreseen().loadFactor(0), 5, 6);
        meters.factor[2] = NONE;
        assertThat(meters.at(2).outlook(new Persistence(), 3).loadFactor(0).lowAt(2)).isNaN();
    }

    private static void assertInterval(Forecast forecast, int step, double value) {
        assertThat(forecast.at(step)).isEqualTo(value);
        assertThat(forecast.lowAt(step)).isEqualTo(value);
        assertThat(forecast.highAt(step)).isEqualTo(value);
    }

    @Test
    void everySeriesSaysItsUnit() {
        Outlook outlook = meters.at(0).outlook(new Persistence(), 5);
        assertThat(outlook.loadFactor(0).unit()).isEqualTo("1");
        assertThat(outlook.plantKw(1).unit()).isEqualTo("kW");
        assertThat(outlook.plantSumKw().unit()).isEqualTo("kW");
        assertThat(outlook.plantsAsOneKw().unit()).isEqualTo("kW");
        assertThat(outlook.buyPerKwh().unit()).isEqualTo("currency/kWh");
        assertThat(outlook.sellPerKwh().unit()).isEqualTo("currency/kWh");
        assertThat(outlook.carbonKgPerKwh().unit()).isEqualTo("kg/kWh");
        assertThat(outlook.demandPerKw().unit()).isEqualTo("currency/kW");
    }

    @Test
    void aMeanIsOverTheStepsFromOneToBeforeAnother() {
        set(meters.buy, 1, 2, 6, 100, 0, 0);
        Forecast buy = meters.at(0).outlook(new Persistence(), 5).buyPerKwh();
        assertThat(buy.mean(1, 3)).isEqualTo(4);
        assertThat(buy.mean(3, 3)).isZero();
    }

    @Test
    void aSiteWithoutPlantsHasNoneAhead() {
        Outlook outlook =
                new SiteForecasts(meters, 1, 0, () -> meters).outlook(new Persistence(), 5);
        assertThat(values(outlook.plantSumKw())).containsOnly(0).hasSize(6);
        assertThat(values(outlook.plantsAsOneKw())).containsOnly(0).hasSize(6);
        assertThat(Arrays.stream(values(outlook.loadFactor(0))).sum()).isEqualTo(6);
    }
}
