package org.evenflow.model.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.evenflow.model.InputException;
import org.junit.jupiter.api.Test;

class TariffTest {
    private static final Set<DayOfWeek> WEEKDAYS =
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);
    private static final MonthDay OCTOBER_1 = MonthDay.of(10, 1);
    private static final MonthDay MARCH_31 = MonthDay.of(3, 31);

    /** Winter weekdays 0.20, dear 16:30-21:00 at 0.50; all else 0.10, dear 02:00-03:00 at 0.40. */
    private static final Tariff TIMES =
            new Tariff.TimeOfUse(
                    "tou",
                    "USD",
                    List.of(
                            entry(
                                    "winter",
                                    WEEKDAYS,
                                    List.of(LocalTime.MIDNIGHT, at(16, 30), at(21, 0)),
                                    List.of(0.2, 0.5, 0.2),
                                    12),
                            new Tariff.Entry(
                                    "rest",
                                    MonthDay.of(1, 1),
                                    MonthDay.of(12, 31),
                                    ALL,
                                    List.of(LocalTime.MIDNIGHT, at(2, 0), at(3, 0)),
                                    List.of(0.1, 0.4, 0.1),
                                    7)),
                    0.5);

    private static LocalTime at(int hour, int minute) {
        return LocalTime.of(hour, minute);
    }

    private static Tariff.Entry entry(
            String id,
            Set<DayOfWeek> days,
            List<LocalTime> times,
            List<Double> prices,
            double demand) {
        return new Tariff.Entry(id, OCTOBER_1, MARCH_31, days, times, prices, demand);
    }

    private static ZonedDateTime local(String text) {
        return LocalDateTime.parse(text).atZone(ZoneId.of("America/Los_Angeles"));
    }

    @Test
    void aSeasonMayRunOverNewYear() {
        // 4 Jan 2019 and 31 Dec 2018 are weekdays in winter, 3 Jun 2019 is a Monday in summer.
        assertThat(TIMES.buyPerKwh(local("2019-01-04T10:00"), 15)).isCloseTo(0.2, within(1e-12));
        assertThat(TIMES.buyPerKwh(local("2018-12-31T10:00"), 15)).isCloseTo(0.2, within(1e-12));
        assertThat(TIMES.buyPerKwh(local("2019-06-03T10:00"), 15)).isCloseTo(0.1, within(1e-12));
        // The season's last and first day; 1 Oct 2019 is a Tuesday, 30 Sep a Monday.
        assertThat(TIMES.buyPerKwh(local("2019-10-01T10:00"), 15)).isCloseTo(0.2, within(1e-12));
        assertThat(TIMES.buyPerKwh(local("2019-09-30T10:00"), 15)).isCloseTo(0.1, within(1e-12));
        assertThat(TIMES.buyPerKwh(local("2020-03-31T10:00"), 15)).isCloseTo(0.2, within(1e-12));
        assertThat(TIMES.buyPerKwh(local("2020-04-01T10:00"), 15)).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void theFirstMatchingEntryWins() {
        // Both entries match a winter weekday; on a Saturday only the second does.
        assertThat(TIMES.buyPerKwh(local("2019-01-05T17:00"), 15)).isCloseTo(0.1, within(1e-12));
        assertThat(TIMES.demandPerKwMonth(local("2019-01-04T17:00"))).isEqualTo(12);
        assertThat(TIMES.demandPerKwMonth(local("2019-01-05T17:00"))).isEqualTo(7);
    }

    @Test
    void aBoundaryInsideAStepIsWeighedByTheMinute() {
        // 16:00-17:00 is half 0.2 and half 0.5.
        assertThat(TIMES.buyPerKwh(local("2019-01-04T16:00"), 60)).isCloseTo(0.35, within(1e-12));
        assertThat(TIMES.buyPerKwh(local("2019-01-04T16:30"), 15)).isCloseTo(0.5, within(1e-12));
        assertThat(TIMES.buyPerKwh(local("2019-01-04T16:15"), 15)).isCloseTo(0.2, within(1e-12));
        // 23:50 on Friday to 00:10 on Saturday: entries change at midnight.
        assertThat(TIMES.buyPerKwh(local("2019-01-04T23:50"), 20)).isCloseTo(0.15, within(1e-12));
    }

    @Test
    void energyGivenBackEarnsItsShare() {
        assertThat(TIMES.sellPerKwh(local("2019-01-04T17:00"), 15)).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void theHourThatIsLostCostsNothing() {
        // 10 March 2019, a Sunday: 02:00 does not exist, so three hours from 01:00 are
        // 01:00, 03:00 and 04:00, all at 0.1.
        assertThat(TIMES.buyPerKwh(local("2019-03-10T01:00"), 180)).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void theHourThatComesTwiceCostsTwice() {
        // 3 November 2019, a Sunday: 01:00 comes twice; five hours from midnight are 00, 01, 01,
        // 02 and 03 o'clock, one of them at 0.4.
        assertThat(TIMES.buyPerKwh(local("2019-11-03T00:00"), 300)).isCloseTo(0.16, within(1e-12));
    }

    @Test
    void aDayNoEntryMatchesIsRefused() {
        var gap =
                new Tariff.TimeOfUse(
                        "winter only",
                        "USD",
                        List.of(entry("w", ALL, List.of(at(0, 0)), List.of(0.2), 0)),
                        1);
        assertThatThrownBy(() -> gap.buyPerKwh(local("2019-06-03T10:00"), 15))
                .isInstanceOf(InputException.class)
                .hasMessage("tariff winter only: no entry matches 2019-06-03 (MONDAY)");
    }

    @Test
    void aFlatPriceIsFlat() {
        var flat = new Tariff.Flat("flat", "EUR", 0.3, 0.08, 5);
        assertThat(flat.buyPerKwh(local("2019-06-03T10:00"), 60)).isEqualTo(0.3);
        assertThat(flat.sellPerKwh(local("2019-06-03T10:00"), 60)).isEqualTo(0.08);
        assertThat(flat.demandPerKwMonth(local("2019-06-03T10:00"))).isEqualTo(5);
    }

    @Test
    void aPriceSeriesIsAveragedOverTheStepAndMustCoverIt() {
        var series =
                new Series(
                        "day ahead",
                        Instant.parse("2019-06-03T00:00:00Z"),
                        60,
                        new double[] {0.1, -0.02});
        var market = new Tariff.RealTime("market", "EUR", series, 0.9, 3);
        var start = Instant.parse("2019-06-03T00:30:00Z").atZone(ZoneId.of("Europe/Zurich"));
        assertThat(market.buyPerKwh(start, 60)).isCloseTo(0.04, within(1e-15));
        assertThat(market.sellPerKwh(start, 60)).isCloseTo(0.036, within(1e-15));
        assertThatThrownBy(() -> market.buyPerKwh(start.plusHours(1), 60))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("day ahead: covers");
    }

    @Test
    void refusesEntriesThatAreNoDay() {
        refused(List.of(at(1, 0)), List.of(0.2), "00:00 first");
        refused(List.of(at(0, 0), at(2, 0), at(2, 0)), List.of(1.0, 2.0, 3.0), "strictly rising");
        refused(List.of(at(0, 0)), List.of(0.2, 0.3), "as many times as prices");
        refused(List.of(at(0, 0)), List.of(Double.NaN), "a finite number");
        assertThatThrownBy(() -> entry("x", Set.of(), List.of(at(0, 0)), List.of(1.0), 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("tariff entry x: days");
        assertThatThrownBy(() -> entry("x", ALL, List.of(at(0, 0)), List.of(1.0), -1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("demand_per_kw_month");
    }

    private static void refused(List<LocalTime> times, List<Double> prices, String allowed) {
        assertThatThrownBy(() -> entry("x", ALL, times, prices, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("tariff entry x")
                .hasMessageContaining(allowed);
    }
}
