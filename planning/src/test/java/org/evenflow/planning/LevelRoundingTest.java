package org.evenflow.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.evenflow.control.LevelRounding;
import org.evenflow.control.Limits;
import org.evenflow.dispatch.Sites;
import org.evenflow.dispatch.TestSite;
import org.evenflow.model.SupplyTransformer;
import org.evenflow.numeric.RandomStream;
import org.junit.jupiter.api.Test;

class LevelRoundingTest {
    private static final double ROUNDING = 1e-9;

    /** Connectors of one station that take 6, 7, … 11 kW. */
    private static TestSite levelled(double limitKw, int connectors) {
        var site =
                Sites.site(
                        null,
                        List.of(
                                Sites.station(
                                        "s",
                                        "",
                                        "t",
                                        limitKw,
                                        100,
                                        PlanWorld.BOTH_WAYS,
                                        connectors)),
                        List.of(new SupplyTransformer("t", 1000)),
                        Sites.UNLIMITED);
        for (int c = 0; c < connectors; c++) {
            site.plug(c, -5, 11, 6, 1);
        }
        return site;
    }

    private static double[] rounded(LevelRounding rounding, Limits limits, double... plannedKw) {
        rounding.round(limits, plannedKw);
        return plannedKw;
    }

    @Test
    void aLevelIsTheOneBelowAndNoneBelowTheLeast() {
        var limits = levelled(100, 1).limits;
        assertThat(LevelRounding.level(limits, 0, 7.9)).isEqualTo(7);
        assertThat(LevelRounding.level(limits, 0, 5.9)).isZero();
        assertThat(LevelRounding.level(limits, 0, 6)).isEqualTo(6);
        assertThat(LevelRounding.level(limits, 0, 20)).isEqualTo(11);
        assertThat(LevelRounding.level(limits, 0, -3.3)).isEqualTo(-3.3);
        assertThat(LevelRounding.level(limits, 0, -9)).isEqualTo(-5);
        // 3 * 2.1 in binary lies below 6.3.
        var fine = levelled(100, 2);
        fine.occupancy.levels(1, 6, 2.1);
        assertThat(LevelRounding.level(fine.limits, 1, 3 * 2.1)).isCloseTo(6.3, within(ROUNDING));
    }

    @Test
    void thoseToWhomMostIsOwedGoUpUntilTheSumIsThePlanned() {
        var limits = levelled(100, 3).limits;
        var rounding = new LevelRounding(limits);
        // 22 kW in all; down to 7 each, one kW is left, and the second has lost most.
        assertThat(rounded(rounding, limits, 7.3, 7.5, 7.2)).containsExactly(7, 8, 7);
        // Owed are now 0.3, -0.5, 0.2, and then 0.6, 0.0, 0.4.
        assertThat(rounded(rounding, limits, 7.3, 7.5, 7.2)).containsExactly(8, 7, 7);
        // -0.1, 0.5, 0.6 with what this step takes.
        assertThat(rounded(rounding, limits, 7.3, 7.5, 7.2)).containsExactly(7, 7, 8);
    }

    @Test
    void whoWouldBeLateGoesUpFirstAndBeyondTheSum() {
        var limits = levelled(100, 2).limits;
        var rounding = new LevelRounding(limits);
        rounding.least(1, 7.1);
        assertThat(rounded(rounding, limits, 7.8, 7.2)).containsExactly(7, 8);
        // Only for the step that it was said for.
        assertThat(rounded(new LevelRounding(limits), limits, 7.8, 7.2)).containsExactly(8, 7);
        assertThat(rounded(rounding, limits, 6.3, 6.3)).containsExactly(7, 6);
        var alone = new LevelRounding(limits);
        alone.least(0, 6.2);
        // Although that is 0.8 kW more than planned.
        assertThat(rounded(alone, limits, 6.2, 0)).containsExactly(7, 0);
    }

    @Test
    void aSumThatMustNotRiseFallsUnlessSomebodyWouldBeLate() {
        var limits = levelled(100, 2).limits;
        double[] kw = {7.3, 7.3};
        new LevelRounding(limits).round(limits, kw, 0);
        assertThat(kw).containsExactly(7, 7);
        // 0.4 kW above the sum is half a level at most, and it has that much room.
        kw = new double[] {7.3, 7.3};
        new LevelRounding(limits).round(limits, kw, 0.4);
        assertThat(kw).containsExactlyInAnyOrder(8, 7);
        kw = new double[] {7.3, 7.3};
        var late = new LevelRounding(limits);
        late.least(1, 7.1);
        late.round(limits, kw, 0);
        assertThat(kw).containsExactly(7, 8);
    }

