package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;

import org.evenflow.forecast.Forecaster;
import org.evenflow.forecast.Persistence;
import org.evenflow.model.Site;
import org.junit.jupiter.api.Test;

class OutlookTest {
    private static final double NONE = Double.NaN;

    /** Two plants; six steps of four hours. */
    private static PlanWorld world() {
        Site site = PlanWorld.siteBeside(5, PlanWorld.plant("p"), PlanWorld.plant("q"));
        var world = new PlanWorld(site, 6, 4);
        set(world.factor, 1, 2, 3, 4, 5, 6);
        set(world.plantKw[0], 10, 20, 30, 40, 50, 60);
        set(world.plantKw[1], 7, 7, 7, 7, 7, 7);
        set(world.buy, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
        return world;
    }

    private static void set(double[] values, double... to) {
        System.arraycopy(to, 0, values, 0, to.length);
    }

    private static int missing(Outlook outlook) {
        return outlook.publishedMissing + outlook.forecastMissing + outlook.measuredMissing;
    }

    /** Says the past backwards, then what nobody should believe. */
    private record Backwards(int expectedStepsPerDay) implements Forecaster {
        @Override
        public String id() {
            return "backwards";
        }

        @Override
        public void forecast(double[] past, int stepsPerDay, double[] ahead) {
            assertThat(stepsPerDay).isEqualTo(expectedStepsPerDay);
            for (int i = 0; i < ahead.length; i++) {
                ahead[i] = i < past.length ? past[past.length - 1 - i] : i % 2 == 0 ? -3 : NONE;
            }
        }
    }

    @Test
    void whatIsForeseenIsWhatWillBe() {
        var world = world().at(2);
        var outlook = new Outlook(world, null);
        outlook.fill(world);
        assertThat(outlook.loadFactor[0]).endsWith(3, 4, 5, 6);
        assertThat(outlook.plantKw[0]).endsWith(30, 40, 50, 60);
        assertThat(outlook.plantSumKw).containsExactly(0, 0, 37, 47, 57, 67);
        assertThat(outlook.buyPerKwh).endsWith(0.3, 0.4, 0.5, 0.6);
        assertThat(missing(outlook)).isZero();
    }

    @Test
    void aForecasterSeesThePastInOrderAndWhatIsImpossibleStaysAsItIsNow() {
        var world = world().at(1);
        var outlook = new Outlook(world, new Backwards(6));
        outlook.fill(world);
        // The past is 1, 2: backwards 2, 1, then -3 and NaN, for which the present 2 stands.
        assertThat(outlook.loadFactor[0]).containsExactly(0, 2, 2, 1, 2, 2);
        assertThat(outlook.plantKw[0]).containsExactly(0, 20, 20, 10, 20, 20);
        assertThat(outlook.plantSumKw).containsExactly(0, 27, 27, 17, 27, 27);
        // Two values of the load and of each plant.
        assertThat(missing(outlook)).isEqualTo(6);
    }

    @Test
    void atTheLastStepThereIsNothingToForecast() {
        var world = world().at(5);
        var outlook = new Outlook(world, new Backwards(6));
        outlook.fill(world);
        assertThat(outlook.loadFactor[0][5]).isEqualTo(6);
        assertThat(missing(outlook)).isZero();
    }

    @Test
    void whatIsMissingIsWhatWasBefore() {
        var world = world().at(0);
        var outlook = new Outlook(world, new Persistence());
        outlook.fill(world);
        world.at(1);
        set(world.factor, 1, NONE);
        set(world.plantKw[1], 7, Double.POSITIVE_INFINITY);
        set(world.buy, 0.1, 0.2, NONE, NONE, 0.5);
        world.carbon[1] = NONE;
        outlook.fill(world);
        assertThat(outlook.loadFactor[0]).containsExactly(1, 1, 1, 1, 1, 1);
        assertThat(outlook.plantKw[1]).containsExactly(7, 7, 7, 7, 7, 7);
        assertThat(outlook.buyPerKwh).containsExactly(0.1, 0.2, 0.2, 0.2, 0.5, 0.6);
        assertThat(outlook.carbonKgPerKwh[1]).isZero();
        // Five of the load, five of the plant, two prices and an intensity.
        assertThat(missing(outlook)).isEqualTo(13);
    }

    @Test
    void whatIsMissingFromTheFirstIsTheFirstThatIsKnown() {
        var world = world().at(0);
        var outlook = new Outlook(world, new Persistence());
        set(world.factor, NONE);
        set(world.buy, NONE, 1e30, 0.3, Double.NEGATIVE_INFINITY, 0.5);
        outlook.fill(world);
        assertThat(outlook.loadFactor[0]).containsOnly(0);
        assertThat(outlook.buyPerKwh).containsExactly(0.3, 0.3, 0.3, 0.3, 0.5, 0.6);
        assertThat(outlook.measuredMissing).isEqualTo(1);
        assertThat(outlook.forecastMissing).isEqualTo(5);
        assertThat(outlook.publishedMissing).isEqualTo(3);
    }

    @Test
    void aMeanIsOverTheStepsFromOneToTheLast() {
        double[] values = {1, 2, 6, 100};
        assertThat(Outlook.mean(values, 1, 3)).isEqualTo(4);
        assertThat(Outlook.mean(values, 3, 3)).isZero();
    }
}
