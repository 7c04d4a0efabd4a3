package org.evenflow.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.evenflow.model.TimeGrid;
import org.junit.jupiter.api.Test;

class DecisionEventTest {
    /** Quarter hours from 16:00. */
    private static final TimeGrid TIME = TimeGrid.of("2019-06-05T16:00", "Europe/Zurich", 15, 24);

    private static DecisionEvent.Correction correction(
            double least,
            double most,
            CutReason reason,
            String element,
            double loading,
            double pu) {
        return new DecisionEvent.Correction(
                "c12",
                "s",
                2,
                11,
                12,
                (least + most) / 2,
                least,
                most,
                7,
                reason,
                element,
                loading,
                pu,
                0.5,
                3);
    }

    @Test
    void aCorrectionSaysWhatUntilWhenAndWhy() {
        var event = correction(3.1, 3.1, CutReason.TRANSFORMER, "transformer T2", 0.98, Double.NaN);
        assertThat(event.sentence(TIME))
                .isEqualTo("connector c12 at 3.1 kW until 18:45: transformer T2 at 98 %");
    }

    @Test
    void aBusIsToldByItsVoltage() {
        var event = correction(3, 3, CutReason.VOLTAGE, "bus 18 phase b", Double.NaN, 0.9502);
        assertThat(event.sentence(TIME))
                .isEqualTo("connector c12 at 3 kW until 18:45: bus 18 phase b at 0.950 pu");
    }

    @Test
    void powersThatVaryAreARange() {
        var event = correction(120, 143.2, CutReason.SITE, "all stations", 1, Double.NaN);
        assertThat(event.sentence(TIME))
                .isEqualTo("connector c12 at 120 to 143 kW until 18:45: all stations at 100 %");
    }

    @Test
    void whatIsGivenBackIsSaidSo() {
        var event = correction(-2.5, -2.5, CutReason.STATION, "station s", 1, Double.NaN);
        assertThat(event.sentence(TIME))
                .isEqualTo("connector c12 gives back 2.5 kW until 18:45: station s at 100 %");
        var range = correction(-4.2, -2.5, CutReason.STATION, "station s", 1, Double.NaN);
        assertThat(range.sentence(TIME))
                .isEqualTo(
                        "connector c12 gives back 2.5 to 4.2 kW until 18:45: station s at 100 %");
        var ending = correction(-4.2, 0, CutReason.STATION, "station s", 1, Double.NaN);
        assertThat(ending.sentence(TIME))
                .isEqualTo("connector c12 gives back 0 to 4.2 kW until 18:45: station s at 100 %");
    }

    @Test
    void filesCallEventsByAWord() {
        assertThat(CutReason.MINIMUM_POWER.code()).isEqualTo("minimum_power");
        var cut = correction(3, 3, CutReason.SITE, "all stations", 1, Double.NaN);
        assertThat(cut.kind()).isEqualTo("correction");
        assertThat(shortfall(0.6, 0.8, "", 0).kind()).isEqualTo("shortfall");
        assertThat(new DecisionEvent.Shortage("station s", 2, 9, 5).kind()).isEqualTo("shortage");
        assertThat(new DecisionEvent.Overload("bus b", 2, 9, Double.NaN, 0.9, false).kind())
                .isEqualTo("overload");
    }

    @Test
    void hoursThatRoundAlikeAreToldFiner() {
        var event =
                new DecisionEvent.Shortfall(
                        "c7", 2, 6, 6, 0.71, 0.8, 0.71, 7, 1.44, 1.36, 3.5, "", 0);
        assertThat(event.sentence(TIME)).endsWith(": it needed 1.44 h at 7 kW and had 1.36 h");
    }

    @Test
    void baseLoadAloneIsNamed() {
        var event = correction(0, 0, CutReason.BASE_LOAD, "transformer TV", 1.04, Double.NaN);
        assertThat(event.sentence(TIME))
                .isEqualTo(
                        "connector c12 at 0 kW until 18:45: transformer TV at 104 % by base load"
                                + " alone");
        var overload = new DecisionEvent.Overload("transformer TV", 2, 11, 1.04, Double.NaN, false);
        assertThat(overload.sentence(TIME))
                .isEqualTo(
                        "transformer TV at 104 % by base load alone until 18:45: no charging below"
                                + " it");
        var feedIn = new DecisionEvent.Overload("transformer TV", 2, 40, 1.2, Double.NaN, true);
        assertThat(feedIn.sentence(TIME))
                .isEqualTo(
                        "transformer TV at 120 % by plants alone until 02:00 on 6 June: no giving"
                                + " back below it");
    }

    private static DecisionEvent.Shortfall shortfall(
            double soc, double reachable, String element, double cutKwh) {
        return new DecisionEvent.Shortfall(
                "c7", 2, 6, 6, soc, 0.8, reachable, 7, 1.4, 0.9, 3.5, element, cutKwh);
    }

    @Test
    void aVehicleThatHadNoTimeSaysHowMuchItNeeded() {
        assertThat(shortfall(0.71, 0.71, "", 0).sentence(TIME))
                .isEqualTo(
                        "vehicle at c7 leaves at 17:30 with 71 % instead of 80 %: it needed 1.4 h"
                                + " at 7 kW and had 0.9 h");
    }

    @Test
    void aVehicleThatWasCutSaysByWhat() {
        assertThat(shortfall(0.798, 0.8, "transformer T2", 2.34).sentence(TIME))
                .isEqualTo(
                        "vehicle at c7 leaves at 17:30 with 79.8 % instead of 80.0 %: transformer"
                                + " T2 took 2.3 kWh from it");
        assertThat(shortfall(0.6, 0.71, "line 5", 2.34).sentence(TIME))
                .isEqualTo(
                        "vehicle at c7 leaves at 17:30 with 60 % instead of 80 %: it needed 1.4 h"
                                + " at 7 kW and had 0.9 h; line 5 took 2.3 kWh from it");
    }

    @Test
    void aVehicleThatNobodyCutBlamesTheController() {
        assertThat(shortfall(0.6, 0.8, "", 0).sentence(TIME))
                .isEqualTo(
                        "vehicle at c7 leaves at 17:30 with 60 % instead of 80 %: no limit kept it"
                                + " from more, its controller did not wish it");
    }

    @Test
    void whatIsRaisedSaysWhatElseWouldHappen() {
        assertThat(
                        correction(7.4, 7.4, CutReason.LOOK_AHEAD, "", Double.NaN, Double.NaN)
                                .sentence(TIME))
                .isEqualTo(
                        "connector c12 at 7.4 kW until 18:45: with less its vehicle would not be"
                                + " full in time");
        assertThat(
                        correction(7.4, 7.4, CutReason.LOOK_AHEAD, "station s", 0.4, Double.NaN)
                                .sentence(TIME))
                .isEqualTo(
                        "connector c12 at 7.4 kW until 18:45: with less somebody would not be full"
                                + " in time, for station s could not make up for it");
        assertThat(correction(4, 4, CutReason.RAMP, "", Double.NaN, Double.NaN).sentence(TIME))
                .isEqualTo("connector c12 at 4 kW until 18:45: its power may not change faster");
    }

    @Test
    void whatCannotBeHadIsForetold() {
        assertThat(new DecisionEvent.Shortage("station s", 2, 9, 5.24).sentence(TIME))
                .isEqualTo(
                        "from 16:30 on it is sure that 5.2 kWh of what vehicles ask for will be"
                                + " missing when they leave: station s cannot carry more");
    }
}