    @Test
    void nobodyGoesUpBeyondStationTransformerOrSite() {
        var station = levelled(14.5, 2).limits;
        assertThat(rounded(new LevelRounding(station), station, 7.5, 7)).containsExactly(7, 7);
        var transformer = levelled(100, 2);
        transformer.transformerNetKw(0, 1000 - 14.5);
        assertThat(rounded(new LevelRounding(transformer.limits), transformer.limits, 7.5, 7))
                .containsExactly(7, 7);
        var site =
                Sites.site(
                        null,
                        List.of(Sites.station("s", "", null, 100, 100, PlanWorld.ONE_WAY, 2)),
                        List.of(),
                        14.5);
        site.plug(0, 0, 11, 6, 1);
        site.plug(1, 0, 11, 6, 1);
        assertThat(rounded(new LevelRounding(site.limits), site.limits, 7.5, 7))
                .containsExactly(7, 7);
        var free = levelled(15, 2).limits;
        assertThat(rounded(new LevelRounding(free), free, 7.5, 7)).containsExactly(8, 7);
    }

    @Test
    void whoIsDueKeepsItWhereLimitsDoNotLeaveAll() {
        // 16 kW for two that want 10: the second would be late below 9.
        var limits = levelled(16, 2).limits;
        var rounding = new LevelRounding(limits);
        rounding.least(1, 9);
        assertThat(rounded(rounding, limits, 10, 10)).containsExactly(7, 9);
    }

    @Test
    void whatIsLeftGoesToWhoChargesWhereNobodyElseCanBegin() {
        // 10.5 kW for two that take at least 6: one takes 6 and then what nobody else can, 4 more.
        var limits = levelled(10.5, 2).limits;
        double[] kw = rounded(new LevelRounding(limits), limits, 5.25, 5.25);
        assertThat(kw).containsExactlyInAnyOrder(10, 0);
    }

    @Test
    void givingBackIsNotRounded() {
        var limits = levelled(100, 2).limits;
        assertThat(rounded(new LevelRounding(limits), limits, 7.4, -2.4)).containsExactly(7, -2.4);
    }

    @Test
    void whatIsOwedEndsWithTheStay() {
        var limits = levelled(100, 3).limits;
        var rounding = new LevelRounding(limits);
        rounding.at(1, 4);
        rounding.at(2, 5);
        assertThat(rounded(rounding, limits, 7.2, 7.4, 7.4)).containsExactly(7, 8, 7);
        rounding.at(1, 4);
        rounding.at(2, 6);
        // The last of 0.5, -0.2, 0.3 would be 0.7 were it still the vehicle of before.
        assertThat(rounded(rounding, limits, 7.3, 7.4, 7.3)).containsExactly(8, 7, 7);
    }

    @Test
    void whoCouldNotBeServedIsNotPreferredForever() {
        var site = levelled(100, 2);
        site.transformerNetKw(0, 1000 - 6);
        var limits = site.limits;
        var rounding = new LevelRounding(limits);
        for (int step = 0; step < 10; step++) {
            assertThat(rounded(rounding, limits, 6, 5.9)).containsExactly(6, 0);
        }
        // Owed are 59, remembered 12: half a kW a step for it and against the other, 12 steps.
        site.transformerNetKw(0, 0);
        for (int step = 0; step < 11; step++) {
            assertThat(rounded(rounding, limits, 6.5, 6.5)).containsExactly(6, 7);
        }
        double[] got = new double[2];
        for (int step = 0; step < 4; step++) {
            double[] kw = rounded(rounding, limits, 6.5, 6.5);
            got[0] += kw[0];
            got[1] += kw[1];
        }
        assertThat(got[0]).isGreaterThan(4 * 6);
    }

    @Test
    void allPowersAreLevelsAndTheirSumIsPlannedUpToHalfALevel() {
        var random = new RandomStream("rounding", 1);
        for (int draw = 0; draw < 1000; draw++) {
            int n = 1 + random.nextInt(12);
            double limitKw = 10 + 100 * random.nextDouble();
            var limits = levelled(limitKw, n).limits;
            double[] planned = random.doubles(n).map(x -> 11 * x).toArray();
            double plannedKw = Arrays.stream(planned).sum();
            double[] powers = rounded(new LevelRounding(limits), limits, planned.clone());
            double sum = 0;
            for (int c = 0; c < n; c++) {
                assertThat(powers[c]).as("draw %d", draw).isIn(0.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0);
                assertThat(powers[c] - planned[c]).as("draw %d", draw).isBetween(-6.0, 6.0);
                sum += powers[c];
            }
            // The least level is 6 kW: half of it may be missing or too much.
            assertThat(sum).as("draw %d", draw).isLessThan(plannedKw + 3 + ROUNDING);
            if (plannedKw + 3 <= limitKw) {
                assertThat(sum).as("draw %d", draw).isGreaterThan(plannedKw - 3 - ROUNDING);
            }
        }
    }

    @Test
    void overManyStepsEachGetsWhatWasPlannedForIt() {
        var limits = levelled(1000, 5).limits;
        var rounding = new LevelRounding(limits);
        double[] planned = {6.3, 7.7, 9.9, 10.2, 8.5};
        double[] got = new double[5];
        for (int step = 1; step <= 60; step++) {
            double[] powers = rounded(rounding, limits, planned.clone());
            for (int c = 0; c < 5; c++) {
                got[c] += powers[c];
                // A level, and one more for those who have to wait for their turn.
                assertThat(got[c]).isCloseTo(step * planned[c], within(2.0));
            }
        }
    }
}
